//! Words, pictograms and shapes below each other on a slide, in the order in which they are in the text.

use super::deck::{Deck, INSETS, ROOM, SlideWriter, inner};
use super::layout::{LEAST, Rectangle, Slot};
use super::pictogram::Drawing;
use crate::diagnostic::report;
use crate::document::model::{Block, Inline};

/// Space between two pieces, in points.
const GAP: i64 = 8;
/// The least height of a picture or a code that people can make out, in points.
const LEAST_SHAPE: i64 = 90;
/// The height of the line with a code's address, in points.
const ADDRESS: i64 = 36;

/// How large a pictogram is, and how far its words begin from its edge, in parts of the words' size.
const PICTOGRAM: f32 = 1.65;
const BESIDE: f32 = 2.1;

/// A part of a slide.
pub(super) enum SlidePart {
    /// Words, for a place for text.
    Words(Vec<Block>),
    /// An item of a list whose items have pictograms: its own as SVG, possibly empty, and its words.
    Sign(String, Vec<Block>),
    /// A picture, a code or a table.
    Shape(Block),
}

/// Whether every item of a list can be put beside its pictogram: one that holds a shape cannot.
fn are_signs(items: &[Vec<Block>], pictograms: &[String]) -> bool {
    pictograms.len() == items.len() && !items.iter().any(|item| holds_shape(item))
}

/// Whether a block is a shape of its own, which no text can hold.
pub(super) fn is_shape(block: &Block) -> bool {
    matches!(block, Block::Image { .. } | Block::Qr { .. } | Block::Table { .. })
}

/// Whether a shape stands anywhere among some blocks.
pub(super) fn holds_shape(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Quote { c } | Block::Notice { c, .. } | Block::Big { c, .. } | Block::Language { c, .. } => {
            holds_shape(c)
        }
        Block::List { items: inner, .. } | Block::Columns { columns: inner } => {
            inner.iter().any(|blocks| holds_shape(blocks))
        }
        Block::Para { .. } | Block::Heading { .. } | Block::Contact { .. } => false,
        Block::Image { .. } | Block::Qr { .. } | Block::Table { .. } => true,
    })
}

/// Whether a list whose items have pictograms is anywhere among some blocks.
fn holds_signs(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::List { items, pictograms, .. } => {
            are_signs(items, pictograms) || items.iter().any(|blocks| holds_signs(blocks))
        }
        Block::Columns { columns } => columns.iter().any(|blocks| holds_signs(blocks)),
        Block::Quote { c } | Block::Notice { c, .. } | Block::Big { c, .. } | Block::Language { c, .. } => {
            holds_signs(c)
        }
        _ => false,
    })
}

/// Takes the shapes out of the blocks around them: what stood before and behind them there are words of their own.
fn pieces(blocks: &[Block]) -> Vec<SlidePart> {
    let mut all = Vec::new();
    for piece in blocks.iter().flat_map(split) {
        match (piece, all.last_mut()) {
            (SlidePart::Words(more), Some(SlidePart::Words(words))) => words.extend(more),
            (piece, _) => all.push(piece),
        }
    }
    all
}

fn split(block: &Block) -> Vec<SlidePart> {
    let alone = std::slice::from_ref(block);
    if !holds_shape(alone) && !holds_signs(alone) {
        return vec![SlidePart::Words(vec![block.clone()])];
    }
    match block {
        Block::Quote { c } => around(c, |c| Block::Quote { c }),
        Block::Notice { kind, title, c } => {
            let notice = |title: &str, c| Block::Notice { kind: kind.clone(), title: title.to_owned(), c };
            let mut all = vec![SlidePart::Words(vec![notice(title, Vec::new())])];
            all.extend(around(c, |c| notice("", c)));
            all
        }
        Block::Language { lang, dir, c } => {
            let marked = |words: Vec<Inline>| vec![Inline::Lang { lang: lang.clone(), dir, c: words }];
            let inside = around(c, |c| Block::Language { lang: lang.clone(), dir, c });
            inside.into_iter().map(|piece| in_language(piece, marked)).collect()
        }
        Block::Big { value, c } => {
            let value = Block::Big { value: value.clone(), c: Vec::new() };
            let mut all = vec![SlidePart::Words(vec![value])];
            all.extend(pieces(c));
            all
        }
        Block::Columns { columns } => columns.iter().flat_map(|column| pieces(column)).collect(),
        Block::List { items, pictograms, .. } if are_signs(items, pictograms) => {
            let sign = |(item, svg): (&Vec<Block>, &String)| SlidePart::Sign(svg.clone(), item.clone());
            items.iter().zip(pictograms).map(sign).collect()
        }
        Block::List { ordered, start, items, .. } => {
            let item = |(index, item): (usize, &Vec<Block>)| items_of(item, *ordered, start + index as u32);
            items.iter().enumerate().flat_map(item).collect()
        }
        shape => vec![SlidePart::Shape(shape.clone())],
    }
}

