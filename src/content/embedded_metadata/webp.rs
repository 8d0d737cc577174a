//! WebP: what its chunks say beside the picture, and what is behind its end.
//!
//! Bytes go in, kinds of traces come out.

use super::budget::Budget;
use super::trace::{Traces, read_whole};
use super::{exif, xmp};

/// What a WebP says beside the picture. Source: WebP container specification, RFC 9649.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    read_whole(bytes, budget, read)
}

fn read<'a>(bytes: &'a [u8], found: &mut Traces, budget: &mut Budget) -> Option<&'a [u8]> {
    let size = length(bytes, 4)?;
    let end = 8usize.checked_add(size)?;
    let mut rest = bytes.get(12..end)?;
    while !rest.is_empty() {
        let size = length(rest, 4)?;
        let data = rest.get(8..8usize.checked_add(size)?)?;
        match rest.get(..4)? {
            b"EXIF" => found.extend(exif::traces(data.strip_prefix(b"Exif\0\0").unwrap_or(data), budget)),
            b"XMP " => found.extend(xmp::read(data, budget).traces),
            _ => {}
        }
        rest = rest.get(8 + size + size % 2..).unwrap_or_default();
    }
    bytes.get(end + end % 2..).or(Some(&[]))
}

fn length(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}
