//! The footnotes of a text, found before it is written: which marks refer to which words.
//!
//! Notes are numbered by their first marks, those of other notes last.

use crate::content::{Body, NodeKind, Str};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The footnotes of a text that marks refer to.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// In the order of their first marks: those of the text, then those of notes that are shown.
    pub(super) notes: Vec<Footnote>,
    /// Positions in `notes`.
    pub(super) by_label: FxHashMap<&'a str, usize>,
}

/// One of them.
#[derive(Default)]
pub(super) struct Footnote {
    /// The node with its words, and the file of the part that it stands in.
    pub(super) definition: Option<(usize, Option<Str>)>,
    /// Marks written so far.
    pub(super) marks: usize,
}

impl<'a> Footnotes<'a> {
    pub(super) fn of(body: &'a Body) -> Self {
        let mut all = Self::default();
        let mut inside: FxHashMap<&str, Range<usize>> = FxHashMap::default();
        let mut labels = Vec::new();
        let mut end_of_note = 0;
        for (index, node) in body.nodes().iter().enumerate().filter(|(_, node)| is_of_footnotes(node.kind)) {
            match node.kind {
                _ if index < end_of_note => {}
                NodeKind::Footnote { label } => {
                    end_of_note = body.end_of(index);
                    inside.entry(body.str(label)).or_insert(index + 1..end_of_note);
                }
                _ => all.refer(body, index, &mut labels),
            }
        }
        // Marks in a note that nobody refers to are seen by nobody.
        let mut next = 0;
        while let Some(label) = labels.get(next).copied() {
            inside.remove(label).into_iter().flatten().for_each(|index| all.refer(body, index, &mut labels));
            next += 1;
        }
        if !all.notes.is_empty() {
            all.find_definitions(body);
        }
        all
    }

    /// Takes the note in that a node refers to, if it is a mark and the first for it.
    fn refer(&mut self, body: &'a Body, index: usize, labels: &mut Vec<&'a str>) {
        let NodeKind::FootnoteMark { label } = body.nodes()[index].kind else { return };
        let next = self.notes.len();
        if *self.by_label.entry(body.str(label)).or_insert(next) == next {
            self.notes.push(Footnote::default());
            labels.push(body.str(label));
        }
    }

    /// Finds the words of every note; of several with one label the first counts.
    fn find_definitions(&mut self, body: &Body) {
        let mut parts: Vec<(usize, Str)> = Vec::new();
        for (index, node) in body.nodes().iter().enumerate() {
            parts.truncate(parts.iter().take_while(|(end, _)| *end > index).count());
            match node.kind {
                NodeKind::Part { file } => parts.push((body.end_of(index), file)),
                NodeKind::Footnote { label } => {
                    let number = self.by_label.get(body.str(label));
                    if let Some(note) = number.map(|number| &mut self.notes[*number]) {
                        note.definition = note.definition.or(Some((index, parts.last().map(|(_, file)| *file))));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_of_footnotes(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Footnote { .. } | NodeKind::FootnoteMark { .. })
}
