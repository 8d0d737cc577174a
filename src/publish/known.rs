//! What builds have made at a target: the only reason for which anything there may be replaced.
//!
//! A record beside the target goes in and out; every file is known by its bytes.

use super::halt::Halt;
use super::plain_file::{read_plain, write_by};
use super::refusal;
use super::summary::ReleaseSummary;
use crate::text::{Fingerprint, HASHED_FOLDER};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;

/// The form of the file; another one is not read.
const VERSION: u32 = 1;
/// The file inside a stage in which the record grows until it is whole.
pub const SCRATCH: &str = ".liberate-release";

/// What builds have made at one target: the only reason for which anything there may be replaced or removed.
///
/// It is beside the target as `.NAME.release`, so it outlives `.liberate`, and is written before anything is made and again
/// before it is moved: so at every moment it knows all that may be at the target and at its stage, however a build ended.
/// Every file is known by its bytes. A record that was copied, or made up, gives nothing away that is not the same file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownReleases {
    liberate_release: u32,
    /// Which edition of which site it is.
    pub maker: Maker,
    /// Pages of the release, in all languages.
    pub pages: usize,
    /// Files of the release; right before and after a swap also those of the one before. Sorted by path.
    pub made: Vec<ReleaseFile>,
    /// Paths that the build under way is going to write, in the stage alone.
    planned: Vec<String>,
    /// Those of the files that are there for pages of the release before, which readers may have open: names with a hash that no page has
    /// any more. Sorted.
    #[serde(default)]
    carried: BTreeSet<String>,
    /// What cannot be read off the files; records of older programs have none.
    #[serde(default)]
    pub summary: Option<ReleaseSummary>,
}

/// Who makes a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// The name of the edition.
    pub edition: String,
    /// Tells sites apart: what identifies the site's folder, as seen from the release.
    pub site: String,
}

/// One file of a release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReleaseFile {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// Hash of its bytes, in hexadecimal digits.
    pub hash: String,
}

impl ReleaseFile {
    /// The file at `path` with these bytes.
    pub fn new(path: String, bytes: &[u8]) -> Self {
        Self { path, size: bytes.len() as u64, hash: Fingerprint::of(bytes).to_string() }
    }
}

impl KnownReleases {
    /// A whole release. The files are sorted by path.
    pub fn release(maker: Maker, pages: usize, mut made: Vec<ReleaseFile>) -> Self {
        made.sort_unstable();
        Self {
            liberate_release: VERSION,
            maker,
            pages,
            made,
            planned: Vec::new(),
            carried: BTreeSet::new(),
            summary: None,
        }
    }

    /// The same, with what cannot be read off the files.
    pub fn with_summary(self, summary: ReleaseSummary) -> Self {
        Self { summary: Some(summary), ..self }
    }

    /// Whether it is still being made, so that not all of its files may be there.
    pub fn is_planned(&self) -> bool {
        !self.planned.is_empty()
    }

    /// Reads what is at `path`; `None` if nothing does. A file that is cut short to nothing says nothing.
    ///
    /// # Errors
    /// When something is there that no build has written: it is not overwritten.
    pub fn read(path: &Path) -> Result<Option<Self>, Halt> {
        let bytes = match read_plain(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error.into()),
            Err(_) => return Err(refusal::strange_record(path)),
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        let known = serde_json::from_slice(&bytes).ok().filter(|known: &Self| known.liberate_release == VERSION);
        known.map(Some).ok_or_else(|| refusal::strange_record(path))
    }

    /// Writes it to `path`, by way of `scratch`.
    ///
    /// # Errors
    /// When the machine cannot write it.
    pub fn write(&self, scratch: &Path, path: &Path) -> io::Result<()> {
        write_by(scratch, path, &serde_json::to_vec(self).map_err(io::Error::other)?)
    }

    /// The same, with paths that are going to be written.
    pub fn planning(&self, planned: Vec<String>) -> Self {
        Self { planned, ..self.clone() }
    }

    /// The same, with a new release beside what is there already.
    pub fn joined(&self, new: &Self) -> Self {
        let mut made = [self.made.as_slice(), &new.made].concat();
        made.sort_unstable();
        made.dedup();
        Self { made, pages: self.pages.max(new.pages), planned: Vec::new(), ..new.clone() }
    }

