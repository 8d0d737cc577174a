//! The index of subjects: pages with those that are about the same.

use crate::kit::Site;

const PAGES: &str = r#"
=== content/signs/_index.md
+++
title = "Signs"
+++
=== content/signs/work.md
+++
title = "Work"
+++
=== content/signs/work.pl.md
+++
title = "Żniwa"
+++
=== content/signs/debt.md
+++
title = "Debt"
+++
=== content/signs/debt.pl.md
+++
title = "Zadłużenie"
+++
=== content/signs/places/_index.md
+++
title = "Places"
+++
=== content/poster.md
+++
title = "A poster"
about = ["@/signs/work.md"]
+++
=== content/farm.md
+++
title = "A farm"
about = ["@/signs/work.md", "@/signs/debt.md"]
+++
=== content/staff.md
+++
title = "Staff"
audience = "partner"
about = ["@/signs/work.md"]
+++
=== content/secret.md
+++
title = "Secret"
audience = "partner"
+++
=== content/subjects.md
+++
title = "Subjects"
+++

{{ subjects(of="@/signs/_index.md") }}
=== content/subjects.pl.md
+++
title = "Tematy"
+++

{{ subjects(of="@/signs/_index.md") }}
"#;

fn link(address: &str, title: &str) -> String {
    format!("<a href=\"{address}\">{title}</a>")
}

#[test]
fn each_subject_has_the_pages_that_are_about_it() {
    let site = Site::new(PAGES);
    let (debt, work) = (link("/signs/debt/", "Debt"), link("/signs/work/", "Work"));
    let (farm, poster) = (link("/farm/", "A farm"), link("/poster/", "A poster"));
    let list = format!(
        "<ul>\n<li>{debt}<ul>\n<li>{farm}</li>\n</ul>\n</li>\n<li>{work}<ul>\n<li>{farm}</li>\n<li>{poster}</li>\n</ul>\n</li>\n</ul>"
    );
    site.shows("/subjects/", &[&list]);
    site.lacks("/subjects/", &["Staff", "Places"]);
}

#[test]
fn subjects_stand_in_the_order_of_the_readers_alphabet() {
    let site = Site::new(PAGES);
    let page = site.article("/pl/subjects/");
    let (debt, work) = (page.find("Zadłużenie").unwrap(), page.find("Żniwa").unwrap());
    assert!(debt < work, "Z comes before Ż: {page}");
}

#[test]
fn partners_see_their_pages_below_the_same_subject() {
    Site::new(PAGES).edition("partner").shows("/subjects/", &["Staff"]);
}

#[test]
fn a_subject_that_only_another_edition_has_is_left_out() {
    let both = PAGES
        .replace("{{ subjects(of=\"@/signs/_index.md\") }}", "{{ subjects(pages=\"@/signs/debt.md @/secret.md\") }}");
    let site = Site::new(&both);
    site.shows("/subjects/", &["Debt"]);
    site.lacks("/subjects/", &["Secret"]);
    Site::new(&both).edition("partner").shows("/subjects/", &["Secret"]);
}

#[test]
fn a_subject_that_is_not_there_is_named_with_its_line() {
    let site = Site::new(&PAGES.replace("\"@/signs/work.md\"]", "\"@/signs/wrok.md\"]"));
    let found = site.diagnostics();
    assert!(found.contains("content/poster.md:3:10 error unknown-page"), "{found}");
    assert!(found.contains("did you mean `@/signs/work.md`"), "{found}");
    let site = Site::new(&PAGES.replace("of=\"@/signs/_index.md\"", "pages=\"@/nowhere.md\""));
    assert!(
        site.codes().iter().all(|code| *code == "unknown-page") && !site.codes().is_empty(),
        "{}",
        site.diagnostics()
    );
}
