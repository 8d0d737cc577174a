//! What changed of contacts, as a feed.
//!
//! Each entry is a publication; words are those of the page.

use super::contact_page::ContactPage;
use crate::diagnostic::Diagnostic;
use crate::render::feed::{author, element, entry, feed, link};
use crate::site::{ContactChange, DataFile};
use crate::text::Xml;
use crate::view::{View, advice, headline, string};

/// Newest entries that the feed holds.
const LIMIT: usize = 50;

/// Writes what changed in contacts as an Atom feed, the newest first, in English as staff read it.
///
/// It says which facts changed and leads to the card, never what they were before: nobody should find an old number.
///
/// Source: RFC 4287. Times are the start of the day on which the site was published.
pub(super) fn changes(view: View, diagnostics: &mut Vec<Diagnostic>) -> String {
    let site = view.site;
    let own = view.full(DataFile::Changes.address());
    let title = string(view, site.default_language, "site.title", &[], diagnostics);
    let page = ContactPage::of_all_languages(view).into_iter().next();
    let newest = || site.records.contacts.iter().filter_map(|contact| contact.provenance.checked_on).max();
    let updated = site.contact_changes.last().map(|change| change.on).or_else(newest).unwrap_or(site.at);
    let card_of = |change: &ContactChange| {
        let contact = site.records.contacts.iter().find(|contact| contact.id == change.id);
        contact.and_then(|contact| page.as_ref()?.address_of(contact))
    };
    feed("en", |xml| {
        element(xml, "title", &format!("{title}: changes of contacts"));
        link(xml, "self", "application/atom+xml", &own);
        element(xml, "id", &own);
        element(xml, "updated", &format!("{updated}T00:00:00Z"));
        author(xml, &title);
        for change in site.contact_changes.iter().rev().take(LIMIT) {
            entry(xml, |xml| of_change(xml, change, &own, card_of(change)));
        }
    })
}

fn of_change(xml: &mut Xml, change: &ContactChange, own: &str, card: Option<String>) {
    element(xml, "title", &headline(change));
    element(xml, "updated", &format!("{}T00:00:00Z", change.on));
    element(xml, "id", &format!("{own}#{}-{}-{}", change.on, change.publication, change.id));
    if let Some(card) = card {
        link(xml, "alternate", "text/html", &card);
    }
    element(xml, "summary", advice(change));
}
