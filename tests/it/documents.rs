//! Campaign documents as a site shows them: the page, the slides in the browser, the shelf, the archive, short codes.
//!
//! What each form of file holds is tested beside its writer.

use crate::kit::{Memory, RECORDS, Site};
use liberate::content::{Payload, parse};
use liberate::site::DocumentFile;
use liberate::snapshot::{Store, Workspace};
use liberate::source::{Source, Sources};
use liberate::text::sha256;
use std::collections::BTreeMap;
use std::sync::Arc;

const SECTION: &str = "=== content/campaign/_index.md\n+++\ntitle = \"Materials\"\n+++\n";

const TALK: &str = r#"+++
title = "A talk"
subtitle = "For everyone"
description = "Ten minutes."
kind = "slides"
date = 2026-11-01
+++

## Welcome {#welcome}

- Who we are

{% notes() %}
Say hello.
{% end %}

---

## What it is {#what}

One person gains.

{% notes() %}
Explain it.
{% end %}

---

## Thank you {#thanks}

Take a card.

{% notes() %}
Stay a while.
{% end %}
"#;

const POLISH_TALK: &str = r#"+++
title = "Prezentacja"
subtitle = "Dla wszystkich"
description = "Dziesięć minut."
status = "reviewed"
source = "SOURCE"
+++

## Witamy

- Kim jesteśmy

{% notes() %}
Przywitaj się.
{% end %}

---

## Co to jest

Ktoś zyskuje.

{% notes() %}
Wyjaśnij to.
{% end %}

---

## Dziękujemy

Weź kartę.

{% notes() %}
Zostań chwilę.
{% end %}
"#;

const VARIANT: &str = r#"+++
title = "A talk for landlords"
kind = "slides"
variant_of = "@/campaign/talk.md"
+++

## It is in homes {#what}

One home.

{% notes() %}
Think of your homes.
{% end %}

---

## When you visit {#visits}

Notice.

{% notes() %}
Do not search.
{% end %}
"#;

/// A site with a talk.
fn talk() -> Site {
    let mut site = Site::new(SECTION);
    site.edit("content/campaign/talk.md", TALK);
    site
}

/// A site with a talk that has a Polish translation.
fn translated() -> Site {
    let mut site = talk();
    let fingerprint = match parse(&Source::from_bytes("content/campaign/talk.md", TALK.as_bytes().to_vec())).payload {
        Payload::Page(page) => page.fingerprint().to_string(),
        _ => unreachable!("the file is a page"),
    };
    site.edit("content/campaign/talk.pl.md", &POLISH_TALK.replace("SOURCE", &fingerprint));
    site.edit(&format!("content/.sources/{fingerprint}.md"), TALK);
    site
}

/// A site with one document, `content/page.md`, and the finding that it should have.
#[track_caller]
fn check(front: &str, text: &str, expected: &str) {
    let page = format!("+++\ntitle = \"Page\"\n{front}\n+++\n\n{text}\n");
    let mut site = Site::new("");
    site.edit("content/page.md", &page);
    let found = site.diagnostics();
    assert!(found.starts_with(expected) && found.lines().count() == 1, "{page}\n{found}");
}

const TALK_FRONT: &str = "kind = \"slides\"\ndate = 2026-11-01";
const NOTES: &str = "{% notes() %}\nSay it.\n{% end %}";

/// The slides of a deck: their ids and the first words of each.
fn slides(page: &str) -> Vec<String> {
    let ids = page.split("<div id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    ids.map(str::to_owned).collect()
}

/// What writers get of a page's document.
fn model(site: &Site, key: &str) -> String {
    let sources = site.files().iter().map(|(path, bytes)| Source::from_bytes(path, bytes.clone())).collect();
    let snapshot = Workspace::new(Sources::new(sources)).snapshot(site.options()).unwrap();
    let page = snapshot.site.page_by_key(key).unwrap();
    let language = snapshot.site.default_language;
    let is_of_page = |file: &&DocumentFile| (file.page, file.language) == (page, language);
    let document = snapshot.document(snapshot.site.documents.iter().find(is_of_page).unwrap()).value;
    serde_json::to_string(&document).unwrap()
}

/// The files of an archive whose files are stored as they are, in its order.
fn unpacked(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes].iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let (mut at, mut files) = (0, Vec::new());
    while zip[at..].starts_with(b"PK\x03\x04") {
        let (size, name) = (number(at + 18, 4), number(at + 26, 2));
        let begin = at + 30 + name + number(at + 28, 2);
        let name = String::from_utf8(zip[at + 30..at + 30 + name].to_vec()).unwrap();
        files.push((name, zip[begin..begin + size].to_vec()));
        at = begin + size;
    }
    files
}