fn around(blocks: &[Block], block: impl Fn(Vec<Block>) -> Block) -> Vec<SlidePart> {
    let wrapped = |piece| match piece {
        SlidePart::Words(words) => SlidePart::Words(vec![block(words)]),
        SlidePart::Sign(drawing, words) => SlidePart::Sign(drawing, vec![block(words)]),
        shape => shape,
    };
    pieces(blocks).into_iter().map(wrapped).collect()
}

/// An item of a list; what follows a shape in it has no mark of its own.
fn items_of(item: &[Block], ordered: bool, number: u32) -> Vec<SlidePart> {
    let marked = |(index, piece)| match piece {
        SlidePart::Words(words) if index == 0 => {
            SlidePart::Words(vec![Block::List { ordered, start: number, items: vec![words], pictograms: Vec::new() }])
        }
        piece => piece,
    };
    pieces(item).into_iter().enumerate().map(marked).collect()
}

/// Marks the words of a table with their language.
fn in_language(piece: SlidePart, marked: impl Fn(Vec<Inline>) -> Vec<Inline>) -> SlidePart {
    let SlidePart::Shape(Block::Table { align, head, rows }) = piece else { return piece };
    let row = |cells: Vec<Vec<Inline>>| cells.into_iter().map(&marked).collect::<Vec<_>>();
    let (head, rows) = (row(head), rows.into_iter().map(row).collect());
    SlidePart::Shape(Block::Table { align, head, rows })
}

