//! Contacts as data for other systems: the records of the edition go in, JSON, JSON-LD or cards come out.
//!
//! Reads the same records as the pages do, after the edition was narrowed, so it can neither say anything else nor say
//! more. What is not known is left empty. Never looks at the clock: the day is the site's.

mod cards;
mod changes;
mod contacts;
mod linked;
mod schema;

use crate::content::{NodeKind, PhoneNumber, Role};
use crate::diagnostic::Diagnostic;
use crate::site::{DataFile, LanguageId, ShownContact};
use crate::view::{Reading, View, expand};
use serde_json::Value;
use std::collections::BTreeSet;

/// Writes one of the files.
pub fn file(view: View, file: DataFile, diagnostics: &mut Vec<Diagnostic>) -> String {
    match file {
        DataFile::Contacts => text_of(&contacts::contacts(view)),
        DataFile::Schema => text_of(&schema::schema(view)),
        DataFile::Linked => text_of(&linked::linked(view)),
        DataFile::Cards => cards::cards(view, diagnostics),
        DataFile::Changes => changes::changes(view, diagnostics),
    }
}

/// Its media type. Source: RFC 8259, JSON Schema 2020-12 (14.1), JSON-LD 1.1 (C), RFC 6350 (10.1).
pub fn media_type(file: DataFile) -> &'static str {
    match file {
        DataFile::Contacts => "application/json",
        DataFile::Schema => "application/schema+json",
        DataFile::Linked => "application/ld+json",
        DataFile::Cards => "text/vcard; charset=utf-8",
        DataFile::Changes => "application/atom+xml; charset=utf-8",
    }
}

/// JSON with a line for each value, so that people can compare two days.
fn text_of(value: &Value) -> String {
    format!("{value:#}\n")
}

fn tag<'a>(view: View<'a>, language: LanguageId) -> &'a str {
    view.site.language(language).tag.as_str()
}

/// The number as it is dialled from anywhere, if it can be: short numbers and those with a prefix for a relay service
/// work in this country only. The records are of the United Kingdom (+44).
///
/// Source: RFC 3966, section 5.1.4; Ofcom, National Telephone Numbering Plan.
fn international(number: &PhoneNumber) -> Option<String> {
    let PhoneNumber { display, digits } = number;
    if display.starts_with('+') {
        return Some(format!("+{digits}"));
    }
    digits.strip_prefix('0').map(|national| format!("+44{national}"))
}

/// The page of contacts in one language, with the cards that it really shows.
struct ContactPage<'a> {
    reading: Reading<'a>,
    shown: BTreeSet<String>,
}

impl<'a> ContactPage<'a> {
    /// The page that the settings call `contacts`; one for each language, in their order. Empty if there is none.
    fn of_all_languages(view: View<'a>) -> Vec<Self> {
        let Some(page) = view.site.linked_page("contacts") else { return Vec::new() };
        view.site.language_ids().map(|language| Self::new(view.read(page, language))).collect()
    }

    fn new(reading: Reading<'a>) -> Self {
        // What is wrong with the page is said where it is rendered.
        let body = expand(reading.view, &reading.context(), &reading.text().body).value;
        let cards = body.nodes().iter().filter_map(|node| match node.kind {
            NodeKind::Block(Role::Contact(id)) => Some(body.str(id).to_owned()),
            _ => None,
        });
        Self { shown: cards.collect(), reading }
    }

    /// The full address of the contact's card, if the page shows it.
    fn address_of(&self, contact: &ShownContact) -> Option<String> {
        self.shown.contains(&contact.id).then(|| format!("{}#contact-{}", self.reading.permalink(), contact.id))
    }
}
