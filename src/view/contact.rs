//! The shortcodes that show contacts: cards, numbers, names, and where they come from.
//!
//! What a card says comes from its record alone, in the language of the text around it.

use super::expander::{Expander, Inside};
use super::gloss::record_words;
use super::shortcode::CheckedCall;
use super::string::{StringValue, string};
use super::write::{cell, in_record_language, link};
use crate::content::{Align, CheckedHow, NodeKind, Role};
use crate::diagnostic::report;
use crate::site::{LanguageId, ShownContact};
use crate::text::{Span, nearest};

pub(super) fn contact(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    if let Some(found) = find_contact(expander, call) {
        contact_card(expander, found, CardParts { purpose: true, checked: true }, call.span());
    }
}

pub(super) fn number(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    match &found.number {
        Some(number) => write_number(expander, &number.display, &number.digits, call.span()),
        None => expander.diagnostics.push(report::contact_without_number(call.location.clone(), &found.id)),
    }
}

pub(super) fn contact_name(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
}

/// The name and, where there is one, the number.
pub(super) fn contact_line(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
    if let Some(number) = &found.number {
        expander.writer.text(": ", call.span());
        write_number(expander, &number.display, &number.digits, call.span());
    }
}

pub(super) fn contacts(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let site = expander.view.site;
    let fits = |found: &&ShownContact| {
        call.text("for").is_none_or(|readers| found.is_for(readers))
            && call.text("group").is_none_or(|group| found.group == group)
    };
    let found: Vec<&ShownContact> = site.records.contacts.iter().filter(fits).collect();
    contact_list(expander, &found, call.span());
}

/// The cards of all public contacts of these groups, for pages that no author writes.
pub(super) fn cards_of_groups(expander: &mut Expander, groups: &[&str]) {
    let site = expander.view.site;
    let mut found: Vec<&ShownContact> = Vec::new();
    for group in groups {
        found.extend(site.records.contacts.iter().filter(|found| found.group == *group && found.is_for("public")));
    }
    contact_list(expander, &found, Span::default());
}

/// The cards of several contacts. What they share is said once: a purpose above the cards that follow each other with it, what was
/// done to check them below all.
fn contact_list(expander: &mut Expander, contacts: &[&ShownContact], span: Span) {
    let is_brief = is_brief(expander);
    let language = expander.context.language;
    let checked =
        |contact: &ShownContact| (contact.provenance.checked_on, checked_key(contact), contact.words(language).1);
    let share_check =
        !is_brief && contacts.len() > 1 && contacts.windows(2).all(|two| checked(two[0]) == checked(two[1]));
    // Below a purpose that others share, a card without one would seem to have it, too.
    let all_say_why = contacts.iter().all(|contact| contact.words(language).0.purpose.is_some());
    expander.writer.open(NodeKind::Block(Role::Contacts), span);
    for alike in contacts.chunk_by(|one, next| one.words(language).0.purpose == next.words(language).0.purpose) {
        let share_purpose = !is_brief && all_say_why && alike.len() > 1;
        let (words, own) = alike[0].words(language);
        if let Some(purpose) = words.purpose.as_ref().filter(|_| share_purpose) {
            shared_line(expander, Role::ContactPurpose, own, purpose, span);
        }
        let shown = CardParts { purpose: !share_purpose, checked: !share_check };
        alike.iter().for_each(|contact| contact_card(expander, contact, shown, span));
    }
    if let Some(first) = contacts.first().filter(|_| share_check) {
        let own = first.words(language).1;
        let of_words = if own { language } else { expander.view.site.default_language };
        if let Some(checked) = said_check(expander, first, of_words) {
            shared_line(expander, Role::ContactChecked, own, &checked, span);
        }
    }
    expander.writer.close();
}

fn shared_line(expander: &mut Expander, role: Role, own: bool, words: &str, span: Span) {
    expander.writer.open(NodeKind::Block(role), span);
    in_record_language(expander, own, false, span, |expander| expander.writer.text(words, span));
    expander.writer.close();
}

/// What a card says itself, rather than the list around it.
#[derive(Clone, Copy)]
struct CardParts {
    purpose: bool,
    checked: bool,
}

/// Whether a slide or a sheet is around: it has room for what is needed to call, in all its forms; whatever else there is to say is
/// on pages.
fn is_brief(expander: &Expander) -> bool {
    expander.context.page.is_some_and(|page| page.source_front().kind.is_document())
}

fn find_contact<'a>(expander: &mut Expander<'a>, call: &CheckedCall) -> Option<&'a ShownContact> {
    let id = call.required("id");
    let records = &expander.view.site.records;
    let found = records.contact(id);
    if found.is_none() {
        let location = call.place_of("id");
        expander.diagnostics.push(match records.withheld(id) {
            Some(why) => report::hidden_contact(location, id, why),
            None => {
                let near = nearest(id, records.contacts.iter().map(|contact| contact.id.as_str()));
                report::unknown_contact(location, id, near)
            }
        });
    }
    found
}

/// A contact's name; names of organisations often stay as they are, and are then marked with their language.
fn contact_name_words(expander: &mut Expander, contact: &ShownContact, span: Span) {
    let (name, own) = contact.name(expander.context.language);
    let original = original_name(expander, contact);
    in_record_language(expander, own, false, span, |expander| record_words(expander, name, original, span));
}

/// What it is called in the default language.
fn original_name<'a>(expander: &Expander<'a>, contact: &'a ShownContact) -> &'a str {
    contact.name(expander.view.site.default_language).0
}

fn contact_card(expander: &mut Expander, contact: &ShownContact, shown: CardParts, span: Span) {
    let (words, own) = contact.words(expander.context.language);
    in_record_language(expander, own, true, span, |expander| {
        let language = if own { expander.context.language } else { expander.view.site.default_language };
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
        let is_brief = is_brief(expander);
        let original = original_name(expander, contact);
        for (role, label, text) in [
            (Role::ContactPurpose, None, &words.purpose),
            (Role::ContactHours, Some("contact.hours"), &words.hours),
            (Role::ContactCost, Some("contact.cost"), &words.cost),
            (Role::ContactLanguages, Some("contact.languages"), &words.languages),
        ] {
            let says =
                if is_brief { role == Role::ContactHours } else { shown.purpose || role != Role::ContactPurpose };
            let Some(text) = text.as_ref().filter(|_| says) else { continue };
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
        if !is_brief
            && shown.checked
            && let Some(checked) = said_check(expander, contact, language)
        {
            expander.writer.words(NodeKind::Block(Role::ContactChecked), &checked, span);
        }
        expander.writer.close();
    });
}

/// What was done to check a contact, and when; nothing if that is not known.
fn said_check(expander: &mut Expander, contact: &ShownContact, language: LanguageId) -> Option<String> {
    let date = expander.view.date(language, contact.provenance.checked_on?);
    let arguments = [("date", StringValue::Text(&date))];
    Some(string(expander.view, language, checked_key(contact), &arguments, &mut expander.diagnostics))
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
pub(super) fn sources(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let view = expander.view;
    let language = expander.context.text_language;
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
