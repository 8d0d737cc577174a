//! A translation that is no longer true says so (U01): by what the source said, passage by passage, without clock or history.

use crate::chance::Chance;
use crate::kit::Site;
use liberate::content::{Payload, parse};
use liberate::site::{PassageChange, changes};
use liberate::source::Source;

const SOURCE: &str = "\
+++
title = \"Advice\"
+++

Call the helpline now.

## What to say {#say}

Say where you are. Say \"help\".

- One thing
- Another thing
";

const TRANSLATION: &str = "\
+++
title = \"Porady\"
status = \"draft\"
source = \"SOURCE\"
+++

Zadzwoń teraz.

## Co powiedzieć

Powiedz, gdzie jesteś. Powiedz „pomoc”.

- Jedna rzecz
- Druga rzecz
";

fn page(text: &str) -> liberate::content::Page {
    match parse(&Source::from_bytes("content/page.md", text.as_bytes().to_vec())).payload {
        Payload::Page(page) => *page,
        _ => unreachable!("the file is a page"),
    }
}

/// A site whose translation was made from `SOURCE`, and whose source now is `now`.
fn site(now: &str) -> Site {
    let fingerprint = page(SOURCE).fingerprint().to_string();
    let mut site = Site::new("");
    site.edit("content/page.md", now);
    site.edit("content/page.pl.md", &TRANSLATION.replace("SOURCE", &fingerprint));
    site.edit(&format!("content/.sources/{fingerprint}.md"), SOURCE);
    site
}

#[track_caller]
fn found(site: &Site, place: &str, code: &str) {
    let wanted = |line: &str| line.starts_with(&format!("{place}:")) && line.contains(&format!(" {code} "));
    assert!(site.diagnostics().lines().any(wanted), "{place} should have {code}:\n{}", site.diagnostics());
}

fn changed(now: &str) -> Vec<(PassageChange, String, String)> {
    changes(&page(SOURCE), &page(now)).into_iter().map(|changed| (changed.change, changed.then, changed.now)).collect()
}

#[test]
fn form_marks_nothing() {
    let same = [
        SOURCE.to_owned(),
        SOURCE.replace("Call the helpline now.", "Call   the\nhelpline now."),
        SOURCE.replace("- ", "* "),
        SOURCE.replace("- One thing\n- Another", "1. One thing\n2. Another"),
        SOURCE.replace("\"help\"", "“help”"),
        SOURCE.replace("title = \"Advice\"", "title = \"Advice\"\nweight = 7"),
        SOURCE.replace('\n', "\r\n"),
    ];
    for now in same {
        assert_eq!(changed(&now), [], "{now}");
        assert_eq!(page(&now).fingerprint(), page(SOURCE).fingerprint(), "{now}");
        assert!(!site(&now).codes().contains(&"translation-outdated"), "{now}");
    }
}

#[test]
fn one_passage_is_marked_and_no_other() {
    let text = |text: &str| text.to_owned();
    let check = |old: &str, new: &str, expected: &[(PassageChange, &str, &str)]| {
        let expected: Vec<_> = expected.iter().map(|(change, then, now)| (*change, text(then), text(now))).collect();
        assert_eq!(changed(&SOURCE.replace(old, new)), expected);
    };
    check("helpline now", "police now", &[(PassageChange::Changed, "Call the helpline now.", "Call the police now.")]);
    check("- Another thing", "- Another thing\n- A third", &[(PassageChange::Added, "", "A third")]);
    check("- One thing\n", "", &[(PassageChange::Removed, "One thing", "")]);
    check("## What", "A new line.\n\n## What", &[(PassageChange::Added, "", "A new line.")]);
    check("\"Advice\"", "\"Help\"", &[(PassageChange::Changed, "Advice", "Help")]);
    check("What to say", "What to tell", &[(PassageChange::Changed, "What to say", "What to tell")]);
}

#[test]
fn the_reader_is_told_in_their_language() {
    let site = site(&SOURCE.replace("One thing", "One new thing"));
    assert!(
        site.page_despite_findings("/pl/page/").contains("Angielska strona się zmieniła."),
        "{}",
        site.page_despite_findings("/pl/page/")
    );
    assert!(!site.page_despite_findings("/page/").contains("class=\"outdated\""));
    assert!(site.page_despite_findings("/pl/page/").contains("Jedna rzecz"), "what is not critical stays");
    found(&site, "content/page.pl.md:4", "translation-outdated");
}

