//! The one door through which the desk writes: one file at a time, by one rename, with its old bytes kept.
//!
//! New bytes and the fingerprint of those that the person saw go in. Either the file has the new bytes and they can be taken back, or
//! it is as it was. Nobody else of the desk writes into the site.

use super::deed::Deed;
use super::history::{Entry, History};
use crate::diagnostic::machine_reason;
use crate::system;
use crate::text::Fingerprint;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What some editors, above all on Windows, begin a text in UTF-8 with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why nothing was written.
#[derive(Debug)]
pub enum NotWritten {
    /// The file is another one than the person saw: somebody, or a program, changed it meanwhile.
    Changed,
    /// The machine did not; why, in plain words with the next step.
    Machine(String),
}

/// The door of one site.
pub struct Door {
    root: PathBuf,
    history: History,
    /// One deed at a time.
    busy: Mutex<()>,
}

impl Door {
    /// The door of the site in `root`, whose history is kept below `data`, the folder of the person's own.
    pub fn new(root: &Path, data: Option<&Path>) -> Self {
        Self { root: root.to_owned(), history: History::of(root, data), busy: Mutex::default() }
    }

    /// What was done, the newest first.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The bytes of a file of the site as they are on the disk now; `None` if there is none.
    ///
    /// # Errors
    /// Why it cannot be read, in plain words.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let place = self.place(path)?;
        read(&place).map_err(|error| format!("`{path}` cannot be read: {}", machine_reason(&error)))
    }

    /// Does a deed. Says whether anything was written: what changes nothing writes nothing.
    ///
    /// # Errors
    /// When the file is not the one that was seen, and when it cannot be written: then it is as it was.
    pub fn write(&self, deed: &Deed) -> Result<bool, NotWritten> {
        let _busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.place(deed.path).map_err(NotWritten::Machine)?;
        let old = read(&path).map_err(|error| failed(deed.path, &error))?;
        if old.as_deref().map(Fingerprint::of) != deed.seen {
            return Err(NotWritten::Changed);
        }
        let has_mark = old.as_deref().is_some_and(|bytes| bytes.starts_with(BYTE_ORDER_MARK));
        let mark = if has_mark { BYTE_ORDER_MARK } else { b"" };
        let new = deed.text.map(|text| [mark, text.as_bytes()].concat());
        if new == old {
            return Ok(false);
        }
        let entry = Entry::new(deed, old.as_deref(), new.as_deref());
        // Without a history there is no way back, but what was typed must not be lost for that.
        let kept = self.history.keep(&entry, old.as_deref()).ok();
        let done = match &new {
            Some(bytes) => replace(&path, bytes, deed.seen),
            None => system::remove_file(&path).map_err(Into::into),
        };
        if done.is_err()
            && let Some(number) = kept
        {
            self.history.forget(number);
        }
        match done {
            Ok(()) => Ok(true),
            Err(Failed::Changed) => Err(NotWritten::Changed),
            Err(Failed::Machine(error)) => Err(failed(deed.path, &error)),
        }
    }

    /// Where a file of the site is. No folder on the way may be a link: it could lead anywhere.
    fn place(&self, path: &str) -> Result<PathBuf, String> {
        let mut place = self.root.clone();
        for name in path.split('/') {
            if matches!(name, "" | "." | "..") || name.contains(['\\', ':', '\0']) {
                return Err(format!("`{path}` is no path of a site"));
            }
            place.push(name);
            if fs::symlink_metadata(&place).is_ok_and(|there| there.is_symlink()) {
                return Err(format!("`{path}` leads through a link, and the desk does not write through links"));
            }
        }
        Ok(place)
    }
}

fn failed(path: &str, error: &io::Error) -> NotWritten {
    NotWritten::Machine(format!("`{path}` cannot be written: {}", machine_reason(error)))
}

