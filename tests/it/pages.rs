//! Pages, sections and their addresses.

use crate::expect::assert_text;
use crate::kit::{PICTURE, Site, template};
use liberate::text::Fingerprint;

/// A page with nothing but a title, and what else its front matter says.
fn page(path: &str, title: &str, more: &str) -> String {
    format!("=== content/{path}\n+++\ntitle = \"{title}\"\n{more}\n+++\n")
}

/// Where a page is in English, by its path and front matter.
#[track_caller]
fn check_address(path: &str, front: &str, address: &str) {
    let site = Site::new(&page(path, "Page", front));
    site.shows(address, &["<h1>Page</h1>"]);
    site.shows(&format!("/pl{address}"), &["<h1>Page</h1>"]);
}

#[test]
fn addresses_follow_paths() {
    check_address("help.md", "", "/help/");
    check_address("help/index.md", "", "/help/");
    check_address("signs/car-wash.md", "", "/signs/car-wash/");
    check_address("signs/deep/er/page.md", "", "/signs/deep/er/page/");
    check_address("signs/_index.md", "", "/signs/");
    check_address("signs/places/_index.md", "", "/signs/places/");
    check_address("v1.2.md", "", "/v1.2/");
    check_address("Mixed_Case.md", "", "/Mixed_Case/");
    check_address("nałęczów.md", "", "/nałęczów/");
    check_address("two words.md", "", "/two words/");
}

#[test]
fn a_page_that_is_renamed_moves() {
    let mut site = Site::new(&[page("help.md", "Help", ""), page("signs/car.md", "Car wash", "")].concat());
    site.rename("content/help.md", "content/aid.md");
    site.rename("content/signs", "content/places");
    assert_eq!(
        site.addresses().join(" "),
        "/ /aid/ /pl/ /pl/aid/ /pl/places/car/ /places/car/ /ur/ /ur/aid/ /ur/places/car/"
    );
}

#[test]
fn a_slug_replaces_the_last_part() {
    check_address("help.md", "slug = \"get-help\"", "/get-help/");
    check_address("signs/car.md", "slug = \"car-wash\"", "/signs/car-wash/");
    check_address("signs/farm/index.md", "slug = \"field\"", "/signs/field/");
}

#[test]
fn a_sections_slug_moves_everything_below_it() {
    let site = Site::new(
        &[
            page("signs/_index.md", "Signs", "slug = \"look\""),
            page("signs/car.md", "Car wash", ""),
            page("signs/deep/_index.md", "Deep", ""),
            page("signs/deep/page.md", "Deep page", ""),
            page("signs/loose/page.md", "Loose page", ""),
        ]
        .concat(),
    );
    let addresses: Vec<&str> = site.addresses().into_iter().filter(|address| address.starts_with("/look")).collect();
    assert_eq!(addresses, ["/look/", "/look/car/", "/look/deep/", "/look/deep/page/", "/look/loose/page/"]);
}

#[test]
fn a_slug_that_cannot_be_part_of_an_address_is_refused() {
    for slug in ["a/b", "..", "a b", "a?b", "a#b", "%41", ".hidden", "a\\\\b"] {
        let site = Site::new(&page("help.md", "Help", &format!("slug = \"{slug}\"")));
        assert_eq!(site.codes(), ["bad-slug"], "{slug:?}");
    }
}

