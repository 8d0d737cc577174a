//! The texts of each page: its files put together by language, whatever section it belongs to.
//!
//! Contents go in; pages with their languages come out, before anything is compared.

use super::compare::Changed;
use super::language::{Language, LanguageId, meant_language, nearest_language, position};
use crate::content::{Content, FrontMatter, Heading, Page, Payload};
use crate::diagnostic::{Diagnostic, Location, report};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One page, or one part of pages, in all its languages.
#[derive(Debug)]
pub struct PageTexts {
    /// Path below `content/` of its source, as links name it.
    pub key: Arc<str>,
    /// What kind of page it is.
    pub kind: PageNodeKind,
    /// The language that it was first written in; it has a file.
    pub source: LanguageId,
    /// The file of each language, by [`LanguageId`].
    pub files: Vec<Option<Arc<Content>>>,
    /// What changed in the source since each translation was made, by [`LanguageId`]; empty if no translation is outdated.
    pub outdated: Vec<Vec<Changed>>,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNodeKind {
    /// `content/_index.md`.
    Home,
    /// Any other `_index.md`.
    Section,
    /// A page.
    Page,
}

impl PageTexts {
    /// The language in which a reader of `language` gets it: their own, or the first of their fallbacks that it has.
    pub fn reading(&self, language: LanguageId, languages: &[Language]) -> LanguageId {
        let chain = std::iter::once(language).chain(languages[usize::from(language.0)].fallback.iter().copied());
        chain.into_iter().find(|id| self.has(*id)).unwrap_or(self.source)
    }

    /// Whether it has a file of its own in that language.
    pub fn has(&self, language: LanguageId) -> bool {
        self.files.get(usize::from(language.0)).is_some_and(Option::is_some)
    }

    /// Its content in that language, if it has one of its own.
    pub fn content(&self, language: LanguageId) -> Option<&Content> {
        self.files.get(usize::from(language.0))?.as_deref()
    }

    /// Its text in that language, if it has one of its own.
    pub fn text(&self, language: LanguageId) -> Option<&Page> {
        page_of(self.content(language)?)
    }

    /// The text that was first written.
    pub fn source_text(&self) -> &Page {
        self.text(self.source).expect("a page has a file in its source language")
    }

    /// What the source says about itself.
    pub fn source_front(&self) -> &FrontMatter {
        &self.source_text().front
    }

    /// What changed in the source since the translation into that language was made.
    pub fn outdated(&self, language: LanguageId) -> &[Changed] {
        self.outdated.get(usize::from(language.0)).map_or(&[], Vec::as_slice)
    }

    /// The headings that give every translation its anchors.
    pub fn anchors(&self) -> &[Heading] {
        &self.source_text().headings
    }
}

/// The page that a file holds, if it holds one.
pub(super) fn page_of(content: &Content) -> Option<&Page> {
    match &content.payload {
        Payload::Page(page) => Some(page),
        _ => None,
    }
}

/// The file of each language, by [`LanguageId`].
type LanguageFiles = Vec<Option<Arc<Content>>>;

/// The files of one page, as they were written: nothing has been compared yet.
pub(super) struct GatheredPage {
    /// Path below `content/` of its source.
    pub key: Arc<str>,
    /// The language that it was first written in.
    pub source: LanguageId,
    /// The file of each language, by [`LanguageId`]; that of its source is there.
    pub files: Vec<Option<Arc<Content>>>,
}

impl GatheredPage {
    /// What kind of page its key makes it.
    pub fn kind(&self) -> PageNodeKind {
        match self.key.as_ref() {
            "_index.md" => PageNodeKind::Home,
            key if key.ends_with("/_index.md") => PageNodeKind::Section,
            _ => PageNodeKind::Page,
        }
    }
}

/// Puts the translations of each page together. Pages come out in the order of their keys' first files.
///
/// Reports unknown languages, two files for one text, and translations without a source.
pub(super) fn gather<'a>(
    files: impl Iterator<Item = &'a Arc<Content>>,
    languages: &[Language],
    default: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<GatheredPage> {
    let mut groups: Vec<(Arc<str>, LanguageFiles)> = Vec::new();
    let mut by_key: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    for content in files {
        let Some(page) = page_of(content) else { continue };
        let Some(language) = language_of(content, page, languages, default, diagnostics) else { continue };
        let index = *by_key.entry(Arc::clone(&page.key)).or_insert_with(|| {
            groups.push((Arc::clone(&page.key), vec![None; languages.len()]));
            groups.len() - 1
        });
        let slot = &mut groups[index].1[usize::from(language.0)];
        if let Some(other) = slot {
            diagnostics.push(report::duplicate_translation(Location::whole(&content.file), &other.file));
        } else {
            *slot = Some(Arc::clone(content));
        }
    }
    groups.into_iter().map(|(key, files)| gathered(key, files, languages, default, diagnostics)).collect()
}

fn language_of(
    content: &Content,
    page: &Page,
    languages: &[Language],
    default: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LanguageId> {
    let Some(tag) = &page.language else { return Some(default) };
    let found = position(languages, tag);
    if found.is_none() {
        let near = nearest_language(tag, languages.iter().map(|language| &language.tag));
        diagnostics.push(report::unknown_language(Location::whole(&content.file), tag.as_str(), near));
    }
    found
}

/// Finds the source of a page: its text in the default language, or else its first.
fn gathered(
    key: Arc<str>,
    files: LanguageFiles,
    languages: &[Language],
    default: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> GatheredPage {
    let is_in_default = files[usize::from(default.0)].is_some();
    let first = files.iter().position(Option::is_some).expect("a page has at least one file");
    let source = if is_in_default { default } else { LanguageId(first as u16) };
    if let Some(content) = files[first].as_ref().filter(|_| !is_in_default) {
        let language = languages[first].tag.as_str();
        diagnostics.push(report::orphan_translation(Location::whole(&content.file), &key, language));
    }
    let gathered = GatheredPage { key, source, files };
    inspect_listed(&gathered, languages, diagnostics);
    gathered
}

/// Looks at the languages that a page says it has on purpose: each is one of the site's, and no translation is in another.
fn inspect_listed(page: &GatheredPage, languages: &[Language], diagnostics: &mut Vec<Diagnostic>) {
    let Some(source) = page.files[usize::from(page.source.0)].as_ref() else { return };
    let listed = page_of(source).map_or(&[][..], |text| &text.front.languages);
    let tags = || languages.iter().map(|language| language.tag.as_str());
    for (tag, span) in listed.iter().filter(|(tag, _)| tags().all(|known| known != tag)) {
        let near = meant_language(tag, tags());
        diagnostics.push(report::listed_language(Location::at(&source.file, *span), tag, near));
    }
    let Some((_, first)) = listed.first() else { return };
    let is_beside = |(tag, file): &(&str, &Option<Arc<Content>>)| {
        let is_other = file.as_ref().is_some_and(|file| file.file != source.file);
        is_other && listed.iter().all(|(known, _)| known != tag)
    };
    let beside: Vec<&str> = tags().zip(&page.files).filter(is_beside).map(|(tag, _)| tag).collect();
    if !beside.is_empty() {
        diagnostics.push(report::languages_not_listed(Location::at(&source.file, *first), &beside));
    }
}
