use super::record::{AUDIENCES, EXPIRES_DAYS, STATES, upkeep};
use super::{RecordAudience, State, Upkeep};
use crate::config::{Fields, day_of, parse_toml};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::text::{Amount, Span, is_https};
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::Arc;

/// How sure we are, from an official and recent source to none; the first is what nobody said reads as.
const CONFIDENCES: [(&str, &str); 4] = [("D", "D"), ("A", "A"), ("B", "B"), ("C", "C")];
const UNITS: [(&str, bool); 2] = [("count", false), ("percent", true)];

/// One fact: a value with its source and date, which pages show and no page types.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its unique name in the file.
    pub id: String,
    /// Where the record begins.
    pub span: Span,
    /// What readers see, in the source language.
    pub words: FactWords,
    /// What it says.
    pub value: FactValue,
    /// The day, month or year of the source.
    pub source_date: Option<SourceDate>,
    /// Where the source can be read: a full web address.
    pub source_url: Option<String>,
    /// `A` to `D`, as the content brief defines them.
    pub confidence: &'static str,
    /// When it was last compared with its source, and with newer ones.
    pub checked_on: Option<Date>,
    /// Days after `checked_on` when it must be checked again.
    pub expires_days: i64,
    /// Who may see it.
    pub audience: RecordAudience,
    /// Whether it is shown.
    pub state: State,
    /// Who answers for it, and until when.
    pub upkeep: Upkeep,
}

impl Fact {
    /// The last day on which it counts as checked; `None` if nobody has checked it.
    pub fn check_by(&self) -> Option<Date> {
        let days = self.expires_days.clamp(0, 100_000);
        self.checked_on.map(|checked| checked.saturating_add(days.days()))
    }
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// So many.
    Number(Amount),
    /// So many in a hundred.
    Percent(Amount),
    /// What [`FactWords::value`] says.
    Words,
}

impl FactValue {
    /// Its number, if it has one.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Number(amount) | Self::Percent(amount) => Some(amount),
            Self::Words => None,
        }
    }
}

/// The words of a fact in one language; all optional in a translation.
#[derive(Clone, Debug, Default)]
pub struct FactWords {
    /// What the value is about, with its place and time, and without the value.
    pub statement: Option<String>,
    /// The value, if it is no number.
    pub value: Option<String>,
    /// The publication, or who published it.
    pub source_name: Option<String>,
}

/// The date of a source, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceDate {
    /// A day.
    Day(Date),
    /// A month; the day is its first.
    Month(Date),
    /// A year.
    Year(i16),
}

impl SourceDate {
    /// Reads `2026-02-19`, `2024-10` or `2021`.
    fn parse(written: &str) -> Option<Self> {
        let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        match written.split('-').collect::<Vec<_>>().as_slice() {
            [year] if is_year(year) => year.parse().ok().map(Self::Year),
            [year, month] if is_year(year) && month.len() == 2 => format!("{written}-01").parse().ok().map(Self::Month),
            [year, _, _] if is_year(year) => day_of(written).map(Self::Day),
            _ => None,
        }
    }
}

/// Reads `facts.toml`, in the order of the file. A record without `state` or `audience` is shown to nobody in public.
pub fn read_facts(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Fact> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let facts: Vec<Fact> =
        all.named_tables().into_iter().map(|(id, span, fields)| fact(id, span, fields, file, diagnostics)).collect();
    all.finish_open(diagnostics);
    facts
}

/// Reads the words of facts in another language, with their ids and places.
pub fn read_fact_words(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Span, FactWords)> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    // Read by `words::read_words`.
    all.text("source");
    let words = all.named_tables().into_iter().map(|(id, span, mut fields)| {
        let words = fact_words(&mut fields);
        fields.finish(diagnostics);
        (id, span, words)
    });
    let words = words.collect();
    all.finish_open(diagnostics);
    words
}

fn fact(id: String, span: Span, mut fields: Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Fact {
    let place = Place::at(file, span);
    let words = fact_words(&mut fields);
    for (key, is_missing) in [("statement", words.statement.is_none()), ("source_name", words.source_name.is_none())] {
        if is_missing {
            diagnostics.push(report::missing_key(place.clone(), key));
        }
    }
    let fact = Fact {
        value: value(&mut fields, words.value.is_some(), &place, diagnostics),
        source_date: source_date(&mut fields, &place, diagnostics),
        source_url: source_url(&mut fields, file, diagnostics),
        confidence: fields.choice("confidence", &CONFIDENCES),
        checked_on: fields.date("checked_on"),
        expires_days: fields.integer("expires_days").unwrap_or(EXPIRES_DAYS),
        audience: fields.choice("audience", &AUDIENCES),
        state: fields.choice("state", &STATES),
        upkeep: upkeep(&mut fields),
        words,
        id,
        span,
    };
    fields.text("note");
    fields.finish(diagnostics);
    fact
}

/// The value is a number or words, never both.
fn value(fields: &mut Fields, has_words: bool, place: &Place, diagnostics: &mut Vec<Diagnostic>) -> FactValue {
    let is_percent = fields.choice("unit", &UNITS);
    let is_written = fields.place_of("number").is_some();
    let number = fields.amount("number");
    if is_written == has_words {
        diagnostics.push(report::fact_value_unclear(place.clone(), has_words));
    }
    match number {
        Some(amount) if is_percent => FactValue::Percent(amount),
        Some(amount) => FactValue::Number(amount),
        None => FactValue::Words,
    }
}

fn source_url(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = fields.text("source_url")?;
    if !is_https(&url) {
        let span = fields.place_of("source_url").unwrap_or_default();
        diagnostics.push(report::bad_scheme(Place::at(file, span), &url));
    }
    Some(url)
}

fn source_date(fields: &mut Fields, place: &Place, diagnostics: &mut Vec<Diagnostic>) -> Option<SourceDate> {
    let Some(written) = fields.written_date("source_date") else {
        if fields.place_of("source_date").is_none() {
            diagnostics.push(report::missing_key(place.clone(), "source_date"));
        }
        return None;
    };
    let date = SourceDate::parse(&written);
    if date.is_none() {
        let span = fields.place_of("source_date").unwrap_or(place.span);
        diagnostics.push(report::bad_source_date(Place { span, ..place.clone() }, &written));
    }
    date
}

fn fact_words(fields: &mut Fields) -> FactWords {
    FactWords {
        statement: fields.text("statement"),
        value: fields.text("value"),
        source_name: fields.text("source_name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_source_has_a_day_a_month_or_a_year() {
        let check = |written, expected| assert_eq!(SourceDate::parse(written), expected, "{written}");
        check("2026-02-19", Some(SourceDate::Day(date(2026, 2, 19))));
        check("2024-10", Some(SourceDate::Month(date(2024, 10, 1))));
        check("2021", Some(SourceDate::Year(2021)));
        for wrong in ["", "19 February 2026", "2026-2-19", "2026-13", "2026-02-30", "26", "2026-02-19T10:00:00"] {
            check(wrong, None);
        }
    }
}
