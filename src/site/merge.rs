//! An outdated translation with today's source wherever it is critical.
//!
//! Three texts go in: the translation, what it was made from, and the source of today.

use super::compare::{PassageEdit, align, is_critical};
use crate::content::{Body, BodyWriter, Heading, MovedWords, NodeKind, Page, Passage, units};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts an outdated translation together with the critical passages of today's source, which are marked with their language.
///
/// The translation has the blocks of `kept`, what it was made from. Its headings get the ids of today's headings.
pub fn merged(translation: &Page, kept: &Page, current: &Page, current_file: &str, current_tag: &str) -> Page {
    let (own, then, now) = (units(&translation.body), units(&kept.body), units(&current.body));
    let edits = align(&then, &now);
    let mut writer = BodyWriter::continuing(&translation.body);
    let moved = writer.adopt(&current.body);
    let mut merge = Merge {
        translation,
        current,
        current_file,
        current_tag,
        moved,
        whole: is_critical(current),
        anchors: anchors(&edits, (&own, translation), (&then, kept), (&now, current)),
        writer,
        headings: Vec::new(),
    };
    merge.edits(&edits, &own, &then, &now);
    let mut page = Page::new(
        Arc::clone(&translation.key),
        translation.language.clone(),
        translation.front.clone(),
        merge.headings,
        merge.writer.finish(),
    );
    page.own_anchors = true;
    page
}

struct Merge<'a> {
    translation: &'a Page,
    current: &'a Page,
    current_file: &'a str,
    current_tag: &'a str,
    /// Where the words of today's source went.
    moved: MovedWords,
    whole: bool,
    /// The ids of the translation's headings, by their numbers.
    anchors: BTreeMap<u16, String>,
    writer: BodyWriter,
    headings: Vec<Heading>,
}

/// Units of a text with the page that they are from.
type From<'a> = (&'a [Passage], &'a Page);

/// Finds the id of every heading of the translation: today's, or for a heading that is gone, the one that it had.
fn anchors(edits: &[PassageEdit], own: From, then: From, now: From) -> BTreeMap<u16, String> {
    let mut found = BTreeMap::new();
    for edit in edits {
        match edit {
            PassageEdit::Same(k, c) | PassageEdit::Changed(k, c) => {
                name(&mut found, (&own.0[*k], own.1), (&now.0[*c], now.1))
            }
            PassageEdit::Inside(k, c, inside) => {
                name(&mut found, (&own.0[*k], own.1), (&now.0[*c], now.1));
                let (own, then, now) = (
                    (own.0[*k].children.as_slice(), own.1),
                    (then.0[*k].children.as_slice(), then.1),
                    (now.0[*c].children.as_slice(), now.1),
                );
                found.extend(anchors(inside, own, then, now));
            }
            PassageEdit::Removed(k) => name(&mut found, (&own.0[*k], own.1), (&then.0[*k], then.1)),
            PassageEdit::Added(_) => {}
        }
    }
    found
}

fn name(found: &mut BTreeMap<u16, String>, own: (&Passage, &Page), other: (&Passage, &Page)) {
    let pairs = ordinals(&own.1.body, own.0).into_iter().zip(ordinals(&other.1.body, other.0));
    found.extend(pairs.filter_map(|(own, ordinal)| {
        let heading = other.1.headings.get(usize::from(ordinal))?;
        Some((own, heading.anchor.clone()))
    }));
}

fn ordinals(body: &Body, unit: &Passage) -> Vec<u16> {
    let nodes = &body.nodes()[unit.nodes.clone()];
    nodes
        .iter()
        .filter_map(|node| if let NodeKind::Heading { ordinal, .. } = node.kind { ordinal } else { None })
        .collect()
}

