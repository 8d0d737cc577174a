//! Records: facts that stand once, and their words in other languages.

use crate::kit::{RECORDS, Site};

/// A site whose contacts are `toml`.
fn contacts(toml: &str) -> Site {
    Site::new(&format!("=== content/contacts.toml\n{toml}\n"))
}

/// A contact that is in order, with `more` lines.
fn contact(more: &str) -> String {
    format!("[a]\nname = \"A\"\nstate = \"publish\"\naudience = \"public\"\n{more}")
}

#[track_caller]
fn check(toml: &str, expected: &str) {
    assert_eq!(contacts(toml).diagnostics(), expected, "{toml}");
}

#[test]
fn one_change_of_a_record_changes_every_page() {
    let mut site = Site::new(RECORDS).with(
        r#"
=== content/one.md
+++
title = "One"
+++

Ring {{ number(id="helpline") }}.
=== content/two.md
+++
title = "Two"
+++

{{ contact(id="helpline") }}
=== content/two.pl.md
+++
title = "Dwa"
+++

{{ contacts() }}
"#,
    );
    site.replace("content/contacts.toml", "\"0121 496 0000\"", "\"0800 555 1234\"");
    site.replace("content/contacts.toml", "\"01214960000\"", "\"08005551234\"");
    assert!(site.where_is("01214960000").is_empty());
    assert_eq!(site.where_is("tel:08005551234"), ["/one/", "/pl/one/", "/pl/two/", "/two/", "/ur/one/", "/ur/two/"]);
}

#[test]
fn numbers_that_people_see_are_those_that_are_dialled() {
    let code = "number-disagrees people see";
    let hint = "| write the same digits in `display` and `digits`; in `digits` 0-9 only";
    check(&contact("display = \"0121 496 0000\"\ndigits = \"01214960000\"\nchecked_on = 2026-11-01"), "");
    check(&contact("display = \"+44 121 496 0000\"\ndigits = \"441214960000\"\nchecked_on = 2026-11-01"), "");
    check(
        &contact("display = \"0121 496 0000\"\ndigits = \"01214960001\""),
        &format!(
            "content/contacts.toml:6:10 error {code} `0121 496 0000` but the phone would dial `01214960001` {hint}"
        ),
    );
    check(
        &contact("display = \"0121 496 0000\""),
        &format!("content/contacts.toml:5:11 error {code} `0121 496 0000` but the phone would dial `` {hint}"),
    );
    check(
        &contact("digits = \"0121 496 0000\"\ndisplay = \"0121 496 0000\""),
        &format!(
            "content/contacts.toml:5:10 error {code} `0121 496 0000` but the phone would dial `0121 496 0000` {hint}"
        ),
    );
}

#[test]
fn facts_grow_old() {
    let old = contact("display = \"999\"\ndigits = \"999\"\nchecked_on = 2026-08-24");
    let hint = "| ring the number, then set `checked_on` to that day and `checked_how` to \"call\"";
    check(&old, "");
    let site = contacts(&old).at("2026-11-23");
    assert_eq!(
        site.diagnostics(),
        format!(
            "content/contacts.toml:1:2 warning contact-expired contact `a` was last checked on 2026-08-24, more than 90 days ago {hint}"
        )
    );
    check(
        &format!("{old}\nexpires_days = 30"),
        &format!(
            "content/contacts.toml:1:2 warning contact-expired contact `a` was last checked on 2026-08-24, more than 30 days ago {hint}"
        ),
    );
    check(
        &contact("display = \"999\"\ndigits = \"999\""),
        &format!("content/contacts.toml:1:2 warning contact-unchecked contact `a` has no `checked_on` {hint}"),
    );
    check(&contact(""), "");
}

#[test]
fn mistakes_in_records() {
    check(
        "[a]\nstate = \"hold\"\naudience = \"public\"",
        "content/contacts.toml:1:2 error missing-key `name` is missing | add a line such as name = \"…\"",
    );
    check(
        &contact("hour = \"x\""),
        "content/contacts.toml:5:1 error unknown-key unknown key `hour` | did you mean `hours`?",
    );
    check(
        &contact("routes = \"x\""),
        "content/contacts.toml:5:10 error wrong-type `routes` is a text in quotes | write a list of texts, such as [\"one\", \"two\"]",
    );
    check(
        "[a]\nname = \"A\"\nstate = \"publsh\"",
        "content/contacts.toml:3:9 error unknown-word `state` cannot be `publsh` | did you mean `publish`?",
    );
    check("a = 1", "content/contacts.toml:1:1 error wrong-type `a` is a number | write a table in square brackets");
}

#[test]
fn numbers_have_limits() {
    let hint = "| write a whole number from 0 to 100000";
    for (written, is_fine) in [("0", true), ("100000", true), ("-1", false), ("100001", false), ("99999999", false)] {
        let expected =
            format!("content/contacts.toml:5:16 error number-out-of-range `expires_days` cannot be {written} {hint}");
        check(&contact(&format!("expires_days = {written}")), if is_fine { "" } else { &expected });
    }
}

#[test]
fn what_is_the_same_in_every_language_is_not_translated() {
    let site = Site::new(RECORDS).with(
        "=== content/contacts.pl.toml\n[police]\nname = \"Policja\"\nstate = \"publish\"\nnote = \"a\"\nhour = \"b\"\n",
    );
    assert_eq!(
        site.diagnostics(),
        "content/contacts.pl.toml:3:1 error misplaced-key `state` is no word that can be translated | remove it here; the file without a language in its name says it for all languages\n\
         content/contacts.pl.toml:4:1 error misplaced-key `note` is no word that can be translated | remove it here; the file without a language in its name says it for all languages\n\
         content/contacts.pl.toml:5:1 error unknown-key unknown key `hour` | did you mean `hours`?"
    );
}

