//! Pages before and after: which say something else, where, and which of it is the same change on many pages.
//!
//! The words of both go in; changes come out, each said once.

use super::comparison::{ChangeKind, DownloadChange, PageChange, PassageChange, SharedChange};
use crate::check::{PageLink, SaidPassage, VisibleText};
use crate::render::FileSize;
use crate::text::{HASHED_FOLDER, SHA256_DIGITS};
use crate::translation::compare_lists;
use std::collections::{BTreeMap, BTreeSet};

/// Pages that may change alike before it is said once for all of them, where a site has fewer languages than that.
const FEW: usize = 5;

/// A page whose bytes differ; one of both texts at least is there.
pub struct ChangedPage {
    /// Its address.
    pub address: String,
    /// Whether readers must never get it out of date.
    pub critical: bool,
    /// What it said.
    pub then: Option<VisibleText>,
    /// What it says.
    pub now: Option<VisibleText>,
}

/// What changed on pages.
pub struct PageChanges {
    /// As in [`Comparison`](super::comparison::Comparison).
    pub pages: Vec<PageChange>,
    /// Likewise.
    pub everywhere: Vec<SharedChange>,
    /// Likewise.
    pub same_words: usize,
    /// Likewise.
    pub file_details: usize,
}

/// What pages say of files that changed: whoever compares releases is told of the files themselves.
pub struct FileDetails {
    /// Sizes and checksums of the files before and after, as pages write them.
    said: BTreeSet<String>,
}

impl FileDetails {
    /// Those of files that come, go or change.
    pub fn of(downloads: &[DownloadChange]) -> Self {
        let states = downloads.iter().flat_map(|change| change.then.iter().chain(&change.now));
        Self { said: states.flat_map(|state| [figure(state.size), state.sha256.clone()]).collect() }
    }

    /// The words of a passage with nothing for what they say of these files. What else has a size in it, such as a sentence of an author,
    /// stays as it is.
    fn masked(&self, words: &str) -> String {
        let list: Vec<&str> = words.split_whitespace().collect();
        let bare = |word: &str| word.trim_matches([',', ';', '(', ')']).to_owned();
        let is_unit = |at: usize| list.get(at).is_some_and(|word| UNITS.contains(&bare(word).to_lowercase().as_str()));
        let mut masked = Vec::with_capacity(list.len());
        let mut at = 0;
        while at < list.len() {
            let word = bare(list[at]);
            let (is_known, is_size) = (self.said.contains(&word), is_unit(at + 1));
            let is_checksum = word.len() == SHA256_DIGITS;
            masked.push(if is_known && (is_size || is_checksum) { OF_FILES } else { list[at] });
            at += if is_known && is_size { 2 } else { 1 };
        }
        masked.join(" ")
    }
}

/// Units of the sizes of files, in lower case, as the theme's strings write them.
const UNITS: [&str; 4] = ["kb", "mb", "кб", "мб"];

/// What stands for a size or checksum.
const OF_FILES: &str = "…";

/// The figure of a size without its unit, as pages say it: whole kilobytes, or megabytes with one place.
fn figure(bytes: u64) -> String {
    match FileSize::of(bytes as usize) {
        FileSize::Kilobytes(count) => count.to_string(),
        FileSize::Megabytes(number) => number,
    }
}

/// Finds what changed on pages of a site with so many languages.
pub fn page_changes(pages: &[ChangedPage], languages: usize, files: &FileDetails) -> PageChanges {
    let own: Vec<(&ChangedPage, Vec<PassageChange>)> = pages.iter().map(|page| (page, passages(page, files))).collect();
    let mut counted: BTreeMap<Said, (&PassageChange, Vec<&ChangedPage>)> = BTreeMap::new();
    for (page, changes) in &own {
        for change in changes {
            let (_, known) = counted.entry(said(change)).or_insert_with(|| (change, Vec::new()));
            if known.last().is_none_or(|last| last.address != page.address) {
                known.push(page);
            }
        }
    }
    counted.retain(|_, (_, pages)| pages.len() > languages.max(FEW));
    let everywhere = counted.values().map(|(passage, pages)| SharedChange {
        passage: (*passage).clone(),
        addresses: pages.iter().map(|page| page.address.clone()).collect(),
        critical: pages.iter().filter(|page| page.critical).count(),
    });
    let everywhere: Vec<SharedChange> = everywhere.collect();
    let (mut same_words, mut file_details) = (0, 0);
    let mut groups: BTreeMap<GroupKey, PageChange> = BTreeMap::new();
    for (page, changes) in &own {
        let kind = ChangeKind::of(page.then.is_some(), page.now.is_some());
        let rest: Vec<PassageChange> =
            changes.iter().filter(|change| !counted.contains_key(&said(change))).cloned().collect();
        if kind == ChangeKind::Changed && changes.is_empty() {
            let of_files =
                page.then.as_ref().map(|text| &text.passages) != page.now.as_ref().map(|text| &text.passages);
            *(if of_files { &mut file_details } else { &mut same_words }) += 1;
        } else if kind != ChangeKind::Changed || !rest.is_empty() {
            add(&mut groups, page, kind, rest);
        }
    }
    let mut pages: Vec<PageChange> = groups.into_values().collect();
    pages.sort_by_cached_key(|page| (!page.critical, page.kind, place(page)));
    PageChanges { pages, everywhere, same_words, file_details }
}

