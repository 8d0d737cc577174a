//! One publication: every output is made and written to a stage, which is swapped in at the end.
//!
//! A target and a snapshot go in; what was done comes out.

use super::compressed::{CompressedForms, FormPaths, forms_beside};
use super::halt::Halt;
use super::known::{KnownReleases, ReleaseFile};
use super::outcome::{FewerPages, PublishOutcome};
use super::record::BuildRecord;
use super::stage::{self, Stage, path_of};
use super::steps::Steps;
use super::summary::ReleaseSummary;
use super::target::Target;
use crate::diagnostic::{Diagnostic, has_errors, tidy};
use crate::render::Artifact;
use crate::site::Route;
use crate::snapshot::{Snapshot, parallel};
use crate::system;
use crate::text::Fingerprint;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where and how to publish.
pub struct Publication<'a> {
    /// The folder to make.
    pub target: Target,
    /// The folder for what is remembered between builds; it may be deleted at any time.
    pub cache: PathBuf,
    /// Hash of everything that goes into the release: files, options, program.
    pub inputs: Fingerprint,
    /// Whether it is meant that many pages are gone.
    pub fewer_pages: bool,
    /// Is told how many of how many outputs are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    /// Is told of each change on the disk.
    pub steps: Steps<'a>,
}

/// A release that is made and not yet put out; it goes if nobody does.
pub struct MadeRelease<'a> {
    /// What was made, and whether it may go out.
    pub outcome: PublishOutcome,
    /// Its files.
    pub release: KnownReleases,
    pub(super) stage: Stage<'a>,
}

impl MadeRelease<'_> {
    /// The folder in which it is.
    pub fn folder(&self) -> &Path {
        self.stage.folder()
    }

    /// Takes over what pages of the release before need, whose files are in `from`: readers may have one of them open.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn carry_over(&mut self, before: &KnownReleases, from: &Path) -> io::Result<()> {
        let files = self.stage.carry(before.left_by(&self.release), from)?;
        self.release = self.release.carrying(files);
        Ok(())
    }

    /// Puts it in the target's place by one rename.
    ///
    /// # Errors
    /// When the rename fails; the target is then as it was.
    pub fn swap_in(&mut self) -> io::Result<()> {
        self.stage.swap_in(self.release.clone())
    }
}

