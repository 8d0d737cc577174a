//! The theme: templates, styles, scripts, icons, and the site's own files over them.

use crate::kit::{Site, template};

#[test]
fn files_in_the_sites_root_go_over_the_themes() {
    let mut site = Site::new(
        r#"
=== templates/page.html
{% extends "base.html" %}
{% block main %}<h1>Ours: {{ page.title }}</h1>{% endblock %}
=== content/page.md
+++
title = "Page"
+++
"#,
    );
    site.shows("/page/", &["<h1>Ours: Page</h1>"]);
    site.delete("templates/page.html");
    site.shows("/page/", &["<h1>Page</h1>"]);
    site.edit("icons/dot.svg", "<svg></svg>");
    site.edit("themes/plain/icons/dot.svg", "<svg id=\"theirs\"></svg>");
    site.edit("content/page.md", "+++\ntitle = \"Page\"\n+++\n\n{{ icon(name=\"dot\") }}\n");
    site.lacks("/page/", &["theirs"]);
}

#[test]
fn the_settings_choose_the_theme() {
    let mut site = Site::new("=== themes/other/templates/home.html\n<p>Other: {{ page.title }}</p>\n");
    site.replace("liberate.toml", "theme = \"plain\"", "theme = \"other\"");
    assert_eq!(site.page_despite_findings("/").trim(), "<p>Other: Home</p>");
}

#[test]
fn a_theme_outside_its_folder_is_refused() {
    for theme in ["../plain", "a/b", ".hidden", "", "a\\\\b"] {
        let mut site = Site::new("");
        site.replace("liberate.toml", "theme = \"plain\"", &format!("theme = \"{theme}\""));
        assert!(site.codes().contains(&"leaves-site"), "{theme}: {}", site.diagnostics());
    }
}

#[test]
fn styles_are_bundled_minified_and_named_by_their_bytes() {
    let mut site = Site::new(
        r#"
=== themes/plain/styles/main.css
@import "tokens.css";
@import url("parts/buttons.css");
body { color: var(--ink); margin-inline-start: 0px }
=== themes/plain/styles/tokens.css
:root { --ink: black }
=== themes/plain/styles/parts/buttons.css
button { color: red }
"#,
    );
    let old = site.address("/assets/styles/", ".css").to_owned();
    assert_eq!(site.page(&old), ":root{--ink:black}button{color:red}body{color:var(--ink);margin-inline-start:0}");
    site.shows("/", &[&format!("<link rel=\"stylesheet\" href=\"{old}\">")]);
    site.edit("themes/plain/styles/tokens.css", ":root { --ink: navy }");
    let new = site.address("/assets/styles/", ".css").to_owned();
    assert_ne!(old, new, "a change inside an import changes the name");
    site.shows("/", &[&new]);
    site.edit("styles/tokens.css", ":root { --ink: green }");
    assert!(
        site.page(site.address("/assets/styles/main.", ".css")).contains("--ink:green"),
        "the site's own import goes over the theme's"
    );
}

#[test]
fn style_sheets_that_nobody_imports_stand_alone() {
    let site = Site::new("=== themes/plain/styles/print.css\np { margin: 0 }\n");
    assert_eq!(site.page(site.address("/assets/styles/print.", ".css")), "p{margin:0}");
}

#[test]
fn an_import_means_that_file_alone() {
    let site = Site::new(
        "=== themes/plain/styles/main.css\n@import \"blueprint.css\";\n=== themes/plain/styles/blueprint.css\np { margin: 0 }\n=== themes/plain/styles/print.css\nb { margin: 0 }\n",
    );
    site.address("/assets/styles/print.", ".css");
}

#[test]
fn style_sheets_that_import_each_other_are_reported() {
    let site = Site::new(
        "=== themes/plain/styles/main.css\n@import \"a.css\";\n=== themes/plain/styles/a.css\n@import \"main.css\";\n",
    );
    assert!(site.diagnostics().contains("themes/plain/styles/"), "{}", site.diagnostics());
}

#[test]
fn mistakes_in_styles_are_reported_in_their_file() {
    let check = |main: &str, import: &str, expected: &str| {
        let site = Site::new(&format!(
            "=== themes/plain/styles/main.css\n{main}\n=== themes/plain/styles/tokens.css\n{import}\n"
        ));
        let found = site.diagnostics();
        assert!(found.lines().any(|line| line.starts_with(expected)), "{main}\n{import}\n{found}");
    };
    check("@import \"tokens.css\";\nbody { color: var(--x) }", "p { color: }\n}", "themes/plain/styles/tokens.css:");
    check(
        "@import \"none.css\";",
        "",
        "themes/plain/styles/main.css:1:1 error bad-style this style sheet cannot be read: there is no style sheet `styles/none.css`",
    );
    check("body {}\n\n  } p {}", "", "themes/plain/styles/main.css:3:");
}

