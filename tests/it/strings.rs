//! Interface strings: plurals, placeholders, and what is said when one is missing.

use crate::kit::{Site, template};

/// What a template says with `call` in every language.
fn say(call: &str) -> [String; 3] {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\ntemplate = \"say.html\"\n+++\n").with(&format!(
        "=== themes/plain/icons/dot.svg\n<svg></svg>\n=== themes/plain/templates/say.html\n{}",
        template(&format!("{{{{ t({call}) }}}}"))
    ));
    ["/page/", "/pl/page/", "/ur/page/"].map(|address| site.article(address).to_owned())
}

#[test]
fn plurals_follow_the_language() {
    let polish = |count: i64| say(&format!("key=\"list.pages\", count={count}"))[1].clone();
    assert_eq!(polish(1), "1 strona");
    assert_eq!(polish(2), "2 strony");
    assert_eq!(polish(5), "5 stron");
    assert_eq!(polish(12), "12 stron");
    assert_eq!(polish(22), "22 strony");
    assert_eq!(polish(0), "0 stron");
    let english = |count: i64| say(&format!("key=\"list.pages\", count={count}"))[0].clone();
    assert_eq!(english(1), "1 page");
    assert_eq!(english(2), "2 pages");
    assert_eq!(english(0), "0 pages");
    assert_eq!(english(1_234_567), "1,234,567 pages");
}

#[test]
fn values_are_escaped_unless_they_are_html() {
    assert_eq!(say("key=\"translation.fallback\", language=\"<b>\"")[0], "This page is in &lt;b&gt;.");
    let kept = say("key=\"translation.fallback\", language=icon(name=\"dot\")");
    assert_eq!(kept[0], "This page is in <svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"></svg>.");
}

/// The findings when the catalogues are these.
fn findings(english: &str, polish: &str) -> String {
    let mut site = Site::new("");
    let add = |site: &mut Site, tag: &str, more: &str| {
        let path = format!("themes/plain/strings/{tag}.toml");
        let text = format!("{more}\n{}", site.source(&path));
        site.edit(&path, &text);
    };
    add(&mut site, "en", english);
    add(&mut site, "pl", polish);
    add(&mut site, "ur", english);
    site.diagnostics()
}

#[test]
fn catalogues_are_compared_with_that_of_the_sites_language() {
    let file = "themes/plain/strings/pl.toml";
    assert_eq!(findings("x = \"X\"", "x = \"Y\""), "");
    assert_eq!(
        findings("x = \"X\"", ""),
        format!(
            "{file}:1:1 error missing-string the interface string `x` is missing | add `x` with its words in this language"
        )
    );
    assert_eq!(
        findings("", "site.titel = \"X\""),
        format!("{file}:1:6 error unknown-string unknown interface string `site.titel` | did you mean `site.title`?")
    );
    assert_eq!(findings("x = \"{a} {b}\"", "x = \"{b} i {a}\""), "");
    assert_eq!(
        findings("x = \"{a} {b}\"", "x = \"{a} i {c}\""),
        format!(
            "{file}:1:1 error placeholders-differ `x` has the placeholders {{a}} {{c}}, its source has {{a}} {{b}} | use the same names in braces"
        )
    );
    assert_eq!(
        findings("x = \"{a}\"", "x = \"A\""),
        format!(
            "{file}:1:1 error placeholders-differ `x` has the placeholders none, its source has {{a}} | use the same names in braces"
        )
    );
    assert_eq!(
        findings("x = { one = \"{count}\", other = \"{count}\" }", "x = { one = \"{count}\", other = \"{count}\" }"),
        format!(
            "{file}:1:1 error missing-plural `x` lacks the plural form `few` | add few = \"…\"\n\
             {file}:1:1 error missing-plural `x` lacks the plural form `many` | add many = \"…\""
        )
    );
    assert_eq!(
        findings("", "site.other = 3"),
        format!("{file}:1:6 error wrong-type `site.other` is a number | write a text in quotes")
    );
}

#[test]
fn all_missing_strings_are_reported_in_one_run() {
    let mut site = Site::new("");
    site.edit("themes/plain/strings/pl.toml", "site.title = \"Strona\"\n");
    site.delete("themes/plain/strings/ur.toml");
    let found = site.diagnostics();
    let missing = |path: &str| -> Vec<&str> {
        found.lines().filter(|line| line.starts_with(path) && line.contains("missing-string")).collect()
    };
    let all = Site::new("").source("themes/plain/strings/en.toml").matches(" = \"").count() - 1;
    let hint = |tag: &str| {
        format!(
            "run `liberate translate export {tag} themes/plain/strings/en.toml`, have the file translated, then import it"
        )
    };
    // A plural of two forms is one string. However many are missing, it is one finding.
    for (tag, count) in [("pl", all - 1), ("ur", all)] {
        let path = format!("themes/plain/strings/{tag}.toml");
        assert_eq!(
            missing(&path),
            [format!(
                "{path}:1:1 error missing-string {count} interface strings of `{tag}` are missing: `contact.checked`, `contact.cost`, \
                 `contact.hours` and {} more | {}",
                count - 3,
                hint(tag)
            )]
        );
    }
    site.edit("themes/plain/strings/ur.toml", "");
    assert_eq!(site.diagnostics().matches("missing-string").count(), 2, "an empty file is a missing one");
}

#[test]
fn a_string_that_no_catalogue_has_is_reported_where_a_template_asks_for_it() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\ntemplate = \"say.html\"\n+++\n")
        .with("=== themes/plain/templates/say.html\n<p>\n{{ t(key=\"site.titel\") }}\n");
    let first = site.diagnostics().lines().next().map(str::to_owned).unwrap_or_default();
    assert!(first.starts_with("themes/plain/templates/say.html:2:"), "{first}");
    assert!(first.contains("the interface string `site.titel` is missing, did you mean `site.title`?"), "{first}");
}