impl Deck<'_> {
    /// Puts blocks below each other into an area. Words and tables get what they need, pictures and codes share the rest; where that is not
    /// enough, the slide is reported.
    pub(super) fn stack(&mut self, slot: &Slot, area: Rectangle, blocks: &[Block], sheet: &mut SlideWriter) {
        let pieces = pieces(blocks);
        if let [SlidePart::Words(words)] = pieces.as_slice() {
            return self.put(slot, Some(area).filter(|area| *area != slot.area), words, sheet);
        }
        let slot = &self.sized(slot, area, &pieces);
        let heights = self.heights(slot, area, &pieces, sheet);
        let mut y = area.y;
        let mut is_first = true;
        for (piece, height) in pieces.iter().zip(heights) {
            let place = Rectangle { y, h: height, ..area };
            match piece {
                SlidePart::Words(words) => {
                    let slot = self.next_place(slot, &mut is_first);
                    self.put(&slot, Some(place), words, sheet);
                }
                SlidePart::Sign(drawing, words) => {
                    let slot = Slot { anchor: "ctr", lists: false, ..self.next_place(slot, &mut is_first) };
                    self.sign(&slot, place, (drawing, words), sheet);
                }
                SlidePart::Shape(Block::Qr { data, shown, alt, .. }) => {
                    let side = place.w.min(height - ADDRESS);
                    self.code(
                        data,
                        alt,
                        Rectangle { x: place.x + (place.w - side) / 2, w: side, h: side, ..place },
                        sheet,
                    );
                    let below = Rectangle { y: y + side, h: ADDRESS, ..place };
                    let slot = Slot { placeholder: None, size: 20, align: "centre", ..*slot };
                    self.address(&slot, below, shown, sheet);
                }
                SlidePart::Shape(shape) => self.shape(shape, place, sheet),
            }
            y += height + GAP;
        }
    }

    /// A place for further words: the layout has one, the others are the slide's own.
    fn next_place(&self, slot: &Slot, is_first: &mut bool) -> Slot {
        let placeholder = slot.placeholder.filter(|_| std::mem::replace(is_first, false));
        Slot { most: slot.size, anchor: "t", placeholder, ..*slot }
    }

    /// Words with their pictogram where they begin, both in the middle of the height.
    fn sign(&mut self, slot: &Slot, area: Rectangle, (svg, words): (&str, &[Block]), sheet: &mut SlideWriter) {
        let side = ((slot.size as f32 * PICTOGRAM) as i64).min(area.h);
        let drawing = Drawing::new(svg);
        if drawing.is_none() && !svg.is_empty() {
            self.diagnostics.push(report::pictogram_not_for_slides(sheet.slide.location.clone()));
        }
        if let Some(drawing) = drawing {
            let place = Rectangle::new(area.x + INSETS.0 as i64 / 2, area.y + (area.h - side) / 2, side, side);
            let SlideWriter { shapes, id, .. } = sheet;
            let mut next = || {
                *id += 1;
                *id
            };
            drawing.write(place, "accent1", self.stage.rtl, &mut next, shapes);
        }
        let beside = (slot.size as f32 * BESIDE) as i64;
        let place = Rectangle { x: area.x + beside, w: area.w - beside, ..area };
        self.put(slot, Some(place), words, sheet);
    }

    /// The same place with one size for all words: the largest for which they and their pictograms have room, and not less than people
    /// can read. Shapes take the room themselves.
    fn sized(&self, slot: &Slot, area: Rectangle, pieces: &[SlidePart]) -> Slot {
        let room = (area.h - GAP * (pieces.len() as i64 - 1)) as f32;
        let fits = |size: &i64| {
            let larger = Slot { size: *size, ..*slot };
            let all: f32 = pieces.iter().map(|piece| self.need(&larger, area, piece).ceil()).sum();
            all <= if *size > slot.size { room * ROOM } else { room }
        };
        if pieces.iter().any(|piece| matches!(piece, SlidePart::Shape(_))) {
            return *slot;
        }
        let least = (LEAST as i64).min(slot.size);
        let size = (least..=slot.most.max(slot.size)).rev().find(fits);
        Slot { size: size.unwrap_or(least), ..*slot }
    }

    /// The height that a piece needs, in points.
    fn need(&self, slot: &Slot, area: Rectangle, piece: &SlidePart) -> f32 {
        let (width, _) = inner(area);
        match piece {
            SlidePart::Words(words) => self.measure_in(slot, width).height(words) + INSETS.1,
            SlidePart::Sign(_, words) => {
                let size = slot.size as f32;
                let words = self.measure_in(slot, width - size * BESIDE).height(words) + INSETS.1;
                words.max(size * PICTOGRAM)
            }
            SlidePart::Shape(Block::Table { head, rows, .. }) => self.table_height(head, rows, area.w),
            SlidePart::Shape(_) => LEAST_SHAPE as f32,
        }
    }

    fn heights(&self, slot: &Slot, area: Rectangle, pieces: &[SlidePart], sheet: &mut SlideWriter) -> Vec<i64> {
        let needs: Vec<i64> = pieces.iter().map(|piece| self.need(slot, area, piece).ceil() as i64).collect();
        let of = |wanted: fn(&SlidePart) -> bool| -> i64 {
            pieces.iter().zip(&needs).filter(|(piece, _)| wanted(piece)).map(|(_, need)| need).sum()
        };
        let is_words = |piece: &SlidePart| matches!(piece, SlidePart::Words(_) | SlidePart::Sign(..));
        let grows = |piece: &SlidePart| matches!(piece, SlidePart::Shape(Block::Image { .. } | Block::Qr { .. }));
        let room = area.h - GAP * (pieces.len() as i64 - 1);
        let (all, words): (i64, i64) = (needs.iter().sum(), of(is_words));
        let growing = pieces.iter().filter(|piece| grows(piece)).count() as i64;
        if all <= room {
            let more = if growing == 0 { 0 } else { (room - all) / growing };
            let more = |piece: &SlidePart| if grows(piece) { more } else { 0 };
            return pieces.iter().zip(needs).map(|(piece, need)| need + more(piece)).collect();
        }
        // Words shrink as far as people can read them; `put` says when they cannot.
        let left = (room - (all - words)).max(0);
        sheet.full |= left * 2 < words;
        let shrunk = |need: i64| (need * left / words.max(1)).max(1);
        pieces.iter().zip(needs).map(|(piece, need)| if is_words(piece) { shrunk(need) } else { need }).collect()
    }
}
