use super::program;
use crate::build::Store;
use crate::text::Fingerprint;
use std::fs;
use std::path::PathBuf;

/// Finished documents in a folder, which may be deleted at any time.
///
/// Sound because a name is the hash of everything that went in, the program among it, and because each file holds the hash
/// of its bytes: one that was cut short or changed counts as none.
pub struct Folder {
    folder: PathBuf,
    program: Fingerprint,
}

impl Folder {
    /// Keeps documents in `folder`, which is made when the first one is kept.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, program: program() }
    }

    fn path(&self, key: &Fingerprint) -> PathBuf {
        let name = Fingerprint::of_parts([self.program.bytes().as_slice(), key.bytes()]);
        self.folder.join(name.to_string())
    }
}

impl Store for Folder {
    fn load(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        let kept = fs::read(self.path(key)).ok()?;
        let (hash, bytes) = kept.split_at_checked(16)?;
        (Fingerprint::of(bytes).bytes() == hash).then(|| bytes.to_vec())
    }

    fn keep(&self, key: &Fingerprint, bytes: &[u8]) {
        let whole = [Fingerprint::of(bytes).bytes().as_slice(), bytes].concat();
        let kept = fs::create_dir_all(&self.folder).and_then(|()| {
            let temporary = tempfile::NamedTempFile::new_in(&self.folder)?;
            fs::write(temporary.path(), whole)?;
            temporary.persist(self.path(key)).map(drop).map_err(|error| error.error)
        });
        // What cannot be kept is made again next time.
        drop(kept);
    }
}
