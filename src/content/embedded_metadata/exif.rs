//! Exif: what cameras and programs write into pictures.
//!
//! Bytes go in, kinds of traces come out. Source: CIPA DC-008, TIFF 6.0.

use super::budget::Budget;
use super::trace::{Trace, Traces, is_blank};

/// What a camera or program wrote about a picture, in the form of a TIFF: its fields, its directory of the place, its small picture.
///
/// Let through is what says how to show the picture: size, resolution, turning, colours. An empty field says nothing, too: that is how
/// Windows removes some. Source: Exif 3.0, CIPA DC-008, tables 4 to 16.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    let little = match bytes.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ if is_blank(bytes) => return found,
        _ => return Traces::from([Trace::Details]),
    };
    let tiff = Tiff { bytes, little };
    let read = tiff.u32(4).and_then(|first| tiff.directory(first as usize, true, &mut found, budget));
    match read {
        // A second directory holds the small picture.
        Some(0) => {}
        Some(next) if tiff.u16(next as usize) == Some(0) => {}
        Some(_) => drop(found.insert(Trace::Thumbnail)),
        None => drop(found.insert(Trace::Details)),
    }
    found
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

/// Fields that say how to show the picture, and versions.
const HARMLESS: &[u16] = &[
    0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011a, 0x011b, 0x011c, 0x0128, 0x013e, 0x013f, 0x0211,
    0x0212, 0x0213, 0x0214, 0x8773, 0x9000, 0x9101, 0xa000, 0xa001, 0xa002, 0xa003, 0xa005, 0xa500,
    // Dates, and the program: see the module.
    0x0131, 0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292,
    // Rating, and what Windows fills up with.
    0x4746, 0x4749, 0xea1c,
];

/// Artist, computer, copyright, owner of the camera, photographer, editor, author for Windows.
const PERSON: &[u16] = &[0x013b, 0x013c, 0x8298, 0xa430, 0xa437, 0xa438, 0x9c9d];

/// Notes of the picture's author, for Windows and for everybody.
const COMMENTS: &[u16] = &[0x9286, 0x9c9c];

const EXIF_DIRECTORY: u16 = 0x8769;
const PLACE_DIRECTORY: u16 = 0x8825;

impl Tiff<'_> {
    /// Reads a directory and returns where the next is. `None` if it is damaged.
    fn directory(&self, at: usize, is_first: bool, found: &mut Traces, budget: &mut Budget) -> Option<u32> {
        let count = usize::from(self.u16(at)?);
        for index in 0..count {
            budget.step(1)?;
            let entry = at.checked_add(2 + index * 12)?;
            let (tag, value) = (self.u16(entry)?, self.u32(entry + 8)? as usize);
            match tag {
                EXIF_DIRECTORY if is_first => drop(self.directory(value, false, found, budget)?),
                // The version alone is no place.
                PLACE_DIRECTORY => {
                    let count = usize::from(self.u16(value)?);
                    budget.step(count as u64)?;
                    if (0..count).any(|index| self.u16(value + 2 + index * 12) != Some(0)) {
                        found.insert(Trace::Place);
                    }
                }
                _ if HARMLESS.contains(&tag) || is_blank(self.value(entry, tag, budget)?) => {}
                _ if PERSON.contains(&tag) => drop(found.insert(Trace::Person)),
                _ if COMMENTS.contains(&tag) => drop(found.insert(Trace::Comments)),
                _ => drop(found.insert(Trace::Details)),
            }
        }
        self.u32(at + 2 + count * 12)
    }

    /// The bytes of an entry's value: in the entry itself if they are at most four.
    fn value(&self, entry: usize, tag: u16, budget: &mut Budget) -> Option<&[u8]> {
        let size = match self.u16(entry + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = (self.u32(entry + 4)? as usize).checked_mul(size)?;
        let start = if length <= 4 { entry + 8 } else { self.u32(entry + 8)? as usize };
        let value = self.bytes.get(start..start.checked_add(length)?)?;
        // Entries may all name the same bytes.
        budget.step(length as u64)?;
        // A comment for everybody begins with the name of its encoding.
        Some(if tag == 0x9286 { value.get(8..).unwrap_or_default() } else { value })
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }
}
