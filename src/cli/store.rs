//! Finished documents in a folder, by the hash of everything that went in.
//!
//! Each file has one hash of its name and its bytes; what is damaged is not there.

use super::program::program;
use crate::publish::read_plain;
use crate::snapshot::Store;
use crate::text::Fingerprint;
use std::fs;
use std::path::PathBuf;

/// Finished documents in a folder, which may be deleted at any time.
///
/// Sound because a name is the hash of everything that went in, the program among it, and because each file begins with a hash of its
/// name and its bytes together: one that was cut short, changed, renamed or put in another's place counts as none.
pub struct Folder {
    folder: PathBuf,
    program: Fingerprint,
}

impl Folder {
    /// Keeps documents in `folder`, which is made when the first one is kept.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, program: program() }
    }

    fn name(&self, key: &Fingerprint) -> Fingerprint {
        Fingerprint::of_parts([self.program.bytes().as_slice(), key.bytes()])
    }
}

/// What a file with that name and these bytes begins with.
fn seal(name: &Fingerprint, bytes: &[u8]) -> Fingerprint {
    Fingerprint::of_parts([name.bytes().as_slice(), bytes])
}

impl Store for Folder {
    fn load(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        let name = self.name(key);
        let mut kept = read_plain(&self.folder.join(name.to_string())).ok()?;
        let (hash, bytes) = kept.split_at_checked(16)?;
        if seal(&name, bytes).bytes() != hash {
            return None;
        }
        Some(kept.split_off(16))
    }

    fn keep(&self, key: &Fingerprint, bytes: &[u8]) -> bool {
        let name = self.name(key);
        let whole = [seal(&name, bytes).bytes().as_slice(), bytes].concat();
        let kept = fs::create_dir_all(&self.folder).and_then(|()| {
            let temporary = tempfile::NamedTempFile::new_in(&self.folder)?;
            fs::write(temporary.path(), whole)?;
            temporary.persist(self.folder.join(name.to_string())).map(drop).map_err(|error| error.error)
        });
        // What cannot be kept is made again next time.
        kept.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two documents that are kept, and the files that keep them.
    fn kept() -> (tempfile::TempDir, Folder, [(Fingerprint, PathBuf); 2]) {
        let location = tempfile::tempdir().expect("there is a folder for temporary files");
        let folder = Folder::new(location.path().join("cache"));
        let files = [b"one", b"two"].map(|bytes| {
            let key = Fingerprint::of(bytes);
            assert!(folder.keep(&key, bytes) && folder.load(&key).as_deref() == Some(bytes.as_slice()));
            (key, folder.folder.join(folder.name(&key).to_string()))
        });
        (location, folder, files)
    }

    #[test]
    fn a_file_stands_for_its_own_key_alone() {
        let (location, folder, [(one, first), (two, second)]) = kept();
        let aside = location.path().join("aside");
        for (from, to) in [(&first, &aside), (&second, &first), (&aside, &second)] {
            fs::rename(from, to).expect("it can be moved");
        }
        assert_eq!((folder.load(&one), folder.load(&two)), (None, None));
        assert!(folder.keep(&one, b"one"));
        assert_eq!(folder.load(&one).as_deref(), Some(b"one".as_slice()));
    }

    #[test]
    fn what_is_damaged_or_no_file_counts_as_none() {
        let damage: [fn(&PathBuf, &PathBuf); 6] = [
            |file, _| fs::write(file, b"").expect("it can be written"),
            |file, _| fs::write(file, b"short").expect("it can be written"),
            |file, _| {
                let bytes = fs::read(file).expect("it can be read");
                fs::write(file, &bytes[..bytes.len() - 1]).expect("it can be written");
            },
            |file, other| assert!(fs::copy(other, file).is_ok()),
            |file, _| fs::remove_file(file).and_then(|()| fs::create_dir(file)).expect("it can be made"),
            |file, other| {
                fs::rename(file, other).and_then(|()| std::os::unix::fs::symlink(other, file)).expect("it can be made");
            },
        ];
        for (number, damage) in damage.iter().enumerate() {
            let (_place, folder, [(one, first), (_, second)]) = kept();
            damage(&first, &second);
            assert_eq!(folder.load(&one), None, "damage {number}");
        }
    }
}
