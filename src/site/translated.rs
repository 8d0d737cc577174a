//! The words that translations have for records of one kind, without those that readers must not get.
//!
//! Contents go in; a word of a record that does not exist is reported.

use super::settle::Stale;
use crate::content::{Content, Record};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::text::nearest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The words of records, by language and id.
pub(super) struct Translated<'a, R: Record>(BTreeMap<(&'a LanguageTag, &'a str), &'a R::Words>);

impl<'a, R: Record> Translated<'a, R> {
    /// Gathers the words of all files, but those that were made from words that have changed since.
    ///
    /// Reports words for records that do not exist, and words in languages that the site lacks.
    pub(super) fn gather(
        contents: &'a [Arc<Content>],
        languages: &[LanguageTag],
        stale: &Stale,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let known: Vec<&str> = contents.iter().flat_map(|content| content.records::<R>()).map(R::id).collect();
        let mut all = BTreeMap::new();
        for content in contents {
            let Some((tag, words)) = content.record_words::<R>() else { continue };
            if !languages.contains(tag) {
                let near = super::language::nearest_language(tag, languages.iter());
                diagnostics.push(report::unknown_language(Location::whole(&content.file), tag.as_str(), near));
            }
            for (id, span, own) in words {
                if !known.contains(&id.as_str()) {
                    let near = nearest(id, known.iter().copied());
                    diagnostics.push(report::unknown_record(Location::at(&content.file, *span), id, near));
                }
                if !stale.contains(&(tag.clone(), id.clone())) {
                    all.insert((tag, id.as_str()), own);
                }
            }
        }
        Self(all)
    }

    /// What a language has for a record.
    pub(super) fn get(&self, tag: &LanguageTag, id: &str) -> Option<&'a R::Words> {
        self.0.get(&(tag, id)).copied()
    }
}
