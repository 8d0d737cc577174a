//! How high words come out on a slide: estimated from the theme's fonts, because no program computes it when it opens a file.
//!
//! Blocks and a width go in, a height in points comes out, with the widest font that a program may put in its place.

use super::layout::LEAST;
use super::look::ScriptFont;
use super::text::CONTACT;
use super::theme::{GROWN_INDENT, ITEM_SPACE};
use crate::document::model::{Block, Inline, all_words};

/// Estimates how high text comes out, as no program computes it when it opens a presentation.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    pub(super) letters: LetterMetrics,
    /// Points between the edges of the box.
    pub(super) width: f32,
    /// Of its first level.
    pub(super) size: f32,
}

/// Space above a paragraph, in points.
const BETWEEN: f32 = 10.0;

/// What is known of the letters of a language, in parts of their size.
#[derive(Clone, Copy)]
pub(super) struct LetterMetrics {
    /// The mean width of one.
    width: f32,
    /// The height of a line.
    line: f32,
    /// The height of a line of Latin letters and digits.
    latin_line: f32,
}

impl LetterMetrics {
    pub(super) fn new(font: &ScriptFont, latin: &ScriptFont) -> Self {
        let part = |hundredths: i64| hundredths as f32 / 100.0;
        Self { width: part(font.letter), line: part(font.line), latin_line: part(latin.line) }
    }
}

/// What an estimate says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fit {
    /// As it is.
    Whole,
    /// At this part of its size, in thousandths of a per cent.
    Scaled(u32),
    /// Not even at the least size that people can read from the back row.
    Over,
}

/// Steps of the scale, in per cent, as PowerPoint itself takes them.
const STEPS: [u32; 7] = [100, 92, 85, 77, 70, 62, 55];

impl Measure {
    /// Finds the largest scale at which the blocks fit into a height of points, with no text below the least size.
    pub(super) fn fit(&self, blocks: &[Block], height: f32) -> Fit {
        let least = self.least(blocks);
        for step in STEPS {
            let scale = step as f32 / 100.0;
            if least * scale < LEAST - 0.01 {
                break;
            }
            if self.scaled(scale).height(blocks) <= height {
                return if step == 100 { Fit::Whole } else { Fit::Scaled(step * 1000) };
            }
        }
        Fit::Over
    }

    /// The largest size up to `most` at which the blocks take no more than a height of points.
    pub(super) fn grown(&self, blocks: &[Block], height: f32, most: f32) -> f32 {
        let mut size = most;
        while size > self.size {
            if (Self { size, ..*self }).height(blocks) <= height {
                return size;
            }
            size -= 2.0;
        }
        self.size
    }

    fn scaled(&self, scale: f32) -> Self {
        Self { size: self.size * scale, ..*self }
    }

    /// The smallest text among the blocks, in points.
    fn least(&self, blocks: &[Block]) -> f32 {
        let contact = blocks.iter().any(|block| matches!(block, Block::Contact { .. }));
        if contact { (self.size * CONTACT[2]).max(LEAST) } else { self.size }
    }

    /// The height of one line of words of a size.
    pub(super) fn line(&self, words: &str, size: f32) -> f32 {
        let letter = self.letters.width;
        let width: f32 = words.chars().map(|character| width(character, letter)).sum::<f32>() * size;
        // Words do not break: lines end a little before the edge.
        let lines = (width * 1.04 / self.width).ceil().max(1.0);
        lines * size * if is_latin(words) { self.letters.latin_line } else { self.letters.line }
    }

    /// How high a place's blocks come out; above the first there is no space.
    pub(super) fn height(&self, blocks: &[Block]) -> f32 {
        (self.all(blocks) - BETWEEN).max(0.0)
    }

    /// The same with the space above the first.
    fn all(&self, blocks: &[Block]) -> f32 {
        blocks.iter().map(|block| self.block(block)).sum()
    }

    fn words(&self, words: &[Inline]) -> f32 {
        self.line(&all_words(words), self.size) + BETWEEN
    }

    fn block(&self, block: &Block) -> f32 {
        match block {
            Block::Para { c } | Block::Heading { c, .. } => self.words(c),
            Block::List { items, .. } => {
                let inner = Self { width: self.width - (self.size * GROWN_INDENT).max(27.0), ..*self };
                items.iter().map(|item| inner.all(item) - BETWEEN + self.size * ITEM_SPACE).sum::<f32>() + 8.0
            }
            Block::Quote { c } | Block::Language { c, .. } => self.all(c),
            Block::Notice { title, c, .. } => {
                let title = if title.is_empty() { 0.0 } else { self.line(title, self.size) + BETWEEN };
                title + self.all(c)
            }
            Block::Contact { name, number, hours, ways, .. } => {
                let ways: f32 = ways.iter().map(|way| self.line(&all_words(way), self.size)).sum();
                let lines = [name, number, hours].into_iter().zip(CONTACT).filter(|(text, _)| !text.is_empty());
                lines.map(|(text, part)| self.line(text, (self.size * part).max(LEAST))).sum::<f32>() + ways + 18.0
            }
            Block::Columns { columns } => columns.iter().map(|column| self.all(column)).sum(),
            Block::Big { value, c } => self.line(value, self.size * 1.6) + self.all(c),
            Block::Image { .. } | Block::Qr { .. } | Block::Table { .. } => 0.0,
        }
    }
}

/// Whether words have Latin letters only, if any: numbers and addresses stand in the font of Latin text in every language.
fn is_latin(words: &str) -> bool {
    words.chars().all(|character| character.is_ascii() || !character.is_alphabetic())
}

/// The width of a sign in parts of its size; marks that stand on others have none.
fn width(character: char, letter: f32) -> f32 {
    match character {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' => 0.0,
        // Vowels below and above, and the sign that joins letters, in Bengali and Gurmukhi.
        '\u{981}' | '\u{9bc}' | '\u{9c1}'..='\u{9c4}' | '\u{9cd}' => 0.0,
        '\u{a01}' | '\u{a02}' | '\u{a3c}' | '\u{a41}' | '\u{a42}' | '\u{a47}'..='\u{a4d}' | '\u{a70}' | '\u{a71}' => {
            0.0
        }
        ' ' => 0.28,
        '\0'..='\u{7f}' => 0.52_f32.min(letter.max(0.5)),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn para(words: &str) -> Block {
        Block::Para { c: vec![Inline::Text { v: words.to_owned() }] }
    }

    #[test]
    fn text_shrinks_only_as_far_as_people_can_read_it() {
        let letters = LetterMetrics { width: 0.5, line: 1.2, latin_line: 1.2 };
        let measure = Measure { letters, width: 800.0, size: 28.0 };
        let some = vec![para("a few words"); 4];
        assert_eq!(measure.fit(&some, 330.0), Fit::Whole);
        let more = vec![para("a few words"); 9];
        assert!(matches!(measure.fit(&more, 330.0), Fit::Scaled(60_000..)));
        assert_eq!(measure.fit(&vec![para("a few words"); 30], 330.0), Fit::Over);
    }
}
