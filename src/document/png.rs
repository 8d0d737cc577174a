use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write;

/// The colours of a picture.
pub(super) enum Colours<'a> {
    /// One bit a pixel: 0 is black.
    BlackAndWhite,
    /// A byte a pixel: its place in this list of at most 256 colours.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    Listed(&'a [[u8; 3]]),
}

/// Writes a PNG without any date or program name in it. `rows` holds the packed bytes of all rows, from above.
///
/// Source: PNG specification, third edition, <https://www.w3.org/TR/png-3/>.
pub(super) fn png(width: u32, height: u32, colours: &Colours, rows: &[u8]) -> Vec<u8> {
    let (depth, kind, stride) = match colours {
        Colours::BlackAndWhite => (1, 0, width.div_ceil(8) as usize),
        Colours::Listed(_) => (8, 3, width as usize),
    };
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, kind, 0, 0, 0]].concat();
    chunk(b"IHDR", &header, &mut out);
    if let Colours::Listed(list) = colours {
        chunk(b"PLTE", list.as_flattened(), &mut out);
    }
    // No filter: flat areas and lists of colours pack best without one.
    let plain: Vec<u8> =
        rows.chunks(stride.max(1)).flat_map(|row| std::iter::once(0).chain(row.iter().copied())).collect();
    chunk(b"IDAT", &packed(&plain), &mut out);
    chunk(b"IEND", &[], &mut out);
    out
}

fn chunk(name: &[u8; 4], data: &[u8], out: &mut Vec<u8>) {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(name);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

/// Writing into memory cannot fail.
fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
