//! Facts: a figure stands once, is shown in the reader's language, and never without its source and date.

use crate::command::{liberate, temporary};
use crate::kit::Site;

/// Facts of each kind: for the public, for partners, to be confirmed, a share, words.
pub const FACTS: &str = r#"=== content/facts.toml
[sent]
statement = "Letters sent, 2025"
number = 23411
source_name = "Post Office"
source_date = 2026-02-19
checked_on = 2026-11-01
confidence = "A"
audience = "both"
state = "publish"

[share]
statement = "Share that came, 2025"
number = 3.6
unit = "percent"
source_name = "Post Office"
source_date = 2026-02-19
checked_on = 2026-11-01
confidence = "A"
audience = "public"
state = "publish"

[colour]
statement = "Most usual colour"
value = "red and white"
source_name = "Census"
source_date = "2024-10"
checked_on = 2026-11-01
confidence = "B"
audience = "public"
state = "publish"

[inside]
statement = "Letters inside, 2024"
number = 19125
source_name = "Post Office"
source_date = 2025-03-06
checked_on = 2026-11-01
confidence = "A"
audience = "staff"
state = "publish"

[unsure]
statement = "Letters lost"
number = 842
source_name = "A summary"
source_date = "2025"
checked_on = 2026-11-01
confidence = "C"
audience = "public"
state = "verify"
=== content/facts.pl.toml
[sent]
statement = "Wysłane listy, 2025"
source_name = "Poczta"
"#;

fn page(markdown: &str) -> Site {
    Site::new(FACTS).with(&format!("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{markdown}\n"))
}

/// A fact that is in order, with `more` lines.
fn record(more: &str) -> String {
    let head = "[a]\nstatement = \"S\"\nsource_name = \"N\"\nsource_date = \"2026\"\nconfidence = \"A\"\n";
    format!("=== content/facts.toml\n{head}audience = \"public\"\nstate = \"publish\"\n{more}\n")
}

#[track_caller]
fn check(more: &str, expected: &str) {
    assert_eq!(Site::new(&record(more)).diagnostics(), expected, "{more}");
}

#[test]
fn a_figure_is_written_as_the_reader_writes_it() {
    let mut site = page("{{ fact(id=\"sent\") }} and {{ fact(id=\"share\") }} ({{ fact_source(id=\"sent\") }})").with(
        r#"=== content/page.pl.md
+++
title = "Strona"
+++

{{ fact(id="sent") }} i {{ fact(id="share") }} ({{ fact_source(id="sent") }})
"#,
    );
    assert_eq!(site.diagnostics(), "");
    site.shows("/page/", &["<p>23,411 and 3.6% (Post Office, 19 February 2026)</p>"]);
    site.shows("/pl/page/", &["<p>23\u{a0}411 i 3,6 % (Poczta, 19 lutego 2026)</p>"]);
    site.shows("/ur/page/", &["<p>23,411 and 3.6% (Post Office, 19 February 2026)</p>"]);

    site.replace("content/facts.toml", "23411", "24000");
    site.shows("/page/", &["24,000"]);
    site.shows("/pl/page/", &["24\u{a0}000"]);
    assert!(site.where_is("23,411").is_empty());
}

#[test]
fn words_that_a_language_lacks_are_marked() {
    let site = page("{{ fact_line(id=\"colour\") }}").with(
        r#"=== content/page.pl.md
+++
title = "Strona"
+++

{{ fact_line(id="sent") }}

{{ fact_line(id="colour") }}
"#,
    );
    site.shows("/page/", &["<p>Most usual colour: red and white (Census, October 2024)</p>"]);
    let english = |words| format!("<span lang=\"en\" dir=\"ltr\">{words}</span>");
    site.shows(
        "/pl/page/",
        &[
            "<p>Wysłane listy, 2025: 23\u{a0}411 (Poczta, 19 lutego 2026)</p>",
            &format!(
                "<p>{}: {} ({}, październik 2024)</p>",
                english("Most usual colour"),
                english("red and white"),
                english("Census")
            ),
        ],
    );
}

#[test]
fn names_that_a_translation_keeps_carry_their_language() {
    let words = "[colour]\nstatement = \"سب سے عام رنگ\"\nvalue = \"سرخ (red) اور سفید\"\nsource_name = \"مردم شماری، Census\"\n";
    let site = page("{{ fact_line(id=\"colour\") }}")
        .with("=== content/page.ur.md\n+++\ntitle = \"صفحہ\"\n+++\n\n{{ fact_line(id=\"colour\") }}\n")
        .with(&format!("=== content/facts.ur.toml\n{words}"));
    let name = |words| format!("<span lang=\"en\" dir=\"ltr\">{words}</span>");
    let line = format!("سب سے عام رنگ: سرخ {} اور سفید (مردم شماری، {}", name("(red)"), name("Census"));
    site.shows("/ur/page/", &[&line]);
}

