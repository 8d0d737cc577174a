use super::record::{File, Record};
use crate::build::parallel;
use crate::source::OnDisk;
use crate::text::Fingerprint;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A folder beside the target in which a release grows until it is whole.
///
/// Its lock is held from the beginning to the end, so two builds of one target never meet. A stage that a killed build
/// left behind is cleared away by the next.
pub struct Stage {
    target: PathBuf,
    folder: PathBuf,
    lock: fs::File,
}

impl Stage {
    /// Makes an empty stage for `target`.
    ///
    /// # Errors
    /// When the folder above the target cannot be written, when the target is not a folder, or when another build of
    /// the same target is running.
    pub fn begin(target: &Path) -> io::Result<Self> {
        let stage = Self::lock(target)?;
        clear(&stage.folder)?;
        fs::create_dir(&stage.folder)?;
        Ok(stage)
    }

    /// Takes the lock of `target`; what stands at the stage is left over from a build that was killed.
    fn lock(target: &Path) -> io::Result<Self> {
        let target = std::path::absolute(target)?;
        let (Some(above), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(io::Error::other("the output folder has no folder above it"));
        };
        if fs::symlink_metadata(&target).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(io::Error::other("the output path is there already and is no folder"));
        }
        fs::create_dir_all(above)?;
        let name = name.to_string_lossy();
        let lock = fs::File::create(above.join(format!(".{name}.lock")))?;
        if lock.try_lock().is_err() {
            return Err(io::Error::other("another build of this folder is running"));
        }
        let folder = above.join(format!(".{name}.stage"));
        Ok(Self { target, folder, lock })
    }

    /// Makes the folders of all addresses.
    ///
    /// # Errors
    /// When a folder cannot be made.
    pub fn make_folders<'a>(&self, addresses: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let folders: BTreeSet<String> = addresses
            .filter_map(|address| path_of(address).rsplit_once('/').map(|(folder, _)| folder.to_owned()))
            .collect();
        folders.iter().try_for_each(|folder| fs::create_dir_all(self.folder.join(folder)))
    }

    /// Writes one file. If the target holds the same bytes already, the file is linked instead of written; then the
    /// second value is `false`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, address: &str, bytes: &[u8]) -> io::Result<(File, bool)> {
        let path = path_of(address);
        let file = File { size: bytes.len() as u64, fingerprint: Fingerprint::of(bytes), path };
        let new = self.folder.join(&file.path);
        let old = self.target.join(&file.path);
        let same = fs::metadata(&old).is_ok_and(|metadata| metadata.len() == file.size)
            && fs::read(&old).is_ok_and(|before| before == bytes)
            && fs::hard_link(&old, &new).is_ok();
        if !same {
            fs::File::create_new(&new)?.write_all(bytes)?;
        }
        Ok((file, !same))
    }

    /// Copies one file that is too large to be held, as [`Self::write`] does with others.
    ///
    /// # Errors
    /// When the file cannot be written, and when its bytes are no longer those that were checked.
    pub fn copy(&self, address: &str, from: &OnDisk) -> io::Result<(File, bool)> {
        let file = File { size: from.size, fingerprint: from.fingerprint, path: path_of(address) };
        let (new, old) = (self.folder.join(&file.path), self.target.join(&file.path));
        let same = is_file_with(&old, &file) && fs::hard_link(&old, &new).is_ok();
        if !same {
            let mut new = fs::File::create_new(&new)?;
            from.copy(|piece| new.write_all(piece))?;
        }
        Ok((file, !same))
    }

    /// Puts the stage in the target's place by one rename, and clears the old release away.
    ///
    /// # Errors
    /// When the rename fails; the target is then as it was.
    pub fn swap_in(self) -> io::Result<()> {
        if self.target.exists() {
            match renameat_with(CWD, &self.folder, CWD, &self.target, RenameFlags::EXCHANGE) {
                Ok(()) => {}
                Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => self.swap_in_two_steps()?,
                Err(error) => return Err(error.into()),
            }
        } else {
            fs::rename(&self.folder, &self.target)?;
        }
        Ok(())
    }

    /// For file systems that cannot exchange two names: for a moment there is no target, but never half of one.
    fn swap_in_two_steps(&self) -> io::Result<()> {
        let old = self.folder.with_extension("old");
        clear(&old)?;
        fs::rename(&self.target, &old)?;
        if let Err(error) = fs::rename(&self.folder, &self.target) {
            fs::rename(&old, &self.target)?;
            return Err(error);
        }
        fs::rename(&old, &self.folder)
    }
}

/// Whatever stands at the stage in the end is no longer wanted: a release that failed, or the one before.
impl Drop for Stage {
    fn drop(&mut self) {
        let _ = clear(&self.folder);
        let _ = self.lock.unlock();
    }
}

/// The file of an address inside the folder.
fn path_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Whether a folder holds exactly the files of a record, byte by byte.
pub fn holds_exactly(folder: &Path, record: &Record) -> bool {
    let mut found = Found::default();
    if count(folder, &mut found).is_err() || found.files != record.files.len() || found.folders != folders(record) {
        return false;
    }
    let same = parallel::map(&record.files, |file| is_file_with(&folder.join(&file.path), file));
    same.into_iter().all(|same| same)
}

/// Whether a file has the bytes of that line of a record. Reads it in pieces.
fn is_file_with(path: &Path, file: &File) -> bool {
    let has_size = fs::metadata(path).is_ok_and(|metadata| metadata.len() == file.size);
    let found = || fs::File::open(path).and_then(|from| Fingerprint::of_reader(from, |_| Ok(())));
    has_size && found().is_ok_and(|(fingerprint, _)| fingerprint == file.fingerprint)
}

/// How much stands in a folder.
#[derive(Default)]
struct Found {
    files: usize,
    folders: usize,
}

fn count(folder: &Path, found: &mut Found) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.folders += 1;
            count(&entry.path(), found)?;
        } else {
            found.files += 1;
        }
    }
    Ok(())
}

/// The number of folders that the files of a record need.
fn folders(record: &Record) -> usize {
    let folders: BTreeSet<&str> =
        record.files.iter().flat_map(|file| file.path.match_indices('/').map(|(at, _)| &file.path[..at])).collect();
    folders.len()
}

/// Clears away what a killed build of `target` left behind, unless one is running.
pub fn clear_leftovers(target: &Path) {
    if let Ok(stage) = Stage::lock(target) {
        drop(stage);
    }
}

/// Removes a folder with everything in it, its subfolders on all cores.
fn clear(folder: &Path) -> io::Result<()> {
    if fs::symlink_metadata(folder).is_err() {
        return Ok(());
    }
    let mut folders = vec![folder.to_owned()];
    for _ in 0..2 {
        let deeper: Vec<PathBuf> = folders
            .iter()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten()
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .map(|entry| entry.path())
            .collect();
        if !deeper.is_empty() {
            folders = deeper;
        }
    }
    parallel::each(&folders, |folder| drop(fs::remove_dir_all(folder)));
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
