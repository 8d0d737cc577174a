use flate2::Crc;

/// A file of an archive.
pub struct Entry<'a> {
    /// Its name: ASCII or UTF-8, with forward slashes.
    pub name: String,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// 1980-01-01 00:00 as archives write it: the first moment that they know. The same files always make the same archive.
const NO_DATE: u32 = 0x0021_0000;
/// Names are UTF-8. Source: APPNOTE 6.3.10, section 4.4.4, bit 11.
const UTF8: u16 = 1 << 11;
/// The version that a reader needs for plain files: 2.0.
const VERSION: u16 = 20;

/// Bytes of both headers of a file without its name, and of the end (sections 4.3.7, 4.3.12 and 4.3.16).
const HEADERS: usize = 30 + 46;
const END: usize = 22;

/// Puts files into one ZIP archive, in their order, as they are: documents are compressed already.
///
/// Source: APPNOTE 6.3.10, without extensions. Files are far below its limit of 4 GiB.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = out.len() as u32;
        let facts = facts(entry);
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(&facts);
        out.extend(0_u16.to_le_bytes());
        out.extend(entry.name.as_bytes());
        out.extend(entry.bytes);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // Extra, comment, disk, internal attributes; external attributes; where the file begins.
        directory.extend([0; 2 + 2 + 2 + 2 + 4]);
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (start, length, count) = (out.len() as u32, directory.len() as u32, entries.len() as u16);
    out.extend(directory);
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The bytes of an archive of files with these names and sizes.
pub fn pack_size<'a>(files: impl IntoIterator<Item = (&'a str, usize)>) -> usize {
    files.into_iter().map(|(name, size)| HEADERS + 2 * name.len() + size).sum::<usize>() + END
}

/// What both headers of a file say, up to the length of its name.
fn facts(entry: &Entry) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(entry.bytes);
    let size = (entry.bytes.len() as u32).to_le_bytes();
    let mut facts = Vec::with_capacity(24);
    facts.extend(VERSION.to_le_bytes());
    facts.extend(UTF8.to_le_bytes());
    facts.extend(0_u16.to_le_bytes());
    facts.extend(NO_DATE.to_le_bytes());
    facts.extend(crc.sum().to_le_bytes());
    facts.extend(size);
    facts.extend(size);
    facts.extend((entry.name.len() as u16).to_le_bytes());
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_every_file_and_ends_as_it_must() {
        let zip = pack(&[Entry { name: "a.txt".into(), bytes: b"one" }, Entry { name: "b.txt".into(), bytes: b"" }]);
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
