//! Reads tables of TOML key by key, each key once.
//!
//! A table goes in, values with their places come out; whatever is left over or of the wrong type is reported.

use super::field::{Field, FieldSide};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Amount, Span, nearest, unwrapped};
use jiff::civil::Date;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Parses TOML and keeps the place of every key and value; syntax errors are reported, the rest is kept.
///
/// `base` is the offset of `text` in the file, so that spans count from the start of the file.
pub fn parse_toml<'t>(file: &Arc<str>, text: &'t str, base: usize, diagnostics: &mut Vec<Diagnostic>) -> DeTable<'t> {
    if entries(text) > MOST_ENTRIES {
        diagnostics.push(report::too_many_entries(Location::whole(file), MOST_ENTRIES));
        return DeTable::new();
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let more = errors.len().saturating_sub(MOST_ERRORS);
    for error in errors.into_iter().take(MOST_ERRORS) {
        let range = error.span().unwrap_or_default();
        let location = Location::at(file, Span::from(range.clone()).shifted(base));
        diagnostics.push(match written_date(text, range.start) {
            Some((key, date)) => report::bad_date(location, key, date),
            None => report::bad_toml(location, error.message()),
        });
    }
    if more > 0 {
        diagnostics.push(report::more_bad_toml(Location::whole(file), more));
    }
    table.into_inner()
}

/// Lines and values of a file of tables at most: ten thousand contacts have 150,000.
const MOST_ENTRIES: usize = 200_000;

/// Lines that cannot be read and are named one by one.
const MOST_ERRORS: usize = 500;

/// Lines and values in a text, roughly: what decides how much memory its tables take.
fn entries(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'\n' | b',' | b'[' | b'{' | b'.')).count()
}

/// The key and the value at a place, if the value was meant to be a date, with or without a time, and cannot be read.
fn written_date(text: &str, at: usize) -> Option<(&str, &str)> {
    let begin = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(begin..)?.lines().next()?;
    let sign = line.get(..at - begin)?.rfind('=')?;
    let key = line[..sign].trim().rsplit(['{', ',', ' ']).next().unwrap_or_default();
    let value = line[sign + 1..].split(['#', ',', '}']).next().unwrap_or_default().trim();
    let day = value.split(['T', 't', ' ']).next().unwrap_or_default();
    let is_date = ['-', '/', '.'].into_iter().any(|between| {
        let numbers: Vec<&str> = day.split(between).collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(numbers.len(), 2 | 3) && numbers.iter().all(is_number)
    });
    (is_date && day_of(value).is_none() && value.parse::<f64>().is_err()).then_some((key, value))
}

/// The day that a text is: ten characters, `2026-11-22`. One rule for all days, in files and on the command line: a day has no time,
/// because everything here counts in days, and what is dropped would happen on another one.
pub fn day_of(written: &str) -> Option<Date> {
    let is_form = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    written.parse().ok().filter(|_| is_form)
}

/// A text; the ends of its lines are no part of it.
fn one_line(text: &str) -> String {
    if text.contains('\n') { unwrapped(text) } else { text.to_owned() }
}

/// A name that the author chose, its place, and the texts under it, each with its place.
pub type NamedTexts = (String, Span, Vec<(String, Span)>);

