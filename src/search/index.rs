//! The index of a language while it is made.
//!
//! Pages go in one after the other; the text that the search script reads comes out.

use super::synonyms::SynonymGroups;
use super::words::{folds, terms, words};
use serde_json::json;
use std::collections::BTreeMap;

/// What a word on a page belongs to. What is higher counts more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Its text.
    Text,
    /// A heading or its description.
    Heading,
    /// Its title.
    Title,
}

/// The index of a language while it is made.
pub struct Index {
    synonyms: SynonymGroups,
    /// Address, title and description of each page.
    entries: Vec<[String; 3]>,
    /// For each term, sorted, the entries that have it, ascending, with the best level in each.
    terms: BTreeMap<String, Vec<(usize, Level)>>,
}

impl Index {
    /// Begins an index without pages, in which a page that has a word is also found by those that mean the same.
    pub fn new(synonyms: SynonymGroups) -> Self {
        Self { synonyms, entries: Vec::new(), terms: BTreeMap::new() }
    }

    /// Begins with the next page, and adds what it says of itself. The address is as links have it; the description may be empty.
    pub fn begin(&mut self, address: &str, title: &str, description: &str) {
        self.entries.push([address.to_owned(), title.to_owned(), description.to_owned()]);
        self.add(title, Level::Title);
        self.add(description, Level::Heading);
    }

    /// Adds words of the page that was begun last.
    pub fn add(&mut self, text: &str, level: Level) {
        let Some(entry) = self.entries.len().checked_sub(1) else { return };
        let mut found = words(text);
        let alike: Vec<String> = self.synonyms.of(&found).flat_map(words).collect();
        found.extend(alike);
        for term in found.iter().flat_map(|word| terms(word)) {
            let places = self.terms.entry(term).or_default();
            match places.last_mut() {
                Some((last, best)) if *last == entry => *best = level.max(*best),
                _ => places.push((entry, level)),
            }
        }
    }

    /// Writes it as a module: which characters stand for others, the pages, the terms, and for each term where it is, one
    /// character for each page.
    ///
    /// Terms are written out, although giving each as the end of the one before would save a few kilobytes: so everything that
    /// looks through finished files for what must not be there finds it here, too.
    pub fn write(&self) -> String {
        let terms: Vec<&str> = self.terms.keys().map(String::as_str).collect();
        let places: Vec<String> = self.terms.values().map(|places| encode(places)).collect();
        // A comma, because digits with commas between them are no telephone number.
        let data = json!({
            "folds": folds(),
            "pages": self.entries,
            "terms": terms.join(","),
            "places": places.join(","),
        });
        format!("export default {data};\n")
    }
}

/// One character for each page: three times its distance to the page before, and the level.
fn encode(places: &[(usize, Level)]) -> String {
    let mut next = 0;
    let mut encoded = String::new();
    for (entry, level) in places {
        encoded.push(character(3 * (entry - next) + *level as usize));
        next = entry + 1;
    }
    encoded
}

/// A number as a character: letters first, as they take one byte; none is a comma, a control or half of a pair.
fn character(number: usize) -> char {
    let code = match number {
        0..60 => number + 67,
        60..55_164 => number + 132,
        _ => number + 2_180,
    };
    u32::try_from(code).ok().and_then(char::from_u32).expect("a language has fewer than 350,000 pages")
}
