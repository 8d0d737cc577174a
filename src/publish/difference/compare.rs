//! Compares two releases, output by output, as readers see them.
//!
//! Two lists of files with a way to their bytes go in. Only what differs is read.

use super::comparison::{
    AddressChange, Comparison, DownloadChange, DownloadState, LanguageChange, NumberChange, OldAddress,
};
use super::pages::{ChangedPage, FileDetails, page_changes};
use crate::check::{VisibleText, visible_text};
use crate::publish::known::{KnownReleases, ReleaseFile, is_twin};
use crate::publish::summary::ReleaseSummary;
use crate::snapshot::parallel;
use crate::text::{Fingerprint, HASHED_FOLDER, find_phone_numbers, sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Files of every release that are for robots and servers alone, beside feeds and lists of addresses.
const FOR_PROGRAMS: [&str; 4] = ["_headers", "_redirects", "build.txt", "robots.txt"];

/// One of two releases to compare.
pub struct ReleaseSide<'a> {
    /// Its files.
    pub release: &'a KnownReleases,
    /// Reads the file at a path of it.
    pub read: &'a (dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
}

/// What readers would see change from the release `then` to the release `now`.
///
/// # Errors
/// When a file that differs cannot be read.
pub fn compare(then: &ReleaseSide, now: &ReleaseSide) -> io::Result<Comparison> {
    let (old, new) = (then.release.summary.as_ref(), now.release.summary.clone().unwrap_or_default());
    let known = old.cloned().unwrap_or_default();
    // A record of old may not say where old addresses lead: then those of today are taken for as old.
    let was_page = |address: &str| known.is_page(address) && (old.is_some() || new.is_page(address));
    let (mut page_files, mut downloads, mut other_files) = (Vec::new(), Vec::new(), 0);
    for file in differing(then.release, now.release) {
        let address = file.address();
        let was = file.then.is_some() && was_page(&address);
        let is = file.now.is_some() && new.is_page(&address);
        if file.path.ends_with(".html") && (was || is) {
            page_files.push((file, was, is));
        } else if is_for_people(file.path) && !known.loaded.contains(&address) && !new.loaded.contains(&address) {
            downloads.push(download(&file, then, now)?);
        } else {
            other_files += 1;
        }
    }
    let pages = parallel::map(&page_files, |(file, was, is)| -> io::Result<ChangedPage> {
        let text = |side: &ReleaseSide, is_there: bool| -> io::Result<Option<VisibleText>> {
            let read = || (side.read)(file.path).map(|bytes| visible_text(&String::from_utf8_lossy(&bytes)));
            is_there.then(read).transpose()
        };
        let (then, now) = (text(then, *was)?, text(now, *is)?);
        let address = file.address();
        let critical = known.critical.contains(&address) || new.critical.contains(&address);
        Ok(ChangedPage { critical, address, then, now })
    });
    let pages = pages.into_iter().collect::<io::Result<Vec<_>>>()?;
    let languages = new.languages.len().max(known.languages.len());
    let changes = page_changes(&pages, languages, &FileDetails::of(&downloads));
    Ok(Comparison {
        numbers: number_changes(&pages),
        pages: changes.pages,
        everywhere: changes.everywhere,
        same_words: changes.same_words,
        file_details: changes.file_details,
        addresses: old.map(|old| address_changes(old, &new)).unwrap_or_default(),
        downloads,
        languages: old.map(|old| language_changes(old, &new)).unwrap_or_default(),
        other_files,
        fingerprint: fingerprint(then.release, now.release),
    })
}

/// One hash of exactly the change from one release to the other.
fn fingerprint(then: &KnownReleases, now: &KnownReleases) -> Fingerprint {
    let edition = now.maker.edition.as_bytes();
    Fingerprint::of_parts([edition, then.identity().bytes().as_slice(), now.identity().bytes()])
}

/// A path of which the bytes differ.
struct FilePair<'a> {
    path: &'a str,
    then: Option<&'a ReleaseFile>,
    now: Option<&'a ReleaseFile>,
}

impl FilePair<'_> {
    fn address(&self) -> String {
        address_of(self.path)
    }
}

/// The address of a file inside the folder of a release.
pub fn address_of(path: &str) -> String {
    let address = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("/{address}")
}

