//! A presentation that is being written: its package and slides, and how text gets into their places.
//!
//! What is on which slide is decided in the files beside it; all of them write through this one.

use super::super::files::NamedFiles;
use super::super::model::{Block, Document, Inline, Slide};
use super::element::{TEXT_LOCK, place_name, rectangle};
use super::fit::{Fit, LetterMetrics, Measure};
use super::layout::{LEAST, Placeholder, Rectangle, Slot};
use super::package::{Package, Relations};
use super::text::Paragraphs;
use super::theme::{self, MasterWriter};
use crate::diagnostic::Diagnostic;
use crate::text::Xml;

/// Points between the edge of a box and its text, on both sides together.
pub(super) const INSETS: (f32, f32) = (14.4, 7.2);
/// The part of a place that text may fill by growing: the rest is air.
pub(super) const ROOM: f32 = 0.86;

/// A presentation that is being written.
pub(super) struct Deck<'a> {
    pub(super) document: &'a Document,
    pub(super) files: &'a NamedFiles,
    pub(super) stage: MasterWriter<'a>,
    pub(super) package: Package,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A slide that is being written.
pub(super) struct SlideWriter<'a> {
    pub(super) slide: &'a Slide,
    pub(super) shapes: Xml,
    pub(super) relations: Relations,
    pub(super) id: u32,
    pub(super) full: bool,
}

impl SlideWriter<'_> {
    pub(super) fn next(&mut self) -> u32 {
        self.id += 1;
        self.id
    }
}

impl<'a> Deck<'a> {
    pub(super) fn one_line(&self, slot: &Slot, words: &[Inline], area: Option<Rectangle>, sheet: &mut SlideWriter) {
        let measure = self.measure(slot);
        let block = [Block::Para { c: words.to_vec() }];
        let (_, height) = inner(area.unwrap_or(slot.area));
        let fit = measure.fit(&block, height + 12.0);
        if fit == Fit::Over {
            sheet.full = true;
        }
        let mut paragraphs = self.paragraphs(slot, &mut sheet.relations);
        paragraphs.line(words);
        let text = paragraphs.finish();
        self.placeholder(slot, area, (fit, None), &text, sheet);
    }

    pub(super) fn letters(&self) -> LetterMetrics {
        LetterMetrics::new(self.stage.font, self.stage.latin)
    }

    pub(super) fn measure(&self, slot: &Slot) -> Measure {
        self.measure_in(slot, inner(slot.area).0)
    }

    pub(super) fn measure_in(&self, slot: &Slot, width: f32) -> Measure {
        Measure { letters: self.letters(), width, size: slot.size as f32 }
    }

    pub(super) fn paragraphs<'r>(&self, slot: &Slot, relations: &'r mut Relations) -> Paragraphs<'r> {
        Paragraphs::new(self.stage.language, self.stage.rtl, slot.size as f32, slot.lists, relations)
    }

    /// Puts blocks into a place of the layout; where they are too many, the slide is reported.
    pub(super) fn put(&self, slot: &Slot, area: Option<Rectangle>, blocks: &[Block], sheet: &mut SlideWriter) {
        if blocks.is_empty() {
            return;
        }
        let (width, height) = inner(area.unwrap_or(slot.area));
        let mut measure = self.measure_in(slot, width);
        let fit = measure.fit(blocks, height);
        if fit == Fit::Over {
            sheet.full = true;
        }
        if let (Fit::Whole, true) = (fit, slot.most > slot.size) {
            measure.size = measure.grown(blocks, height * ROOM, slot.most as f32);
        }
        // What is not where the layout has it says itself how it looks.
        let is_own = area.is_some() || slot.placeholder.is_none();
        let grown = (measure.size > slot.size as f32 || is_own).then_some(measure.size as i64);
        let slot = &Slot { size: measure.size as i64, ..*slot };
        let mut paragraphs = self.paragraphs(slot, &mut sheet.relations).within(width);
        paragraphs = paragraphs.aligned(slot.align);
        paragraphs.blocks(blocks);
        let text = paragraphs.finish();
        self.placeholder(slot, area, (fit, grown), &text, sheet);
    }

    /// A place for text with its words; `grown` is the size of its letters, where it is not that of the layout.
    pub(super) fn placeholder(
        &self,
        slot: &Slot,
        area: Option<Rectangle>,
        (fit, grown): (Fit, Option<i64>),
        text: &Xml,
        sheet: &mut SlideWriter,
    ) {
        let id = sheet.next();
        let scale = match fit {
            Fit::Whole => None,
            Fit::Scaled(scale) => Some(scale),
            Fit::Over => Some(((LEAST / slot.size as f32).min(1.0) * 100.0) as u32 * 1000),
        };
        sheet.shapes.tag("p:sp").with(|xml| {
            place_name(xml, id, slot.name, TEXT_LOCK, |xml| {
                slot.placeholder.unwrap_or_else(|| Placeholder::own(id)).write(xml);
            });
            xml.tag("p:spPr").with(|xml| {
                if let Some(area) = area {
                    area.write("a:xfrm", self.stage.rtl, xml);
                }
                if slot.placeholder.is_none() {
                    rectangle(xml);
                }
            });
            xml.tag("p:txBody").with(|xml| {
                let body = xml.tag("a:bodyPr").maybe("anchor", area.map(|_| slot.anchor));
                body.with(|xml| xml.tag("a:normAutofit").maybe("fontScale", scale).empty());
                xml.tag("a:lstStyle").with(|xml| {
                    if let Some(size) = grown {
                        theme::grown(size, slot.lists, xml);
                    }
                });
                xml.append(text);
            });
        });
    }
}

/// Width and height for text in a box, in points.
pub(super) fn inner(area: Rectangle) -> (f32, f32) {
    (area.w as f32 - INSETS.0, area.h as f32 - INSETS.1)
}
