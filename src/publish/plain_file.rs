//! Files that the program keeps for itself: read only when they are plain, written whole or not at all.
//!
//! Somebody may have put a link, a folder or a pipe in their place. None of them is followed, and nothing waits for one.

use crate::system::{self, open_plain};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// All bytes of a plain file.
///
/// # Errors
/// When nothing is there, when it is no plain file, and when the machine cannot read it.
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
    system::rename(scratch, path)
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
    match fs::metadata(path) {
        Ok(metadata) => fs::set_permissions(staged.path(), metadata.permissions())?,
        Err(_) => system::make_readable(staged.path())?,
    }
    staged.persist(path).map(drop).map_err(|error| error.error)
}
