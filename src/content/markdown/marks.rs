//! Shortcodes, comments and HTML in the stream of the parser: shown, hidden or refused, and each of them once.
//!
//! What is refused stays readable: its words are shown as words.

use super::super::comment::COMMENT_MASK;
use super::super::node::{Argument, ArgumentValue, Call, NodeKind};
use super::super::shortcode::{MASK_END, MASK_START, Mistake, ShortcodeForm, WrittenShortcode};
use super::plain::{SHOWN_ARGUMENTS, judge_text};
use super::walk::MarkdownWalk;
use crate::diagnostic::{Location, report};
use crate::text::Span;
use std::ops::Range;

impl MarkdownWalk<'_> {
    pub(super) fn inline_call(&mut self, index: usize) {
        let marker = self.markers[index].clone();
        self.seen[index] = true;
        if let ShortcodeForm::Inline(written) = marker.form {
            let span = marker.span.shifted(self.start);
            if let Some(WrittenShortcode { name, arguments }) = self.accepted(written) {
                let arguments = self.shifted(arguments);
                let call = Call { name, arguments, span, encloses: false, inline: true, in_paragraph: false };
                let kind = self.writer.call(call);
                self.writer.leaf(kind, span);
            }
        }
    }

    /// A line of an HTML block: a masked shortcode, a comment, or HTML that an author typed.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(index) = self.markers_in(&range).next() else {
            self.raw_html(html, range);
            return;
        };
        let marker = self.markers[index].clone();
        self.see(&range);
        let inside = marker.span.range();
        let alone = self.text[range.start..inside.start].trim().is_empty()
            && self.text[inside.end..range.end].trim().is_empty();
        if !alone {
            self.diagnostics.push(report::shortcode_not_alone(self.location(marker.span.shifted(self.start))));
        }
        match marker.form {
            ShortcodeForm::Open(written) => self.open_call(written, marker.span.shifted(self.start)),
            ShortcodeForm::End => self.end_call(marker.span.shifted(self.start)),
            ShortcodeForm::Inline(_) => {}
        }
    }

    fn open_call(&mut self, written: Result<WrittenShortcode, Mistake>, span: Span) {
        let Some(WrittenShortcode { name, arguments }) = self.accepted(written) else {
            self.enclosing.push((self.writer.depth(), String::new(), span));
            self.writer.open(NodeKind::Quote, span);
            return;
        };
        let arguments = self.shifted(arguments);
        self.enclosing.push((self.writer.depth(), name.clone(), span));
        let kind = self.writer.call(Call { name, arguments, span, encloses: true, inline: false, in_paragraph: false });
        self.writer.open(kind, span);
    }

    fn end_call(&mut self, span: Span) {
        let depth = self.writer.depth();
        if self.enclosing.pop_if(|(opened, _, _)| *opened + 1 == depth).is_some() {
            self.writer.close();
        } else {
            self.diagnostics.push(report::stray_end(self.location(span)));
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        self.line.push_quiet(self.start + range.start);
        if let Some(index) = self.markers_in(&range).next() {
            let span = self.markers[index].span.shifted(self.start);
            self.see(&range);
            self.diagnostics.push(report::shortcode_not_alone(self.location(span)));
            return;
        }
        let name = tag_name(html);
        if html.starts_with("</") && self.open_html.last().is_some_and(|open| *open == name) {
            self.open_html.pop();
            self.said_html = true;
        } else {
            self.said_html = false;
            self.open_html.push(name);
        }
        self.raw_html(html, range);
    }

    /// Refuses HTML, of a block its first line; comments are for authors and vanish.
    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or(html);
        let words = range.start + written.len() - written.trim_start().len()..range.start + written.trim_end().len();
        if words.start >= words.end || (self.comments.hold(words.start) && self.comments.hold(words.end - 1)) {
            return;
        }
        // One that never ends was reported where it begins.
        let is_open_comment = self.comments.unclosed.is_some_and(|at| range.contains(&at));
        let span = self.span(&range);
        if !std::mem::replace(&mut self.said_html, true) && !is_open_comment {
            self.diagnostics.push(report::raw_html(self.location(span), written.trim()));
        }
        let kind = NodeKind::RawHtml(self.writer.keep(html));
        self.writer.leaf(kind, span);
    }

    fn accepted(&mut self, written: Result<WrittenShortcode, Mistake>) -> Option<WrittenShortcode> {
        let written = written.map_err(|mistake| {
            let location = self.location(mistake.span.shifted(self.start));
            self.diagnostics.push(report::bad_shortcode(location, mistake.cause));
        });
        let shown = |argument: &&Argument| SHOWN_ARGUMENTS.contains(&argument.name.as_str());
        for argument in written.iter().flat_map(|written| written.arguments.iter().filter(shown)) {
            if let ArgumentValue::Text(text) = &argument.value {
                let location = self.location(argument.span.shifted(self.start));
                judge_text(text, location, &mut self.diagnostics);
            }
        }
        written.ok()
    }

    fn shifted(&self, mut arguments: Vec<Argument>) -> Vec<Argument> {
        for argument in &mut arguments {
            argument.span = argument.span.shifted(self.start);
        }
        arguments
    }

    /// Whether an address holds a shortcode, which is reported; such a link is shown as its words alone.
    pub(super) fn holds_shortcode(&mut self, to: &str, range: &Range<usize>) -> bool {
        let holds = to.contains(MASK_START);
        if holds {
            self.diagnostics.push(report::shortcode_in_address(self.location(self.span(range))));
            let inside = self.markers_in(range).rev().find(|index| !self.seen[*index]);
            inside.into_iter().for_each(|index| self.seen[index] = true);
        }
        holds
    }

    /// Gives code its shortcodes and its signs back as they were written.
    pub(super) fn unmasked(&mut self, text: &str, range: &Range<usize>) -> String {
        self.see(range);
        match self.masked[range.clone()].find(text) {
            Some(offset) => {
                let start = range.start + offset;
                self.text[start..start + text.len()].to_owned()
            }
            None => self.unmarked(text),
        }
    }

    /// A title, a label or a name without what was masked in it; that no shortcode can be there is reported at the end.
    pub(super) fn unmarked(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        let mut in_mask = false;
        for character in text.chars() {
            match character {
                MASK_START => in_mask = true,
                MASK_END => in_mask = false,
                COMMENT_MASK => {}
                _ if in_mask => {}
                other => plain.push(other),
            }
        }
        plain
    }

    /// Reports shortcodes that are where nothing can be shown.
    pub(super) fn report_unseen_shortcodes(&mut self) {
        for (marker, seen) in self.markers.iter().zip(&self.seen) {
            if !seen {
                let location = Location::at(self.file, marker.span.shifted(self.start));
                self.diagnostics.push(report::shortcode_misplaced(location));
            }
        }
    }

    /// The shortcodes of `range` were shown or reported.
    fn see(&mut self, range: &Range<usize>) {
        let markers = self.markers_in(range);
        self.seen[markers].fill(true);
    }

    /// What is in `range` and is no words, in order: shortcodes with their number, and comments.
    pub(super) fn hidden_in(&self, range: &Range<usize>) -> Vec<(Range<usize>, Option<usize>)> {
        let markers = self.markers_in(range).map(|index| (self.markers[index].span.range(), Some(index)));
        let comments = self.comments.within(range.clone()).map(|comment| (comment.clone(), None));
        let mut hidden: Vec<_> = markers.chain(comments).collect();
        hidden.sort_by_key(|(hidden, _)| hidden.start);
        hidden
    }
}

/// The name of a tag, in small letters; empty for other HTML.
fn tag_name(html: &str) -> String {
    let name = html.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
    name.unwrap_or_default().to_ascii_lowercase()
}
