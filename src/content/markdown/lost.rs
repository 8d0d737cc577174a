//! Accounts for every word of a text: each ends in the tree, or in a finding that names its line.
//!
//! It also bounds how deep blocks may be inside each other.

use super::account::is_shown;
use super::walk::MarkdownWalk;
use crate::diagnostic::report;
use crate::text::Span;
use std::ops::Range;

/// Blocks and marks inside each other at most, a list and its item counted as two: no reader finds their way in more, and a line of
/// nothing but `> ` would fill the memory.
const DEEPEST: usize = 64;

impl MarkdownWalk<'_> {
    /// Whether what begins at `at` is too deep. That is reported; what follows is neither read nor judged.
    pub(super) fn is_too_deep(&mut self, at: usize) -> bool {
        if self.writer.depth() <= DEEPEST {
            return false;
        }
        let line = self.masked[at..].find('\n').map_or(self.masked.len(), |end| at + end);
        self.diagnostics.push(report::nested_too_deep(self.location(self.span(&(at..line))), DEEPEST));
        self.account.skip();
        self.seen.fill(true);
        self.enclosing.clear();
        while self.writer.depth() > 0 {
            self.writer.close();
        }
        true
    }

    /// Reports words that are in no event of the parser, line by line, and addresses for links that no link uses.
    pub(super) fn report_lost(&mut self) {
        let end = self.masked.len();
        self.account.reach(end..end);
        let mut references = std::mem::take(&mut self.account.references);
        references.sort_by_key(|reference| reference.start);
        for gap in std::mem::take(&mut self.account.gaps) {
            let mut done = gap.start;
            let from = references.partition_point(|reference| reference.end <= gap.start);
            for reference in references[from..].iter().take_while(|reference| reference.start < gap.end) {
                self.report_lost_lines(done..reference.start.max(done));
                if !self.account.used.contains(&reference.start) {
                    self.report_unused(reference.clone());
                }
                done = reference.end.max(done);
            }
            self.report_lost_lines(done..gap.end.max(done));
        }
    }

    /// An address that no link uses. If it does not look like one, an author wanted words.
    fn report_unused(&mut self, reference: Range<usize>) {
        let written = &self.text[reference.clone()];
        let address = written.split_once("]:").map_or("", |(_, address)| address.trim());
        let starts = ["@/", "#", "/", "./", "../", "<", "http:", "https:", "mailto:", "tel:"];
        let is_address = starts.iter().any(|start| address.starts_with(start));
        let location = self.location(self.span(&reference));
        let finding = if is_address {
            report::unused_reference(location, written)
        } else {
            report::lost_words(location, written)
        };
        self.diagnostics.push(finding);
    }

    fn report_lost_lines(&mut self, range: Range<usize>) {
        let mut start = range.start;
        for line in self.masked[range].split_inclusive('\n') {
            let own = start..start + line.len();
            start = own.end;
            let words = line.char_indices().filter(|(at, character)| {
                let at = own.start + at;
                is_shown(*character) && self.markers_in(&(at..at + 1)).is_empty() && !self.is_in_marker(at)
            });
            let Some((first, _)) = words.into_iter().next() else { continue };
            let lead = own.start + line[..first].rfind('[').unwrap_or(first);
            let span = Span::new(lead, own.start + line.trim_end().len());
            let written = self.text[span.range()].to_owned();
            self.diagnostics.push(report::lost_words(self.location(span.shifted(self.start)), &written));
        }
    }

    fn is_in_marker(&self, at: usize) -> bool {
        let after = self.markers.partition_point(|marker| marker.span.start as usize <= at);
        self.markers[..after].last().is_some_and(|marker| (marker.span.end as usize) > at)
    }

    /// Reports marks without words and words that are there twice: readers would find an empty note, or the first alone.
    pub(super) fn report_footnotes(&mut self) {
        for (label, span) in &self.marks {
            if !self.notes.contains_key(label) {
                self.diagnostics.push(report::missing_footnote(self.location(*span)));
            }
        }
    }

    pub(super) fn begin_footnote(&mut self, label: &str, range: &Range<usize>) {
        let colon = self.masked[range.clone()].find("]:").map_or(range.start, |end| range.start + end + 2);
        self.account.reach(range.start..colon);
        let span = self.span(&(range.start..colon));
        if self.notes.insert(label.to_owned(), span).is_some() {
            self.diagnostics.push(report::doubled_footnote(self.location(span), label));
        }
    }
}
