//! Footnotes: marks in the text, and their words at its end with a way back to each mark.

use super::HtmlWriter;
use crate::content::{Body, NodeKind, Str};
use crate::diagnostic::report;
use crate::text::Span;
use crate::view::StringValue;
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::ops::Range;

/// The footnotes of a text that marks refer to.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// In the order of their first marks: those of the text, then those of notes that are shown.
    notes: Vec<Footnote>,
    /// Positions in `notes`.
    by_label: FxHashMap<&'a str, usize>,
}

/// One of them.
#[derive(Default)]
struct Footnote {
    /// The node with its words, and the file of the part that it stands in.
    definition: Option<(usize, Option<Str>)>,
    /// Marks written so far.
    marks: usize,
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

impl HtmlWriter<'_> {
    pub(super) fn footnote_mark(&mut self, label: Str) {
        let Some(&number) = self.footnotes.by_label.get(self.body.str(label)) else { return };
        let note = &mut self.footnotes.notes[number];
        let id = mark_id(number + 1, note.marks);
        note.marks += 1;
        let shown = number + 1;
        let _ = write!(self.out, "<sup id=\"{id}\"><a href=\"#note.{shown}\">{shown}</a></sup>");
    }

    pub(super) fn unused_footnote(&mut self, label: Str, span: Span) {
        let label = self.body.str(label);
        if !self.footnotes.by_label.contains_key(label) {
            self.diagnostics.push(report::unused_footnote(self.location(span), label));
        }
    }

    pub(super) fn footnotes(&mut self) {
        if self.footnotes.notes.is_empty() {
            return;
        }
        let title = self.say("footnotes.title", &[]);
        self.out.push_str("<section class=\"footnotes\"");
        self.attribute("aria-label", &title);
        self.markup(">\n<ol>\n");
        for number in 0..self.footnotes.notes.len() {
            self.footnote(number);
        }
        self.markup("</ol>\n</section>\n");
    }

    fn footnote(&mut self, number: usize) {
        let shown = number + 1;
        let _ = write!(self.out, "<li id=\"note.{shown}\">");
        match self.footnotes.notes[number].definition {
            Some((definition, Some(file))) => self.part(definition, file),
            Some((definition, None)) => self.children(definition),
            None => {}
        }
        let back = self.say("footnotes.back", &[("number", StringValue::Number(shown as i64))]);
        self.out.push_str("<p class=\"footnote-back\">");
        for earlier in 0..self.footnotes.notes[number].marks {
            let _ = write!(self.out, "<a href=\"#{}\"", mark_id(shown, earlier));
            self.attribute("aria-label", &back);
            self.out.push_str(">↩</a> ");
        }
        self.markup("</p></li>\n");
    }
}

fn mark_id(shown: usize, earlier: usize) -> String {
    if earlier == 0 { format!("mark.{shown}") } else { format!("mark.{shown}.{}", earlier + 1) }
}

fn is_of_footnotes(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Footnote { .. } | NodeKind::FootnoteMark { .. })
}
