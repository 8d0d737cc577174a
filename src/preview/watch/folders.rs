//! Which folders are watched: those of the site, and those that its links lead to.
//!
//! Each real folder is watched once, whichever names it has, and before it is listed: what is made in it after the listing is
//! reported. What the system does not watch is looked at again and again; and so is everything else, as some disks and networks
//! agree to be watched and then say nothing. A folder is watched by what it is, not by its name, so the caller must say when one
//! may have been replaced.

use crate::source::disk;
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use same_file::Handle;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the system reports.
pub type Report = Result<Event, notify::Error>;

/// Names of one file that are followed. More come only from links that lead to each other in many ways.
const MOST_NAMES: usize = 1000;

/// The folders of one site.
pub struct Folders {
    /// As the person named it.
    root: PathBuf,
    /// Where that really is; `None` while there is none.
    base: Option<(PathBuf, Handle)>,
    /// `None` where the system gives none.
    watcher: Option<RecommendedWatcher>,
    /// Whether one watch is for everything below a folder.
    is_whole: bool,
    /// Real folders that have been looked through.
    seen: BTreeSet<PathBuf>,
    /// Those, and the folders on the way to what a link leads to, as far as the system watches them.
    watched: BTreeSet<PathBuf>,
    /// Those that the system does not watch.
    polled: BTreeSet<PathBuf>,
    /// What was in each folder that is watched or looked at.
    listed: BTreeMap<PathBuf, FolderListing>,
    /// Where each link really is, and where it leads.
    links: BTreeMap<PathBuf, PathBuf>,
}

/// The names in a folder, with time and length.
type FolderListing = BTreeMap<OsString, (Option<SystemTime>, u64)>;

impl Folders {
    /// Watches nothing yet: see [`Folders::renew`]. `send` gets what the system reports.
    pub fn new(root: &Path, send: impl Fn(Report) + Send + 'static) -> Self {
        let is_whole =
            matches!(RecommendedWatcher::kind(), WatcherKind::Fsevent | WatcherKind::ReadDirectoryChangesWatcher);
        Self {
            root: root.to_owned(),
            base: None,
            watcher: RecommendedWatcher::new(send, Config::default()).ok(),
            is_whole,
            seen: BTreeSet::new(),
            watched: BTreeSet::new(),
            polled: BTreeSet::new(),
            listed: BTreeMap::new(),
            links: BTreeMap::new(),
        }
    }

    /// The same on a system that watches nothing.
    #[cfg(test)]
    pub fn unwatched(root: &Path) -> Self {
        Self { watcher: None, ..Self::new(root, |_| {}) }
    }

    /// Where the site really is.
    pub fn base(&self) -> Option<&Path> {
        self.base.as_ref().map(|(path, _)| path.as_path())
    }

    /// Whether the site's folder is still the one that is watched. A folder that is renamed takes its watches along.
    pub fn is_same(&self) -> bool {
        let now = fs::canonicalize(&self.root).ok();
        match (&self.base, now) {
            (None, None) => true,
            (Some((path, handle)), Some(now)) => {
                *path == now && Handle::from_path(path).is_ok_and(|other| other == *handle)
            }
            _ => false,
        }
    }

    /// Watches everything anew. Returns whether the folder is there.
    pub fn renew(&mut self) -> bool {
        self.forget_below(Path::new(""));
        let base = fs::canonicalize(&self.root).ok();
        self.base = base.and_then(|base| Handle::from_path(&base).ok().map(|handle| (base, handle)));
        let Some(base) = self.base().map(Path::to_owned) else { return false };
        self.look_through(&base);
        true
    }

    /// Watches anew what is really at `path` and below it, and what links have there; nothing may be there any more.
    pub fn renew_below(&mut self, path: &Path) {
        let Some(base) = self.base().map(Path::to_owned) else { return };
        self.forget_below(path);
        if path.is_symlink() || path.is_dir() {
            self.found(path);
        }
        let links: Vec<PathBuf> = self.links_to(path).cloned().collect();
        links.iter().for_each(|link| self.link(&base, link));
    }

    fn links_to<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a PathBuf> {
        self.links.iter().filter(move |(_, target)| target.starts_with(path)).map(|(link, _)| link)
    }

    /// Looks at all folders, and returns what is new, different or gone in them.
    pub fn poll(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (folder, before) in &mut self.listed {
            let now = listing(folder);
            let names: BTreeSet<&OsString> = before.keys().chain(now.keys()).collect();
            changed.extend(
                names.iter().filter(|name| before.get(**name) != now.get(**name)).map(|name| folder.join(name)),
            );
            *before = now;
        }
        changed
    }

