//! Markup in texts that are no Markdown: titles, records, strings, words in shortcodes. Readers would see its signs.
//!
//! A text goes in; the first mark in it comes out, and what its author meant.

use super::super::near_miss::{BlockWords, signs_in};
use super::super::shortcode::mask;
use super::options::options;
use crate::diagnostic::{Diagnostic, Location, report};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::ops::Range;

/// Arguments of shortcodes whose text is shown as it is written.
pub const SHOWN_ARGUMENTS: [&str; 7] = ["title", "summary", "text", "alt", "says", "columns", "rows"];

/// What readers would see as signs in a text without Markdown: how it is written, and what its author meant.
pub fn marks_in(text: &str) -> Option<(String, &'static str)> {
    if let Some((range, meant)) = first_mark(text) {
        return Some((text[range].to_owned(), meant));
    }
    let mut line = BlockWords::default();
    line.push(text, 0);
    let (sign, range) = signs_in(&line, true).into_iter().find(|(sign, _)| !sign.is_harmless)?;
    Some((text[range].to_owned(), sign.meant))
}

/// Reports markup in a text that is shown as it is written.
pub fn judge_text(text: &str, location: Location, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((written, meant)) = marks_in(text) {
        diagnostics.push(report::signs_in_plain_words(location, &written, meant));
    }
}

/// The first mark of a text that a page would show without its signs, and what it would be there.
fn first_mark(text: &str) -> Option<(Range<usize>, &'static str)> {
    // Most texts have no sign at all.
    if !text.bytes().any(|byte| b"*_`~[<&\\#>{=-".contains(&byte)) {
        return None;
    }
    if let Some(marker) = mask(text).markers.first() {
        return Some((marker.span.range(), "shortcode"));
    }
    let events = Parser::new_ext(text, options()).into_offset_iter();
    events.into_iter().find_map(|(event, range)| {
        let meant = match event {
            Event::Start(Tag::Emphasis) => "emphasised text",
            Event::Start(Tag::Strong) => "bold text",
            Event::Start(Tag::Strikethrough) => "struck-out text",
            Event::Start(Tag::Link { .. }) => "link",
            Event::Start(Tag::Image { .. }) => "picture",
            Event::Start(Tag::Heading { .. }) => "heading",
            Event::Start(Tag::BlockQuote(_)) => "quotation",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) | Event::Code(_) => "code",
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => "HTML",
            Event::Start(Tag::Table(_)) => "table",
            Event::FootnoteReference(_) => "footnote",
            Event::Text(_) => return plain_sign(text, range),
            _ => return None,
        };
        Some((range, meant))
    })
}

/// A sign behind a backslash, or a character written by its name or number.
fn plain_sign(text: &str, range: Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let before = range.start.checked_sub(1)?;
    let escaped =
        text.as_bytes()[before] == b'\\' && text[range.start..].starts_with(|c: char| c.is_ascii_punctuation());
    escaped.then_some((before..range.start + 1, "sign behind a backslash")).or_else(|| named(text, range))
}

fn named(text: &str, range: Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let written = &text[range.clone()];
    let name = written.strip_prefix('&')?.strip_suffix(';')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    is_name.then_some((range, "character by its name"))
}
