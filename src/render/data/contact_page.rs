//! The page of contacts in each language, and what several files say of a contact alike.
//!
//! Which cards stand on the page is found out by expanding it.

use crate::content::{NodeKind, PhoneNumber, Role};
use crate::site::{LanguageId, ShownContact};
use crate::view::{Reading, View, expand};
use std::collections::BTreeSet;

pub(super) fn tag<'a>(view: View<'a>, language: LanguageId) -> &'a str {
    view.site.language(language).tag.as_str()
}

/// The number as it is dialled from anywhere, if it can be: short numbers and those with a prefix for a relay service
/// work in this country only. The records are of the United Kingdom (+44).
///
/// Source: RFC 3966, section 5.1.4; Ofcom, National Telephone Numbering Plan.
pub(super) fn international(number: &PhoneNumber) -> Option<String> {
    let PhoneNumber { display, digits } = number;
    if display.starts_with('+') {
        return Some(format!("+{digits}"));
    }
    digits.strip_prefix('0').map(|national| format!("+44{national}"))
}

/// The page of contacts in one language, with the cards that it really shows.
pub(super) struct ContactPage<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) shown: BTreeSet<String>,
}

impl<'a> ContactPage<'a> {
    /// The page that the settings call `contacts`; one for each language, in their order. Empty if there is none.
    pub(super) fn of_all_languages(view: View<'a>) -> Vec<Self> {
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
    pub(super) fn address_of(&self, contact: &ShownContact) -> Option<String> {
        self.shown.contains(&contact.id).then(|| format!("{}#contact-{}", self.reading.permalink(), contact.id))
    }
}
