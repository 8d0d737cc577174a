//! Compares two HTML texts by what a reader gets: the same words, in the same elements, with the same attributes.
//!
//! Space may differ where it does not separate words; quotes and the writing of characters may differ.

use crate::text::html::{Attribute, HtmlTokenizer, Tag, Token, plain, plain_value};
use std::borrow::Cow;

/// Where a text of HTML first says something else than another, as an offset in it; `None` if both say the same.
pub fn first_difference(one: &str, other: &str) -> Option<usize> {
    let (mut one, mut other) = (Pieces::new(one), Pieces::new(other));
    loop {
        let same = match (one.next_kept(), other.next_kept()) {
            (None, None) => return None,
            (Some(GuardedPiece::Word(a, a_apart)), Some(GuardedPiece::Word(b, b_apart))) => {
                a_apart == b_apart && (a == b || plain(a) == plain(b))
            }
            (Some(GuardedPiece::Statement(a, a_apart)), Some(GuardedPiece::Statement(b, b_apart))) => {
                a == b && a_apart == b_apart
            }
            (Some(GuardedPiece::Doctype(a)), Some(GuardedPiece::Doctype(b))) => a.eq_ignore_ascii_case(b),
            (Some(GuardedPiece::End(a)), Some(GuardedPiece::End(b))) => a.eq_ignore_ascii_case(b),
            (Some(GuardedPiece::Start(a)), Some(GuardedPiece::Start(b))) => {
                a.source == b.source
                    || (a.name.eq_ignore_ascii_case(b.name)
                        && same_attributes(one.html.attributes(), other.html.attributes()))
            }
            _ => false,
        };
        if !same {
            return Some(one.html.start());
        }
    }
}

/// A word with what is before it, or a tag.
#[derive(Clone, Copy, Debug)]
enum GuardedPiece<'a> {
    /// A run without space, and whether it is apart from the words before it.
    Word(&'a str, bool),
    /// The beginning of an element.
    Start(Tag<'a>),
    /// The end of an element, by its name.
    End(&'a str),
    /// The document type.
    Doctype(&'a str),
    /// A comment that stands for a statement, and whether what comes before it is apart from it. What it writes is unknown, so
    /// what is behind it begins anew.
    Statement(&'a str, bool),
}

struct Pieces<'a> {
    html: HtmlTokenizer<'a>,
    /// What is left of the last text.
    text: &'a str,
    /// Whether space or a block has come since the last word.
    apart: bool,
}

impl<'a> Pieces<'a> {
    fn new(html: &'a str) -> Self {
        Self { html: HtmlTokenizer::new(html), text: "", apart: true }
    }

    /// The next word, tag or statement.
    fn next_kept(&mut self) -> Option<GuardedPiece<'a>> {
        loop {
            if let Some(word) = self.next_word() {
                return Some(GuardedPiece::Word(word, std::mem::take(&mut self.apart)));
            }
            match self.html.next_token()? {
                Token::Text(text) => self.text = text,
                Token::Start(tag) => {
                    self.apart |= !is_inline(tag.name);
                    return Some(GuardedPiece::Start(tag));
                }
                Token::End(tag) => {
                    self.apart |= !is_inline(tag.name);
                    return Some(GuardedPiece::End(tag.name));
                }
                Token::Doctype(doctype) => return Some(GuardedPiece::Doctype(doctype)),
                Token::Comment(inside) => {
                    return Some(GuardedPiece::Statement(inside, std::mem::take(&mut self.apart)));
                }
            }
        }
    }

    fn next_word(&mut self) -> Option<&'a str> {
        let trimmed = self.text.trim_ascii_start();
        self.apart |= trimmed.len() < self.text.len();
        if trimmed.is_empty() {
            self.text = trimmed;
            return None;
        }
        let end = trimmed.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(trimmed.len());
        let (word, rest) = trimmed.split_at(end);
        self.text = rest;
        Some(word)
    }
}

/// Whether two elements have the same attributes, in any order. No element has one attribute twice.
fn same_attributes(one: &[Attribute], other: &[Attribute]) -> bool {
    one.len() == other.len()
        && one.iter().all(|a| {
            let found = other.iter().find(|b| a.name.eq_ignore_ascii_case(b.name));
            found.is_some_and(|b| a.value == b.value || same_value(a, b.value, is_viewport(one)))
        })
}

/// Whether two values of an attribute mean the same.
fn same_value(attribute: &Attribute, other: &str, viewport: bool) -> bool {
    let (one, other) = (plain_value(attribute.value.trim_ascii()), plain_value(other.trim_ascii()));
    if viewport && attribute.name == "content" {
        return one.replace(' ', "") == other.replace(' ', "");
    }
    // Classes and the steps of a line are words.
    if matches!(attribute.name, "class" | "d" | "points") { words(one) == words(other) } else { one == other }
}

/// The minifier takes the spaces out of the list of sizes, where they mean nothing.
fn is_viewport(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.name == "name" && attribute.value == "viewport")
}

fn words(value: Cow<'_, str>) -> Cow<'_, str> {
    if value.contains("  ") || value.contains('\n') {
        return Cow::Owned(value.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    }
    value
}

/// Elements that do not set what is inside them apart from the words around.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "input"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "time"
            | "u"
            | "var"
            | "wbr"
            | "path"
            | "circle"
            | "rect"
            | "g"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(first_difference(one, other).is_none(), same, "{one}\n{other}");
    }

    #[test]
    fn space_between_blocks_says_nothing() {
        check("<p>One</p>\n <p>Two  three</p>", "<p>One</p><p>Two three</p>", true);
        check("<div class=\"a  b\" id=\"x\">", "<div id=x class=\"a b\">", true);
        check("<a href=\"/?a=1&amp;b=2\">&gt;</a>", "<a href=\"/?a=1&b=2\">></a>", true);
        let sizes = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
        check(sizes, "<meta content=\"width=device-width,initial-scale=1\" name=viewport>", true);
    }

    #[test]
    fn lost_words_and_spaces_are_seen() {
        check("<a>Call</a> <a>Text</a>", "<a>Call</a><a>Text</a>", false);
        check("<p>One two</p>", "<p>One</p>", false);
        check("<p lang=\"pl\">x</p>", "<p>x</p>", false);
        check("<p>x</p>", "<div>x</div>", false);
        check("<body><p>x</p></body>", "<p>x</p>", false);
        check("a <!--1-->b", "a<!--1-->b", false);
        check("a<!--1--> b", "a<!--1-->b", false);
        check("<p>a</p> <!--1--> <p>b</p>", "<p>a</p><!--1--><p>b</p>", true);
        check("<!--1--> <!--2-->", "<!--1--><!--2-->", false);
        check("<a href=\"tel:999\">x</a>", "<a href=\"tel:99\">x</a>", false);
    }
}
