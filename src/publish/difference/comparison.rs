//! What readers would see change from one release to another, by what matters to them: numbers, pages, addresses, files, languages.
//!
//! Values only; `compare` makes them, and text, JSON and HTML say them.

use crate::text::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What readers would see change from one release to another.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Telephone numbers that come, go or move, sorted by what is shown.
    pub numbers: Vec<NumberChange>,
    /// Pages that come, go or say something else: critical ones first, then what is gone, changed, new; then by address.
    pub pages: Vec<PageChange>,
    /// What changed alike on more pages than the site has languages, such as a word of the frame. It is not in `pages` again.
    pub everywhere: Vec<SharedChange>,
    /// Pages of which only markup changed: every word, number and link is as it was.
    pub same_words: usize,
    /// Pages on which, of all words, only sizes and checksums of files changed: `downloads` says them.
    pub file_details: usize,
    /// Old addresses that lead elsewhere than before, or are answered as gone, sorted. Empty if the older release kept none.
    pub addresses: Vec<AddressChange>,
    /// Files for people that come, go or change, sorted by address.
    pub downloads: Vec<DownloadChange>,
    /// Languages with another number of pages, sorted by tag. Empty if the older release did not keep them.
    pub languages: Vec<LanguageChange>,
    /// Files for browsers, robots and servers that differ: styles, scripts, pictures, lists.
    pub other_files: usize,
    /// One hash of exactly this change: of all bytes before and after.
    pub fingerprint: Fingerprint,
}

/// A telephone number as it is read, and what a link to it dials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberChange {
    /// How it is written.
    pub shown: String,
    /// What the telephone dials; nothing where it is only read.
    pub dials: Option<String>,
    /// Pages that have it now and had not, sorted.
    pub new_on: Vec<String>,
    /// Pages that had it and have not now, sorted.
    pub gone_from: Vec<String>,
    /// Whether one of these pages is critical.
    pub critical: bool,
}

/// What happens to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was there and is not now.
    Gone,
    /// It is not as it was.
    Changed,
    /// It was not there.
    New,
}

impl ChangeKind {
    /// What happens to something that was there or not, and is or is not.
    pub fn of(then: bool, now: bool) -> Self {
        match (then, now) {
            (true, true) => Self::Changed,
            (true, false) => Self::Gone,
            (false, _) => Self::New,
        }
    }

    /// Its name in texts and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::New => "new",
        }
    }
}

/// A page, or several that change alike: those of languages that get it in another one.
#[derive(Clone, Debug)]
pub struct PageChange {
    /// Their addresses, sorted; one at least.
    pub addresses: Vec<String>,
    /// What happens to them.
    pub kind: ChangeKind,
    /// Whether readers must never get one of them out of date.
    pub critical: bool,
    /// The language of the first, as its `lang` says.
    pub language: String,
    /// The title of the first, of today if it has one.
    pub title: String,
    /// What changed in reading order; empty for new pages, and for those that are gone.
    pub passages: Vec<PassageChange>,
    /// Words of a page that is new or gone.
    pub words: usize,
}

/// Words, or where a link leads, before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageChange {
    /// What the words of a link are, if it is about where it leads: then `then` and `now` are addresses.
    pub link: Option<String>,
    /// What it was; nothing if it is new.
    pub then: Option<String>,
    /// What it is; nothing if it is gone.
    pub now: Option<String>,
    /// The language of the words, as their `lang` says.
    pub language: String,
}

/// What changed alike on many pages.
#[derive(Clone, Debug)]
pub struct SharedChange {
    /// The change.
    pub passage: PassageChange,
    /// The pages, sorted.
    pub addresses: Vec<String>,
    /// How many of them are critical.
    pub critical: usize,
}

/// What an old address answers before and after; nothing where it is a page or a file, or not answered at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// The old address.
    pub address: String,
    /// What it answered.
    pub then: Option<OldAddress>,
    /// What it answers.
    pub now: Option<OldAddress>,
}

/// What an old address answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OldAddress {
    /// It leads there.
    Leads(String),
    /// It says that it is gone.
    Gone,
}

/// A file for people before and after.
#[derive(Clone, Debug)]
pub struct DownloadChange {
    /// Its address.
    pub address: String,
    /// What it was; nothing if it is new.
    pub then: Option<DownloadState>,
    /// What it is; nothing if it is gone.
    pub now: Option<DownloadState>,
}

/// Size and checksum of a file.
#[derive(Clone, Debug)]
pub struct DownloadState {
    /// Bytes.
    pub size: u64,
    /// SHA-256, as 64 hexadecimal digits.
    pub sha256: String,
}

/// A language before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageChange {
    /// Its tag.
    pub tag: String,
    /// Pages that had words of their own in it.
    pub then: usize,
    /// Pages that have.
    pub now: usize,
}

/// How much changed, for lists of releases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Numbers that came, went or moved.
    pub numbers: usize,
    /// Pages that are new.
    pub new: usize,
    /// Pages that say something else.
    pub changed: usize,
    /// Pages that are gone.
    pub gone: usize,
    /// Pages of which only markup changed.
    pub same_words: usize,
    /// Downloads that differ.
    pub downloads: usize,
}

impl Comparison {
    /// How much changed.
    pub fn counts(&self) -> ChangeCounts {
        let pages = |kind| self.pages.iter().filter(|page| page.kind == kind).map(|page| page.addresses.len()).sum();
        let alone: BTreeSet<&String> = self
            .pages
            .iter()
            .filter(|page| page.kind == ChangeKind::Changed)
            .flat_map(|page| &page.addresses)
            .collect();
        let shared: BTreeSet<&String> = self.everywhere.iter().flat_map(|shared| &shared.addresses).collect();
        ChangeCounts {
            numbers: self.numbers.len(),
            new: pages(ChangeKind::New),
            changed: alone.union(&shared).count(),
            gone: pages(ChangeKind::Gone),
            same_words: self.same_words,
            downloads: self.downloads.len(),
        }
    }

    /// Whether somebody has to see it before it goes out: a critical page says something else, or a number changes.
    pub fn needs_eyes(&self) -> bool {
        let critical_page = self.pages.iter().any(|page| page.critical);
        critical_page || !self.numbers.is_empty() || self.everywhere.iter().any(|shared| shared.critical > 0)
    }

    /// Whether readers would see nothing change.
    pub fn is_empty(&self) -> bool {
        let rest = self.same_words + self.file_details + self.addresses.len() + self.languages.len() + self.other_files;
        self.counts() == ChangeCounts::default() && rest == 0
    }
}
