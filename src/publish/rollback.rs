//! Back to a release that is kept, by one rename.
//!
//! Ledgers are promises and stay: what the older release does not answer is said.

use super::difference::{Comparison, ReleaseSide, address_of, counted};
use super::halt::Halt;
use super::kept::{KeptReleases, PutOut};
use super::known::KnownReleases;
use super::plain_file::read_plain;
use super::published::PublishedRelease;
use super::refusal;
use super::shown::ShownChange;
use super::site_record;
use super::stage::Stage;
use super::steps::Steps;
use super::target::Target;
use crate::upkeep::publication_entry;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What to go back to, and in whose name.
pub struct RollbackRequest<'a> {
    /// The folder.
    pub target: &'a Target,
    /// The number of the release.
    pub number: u32,
    /// The site's folder.
    pub root: &'a Path,
    /// The folder that may be deleted at any time.
    pub cache: &'a Path,
    /// The day.
    pub at: Date,
    /// The role.
    pub by: &'a str,
    /// Every address that the edition has promised.
    pub promised: BTreeSet<String>,
    /// Is told of each change on the disk.
    pub steps: Steps<'a>,
}

/// What is there again.
#[derive(Debug)]
pub struct RolledBack {
    /// What readers see change.
    pub comparison: Comparison,
    /// Promised addresses that the older release does not answer, sorted.
    pub unanswered: Vec<String>,
    /// Releases that are kept longer because somebody has changed something in them.
    pub staying: Vec<u32>,
    /// The folder.
    pub folder: PathBuf,
    /// Its files.
    pub release: KnownReleases,
}

/// Puts a kept release back in the place of the one that is there.
///
/// # Errors
/// When there is no such release, when it is there already, when somebody has changed it, and when the machine fails; the target is then
/// as it was.
pub fn roll_back(request: &RollbackRequest) -> Result<RolledBack, Halt> {
    let (target, number) = (request.target, request.number);
    let mut kept = KeptReleases::read(target)?;
    let Some(older) = kept.get(number).cloned() else {
        return Err(refusal::no_release(number, kept.whole().map(|kept| kept.number)));
    };
    if target.is_whole() && target.known.identity() == older.release.identity() {
        return Err(refusal::there_already(number));
    }
    let found = kept.inventory(&older)?;
    let wrong = [found.foreign.as_slice(), &found.changed].concat();
    if !wrong.is_empty() || found.sound != older.release.made.len() {
        return Err(refusal::kept_changed(number, &wrong));
    }
    let from = kept.folder(number);
    let there = there_now(target, &kept);
    let read = |path: &str| read_plain(&from.join(path));
    let comparison = there.compare(&ReleaseSide { release: &older.release, read: &read })?;
    let paths = older.release.made.iter().map(|file| file.path.clone()).collect();
    let mut stage = Stage::begin(target, paths, request.steps)?;
    kept.keep_what_is_there(request.steps)?;
    for file in &older.release.made {
        stage.take_over(file, &from)?;
    }
    let carried = stage.carry(there.release.left_by(&older.release), &there.folder)?;
    stage.swap_in(older.release.carrying(carried))?;
    let put_out = PutOut { on: request.at, by: request.by.to_owned(), changed: Some(comparison.counts()) };
    kept.put_out(number, &put_out, true).map_err(Halt::after_swap)?;
    let what = counted(&comparison.counts());
    let entry = publication_entry("rolled_back", request.at, request.by, &target.maker.edition, number, &what);
    site_record::log(request.root, &entry).map_err(Halt::AfterSwap)?;
    let staying = kept.prune(request.steps).map_err(Halt::after_swap)?;
    ShownChange::forget(request.cache, &target.folder);
    drop(stage);
    let unanswered = unanswered(&older.release, &request.promised);
    Ok(RolledBack { comparison, unanswered, staying, folder: target.folder.clone(), release: older.release })
}

/// What the folder holds, whoever made it; if that is nothing, what was published last.
fn there_now(target: &Target, kept: &KeptReleases) -> PublishedRelease {
    if target.sound == 0 {
        return PublishedRelease::of(target, kept);
    }
    let name = Some("the release in the output folder".to_owned());
    PublishedRelease { release: target.known.clone(), folder: target.folder.clone(), name }
}

/// Promised addresses that a release has no file at, leads nowhere from, and does not call gone.
fn unanswered(release: &KnownReleases, promised: &BTreeSet<String>) -> Vec<String> {
    let files: BTreeSet<String> = release.made.iter().map(|file| address_of(&file.path)).collect();
    let answers = |address: &String| {
        let by_server = release.summary.as_ref().is_some_and(|summary| !summary.is_page(address));
        files.contains(address) || by_server
    };
    promised.iter().filter(|address| !answers(address)).cloned().collect()
}
