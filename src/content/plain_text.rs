//! Titles, records and strings: texts that are shown as they are written. Markup in them would be seen as signs.

use super::markdown::judge_text;
use super::strings::placeholders;
use super::words::WordsOf;
use crate::diagnostic::{Diagnostic, Location};
use crate::text::Span;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Keys of a page that hold words.
const PAGE_KEYS: [&str; 5] = ["title", "short_title", "subtitle", "description", "neutral_title"];

/// Reports markup in what a page says about itself.
pub(super) fn judge_front(file: &Arc<str>, table: &DeTable, base: usize, diagnostics: &mut Vec<Diagnostic>) {
    for key in PAGE_KEYS {
        let Some(value) = table.get(key) else { continue };
        if let DeValue::String(text) = value.get_ref() {
            judge_text(text, Location::at(file, Span::from(value.span()).shifted(base)), diagnostics);
        }
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
    super::words::each_text(kind, table, &mut judge);
}

/// A string with a word for each value that it is given.
fn without_placeholders(text: &str) -> String {
    placeholders(text).fold(text.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), name))
}
