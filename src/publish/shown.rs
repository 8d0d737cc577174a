//! Which change somebody was shown: written by `diff`, asked by a publication.
//!
//! It is in the folder that may be deleted at any time; then the change has to be shown again.

use super::difference::Comparison;
use super::known::KnownReleases;
use super::plain_file::{read_plain, write_by};
use super::refusal::Unseen;
use crate::text::Fingerprint;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The change that was shown last for one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownChange {
    /// The hash of the release that readers had.
    then: String,
    /// The hash of exactly the change.
    change: String,
}

impl ShownChange {
    /// The change from `then` that a comparison is about.
    pub fn of(then: &KnownReleases, comparison: &Comparison) -> Self {
        Self { then: then.identity().to_string(), change: comparison.fingerprint.to_string() }
    }

    /// What was shown last for a target; one that cannot be read counts as none.
    pub fn read(cache: &Path, target: &Path) -> Option<Self> {
        serde_json::from_slice(&read_plain(&path(cache, target)).ok()?).ok()
    }

    /// Writes down that it was shown.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, cache: &Path, target: &Path) -> io::Result<()> {
        let path = path(cache, target);
        fs::create_dir_all(cache)?;
        write_by(&path.with_extension("new"), &path, &serde_json::to_vec(self).map_err(io::Error::other)?)
    }

    /// Forgets what was shown for a target: it is out.
    pub fn forget(cache: &Path, target: &Path) {
        let _ = fs::remove_file(path(cache, target));
    }

    /// Whether this change may go out after `shown` was shown; `matters` says that somebody must have seen it.
    pub fn permits(&self, shown: Option<&Self>, matters: bool) -> Result<(), Unseen> {
        match shown {
            Some(shown) if shown.then != self.then => Err(Unseen::ReleaseChanged),
            Some(shown) if shown.change == self.change => Ok(()),
            _ if !matters => Ok(()),
            Some(_) => Err(Unseen::SiteChanged),
            None => Err(Unseen::Never),
        }
    }
}

fn path(cache: &Path, target: &Path) -> PathBuf {
    let name = Fingerprint::of(target.as_os_str().as_encoded_bytes()).short();
    cache.join(format!("shown-{name}.json"))
}
