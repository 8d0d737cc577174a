//! Every shortcode: what it shows, and what is said when it is written wrongly.

use crate::expect::assert_text;
use crate::kit::{RECORDS, Site};

fn site(markdown: &str) -> Site {
    Site::page_of(markdown).with(RECORDS)
}

fn article(markdown: &str) -> String {
    site(markdown).article("/page/").to_owned()
}

/// The findings of the page alone, without its path.
fn findings(markdown: &str) -> String {
    let all = site(markdown).diagnostics();
    let own: Vec<&str> = all.lines().filter_map(|line| line.strip_prefix("content/page.md:")).collect();
    own.join("\n")
}

/// What a number looks like wherever it is.
const HELPLINE: &str = "<a class=\"number\" href=\"tel:01214960000\"><bdi dir=\"ltr\">0121 496 0000</bdi></a>";
const POLICE: &str = "<a class=\"number\" href=\"tel:999\"><bdi dir=\"ltr\">999</bdi></a>";

// Contacts

#[test]
fn number() {
    assert_eq!(article("Ring {{ number(id=\"helpline\") }} now."), format!("<p>Ring {HELPLINE} now.</p>"));
}

#[test]
fn words_that_stand_alone_are_a_paragraph() {
    assert_eq!(article("{{ number(id=\"police\") }}"), format!("<p>{POLICE}</p>"));
    assert_eq!(
        article("{{ contact_name(id=\"police\") }}\n\n{{ contact_name(id=\"charity\") }}"),
        "<p>Police</p>\n<p>Charity</p>"
    );
}

#[test]
fn contact_name() {
    let site = site("Ask {{ contact_name(id=\"helpline\") }}.");
    assert_eq!(site.article("/page/"), "<p>Ask Helpline.</p>");
    assert_eq!(
        site.article("/pl/page/"),
        "<p>Ask <span lang=\"pl\" dir=\"ltr\">Telefon zaufania</span>.</p>",
        "the name is in the reader's language, the article is not"
    );
}

#[test]
fn contact() {
    let site = site("{{ contact(id=\"helpline\") }}");
    assert_text!(
        site.article("/page/"),
        r#"
        <div class="contact" id="contact-helpline">
        <p class="contact-name">Helpline</p>
        <p class="contact-number"><a class="number" href="tel:01214960000"><bdi dir="ltr">0121 496 0000</bdi></a></p>
        <p class="contact-purpose">To talk to somebody.</p>
        <p class="contact-hours">Open: Any time</p>
        <p class="contact-cost">Cost: Nothing</p>
        <p class="contact-languages">Languages: Interpreters</p>
        <ul class="contact-routes">
        <li>Text message</li>
        <li>Website: <a href="https://helpline.example/" rel="noreferrer">helpline.example</a></li>
        </ul>
        <p class="contact-checked">Checked 1 November 2026</p>
        </div>
    "#
    );
    assert_text!(
        site.article("/pl/page/"),
        r#"
        <div lang="pl" dir="ltr"><div class="contact" id="contact-helpline">
        <p class="contact-name">Telefon zaufania</p>
        <p class="contact-number"><a class="number" href="tel:01214960000"><bdi dir="ltr">0121 496 0000</bdi></a></p>
        <p class="contact-purpose">Rozmowa z kimś.</p>
        <p class="contact-hours">Czynne: Zawsze</p>
        <p class="contact-cost">Koszt: Nic</p>
        <p class="contact-languages">Języki: Tłumacze</p>
        <ul class="contact-routes">
        <li>SMS</li>
        <li>Strona: <a href="https://helpline.example/" rel="noreferrer">helpline.example</a></li>
        </ul>
        <p class="contact-checked">Sprawdzono 1 listopada 2026</p>
        </div>
        </div>
    "#
    );
}

