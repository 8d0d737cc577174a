//! Pictures of documents: of all pages for the page that offers them, of the first for lists, and of one to post.
//!
//! As few colours as keep a page light; nothing is laid out for them alone.

use super::layout::typeset;
use crate::content::{CardSheet, DocumentKind};
use crate::diagnostic::Reported;
use crate::document::form::{DocumentRequest, WrittenFile};
use crate::document::model::Document;
use crate::document::png::{Palette, png};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

/// Pixels of white around and between pages.
const GAP: usize = 12;
/// Colours in a picture: documents have few, and their blends at the edges of letters. The pages of a talk in 64 take 72 kB, in 256
/// they take 89. Where many pages or photos are too heavy in 64, fewer must do.
const COLOURS: [usize; 3] = [64, 32, 16];
/// Bytes of a picture that leave its page below 100 kB: the page with its styles comes in 14,336, its scripts in 2,048.
const LIGHT: usize = 80_000;
/// Pixels of the width of a small picture of a page that is higher than wide, and of one that is wider: twice what a list shows, because
/// phones have two to a pixel of CSS.
const THUMBNAIL_SHORT: usize = 144;
const THUMBNAIL_LONG: usize = 176;
/// Colours in a small picture.
const THUMBNAIL_COLOURS: usize = 16;
/// Colours in a picture to post: services make their own JPEG of it, so it should be good.
const POST_COLOURS: usize = 256;
/// The colour between the pages, so that white pages show on white: that of lines in the theme's styles, or a light grey.
const GROUND: &str = "line";
const GREY: [u8; 3] = [0xd9; 3];

/// Red, green and blue, a byte each, as CSS writes them: `0xrrggbb`.
type Rgb = u32;

/// Makes one picture of all pages of a document, for the page that offers it.
pub(in crate::document) fn picture(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    // What is wrong with the document is said by its files.
    let paged = typeset(request, shown_form(request.document), &mut Vec::new());
    let value = paged.map(|paged| {
        let (columns, width) = arrangement(&paged);
        let [red, green, blue] = request.typesetter.colour(GROUND).unwrap_or(GREY);
        let ground = u32::from_be_bytes([0, red, green, blue]);
        WrittenFile { bytes: sheet(&paged, columns, width, ground), pages: paged.pages().len() }
    });
    Reported::fine(value)
}

/// Makes a picture to post: its one page, a point to a pixel. Reports what does not fit, and letters that no font has.
pub(in crate::document) fn post(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let mut diagnostics = Vec::new();
    let paged = typeset(request, request.form.name, &mut diagnostics);
    let value = paged.and_then(|paged| {
        let page = paged.pages().first()?;
        let pixels = rendered(page, page.frame.width().to_pt() as usize);
        let (list, places) = ColourCounts::new(&pixels.colours).listed(POST_COLOURS);
        let bytes = png(pixels.width as u32, pixels.height as u32, &Palette::Listed(&list), &places);
        Some(WrittenFile { bytes, pages: 0 })
    });
    Reported { value, diagnostics }
}

/// Makes a small picture of the first page of a document, for a list of documents.
pub(in crate::document) fn thumbnail(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    // What is wrong with the document is said by its files.
    let paged = typeset(request, shown_form(request.document), &mut Vec::new());
    let value = paged.and_then(|paged| {
        let page = paged.pages().first()?;
        let is_wide = page.frame.width() > page.frame.height();
        let pixels = rendered(page, if is_wide { THUMBNAIL_LONG } else { THUMBNAIL_SHORT });
        let (list, places) = ColourCounts::new(&pixels.colours).listed(THUMBNAIL_COLOURS);
        let bytes = png(pixels.width as u32, pixels.height as u32, &Palette::Listed(&list), &places);
        Some(WrittenFile { bytes, pages: 0 })
    });
    Reported::fine(value)
}

/// The form of which the picture is made.
fn shown_form(document: &Document) -> &'static str {
    match (document.kind, document.sheet) {
        (DocumentKind::Slides, _) => "slides",
        (DocumentKind::Poster, _) => "a4",
        (DocumentKind::Leaflet, _) => "a5",
        (DocumentKind::Card, CardSheet::Wallet) => "wallet",
        (DocumentKind::Card, CardSheet::TearOff) => "tear-off",
        (DocumentKind::Card, CardSheet::Strips) => "strips",
        (DocumentKind::Social, _) => "square",
    }
}

/// How many pages stand side by side, and how many pixels wide each is: together below 1,280.
fn arrangement(paged: &PagedDocument) -> (usize, usize) {
    match paged.pages().len() {
        1 => (1, 480),
        2 => (2, 400),
        _ => (3, 312),
    }
}

