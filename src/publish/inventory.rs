//! What is in a folder, compared with what builds have made there.
//!
//! A folder goes in; what is sound, changed or foreign comes out. Nothing foreign is ever removed.

use super::known::AllowedFiles;
use crate::snapshot::parallel;
use crate::system::{self, open_plain, volume};
use crate::text::Fingerprint;
use std::fs::{self, FileType};
use std::io;
use std::path::Path;

/// What is in a folder, compared with what builds are known to have made there.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Files that are as a build has made them.
    pub sound: usize,
    /// What no build has made: files, folders, links, and whatever else. Sorted; a folder ends in a slash.
    pub foreign: Vec<String>,
    /// Files of a build that somebody has changed. Sorted. One that is empty is none: nothing can be lost with it.
    pub changed: Vec<String>,
}

/// Looks at everything in `folder`. Nothing is followed, and a folder that no build makes is not entered.
///
/// # Errors
/// When something cannot be read. A folder that is not there is empty.
pub fn take(folder: &Path, allowed: &AllowedFiles) -> io::Result<Inventory> {
    if fs::symlink_metadata(folder).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(Inventory::default());
    }
    let found = walk(folder, allowed)?;
    let mut inventory = Inventory { foreign: found.foreign, ..Inventory::default() };
    let states = parallel::map(&found.files, |path| state(folder, path, allowed));
    for (path, state) in found.files.into_iter().zip(states) {
        match state? {
            FileState::Sound => inventory.sound += 1,
            FileState::Changed => inventory.changed.push(path),
            FileState::Damaged => {}
        }
    }
    inventory.foreign.sort();
    inventory.changed.sort();
    Ok(inventory)
}

/// Removes from `folder` what builds are known to have made. Everything else stays, and the folder itself.
///
/// # Errors
/// When something cannot be read or removed.
pub fn clear(folder: &Path, allowed: &AllowedFiles) -> io::Result<()> {
    let found = walk(folder, allowed)?;
    let removed = parallel::map(&found.files, |path| system::remove_file(&folder.join(path)));
    removed.into_iter().collect::<io::Result<()>>()?;
    // A folder comes after the one that holds it. One that is not empty holds something foreign.
    found.folders.iter().rev().for_each(|path| drop(fs::remove_dir(folder.join(path))));
    Ok(())
}

#[derive(Default)]
struct FoundInFolder {
    /// Files at paths of a build.
    files: Vec<String>,
    /// Folders of a build, each after the one that holds it.
    folders: Vec<String>,
    foreign: Vec<String>,
}

fn walk(folder: &Path, allowed: &AllowedFiles) -> io::Result<FoundInFolder> {
    let mut found = FoundInFolder::default();
    let device = volume(&fs::symlink_metadata(folder)?);
    let mut waiting = vec![String::new()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&at))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = match at.as_str() {
                "" => name.to_string_lossy().into_owned(),
                at => format!("{at}/{}", name.to_string_lossy()),
            };
            let kind = entry.file_type()?;
            let is_mount = || entry.metadata().map(|metadata| volume(&metadata) != device).unwrap_or(true);
            // A name that is no text is none of a build's, whatever it looks like when it is shown.
            let is_text = name.to_str().is_some();
            if is_text && kind.is_dir() && allowed.has_folder(&path) && !is_mount() {
                found.folders.push(path.clone());
                waiting.push(path);
            } else if is_text && kind.is_file() && allowed.has_file(&path) {
                found.files.push(path);
            } else {
                found.foreign.push(shown(path, kind));
            }
        }
    }
    Ok(found)
}

fn shown(path: String, kind: FileType) -> String {
    if kind.is_dir() { path + "/" } else { path }
}

enum FileState {
    Sound,
    Changed,
    Damaged,
}

fn state(folder: &Path, path: &str, allowed: &AllowedFiles) -> io::Result<FileState> {
    if allowed.is_planned(path) {
        return Ok(FileState::Damaged);
    }
    let file = match open_plain(&folder.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileState::Damaged),
        file => file?,
    };
    let size = file.metadata()?.len();
    let mut candidates = allowed.made(path).iter().filter(|file| file.size == size).peekable();
    let is_sound = match candidates.peek() {
        None => false,
        Some(_) => {
            let hash = Fingerprint::of_reader(file, |_| Ok(()))?.0.to_string();
            candidates.any(|candidate| candidate.hash == hash)
        }
    };
    Ok(match (is_sound, size) {
        (true, _) => FileState::Sound,
        (false, 0) => FileState::Damaged,
        (false, _) => FileState::Changed,
    })
}
