//! The piece of a line that is shown with a finding, bounded: pasted pages come as lines of half a million characters.
//!
//! A text and a span go in; the line around it comes out, cut where it is long.

use crate::text::{Span, line_range};
use std::ops::Range;

/// Characters of an excerpt at most: two rows of a common terminal. A longer line is cut around the place that is meant.
const LONGEST: usize = 160;

/// Characters that are before the place in a line that is cut.
const BEFORE: usize = 40;

/// Stands where a line was cut.
const CUT: char = '…';

/// The line in which a span begins, or as much of it as is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// One line without its ending, at most [`LONGEST`] characters and the marks where it was cut.
    pub text: String,
    /// The part of the span that is shown, in bytes of `text`.
    pub span: Range<usize>,
    /// Whether the line begins before `text` does.
    pub is_cut: bool,
}

/// Cuts out the line in which `span` begins. Bytes inside a letter count as its beginning, those past the end as the end.
pub fn excerpt(text: &str, span: Span) -> Excerpt {
    let line = line_range(text, span.start as usize);
    let whole = &text[line.clone()];
    let start = floor(whole, (span.start as usize).saturating_sub(line.start));
    let end = ceil(whole, (span.end as usize).saturating_sub(line.start)).max(start);
    let shown = window(whole, start);
    let before = if shown.start > 0 { CUT.len_utf8() } else { 0 };
    let mut text = String::with_capacity(shown.len() + 2 * CUT.len_utf8());
    text.extend((before > 0).then_some(CUT));
    text.push_str(&whole[shown.clone()]);
    text.extend((shown.end < whole.len()).then_some(CUT));
    let at = |offset: usize| offset.clamp(shown.start, shown.end) - shown.start + before;
    Excerpt { span: at(start)..at(end), text, is_cut: before > 0 }
}

/// The bytes of a line that are shown: all of them if they are few, otherwise those around `start`.
fn window(line: &str, start: usize) -> Range<usize> {
    if line.len() <= LONGEST || line.char_indices().nth(LONGEST).is_none() {
        return 0..line.len();
    }
    let from = line[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
    let to = line[from..].char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| from + at);
    from..to
}

fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, offset: usize) -> usize {
    (offset.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: Range<usize>, expected: &str, marked: &str) {
        let found = excerpt(text, Span::from(span));
        assert_eq!((found.text.as_str(), &found.text[found.span.clone()]), (expected, marked));
    }

    #[test]
    fn short_lines_are_shown_whole() {
        check("", 0..0, "", "");
        check("one\ntwo three\r\nfour", 8..13, "two three", "three");
        check("one\ntwo", 4..99, "two", "two");
        check("łódź\nx", 1..3, "łódź", "łó");
        check("one\ntwo\nthree", 4..13, "two", "two");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}<b>{}", "é".repeat(100), "й".repeat(300_000));
        let cut = |left: usize, right: usize| format!("…{}<b>{}…", "é".repeat(left), "й".repeat(right));
        check(&line, 200..203, &cut(40, 117), "<b>");
        check(&line, 200..600_203, &cut(40, 117), &format!("<b>{}", "й".repeat(117)));
        check(&"x".repeat(1000), 0..1, &format!("{}…", "x".repeat(160)), "x");
        check(&"x".repeat(1000), 1000..1000, &format!("…{}", "x".repeat(40)), "");
    }
}
