//! The shortcodes that show facts: values, and where they come from.
//!
//! Values are written in the language of the text around them, as they are inside its sentences.

use super::expander::{Expander, Inside};
use super::gloss::record_words;
use super::shortcode::CheckedCall;
use super::string::{StringValue, string};
use super::write::{around, cell, in_language};
use crate::content::{Align, FactValue, NodeKind, Role, SourceDate};
use crate::diagnostic::report;
use crate::locale::Direction;
use crate::site::{LanguageId, ShownFact};
use crate::text::Span;

/// Invisible, with the strength of an Arabic letter.
const RIGHT_TO_LEFT_MARK: &str = "\u{200f}";

/// The value alone.
pub(super) fn fact(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_fact(expander, call, "id", call.required("id")) else { return };
    expander.cited.show(found, call.location.clone());
    write_value(expander, found, call.span());
}

/// The source and its date.
pub(super) fn fact_source(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_fact(expander, call, "id", call.required("id")) else { return };
    write_source(expander, found, call.span());
}

/// What it is about, the value, the source and its date.
pub(super) fn fact_line(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(found) = find_fact(expander, call, "id", call.required("id")) else { return };
    let pieces = [("statement", FactPart::Statement), ("value", FactPart::Value), ("source", FactPart::Source)];
    write_around(expander, "facts.line", &pieces, found, call.span());
}

/// Facts as a table, with source and date.
pub(super) fn fact_table(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let all = &expander.view.site.facts.shown;
    let facts: Vec<&ShownFact> = match call.text("ids") {
        Some(ids) => ids.split_whitespace().filter_map(|id| find_fact(expander, call, "ids", id)).collect(),
        None => all.iter().collect(),
    };
    let facts: Vec<&ShownFact> =
        facts.into_iter().filter(|fact| call.text("for").is_none_or(|readers| fact.is_for(readers))).collect();
    if facts.is_empty() {
        return;
    }
    let span = call.span();
    expander.writer.open(NodeKind::Table, span);
    expander.writer.open(NodeKind::TableHead, span);
    for key in ["facts.fact", "facts.value", "sources.source", "sources.date", "sources.confidence", "sources.checked"]
    {
        let label = say(expander, key, &[]);
        cell(expander, &label, span);
    }
    expander.writer.close();
    for fact in facts {
        fact_row(expander, fact, span);
    }
    expander.writer.close();
}

fn fact_row(expander: &mut Expander, fact: &ShownFact, span: Span) {
    let language = expander.context.text_language;
    expander.cited.name(fact);
    expander.writer.open(NodeKind::TableRow, span);
    in_cell(expander, span, |expander| write_words(expander, |language| fact.statement(language), span));
    in_cell(expander, span, |expander| write_value(expander, fact, span));
    in_cell(expander, span, |expander| write_source_name(expander, fact, span));
    let date = source_date(expander, fact);
    let checked = fact.checked_on.map(|day| expander.view.date(language, day));
    cell(expander, date.as_deref().unwrap_or("–"), span);
    cell(expander, fact.confidence, span);
    cell(expander, checked.as_deref().unwrap_or("–"), span);
    expander.writer.close();
}

/// One big number with its caption; the number may be that of a fact.
pub(super) fn big(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    let value = match (call.text("value"), call.text("fact")) {
        (Some(value), None) => value.to_owned(),
        (None, Some(id)) => {
            let Some(found) = find_fact(expander, call, "fact", id) else { return };
            expander.cited.show(found, call.location.clone());
            shown_value(expander, found)
        }
        _ => {
            expander.diagnostics.push(report::big_value_unclear(call.location.clone()));
            return;
        }
    };
    let value = expander.writer.keep(&value);
    around(expander, NodeKind::Block(Role::Big(value)), call, inside);
}

pub(super) fn find_fact<'a>(
    expander: &mut Expander<'a>,
    call: &CheckedCall,
    argument: &str,
    id: &str,
) -> Option<&'a ShownFact> {
    let facts = &expander.view.site.facts;
    let found = facts.fact(id);
    if found.is_none() {
        expander.diagnostics.push(facts.unknown(call.place_of(argument), id));
    }
    found
}

/// The value as the text around it writes it.
pub(super) fn shown_value(expander: &mut Expander, fact: &ShownFact) -> String {
    let language = expander.context.text_language;
    let locale = &expander.view.site.language(language).locale;
    match &fact.value {
        FactValue::Number(amount) => locale.amount(amount),
        FactValue::Percent(amount) => {
            let number = locale.amount(amount);
            say(expander, "facts.percent", &[("number", StringValue::Text(&number))])
        }
        FactValue::Words => fact.value_words(language).0.to_owned(),
    }
}