/// Paths of which the bytes differ, sorted, without what is there for the release before, and without compressed twins: they say what
/// their file says.
fn differing<'a>(then: &'a KnownReleases, now: &'a KnownReleases) -> Vec<FilePair<'a>> {
    let by_path = |release: &'a KnownReleases| -> BTreeMap<&'a str, &'a ReleaseFile> {
        release.own_files().map(|file| (file.path.as_str(), file)).collect()
    };
    let (old, new) = (by_path(then), by_path(now));
    let paths: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let pair = |path| FilePair { path, then: old.get(path).copied(), now: new.get(path).copied() };
    let differs = |pair: &FilePair| pair.then != pair.now;
    let is_twin = |pair: &FilePair| is_twin(pair.path, |file| old.contains_key(file) || new.contains_key(file));
    paths.into_iter().map(pair).filter(|pair| differs(pair) && !is_twin(pair)).collect()
}

fn is_for_people(path: &str) -> bool {
    let is_hashed = path.starts_with(HASHED_FOLDER.trim_start_matches('/'));
    !is_hashed && !FOR_PROGRAMS.contains(&path) && !path.ends_with(".xml") && !path.ends_with(".html")
}

fn download(file: &FilePair, then: &ReleaseSide, now: &ReleaseSide) -> io::Result<DownloadChange> {
    let state = |side: &ReleaseSide, there: Option<&ReleaseFile>| -> io::Result<Option<DownloadState>> {
        let state =
            |file: &ReleaseFile| Ok(DownloadState { size: file.size, sha256: sha256(&(side.read)(&file.path)?) });
        there.map(state).transpose()
    };
    Ok(DownloadChange { address: file.address(), then: state(then, file.then)?, now: state(now, file.now)? })
}

/// A number as it is read, and what it dials.
type NumberKey = (String, Option<String>);

/// Numbers that a page links or shows.
fn numbers(text: Option<&VisibleText>, known: &BTreeSet<&str>) -> BTreeSet<NumberKey> {
    let Some(text) = text else { return BTreeSet::new() };
    let dialled = text.dialled.iter().map(|link| (link.shown.clone(), Some(link.digits.clone())));
    let mut found: BTreeSet<NumberKey> = dialled.collect();
    for passage in &text.passages {
        for number in find_phone_numbers(&passage.words, &|digits| known.contains(digits)) {
            let shown = passage.words[number.span.range()].to_owned();
            let is_linked = text.dialled.iter().any(|link| link.shown.contains(&shown));
            if !is_linked {
                found.insert((shown, None));
            }
        }
    }
    found
}

fn number_changes(pages: &[ChangedPage]) -> Vec<NumberChange> {
    let texts = pages.iter().flat_map(|page| page.then.iter().chain(&page.now));
    let known: BTreeSet<&str> =
        texts.flat_map(|text| &text.dialled).map(|link| link.digits.trim_start_matches('+')).collect();
    let mut changes: BTreeMap<NumberKey, NumberChange> = BTreeMap::new();
    for page in pages {
        let (then, now) = (numbers(page.then.as_ref(), &known), numbers(page.now.as_ref(), &known));
        for key in then.symmetric_difference(&now) {
            let (shown, dials) = key.clone();
            let empty = NumberChange { shown, dials, new_on: Vec::new(), gone_from: Vec::new(), critical: false };
            let change = changes.entry(key.clone()).or_insert(empty);
            change.critical |= page.critical;
            let list = if now.contains(key) { &mut change.new_on } else { &mut change.gone_from };
            list.push(page.address.clone());
        }
    }
    changes.into_values().collect()
}

fn address_changes(then: &ReleaseSummary, now: &ReleaseSummary) -> Vec<AddressChange> {
    let answer = |summary: &ReleaseSummary, address: &String| {
        let leads = summary.leads.get(address).map(|to| OldAddress::Leads(to.clone()));
        leads.or_else(|| summary.gone.contains(address).then_some(OldAddress::Gone))
    };
    let all = [then, now].into_iter().flat_map(|summary| summary.leads.keys().chain(&summary.gone));
    let addresses: BTreeSet<&String> = all.collect();
    addresses
        .into_iter()
        .map(|address| AddressChange {
            address: address.clone(),
            then: answer(then, address),
            now: answer(now, address),
        })
        .filter(|change| change.then != change.now)
        .collect()
}

fn language_changes(then: &ReleaseSummary, now: &ReleaseSummary) -> Vec<LanguageChange> {
    let tags: BTreeSet<&String> = then.languages.keys().chain(now.languages.keys()).collect();
    let pages = |summary: &ReleaseSummary, tag| summary.languages.get(tag).copied().unwrap_or_default();
    tags.into_iter()
        .map(|tag| LanguageChange { tag: tag.clone(), then: pages(then, tag), now: pages(now, tag) })
        .filter(|change| change.then != change.now)
        .collect()
}
