//! A snapshot of the site with what has been made of it.
//!
//! In: a snapshot. Out: pages as the preview shows them, and what is wrong with the whole site. Both are kept beside the snapshot and go
//! with it, so nothing that is kept can be older than the site. It reads no file and knows no socket.

use super::http::ServedFile;
use crate::diagnostic::{Diagnostic, Severity, tidy};
use crate::snapshot::Snapshot;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of pages that are kept: some two thousand pages. With more, all go and are made again when they are asked for.
const MOST_KEPT: usize = 64 * 1024 * 1024;

/// Findings that can be shown while the rest of the site is looked at.
const FIRST_SHOWN: usize = 200;

/// What a page takes beside its bytes: headers, address, tag.
const BESIDE: usize = 1024;

/// A page as the preview shows it.
#[derive(Clone)]
pub struct ShownPage {
    /// What is sent.
    pub file: Arc<ServedFile>,
    /// The tag that the page states about itself when it asks for changes.
    pub etag: String,
}

/// A snapshot with what was made of it.
pub struct CachedSnapshot {
    /// The site.
    pub snapshot: Snapshot,
    /// Which of the snapshots since the start it is.
    pub number: u64,
    kept: Mutex<KeptPages>,
    survey: Mutex<Survey>,
    /// Told when more of the site has been looked at.
    looked: Condvar,
    is_over: AtomicBool,
}

#[derive(Default)]
struct KeptPages {
    /// By address and status: the page that says that there is none has an address of its own.
    pages: HashMap<(Arc<str>, u16), ShownPage>,
    bytes: usize,
}

/// What is known of the whole site.
#[derive(Clone, Default)]
pub struct Survey {
    /// In order, and complete when all has been looked at; until then the first ones that were found.
    pub findings: Arc<Vec<Diagnostic>>,
    /// How many there are of each kind.
    pub counts: BTreeMap<(Severity, &'static str), usize>,
    /// Outputs that have been made, and how many there are; both 0 before the first.
    pub made: usize,
    pub all: usize,
    /// Whether somebody looks, or has looked.
    is_begun: bool,
    /// Whether nothing more will be found.
    pub is_done: bool,
}

impl CachedSnapshot {
    /// A snapshot of which nothing was made yet.
    pub fn new(snapshot: Snapshot, number: u64) -> Self {
        Self {
            snapshot,
            number,
            kept: Mutex::default(),
            survey: Mutex::default(),
            looked: Condvar::new(),
            is_over: AtomicBool::new(false),
        }
    }

    /// The page at an address of the site, answered with `status`, if it was made before, or what `make` makes of it. With a new one comes
    /// the memory that it takes, in bytes: 0 for what the snapshot holds anyway.
    pub fn page(
        &self,
        address: &Arc<str>,
        status: u16,
        make: impl FnOnce() -> Option<(ShownPage, usize)>,
    ) -> Option<ShownPage> {
        let key = (Arc::clone(address), status);
        if let Some(page) = lock(&self.kept).pages.get(&key) {
            return Some(page.clone());
        }
        let (page, length) = make()?;
        let mut kept = lock(&self.kept);
        if kept.bytes > MOST_KEPT {
            *kept = KeptPages::default();
        }
        // Its compressed forms come later, and are each smaller.
        kept.bytes += 2 * length + BESIDE;
        kept.pages.insert(key, page.clone());
        Some(page)
    }

    /// What is wrong with the whole site, as far as it is known after `patience`. The first who asks sets somebody to look.
    pub fn survey(self: &Arc<Self>, patience: Duration) -> Survey {
        let end = Instant::now() + patience;
        let mut survey = lock(&self.survey);
        if !survey.is_begun {
            survey.is_begun = true;
            let standing = Arc::clone(self);
            let started = std::thread::Builder::new().name("preview-survey".into()).spawn(move || standing.look());
            // Without a thread it takes longer than it may, but the list is right.
            if started.is_err() {
                drop(survey);
                self.look();
                survey = lock(&self.survey);
            }
        }
        while !survey.is_done && !self.is_over.load(Ordering::Relaxed) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            survey = self.looked.wait_timeout(survey, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        survey.clone()
    }

    /// Says that another snapshot stands, or none, so that nobody looks at this one or waits for it any longer.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
        drop(lock(&self.survey));
        self.looked.notify_all();
    }

    fn look(&self) {
        let mut findings = Vec::new();
        self.snapshot.survey(|found, made, all| {
            let mut survey = lock(&self.survey);
            count(&found, &mut survey.counts);
            let missing = FIRST_SHOWN.saturating_sub(survey.findings.len());
            if missing > 0 {
                Arc::make_mut(&mut survey.findings).extend(found.iter().take(missing).cloned());
            }
            (survey.made, survey.all) = (made, all);
            drop(survey);
            findings.extend(found);
            !self.is_over.load(Ordering::Relaxed)
        });
        if self.is_over.load(Ordering::Relaxed) {
            return;
        }
        tidy(&mut findings);
        let mut counts = BTreeMap::new();
        count(&findings, &mut counts);
        let mut survey = lock(&self.survey);
        (survey.findings, survey.counts, survey.is_done) = (Arc::new(findings), counts, true);
        drop(survey);
        self.looked.notify_all();
    }
}

fn count(findings: &[Diagnostic], counts: &mut BTreeMap<(Severity, &'static str), usize>) {
    for finding in findings {
        *counts.entry((finding.severity, finding.code)).or_default() += 1 + finding.more;
    }
}

/// No code panics while it holds one of these locks; if it did, what is kept would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