/// The bytes of a file; `None` if there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    match system::open_plain(path) {
        Ok(mut file) => file.read_to_end(&mut bytes).map(|_| Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

enum Failed {
    Changed,
    Machine(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Machine(error)
    }
}

/// Writes beside the file, on the disk for sure, and renames it over the old one if that is still the one that was seen.
///
/// A synchronising program takes a file that is gone for a moment for deleted, so there is one rename and nothing else.
fn replace(path: &Path, bytes: &[u8], seen: Option<Fingerprint>) -> Result<(), Failed> {
    let folder = path.parent().ok_or_else(|| io::Error::other("it has no folder"))?;
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    staged.write_all(bytes)?;
    staged.as_file().sync_all()?;
    match fs::metadata(path) {
        Ok(there) => fs::set_permissions(staged.path(), there.permissions())?,
        // A temporary file is for its owner only.
        Err(_) => system::make_readable(staged.path())?,
    }
    let staged = staged.into_temp_path();
    if read(path)?.as_deref().map(Fingerprint::of) != seen {
        return Err(Failed::Changed);
    }
    system::rename(&staged, path)?;
    match read(path)? {
        Some(there) if there == bytes => Ok(()),
        _ => Err(Failed::Machine(io::Error::other("another program changed it at the same moment"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Site {
        folder: tempfile::TempDir,
        door: Door,
    }

    fn site() -> Site {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/content")).unwrap();
        let door = Door::new(&folder.path().join("site"), Some(&folder.path().join("data")));
        Site { folder, door }
    }

    impl Site {
        fn put(&self, path: &str, bytes: &[u8]) -> Option<Fingerprint> {
            fs::write(self.folder.path().join("site").join(path), bytes).unwrap();
            Some(Fingerprint::of(bytes))
        }

        fn bytes(&self, path: &str) -> Vec<u8> {
            fs::read(self.folder.path().join("site").join(path)).unwrap()
        }

        fn write(&self, path: &str, seen: Option<Fingerprint>, text: &str) -> Result<bool, NotWritten> {
            self.door.write(&Deed { path, seen, text: Some(text), what: "a change", role: "Comms" })
        }
    }

    #[test]
    fn a_file_gets_its_new_bytes_and_the_old_ones_are_kept() {
        let site = site();
        let seen = site.put("content/a.md", b"\xef\xbb\xbfold\r\n");
        assert!(site.write("content/a.md", seen, "new\r\n").unwrap());
        assert_eq!(site.bytes("content/a.md"), b"\xef\xbb\xbfnew\r\n");
        let kept = site.door.history().entries();
        assert_eq!((kept[0].path.as_str(), kept[0].role.as_str()), ("content/a.md", "Comms"));
        assert_eq!(site.door.history().old_bytes(kept[0].number).unwrap(), b"\xef\xbb\xbfold\r\n");
        let beside = fs::read_dir(site.folder.path().join("site/content")).unwrap().count();
        assert_eq!(beside, 1, "something is left beside the file");
    }

    #[test]
    fn what_changes_nothing_writes_nothing() {
        let site = site();
        let seen = site.put("content/a.md", b"old");
        assert!(!site.write("content/a.md", seen, "old").unwrap());
        assert!(site.door.history().entries().is_empty());
    }

    #[test]
    fn a_file_that_is_not_the_one_that_was_seen_stays() {
        let site = site();
        let seen = site.put("content/a.md", b"old");
        site.put("content/a.md", b"other");
        assert!(matches!(site.write("content/a.md", seen, "new"), Err(NotWritten::Changed)));
        assert!(matches!(site.write("content/a.md", None, "new"), Err(NotWritten::Changed)));
        assert!(matches!(site.write("content/b.md", seen, "new"), Err(NotWritten::Changed)));
        assert_eq!(site.bytes("content/a.md"), b"other");
        assert!(site.door.history().entries().is_empty());
    }

    #[test]
    fn nothing_is_written_outside_the_site() {
        let site = site();
        for path in ["../x", "content/../../x", "/x", "content//x", "c:x", "content\\x", ""] {
            assert!(matches!(site.write(path, None, "x"), Err(NotWritten::Machine(_))), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let site = site();
        fs::create_dir(site.folder.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(site.folder.path().join("elsewhere"), site.folder.path().join("site/content/in"))
            .unwrap();
        assert!(matches!(site.write("content/in/x.md", None, "x"), Err(NotWritten::Machine(_))));
        assert_eq!(fs::read_dir(site.folder.path().join("elsewhere")).unwrap().count(), 0);
    }
}
