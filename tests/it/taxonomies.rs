//! Terms that group pages.

use crate::kit::Site;

const PAGES: &str = r#"
=== content/a.md
+++
title = "A"
[taxonomies]
topic = ["Housing", "Łódź"]
+++
=== content/b.md
+++
title = "B"
[taxonomies]
topic = ["housing"]
+++
=== content/b.pl.md
+++
title = "B po polsku"
+++
=== content/c.md
+++
title = "C"
taxonomies = { topic = "Housing" }
+++
"#;

fn site() -> Site {
    Site::new(PAGES).settings("taxonomies = [\"topic\"]")
}

#[test]
fn a_taxonomy_lists_its_terms_and_a_term_its_pages() {
    site().shows(
        "/topic/",
        &[
            "<h1>topic</h1>",
            "<a href=\"/topic/housing/\">Housing</a> 3 pages",
            "<a href=\"/topic/lodz/\">Łódź</a> 1 page</p>",
        ],
    );
    site().shows("/topic/housing/", &["<h1>Housing</h1>", "<p>3 pages</p>", "/a/", "/b/", "/c/"]);
    site().shows("/topic/lodz/", &["<p>1 page</p>", "/a/"]);
}

#[test]
fn pages_lead_to_their_terms() {
    site().shows("/a/", &["<ul class=\"topic\"><li><a href=\"/topic/housing/\">Housing</a></li><li><a href=\"/topic/lodz/\">Łódź</a></li></ul>"]);
    site().shows("/pl/b/", &["<a href=\"/pl/topic/housing/\">Housing</a>"]);
}

#[test]
fn a_term_lists_what_the_language_really_has() {
    site().shows("/pl/topic/housing/", &["<p>1 strona</p>", "<a href=\"/pl/b/\">B po polsku</a>"]);
    site().lacks("/pl/topic/housing/", &["/pl/a/"]);
}

#[test]
fn the_count_of_a_term_is_that_of_its_list() {
    site().shows("/pl/topic/", &["<a href=\"/pl/topic/housing/\">Housing</a> 1 strona"]);
}

#[test]
fn taxonomies_that_the_site_lacks_are_reported() {
    let site = Site::new("=== content/a.md\n+++\ntitle = \"A\"\n[taxonomies]\ntopik = [\"x\"]\n+++\n")
        .settings("taxonomies = [\"topic\"]");
    assert_eq!(
        site.diagnostics(),
        "content/a.md:4:1 error unknown-taxonomy the site has no taxonomy `topik` | did you mean `topic`?"
    );
    let site = Site::new("=== content/a.md\n+++\ntitle = \"A\"\n[taxonomies]\ntopic = [1]\n+++\n")
        .settings("taxonomies = [\"topic\"]");
    assert_eq!(
        site.diagnostics(),
        "content/a.md:4:9 error wrong-type `topic` is a list | write a text or a list of texts"
    );
}

#[test]
fn a_term_needs_letters() {
    let site = Site::new("=== content/a.md\n+++\ntitle = \"A\"\n[taxonomies]\ntopic = [\"!!!\"]\n+++\n")
        .settings("taxonomies = [\"topic\"]");
    assert_eq!(site.codes().len(), 1, "{}", site.diagnostics());
    assert!(!site.addresses().contains(&"/topic//"));
}

#[test]
fn a_taxonomy_can_collide_with_a_page() {
    let site = site().with("=== content/topic.md\n+++\ntitle = \"Topic\"\n+++\n");
    assert!(site.codes().iter().all(|code| *code == "address-collision") && !site.codes().is_empty());
}

#[test]
fn a_page_stands_once_in_the_list_of_a_term_however_it_is_written() {
    let names = r#"["Housing", "housing", "HOUSING", "I/O", "i o", "خانه\u200cها", "خانه ها", "Дом й"]"#;
    let site = Site::new(&format!("=== content/a.md\n+++\ntitle = \"A\"\n[taxonomies]\ntopic = {names}\n+++\n"))
        .settings("taxonomies = [\"topic\"]");
    assert!(!site.diagnostics().contains(" error "), "{}", site.diagnostics());
    for (term, href) in [
        ("/topic/housing/", "/topic/housing/"),
        ("/topic/i-o/", "/topic/i-o/"),
        ("/topic/خانه-ها/", "/topic/%D8%AE%D8%A7%D9%86%D9%87-%D9%87%D8%A7/"),
        ("/topic/дом-й/", "/topic/%D0%B4%D0%BE%D0%BC-%D0%B9/"),
    ] {
        assert_eq!(site.page_despite_findings(term).matches("class=\"child\"").count(), 1, "{term}");
        assert_eq!(site.page_despite_findings("/a/").matches(&format!("href=\"{href}\"")).count(), 1, "{term}");
    }
}

#[test]
fn terms_that_differ_in_signs_alone_are_not_taken_for_one() {
    for (one, other) in [("C#", "C++"), ("C", "C#"), ("100%", "100")] {
        let site = Site::new(&format!(
            "=== content/a.md\n+++\ntitle = \"A\"\n[taxonomies]\ntopic = [\"{one}\", \"{other}\"]\n+++\n"
        ))
        .settings("taxonomies = [\"topic\"]");
        assert_eq!(site.codes(), ["term-like-other"], "{one} and {other}");
    }
    assert!(Site::new("").settings("taxonomies = [\"!!!\"]").codes().contains(&"bad-term"));
}
