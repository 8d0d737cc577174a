//! Files that the program keeps for itself: read only when they are plain, written whole or not at all.
//!
//! Somebody may have put a link, a folder or a pipe in their place. None of them is followed, and nothing waits for one.

use rustix::fs::{Mode, OFlags, open};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Opens a plain file for reading; a link, a folder or anything else in its place is an error.
///
/// # Errors
/// When nothing is there, when it is no plain file, and when it may not be read.
pub fn open_plain(path: &Path) -> io::Result<File> {
    // A pipe without a writer would wait for ever, were it not opened like this.
    plain(open(path, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?.into())
}

/// Opens a plain file to lock it, and makes it if nothing is there and `make` says so; what is in it stays.
///
/// # Errors
/// As [`open_plain`], and when it may not be written.
pub fn open_to_lock(path: &Path, make: Make) -> io::Result<File> {
    let make = match make {
        Make::IfMissing => OFlags::CREATE,
        Make::Never => OFlags::empty(),
    };
    let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    plain(open(path, flags | make, Mode::from_raw_mode(0o644))?.into())
}

/// Whether a file is made that is not there.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// It is made.
    IfMissing,
    /// It is not.
    Never,
}

/// All bytes of a plain file.
///
/// # Errors
/// As [`open_plain`], and when the machine cannot read it.
pub fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_plain(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file in `scratch` and moves it to `path` from there; both are on one file system.
///
/// # Errors
/// When the machine cannot write it; what was at `path` then is there still.
pub fn write_by(scratch: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(scratch) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    io::Write::write_all(&mut File::create_new(scratch)?, bytes)?;
    fs::rename(scratch, path)
}

/// Writes a file of the site beside its place and moves it there, so that it is never half written. Folders that it needs are made, and
/// who may read it stays as it was.
///
/// # Errors
/// When the machine cannot write it; what was there then is there still.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let staged = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(staged.path(), text)?;
    // A temporary file is for its owner only.
    let mode = fs::metadata(path).map(|metadata| metadata.permissions());
    let mode = mode.unwrap_or_else(|_| std::os::unix::fs::PermissionsExt::from_mode(0o644));
    fs::set_permissions(staged.path(), mode)?;
    staged.persist(path).map(drop).map_err(|error| error.error)
}

fn plain(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}
