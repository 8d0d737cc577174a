//! A text made ready for the parser: shortcodes and comments are masked, so that it sees none of them.
//!
//! What comes out is as long as what went in, so places in it are places in the file.

use super::super::comment::{Comments, find_comments, mask_comments};
use super::super::shortcode::{Marker, mask};
use super::options::options;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// A text as the parser gets it, as long as it was: without shortcodes and comments.
pub(super) struct Prepared<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) markers: Vec<Marker>,
    pub(super) comments: Comments,
    /// Where braces open that nothing closes.
    pub(super) unclosed: Vec<usize>,
}

pub(super) fn prepare(text: &str) -> Prepared<'_> {
    let masked = mask(text);
    let mut prepared = Prepared {
        text: close_fences(masked.text),
        markers: masked.markers,
        comments: Comments::default(),
        unclosed: masked.unclosed,
    };
    if text.contains("<!--") {
        let masks: Vec<Range<usize>> = prepared.markers.iter().map(|marker| marker.span.range()).collect();
        let comments = find_comments(text, &code_ranges(&prepared.text), &masks);
        prepared.text = Cow::Owned(mask_comments(text, &prepared.text, &comments));
        // What is in a comment means nothing.
        prepared.markers.retain(|marker| !comments.hold(marker.span.start as usize));
        prepared.unclosed.retain(|at| !comments.hold(*at));
        prepared.comments = comments;
    }
    prepared
}

/// Where code is, in order.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let code = events.filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))));
    code.map(|(_, range)| range).collect()
}

/// Replaces tabs behind a closing fence by spaces: CommonMark 0.31 lets both stand there, the parser (0.13) spaces only.
fn close_fences(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_fence = |line: &str| {
        let fence = line.trim_start_matches([' ', '\t', '>']).trim_end();
        fence.len() >= 3 && (fence.bytes().all(|byte| byte == b'`') || fence.bytes().all(|byte| byte == b'~'))
    };
    let has_tab = |line: &str| line[line.trim_end().len()..].contains('\t');
    if !text.contains('\t') || !text.split('\n').any(|line| has_tab(line) && is_fence(line)) {
        return text;
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let end = if is_fence(line) { line.trim_end().len() } else { line.len() };
        line[..end].to_owned() + &line[end..].replace('\t', " ")
    });
    Cow::Owned(lines.collect())
}
