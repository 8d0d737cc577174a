use crate::content::{ArgumentValue, Body, NodeKind, Page, Unit, units};
use std::ops::Range;

/// Arguments of shortcodes that hold words for readers.
const WORD_ARGUMENTS: [&str; 6] = ["title", "summary", "alt", "says", "columns", "rows"];

/// A text of a page that is translated on its own: a passage, or words of its front matter or of a shortcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Unique in the page; equal for the same piece of texts that are built alike: `title`, `p3`, `p3.summary`.
    pub id: String,
    /// Where its text stands in the file; empty for the front matter's.
    pub range: Range<usize>,
    /// Its text, as words and things to be kept.
    pub tokens: Vec<Token>,
}

/// A part of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Words, to be translated.
    Words(String),
    /// Something that stands as it is, such as a shortcode.
    Keep(String),
    /// The beginning of something around words, such as `[` of a link.
    Open(String),
    /// Its end, such as `](@/help.md)`.
    Close(String),
}

impl Token {
    /// As it is written in the file.
    pub fn written(&self) -> &str {
        match self {
            Self::Words(text) | Self::Keep(text) | Self::Open(text) | Self::Close(text) => text,
        }
    }
}

impl Piece {
    /// As it is written in the file.
    pub fn written(&self) -> String {
        self.tokens.iter().map(Token::written).collect()
    }

    /// Whether there is anything to translate.
    pub fn has_words(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Words(words) if words.contains(char::is_alphabetic)))
    }
}

/// All pieces of a page in reading order, those of its front matter first. `text` is the file that it was parsed from.
pub fn pieces(page: &Page, text: &str) -> Vec<Piece> {
    let piece = |(key, words): (&str, &String)| Piece {
        id: key.to_owned(),
        range: 0..0,
        tokens: vec![Token::Words(words.clone())],
    };
    let mut found: Vec<Piece> = page.front.words().map(piece).collect();
    let mut number = 0;
    gather(&page.body, text, &units(&page.body), &mut number, &mut found);
    found
}

fn gather(body: &Body, text: &str, units: &[Unit], number: &mut usize, found: &mut Vec<Piece>) {
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
fn words(body: &Body, text: &str, unit: &Unit, number: usize) -> Option<Piece> {
    let nodes = &body.nodes()[unit.nodes.clone()];
    let range = nodes.first()?.span.range().start..nodes.iter().map(|node| node.span.range().end).max()?;
    let mut cut = Cut { body, text, tokens: Vec::new(), at: range.start };
    let mut index = unit.nodes.start;
    while index < unit.nodes.end {
        cut.node(index);
        index = body.end_of(index);
    }
    cut.words_until(range.end);
    Some(Piece { id: format!("p{number}"), range, tokens: cut.tokens })
}

struct Cut<'a> {
    body: &'a Body,
    text: &'a str,
    tokens: Vec<Token>,
    /// Everything before this byte is in a token.
    at: usize,
}

impl Cut<'_> {
    fn node(&mut self, index: usize) {
        let node = self.body.nodes()[index];
        let range = node.span.range();
        let children: Vec<usize> = self.body.children(index).collect();
        match node.kind {
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strikethrough | NodeKind::Link { .. }
                if !children.is_empty() =>
            {
                self.words_until(range.start);
                let inner = self.body.nodes()[children[0]].span.range().start;
                self.push(Token::Open, inner);
                for child in &children {
                    self.node(*child);
                }
                let last = children[children.len() - 1];
                let end = self.body.nodes()[last].span.range().end.max(self.at);
                self.words_until(end);
                self.push(Token::Close, range.end);
            }
            NodeKind::Text(_) | NodeKind::SoftBreak => {}
            _ => {
                self.words_until(range.start);
                self.push(Token::Keep, range.end);
            }
        }
    }

    fn words_until(&mut self, end: usize) {
        if end > self.at {
            // A line ending of the source means a space.
            let words = self.text.get(self.at..end).unwrap_or_default();
            let joined = words.split('\n').map(str::trim_end).collect::<Vec<_>>();
            let joined =
                joined.iter().enumerate().map(|(index, line)| if index == 0 { *line } else { line.trim_start() });
            let lines = joined.collect::<Vec<_>>().join(" ");
            // The space before what follows belongs to the words.
            let kept = if words.ends_with(' ') && !lines.ends_with(' ') { lines + " " } else { lines };
            self.tokens.push(Token::Words(kept));
            self.at = end;
        }
    }

    fn push(&mut self, make: fn(String) -> Token, end: usize) {
        if end > self.at {
            self.tokens.push(make(self.text.get(self.at..end).unwrap_or_default().to_owned()));
            self.at = end;
        }
    }
}

/// The words in a shortcode's arguments.
fn arguments(body: &Body, text: &str, unit: &Unit, number: usize) -> Vec<Piece> {
    let NodeKind::Call(call) = body.nodes()[unit.nodes.start].kind else { return Vec::new() };
    let arguments = body.call(call).arguments.iter();
    let worded = arguments.filter(|argument| WORD_ARGUMENTS.contains(&argument.name.as_str()));
    worded
        .filter_map(|argument| {
            let ArgumentValue::Text(value) = &argument.value else { return None };
            let whole = text.get(argument.span.range())?;
            // The value stands in quotes behind the name.
            let quote = whole.find('"')? + 1;
            let end = whole.rfind('"').filter(|end| *end >= quote)?;
            let start = argument.span.range().start;
            Some(Piece {
                id: format!("p{number}.{}", argument.name),
                range: start + quote..start + end,
                tokens: vec![Token::Words(value.clone())],
            })
        })
        .collect()
}
