//! Words and shapes below each other on a slide, in the order in which they stand in the text.

use super::plan::{Rectangle, Slot};
use super::{Deck, INSETS, SlideWriter, inner};
use crate::document::model::{Block, Inline};

/// Space between two pieces, in points.
const GAP: i64 = 8;
/// The least height of a picture or a code that people can make out, in points.
const LEAST_SHAPE: i64 = 90;
/// The height of the line with a code's address, in points.
const ADDRESS: i64 = 36;

/// A part of a slide.
pub(super) enum SlidePart {
    /// Words, for a place for text.
    Words(Vec<Block>),
    /// A picture, a code or a table.
    Shape(Block),
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
    if !holds_shape(std::slice::from_ref(block)) {
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
        let heights = self.heights(slot, area, &pieces, sheet);
        let mut y = area.y;
        let mut is_first = true;
        for (piece, height) in pieces.iter().zip(heights) {
            let place = Rectangle { y, h: height, ..area };
            match piece {
                SlidePart::Words(words) => {
                    let slot = Slot { most: slot.size, anchor: "t", ..*slot };
                    // The layout has one place for text; further words get places of their own.
                    let slot = if is_first { slot } else { Slot { kind: "", ..slot } };
                    is_first = false;
                    self.put(&slot, Some(place), words, sheet);
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
                    let address = [Block::Para { c: vec![Inline::Text { v: shown.clone() }] }];
                    let slot = Slot { kind: "", size: 20, most: 20, centred: true, ..*slot };
                    self.put(&slot, Some(below), &address, sheet);
                }
                SlidePart::Shape(shape) => self.shape(shape, place, sheet),
            }
            y += height + GAP;
        }
    }

    fn heights(&self, slot: &Slot, area: Rectangle, pieces: &[SlidePart], sheet: &mut SlideWriter) -> Vec<i64> {
        let (width, _) = inner(area);
        let need = |piece: &SlidePart| match piece {
            SlidePart::Words(words) => (self.measure_in(slot, width).height(words) + INSETS.1).ceil() as i64,
            SlidePart::Shape(Block::Table { head, rows, .. }) => self.table_height(head, rows, area.w).ceil() as i64,
            SlidePart::Shape(_) => LEAST_SHAPE,
        };
        let needs: Vec<i64> = pieces.iter().map(need).collect();
        let of = |wanted: fn(&SlidePart) -> bool| -> i64 {
            pieces.iter().zip(&needs).filter(|(piece, _)| wanted(piece)).map(|(_, need)| need).sum()
        };
        let is_words = |piece: &SlidePart| matches!(piece, SlidePart::Words(_));
        let grows = |piece: &SlidePart| matches!(piece, SlidePart::Shape(Block::Image { .. } | Block::Qr { .. }));
        let room = area.h - GAP * (pieces.len() as i64 - 1);
        let (all, words): (i64, i64) = (needs.iter().sum(), of(is_words));
        let growing = pieces.iter().filter(|piece| grows(piece)).count() as i64;
        if all <= room {
            let more = if growing == 0 { 0 } else { (room - all) / growing };
            return pieces
                .iter()
                .zip(needs)
                .map(|(piece, need)| if grows(piece) { need + more } else { need })
                .collect();
        }
        // Words shrink as far as people can read them; `put` says when they cannot.
        let left = (room - (all - words)).max(0);
        sheet.full |= left * 2 < words;
        let shrunk = |need: i64| (need * left / words.max(1)).max(1);
        pieces.iter().zip(needs).map(|(piece, need)| if is_words(piece) { shrunk(need) } else { need }).collect()
    }
}
