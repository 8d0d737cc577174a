//! What has to be read of a file that is too large to be held.
//!
//! A file on disk goes in; the bytes that say all that is asked of it come out.

use super::format::{FileFormat, FileTreatment};
use crate::source::OnDisk;
use std::io::{Read, Seek, SeekFrom};

/// Bytes of a file at most that is read whole to be looked at, one file at a time on each core: talks and documents with many photos.
const LARGEST_WHOLE: u64 = 96 << 20;

/// Bytes of all that a film says of itself at most; two hours have some five million.
const LARGEST_INDEX: u64 = 64 << 20;

/// Boxes of a film beside each other at most; one that is sent while it is made has one for every second.
const MOST_BOXES: usize = 200_000;

/// Bytes that say all that is asked of the file: of a film everything but its pictures and sounds, of a file that is not looked into
/// its beginning, of any other the whole. `None` if that is too much, or can no longer be read.
pub(super) fn looked_at(path: &str, file: &OnDisk) -> Option<Vec<u8>> {
    let beginning = &*file.beginning;
    // Which program of Office made an archive is told by its whole.
    let is_archive = beginning.starts_with(b"PK\x03\x04");
    match FileTreatment::of(path, beginning) {
        FileTreatment::Seen(FileFormat::Film) => film(file),
        FileTreatment::Plain | FileTreatment::Unseen(_) | FileTreatment::WithPrograms(_) if !is_archive => {
            Some(beginning.to_vec())
        }
        _ => file.whole(LARGEST_WHOLE),
    }
}

/// A film with empty boxes in place of its pictures and sounds. Source: ISO/IEC 14496-12, section 4.2.
fn film(file: &OnDisk) -> Option<Vec<u8>> {
    let mut reader = file.open().ok()?;
    let (mut kept, mut at) = (Vec::new(), 0);
    for _ in 0..MOST_BOXES {
        let mut header = [0; 16];
        let length = file.size.checked_sub(at)?.min(16) as usize;
        if length == 0 {
            return Some(kept);
        }
        reader.read_exact(&mut header[..length]).ok()?;
        let (size, kind) = (u32::from_be_bytes(header[..4].try_into().ok()?), &header[4..8]);
        let size = match size {
            0 => file.size - at,
            1 => u64::from_be_bytes(header[8..].try_into().ok()?),
            size => u64::from(size),
        };
        if matches!(kind, b"mdat" | b"free" | b"skip" | b"wide") && size >= 8 && size <= file.size - at {
            kept.extend([&8u32.to_be_bytes(), kind].concat());
        } else {
            // What goes on behind the end is damaged, and said to be.
            let size = size.max(8).min(file.size - at);
            if kept.len() as u64 + size > LARGEST_INDEX {
                return None;
            }
            reader.seek(SeekFrom::Start(at)).ok()?;
            (&mut reader).take(size).read_to_end(&mut kept).ok()?;
        }
        at = at.checked_add(size)?;
        reader.seek(SeekFrom::Start(at)).ok()?;
    }
    None
}
