//! The only place that reads the files of a site.

use super::{Data, Kind, Source, THEME_FOLDERS, is_ignored};
use crate::config::CONFIG_FILE;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Bytes above which a file is refused: spans count in 32 bits, and no page needs more.
const LARGEST_FILE: u64 = 1 << 30;

/// A file that was found but not read yet.
#[derive(Clone, Debug)]
pub struct Found {
    /// Path relative to the root, as in [`Source::path`].
    pub path: String,
    /// Where it is.
    absolute: PathBuf,
    /// Whether it is a link that leads out of the root.
    outside: bool,
}

/// Lists every file of the site below `root`, in no particular order. Hidden files, what editors leave behind
/// and folders that mean nothing to the program are left out.
///
/// # Errors
/// When `root` itself cannot be listed; a folder below it that cannot is skipped.
pub fn list(root: &Path) -> io::Result<Vec<Found>> {
    let real_root = fs::canonicalize(root)?;
    let mut found = Vec::new();
    fs::read_dir(root)?;
    if root.join(CONFIG_FILE).is_file() {
        visit(&root.join(CONFIG_FILE), CONFIG_FILE, &real_root, &mut found);
    }
    for folder in ["content", "themes", "static"].iter().chain(&THEME_FOLDERS) {
        visit(&root.join(folder), folder, &real_root, &mut found);
    }
    Ok(found)
}

/// Lists the files at or below one path of the site; empty if nothing is there.
pub fn list_below(root: &Path, path: &str) -> Vec<Found> {
    let Ok(real_root) = fs::canonicalize(root) else { return Vec::new() };
    let mut found = Vec::new();
    visit(&root.join(path), path, &real_root, &mut found);
    found
}

/// The path of `absolute` inside the site, as in [`Source::path`]; `None` for what is none of the site's.
pub fn site_path(root: &Path, absolute: &Path) -> Option<String> {
    let relative = absolute.strip_prefix(root).ok()?;
    let mut names = Vec::new();
    for part in relative.components() {
        let name = part.as_os_str().to_string_lossy();
        if is_ignored(&name) {
            return None;
        }
        names.push(composed(&name));
    }
    let first = names.first()?;
    let ours = first == CONFIG_FILE
        || ["content", "themes", "static"].contains(&first.as_str())
        || THEME_FOLDERS.contains(&first.as_str());
    ours.then(|| names.join("/"))
}

/// Reads one file. What cannot be read is a source that says so.
pub fn read(found: &Found) -> Source {
    if found.outside {
        return Source::unreadable(&found.path, Data::Outside);
    }
    let bytes = fs::metadata(&found.absolute).and_then(|metadata| {
        if metadata.len() > LARGEST_FILE {
            return Err(io::Error::other("it is larger than 1 GiB"));
        }
        fs::read(&found.absolute)
    });
    match bytes {
        Ok(bytes) => Source::from_bytes(&found.path, bytes),
        Err(error) => Source::unreadable(&found.path, Data::Unreadable(reason(&error))),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::NotFound => "it has just gone".to_owned(),
        _ => error.to_string(),
    }
}

fn visit(absolute: &Path, path: &str, real_root: &Path, found: &mut Vec<Found>) {
    let Ok(metadata) = fs::symlink_metadata(absolute) else { return };
    let mut kind = metadata.file_type();
    if kind.is_symlink() {
        let target = fs::canonicalize(absolute).ok().filter(|target| target.starts_with(real_root));
        let Some(target) = target else {
            push(absolute, path, true, found);
            return;
        };
        let Ok(metadata) = fs::metadata(absolute) else { return };
        if is_loop(absolute, &target) {
            return;
        }
        kind = metadata.file_type();
    }
    if kind.is_dir() {
        let Ok(entries) = fs::read_dir(absolute) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !is_ignored(&name) {
                visit_entry(&entry, &format!("{path}/{}", composed(&name)), real_root, found);
            }
        }
    } else if kind.is_file() {
        push(absolute, path, false, found);
    }
}

/// Whether a linked folder holds the link itself: following it would never end.
fn is_loop(link: &Path, target: &Path) -> bool {
    link.parent().and_then(|parent| fs::canonicalize(parent).ok()).is_some_and(|parent| parent.starts_with(target))
}

/// Like [`visit`], but plain files, which are nearly all, cost no call of their own.
fn visit_entry(entry: &fs::DirEntry, path: &str, real_root: &Path, found: &mut Vec<Found>) {
    match entry.file_type() {
        Ok(kind) if kind.is_file() => push(&entry.path(), path, false, found),
        _ => visit(&entry.path(), path, real_root, found),
    }
}

fn push(absolute: &Path, path: &str, outside: bool, found: &mut Vec<Found>) {
    if Kind::of(path) != Kind::Other {
        found.push(Found { path: path.to_owned(), absolute: absolute.to_owned(), outside });
    }
}

/// macOS may hand out names with their accents taken apart; the site sees one form only.
fn composed(name: &str) -> String {
    if is_nfc(name) { name.to_owned() } else { name.nfc().collect() }
}