#[test]
fn a_whole_page() {
    let site = Site::new(
        r#"
=== content/help.md
+++
title = "Help & support"
checked_on = 2026-09-01
+++

Words.
"#,
    );
    let page = site.page("/help/").replace(site.address("/assets/styles/main.", ".css"), "STYLES");
    assert_text!(
        page,
        r#"
        <!doctype html>
        <html lang="en" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Help &amp; support – Site</title>
        <link rel="canonical" href="https://site.example/help/">
        <link rel="alternate" hreflang="en" href="https://site.example/help/">
        <link rel="stylesheet" href="STYLES">
        </head>
        <body>
        <header>
        <a href="/">Site</a>
        <ul class="translations">
        <li><a lang="en" dir="ltr" href="/help/" aria-current="true">English</a></li>
        <li><a lang="pl" dir="ltr" href="/pl/help/">polski</a> not in this language yet</li>
        <li><a lang="ur" dir="rtl" href="/ur/help/">اردو</a> not in this language yet</li>
        </ul>
        </header>
        <main>
        <p class="breadcrumbs"><a href="/">Home</a><a href="/help/">Help &amp; support</a></p>
        <article lang="en" dir="ltr">
        <h1>Help &amp; support</h1>
        <p>Words.</p>

        </article>
        <p class="checked">Checked on 1 September 2026.</p>

        </main>
        </body>
        </html>
    "#
    );
}

#[test]
fn sections_list_their_pages_and_subsections() {
    let site = Site::new(
        &[
            page("signs/_index.md", "Signs", ""),
            page("signs/car.md", "Car wash", "weight = 2"),
            page("signs/nail.md", "Nail bar", "weight = 1"),
            page("signs/deep/_index.md", "Deep", ""),
            page("signs/deep/page.md", "Below", ""),
            page("elsewhere.md", "Elsewhere", ""),
        ]
        .concat(),
    );
    site.shows("/signs/", &[">Deep</a>", ">Nail bar</a>", ">Car wash</a>"]);
    site.lacks("/signs/", &["Below", "Elsewhere"]);
    site.shows("/", &["<p class=\"subsection\"><a href=\"/signs/\">", "<p class=\"child\"><a href=\"/elsewhere/\">"]);
    site.lacks("/", &[">Nail bar</a>"]);
}

#[test]
fn sections_sort_by_weight_then_name_by_date_or_by_title() {
    let order = |sort_by: &str| {
        let site = Site::new(
            &[
                page("news/_index.md", "News", sort_by),
                page("news/a.md", "Zebra", "date = 2026-01-01"),
                page("news/b.md", "Ärger", "date = 2026-03-01\nweight = 2"),
                page("news/c.md", "Bread", "date = 2026-02-01\nweight = 1"),
                page("news/d.md", "apple", ""),
            ]
            .concat(),
        );
        let page = site.page("/news/");
        let mut titles: Vec<(usize, &str)> = ["Zebra", "Ärger", "Bread", "apple"]
            .into_iter()
            .map(|title| (page.find(&format!(">{title}</a></p>")).expect("every page is listed"), title))
            .collect();
        titles.sort();
        titles.into_iter().map(|(_, title)| title).collect::<Vec<&str>>().join(" ")
    };
    assert_eq!(order(""), "Bread Ärger Zebra apple");
    assert_eq!(order("sort_by = \"weight\""), "Bread Ärger Zebra apple");
    assert_eq!(order("sort_by = \"date\""), "Ärger Bread Zebra apple");
    assert_eq!(order("sort_by = \"title\""), "apple Ärger Bread Zebra");
}

#[test]
fn titles_sort_in_the_readers_alphabet() {
    let site = Site::new(
        &[
            page("news/_index.md", "News", "sort_by = \"title\""),
            page("news/a.md", "A", ""),
            page("news/a.pl.md", "Łąka", ""),
            page("news/b.md", "B", ""),
            page("news/b.pl.md", "Lato", ""),
            page("news/c.md", "C", ""),
            page("news/c.pl.md", "Mysz", ""),
        ]
        .concat(),
    );
    site.shows("/pl/news/", &[">Lato</a>", ">Łąka</a>", ">Mysz</a>"]);
    site.shows("/news/", &[">A</a>", ">B</a>", ">C</a>"]);
}

