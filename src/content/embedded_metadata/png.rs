//! PNG: what its chunks say beside the picture, and what is behind its end.
//!
//! Bytes go in, kinds of traces come out. Source: the PNG specification, third edition.

use super::budget::{Budget, inflate};
use super::trace::{Trace, Traces, is_blank, is_of_program, read_whole};
use super::{exif, xmp};

/// Words of one chunk that are unpacked at most; a text is never that long.
const LARGEST_TEXT: u64 = 4 << 20;

/// Keywords of texts that say only which program made the picture, and when. The chunk `tIME` says no more, so it passes, too.
const HARMLESS: [&[u8]; 6] =
    [b"Software", b"Creation Time", b"Modification Time", b"date:create", b"date:modify", b"date:timestamp"];

/// What a PNG says beside the picture. Source: PNG, third edition, sections 5 and 11.3.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    read_whole(bytes, budget, read)
}

/// Reads all chunks and returns what follows the last.
fn read<'a>(bytes: &'a [u8], found: &mut Traces, budget: &mut Budget) -> Option<&'a [u8]> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..8usize.checked_add(length)?)?);
        // Four bytes of checksum.
        rest = rest.get(12 + length..)?;
        match kind {
            b"IEND" => return Some(rest),
            b"eXIf" => found.extend(exif::traces(data, budget)),
            b"tEXt" | b"zTXt" | b"iTXt" => found.extend(text(kind, data, budget)),
            // Who made it, in signed form.
            b"caBX" => drop(found.insert(Trace::Details)),
            _ => {}
        }
    }
}

fn text(kind: &[u8], data: &[u8], budget: &mut Budget) -> Traces {
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    let (keyword, value) = (&data[..end], data.get(end + 1..).unwrap_or_default());
    let trace = match keyword {
        _ if HARMLESS.contains(&keyword) => return Traces::new(),
        b"XML:com.adobe.xmp" => {
            return match packet(value, budget) {
                Some(packet) => xmp::read(&packet, budget).traces,
                None => Traces::from([Trace::Details]),
            };
        }
        _ if kind == b"tEXt" && is_blank(value) => return Traces::new(),
        b"Comment" if is_of_program(international(value)) => return Traces::new(),
        b"Comment" => Trace::Comments,
        b"Author" | b"Artist" | b"Copyright" | b"Creator" => Trace::Person,
        b"Location" => Trace::Place,
        b"Thumb::Image" => Trace::Thumbnail,
        _ => Trace::Details,
    };
    Traces::from([trace])
}

/// The text of `iTXt` behind its flags, language and translated keyword; other texts as they are.
fn international(value: &[u8]) -> &[u8] {
    let mut parts = value.get(2..).unwrap_or_default().splitn(3, |byte| *byte == 0);
    parts.nth(2).filter(|_| value.starts_with(&[0, 0])).unwrap_or(value)
}

fn packet(value: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let text = value.get(2..)?.splitn(3, |byte| *byte == 0).nth(2)?;
    if value[0] == 0 { Some(text.to_vec()) } else { inflate(text, LARGEST_TEXT, budget) }
}
