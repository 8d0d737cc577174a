//! Every language of a page shows the same contacts as its source: a translation that drops a number hides a way out. The same
//! holds for figures of facts and charts, and for codes on paper.
//!
//! Shortcodes are compared, not digits: they are the only way to show a number. What each shows is said in their table
//! ([`crate::view::SHORTCODES`]). Source: content brief of 2026-11-22, sections 2.3 and 12.3.

use crate::content::{Argument, ArgumentValue, Body, Call, NodeKind};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::LanguageId;
use crate::text::Span;
use crate::view::{Reading, SHORTCODES, Shows, View};
use std::collections::BTreeMap;

/// Compares a translation with its source.
pub fn same_numbers(view: View, reading: Reading) -> Vec<Diagnostic> {
    let node = reading.node();
    if reading.text_language == node.source {
        return Vec::new();
    }
    let file = &reading.content().file;
    let own = shown(view, &reading.text().body, reading.text_language);
    let source = shown(view, &node.source_text().body, node.source);
    // A name that is no contact's is reported where it is; what it was meant to show is not known until it is mended.
    if own.names_a_stranger(view) || source.names_a_stranger(view) {
        return Vec::new();
    }
    let strange_fact = own.names_a_strange_fact(view) || source.names_a_strange_fact(view);
    // Ways out are the same in every language at once. What else changed in the source may wait for its translation.
    let counts = |key: &ShownKey| match key {
        ShownKey::Contact(_) | ShownKey::Contacts(_) => true,
        ShownKey::Fact(_) | ShownKey::Facts(_) => !strange_fact && !is_behind(reading),
        ShownKey::Figures(_) | ShownKey::Code(_) => !is_behind(reading),
    };
    let missing = source.order.iter().filter(|key| !own.first.contains_key(*key) && counts(key)).map(|key| {
        let location = Location::at(file, beside(key, &source, &own));
        report::number_missing(location, &source.written[key])
    });
    // A figure more hides nothing.
    let added = own
        .order
        .iter()
        .filter(|key| matches!(key, ShownKey::Contact(_) | ShownKey::Contacts(_)) && !source.first.contains_key(*key))
        .map(|key| report::number_added(Location::at(file, own.first[key]), &own.written[key]));
    missing.chain(added).collect()
}

/// Whether a translation says that it was made from another text than today's source.
fn is_behind(reading: Reading) -> bool {
    let made_from = reading.text().front.source.as_ref();
    made_from.is_some_and(|(made_from, _)| *made_from != reading.node().source_text().fingerprint().to_string())
}

/// Something that a text shows. A card and a number in a sentence show the same digits, so the shortcode is no part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ShownKey {
    /// The contact of that id.
    Contact(String),
    /// All contacts that were chosen so.
    Contacts(String),
    /// The fact of that id.
    Fact(String),
    /// All facts that were chosen so.
    Facts(String),
    /// The figures of that file.
    Figures(String),
    /// That code on paper.
    Code(String),
}

/// What shows numbers in a text and in its parts.
#[derive(Default)]
struct ShownNumbers {
    /// Each once, in the order of the text.
    order: Vec<ShownKey>,
    /// Where each is first, in the text itself.
    first: BTreeMap<ShownKey, Span>,
    /// How each is written.
    written: BTreeMap<ShownKey, String>,
    /// Parts that were looked into.
    parts: Vec<String>,
}

impl ShownNumbers {
    fn names_a_stranger(&self, view: View) -> bool {
        let records = &view.site.records;
        let ids = self.order.iter().filter_map(|key| if let ShownKey::Contact(id) = key { Some(id) } else { None });
        ids.into_iter().any(|id| records.contact(id).is_none() && records.withheld(id).is_none())
    }

    fn names_a_strange_fact(&self, view: View) -> bool {
        self.order.iter().any(|key| matches!(key, ShownKey::Fact(id) if view.site.facts.fact(id).is_none()))
    }
}

