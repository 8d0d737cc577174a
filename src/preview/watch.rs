//! What happens to the files of the site while it is shown.
//!
//! In: the reports of the system, and a look at all folders, as some disks say nothing. Out: what really changed, read again from disk. A report only
//! says where to look: what is there decides. When reports may be missing, everything is watched and listed again.

mod folders;

use crate::snapshot::parallel;
use crate::source::{SourceChange, disk};
use folders::{Folders, Report};
use notify::WatcherKind;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{RecommendedWatcher, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// A file that is being written is read when it is closed; a program that keeps it open is waited for this long.
const UNCLOSED: Duration = Duration::from_millis(25);
/// Many editors save by writing a new file and renaming it over the old: for a moment there is none. A file counts as
/// gone when it stays away this long.
const GRACE: Duration = Duration::from_millis(60);
/// What the system does not report is looked at this often: seen within a second.
const LOOK: Duration = Duration::from_millis(700);
/// Of a very large site less often: the pause is this many times as long as the look, so that it costs two hundredths of a processor.
const PAUSE: u32 = 50;

/// Keeps the following alive; it ends soon after this is dropped.
pub struct Watching {
    _alive: Arc<()>,
}

/// Is told what cannot be watched, and so is looked at again and again: folders in the site, in order; empty for the site itself.
pub type OnTrouble = Box<dyn Fn(&[String]) + Send>;

/// A site that is watched, of which nobody hears yet. Read its files only after this.
pub struct Watch {
    folders: Folders,
    reports: Receiver<Report>,
    on_trouble: OnTrouble,
    /// Whether the files may have been read before.
    is_late: bool,
}

impl Watch {
    /// Begins to watch the files of the site in `root`. Where there is no folder yet, it is looked for.
    pub fn begin(root: &Path, on_trouble: OnTrouble) -> Self {
        let (sender, reports) = mpsc::channel();
        let mut folders = Folders::new(root, move |report| drop(sender.send(report)));
        folders.renew();
        tell(&folders, &on_trouble);
        Self { folders, reports, on_trouble, is_late: false }
    }

    /// Says that the files were read before the watching began: they are compared once with what is there.
    pub fn look_again(&mut self) {
        self.is_late = true;
    }

    /// Hands over what really changed since [`Watch::begin`]: at once, without waiting for more; what comes in meanwhile is handed
    /// over together. `known` says which files begin with a prefix as they were last handed over.
    ///
    /// # Errors
    /// When there are no threads.
    pub fn follow(
        self,
        known: impl Fn(&str) -> Vec<String> + Send + 'static,
        follow: impl Fn(Vec<SourceChange>) + Send + 'static,
    ) -> io::Result<Watching> {
        let alive = Arc::new(());
        let is_exact = RecommendedWatcher::kind() == WatcherKind::Inotify;
        let mut follower = Follower {
            folders: self.folders,
            on_trouble: self.on_trouble,
            known,
            follow,
            is_exact,
            writing: BTreeMap::new(),
            gone: BTreeMap::new(),
            alive: Arc::downgrade(&alive),
        };
        if self.is_late {
            follower.compare_all();
        }
        let reports = self.reports;
        std::thread::Builder::new().name("watch".to_owned()).spawn(move || follower.run(&reports))?;
        Ok(Watching { _alive: alive })
    }
}

/// Says what must be polled, if anything.
fn tell(folders: &Folders, on_trouble: &OnTrouble) {
    let base = folders.base().unwrap_or(Path::new(""));
    let name = |path: &Path| path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned();
    let polled: Vec<String> = folders.polled().map(name).collect();
    if !polled.is_empty() {
        on_trouble(&polled);
    }
}

struct Follower<K, F> {
    folders: Folders,
    on_trouble: OnTrouble,
    known: K,
    follow: F,
    /// Whether the system says when a file that was written is closed.
    is_exact: bool,
    /// Files that are being written, and since when.
    writing: BTreeMap<PathBuf, Instant>,
    /// Files and folders of the site that are away, and since when.
    gone: BTreeMap<String, Instant>,
    alive: Weak<()>,
}

/// What a report says of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    /// It may be another one than before.
    Replaced,
    /// It was written to; of a folder, that something in it changed, which has a report of its own.
    Written,
    /// It is being written to.
    Writing,
}

