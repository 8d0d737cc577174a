//! The text of a page as a tree: the one thing that HTML, search, checks, slides and PDF read.
//!
//! It is read here and never changed; a `BodyWriter` makes it.

use super::node::{Call, NodeKind};
use super::str::Str;
use crate::text::{Span, first_sign, last_sign, line_end};
use std::ops::Range;
use std::sync::Arc;

/// The text of a page as a tree: the one thing that HTML, search, checks, slides and PDF read.
///
/// Nodes are in reading order, each before its children; a node knows where its subtree ends. So a tree is
/// one allocation, and walking it is walking a slice. Words are not copied: nearly all of them are in the file as
/// they show.
#[derive(Clone, Debug)]
pub struct Body {
    pub(super) nodes: Vec<Node>,
    /// The text of the file.
    pub(super) source: Arc<str>,
    /// Words that the file does not hold as they show: resolved entities, what shortcodes say.
    pub(super) added: String,
    pub(super) calls: Vec<Call>,
}

impl Default for Body {
    fn default() -> Self {
        Self { nodes: Vec::new(), source: Arc::from(""), added: String::new(), calls: Vec::new() }
    }
}

/// One node of the tree.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it is in its source file; nodes that a shortcode made carry the place of the shortcode.
    pub span: Span,
    /// One past the index of the last node inside it.
    pub(super) end: u32,
}

impl Body {
    /// All nodes in reading order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The words of `piece`.
    pub fn str(&self, piece: Str) -> &str {
        if piece.is_added() { &self.added[piece.range()] } else { &self.source[piece.range()] }
    }

    /// The shortcode of a [`NodeKind::Call`].
    pub fn call(&self, index: u32) -> &Call {
        &self.calls[index as usize]
    }

    /// Whether any shortcode is left.
    pub fn has_calls(&self) -> bool {
        !self.calls.is_empty()
    }

    /// The indices of the nodes directly inside the node `parent`.
    pub fn children(&self, parent: usize) -> Children<'_> {
        Children { body: self, next: parent + 1, end: self.nodes[parent].end as usize }
    }

    /// The indices of the outermost nodes.
    pub fn roots(&self) -> Children<'_> {
        Children { body: self, next: 0, end: self.nodes.len() }
    }

    /// One past the last node inside the node `index`.
    pub fn end_of(&self, index: usize) -> usize {
        self.nodes[index].end as usize
    }

    /// The nodes whose words are in the text's own file: not what was taken in from another one, such as the source's passages
    /// in an outdated translation. Their own file is where they are looked at.
    pub fn own_nodes(&self) -> impl Iterator<Item = &Node> {
        let mut taken_in = 0;
        self.nodes.iter().enumerate().filter_map(move |(index, node)| {
            if matches!(node.kind, NodeKind::Part { .. }) {
                taken_in = taken_in.max(node.end as usize);
            }
            (index >= taken_in).then_some(node)
        })
    }

    /// The words inside the node `index`, without any marks. Words that are struck out are left out: without their mark they would read
    /// as true.
    pub fn plain_text(&self, index: usize) -> String {
        self.plain_words(index..self.end_of(index))
    }

    /// As [`Self::plain_text`], of these nodes.
    pub(super) fn plain_words(&self, nodes: Range<usize>) -> String {
        let mut plain = String::new();
        let (mut at, mut struck) = (nodes.start, false);
        while at < nodes.end {
            match self.nodes[at].kind {
                NodeKind::Text(piece) | NodeKind::Code(piece) => plain.push_str(self.str(piece)),
                NodeKind::Number { display, .. } => plain.push_str(self.str(display)),
                NodeKind::SoftBreak => plain.push_str(self.line_end(at)),
                NodeKind::HardBreak => plain.push(' '),
                NodeKind::Strikethrough => {
                    struck = true;
                    at = self.end_of(at);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        if struck { plain.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain }
    }

    /// What the line's end in the source at `index` stands for: a space, or nothing between signs of scripts without spaces.
    pub fn line_end(&self, index: usize) -> &'static str {
        let words = |node: &Node| match node.kind {
            NodeKind::Text(piece) | NodeKind::Code(piece) | NodeKind::Number { display: piece, .. } => {
                Some(Some(self.str(piece)))
            }
            // Marks around words show nothing themselves; at everything else the words end.
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strikethrough | NodeKind::Link { .. } => None,
            NodeKind::Language { block: false, .. } => None,
            _ => Some(None),
        };
        let before = self.nodes[..index].iter().rev().find_map(words).flatten();
        let behind = self.nodes[index + 1..].iter().find_map(words).flatten();
        line_end(before.and_then(last_sign), behind.and_then(first_sign))
    }
}

/// An iterator over sibling nodes.
pub struct Children<'a> {
    body: &'a Body,
    next: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        (self.next < self.end).then(|| {
            let index = self.next;
            self.next = self.body.end_of(index);
            index
        })
    }
}
