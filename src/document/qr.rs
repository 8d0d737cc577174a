//! Codes for cameras: an address as squares.
//!
//! A text goes in; SVG for paper and a picture for slides come out, each with the white around that readers ask for.

use super::png::{Palette, png};
use crate::text::Xml;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// Modules of white around a code, that readers ask for. Source: ISO/IEC 18004, 6.3.8.
const QUIET: usize = 4;
/// Pixels to a module: 41 modules come to 328 pixels, sharp on a slide and below 1 kB.
const PIXELS: usize = 8;

/// The squares of a QR code with its quiet zone.
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of `data`, level Q; `None` if it is too long for any code.
    pub fn new(data: &str) -> Option<Self> {
        let code = QRBuilder::new(data).ecl(ECL::Q).build().ok()?;
        let side = code.size + 2 * QUIET;
        let mut dark = vec![false; side * side];
        for row in 0..code.size {
            for column in 0..code.size {
                dark[(row + QUIET) * side + column + QUIET] = code[row][column].value();
            }
        }
        Some(Self { side, dark })
    }

    /// Modules along each side, with the quiet zone.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether a module is dark.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        self.dark[row * self.side + column]
    }

    /// The code as SVG, one unit to a module, black on white.
    pub fn svg(&self) -> String {
        let side = self.side;
        let mut path = String::new();
        for row in 0..side {
            let mut column = 0;
            while column < side {
                let run = (column..side).take_while(|at| self.is_dark(row, *at)).count();
                if run > 0 {
                    let _ = write!(path, "M{column} {row}h{run}v1h-{run}z");
                }
                column += run.max(1);
            }
        }
        let mut xml = Xml::default();
        let drawing = xml.tag("svg").attr("xmlns", "http://www.w3.org/2000/svg");
        let drawing = drawing.attr("viewBox", format_args!("0 0 {side} {side}")).attr("shape-rendering", "crispEdges");
        drawing.with(|xml| {
            xml.tag("path").attr("fill", "#fff").attr("d", format_args!("M0 0h{side}v{side}H0z")).empty();
            xml.tag("path").attr("d", path).empty();
        });
        xml.finish()
    }

    /// The code as PNG, one bit to a pixel.
    pub fn png(&self) -> Vec<u8> {
        let width = self.side * PIXELS;
        let mut rows = Vec::with_capacity(width * width.div_ceil(8));
        for row in 0..self.side {
            // Eight pixels to a module are just one byte.
            let line: Vec<u8> = (0..self.side).map(|column| if self.is_dark(row, column) { 0 } else { 0xff }).collect();
            for _ in 0..PIXELS {
                rows.extend(&line);
            }
        }
        png(width as u32, width as u32, &Palette::BlackAndWhite, &rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_marks_and_its_quiet_zone() {
        let code = Code::new("https://a.example/q/help/").unwrap();
        let side = code.side();
        assert_eq!(side, 37, "version 3: 29 modules and the quiet zone");
        for (row, column) in [(QUIET, QUIET), (QUIET, side - QUIET - 7), (side - QUIET - 7, QUIET)] {
            for at in 0..7 {
                assert!(code.is_dark(row, column + at) && code.is_dark(row + at, column), "the mark at {row} {column}");
            }
        }
        for at in 0..side {
            for edge in (0..QUIET).chain(side - QUIET..side) {
                assert!(!code.is_dark(edge, at) && !code.is_dark(at, edge));
            }
        }
    }

    #[test]
    fn svg_and_png_hold_the_same_squares() {
        let code = Code::new("https://a.example/q/talk/").unwrap();
        let dark = (0..code.side()).flat_map(|row| (0..code.side()).map(move |column| (row, column)));
        let dark = dark.filter(|(row, column)| code.is_dark(*row, *column)).count();
        let svg = code.svg();
        let runs = svg.split('h').skip(1).filter_map(|rest| rest.split_once("v1")?.0.parse::<usize>().ok());
        assert_eq!(runs.sum::<usize>(), dark);
        let png = code.png();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 1, 40, 0, 0, 1, 40], "37 modules of 8 pixels");
        assert!(Code::new(&"x".repeat(4000)).is_none());
    }
}