/// Where a page stands among others: beside the same page in other languages, and before its translations, as these follow from it.
fn place(page: &PageChange) -> (String, bool, String) {
    let shortest = page.addresses.iter().min_by_key(|address| address.len()).map(String::as_str).unwrap_or_default();
    let translated = shortest.strip_prefix('/').and_then(|rest| rest.strip_prefix(page.language.as_str()));
    match translated.filter(|rest| rest.starts_with('/')) {
        Some(own) => (own.to_owned(), true, shortest.to_owned()),
        None => (shortest.to_owned(), false, String::new()),
    }
}

/// What a change says, in whatever language the page around it is.
type Said<'c> = (Option<&'c str>, Option<&'c str>, Option<&'c str>);

fn said(change: &PassageChange) -> Said<'_> {
    (change.link.as_deref(), change.then.as_deref(), change.now.as_deref())
}

/// Pages that change alike; a page that is new or gone is alone.
type GroupKey = (Vec<PassageChange>, Option<String>);

fn add(
    groups: &mut BTreeMap<GroupKey, PageChange>,
    page: &ChangedPage,
    kind: ChangeKind,
    passages: Vec<PassageChange>,
) {
    let Some(text) = page.now.as_ref().or(page.then.as_ref()) else { return };
    let alone = (kind != ChangeKind::Changed).then(|| page.address.clone());
    let words = if alone.is_some() { count_words(text) } else { 0 };
    let group = groups.entry((passages.clone(), alone)).or_insert_with(|| PageChange {
        addresses: Vec::new(),
        kind,
        critical: false,
        language: text.language.clone(),
        title: text.title.clone(),
        passages,
        words,
    });
    group.addresses.push(page.address.clone());
    group.critical |= page.critical;
}

fn count_words(text: &VisibleText) -> usize {
    text.passages.iter().map(|passage| passage.words.split_whitespace().count()).sum()
}

/// What changed on a page that was there and is there still.
fn passages(page: &ChangedPage, files: &FileDetails) -> Vec<PassageChange> {
    let (Some(then), Some(now)) = (&page.then, &page.now) else { return Vec::new() };
    let mut changes = Vec::new();
    for (old, new) in compare_lists(&without_file_details(then, files), &without_file_details(now, files)) {
        let (old, new) = (old.map(|at| &then.passages[at]), new.map(|at| &now.passages[at]));
        let language = new.or(old).map(|passage| passage.language.clone()).unwrap_or_default();
        let words = |passage: Option<&SaidPassage>| passage.map(|passage| passage.words.clone());
        changes.push(PassageChange { link: None, then: words(old), now: words(new), language });
    }
    changes.extend(link_changes(then, now));
    changes
}

/// The passages of a page without what they say of files.
fn without_file_details<'t>(text: &'t VisibleText, files: &FileDetails) -> Vec<(String, &'t str)> {
    let plain = |passage: &SaidPassage| files.masked(&passage.words);
    text.passages.iter().map(|passage| (plain(passage), passage.language.as_str())).collect()
}

/// Links that lead elsewhere. Files with a hash in their name are named by their bytes, so they tell readers nothing.
fn link_changes(then: &VisibleText, now: &VisibleText) -> Vec<PassageChange> {
    let (old, mut new) = (links(then), links(now));
    let gone: Vec<PageLink> = old.into_iter().filter(|link| !take(&mut new, |known| known == link)).collect();
    // Other words of a link are said with the words around it.
    let gone: Vec<PageLink> = gone.into_iter().filter(|link| !take(&mut new, |known| known.to == link.to)).collect();
    let mut changes = Vec::new();
    for link in gone {
        let same_words = new.iter().position(|known| known.shown == link.shown).map(|at| new.remove(at));
        changes.push(PassageChange {
            language: now.language.clone(),
            link: Some(link.shown),
            then: Some(link.to),
            now: same_words.map(|link| link.to),
        });
    }
    changes.extend(new.into_iter().map(|link| PassageChange {
        language: now.language.clone(),
        link: Some(link.shown),
        then: None,
        now: Some(link.to),
    }));
    changes
}

/// All links of a page, those that dial with their scheme.
fn links(text: &VisibleText) -> Vec<PageLink> {
    let dialled = text.dialled.iter();
    let dialled = dialled.map(|link| PageLink { to: format!("tel:{}", link.digits), shown: link.shown.clone() });
    let is_lasting = |link: &&PageLink| !link.to.contains(HASHED_FOLDER);
    dialled.chain(text.links.iter().filter(is_lasting).cloned()).collect()
}

fn take(links: &mut Vec<PageLink>, is_it: impl Fn(&PageLink) -> bool) -> bool {
    links.iter().position(is_it).map(|at| links.remove(at)).is_some()
}