fn sheet(paged: &PagedDocument, columns: usize, width: usize, ground: Rgb) -> Vec<u8> {
    let pages: Vec<Pixels> = paged.pages().iter().map(|page| rendered(page, width)).collect();
    let tallest = pages.iter().map(|page| page.height).max().unwrap_or(1);
    let rows = pages.len().div_ceil(columns);
    let size = (columns * (width + GAP) + GAP, rows * (tallest + GAP) + GAP);
    let mut all = vec![ground; size.0 * size.1];
    for (index, page) in pages.iter().enumerate() {
        let left = GAP + index % columns * (width + GAP);
        let top = GAP + index / columns * (tallest + GAP);
        for (row, line) in page.colours.chunks(page.width).enumerate() {
            let start = (top + row) * size.0 + left;
            let length = line.len().min(width);
            all[start..start + length].copy_from_slice(&line[..length]);
        }
    }
    let counted = ColourCounts::new(&all);
    light(|colours| {
        let (list, places) = counted.listed(colours);
        png(size.0 as u32, size.1 as u32, &Palette::Listed(&list), &places)
    })
}

/// The first picture that is light enough, or else the lightest.
fn light(paint: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let [most, fewer, least] = COLOURS;
    let found = [most, fewer].into_iter().map(&paint).find(|bytes| bytes.len() <= LIGHT);
    found.unwrap_or_else(|| paint(least))
}

struct Pixels {
    width: usize,
    height: usize,
    colours: Vec<Rgb>,
}

fn rendered(page: &Page, width: usize) -> Pixels {
    let scale = width as f64 / page.frame.width().to_pt();
    let options = RenderOptions { pixel_per_pt: scale.into(), render_bleed: false };
    let map = typst_render::render(page, &options);
    let pixels = map.data().chunks_exact(4);
    let colours = pixels.map(|pixel| Rgb::from_be_bytes([0, pixel[0], pixel[1], pixel[2]])).collect();
    Pixels { width: map.width() as usize, height: map.height() as usize, colours }
}

/// The pixels of a picture by colour.
struct ColourCounts {
    /// Every colour with the number of its pixels.
    colours: Vec<(Rgb, usize)>,
    /// All pixels in their order: the position of a colour in that list, and how many pixels in a row have it.
    runs: Vec<(u32, u32)>,
}

impl ColourCounts {
    fn new(pixels: &[Rgb]) -> Self {
        let mut colours: Vec<(Rgb, usize)> = Vec::new();
        let mut known: FxHashMap<Rgb, usize> = FxHashMap::default();
        let mut runs = Vec::new();
        for run in pixels.chunk_by(|one, next| one == next) {
            let location = *known.entry(run[0]).or_insert_with(|| {
                colours.push((run[0], 0));
                colours.len() - 1
            });
            colours[location].1 += run.len();
            runs.push((location as u32, run.len() as u32));
        }
        Self { colours, runs }
    }

    /// The most frequent colours, at most `most`, and for each pixel the nearest of them.
    fn listed(&self, most: usize) -> (Vec<[u8; 3]>, Vec<u8>) {
        let mut by_frequency = self.colours.clone();
        by_frequency.sort_unstable_by_key(|(colour, count)| (Reverse(*count), *colour));
        let list: Vec<[u8; 3]> = by_frequency.iter().take(most).map(|(colour, _)| parts(*colour)).collect();
        let places: Vec<u8> = self.colours.iter().map(|(colour, _)| nearest(*colour, &list)).collect();
        let mut all = Vec::with_capacity(self.colours.iter().map(|(_, count)| count).sum());
        for (location, length) in &self.runs {
            all.extend(std::iter::repeat_n(places[*location as usize], *length as usize));
        }
        (list, all)
    }
}

fn parts(colour: Rgb) -> [u8; 3] {
    let [_, parts @ ..] = colour.to_be_bytes();
    parts
}

fn nearest(colour: Rgb, list: &[[u8; 3]]) -> u8 {
    let colour = parts(colour);
    let distance = |other: &[u8; 3]| -> u32 {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    let best = (0..list.len()).min_by_key(|location| distance(&list[*location]));
    best.unwrap_or_default() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_picture_has_fewer_colours() {
        assert_eq!(light(|colours| vec![0; colours]).len(), 64);
        assert_eq!(light(|colours| vec![0; LIGHT / 32 * colours]).len(), LIGHT);
        assert_eq!(light(|colours| vec![0; LIGHT * colours]).len(), LIGHT * 16);
    }

    #[test]
    fn many_colours_become_the_nearest_of_few() {
        let mut pixels: Vec<Rgb> = (0..=255).flat_map(|grey| [grey * 0x01_01_01; 2]).collect();
        pixels.push(0x03_04_03);
        let (list, places) = ColourCounts::new(&pixels).listed(64);
        assert_eq!((list.len(), places.len()), (64, 513));
        assert_eq!(list[usize::from(places[512])], [3, 3, 3]);
        assert!(
            pixels[..128].iter().zip(&places).all(|(pixel, location)| list[usize::from(*location)] == parts(*pixel))
        );
    }
}
