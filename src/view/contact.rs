//! The shortcodes that show contacts: cards, numbers, names, and where they come from.

use super::expand::{Expander, Inside};
use super::gloss::record_words;
use super::shortcode::Call;
use super::string::{Argument, string};
use super::write::{cell, in_record_language, link};
use crate::content::{Align, CheckedHow, NodeKind, Role};
use crate::diagnostic::report;
use crate::site::{LanguageId, ShownContact};
use crate::text::{Span, nearest};

pub(super) fn contact(expander: &mut Expander, call: &Call, _: &Inside) {
    if let Some(found) = find_contact(expander, call) {
        contact_card(expander, found, call.span());
    }
}

pub(super) fn number(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    match &found.number {
        Some(number) => write_number(expander, &number.display, &number.digits, call.span()),
        None => expander.diagnostics.push(report::contact_without_number(call.place.clone(), &found.id)),
    }
}

pub(super) fn contact_name(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
}

/// The name and, where there is one, the number.
pub(super) fn contact_line(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
    if let Some(number) = &found.number {
        expander.writer.text(": ", call.span());
        write_number(expander, &number.display, &number.digits, call.span());
    }
}

pub(super) fn contacts(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::Contacts), call.span());
    for found in &site.records.contacts {
        let fits = call.text("for").is_none_or(|readers| found.is_for(readers));
        if fits && call.text("group").is_none_or(|group| found.group == group) {
            contact_card(expander, found, call.span());
        }
    }
    expander.writer.close();
}

/// The cards of all public contacts of these groups, for pages that no author writes.
pub(super) fn cards_of_groups(expander: &mut Expander, groups: &[&str]) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::Contacts), Span::default());
    for group in groups {
        let mut of_group = site.records.contacts.iter().filter(|found| found.group == *group);
        of_group
            .by_ref()
            .filter(|found| found.is_for("public"))
            .for_each(|found| contact_card(expander, found, Span::default()));
    }
    expander.writer.close();
}

fn find_contact<'a>(expander: &mut Expander<'a>, call: &Call) -> Option<&'a ShownContact> {
    let id = call.required("id");
    let records = &expander.view.site.records;
    let found = records.contact(id);
    if found.is_none() {
        let place = call.place_of("id");
        expander.diagnostics.push(match records.withheld(id) {
            Some(why) => report::hidden_contact(place, id, why),
            None => {
                let near = nearest(id, records.contacts.iter().map(|contact| contact.id.as_str()));
                report::unknown_contact(place, id, near)
            }
        });
    }
    found
}

/// A contact's name; names of organisations often stay as they are, and are then marked with their language.
fn contact_name_words(expander: &mut Expander, contact: &ShownContact, span: Span) {
    let (name, own) = contact.name(expander.spot.language);
    let original = original_name(expander, contact);
    in_record_language(expander, own, false, span, |expander| record_words(expander, name, original, span));
}

/// What it is called in the default language.
fn original_name<'a>(expander: &Expander<'a>, contact: &'a ShownContact) -> &'a str {
    contact.name(expander.view.site.default_language).0
}

fn contact_card(expander: &mut Expander, contact: &ShownContact, span: Span) {
    let (words, own) = contact.words(expander.spot.language);
    in_record_language(expander, own, true, span, |expander| {
        let language = if own { expander.spot.language } else { expander.view.site.default_language };
        let id = expander.writer.keep(&contact.id);
        expander.writer.open(NodeKind::Block(Role::Contact(id)), span);
        expander.writer.open(NodeKind::Block(Role::ContactName), span);
        contact_name_words(expander, contact, span);
        expander.writer.close();
        if let Some(number) = &contact.number {
            expander.writer.open(NodeKind::Block(Role::ContactNumber), span);
            write_number(expander, &number.display, &number.digits, span);
            expander.writer.close();
        }
        // A slide and a sheet have room for what is needed to call, in all their forms; whatever else there is to say is on pages.
        let is_brief = expander.spot.page.is_some_and(|page| page.source_front().kind.is_document());
        let original = original_name(expander, contact);
        for (role, label, text) in [
            (Role::ContactPurpose, None, &words.purpose),
            (Role::ContactHours, Some("contact.hours"), &words.hours),
            (Role::ContactCost, Some("contact.cost"), &words.cost),
            (Role::ContactLanguages, Some("contact.languages"), &words.languages),
        ] {
            let Some(text) = text.as_ref().filter(|_| !is_brief || role == Role::ContactHours) else { continue };
            let label = label.map(|key| string(expander.view, language, key, &[], &mut expander.diagnostics));
            expander.writer.open(NodeKind::Block(role), span);
            if let Some(label) = label {
                expander.writer.text(&format!("{label}: "), span);
            }
            record_words(expander, text, original, span);
            expander.writer.close();
        }
        if !is_brief || contact.number.is_none() {
            contact_routes(expander, contact, &words.routes, language, span);
        }
        if !is_brief {
            contact_checked(expander, contact, language, span);
        }
        expander.writer.close();
    });
}

