//! Charts: numbers from a CSV file, drawn when the site is built, with names, numbers and a table in words.

use crate::facts::FACTS;
use crate::kit::Site;

const TABLE: &str = "Year,Letters\n2023,10000\n2024,15000\n2025,20000\n";

/// A page with a chart of that table; `arguments` come behind title and sentence.
fn chart(csv: &str, arguments: &str) -> Site {
    site(csv, &format!("kind=\"bar\", source=\"sent\"{arguments}"))
}

fn site(csv: &str, arguments: &str) -> Site {
    let call = format!("{{{{ chart(csv=\"years.csv\", title=\"Letters\", says=\"More each year.\", {arguments}) }}}}");
    Site::new(FACTS)
        .with(&format!("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{call}\n=== content/years.csv\n{csv}"))
}

#[track_caller]
fn check(csv: &str, expected: &str) {
    assert_eq!(chart(csv, "").diagnostics(), expected, "{csv}");
}

#[test]
fn a_bar_chart_says_everything_in_words_too() {
    let site = chart(TABLE, "");
    assert_eq!(site.diagnostics(), "");
    site.shows(
        "/page/",
        &[
            "<figcaption>Letters</figcaption>",
            "role=\"img\" direction=\"ltr\"",
            "<title id=\"chart.1\">Letters</title><desc id=\"chart.1.says\">More each year.</desc>",
            "<text class=\"chart-name\" x=\"0%\" y=\"1.2em\">2023</text>",
            "<rect class=\"chart-bar\" x=\"0%\" y=\"1.6em\" width=\"35%\" height=\"1.4em\"/>",
            "<text class=\"chart-number\" x=\"35%\" dx=\".5em\" y=\"2.65em\">10,000</text>",
            "width=\"70%\"",
            "<caption>Letters</caption>",
            "<th scope=\"col\">Year</th><th scope=\"col\" class=\"end\">Letters</th>",
            "<th scope=\"row\">2025</th><td class=\"end\">20,000</td>",
            "<p class=\"chart-source\">Source: Post Office, 19 February 2026</p>",
        ],
    );
    site.lacks("/page/", &["style=", "NaN"]);
    // The table is for drawing only: what it holds may not be for everybody.
    assert!(site.addresses().iter().all(|address| !address.ends_with(".csv")));
}

#[test]
fn a_translation_gives_words_and_no_number() {
    let site = chart("Place,Letters\nTown,10000\nVillage,5000\n", "").with(
        r#"=== content/page.ur.md
+++
title = "صفحہ"
+++

{{ chart(csv="years.csv", kind="bar", title="خط", says="شہر میں زیادہ", columns="جگہ|خط", rows="شہر|گاؤں", source="sent") }}
=== content/page.pl.md
+++
title = "Strona"
+++

{{ chart(csv="years.csv", kind="bar", title="Listy", says="W mieście więcej.", source="sent") }}
"#,
    );
    assert_eq!(site.diagnostics(), "");
    // From right to left everything stands on the other side.
    site.shows(
        "/ur/page/",
        &[
            "direction=\"rtl\"",
            "<text class=\"chart-name\" x=\"100%\" y=\"1.2em\">شہر</text>",
            "<rect class=\"chart-bar\" x=\"65%\" y=\"5.2em\" width=\"35%\" height=\"1.4em\"/>",
            "<text class=\"chart-number\" x=\"65%\" dx=\"-.5em\" y=\"6.25em\">5,000</text>",
            "<th scope=\"row\">گاؤں</th>",
        ],
    );
    // Words that a translation leaves out are marked as English.
    site.shows(
        "/pl/page/",
        &[
            "<text class=\"chart-name\" x=\"0%\" y=\"1.2em\" lang=\"en\">Town</text>",
            ">10\u{a0}000</text>",
            "<th scope=\"row\"><span lang=\"en\" dir=\"ltr\">Town</span></th>",
        ],
    );
    let short = chart(TABLE, ", rows=\"one|two\"");
    assert_eq!(
        short.diagnostics(),
        "content/page.md:5:95 error chart-words-differ `rows` gives 2, and the table has 3 | write one for each, with | between them"
    );
}

#[test]
fn a_line_leads_through_the_years() {
    let line = |csv: &str| site(csv, "kind=\"line\", source=\"sent\"");
    let three = line(TABLE);
    three.shows(
        "/page/",
        &[
            "<line class=\"chart-ground\" x1=\"0%\" y1=\"10em\" x2=\"100%\" y2=\"10em\"/>",
            "<line class=\"chart-line\" x1=\"12%\" y1=\"6.1em\" x2=\"50%\" y2=\"4.15em\"/>",
            "<text class=\"chart-name chart-middle\" x=\"12%\" y=\"11.5em\">2023</text>",
            "<circle class=\"chart-point\" cx=\"88%\" cy=\"2.2em\" r=\"0.3em\"/>",
            "<text class=\"chart-number chart-middle\" x=\"88%\" y=\"1.6em\">20,000</text>",
        ],
    );
    // Of many points the first, the last and the highest are named; the table holds them all.
    let years: String = (2010..2020).map(|year| format!("{year},{}\n", 100 - (year - 2014_i32).abs())).collect();
    let page = line(&format!("Year,Letters\n{years}")).article("/page/").to_owned();
    let named = |year: u32| page.contains(&format!("y=\"11.5em\">{year}</text>"));
    assert_eq!((2010..2020).filter(|year| named(*year)).collect::<Vec<_>>(), [2010, 2014, 2019]);
    assert_eq!(page.matches("<th scope=\"row\">").count(), 10);
    assert_eq!(line("Year,Letters\n2025,1\n").codes(), ["chart-line-too-short"]);
}