#[test]
fn pages_know_their_place() {
    let site = Site::new(
        &[
            page("signs/_index.md", "Signs of slavery", "short_title = \"Signs\""),
            page("signs/a.md", "First", "weight = 1"),
            page("signs/b.md", "Second", "weight = 2"),
            page("signs/c.md", "Third", "weight = 3"),
        ]
        .concat(),
    );
    site.shows("/signs/b/", &[
        "<p class=\"breadcrumbs\"><a href=\"/\">Home</a><a href=\"/signs/\">Signs</a><a href=\"/signs/b/\">Second</a></p>",
        "<a rel=\"prev\" href=\"/signs/a/\">First</a>",
        "<a rel=\"next\" href=\"/signs/c/\">Third</a>",
    ]);
    site.lacks("/signs/a/", &["rel=\"prev\""]);
    site.lacks("/signs/c/", &["rel=\"next\""]);
}

#[test]
fn menus_mark_where_the_reader_is() {
    let site = Site::new(&[page("signs/_index.md", "Signs", ""), page("signs/car.md", "Car wash", "")].concat())
        .settings("[menus]\nmain = [\"@/_index.md\", \"@/signs/_index.md\"]");
    site.shows(
        "/signs/car/",
        &["<nav class=\"main\"><a href=\"/\">Home</a><a href=\"/signs/\" aria-current=\"true\">Signs</a></nav>"],
    );
    site.shows(
        "/",
        &["<nav class=\"main\"><a href=\"/\" aria-current=\"true\">Home</a><a href=\"/signs/\">Signs</a></nav>"],
    );
    site.shows("/pl/signs/car/", &["<a href=\"/pl/signs/\" aria-current=\"true\">Signs</a>"]);
}

#[test]
fn menus_and_links_of_the_settings_lead_somewhere() {
    let check = |target: &str, expected: &str| {
        let site = Site::new(&page("help.md", "Help", "")).settings(&format!("[links]\nhelp = \"{target}\""));
        assert_eq!(site.diagnostics(), expected);
    };
    check("@/help.md", "");
    check("https://example.org/", "");
    check(
        "@/hepl.md",
        "liberate.toml:20:8 error unknown-page there is no page `@/hepl.md` | did you mean `@/help.md`?",
    );
    check(
        "http://example.org/",
        "liberate.toml:20:8 error bad-scheme `http://example.org/` is not an address that a page may link to \
         | use a full https address, or name a file such as @/help.md",
    );
}

#[test]
fn anchors_of_links_in_the_settings_are_checked() {
    let site = Site::new(&page("help.md", "Help", "")).settings("[links]\nhelp = \"@/help.md#nowhere\"");
    assert_eq!(site.codes(), ["unknown-anchor"]);
}

// Files

#[test]
fn pictures_beside_a_page_have_their_hash_in_their_names() {
    let site = Site::new(
        r#"
=== content/farm/index.md
+++
title = "Farm"
+++

![A gate](gate.png)
"#,
    )
    .with_bytes("content/farm/gate.png", PICTURE);
    let hash = Fingerprint::of(PICTURE).short();
    let address = format!("/assets/farm/gate.{hash}.png");
    assert_eq!(site.build()[&address], PICTURE);
    let picture = format!(
        "<p><img src=\"{address}\" alt=\"A gate\" width=\"2\" height=\"1\" loading=\"lazy\" decoding=\"async\"></p>"
    );
    assert_eq!(site.article("/farm/"), picture);
    assert_eq!(site.article("/pl/farm/"), picture, "every language shows the same file");
}

#[test]
fn other_files_keep_their_names() {
    let site = Site::new(
        r#"
=== content/farm/index.md
+++
title = "Farm"
+++

[The list](list.txt), [the plan](plans/plan%20one.txt), [the law](/law.txt)
=== content/farm/list.txt
one
=== content/farm/plans/plan one.txt
two
=== content/alone.txt
three
=== static/law.txt
four
=== static/.well-known/security.txt
five
"#,
    );
    site.shows(
        "/farm/",
        &["<a href=\"/farm/list.txt\">", "<a href=\"/farm/plans/plan%20one.txt\">", "<a href=\"/law.txt\">"],
    );
    assert_eq!(site.page("/farm/list.txt"), "one\n");
    assert_eq!(site.page("/farm/plans/plan one.txt"), "two\n");
    assert_eq!(site.page("/alone.txt"), "three\n");
    assert_eq!(site.page("/law.txt"), "four\n");
    assert_eq!(site.page("/.well-known/security.txt"), "five\n");
}

