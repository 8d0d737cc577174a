//! Archives of documents.
//!
//! Names and bytes go in, a ZIP comes out, the same for the same input.

use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A file of an archive.
pub struct PackedFile<'a> {
    /// Its name: ASCII or UTF-8, with forward slashes.
    pub name: String,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Bytes of both headers of a file without its name, and of the end (sections 4.3.7, 4.3.12 and 4.3.16).
const HEADERS: usize = 30 + 46;
const END: usize = 22;

/// Puts files into one ZIP archive, in their order, as they are: documents are compressed already.
///
/// Source: APPNOTE 6.3.10, without extensions. Files are far below its limit of 4 GiB.
pub fn pack(entries: &[PackedFile]) -> Vec<u8> {
    packed(entries).expect("names differ, and a few files of some megabytes fit into an archive")
}

fn packed(entries: &[PackedFile]) -> ZipResult<Vec<u8>> {
    // Dated with the first moment that archives know, and the same on every system: the same files always make the same archive.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
        .compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        archive.start_file(entry.name.as_str(), options)?;
        archive.write_all(entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The bytes of an archive of files with these names and sizes.
pub fn pack_size<'a>(files: impl IntoIterator<Item = (&'a str, usize)>) -> usize {
    files.into_iter().map(|(name, size)| HEADERS + 2 * name.len() + size).sum::<usize>() + END
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_every_file_and_ends_as_it_must() {
        let zip = pack(&[
            PackedFile { name: "a.txt".into(), bytes: b"one" },
            PackedFile { name: "b.txt".into(), bytes: b"" },
        ]);
        assert_eq!(&zip[..4], b"PK\x03\x04");
        assert_eq!(&zip[30..38], b"a.txtone");
        assert_eq!(zip.len(), pack_size([("a.txt", 3), ("b.txt", 0)]));
        let end = &zip[zip.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(end[10], 2);
        let directory = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert_eq!(&zip[directory..directory + 4], b"PK\x01\x02");
        assert_eq!(zip.len(), directory + u32::from_le_bytes(end[12..16].try_into().unwrap()) as usize + 22);
    }
}