// The page and the deck

#[test]
fn the_page_of_a_talk_shows_its_slides_as_listeners_see_them() {
    let site = talk();
    site.shows("/campaign/talk/", &["<h1>A talk</h1>", "id=\"welcome\"", "Who we are", "id=\"what\"", "id=\"thanks\""]);
    // What the presenter says is for the presenter, and is with the slides.
    assert!(!site.page("/campaign/talk/").contains("Say hello."));
}

#[test]
fn the_deck_holds_the_same_slides_one_after_the_other() {
    let site = talk();
    site.shows("/campaign/talk/", &["<a href=\"/campaign/talk/deck/\">"]);
    site.shows(
        "/campaign/talk/deck/",
        &["<section class=\"slide\" id=\"s1\" aria-label=\"1. Welcome\">", "<li>Who we are", "<details>", "Say hello."],
    );
    assert_eq!(slides(site.page("/campaign/talk/deck/")), ["welcome", "what", "thanks"]);
}

#[test]
fn every_file_that_a_page_offers_is_there_with_its_size_and_checksum() {
    let site = talk();
    let page = site.page("/campaign/talk/");
    let offered: Vec<&str> = page.split("<p class=\"download\"><a href=\"").skip(1).collect();
    assert!(!offered.is_empty());
    for offer in offered {
        let address = offer.split('"').next().unwrap();
        let bytes = site.build().get(address).unwrap_or_else(|| panic!("{address} is offered and not there"));
        assert!(offer.contains(&sha256(bytes)), "{offer}");
        assert!(offer.contains(&format!("{} KB", bytes.len().div_ceil(1000))), "{offer}");
    }
    assert!(site.page("/campaign/talk/talk-en.txt").starts_with("\u{feff}A talk\nFor everyone\n1 November 2026\n"));
}

#[test]
fn posters_leaflets_and_cards_have_no_deck() {
    for kind in ["poster", "leaflet", "card"] {
        let site = Site::page_of("Words.");
        let site = site.with(&format!(
            "=== content/page.md\n+++\ntitle = \"Page\"\nkind = \"{kind}\"\ndate = 2026-11-01\n+++\n\nWords.\n"
        ));
        assert!(site.build().contains_key("/page/page-en.txt"));
        assert!(!site.build().contains_key("/page/deck/"));
    }
}

#[test]
fn names_of_files_say_nothing_where_the_page_must_not() {
    let site = Site::new(
        "=== content/secret-word.md\n+++\ntitle = \"Help\"\nneutral_title = \"Information\"\nsensitive = true\n\
         kind = \"card\"\ndate = 2026-11-01\n+++\n\nWords.\n",
    );
    assert!(site.build().contains_key("/secret-word/card-en.txt"), "{:?}", site.addresses());
}

#[test]
fn a_number_on_a_slide_is_that_of_its_record() {
    let mut site = Site::new(&format!("{RECORDS}\n{SECTION}"));
    site.edit("content/campaign/talk.md", &TALK.replace("Take a card.", "{{ contact(id=\"helpline\") }}"));
    site.shows("/campaign/talk/deck/", &["href=\"tel:01214960000\""]);
    site.shows("/campaign/talk/talk-en.txt", &["0121\u{a0}496\u{a0}0000"]);
}

#[test]
fn writers_get_the_pictograms_of_signs_beside_their_words() {
    let mut site = Site::new(RECORDS);
    let front = "+++\ntitle = \"Wall\"\nkind = \"poster\"\ndate = 2026-11-01\n+++\n\n";
    site.edit("content/wall.md", &format!("{front}{{{{ signs(ids=\"locked tired\") }}}}\n\n- Words\n"));
    assert_eq!(model(&site, "wall.md").matches("\"pictograms\":[]").count(), 2);
    site.replace("content/signs.toml", "[tired]\n", "[tired]\nicon = \"car\"\n");
    let drawn = model(&site, "wall.md");
    assert!(drawn.contains("\"pictograms\":[\"\",\"<svg class="), "{drawn}");
    assert_eq!(drawn.matches("\"pictograms\":[]").count(), 1, "{drawn}");
}

