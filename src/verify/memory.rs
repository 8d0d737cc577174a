//! What a live site said when it was last asked: the tags by which it can say that nothing has changed, and which files it had.
//!
//! A file goes in and out; what cannot be read counts as nothing, and everything is asked anew.

use crate::text::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The form of the file; another one is not read.
const VERSION: u32 = 1;

/// What is remembered of one address of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveMemory {
    version: u32,
    /// By coding and path: the tag, and the hash of the bytes that came with it, decoded.
    tags: BTreeMap<String, (String, String)>,
    /// The paths of files that were there.
    paths: BTreeSet<String>,
}

impl LiveMemory {
    /// Reads what [`Self::write`] wrote.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|memory: &Self| memory.version == VERSION)
    }

    /// The same without the tags, so that everything is asked for in whole.
    pub fn without_tags(self) -> Self {
        Self { tags: BTreeMap::new(), ..self }
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        let whole = Self { version: VERSION, ..self.clone() };
        serde_json::to_string(&whole).unwrap_or_default()
    }

    /// The tag under which the site has sent bytes with this hash before.
    pub(super) fn tag(&self, key: &str, hash: &Fingerprint) -> Option<String> {
        let (tag, known) = self.tags.get(key)?;
        (*known == hash.to_string()).then(|| tag.clone())
    }

    /// The files that were there.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Remembers that a file is there as it should be, and the tag that it has.
    pub(super) fn learn(&mut self, path: &str, key: String, tag: &str, hash: &Fingerprint) {
        self.paths.insert(path.to_owned());
        if tag.is_empty() {
            self.tags.remove(&key);
        } else {
            self.tags.insert(key, (tag.to_owned(), hash.to_string()));
        }
    }

    /// Remembers that a file is there.
    pub(super) fn keep(&mut self, path: &str) {
        self.paths.insert(path.to_owned());
    }
}
