//! The list of a release: what a build has written to a folder for readers of today.
//!
//! It is beside the folder and not in it, so a check of the live site has something to compare with that no server sends.

use super::halt::Halt;
use super::known::{KnownReleases, ReleaseFile};
use super::target::beside;
use std::path::Path;

/// The files of the release in `folder` without those that are there for pages of the one before, sorted by path; `None` if no build has written there.
///
/// # Errors
/// When what is in the place of the list was written by no build, or cannot be read.
pub fn listed(folder: &Path) -> Result<Option<Vec<ReleaseFile>>, Halt> {
    let whole = std::path::absolute(folder)?;
    Ok(KnownReleases::read(&beside(&whole, "release"))?.map(|known| known.own().made))
}
