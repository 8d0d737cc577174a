//! Words that a language must not use, and the words to use instead: `content/glossary.toml`.
//!
//! Editors and translators keep the list, a table for each language and in it one for each term. Every page, record and string of
//! a language is searched as it was written; findings name the term and its right word.

use crate::config::{Field, FieldSide, Fields, parse_toml};
use crate::content::language_of_words;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::site::meant_language;
use crate::source::{Data, FileKind, Source, Sources};
use crate::text::letter::is_joined;
use crate::text::{Span, WordSearch};
use std::ops::Range;
use std::sync::Arc;

/// Where the list is kept.
const FILE: &str = "content/glossary.toml";

/// What a term of a language may hold.
pub const GLOSSARY_FIELDS: &[Field] = &[
    Field::text("word", "the word to use"),
    Field::texts("never", "words and phrases that are wrong wherever they occur: `check` warns of each"),
    Field::text("note", "for translators: why, or when another word is right"),
];

/// The terms of all languages, ready to search with.
pub(super) struct Glossary {
    languages: Vec<(LanguageTag, Terms)>,
    findings: Vec<Diagnostic>,
}

struct Terms {
    search: WordSearch,
    /// What each word is.
    wrong: Vec<Wrong>,
}

struct Wrong {
    written: String,
    /// The word to use, if the term has one.
    word: Option<String>,
    note: Option<String>,
}

impl Glossary {
    /// Reads the list; a site without one has no terms.
    pub(super) fn new(sources: &Sources, languages: &[LanguageTag]) -> Self {
        let file: Arc<str> = Arc::from(FILE);
        let mut findings = Vec::new();
        let text = sources.get(FILE).and_then(|source| source.text()).map_or("", |text| text);
        let table = parse_toml(&file, text, 0, &mut findings);
        let mut all = Fields::new(&table, &file, 0, Span::default());
        let mut read = Vec::new();
        for (name, span, terms) in all.named_tables() {
            let terms = read_terms(terms, &mut findings);
            match languages.iter().find(|tag| tag.as_str() == name) {
                Some(tag) => read.push((tag.clone(), terms)),
                None => {
                    let near = meant_language(&name, languages.iter().map(LanguageTag::as_str));
                    findings.push(report::glossary_language(Location::at(&file, span), &name, near));
                }
            }
        }
        all.finish_open(&mut findings);
        Self { languages: read, findings }
    }

    /// What is wrong with the list itself.
    pub(super) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Looks at a text of one language as it was written, whether or not anything shows it; a file whose name says no language is
    /// in the site's own.
    pub(super) fn in_source(&self, source: &Source, own_language: &LanguageTag) -> Vec<Diagnostic> {
        let Data::Text(text) = &source.data else { return Vec::new() };
        if !matches!(FileKind::of(&source.path), FileKind::Page | FileKind::Records(_) | FileKind::Strings) {
            return Vec::new();
        }
        let language = language_of_words(&source.path);
        let Some(terms) = self.terms(language.as_ref().unwrap_or(own_language)) else { return Vec::new() };
        let found = terms.find(text).map(|(range, wrong)| {
            let location = Location::at(&source.path, Span::from(range));
            report::glossary_word(location, &wrong.written, wrong.word.as_deref(), wrong.note.as_deref())
        });
        found.collect()
    }

    fn terms(&self, language: &LanguageTag) -> Option<&Terms> {
        self.languages.iter().find(|(tag, _)| tag == language).map(|(_, terms)| terms)
    }
}

fn read_terms(mut table: Fields, findings: &mut Vec<Diagnostic>) -> Terms {
    let mut wrong = Vec::new();
    for (_, _, term) in table.named_tables() {
        let mut values = term.read(GLOSSARY_FIELDS, FieldSide::Source, findings);
        let (word, note) = (values.text("word"), values.text("note"));
        let never = values.texts("never").into_iter().filter(|written| !written.trim().is_empty());
        wrong.extend(never.map(|written| Wrong { written, word: word.clone(), note: note.clone() }));
    }
    table.finish_open(findings);
    Terms { search: WordSearch::new(wrong.iter().map(|wrong| wrong.written.as_str())), wrong }
}

impl Terms {
    /// Every word in `text` that the language must not use, with what is known of it.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, &'t Wrong)> {
        let found = self.search.find(text).filter(|(_, range)| begins_word(text, range.start));
        found.map(|(index, range)| (range, &self.wrong[index]))
    }
}

/// Whether a word begins there. Scripts that join small words to the next one, or have no spaces, have a beginning everywhere.
fn begins_word(text: &str, at: usize) -> bool {
    let goes_on = text[..at].ends_with(char::is_alphanumeric);
    !goes_on || text[at..].starts_with(is_joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(never: &str, text: &str, expected: &[&str]) {
        let tag = LanguageTag::parse("pl").unwrap();
        let list = format!("[pl.term]\nnever = [\"{never}\"]\n");
        let sources = Sources::new(vec![Source::from_bytes(FILE, list.into_bytes())]);
        let glossary = Glossary::new(&sources, std::slice::from_ref(&tag));
        assert!(glossary.findings.is_empty(), "{:?}", glossary.findings);
        let found: Vec<&str> = glossary.terms(&tag).unwrap().find(text).map(|(range, _)| &text[range]).collect();
        assert_eq!(found, expected, "{never} in {text}");
    }

    #[test]
    fn a_word_is_found_where_it_begins() {
        check("karta", "Karta, karta i KARTA, kartach, ale pocztakarta nie", &["Karta", "karta", "KARTA", "karta"]);
        check("telefon zaufania", "Zadzwoń: telefon zaufania.", &["telefon zaufania"]);
        check("кратк", "кратко, но не съкратк", &["кратк"]);
    }

    #[test]
    fn scripts_that_join_words_have_a_beginning_everywhere() {
        check("بيت", "والبيت", &["بيت"]);
        check("案件", "这个案件", &["案件"]);
        check("ሰብ", "ንሰብ", &["ሰብ"]);
    }
}
