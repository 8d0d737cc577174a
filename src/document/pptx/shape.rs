//! What is on a slide beside its text: pictures, codes, tables, logos.

use super::deck::{Deck, SlideWriter};
use super::element::{decorative, fill, rectangle};
use super::fit::Measure;
use super::layout::{EMU, LayoutRole, Placeholder, Rectangle};
use super::text::Paragraphs;
use crate::diagnostic::{Location, report};
use crate::document::model::{Block, Inline, all_words, plain};
use crate::document::qr::Code;
use crate::text::Xml;

/// A table's text, in points.
const CELL: f32 = 20.0;
/// Points between partners' logos and the edges of their ground, and between them and the title below.
const AROUND_LOGOS: (i64, i64) = (12, 8);
const DRAWING: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const TABLE: &str = "http://schemas.openxmlformats.org/drawingml/2006/table";

/// A picture as it is put on a slide.
struct Picture<'a> {
    name: &'static str,
    alt: &'a str,
    decorative: bool,
    /// The relation of its pixels, and of the drawing for programs that read it.
    image: String,
    drawing: Option<String>,
    placeholder: Option<Placeholder>,
}

impl Deck<'_> {
    /// Where the title of the first slide is, if logos are above it.
    pub(super) fn below_logos(&self) -> Option<Rectangle> {
        let slots = &self.stage.look.layout(LayoutRole::Title).slots;
        let (title, logos) = (slots[0].area, slots[5].area);
        let top = (logos.y + logos.h + AROUND_LOGOS.1).max(title.y);
        let area = Rectangle { y: top, h: (title.y + title.h - top).max(1), ..title };
        (!self.document.logos.is_empty()).then_some(area)
    }

    /// Partners' logos side by side on a white ground, above the title.
    pub(super) fn logos(&mut self, sheet: &mut SlideWriter) {
        let logos = &self.document.logos;
        if logos.is_empty() {
            return;
        }
        let id = sheet.next();
        let all = self.stage.look.layout(LayoutRole::Title).slots[5].area;
        sheet.shapes.tag("p:sp").with(|xml| {
            xml.tag("p:nvSpPr").with(|xml| {
                xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("Ground {id}")).with(decorative);
                xml.tag("p:cNvSpPr").empty();
                xml.tag("p:nvPr").empty();
            });
            xml.tag("p:spPr").with(|xml| {
                all.write("a:xfrm", self.stage.rtl, xml);
                rectangle(xml);
                xml.tag("a:solidFill").with(|xml| xml.tag("a:srgbClr").attr("val", "FFFFFF").empty());
            });
        });
        let (across, down) = AROUND_LOGOS;
        let width = (all.w - 2 * across) / logos.len() as i64;
        for (index, logo) in logos.iter().enumerate() {
            let x = all.x + across + width * index as i64;
            let area = Rectangle::new(x + across / 2, all.y + down, width - across, all.h - 2 * down);
            let location = sheet.slide.location.clone();
            self.image((&logo.src, &location), (&logo.name, false), area, None, sheet);
        }
    }

    pub(super) fn shape(&mut self, block: &Block, area: Rectangle, sheet: &mut SlideWriter) {
        match block {
            Block::Image { src, alt, decorative, location } => {
                self.image((src, location), (alt, *decorative), area, None, sheet);
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
        let image = sheet.relations.part("image", &target);
        let drawing = Some(sheet.relations.part("image", &drawing));
        let picture = Picture { name: "QR code", alt, decorative: false, image, drawing, placeholder: None };
        self.picture(&picture, area, sheet);
    }

    /// Puts a picture into an area, as large as it allows, in the middle of it.
    pub(super) fn image(
        &mut self,
        (src, location): (&str, &Location),
        (alt, decorative): (&str, bool),
        area: Rectangle,
        placeholder: Option<Placeholder>,
        sheet: &mut SlideWriter,
    ) {
        let Some(bytes) = self.files.get(src) else { return };
        let Some((extension, (width, height))) = raster(bytes) else {
            self.diagnostics.push(report::picture_not_for_slides(location.clone(), src));
            return;
        };
        let scale = (area.w as f64 / f64::from(width)).min(area.h as f64 / f64::from(height));
        let [w, h] = [width, height].map(|side| ((f64::from(side) * scale) as i64).max(1));
        let area = Rectangle::new(area.x + (area.w - w) / 2, area.y + (area.h - h) / 2, w, h);
        let target = self.package.picture(extension, bytes.to_vec());
        let image = sheet.relations.part("image", &target);
        let picture = Picture { name: "Picture", alt, decorative, image, drawing: None, placeholder };
        self.picture(&picture, area, sheet);
    }

    fn picture(&self, picture: &Picture, area: Rectangle, sheet: &mut SlideWriter) {
        let id = sheet.next();
        sheet.shapes.tag("p:pic").with(|xml| {
            xml.tag("p:nvPicPr").with(|xml| {
                let name = xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("{} {id}", picture.name));
                name.attr("descr", picture.alt).with(|xml| {
                    if picture.decorative {
                        decorative(xml);
                    }
                });
                xml.tag("p:cNvPicPr").with(|xml| xml.tag("a:picLocks").attr("noChangeAspect", 1).empty());
                xml.tag("p:nvPr").with(|xml| {
                    if let Some(placeholder) = picture.placeholder {
                        placeholder.write(xml);
                    }
                });
            });
            xml.tag("p:blipFill").with(|xml| {
                xml.tag("a:blip").attr("r:embed", &picture.image).with(|xml| {
                    if let Some(drawing) = &picture.drawing {
                        drawing_of(drawing, xml);
                    }
                });
                xml.tag("a:stretch").with(|xml| xml.tag("a:fillRect").empty());
            });
            xml.tag("p:spPr").with(|xml| {
                area.write("a:xfrm", self.stage.rtl, xml);
                rectangle(xml);
            });
        });
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
        let all = self.table_height(head, rows, area.w);
        sheet.full |= all > area.h as f32;
        let area = Rectangle { h: (all as i64).min(area.h), ..area };
        let mut body = Xml::default();
        for (index, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            let height = (self.row_height(row, &widths) * EMU as f32) as i64;
            body.tag("a:tr").attr("h", height).with(|xml| {
                for (column, cell) in row.iter().enumerate() {
                    let align = align.get(column).map_or("start", String::as_str);
                    self.cell(cell, index, align, sheet, xml);
                }
            });
        }
        let alt = plain(&sheet.slide.title);
        sheet.shapes.tag("p:graphicFrame").with(|xml| {
            xml.tag("p:nvGraphicFramePr").with(|xml| {
                let name = xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("Table {id}"));
                name.attr("descr", alt.trim()).empty();
                xml.tag("p:cNvGraphicFramePr").with(|xml| xml.tag("a:graphicFrameLocks").attr("noGrp", 1).empty());
                xml.tag("p:nvPr").empty();
            });
            area.write("p:xfrm", self.stage.rtl, xml);
            xml.tag("a:graphic").with(|xml| {
                xml.tag("a:graphicData").attr("uri", TABLE).with(|xml| {
                    xml.tag("a:tbl").with(|xml| {
                        let table = xml.tag("a:tblPr").maybe("rtl", self.stage.rtl.then_some(1));
                        table.attr("firstRow", 1).attr("bandRow", 1).empty();
                        xml.tag("a:tblGrid").with(|xml| {
                            widths.iter().for_each(|width| xml.tag("a:gridCol").attr("w", width * EMU).empty());
                        });
                        xml.append(&body);
                    });
                });
            });
        });
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
        let measure = Measure { letters: self.letters(), width: width as f32 - 20.0, size: CELL };
        measure.line(&all_words(cell), CELL) + 14.0
    }

    fn cell(&self, words: &[Inline], row: usize, align: &str, sheet: &mut SlideWriter, xml: &mut Xml) {
        let (ink, ground) = match row {
            0 => ("bg1", "accent1"),
            row if row % 2 == 0 => ("tx1", "bg2"),
            _ => ("tx1", "bg1"),
        };
        let mut paragraphs =
            Paragraphs::new(self.stage.language, self.stage.rtl, CELL, false, &mut sheet.relations).cell(ink, row == 0);
        paragraphs = paragraphs.aligned(match align {
            "center" => "centre",
            "end" => "end",
            _ => "start",
        });
        paragraphs.line(words);
        let text = paragraphs.finish();
        xml.tag("a:tc").with(|xml| {
            xml.tag("a:txBody").with(|xml| {
                xml.tag("a:bodyPr").empty();
                xml.tag("a:lstStyle").empty();
                xml.append(&text);
            });
            let cell = xml.tag("a:tcPr").attr("marL", 127_000).attr("marR", 127_000).attr("marT", 88_900);
            cell.attr("marB", 88_900).attr("anchor", "ctr").with(|xml| {
                for side in ["a:lnT", "a:lnB"] {
                    xml.tag(side).attr("w", 9525).with(|xml| fill("accent4", xml));
                }
                fill(ground, xml);
            });
        });
    }
}

/// The drawing of a picture, for programs that read it.
fn drawing_of(relation: &str, xml: &mut Xml) {
    xml.tag("a:extLst").with(|xml| {
        xml.tag("a:ext").attr("uri", DRAWING).with(|xml| {
            let namespace = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
            xml.tag("asvg:svgBlip").attr("xmlns:asvg", namespace).attr("r:embed", relation).empty();
        });
    });
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
