//! What stands on a slide beside its text: pictures, codes, tables, logos.

use super::fit::Measure;
use super::plan::Rectangle;
use super::text::Paragraphs;
use super::theme::fill;
use super::{Deck, SlideWriter};
use crate::diagnostic::{Location, report};
use crate::document::model::{Block, Inline, all_words, plain};
use crate::document::qr::Code;
use crate::text::escape_xml;
use std::fmt::Write as _;

/// A table's text, in points.
const CELL: f32 = 20.0;
/// Where partners' logos stand on the first slide.
const LOGOS: Rectangle = Rectangle::new(56, 20, 516, 56);
/// Where the title of the first slide stands below them.
pub(super) const TITLE_BELOW_LOGOS: Rectangle = Rectangle::new(56, 84, 516, 206);
/// Says of a shape that it means nothing. Source: Office drawing extensions, [MS-ODRAWXML] 2.6.
const DECORATIVE: &str = "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative \
     xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>";

impl Deck<'_> {
    /// Partners' logos side by side on a white ground, above the title.
    pub(super) fn logos(&mut self, sheet: &mut SlideWriter) {
        let logos = &self.document.logos;
        if logos.is_empty() {
            return;
        }
        let id = sheet.next();
        let location = LOGOS.place("a:xfrm", self.stage.rtl);
        let _ = write!(
            sheet.shapes,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Ground {id}\">{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{location}\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill></p:spPr></p:sp>"
        );
        let width = (LOGOS.w - 24) / logos.len() as i64;
        for (index, logo) in logos.iter().enumerate() {
            let area = Rectangle::new(LOGOS.x + 12 + width * index as i64 + 6, LOGOS.y + 8, width - 12, LOGOS.h - 16);
            let location = sheet.slide.location.clone();
            self.image((&logo.src, &location), &logo.name, false, area, sheet);
        }
    }

    pub(super) fn shape(&mut self, block: &Block, area: Rectangle, sheet: &mut SlideWriter) {
        match block {
            Block::Image { src, alt, decorative, location } => {
                self.image((src, location), alt, *decorative, area, sheet);
            }
            Block::Qr { data, alt, .. } => {
                let side = area.w.min(area.h);
                self.code(data, alt, Rectangle { x: area.x + (area.w - side) / 2, w: side, h: side, ..area }, sheet);
            }
            Block::Table { align, head, rows } => self.table(align, head, rows, area, sheet),
            _ => {}
        }
    }

    pub(super) fn code(&mut self, data: &str, alt: &str, area: Rectangle, sheet: &mut SlideWriter) {
        let Some(code) = Code::new(data) else {
            self.diagnostics.push(report::code_too_long(sheet.slide.location.clone()));
            return;
        };
        let target = self.package.picture("png", code.png());
        let drawing = self.package.picture("svg", code.svg().into_bytes());
        let (png, svg) = (sheet.relations.part("image", &target), sheet.relations.part("image", &drawing));
        let drawing = format!(
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
             xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{svg}\"/></a:ext></a:extLst>"
        );
        self.picture("QR code", alt, false, (&png, &drawing), area, sheet);
    }

    fn image(
        &mut self,
        (src, location): (&str, &Location),
        alt: &str,
        decorative: bool,
        area: Rectangle,
        sheet: &mut SlideWriter,
    ) {
        let Some(bytes) = self.files.get(src) else { return };
        let Some((extension, (width, height))) = raster(bytes) else {
            self.diagnostics.push(report::picture_not_for_slides(location.clone(), src));
            return;
        };
        // As large as the room allows, in the middle of it.
        let scale = (area.w as f64 / f64::from(width)).min(area.h as f64 / f64::from(height));
        let [w, h] = [width, height].map(|side| (f64::from(side) * scale) as i64);
        let area = Rectangle::new(area.x + (area.w - w) / 2, area.y + (area.h - h) / 2, w, h);
        let target = self.package.picture(extension, bytes.to_vec());
        let id = sheet.relations.part("image", &target);
        self.picture("Picture", alt, decorative, (&id, ""), area, sheet);
    }

    fn picture(
        &self,
        name: &str,
        alt: &str,
        decorative: bool,
        (image, more): (&str, &str),
        area: Rectangle,
        sheet: &mut SlideWriter,
    ) {
        let id = sheet.next();
        let silent = if decorative { DECORATIVE } else { "" };
        let location = area.place("a:xfrm", self.stage.rtl);
        let _ = write!(
            sheet.shapes,
            "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"{name} {id}\" descr=\"{}\">{silent}</p:cNvPr><p:cNvPicPr>\
             <a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"{image}\">{more}\
             </a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{location}<a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></p:spPr></p:pic>",
            escape_xml(alt)
        );
    }

    fn table(
        &self,
        align: &[String],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
        area: Rectangle,
        sheet: &mut SlideWriter,
    ) {
        let id = sheet.next();
        let widths = widths(head, rows, area.w);
        let mut grid = String::new();
        for width in &widths {
            let _ = write!(grid, "<a:gridCol w=\"{}\"/>", width * 12_700);
        }
        let mut body = String::new();
        let all = self.table_height(head, rows, area.w);
        for (index, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            let height = self.row_height(row, &widths);
            let _ = write!(body, "<a:tr h=\"{}\">", (height * 12_700.0) as i64);
            for (column, cell) in row.iter().enumerate() {
                let align = align.get(column).map_or("start", String::as_str);
                body.push_str(&self.cell(cell, index, align, sheet));
            }
            body.push_str("</a:tr>");
        }
        if all > area.h as f32 {
            sheet.full = true;
        }
        let height = (all as i64).min(area.h);
        let location = Rectangle { h: height, ..area }.place("p:xfrm", self.stage.rtl);
        let rtl = if self.stage.rtl { " rtl=\"1\"" } else { "" };
        let alt = escape_xml(plain(&sheet.slide.title).trim());
        let _ = write!(
            sheet.shapes,
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\" descr=\"{alt}\"/>\
             <p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{location}\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>\
             <a:tblPr{rtl} firstRow=\"1\" bandRow=\"1\"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic>\
             </p:graphicFrame>"
        );
    }

    /// How high a table comes out at a width, in points.
    pub(super) fn table_height(&self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], width: i64) -> f32 {
        let widths = widths(head, rows, width);
        let all = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        all.map(|row| self.row_height(row, &widths)).sum()
    }

    fn row_height(&self, row: &[Vec<Inline>], widths: &[i64]) -> f32 {
        row.iter().zip(widths).map(|(cell, width)| self.cell_height(cell, *width)).fold(0.0, f32::max)
    }

    fn cell_height(&self, cell: &[Inline], width: i64) -> f32 {
        let measure = Measure { language: self.stage.language, width: width as f32 - 20.0, size: CELL };
        measure.line(&all_words(cell), CELL) + 14.0
    }

    fn cell(&self, words: &[Inline], row: usize, align: &str, sheet: &mut SlideWriter) -> String {
        let (ink, ground) = match row {
            0 => ("bg1", "accent1"),
            row if row % 2 == 0 => ("tx1", "bg2"),
            _ => ("tx1", "bg1"),
        };
        let mut paragraphs =
            Paragraphs::new(self.stage.language, self.stage.rtl, CELL, false, &mut sheet.relations).cell(ink, row == 0);
        if align == "center" {
            paragraphs = paragraphs.centred();
        }
        paragraphs.line(words);
        let text = paragraphs.finish();
        let line = |side: &str| format!("<a:ln{side} w=\"9525\">{}</a:ln{side}>", fill("accent4"));
        format!(
            "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody><a:tcPr marL=\"127000\" marR=\"127000\" marT=\"88900\" \
             marB=\"88900\" anchor=\"ctr\">{}{}{}</a:tcPr></a:tc>",
            line("T"),
            line("B"),
            fill(ground)
        )
    }
}

/// Columns as wide as their words ask for, none narrower than a fifth of an even share.
fn widths(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], all: i64) -> Vec<i64> {
    let weight = |column: usize| -> i64 {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).filter_map(|row| row.get(column));
        let longest = cells.map(|cell| all_words(cell).chars().count()).max().unwrap_or(1);
        longest.clamp(8, 60) as i64
    };
    let weights: Vec<i64> = (0..head.len()).map(weight).collect();
    let sum: i64 = weights.iter().sum::<i64>().max(1);
    weights.iter().map(|weight| all * weight / sum).collect()
}

/// The kind of a picture that Office shows, and its size in pixels.
fn raster(bytes: &[u8]) -> Option<(&'static str, (u32, u32))> {
    let extension = match imagesize::image_type(bytes).ok()? {
        imagesize::ImageType::Png => "png",
        imagesize::ImageType::Jpeg => "jpg",
        _ => return None,
    };
    let size = imagesize::blob_size(bytes).ok()?;
    Some((extension, (size.width.max(1) as u32, size.height.max(1) as u32)))
}