fn shown(view: View, body: &Body, language: LanguageId) -> ShownNumbers {
    let mut shown = ShownNumbers::default();
    gather(view, body, language, None, &mut shown);
    shown
}

fn gather(view: View, body: &Body, language: LanguageId, at: Option<Span>, shown: &mut ShownNumbers) {
    for node in body.nodes() {
        let NodeKind::Call(index) = node.kind else { continue };
        let call = body.call(index);
        let span = at.unwrap_or(call.span);
        let found = SHORTCODES.iter().find(|shortcode| shortcode.name == call.name);
        let shows = found.map_or(Shows::Nothing, |shortcode| shortcode.shows);
        if let Shows::Part(argument) = shows {
            part(view, call, argument, language, span, shown);
        }
        for (key, written) in keys_of(call, shows) {
            if !shown.first.contains_key(&key) {
                shown.order.push(key.clone());
                shown.first.insert(key.clone(), span);
                shown.written.insert(key, written);
            }
        }
    }
}

fn part(view: View, call: &Call, argument: &str, language: LanguageId, span: Span, shown: &mut ShownNumbers) {
    let Some(from) = text_of(&call.arguments, argument) else { return };
    let key = from.trim_start_matches("@/");
    if shown.parts.iter().any(|known| known == key) {
        return;
    }
    shown.parts.push(key.to_owned());
    let Some(node) = view.site.part_by_key(key) else { return };
    let language = view.site.reading(node, language);
    if let Some(text) = node.text(language) {
        gather(view, &text.body, language, Some(span), shown);
    }
}

/// What a call shows, each with how it is written.
fn keys_of(call: &Call, shows: Shows) -> Vec<(ShownKey, String)> {
    let text = |argument: &str| text_of(&call.arguments, argument);
    let written = |arguments: &[&str]| {
        let given = arguments.iter().filter_map(|argument| Some(format!("{argument}=\"{}\"", text(argument)?)));
        format!("{}({})", call.name, given.collect::<Vec<_>>().join(", "))
    };
    let one = |argument: &'static str, key: fn(String) -> ShownKey| {
        let value = text(argument).unwrap_or_default();
        if value.is_empty() { Vec::new() } else { vec![(key(value.to_owned()), written(&[argument]))] }
    };
    let facts = |argument: &'static str| {
        let ids = text(argument).unwrap_or_default().split_whitespace();
        ids.map(|id| (ShownKey::Fact(id.to_owned()), format!("{}({argument}=\"{id}\")", call.name))).collect()
    };
    let chosen = |arguments: &[&str]| {
        arguments.iter().map(|argument| text(argument).unwrap_or_default()).collect::<Vec<_>>().join(" ")
    };
    match shows {
        Shows::Nothing | Shows::Part(_) => Vec::new(),
        Shows::Contact(argument) => one(argument, ShownKey::Contact),
        Shows::Contacts(arguments) => vec![(ShownKey::Contacts(chosen(arguments)), written(arguments))],
        Shows::Facts(argument) => facts(argument),
        Shows::FactTable(_, ids) if text(ids).is_some() => facts(ids),
        Shows::FactTable(choice, _) => vec![(ShownKey::Facts(chosen(&[choice])), written(&[choice]))],
        Shows::Figures(argument) => one(argument, ShownKey::Figures),
        Shows::Code(argument) => one(argument, ShownKey::Code),
    }
}

fn text_of<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a str> {
    arguments.iter().find(|argument| argument.name == name).and_then(|argument| match &argument.value {
        ArgumentValue::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Where in the translation the missing one would be: at the one that comes before it in the source.
fn beside(key: &ShownKey, source: &ShownNumbers, own: &ShownNumbers) -> Span {
    let index = source.order.iter().position(|known| known == key).unwrap_or_default();
    let before = source.order[..index].iter().rev().find_map(|key| own.first.get(key));
    before.copied().unwrap_or_default()
}
