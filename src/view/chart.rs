//! The shortcode that shows a table of numbers as a chart.
//!
//! Numbers are in a CSV file beside the page, or are those of facts; words are in the shortcode, so that a translation gives
//! its own and types no number.

use super::expander::{Expander, Inside};
use super::fact::{find_fact, say, shown_value, write_source};
use super::resolve::resolve_chart_data;
use super::shortcode::CheckedCall;
use super::write::in_language;
use crate::content::{
    Align, Chart, ChartCell, ChartData, ChartKind, ChartRow, Content, NodeKind, Payload, Role, WIDEST_NAME,
};
use crate::diagnostic::{Location, report};
use crate::locale::Direction;
use crate::site::{LanguageId, ShownFact};
use crate::text::Amount;

/// Words and the language that they are in.
struct LanguageWords {
    text: String,
    language: LanguageId,
}

/// A row as it is shown.
struct ShownRow {
    name: LanguageWords,
    amount: Amount,
    number: String,
}

/// Writes title, sentence, table and source; the drawing is made from them where it is needed.
pub(super) fn chart(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let found = resolve_chart_data(expander.view, &expander.context, call.required("csv"), call.place_of("csv"));
    let content = match found {
        Ok(content) => content,
        Err(finding) => return expander.diagnostics.push(*finding),
    };
    let Payload::ChartData(data) = &content.payload else { return };
    let kind = if call.required("kind") == "line" { ChartKind::Line } else { ChartKind::Bar };
    let Some(sources) = sources(expander, call, data) else { return };
    let Some((headings, rows)) = shown(expander, call, content, data) else { return };
    if kind == ChartKind::Line && rows.len() < 2 {
        return expander.diagnostics.push(report::chart_line_too_short(call.place_of("kind")));
    }
    let values: Vec<&str> = rows.iter().map(|row| row.amount.as_str()).collect();
    let values = expander.writer.keep(&values.join(" "));
    let language = expander.view.site.language(expander.context.text_language);
    let from_right = language.direction == Direction::RightToLeft;
    expander.writer.open(NodeKind::Block(Role::Chart(Chart { kind, from_right, values })), call.span());
    expander.writer.words(NodeKind::Block(Role::ChartTitle), call.required("title"), call.span());
    expander.writer.words(NodeKind::Block(Role::ChartSays), call.required("says"), call.span());
    table(expander, call, &headings, &rows);
    source_line(expander, call, &sources);
    expander.writer.close();
}

