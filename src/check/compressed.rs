//! What bytes weigh on the way to a phone: their size after compression, as web servers do it.
//!
//! Style sheets are the same for all pages, so each is compressed once.

use crate::site::Site;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// A style sheet's bytes, and what they weigh on the way.
type WeighedSheet = (Arc<[u8]>, OnceLock<usize>);

/// The style sheets of a site with what they weigh on the way, found out when the first page asks.
pub(super) struct Sheets {
    sheets: BTreeMap<Arc<str>, WeighedSheet>,
}

impl Sheets {
    pub(super) fn new(site: &Site) -> Self {
        let sheets = site.files.iter().filter(|file| file.address.ends_with(".css"));
        Self {
            sheets: sheets
                .map(|file| (Arc::clone(&file.address), (Arc::clone(&file.bytes), OnceLock::new())))
                .collect(),
        }
    }

    pub(super) fn weight(&self, address: &str) -> Option<usize> {
        let (bytes, weight) = self.sheets.get(address)?;
        Some(*weight.get_or_init(|| compressed(bytes, Compression::default())))
    }
}

/// Bytes after compression as web servers do it. Never fails: it writes to memory.
pub(super) fn compressed(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), level);
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Eighteen bytes of gzip's frame.
    written.map_or(bytes.len(), |out| out.len() + 18)
}
