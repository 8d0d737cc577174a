//! Editions, drafts and days: what the public must not see occurs in no byte of what is made for it.

use crate::kit::{PICTURE, RECORDS, Site};

/// Nothing of what is marked with a canary word may reach the public today.
const CANARIES: &str = r#"
=== content/contacts.toml
[helpline]
name = "Helpline"
audience = "public"
state = "publish"

[staff]
name = "canary-staff"
purpose = "canary-staff"
website = "https://canary-staff.example"
display = "0121 496 0777"
digits = "01214960777"
audience = "staff"
state = "publish"
checked_on = 2026-11-01

[held]
name = "canary-held"
note = "canary-note"
audience = "public"
state = "hold"

[verify]
name = "canary-verify"
audience = "public"
state = "verify"
=== content/contacts.pl.toml
[staff]
name = "canary-words-staff"
purpose = "canary-words-staff"
[held]
name = "canary-held-words"
=== content/signs.toml
[a]
text = "A sign."
types = ["labour"]
audience = "public"
state = "publish"
[b]
text = "canary-sign"
types = ["labour"]
audience = "staff"
state = "publish"
[c]
text = "canary-sign-held"
types = ["labour"]
audience = "public"
state = "hold"
=== content/signs.pl.toml
[b]
text = "canary-sign-words"
=== content/page.md
+++
title = "Page"
date = 2026-01-01
taxonomies = { topic = ["Housing"] }
+++

{{ contacts() }}

{{ signs(type="labour") }}

{{ sources() }}

{{ pages(of="@/_index.md") }}
=== content/page.pl.md
+++
title = "canary-translation"
description = "canary-translation"
draft = true
slug = "canary-translation-slug"
aliases = ["/canary-translation-alias/"]
+++

canary-translation
=== content/page.ur.md
+++
title = "canary-translation-partner"
audience = "partner"
+++

canary-translation-partner
=== content/draft.md
+++
title = "canary-draft"
short_title = "canary-draft"
description = "canary-draft"
draft = true
date = 2026-02-02
aliases = ["/canary-draft-alias/"]
taxonomies = { topic = ["canary-draft-term"] }
[extra]
word = "canary-draft"
+++

canary-draft
=== content/draft.pl.md
+++
title = "canary-draft-words"
+++

canary-draft-words
=== content/later.md
+++
title = "canary-later"
publish_on = 2026-11-23
date = 2026-11-23
+++
=== content/over.md
+++
title = "canary-over"
expires = 2026-11-22
aliases = ["/canary-over-alias/"]
+++
=== content/partner.md
+++
title = "canary-partner"
audience = "partner"
taxonomies = { topic = ["canary-partner-term"] }
+++
=== content/partner.pl.md
+++
title = "canary-partner-words"
+++
=== content/agency/_index.md
+++
title = "canary-agency"
audience = "partner"
+++
=== content/agency/canary-agency-page.md
+++
title = "canary-agency-page"
+++

canary-agency-page
=== content/agency/canary-agency-page.pl.md
+++
title = "canary-agency-words"
+++
=== content/agency/canary-file.txt
canary-agency-file
=== content/agency/deep/index.md
+++
title = "canary-deep"
date = 2026-03-03
+++
=== content/agency/deep/canary-deep.txt
canary-deep-file
=== content/bundle/index.md
+++
title = "canary-bundle"
draft = true
+++

![canary-picture](canary-picture.png)
=== content/parts/note.md
+++
title = "canary-part"
kind = "part"
audience = "partner"
+++

canary-part
"#;

fn canaries() -> Site {
    Site::new("")
        .with(CANARIES)
        .with_bytes("content/bundle/canary-picture.png", PICTURE)
        .settings("taxonomies = [\"topic\"]")
        .settings(
            "[menus]\nmain = [\"@/page.md\", \"@/draft.md\", \"@/agency/_index.md\"]\n[links]\nhelp = \"@/partner.md\"",
        )
}

#[test]
fn nothing_that_is_withheld_occurs_in_any_byte() {
    let site = canaries();
    assert_eq!(site.diagnostics(), "");
    assert!(site.build().len() > 20, "the public edition is there");
    assert_eq!(site.where_is("canary"), [""; 0]);
    assert_eq!(site.where_is("0777"), [""; 0]);
    let minified = canaries().settings("");
    assert_eq!(minified.where_is("canary"), [""; 0]);
}

#[test]
fn the_edition_for_partners_has_what_is_theirs_and_no_more() {
    let site = canaries().edition("partner");
    let shown = |word: &str| !site.where_is(word).is_empty();
    for word in [
        "canary-partner",
        "canary-partner-words",
        "canary-partner-term",
        "canary-agency",
        "canary-agency-page",
        "canary-agency-file",
        "canary-deep-file",
        "canary-staff",
        "canary-words-staff",
        "canary-sign",
        "canary-translation-partner",
        "01214960777",
    ] {
        assert!(shown(word), "partners should see {word}");
    }
    for word in [
        "canary-draft",
        "canary-later",
        "canary-over",
        "canary-bundle",
        "canary-picture",
        "canary-held",
        "canary-verify",
        "canary-note",
        "canary-sign-held",
        "canary-translation-slug",
    ] {
        assert!(!shown(word), "partners should not see {word}");
    }
}