#[test]
fn questions_lead_on_and_name_no_contacts() {
    let site = Site::new(
        "=== content/guide.toml\n[guide]\ntitle = \"G\"\nall = \"A\"\nneutral_title = \"N\"\nstart = \"one\"\n\
         [one]\nquestion = \"Q?\"\ncontacts = [\"a\"]\nanswers.two = \"Yes\"\nanswers.three = \"No\"\n\
         [two]\noutcome = \"Two\"\npage = \"@/_index.md\"\n[three]\noutcome = \"Three\"\npage = \"@/_index.md\"\n",
    );
    assert_eq!(
        site.diagnostics().lines().find(|line| line.contains("-key")),
        Some(
            "content/guide.toml:8:1 error misplaced-key `contacts` has no place beside `question` | remove one of the two"
        )
    );
}

#[test]
fn what_says_nothing_of_its_state_or_audience_is_shown_to_nobody_in_public() {
    let site = contacts("[a]\nname = \"Canary\"\nstate = \"publish\"\n[b]\nname = \"Canary\"\naudience = \"public\"")
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ contacts() }}\n");
    assert_eq!(site.codes(), ["no-contact"]);
    assert!(site.where_is("Canary").is_empty());
    assert_eq!(site.edition("partner").where_is("Canary"), ["/page/", "/pl/page/", "/ur/page/"]);
}

#[test]
fn words_of_another_language_belong_to_a_record() {
    let site = Site::new(RECORDS).with(
        "=== content/contacts.pl.toml\n[helplin]\nname = \"Telefon\"\n[police]\nname = \"Policja\"\ndigits = \"998\"\n",
    );
    assert_eq!(
        site.diagnostics(),
        "content/contacts.pl.toml:1:2 error unknown-record there is no record `helplin` | did you mean `helpline`?\n\
         content/contacts.pl.toml:5:1 error misplaced-key `digits` is no word that can be translated | remove it here; the file without a language in its name says it for all languages"
    );
}

#[test]
fn words_without_any_record_are_reported() {
    let site = Site::new("=== content/contacts.pl.toml\n[helpline]\nname = \"Telefon\"\n");
    assert_eq!(site.codes(), ["unknown-record"]);
}

#[test]
fn words_in_a_language_that_the_site_lacks_are_reported() {
    let site = Site::new(RECORDS).with("=== content/contacts.de.toml\n[helpline]\nname = \"Telefon\"\n");
    assert_eq!(site.codes(), ["unknown-language"]);
}

#[test]
fn files_of_no_language_are_reported() {
    let site = Site::new(RECORDS).with("=== content/contacts.polish.toml\n[helpline]\nname = \"x\"\n");
    assert_eq!(
        site.diagnostics(),
        "content/contacts.polish.toml:1:1 error bad-language `polish` in this name is not how a language is written | rename it to `contacts.pl.toml`, with a language as liberate.toml has it"
    );
}

#[test]
fn a_translation_cannot_add_facts_that_the_source_leaves_out() {
    let site = Site::new("")
        .with("=== content/contacts.toml\n[a]\nname = \"A\"\npurpose = \"P\"\nstate = \"publish\"\naudience = \"public\"\n")
        .with("=== content/contacts.pl.toml\n[a]\nname = \"Nazwa\"\npurpose = \"Cel\"\nhours = \"Canary\"\n")
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ contacts() }}\n");
    site.shows("/pl/page/", &["Nazwa", "Cel"]);
    assert!(site.where_is("Canary").is_empty());
}

#[test]
fn words_that_are_only_partly_translated_are_marked_as_the_sources() {
    let site = Site::new(RECORDS)
        .with("=== content/contacts.pl.toml\n[helpline]\nname = \"Telefon zaufania\"\n")
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ contact(id=\"helpline\") }}\n")
        .with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\n{{ contact(id=\"helpline\") }}\n");
    site.shows(
        "/pl/page/",
        &[
            "<div lang=\"en\" dir=\"ltr\"><div class=\"contact\" id=\"contact-helpline\">",
            "Open: Any time",
            "Checked 1 November 2026",
        ],
    );
}

#[test]
fn a_translated_name_is_marked_with_its_language() {
    let site = Site::new(RECORDS)
        .with("=== content/contacts.pl.toml\n[helpline]\nname = \"Telefon zaufania\"\n")
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\nAsk {{ contact_name(id=\"helpline\") }}.\n")
        .with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\nPytaj: {{ contact_name(id=\"helpline\") }}.\n");
    site.lacks("/pl/page/", &["<span lang=\"en\" dir=\"ltr\">Telefon zaufania</span>"]);
}

#[test]
fn numbers_keep_their_order_between_words_that_run_from_right_to_left() {
    let site = Site::new(RECORDS)
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ number(id=\"helpline\") }} x\n")
        .with("=== content/page.ur.md\n+++\ntitle = \"صفحہ\"\n+++\n\n{{ number(id=\"helpline\") }} مدد\n");
    site.shows(
        "/ur/page/",
        &["<p><a class=\"number\" href=\"tel:01214960000\"><bdi dir=\"ltr\">0121 496 0000</bdi></a> مدد</p>"],
    );
}
