//! Files that are published as they are, with their addresses.
//!
//! Large ones stay on disk until something hands them on.

use crate::source::OnDisk;
use crate::text::Fingerprint;
use std::sync::Arc;

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct PublicFile {
    /// The source it comes from; the theme's style sheets may come from several and name the first.
    pub source: Arc<str>,
    /// Its name for templates, such as `styles/main.css`; empty for files that are not the theme's.
    pub theme_name: String,
    /// Its address.
    pub address: Arc<str>,
    /// Its bytes; empty if it is too large to be held.
    pub bytes: Arc<[u8]>,
    /// Where it is then.
    pub on_disk: Option<Arc<OnDisk>>,
    /// Hash of its bytes.
    pub fingerprint: Fingerprint,
}

/// The folder of the theme whose style sheets are written into pages and never published.
pub const INLINE_STYLES: &str = "styles/inline/";

impl PublicFile {
    /// Whether it is a style sheet that pages hold in themselves, so that their first words need no second answer.
    pub fn is_inline_style(&self) -> bool {
        self.theme_name.starts_with(INLINE_STYLES)
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.on_disk.as_ref().map_or(self.bytes.len() as u64, |file| file.size)
    }

    /// Its first bytes, at least: what says how large a picture is.
    pub fn beginning(&self) -> &[u8] {
        self.on_disk.as_ref().map_or(&self.bytes, |file| &file.beginning)
    }

    /// All of its bytes, for a picture in a document; empty if they are more than any picture has.
    pub fn whole(&self) -> Arc<[u8]> {
        /// Bytes of the largest photo that a camera makes, and as much again.
        const LARGEST: u64 = 64 << 20;
        match &self.on_disk {
            Some(file) => file.whole(LARGEST).unwrap_or_default().into(),
            None => Arc::clone(&self.bytes),
        }
    }
}