#[test]
fn the_version_of_a_document_is_no_news() {
    assert!(!talk().build().contains_key("/atom.xml"));
}

// Variants

#[test]
fn a_variant_swaps_and_adds_slides() {
    let mut site = talk();
    site.edit("content/campaign/landlords.md", VARIANT);
    assert_eq!(slides(site.page("/campaign/landlords/deck/")), ["welcome", "what", "visits", "thanks"]);
    site.shows("/campaign/landlords/deck/", &["Who we are", "One home.", "Notice.", "Take a card."]);
    site.lacks("/campaign/landlords/deck/", &["One person gains."]);
    assert!(site.page("/campaign/landlords/landlords-en.txt").contains("Think of your homes."));
}

#[test]
fn a_variant_follows_its_base() {
    let mut site = talk();
    site.edit("content/campaign/landlords.md", VARIANT);
    site.replace("content/campaign/talk.md", "Take a card.", "Take a leaflet.");
    site.shows("/campaign/landlords/deck/", &["Take a leaflet."]);
}

#[test]
fn a_variant_whose_base_lacks_the_language_falls_back_as_a_whole() {
    let mut site = talk();
    site.edit("content/campaign/landlords.md", VARIANT);
    site.edit("content/campaign/landlords.pl.md", &VARIANT.replace("A talk for", "Dla").replace("One home.", "Dom."));
    let page = site.page_despite_findings("/pl/campaign/landlords/");
    assert!(page.contains("One home.") && !page.contains("Dom."), "{page}");
}

#[test]
fn a_base_that_is_none_is_named() {
    for (to, code) in [("@/campaign/tlak.md", "unknown-page"), ("@/_index.md", "bad-base")] {
        let mut site = talk();
        site.edit("content/campaign/landlords.md", &VARIANT.replace("@/campaign/talk.md", to));
        let found = site.diagnostics();
        assert!(found.contains(&format!("content/campaign/landlords.md:4:14 error {code} ")), "{found}");
    }
}

// Freshness

#[test]
fn a_translation_of_a_talk_is_a_talk_in_that_language() {
    let site = translated();
    site.shows("/pl/campaign/talk/deck/", &["aria-label=\"1. Witamy\"", "Notatki", "Przywitaj się."]);
    assert_eq!(slides(site.page("/pl/campaign/talk/deck/")), ["welcome", "what", "thanks"]);
    assert!(
        site.page("/pl/campaign/talk/talk-pl.txt")
            .starts_with("\u{feff}Prezentacja\nDla wszystkich\n1 listopada 2026\n")
    );
    assert!(!site.build().contains_key("/ur/campaign/talk/deck/"), "nobody translated it");
    site.shows("/ur/campaign/talk/", &["<a href=\"/campaign/talk/deck/\">"]);
}

#[test]
fn page_deck_and_files_say_that_a_translation_is_out_of_date() {
    let mut site = translated();
    site.lacks("/pl/campaign/talk/deck/", &["Angielska strona się zmieniła."]);
    site.replace("content/campaign/talk.md", "One person gains.", "Somebody else gains.");
    for address in ["/pl/campaign/talk/", "/pl/campaign/talk/deck/", "/pl/campaign/talk/talk-pl.txt"] {
        let page = site.page_despite_findings(address);
        assert!(page.contains("Angielska strona się zmieniła."), "{address}\n{page}");
    }
    assert!(site.codes().contains(&"translation-outdated"), "{}", site.diagnostics());
}

#[test]
fn a_new_subtitle_makes_a_translation_out_of_date() {
    let mut site = translated();
    site.replace("content/campaign/talk.md", "For everyone", "For all");
    assert!(site.codes().contains(&"translation-outdated"), "{}", site.diagnostics());
}