#[test]
fn files_move_with_the_slug_of_their_page() {
    let site = Site::new(&page("farm/index.md", "Farm", "slug = \"field\"")).with("=== content/farm/list.txt\none\n");
    assert_eq!(site.page("/field/list.txt"), "one\n");
}

#[test]
fn files_that_nobody_finds_are_reported_with_the_nearest_name() {
    let check = |markdown: &str, expected: &str| {
        let site = Site::page_of(markdown)
            .with("=== content/list.txt\nx\n=== static/law.txt\nx\n")
            .with_bytes("content/gate.png", PICTURE);
        assert_eq!(site.diagnostics(), format!("content/page.md:5:1 error {expected}"));
    };
    check("[x](lits.txt)", "missing-file there is no file `lits.txt` | did you mean `list.txt`?");
    check("[x](/lwa.txt)", "missing-file there is no file `/lwa.txt` | did you mean `law.txt`?");
    check("![x](gat.png)", "missing-picture there is no picture `gat.png` | did you mean `gate.png`?");
    check(
        "![x](zzz.png)",
        "missing-picture there is no picture `zzz.png` | put the picture beside the page, or correct its name",
    );
    check(
        "![x](https://example.org/x.png)",
        "remote-picture `https://example.org/x.png` is a picture on another server \
         | put a copy beside the page, if its owner allows it: pages load nothing from elsewhere",
    );
    check(
        "[x](../../secret)",
        "leaves-site `../../secret` leads out of the site's folder | use a path inside the site; copy the file into it if you need it",
    );
    check(
        "![x](../../secret.png)",
        "leaves-site `../../secret.png` leads out of the site's folder | use a path inside the site; copy the file into it if you need it",
    );
}

#[test]
fn a_path_that_leads_out_of_the_site_is_not_published() {
    let site = Site::new("").with_path_outside("static/passwords.txt").with_path_outside("content/page.md");
    assert_eq!(site.codes(), ["leaves-site", "leaves-site"]);
    assert!(!site.built().artifacts.contains_key("/page/"));
}

// Collisions

#[test]
fn two_pages_at_one_address_are_an_error() {
    let site = Site::new(&[page("a.md", "A", "slug = \"same\""), page("b.md", "B", "slug = \"same\"")].concat());
    let first = site.diagnostics().lines().next().map(str::to_owned).unwrap_or_default();
    assert!(first.starts_with("content/b.md:3:8 error address-collision the address `"), "{first}");
    assert!(site.codes().iter().all(|code| *code == "address-collision"));
}

#[test]
fn two_pages_at_one_address_are_one_finding() {
    let site = Site::new(&[page("a.md", "A", "slug = \"same\""), page("b.md", "B", "slug = \"same\"")].concat());
    assert_eq!(site.codes(), ["address-collision"]);
    let site = Site::new(&[page("a.md", "A", "slug = \"same\""), page("b.md", "B", "slug = \"Same\"")].concat());
    assert_eq!(site.codes(), ["address-case"]);
}

#[test]
fn addresses_that_some_servers_cannot_tell_apart_are_an_error() {
    let check = |one: &str, other: &str| {
        let site = Site::new(&[page(one, "A", ""), page(other, "B", "")].concat());
        assert!(site.codes().contains(&"address-case"), "{one} and {other}: {}", site.diagnostics());
    };
    check("help.md", "Help.md");
    check("signs/car.md", "Signs/car.md");
    check("łódź.md", "Łódź.md");
    check("café.md", "CAFÉ.md");
    let composed =
        Site::new(&page("a.md", "A", "slug = \"caf\u{e9}\"")).with(&page("b.md", "B", "slug = \"cafe\u{301}\""));
    assert!(composed.codes().contains(&"address-collision"), "{}", composed.diagnostics());
}