/// Reads the keys of one TOML table by type, and knows in the end which keys nobody asked for.
///
/// A value of the wrong type is reported and counts as absent.
pub struct Fields<'t> {
    table: &'t DeTable<'t>,
    file: Arc<str>,
    base: usize,
    whole: Span,
    asked: Vec<&'static str>,
    /// Keys that are known and have no place in this table; each has been reported.
    misplaced: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Fields<'t> {
    /// Starts reading `table`, whose text begins at byte `base` of `file`; `whole` is what a missing key points at.
    pub fn new(table: &'t DeTable<'t>, file: &Arc<str>, base: usize, whole: Span) -> Self {
        let (file, diagnostics) = (Arc::clone(file), Vec::new());
        Self { table, file, base, whole, asked: Vec::new(), misplaced: Vec::new(), diagnostics }
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.take(key, "a text in quotes", |value| value.as_str().map(one_line))
    }

    /// A text that must be there; its absence is reported and reads as an empty text.
    pub fn required_text(&mut self, key: &'static str) -> String {
        if !self.table.contains_key(key) {
            self.asked.push(key);
            self.diagnostics.push(report::missing_key(Location::at(&self.file, self.whole), key));
            return String::new();
        }
        self.text(key).unwrap_or_default()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        self.take(key, "true or false, without quotes", DeValue::as_bool)
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        self.take(key, "a whole number", |value| {
            let integer = value.as_integer()?;
            i64::from_str_radix(integer.as_str(), integer.radix()).ok()
        })
    }

    /// A whole number within its limits, both included.
    pub fn whole_between(&mut self, key: &'static str, least: i64, most: i64) -> Option<i64> {
        let number = self.integer(key)?;
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let location = Location::at(&self.file, self.place_of(key).unwrap_or(self.whole));
        self.diagnostics.push(report::number_out_of_range(location, key, number, least, most));
        None
    }

    /// A number, whole or with a point, exactly as it is written.
    pub fn amount(&mut self, key: &'static str) -> Option<Amount> {
        self.take(key, "a number such as 23411 or 3.6, without quotes, commas or signs", |value| match value {
            DeValue::Integer(integer) if integer.radix() == 10 => Amount::parse(integer.as_str()),
            DeValue::Float(float) => Amount::parse(float.as_str()),
            _ => None,
        })
    }

    /// A calendar date, written without quotes as `2026-11-22`.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let (value, span) = self.value(key)?;
        let location = Location::at(&self.file, span);
        let written = match value {
            DeValue::Datetime(_) => return self.day(key, value, location),
            DeValue::String(text) => text.trim(),
            other => {
                let expected = "a date such as 2026-11-22";
                self.diagnostics.push(report::wrong_type(location, key, expected, other.type_str()));
                return None;
            }
        };
        // The TOML parser has said already that there is no such day.
        if !written.is_empty() {
            self.diagnostics.push(match (day_of(written), written.get(..10).and_then(day_of)) {
                (Some(_), _) => report::quoted_date(location, key, written),
                (None, Some(day)) if written[10..].starts_with(['T', 't', ' ']) => {
                    report::date_with_time(location, key, &day.to_string())
                }
                _ => report::bad_date(location, key, written),
            });
        }
        None
    }

    /// The day of a date without quotes, which has no time behind it.
    fn day(&mut self, key: &'static str, value: &DeValue, location: Location) -> Option<Date> {
        let datetime = value.as_datetime()?;
        let day = datetime.date.and_then(|day| day_of(&day.to_string()));
        match day {
            Some(day) if datetime.time.is_none() && datetime.offset.is_none() => return Some(day),
            Some(day) => self.diagnostics.push(report::date_with_time(location, key, &day.to_string())),
            // The TOML parser has said already that there is no such day.
            None if datetime.to_string().is_empty() => {}
            None => self.diagnostics.push(report::bad_date(location, key, &datetime.to_string())),
        }
        None
    }

    /// The date of a source, as exactly as it is known: a day, without quotes or with them, or in quotes a month or a year.
    pub fn written_date(&mut self, key: &'static str) -> Option<String> {
        if let Some(value) = self.table.get(key)
            && matches!(value.get_ref(), DeValue::Datetime(_))
        {
            return self.date(key).map(|day| day.to_string());
        }
        self.take(key, "a date such as 2026-11-22, \"2026-11\" or \"2026\"", |value| value.as_str().map(str::to_owned))
    }

    /// A calendar date, and where it is.
    pub fn spanned_date(&mut self, key: &'static str) -> Option<(Date, Span)> {
        let date = self.date(key)?;
        Some((date, self.place_of(key).unwrap_or_default()))
    }

    /// A list of texts; empty if absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts, each with its place; empty if absent.
    pub fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let base = self.base;
        self.take(key, "a list of texts, such as [\"one\", \"two\"]", |value| {
            value
                .as_array()?
                .iter()
                .map(|item| Some((one_line(item.get_ref().as_str()?), Span::from(item.span()).shifted(base))))
                .collect()
        })
        .unwrap_or_default()
    }

    /// One of a few words; an unknown one is reported and reads as the first.
    pub fn word(&mut self, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        let span = self.place_of(key)?;
        let written = self.text(key)?;
        let found = words.iter().copied().find(|word| *word == written);
        if found.is_none() {
            self.diagnostics.push(report::unknown_word(Location::at(&self.file, span), key, &written, words));
        }
        found.or(words.first().copied())
    }

    /// A table inside this one.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'t>> {
        let (value, span) = self.value(key)?;
        match value {
            DeValue::Table(table) => Some(Fields::new(table, &self.file, self.base, span)),
            other => {
                let location = Location::at(&self.file, span);
                self.diagnostics.push(report::wrong_type(location, key, "a table", other.type_str()));
                None
            }
        }
    }

    /// A list of tables, each begun with the key in double square brackets; empty if absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<(Span, Fields<'t>)> {
        let (file, base) = (Arc::clone(&self.file), self.base);
        self.take(key, "tables, each begun with the name in double square brackets", |value| {
            let one = |item: &'t toml::Spanned<DeValue<'t>>| {
                let span = Span::from(item.span()).shifted(base);
                Some((span, Fields::new(item.get_ref().as_table()?, &file, base, span)))
            };
            value.as_array()?.iter().map(one).collect()
        })
        .unwrap_or_default()
    }

    /// The tables inside this one under names that the author chose, in the order of the file.
    /// Keys that were asked for before are none of them.
    pub fn named_tables(&mut self) -> Vec<(String, Span, Fields<'t>)> {
        let mut tables = Vec::new();
        let asked = std::mem::take(&mut self.asked);
        for (key, value) in self.table.iter().filter(|(key, _)| !asked.contains(&key.get_ref().as_ref())) {
            let span = Span::from(key.span()).shifted(self.base);
            match value.get_ref() {
                DeValue::Table(table) => {
                    tables.push((key.get_ref().to_string(), span, Fields::new(table, &self.file, self.base, span)));
                }
                other => self.diagnostics.push(report::wrong_type(
                    Location::at(&self.file, span),
                    key.get_ref(),
                    "a table in square brackets",
                    other.type_str(),
                )),
            }
        }
        tables.sort_by_key(|(_, span, _)| *span);
        self.asked = asked;
        tables
    }

    /// Lists of texts under names that the author chose, in the order of the file.
    pub fn named_texts(&mut self) -> Vec<NamedTexts> {
        let mut lists = Vec::new();
        for (key, value) in self.table {
            let span = Span::from(key.span()).shifted(self.base);
            let value_span = Span::from(value.span()).shifted(self.base);
            let one = value.get_ref().as_str().map(|text| vec![(text.to_owned(), value_span)]);
            let many = value.get_ref().as_array().and_then(|items| {
                items
                    .iter()
                    .map(|item| Some((item.get_ref().as_str()?.to_owned(), Span::from(item.span()).shifted(self.base))))
                    .collect()
            });
            match one.or(many) {
                Some(list) => lists.push((key.get_ref().to_string(), span, list)),
                None => self.diagnostics.push(report::wrong_type(
                    Location::at(&self.file, value_span),
                    key.get_ref(),
                    "a text or a list of texts",
                    value.get_ref().type_str(),
                )),
            }
        }
        lists.sort_by_key(|(_, span, _)| *span);
        lists
    }

    /// Notes that a described key is not there; one that must be is reported.
    pub(super) fn absent(&mut self, field: &Field, side: FieldSide) {
        self.asked.push(field.name);
        if field.is_needed(side) {
            self.diagnostics.push(report::missing_key(Location::at(&self.file, self.whole), field.name));
        }
    }

    /// Reports a described key that has no place in this table, if it is there: beside `other`, or in a translation.
    pub(super) fn refuse_misplaced(&mut self, key: &'static str, other: Option<&str>) {
        let Some((written, _)) = self.table.get_key_value(key) else { return };
        let location = Location::at(&self.file, self.key_span(written.span()));
        self.misplaced.push(key);
        self.diagnostics.push(match other {
            Some(other) => report::key_beside(location, key, other),
            None => report::key_in_translation(location, key),
        });
    }

    /// The file that the table is part of.
    pub(super) fn file(&self) -> Arc<str> {
        Arc::clone(&self.file)
    }

    /// What a missing key points at.
    pub(super) fn whole_span(&self) -> Span {
        self.whole
    }

    /// Where the value of `key` is, if there is one.
    pub fn place_of(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|value| Span::from(value.span()).shifted(self.base))
    }

    /// The table itself, for values of any shape.
    pub fn raw(&self) -> &'t DeTable<'t> {
        self.table
    }

    /// Ends the reading: reports the keys that nobody asked for.
    pub fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !self.asked.contains(&name) && !self.misplaced.contains(&name) {
                let location = Location::at(&self.file, self.key_span(key.span()));
                let near = nearest(name, self.asked.iter().copied());
                self.diagnostics.push(report::unknown_key(location, name, near, &self.asked));
            }
        }
        diagnostics.append(&mut self.diagnostics);
    }

    /// Ends the reading of a table whose keys the author chose: there are no unknown ones.
    pub fn finish_open(mut self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.append(&mut self.diagnostics);
    }

    fn key_span(&self, written: std::ops::Range<usize>) -> Span {
        Span::from(written).shifted(self.base)
    }

    fn value(&mut self, key: &'static str) -> Option<(&'t DeValue<'t>, Span)> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), Span::from(value.span()).shifted(self.base)))
    }

    fn take<T>(
        &mut self,
        key: &'static str,
        expected: &'static str,
        convert: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let (value, span) = self.value(key)?;
        let converted = convert(value);
        if converted.is_none() {
            let location = Location::at(&self.file, span);
            self.diagnostics.push(report::wrong_type(location, key, expected, value.type_str()));
        }
        converted
    }
}
