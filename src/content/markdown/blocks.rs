//! Blocks that an author may not have meant: what begins like markup at a line's start, and what has no effect.
//!
//! Everything here reports and leaves the tree as it is.

use super::super::near_miss::judge;
use super::lists::List;
use super::walk::MarkdownWalk;
use crate::diagnostic::report;
use crate::text::{Extent, unseen};
use pulldown_cmark::CodeBlockKind;
use std::ops::Range;

/// Days of the longest month: a list with one item beyond it, or a year, is hardly a list.
const LONGEST_LIST: u64 = 31;

impl MarkdownWalk<'_> {
    /// Judges the words of the block that ends, or is interrupted, here.
    pub(super) fn judge_line(&mut self, flows: bool) {
        if !self.in_code && !self.line.words().is_empty() {
            judge(&self.line, flows, self.file, &mut self.diagnostics);
        }
        self.line.clear();
    }

    /// Adds words to the block; a sign behind a backslash, or written as a reference, is meant as it is.
    pub(super) fn push_line(&mut self, text: &str, range: &Range<usize>) {
        let at = self.start + range.start;
        let escaped = self.account.done() < range.start && self.text[..range.start].ends_with('\\');
        let is_source = self.text.get(range.clone()) == Some(text);
        let first = text.chars().next().filter(|first| first.is_ascii_punctuation());
        match first {
            Some(first) if is_source && escaped => {
                // A backslash speaks for all of a run of signs, as in \\##.
                let run = text.len() - text.trim_start_matches(first).len();
                self.line.push_quiet(at);
                self.line.push(&text[run..], at + run);
            }
            Some(first) if !is_source && first != '&' => self.line.push_quiet(at),
            _ => self.line.push(text, at),
        }
    }

    /// Reports characters without a shape that were written as references, such as `&#8238;`.
    pub(super) fn check_characters(&mut self, text: &str, range: &Range<usize>) {
        let neighbours = |character: char| matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        if let Some(found) = unseen(text, Extent::Line).into_iter().find(|found| !neighbours(found.character)) {
            let location = self.location(self.span(range));
            self.diagnostics.push(report::unseen_character(location, found.character, found.why));
        }
    }

    /// The words behind a fence; code that never ends, or is code because of spaces, is reported.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind, range: &Range<usize>) -> String {
        let first = self.masked[range.start..].find('\n').map_or(range.end, |end| range.start + end);
        let line = self.span(&(range.start..first));
        self.account.reach(range.start..first);
        let CodeBlockKind::Fenced(info) = kind else {
            let words = self.masked[range.start..first].trim_start();
            if words.starts_with(char::is_alphabetic) && words.contains(' ') {
                self.diagnostics.push(report::indented_code(self.location(line)));
            }
            return String::new();
        };
        let block = self.masked[range.clone()].trim_end();
        let sign = block.chars().next().unwrap_or('`');
        let opening = block.chars().take_while(|character| *character == sign).count();
        let last = block.split_once('\n').map_or("", |(_, rest)| rest.rsplit('\n').next().unwrap_or(rest));
        let last = last.trim_start_matches([' ', '\t', '>']);
        if last.chars().count() < opening || last.chars().any(|character| character != sign) {
            let fence: String = std::iter::repeat_n(sign, opening).collect();
            self.diagnostics.push(report::unclosed_code(self.location(line), &fence));
        }
        self.unmasked(info, range)
    }

    /// Reports a heading made of words with a line below, and braces behind a heading that are no name.
    pub(super) fn check_heading_line(&mut self, range: &Range<usize>, has_id: bool, has_more: bool) {
        let written = self.masked[range.clone()].trim_end();
        if !written.starts_with('#') {
            let line = written.rfind('\n').map_or(range.start, |newline| range.start + newline + 1);
            let location = self.location(self.span(&(line..range.start + written.len())));
            self.diagnostics
                .push(report::underlined_heading(location, self.text[line..].trim_start().starts_with('=')));
        }
        let words = written.lines().find(|line| line.trim_end().ends_with('}')).unwrap_or_default().trim_end();
        let braces = words.rfind('{').filter(|_| !words.ends_with("\\}"));
        if has_more || (braces.is_some() && !has_id) {
            let shown = braces.map_or("", |start| &words[start..]).to_owned();
            self.diagnostics.push(report::heading_braces(self.location(self.span(range)), &shown));
        }
    }

    /// Reports a quotation that begins with a number: `> 18` may be more than eighteen.
    pub(super) fn check_quote(&mut self, range: &Range<usize>) {
        let quote = self.masked[range.clone()].trim_end();
        let number = quote.trim_start_matches('>').trim_start();
        if number.starts_with(char::is_numeric) && !quote.contains('\n') && number.split_whitespace().count() <= 4 {
            let location = self.location(self.span(&(range.start..range.start + quote.len())));
            self.diagnostics.push(report::became_quote(location));
        }
    }

    /// Reports a notice without words.
    pub(super) fn check_notice(&mut self, range: &Range<usize>) {
        if self.writer.innermost_is_empty() {
            self.diagnostics.push(report::empty_notice(self.location(self.span(range))));
        }
    }

    /// Reports words between single signs, as in 9~17 and 10~12: readers would see them struck out.
    pub(super) fn check_strikethrough(&mut self, range: &Range<usize>) {
        if !self.masked[range.clone()].starts_with("~~") {
            self.diagnostics.push(report::single_tilde(self.location(self.span(range))));
        }
    }

    /// Reports a colon that was not meant to explain what is above it.
    pub(super) fn check_definition(&mut self, range: &Range<usize>) {
        let Some(colon) = self.masked[range.clone()].find(':').map(|found| range.start + found) else { return };
        let above = self.masked[..colon].trim_end_matches([' ', '>', '\t']);
        let term = above.trim_end_matches(['\n', '\r', ' ', '>', '\t']);
        let line = term.rsplit('\n').next().unwrap_or(term).trim_start();
        // The end of another program's notice, whose beginning is reported.
        let paragraph = term.rsplit("\n\n").next().unwrap_or(term);
        if self.masked[colon..].starts_with(":::") && paragraph.contains(":::") {
            return;
        }
        let spaced = self.masked[colon + 1..].starts_with([' ', '\t', '\n', '\r']);
        let far = above[term.len()..].matches('\n').count() > 1;
        // What goes on with further meanings was judged at its first.
        let follows = line.starts_with(':');
        let sentence = line.ends_with(['.', '!', '…', '。', '！', '۔', '।', '።']);
        if !spaced || (!follows && (far || sentence)) {
            self.diagnostics.push(report::stray_colon(self.location(self.span(&(colon..colon + 1)))));
        }
    }

    /// Notes the number of an item; `+ 44` at a line's start is a number that loses its sign.
    pub(super) fn begin_item(&mut self, range: &Range<usize>) {
        let item = &self.masked[range.clone()];
        let indent = item.len() - item.trim_start().len();
        let marker = &item[indent..];
        let digits = marker.len() - marker.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let end = range.start + indent + digits + 1;
        self.account.reach(range.start..end.min(range.end));
        if let Some(list) = self.lists.open.last_mut() {
            list.numbers.push(marker[..digits].parse().unwrap_or(0));
        }
        if marker.starts_with('+') && marker[1..].trim_start().starts_with(|character: char| character.is_ascii_digit())
        {
            self.diagnostics.push(report::lost_sign(self.location(self.span(&(range.start + indent..end))), '+'));
        }
    }

    /// Reports numbers that readers would see otherwise than they were typed, and a line that became a list by its number.
    pub(super) fn end_list(&mut self, range: &Range<usize>) {
        let Some(List { is_ordered, numbers }) = self.lists.open.pop() else { return };
        if !is_ordered {
            return self.check_star(range, numbers.len());
        }
        let Some(&first) = numbers.first() else { return };
        let shown = |index: usize| first + index as u64;
        let all_equal = numbers.iter().all(|number| *number == first);
        let wrong =
            numbers.iter().enumerate().find(|(index, number)| **number != shown(*index)).map(|(index, _)| index);
        let line = self.masked[range.clone()].lines().next().unwrap_or_default();
        let location = self.location(self.span(&(range.start..range.start + line.len())));
        if let Some(index) = wrong.filter(|_| !all_equal) {
            self.diagnostics.push(report::list_numbers(location, numbers[index], shown(index)));
        } else if self.lists.open.is_empty()
            && first > 1
            && self.lists.next != Some(first)
            && (numbers.len() == 1 || first > LONGEST_LIST)
        {
            self.diagnostics.push(report::became_list(location, first));
        }
        self.lists.next = Some(shown(numbers.len()));
    }

    /// Reports `* words` below words with a star: it was meant to explain them, and lists do not show their sign.
    fn check_star(&mut self, range: &Range<usize>, items: usize) {
        let starred = || {
            self.masked[..range.start].split_whitespace().any(|word| {
                let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
                word.len() > 1 && word.ends_with('*') && !word.ends_with("**") && word.matches('*').count() == 1
            })
        };
        if items == 1 && self.masked[range.clone()].starts_with("* ") && starred() {
            let location = self.location(self.span(&(range.start..range.start + 1)));
            self.diagnostics.push(report::lost_sign(location, '*'));
        }
    }
}