#[test]
fn a_variant_says_so_when_a_slide_of_its_base_is_out_of_date() {
    let mut site = translated();
    site.edit("content/campaign/landlords.md", VARIANT);
    site.edit(
        "content/campaign/landlords.pl.md",
        &VARIANT
            .replace("title = \"A talk for landlords\"", "title = \"Dla właścicieli\"\nstatus = \"reviewed\"")
            .replace("One home.", "Jeden dom.")
            .replace("Notice.", "Patrz uważnie."),
    );
    assert!(!site.page_despite_findings("/pl/campaign/landlords/deck/").contains("class=\"outdated\""));
    site.replace("content/campaign/talk.md", "Take a card.", "Take a leaflet.");
    assert!(site.page_despite_findings("/pl/campaign/landlords/deck/").contains("class=\"outdated\""));
}

#[test]
fn a_translation_that_nobody_checked_says_so_everywhere() {
    let mut site = translated();
    site.replace("content/campaign/talk.pl.md", "reviewed", "draft");
    for address in ["/pl/campaign/talk/", "/pl/campaign/talk/deck/", "/pl/campaign/talk/talk-pl.txt"] {
        assert!(site.page(address).contains("Nikt nie sprawdził tego tłumaczenia."), "{address}");
    }
}

// The shelf and the archive

#[test]
fn a_section_shows_its_documents_on_a_shelf_with_one_archive() {
    let mut site = talk();
    site.edit("content/campaign/advice.md", "+++\ntitle = \"Advice\"\n+++\n\nWords.\n");
    site.shows(
        "/campaign/",
        &["<p class=\"shelf\"><a href=\"/campaign/talk/\">A talk</a>", "talk-en.txt", "pack-en.zip"],
    );
    site.shows("/campaign/", &["<p class=\"child\"><a href=\"/campaign/advice/\">"]);
    site.lacks("/campaign/", &["<p class=\"child\"><a href=\"/campaign/talk/\">"]);
}

#[test]
fn an_archive_holds_every_file_of_its_language_and_says_what_they_are() {
    let site = translated();
    let polish = unpacked(&site.build()["/pl/campaign/pack-pl.zip"]);
    let (first, files) = polish.split_first().unwrap();
    assert_eq!(first.0, "read-me.txt");
    let read_me = std::str::from_utf8(&first.1).unwrap();
    for (name, bytes) in files {
        let address = format!("/pl/campaign/talk/{name}");
        assert_eq!(site.build().get(&address), Some(bytes), "{name}");
        assert!(read_me.contains(name) && read_me.contains(&sha256(bytes)), "{name}\n{read_me}");
    }
    assert!(read_me.starts_with("\u{feff}Materials\n\nPliki i daty.\n"), "{read_me}");
    assert!(read_me.contains("Prezentacja – Tekst") && read_me.contains("Z dnia 1 listopada 2026"), "{read_me}");
    assert!(!site.build().contains_key("/ur/campaign/pack-ur.zip"), "there is nothing to put into it");
}

#[test]
fn the_checksums_of_a_language_are_a_list_that_programs_check() {
    let site = translated();
    site.shows("/pl/campaign/", &["<p class=\"sums\"><a href=\"/pl/campaign/sha256-pl.txt\">"]);
    let list = site.page("/pl/campaign/sha256-pl.txt");
    let archive = unpacked(&site.build()["/pl/campaign/pack-pl.zip"]);
    let expected: String = archive[1..].iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
    assert_eq!(list, expected);
}

#[test]
fn the_size_of_an_archive_is_that_of_its_bytes() {
    let site = talk();
    let bytes = site.build()["/campaign/pack-en.zip"].len();
    site.shows("/campaign/", &[&format!("pack-en.zip\">{} KB<", bytes.div_ceil(1000))]);
}

#[test]
fn the_same_text_makes_the_same_archive() {
    let (one, mut other) = (translated(), translated());
    other.edit("content/campaign/other.md", TALK);
    other.delete("content/campaign/other.md");
    for address in ["/campaign/pack-en.zip", "/pl/campaign/pack-pl.zip"] {
        assert_eq!(one.build()[address], other.build()[address]);
        assert_eq!(one.build()[address], one.built_anew().artifacts[address]);
    }
}

