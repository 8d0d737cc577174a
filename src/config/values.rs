//! What was read of a table by its description: each value with the place of its key.
//!
//! Whoever makes something of a table takes its values from here.

use super::field::{Field, FieldKind, FieldSide};
use super::fields::{Fields, NamedTexts};
use crate::diagnostic::{Diagnostic, Location};
use crate::text::{Amount, Span};
use jiff::civil::Date;
use std::sync::Arc;
use toml::de::DeValue;

/// The values of one table, read as its description says. What was missing, wrong or unknown has been reported.
///
/// Each value is taken once; its place stays. Asking for a key that the description lacks, or for another kind than it says, is
/// a mistake of the program, which every test that reads such a table finds.
#[derive(Debug)]
pub struct Values {
    file: Arc<str>,
    /// Where the table begins: what has no place of its own is reported there.
    whole: Span,
    described: &'static [Field],
    /// The keys that are there, in the order of the description.
    found: Vec<FoundValue>,
}

#[derive(Debug)]
struct FoundValue {
    key: &'static str,
    span: Span,
    /// `None` if it was of the wrong kind, or has been taken.
    value: Option<Value>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Texts(Vec<(String, Span)>),
    Truth(bool),
    Whole(i64),
    Amount(Amount),
    Day(Date),
    Word(&'static str),
    Named(Vec<NamedTexts>),
    Table(Values),
    Tables(Vec<(Span, Values)>),
    NamedTables(Vec<(String, Span, Values)>),
    Anything(serde_json::Value),
}

macro_rules! taken {
    ($(#[doc = $doc:literal] $name:ident: $variant:ident($type:ty);)*) => {$(
        #[doc = $doc]
        pub fn $name(&mut self, key: &'static str) -> Option<$type> {
            match self.take(key)? {
                Value::$variant(value) => Some(value),
                other => {
                    debug_assert!(false, "`{key}` is described as {other:?}");
                    None
                }
            }
        }
    )*};
}

impl Values {
    taken! {
        /// A text.
        text: Text(String);
        /// `true` or `false`.
        truth: Truth(bool);
        /// A whole number.
        whole: Whole(i64);
        /// A number exactly as it is written.
        amount: Amount(Amount);
        /// A day.
        day: Day(Date);
        /// One of the words of its description.
        word: Word(&'static str);
        /// A table inside.
        table: Table(Values);
        /// A table of any shape.
        anything: Anything(serde_json::Value);
    }

    /// A list of texts, each with its place; empty if absent.
    pub fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        match self.take(key) {
            Some(Value::Texts(texts)) => texts,
            other => absent(key, other.as_ref()),
        }
    }

    /// A list of texts; empty if absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// Texts under names of the author's, in the order of the file; empty if absent.
    pub fn named(&mut self, key: &'static str) -> Vec<NamedTexts> {
        match self.take(key) {
            Some(Value::Named(texts)) => texts,
            other => absent(key, other.as_ref()),
        }
    }

    /// Tables, each with its place; empty if absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<(Span, Values)> {
        match self.take(key) {
            Some(Value::Tables(tables)) => tables,
            other => absent(key, other.as_ref()),
        }
    }

    /// Tables under names of the author's, in the order of the file; empty if absent.
    pub fn named_tables(&mut self, key: &'static str) -> Vec<(String, Span, Values)> {
        match self.take(key) {
            Some(Value::NamedTables(tables)) => tables,
            other => absent(key, other.as_ref()),
        }
    }

    /// A text that must be there; if it is not, that has been reported, and it reads as an empty text.
    pub fn needed_text(&mut self, key: &'static str) -> String {
        self.text(key).unwrap_or_default()
    }