#[test]
fn a_file_cannot_take_the_address_of_a_page() {
    let site = Site::new("=== static/robots.txt\nx\n");
    assert_eq!(
        site.diagnostics(),
        "static/robots.txt:1:1 error address-collision the address `/robots.txt` is taken by `liberate.toml` \
         | give one of them another `slug` or file name"
    );
}

#[test]
fn a_file_cannot_take_the_file_of_a_page() {
    let site = Site::new(&page("help.md", "Help", "")).with("=== static/help/index.html\nx\n");
    assert_eq!(site.codes(), ["address-collision"]);
}

#[test]
fn a_file_cannot_take_the_folder_of_a_page() {
    let site = Site::new(&page("help.md", "Help", "")).with("=== static/help\nx\n");
    assert_eq!(site.codes(), ["address-collision"]);
}

#[test]
fn a_page_cannot_take_the_place_of_a_language() {
    let site = Site::new(&page("pl/_index.md", "Poland", ""));
    assert_eq!(site.codes(), ["address-collision"]);
}

#[test]
fn templates_are_chosen_in_the_front_matter() {
    let site = Site::new(&page("help.md", "Help", "template = \"bare.html\""))
        .with(&format!("=== themes/plain/templates/bare.html\n{}", template("<p>Bare {{ page.title }}</p>")));
    assert_eq!(site.article("/help/"), "<p>Bare Help</p>");
    let site = Site::new(&page("help.md", "Help", "template = \"bear.html\""))
        .with("=== themes/plain/templates/bare.html\n<p>Bare</p>\n");
    assert_eq!(
        site.diagnostics(),
        "content/help.md:1:1 error missing-template there is no template `bear.html` | did you mean `bare.html`?"
    );
}

#[test]
fn english_in_titles_of_other_scripts_names_its_language() {
    let bare = format!("=== themes/plain/templates/bare.html\n{}", template("{{ page.title | names }}"));
    let shown = |tag: &str, title: &str| {
        let site = Site::new(&page("help.md", "Help (NHS & GP)", "template = \"bare.html\""));
        let translated = format!("=== content/help.{tag}.md\n+++\ntitle = \"{title}\"\n+++\n\nWords.\n");
        site.with(&bare).with(&translated).article(&format!("/{tag}/help/")).to_owned()
    };
    assert_eq!(
        shown("ur", "مدد (council) & West Midlands"),
        "مدد <bdi lang=\"en\">(council)</bdi> &amp; <bdi lang=\"en\">West Midlands</bdi>"
    );
    assert_eq!(shown("ur", "Childline"), "Childline");
    assert_eq!(shown("ur", "مدد"), "مدد");
    assert_eq!(shown("pl", "Pomoc (council)"), "Pomoc (council)");
    let site = Site::new(&page("help.md", "Help (NHS & GP)", "template = \"bare.html\"")).with(&bare);
    assert_eq!(site.article("/ur/help/"), "Help (NHS &amp; GP)");
}

#[test]
fn sensitive_pages_have_a_neutral_title_in_the_browser() {
    let site = Site::new(&page("help.md", "Get out", "sensitive = true\nneutral_title = \"Information\""));
    site.shows("/help/", &["<title>Information</title>", "<h1>Get out</h1>"]);
    site.shows("/pl/help/", &["<title>Information</title>"]);
    let site = Site::new(&page("help.md", "Get help", ""));
    site.shows("/help/", &["<title>Get help – Site</title>"]);
    site.shows("/", &["<title>Home</title>"]);
}

#[test]
fn extra_values_reach_the_templates() {
    let site = Site::new(&page(
        "help.md",
        "Help",
        "template = \"bare.html\"\n[extra]\nword = \"a < b\"\nnumber = 3\nday = 2026-01-02\nlist = [true, 1.5]",
    ))
    .with(&format!(
        "=== themes/plain/templates/bare.html\n{}",
        template("{{ page.extra.word }} {{ page.extra.number }} {{ page.extra.day }} {{ page.extra.list | length }}")
    ));
    assert_eq!(site.article("/help/"), "a &lt; b 3 2026-01-02 2");
}

