//! Pages in several languages, and what readers get who have none of their own.

use crate::expect::assert_text;
use crate::kit::Site;

const HELP: &str = r#"
=== content/help.md
+++
title = "Help"
description = "Who helps."
+++

## Who helps

Read [signs](@/signs.md#what-you-see) and [rights](@/rights.md).
=== content/help.pl.md
+++
title = "Pomoc"
status = "reviewed"
+++

## Kto pomaga

Zobacz [oznaki](@/signs.md#what-you-see) i [prawa](@/rights.md).
=== content/signs.md
+++
title = "Signs"
+++

## What you see
=== content/signs.pl.md
+++
title = "Oznaki"
+++

## Co widać
=== content/rights.md
+++
title = "Rights"
+++
"#;

#[test]
fn every_page_stands_at_an_address_in_every_language() {
    let site = Site::new(HELP);
    let expected =
        "/ /help/ /pl/ /pl/help/ /pl/rights/ /pl/signs/ /rights/ /signs/ /ur/ /ur/help/ /ur/rights/ /ur/signs/";
    assert_eq!(site.addresses().join(" "), expected);
}

#[test]
fn a_translation_stands_in_its_language() {
    let site = Site::new(HELP);
    site.shows(
        "/pl/help/",
        &[
            "<html lang=\"pl\" dir=\"ltr\">",
            "<title>Pomoc – Strona</title>",
            "<link rel=\"canonical\" href=\"https://site.example/pl/help/\">",
            "<article lang=\"pl\" dir=\"ltr\">",
            "<h1>Pomoc</h1>",
        ],
    );
    site.lacks("/pl/help/", &["class=\"fallback\"", "class=\"unreviewed\""]);
}

#[test]
fn a_fallback_has_the_readers_frame_and_the_articles_language() {
    let site = Site::new(HELP);
    site.shows(
        "/ur/help/",
        &[
            "<html lang=\"ur\" dir=\"rtl\">",
            "<title>Help – سائٹ</title>",
            "<meta name=\"robots\" content=\"noindex\">",
            "<link rel=\"canonical\" href=\"https://site.example/help/\">",
            "<p class=\"fallback\">یہ صفحہ English میں ہے</p>",
            "<article lang=\"en\" dir=\"ltr\">",
            "<h1>Help</h1>",
        ],
    );
    site.lacks("/ur/help/", &["hreflang=\"en\" href=\"https", "rel=\"alternate\""]);
}

#[test]
fn search_engines_are_told_real_translations_only() {
    let site = Site::new(HELP);
    let alternates = |address: &str| -> Vec<String> {
        let lines = site.page(address).lines().filter(|line| line.contains("rel=\"alternate\""));
        lines
            .map(|line| line.replace("<link rel=\"alternate\" hreflang=", "").replace("https://site.example", ""))
            .collect()
    };
    let expected = ["\"en\" href=\"/help/\">", "\"pl\" href=\"/pl/help/\">", "\"x-default\" href=\"/help/\">"];
    assert_eq!(alternates("/help/"), expected);
    assert_eq!(alternates("/pl/help/"), expected);
    assert!(alternates("/ur/help/").is_empty());
    assert_eq!(alternates("/rights/"), ["\"en\" href=\"/rights/\">"]);
}

#[test]
fn links_lead_to_the_readers_language_or_say_so() {
    let site = Site::new(HELP);
    assert_text!(
        site.article("/pl/help/"),
        r#"
        <h2 id="who-helps">Kto pomaga</h2>
        <p>Zobacz <a href="/pl/signs/#what-you-see">oznaki</a> i <a href="/pl/rights/" hreflang="en">prawa</a> <span class="label">(w języku: <bdi lang="en">English</bdi>)</span>.</p>
    "#
    );
    assert_text!(
        site.article("/ur/help/"),
        r#"
        <h2 id="who-helps">Who helps</h2>
        <p>Read <a href="/ur/signs/#what-you-see">signs</a> and <a href="/ur/rights/">rights</a>.</p>
    "#
    );
}

#[test]
fn the_language_row_says_which_are_missing() {
    let site = Site::new(HELP);
    site.shows(
        "/pl/help/",
        &[
            "<li><a lang=\"en\" dir=\"ltr\" href=\"/help/\">English</a></li>",
            "<li><a lang=\"pl\" dir=\"ltr\" href=\"/pl/help/\" aria-current=\"true\">polski</a></li>",
            "<li><a lang=\"ur\" dir=\"rtl\" href=\"/ur/help/\">اردو</a> jeszcze nie w tym języku</li>",
        ],
    );
}

#[test]
fn anchors_come_from_the_source() {
    let site = Site::new(HELP);
    site.shows("/pl/help/", &["<h2 id=\"who-helps\">Kto pomaga</h2>"]);
    site.shows("/pl/signs/", &["<h2 id=\"what-you-see\">Co widać</h2>"]);
}

#[test]
fn a_translation_needs_the_headings_of_its_source() {
    let check = |markdown: &str, expected: &str| {
        let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n## One\n\n### Two\n")
            .with(&format!("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\n{markdown}\n"));
        assert_eq!(site.diagnostics(), expected, "{markdown}");
    };
    let hint = "| give it the same headings in the same order, or links go astray";
    check("## Raz\n\n### Dwa", "");
    check(
        "## Raz",
        &format!(
            "content/page.pl.md:5:1 error headings-differ this translation has 1 headings, its source has 2 {hint}"
        ),
    );
    check(
        "Nic.",
        &format!(
            "content/page.pl.md:1:1 error headings-differ this translation has 0 headings, its source has 2 {hint}"
        ),
    );
}

#[test]
fn headings_of_another_level_are_named() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n## One\n\n### Two\n")
        .with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\n## Raz\n\n## Dwa\n");
    assert!(!site.diagnostics().contains("has 2 headings, its source has 2"), "{}", site.diagnostics());
}

#[test]
fn translations_may_have_their_own_slug() {
    let site = Site::new(HELP)
        .with("=== content/help.pl.md\n+++\ntitle = \"Pomoc\"\nslug = \"pomoc\"\n+++\n\n## Kto pomaga\n");
    site.shows("/pl/pomoc/", &["<link rel=\"canonical\" href=\"https://site.example/pl/pomoc/\">", "<h1>Pomoc</h1>"]);
    site.shows("/help/", &["href=\"/pl/pomoc/\""]);
    site.shows("/ur/help/", &["<h1>Help</h1>"]);
    assert!(!site.build().contains_key("/pl/help/"));
}

#[test]
fn translations_take_from_the_source_what_they_leave_out() {
    let site = Site::new(
        r#"
=== content/page.md
+++
title = "Page"
checked_on = 2026-09-01
sensitive = true
neutral_title = "Information"
icon = "x"
toc = true
+++

## One
=== content/page.pl.md
+++
title = "Strona"
neutral_title = "Informacje"
status = "reviewed"
+++

## Raz
"#,
    );
    site.shows("/pl/page/", &["<ol class=\"toc\"><li><a href=\"#one\">Raz</a>", "Sprawdzono 1 września 2026."]);
}

#[test]
fn a_sensitive_page_is_sensitive_in_every_language() {
    let site = Site::new(
        r#"
=== content/page.md
+++
title = "Get out"
sensitive = true
neutral_title = "Information"
+++
=== content/page.pl.md
+++
title = "Uciekaj"
status = "reviewed"
+++
"#,
    );
    assert_eq!(site.codes(), ["title-not-neutral"]);
    assert!(site.diagnostics().starts_with("content/page.pl.md:"), "{}", site.diagnostics());
}

#[test]
fn translations_that_nobody_reviewed_say_so_or_are_hidden() {
    let site = Site::new(HELP);
    site.shows("/pl/signs/", &["<p class=\"unreviewed\">Nikt nie sprawdził tego tłumaczenia.</p>", "<h1>Oznaki</h1>"]);
    site.lacks("/signs/", &["unreviewed"]);
    let hidden = Site::new(HELP).settings("[translations]\nunreviewed = \"hide\"");
    hidden.shows("/pl/signs/", &["class=\"fallback\"", "<h1>Signs</h1>"]);
    hidden.shows("/pl/help/", &["<h1>Pomoc</h1>"]);
    assert!(hidden.where_is("Oznaki").is_empty());
}

#[test]
fn fallbacks_follow_their_chain() {
    let mut site = Site::new(
        r#"
=== content/page.md
+++
title = "Page"
+++
=== content/page.pl.md
+++
title = "Strona"
status = "reviewed"
+++
"#,
    );
    site.replace("liberate.toml", "[languages.ur]", "[languages.ur]\nfallback = [\"pl\"]");
    site.shows(
        "/ur/page/",
        &["<html lang=\"ur\" dir=\"rtl\">", "<article lang=\"pl\" dir=\"ltr\">", "<h1>Strona</h1>"],
    );
    site.shows("/ur/", &["<h1>Home</h1>"]);
}

#[test]
fn fallbacks_that_never_end_are_refused() {
    let mut site = Site::new("");
    site.replace("liberate.toml", "[languages.pl]", "[languages.pl]\nfallback = [\"ur\"]");
    site.replace("liberate.toml", "[languages.ur]", "[languages.ur]\nfallback = [\"pl\"]");
    assert!(
        site.codes().iter().all(|code| *code == "fallback-cycle") && !site.codes().is_empty(),
        "{}",
        site.diagnostics()
    );
    let mut site = Site::new("");
    site.replace("liberate.toml", "[languages.pl]", "[languages.pl]\nfallback = [\"de\"]");
    assert_eq!(site.codes(), ["unknown-fallback"]);
}

#[test]
fn a_circle_of_fallbacks_is_one_finding_at_its_line() {
    let mut site = Site::new("");
    site.replace("liberate.toml", "[languages.pl]", "[languages.pl]\nfallback = [\"ur\"]");
    site.replace("liberate.toml", "[languages.ur]", "[languages.ur]\nfallback = [\"pl\"]");
    assert_eq!(site.codes(), ["fallback-cycle"]);
    assert!(!site.diagnostics().starts_with("liberate.toml:1:1 "), "{}", site.diagnostics());
}

#[test]
fn languages_that_the_site_lacks_are_reported() {
    let site = Site::new(
        "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n=== content/page.de.md\n+++\ntitle = \"Seite\"\n+++\n",
    );
    assert_eq!(
        site.diagnostics(),
        "content/page.de.md:1:1 error unknown-language the site has no language `de` | add [languages.de] to liberate.toml, or rename the file"
    );
    assert!(site.where_is("Seite").is_empty());
}

#[test]
fn a_page_may_be_in_some_languages_on_purpose() {
    let page = |languages: &str| {
        Site::new(&format!(
            "=== content/page.md\n+++\ntitle = \"Page\"\nlanguages = {languages}\n+++\n=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n"
        ))
    };
    assert_eq!(page("[\"en\", \"pl\"]").diagnostics(), "");
    assert_eq!(
        page("[\"en\"]").diagnostics(),
        "content/page.md:3:14 warning language-not-listed this page is published in languages that it does not list: `pl` \
         | add them to `languages`, or remove these translations"
    );
    assert_eq!(
        page("[\"polski\", \"pl\"]").diagnostics(),
        "content/page.md:3:14 error unknown-language the site has no language `polski` | did you mean `pl`?"
    );
}

#[test]
fn a_translation_without_source_is_published_in_its_language() {
    let site = Site::new("=== content/page.pl.md\n+++\ntitle = \"Tylko\"\n+++\n");
    assert_eq!(
        site.diagnostics(),
        "content/page.pl.md:1:1 warning orphan-translation this translates `content/page.md`, which does not exist \
         | restore that file, or rename this one; it is published in `pl` alone"
    );
    assert!(site.page_despite_findings("/pl/page/").contains("<h1>Tylko</h1>"));
}

#[test]
fn two_files_for_one_page_and_language_are_an_error() {
    let site = Site::new(
        "=== content/page.md\n+++\ntitle = \"One\"\n+++\n=== content/page.en.md\n+++\ntitle = \"Two\"\n+++\n",
    );
    assert_eq!(
        site.diagnostics(),
        "content/page.md:1:1 error duplicate-translation `content/page.en.md` is the same page in the same language | remove one of the two files"
    );
}

#[test]
fn another_language_may_be_the_sites_own() {
    let mut site = Site::new(
        "=== content/page.md\n+++\ntitle = \"Strona\"\n+++\n=== content/page.en.md\n+++\ntitle = \"Page\"\nstatus = \"reviewed\"\n+++\n",
    );
    site.replace("liberate.toml", "default_language = \"en\"", "default_language = \"pl\"");
    site.shows("/page/", &["<html lang=\"pl\" dir=\"ltr\">", "<h1>Strona</h1>"]);
    site.shows("/en/page/", &["<html lang=\"en\" dir=\"ltr\">", "<h1>Page</h1>"]);
}

#[test]
fn lists_show_titles_in_the_readers_language() {
    let site = Site::new(HELP);
    site.shows(
        "/pl/",
        &[
            "<a href=\"/pl/help/\">Pomoc</a>",
            "<a href=\"/pl/rights/\" lang=\"en\" dir=\"ltr\">Rights</a>",
            "<a href=\"/pl/signs/\">Oznaki</a>",
        ],
    );
}

#[test]
fn dates_are_in_the_readers_language() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\nchecked_on = 2026-03-02\n+++\n");
    site.shows("/page/", &["Checked on 2 March 2026."]);
    site.shows("/pl/page/", &["Sprawdzono 2 marca 2026."]);
    site.shows("/ur/page/", &["2 مارچ، 2026"]);
}

#[test]
fn words_of_another_language_are_marked() {
    let site =
        Site::page_of("Say {{ lang(tag=\"ur\", text=\"مدد\") }}.\n\n{% lang(tag=\"pl\") %}\nPo polsku.\n{% end %}");
    assert_eq!(
        site.article("/page/"),
        "<p>Say <span lang=\"ur\" dir=\"rtl\">مدد</span>.</p>\n<div lang=\"pl\" dir=\"ltr\"><p>Po polsku.</p>\n</div>"
    );
}

#[test]
fn the_page_that_is_not_there_exists_in_every_language() {
    let site = Site::new("");
    site.shows(
        "/404.html",
        &["<meta name=\"robots\" content=\"noindex\">", "<h1>Not here</h1>", "<a href=\"/\">Home page</a>"],
    );
    site.shows(
        "/pl/404.html",
        &["<html lang=\"pl\" dir=\"ltr\">", "<h1>Tu nic nie ma</h1>", "<a href=\"/pl/\">Strona główna</a>"],
    );
    site.lacks("/404.html", &["rel=\"canonical\"", "rel=\"alternate\""]);
}
