//! Words of a tree: pieces of the file's own text, or of the words that are not in it as they show.
//!
//! A piece is two numbers; the tree that holds it knows the text.

use std::ops::Range;

/// Words of a `Body`: a piece of the file's own text, or of the words that are not in it as they show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Str {
    pub(super) start: u32,
    /// Length in bytes; the top bit says that the piece is in the added words. Files are smaller than that.
    pub(super) length: u32,
}

/// The top bit of a length.
pub(super) const ADDED: u32 = 1 << 31;

impl Str {
    pub(super) fn is_added(self) -> bool {
        self.length & ADDED != 0
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..(self.start + (self.length & !ADDED)) as usize
    }
}

/// Where the words of a tree went that was added to another.
#[derive(Clone, Copy, Debug)]
pub enum MovedWords {
    /// They are where they were: the writer continues the tree itself.
    Nowhere,
    /// All of them are among the added words now.
    To {
        /// Where the file's own text begins there.
        source: u32,
        /// Where the added words begin there.
        added: u32,
    },
}

impl MovedWords {
    pub(super) fn piece(self, piece: Str) -> Str {
        match self {
            Self::Nowhere => piece,
            Self::To { added, .. } if piece.is_added() => Str { start: piece.start + added, ..piece },
            Self::To { source, .. } => Str { start: piece.start + source, length: piece.length | ADDED },
        }
    }
}
