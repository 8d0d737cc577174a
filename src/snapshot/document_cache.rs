//! The documents of a snapshot: each is made when something first asks for it, and then known.
//!
//! Finished files may be kept between runs, by the hash of everything that went in.

use crate::diagnostic::Diagnostic;
use crate::document::{ThemeTypesetter, WrittenFile};
use crate::text::Fingerprint;
use std::sync::{Arc, OnceLock};

/// Where finished documents are kept between runs, by the hash of everything that went in. What it forgets is made again.
pub trait Store: Send + Sync {
    /// What was kept under that hash.
    fn load(&self, key: &Fingerprint) -> Option<Vec<u8>>;
    /// Keeps something, and says whether it is kept; that it cannot be is no mistake.
    fn keep(&self, key: &Fingerprint, bytes: &[u8]) -> bool;
}

/// The documents of a snapshot: each is made when something first asks for it, and then known.
///
/// Sound because a snapshot never changes. A landing page, a shelf, an archive and the file itself all ask for the same
/// one. With a store only the facts stay in memory.
///
/// Nobody waits for a document that somebody else is making: two who ask at once both make it, with the same bytes. A
/// writer may use all cores, and a core that waits takes other work meanwhile; were it to take the same document, it
/// would wait for itself.
pub(super) struct DocumentCache {
    pub(super) store: Option<Arc<dyn Store>>,
    pub(super) made: Vec<OnceLock<Finished>>,
    pub(super) typesetter: OnceLock<ThemeTypesetter>,
}

/// What is known of a file once it is made.
#[derive(Clone)]
pub(super) struct Finished {
    pub(super) facts: Option<FinishedFacts>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

#[derive(Clone)]
pub(super) struct FinishedFacts {
    pub(super) size: usize,
    pub(super) pages: usize,
    pub(super) checksum: String,
    /// Width and height, if it is a picture.
    pub(super) picture: Option<(usize, usize)>,
    pub(super) key: Fingerprint,
    /// The bytes, unless the store has them.
    pub(super) bytes: Option<Arc<[u8]>>,
}

impl DocumentCache {
    pub(super) fn new(files: usize, store: Option<Arc<dyn Store>>) -> Self {
        Self { store, made: (0..files).map(|_| OnceLock::new()).collect(), typesetter: OnceLock::new() }
    }

    pub(super) fn load(&self, key: &Fingerprint) -> Option<WrittenFile> {
        let kept = self.store.as_ref()?.load(key)?;
        let (pages, bytes) = kept.split_first_chunk::<8>()?;
        Some(WrittenFile { pages: u64::from_le_bytes(*pages) as usize, bytes: bytes.to_vec() })
    }

    /// Keeps a file that has no findings: those would be forgotten with the run. Returns whether it is kept: what a full disk
    /// did not take must stay in memory, or everything that asks for it would make it again.
    pub(super) fn keep(&self, key: &Fingerprint, written: &WrittenFile) -> bool {
        let Some(store) = &self.store else { return false };
        let pages = (written.pages as u64).to_le_bytes();
        store.keep(key, &[pages.as_slice(), &written.bytes].concat())
    }
}
