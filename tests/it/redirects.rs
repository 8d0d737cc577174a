//! Old addresses.

use crate::expect::assert_text;
use crate::kit::Site;

fn page(path: &str, front: &str) -> String {
    format!("=== content/{path}\n+++\ntitle = \"Page\"\n{front}\n+++\n")
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let site = Site::new(&page("help.md", "aliases = [\"/old/help/\", \"/h\", \"/help.php\"]"));
    assert_text!(
        site.page("/old/help/"),
        r#"
        <!doctype html>
        <html lang="en" dir="ltr">
        <head>
        <meta charset="utf-8">
        <title>Page</title>
        <meta http-equiv="refresh" content="0; url=/help/">
        <link rel="canonical" href="https://site.example/help/">
        </head>
        <body><p>It has moved: <a href="/help/">Page</a></p></body>
        </html>
    "#
    );
    site.shows("/h/", &["url=/help/"]);
    site.shows("/help.php", &["url=/help/"]);
    assert!(!site.page("/sitemap.xml").contains("/old/"));
}

#[test]
fn a_translation_has_old_addresses_of_its_own() {
    let site = Site::new(&page("help.md", "")).with(&page("help.pl.md", "aliases = [\"/pl/stara/\"]"));
    site.shows(
        "/pl/stara/",
        &["<html lang=\"pl\" dir=\"ltr\">", "url=/pl/help/", "https://site.example/pl/help/", "Przeniesiono:"],
    );
}

#[test]
fn a_sensitive_page_is_not_named_by_its_old_address() {
    let site = Site::new(&page("help.md", "aliases = [\"/old/\"]\nsensitive = true\nneutral_title = \"Information\""));
    site.shows("/old/", &["<title>Information</title>"]);
}

#[test]
fn mistakes() {
    let check = |alias: &str, expected: &str| {
        let site = Site::new(&page("help.md", &format!("aliases = [\"{alias}\"]")))
            .with(&page("other.md", "").replace("Page", "Other"));
        assert_eq!(site.diagnostics(), expected);
    };
    check(
        "/help/",
        "content/help.md:3:12 error redirect-loop the old address `/help/` leads back to itself | remove this alias",
    );
    check(
        "/help",
        "content/help.md:3:12 error redirect-loop the old address `/help` leads back to itself | remove this alias",
    );
    check(
        "/other/",
        "content/help.md:3:12 error address-collision the address `/other/` is taken by `content/other.md` | give one of them another `slug` or file name",
    );
    let hint = "| write it as it was, such as /old/page/";
    for alias in ["old/", "https://example.org/", "/a b/", "/a?b", "/a#b", "/../etc/passwd", ""] {
        check(alias, &format!("content/help.md:3:12 error bad-alias `{alias}` is no address of this site {hint}"));
    }
}

#[test]
fn two_pages_cannot_have_the_same_old_address() {
    let site = Site::new(&page("a.md", "aliases = [\"/old/\"]"))
        .with(&page("b.md", "aliases = [\"/old/\"]").replace("Page", "Other"));
    assert_eq!(
        site.diagnostics(),
        "content/b.md:3:12 error address-collision the address `/old/` is taken by `content/a.md` | give one of them another `slug` or file name"
    );
}

#[test]
fn an_old_address_cannot_be_a_folder_and_a_file() {
    let site = Site::new(&page("a.md", "aliases = [\"/old.html\", \"/old.html/deep/\"]"));
    assert_eq!(site.codes().len(), 1, "{}", site.diagnostics());
}

#[test]
fn an_old_address_that_differs_by_case_is_an_error() {
    let site = Site::new(&page("help.md", "aliases = [\"/Help/\"]"));
    assert_eq!(site.codes(), ["address-case"]);
}
