//! Characters that have no shape, or none that readers share: what they do to a text, and how a message shows them.
//!
//! Classes of characters: The Unicode Standard 16, chapters 5.21 and 23; pairs of directions: UAX #9, section 2.

use std::borrow::Cow;

/// A character that readers do not see, or see as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Its offset in bytes.
    pub at: usize,
    /// The character.
    pub character: char,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a character that has no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A code for machines, which no browser shows.
    Control,
    /// It turns words around.
    Turns,
    /// It begins or ends a direction, and its partner is missing.
    Unpaired,
    /// Fonts agree on no shape for it.
    PrivateUse,
    /// It stands for a letter that was lost, or for none at all.
    NoLetter,
    /// It cannot be seen, and the script around it has no use for it.
    Invisible,
}

/// Where a direction must end that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Where the next empty line is, as in Markdown.
    Paragraph,
    /// At the end of the line, as in TOML and CSV.
    Line,
}

/// The characters of `text` that have no shape and no good reason to be there, in order.
pub fn unseen(text: &str, extent: Extent) -> Vec<Unseen> {
    let mut found = Vec::new();
    let mut open: Vec<Unseen> = Vec::new();
    let mut before = None;
    let mut in_flag = false;
    let mut empty_line = false;
    for (at, character) in text.char_indices() {
        if is_plain(character) {
            in_flag = false;
            empty_line &= matches!(character, ' ' | '>');
            before = Some(character);
            continue;
        }
        let after = text[at + character.len_utf8()..].chars().next();
        in_flag = character == '\u{1f3f4}' || (in_flag && is_tag(character));
        match character {
            '\u{202d}' | '\u{202e}' => {
                found.push(Unseen { at, character, why: Why::Turns });
                open.push(Unseen { at: usize::MAX, character, why: Why::Turns });
            }
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => {
                open.push(Unseen { at, character, why: Why::Unpaired });
            }
            '\u{202c}' | '\u{2069}' => {
                let partner = |opened: &mut Unseen| (opened.character < '\u{2060}') == (character == '\u{202c}');
                if open.pop_if(partner).is_none() {
                    found.push(Unseen { at, character, why: Why::Unpaired });
                }
            }
            '\n' if extent == Extent::Line || empty_line => found.append(&mut open),
            _ if is_tag(character) && in_flag => {}
            _ => found.extend(why(character, before, after).map(|why| Unseen { at, character, why })),
        }
        empty_line = character == '\n' || empty_line && matches!(character, ' ' | '\t' | '\r' | '>');
        before = Some(character);
    }
    found.append(&mut open);
    found.retain(|unseen| unseen.at != usize::MAX);
    found.sort_by_key(|unseen| unseen.at);
    found
}

/// `text` for a message: what cannot be seen is written as its number, so that two names that look alike can be told apart.
pub fn show_unseen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\n') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_unseen_in_names(character) || why(character, before, characters.peek().copied()).is_some() {
            shown.push_str(&name(character));
        } else {
            shown.push(character);
        }
        before = Some(character);
    }
    Cow::Owned(shown)
}

/// The number of a character as Unicode writes it: `U+200B`.
pub fn name(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// What words may hold but two names must not differ by.
fn is_unseen_in_names(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn why(character: char, before: Option<char>, after: Option<char>) -> Option<Why> {
    match character {
        '\t' | '\n' | '\r' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some(Why::Control),
        '\u{fff9}'..='\u{fffd}' | '\u{fdd0}'..='\u{fdef}' => Some(Why::NoLetter),
        _ if u32::from(character) & 0xfffe == 0xfffe => Some(Why::NoLetter),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some(Why::PrivateUse),
        '\u{200c}' | '\u{200d}' => (!joins(before) && !joins(after)).then_some(Why::Invisible),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => (!varies(before)).then_some(Why::Invisible),
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}' => Some(Why::Invisible),
        '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => Some(Why::Invisible),
        _ => None,
    }
}

/// A quick look: nearly all characters of a text are among these.
fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a0}'..='\u{34e}' | '\u{350}'..='\u{115e}' | '\u{3165}'..='\u{d7ff}')
}