    /// Takes note of what is at a path of which the system has told: the next look finds nothing new there.
    pub fn note(&mut self, path: &Path) {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
        let Some(before) = self.listed.get_mut(folder) else { return };
        match described(path) {
            Some(now) => drop(before.insert(name.to_owned(), now)),
            None => drop(before.remove(name)),
        }
    }

    /// The folders that the system does not watch, in order.
    pub fn polled(&self) -> impl Iterator<Item = &Path> {
        self.polled.iter().map(PathBuf::as_path)
    }

    /// The paths below the site's folder under which people know what really is at `path`, as it is spelled on disk.
    pub fn names(&self, path: &Path) -> BTreeSet<PathBuf> {
        let mut names = BTreeSet::from([path.to_owned()]);
        let mut waiting = vec![path.to_owned()];
        while let Some(path) = waiting.pop() {
            for (link, target) in &self.links {
                let name = match path.strip_prefix(target) {
                    Ok(rest) if rest.as_os_str().is_empty() => link.clone(),
                    Ok(rest) => link.join(rest),
                    // A folder on the way to what it leads to.
                    Err(_) if target.starts_with(&path) => link.clone(),
                    Err(_) => continue,
                };
                if names.len() < MOST_NAMES && names.insert(name.clone()) {
                    waiting.push(name);
                }
            }
        }
        names
    }

    /// Remembers where a link leads, and watches the way there as far as it is inside the site's folder.
    fn link(&mut self, base: &Path, link: &Path) {
        let Some(folder) = link.parent() else { return };
        let Ok(named) = fs::read_link(link) else { return };
        let target = fs::canonicalize(link).unwrap_or_else(|_| plain(&folder.join(named)));
        self.links.insert(link.to_owned(), target.clone());
        if !target.starts_with(base) {
            return;
        }
        for folder in target.ancestors().skip(1).take_while(|folder| *folder != base) {
            self.watch(folder);
        }
        if target.is_dir() && !folder.starts_with(&target) {
            self.look_through(&target);
        }
    }

    /// Watches a real folder and everything in it.
    fn look_through(&mut self, folder: &Path) {
        if !self.seen.insert(folder.to_owned()) {
            return;
        }
        self.watch(folder);
        self.listed.entry(folder.to_owned()).or_insert_with(|| listing(folder));
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            // Plain files, which are nearly all, need no watch of their own.
            if entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink()) {
                self.found(&entry.path());
            }
        }
    }

    /// Looks at a folder or link in a folder that is looked through.
    fn found(&mut self, path: &Path) {
        let Some(base) = self.base().map(Path::to_owned) else { return };
        match () {
            () if disk::site_path(&base, path).is_none() => {}
            () if path.is_symlink() => self.link(&base, path),
            () => self.look_through(path),
        }
    }

    /// Watches one folder; what the system does not watch is polled.
    fn watch(&mut self, folder: &Path) {
        let is_covered = self.is_whole && Some(folder) != self.base();
        if is_covered || self.watched.contains(folder) {
            return;
        }
        let mode = if self.is_whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        let watched = self.watcher.as_mut().is_some_and(|watcher| watcher.watch(folder, mode).is_ok());
        if watched {
            self.watched.insert(folder.to_owned());
        } else if folder.is_dir() {
            self.polled.insert(folder.to_owned());
            self.listed.insert(folder.to_owned(), listing(folder));
        }
    }

    /// Takes back everything at `path` and below it.
    fn forget_below(&mut self, path: &Path) {
        let is_below = |other: &PathBuf| other.starts_with(path);
        for folder in self.watched.iter().filter(|folder| is_below(folder)) {
            if let Some(watcher) = &mut self.watcher {
                // One that the system has dropped by itself is gone as well.
                let _ = watcher.unwatch(folder);
            }
        }
        self.watched.retain(|folder| !is_below(folder));
        self.seen.retain(|folder| !is_below(folder));
        self.polled.retain(|folder| !is_below(folder));
        self.listed.retain(|folder, _| !is_below(folder));
        self.links.retain(|link, _| !is_below(link));
    }
}

fn listing(folder: &Path) -> FolderListing {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name(), described(&entry.path())?))).collect()
}

/// When a file changed, and its length; `None` if nothing is there.
///
/// The time of a folder says that something in it changed, which its own listing says better.
fn described(path: &Path) -> Option<(Option<SystemTime>, u64)> {
    let metadata = fs::metadata(path).or_else(|_| fs::symlink_metadata(path)).ok()?;
    let time = metadata.is_file().then(|| metadata.modified().ok()).flatten();
    Some((time, if metadata.is_file() { metadata.len() } else { 0 }))
}

/// A path without `.` and `..`, as the words say.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}
