//! A folder beside the target in which a release grows until it is whole.
//!
//! The swap is one rename, so the target is at every moment one whole release.

use super::halt::Halt;
use super::inventory::clear;
use super::kept::link_into;
use super::known::{KnownReleases, ReleaseFile, SCRATCH};
use super::lock::{Lock, holder};
use super::refusal;
use super::steps::Steps;
use super::target::Target;
use crate::source::OnDisk;
use crate::system::{self, Make, open_to_lock};
use crate::text::Fingerprint;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder beside the target in which a release grows until it is whole.
///
/// The target's lock is held from the beginning to the end, so two builds of one target never meet. What a killed build left behind
/// is known by the record, and cleared away by the next.
pub struct Stage<'a> {
    target: &'a Target,
    folder: PathBuf,
    /// What may be here and at the target right now.
    known: KnownReleases,
    /// What is known once this stage is gone.
    settled: KnownReleases,
    /// Only if the target had no lock before.
    _lock: Option<Lock>,
    steps: Steps<'a>,
}

impl<'a> Stage<'a> {
    /// Makes an empty stage for a release with files at `paths`.
    ///
    /// # Errors
    /// When the folder above the target cannot be written, or when another build of the same target is running.
    pub fn begin(target: &'a Target, paths: Vec<String>, steps: Steps<'a>) -> Result<Self, Halt> {
        steps.at("begin");
        fs::create_dir_all(target.folder.parent().unwrap_or(Path::new("/")))?;
        let lock = if target.lock.is_some() { None } else { Some(new_lock(target)?) };
        let folder = target.beside("stage");
        clear_leftovers(target)?;
        steps.at("make the stage");
        fs::create_dir(&folder)?;
        let known = target.known.planning(paths);
        let stage = Self { target, folder, known, settled: target.known.clone(), _lock: lock, steps };
        steps.at("write down what will be made");
        stage.write_down(&stage.known)?;
        Ok(stage)
    }

    /// Makes the folders of all files.
    ///
    /// # Errors
    /// When a folder cannot be made.
    pub fn make_folders<'b>(&self, paths: impl Iterator<Item = &'b str>) -> io::Result<()> {
        let folders: BTreeSet<&str> =
            paths.filter_map(|path| path.rsplit_once('/').map(|(folder, _)| folder)).collect();
        folders.iter().try_for_each(|folder| fs::create_dir_all(self.folder.join(folder)))
    }

    /// Writes one file. If the target holds the same bytes already, the file is linked instead of written; then the
    /// second value is `false`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: String, bytes: &[u8]) -> io::Result<(ReleaseFile, bool)> {
        let file = ReleaseFile::new(path, bytes);
        let new = self.folder.join(&file.path);
        let old = self.target.folder.join(&file.path);
        let same = holds(&old, &file) && fs::hard_link(&old, &new).is_ok();
        if !same {
            fs::File::create_new(&new)?.write_all(bytes)?;
        }
        Ok((file, !same))
    }

    /// Copies one file that is too large to be held, as [`Self::write`] does with others.
    ///
    /// # Errors
    /// When the file cannot be written, and when its bytes are no longer those that were checked.
    pub fn copy(&self, path: String, from: &OnDisk) -> io::Result<(ReleaseFile, bool)> {
        let file = ReleaseFile { path, size: from.size, hash: from.fingerprint.to_string() };
        let new = self.folder.join(&file.path);
        let old = self.target.folder.join(&file.path);
        let same = holds(&old, &file) && fs::hard_link(&old, &new).is_ok();
        if !same {
            let mut new = fs::File::create_new(&new)?;
            from.copy(|piece| new.write_all(piece))?;
        }
        Ok((file, !same))
    }

    /// Where the release grows.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes over files of the release before from the folder `from`: those that pages need which readers may have open. Returns those that
    /// were there.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn carry(&mut self, mut files: Vec<ReleaseFile>, from: &Path) -> io::Result<Vec<ReleaseFile>> {
        files.retain(|file| holds(&from.join(&file.path), file));
        if !files.is_empty() {
            self.known = self.known.planning_also(files.iter().map(|file| file.path.clone()));
            self.steps.at("write down what is taken over");
            self.write_down(&self.known)?;
        }
        files.iter().try_for_each(|file| self.take_over(file, from))?;
        Ok(files)
    }

    /// Takes over a file of a kept release, by a link to it.
    ///
    /// # Errors
    /// When it is not there, or cannot be linked or copied.
    pub fn take_over(&self, file: &ReleaseFile, from: &Path) -> io::Result<()> {
        self.steps.at("take over a file");
        link_into(from, &self.folder, &file.path)
    }

    /// Puts the stage in the target's place by one rename; the old release goes with the stage.
    ///
    /// # Errors
    /// When the rename fails; the target is then as it was.
    pub fn swap_in(&mut self, release: KnownReleases) -> io::Result<()> {
        self.known = self.settled.joined(&release);
        self.steps.at("write down both releases");
        self.write_down(&self.known)?;
        self.steps.at("swap");
        let (stage, target) = (&self.folder, &self.target.folder);
        if fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            system::rename(stage, target)?;
        } else {
            match system::exchange(stage, target) {
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                    swap_in_two_steps(stage, target, &self.target.beside("old"))?;
                }
                swapped => swapped?,
            }
        }
        self.settled = release;
        Ok(())
    }

    fn write_down(&self, known: &KnownReleases) -> io::Result<()> {
        known.write(&self.folder.join(SCRATCH), &self.target.beside("release"))
    }

    /// Removes what is here, and writes down what remains.
    fn end(&self) -> io::Result<()> {
        // After a rename to a place where nothing was there is no stage; the record still needs one to grow in.
        self.steps.at("clear the stage");
        fs::create_dir_all(&self.folder)?;
        clear(&self.folder, &self.known.at_stage())?;
        self.steps.at("write down what remains");
        if self.settled.made.is_empty() {
            fs::remove_file(self.target.beside("release"))?;
        } else {
            self.write_down(&self.settled)?;
        }
        self.steps.at("remove the stage");
        fs::remove_dir(&self.folder)
    }
}