    /// A text, and where it is written.
    pub fn spanned_text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let text = self.text(key)?;
        Some((text, self.place_of(key).unwrap_or_default()))
    }

    /// A day, and where it is written.
    pub fn spanned_day(&mut self, key: &'static str) -> Option<(Date, Span)> {
        let day = self.day(key)?;
        Some((day, self.place_of(key).unwrap_or_default()))
    }

    /// What one of a few words means; `None` if it is absent.
    pub fn chosen<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let word = self.word(key)?;
        choices.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
    }

    /// What one of a few words means; what the first of them does if it is absent.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> T {
        self.chosen(key, choices).unwrap_or(choices[0].1)
    }

    /// The word of a choice, which stays there to be taken.
    pub fn said_word(&self, key: &str) -> Option<&'static str> {
        match &self.found.iter().find(|found| found.key == key)?.value {
            Some(Value::Word(word)) => Some(*word),
            _ => None,
        }
    }

    /// Where the value of a key is written, if there is one, right or wrong.
    pub fn place_of(&self, key: &str) -> Option<Span> {
        self.found.iter().find(|found| found.key == key).map(|found| found.span)
    }

    /// Where to report what is wrong with a key: at its value, or at the whole table.
    pub fn location(&self, key: &str) -> Location {
        Location::at(&self.file, self.place_of(key).unwrap_or(self.whole))
    }

    /// The whole table.
    pub fn table_place(&self) -> Location {
        Location::at(&self.file, self.whole)
    }

    /// The running texts and names of the table, with their descriptions, in the order of the description.
    pub fn words(&self) -> impl Iterator<Item = (&'static Field, &str)> {
        let all = self.found.iter().flat_map(|found| {
            let field = self.described.iter().find(|field| field.name == found.key);
            let texts: Vec<&str> = match &found.value {
                Some(Value::Text(text)) => vec![text],
                Some(Value::Texts(texts)) => texts.iter().map(|(text, _)| text.as_str()).collect(),
                _ => Vec::new(),
            };
            texts.into_iter().filter_map(move |text| Some((field?, text)))
        });
        all.filter(|(field, _)| field.is_of(FieldSide::Translation))
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        debug_assert!(self.described.iter().any(|field| field.name == key), "`{key}` is not described");
        self.found.iter_mut().find(|found| found.key == key)?.value.take()
    }
}

fn absent<T>(key: &str, value: Option<&Value>) -> Vec<T> {
    debug_assert!(value.is_none(), "`{key}` is described as {value:?}");
    Vec::new()
}

impl Fields<'_> {
    /// Reads the whole table as its description says. Reports what is missing, of the wrong kind, out of its limits or unknown.
    pub fn read(mut self, described: &'static [Field], side: FieldSide, diagnostics: &mut Vec<Diagnostic>) -> Values {
        let values = self.read_some(described, side, diagnostics);
        self.finish(diagnostics);
        values
    }

    /// Reads the described keys; others may follow.
    pub fn read_some(
        &mut self,
        described: &'static [Field],
        side: FieldSide,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Values {
        let mut found = Vec::new();
        for field in described {
            let beside = field.not_beside.filter(|other| self.place_of(other).is_some());
            if beside.is_some() || !field.is_of(side) {
                self.refuse_misplaced(field.name, beside.filter(|_| field.is_of(side)));
                continue;
            }
            match self.place_of(field.name) {
                Some(span) => {
                    let value = self.described_value(field, side, diagnostics);
                    found.push(FoundValue { key: field.name, span, value });
                }
                None => self.absent(field, side),
            }
        }
        Values { file: self.file(), whole: self.whole_span(), described, found }
    }

    fn described_value(&mut self, field: &Field, side: FieldSide, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
        let key = field.name;
        match field.kind {
            FieldKind::Text => self.text(key).map(Value::Text),
            FieldKind::Texts => Some(Value::Texts(self.spanned_texts(key))),
            FieldKind::Truth => self.boolean(key).map(Value::Truth),
            FieldKind::Whole { least, most } => self.whole_between(key, least, most).map(Value::Whole),
            FieldKind::Amount => self.amount(key).map(Value::Amount),
            FieldKind::Day => self.date(key).map(Value::Day),
            FieldKind::WrittenDate => self.written_date(key).map(Value::Text),
            FieldKind::Word(words) => self.word(key, words).map(Value::Word),
            FieldKind::Named => self.table(key).map(|mut table| {
                let texts = table.named_texts();
                table.finish_open(diagnostics);
                Value::Named(texts)
            }),
            FieldKind::Table(inner) => self.table(key).map(|table| Value::Table(table.read(inner, side, diagnostics))),
            FieldKind::Tables(inner) => {
                let tables = self.tables(key).into_iter();
                Some(Value::Tables(tables.map(|(span, table)| (span, table.read(inner, side, diagnostics))).collect()))
            }
            FieldKind::NamedTables(inner) => self.table(key).map(|mut tables| {
                let all = tables.named_tables().into_iter();
                let all = all.map(|(name, span, table)| (name, span, table.read(inner, side, diagnostics)));
                let all = all.collect();
                tables.finish_open(diagnostics);
                Value::NamedTables(all)
            }),
            FieldKind::Anything => self.table(key).map(|table| {
                let entries = table.raw().iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
                let value = serde_json::Value::Object(entries.collect());
                table.finish_open(diagnostics);
                Value::Anything(value)
            }),
        }
    }
}

fn json(value: &DeValue) -> serde_json::Value {
    match value {
        DeValue::String(text) => serde_json::Value::from(text.as_ref()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).unwrap_or_default().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap_or_default().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(datetime) => datetime.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => serde_json::Value::Object(
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect(),
        ),
    }
}
