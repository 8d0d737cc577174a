//! The promises of this module on Linux and macOS.

use super::access::{Access, Make};
use rustix::fs::{CWD, Mode, OFlags, RenameFlags, open, renameat_with};
use rustix::io::Errno;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Whether a double-click may have opened a window for the program that closes with it.
pub const MAY_OWN_WINDOW: bool = false;

pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Err(io::ErrorKind::Unsupported.into()),
        exchanged => Ok(exchanged?),
    }
}

pub fn is_in_use(_: &io::Error) -> bool {
    false
}

pub fn is_kept(_: &io::Error) -> bool {
    false
}

pub fn held_open(_: &Path) -> Option<PathBuf> {
    None
}

pub fn open_without_links(path: &Path, access: Access) -> io::Result<File> {
    let access = match access {
        Access::Read => OFlags::RDONLY,
        Access::Lock(Make::IfMissing) => OFlags::RDWR | OFlags::CREATE,
        Access::Lock(Make::Never) => OFlags::RDWR,
    };
    // A pipe without a writer would wait for ever, were it not opened like this.
    let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::from_raw_mode(0o644))?.into())
}

/// What a path leads to, whatever its names: the disk, and the number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(u64, u64);

impl Identity {
    /// That of what is at `path`, links followed; `None` if nothing is there.
    pub fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self(metadata.dev(), metadata.ino()))
    }
}

/// The disk that something is on.
pub fn volume(metadata: &Metadata) -> u64 {
    metadata.dev()
}

/// Whether a disk, or another folder, is mounted right there.
pub fn is_mount(folder: &Path) -> bool {
    is_mount_root(folder) || {
        let above = folder.parent().and_then(Identity::of).map(|Identity(disk, _)| disk);
        Identity::of(folder).is_some_and(|Identity(disk, _)| above.is_some_and(|above| above != disk))
    }
}

#[cfg(target_os = "linux")]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, StatxAttributes, StatxFlags, statx};
    let answer = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()).ok();
    let answer = answer.filter(|answer| answer.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT));
    answer.is_some_and(|answer| answer.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_: &Path) -> bool {
    false
}

/// Lets everybody read a file that was made for its owner only.
///
/// # Errors
/// When the machine does not.
pub fn make_readable(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, PermissionsExt::from_mode(0o644))
}

/// Writes words to the standard error without asking for memory, and without its lock, which this thread may hold.
pub fn last_words(words: &[u8]) {
    let _ = rustix::io::write(io::stderr(), words);
}

pub fn user_data() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = named.or_else(|| std::env::home_dir().map(|home| home.join(".local/state")));
    folder.filter(|folder| folder.is_absolute()).map(|folder| folder.join("liberate"))
}
