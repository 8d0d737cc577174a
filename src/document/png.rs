//! The one place that writes PNG.
//!
//! Rows of palette positions go in, bytes come out.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};

/// The colours of a picture.
pub(super) enum Palette<'a> {
    /// One bit a pixel: 0 is black.
    BlackAndWhite,
    /// A byte a pixel: its place in this list of at most 256 colours.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    Listed(&'a [[u8; 3]]),
}

/// Writes a PNG without any date or program name in it. `rows` holds the packed bytes of all rows, from above.
///
/// Source: PNG specification, third edition, <https://www.w3.org/TR/png-3/>.
pub(super) fn png(width: u32, height: u32, colours: &Palette, rows: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing into memory cannot fail, and every caller gives as many bytes as its picture has.
    if write(&mut out, (width, height), colours, rows).is_err() {
        out.clear();
    }
    out
}

fn write(out: &mut Vec<u8>, (width, height): (u32, u32), colours: &Palette, rows: &[u8]) -> Result<(), EncodingError> {
    let mut encoder = Encoder::new(out, width, height);
    match colours {
        Palette::BlackAndWhite => {
            encoder.set_color(ColorType::Grayscale);
            encoder.set_depth(BitDepth::One);
        }
        Palette::Listed(list) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_depth(BitDepth::Eight);
            encoder.set_palette(list.as_flattened());
        }
    }
    // Previews are a thirtieth larger than with the most effort, which took a tenth of making all documents.
    encoder.set_compression(Compression::Balanced);
    // Flat areas and lists of colours pack best without a filter.
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(rows)
}