fn is_tag(character: char) -> bool {
    matches!(character, '\u{e0020}'..='\u{e007f}')
}

/// Whether joiners have a meaning beside that character: scripts of Arabic and Indic descent, Mongolian, pictures of people.
fn joins(character: Option<char>) -> bool {
    matches!(
        character,
        Some(
            '\u{600}'..='\u{8ff}'
            | '\u{900}'..='\u{dff}'
            | '\u{f00}'..='\u{109f}'
            | '\u{1700}'..='\u{18af}'
            | '\u{1a00}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{fb1d}'..='\u{fdcf}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{fe0f}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
            | '\u{10a00}'..='\u{11fff}',
        )
    )
}

/// Whether that character has variants to select from: digits, symbols and pictures, Chinese and other signs, never a space or
/// a Latin letter.
fn varies(character: Option<char>) -> bool {
    character.is_some_and(|c| match c {
        '0'..='9' | '#' | '*' | '©' | '®' => true,
        _ => {
            u32::from(c) >= 0x1000
                && !c.is_whitespace()
                && !matches!(c, '\u{2000}'..='\u{2012}' | '\u{fe00}'..='\u{feff}')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, Why)]) {
        let found: Vec<(usize, Why)> =
            unseen(text, Extent::Paragraph).into_iter().map(|unseen| (unseen.at, unseen.why)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_a_script_needs_stays() {
        for text in [
            "می\u{200c}شود",
            "ক\u{200d}ষ",
            "ਕ\u{200d}ਰ",
            "👩\u{200d}👧",
            "#\u{fe0f}\u{20e3}",
            "☎\u{fe0f}",
            "葛\u{e0100}",
            "a\u{200e}b\u{200f}",
            "co\u{ad}operate",
            "\u{2067}اردو\u{2069}",
            "\u{202a}0121 496 0000\u{202c}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "tab\tand\r\nline",
            "\u{2066}one\ntwo\u{2069}",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn what_nobody_sees_is_found() {
        check("a\0b", &[(1, Why::Control)]);
        check("a\u{85}b\u{2028}c", &[(1, Why::Control), (4, Why::Control)]);
        check("a\u{202e}b\u{202c}", &[(1, Why::Turns)]);
        check("a\u{2067}b", &[(1, Why::Unpaired)]);
        check("a\u{2067}b\n\nc\u{2069}", &[(1, Why::Unpaired), (8, Why::Unpaired)]);
        check("a\u{202c}", &[(1, Why::Unpaired)]);
        check("\u{f0b7} item", &[(0, Why::PrivateUse)]);
        check("a\u{fffd}\u{ffff}\u{fdd0}", &[(1, Why::NoLetter), (4, Why::NoLetter), (7, Why::NoLetter)]);
        check("help\u{200b}line", &[(4, Why::Invisible)]);
        check("help\u{200d}line \u{fe0f}", &[(4, Why::Invisible), (12, Why::Invisible)]);
        check("\u{e0041}", &[(0, Why::Invisible)]);
    }

    #[test]
    fn a_line_of_data_stands_alone() {
        assert_eq!(unseen("a = \"\u{2067}b\"\nc = \"\u{2069}\"", Extent::Line).len(), 2);
    }

    #[test]
    fn messages_show_what_cannot_be_seen() {
        assert_eq!(show_unseen("help\u{200b}line"), "helpU+200Bline");
        assert_eq!(show_unseen("می\u{200c}شود"), "می\u{200c}شود");
        assert_eq!(show_unseen("a\u{ad}b\u{200f}"), "aU+00ADbU+200F");
        assert_eq!(show_unseen("plain"), "plain");
    }
}