#[test]
fn a_string_that_no_catalogue_has_is_reported_where_the_program_asks_for_it() {
    let mut site = Site::page_of("> [!NOTE]\n> x");
    for tag in ["en", "pl", "ur"] {
        let path = format!("themes/plain/strings/{tag}.toml");
        let text = site.source(&path);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("notice")).collect();
        site.edit(&path, &lines.join("\n"));
    }
    assert_eq!(
        site.diagnostics(),
        "themes/plain/strings/en.toml:1:1 error missing-string the interface string `notice.note` is missing | add `notice.note` with its words in this language"
    );
}

#[test]
fn the_settings_say_what_a_site_is_called() {
    let mut site = Site::new("");
    for tag in ["en", "pl", "ur"] {
        let path = format!("themes/plain/strings/{tag}.toml");
        let text = site.source(&path);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("site.")).collect();
        site.edit(&path, &lines.join("\n"));
    }
    // One that says nothing of itself is called what its address is.
    assert_eq!(site.codes(), [""; 0], "{}", site.diagnostics());
    site.shows("/pl/", &["site.example"]);
    // The settings name it in each language, and win over a theme; a language without a name has that of the site's own.
    site.replace(
        "liberate.toml",
        "name = \"English\"",
        "name = \"English\"\ntitle = \"Harbour\"\ndescription = \"A harbour.\"",
    );
    site.replace("liberate.toml", "name = \"polski\"", "name = \"polski\"\ntitle = \"Port\"");
    site.shows("/", &["Harbour"]);
    site.shows("/pl/", &["Port"]);
    site.shows("/ur/", &["Harbour"]);
}

#[test]
fn the_sites_own_strings_go_over_the_themes() {
    let site = Site::new(
        "=== strings/pl.toml\nsite.title = \"Nasza strona\"\n=== content/page.md\n+++\ntitle = \"Page\"\n+++\n",
    );
    site.shows("/pl/page/", &["<title>Page – Nasza strona</title>"]);
    site.shows("/page/", &["<title>Page – Site</title>"]);
}

#[test]
fn a_language_without_strings_of_its_own_shows_the_sites() {
    let mut site = Site::new("");
    site.delete("themes/plain/strings/ur.toml");
    assert!(site.page_despite_findings("/ur/404.html").contains("<h1>Not here</h1>"));
}

#[test]
fn a_file_of_no_language_is_reported() {
    let site = Site::new("=== themes/plain/strings/polish.toml\nx = \"y\"\n");
    assert_eq!(
        site.diagnostics(),
        "themes/plain/strings/polish.toml:1:1 error bad-language `polish` in this name is not how a language is written | rename it to `pl.toml`, with a language as liberate.toml has it"
    );
}
