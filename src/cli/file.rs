//! Writes single files: those of the site that a command keeps, and those that a person asked for with `--output`.
//!
//! What a person asked for is never written over something else: it is a new file, or one that the same option wrote there before and
//! nobody has changed since. That is known by a record, not guessed, as it is for whole builds.

use super::session::{Failure, Session};
use crate::diagnostic::machine_reason;
use crate::publish::replace_file;
use crate::source::disk;
use crate::text::Fingerprint;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Remembers what was written where, below the folder that may be deleted at any time: then files that are there have to be moved away.
const RECORD: &str = "outputs.json";

/// Writes the file that `--output` names, or stands for where it is left out.
///
/// # Errors
/// When the site reads what is there, when something else is there already, and when it cannot be written.
pub fn write_output(session: &Session, path: &Path, text: &str) -> Result<(), Failure> {
    let location = absolute(path)?;
    if let Some(refusal) = refusal(session, path, &location, text)? {
        return Err(refusal.into());
    }
    write_file(path, text)?;
    let record = session.cache().join(RECORD);
    let mut known = outputs(&record);
    known.insert(location.to_string_lossy().into_owned(), Fingerprint::of(text.as_bytes()).to_string());
    // Without the record the next file there has to be moved away by hand, and nothing is lost.
    let _ = write_file(&record, &serde_json::to_string_pretty(&known)?);
    Ok(())
}

/// Why nothing may be written at `location`, which the command calls `path`; `None` if it may.
fn refusal(session: &Session, path: &Path, location: &Path, text: &str) -> Result<Option<String>, Failure> {
    let shown = path.display();
    let root = fs::canonicalize(&session.root)?;
    if disk::site_path(&root, location).is_some() {
        let way = "name a file outside `content`, `static` and the theme with --output";
        return Ok(Some(format!("{shown} would become a part of the site; {way}")));
    }
    let Ok(there) = fs::symlink_metadata(location) else { return Ok(None) };
    if !there.is_file() {
        return Ok(Some(format!("{shown} is there already and is no plain file; name another with --output")));
    }
    let bytes = fs::read(location).map_err(|error| format!("{shown} cannot be read: {}", machine_reason(&error)))?;
    let known = outputs(&session.cache().join(RECORD));
    let wrote = known.get(location.to_string_lossy().as_ref());
    if bytes == text.as_bytes() || wrote == Some(&Fingerprint::of(&bytes).to_string()) {
        return Ok(None);
    }
    let what = if wrote.is_some() { "has changed since it was written" } else { "was not written by this command" };
    Ok(Some(format!("{shown} is there already and {what}; move it away, or name another file with --output")))
}

/// Where a path leads, links in its folders followed; folders that are still to be made are taken as they are written.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let whole = std::path::absolute(path)?;
    let Some(name) = whole.file_name() else { return Err(format!("{} is a folder", path.display()).into()) };
    let folder = whole.parent().unwrap_or(Path::new("/"));
    let real = folder.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    let (known, real) = real.unwrap_or((Path::new(""), PathBuf::new()));
    let rest = folder.strip_prefix(known).unwrap_or(folder);
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err(format!("a folder on the way to {} is not there", path.display()).into());
    }
    Ok(real.join(rest).join(name))
}

/// What was written where, as the record says; nothing if there is none, or none that can be read.
fn outputs(record: &Path) -> BTreeMap<String, String> {
    fs::read(record).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Writes a file beside its place and moves it there, so that it is never half written. Folders that it needs are made.
pub fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    replace_file(path, text)
        .map_err(|error| format!("{} cannot be written: {}", path.display(), machine_reason(&error)).into())
}
