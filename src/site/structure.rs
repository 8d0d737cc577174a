//! The pages of one edition in their sections, with their addresses, before anything is made of them.
//!
//! Texts and languages go in; everything else of a site is made on what comes out.

use super::language::{Language, LanguageId};
use super::order::SectionOrder;
use super::page_address::page_addresses;
use super::page_node::{PageId, PageNode};
use super::texts::{PageNodeKind, PageTexts};
use crate::config::{Config, EditionConfig};
use crate::content::{SortBy, Withheld};
use crate::text::decode_path;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Settings, languages and pages of one edition: what everything else of the site is made on.
#[derive(Debug)]
pub struct Structure {
    /// The settings.
    pub config: Arc<Config>,
    /// Which edition this is.
    pub edition: EditionConfig,
    /// The day for which it is made.
    pub at: Date,
    /// All languages in the order of the settings; a [`LanguageId`] is a position here.
    pub languages: Vec<Language>,
    /// The language at `/`.
    pub default_language: LanguageId,
    /// All pages, one for all its translations; a [`PageId`] is a position here.
    pub pages: Vec<PageNode>,
    /// Parts: pages without an address, shown inside others.
    pub parts: BTreeMap<Arc<str>, PageTexts>,
    /// The order of every section.
    pub(super) order: SectionOrder,
    pub(super) by_key: FxHashMap<Arc<str>, PageId>,
    pub(super) withheld: BTreeMap<Arc<str>, Withheld>,
}

impl Structure {
    /// The page behind a key such as `signs/_index.md`, which may be encoded as in an address.
    pub fn page_by_key(&self, key: &str) -> Option<PageId> {
        found_by(key, |key| self.by_key.get(key).copied())
    }

    /// The part behind a key such as `parts/hours.md`, which may be encoded as in an address.
    pub fn part_by_key(&self, key: &str) -> Option<&PageTexts> {
        found_by(key, |key| self.parts.get(key))
    }

    /// The page at that position.
    pub fn page(&self, id: PageId) -> &PageNode {
        &self.pages[id.0 as usize]
    }

    /// The texts of all pages, then those of all parts.
    pub fn texts(&self) -> impl Iterator<Item = &PageTexts> {
        self.pages.iter().map(|page| &page.texts).chain(self.parts.values())
    }

    /// The language at that position.
    pub fn language(&self, id: LanguageId) -> &Language {
        &self.languages[usize::from(id.0)]
    }

    /// All languages' positions in order.
    pub fn language_ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.languages.len() as u16).map(LanguageId)
    }

    /// The language with that tag.
    pub fn language_by_tag(&self, tag: &str) -> Option<LanguageId> {
        self.language_ids().find(|id| self.language(*id).tag.as_str() == tag)
    }

    /// The address that `href` means in a page of the edition; nothing if it leads out of it. It need not be one where something is.
    pub fn own_address(&self, href: &str) -> Option<String> {
        let path = self.edition.own_part(href).or_else(|| {
            let below = href.strip_prefix(self.edition.base_path())?;
            (href.starts_with('/') && !href.starts_with("//")).then_some(below)
        })?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        path.starts_with('/').then(|| decode_path(path))
    }

    /// What is directly inside a section, as readers of `language` see it.
    pub fn children(&self, section: PageId, language: LanguageId) -> &[PageId] {
        self.order.children(section, self.page(section), language)
    }

    /// The pages before and behind a page in its section, as readers of `language` see it.
    pub fn neighbours(&self, page: PageId, language: LanguageId) -> (Option<PageId>, Option<PageId>) {
        self.order.neighbours(page, language, &self.pages)
    }

    /// The home page, if there is one.
    pub fn home(&self) -> Option<PageId> {
        self.page_by_key("_index.md")
    }

    /// Why a page is not part of this edition, for diagnostics only.
    pub fn withheld(&self, key: &str) -> Option<Withheld> {
        found_by(key, |key| self.withheld.get(key).copied())
    }

    /// The keys of all pages, for hints; also of those that this edition keeps back: a mistake is the same mistake in every edition.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| page.key.as_ref()).chain(self.withheld.keys().map(AsRef::as_ref))
    }

    /// The language in which a reader of `language` gets `page`: their own, or the first of their fallbacks that has it.
    pub fn reading(&self, page: &PageTexts, language: LanguageId) -> LanguageId {
        page.reading(language, &self.languages)
    }

    /// Whether a page is to have a text in that language: all are, but where it, or else the nearest section above it that says so, lists
    /// the languages that it has on purpose.
    pub fn is_meant_for(&self, page: &PageTexts, language: LanguageId) -> bool {
        let mut listed = &page.source_front().languages;
        let mut above = page.key.as_ref();
        while listed.is_empty() && !above.is_empty() {
            above = above.rsplit_once('/').map_or("", |(folder, _)| folder);
            let key = if above.is_empty() { "_index.md".to_owned() } else { format!("{above}/_index.md") };
            let section = self.page_by_key(&key).map(|section| &self.page(section).source_front().languages);
            listed = section.unwrap_or(listed);
        }
        let tag = self.language(language).tag.as_str();
        listed.is_empty() || language == page.source || listed.iter().any(|(known, _)| known == tag)
    }

    /// The page that the settings give that name among their links, such as `contacts`, if the edition has it.
    pub fn linked_page(&self, name: &str) -> Option<PageId> {
        let (_, link) = self.config.links.iter().find(|(known, _)| known == name)?;
        self.page_by_key(link.page()?.0)
    }

    /// The page with the search, if the edition has one.
    pub fn search_page(&self) -> Option<PageId> {
        self.linked_page("search")
    }

    /// Where the index of a language is, if there is a search.
    pub fn search_index(&self, language: LanguageId) -> Option<String> {
        self.search_page().map(|_| format!("{}/search-index.js", self.language(language).prefix))
    }
}

