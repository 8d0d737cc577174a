//! Comments of authors, `<!-- … -->`: found before Markdown is parsed, so that they hide themselves and nothing else.
//!
//! Markdown ends a block of HTML at the end of a line, an empty line or a tag, so words behind a comment would go with it and an
//! empty line in one would show the rest. So comments are masked like shortcodes: by as many bytes that mean nothing.
//! Ends of comments: CommonMark 0.31, section 6.6, where `<!-->` and `<!--->` are whole ones.

use std::ops::Range;

/// What a comment is masked by: one byte long, no white space, no punctuation, and no author can write it, because control
/// characters are errors.
pub const COMMENT_MASK: char = '\u{1}';

/// The comments of a text.
#[derive(Debug, Default)]
pub struct Comments {
    /// Where they are, in order and apart from each other.
    pub ranges: Vec<Range<usize>>,
    /// Where one begins that never ends.
    pub unclosed: Option<usize>,
}

impl Comments {
    /// Whether a byte is in one.
    pub fn hold(&self, at: usize) -> bool {
        self.within(at..at + 1).next().is_some()
    }

    /// Those that reach into `range`.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let from = self.ranges.partition_point(|comment| comment.end <= range.start);
        self.ranges[from..].iter().take_while(move |comment| comment.start < range.end)
    }
}

/// Finds the comments of `text`. Those in `code` are none, and `masks` are of something else: none begins there, and one that would
/// end inside of one does not end.
pub fn find_comments(text: &str, code: &[Range<usize>], masks: &[Range<usize>]) -> Comments {
    let mut comments = Comments::default();
    let mut from = 0;
    while let Some(start) = text[from..].find("<!--").map(|found| from + found) {
        let nearest = code[..code.partition_point(|code| code.start <= start)].last();
        let own_code = nearest
            .filter(|code| code.contains(&start))
            .filter(|code| comments.ranges.last().is_none_or(|last| code.start >= last.end));
        let masked = masks[..masks.partition_point(|mask| mask.start <= start)].last();
        let masked = masked.is_some_and(|mask| mask.contains(&start));
        let escaped = text[..start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        if own_code.is_some() || escaped || masked {
            from = start + 4;
            continue;
        }
        let cuts = |end: &usize| {
            let before = masks[..masks.partition_point(|mask| mask.start < *end)].last();
            before.is_some_and(|mask| *end < mask.end)
        };
        match end_of_comment(text, start).filter(|end| !cuts(end)) {
            Some(end) => {
                comments.ranges.push(start..end);
                from = end;
            }
            None => {
                comments.unclosed = Some(start);
                break;
            }
        }
    }
    comments
}

fn end_of_comment(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let short = ["<!-->", "<!--->"].into_iter().find(|whole| rest.starts_with(whole));
    short.map(|whole| start + whole.len()).or_else(|| rest[4..].find("-->").map(|end| start + 4 + end + 3))
}

/// Masks the comments in `masked`, which is as long as `text`. One that has its lines for itself stays a block of HTML, as its
/// lines separate what is above and below.
pub fn mask_comments(text: &str, masked: &str, comments: &Comments) -> String {
    let mut out = String::with_capacity(masked.len());
    let mut done = 0;
    for comment in &comments.ranges {
        out.push_str(&masked[done..comment.start]);
        let length = comment.len();
        if stands_alone(text, comment) && length >= 7 {
            let inner = &text[comment.start + 4..comment.end - 3];
            out.push_str("<!--");
            out.extend(inner.bytes().map(|byte| if byte == b'\n' { '\n' } else { 'x' }));
            out.push_str("-->");
        } else if stands_alone(text, comment) {
            out.push_str(&text[comment.clone()]);
        } else {
            out.extend(std::iter::repeat_n(COMMENT_MASK, length));
        }
        done = comment.end;
    }
    out.push_str(&masked[done..]);
    out
}

/// Whether nothing else is in its lines; one of several lines must begin at the margin, or a list around it would end it.
fn stands_alone(text: &str, comment: &Range<usize>) -> bool {
    // Looks no further than it must: a line may hold thousands of comments.
    let before = text[..comment.start].trim_end_matches(' ');
    let behind = text[comment.end..].chars().find(|character| *character == '\n' || !character.is_whitespace());
    let deepest = if text[comment.clone()].contains('\n') { 0 } else { 3 };
    let is_first = before.is_empty() || before.ends_with('\n');
    is_first && comment.start - before.len() <= deepest && behind.is_none_or(|character| character == '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let comments = find_comments(text, &[], &[]);
        let masked = mask_comments(text, text, &comments);
        assert_eq!(masked.len(), text.len(), "offsets must stay true");
        assert_eq!(masked.replace(COMMENT_MASK, "·"), expected);
    }

    #[test]
    fn comments_hide_themselves_alone() {
        check("<!-- a --> b", "·········· b");
        check("a <!-- b\n\nc --> d", "a ············· d");
        check("<!--\n<p>a</p>\n\nb\n-->\nc", "<!--\nxxxxxxxx\n\nx\n-->\nc");
        check("- <!-- a -->", "- ··········");
        check("<!--> a", "····· a");
        check("<!---> a -->", "······ a -->");
        check("\\<!-- a -->", "\\<!-- a -->");
        check("a <!-- b", "a <!-- b");
        let mask = "<!-- \u{e000}x-->x\u{e001} -->";
        assert_eq!(
            find_comments(mask, &[], std::slice::from_ref(&(5..15))).unclosed,
            Some(0),
            "it would end in a shortcode"
        );
        assert!(find_comments("\u{e000}<!--x\u{e001} -->", &[], std::slice::from_ref(&(0..11))).ranges.is_empty());
    }

    #[test]
    fn code_is_no_comment() {
        let text = "`<!--` a <!-- b -->";
        let code = std::iter::once(0..6).collect::<Vec<_>>();
        assert_eq!(find_comments(text, &code, &[]).ranges, std::iter::once(9..19).collect::<Vec<_>>());
        assert_eq!(find_comments("a <!-- b", &[], &[]).unclosed, Some(2));
    }
}
