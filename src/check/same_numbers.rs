//! Every language of a page shows the same contacts as its source: a translation that drops a number hides a way out.
//!
//! Shortcodes are compared, not digits: they are the only way to show a number. Source: content brief of 2026-11-22,
//! sections 2.3 and 12.3.

use crate::content::{Argument, ArgumentValue, Body, Call, NodeKind};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::site::LanguageId;
use crate::text::Span;
use crate::view::{Reading, View};
use std::collections::BTreeMap;

/// The shortcodes that show numbers, with the argument that says which.
const SHOWING: [(&str, &str); 3] = [("number", "id"), ("contact", "id"), ("contacts", "group")];

/// Begins the key of what shows a group of contacts. No id has a space.
const GROUP: &str = "all ";

/// Compares a translation with its source.
pub fn same_numbers(view: View, reading: Reading) -> Vec<Diagnostic> {
    let node = reading.node();
    if reading.text_language == node.source {
        return Vec::new();
    }
    let file = &reading.content().file;
    let own = shown(view, &reading.text().body, reading.text_language);
    let source = shown(view, &node.source_text().body, node.source);
    // A name that is no contact's is reported where it stands; what it was meant to show is not known until it is mended.
    if own.names_a_stranger(view) || source.names_a_stranger(view) {
        return Vec::new();
    }
    let missing = source.order.iter().filter(|key| !own.first.contains_key(*key)).map(|key| {
        let place = Place::at(file, beside(key, &source, &own));
        report::number_missing(place, &source.written[key])
    });
    let added = own
        .order
        .iter()
        .filter(|key| !source.first.contains_key(*key))
        .map(|key| report::number_added(Place::at(file, own.first[key]), &own.written[key]));
    missing.chain(added).collect()
}

/// What shows numbers in a text and in its parts.
#[derive(Default)]
struct Shown {
    /// Each once, in the order of the text.
    order: Vec<String>,
    /// Where each stands first, in the text itself.
    first: BTreeMap<String, Span>,
    /// How each is written.
    written: BTreeMap<String, String>,
    /// Parts that were looked into.
    parts: Vec<String>,
}

impl Shown {
    fn names_a_stranger(&self, view: View) -> bool {
        let records = &view.site.records;
        let ids = self.order.iter().filter(|key| !key.starts_with(GROUP));
        ids.into_iter().any(|id| records.contact(id).is_none() && records.withheld(id).is_none())
    }
}

fn shown(view: View, body: &Body, language: LanguageId) -> Shown {
    let mut shown = Shown::default();
    gather(view, body, language, None, &mut shown);
    shown
}

fn gather(view: View, body: &Body, language: LanguageId, at: Option<Span>, shown: &mut Shown) {
    for node in body.nodes() {
        let NodeKind::Call(index) = node.kind else { continue };
        let call = body.call(index);
        let span = at.unwrap_or(call.span);
        if call.name == "part" {
            part(view, call, language, span, shown);
        } else if let Some((name, argument, key)) = key_of(call) {
            let written = if key.is_empty() { format!("{name}()") } else { format!("{name}({argument}=\"{key}\")") };
            // A card and a number in a sentence show the same digits.
            let key = if name == "contacts" { format!("{GROUP}{key}") } else { key };
            if !shown.first.contains_key(&key) {
                shown.order.push(key.clone());
                shown.first.insert(key.clone(), span);
                shown.written.insert(key, written);
            }
        }
    }
}

fn part(view: View, call: &Call, language: LanguageId, span: Span, shown: &mut Shown) {
    let Some(from) = text_of(&call.arguments, "from") else { return };
    let key = from.trim_start_matches("@/");
    if shown.parts.iter().any(|known| known == key) {
        return;
    }
    shown.parts.push(key.to_owned());
    let Some(node) = view.site.parts.get(key) else { return };
    let language = view.site.reading(node, language);
    if let Some(text) = node.text(language) {
        gather(view, &text.body, language, Some(span), shown);
    }
}

fn key_of(call: &Call) -> Option<(&'static str, &'static str, String)> {
    let (name, argument) = SHOWING.into_iter().find(|(name, _)| *name == call.name)?;
    Some((name, argument, text_of(&call.arguments, argument).unwrap_or_default().to_owned()))
}

fn text_of<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a str> {
    arguments.iter().find(|argument| argument.name == name).and_then(|argument| match &argument.value {
        ArgumentValue::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Where in the translation the missing one would stand: at the one that comes before it in the source.
fn beside(key: &str, source: &Shown, own: &Shown) -> Span {
    let index = source.order.iter().position(|known| known == key).unwrap_or_default();
    let before = source.order[..index].iter().rev().find_map(|key| own.first.get(key));
    before.copied().unwrap_or_default()
}
