//! The index of a language for its search, which runs on the reader's own device.
//!
//! Reads the same trees that pages are written from, after the edition was narrowed, and only pages that the language
//! really has: so it says nothing that a reader of the edition could not read, in the language in which they ask.
//! `themes/…/scripts/search.js` reads it and compares words as [`words`] does; `tests/search-words.json` holds both to it.

mod index;
mod page_words;
mod synonyms;
mod words;

use crate::content::{Body, NodeKind, Role};
use crate::site::{LanguageId, PageId};
use crate::text::Span;
use crate::view::{Reading, View, expand, slides};
use index::{Index, Level};
use std::collections::BTreeSet;
use synonyms::SynonymGroups;

pub use words::words;

/// The media type of an index. Source: RFC 9239, section 6.
pub const MEDIA_TYPE: &str = "text/javascript; charset=utf-8";

/// Writes the index of a language: a module of data, because a page may load nothing else from its own site by script.
///
/// What is wrong with the pages is said where they are rendered.
pub fn index(view: View, language: LanguageId) -> String {
    let groups = view.site.synonyms.get(&language).map_or(&[][..], Vec::as_slice);
    let mut index = Index::new(SynonymGroups::new(groups));
    for reading in found(view, language) {
        let body = body(reading);
        let address = reading.href();
        // The real title, also of a sensitive page: like the menu and the list from A to Z, results are on the screen alone.
        let description = reading.front().description.as_deref().unwrap_or_default();
        index.begin(&address, reading.title(), description);
        index.add(reading.short_title(), Level::Title);
        let leads_here = groups.iter().filter(|group| group.pages.contains(&reading.page));
        leads_here.flat_map(|group| &group.words).for_each(|word| index.add(word, Level::Title));
        page_words::add(&body, &lists(reading), &mut index);
        if view.site.linked_page("contacts") == Some(reading.page) {
            add_contacts(reading, &body, &address, &mut index);
        }
    }
    index.write()
}

/// Adds the cards on the page of contacts, so that the name or the number of a contact leads to it. The number is shown, too.
fn add_contacts(reading: Reading, body: &Body, address: &str, index: &mut Index) {
    let mut known = BTreeSet::new();
    for (at, node) in body.nodes().iter().enumerate() {
        let NodeKind::Block(Role::Contact(id)) = node.kind else { continue };
        let Some(contact) = reading.view.site.records.contact(body.str(id)) else { continue };
        let (words, is_own) = contact.words(reading.language);
        if !is_own || !known.insert(contact.id.as_str()) {
            continue;
        }
        let number = contact.number.as_ref();
        // A number keeps its direction in any text. Source: Unicode Standard Annex 9, isolates.
        let shown = number.map(|number| format!("\u{2066}{}\u{2069}", number.display));
        let description: Vec<&str> = shown.as_deref().into_iter().chain(words.purpose.as_deref()).collect();
        let address = format!("{address}#contact-{}", contact.id);
        index.begin(&address, contact.name(reading.language).0, &description.join(" · "));
        index.add(number.map_or("", |number| &number.digits), Level::Title);
        page_words::add_inside(body, at, index);
    }
}

/// The pages that can be found, in the order of their addresses: those of the language that lists show, but not the search itself.
fn found(view: View, language: LanguageId) -> Vec<Reading> {
    let ids = (0..view.site.pages.len() as u32).map(PageId);
    let search = view.site.search_page();
    let mut found: Vec<Reading> = ids
        .filter(|page| Some(*page) != search && view.site.page(*page).has(language))
        .map(|page| view.read(page, language))
        .filter(Reading::is_listed)
        .collect();
    found.sort_by_key(Reading::address);
    found
}

/// Where the page's own text lists the pages of the whole site.
fn lists(reading: Reading) -> Vec<Span> {
    let body = &reading.text().body;
    let calls = body.nodes().iter().filter_map(|node| match node.kind {
        NodeKind::Call(call) => Some(body.call(call)),
        _ => None,
    });
    calls.filter(|call| call.name == "index").map(|call| call.span).collect()
}

/// The words of a page as it shows them: those of a document are its slides.
fn body(reading: Reading) -> Body {
    if reading.node().source_front().kind.is_document() {
        return slides(reading).value;
    }
    expand(reading.view, &reading.context(), &reading.text().body).value.into_owned()
}