#[test]
fn a_document_for_partners_is_on_no_public_shelf_and_in_no_public_archive() {
    let mut site = talk();
    site.edit(
        "content/campaign/staff.md",
        &TALK.replace("kind =", "audience = \"partner\"\nkind =").replace("A talk", "Canary"),
    );
    site.lacks("/campaign/", &["Canary"]);
    assert_eq!(site.where_is("Canary"), [""; 0]);
    let partner = site.edition("partner");
    assert!(unpacked(&partner.build()["/campaign/pack-en.zip"]).iter().any(|(name, _)| name == "staff-en.txt"));
}

#[test]
fn a_file_for_everybody_is_the_same_in_every_edition_and_names_the_public_site() {
    let mut site = talk().with(CODES);
    site.edit("content/desk.md", "+++\ntitle = \"Desk\"\naudience = \"partner\"\n+++\n\nWords.\n");
    let ends = "{{ qr(code=\"talk\", alt=\"Opens the talk\") }}\n\n[Home](@/_index.md)";
    let talk = TALK.replace("Take a card.", ends);
    site.edit("content/campaign/talk.md", &talk);
    let staff = talk
        .replace("kind =", "audience = \"partner\"\nkind =")
        .replace("[Home]", "[Desk](@/desk.md) [Home]")
        .replace("A talk", "Staff");
    site.edit("content/campaign/staff.md", &staff);
    // A section for partners keeps what is in it to itself.
    site.edit("content/inside/_index.md", "+++\ntitle = \"Inside\"\naudience = \"partner\"\n+++\n");
    site.edit("content/inside/talk.md", &TALK.replace("A talk", "Inside talk"));
    let public = site.build().clone();
    let partner = site.edition("partner");
    assert!(model(&partner, "inside/talk.md").contains("\"partners.site.example/inside/talk\""));
    let files: Vec<_> = public.iter().filter(|(address, _)| address.starts_with("/campaign/talk/talk-en")).collect();
    assert!(files.len() >= 2, "{files:?}");
    for (address, bytes) in files {
        assert!(partner.build()[address] == *bytes, "{address} differs");
    }
    let text = partner.page("/campaign/staff/staff-en.txt");
    assert!(text.contains("site.example/q/talk/en"), "{text}");
    assert!(!text.contains("partners.site.example/q/talk"), "{text}");
    let links = model(&partner, "campaign/staff.md");
    assert!(links.contains("\"https://partners.site.example/desk/\""), "only partners have that page");
    assert!(links.contains("\"https://site.example/\""), "everybody has that one");
    // On the screen nobody is led to another site.
    partner.shows(
        "/campaign/talk/deck/",
        &["<a href=\"/q/talk/en/\">Opens the talk</a>", "<bdi dir=\"ltr\">site.example/q/talk/en"],
    );
}

// What was replaced

#[test]
fn a_replaced_document_keeps_its_addresses_and_says_so() {
    let mut site = talk();
    site.edit("content/campaign/new.md", &TALK.replace("A talk", "The new talk"));
    let before: Vec<String> = site.addresses().into_iter().map(str::to_owned).collect();
    site.replace("content/campaign/talk.md", "kind =", "replaced_by = \"@/campaign/new.md\"\nkind =");
    assert_eq!(site.addresses(), before);
    for address in ["/campaign/talk/", "/campaign/talk/deck/"] {
        site.shows(address, &["A newer one is there: The new talk /campaign/new/"]);
    }
    site.shows("/campaign/talk/talk-en.txt", &["A newer one is there: The new talk (site.example/campaign/new)"]);
    site.lacks("/campaign/", &["\"/campaign/talk/\"", "talk-en.txt"]);
    site.lacks("/sitemap.xml", &["/campaign/talk/"]);
    let names: Vec<String> =
        unpacked(&site.build()["/campaign/pack-en.zip"]).into_iter().map(|(name, _)| name).collect();
    assert!(
        names.iter().any(|name| name == "new-en.txt") && !names.iter().any(|name| name.starts_with("talk")),
        "{names:?}"
    );
}

