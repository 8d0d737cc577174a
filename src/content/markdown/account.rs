//! Which parts of a text the parser has spoken of.
//!
//! Ranges of events go in, in the order of the text; the gaps between them that readers would miss come out.

use std::collections::BTreeSet;
use std::ops::Range;

/// Which parts of the text the parser has spoken of. Its events come in the order of the text, so what lies between two of them is
/// markup, or words that nobody will see.
pub(super) struct Account<'a> {
    text: &'a str,
    done: usize,
    pub(super) gaps: Vec<Range<usize>>,
    /// Where addresses for links are given, `[label]: address`; of several with one label the first.
    pub(super) references: Vec<Range<usize>>,
    /// Where those begin that a link has used.
    pub(super) used: BTreeSet<usize>,
}

impl<'a> Account<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, done: 0, gaps: Vec::new(), references: Vec::new(), used: BTreeSet::new() }
    }

    /// How far the parser has come.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// The parser has spoken of `range`.
    pub(super) fn reach(&mut self, range: Range<usize>) {
        if range.start > self.done && self.text[self.done..range.start].contains(is_shown) {
            self.gaps.push(self.done..range.start);
        }
        self.done = self.done.max(range.end);
    }

    /// The rest of the text is left out, and has been reported.
    pub(super) fn skip(&mut self) {
        self.done = self.text.len();
        self.references.clear();
    }

    pub(super) fn use_reference(&mut self, start: usize) {
        self.used.insert(start);
    }
}

/// Whether readers would miss it; signs of markup are ASCII.
pub(super) fn is_shown(character: char) -> bool {
    character.is_alphanumeric() || (character > '\u{2010}' && !('\u{2028}'..'\u{2070}').contains(&character))
}
