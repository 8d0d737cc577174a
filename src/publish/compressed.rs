//! Compressed forms of outputs, for servers that send them to browsers that take them.
//!
//! Bytes go in, their forms in every coding come out. What a build has compressed is kept by the hash of its bytes for the next one, in one
//! file for each target, which holds only what the last build used and may be deleted at any time.

use super::plain_file::{read_plain, write_by};
use super::stage::path_of;
use crate::render::compresses;
use crate::site::{GeneratedFile, Route};
use crate::snapshot::Snapshot;
use crate::text::{ContentCoding, ENCODERS, Fingerprint};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The forms of some bytes in the order of [`ContentCoding::ALL`]; none where it does not pay.
type Forms = [Option<Arc<[u8]>>; ContentCoding::ALL.len()];

/// The paths of the forms of outputs in the order of [`ContentCoding::ALL`], by the address of each output.
pub type FormPaths = BTreeMap<Arc<str>, Vec<String>>;

/// The paths of the forms of every output that may have some: those that compress and that servers send.
///
/// A form never takes the place of another output, or of a folder of one.
pub fn forms_beside(snapshot: &Snapshot) -> FormPaths {
    let routes = snapshot.routes();
    let taken: BTreeSet<String> = routes.iter().map(|(address, _)| path_of(address)).collect();
    let is_free = |path: &String| {
        let folder = format!("{path}/");
        !taken.contains(path) && taken.range(folder.clone()..).next().is_none_or(|next| !next.starts_with(&folder))
    };
    let is_sent =
        |route: Route| !matches!(route, Route::Generated(GeneratedFile::Headers | GeneratedFile::ServerRedirects));
    if !snapshot.site.edition.host.sends_compressed_files() {
        return FormPaths::new();
    }
    let texts = routes.into_iter().filter(|(_, route)| compresses(snapshot.media_type(*route)) && is_sent(*route));
    let beside = texts.filter_map(|(address, _)| {
        let path = path_of(&address);
        let paths: Vec<String> = ContentCoding::ALL.iter().map(|coding| format!("{path}{}", coding.ending())).collect();
        paths.iter().all(is_free).then_some((address, paths))
    });
    beside.collect()
}

/// The forms of everything that a build compresses.
///
/// Sound because a form depends on its bytes and on the encoders alone, and both are in the hash that the file begins with or that
/// names its entry.
pub struct CompressedForms {
    path: PathBuf,
    kept: HashMap<Fingerprint, Forms>,
    used: Mutex<BTreeMap<Fingerprint, Forms>>,
}

impl CompressedForms {
    /// Those that are kept at `path`; a file that is missing, damaged or of other encoders counts as none.
    pub fn read(path: PathBuf) -> Self {
        let kept = read_plain(&path).ok().and_then(|bytes| entries(&bytes)).unwrap_or_default();
        Self { path, kept, used: Mutex::default() }
    }

    /// The forms of some bytes.
    pub fn of(&self, bytes: &[u8]) -> Forms {
        let hash = Fingerprint::of(bytes);
        let make = || ContentCoding::ALL.map(|coding| coding.encode(bytes).map(Arc::from));
        let forms = self.kept.get(&hash).cloned().unwrap_or_else(make);
        self.used.lock().expect(WHOLE).insert(hash, forms.clone());
        forms
    }

    /// Keeps what was used since it was read, and nothing else.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(self) -> io::Result<()> {
        let used = self.used.into_inner().expect(WHOLE);
        if used.len() == self.kept.len() && used.keys().all(|hash| self.kept.contains_key(hash)) {
            return Ok(());
        }
        let mut body = Vec::new();
        for (hash, forms) in &used {
            body.extend(hash.bytes());
            for form in forms {
                let form = form.as_deref().unwrap_or_default();
                body.extend(u32::try_from(form.len()).map_err(io::Error::other)?.to_le_bytes());
                body.extend(form);
            }
        }
        fs::create_dir_all(self.path.parent().unwrap_or(Path::new(".")))?;
        write_by(&self.path.with_extension("new"), &self.path, &[seal(&body).bytes().as_slice(), &body].concat())
    }
}

/// Why this lock is never poisoned.
const WHOLE: &str = "no thread panics while it holds this lock";

/// What a file with these entries begins with.
fn seal(body: &[u8]) -> Fingerprint {
    Fingerprint::of_parts([ENCODERS.as_bytes(), body])
}

/// The entries of a file: a hash, then each form with its length before it, which is 0 where there is none.
fn entries(bytes: &[u8]) -> Option<HashMap<Fingerprint, Forms>> {
    let (begin, mut rest) = bytes.split_first_chunk::<16>()?;
    if seal(rest).bytes() != begin {
        return None;
    }
    let mut entries = HashMap::new();
    while let Some((hash, after)) = rest.split_first_chunk::<16>() {
        rest = after;
        let mut forms = Forms::default();
        for form in &mut forms {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (bytes, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            *form = (!bytes.is_empty()).then(|| Arc::from(bytes));
            rest = after;
        }
        entries.insert(Fingerprint::from(*hash), forms);
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = &[b'a'; 5000];

    fn kept() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let path = folder.path().join("cache/compressed");
        let forms = CompressedForms::read(path.clone());
        assert!(forms.of(TEXT).iter().all(Option::is_some));
        assert!(forms.of(b"x").iter().all(Option::is_none));
        forms.write().expect("it can be written");
        (folder, path)
    }

    #[test]
    fn what_was_compressed_is_known_to_the_next_build() {
        let (_folder, path) = kept();
        let again = CompressedForms::read(path);
        assert_eq!(again.kept.len(), 2);
        let fresh = ContentCoding::ALL.map(|coding| coding.encode(TEXT).map(Arc::from));
        assert_eq!(again.of(TEXT), fresh);
    }

    #[test]
    fn what_a_build_no_longer_uses_is_dropped() {
        let (_folder, path) = kept();
        let again = CompressedForms::read(path.clone());
        again.of(b"x");
        again.write().expect("it can be written");
        assert_eq!(CompressedForms::read(path).kept.len(), 1);
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let (_folder, path) = kept();
        let whole = fs::read(&path).expect("it is there");
        for damage in [&whole[..whole.len() - 1], &whole[..10], &[whole.as_slice(), b"x"].concat(), b""] {
            fs::write(&path, damage).expect("it can be written");
            assert!(CompressedForms::read(path.clone()).kept.is_empty());
        }
        let mut changed = whole.clone();
        *changed.last_mut().expect("it is not empty") ^= 1;
        fs::write(&path, changed).expect("it can be written");
        assert!(CompressedForms::read(path).kept.is_empty());
    }
}
