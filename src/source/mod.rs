//! The files of a site as they stand on disk: path, kind, fingerprint, text or bytes.
//!
//! [`disk`] is the only place that reads them; everything after works on [`Sources`].

mod copy;
pub mod disk;
mod kind;
mod leftover;
mod on_disk;
mod published;

use crate::text::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use kind::{FileKind, KEPT_SOURCES, RECORD_FILES, Refusal, THEME_FOLDERS, ledger_edition, ledger_path, theme_name};
pub use leftover::{is_expected, is_left_out, is_leftover};
pub use on_disk::OnDisk;
pub use published::{Area, PUBLISHED, Published, ending, is_sound};

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the site's root, with forward slashes, Unicode composed (NFC).
    pub path: Arc<str>,
    /// What it is: by its path, its first bytes, and what stands beside it.
    pub kind: FileKind,
    /// The path of the file beside it of which it is a copy, if [`FileKind::Refused`] says that there is one.
    pub original: Option<Arc<str>>,
    /// What is in it.
    pub data: Data,
    /// Hash of its bytes.
    pub fingerprint: Fingerprint,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Data {
    /// Text in UTF-8, without a byte order mark.
    Text(Arc<str>),
    /// Text that is not UTF-8: every bad byte is replaced; the first one stood at this offset.
    BadText(Arc<str>, usize),
    /// Anything that is not text to us.
    Bytes(Arc<[u8]>),
    /// Anything that is not text to us and is too large to be held: films, recordings, large documents.
    OnDisk(Arc<OnDisk>),
    /// The file is there but cannot be read; why, in plain words.
    Unreadable(String),
    /// It has more bytes than anything of its kind needs, which is this many, and is not read.
    TooLarge(u64),
    /// The path leads out of the site's folder.
    Outside,
    /// Something stands there that is not read, whatever it holds.
    Fault(SourceFault),
}

/// Why something below the site's folders is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// A link whose target does not exist.
    Dangling,
    /// A link that leads in a circle, or to a folder around it.
    Circle,
    /// A link to a folder, inside a folder that is a link itself.
    LinkInLink,
    /// A link into another part of the site, or to a file of another kind.
    OtherPart,
    /// A pipe, a socket or a device: reading it might never end.
    Special,
    /// A file where a folder belongs.
    NoFolder,
    /// A folder where a file belongs.
    NoFile,
    /// Two files whose names differ in how their letters are composed, and nothing else.
    Twins,
    /// A name that is no text, or holds characters that nobody sees.
    Name,
}

impl Source {
    /// Makes a source from the bytes of a file.
    pub fn from_bytes(path: &str, bytes: Vec<u8>) -> Self {
        let kind = FileKind::of_file(path, &bytes);
        let fingerprint = Fingerprint::of(&bytes);
        let data = if kind.is_text() { text(bytes) } else { Data::Bytes(bytes.into()) };
        Self { path: Arc::from(path), kind, original: None, data, fingerprint }
    }

    /// Makes a source for a file that is too large to be held.
    pub fn left_on_disk(path: &str, file: OnDisk) -> Self {
        let fingerprint = file.fingerprint;
        let kind = FileKind::of_file(path, &file.beginning);
        Self { path: Arc::from(path), kind, original: None, data: Data::OnDisk(Arc::new(file)), fingerprint }
    }

    /// Makes a source for a file that could not be read.
    pub fn unreadable(path: &str, data: Data) -> Self {
        Self {
            path: Arc::from(path),
            kind: FileKind::of(path),
            original: None,
            data,
            fingerprint: Fingerprint::default(),
        }
    }

    /// Whether its bytes are known.
    pub fn is_readable(&self) -> bool {
        !matches!(self.data, Data::Unreadable(_) | Data::TooLarge(_) | Data::Outside | Data::Fault(_))
    }

    /// Its text, also when bad bytes had to be replaced.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.data {
            Data::Text(text) | Data::BadText(text, _) => Some(text),
            _ => None,
        }
    }

    /// Its bytes, whatever it is; empty for what stays on disk.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Text(text) | Data::BadText(text, _) => text.as_bytes(),
            Data::Bytes(bytes) => bytes,
            _ => &[],
        }
    }

    /// Where it stands, if it is too large to be held.
    pub fn on_disk(&self) -> Option<&Arc<OnDisk>> {
        match &self.data {
            Data::OnDisk(file) => Some(file),
            _ => None,
        }
    }
}

impl Source {
    /// Its bytes to keep; those of a file that is no text are shared, not copied.
    pub fn shared_bytes(&self) -> Arc<[u8]> {
        match &self.data {
            Data::Bytes(bytes) => Arc::clone(bytes),
            _ => Arc::from(self.bytes()),
        }
    }
}

