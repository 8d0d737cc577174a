//! Makes a tree: containers are opened and closed in reading order, words are kept as pieces of texts.
//!
//! Whatever is still open at the end is closed, so that every tree is whole.

use super::body::{Body, Node};
use super::node::{Call, NodeKind};
use super::str::{ADDED, MovedWords, Str};
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// Writes a [`Body`] from its first node to its last.
#[derive(Debug, Default)]
pub struct BodyWriter {
    body: Body,
    open: Vec<u32>,
    /// Spans that follow are replaced by this one: everything a shortcode makes is where the shortcode is.
    fixed: Option<Span>,
    /// Whether the last node is words that may grow: nothing was opened or closed since.
    growing: bool,
    /// The container that was closed last.
    closed: usize,
}

impl BodyWriter {
    /// A writer for the tree of a file with that text.
    pub fn new(source: &Arc<str>) -> Self {
        let nodes = Vec::with_capacity(source.len() / 24);
        Self { body: Body { nodes, source: Arc::clone(source), ..Body::default() }, ..Self::default() }
    }

    /// A writer that starts with the words of `body`, so that its nodes can be copied as they are.
    pub fn continuing(body: &Body) -> Self {
        let nodes = Vec::with_capacity(body.nodes.len() * 2);
        let (source, added) = (Arc::clone(&body.source), body.added.clone());
        Self { body: Body { nodes, source, added, calls: Vec::new() }, ..Self::default() }
    }

    /// Keeps all words of another tree and says where they went.
    pub fn adopt(&mut self, other: &Body) -> MovedWords {
        let source = self.body.added.len() as u32;
        self.body.added.push_str(&other.source);
        let added = self.body.added.len() as u32;
        self.body.added.push_str(&other.added);
        MovedWords::To { source, added }
    }

    /// From here on every node carries `span`; `None` gives nodes their own again. Returns what was in force.
    pub fn fix_span(&mut self, span: Option<Span>) -> Option<Span> {
        std::mem::replace(&mut self.fixed, span)
    }

    /// Keeps `text` and returns the handle that nodes carry.
    pub fn keep(&mut self, text: &str) -> Str {
        let start = self.body.added.len() as u32;
        self.body.added.push_str(text);
        Str { start, length: text.len() as u32 | ADDED }
    }

    /// Opens a container.
    pub fn open(&mut self, kind: NodeKind, span: Span) {
        self.open.push(self.body.nodes.len() as u32);
        self.push(kind, span);
    }

    /// Closes the innermost container. Closing more than was opened is ignored.
    pub fn close(&mut self) {
        self.growing = false;
        if let Some(index) = self.open.pop() {
            self.closed = index as usize;
            self.body.nodes[index as usize].end = self.body.nodes.len() as u32;
        }
    }

    /// Adds a node without children.
    pub fn leaf(&mut self, kind: NodeKind, span: Span) {
        self.push(kind, span);
    }

    /// Adds words; words that follow words in the same container become one node.
    pub fn text(&mut self, text: &str, span: Span) {
        let own = (self.body.source.get(span.range()) == Some(text))
            .then_some(Str { start: span.start, length: text.len() as u32 });
        if self.growing
            && let Some(Node { kind: NodeKind::Text(before), .. }) = self.body.nodes.last()
        {
            let before = *before;
            let grown = self.joined(before, own, text);
            if let Some(node) = self.body.nodes.last_mut() {
                node.kind = NodeKind::Text(grown);
                if self.fixed.is_none() {
                    node.span.end = span.end;
                }
            }
            return;
        }
        let piece = own.unwrap_or_else(|| self.keep(text));
        self.push(NodeKind::Text(piece), span);
        self.growing = true;
    }

    /// The piece that holds `before` and then `text`, which is at `own` if the file holds it.
    fn joined(&mut self, before: Str, own: Option<Str>, text: &str) -> Str {
        let end = before.range().end;
        match own {
            Some(own) if !before.is_added() && own.start as usize == end => {
                Str { length: before.length + own.length, ..before }
            }
            _ if before.is_added() && end == self.body.added.len() => {
                self.body.added.push_str(text);
                Str { length: before.length + text.len() as u32, ..before }
            }
            _ => {
                let words = self.body.str(before).to_owned() + text;
                self.keep(&words)
            }
        }
    }

