//! Addresses that are published and not yet in their ledger.
//!
//! A site goes in; the lines to add come out.

use crate::content::{Content, Ledger, Payload, form_of};
use crate::site::{Site, promises};
use crate::source::ledger_path;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a new ledger begins with, before the line that names the language at `/`.
const HEAD: &str =
    "# Every address that has been published. Written by `liberate check --publish --record`; keep it with the site.
# Lines are added, never taken away: people keep links for years. {lang} stands for the language's tag. Every other
# language than the default one has its tag before the address.
";

/// The addresses of an edition that its ledger does not have yet.
pub struct Unrecorded {
    /// The name of the edition.
    pub edition: String,
    /// The ledger's file.
    pub file: String,
    /// How many addresses.
    pub addresses: usize,
    /// What to add at the end of the file, or to begin it with.
    pub text: String,
}

/// Finds what the ledger of a site's edition lacks; `None` if it has everything. `contents` are all files.
///
/// One line stands for one address in all languages that have it, and lines of the same languages are together, so that a
/// page more is a line more. Sorted by address.
pub fn unrecorded(site: &Site, contents: &[Arc<Content>], on: Date) -> Option<Unrecorded> {
    let edition = &site.edition.name;
    let ledger = contents.iter().find_map(|content| match &content.payload {
        Payload::Ledger(ledger) if ledger.edition == *edition => Some(ledger),
        _ => None,
    });
    let default = ledger.map_or(site.config.default_language.as_str(), |ledger| ledger.default_language.as_str());
    let known = ledger.map(known).unwrap_or_default();
    let new = promises(site).into_iter().filter(|(address, _)| !known.contains(address));
    let new: Vec<(String, String)> = new.collect();
    if new.is_empty() {
        return None;
    }
    let mut text = String::new();
    if ledger.is_none() {
        text = format!("{HEAD}default_language = {}\n", quoted(default));
    }
    for (languages, lines) in tables(site, &new, default) {
        text.push_str(&format!("\n[[published]]\non = {on}\nlanguages = {}\n", quoted(&languages)));
        for (form, file) in lines {
            text.push_str(&format!("{} = {}\n", quoted(&form), quoted(&file)));
        }
    }
    Some(Unrecorded { edition: edition.clone(), file: ledger_path(edition), addresses: new.len(), text })
}

/// Every address that an edition has promised. `contents` are all files.
pub fn promised_addresses(contents: &[Arc<Content>], edition: &str) -> BTreeSet<String> {
    let ledgers = contents.iter().filter_map(|content| match &content.payload {
        Payload::Ledger(ledger) if ledger.edition == edition => Some(ledger),
        _ => None,
    });
    ledgers.flat_map(known).collect()
}

fn known(ledger: &Ledger) -> BTreeSet<String> {
    let addresses = ledger.lines.iter().flat_map(|line| ledger.addresses(line));
    addresses.map(|(_, address)| address).collect()
}

type Lines = BTreeSet<(String, String)>;

/// Puts addresses of the same languages together: those of most languages first.
fn tables(site: &Site, new: &[(String, String)], default: &str) -> Vec<(String, Lines)> {
    let tags: Vec<&str> = site.languages.iter().map(|language| language.tag.as_str()).collect();
    let mut lines: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (address, file) in new {
        let (form, tag) = form_of(address, &tags, default);
        lines.entry((form, file.clone())).or_default().push(tag);
    }
    let location = |tag: &String| tags.iter().position(|known| known == tag);
    let mut tables: BTreeMap<Vec<String>, Lines> = BTreeMap::new();
    for (line, mut languages) in lines {
        languages.sort_by_key(location);
        tables.entry(languages).or_default().insert(line);
    }
    let mut tables: Vec<(Vec<String>, Lines)> = tables.into_iter().collect();
    tables.sort_by_key(|(languages, _)| {
        (std::cmp::Reverse(languages.len()), languages.iter().map(location).collect::<Vec<_>>())
    });
    tables.into_iter().map(|(languages, lines)| (languages.join(" "), lines)).collect()
}

/// A text as TOML. JSON writes texts in the same way, save for one control character, which no address holds.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