fn contact_checked(expander: &mut Expander, contact: &ShownContact, language: LanguageId, span: Span) {
    let Some(date) = contact.provenance.checked_on else { return };
    let date = expander.view.date(language, date);
    let arguments = [("date", Argument::Text(&date))];
    let checked = string(expander.view, language, checked_key(contact), &arguments, &mut expander.diagnostics);
    expander.writer.words(NodeKind::Block(Role::ContactChecked), &checked, span);
}

/// The string that says what was done to check a contact.
pub fn checked_key(contact: &ShownContact) -> &'static str {
    match contact.provenance.checked_how {
        CheckedHow::Page => "contact.checked",
        CheckedHow::Call => "contact.rung",
    }
}

fn contact_routes(
    expander: &mut Expander,
    contact: &ShownContact,
    routes: &[String],
    language: LanguageId,
    span: Span,
) {
    if routes.is_empty() && contact.website.is_none() {
        return;
    }
    expander.writer.open(NodeKind::Block(Role::ContactRoutes), span);
    for route in routes {
        expander.writer.open(NodeKind::Item, span);
        record_words(expander, route, original_name(expander, contact), span);
        expander.writer.close();
    }
    if let Some(website) = &contact.website {
        let label = string(expander.view, language, "contact.website", &[], &mut expander.diagnostics);
        expander.writer.open(NodeKind::Item, span);
        expander.writer.text(&format!("{label}: "), span);
        link(expander, website, website.trim_start_matches("https://").trim_end_matches('/'), span);
        expander.writer.close();
    }
    expander.writer.close();
}

fn write_number(expander: &mut Expander, display: &str, digits: &str, span: Span) {
    let kind = NodeKind::Number { display: expander.writer.keep(display), digits: expander.writer.keep(digits) };
    expander.writer.leaf(kind, span);
}

/// Where the facts of every contact come from, as a table.
pub(super) fn sources(expander: &mut Expander, call: &Call, _: &Inside) {
    let view = expander.view;
    let language = expander.spot.text_language;
    expander.writer.open(NodeKind::Table, call.span());
    expander.writer.open(NodeKind::TableHead, call.span());
    for key in ["sources.name", "sources.source", "sources.date", "sources.confidence", "sources.checked"] {
        let label = string(view, language, key, &[], &mut expander.diagnostics);
        cell(expander, &label, call.span());
    }
    expander.writer.close();
    for contact in &view.site.records.contacts {
        expander.writer.open(NodeKind::TableRow, call.span());
        expander.writer.open(NodeKind::TableCell { align: Align::Start }, call.span());
        contact_name_words(expander, contact, call.span());
        expander.writer.close();
        let provenance = &contact.provenance;
        let checked = provenance.checked_on.map(|date| view.date(language, date));
        // A source is named as it names itself.
        for text in [&provenance.source_name, &provenance.source_date] {
            expander.writer.open(NodeKind::TableCell { align: Align::Start }, call.span());
            match text {
                Some(text) => in_record_language(expander, false, false, call.span(), |expander| {
                    expander.writer.text(text, call.span());
                }),
                None => expander.writer.text("–", call.span()),
            }
            expander.writer.close();
        }
        for text in [&provenance.confidence, &checked] {
            cell(expander, text.as_deref().unwrap_or("–"), call.span());
        }
        expander.writer.close();
    }
    expander.writer.close();
}