/// What a key names as it is, or else as it is meant.
fn found_by<T>(key: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(key).or_else(|| find(&decode_path(key)))
}

/// Finds the section of every page and its address in every language.
pub(super) fn pages(
    texts: Vec<PageTexts>,
    by_key: &FxHashMap<Arc<str>, PageId>,
    languages: &[Language],
    default: LanguageId,
) -> Vec<PageNode> {
    let parents: Vec<Option<PageId>> = texts.iter().map(|page| parent_of(page, by_key)).collect();
    let children = children(&texts, &parents, &languages[usize::from(default.0)]);
    let addresses = page_addresses(&texts, &parents, languages);
    let places = parents.into_iter().zip(children).zip(addresses);
    let placed = texts.into_iter().zip(places);
    placed.map(|(texts, ((parent, children), addresses))| PageNode { texts, addresses, parent, children }).collect()
}

/// Finds the nearest section above a page.
fn parent_of(page: &PageTexts, by_key: &FxHashMap<Arc<str>, PageId>) -> Option<PageId> {
    if page.kind == PageNodeKind::Home {
        return None;
    }
    let mut folder = page.key.rsplit_once('/').map_or("", |(folder, _)| folder);
    if page.key.ends_with("/_index.md") || page.key.ends_with("/index.md") {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    loop {
        let key = if folder.is_empty() { "_index.md".to_owned() } else { format!("{folder}/_index.md") };
        if let Some(parent) = by_key.get(key.as_str()) {
            return Some(*parent);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// What is directly inside each page, sorted as that section says. By title means the default language's titles here;
/// [`SectionOrder`] sorts again for other languages.
fn children(texts: &[PageTexts], parents: &[Option<PageId>], language: &Language) -> Vec<Vec<PageId>> {
    let mut all: Vec<Vec<PageId>> = vec![Vec::new(); texts.len()];
    for (index, (page, parent)) in texts.iter().zip(parents).enumerate() {
        // What has been replaced keeps its address, but no list shows it.
        if let Some(parent) = parent.filter(|_| page.source_front().replaced_by.is_none()) {
            all[parent.0 as usize].push(PageId(index as u32));
        }
    }
    for (section, children) in texts.iter().zip(&mut all) {
        let sort_by = section.source_front().sort_by.unwrap_or(SortBy::Weight);
        children.sort_by(|a, b| {
            let (a, b) = (&texts[a.0 as usize], &texts[b.0 as usize]);
            compare(a, b, sort_by, language).then_with(|| a.key.cmp(&b.key))
        });
    }
    all
}

fn compare(a: &PageTexts, b: &PageTexts, sort_by: SortBy, language: &Language) -> Ordering {
    let (a, b) = (a.source_front(), b.source_front());
    match sort_by {
        SortBy::Weight => a.weight.unwrap_or(i64::MAX).cmp(&b.weight.unwrap_or(i64::MAX)),
        SortBy::Date => Reverse(a.date).cmp(&Reverse(b.date)),
        SortBy::Title => language.locale.compare(&a.title, &b.title),
    }
}
