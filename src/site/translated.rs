use super::freshness::Stale;
use crate::content::Content;
use crate::diagnostic::{Diagnostic, Place, report};
use crate::locale::LanguageTag;
use crate::text::{Span, nearest};
use std::collections::BTreeMap;

/// The words that translations have for records of one kind, by language and id.
pub(super) struct Translated<'a, W: ?Sized>(BTreeMap<(&'a LanguageTag, &'a str), &'a W>);

/// The words of one file: its language, and for each record its id, where it stands, and its words.
pub(super) type Words<'a, W> = (&'a LanguageTag, Vec<(&'a str, Span, &'a W)>);

impl<'a, W: ?Sized> Translated<'a, W> {
    /// Gathers the words of all files, but those that were made from words that have changed since. `words_of` says what a file
    /// has of this kind, `known` are the ids of the records.
    ///
    /// Reports words for records that do not exist, and words in languages that the site lacks.
    pub(super) fn gather(
        contents: impl Iterator<Item = &'a Content>,
        words_of: impl Fn(&'a Content) -> Option<Words<'a, W>>,
        known: &[&str],
        languages: &[LanguageTag],
        stale: &Stale,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut all = BTreeMap::new();
        for content in contents {
            let Some((tag, words)) = words_of(content) else { continue };
            if !languages.contains(tag) {
                let near = super::language::nearest_language(tag, languages.iter());
                diagnostics.push(report::unknown_language(Place::whole(&content.file), tag.as_str(), near));
            }
            for (id, span, own) in words {
                if !known.contains(&id) {
                    let near = nearest(id, known.iter().copied());
                    diagnostics.push(report::unknown_record(Place::at(&content.file, span), id, near));
                }
                if !stale.contains(&(tag.clone(), id.to_owned())) {
                    all.insert((tag, id), own);
                }
            }
        }
        Self(all)
    }

    /// What a language has for a record.
    pub(super) fn get(&self, tag: &LanguageTag, id: &str) -> Option<&'a W> {
        self.0.get(&(tag, id)).copied()
    }
}