#[test]
fn what_takes_the_place_of_a_document_must_stand() {
    let replaced = |to: &str| TALK.replace("kind =", &format!("replaced_by = \"{to}\"\nkind ="));
    let mut site = talk();
    site.edit("content/campaign/old.md", &replaced("@/campaign/tlak.md"));
    assert!(site.diagnostics().contains("content/campaign/old.md:5:15 error unknown-page "), "{}", site.diagnostics());
    site.edit("content/campaign/old.md", &replaced("@/campaign/older.md"));
    site.edit("content/campaign/older.md", &replaced("@/campaign/talk.md"));
    assert!(
        site.diagnostics().contains("content/campaign/old.md:5:15 error replaced-twice "),
        "{}",
        site.diagnostics()
    );
}

// Short codes

const CODES: &str = "=== content/short-codes.toml\ntalk = \"@/campaign/talk.md\"\n\
                     === content/short-codes.lock\ntalk = \"@/campaign/talk.md\"\n\
                     \"{language}\" = [\"en\", \"pl\", \"ur\"]\n";

#[test]
fn a_short_code_leads_to_its_page() {
    let mut site = talk().with(CODES);
    site.replace("content/campaign/talk.md", "kind =", "code = \"talk\"\nkind =");
    site.shows("/q/talk/", &["url=/campaign/talk/"]);
    assert!(site.page("/campaign/talk/talk-en.txt").contains("site.example/q/talk/en"));
}

/// The talk in English and Polish, with a code for its page and one for the first page.
fn bilingual(lock: &str) -> Site {
    let mut site = translated();
    let codes = "talk = \"@/campaign/talk.md\"\nhome = \"@/_index.md\"\n";
    site.edit("content/short-codes.toml", codes);
    site.edit("content/short-codes.lock", &format!("{codes}{lock}"));
    site.replace("content/campaign/talk.md", "kind =", "code = \"talk\"\nkind =");
    site
}

#[test]
fn paper_leads_to_the_page_in_its_own_language() {
    let site = bilingual("\"{language}\" = [\"en\", \"PL\", \"ur\"]\n");
    assert!(!site.diagnostics().contains("short-code"), "{}", site.diagnostics());
    site.shows("/q/talk/en/", &["<html lang=\"en\"", "url=/campaign/talk/\""]);
    site.shows("/q/talk/pl/", &["<html lang=\"pl\"", "url=/pl/campaign/talk/\""]);
    assert!(site.page("/campaign/talk/talk-en.txt").contains("site.example/q/talk/en"));
    assert!(site.page("/pl/campaign/talk/talk-pl.txt").contains("site.example/q/talk/pl"));
    // Whoever has no language in the address chooses one, of those that have the page.
    let both = ["href=\"/campaign/talk/\" lang=\"en\"", "href=\"/pl/campaign/talk/\" lang=\"pl\""];
    site.shows("/q/talk/", &both);
    site.lacks("/q/talk/", &["http-equiv=\"refresh\""]);
    site.lacks("/sitemap.xml", &["/q/"]);
    // A page in one language only is there at once, in a frame of the reader's language.
    site.shows("/q/home/", &["url=/\""]);
    site.shows("/q/home/pl/", &["<html lang=\"pl\"", "url=/pl/\""]);
}

#[test]
fn languages_of_paper_are_promises_too() {
    let check = |lock: &str, expected: &str| {
        let site = bilingual(lock);
        let found = site.diagnostics();
        let found: Vec<&str> = found.lines().filter(|line| line.contains("short-codes.lock")).collect();
        assert!(found.len() == 1 && found[0].starts_with(expected), "{lock}\n{found:?}");
    };
    check(
        "",
        "content/short-codes.lock:1:1 warning short-code-not-kept short addresses on paper in 3 more languages are not kept for \
         good yet | before you print them, add to `\"{language}\" = [...]` in content/short-codes.lock: \"en\", \"pl\", \"ur\"",
    );
    check("\"{language}\" = [\"en\"]", "content/short-codes.lock:1:1 warning short-code-not-kept ");
    let dropped = "\"{language}\" = [\"en\", \"pl\", \"ur\", \"ti\"]";
    check(
        dropped,
        "content/short-codes.lock:3:35 warning short-code-language-gone short addresses that end in `/ti/` are printed \
         already, and the site lacks this language | ",
    );
    let offered = bilingual(dropped);
    let offered = offered.page_despite_findings("/q/talk/ti/");
    assert!(offered.contains("href=\"/pl/campaign/talk/\" lang=\"pl\""), "{offered}");
    let mut site = bilingual("\"{language}\" = 3");
    assert!(site.diagnostics().contains("short-codes.lock:3:16 error wrong-type "), "{}", site.diagnostics());
    site.edit("content/short-codes.lock", "\"{language}\" = [3]");
    assert!(site.diagnostics().contains("short-codes.lock:1:17 error wrong-type "), "{}", site.diagnostics());
    // Only what is printed has languages: the list of codes has none.
    site.edit("content/short-codes.toml", "\"{language}\" = \"@/campaign/talk.md\"");
    assert!(site.diagnostics().contains("short-codes.toml:1:1 error bad-short-code "), "{}", site.diagnostics());
}

