use crate::source::{Change, THEME_FOLDERS, disk};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A file that is being written is read when it is closed; a program that keeps it open is waited for this long.
const UNCLOSED: Duration = Duration::from_millis(25);
/// Many editors save by writing a new file and renaming it over the old: for a moment there is none. A file counts as
/// gone when it stays away this long.
const GRACE: Duration = Duration::from_millis(60);
/// Where the system reports no changes (network folders), they are looked for this often: seen within a second.
const POLL: Duration = Duration::from_millis(700);

/// Keeps the watching alive; it ends when this is dropped.
pub struct Watching {
    _watcher: Box<dyn Watcher + Send>,
}

/// Watches the files of the site in `root` and hands over what really changed: at once, without waiting for more;
/// what comes in meanwhile is handed over together. `known_below` says which files of a folder are known.
///
/// # Errors
/// When nothing can be watched at all.
pub fn watch(
    root: &Path,
    known_below: impl Fn(&str) -> Vec<String> + Send + 'static,
    follow: impl Fn(Vec<Change>) + Send + 'static,
) -> io::Result<Watching> {
    let root = std::fs::canonicalize(root)?;
    let (sender, receiver) = mpsc::channel();
    let send = move |event| drop(sender.send(event));
    let mut watcher = watcher(&root, send).map_err(io::Error::other)?;
    watch_folders(watcher.as_mut(), &root);
    let mut follower = Follower { root, known_below, follow, gone: BTreeMap::new() };
    std::thread::Builder::new().name("watch".to_owned()).spawn(move || follower.run(&receiver))?;
    Ok(Watching { _watcher: watcher })
}

type Events = Result<notify::Event, notify::Error>;

/// The system's own watcher, or one that looks again and again where the system has none.
fn watcher(root: &Path, send: impl Fn(Events) + Send + Clone + 'static) -> notify::Result<Box<dyn Watcher + Send>> {
    let own = RecommendedWatcher::new(send.clone(), Config::default())
        .and_then(|mut watcher| watcher.watch(root, RecursiveMode::NonRecursive).map(|()| watcher));
    match own {
        Ok(watcher) => Ok(Box::new(watcher)),
        Err(_) => {
            let mut watcher = PollWatcher::new(send, Config::default().with_poll_interval(POLL))?;
            watcher.watch(root, RecursiveMode::NonRecursive)?;
            Ok(Box::new(watcher))
        }
    }
}

/// Watches the folders that mean something; the others, such as the output, are left alone.
fn watch_folders(watcher: &mut dyn Watcher, root: &Path) {
    for folder in ["content", "themes", "static"].iter().chain(&THEME_FOLDERS) {
        let path = root.join(folder);
        if path.is_dir() {
            let _ = watcher.watch(&path, RecursiveMode::Recursive);
        }
    }
}

struct Follower<K, F> {
    root: PathBuf,
    known_below: K,
    follow: F,
    /// Files that are away, and since when.
    gone: BTreeMap<PathBuf, Instant>,
}

/// What one event says of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    /// It may be read now.
    Ready,
    /// It is being written.
    Writing,
}

impl<K: Fn(&str) -> Vec<String>, F: Fn(Vec<Change>)> Follower<K, F> {
    /// Works until the watcher is dropped.
    fn run(&mut self, receiver: &Receiver<Events>) {
        let mut writing: BTreeMap<PathBuf, Instant> = BTreeMap::new();
        loop {
            let Some(events) = self.wait(receiver, &writing) else { return };
            let mut ready = BTreeSet::new();
            for (path, news) in events {
                match news {
                    News::Ready => {
                        writing.remove(&path);
                        ready.insert(path);
                    }
                    News::Writing => drop(writing.entry(path).or_insert_with(Instant::now)),
                }
            }
            take_due(&mut writing, UNCLOSED, &mut ready);
            let mut away = BTreeSet::new();
            take_due(&mut self.gone, GRACE, &mut away);
            let changes = self.changes(&ready, &away);
            if !changes.is_empty() {
                (self.follow)(changes);
            }
        }
    }

    /// The next events, together with all that have come by then; empty when only time has passed. `None` at the end.
    fn wait(&self, receiver: &Receiver<Events>, writing: &BTreeMap<PathBuf, Instant>) -> Option<Vec<(PathBuf, News)>> {
        let next = writing.values().map(|since| *since + UNCLOSED);
        let next = next.chain(self.gone.values().map(|since| *since + GRACE)).min();
        let first = match next {
            Some(time) => match receiver.recv_timeout(time.saturating_duration_since(Instant::now())) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return None,
            },
            None => Some(receiver.recv().ok()?),
        };
        Some(first.into_iter().chain(receiver.try_iter()).flat_map(news).collect())
    }

    fn changes(&mut self, ready: &BTreeSet<PathBuf>, away: &BTreeSet<PathBuf>) -> Vec<Change> {
        let mut changes = Vec::new();
        for path in ready {
            self.look_at(path, false, &mut changes);
        }
        for path in away {
            self.look_at(path, true, &mut changes);
        }
        changes
    }

    /// Reads what stands at a path now, file or folder. What is not there is believed to be gone only when `certain`.
    fn look_at(&mut self, path: &Path, certain: bool, changes: &mut Vec<Change>) {
        let Some(site_path) = disk::site_path(&self.root, path) else { return };
        let found = disk::list_below(&self.root, path);
        if found.is_empty() && std::fs::symlink_metadata(path).is_err() {
            if certain {
                changes.push(Change::Gone(site_path));
            } else {
                self.gone.entry(path.to_owned()).or_insert_with(Instant::now);
            }
            return;
        }
        self.gone.remove(path);
        if path.is_dir() {
            let there: BTreeSet<&str> = found.iter().map(|file| file.path.as_str()).collect();
            let known = (self.known_below)(&site_path);
            changes.extend(known.into_iter().filter(|path| !there.contains(path.as_str())).map(Change::Gone));
        }
        changes.extend(found.iter().map(disk::read).map(Change::Present));
    }
}

/// Moves what has waited long enough.
fn take_due(waiting: &mut BTreeMap<PathBuf, Instant>, patience: Duration, due: &mut BTreeSet<PathBuf>) {
    let now = Instant::now();
    waiting.retain(|path, since| {
        let is_due = now.duration_since(*since) >= patience;
        if is_due {
            due.insert(path.clone());
        }
        !is_due
    });
}

/// What an event says of its paths. Reading a file is no news: our own reads would never end.
fn news(event: Events) -> Vec<(PathBuf, News)> {
    let Ok(event) = event else { return Vec::new() };
    let news = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => News::Ready,
        EventKind::Access(_) => return Vec::new(),
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => News::Writing,
        EventKind::Create(notify::event::CreateKind::File) if cfg!(target_os = "linux") => News::Writing,
        _ => News::Ready,
    };
    event.paths.into_iter().map(|path| (path, news)).collect()
}
