//! A page in passages: what a source and its translation are compared by.
//!
//! A tree goes in; its blocks come out with their words as people read them, and one fingerprint of all.

use super::body::Body;
use super::node::{ArgumentValue, NodeKind};
use super::parsed::Page;
use crate::text::{Fingerprint, Span, plain_words};
use std::ops::Range;

/// The shortcode that marks what must never be read out of date.
pub const CRITICAL: &str = "critical";

/// A block of a page, or the words directly inside one: what a source and its translation are compared by.
///
/// Words are compared as people read them: white space, wrapping, list markers, emphasis and the style of quotation marks are no
/// part of them. Numbers of records, targets of links and arguments of shortcodes are.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is, without anything that may differ between a source and its translation.
    pub kind: &'static str,
    /// Its nodes: one block, or a run of words.
    pub nodes: Range<usize>,
    /// The words directly in it; empty for blocks that only hold others.
    pub words: String,
    /// Whether an author marked it as critical.
    pub critical: bool,
    /// What is inside.
    pub children: Vec<Passage>,
}

impl Page {
    /// The fingerprint of what it says, without its form; made when it is first asked for.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| fingerprint(self))
    }
}

impl Passage {
    /// Whether both say the same.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.words == other.words && same_list(&self.children, &other.children)
    }

    /// Whether both are built alike, whatever they say.
    pub fn is_built_like(&self, other: &Self) -> bool {
        self.kind == other.kind && are_built_alike(&self.children, &other.children)
    }

    /// Where its first node is.
    pub fn span(&self, body: &Body) -> Span {
        body.nodes().get(self.nodes.start).map(|node| node.span).unwrap_or_default()
    }

    /// Itself and everything inside that holds words, in reading order.
    pub fn passages(&self) -> Vec<&Self> {
        let own = (!self.words.is_empty()).then_some(self);
        own.into_iter().chain(self.children.iter().flat_map(Self::passages)).collect()
    }
}

fn same_list(one: &[Passage], other: &[Passage]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.says_the_same(other))
}

/// Whether two texts have the same blocks in the same order.
pub fn are_built_alike(one: &[Passage], other: &[Passage]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_built_like(other))
}

/// The blocks of a text, outermost first.
pub fn units(body: &Body) -> Vec<Passage> {
    let mut found = Vec::new();
    gather(body, body.roots().collect(), false, &mut found);
    found
}

/// What a page says about itself in words, by key.
pub fn front_words(page: &Page) -> Vec<(&'static str, String)> {
    page.front.words().map(|(key, words)| (key, plain_words(words))).collect()
}

/// The fingerprint of everything that a page says: equal for two texts that differ in form only.
pub fn fingerprint(page: &Page) -> Fingerprint {
    let mut parts: Vec<String> = Vec::new();
    for (key, words) in front_words(page) {
        parts.push(key.to_owned());
        parts.push(words);
    }
    describe(&units(&page.body), &mut parts);
    Fingerprint::of_parts(parts.iter().map(String::as_bytes))
}

fn describe(units: &[Passage], parts: &mut Vec<String>) {
    for unit in units {
        parts.push(unit.kind.to_owned());
        parts.push(unit.words.clone());
        describe(&unit.children, parts);
    }
    parts.push(String::new());
}

fn gather(body: &Body, siblings: Vec<usize>, critical: bool, found: &mut Vec<Passage>) {
    let mut run: Option<Range<usize>> = None;
    for index in siblings {
        let kind = body.nodes()[index].kind;
        let end = body.end_of(index);
        if is_in_line(body, kind) {
            let start = run.map_or(index, |run| run.start);
            run = Some(start..end);
            continue;
        }
        found.extend(run.take().and_then(|run| words(body, run, critical)));
        if let NodeKind::Call(call) = kind
            && body.call(call).name == CRITICAL
        {
            gather(body, body.children(index).collect(), true, found);
            continue;
        }
        found.push(block(body, index, critical));
    }
    found.extend(run.and_then(|run| words(body, run, critical)));
}