#[test]
fn numbers_may_be_those_of_facts() {
    let csv = "Year,Letters\n2024,inside\n2025,sent\n";
    let inside = site(csv, "kind=\"bar\"").edition("partner");
    assert_eq!(inside.diagnostics(), "");
    inside.shows(
        "/page/",
        &["19,125</text>", "23,411</text>", "Source: Post Office, 6 March 2025 · Post Office, 19 February 2026"],
    );
    // What the public may not see, no table shows it.
    assert_eq!(
        site(csv, "kind=\"bar\"").diagnostics(),
        "content/years.csv:2:6 error hidden-fact fact `inside` cannot be shown here: it is for partners only | use another fact, or have this one confirmed first"
    );
    assert_eq!(site("Year,Letters\n2024,many\n", "kind=\"bar\"").codes(), ["unknown-fact"]);
    assert_eq!(site("Year,Letters\n2024,colour\n", "kind=\"bar\"").codes(), ["chart-fact-without-number"]);
}

#[test]
fn a_chart_names_its_source() {
    assert_eq!(
        site(TABLE, "kind=\"bar\"").diagnostics(),
        "content/page.md:5:1 error chart-without-source this chart says neither source nor date | add source=\"id-of-a-fact\": its source and date are shown below the chart"
    );
    assert_eq!(site(TABLE, "kind=\"bar\", source=\"nobody\"").codes(), ["unknown-fact"]);
}

#[test]
fn mistakes_in_a_table_are_said_where_they_are() {
    let hint = "write digits only, such as 23411 or 3.6, or the id of a fact";
    check(
        "Year,Letters\n2024,\"23,411\"\n",
        &format!("content/years.csv:2:6 error chart-number-unclear `23,411` is no number | {hint}"),
    );
    check(
        "Year,Letters\n2023,5\n2024,  About 7\n",
        &format!("content/years.csv:3:8 error chart-number-unclear `About 7` is no number | {hint}"),
    );
    check(
        "Year,Letters\n2024,\n",
        "content/years.csv:2:6 error chart-cell-empty this cell is empty | write what belongs there, or remove the line; a number that nobody knows is no 0",
    );
    let columns = "write a name, a comma and a number; save as CSV with commas";
    check(
        "Year,Letters\n2023,1\n2024,1,2\n",
        &format!(
            "content/years.csv:3:1 error chart-columns this line has 3 columns, and a chart needs two | {columns}"
        ),
    );
    check(
        "Year;Letters\n2023;1\n",
        &format!(
            "content/years.csv:1:1 error chart-columns this line has one column, and a chart needs two | {columns}\n\
             content/years.csv:2:1 error chart-columns this line has one column, and a chart needs two | {columns}"
        ),
    );
    check(
        "Year,Letters\n2023,-4\n",
        "content/years.csv:2:6 error chart-number-below-zero `-4` is below zero | show it in a table, or turn the question round so that all numbers are 0 or more",
    );
    let none = "content/years.csv:1:1 error chart-without-rows this table has no rows | write a line of headings, then a line for each number, such as 2025,23411";
    check("", none);
    check("Year,Letters\n", none);
    let long: String = (0..21).map(|row| format!("{row},1\n")).collect();
    check(
        &format!("Year,Letters\n{long}"),
        "content/years.csv:22:1 error chart-too-long a chart shows 20 rows at most, and this is one more | put small ones together, or show a table instead",
    );
    let name = "A name that is much too long for a phone";
    check(
        &format!("Year,Letters\n{name},1\n"),
        "content/years.csv:2:1 error chart-name-too-long this name has more than 32 characters and does not fit on a phone | make it shorter, and say the rest in the title",
    );
    assert_eq!(
        chart(TABLE, "").with("=== content/other.md\n+++\ntitle = \"O\"\n+++\n\n[Table](years.csv)\n").diagnostics(),
        "content/other.md:5:1 error chart-data-not-published `years.csv` is a table for charts, and nobody can open it | to offer it for download, move it into static/ and link it as /name.csv"
    );
    let mut missing = chart(TABLE, "");
    missing.rename("content/years.csv", "content/year.csv");
    assert_eq!(
        missing.diagnostics(),
        "content/page.md:5:10 error missing-chart-data there is no table `years.csv` | did you mean `year.csv`?"
    );
}

#[test]
fn other_forms_get_the_table() {
    let call =
        "{{ chart(csv=\"years.csv\", kind=\"bar\", title=\"Letters\", says=\"More each year.\", source=\"sent\") }}";
    let files = format!(
        "=== content/talk.md\n+++\ntitle = \"Talk\"\ndescription = \"A talk.\"\nkind = \"slides\"\ndate = 2026-11-01\n+++\n\n\
         ## How many {{#many}}\n\n{call}\n\n{{% notes() %}}\nWords.\n{{% end %}}\n=== content/years.csv\n{TABLE}"
    );
    let site = Site::new(&files).with(FACTS);
    let text = site.page("/talk/talk-en.txt");
    assert!(text.contains("Letters\nMore each year.\nYear | Letters\n2023 | 10,000\n"), "{text}");
    assert!(text.contains("Source: Post Office, 19 February 2026"), "{text}");
}