/// Whatever is at the stage in the end is no longer wanted: a release that failed, or the one before. What cannot be removed
/// is known by the record, and the next build removes it.
impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// The lock of a target that no build had before.
///
/// # Errors
/// When somebody else has it by now, or when it cannot be written.
pub fn new_lock(target: &Target) -> Result<Lock, Halt> {
    let path = target.beside("lock");
    let file = open_to_lock(&path, Make::IfMissing).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Halt::Machine(error),
        _ => refusal::strange_record(&path),
    })?;
    let is_first =
        || KnownReleases::read(&target.beside("release")).is_ok_and(|known| known.is_some() == target.has_record);
    let lock = Lock::of(file, target.work).ok_or_else(|| refusal::running(holder(&path)))?;
    if is_first() { Ok(lock) } else { Err(refusal::just_made()) }
}

/// For file systems that cannot exchange two names: for a moment there is no target, but never half of one. A build that finds
/// the old release beside an empty place puts it back.
fn swap_in_two_steps(stage: &Path, target: &Path, old: &Path) -> io::Result<()> {
    system::rename(target, old).map_err(|error| why_not(target, error))?;
    if let Err(error) = system::rename(stage, target) {
        system::rename(old, target)?;
        return Err(why_not(stage, error));
    }
    system::rename(old, stage)
}

/// Why a folder cannot be renamed: the file that another program has open, if that is the reason.
fn why_not(folder: &Path, error: io::Error) -> io::Error {
    match system::held_open(folder) {
        Some(file) => io::Error::other(format!(
            "another program has `{}` open: close it there and try again",
            file.strip_prefix(folder).unwrap_or(&file).display()
        )),
        None => error,
    }
}

/// Whether a plain file with the bytes of `file` is at `path`.
fn holds(path: &Path, file: &ReleaseFile) -> bool {
    let is_candidate =
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.size);
    let found = || fs::File::open(path).and_then(|from| Fingerprint::of_reader(from, |_| Ok(())));
    is_candidate && found().is_ok_and(|(hash, _)| hash.to_string() == file.hash)
}

/// The file of an address inside the folder.
pub fn path_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Clears away what a killed build of the target left behind. Whoever calls it holds the lock.
///
/// # Errors
/// When the machine cannot remove it.
pub fn clear_leftovers(target: &Target) -> io::Result<()> {
    let old = target.beside("old");
    if old.exists() && !target.folder.exists() {
        system::rename(&old, &target.folder)?;
    }
    for folder in [old, target.beside("stage")] {
        if folder.exists() {
            clear(&folder, &target.known.at_stage())?;
            fs::remove_dir(&folder)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_lead_to_the_same_as_one() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = |name: &str| folder.path().join(name);
        for name in ["stage", "target"] {
            fs::create_dir(path(name)).expect("it can be made");
            fs::write(path(name).join("file"), name).expect("it can be written");
        }
        swap_in_two_steps(&path("stage"), &path("target"), &path("old")).expect("it can be moved");
        let holds = |name: &str| fs::read_to_string(path(name).join("file")).ok();
        assert_eq!(holds("target").as_deref(), Some("stage"));
        assert_eq!(holds("stage").as_deref(), Some("target"));
        assert_eq!(holds("old"), None);
    }
}