#[test]
fn scripts_and_pictures_have_their_hash_in_their_names() {
    let site = Site::new(
        r#"
=== themes/plain/scripts/exit.js
leave();
=== themes/plain/images/logo.svg
<svg></svg>
"#,
    )
    .with(&format!(
        "=== themes/plain/templates/home.html\n{}",
        template("<script src=\"{{ asset(path=\"scripts/exit.js\") }}\" defer></script><img src=\"{{ asset(path=\"images/logo.svg\") }}\" alt=\"\">")
    ));
    let (script, picture) =
        (site.address("/assets/scripts/exit.", ".js"), site.address("/assets/images/logo.", ".svg"));
    assert_eq!(site.article("/"), format!("<script src=\"{script}\" defer></script><img src=\"{picture}\" alt=\"\">"));
    assert_eq!(site.page(script), "leave();\n", "scripts stay as they are");
}

#[test]
fn icons_are_set_into_the_page() {
    let site = Site::new("=== themes/plain/icons/dot.svg\n<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg viewBox=\"0 0 1 1\"><path/></svg>\n")
        .with(&format!(
            "=== themes/plain/templates/home.html\n{}",
            template("{{ icon(name=\"dot\") }} {{ icon(name=\"dot\", class=\"big & bold\") }}")
        ));
    assert_eq!(
        site.article("/"),
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 1 1\"><path/></svg> \
         <svg class=\"icon big &amp; bold\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 1 1\"><path/></svg>"
    );
}

#[test]
fn json_is_safe_inside_html() {
    let site = Site::new(&format!(
        "=== themes/plain/templates/home.html\n{}",
        template("{{ json(value=[page.title, \"</script>\"]) }}")
    ));
    assert_eq!(site.article("/"), "[\"Home\",\"\\u003c/script>\"]");
}

// Templates that fail

/// The findings of a site with that home page, without repetitions for other languages.
fn failure(template: &str) -> String {
    let site = Site::new(&format!("=== themes/plain/templates/home.html\n{template}\n"));
    site.diagnostics().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_failing_template_names_its_line_and_the_page() {
    let found = failure("<p>\n{{ page.titel }}");
    assert!(
        found.starts_with("themes/plain/templates/home.html:2:9 error template-failed this template fails for `/`: "),
        "{found}"
    );
    assert!(found.contains("titel"), "{found}");
    let found = failure("<p>{{ asset(path=\"styles/mian.css\") }}");
    assert!(found.contains("the theme has no file `styles/mian.css`, did you mean `styles/main.css`?"), "{found}");
    let found = failure("<p>{{ icon(name=\"none\") }}");
    assert!(found.contains("the theme has no icon `none`"), "{found}");
}

#[test]
fn a_failing_template_is_one_finding() {
    let site = Site::new("=== themes/plain/templates/home.html\n{{ page.titel }}\n");
    assert_eq!(site.codes(), ["template-failed"]);
}

#[test]
fn a_template_that_cannot_be_read_is_reported_at_its_line() {
    let found = failure("<p>\n{{ page.title }\n");
    assert!(found.starts_with("themes/plain/templates/home.html:2:"), "{found}");
    assert!(found.contains(" error template-syntax this template cannot be read: "), "{found}");
    let found = failure("{% if page.title %}x");
    assert!(found.contains("template-syntax"), "{found}");
    let found = failure("{% extends \"nothing.html\" %}");
    assert!(found.starts_with("themes/plain/templates/home.html:") && found.contains("template-set"), "{found}");
    let found = failure("{{ page.title | nothing }}");
    assert!(found.starts_with("themes/plain/templates/home.html:"), "{found}");
}

#[test]
fn one_broken_template_does_not_hide_another() {
    let site =
        Site::new("=== themes/plain/templates/home.html\n{{ a }\n=== themes/plain/templates/page.html\n{% if %}\n");
    let files: Vec<String> =
        site.diagnostics().lines().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect();
    assert_eq!(files, ["themes/plain/templates/home.html", "themes/plain/templates/page.html"]);
}

#[test]
fn a_broken_template_does_not_hide_mistakes_in_pages() {
    let site = Site::page_of("[x](@/none.md)").with("=== themes/plain/templates/home.html\n{{ a }\n");
    assert_eq!(site.codes(), ["unknown-page", "template-syntax"]);
}

// Minified pages

#[test]
fn minified_pages_say_the_same() {
    let markdown = "Words *in* **a** row.  \nNext [line](@/_index.md) {{ number(id=\"helpline\") }} x.\n\n```\nkeep   this\n  as it is\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] task\n\n## A heading\n\n{% details(summary=\"More\") %}\nHidden &lt;b&gt; & \"quotes\".\n{% end %}";
    let records = crate::kit::RECORDS;
    let plain = Site::page_of(markdown).with(records);
    let mut small = Site::page_of(markdown).with(records);
    small.replace("liberate.toml", "minify = false", "minify = true");
    for address in ["/page/", "/pl/page/", "/ur/page/", "/", "/404.html"] {
        let (long, short) = (plain.page(address), small.page(address));
        assert!(short.len() < long.len(), "{address} became smaller");
        assert_eq!(words(long), words(short), "{address}");
    }
    small.shows("/page/", &["lang=en", "tel:01214960000", "keep   this\n  as it is"]);
    assert_eq!(small.codes(), [""; 0], "no template is refused by the guard");
}

#[test]
fn a_mistake_in_a_minified_template_is_reported_where_its_author_wrote_it() {
    let mut site = Site::page_of("x").with("=== themes/plain/templates/page.html\n<!doctype html>\n\n<p>\n   {# why #}\n  {{ page.nothing.at.all }}\n</p>\n");
    site.replace("liberate.toml", "minify = false", "minify = true");
    let found = site.diagnostics();
    assert!(found.starts_with("themes/plain/templates/page.html:5:"), "{found}");
}

#[test]
fn a_template_that_cannot_be_minified_is_used_as_it_is() {
    let mut site =
        Site::page_of("x").with("=== themes/plain/templates/partials/odd.html\n<p>  a\n<b>  b</b></p></section>\n");
    site.replace("liberate.toml", "minify = false", "minify = true");
    let found = site.diagnostics();
    assert!(found.starts_with("themes/plain/templates/partials/odd.html:2:"), "{found}");
    assert!(found.contains(" warning not-minified "), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
}

/// The words of a page without its tags.
fn words(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            character if !inside => text.push(character),
            _ => {}
        }
    }
    let plain = text
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&LT", "<")
        .replace("&lt;", "<")
        .replace("&lt", "<")
        .replace("&amp;", "&");
    plain.split_whitespace().map(str::to_owned).collect()
}

