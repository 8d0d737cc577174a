use roxmltree::{Document, Node, ParsingOptions};
use std::borrow::Cow;

/// Elements and texts of one file at most: no drawing that a person made comes near.
const MOST_NODES: u32 = 4_000_000;

/// The bytes of an XML file as text: UTF-8, or UTF-16 with its mark. What stands around the first and last bracket is left out.
pub(super) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok().map(Cow::Owned)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

/// Parses a text and tells `look` of every node, from the first to the last. `None` if it is damaged.
pub(super) fn each<'t>(text: &'t str, mut look: impl FnMut(Node<'_, 't>)) -> Option<()> {
    // Illustrator names its namespaces in a DTD. What entities may hold is capped by the parser.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text.trim_matches(|c: char| c == '\0' || c.is_whitespace()), options).ok()?;
    document.descendants().for_each(&mut look);
    Some(())
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

/// Whether the bytes are a drawing: `svg` is the first element.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    for (start, end) in
        [(b"<?".as_slice(), b"?>".as_slice()), (b"<!--", b"-->"), (b"<!DOCTYPE svg", b">"), (b"<!--", b"-->")]
    {
        if rest.starts_with(start) {
            let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
            rest = rest[at + end.len()..].trim_ascii_start();
        }
    }
    rest.starts_with(b"<svg")
}