fn words(body: &Body, nodes: Range<usize>, critical: bool) -> Option<Passage> {
    let words = in_line_words(body, nodes.clone());
    (!words.is_empty()).then(|| Passage { kind: "words", nodes, words, critical, children: Vec::new() })
}

fn block(body: &Body, index: usize, critical: bool) -> Passage {
    let kind = body.nodes()[index].kind;
    let nodes = index..body.end_of(index);
    let own = match kind {
        NodeKind::Call(call) => called(body, call),
        NodeKind::CodeBlock { .. } => body.plain_text(index),
        NodeKind::Notice { title, .. } => title.map(|title| plain_words(body.str(title))).unwrap_or_default(),
        _ => String::new(),
    };
    let mut children = Vec::new();
    if !matches!(kind, NodeKind::CodeBlock { .. }) {
        gather(body, body.children(index).collect(), critical, &mut children);
    }
    Passage { kind: name(kind), nodes, words: own, critical, children }
}

fn called(body: &Body, call: u32) -> String {
    let call = body.call(call);
    let mut words = call.name.clone();
    for argument in &call.arguments {
        let value = match &argument.value {
            ArgumentValue::Text(text) => plain_words(text),
            ArgumentValue::Integer(number) => number.to_string(),
            ArgumentValue::Boolean(truth) => truth.to_string(),
        };
        words.push_str(&format!(" {}={value}", argument.name));
    }
    words
}

/// The words of a run of nodes, and what else a reader finds in it: where links lead, what shortcodes show, what is struck out.
fn in_line_words(body: &Body, nodes: Range<usize>) -> String {
    let mut words = String::new();
    let mut struck = Vec::new();
    for at in nodes {
        while struck.pop_if(|end| *end <= at).is_some() {
            words.push_str("⟨/~⟩");
        }
        match body.nodes()[at].kind {
            NodeKind::Text(piece) | NodeKind::Code(piece) => words.push_str(body.str(piece)),
            NodeKind::SoftBreak => words.push_str(body.line_end(at)),
            NodeKind::HardBreak => words.push(' '),
            // Whoever strikes words out says something else.
            NodeKind::Strikethrough => {
                struck.push(body.end_of(at));
                words.push_str("⟨~⟩");
            }
            NodeKind::Link { to, .. } | NodeKind::Image { to, .. } => {
                words.push_str(&format!("⟨{}⟩", body.str(to)));
            }
            NodeKind::FootnoteMark { label } => words.push_str(&format!("⟨^{}⟩", body.str(label))),
            NodeKind::Call(call) => words.push_str(&format!("⟨{}⟩", called(body, call))),
            _ => {}
        }
    }
    plain_words(&words)
}

/// Whether a node is in a line of words rather than being a block.
pub fn is_in_line(body: &Body, kind: NodeKind) -> bool {
    match kind {
        NodeKind::Call(call) => body.call(call).inline && !body.call(call).in_paragraph,
        kind => kind.is_in_line(),
    }
}

fn name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Paragraph => "paragraph",
        NodeKind::Heading { .. } => "heading",
        NodeKind::List { .. } => "list",
        NodeKind::Item => "item",
        NodeKind::Quote => "quote",
        NodeKind::Notice { .. } => "notice",
        NodeKind::CodeBlock { .. } => "code",
        NodeKind::Rule => "rule",
        NodeKind::Table => "table",
        NodeKind::TableHead => "head",
        NodeKind::TableRow => "row",
        NodeKind::TableCell { .. } => "cell",
        NodeKind::DefinitionList => "definitions",
        NodeKind::DefinitionTerm => "term",
        NodeKind::DefinitionMeaning => "meaning",
        NodeKind::Footnote { .. } => "footnote",
        NodeKind::Call(_) => "call",
        _ => "block",
    }
}
