//! All files of a site, sorted by path, and what becomes of them when some change.
//!
//! Which of them are copies of others is known here alone, because it depends on what is beside a file.

use super::built_in;
use super::copy;
use super::file::{Data, Source};
use super::kind::{FileKind, THEME_FOLDERS, theme_name};
use super::leftover::KEPT_SOURCES;
use crate::config::{BUILT_IN_THEME, CONFIG_FILE, theme_of};
use crate::text::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All files of a site, sorted by path; paths are unique.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    /// Whether the program's own theme is below that of the site.
    has_built_in: bool,
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
        let mut sources = Self { files: files.into_iter().map(Arc::new).collect(), has_built_in: false };
        sources.mark_copies(&mut Vec::new());
        sources
    }

    /// The same, with the files of the program's own theme where the site uses it and has none of that name, now and after changes.
    pub fn on_built_in_theme(mut self) -> Self {
        self.has_built_in = true;
        self.complete(&mut Vec::new());
        self
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
            self.complete(&mut touched);
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

    /// Puts in what the program's own theme has and the site has not.
    fn complete(&mut self, touched: &mut Vec<Arc<str>>) {
        let settings = self.get(CONFIG_FILE).and_then(|source| source.text());
        if !self.has_built_in || theme_of(settings.map_or("", |text| text)) != BUILT_IN_THEME {
            return;
        }
        for (name, bytes) in built_in::FILES {
            let path = format!("themes/{BUILT_IN_THEME}/{name}");
            let is_read = !matches!(FileKind::of(&path), FileKind::Other | FileKind::Leftover);
            if is_read && let Err(index) = self.find(&path) {
                let source = Arc::new(Source::from_bytes(&path, bytes.to_vec()));
                touched.push(Arc::clone(&source.path));
                self.files.insert(index, source);
            }
        }
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

/// Whether two files with the same fingerprint hold the same: what cannot be read has no fingerprint, so the reasons count.
fn is_alike(old: &Data, new: &Data) -> bool {
    match (old, new) {
        (Data::Unreadable(old), Data::Unreadable(new)) => old == new,
        (Data::Fault(old), Data::Fault(new)) => old == new,
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}