impl Merge<'_> {
    fn edits(&mut self, edits: &[PassageEdit], own: &[Passage], then: &[Passage], now: &[Passage]) {
        for edit in edits {
            match edit {
                PassageEdit::Same(k, _) => self.keep(&own[*k]),
                PassageEdit::Changed(k, c) if self.is_critical(&now[*c]) => self.show_current(&now[*c]),
                PassageEdit::Changed(k, _) => self.keep(&own[*k]),
                PassageEdit::Inside(k, c, _) if then[*k].words != now[*c].words && self.is_critical(&now[*c]) => {
                    self.show_current(&now[*c]);
                }
                PassageEdit::Inside(k, c, inside) => {
                    let index = own[*k].nodes.start;
                    let translation = self.translation;
                    self.open(&translation.body, index, MovedWords::Nowhere);
                    self.edits(inside, &own[*k].children, &then[*k].children, &now[*c].children);
                    self.writer.close();
                }
                PassageEdit::Added(c) if self.is_critical(&now[*c]) => self.show_current(&now[*c]),
                PassageEdit::Removed(k) if !self.is_critical(&then[*k]) => self.keep(&own[*k]),
                PassageEdit::Added(_) | PassageEdit::Removed(_) => {}
            }
        }
    }

    fn is_critical(&self, unit: &Passage) -> bool {
        self.whole || unit.critical
    }

    /// Writes a block of the translation as it is.
    fn keep(&mut self, unit: &Passage) {
        let translation = self.translation;
        self.copy(&translation.body, unit, MovedWords::Nowhere);
    }

    /// Writes a block of today's source, marked with its language.
    fn show_current(&mut self, unit: &Passage) {
        let current = self.current;
        let body = &current.body;
        // What may only be in its own kind of block is marked inside.
        if matches!(unit.kind, "item" | "head" | "row" | "cell" | "term" | "meaning" | "footnote") {
            self.open(body, unit.nodes.start, self.moved);
            for child in &unit.children {
                self.show_current(child);
            }
            self.writer.close();
            return;
        }
        let span = unit.span(body);
        let file = self.writer.keep(self.current_file);
        let tag = self.writer.keep(self.current_tag);
        self.writer.open(NodeKind::Part { file }, span);
        self.writer.open(NodeKind::Language { tag, block: unit.kind != "words" }, span);
        self.copy(body, unit, self.moved);
        self.writer.close();
        self.writer.close();
    }

    fn copy(&mut self, body: &Body, unit: &Passage, moved: MovedWords) {
        let mut index = unit.nodes.start;
        while index < unit.nodes.end {
            self.copy_node(body, index, moved);
            index = body.end_of(index);
        }
    }

    fn copy_node(&mut self, body: &Body, index: usize, moved: MovedWords) {
        self.open(body, index, moved);
        for child in body.children(index) {
            self.copy_node(body, child, moved);
        }
        self.writer.close();
    }

    fn open(&mut self, body: &Body, index: usize, moved: MovedWords) {
        let node = body.nodes()[index];
        let kind = match node.kind {
            NodeKind::Call(call) => self.writer.call(body.call(call).clone()),
            NodeKind::Heading { level, ordinal: Some(ordinal) } => self.heading(body, index, level, ordinal, moved),
            kind => kind.moved(moved),
        };
        self.writer.open(kind, node.span);
    }

    fn heading(&mut self, body: &Body, index: usize, level: u8, ordinal: u16, moved: MovedWords) -> NodeKind {
        let of_translation = matches!(moved, MovedWords::Nowhere);
        let page = if of_translation { self.translation } else { self.current };
        let known = page.headings.get(usize::from(ordinal));
        let own = if of_translation { self.anchors.get(&ordinal).cloned() } else { None };
        let anchor = own.or_else(|| known.map(|heading| heading.anchor.clone())).unwrap_or_default();
        let number = self.headings.len() as u16;
        let span = body.nodes()[index].span;
        self.headings.push(Heading { level, text: body.plain_text(index), anchor, span });
        NodeKind::Heading { level, ordinal: Some(number) }
    }
}
