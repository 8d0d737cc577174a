//! What the desk has done to a site: each deed with the bytes that were there before, so that it can be taken back.
//!
//! It is in the person's own folder: not in the site, which programs synchronise, and not in `.liberate`, which may be deleted.

use super::deed::Deed;
use crate::text::Fingerprint;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How long a deed can be taken back, in days.
const DAYS: i64 = 90;
/// Bytes of a site's history at most; the oldest goes first.
const MOST_BYTES: u64 = 200 * 1024 * 1024;

/// One deed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number; later deeds have higher ones.
    #[serde(skip)]
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// The file.
    pub path: String,
    /// What was done, in a few words.
    pub what: String,
    /// The role of who did it; may be empty.
    pub role: String,
    /// The fingerprint of the bytes before; `None` if the file was new.
    pub before: Option<String>,
    /// The fingerprint of the bytes after; `None` if the file went.
    pub after: Option<String>,
}

impl Entry {
    /// A deed that is about to be done.
    pub fn new(deed: &Deed, old: Option<&[u8]>, new: Option<&[u8]>) -> Self {
        let fingerprint = |bytes: &[u8]| Fingerprint::of(bytes).to_string();
        Self {
            number: 0,
            at: Timestamp::now(),
            path: deed.path.to_owned(),
            what: deed.what.to_owned(),
            role: deed.role.to_owned(),
            before: old.map(fingerprint),
            after: new.map(fingerprint),
        }
    }
}

/// The history of one site: `N.json` says what was done, `N.old` holds the bytes before.
pub struct History {
    /// `None` where the system names no folder for the person's own.
    folder: Option<PathBuf>,
}

impl History {
    /// That of the site in `root`, below the folder `data`.
    pub fn of(root: &Path, data: Option<&Path>) -> Self {
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let name = Fingerprint::of(real.to_string_lossy().as_bytes()).to_string();
        Self { folder: data.map(|data| data.join("history").join(name)) }
    }

    /// All deeds, the newest first.
    pub fn entries(&self) -> Vec<Entry> {
        let mut numbers = self.numbers();
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        numbers.into_iter().filter_map(|number| self.entry(number)).collect()
    }

    /// One deed.
    pub fn entry(&self, number: u64) -> Option<Entry> {
        let bytes = fs::read(self.file(number, "json")?).ok()?;
        Some(Entry { number, ..serde_json::from_slice(&bytes).ok()? })
    }

    /// What was in the file before a deed; `None` if nothing was.
    pub fn old_bytes(&self, number: u64) -> Option<Vec<u8>> {
        fs::read(self.file(number, "old")?).ok()
    }

    /// Keeps a deed and the bytes before it, and drops what is too old or too much. Returns its number.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn keep(&self, entry: &Entry, old: Option<&[u8]>) -> io::Result<u64> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        fs::create_dir_all(folder)?;
        let mut numbers = self.numbers();
        let number = numbers.iter().max().map_or(1, |last| last + 1);
        if let (Some(old), Some(file)) = (old, self.file(number, "old")) {
            fs::write(file, old)?;
        }
        if let Some(file) = self.file(number, "json") {
            fs::write(file, serde_json::to_vec_pretty(entry)?)?;
        }
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        self.prune(&numbers, entry.at);
        Ok(number)
    }

    /// Drops a deed that was not done after all.
    pub(super) fn forget(&self, number: u64) {
        for ending in ["json", "old"] {
            if let Some(file) = self.file(number, ending) {
                // What stays is a deed without effect, which can be taken back without harm.
                let _ = fs::remove_file(file);
            }
        }
    }

    fn prune(&self, newest_first: &[u64], now: Timestamp) {
        let oldest = now.checked_sub((DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
        let mut bytes = 0;
        for number in newest_first {
            let size = |ending| {
                self.file(*number, ending).and_then(|file| fs::metadata(file).ok()).map_or(0, |file| file.len())
            };
            bytes += size("json") + size("old");
            if bytes > MOST_BYTES || self.entry(*number).is_none_or(|entry| entry.at < oldest) {
                self.forget(*number);
            }
        }
    }

    fn numbers(&self) -> Vec<u64> {
        let Some(Ok(folder)) = self.folder.as_ref().map(fs::read_dir) else { return Vec::new() };
        let names = folder.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        names.filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect()
    }

    fn file(&self, number: u64, ending: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{number}.{ending}")))
    }
}