#[test]
fn a_short_code_that_was_printed_can_neither_go_nor_lead_elsewhere() {
    let site = talk().with(CODES);
    assert_eq!(site.diagnostics(), "");
    let mut gone = talk().with(CODES);
    gone.edit("content/short-codes.toml", "");
    let found = gone.diagnostics();
    assert!(found.starts_with("content/short-codes.lock:1:8 error short-code-gone "), "{found}");
    let mut moved = talk().with(CODES);
    moved.edit("content/short-codes.toml", "talk = \"@/campaign/_index.md\"\n");
    let found = moved.diagnostics();
    assert!(found.starts_with("content/short-codes.toml:1:8 error short-code-changed "), "{found}");
}

#[test]
fn short_codes_are_checked_before_they_are_printed() {
    let check = |codes: &str, lock: &str, expected: &str| {
        let mut site = talk();
        site.edit("content/short-codes.toml", codes);
        site.edit("content/short-codes.lock", lock);
        let found = site.diagnostics();
        assert!(found.starts_with(expected) && found.lines().count() == 1, "{codes}\n{found}");
    };
    check(
        "new = \"@/campaign/talk.md\"",
        "",
        "content/short-codes.toml:1:7 warning short-code-not-kept the short code `new` is not kept for good yet | \
         before you print it, add a line to content/short-codes.lock: new = \"@/campaign/talk.md\"",
    );
    let nowhere = "new = \"@/campaign/tlak.md\"";
    let kept = &format!("{nowhere}\n\"{{language}}\" = [\"en\", \"pl\", \"ur\"]");
    check(nowhere, kept, "content/short-codes.toml:1:7 error unknown-page ");
    check("New = \"@/campaign/talk.md\"", "", "content/short-codes.toml:1:1 error bad-short-code ");
    check("new = 3", "", "content/short-codes.toml:1:7 error wrong-type ");
}

#[test]
fn a_page_has_the_code_that_it_names() {
    let mut site = talk().with(CODES);
    site.edit("content/campaign/other.md", &TALK.replace("kind =", "code = \"talk\"\nkind ="));
    assert!(
        site.diagnostics().starts_with("content/campaign/other.md:5:8 error code-not-of-page "),
        "{}",
        site.diagnostics()
    );
}

#[test]
fn a_code_for_cameras_stands_beside_its_address() {
    let mut site = talk().with(CODES);
    site.replace("content/campaign/talk.md", "Take a card.", "{{ qr(code=\"talk\", alt=\"Opens the talk\") }}");
    site.shows("/campaign/talk/deck/", &["<a href=\"/q/talk/en/\">Opens the talk</a>", "site.example/q/talk/en"]);
    site.replace("content/campaign/talk.md", "code=\"talk\"", "code=\"takl\"");
    assert!(site.diagnostics().contains(" error unknown-short-code unknown short code `takl` | did you mean `talk`?"));
}

// What is wrong is said where it is

#[test]
fn mistakes_on_slides_are_named_at_their_lines() {
    let talk = |text: &str, expected: &str| check(TALK_FRONT, text, expected);
    talk(
        &format!("## One\n\nWords.\n\n{NOTES}\n\n---\n\nWords.\n\n{NOTES}"),
        "content/page.md:17:1 error slide-without-title ",
    );
    talk("## One\n\nWords.", "content/page.md:7:1 error slide-without-notes ");
    talk(
        &format!("## One\n\nWords.\n\n{NOTES}\n\n---\n\n## One {{#two}}\n\nWords.\n\n{NOTES}"),
        "content/page.md:17:1 error slide-title-repeated ",
    );
    talk(&format!("## One\n\nWords.\n\n{NOTES}\n\n---\n"), "content/page.md:15:1 error slide-without-text ");
    talk(&format!("## One\n\n```\ncode\n```\n\n{NOTES}"), "content/page.md:9:1 error not-on-paper ");
    check("kind = \"poster\"\nsheet = \"wallet\"", "Words.", "content/page.md:1:1 error not-for-kind ");
}