impl Publication<'_> {
    /// What the folder holds already, if it is exactly what these inputs make; then there is nothing to do.
    ///
    /// Every file was read and compared, so a folder that is damaged is made again.
    pub fn still_stands(&self) -> Option<PublishOutcome> {
        let record = BuildRecord::read(&self.record_path(), &self.inputs, &self.target.known.fingerprint())?;
        if !self.target.is_whole() {
            return None;
        }
        if self.target.lock.is_some() {
            // What cannot be removed now is tried again by the next build.
            let _ = stage::clear_leftovers(&self.target);
        }
        Some(PublishOutcome {
            published: true,
            held_back: None,
            left_over: None,
            unchanged: true,
            files: record.files,
            written: 0,
            pages: record.pages,
            bytes: record.bytes,
            diagnostics: record.diagnostics(),
            next_change: record.next_change,
        })
    }

    /// Makes and writes every output, then swaps the folder in, unless something stops publication.
    ///
    /// # Errors
    /// When the machine fails: the folder cannot be written, or another build of it is running.
    pub fn publish(&self, snapshot: &Snapshot) -> Result<PublishOutcome, Halt> {
        let mut made = self.make(snapshot)?;
        if !made.outcome.published {
            return Ok(made.outcome);
        }
        made.swap_in()?;
        Ok(self.finish(made))
    }

    /// Makes and writes every output beside the target, and says whether anything stops publication.
    ///
    /// # Errors
    /// As [`Self::publish`].
    pub fn make(&self, snapshot: &Snapshot) -> Result<MadeRelease<'_>, Halt> {
        let mut diagnostics = snapshot.findings_before_rendering();
        let beside = forms_beside(snapshot);
        let paths = snapshot.routes().into_iter().map(|(address, _)| path_of(&address));
        let planned = paths.chain(beside.values().flatten().cloned()).collect();
        let stage = Stage::begin(&self.target, planned, self.steps)?;
        let (release, written) = self.write_all(snapshot, &stage, &beside, &mut diagnostics)?;
        let held_back = self.held_back(release.pages).filter(|_| !has_errors(&diagnostics));
        let outcome = PublishOutcome {
            published: !has_errors(&diagnostics) && held_back.is_none(),
            held_back,
            left_over: None,
            unchanged: false,
            files: release.made.len(),
            written,
            pages: release.pages,
            bytes: release.made.iter().map(|file| file.size).sum(),
            next_change: snapshot.next_change.clone(),
            diagnostics,
        };
        Ok(MadeRelease { outcome, release, stage })
    }

    /// Clears away what was in the place of a release that is swapped in, and remembers what was made of what.
    pub fn finish(&self, made: MadeRelease) -> PublishOutcome {
        let MadeRelease { mut outcome, release, stage } = made;
        let record = BuildRecord::new(&self.inputs, &release.fingerprint(), &outcome);
        drop(stage);
        // What another program has open stays until the next build, which knows of it.
        let is_of_others = |stage: &PathBuf| stage.exists() && system::held_open(stage).is_none();
        outcome.left_over = Some(self.target.beside("stage")).filter(is_of_others);
        // Without the record the next build only makes everything again.
        outcome.diagnostics = record.diagnostics();
        let _ = record.write(&self.record_path());
        outcome
    }

    fn held_back(&self, now: usize) -> Option<FewerPages> {
        let before = if self.target.sound > 0 { self.target.known.pages } else { 0 };
        FewerPages::noticed(before, now).filter(|_| !self.fewer_pages)
    }

    /// Writes every output into the stage. Returns the release, and how many of its files were not there before.
    fn write_all(
        &self,
        snapshot: &Snapshot,
        stage: &Stage,
        beside: &FormPaths,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(KnownReleases, usize), Halt> {
        let routes = snapshot.routes();
        let paths: Vec<String> = routes.iter().map(|(address, _)| path_of(address)).collect();
        stage.make_folders(paths.iter().map(String::as_str))?;
        let compressed = CompressedForms::read(self.compressed_path());
        snapshot.make_documents();
        let done = AtomicUsize::new(0);
        let fresh = AtomicUsize::new(0);
        let failure: Mutex<Option<io::Error>> = Mutex::new(None);
        let is_lost = || failure.lock().expect(WHOLE).is_some();
        let made = parallel::map(&routes, |(address, route)| {
            // A disk that is full stays full: what follows would only take time.
            if is_lost() {
                return (Vec::new(), Vec::new());
            }
            let made = snapshot.make(address, *route);
            let paths = beside.get(address).map_or(&[][..], Vec::as_slice);
            let written = made.value.map(|artifact| write(stage, &artifact, paths, &compressed));
            let files = written.unwrap_or(Ok(Vec::new())).unwrap_or_else(|error| {
                *failure.lock().expect(WHOLE) = Some(error);
                Vec::new()
            });
            fresh.fetch_add(files.iter().filter(|(_, is_fresh)| *is_fresh).count(), Ordering::Relaxed);
            (self.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, routes.len());
            (files, made.diagnostics)
        });
        if let Some(error) = failure.into_inner().expect(WHOLE) {
            return Err(error.into());
        }
        // Without them the next build only compresses everything again.
        let _ = compressed.write();
        let mut files: Vec<ReleaseFile> = Vec::with_capacity(made.len());
        for (written, findings) in made {
            files.extend(written.into_iter().map(|(file, _)| file));
            diagnostics.extend(findings);
        }
        tidy(diagnostics);
        let pages = routes.iter().filter(|(_, route)| matches!(route, Route::Page(..))).count();
        let release = KnownReleases::release(self.target.maker.clone(), pages, files);
        Ok((release.with_summary(ReleaseSummary::of(snapshot)), fresh.into_inner()))
    }

    fn record_path(&self) -> PathBuf {
        self.cache.join(format!("build-{}.json", self.name()))
    }

    fn compressed_path(&self) -> PathBuf {
        self.cache.join("cache").join(format!("compressed-{}", self.name()))
    }

    /// What tells the target from others in the folder for what is remembered.
    fn name(&self) -> String {
        Fingerprint::of(self.target.folder.as_os_str().as_encoded_bytes()).short()
    }
}

/// Writes an output and its compressed forms, which go to `paths`; says of each file whether it was not there before.
fn write(
    stage: &Stage,
    artifact: &Artifact,
    paths: &[String],
    compressed: &CompressedForms,
) -> io::Result<Vec<(ReleaseFile, bool)>> {
    let path = path_of(&artifact.address);
    if let Some(file) = &artifact.on_disk {
        return Ok(vec![stage.copy(path, file)?]);
    }
    let mut written = vec![stage.write(path, &artifact.bytes)?];
    if paths.is_empty() {
        return Ok(written);
    }
    for (path, form) in paths.iter().zip(compressed.of(&artifact.bytes)) {
        written.extend(form.map(|form| stage.write(path.clone(), &form)).transpose()?);
    }
    Ok(written)
}

/// Why this lock is never poisoned.
const WHOLE: &str = "no thread panics while it holds this lock";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_pages_is_many() {
        let check = |before, now, is_noticed| {
            assert_eq!(FewerPages::noticed(before, now).is_some(), is_noticed, "from {before} to {now}");
        };
        check(0, 1, false);
        check(0, 0, true);
        check(120, 120, false);
        check(120, 400, false);
        check(120, 109, false);
        check(120, 108, true);
        check(120, 1, true);
        check(9, 8, true);
        check(6, 0, true);
    }
}