#[test]
fn with_drafts_drafts_are_shown_and_nothing_else() {
    let site = canaries().drafts();
    for word in [
        "canary-draft",
        "canary-draft-words",
        "canary-draft-term",
        "canary-draft-alias",
        "canary-translation-slug",
        "canary-bundle",
        "canary-picture",
    ] {
        assert!(!site.where_is(word).is_empty(), "with drafts {word} should show");
    }
    for word in ["canary-partner", "canary-agency", "canary-staff", "canary-held", "canary-over", "canary-sign"] {
        assert_eq!(site.where_is(word), [""; 0], "drafts are no reason to show {word}");
    }
}

#[test]
fn days_decide_what_is_shown() {
    let shown = |day: &str, word: &str| !canaries().at(day).where_is(word).is_empty();
    assert!(!shown("2026-11-22", "canary-later"));
    assert!(shown("2026-11-23", "canary-later"));
    assert!(shown("2026-11-21", "canary-over"));
    assert!(!shown("2026-11-22", "canary-over"));
}

#[test]
fn the_addresses_of_an_edition_are_its_own() {
    let site = Site::new("").edition("partner");
    site.shows(
        "/",
        &[
            "<meta name=\"robots\" content=\"noindex\">",
            "<link rel=\"canonical\" href=\"https://partners.site.example/\">",
        ],
    );
}

#[test]
fn links_to_what_is_withheld_are_errors_that_say_why() {
    let check = |front: &str, why: &str| {
        let site = Site::page_of("[x](@/other.md)")
            .with(&format!("=== content/other.md\n+++\ntitle = \"Other\"\n{front}\n+++\n"));
        assert_eq!(
            site.diagnostics(),
            format!(
                "content/page.md:5:1 error page-not-in-edition `@/other.md` is {why}, but this page is not | link to a page that the same readers can see"
            )
        );
    };
    check("draft = true", "a draft");
    check("audience = \"partner\"", "for partners only");
    check("publish_on = 2027-01-01", "not published yet");
    check("expires = 2026-01-01", "no longer published");
}

#[test]
fn partners_may_link_to_partner_pages() {
    let site = Site::new(
        r#"
=== content/a.md
+++
title = "A"
audience = "partner"
+++

[B](@/b.md)
=== content/b.md
+++
title = "B"
audience = "partner"
+++
"#,
    );
    assert_eq!(site.diagnostics(), "");
    site.edition("partner").shows("/a/", &["<a href=\"/b/\">B</a>"]);
}

#[test]
fn a_part_for_partners_cannot_stand_on_a_public_page() {
    let site = Site::page_of("{{ part(from=\"@/parts/note.md\") }}").with(
        "=== content/parts/note.md\n+++\ntitle = \"Note\"\nkind = \"part\"\naudience = \"partner\"\n+++\n\nSecret.\n",
    );
    assert_eq!(site.codes(), ["page-not-in-edition"]);
    assert!(site.where_is("Secret").is_empty());
}

#[test]
fn a_list_of_a_withheld_section_says_why() {
    let site = Site::page_of("{{ pages(of=\"@/agency/_index.md\") }}")
        .with("=== content/agency/_index.md\n+++\ntitle = \"Agencies\"\naudience = \"partner\"\n+++\n");
    assert_eq!(site.codes(), ["page-not-in-edition"]);
}

#[test]
fn a_folder_is_withheld_whole_and_alone() {
    let site = Site::new(
        "=== content/agency/_index.md\n+++\ntitle = \"A\"\ndraft = true\n+++\n=== content/agency-public/page.md\n+++\ntitle = \"B\"\n+++\n",
    );
    assert!(site.build().contains_key("/agency-public/page/"));
}

#[test]
fn a_menu_that_names_no_page_is_one_mistake_whichever_edition_meets_it() {
    let site = || {
        Site::new("=== content/agency.md\n+++\ntitle = \"Agency\"\naudience = \"partner\"\n+++\n")
            .settings("[menus]\nmain = [\"@/agencie.md\"]")
    };
    let public = site().diagnostics();
    assert!(public.contains("did you mean `@/agency.md`?"), "{public}");
    assert_eq!(public, site().edition("partner").diagnostics());
}

#[test]
fn findings_of_what_is_withheld_are_not_the_publics() {
    let site = Site::new(RECORDS)
        .with("=== content/draft.md\n+++\ntitle = \"Draft\"\ndraft = true\n+++\n\n{{ contact(id=\"nobody\") }}\n");
    assert_eq!(site.diagnostics(), "");
    assert_eq!(site.drafts().codes(), ["unknown-contact"]);
}

#[test]
fn reviews_that_are_overdue_are_warnings() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\nreview_by = 2026-11-22\n+++\n");
    assert_eq!(site.diagnostics(), "");
    assert_eq!(
        site.at("2026-11-23").diagnostics(),
        "content/page.md:3:13 warning review-overdue this page was to be reviewed by 2026-11-22 | review it, then set `review_by` to the next date"
    );
}