/// The facts whose sources are below the chart, each source once: those that `source` names, then those of the table.
fn sources<'a>(expander: &mut Expander<'a>, call: &CheckedCall, data: &ChartData) -> Option<Vec<&'a ShownFact>> {
    let mut sources: Vec<&ShownFact> = Vec::new();
    for id in call.text("source").unwrap_or_default().split_whitespace() {
        sources.push(find_fact(expander, call, "source", id)?);
    }
    let facts = &expander.view.site.facts;
    let of_table = data.rows.iter().filter_map(|row| match &row.cell {
        ChartCell::Fact(id) => facts.fact(id),
        ChartCell::Number(_) => None,
    });
    sources.extend(of_table);
    let types_numbers = data.rows.iter().any(|row| matches!(row.cell, ChartCell::Number(_)));
    if call.text("source").is_none() && types_numbers {
        expander.diagnostics.push(report::chart_without_source(call.location.clone()));
        return None;
    }
    let mut seen = Vec::new();
    sources.retain(|fact| {
        let key = fact.source_key();
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
    Some(sources)
}

/// Headings and rows with the words that the shortcode gives, and numbers as the text's language writes them.
fn shown(
    expander: &mut Expander,
    call: &CheckedCall,
    content: &Content,
    data: &ChartData,
) -> Option<([LanguageWords; 2], Vec<ShownRow>)> {
    // What is wrong with the table is said there.
    let is_whole = content.diagnostics.is_empty();
    if data.rows.is_empty() {
        return None;
    }
    let headings: Vec<&str> = data.headings.iter().map(String::as_str).collect();
    let names: Vec<&str> = data.rows.iter().map(|row| row.name.as_str()).collect();
    let headings = words(expander, call, "columns", &headings, is_whole)?;
    let names = words(expander, call, "rows", &names, is_whole)?;
    let mut rows = Vec::new();
    for (name, row) in names.into_iter().zip(&data.rows) {
        let (amount, number) = number(expander, content, row)?;
        rows.push(ShownRow { name, amount, number });
    }
    let [first, second] = <[LanguageWords; 2]>::try_from(headings).ok()?;
    Some(([first, second], rows))
}

/// The words of an argument, one for each of those in the table, or else those of the table.
fn words(
    expander: &mut Expander,
    call: &CheckedCall,
    argument: &str,
    own: &[&str],
    is_whole: bool,
) -> Option<Vec<LanguageWords>> {
    let Some(given) = call.text(argument) else {
        let language = expander.view.site.default_language;
        return Some(own.iter().map(|text| LanguageWords { text: (*text).to_owned(), language }).collect());
    };
    let given: Vec<&str> = given.split('|').map(str::trim).collect();
    let location = call.place_of(argument);
    if is_whole && given.len() != own.len() {
        expander.diagnostics.push(report::chart_words_differ(location, argument, given.len(), own.len()));
        return None;
    }
    if given.iter().any(|name| name.chars().count() > WIDEST_NAME) {
        expander.diagnostics.push(report::chart_name_too_long(location, WIDEST_NAME));
    }
    let language = expander.context.text_language;
    Some(given.into_iter().map(|text| LanguageWords { text: text.to_owned(), language }).collect())
}

/// The number of a row, exactly and as it is shown.
fn number(expander: &mut Expander, content: &Content, row: &ChartRow) -> Option<(Amount, String)> {
    let location = Location::at(&content.file, row.span);
    match &row.cell {
        ChartCell::Number(amount) => {
            let locale = &expander.view.site.language(expander.context.text_language).locale;
            Some((amount.clone(), locale.amount(amount)))
        }
        ChartCell::Fact(id) => {
            let facts = &expander.view.site.facts;
            let Some(fact) = facts.fact(id) else {
                expander.diagnostics.push(facts.unknown(location, id));
                return None;
            };
            match fact.value.amount() {
                Some(amount) if amount.is_negative() => {
                    expander.diagnostics.push(report::chart_number_below_zero(location, amount.as_str()));
                    None
                }
                Some(amount) => Some((amount.clone(), shown_value(expander, fact))),
                None => {
                    expander.diagnostics.push(report::chart_fact_without_number(location, id));
                    None
                }
            }
        }
    }
}

fn table(expander: &mut Expander, call: &CheckedCall, headings: &[LanguageWords; 2], rows: &[ShownRow]) {
    let span = call.span();
    expander.writer.open(NodeKind::Table, span);
    expander.writer.open(NodeKind::TableHead, span);
    write_words(expander, call, Align::Start, &headings[0]);
    write_words(expander, call, Align::End, &headings[1]);
    expander.writer.close();
    for row in rows {
        expander.writer.open(NodeKind::TableRow, span);
        write_words(expander, call, Align::Start, &row.name);
        expander.writer.words(NodeKind::TableCell { align: Align::End }, &row.number, span);
        expander.writer.close();
    }
    expander.writer.close();
}

/// A cell; years and other names without letters are of every language.
fn write_words(expander: &mut Expander, call: &CheckedCall, align: Align, words: &LanguageWords) {
    let span = call.span();
    let has_letters = words.text.chars().any(char::is_alphabetic);
    let language = if has_letters { words.language } else { expander.context.text_language };
    expander.writer.open(NodeKind::TableCell { align }, span);
    in_language(expander, language, false, span, |expander| expander.writer.text(&words.text, span));
    expander.writer.close();
}

fn source_line(expander: &mut Expander, call: &CheckedCall, sources: &[&ShownFact]) {
    let span = call.span();
    expander.writer.open(NodeKind::Block(Role::ChartSource), span);
    let label = say(expander, "facts.from", &[]);
    expander.writer.text(&format!("{label} "), span);
    for (index, fact) in sources.iter().enumerate() {
        if index > 0 {
            expander.writer.text(" · ", span);
        }
        write_source(expander, fact, span);
    }
    expander.writer.close();
}
