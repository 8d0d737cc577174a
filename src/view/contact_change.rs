//! The shortcode that shows which contacts changed from one publication to the next, and the words for it.
//!
//! Staff read it, in English as they work. It says which facts changed and leads to the card, never what they were before:
//! nobody should find an old number.

use super::expander::{Expander, Inside};
use super::page::link_to;
use super::shortcode::CheckedCall;
use super::write::link;
use crate::content::NodeKind;
use crate::diagnostic::report;
use crate::site::{ContactChange, Difference};
use std::cmp::Reverse;

/// The language of these words.
const LANGUAGE: &str = "en";
const NOTHING: &str = "No change of a contact is on record.";

/// Every change of a contact below the day of its publication, the newest first.
pub(super) fn contact_changes(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let (site, span) = (expander.view.site, call.span());
    if !site.edition.partner {
        expander.diagnostics.push(report::contact_changes_in_public(call.location.clone()));
        return;
    }
    let differs = site.language(expander.context.text_language).tag.as_str() != LANGUAGE;
    if differs {
        let tag = expander.writer.keep(LANGUAGE);
        expander.writer.open(NodeKind::Language { tag, block: true }, span);
    }
    if site.contact_changes.is_empty() {
        expander.writer.words(NodeKind::Paragraph, NOTHING, span);
    }
    let mut newest: Vec<&ContactChange> = site.contact_changes.iter().collect();
    newest.sort_by_key(|change| Reverse((change.on, change.publication)));
    for of_day in newest.chunk_by(|a, b| a.on == b.on) {
        let Some(first) = of_day.first() else { continue };
        let day = expander.view.date(site.default_language, first.on);
        expander.writer.words(NodeKind::Heading { level: 2, ordinal: None }, &day, span);
        expander.writer.open(NodeKind::List { start: None }, span);
        for change in of_day {
            expander.writer.open(NodeKind::Item, span);
            write(expander, call, change);
            expander.writer.close();
        }
        expander.writer.close();
    }
    if differs {
        expander.writer.close();
    }
}

fn write(expander: &mut Expander, call: &CheckedCall, change: &ContactChange) {
    let (site, span) = (expander.view.site, call.span());
    let contact = site.records.contact(&change.id);
    let page = site.linked_page("contacts").map(|page| link_to(site.page(page)));
    match (contact.filter(|contact| contact.is_for("public")), page) {
        (Some(contact), Some(page)) => link(expander, &format!("{page}#contact-{}", contact.id), &change.name, span),
        _ => expander.writer.words(NodeKind::Strong, &change.name, span),
    }
    expander.writer.text(&format!(": {}. {}", what(change), advice(change)), span);
}

/// What happened to a contact, in a line: `Example helpline: number and hours changed`.
pub fn headline(change: &ContactChange) -> String {
    format!("{}: {}", change.name, what(change))
}

fn what(change: &ContactChange) -> String {
    match &change.what {
        Difference::New => "new contact".to_owned(),
        Difference::Gone => "no longer a contact of this site".to_owned(),
        Difference::Changed(fields) => match fields.as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} and {last} changed", all.join(", ")),
            fields => format!("{} changed", fields.join("")),
        },
    }
}

/// What whoever has noted the contact should do.
pub fn advice(change: &ContactChange) -> &'static str {
    match change.what {
        Difference::New => "Look at its card before you give it to anybody.",
        Difference::Gone => "Take it out of your lists and off your walls.",
        Difference::Changed(_) => "Compare its card with what your lists and posters say.",
    }
}