#[test]
fn critical_passages_show_the_source_instead() {
    let now = SOURCE.replace("Call the helpline now.", "{% critical() %}\nCall the police now.\n{% end %}");
    let now = now.replace("One thing", "One new thing");
    let page = site(&now).page_despite_findings("/pl/page/").to_owned();
    assert!(page.contains("<p><span lang=\"en\" dir=\"ltr\">Call the police now.</span></p>"), "{page}");
    assert!(!page.contains("Zadzwoń teraz."), "{page}");
    assert!(page.contains("Jedna rzecz") && page.contains("Druga rzecz"), "{page}");
}

#[test]
fn a_critical_page_drops_what_is_gone_and_shows_what_is_new() {
    let now = SOURCE.replace("title", "critical = true\ntitle").replace("- One thing\n", "");
    let now = now.replace("- Another thing", "- Another thing\n- A third") + "\nA last word.\n";
    let page = site(&now).page_despite_findings("/pl/page/").to_owned();
    assert!(!page.contains("Jedna rzecz"), "{page}");
    assert!(page.contains("<li>Druga rzecz"), "{page}");
    assert!(page.contains("<li><span lang=\"en\" dir=\"ltr\">A third</span>"), "{page}");
    assert!(page.contains("<div lang=\"en\" dir=\"ltr\"><p>A last word.</p>"), "{page}");
}

#[test]
fn headings_keep_the_ids_of_the_source() {
    let now = SOURCE.replace("## What to say {#say}", "## First {#first}\n\nNew.\n\n## What to say {#say}");
    let page = site(&now).page_despite_findings("/pl/page/").to_owned();
    assert!(page.contains("<h2 id=\"say\">Co powiedzieć</h2>"), "{page}");
    assert!(!page.contains("id=\"first\""), "{page}");
}

#[test]
fn editing_elsewhere_in_the_translation_clears_nothing() {
    let mut site = site(&SOURCE.replace("One thing", "One new thing"));
    site.replace("content/page.pl.md", "Druga rzecz", "Inna rzecz");
    found(&site, "content/page.pl.md:4", "translation-outdated");
}

#[test]
fn a_translation_with_other_blocks_gives_way_where_it_is_critical() {
    let mut site = site(&SOURCE.replace("title", "critical = true\ntitle").replace("One thing", "One new thing"));
    site.replace("content/page.pl.md", "- Druga rzecz\n", "");
    let page = site.page_despite_findings("/pl/page/").to_owned();
    assert!(page.contains("One new thing") && !page.contains("Jedna rzecz"), "{page}");
    found(&site, "content/page.pl.md:1", "translation-built-otherwise");
}

#[test]
fn a_source_that_is_lost_or_changed_is_an_error() {
    let fingerprint = page(SOURCE).fingerprint().to_string();
    let mut lost = site(&SOURCE.replace("One thing", "One new thing"));
    lost.delete(&format!("content/.sources/{fingerprint}.md"));
    found(&lost, "content/page.pl.md:4", "missing-source");
    let mut changed = site(SOURCE);
    changed.replace(&format!("content/.sources/{fingerprint}.md"), "helpline", "police");
    found(&changed, &format!("content/.sources/{fingerprint}.md:1"), "damaged-source");
}

#[test]
fn a_copy_of_the_source_is_no_translation() {
    let mut site = site(SOURCE);
    site.edit("content/page.pl.md", &SOURCE.replace("Advice", "Porady"));
    found(&site, "content/page.pl.md:1", "not-translated");
    let page = site.page_despite_findings("/pl/page/").to_owned();
    assert!(page.contains("lang=\"en\""), "the article is marked with its true language: {page}");
    site.edit("content/page.pl.md", "+++\ntitle = \"Porady\"\n+++\n");
    found(&site, "content/page.pl.md:1", "not-translated");
}

