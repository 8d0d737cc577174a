//! Hashes that tell texts and files apart.
//!
//! Bytes go in, sixteen come out; two things with one fingerprint are taken for the same.

use std::fmt;
use std::io::{self, Read};

/// The BLAKE3 hash of some bytes, cut to 128 bits: equal fingerprints mean equal bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(blake3::hash(bytes))
    }

    /// Hashes what a reader gives, piece by piece, and hands each piece on to `take`; says also how many bytes there were.
    ///
    /// # Errors
    /// Those of the reader and of `take`.
    pub fn of_reader(mut from: impl Read, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<(Self, u64)> {
        /// Bytes that are held at a time: more makes nothing faster.
        const PIECE: usize = 256 << 10;
        let (mut hasher, mut size, mut piece) = (blake3::Hasher::new(), 0, vec![0; PIECE]);
        loop {
            let length = match from.read(&mut piece) {
                Ok(0) => return Ok((Self::cut(hasher.finalize()), size)),
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(&piece[..length]);
            take(&piece[..length])?;
            size += length as u64;
        }
    }

    /// Hashes several parts; the lengths go in too, so that parts cannot run into each other.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self::cut(hasher.finalize())
    }

    /// Reads the 32 hexadecimal digits that `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The first ten hexadecimal digits, for names of files: 40 bits, enough for the assets of one site.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }

    /// The 16 bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn cut(hash: blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

impl From<[u8; 16]> for Fingerprint {
    /// A fingerprint that was kept as its bytes.
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_itself() {
        let fingerprint = Fingerprint::of(b"liberate");
        assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
        let read = Fingerprint::of_reader(b"liberate".as_slice(), |_| Ok(()));
        assert_eq!(read.ok(), Some((fingerprint, 8)));
        assert_eq!(Fingerprint::parse("xyz"), None);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let one = Fingerprint::of_parts([b"ab".as_slice(), b"c"]);
        let other = Fingerprint::of_parts([b"a".as_slice(), b"bc"]);
        assert_ne!(one, other);
    }
}