/// A page that holds the sheet `styles/inline/calls.css`, with these rules in it.
fn with_inline(rules: &str) -> Site {
    let mut site = Site::new(&format!(
        "=== themes/plain/styles/inline/calls.css\n@import \"../main.css\";\n{rules}\n=== templates/page.html\n\
         {{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ page.title }}}}</h1>{{% endblock %}}\n\
         === content/page.md\n+++\ntitle = \"Page\"\n+++\n\nWords.\n"
    ));
    let linked = "<link rel=\"stylesheet\" href=\"{{ asset(path=\"styles/main.css\") }}\">";
    site.replace(
        "themes/plain/templates/base.html",
        linked,
        &format!("{linked}<style>{{{{ style(path=\"styles/inline/calls.css\") }}}}</style>"),
    );
    site
}

#[test]
fn styles_inside_a_page_are_those_of_the_theme_and_the_policy_names_their_bytes() {
    let site = with_inline("h1 { color: navy }");
    assert_eq!(site.codes(), [""; 0], "{}", site.diagnostics());
    let page = site.page("/page/");
    let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("it is there");
    assert!(style.ends_with("h1{color:navy}"), "{style}");
    let hash = liberate::text::sha256_source(style.as_bytes());
    let headers = site.page("/_headers");
    assert!(headers.contains(&format!("style-src 'self' {hash};")), "{headers}");
    // It is in the pages, so it has no address; the sheet that it imports is there for other pages, and is the only one.
    site.address("/assets/styles/", ".css");
}

#[test]
fn styles_inside_a_page_can_name_no_file_and_end_no_element() {
    for rules in ["h1 { background: url(\"a.png\") }", "h1::before { content: \"</style>\" }"] {
        let site = with_inline(rules);
        assert!(site.codes().contains(&"bad-style"), "{rules}: {}", site.diagnostics());
    }
    // Any other style inside a page is refused.
    let mut site = with_inline("");
    site.replace("themes/plain/templates/base.html", "{{ style(", "h2 { color: red }{{ style(");
    assert!(site.codes().contains(&"inline-style"), "{}", site.diagnostics());
    // A name that is not there is said with its neighbour.
    let mut site = with_inline("");
    site.replace("themes/plain/templates/base.html", "inline/calls.css", "inline/cals.css");
    assert!(site.diagnostics().contains("did you mean `styles/inline/calls.css`?"), "{}", site.diagnostics());
}