#[test]
fn what_is_wrong_with_a_base_is_said_at_the_base_only() {
    let mut site = talk();
    site.edit("content/campaign/landlords.md", VARIANT);
    site.replace("content/campaign/talk.md", "{% notes() %}\nStay a while.\n{% end %}", "");
    let found = site.diagnostics();
    assert!(found.lines().all(|line| line.starts_with("content/campaign/talk.md:")), "{found}");
    assert!(found.contains("slide-without-notes"), "{found}");
}

// Where finished documents are kept

/// Everything that a site makes with that store.
fn made_with(site: &Site, store: &Arc<Memory>) -> BTreeMap<String, Vec<u8>> {
    let sources = site.files().iter().map(|(path, bytes)| Source::from_bytes(path, bytes.clone())).collect();
    let store: Arc<dyn Store> = Arc::clone(store) as _;
    let snapshot = Workspace::new(Sources::new(sources)).with_store(store).snapshot(site.options()).unwrap();
    let routes = snapshot.routes();
    let made = routes.iter().filter_map(|(address, route)| snapshot.make(address, *route).value);
    made.map(|artifact| (artifact.address.to_string(), artifact.bytes.to_vec())).collect()
}

#[test]
fn a_finished_document_is_made_once_and_again_when_anything_changed() {
    let (mut site, store) = (translated(), Arc::new(Memory::default()));
    let first = made_with(&site, &store);
    assert_eq!(first, *site.build());
    let kept = store.kept.lock().unwrap().len();
    assert!(kept >= 2);
    assert_eq!(made_with(&site, &store), first);
    assert_eq!(store.kept.lock().unwrap().len(), kept, "nothing new was made");
    assert!(*store.loaded.lock().unwrap() >= kept);
    site.replace("content/campaign/talk.pl.md", "Weź kartę.", "Weź ulotkę.");
    assert_eq!(made_with(&site, &store), *site.build());
    assert!(store.kept.lock().unwrap().len() > kept, "the changed one was made");
}

#[test]
fn what_a_store_lost_or_spoiled_is_made_again() {
    let (site, store) = (talk(), Arc::new(Memory::default()));
    let first = made_with(&site, &store);
    for bytes in store.kept.lock().unwrap().values_mut() {
        bytes.truncate(3);
    }
    assert_eq!(made_with(&site, &store), first);
    store.kept.lock().unwrap().clear();
    assert_eq!(made_with(&site, &store), first);
}

/// A portal below a council's site: what is printed, scanned and downloaded carries the whole address.
#[test]
fn the_path_of_the_site_stands_in_links_codes_and_files_of_documents() {
    let talk =
        TALK.replace("Take a card.", "Take a card. [Home](@/_index.md)\n\n{{ qr(code=\"talk\", alt=\"This talk\") }}");
    let codes = "=== content/short-codes.toml\ntalk = \"@/campaign/talk.md\"\n=== content/short-codes.lock\n\"{language}\" = [\"en\", \"pl\", \"ur\"]\ntalk = \"@/campaign/talk.md\"\n";
    let mut site = Site::new(&format!("{SECTION}=== content/campaign/talk.md\n{talk}{codes}"));
    site.replace("liberate.toml", "https://site.example", "https://council.example/portal");
    assert!(
        site.page("/campaign/talk/").contains("/portal/campaign/talk/talk-en.pptx"),
        "{}",
        site.page("/campaign/talk/")
    );
    assert!(site.page("/q/talk/").contains("/portal/campaign/talk/"), "{}", site.page("/q/talk/"));
    let text = site.page("/campaign/talk/talk-en.txt");
    assert!(text.contains("Home (council.example/portal)"), "{text}");
    assert!(text.contains("This talk: council.example/portal/q/talk"), "{text}");
    assert!(!text.contains("council.example/q/") && !text.contains("council.example/campaign"), "{text}");
}
