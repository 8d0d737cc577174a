//! XML as a tree, within the budget of its file.
//!
//! Bytes go in, elements come out; entities of its own, and what is no XML, are refused.

use super::budget::Budget;
use roxmltree::{Document, Node, ParsingOptions};
use std::borrow::Cow;

/// Attributes of one element at most. Each is compared with all others.
const MOST_ATTRIBUTES: usize = 256;

/// Bytes of one node and of one attribute in a tree, about.
const NODE: u64 = 80;
const ATTRIBUTE: u64 = 80;

/// The bytes of an XML file as text: UTF-8, or UTF-16 with its mark. What is around the first and last bracket is left out.
pub(super) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        let text: Option<String> = char::decode_utf16(units).map(Result::ok).collect();
        text.filter(|_| bytes.len().is_multiple_of(2)).map(Cow::Owned)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

/// Parses a text and tells `look` of every node, from the first to the last. `None` if it is damaged, has a document type, whose
/// entities could stand for anything, or takes more than the budget has.
pub(super) fn each<'t>(text: &'t str, budget: &mut Budget, mut look: impl FnMut(Node<'_, 't>)) -> Option<()> {
    if budget.is_spent() {
        return None;
    }
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let memory = measured(text, budget)?;
    budget.keep(memory)?;
    let parsed = Document::parse_with_options(text, ParsingOptions::default());
    if let Ok(document) = &parsed {
        document.descendants().for_each(&mut look);
    }
    budget.release(memory);
    parsed.ok().map(drop)
}

/// The bytes that the tree of a text takes, found out before it is made. `None` if it is too deep or too large.
///
/// Counts also what the parser does more than once: it compares all attributes of an element with each other, and hands the
/// namespaces around an element down to every element that has some of its own.
fn measured(text: &str, budget: &mut Budget) -> Option<u64> {
    let (mut nodes, mut attributes, mut handed_down) = (1u64, 0u64, 0u64);
    let mut namespaces = vec![0];
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        nodes += 2;
        budget.step(8)?;
        budget.fits(nodes * NODE + attributes * ATTRIBUTE + handed_down * 2)?;
        let Some(end) = end_of_markup(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end..];
        if tag.starts_with("</") {
            namespaces.truncate(namespaces.len().saturating_sub(1).max(1));
        } else if !tag.starts_with("<!") && !tag.starts_with("<?") {
            let own = tag.matches('=').count();
            let declared = if own > 0 { tag.matches("xmlns").count() } else { 0 };
            let around = namespaces.last().copied().unwrap_or(0) + declared as u64;
            attributes += own as u64;
            handed_down += if declared > 0 { around } else { 0 };
            budget.step((own * own) as u64 + around * (1 + own as u64) + around * declared as u64)?;
            if own > MOST_ATTRIBUTES {
                return budget.spend();
            }
            if !tag.ends_with("/>") {
                namespaces.push(around);
                budget.depth(namespaces.len() - 1)?;
            }
        }
    }
    budget.step(text.len() as u64)?;
    Some(nodes * NODE + attributes * ATTRIBUTE + handed_down * 2)
}

/// How far a tag, comment or the like goes that begins here. An `=` inside a value counts as an attribute of its own, which only
/// makes the measure larger.
fn end_of_markup(text: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(rest) = text.strip_prefix(start) {
            return rest.find(end).map(|at| start.len() + at + end.len());
        }
    }
    let mut at = 1;
    loop {
        at += text[at..].find(['>', '"', '\''])?;
        let found = text.as_bytes()[at];
        at += 1;
        match found {
            b'>' => return Some(at),
            quote => at += text[at..].find(char::from(quote))? + 1,
        }
    }
}

/// Whether an element holds words.
pub(super) fn has_words(node: Node) -> bool {
    node.descendants().any(|inner| inner.is_text() && inner.text().is_some_and(|text| !text.trim().is_empty()))
}

/// Whether a text names a folder of somebody's computer or of an office's network.
pub(super) fn names_folder(text: &str) -> bool {
    match text.trim_start().as_bytes() {
        [b'\\', b'\\', server, ..] => server.is_ascii_alphanumeric(),
        [drive, b':', b'\\' | b'/', after, ..] => drive.is_ascii_alphabetic() && *after != b'/',
        other => [b"file:".as_slice(), b"/Users/", b"/home/"].iter().any(|start| other.starts_with(start)),
    }
}

/// The name of the first element of XML, as written, with its prefix. Declaration, comments and document type before it are passed over.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!DOCTYPE") { end_of_doctype(rest)? } else { end_of_markup(rest)? };
        rest = rest[end..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))?;
    Some(&name[..end]).filter(|name| !name.is_empty())
}

/// How far a document type goes, with what it defines in square brackets.
fn end_of_doctype(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    match text[..end].find('[') {
        Some(_) => text.find("]").and_then(|close| Some(close + text[close..].find('>')? + 1)),
        None => Some(end + 1),
    }
}

/// Whether browsers read a file of that name as XML.
pub(super) fn is_named(path: &str) -> bool {
    const ENDS: [&str; 12] =
        [".xml", ".xhtml", ".xht", ".svg", ".rss", ".atom", ".rdf", ".mathml", ".mml", ".xsl", ".xslt", ".xsd"];
    let path = path.to_ascii_lowercase();
    ENDS.iter().any(|end| path.ends_with(end))
}

/// Whether the bytes are a drawing: `svg` is the first element, with whatever prefix.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(begins, Some(b'<' | 0xef | 0xfe | 0xff))
        && root(&beginning(bytes)).is_some_and(|name| name.rsplit(':').next() == Some("svg"))
}

/// The first bytes of a file as text, whatever cannot be read replaced.
fn beginning(bytes: &[u8]) -> Cow<'_, str> {
    /// What is before the first element is seldom longer.
    const LENGTH: usize = 1 << 20;
    let bytes = &bytes[..bytes.len().min(LENGTH)];
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => Cow::Owned(wide(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Cow::Owned(wide(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes),
    }
}