#[test]
fn front_matter_mistakes_are_named() {
    let check = |front: &str, expected: &str| {
        let site = Site::new(&format!("=== content/page.md\n+++\n{front}\n+++\n\nWords.\n"));
        let found = site.diagnostics();
        assert!(found.starts_with(expected) && found.lines().count() == 1, "{front}\n{found}");
    };
    check("", "content/page.md:1:1 error missing-key `title` is missing | add a line such as title = \"…\"");
    check("title = \"  \"", "content/page.md:1:1 error empty-title the title is empty | write title = \"…\"");
    check(
        "title = \"A\"\ndraft = \"yes\"",
        "content/page.md:3:9 error wrong-type `draft` is a text in quotes | write true or false, without quotes",
    );
    check(
        "title = \"A\"\naliases = \"/x/\"",
        "content/page.md:3:11 error wrong-type `aliases` is a text in quotes | write a list of texts, such as [\"one\", \"two\"]",
    );
    check(
        "title = \"A\"\nkind = \"prat\"",
        "content/page.md:3:8 error unknown-word `kind` cannot be `prat` | did you mean `part`?",
    );
    check(
        "title = \"A\"\ndate = \"2026-02-28\"",
        "content/page.md:3:8 error bad-date `date` is in quotes, and a day is written without | take the quotes away: 2026-02-28",
    );
    check(
        "title = \"A\"\ndate = 12",
        "content/page.md:3:8 error wrong-type `date` is a number | write a date such as 2026-11-22",
    );
    check("title = \"A\"\ntitle = \"B\"", "content/page.md:3:1 error bad-toml");
    check("title = \"A\"\ndate = 2026-10-08\ndate = 2026-10-08", "content/page.md:4:1 error bad-toml");
    check("title = \"A\"\ndate = 2026-13-08", "content/page.md:3:8 error bad-date `date` is no date: `2026-13-08`");
    check("title = \"A\"\nwriter = \"B\"", "content/page.md:3:1 error unknown-key");
}

#[test]
fn a_day_that_does_not_exist_is_one_finding() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"A\"\ndate = 2026-02-30\n+++\n");
    assert_eq!(site.codes().len(), 1, "{}", site.diagnostics());
}

#[test]
fn missing_front_matter_is_one_finding() {
    assert_eq!(Site::new("=== content/page.md\nWords.\n").codes(), ["missing-front-matter"]);
}

#[test]
fn pages_without_front_matter_are_still_there() {
    let site = Site::new("=== content/our-page.md\nJust words.\n");
    let expected = "content/our-page.md:1:1 error missing-front-matter this page does not begin with `+++` \
                    | begin the file with +++, title = \"…\", +++, each on a line of its own";
    assert!(site.diagnostics().contains(expected), "{}", site.diagnostics());
    assert_eq!(site.article_despite_findings("/our-page/"), "<p>Just words.</p>");
}

#[test]
fn endings_of_lines_and_byte_order_marks_change_nothing() {
    let text = "+++\ntitle = \"Page\"\n+++\n\n## One\n\n- a\n- b\n\n{% notice(kind=\"info\") %}\nWords.\n{% end %}\n";
    let plain = Site::new("").with(&format!("=== content/page.md\n{text}"));
    let windows =
        Site::new("").with_bytes("content/page.md", format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
    assert_eq!(windows.page("/page/"), plain.page("/page/"));
}

#[test]
fn a_site_without_settings_says_so() {
    let mut site = Site::new("");
    site.delete("liberate.toml");
    assert!(site.diagnostics().contains(
        "liberate.toml:1:1 error missing-config there is no file `liberate.toml` \
         | run the command in the site's folder, or name that folder with --root"
    ));
}