    /// Keeps a shortcode and returns the node's kind for it.
    pub fn call(&mut self, call: Call) -> NodeKind {
        self.body.calls.push(call);
        NodeKind::Call(self.body.calls.len() as u32 - 1)
    }

    /// A container that holds nothing but words.
    pub fn words(&mut self, kind: NodeKind, text: &str, span: Span) {
        self.open(kind, span);
        self.text(text, span);
        self.close();
    }

    /// Words of which some, at `names`, are in the language `tag`: these carry it and keep apart from the text around them.
    pub fn text_with_names(&mut self, text: &str, names: &[Range<usize>], tag: &str, span: Span) {
        let mut done = 0;
        for name in names {
            self.text_if_any(&text[done..name.start], span);
            let tag = self.keep(tag);
            self.words(NodeKind::Language { tag, block: false }, &text[name.clone()], span);
            done = name.end;
        }
        self.text_if_any(&text[done..], span);
    }

    fn text_if_any(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.text(text, span);
        }
    }

    /// How much has been written: nodes, and bytes of words that are not the file's own.
    pub fn size(&self) -> (usize, usize) {
        (self.body.nodes.len(), self.body.added.len())
    }

    /// Number of open containers.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Kind of the innermost open container.
    pub fn innermost(&self) -> Option<NodeKind> {
        self.open.last().map(|index| self.body.nodes[*index as usize].kind)
    }

    /// Says that the picture just closed is decorative; anything else stays as it is.
    pub fn mark_decorative(&mut self) {
        if let Some(Node { kind: NodeKind::Image { decorative, .. }, .. }) = self.body.nodes.get_mut(self.closed) {
            *decorative = true;
        }
    }

    /// Closes the innermost container like [`Self::close`]; a paragraph or an item that holds a shortcode and nothing
    /// else lets it stand on its own, and a paragraph gives way to it.
    pub fn close_around_call(&mut self) {
        if let Some(&index) = self.open.last() {
            let index = index as usize;
            let kind = self.body.nodes[index].kind;
            let lets = matches!(kind, NodeKind::Paragraph | NodeKind::Item | NodeKind::DefinitionMeaning);
            if lets
                && index + 2 == self.body.nodes.len()
                && let NodeKind::Call(call) = self.body.nodes[index + 1].kind
            {
                let call = &mut self.body.calls[call as usize];
                call.inline = false;
                if kind == NodeKind::Paragraph {
                    call.in_paragraph = true;
                    self.open.pop();
                    self.body.nodes.remove(index);
                    self.body.nodes[index].end = index as u32 + 1;
                    self.growing = false;
                    return;
                }
            }
        }
        self.close();
    }

    /// Takes the innermost open container back, in which nothing is.
    pub fn discard(&mut self) {
        if let Some(index) = self.open.pop() {
            self.body.nodes.truncate(index as usize);
            self.growing = false;
        }
    }

    /// Whether nothing is in the innermost open container yet.
    pub fn innermost_is_empty(&self) -> bool {
        self.open.last().is_some_and(|index| *index as usize + 1 == self.body.nodes.len())
    }

    /// The words inside the innermost open container so far, without those that are struck out.
    pub fn innermost_text(&self) -> String {
        let Some(&index) = self.open.last() else { return String::new() };
        self.body.plain_words(index as usize + 1..self.body.nodes.len())
    }

    /// The finished tree; what is still open is closed.
    pub fn finish(mut self) -> Body {
        while !self.open.is_empty() {
            self.close();
        }
        self.body.nodes.shrink_to_fit();
        self.body.added.shrink_to_fit();
        self.body
    }

    fn push(&mut self, kind: NodeKind, span: Span) {
        self.growing = false;
        let end = self.body.nodes.len() as u32 + 1;
        self.body.nodes.push(Node { kind, span: self.fixed.unwrap_or(span), end });
    }
}