#[test]
fn contacts() {
    let ids = |arguments: &str| {
        let article = article(&format!("{{{{ contacts({arguments}) }}}}"));
        assert!(article.starts_with("<div class=\"contacts\">\n"), "{article}");
        let ids: Vec<&str> = article.split("id=\"contact-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.join(" ")
    };
    assert_eq!(ids(""), "helpline police charity");
    assert_eq!(ids("for=\"public\""), "helpline police charity");
    assert_eq!(ids("group=\"danger\""), "police");
    assert_eq!(ids("for=\"public\", group=\"support\""), "helpline charity");
}

/// Cards of these groups, each as `name, purpose, day of the check`.
fn list(contacts: &[(&str, &str, &str)]) -> Site {
    let record = |(name, purpose, day): &(&str, &str, &str)| {
        let id = name.to_lowercase();
        let purpose = if purpose.is_empty() { String::new() } else { format!("purpose = \"{purpose}\"\n") };
        format!("[{id}]\nname = \"{name}\"\n{purpose}audience = \"both\"\nstate = \"publish\"\nchecked_on = {day}\n")
    };
    let records: String = contacts.iter().map(record).collect();
    Site::page_of("{{ contacts() }}").with(&format!("=== content/contacts.toml\n{records}"))
}

#[test]
fn what_all_cards_of_a_list_say_alike_is_said_once() {
    let site = list(&[
        ("A", "Support.", "2026-11-01"),
        ("B", "Support.", "2026-11-01"),
        ("C", "Advice.", "2026-11-01"),
        ("D", "Support.", "2026-11-01"),
    ]);
    assert_text!(
        site.article("/page/"),
        r#"
        <div class="contacts">
        <p class="contact-purpose">Support.</p>
        <div class="contact" id="contact-a">
        <p class="contact-name">A</p>
        </div>
        <div class="contact" id="contact-b">
        <p class="contact-name">B</p>
        </div>
        <div class="contact" id="contact-c">
        <p class="contact-name">C</p>
        <p class="contact-purpose">Advice.</p>
        </div>
        <div class="contact" id="contact-d">
        <p class="contact-name">D</p>
        <p class="contact-purpose">Support.</p>
        </div>
        <p class="contact-checked">Checked 1 November 2026</p>
        </div>
    "#
    );
}

#[test]
fn a_card_says_itself_what_others_of_its_list_do_not() {
    let count = |site: &Site, words: &str| site.article_despite_findings("/page/").matches(words).count();
    let other_days = list(&[("A", "", "2026-11-01"), ("B", "", "2026-11-02"), ("C", "", "2026-11-02")]);
    assert_eq!(count(&other_days, "contact-checked"), 3);
    assert_eq!(count(&other_days, "contact-purpose"), 0);
    let unsaid = list(&[("A", "Support.", "2026-11-01"), ("B", "Support.", "2026-11-01"), ("C", "", "2026-11-01")]);
    assert_eq!(count(&unsaid, "contact-purpose"), 2, "the third would seem to have it, too");
    let alone = list(&[("A", "Support.", "2026-11-01")]);
    assert!(
        alone.article("/page/").ends_with("Checked 1 November 2026</p>\n</div>\n</div>"),
        "{}",
        alone.article("/page/")
    );
    let mut rung = list(&[("A", "", "2026-11-01"), ("B", "", "2026-11-01")]);
    assert_eq!(count(&rung, "contact-checked"), 1);
    rung.replace("content/contacts.toml", "[b]", "checked_how = \"call\"\n[b]");
    let strings = "themes/plain/strings/en.toml";
    rung.replace(strings, "checked = \"Checked {date}\"", "checked = \"Checked {date}\", rung = \"Rang {date}\"");
    assert_eq!(count(&rung, "contact-checked"), 2, "one was rung, the other compared");
    // Words that a language lacks are marked, also where they are said once.
    let polish = list(&[("A", "Support.", "2026-11-01"), ("B", "Support.", "2026-11-01")])
        .with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n{{ contacts() }}\n");
    let article = polish.article("/pl/page/");
    assert!(
        article.contains("<p class=\"contact-purpose\"><span lang=\"en\" dir=\"ltr\">Support.</span></p>"),
        "{article}"
    );
    assert!(article.contains("<p class=\"contact-checked\"><span lang=\"en\" dir=\"ltr\">Checked "), "{article}");
}

#[test]
fn contacts_for_the_public_in_the_edition_for_partners() {
    let site = site("{{ contacts(for=\"public\") }}").edition("partner");
    site.lacks("/page/", &["Desk for partners"]);
}

#[test]
fn the_first_card_of_a_contact_has_the_id() {
    let article = article("{{ contact(id=\"helpline\") }}\n\n{{ contact(id=\"helpline\") }}");
    assert_eq!(article.matches("id=\"contact-helpline\"").count(), 1, "{article}");
    assert_eq!(article.matches("<div class=\"contact\"").count(), 2, "{article}");
}

#[test]
fn links_lead_to_cards() {
    assert_eq!(findings("[Below](#contact-helpline)\n\n{{ contact(id=\"helpline\") }}"), "");
}

#[test]
fn contacts_that_cannot_be_shown() {
    assert_eq!(
        findings("{{ contact(id=\"helplin\") }}"),
        "5:12 error unknown-contact unknown contact `helplin` | the nearest contact is `helpline`"
    );
    assert_eq!(
        findings("{{ number(id=\"xyz\") }}"),
        "5:11 error unknown-contact unknown contact `xyz` | look up the id in content/contacts.toml"
    );
    assert_eq!(
        findings("{{ contact(id=\"desk\") }}"),
        "5:12 error hidden-contact contact `desk` cannot be shown here: it is for partners only | use another contact, or have this one confirmed first"
    );
    assert_eq!(
        findings("{{ contact(id=\"unsure\") }}"),
        "5:12 error hidden-contact contact `unsure` cannot be shown here: a person must confirm it first | use another contact, or have this one confirmed first"
    );
    assert_eq!(
        findings("Ring {{ number(id=\"charity\") }}."),
        "5:6 error contact-without-number contact `charity` has no number | write {{ contact(id=\"charity\") }} or {{ contact_name(id=\"charity\") }}"
    );
}

// Signs, sources

#[test]
fn signs() {
    let site = site("{{ signs(type=\"labour\") }}");
    assert_text!(
        site.article("/page/"),
        r#"
        <ul class="signs">
        <li>People look tired.</li>
        <li>Doors are locked from outside.</li>
        </ul>
    "#
    );
    assert_text!(
        site.article("/pl/page/"),
        r#"
        <ul class="signs">
        <li><span lang="pl" dir="ltr">Ludzie są zmęczeni.</span></li>
        <li>Doors are locked from outside.</li>
        </ul>
    "#
    );
    assert_eq!(
        article("{{ signs(place=\"farm\") }}"),
        "<ul class=\"signs\">\n<li>Doors are locked from outside.</li>\n</ul>"
    );
    assert_eq!(
        article("{{ signs(type=\"general\", place=\"car-wash\") }}"),
        "<ul class=\"signs\">\n<li>People look tired.</li>\n</ul>"
    );
    assert_eq!(article("{{ signs() }}").matches("<li>").count(), 2);
}

/// The page's words with a sign that has this pictogram.
fn pictured(icon: &str, markdown: &str) -> Site {
    let mut site = site(markdown);
    site.replace(
        "content/signs.toml",
        "text = \"People look tired.\"",
        &format!("text = \"People look tired.\"\nicon = \"{icon}\""),
    );
    site
}

#[test]
fn the_pictogram_of_a_sign_stands_before_its_words_in_every_language() {
    let svg =
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>";
    for call in ["{{ signs() }}", "{{ signs(type=\"labour\") }}", "{{ signs(ids=\"locked tired\") }}"] {
        let site = pictured("car", call);
        site.shows("/page/", &[&format!("<li>{svg}People look tired.</li>")]);
        site.lacks("/page/", &[&format!("{svg}Doors")]);
        site.shows("/pl/page/", &[&format!("<li>{svg}<span lang=\"pl\" dir=\"ltr\">Ludzie są zmęczeni.</span></li>")]);
    }
}

#[test]
fn a_pictogram_of_a_sign_that_the_theme_lacks_is_reported_where_the_sign_is_shown() {
    let found = pictured("cat", "Look:\n\n{{ signs(place=\"car-wash\") }}").diagnostics();
    let missing =
        "content/page.md:7:1 error missing-theme-file the theme has no file `icons/cat.svg` | did you mean `car`?";
    assert_eq!(found.lines().filter(|line| *line == missing).count(), 1, "{found}");
}

#[test]
fn words_of_a_sign_that_stay_as_they_are_carry_their_language() {
    let translated = "=== content/signs.pl.toml\n[tired]\ntext = \"Ludzie są zmęczeni (look tired) i bladzi (od pracy).\"\n\
        === content/signs.ur.toml\n[tired]\ntext = \"لوگ تھکے ہوئے (tired) ہیں۔\"\n";
    let site = site("{{ signs(ids=\"tired\") }}").with(translated);
    let name = |words| format!("<span lang=\"en\" dir=\"ltr\">{words}</span>");
    // Where the letters are the same, only what the sign itself says in the other language shows what is foreign.
    site.shows("/pl/page/", &[&format!("Ludzie są zmęczeni {} i bladzi (od pracy).", name("(look tired)"))]);
    site.shows("/ur/page/", &[&format!("لوگ تھکے ہوئے {} ہیں۔", name("(tired)"))]);
    site.shows("/page/", &["<li>People look tired."]);
}

#[test]
fn signs_that_do_not_exist() {
    assert_eq!(
        findings("{{ signs(place=\"moon\") }}"),
        "5:1 error no-signs no sign has `moon` | look up types and places in content/signs.toml"
    );
    assert_eq!(
        findings("{{ signs(type=\"general\", place=\"farm\") }}"),
        "5:1 error no-signs no sign has `general` and `farm` | look up types and places in content/signs.toml"
    );
}

#[test]
fn signs_by_name() {
    let both = article("{{ signs(ids=\"locked tired\") }}");
    assert!(both.find("Doors").unwrap() < both.find("People").unwrap(), "{both}");
    assert_eq!(
        findings("{{ signs(ids=\"tired loked\") }}"),
        "5:10 error unknown-sign there is no sign `loked` here | did you mean `locked`?"
    );
}

#[test]
fn signs_that_do_not_fit_together() {
    let found = findings("{{ signs(type=\"general\", place=\"farm\") }}");
    assert!(found.contains("general"), "{found}");
}

#[test]
fn sources() {
    assert_text!(
        article("{{ sources() }}"),
        r#"
        <div class="table" role="region" tabindex="0" aria-label="Table">
        <table>
        <thead>
        <tr><th scope="col">Fact</th><th scope="col">Source</th><th scope="col">Date</th><th scope="col">How sure</th><th scope="col">Checked</th></tr>
        </thead>
        <tbody>
        <tr><td>Helpline</td><td>Their own page</td><td>2026</td><td>A</td><td>1 November 2026</td></tr>
        <tr><td>Police</td><td>–</td><td>–</td><td>–</td><td>2 November 2026</td></tr>
        <tr><td>Charity</td><td>–</td><td>–</td><td>–</td><td>–</td></tr>
        </tbody>
        </table>
        </div>
    "#
    );
}

// Other pages

#[test]
fn part() {
    let site = site("{{ part(from=\"@/parts/emergency.md\") }}").with(
        r#"
=== content/parts/emergency.md
+++
title = "Emergency"
kind = "part"
+++

## Danger now

Ring {{ number(id="police") }}, then [read on](@/_index.md).
=== content/parts/emergency.pl.md
+++
title = "Nagły wypadek"
+++

## Niebezpieczeństwo

Dzwoń {{ number(id="police") }}.
"#,
    );
    assert_eq!(
        site.article("/page/"),
        format!("<h2>Danger now</h2>\n<p>Ring {POLICE}, then <a href=\"/\">read on</a>.</p>")
    );
    assert_eq!(
        site.article("/pl/page/"),
        format!("<div lang=\"pl\" dir=\"ltr\"><h2>Niebezpieczeństwo</h2>\n<p>Dzwoń {POLICE}.</p>\n</div>")
    );
    assert!(!site.build().keys().any(|address| address.contains("emergency")), "a part has no address");
}

#[test]
fn parts_inside_parts() {
    let part = |name: &str, text: &str| {
        format!("=== content/parts/{name}.md\n+++\ntitle = \"Part\"\nkind = \"part\"\n+++\n\n{text}\n")
    };
    let nested = site("{{ part(from=\"@/parts/a.md\") }}")
        .with(&part("a", "Outer.\n\n{{ part(from=\"@/parts/b.md\") }}"))
        .with(&part("b", "Inner."));
    assert_eq!(nested.article("/page/"), "<p>Outer.</p>\n<p>Inner.</p>");
    let circle = site("{{ part(from=\"@/parts/a.md\") }}")
        .with(&part("a", "A.\n\n{{ part(from=\"@/parts/b.md\") }}"))
        .with(&part("b", "B.\n\n{{ part(from=\"@/parts/a.md\") }}"));
    assert!(circle.codes().contains(&"part-cycle"), "{}", circle.diagnostics());
    let own = site("").with(&part("a", "A.\n\n{{ part(from=\"@/parts/a.md\") }}"));
    assert_eq!(
        own.diagnostics(),
        "content/parts/a.md:8:9 error part-cycle `@/parts/a.md` would show itself inside itself | remove one of the two"
    );
}

#[test]
fn mistakes_in_a_part_are_reported_in_its_file_once() {
    let part = "=== content/parts/a.md\n+++\ntitle = \"Part\"\nkind = \"part\"\n+++\n\n{{ contact(id=\"nobody\") }} [x](@/none.md)\n";
    let site = site("{{ part(from=\"@/parts/a.md\") }}\n\n{{ part(from=\"@/parts/a.md\") }}").with(part);
    assert_eq!(
        site.diagnostics(),
        "content/parts/a.md:6:1 error block-in-line `contact` makes a whole block and cannot be used inside a sentence \
         | put it in a paragraph of its own, with an empty line before and behind\n\
         content/parts/a.md:6:28 error unknown-page there is no page `@/none.md` | name the file below content/, such as @/signs/_index.md"
    );
}

#[test]
fn pages_and_parts_are_told_apart() {
    assert_eq!(
        findings("{{ part(from=\"@/_index.md\") }}"),
        "5:9 error not-a-part `@/_index.md` is a page of its own | give it the line kind = \"part\", or link to it"
    );
    assert_eq!(
        findings("{{ part(from=\"@/parts/none.md\") }}"),
        "5:9 error unknown-page there is no page `@/parts/none.md` | name the file below content/, such as @/signs/_index.md"
    );
}

#[test]
fn footnotes_of_a_part_are_its_own() {
    let site = site("Ours.[^1]\n\n{{ part(from=\"@/parts/a.md\") }}\n\n[^1]: Our note.").with(
        "=== content/parts/a.md\n+++\ntitle = \"Part\"\nkind = \"part\"\n+++\n\nTheirs.[^1]\n\n[^1]: Their note.\n",
    );
    site.shows("/page/", &["Our note.", "Their note."]);
}

#[test]
fn footnotes_of_a_part_are_reported_in_its_file() {
    let site = site("{{ part(from=\"@/parts/a.md\") }}")
        .with("=== content/parts/a.md\n+++\ntitle = \"Part\"\nkind = \"part\"\n+++\n\nTheirs.[^1]\n\n[^1]: See [this](@/none.md).\n");
    assert_eq!(site.codes(), ["unknown-page"], "{}", site.diagnostics());
    assert!(site.diagnostics().starts_with("content/parts/a.md:"), "{}", site.diagnostics());
}

#[test]
fn pages() {
    let site = site("{{ pages(of=\"@/signs/_index.md\") }}").with(
        r#"
=== content/signs/_index.md
+++
title = "Signs"
+++
=== content/signs/car.md
+++
title = "Car wash"
description = "Cheap & fast."
+++
=== content/signs/car.pl.md
+++
title = "Myjnia"
+++
=== content/signs/nail.md
+++
title = "Nail bar"
+++
"#,
    );
    assert_text!(
        site.article("/page/"),
        r#"
        <ul class="page-list">
        <li><p><a href="/signs/car/">Car wash</a></p>
        <p>Cheap &amp; fast.</p>
        </li>
        <li><p><a href="/signs/nail/">Nail bar</a></p>
        </li>
        </ul>
    "#
    );
    assert_text!(
        site.article("/pl/page/"),
        r#"
        <ul class="page-list">
        <li><p><a href="/pl/signs/car/"><span lang="pl" dir="ltr">Myjnia</span></a></p>
        </li>
        <li><p><a href="/pl/signs/nail/">Nail bar</a></p>
        </li>
        </ul>
    "#
    );
    assert_eq!(
        findings("{{ pages(of=\"@/sings/_index.md\") }}"),
        "5:10 error unknown-page there is no page `@/sings/_index.md` | name the file below content/, such as @/signs/_index.md"
    );
    // What is said of the other language is in the reader's.
    let translated =
        site.with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\n{{ pages(of=\"@/signs/_index.md\") }}\n");
    assert_text!(
        translated.article("/pl/page/"),
        r#"
        <ul class="page-list">
        <li><p><a href="/pl/signs/car/">Myjnia</a></p>
        </li>
        <li><p><a href="/pl/signs/nail/" hreflang="en"><span lang="en" dir="ltr">Nail bar</span></a> <span class="label">(w języku: <bdi lang="en">English</bdi>)</span></p>
        </li>
        </ul>
    "#
    );
}

#[test]
fn languages() {
    assert_text!(
        site("{{ languages() }}").article("/pl/page/"),
        r#"
        <ul class="language-list">
        <li><a href="/" lang="en" dir="ltr" hreflang="en">English</a></li>
        <li><a href="/pl/" lang="pl" dir="ltr" hreflang="pl" aria-current="true">polski</a></li>
        <li><a href="/ur/" lang="ur" dir="rtl" hreflang="ur">اردو</a></li>
        </ul>
    "#
    );
}

// Words and blocks

#[test]
fn icon() {
    let svg =
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>";
    assert_eq!(article("By {{ icon(name=\"car\") }} car."), format!("<p>By {svg} car.</p>"));
    assert_eq!(
        findings("{{ icon(name=\"cat\") }}"),
        "5:1 error missing-theme-file the theme has no file `icons/cat.svg` | did you mean `car`?"
    );
}

#[test]
fn lang() {
    assert_eq!(
        article("a {{ lang(tag=\"ar\", text=\"<ب>\") }} b"),
        "<p>a <span lang=\"ar\" dir=\"rtl\">&lt;ب&gt;</span> b</p>"
    );
    assert_eq!(article("{{ lang(tag=\"pl\", text=\"Pomoc\") }}"), "<p><span lang=\"pl\" dir=\"ltr\">Pomoc</span></p>");
    assert_eq!(
        findings("{{ lang(tag=\"pl\") }}"),
        "5:1 error missing-argument `lang` needs the argument `text` | write lang(text=\"…\")"
    );
    assert_eq!(
        findings("{{ lang(tag=\"polish\", text=\"x\") }}"),
        "5:9 error bad-language `polish` is no language tag | use a tag such as en, pl, ur, zh-Hans"
    );
}

#[test]
fn notice() {
    assert_text!(
        article(
            "{% notice(kind=\"danger\") %}\nRun.\n\n- now\n{% end %}\n\n{% notice(kind=\"info\", title=\"Mind & \\\"you\\\"\") %}\n\nWords.\n\n{% end %}"
        ),
        r#"
        <div class="notice notice-danger" role="note" aria-label="Danger">
        <p class="notice-title">Danger</p>
        <p>Run.</p>
        <ul>
        <li>now</li>
        </ul>
        </div>
        <div class="notice notice-info" role="note" aria-label="Mind &amp; &quot;you&quot;">
        <p class="notice-title">Mind &amp; &quot;you&quot;</p>
        <p>Words.</p>
        </div>
    "#
    );
    assert_eq!(
        findings("{% notice(kind=\"dangre\") %}\nx\n{% end %}"),
        "5:11 error bad-argument `kind` cannot be `dangre` | did you mean `danger`?"
    );
}

#[test]
fn steps_facts_and_details() {
    assert_text!(
        article(
            "{% steps() %}\n1. One\n2. Two\n{% end %}\n\n{% facts() %}\n- Fact\n{% end %}\n\n{% details(summary=\"More & more\") %}\nHidden.\n{% end %}"
        ),
        r#"
        <div class="steps">
        <ol>
        <li>One</li>
        <li>Two</li>
        </ol>
        </div>
        <div class="facts">
        <ul>
        <li>Fact</li>
        </ul>
        </div>
        <details class="details">
        <summary>More &amp; more</summary>
        <p>Hidden.</p>
        </details>
    "#
    );
}

#[test]
fn doors() {
    let markdown = "{% doors() %}\n{% door(to=\"@/_index.md\", icon=\"car\", title=\"Go home\") %}\nWords.\n{% end %}\n{% door(to=\"@/page.md\", title=\"Stay\") %}\n{% end %}\n{% end %}";
    assert_text!(
        article(markdown),
        r#"
        <div class="doors">
        <div class="door">
        <p class="door-title"><svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 1 1"><path d="M0 0h1"/></svg><a href="/">Go home</a></p>
        <p>Words.</p>
        </div>
        <div class="door">
        <p class="door-title"><a href="/page/">Stay</a></p>
        </div>
        </div>
    "#
    );
    assert_eq!(
        findings("{% door(to=\"@/hom.md\", title=\"x\") %}\n{% end %}"),
        "5:1 error unknown-page there is no page `@/hom.md` | name the file below content/, such as @/signs/_index.md"
    );
}

// Where they are

#[test]
fn in_tables_lists_headings_and_emphasis() {
    let number = "{{ number(id=\"police\") }}";
    let shown = article(&format!(
        "| a | b |\n|---|---|\n| {number} | x{number} |\n\n- {number}\n- x {number} y\n\n**{number}** *{number}*\n\n> {number}\n\nTerm\n: {number}"
    ));
    assert_eq!(shown.matches(POLICE).count(), 8, "{shown}");
    assert!(shown.contains(&format!("<tr><td>{POLICE}</td><td>x{POLICE}</td></tr>")), "{shown}");
    assert!(shown.contains(&format!("<li>x {POLICE} y</li>")), "{shown}");
    let titled = article(&format!("## Ring {number}"));
    assert_eq!(titled, format!("<h2 id=\"ring\">Ring {POLICE}</h2>"));
}

#[test]
fn bars_and_quotes_in_arguments_do_not_split_tables() {
    let shown = article("| a | b |\n|---|---|\n| - {{ lang(tag=\"pl\", text=\"x | y\") }} | 2 |");
    assert!(shown.contains("<td>- <span lang=\"pl\" dir=\"ltr\">x | y</span></td><td>2</td>"), "{shown}");
}

#[test]
fn words_alone_in_a_line_make_no_block() {
    for markdown in [
        "## {{ lang(tag=\"pl\", text=\"Pomoc\") }}",
        "**{{ lang(tag=\"pl\", text=\"Pomoc\") }}**",
        "[{{ lang(tag=\"pl\", text=\"Pomoc\") }}](@/_index.md)",
        "| a |\n|---|\n| {{ lang(tag=\"pl\", text=\"Pomoc\") }} |",
    ] {
        let shown = article(markdown);
        assert!(!shown.contains("><p><span"), "{markdown}\n{shown}");
    }
}

#[test]
fn blocks_do_not_stand_in_headings_links_or_emphasis() {
    for markdown in [
        "## {{ contact(id=\"police\") }}",
        "**{{ contact(id=\"police\") }}**",
        "[{{ contact(id=\"police\") }}](@/_index.md)",
    ] {
        assert!(findings(markdown).contains("block-in-line"), "{markdown}: {}", findings(markdown));
    }
}

#[test]
fn inside_each_other() {
    let shown = article(
        "{% notice(kind=\"info\") %}\n{% details(summary=\"More\") %}\n- {{ number(id=\"police\") }}\n\n  {% steps() %}\n  1. One\n  {% end %}\n{% end %}\n{{ contact(id=\"charity\") }}\n{% end %}",
    );
    assert_text!(
        shown,
        r#"
        <div class="notice notice-info" role="note" aria-label="Good to know">
        <p class="notice-title">Good to know</p>
        <details class="details">
        <summary>More</summary>
        <ul>
        <li><p><a class="number" href="tel:999"><bdi dir="ltr">999</bdi></a></p>
        <div class="steps">
        <ol>
        <li>One</li>
        </ol>
        </div>
        </li>
        </ul>
        </details>
        <div class="contact" id="contact-charity">
        <p class="contact-name">Charity</p>
        <ul class="contact-routes">
        <li>Website: <a href="https://charity.example" rel="noreferrer">charity.example</a></li>
        </ul>
        </div>
        </div>
    "#
    );
}

#[test]
fn in_links() {
    assert_eq!(
        article("[Ring {{ contact_name(id=\"police\") }}](@/_index.md)"),
        "<p><a href=\"/\">Ring Police</a></p>"
    );
    assert_eq!(
        findings("[x]({{ contact_name(id=\"police\") }})"),
        "5:1 error shortcode-in-address a link's address cannot hold a shortcode | name the page, such as @/help.md, or use a shortcode that makes the whole link"
    );
}

#[test]
fn a_shortcode_in_an_address_is_one_finding() {
    assert_eq!(findings("[x]({{ contact_name(id=\"police\") }})").lines().count(), 1);
}

#[test]
fn a_number_inside_a_link_is_refused() {
    assert_ne!(findings("[Ring {{ number(id=\"police\") }}](@/_index.md)"), "");
}

#[test]
fn shown_literally() {
    assert_eq!(article("`{{ number(id=\"x\") }}`"), "<p><code>{{ number(id=&quot;x&quot;) }}</code></p>");
    assert_eq!(article("\\{{ number() }}"), "<p>{{ number() }}</p>");
    assert_eq!(article("\\{% end %}"), "<p>{% end %}</p>");
    assert_eq!(article("One { two } {three}."), "<p>One { two } {three}.</p>");
}

#[test]
fn shown_literally_in_code_blocks() {
    assert_eq!(
        article("```\n{% notice(kind=\"x\") %}\n{{ y() }}\n{% end %}\n```"),
        "<pre tabindex=\"0\"><code>{% notice(kind=&quot;x&quot;) %}\n{{ y() }}\n{% end %}\n</code></pre>"
    );
    assert_eq!(article("    {{ y() }}"), "<pre tabindex=\"0\"><code>{{ y() }}\n</code></pre>");
    assert_eq!(article("```\na[^1]\n```"), "<pre tabindex=\"0\"><code>a[^1]\n</code></pre>");
}

#[test]
fn shown_literally_behind_other_words() {
    assert_eq!(article("Write \\{{ number() }}."), "<p>Write {{ number() }}.</p>");
}

// Mistakes

#[test]
fn mistakes_in_writing() {
    let check = |markdown: &str, expected: &str| assert_eq!(findings(markdown), expected, "{markdown}");
    check(
        "{{ contakt(id=\"police\") }}",
        "5:1 error unknown-shortcode unknown shortcode `contakt` | did you mean `contact`?",
    );
    check("{{ contact() }}", "5:1 error missing-argument `contact` needs the argument `id` | write contact(id=\"…\")");
    check(
        "{{ contact(id=\"police\", size=3) }}",
        "5:25 error unknown-argument `contact` has no argument `size` | use one of: id",
    );
    check(
        "{{ contact(id=\"police\", idd=\"x\") }}",
        "5:25 error unknown-argument `contact` has no argument `idd` | did you mean `id`?",
    );
    check("{{ languages(all=true) }}", "5:14 error unknown-argument `languages` has no argument `all` | remove it");
    check(
        "{{ contact(id=3) }}",
        "5:12 error wrong-argument `id` has the wrong kind of value | write a text in straight quotes",
    );
    check(
        "{{ contact(id=true) }}",
        "5:12 error wrong-argument `id` has the wrong kind of value | write a text in straight quotes",
    );
    check(
        "{{ contacts(group=\"friends\") }}",
        "5:13 error bad-argument `group` cannot be `friends` | write one of: danger, report, support, children, other",
    );
    let hint = "| a shortcode looks like {{ contact(id=\"msh\") }}";
    check(
        "{{ contact(id=“police”) }}",
        &format!(
            "5:15 error bad-shortcode this shortcode cannot be read: a value is a text in straight quotes, a number, true or false {hint}"
        ),
    );
    check(
        "{{ contact(\"police\") }}",
        &format!(
            "5:12 error bad-shortcode this shortcode cannot be read: an argument is written name=\"value\" {hint}"
        ),
    );
    check(
        "{{ contact(id=\"police\" }}",
        &format!(
            "5:24 error bad-shortcode this shortcode cannot be read: a comma or a closing bracket is missing here {hint}"
        ),
    );
    check(
        "{{ contact(id=\"police\") now }}",
        &format!(
            "5:25 error bad-shortcode this shortcode cannot be read: nothing may follow the closing bracket {hint}"
        ),
    );
    check(
        "{{ contact(id=\"police) }}\n\nNext.",
        "5:1 error unclosed-braces this shortcode has no closing braces | close it with the same braces, or write \\{{ to show the braces",
    );
    check(
        "Ring {{ number(id=\"police\")",
        "5:6 error unclosed-braces this shortcode has no closing braces | close it with the same braces, or write \\{{ to show the braces",
    );
}

#[test]
fn mistakes_in_form() {
    let check = |markdown: &str, expected: &str| assert_eq!(findings(markdown), expected, "{markdown}");
    check(
        "See {{ contact(id=\"police\") }} here.",
        "5:5 error block-in-line `contact` makes a whole block and cannot be used inside a sentence | put it in a paragraph of its own, with an empty line before and behind",
    );
    check(
        "{{ notice(kind=\"info\") }}",
        "5:1 error wrong-form `notice` encloses text | write {% notice(…) %} before it and {% end %} behind it",
    );
    check(
        "{% contact(id=\"police\") %}\nx\n{% end %}",
        "5:1 error wrong-form `contact` does not enclose text | write {{ contact(…) }} without an end",
    );
    check(
        "{% notice(kind=\"info\") %}\nNever ended.",
        "5:1 error unclosed-shortcode `notice` begins here and never ends | write {% end %} on a line of its own where it ends",
    );
    check(
        "Words.\n\n{% end %}",
        "7:1 error stray-end nothing begins that could end here | remove this {% end %}, or write what it should end",
    );
    check(
        "- {% steps() %}\n  1. x\n\n{% end %}",
        "5:3 error unclosed-shortcode `steps` begins here and never ends | write {% end %} on a line of its own where it ends\n8:1 error stray-end nothing begins that could end here | remove this {% end %}, or write what it should end",
    );
    check(
        "{% notice(kind=\"info\") %} words",
        "5:1 error shortcode-not-alone this shortcode shares its line with something else | put {% … %} and {% end %} each on a line of its own\n5:1 error unclosed-shortcode `notice` begins here and never ends | write {% end %} on a line of its own where it ends",
    );
    check(
        "Words {% end %}",
        "5:7 error shortcode-not-alone this shortcode shares its line with something else | put {% … %} and {% end %} each on a line of its own",
    );
}

#[test]
fn what_a_broken_shortcode_encloses_is_still_there() {
    let site = site("{% nothing() %}\nStill here.\n{% end %}");
    assert_eq!(site.codes(), ["unknown-shortcode"]);
    assert_eq!(site.article_despite_findings("/page/"), "<p>Still here.</p>");
}

#[test]
fn an_index_lists_every_page_in_the_readers_alphabet() {
    let site = Site::new(
        r#"=== content/a-z.md
+++
title = "A to Z"
+++

{{ index() }}
=== content/a-z.pl.md
+++
title = "Od A do Z"
+++

{{ index() }}
=== content/zebra.md
+++
title = "Zebra"
+++
=== content/zebra.pl.md
+++
title = "Łódź"
+++
=== content/apple.md
+++
title = "apple"
+++
=== content/lake.md
+++
title = "Lake"
+++
=== content/lake.pl.md
+++
title = "Lato"
+++
=== content/old.md
+++
title = "Old"
replaced_by = "@/lake.md"
+++
"#,
    );
    assert_text!(
        site.article("/a-z/"),
        r#"
        <h2>A</h2>
        <ul>
        <li><a href="/apple/">apple</a></li>
        </ul>
        <h2>L</h2>
        <ul>
        <li><a href="/lake/">Lake</a></li>
        </ul>
        <h2>Z</h2>
        <ul>
        <li><a href="/zebra/">Zebra</a></li>
        </ul>
    "#
    );
    assert_text!(
        site.article("/pl/a-z/"),
        r#"
        <h2><span lang="en" dir="ltr">A</span></h2>
        <ul>
        <li><a href="/pl/apple/" hreflang="en"><span lang="en" dir="ltr">apple</span></a> <span class="label">(w języku: <bdi lang="en">English</bdi>)</span></li>
        </ul>
        <h2>L</h2>
        <ul>
        <li><a href="/pl/lake/">Lato</a></li>
        </ul>
        <h2>Ł</h2>
        <ul>
        <li><a href="/pl/zebra/">Łódź</a></li>
        </ul>
    "#
    );
}

#[test]
fn the_shortest_shortcodes_are_read_as_such() {
    for (written, said) in [
        ("{%if%}", "unknown-shortcode"),
        ("{%a_%}\n\n\u{200b}words", "unknown-shortcode"),
        ("words {%if%} words", "shortcode-not-alone"),
        ("{%}}%}\u{301}", "shortcode"),
        ("- {%if%}", "shortcode"),
        ("| a |\n|---|\n| {%if%}\u{200d} |", "shortcode"),
    ] {
        let site = Site::page_of(written);
        let found = site.diagnostics();
        assert!(found.contains(said) && !found.contains("unparsable"), "{written}: {found}");
    }
}
