//! Which words of a page are searched, and how much each counts.
//!
//! A tree goes in, words by their level come out; what is only listed is left to its own page.

use super::index::{Index, Level};
use crate::content::{Body, Node, NodeKind, Role};
use crate::text::Span;
use std::collections::BTreeSet;

/// Adds the words that a page shows. Lists of other pages are left out, because whoever looks for a title wants that page:
/// blocks that are one, and what the shortcodes at `lists` in the page's own file show.
pub fn add(body: &Body, lists: &[Span], index: &mut Index) {
    let nodes = body.nodes();
    let (mut text, mut headings) = (String::new(), String::new());
    let (mut heading_end, mut part_end) = (0, 0);
    let mut notes = shown_notes(body);
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        match node.kind {
            NodeKind::Heading { .. } => heading_end = body.end_of(at),
            // What is inside is in another file.
            NodeKind::Part { .. } => part_end = part_end.max(body.end_of(at)),
            // Nobody is to find a page by what no longer holds.
            NodeKind::Strikethrough => {
                at = body.end_of(at);
                continue;
            }
            // Of two notes with one label the first is shown, and one without a mark never is.
            NodeKind::Footnote { label } if !notes.remove(body.str(label)) => {
                at = body.end_of(at);
                continue;
            }
            _ => {}
        }
        if is_list_of_pages(node, if at < part_end { &[] } else { lists }) {
            text.push('\n');
            at = body.end_of(at);
            continue;
        }
        say(body, at, if at < heading_end { &mut headings } else { &mut text });
        at += 1;
    }
    index.add(&headings, Level::Heading);
    index.add(&text, Level::Text);
}

/// Adds the words inside one node, all as text.
pub fn add_inside(body: &Body, index: usize, target: &mut Index) {
    let mut text = String::new();
    let mut at = index;
    while at < body.end_of(index) {
        if body.nodes()[at].kind == NodeKind::Strikethrough {
            at = body.end_of(at);
            continue;
        }
        say(body, at, &mut text);
        at += 1;
    }
    target.add(&text, Level::Text);
}

/// The labels of the footnotes that the page has marks for.
fn shown_notes(body: &Body) -> BTreeSet<&str> {
    let marks = body.nodes().iter().filter_map(|node| match node.kind {
        NodeKind::FootnoteMark { label } => Some(body.str(label)),
        _ => None,
    });
    marks.collect()
}

fn is_list_of_pages(node: &Node, lists: &[Span]) -> bool {
    matches!(node.kind, NodeKind::Block(Role::PageList | Role::LanguageList)) || lists.contains(&node.span)
}

/// Writes a node's own words; where a new block begins, a new word does.
fn say(body: &Body, at: usize, words: &mut String) {
    match body.nodes()[at].kind {
        NodeKind::SoftBreak => words.push_str(body.line_end(at)),
        NodeKind::Text(piece) | NodeKind::Code(piece) => words.push_str(body.str(piece)),
        // As it is dialled: a question is asked in the same form, however its digits are grouped.
        NodeKind::Number { digits, .. } => between(words, body.str(digits)),
        NodeKind::Notice { title: Some(title), .. } => between(words, body.str(title)),
        NodeKind::Details { summary } => between(words, body.str(summary)),
        NodeKind::Block(Role::Big(value)) => between(words, body.str(value)),
        NodeKind::Emphasis
        | NodeKind::Strong
        | NodeKind::Strikethrough
        | NodeKind::Link { .. }
        | NodeKind::Language { block: false, .. } => {}
        _ => words.push('\n'),
    }
}

fn between(words: &mut String, piece: &str) {
    words.push('\n');
    words.push_str(piece);
    words.push('\n');
}
