//! What readers have, and what they would see change.
//!
//! A target goes in, and perhaps a snapshot; nothing is written.

use super::difference::{Comparison, ComparisonTitle, ReleaseSide, compare};
use super::fresh::FreshRelease;
use super::halt::Halt;
use super::kept::KeptReleases;
use super::known::KnownReleases;
use super::plain_file::read_plain;
use super::target::Target;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use std::io;
use std::path::PathBuf;

/// The release that readers have.
#[derive(Clone, Debug)]
pub struct PublishedRelease {
    /// Its files; none if nothing was published.
    pub release: KnownReleases,
    /// Where they are.
    pub folder: PathBuf,
    /// Its name in texts; nothing if nothing was published.
    pub name: Option<String>,
}

impl PublishedRelease {
    /// The one in the target if it was published, otherwise the last that was; without any the one in the target, whoever made it.
    pub fn of(target: &Target, kept: &KeptReleases) -> Self {
        let there = Some(&target.known).filter(|_| target.sound > 0 && target.is_whole());
        if let Some(same) = there.and_then(|known| kept.same_as(known)) {
            let (release, folder) = (target.known.clone(), target.folder.clone());
            return Self { release, folder, name: Some(same.name()) };
        }
        if let Some(last) = kept.whole().next_back().filter(|last| kept.is_sound(last)) {
            let folder = kept.folder(last.number);
            return Self { release: last.release.clone(), folder, name: Some(last.name()) };
        }
        let release = match target.sound {
            0 => KnownReleases::release(target.maker.clone(), 0, Vec::new()),
            _ => target.known.clone(),
        };
        let name = (target.sound > 0).then(|| "the release in the output folder".to_owned());
        Self { release, folder: target.folder.clone(), name }
    }

    /// Compares another release with it, whose files `now` reads.
    ///
    /// # Errors
    /// When a file cannot be read. One that somebody has removed says nothing.
    pub fn compare(&self, now: &ReleaseSide) -> Result<Comparison, Halt> {
        let read = |path: &str| match read_plain(&self.folder.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            read => read,
        };
        Ok(compare(&ReleaseSide { release: &self.release, read: &read }, now)?)
    }
}

/// What readers would see change.
pub struct Difference {
    /// What is compared with what.
    pub title: ComparisonTitle,
    /// The release that readers have.
    pub then: PublishedRelease,
    /// The change; nothing if the site has errors.
    pub comparison: Option<Comparison>,
    /// Everything there is to say, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes every output of a snapshot, writes none, and compares them with what readers have. `progress` is told how many of how many are made.
///
/// # Errors
/// When something beside the target is not what publications have made, or cannot be read.
pub fn difference(
    target: &Target,
    snapshot: &Snapshot,
    at: Date,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Difference, Halt> {
    let kept = KeptReleases::read(target)?;
    let then = PublishedRelease::of(target, &kept);
    let fresh = FreshRelease::make(snapshot, target.maker.clone(), &then.release, progress);
    let read = |path: &str| fresh.read(path);
    let side = ReleaseSide { release: &fresh.release, read: &read };
    let comparison = if has_errors(&fresh.diagnostics) { None } else { Some(then.compare(&side)?) };
    let edition = &snapshot.site.edition;
    let title = ComparisonTitle {
        edition: edition.name.clone(),
        base_url: edition.base_url.clone(),
        then: then.name.clone(),
        at,
    };
    Ok(Difference { title, then, comparison, diagnostics: fresh.diagnostics })
}