#[test]
fn a_figure_never_stands_without_source_and_date() {
    let bare = "fact-without-source this page shows fact";
    let hint = "without its source and date | add ({{ fact_source(id=\"sent\") }}) behind the sentence";
    assert_eq!(
        page("There were {{ fact(id=\"sent\") }}.").diagnostics(),
        format!("content/page.md:5:12 error {bare} `sent` {hint}")
    );
    // One source of one date is named once, for all facts that come from it.
    assert_eq!(page("{{ fact(id=\"sent\") }}\n\n{{ fact_source(id=\"share\") }}").diagnostics(), "");
    assert_eq!(page("{{ fact(id=\"sent\") }}\n\n{{ fact_source(id=\"colour\") }}").codes(), ["fact-without-source"]);
    assert_eq!(page("{{ fact(id=\"sent\") }}\n\n{{ fact_table() }}").diagnostics(), "");
    assert_eq!(page("{% big(fact=\"sent\") %}\nletters\n{% end %}").codes(), ["fact-without-source"]);

    // A part may leave it to the page.
    let part = "=== content/one.md\n+++\ntitle = \"One\"\nkind = \"part\"\n+++\n\n{{ fact(id=\"sent\") }}\n";
    let whole = page("{{ part(from=\"@/one.md\") }}\n\n{{ fact_source(id=\"sent\") }}").with(part);
    assert_eq!(whole.diagnostics(), "");
    assert_eq!(page("{{ part(from=\"@/one.md\") }}").with(part).codes(), ["fact-without-source"]);
}

#[test]
fn a_big_number_may_be_a_fact() {
    let site = page("{% big(fact=\"share\") %}\ncame ({{ fact_source(id=\"share\") }})\n{% end %}");
    site.shows("/page/", &["<p class=\"big-value\">3.6%</p>\n<p>came (Post Office, 19 February 2026)</p>"]);
    assert_eq!(page("{% big() %}\nwords\n{% end %}").codes(), ["big-value-unclear"]);
    assert_eq!(page("{% big(value=\"1\", fact=\"share\") %}\nwords\n{% end %}").codes(), ["big-value-unclear"]);
}

#[test]
fn the_table_holds_what_the_edition_may_show() {
    let site = page("{{ fact_table() }}");
    site.shows(
        "/page/",
        &[
            "<th scope=\"col\">Value</th>",
            "<tr><td>Letters sent, 2025</td><td>23,411</td><td>Post Office</td><td>19 February 2026</td><td>A</td><td>1 November 2026</td></tr>",
            "<td>red and white</td>",
        ],
    );
    site.lacks("/page/", &["Letters inside", "19,125", "Letters lost", "842"]);
    let partner = page("{{ fact_table(for=\"staff\") }}").edition("partner");
    partner.shows("/page/", &["<td>Letters inside, 2024</td><td>19,125</td>"]);
    partner.lacks("/page/", &["Letters sent", "Letters lost"]);
    let chosen = page("{{ fact_table(ids=\"colour\") }}");
    chosen.shows("/page/", &["red and white"]);
    chosen.lacks("/page/", &["23,411"]);
}

#[test]
fn what_is_not_for_the_reader_is_an_error() {
    let hidden = |id: &str| page(&format!("{{{{ fact_line(id=\"{id}\") }}}}"));
    let hint = "| use another fact, or have this one confirmed first";
    assert_eq!(
        hidden("inside").diagnostics(),
        format!(
            "content/page.md:5:14 error hidden-fact fact `inside` cannot be shown here: it is for partners only {hint}"
        )
    );
    assert_eq!(hidden("inside").edition("partner").diagnostics(), "");
    assert_eq!(
        hidden("unsure").diagnostics(),
        format!(
            "content/page.md:5:14 error hidden-fact fact `unsure` cannot be shown here: a person must confirm it first {hint}"
        )
    );
    assert_eq!(
        hidden("snt").diagnostics(),
        "content/page.md:5:14 error unknown-fact unknown fact `snt` | did you mean `sent`?"
    );
}

