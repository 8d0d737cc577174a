//! Words as Markdown that a page shows exactly.
//!
//! No sign of theirs is taken for a mark.

/// Writes words in Markdown so that a page shows exactly these: no sign of theirs is taken for a mark.
///
/// `starts_line` says whether they begin a line of the file.
/// Source: CommonMark 0.31, sections 2.4 and 4; the extensions that `content/markdown.rs` turns on.
pub fn escaped(words: &str, starts_line: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let start = if starts_line { start_of_block(words) } else { None };
    let characters: Vec<(usize, char)> = words.char_indices().collect();
    for (index, (at, character)) in characters.iter().enumerate() {
        let neighbour = |step: isize| index.checked_add_signed(step).and_then(|index| characters.get(index));
        let in_word = |step: isize| neighbour(step).is_some_and(|(_, next)| next.is_alphanumeric());
        let rest = &words[at + character.len_utf8()..];
        let is_mark = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '{' | '~' => true,
            '_' => !(in_word(-1) && in_word(1)),
            '&' => rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '#'),
            // At the end of a heading they would close it.
            '#' => rest.trim_end_matches('#').trim().is_empty(),
            _ => false,
        };
        if is_mark || start == Some(*at) {
            out.push('\\');
        }
        out.push(*character);
    }
    out
}

/// The sign at the beginning of a line that would make a block of another kind of it: a list, a heading, a quotation.
fn start_of_block(words: &str) -> Option<usize> {
    let from = words.len() - words.trim_start().len();
    let line = &words[from..];
    if line.starts_with(['#', '>', '-', '+', '=', ':']) {
        return Some(from);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbers = digits > 0 && line[digits..].starts_with(['.', ')']);
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    (numbers && ends(&line[digits + 1..])).then_some(from + digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_would_be_marks_are_escaped() {
        let check = |words: &str, expected: &str| assert_eq!(escaped(words, true), expected);
        check("plain, words. (24/7) – 50 % a_b", "plain, words. (24/7) – 50 % a_b");
        check("[x](http://evil.example)", "\\[x\\](http://evil.example)");
        check("# No", "\\# No");
        check("- no", "\\- no");
        check("12) no", "12\\) no");
        check("12.5 no", "12.5 no");
        check("a {#id}", "a \\{#id}");
        check("{{ number(id=\"x\") }}", "\\{\\{ number(id=\"x\") }}");
        check("<!-- a -->", "\\<!-- a -->");
        check("Title ##", "Title \\#\\#");
        check("C# is", "C# is");
        check("Fish &amp; &#58; & R&D", "Fish \\&amp; \\&#58; & R\\&D");
        check("_a_ *b* ~c~ `d` |", "\\_a\\_ \\*b\\* \\~c\\~ \\`d\\` \\|");
        assert_eq!(escaped("- no", false), "- no");
    }
}
