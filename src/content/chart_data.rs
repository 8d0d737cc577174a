//! Tables in CSV: the numbers of charts.
//!
//! A text goes in, rows of numbers or of facts come out; a cell that is neither is reported at its place.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Amount, Span};
use std::sync::Arc;

/// Rows of a chart at most: more cannot be read on a phone, nor told apart on a line.
pub const MOST_ROWS: usize = 20;

/// Characters of a row's name at most: so many fit on a line of a screen of 320 pixels.
pub const WIDEST_NAME: usize = 32;

/// The numbers of a chart: a table of two columns, names and numbers, each with its heading.
#[derive(Clone, Debug, Default)]
pub struct ChartData {
    /// What the names are, and what the numbers count.
    pub headings: [String; 2],
    /// One for each name, in the order of the file; empty after a mistake that leaves nothing to draw.
    pub rows: Vec<ChartRow>,
}

/// A name and its number.
#[derive(Clone, Debug)]
pub struct ChartRow {
    /// What is counted.
    pub name: String,
    /// How many.
    pub cell: ChartCell,
    /// Where the number is.
    pub span: Span,
}

/// Where a number of a chart comes from.
#[derive(Clone, Debug)]
pub enum ChartCell {
    /// It is in the table.
    Number(Amount),
    /// It is that of the fact with this id.
    Fact(String),
}

/// Reads a table in CSV, separated by commas, with a line of headings. Every mistake is reported at its own line and column;
/// rows with mistakes are left out.
pub fn read_chart_data(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> ChartData {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut data = ChartData::default();
    let mut record = csv::StringRecord::new();
    let mut is_head = true;
    // A text that is no longer UTF-8 cannot come here, and everything else is a record.
    while let Ok(true) = reader.read_record(&mut record) {
        let begin = record.position().map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        let cells = ChartLine { file, text, fields: field_spans(text, begin, end) };
        if std::mem::take(&mut is_head) {
            data.headings = cells.headings(&record, diagnostics);
        } else if data.rows.len() == MOST_ROWS {
            diagnostics.push(report::chart_too_long(cells.whole(), MOST_ROWS));
            break;
        } else {
            data.rows.extend(cells.row(&record, diagnostics));
        }
    }
    if is_head || (data.rows.is_empty() && diagnostics.is_empty()) {
        diagnostics.push(report::chart_without_rows(Location::whole(file)));
    }
    data
}

/// One line of the table and where its fields are.
struct ChartLine<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    fields: Vec<Span>,
}

impl ChartLine<'_> {
    fn headings(&self, record: &csv::StringRecord, diagnostics: &mut Vec<Diagnostic>) -> [String; 2] {
        match self.pair(record, diagnostics) {
            Some((name, number)) => [name.to_owned(), number.to_owned()],
            None => Default::default(),
        }
    }

    fn row(&self, record: &csv::StringRecord, diagnostics: &mut Vec<Diagnostic>) -> Option<ChartRow> {
        let (name, number) = self.pair(record, diagnostics)?;
        if name.chars().count() > WIDEST_NAME {
            diagnostics.push(report::chart_name_too_long(self.field(0), WIDEST_NAME));
        }
        let cell = match Amount::parse(number) {
            Some(amount) if amount.is_negative() => {
                diagnostics.push(report::chart_number_below_zero(self.field(1), number));
                return None;
            }
            Some(amount) => ChartCell::Number(amount),
            None if is_id(number) => ChartCell::Fact(number.to_owned()),
            None => {
                diagnostics.push(report::chart_number_unclear(self.field(1), number));
                return None;
            }
        };
        Some(ChartRow { name: name.to_owned(), cell, span: self.field(1).span })
    }

    /// The two fields of the line, if it has two and none is empty.
    fn pair<'r>(&self, record: &'r csv::StringRecord, diagnostics: &mut Vec<Diagnostic>) -> Option<(&'r str, &'r str)> {
        let (Some(name), Some(number), 2) = (record.get(0), record.get(1), record.len()) else {
            diagnostics.push(report::chart_columns(self.whole(), record.len()));
            return None;
        };
        let empty = [name, number].iter().position(|field| field.is_empty());
        if let Some(empty) = empty {
            diagnostics.push(report::chart_cell_empty(self.field(empty)));
        }
        empty.is_none().then_some((name, number))
    }

    fn field(&self, index: usize) -> Location {
        Location::at(self.file, self.fields.get(index).copied().unwrap_or_default())
    }

    fn whole(&self) -> Location {
        let (first, last) = (self.fields.first(), self.fields.last());
        let span = first.zip(last).map(|(first, last)| Span::new(first.range().start, last.range().end));
        let span = span.filter(|span| span.range().end <= self.text.len());
        Location::at(self.file, span.unwrap_or_default())
    }
}

/// Whether a field may be the id of a fact: small letters, digits and hyphens, and a letter first.
fn is_id(field: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    field.starts_with(|first: char| first.is_ascii_lowercase()) && field.bytes().all(fits)
}

/// Where the fields of a record are: the reader itself knows where a record begins and ends, and no more.
fn field_spans(text: &str, begin: usize, end: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let record = text.get(begin..end).unwrap_or_default();
    // Empty lines before a record belong to it.
    let start = begin + record.len() - record.trim_start_matches(['\r', '\n']).len();
    let (mut from, mut is_quoted) = (start, false);
    let last = begin + record.trim_end_matches(['\r', '\n']).len();
    for (index, byte) in text.as_bytes().iter().enumerate().take(last).skip(start) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => {
                spans.push(trimmed(text, from, index));
                from = index + 1;
            }
            _ => {}
        }
    }
    spans.push(trimmed(text, from, last.max(from)));
    spans
}

/// A span without the white space around its words; an empty field keeps its place.
fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let field = text.get(from..to).unwrap_or_default();
    let start = from + field.len() - field.trim_start().len();
    let end = start + field.trim().len();
    Span::new(start.min(to), end.max(start.min(to)))
}