#[test]
fn mistakes_in_records_of_facts() {
    check("number = 7\nchecked_on = 2026-11-01", "");
    check(
        "checked_on = 2026-11-01",
        "content/facts.toml:1:2 error fact-value-unclear this fact has neither `number` nor `value` | write `number` for a number, such as number = 23411, or `value` for words",
    );
    check(
        "number = 7\nvalue = \"seven\"\nchecked_on = 2026-11-01",
        "content/facts.toml:1:2 error fact-value-unclear this fact has a `number` and a `value` | write `number` for a number, such as number = 23411, or `value` for words",
    );
    check(
        "number = \"7,130\"\nchecked_on = 2026-11-01",
        "content/facts.toml:8:10 error wrong-type `number` is a text in quotes | write a number such as 23411 or 3.6, without quotes, commas or signs",
    );
    check(
        "number = 7",
        "content/facts.toml:1:2 warning fact-unchecked fact `a` has no `checked_on` | compare it with its source, then set `checked_on` to that day",
    );
    let dated = record("number = 7\nchecked_on = 2026-11-01").replace("\"2026\"", "\"19 February 2026\"");
    assert_eq!(
        Site::new(&dated).diagnostics(),
        "content/facts.toml:4:15 error bad-source-date `19 February 2026` is no date of a source | write 2026-11-22, or in quotes \"2026-11\" or \"2026\""
    );
    let stranger =
        format!("{}=== content/facts.pl.toml\n[b]\nstatement = \"S\"\n", record("number = 7\nchecked_on = 2026-11-01"));
    assert_eq!(Site::new(&stranger).codes(), ["unknown-record"]);
}

#[test]
fn facts_grow_old() {
    let old = "number = 7\nchecked_on = 2026-08-24";
    check(old, "");
    let hint = "| look for a newer figure at its source, then set `checked_on` to that day";
    assert_eq!(
        Site::new(&record(old)).at("2026-11-23").diagnostics(),
        format!(
            "content/facts.toml:1:2 warning fact-expired fact `a` was last checked on 2026-08-24, more than 90 days ago {hint}"
        )
    );
    check(
        &format!("{old}\nexpires_days = 30"),
        &format!(
            "content/facts.toml:1:2 warning fact-expired fact `a` was last checked on 2026-08-24, more than 30 days ago {hint}"
        ),
    );
    check(
        "number = 7\nchecked_on = 2026-11-01\nreview_by = 2026-11-21",
        "content/facts.toml:10:13 warning review-overdue record `a` was to be reviewed by 2026-11-21 | review it, then set `review_by` to the next date",
    );
}

#[test]
fn figures_that_somebody_types_are_found() {
    let site =
        page("In 2025 there were 23 411 letters, **23,411**.\n\n{% details(summary=\"About 23411\") %}\nx\n{% end %}");
    let hint = "typed by hand, and fact `sent` holds it | write {{ fact(id=\"sent\") }} instead";
    assert_eq!(
        site.diagnostics(),
        format!(
            "content/page.md:5:20 warning typed-figure the figure `23 411` is {hint}\n\
             content/page.md:5:38 warning typed-figure the figure `23,411` is {hint}\n\
             content/page.md:7:12 warning typed-figure the figure `23411` is {hint}"
        )
    );
    // Other numbers, years and short ones are nobody's.
    assert_eq!(page("23,412, 123,411, 2025, 842 and 3.6%.").diagnostics(), "");
}

#[test]
fn facts_are_due_like_contacts_and_stop_a_publication() {
    let lines = "number = 7\nowner = \"Comms lead\"\nchecked_on = 2026-08-24\nreview_by = 2026-12-01";
    let folder = temporary();
    Site::new(&record(lines)).write_to(folder.path());
    let due = liberate(folder.path(), &["due", "--at", "2026-11-22", "--quiet"]);
    assert_eq!(
        due.output.lines().collect::<Vec<_>>(),
        [
            "2026-11-22  today      Comms lead  content/facts.toml:1   check S: look for a newer figure at its source, then set `checked_on` to that day",
            "2026-12-01  in 9 days  Comms lead  content/facts.toml:11  review S: look at it again, then set `review_by` to the next date",
        ]
    );
    let check = |arguments: &[&str]| liberate(folder.path(), arguments).code;
    assert_eq!(check(&["check", "--publish", "--at", "2026-11-22"]), 0);
    assert_eq!(check(&["check", "--publish", "--at", "2026-11-23"]), 1);
    assert_eq!(check(&["check", "--at", "2026-11-23"]), 0);
}

#[test]
fn a_source_that_can_be_read_is_a_link() {
    let lines = "number = 7\nchecked_on = 2026-11-01\nsource_url = \"https://post.example/letters\"";
    let site = Site::new(&record(lines))
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ fact_line(id=\"a\") }}\n");
    site.shows("/page/", &["<p>S: 7 (<a href=\"https://post.example/letters\" rel=\"noreferrer\">N</a>, 2026)</p>"]);
    assert_eq!(Site::new(&record(&lines.replace("https", "http"))).codes(), ["bad-scheme"]);
}
