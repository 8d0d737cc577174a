//! Footnotes: marks in the text, and their words at its end with a way back to each mark.
//!
//! Notes are written once, however many marks refer to them.

use super::writer::HtmlWriter;
use crate::content::Str;
use crate::diagnostic::report;
use crate::text::Span;
use crate::view::StringValue;
use std::fmt::Write;

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
