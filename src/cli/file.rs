//! Writes single files that a command was asked for.

use super::Failure;
use crate::diagnostic::machine_reason;
use std::fs;
use std::io;
use std::path::Path;

/// Writes a file beside its place and moves it there, so that it is never half written. Folders that it needs are made.
pub fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    written(path, text)
        .map_err(|error| format!("{} cannot be written: {}", path.display(), machine_reason(&error)).into())
}

fn written(path: &Path, text: &str) -> io::Result<()> {
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
