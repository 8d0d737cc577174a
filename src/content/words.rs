//! The words of records and interface strings, for comparing a translation with what it was made from.
//!
//! They are shown as they are written, so markup in them is reported.

use super::markdown::judge_text;
use super::record::RecordKind;
use super::strings::placeholders;
use crate::config::FieldSide;
use crate::diagnostic::{Diagnostic, Location};
use crate::source::{FileKind, KEPT_SOURCES};
use crate::text::{Fingerprint, Span, plain_words};
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Whose words a file holds.
#[derive(Clone, Copy, Debug)]
pub enum WordsOf {
    /// Those of records of a kind.
    Records(&'static RecordKind),
    /// Interface strings.
    Strings,
}

/// The words of a file of records, for comparing a translation with its source.
#[derive(Clone, Debug)]
pub struct RecordWords {
    /// What the file holds.
    pub kind: WordsOf,
    /// In a translation, the fingerprint of the words that it was made from, and where that is.
    pub source: Option<(String, Span)>,
    /// Every text by its dotted key, without its form; the first part of the key is the record's id.
    pub texts: BTreeMap<String, String>,
}

/// The key that names the source of a translation.
const SOURCE: &str = "source";

impl WordsOf {
    /// Its word in the names of kept sources.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Records(kind) => kind.name,
            Self::Strings => "strings",
        }
    }

    pub(super) fn of(path: &str) -> Option<Self> {
        match FileKind::of(path) {
            FileKind::Records(name) => RecordKind::named(name).map(Self::Records),
            FileKind::Strings => Some(Self::Strings),
            FileKind::KeptSource => {
                let name = path.strip_suffix(".toml")?.rsplit('.').next()?;
                if name == Self::Strings.as_str() {
                    Some(Self::Strings)
                } else {
                    RecordKind::named(name).map(Self::Records)
                }
            }
            _ => None,
        }
    }

    /// Whether the key of a record holds words rather than facts.
    fn has_words(self, key: &str) -> bool {
        match self {
            Self::Records(kind) => {
                kind.all_fields().any(|field| field.name == key && field.is_of(FieldSide::Translation))
            }
            Self::Strings => true,
        }
    }
}

impl RecordWords {
    /// The fingerprint of all its words.
    pub fn fingerprint(&self) -> Fingerprint {
        let parts = self.texts.iter().flat_map(|(key, text)| [key.as_bytes(), text.as_bytes()]);
        Fingerprint::of_parts(parts)
    }
}

/// The path of the kept source with that fingerprint: of a page, or of records.
pub fn kept_path(fingerprint: &str, kind: Option<WordsOf>) -> String {
    match kind {
        None => format!("content/{KEPT_SOURCES}{fingerprint}.md"),
        Some(kind) => format!("content/{KEPT_SOURCES}{fingerprint}.{}.toml", kind.as_str()),
    }
}

/// The words of a file of records or strings that has been parsed.
pub(super) fn words_of(kind: WordsOf, table: &DeTable) -> RecordWords {
    let source = table.iter().find(|(key, _)| key.get_ref() == SOURCE);
    let source = source.and_then(|(_, value)| Some((value.get_ref().as_str()?.to_owned(), Span::from(value.span()))));
    let texts = texts_of(kind, table);
    RecordWords { kind, source, texts: texts.into_iter().map(|(key, text)| (key, plain_words(&text))).collect() }
}

/// The words of a file of records as they are written, by dotted key; empty for other files.
pub fn record_texts(path: &str, text: &str) -> BTreeMap<String, String> {
    let (Some(kind), Ok(table)) = (WordsOf::of(path), DeTable::parse(text)) else { return BTreeMap::new() };
    texts_of(kind, table.get_ref())
}

fn texts_of(kind: WordsOf, table: &DeTable) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    each_text(kind, table, &mut |key, text, _| drop(texts.insert(key.to_owned(), text.to_owned())));
    texts
}

/// Takes each text of a file of records or strings with its dotted key and its place.
type TakeText<'a> = &'a mut dyn FnMut(&str, &str, Span);

/// Hands on every text of records or strings in the order of the table.
fn each_text(kind: WordsOf, table: &DeTable, take: TakeText) {
    for (id, record) in table {
        match record.get_ref() {
            DeValue::Table(fields) => {
                for (key, value) in fields.iter().filter(|(key, _)| kind.has_words(key.get_ref())) {
                    gather(&format!("{}.{}", id.get_ref(), key.get_ref()), value, take);
                }
            }
            _ if matches!(kind, WordsOf::Strings) && id.get_ref() != SOURCE => gather(id.get_ref(), record, take),
            _ => {}
        }
    }
}

fn gather(key: &str, value: &Spanned<DeValue>, take: TakeText) {
    match value.get_ref() {
        DeValue::String(text) => take(key, text, Span::from(value.span())),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(&format!("{key}.{}", index + 1), item, take);
            }
        }
        DeValue::Table(table) => {
            for (inner, value) in table {
                gather(&format!("{key}.{}", inner.get_ref()), value, take);
            }
        }
        _ => {}
    }
}

/// Reports markup in the words of records or strings.
pub(super) fn judge_words(kind: WordsOf, file: &Arc<str>, table: &DeTable, diagnostics: &mut Vec<Diagnostic>) {
    let mut judge = |_: &str, text: &str, span: Span| {
        let plain = match kind {
            WordsOf::Strings => without_placeholders(text),
            WordsOf::Records(_) => text.to_owned(),
        };
        judge_text(&plain, Location::at(file, span), diagnostics);
    };
    each_text(kind, table, &mut judge);
}

/// A string with a word for each value that it is given.
fn without_placeholders(text: &str) -> String {
    placeholders(text).fold(text.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), name))
}
