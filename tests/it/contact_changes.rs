//! What partners hear of contacts that changed from one publication to the next.

use crate::command::{liberate, temporary};
use crate::kit::{RECORDS, Site};
use std::fs;

const FEED: &str = "/data/v1/changes.atom";

/// A number that was never a contact's in the records: it must be in no output.
const OLD: &str = "0121 496 0999";

fn log(blocks: &str) -> String {
    format!("=== content/contacts.lock\n{blocks}\n")
}

fn site(blocks: &str) -> Site {
    Site::new(RECORDS)
        .settings("data = true")
        .settings("[links]\ncontacts = \"@/contacts.md\"")
        .with("=== content/contacts.md\n+++\ntitle = \"Contacts\"\n+++\n\n{{ contacts(for=\"public\") }}\n")
        .with(&log(blocks))
        .edition("partner")
}

fn entries(site: &Site) -> Vec<String> {
    let feed = site.page(FEED);
    feed.split("<entry>").skip(1).map(|entry| entry.split_once("</entry>").expect("it ends").0.to_owned()).collect()
}

const FIRST: &str = "[[published]]\non = 2026-09-01\n[published.helpline]\nname = \"Helpline\"\nnumber = \"0121 496 0999\"\nhours = \"Monday\"\n[published.desk]\nname = \"A desk\"\n";

#[test]
fn the_first_publication_is_no_change() {
    assert_eq!(entries(&site(FIRST)).len(), 0);
    assert!(site(FIRST).page(FEED).contains("<updated>"));
}

#[test]
fn a_change_says_what_it_is_about_and_never_the_old_number() {
    let site = site(&format!("{FIRST}\n{LATER}"));
    let entries = entries(&site);
    assert_eq!(entries.len(), 3, "{entries:?}");
    let titles =
        ["Helpline: number and hours changed", "A desk: no longer a contact of this site", "Another desk: new contact"];
    for title in titles {
        assert!(entries.iter().any(|entry| entry.contains(&format!("<title>{title}</title>"))), "{title}\n{entries:?}");
    }
    let of_helpline = entries.iter().find(|entry| entry.contains("Helpline")).unwrap();
    assert!(of_helpline.contains("<updated>2026-10-01T00:00:00Z</updated>"), "{of_helpline}");
    assert!(of_helpline.contains("/contacts/#contact-helpline\"/>"), "{of_helpline}");
    assert_eq!(site.where_is(OLD), Vec::<&str>::new());
}

const LATER: &str = "[[published]]\non = 2026-10-01\n[published.helpline]\nname = \"Helpline\"\nnumber = \"0121 496 0000\"\n\
                     [published.desk]\n[published.new]\nname = \"Another desk\"\n";

#[test]
fn a_page_for_partners_says_the_same_with_the_newest_day_first() {
    let page =
        "=== content/changed.md\n+++\ntitle = \"Changed\"\naudience = \"partner\"\n+++\n\n{{ contact_changes() }}\n";
    let newest = "[[published]]\non = 2026-10-02\n[published.desk]\nname = \"A desk\"\n";
    let changed = site(&format!("{FIRST}\n{LATER}\n{newest}")).with(page);
    changed.shows(
        "/changed/",
        &[
            "2 October 2026",
            "<strong>A desk</strong>: new contact.",
            "1 October 2026",
            "<a href=\"/contacts/#contact-helpline\">Helpline</a>: number and hours changed. Compare its card",
            "<strong>A desk</strong>: no longer a contact of this site. Take it out",
        ],
    );
    assert_eq!(changed.where_is(OLD), Vec::<&str>::new());
    site(FIRST).with(page).shows("/changed/", &["<p>No change of a contact is on record."]);
    site("").with(page).shows("/changed/", &["<p>No change of a contact is on record."]);
}

#[test]
fn a_page_for_everybody_cannot_show_them() {
    let page = "=== content/changed.md\n+++\ntitle = \"Changed\"\n+++\n\n{{ contact_changes() }}\n";
    let found = site(FIRST).with(page).edition("public").diagnostics();
    assert!(found.contains("content/changed.md:5:1 error contact-changes-in-public"), "{found}");
}

#[test]
fn a_second_publication_on_the_first_day_is_a_change_with_a_name_of_its_own() {
    let again = |number| {
        format!(
            "\n[[published]]\non = 2026-09-01\n[published.helpline]\nname = \"Helpline\"\nnumber = \"{number}\"\nhours = \"Monday\"\n"
        )
    };
    let site = site(&format!("{FIRST}{}{}", again("0121 496 0001"), again("0121 496 0000")));
    let entries = entries(&site);
    assert_eq!(entries.len(), 2, "{entries:?}");
    let id = |entry: &str| entry.split("<id>").nth(1).and_then(|rest| rest.split("</id>").next()).map(str::to_owned);
    assert_ne!(id(&entries[0]), id(&entries[1]));
}

#[test]
fn the_public_does_not_hear_of_contacts_for_staff() {
    let site = site(FIRST).edition("public");
    assert!(!site.build().contains_key(FEED));
    assert_eq!(site.where_is("A desk"), Vec::<&str>::new());
}

#[test]
fn a_block_without_its_day_is_an_error() {
    let found = site(&FIRST.replace("on = 2026-09-01\n", "")).diagnostics();
    assert!(found.contains("content/contacts.lock:1:1 error missing-key"), "{found}");
}

#[test]
fn recording_a_publication_keeps_what_contacts_say_and_then_only_what_changed() {
    let folder = temporary();
    Site::new(RECORDS).write_to(folder.path());
    let record = ["check", "--at", "2026-11-22", "--publish", "--record", "public"];
    let done = liberate(folder.path(), &record);
    assert_eq!(done.code, 0, "{}{}", done.output, done.errors);
    assert!(done.errors.contains("recorded in content/contacts.lock: keep it with the site"), "{}", done.errors);
    let path = folder.path().join("content/contacts.lock");
    let first = fs::read_to_string(&path).unwrap();
    assert!(first.contains("\n[[published]]\non = 2026-11-22\n[published.helpline]\nname = \"Helpline\"\n"), "{first}");
    let again = liberate(folder.path(), &record);
    assert!(!again.errors.contains("contacts.lock"), "nothing changed: {}", again.errors);
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    let contacts = folder.path().join("content/contacts.toml");
    let text = fs::read_to_string(&contacts).unwrap();
    fs::write(&contacts, text.replacen("name = \"Helpline\"", "name = \"Help line\"", 1)).unwrap();
    let plain = liberate(folder.path(), &record[..4]);
    let wanted = "1 contact changed since the last publication: when the site is out, run liberate check --publish --record partner\n";
    assert!(plain.output.contains(wanted), "{}", plain.output);
    let done = liberate(folder.path(), &record);
    assert!(done.errors.contains("1 contact recorded in content/contacts.lock"), "{}", done.errors);
    let added = fs::read_to_string(&path).unwrap();
    let added = added.strip_prefix(first.as_str()).expect("what was written stays");
    assert!(
        added.starts_with("\n[[published]]\non = 2026-11-22\n[published.helpline]\nname = \"Help line\"\n"),
        "{added}"
    );
    assert_eq!(added.matches("[published.").count(), 1, "{added}");
}
