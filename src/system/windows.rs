//! The promises of this module on Windows.

use super::access::{Access, Make};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::AsHandle;
use std::path::{Path, PathBuf};

/// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION` of Windows' system error codes: what a rename is told
/// while another program has the file, or a file in the folder, open.
const IN_USE: [i32; 3] = [5, 32, 33];
/// Those of them that nothing else brings about: a program has the whole file, or a part of it, for itself.
const KEPT: [i32; 2] = [SHARING_VIOLATION, 33];
const SHARING_VIOLATION: i32 = 32;

/// Whether a double-click may have opened a window for the program that closes with it.
pub const MAY_OWN_WINDOW: bool = true;

pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn is_in_use(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| IN_USE.contains(&code))
}

pub fn is_kept(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| KEPT.contains(&code))
}

pub fn held_open(path: &Path) -> Option<PathBuf> {
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        let metadata = fs::symlink_metadata(&path).ok()?;
        if metadata.is_dir() {
            waiting.extend(fs::read_dir(&path).ok()?.flatten().map(|entry| entry.path()));
        } else if is_shared(&path) {
            return Some(path);
        }
    }
    None
}

/// Whether another program has the file open: then nobody can have it alone.
fn is_shared(path: &Path) -> bool {
    let alone = OpenOptions::new().read(true).share_mode(0).open(path);
    alone.is_err_and(|error| error.raw_os_error() == Some(SHARING_VIOLATION))
}

pub fn open_without_links(path: &Path, access: Access) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("it is no plain file"));
    }
    match access {
        Access::Read => File::open(path),
        Access::Lock(make) => {
            OpenOptions::new().read(true).write(true).create(matches!(make, Make::IfMissing)).truncate(false).open(path)
        }
    }
}

/// What a path leads to, whatever its names.
#[derive(Debug, PartialEq, Eq)]
pub struct Identity(same_file::Handle);

impl Identity {
    /// That of what is at `path`, links followed; `None` if nothing is there.
    pub fn of(path: &Path) -> Option<Self> {
        same_file::Handle::from_path(path).ok().map(Self)
    }
}

/// The disk that something is on: always the same, because what is mounted in a folder is a link there.
pub fn volume(_: &Metadata) -> u64 {
    0
}

/// Whether a disk, or another folder, is mounted right there.
pub fn is_mount(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink())
}

/// Lets everybody read a file that was made for its owner only: here a file has the rights of its folder.
///
/// # Errors
/// Never.
pub fn make_readable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes words to the standard error, without its lock, which this thread may hold.
pub fn last_words(words: &[u8]) {
    let handle = io::stderr().as_handle().try_clone_to_owned();
    let _ = handle.map(|handle| File::from(handle).write_all(words));
}

pub fn user_data() -> Option<PathBuf> {
    let folder = std::env::var_os("LOCALAPPDATA").map(PathBuf::from).filter(|folder| folder.is_absolute());
    folder.map(|folder| folder.join("Liberate"))
}