#[test]
fn words_of_a_record_that_changed_are_shown_in_the_source_language() {
    let contacts = "[one]\nname = \"One\"\ndisplay = \"0121 496 0001\"\ndigits = \"01214960001\"\npurpose = \"For all.\"\n\
        checked_on = 2026-11-01\naudience = \"public\"\nstate = \"publish\"\n\n\
        [two]\nname = \"Two\"\npurpose = \"For some.\"\naudience = \"public\"\nstate = \"publish\"\n";
    let words = |text: &str, path: &str| parse(&Source::from_bytes(path, text.as_bytes().to_vec())).words.unwrap();
    let fingerprint = words(contacts, "content/contacts.toml").fingerprint().to_string();
    let mut site = Site::new("");
    site.edit("content/contacts.toml", contacts);
    site.edit(&format!("content/.sources/{fingerprint}.contacts.toml"), contacts);
    let polish = "[one]\npurpose = \"Dla wszystkich.\"\n\n[two]\npurpose = \"Dla niektórych.\"\n";
    site.edit("content/contacts.pl.toml", &format!("source = \"{fingerprint}\"\n\n{polish}"));
    site.edit(
        "content/page.md",
        "+++\ntitle = \"Page\"\n+++\n\n{{ contact(id=\"one\") }}\n\n{{ contact(id=\"two\") }}\n",
    );
    site.edit(
        "content/page.pl.md",
        "+++\ntitle = \"Strona\"\n+++\n\nTu: \n\n{{ contact(id=\"one\") }}\n\n{{ contact(id=\"two\") }}\n",
    );
    assert!(site.page_despite_findings("/pl/page/").contains("Dla wszystkich."));
    site.replace("content/contacts.toml", "For all.", "For adults.");
    let page = site.page_despite_findings("/pl/page/").to_owned();
    assert!(page.contains("For adults.") && !page.contains("Dla wszystkich."), "{page}");
    assert!(page.contains("Dla niektórych."), "the other record stays: {page}");
    found(&site, "content/contacts.pl.toml:1", "records-outdated");
    // A fact is no word: a number that changes leaves the translation current.
    site.replace("content/contacts.toml", "For adults.", "For all.");
    site.replace("content/contacts.toml", "0121 496 0001", "0121 4960 001");
    assert!(!site.codes().contains(&"records-outdated"));
}

/// Random edits of a source mark exactly the passages that were edited.
#[test]
fn random_edits_mark_exactly_what_changed() {
    let mut chance = Chance::new(4);
    for round in 0..300 {
        let count = 4 + chance.below(12);
        let kept: Vec<String> = (0..count).map(|index| format!("Passage {index} of round {round}.")).collect();
        let mut now: Vec<String> = Vec::new();
        let mut expected: Vec<(PassageChange, String)> = Vec::new();
        for (index, passage) in kept.iter().enumerate() {
            // Edits are apart, so that there is one way to tell them.
            match if index % 2 == 0 { 0 } else { chance.below(4) } {
                1 => {
                    now.push(format!("{passage} Changed."));
                    expected.push((PassageChange::Changed, format!("{passage} Changed.")));
                }
                2 => expected.push((PassageChange::Removed, passage.clone())),
                3 => {
                    now.push(passage.clone());
                    now.push(format!("New after {index}."));
                    expected.push((PassageChange::Added, format!("New after {index}.")));
                }
                _ => now.push(passage.clone()),
            }
        }
        let text = |passages: &[String], list: bool| {
            let marks = if list { "- " } else { "" };
            let lines: Vec<String> = passages.iter().map(|passage| format!("{marks}{passage}\n")).collect();
            page(&format!("+++\ntitle = \"Page\"\n+++\n\n{}", lines.join(if list { "" } else { "\n" })))
        };
        let list = chance.below(2) == 0;
        let found = changes(&text(&kept, list), &text(&now, list));
        let found: Vec<(PassageChange, String)> = found
            .into_iter()
            .map(|changed| {
                (changed.change, if changed.change == PassageChange::Removed { changed.then } else { changed.now })
            })
            .collect();
        assert_eq!(found, expected, "round {round}");
    }
}

#[test]
fn a_mistake_in_a_passage_that_a_translation_borrows_is_said_once_where_it_stands() {
    let now =
        SOURCE.replace("title", "critical = true\ntitle").replace("Call the helpline now.", "Call 0121 496 0999 now.");
    let site = site(&now);
    assert!(site.page_despite_findings("/pl/page/").contains("0121 496 0999"));
    let found = site.diagnostics();
    let numbers: Vec<&str> = found.lines().filter(|line| line.contains("0121 496 0999")).collect();
    assert_eq!(numbers.len(), 1, "{found}");
    assert!(numbers[0].starts_with("content/page.md:6:6 error typed-number "), "{found}");
}
