//! Words of others, made harmless for terminals.
//!
//! Whatever a terminal would obey is shown as its number.

use std::borrow::Cow;

/// Shows text that somebody else wrote, in one line, on a terminal: what a terminal would obey, and what turns the order of words
/// around, becomes a sign that can be seen.
///
/// A name with a line break cannot make lines of its own, and none can colour, move or erase what is there. Signs that only
/// join letters or give them a direction stay: people write with them.
pub fn on_terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| if is_hidden(character) { sign(character) } else { character }).collect())
}

/// Shows the program's own lines, which may hold such text, as they are: line breaks and colours stay, all else as in
/// [`on_terminal`].
pub fn lines_on_terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| character != '\n' && is_hidden(character)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = colour(rest).unwrap_or(character.len_utf8());
        let is_kept = character == '\n' || length > character.len_utf8() || !is_hidden(character);
        if is_kept {
            out.push_str(&rest[..length])
        } else {
            out.push(sign(character))
        }
        rest = &rest[length..];
    }
    Cow::Owned(out)
}

/// Writes JSON, whose line breaks are between its values, so that nothing in its texts reaches a terminal as it is. It means the
/// same. Source: RFC 8259, section 7.
pub fn json_on_terminal(json: &str) -> Cow<'_, str> {
    let is_bare = |character: char| character != '\n' && is_hidden(character);
    if !json.contains(is_bare) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if is_bare(character) {
            character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// What a terminal obeys (Unicode's Cc, line and paragraph separators), what reorders text (UAX 9), and what stands for nothing
/// at all: deprecated formats, marks between lines, tags. Source: UnicodeData.txt, general categories Cc, Zl, Zp and Cf.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// What is shown instead: Unicode's pictures of control characters, where there are some.
fn sign(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// The length of a colour or style that begins here, as this program writes them. Source: ECMA-48, section 8.3.117.
fn colour(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let end = rest.find(|character: char| !character.is_ascii_digit() && character != ';')?;
    rest[end..].starts_with('m').then_some(end + "\u{1b}[m".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_one_line_and_obeyed_by_nobody() {
        let check = |text, expected| assert_eq!(on_terminal(text), expected, "{text:?}");
        check("Comms lead", "Comms lead");
        check("one\ntwo\r\n", "one␊two␍␊");
        check("a\tb", "a b");
        check("\u{1b}[31mred\u{1b}]0;title\u{7}", "␛[31mred␛]0;title␇");
        check("\u{9b}31m \u{85} \u{7f} \0", "\u{fffd}31m \u{fffd} ␡ ␀");
        check("a\u{2028}b\u{202e}c\u{2066}d\u{e0041}", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}");
        // Persian is written with joiners, and marks of direction are part of many texts.
        check("می\u{200c}شود \u{200f}", "می\u{200c}شود \u{200f}");
    }

    #[test]
    fn own_lines_keep_breaks_and_colours_alone() {
        let check = |text, expected| assert_eq!(lines_on_terminal(text), expected, "{text:?}");
        check("one\ntwo\n", "one\ntwo\n");
        check("\u{1b}[1;31mred\u{1b}[0m\n", "\u{1b}[1;31mred\u{1b}[0m\n");
        check("\u{1b}[2J\u{1b}[H", "␛[2J␛[H");
        check("\u{1b}[31", "␛[31");
        check("\u{1b}]8;;https://a.example\u{1b}\\x", "␛]8;;https://a.example␛\\x");
        check("a\rb", "a␍b");
    }

    #[test]
    fn json_says_the_same_in_plain_signs() {
        let value = serde_json::json!({ "name": "a\u{9b}\u{202e}\u{e0041}\u{7f}\n" });
        let json = serde_json::to_string_pretty(&value).unwrap_or_default();
        let shown = json_on_terminal(&json);
        assert!(!shown.contains(|character| character != '\n' && is_hidden(character)), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).ok(), Some(value));
    }
}