/// What has come in.
#[derive(Default)]
struct PendingNews {
    news: Vec<(PathBuf, News)>,
    /// Whether reports may be missing.
    has_gaps: bool,
}

impl<K: Fn(&str) -> Vec<String>, F: Fn(Vec<SourceChange>)> Follower<K, F> {
    /// Works until nobody wants to know any more.
    fn run(&mut self, reports: &Receiver<Report>) {
        let mut next_look = Instant::now() + LOOK;
        while let Some(mut heard) = self.wait(reports, next_look) {
            if Instant::now() >= next_look {
                let began = Instant::now();
                heard.has_gaps |= !self.folders.is_same();
                // Nobody knows whether it is complete: it is read when it has had the time to be.
                heard.news.extend(self.folders.poll().into_iter().map(|path| (path, News::Writing)));
                next_look = Instant::now() + LOOK.max(began.elapsed() * PAUSE);
            }
            if heard.has_gaps {
                self.begin_anew();
            } else {
                self.take(heard.news);
            }
        }
    }

    /// The next reports, together with all that have come by then; none when only time has passed. `None` at the end.
    fn wait(&self, reports: &Receiver<Report>, look: Instant) -> Option<PendingNews> {
        let due = self.writing.values().map(|since| *since + UNCLOSED);
        let due = due.chain(self.gone.values().map(|since| *since + GRACE)).min().unwrap_or(look).min(look);
        let first = match reports.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(report) => Some(report),
            Err(RecvTimeoutError::Timeout) => None,
            // Without a watcher there is nothing but looking.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                None
            }
        };
        self.alive.upgrade()?;
        let mut heard = PendingNews::default();
        first.into_iter().chain(reports.try_iter()).for_each(|report| self.hear(report, &mut heard));
        Some(heard)
    }

    /// What a report says. That a file was read is no news: our own reading would never end.
    fn hear(&self, report: Report, heard: &mut PendingNews) {
        let Ok(event) = report else {
            heard.has_gaps = true;
            return;
        };
        heard.has_gaps |= event.need_rescan();
        let news = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => News::Written,
            EventKind::Access(_) => return,
            EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(CreateKind::File) if self.is_exact => {
                News::Writing
            }
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => News::Written,
            _ => News::Replaced,
        };
        heard.news.extend(event.paths.into_iter().map(|path| (path, news)));
    }

    /// Watches and lists everything again. While the site's folder is away nothing is believed to be gone.
    fn begin_anew(&mut self) {
        self.writing.clear();
        self.gone.clear();
        if self.folders.renew() {
            tell(&self.folders, &self.on_trouble);
            self.compare_all();
        }
    }

    fn compare_all(&mut self) {
        let Some(base) = self.folders.base() else { return };
        let Ok(found) = disk::list(base) else { return };
        self.miss("", &found);
        let changes = parallel::map(&found, |file| SourceChange::Present(disk::read(file)));
        self.hand_over(changes);
    }

    fn take(&mut self, news: Vec<(PathBuf, News)>) {
        let mut ready: BTreeMap<PathBuf, News> = BTreeMap::new();
        for (path, news) in news {
            if news == News::Writing {
                self.writing.entry(path).or_insert_with(Instant::now);
                continue;
            }
            self.writing.remove(&path);
            let known = ready.entry(path).or_insert(news);
            if news == News::Replaced {
                *known = News::Replaced;
            }
        }
        // Also links: they are made like files and never closed.
        let unclosed = due(&mut self.writing, UNCLOSED).into_iter().map(|path| (path, News::Replaced));
        ready.extend(unclosed);
        let mut changes = Vec::new();
        for (path, news) in ready {
            self.folders.note(&path);
            self.look_at(&path, news, &mut changes);
        }
        for path in due(&mut self.gone, GRACE) {
            self.look_for(path, &mut changes);
        }
        self.hand_over(changes);
    }

    fn hand_over(&self, changes: Vec<SourceChange>) {
        if !changes.is_empty() {
            (self.follow)(changes);
        }
    }

    /// Looks at what really is at a path now, under every name that it has in the site.
    fn look_at(&mut self, path: &Path, news: News, changes: &mut Vec<SourceChange>) {
        if Some(path) == self.folders.base() && news == News::Replaced {
            return self.begin_anew();
        }
        if path.is_dir() && news != News::Replaced {
            return;
        }
        if news == News::Replaced {
            let polled = self.folders.polled().count();
            self.folders.renew_below(path);
            if self.folders.polled().count() > polled {
                tell(&self.folders, &self.on_trouble);
            }
        }
        for name in self.folders.names(path) {
            self.read(&name, changes);
        }
    }

    /// Reads what is at a path of the site, file or folder. What is not there is missed for a while.
    fn read(&mut self, path: &Path, changes: &mut Vec<SourceChange>) {
        let Some(base) = self.folders.base() else { return };
        let Some(site_path) = disk::site_path(base, path) else { return };
        let found = disk::list_below(base, path);
        if found.is_empty() && path.symlink_metadata().is_err() {
            self.gone.entry(site_path).or_insert_with(Instant::now);
            return;
        }
        self.miss(&site_path, &found);
        changes.extend(parallel::map(&found, |file| SourceChange::Present(disk::read(file))));
    }

    /// Notes which known files at or below a path of the site, all of them if it is empty, are not among those `found`.
    fn miss(&mut self, site_path: &str, found: &[disk::FoundFile]) {
        let there: BTreeSet<&str> = found.iter().map(|file| file.path.as_str()).collect();
        let is_below = |path: &str| {
            let rest = path.strip_prefix(site_path).unwrap_or(path);
            site_path.is_empty() || rest.is_empty() || rest.starts_with('/')
        };
        for path in (self.known)(site_path).into_iter().filter(|path| is_below(path) && !there.contains(path.as_str()))
        {
            self.gone.entry(path).or_insert_with(Instant::now);
        }
    }

    /// Looks once more for what has been away for a while, in whichever spelling it may be back.
    fn look_for(&mut self, site_path: String, changes: &mut Vec<SourceChange>) {
        // A folder that was moved away as a whole says nothing of what it holds.
        if !self.folders.is_same() {
            return;
        }
        let Some(base) = self.folders.base() else { return };
        let found = find(base, &site_path);
        // It may have become a folder, or a folder a file.
        if found.iter().all(|file| file.path != site_path) {
            changes.push(SourceChange::Gone(site_path));
        }
        changes.extend(found.iter().map(disk::read).map(SourceChange::Present));
    }
}

/// The files at or below a path of the site, however its name is spelled on disk.
fn find(base: &Path, site_path: &str) -> Vec<disk::FoundFile> {
    let found = disk::list_below(base, &base.join(site_path));
    if !found.is_empty() || site_path.is_ascii() {
        return found;
    }
    // Its accents may be apart there; the last folder whose name has none is sure.
    let sure = Path::new(site_path).ancestors().find(|path| path.to_str().is_some_and(str::is_ascii));
    let mut found = disk::list_below(base, &base.join(sure.unwrap_or(Path::new(""))));
    let is_it = |path: &str| path.strip_prefix(site_path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    found.retain(|file| is_it(&file.path));
    found
}

/// Takes out what has waited long enough.
fn due<T: Ord>(waiting: &mut BTreeMap<T, Instant>, patience: Duration) -> Vec<T> {
    let now = Instant::now();
    waiting.extract_if(.., |_, since| now.duration_since(*since) >= patience).map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests;
