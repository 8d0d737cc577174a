//! Facts: values with their source and date, which pages show and no page types.
//!
//! One record goes in, a fact comes out; a value without source or date is reported.

use super::record::{
    AUDIENCE, AUDIENCES, CHECKED_ON, CONFIDENCES, CONFIRM_BY, EXPIRES, EXPIRES_DAYS, NOTE, OWNER, REVIEW_BY, Record,
    RecordAudience, RecordState, STATE, STATES, Upkeep, upkeep,
};
use crate::config::{Field, FieldKind, Values, day_of, words};
use crate::diagnostic::{Diagnostic, report};
use crate::text::{Amount, Span, is_https};
use jiff::ToSpan;
use jiff::civil::Date;

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
    pub state: RecordState,
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

impl Record for Fact {
    const NAME: &'static str = "facts";
    const FIELDS: &'static [Field] = &[
        Field::text("statement", "what the value is about, with place and time, without the value").in_words().needed(),
        Field::new("number", FieldKind::Amount, "the value, if it is a number"),
        Field::word("unit", const { &words(&UNITS) }, "`percent` shows the number as a share: 22%"),
        Field::text("value", "the value, if it is in words: `\"red and white\"`").in_words(),
        Field::text("source_name", "the publication, or who published it").in_words().needed(),
        Field::new("source_date", FieldKind::WrittenDate, "the date of the source").needed(),
        Field::text("source_url", "where the source can be read: a full web address"),
        Field::word(
            "confidence",
            const { &words(&CONFIDENCES) },
            "how sure we are, from `A` official and recent to `D` no source",
        ),
        CHECKED_ON,
        EXPIRES,
        AUDIENCE,
        STATE,
        OWNER,
        REVIEW_BY,
        CONFIRM_BY,
        NOTE,
    ];
    type Words = FactWords;

    /// A record without `state` or `audience` is shown to nobody in public.
    fn read(id: String, span: Span, mut values: Values, diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self {
            id,
            span,
            value: value(&mut values, diagnostics),
            source_date: source_date(&mut values, diagnostics),
            source_url: source_url(&mut values, diagnostics),
            confidence: values.choice("confidence", &CONFIDENCES),
            checked_on: values.day("checked_on"),
            expires_days: values.whole("expires_days").unwrap_or(EXPIRES_DAYS),
            audience: values.choice("audience", &AUDIENCES),
            state: values.choice("state", &STATES),
            upkeep: upkeep(&mut values),
            words: Self::words(values),
        }
    }

    fn words(mut values: Values) -> FactWords {
        FactWords {
            statement: values.text("statement"),
            value: values.text("value"),
            source_name: values.text("source_name"),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// The value is a number or words, never both.
fn value(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> FactValue {
    let has_words = values.words().any(|(field, _)| field.name == "value");
    if values.place_of("number").is_some() == has_words {
        diagnostics.push(report::fact_value_unclear(values.table_place(), has_words));
    }
    match (values.amount("number"), values.choice("unit", &UNITS)) {
        (Some(amount), true) => FactValue::Percent(amount),
        (Some(amount), false) => FactValue::Number(amount),
        (None, _) => FactValue::Words,
    }
}

fn source_url(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = values.text("source_url")?;
    if !is_https(&url) {
        diagnostics.push(report::bad_scheme(values.location("source_url"), &url));
    }
    Some(url)
}

fn source_date(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> Option<SourceDate> {
    let written = values.text("source_date")?;
    let date = SourceDate::parse(&written);
    if date.is_none() {
        diagnostics.push(report::bad_source_date(values.location("source_date"), &written));
    }
    date
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
