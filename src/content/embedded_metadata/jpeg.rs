//! JPEG: what its segments say beside the picture, and what is behind its end.
//!
//! Bytes go in, kinds of traces come out. Source: ITU-T T.81.

use super::budget::Budget;
use super::trace::{Trace, Traces, goes_on, is_blank, is_of_program};
use super::{exif, xmp};

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// What a JPEG says beside the picture. Source: ITU-T T.81, annex B; JFIF 1.02; XMP part 3, 1.1.3; IPTC IIM 4.2.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    match read(bytes, &mut found, budget) {
        // Phones put a second picture or a short film there, some programs what was cut off.
        Some(end) if goes_on(&bytes[end..]) => drop(found.insert(Trace::Behind)),
        Some(_) => {}
        None => drop(found.insert(Trace::Broken)),
    }
    found
}

/// Reads all segments and returns where the picture ends.
fn read(bytes: &[u8], found: &mut Traces, budget: &mut Budget) -> Option<usize> {
    let mut at = 2;
    let mut has_scan = false;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        match marker {
            0xd9 => return has_scan.then_some(at),
            0x01 | 0xd0..=0xd7 => continue,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        found.extend(segment(marker, bytes.get(at + 2..at + length)?, budget));
        at += length;
        if marker == 0xda {
            at = end_of_scan(bytes, at)?;
            has_scan = true;
        }
    }
}

/// The next marker after the points of the picture.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn segment(marker: u8, data: &[u8], budget: &mut Budget) -> Traces {
    let begins = |start: &[u8]| data.starts_with(start);
    let one = |trace| Traces::from([trace]);
    match marker {
        // A small picture is in JFIF if it has a size, and in JFXX always.
        0xe0 if begins(b"JFXX\0") => one(Trace::Thumbnail),
        0xe0 if begins(b"JFIF\0") && data.get(12..14).is_some_and(|size| size[0] > 0 && size[1] > 0) => {
            one(Trace::Thumbnail)
        }
        0xe0 => Traces::new(),
        0xe1 if begins(b"Exif\0") => exif::traces(data.get(6..).unwrap_or_default(), budget),
        0xe1 if begins(XMP) => xmp::read(&data[XMP.len()..], budget).traces,
        // Colours; the list of pictures that follow is told from their being there.
        0xe2 if begins(b"ICC_PROFILE\0") || begins(b"MPF\0") => Traces::new(),
        0xec if begins(b"Ducky") => Traces::new(),
        0xed => photoshop(data, budget),
        0xee if begins(b"Adobe") => Traces::new(),
        0xe1..=0xef if is_blank(data) => Traces::new(),
        0xe1..=0xef => one(Trace::Details),
        0xfe if is_of_program(data) => Traces::new(),
        0xfe => one(Trace::Comments),
        _ => Traces::new(),
    }
}

/// The blocks of Photoshop: IPTC (0x0404), small pictures (0x0409, 0x040c), Exif and XMP once more (0x0422, 0x0424).
fn photoshop(data: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    let Some(mut rest) = data.strip_prefix(b"Photoshop 3.0\0") else { return Traces::from([Trace::Details]) };
    while rest.starts_with(b"8BIM") {
        let Some((id, value, after)) = block(rest) else { return Traces::from([Trace::Details]) };
        match id {
            0x0404 => found.extend(iptc(value)),
            0x0409 | 0x040c => drop(found.insert(Trace::Thumbnail)),
            0x0422 => found.extend(exif::traces(value, budget)),
            0x0424 => found.extend(xmp::read(value, budget).traces),
            _ => {}
        }
        rest = after;
    }
    found
}

/// Number and value of the first block, and what follows it. Name and value are filled up to even lengths.
fn block(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let id = u16::from_be_bytes([*bytes.get(4)?, *bytes.get(5)?]);
    let name = usize::from(*bytes.get(6)?) + 1;
    let at = 6 + name + name % 2;
    let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
    let value = bytes.get(at + 4..(at + 4).checked_add(length)?)?;
    Some((id, value, bytes.get(at + 4 + length + length % 2..).unwrap_or_default()))
}

/// The fields of IPTC. Those of its record 1 and the version say nothing of the picture.
fn iptc(mut rest: &[u8]) -> Traces {
    let mut found = Traces::new();
    while let [0x1c, record, field, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(value) = after.get(..length) else { return Traces::from([Trace::Details]) };
        rest = &after[length..];
        match (record, field) {
            (1, _) | (2, 0 | 55 | 60 | 65 | 70) => {}
            _ if is_blank(value) => {}
            (2, 26 | 27 | 90 | 92 | 95 | 100 | 101) => drop(found.insert(Trace::Place)),
            (2, 80 | 85 | 110 | 115 | 116 | 118 | 122) => drop(found.insert(Trace::Person)),
            _ => drop(found.insert(Trace::Details)),
        }
    }
    found
}
