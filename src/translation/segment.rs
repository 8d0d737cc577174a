//! The texts of a page that are translated on their own.
//!
//! A page goes in; its passages and words come out as tokens, each with an id that stays while the page is built alike.

use super::escape::escaped;
use crate::content::{ArgumentValue, Body, NodeKind, Page, Passage, units};
use std::ops::Range;

/// Arguments of shortcodes that hold words for readers.
const WORD_ARGUMENTS: [&str; 6] = ["title", "summary", "alt", "says", "columns", "rows"];

/// A text of a page that is translated on its own: a passage, or words of its front matter or of a shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Unique in the page; equal for the same piece of texts that are built alike: `title`, `p3`, `p3.summary`.
    pub id: String,
    /// Where its text is in the file; empty for the front matter's.
    pub range: Range<usize>,
    /// Its text, as words and things to be kept.
    pub tokens: Vec<SegmentToken>,
}

/// A part of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentToken {
    /// Words, to be translated.
    Words {
        /// As they are written in the file, in one line.
        written: String,
        /// As readers see them, without any marks.
        shown: String,
    },
    /// Something that stays as it is, such as a shortcode.
    Keep(String),
    /// The beginning of something around words, such as `[` of a link.
    Open(String),
    /// Its end, such as `](@/help.md)`.
    Close(String),
}

impl SegmentToken {
    /// Words that are written as they are shown.
    pub fn plain(words: &str) -> Self {
        Self::Words { written: words.to_owned(), shown: words.to_owned() }
    }

    /// As it is written in the file.
    pub fn written(&self) -> &str {
        match self {
            Self::Words { written, .. } => written,
            Self::Keep(text) | Self::Open(text) | Self::Close(text) => text,
        }
    }

    /// Whether it ends a line of the file.
    pub fn ends_line(&self) -> bool {
        matches!(self, Self::Keep(text) if text.ends_with('\n'))
    }
}

impl Segment {
    /// As it is written in the file.
    pub fn written(&self) -> String {
        self.tokens.iter().map(SegmentToken::written).collect()
    }

    /// Whether there is anything to translate.
    pub fn has_words(&self) -> bool {
        let has_letters =
            |token: &SegmentToken| matches!(token, SegmentToken::Words { shown, .. } if has_letters(shown));
        self.tokens.iter().any(has_letters)
    }

    /// Whether it is an argument of a shortcode.
    pub fn is_argument(&self) -> bool {
        self.id.contains('.')
    }

    /// Whether Markdown is read in it.
    pub fn is_markdown(&self) -> bool {
        !self.range.is_empty() && !self.is_argument()
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// All pieces of a page in reading order, those of its front matter first. `text` is the file that it was parsed from.
pub fn segments(page: &Page, text: &str) -> Vec<Segment> {
    let segment = |(key, words): (&str, &String)| Segment {
        id: key.to_owned(),
        range: 0..0,
        tokens: vec![SegmentToken::plain(words)],
    };
    let mut found: Vec<Segment> = page.front.words().map(segment).collect();
    let mut number = 0;
    gather(&page.body, text, &units(&page.body), &mut number, &mut found);
    found
}

fn gather(body: &Body, text: &str, units: &[Passage], number: &mut usize, found: &mut Vec<Segment>) {
    for unit in units {
        if !unit.words.is_empty() {
            *number += 1;
            match unit.kind {
                "words" => found.extend(words(body, text, unit, *number)),
                "call" => found.extend(arguments(body, text, unit, *number)),
                _ => {}
            }
        }
        gather(body, text, &unit.children, number, found);
    }
}

/// The words of a run of nodes, cut where something must stay as it is.
fn words(body: &Body, text: &str, unit: &Passage, number: usize) -> Option<Segment> {
    let nodes = &body.nodes()[unit.nodes.clone()];
    let start = with_backslash(text, nodes.first()?.span.range().start);
    let range = start..nodes.iter().map(|node| node.span.range().end).max()?;
    let mut cut = Cut { body, text, tokens: Vec::new(), at: range.start, shown: String::new() };
    let mut index = unit.nodes.start;
    while index < unit.nodes.end {
        cut.node(index);
        index = body.end_of(index);
    }
    cut.words_until(range.end);
    let range = range.start..cut.at.max(range.end);
    Some(Segment { id: format!("p{number}"), range, tokens: cut.tokens })
}

/// Where words begin whose first sign has a backslash before it, which is no part of their node.
fn with_backslash(text: &str, start: usize) -> usize {
    let before = text[..start].bytes().rev().take_while(|byte| *byte == b'\\').count();
    start - before % 2
}

/// Stands right behind a picture that says nothing.
const DECORATIVE: &str = "{decorative}";

struct Cut<'a> {
    body: &'a Body,
    text: &'a str,
    tokens: Vec<SegmentToken>,
    /// Everything before this byte is in a token.
    at: usize,
    /// What readers see of the words since then.
    shown: String,
}

impl Cut<'_> {
    fn node(&mut self, index: usize) {
        let node = self.body.nodes()[index];
        let range = node.span.range();
        let children: Vec<usize> = self.body.children(index).collect();
        match node.kind {
            // The words of `<https://…>` are its address.
            NodeKind::Link { .. } if self.text[range.start..].starts_with('<') => self.keep(range),
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strikethrough | NodeKind::Link { .. }
                if !children.is_empty() =>
            {
                self.around(range, &children);
            }
            NodeKind::Text(segment) => self.shown.push_str(self.body.str(segment)),
            NodeKind::SoftBreak => self.shown.push_str(self.body.line_end(index)),
            NodeKind::Image { .. } if self.text[range.end..].starts_with(DECORATIVE) => {
                self.keep(range.start..range.end + DECORATIVE.len());
            }
            _ => self.keep(range),
        }
    }

