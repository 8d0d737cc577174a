//! A page's text cut into the passages in which people edit it, and put together again.
//!
//! The ranges of passages and what is between them make up the whole text: whoever changes nothing gets the same bytes back.

use crate::content::Page;
use std::ops::Range;

/// Where the settings of a page are: the text between the two lines `+++`, and the beginning of what is behind them.
pub fn settings_of(text: &str) -> Option<(Range<usize>, usize)> {
    let is_fence = |line: &str| line.trim_end() == "+++";
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| is_fence(line))?;
    let start = first.len();
    let mut at = start;
    for line in lines {
        if is_fence(line) {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// The passages of a page, in order: whole lines, without the empty ones around them. What belongs to no block, such as a comment,
/// is a passage, too.
pub fn passages(text: &str, page: &Page) -> Vec<Range<usize>> {
    let begin = settings_of(text).map_or(0, |(_, behind)| behind);
    let nodes = page.body.nodes();
    let mut blocks: Vec<Range<usize>> = page
        .body
        .roots()
        .filter_map(|root| {
            let inside = nodes[root..page.body.end_of(root)].iter().map(|node| node.span.range());
            let whole = inside.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
            (whole.start >= begin && whole.end <= text.len() && whole.start < whole.end).then_some(whole)
        })
        .collect();
    blocks.sort_by_key(|block| block.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = begin;
    for block in blocks {
        let block = lines_around(text, block);
        if block.start < at {
            if let Some(last) = found.last_mut() {
                last.end = last.end.max(block.end);
            }
        } else {
            between(text, at..block.start, &mut found);
            found.push(block);
        }
        at = found.last().map_or(at, |last| last.end);
    }
    between(text, at..text.len(), &mut found);
    found
}

/// What is between two blocks and is not empty: the end of what encloses the first one belongs to it, everything else is on its own.
fn between(text: &str, gap: Range<usize>, found: &mut Vec<Range<usize>>) {
    if text[gap.clone()].trim().is_empty() {
        return;
    }
    let own = trimmed(text, gap);
    match found.last_mut() {
        Some(last) if text[own.clone()].starts_with("{% end") => last.end = own.end,
        _ => found.push(own),
    }
}

/// The whole lines of a block, without white space at its end.
fn lines_around(text: &str, block: Range<usize>) -> Range<usize> {
    let start = text[..block.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = block.start + text[block.clone()].trim_end().len();
    let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    trimmed(text, start..end)
}

/// Without the line ends and empty lines around it; the white space that begins a line stays, as it may mean something.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let end = range.start + own.trim_end().len();
    let blank = own.len() - own.trim_start().len();
    let start = own[..blank].rfind('\n').map_or(range.start, |newline| range.start + newline + 1);
    start..end.max(start)
}

/// A text with other words in some of its passages: `None` leaves one as it is, byte for byte. An empty one goes, and the empty
/// lines behind it.
///
/// What was typed gets the line ends of the file.
pub fn with_passages(text: &str, passages: &[Range<usize>], typed: &[Option<&str>]) -> String {
    let line_end = line_end(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (passage, typed) in passages.iter().zip(typed) {
        out.push_str(&text[at..passage.start]);
        at = passage.end;
        match typed.map(|words| words.trim_end()) {
            None => out.push_str(&text[passage.clone()]),
            Some("") => at += text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len(),
            Some(words) => out.push_str(&words.trim_start_matches('\n').replace('\n', line_end)),
        }
    }
    out.push_str(&text[at..]);
    // Nothing may be left but the end of the line that ends the file.
    if out.len() < text.len() && !out.ends_with('\n') && text.ends_with('\n') {
        out.push_str(line_end);
    }
    out
}

/// How the lines of a text end.
pub fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Payload, parse};
    use crate::source::Source;

    fn cut(text: &str) -> Vec<String> {
        let content = parse(&Source::from_bytes("content/a.md", text.as_bytes().to_vec()));
        let Payload::Page(page) = &content.payload else { panic!("no page") };
        let passages = passages(text, page);
        assert_eq!(with_passages(text, &passages, &vec![None; passages.len()]), text);
        passages.into_iter().map(|passage| text[passage].to_owned()).collect()
    }

    #[test]
    fn a_page_is_cut_into_its_blocks() {
        let text = "+++\ntitle = \"A\"\n+++\n\nOne\ntwo.\n\n## Three\n\n- four\n\n- five\n  six\n\n> seven\n";
        assert_eq!(cut(text), ["One\ntwo.", "## Three", "- four\n\n- five\n  six", "> seven"]);
    }

    #[test]
    fn what_encloses_others_is_one_passage_and_a_comment_is_one_too() {
        let text = "+++\ntitle = \"A\"\n+++\n{% critical() %}\nOne.\n\nTwo.\n{% end %}\n\n{# not yet #}\n\nThree [x].\n\n[x]: /y/\n";
        let found = cut(text);
        assert_eq!(found[0], "{% critical() %}\nOne.\n\nTwo.\n{% end %}");
        assert!(found.iter().any(|passage| passage.contains("not yet")), "{found:?}");
        assert!(found.iter().any(|passage| passage.contains("[x]: /y/")), "{found:?}");
    }

    #[test]
    fn pages_without_text_and_with_other_line_ends_are_cut_too() {
        assert!(cut("+++\ntitle = \"A\"\n+++\n").is_empty());
        assert_eq!(cut("+++\r\ntitle = \"A\"\r\n+++\r\n\r\nOne\r\ntwo.\r\n\r\nThree."), ["One\r\ntwo.", "Three."]);
    }

    #[test]
    fn what_was_typed_takes_its_place_and_nothing_else_changes() {
        let text = "+++\r\ntitle = \"A\"\r\n+++\r\n\r\nOne.\r\n\r\n\r\nTwo.\r\n\r\nThree.\r\n";
        let passages = [25..29, 35..39, 43..49];
        assert_eq!(&text[passages[1].clone()], "Two.");
        let with = |typed: [Option<&str>; 3]| with_passages(text, &passages, &typed)[25..].to_owned();
        assert_eq!(with([None, Some("2\n\nand more\n"), None]), "One.\r\n\r\n\r\n2\r\n\r\nand more\r\n\r\nThree.\r\n");
        assert_eq!(with([None, Some(" "), None]), "One.\r\n\r\n\r\nThree.\r\n");
        assert_eq!(with([None, None, Some("")]), "One.\r\n\r\n\r\nTwo.\r\n\r\n");
    }
}