fn write_value(expander: &mut Expander, fact: &ShownFact, span: Span) {
    match fact.value {
        FactValue::Words => write_words(expander, |language| fact.value_words(language), span),
        _ => {
            let shown = shown_value(expander, fact);
            expander.writer.text(&shown, span);
        }
    }
}

/// Names the source and its date; from here on the page may show facts of that source.
pub(super) fn write_source(expander: &mut Expander, fact: &ShownFact, span: Span) {
    write_around(expander, "facts.source", &[("source", FactPart::Name), ("date", FactPart::Date)], fact, span);
}

fn write_source_name(expander: &mut Expander, fact: &ShownFact, span: Span) {
    let (name, own) = fact.source_name(expander.context.text_language);
    let (original, _) = fact.source_name(expander.view.site.default_language);
    in_words_language(expander, own, span, |expander| match &fact.source_url {
        Some(url) => {
            let kind = NodeKind::Link { to: expander.writer.keep(url), title: expander.writer.keep("") };
            expander.writer.open(kind, span);
            record_words(expander, name, original, span);
            expander.writer.close();
        }
        None => record_words(expander, name, original, span),
    });
}

fn source_date(expander: &Expander, fact: &ShownFact) -> Option<String> {
    let locale = &expander.view.site.language(expander.context.text_language).locale;
    fact.source_date.map(|date| match date {
        SourceDate::Day(day) => locale.date(day),
        SourceDate::Month(first) => locale.month(first),
        SourceDate::Year(year) => year.to_string(),
    })
}

/// What is in the place of a placeholder.
#[derive(Clone, Copy)]
enum FactPart {
    Statement,
    Value,
    Source,
    Name,
    Date,
}

/// Writes an interface string with pieces of a fact in its placeholders, each in its own language.
fn write_around(expander: &mut Expander, key: &str, pieces: &[(&str, FactPart)], fact: &ShownFact, span: Span) {
    // No text that people write holds these characters, so the string can be cut at them.
    let marks: Vec<String> = (0..pieces.len()).map(|index| format!("\u{1}{index}\u{1}")).collect();
    let arguments: Vec<(&str, StringValue)> =
        pieces.iter().zip(&marks).map(|((name, _), mark)| (*name, StringValue::Text(mark))).collect();
    let said = say(expander, key, &arguments);
    for (index, part) in said.split('\u{1}').enumerate() {
        let piece = (index % 2 == 1).then(|| part.parse::<usize>().ok()).flatten();
        match piece.and_then(|index| pieces.get(index)) {
            Some((_, piece)) => write_piece(expander, *piece, fact, span),
            None => expander.writer.text(part, span),
        }
    }
}

fn write_piece(expander: &mut Expander, piece: FactPart, fact: &ShownFact, span: Span) {
    match piece {
        FactPart::Statement => write_words(expander, |language| fact.statement(language), span),
        FactPart::Value => write_value(expander, fact, span),
        FactPart::Source => write_source(expander, fact, span),
        FactPart::Name => {
            expander.cited.name(fact);
            write_source_name(expander, fact, span);
            // Behind a name in Latin letters the digits of a date would join its run and stand on its wrong side.
            if expander.view.site.language(expander.context.text_language).direction == Direction::RightToLeft {
                expander.writer.text(RIGHT_TO_LEFT_MARK, span);
            }
        }
        FactPart::Date => {
            let date = source_date(expander, fact);
            expander.writer.text(date.as_deref().unwrap_or("–"), span);
        }
    }
}

/// Writes words of a fact in the language of the text around them, as `words_in` gives them for it.
fn write_words<'f>(expander: &mut Expander, words_in: impl Fn(LanguageId) -> (&'f str, bool), span: Span) {
    let (words, own) = words_in(expander.context.text_language);
    let (original, _) = words_in(expander.view.site.default_language);
    in_words_language(expander, own, span, |expander| record_words(expander, words, original, span));
}

/// Marks words that the text's language lacks with the site's own language.
fn in_words_language(expander: &mut Expander, own: bool, span: Span, write: impl FnOnce(&mut Expander)) {
    let language: LanguageId = if own { expander.context.text_language } else { expander.view.site.default_language };
    in_language(expander, language, false, span, write);
}

fn in_cell(expander: &mut Expander, span: Span, write: impl FnOnce(&mut Expander)) {
    expander.writer.open(NodeKind::TableCell { align: Align::Start }, span);
    write(expander);
    expander.writer.close();
}

pub(super) fn say(expander: &mut Expander, key: &str, arguments: &[(&str, StringValue)]) -> String {
    string(expander.view, expander.context.text_language, key, arguments, &mut expander.diagnostics)
}