    /// Its own files: without those that are there for the release before.
    pub fn own_files(&self) -> impl Iterator<Item = &ReleaseFile> {
        self.made.iter().filter(|file| !self.carried.contains(&file.path))
    }

    /// The same release without the others.
    pub fn own(&self) -> Self {
        let made = self.own_files().cloned().collect();
        Self { made, carried: BTreeSet::new(), ..self.clone() }
    }

    /// The files of its own whose names have a hash and which `new` does not have.
    pub fn left_by(&self, new: &Self) -> Vec<ReleaseFile> {
        let paths: BTreeSet<&str> = new.made.iter().map(|file| file.path.as_str()).collect();
        let is_hashed = |path: &str| path.starts_with(HASHED_FOLDER.trim_start_matches('/'));
        let is_left = |file: &&ReleaseFile| is_hashed(&file.path) && !paths.contains(file.path.as_str());
        self.own_files().filter(is_left).cloned().collect()
    }

    /// The same, with files that are there for the release before.
    pub fn carrying(&self, files: Vec<ReleaseFile>) -> Self {
        let carried = files.iter().map(|file| file.path.clone()).collect();
        let mut made = [self.made.as_slice(), &files].concat();
        made.sort_unstable();
        Self { made, carried, ..self.clone() }
    }

    /// The same, with more paths that are going to be written.
    pub fn planning_also(&self, more: impl Iterator<Item = String>) -> Self {
        Self { planned: self.planned.iter().cloned().chain(more).collect(), ..self.clone() }
    }

    /// One hash over what readers get: every file of its own but compressed twins, which say the same as theirs.
    pub fn identity(&self) -> Fingerprint {
        let paths: BTreeSet<&str> = self.made.iter().map(|file| file.path.as_str()).collect();
        let is_own = |file: &&ReleaseFile| {
            !self.carried.contains(&file.path) && !is_twin(&file.path, |path| paths.contains(path))
        };
        let files = self.made.iter().filter(is_own);
        Fingerprint::of_parts(files.flat_map(|file| [file.path.as_bytes(), file.hash.as_bytes()]))
    }

    /// One hash over every file of the release.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_parts(self.made.iter().flat_map(|file| [file.path.as_bytes(), file.hash.as_bytes()]))
    }

    /// What may be at the target.
    pub fn at_target(&self) -> AllowedFiles<'_> {
        AllowedFiles::new(&self.made, [].into_iter())
    }

    /// What may be at the stage: files that were made, and whatever a build that was killed had begun to write.
    pub fn at_stage(&self) -> AllowedFiles<'_> {
        AllowedFiles::new(&self.made, self.planned.iter().map(String::as_str).chain([SCRATCH]))
    }
}

/// Whether the file at `path` is the compressed form of one that `has` knows.
pub fn is_twin(path: &str, has: impl Fn(&str) -> bool) -> bool {
    [".br", ".gz"].iter().any(|ending| path.strip_suffix(ending).is_some_and(&has))
}

/// What may be in a folder.
pub struct AllowedFiles<'a> {
    made: HashMap<&'a str, Vec<&'a ReleaseFile>>,
    planned: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl<'a> AllowedFiles<'a> {
    fn new(made: &'a [ReleaseFile], planned: impl Iterator<Item = &'a str>) -> Self {
        let mut allowed = Self { made: HashMap::new(), planned: BTreeSet::new(), folders: BTreeSet::new() };
        for file in made {
            allowed.made.entry(&file.path).or_default().push(file);
            allowed.folders_of(&file.path);
        }
        for path in planned {
            allowed.planned.insert(path);
            allowed.folders_of(path);
        }
        allowed
    }

    fn folders_of(&mut self, path: &'a str) {
        self.folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }

    /// Whether a build makes that folder.
    pub fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// Whether a build makes a file at that path.
    pub fn has_file(&self, path: &str) -> bool {
        self.made.contains_key(path) || self.planned.contains(path)
    }

    /// Whether a build that was killed may have written anything at that path.
    pub fn is_planned(&self, path: &str) -> bool {
        self.planned.contains(path)
    }

    /// The files that builds have made at that path.
    pub fn made(&self, path: &str) -> &[&'a ReleaseFile] {
        self.made.get(path).map(Vec::as_slice).unwrap_or_default()
    }
}
