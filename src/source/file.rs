//! One file of a site: path, kind, fingerprint, text or bytes.
//!
//! What cannot be read is a source, too, and says why.

use super::kind::FileKind;
use super::on_disk::OnDisk;
use crate::text::Fingerprint;
use std::sync::Arc;

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the site's root, with forward slashes, Unicode composed (NFC).
    pub path: Arc<str>,
    /// What it is: by its path, its first bytes, and what is beside it.
    pub kind: FileKind,
    /// The path of the file beside it of which it is a copy, if [`FileKind::Refused`] says that there is one.
    pub original: Option<Arc<str>>,
    /// What is in it.
    pub data: Data,
    /// Hash of its bytes.
    pub fingerprint: Fingerprint,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Data {
    /// Text in UTF-8, without a byte order mark.
    Text(Arc<str>),
    /// Text that is not UTF-8: every bad byte is replaced; the first one was at this offset.
    BadText(Arc<str>, usize),
    /// Anything that is not text to us.
    Bytes(Arc<[u8]>),
    /// Anything that is not text to us and is too large to be held: films, recordings, large documents.
    OnDisk(Arc<OnDisk>),
    /// The file is there but cannot be read; why, in plain words.
    Unreadable(String),
    /// It has more bytes than anything of its kind needs, which is this many, and is not read.
    TooLarge(u64),
    /// The path leads out of the site's folder.
    Outside,
    /// Something is there that is not read, whatever it holds.
    Fault(SourceFault),
}

/// Why something below the site's folders is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// A link whose target does not exist.
    Dangling,
    /// A link that leads in a circle, or to a folder around it.
    Circle,
    /// A link to a folder, inside a folder that is a link itself.
    LinkInLink,
    /// A link into another part of the site, or to a file of another kind.
    OtherPart,
    /// A pipe, a socket or a device: reading it might never end.
    Special,
    /// A file where a folder belongs.
    NoFolder,
    /// A folder where a file belongs.
    NoFile,
    /// Two files whose names differ in how their letters are composed, and nothing else.
    Twins,
    /// A name that is no text, or holds characters that nobody sees.
    Name,
}

impl Source {
    /// Makes a source from the bytes of a file.
    pub fn from_bytes(path: &str, bytes: Vec<u8>) -> Self {
        let kind = FileKind::of_file(path, &bytes);
        let fingerprint = Fingerprint::of(&bytes);
        let data = if kind.is_text() { text(bytes) } else { Data::Bytes(bytes.into()) };
        Self { path: Arc::from(path), kind, original: None, data, fingerprint }
    }

    /// Makes a source for a file that is too large to be held.
    pub fn left_on_disk(path: &str, file: OnDisk) -> Self {
        let fingerprint = file.fingerprint;
        let kind = FileKind::of_file(path, &file.beginning);
        Self { path: Arc::from(path), kind, original: None, data: Data::OnDisk(Arc::new(file)), fingerprint }
    }

    /// Makes a source for a file that could not be read.
    pub fn unreadable(path: &str, data: Data) -> Self {
        Self {
            path: Arc::from(path),
            kind: FileKind::of(path),
            original: None,
            data,
            fingerprint: Fingerprint::default(),
        }
    }

    /// Whether its bytes are known.
    pub fn is_readable(&self) -> bool {
        !matches!(self.data, Data::Unreadable(_) | Data::TooLarge(_) | Data::Outside | Data::Fault(_))
    }

    /// Its text, also when bad bytes had to be replaced.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.data {
            Data::Text(text) | Data::BadText(text, _) => Some(text),
            _ => None,
        }
    }

    /// Its bytes, whatever it is; empty for what stays on disk.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Text(text) | Data::BadText(text, _) => text.as_bytes(),
            Data::Bytes(bytes) => bytes,
            _ => &[],
        }
    }

    /// Where it is, if it is too large to be held.
    pub fn on_disk(&self) -> Option<&Arc<OnDisk>> {
        match &self.data {
            Data::OnDisk(file) => Some(file),
            _ => None,
        }
    }
}

impl Source {
    /// Its bytes to keep; those of a file that is no text are shared, not copied.
    pub fn shared_bytes(&self) -> Arc<[u8]> {
        match &self.data {
            Data::Bytes(bytes) => Arc::clone(bytes),
            _ => Arc::from(self.bytes()),
        }
    }
}

fn text(bytes: Vec<u8>) -> Data {
    match String::from_utf8(bytes) {
        Ok(text) => Data::Text(text.strip_prefix('\u{feff}').unwrap_or(&text).into()),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Data::BadText(String::from_utf8_lossy(error.as_bytes()).into(), offset)
        }
    }
}
