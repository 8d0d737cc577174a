//! Files that are too large to be held: their bytes stay on disk.
//!
//! A path goes in; size, hash and beginning come out. Whoever hands bytes on compares them with that hash.

use crate::system;
use crate::text::Fingerprint;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that is too large to be held: it is read again, in pieces, when something needs it.
///
/// What was found out about it is true of the bytes with its fingerprint. Whoever hands bytes on compares.
#[derive(Debug)]
pub struct OnDisk {
    /// Where it is.
    absolute: PathBuf,
    /// Bytes when it was read.
    pub size: u64,
    /// Hash of all its bytes then.
    pub fingerprint: Fingerprint,
    /// Its first bytes, at most [`Self::BEGINNING`].
    pub beginning: Arc<[u8]>,
}

impl OnDisk {
    /// Bytes of the beginning that are held: what tells the form of a file, and the size of a picture, is there.
    pub const BEGINNING: usize = 64 << 10;

    /// Reads a file once, from start to end, in pieces.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(absolute: &Path) -> io::Result<Self> {
        let mut file = open(absolute)?;
        let mut beginning = Vec::with_capacity(Self::BEGINNING);
        (&mut file).take(Self::BEGINNING as u64).read_to_end(&mut beginning)?;
        file.rewind()?;
        let (fingerprint, size) = Fingerprint::of_reader(file, |_| Ok(()))?;
        Ok(Self { absolute: absolute.to_owned(), size, fingerprint, beginning: beginning.into() })
    }

    /// Opens it.
    ///
    /// # Errors
    /// When it is gone or cannot be read any more.
    pub fn open(&self) -> io::Result<impl Read + Seek + Send + use<>> {
        open(&self.absolute)
    }

    /// All of its bytes, if they are not more than `most`, and still those that were read before.
    pub fn whole(&self, most: u64) -> Option<Vec<u8>> {
        if self.size > most {
            return None;
        }
        let mut bytes = Vec::with_capacity(self.size as usize);
        self.open().ok()?.take(self.size + 1).read_to_end(&mut bytes).ok()?;
        (Fingerprint::of(&bytes) == self.fingerprint).then_some(bytes)
    }

    /// Hands its bytes to `take`, piece by piece.
    ///
    /// # Errors
    /// When it cannot be read, when `take` fails, and when its bytes are no longer those that were looked at.
    pub fn copy(&self, take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let (fingerprint, _) = Fingerprint::of_reader(self.open()?, take)?;
        if fingerprint == self.fingerprint {
            return Ok(());
        }
        let name = self.absolute.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Err(io::Error::other(format!("`{name}` changed while it was published; build again")))
    }
}

/// Opens a file of the site.
pub(super) fn open(absolute: &Path) -> io::Result<fs::File> {
    system::open(absolute)
}
