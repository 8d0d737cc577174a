//! Footnotes: marks in the text, and their words at its end with a way back to each mark.

use super::Writer;
use crate::content::{Body, NodeKind, Str};
use crate::diagnostic::report;
use crate::text::Span;
use crate::view::Argument;
use std::fmt::Write;

impl Writer<'_> {
    pub(super) fn footnote_mark(&mut self, label: Str) {
        let Some(number) = self.footnotes.iter().position(|known| self.body.str(*known) == self.body.str(label)) else {
            return;
        };
        let earlier = self.marks.iter().filter(|mark| **mark == number).count();
        self.marks.push(number);
        let shown = number + 1;
        let id = mark_id(shown, earlier);
        let _ = write!(self.out, "<sup id=\"{id}\"><a href=\"#note.{shown}\">{shown}</a></sup>");
    }

    pub(super) fn unused_footnote(&mut self, label: Str, span: Span) {
        let label = self.body.str(label);
        if self.footnotes.iter().all(|known| self.body.str(*known) != label) {
            self.diagnostics.push(report::unused_footnote(self.place(span), label));
        }
    }

    pub(super) fn footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let title = self.say("footnotes.title", &[]);
        self.out.push_str("<section class=\"footnotes\"");
        self.attribute("aria-label", &title);
        self.out.push_str(">\n<ol>\n");
        for number in 0..self.footnotes.len() {
            self.footnote(number);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn footnote(&mut self, number: usize) {
        let label = self.footnotes[number];
        let definition = (0..self.body.nodes().len()).find(|index| {
            matches!(self.body.nodes()[*index].kind, NodeKind::Footnote { label: own }
                if self.body.str(own) == self.body.str(label))
        });
        let shown = number + 1;
        let _ = write!(self.out, "<li id=\"note.{shown}\">");
        if let Some(definition) = definition {
            match self.part_around(definition) {
                Some(file) => self.part(definition, file),
                None => self.children(definition),
            }
        }
        let back = self.say("footnotes.back", &[("number", Argument::Number(shown as i64))]);
        self.out.push_str("<p class=\"footnote-back\">");
        for earlier in 0..self.marks.iter().filter(|mark| **mark == number).count() {
            let _ = write!(self.out, "<a href=\"#{}\"", mark_id(shown, earlier));
            self.attribute("aria-label", &back);
            self.out.push_str(">↩</a> ");
        }
        self.out.push_str("</p></li>\n");
    }

    /// The file of the part that a node stands in.
    fn part_around(&self, index: usize) -> Option<Str> {
        (0..index).rev().find_map(|above| match self.body.nodes()[above].kind {
            NodeKind::Part { file } if self.body.end_of(above) > index => Some(file),
            _ => None,
        })
    }
}

fn mark_id(shown: usize, earlier: usize) -> String {
    if earlier == 0 { format!("mark.{shown}") } else { format!("mark.{shown}.{}", earlier + 1) }
}

/// Labels of the footnotes that are referred to, in the order of their first marks.
pub(super) fn footnote_order(body: &Body) -> Vec<Str> {
    let mut order: Vec<Str> = Vec::new();
    for node in body.nodes() {
        if let NodeKind::FootnoteMark { label } = node.kind
            && order.iter().all(|known| body.str(*known) != body.str(label))
        {
            order.push(label);
        }
    }
    order
}
