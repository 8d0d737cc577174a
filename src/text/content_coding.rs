//! Content codings: bytes as a server sends them to browsers that take them compressed, and back.
//!
//! The same bytes give the same compressed bytes on every computer. Source: RFC 9110, section 8.4.1; RFC 7932; RFC 1952.

use brotli::Decompressor;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// What makes the compressed bytes. Whatever is kept of them is kept for these alone; a test compares the versions with `Cargo.lock`.
pub const ENCODERS: &str = "brotli 9.1.1 quality 6, flate2 1.1.11 zlib-rs 0.6.8 level 9";

/// Of 11 steps; see `benches/README.md` for what others take.
const BROTLI_QUALITY: i32 = 6;
/// The window that every decoder has: 2 to the power of this, in bytes. Pages are smaller.
const BROTLI_WINDOW: i32 = 22;
/// Bytes that are decoded at a time.
const PIECE: usize = 16 << 10;

/// A way in which a server may compress what it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentCoding {
    /// What browsers take over TLS; the smaller one.
    Brotli,
    /// What everything takes.
    Gzip,
}

impl ContentCoding {
    /// All of them, the smaller one first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in `Accept-Encoding` and `Content-Encoding`.
    pub fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The end of the name of a file that holds another one in this coding, with its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// The compressed form, if it pays: if it saves a tenth of the bytes at least. Below that the reader gains less than the header
    /// costs that says so.
    pub fn encode(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(bytes.len() / 3 + 64);
        let written = match self {
            Self::Brotli => {
                let (quality, lgwin, size_hint) = (BROTLI_QUALITY, BROTLI_WINDOW, bytes.len());
                let parameters = BrotliEncoderParams { quality, lgwin, size_hint, ..BrotliEncoderParams::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).map(drop)
            }
            Self::Gzip => {
                let mut encoder = GzEncoder::new(&mut out, Compression::best());
                encoder.write_all(bytes).and_then(|()| encoder.finish().map(drop))
            }
        };
        // It is written to memory, so the only answer is that it does not pay.
        (written.is_ok() && out.len() < bytes.len() - bytes.len() / 10).then_some(out)
    }

    /// The bytes that a compressed form holds; `None` if it is damaged, or holds more than `most` bytes.
    pub fn decode(self, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        // One more than allowed, so that more is seen.
        let limit = most as u64 + 1;
        match self {
            Self::Brotli => Decompressor::new(bytes, PIECE).take(limit).read_to_end(&mut out),
            Self::Gzip => GzDecoder::new(bytes).take(limit).read_to_end(&mut out),
        }
        .ok()?;
        (out.len() <= most).then_some(out)
    }

    /// The coding in which a client wants an answer that is there in those `offered`, by its `Accept-Encoding`; `None` for none. Of two that
    /// it likes as much, the one that comes first in [`Self::ALL`].
    pub fn chosen(accepted: &str, offered: impl Fn(Self) -> bool) -> Option<Self> {
        let plain = weight(accepted, "identity").unwrap_or(0);
        let wanted = |coding: &Self| weight(accepted, coding.token()).or_else(|| weight(accepted, "*")).unwrap_or(0);
        let offers = Self::ALL.into_iter().filter(|coding| wanted(coding) > 0 && offered(*coding));
        // The last of those that are equal is the one that is taken.
        let best = offers.rev().max_by_key(wanted)?;
        (wanted(&best) >= plain).then_some(best)
    }
}

/// How much a client likes a coding, in thousandths; `None` if it does not name it. Source: RFC 9110, sections 12.4.2 and 12.5.3.
fn weight(accepted: &str, token: &str) -> Option<u16> {
    accepted.split(',').find_map(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        if !parts.next()?.eq_ignore_ascii_case(token) {
            return None;
        }
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let thousandths = |quality: &str| (quality.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0) * 1000.0) as u16;
        Some(quality.map_or(1000, thousandths))
    })
}

#[cfg(test)]
mod tests {
    use super::ContentCoding::{self, Brotli, Gzip};
    use crate::text::Fingerprint;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "Help is there, day and night. Nobody will ask for your papers. ".repeat(50);
        for coding in ContentCoding::ALL {
            let packed = coding.encode(text.as_bytes()).expect("a text that repeats itself compresses");
            assert!(packed.len() * 5 < text.len(), "{coding:?}: {} bytes", packed.len());
            assert_eq!(coding.encode(text.as_bytes()), Some(packed.clone()), "the same bytes each time");
            assert_eq!(coding.decode(&packed, text.len()).as_deref(), Some(text.as_bytes()));
            assert_eq!(coding.decode(&packed, text.len() - 1), None, "more than allowed");
            assert_eq!(coding.decode(&packed[..packed.len() / 2], text.len()), None, "cut short");
            assert_eq!(coding.decode(text.as_bytes(), text.len()), None, "not compressed");
        }
    }

    #[test]
    fn what_does_not_pay_is_left_as_it_is() {
        let noise: Vec<u8> = (0u32..125).flat_map(|number| *Fingerprint::of(&number.to_le_bytes()).bytes()).collect();
        for coding in ContentCoding::ALL {
            assert_eq!(coding.encode(&noise), None);
            assert_eq!(coding.encode(b""), None);
            assert_eq!(coding.encode(b"ok\n"), None);
        }
    }

    #[test]
    fn a_client_gets_what_it_likes_best() {
        let check = |accepted: &str, expected: Option<ContentCoding>| {
            assert_eq!(ContentCoding::chosen(accepted, |_| true), expected, "{accepted}");
        };
        check("", None);
        check("identity", None);
        check("gzip, deflate, br, zstd", Some(Brotli));
        check("gzip, deflate", Some(Gzip));
        check("GZIP;q=0.5", Some(Gzip));
        check("br;q=0, gzip", Some(Gzip));
        check("br;q=0.2, gzip;q=0.8", Some(Gzip));
        check("br; q=0.000, gzip; q=0", None);
        check("*", Some(Brotli));
        check("*;q=0", None);
        check("*, br;q=0", Some(Gzip));
        check("gzip;q=0.5, identity", None);
        check("brotli, x-gzip", None);
        check("gzip;q=much", None);
        assert_eq!(ContentCoding::chosen("br, gzip", |coding| coding == Gzip), Some(Gzip));
        assert_eq!(ContentCoding::chosen("br", |_| false), None);
    }
}