/// Whether two files with the same fingerprint hold the same: what cannot be read has no fingerprint, so the reasons count.
fn is_alike(old: &Data, new: &Data) -> bool {
    match (old, new) {
        (Data::Unreadable(old), Data::Unreadable(new)) => old == new,
        (Data::Fault(old), Data::Fault(new)) => old == new,
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

fn text(bytes: Vec<u8>) -> Data {
    match String::from_utf8(bytes) {
        Ok(text) => Data::Text(text.strip_prefix('\u{feff}').unwrap_or(&text).into()),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Data::BadText(String::from_utf8_lossy(error.as_bytes()).into(), offset)
        }
    }
}

/// All files of a site, sorted by path; paths are unique.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

/// What happened to one path since it was last read.
#[derive(Clone, Debug)]
pub enum SourceChange {
    /// It is there, new or different.
    Present(Source),
    /// It is gone; a folder's path takes everything below it along.
    Gone(String),
}

impl Sources {
    /// Sorts `files`; of two with one path the last wins.
    pub fn new(mut files: Vec<Source>) -> Self {
        files.reverse();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        let mut sources = Self { files: files.into_iter().map(Arc::new).collect() };
        sources.mark_copies(&mut Vec::new());
        sources
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.files.iter()
    }

    /// The files as a slice in the order of their paths.
    pub fn as_slice(&self) -> &[Arc<Source>] {
        &self.files
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&Arc<Source>> {
        self.find(path).ok().map(|index| &self.files[index])
    }

    /// All files whose path starts with `prefix`, in order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Arc<Source>> {
        let start = self.files.partition_point(|source| source.path.as_ref() < prefix);
        self.files[start..].iter().take_while(move |source| source.path.starts_with(prefix))
    }

    /// The files of a theme by name, such as `templates/base.html`; a file of that name in the site's root wins.
    pub fn theme(&self, theme: &str) -> BTreeMap<String, Arc<Source>> {
        let folder = format!("themes/{theme}/");
        let own = THEME_FOLDERS.iter().flat_map(|folder| self.files_in(folder));
        self.below(&folder)
            .chain(own)
            .filter_map(|source| Some((theme_name(&source.path)?.to_owned(), Arc::clone(source))))
            .collect()
    }

    fn files_in(&self, folder: &str) -> Vec<&Arc<Source>> {
        let prefix = format!("{folder}/");
        let start = self.files.partition_point(|source| *source.path < *prefix);
        self.files[start..].iter().take_while(|source| source.path.starts_with(&prefix)).collect()
    }

    /// Applies `changes` and returns the paths whose bytes really differ now, each once.
    pub fn apply(&mut self, changes: Vec<SourceChange>) -> Vec<Arc<str>> {
        let mut touched = Vec::new();
        for change in changes {
            match change {
                SourceChange::Present(source) => self.put(source, &mut touched),
                SourceChange::Gone(path) => self.remove(&path, &mut touched),
            }
        }
        if !touched.is_empty() {
            self.mark_copies(&mut touched);
        }
        touched.sort();
        touched.dedup();
        touched
    }

    /// One hash over every path and every byte.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_parts(
            self.files.iter().flat_map(|source| [source.path.as_bytes(), source.fingerprint.bytes().as_slice()]),
        )
    }

    /// Finds out which files are copies of others; what is one now and was none before, or the other way round, is touched.
    fn mark_copies(&mut self, touched: &mut Vec<Arc<str>>) {
        let is_there = |path: &str| match path.ends_with('/') {
            true => self.below(path).next().is_some(),
            false => self.get(path).is_some(),
        };
        let kept = format!("content/{KEPT_SOURCES}");
        let marked = self.files.iter().enumerate().filter_map(|(index, source)| {
            let is_ours =
                !matches!(source.kind, FileKind::Other | FileKind::Leftover) && !source.path.starts_with(&kept);
            let found = if is_ours { copy::beside(&source.path, is_there) } else { None };
            let same = found.as_ref().map(|(other, _)| other.as_str()) == source.original.as_deref();
            (!same).then_some((index, found))
        });
        let marked: Vec<_> = marked.collect();
        for (index, found) in marked {
            let old = &self.files[index];
            let kind = found
                .as_ref()
                .map_or_else(|| FileKind::of_file(&old.path, old.bytes()), |(_, why)| FileKind::Refused(*why));
            let original = found.map(|(other, _)| Arc::from(other));
            touched.push(Arc::clone(&old.path));
            self.files[index] = Arc::new(Source { kind, original, ..Source::clone(old) });
        }
    }

    fn put(&mut self, source: Source, touched: &mut Vec<Arc<str>>) {
        match self.find(&source.path) {
            Ok(index) => {
                let old = &self.files[index];
                let same = old.fingerprint == source.fingerprint && is_alike(&old.data, &source.data);
                if !same {
                    touched.push(Arc::clone(&source.path));
                    self.files[index] = Arc::new(source);
                }
            }
            Err(index) => {
                touched.push(Arc::clone(&source.path));
                self.files.insert(index, Arc::new(source));
            }
        }
    }

    fn remove(&mut self, path: &str, touched: &mut Vec<Arc<str>>) {
        let below = format!("{path}/");
        self.files.retain(|source| {
            let gone = source.path.as_ref() == path || source.path.starts_with(&below);
            if gone {
                touched.push(Arc::clone(&source.path));
            }
            !gone
        });
    }

    fn find(&self, path: &str) -> Result<usize, usize> {
        self.files.binary_search_by(|source| source.path.as_ref().cmp(path))
    }
}
