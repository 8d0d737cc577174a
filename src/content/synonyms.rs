//! Words that mean the same to people who search.
//!
//! A text goes in, groups of words come out, each with the pages to find first.

use crate::config::{Field, FieldSide, Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use std::sync::Arc;

/// What a group of synonyms may hold.
pub const SYNONYM_FIELDS: &[Field] = &[
    Field::texts("words", "words and phrases that mean the same to people who search").needed(),
    Field::texts("pages", "pages to find first by each of them: as if the words were in their titles"),
];

/// Words that mean the same to people who search in one language.
#[derive(Clone, Debug)]
pub struct SynonymGroup {
    /// The language as written, and its place.
    pub language: (String, Span),
    /// The words and phrases as written; each has a letter or a digit.
    pub words: Vec<String>,
    /// The pages to find by them, as written (`@/help.md`), each with its place; may be empty.
    pub pages: Vec<(String, Span)>,
}

/// Reads `synonyms.toml`: a table for each language, and in it one for each group. In the order of the file.
///
/// Reported: words without a letter or digit, and groups of one word that name no page, which find nothing more.
pub fn read_synonyms(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<SynonymGroup> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let mut read = Vec::new();
    for (language, span, mut groups) in all.named_tables() {
        for (_, location, group) in groups.named_tables() {
            read.push(read_group((&language, span), Location::at(file, location), group, diagnostics));
        }
        groups.finish_open(diagnostics);
    }
    all.finish_open(diagnostics);
    read
}

fn read_group(
    (language, span): (&str, Span),
    location: Location,
    group: Fields,
    diagnostics: &mut Vec<Diagnostic>,
) -> SynonymGroup {
    let file = Arc::clone(&location.file);
    let before = diagnostics.len();
    let mut values = group.read(SYNONYM_FIELDS, FieldSide::Source, diagnostics);
    let (mut words, pages) = (values.spanned_texts("words"), values.spanned_texts("pages"));
    words.retain(|(word, at)| {
        let is_word = word.chars().any(char::is_alphanumeric);
        if !is_word {
            diagnostics.push(report::synonym_without_letters(Location::at(&file, *at), word));
        }
        is_word
    });
    if words.len() < 2 && pages.is_empty() && diagnostics.len() == before {
        diagnostics.push(report::lone_synonym(location));
    }
    let words = words.into_iter().map(|(word, _)| word).collect();
    SynonymGroup { language: (language.to_owned(), span), words, pages }
}
