//! Writes a whole edition to a folder: all or nothing.
//!
//! Everything is staged beside the target and swapped in by one rename, so the folder that people see is at every
//! moment one whole release, also when the program is killed. The only module that writes a site.

mod record;
mod stage;

use crate::build::{Snapshot, parallel};
use crate::diagnostic::{Diagnostic, has_errors, tidy};
use crate::render::Artifact;
use crate::site::Route;
use crate::text::Fingerprint;
use crate::upkeep::NextChange;
use record::Record;
use stage::Stage;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// What a publication did.
#[derive(Debug)]
pub struct Outcome {
    /// Whether the folder holds the new release; if not, there were errors and it is as it was.
    pub published: bool,
    /// Whether nothing had to be made, because the folder already held exactly this.
    pub unchanged: bool,
    /// Files of the release.
    pub files: usize,
    /// Files whose bytes differ from the release before; the others were not written again.
    pub written: usize,
    /// Pages of the release, in all languages.
    pub pages: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// When the release next changes although nobody edits anything; `None` if it never does.
    pub next_change: Option<NextChange>,
    /// Everything there is to say, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where and how to publish.
pub struct Publication<'a> {
    /// The folder to make.
    pub target: &'a Path,
    /// The folder for what is remembered between builds; it may be deleted at any time.
    pub cache: PathBuf,
    /// Hash of everything that goes into the release: files, options, program.
    pub inputs: Fingerprint,
    /// Is told how many of how many outputs are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

impl Publication<'_> {
    /// What the folder holds already, if it is exactly what these inputs make; then there is nothing to do.
    ///
    /// Every file is read and compared, so a folder that somebody changed is made again.
    pub fn still_stands(&self) -> Option<Outcome> {
        let record = Record::read(&self.record_path()).filter(|record| record.inputs == self.inputs)?;
        if !stage::holds_exactly(self.target, &record) {
            return None;
        }
        stage::clear_leftovers(self.target);
        Some(Outcome {
            published: true,
            unchanged: true,
            files: record.files.len(),
            written: 0,
            pages: record.pages,
            bytes: record.files.iter().map(|file| file.size).sum(),
            diagnostics: record.diagnostics(),
            next_change: record.next_change,
        })
    }

    /// Makes and writes every output, then swaps the folder in, unless something stops publication.
    ///
    /// # Errors
    /// When the machine fails: the folder cannot be written, or another build of it is running.
    pub fn publish(&self, snapshot: &Snapshot) -> io::Result<Outcome> {
        let mut diagnostics = snapshot.findings_before_rendering();
        let stage = Stage::begin(self.target)?;
        let written = self.write_all(snapshot, &stage, &mut diagnostics)?;
        let mut outcome = Outcome {
            published: !has_errors(&diagnostics),
            unchanged: false,
            files: written.record.len(),
            written: written.fresh,
            pages: written.pages,
            bytes: written.record.iter().map(|file| file.size).sum(),
            next_change: snapshot.next_change.clone(),
            diagnostics,
        };
        if outcome.published {
            let record = Record::new(self.inputs, written.pages, written.record, &outcome);
            Record::forget(&self.record_path());
            stage.swap_in()?;
            // Without the record the next build only makes everything again.
            outcome.diagnostics = record.diagnostics();
            let _ = record.write(&self.record_path());
        }
        Ok(outcome)
    }

    fn write_all(&self, snapshot: &Snapshot, stage: &Stage, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Written> {
        let routes = snapshot.routes();
        let addresses = routes.iter().map(|(address, _)| address.as_ref());
        stage.make_folders(addresses)?;
        snapshot.make_documents();
        let done = AtomicUsize::new(0);
        let fresh = AtomicUsize::new(0);
        let bytes = AtomicU64::new(0);
        let failure: Mutex<Option<io::Error>> = Mutex::new(None);
        let made = parallel::map(&routes, |(address, route)| {
            let made = snapshot.make(address, *route);
            let file = made.value.and_then(|artifact| match write(stage, address, &artifact) {
                Ok((file, is_fresh)) => {
                    fresh.fetch_add(usize::from(is_fresh), Ordering::Relaxed);
                    bytes.fetch_add(file.size, Ordering::Relaxed);
                    Some(file)
                }
                Err(error) => {
                    *failure.lock().expect("no thread panics while it holds this lock") = Some(error);
                    None
                }
            });
            (self.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, routes.len());
            (file, made.diagnostics)
        });
        if let Some(error) = failure.into_inner().expect("no thread panics while it holds this lock") {
            return Err(error);
        }
        let mut record = Vec::with_capacity(made.len());
        for (file, findings) in made {
            record.extend(file);
            diagnostics.extend(findings);
        }
        tidy(diagnostics);
        let pages = routes.iter().filter(|(_, route)| matches!(route, Route::Page(..))).count();
        Ok(Written { record, fresh: fresh.into_inner(), pages })
    }

    fn record_path(&self) -> PathBuf {
        let target = std::path::absolute(self.target).unwrap_or_else(|_| self.target.to_owned());
        let name = Fingerprint::of(target.as_os_str().as_encoded_bytes()).short();
        self.cache.join(format!("build-{name}.txt"))
    }
}

/// Writes what stands at an address.
fn write(stage: &Stage, address: &str, artifact: &Artifact) -> io::Result<(record::File, bool)> {
    match &artifact.on_disk {
        Some(file) => stage.copy(address, file),
        None => stage.write(address, &artifact.bytes),
    }
}

struct Written {
    record: Vec<record::File>,
    fresh: usize,
    pages: usize,
}