    fn keep(&mut self, range: Range<usize>) {
        self.words_until(range.start);
        self.push(SegmentToken::Keep, range.end);
    }

    /// Something around words.
    fn around(&mut self, range: Range<usize>, children: &[usize]) {
        self.words_until(range.start);
        let inner = with_backslash(self.text, self.body.nodes()[children[0]].span.range().start);
        self.push(SegmentToken::Open, inner);
        for child in children {
            self.node(*child);
        }
        let last = children[children.len() - 1];
        let end = self.body.nodes()[last].span.range().end.max(self.at);
        self.words_until(end);
        self.push(SegmentToken::Close, range.end);
        // The words of `[help]` and `[help][]` name where the link leads; other words need that name behind them.
        if let Some(SegmentToken::Close(close)) = self.tokens.last_mut()
            && matches!(close.as_str(), "]" | "][]")
        {
            *close = format!("][{}]", self.text.get(inner..end).unwrap_or_default());
        }
    }

    fn words_until(&mut self, end: usize) {
        let shown = std::mem::take(&mut self.shown);
        if end <= self.at {
            return;
        }
        let words = self.text.get(self.at..end).unwrap_or_default();
        self.at = end;
        if shown.is_empty() {
            return;
        }
        // What begins a line of a quotation, or indents one, is no part of the words.
        let written = if words.contains('\n') {
            escaped(&shown, self.tokens.last().is_none_or(SegmentToken::ends_line))
        } else {
            words.to_owned()
        };
        self.tokens.push(SegmentToken::Words { written, shown });
    }

    fn push(&mut self, make: fn(String) -> SegmentToken, end: usize) {
        if end > self.at {
            self.tokens.push(make(self.text.get(self.at..end).unwrap_or_default().to_owned()));
            self.at = end;
        }
    }
}

/// The words in a shortcode's arguments.
fn arguments(body: &Body, text: &str, unit: &Passage, number: usize) -> Vec<Segment> {
    let NodeKind::Call(call) = body.nodes()[unit.nodes.start].kind else { return Vec::new() };
    let arguments = body.call(call).arguments.iter();
    let worded = arguments.filter(|argument| WORD_ARGUMENTS.contains(&argument.name.as_str()));
    worded
        .filter_map(|argument| {
            let ArgumentValue::Text(value) = &argument.value else { return None };
            let whole = text.get(argument.span.range())?;
            // The value is in quotes behind the name.
            let quote = whole.find('"')? + 1;
            let end = whole.rfind('"').filter(|end| *end >= quote)?;
            let start = argument.span.range().start;
            Some(Segment {
                id: format!("p{number}.{}", argument.name),
                range: start + quote..start + end,
                tokens: vec![SegmentToken::Words { written: whole[quote..end].to_owned(), shown: value.clone() }],
            })
        })
        .collect()
}
