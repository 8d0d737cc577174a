//! Parts of a translated text: words, and placeholders for marks and numbers.
//!
//! What came back is compared with what went out.

use super::figure::{figures, same_figures};
use super::segment::SegmentToken;
use crate::diagnostic::{Diagnostic, Location, report};

/// A part of a translated text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentPart {
    /// Words.
    Words(String),
    /// The thing of that number is here.
    Keep(usize),
    /// The thing of that number begins here.
    Open(usize),
    /// It ends here.
    Close(usize),
}

/// Gives every thing of a text its number: 1 and up, the two ends of one thing have one number.
pub fn numbered(tokens: &[SegmentToken]) -> Vec<SegmentPart> {
    let mut open = Vec::new();
    let mut next = 0;
    let parts = tokens.iter().map(|token| match token {
        SegmentToken::Words { shown, .. } => SegmentPart::Words(shown.clone()),
        SegmentToken::Keep(_) => {
            next += 1;
            SegmentPart::Keep(next)
        }
        SegmentToken::Open(_) => {
            next += 1;
            open.push(next);
            SegmentPart::Open(next)
        }
        SegmentToken::Close(_) => SegmentPart::Close(open.pop().unwrap_or_default()),
    });
    parts.collect()
}

/// What parts say, for comparing them with others: marks as `{1}` and `{/1}`, nothing of white space, dashes for hyphenation or
/// the style of quotation marks.
pub fn comparable(parts: &[SegmentPart]) -> String {
    let shown = parts.iter().map(|part| match part {
        SegmentPart::Words(words) => words.clone(),
        SegmentPart::Keep(number) | SegmentPart::Open(number) => format!("{{{number}}}"),
        SegmentPart::Close(number) => format!("{{/{number}}}"),
    });
    let shown: String = shown.collect();
    crate::text::plain_words(&shown).chars().filter(|sign| *sign != ' ' && *sign != '\u{ad}').collect()
}

/// The words among parts, without the marks.
pub fn words_of(parts: &[SegmentPart]) -> String {
    parts
        .iter()
        .filter_map(|part| if let SegmentPart::Words(words) = part { Some(words.as_str()) } else { None })
        .collect()
}

/// Puts the things of a source where a translation says. Every one of them must be there once, in balanced order, and every number.
///
/// The words are as readers are to see them; nothing is written in Markdown yet.
pub fn placed(
    tokens: &[SegmentToken],
    parts: &[SegmentPart],
    at: &Location,
    id: &str,
) -> Result<Vec<SegmentToken>, Diagnostic> {
    let marks = numbered(tokens);
    let mut wanted: Vec<usize> =
        (0..marks.len()).filter(|index| !matches!(marks[*index], SegmentPart::Words(_))).collect();
    let mut made = Vec::new();
    let mut own = Vec::new();
    for part in parts {
        if let SegmentPart::Words(words) = part {
            if let Some(sign) = words.chars().find(|sign| is_shapeless(*sign)) {
                return Err(report::text_sign(at.clone(), id, sign));
            }
            made.push(SegmentToken::plain(words));
            continue;
        }
        // A table says `{1}` of both what is and what begins.
        let is_meant = |mark: &SegmentPart| match (mark, part) {
            (SegmentPart::Open(one), SegmentPart::Keep(other)) => one == other,
            _ => mark == part,
        };
        let Some(position) = wanted.iter().position(|index| is_meant(&marks[*index])) else {
            return Err(report::text_extra_placeholder(at.clone(), id, &shown(part)));
        };
        let index = wanted.remove(position);
        own.push(&marks[index]);
        made.push(tokens[index].clone());
    }
    if let Some(missing) = wanted.first() {
        return Err(report::text_missing_placeholder(at.clone(), id, &shown(&marks[*missing])));
    }
    if !is_nested(&own) {
        return Err(report::text_nesting(at.clone(), id));
    }
    let (source, words) = (words_of(&marks), words_of(parts));
    if !same_figures(&source, &words) {
        let list = |text: &str| figures(text).join(", ");
        return Err(report::text_numbers(at.clone(), id, &list(&words), &list(&source)));
    }
    let made = tidied(made);
    if words.trim().is_empty() && !source.trim().is_empty() {
        return Err(report::text_missing(at.clone(), id));
    }
    match empty_pair(&made, tokens) {
        Some(number) => Err(report::text_empty_pair(at.clone(), id, number)),
        None => Ok(made),
    }
}

/// The number of a thing that is around nothing, and does not in the source.
fn empty_pair(made: &[SegmentToken], tokens: &[SegmentToken]) -> Option<usize> {
    let marks = numbered(tokens);
    let is_empty = |pair: &[SegmentToken]| matches!(pair, [SegmentToken::Open(_), SegmentToken::Close(_)]);
    let empty = made.windows(2).find(|pair| is_empty(pair))?;
    let index = tokens.iter().position(|token| *token == empty[0])?;
    match marks[index] {
        SegmentPart::Open(number) => Some(number),
        _ => None,
    }
}

/// Signs that nobody sees and no text needs: controls, overrides of the direction, signs for private use or of a broken encoding.
///
/// Joiners and the marks of direction that languages are written with are none of them.
fn is_shapeless(sign: char) -> bool {
    let is_space = matches!(sign, '\t' | '\n' | '\r');
    let code = u32::from(sign);
    (sign.is_control() && !is_space)
        || matches!(sign, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{fff9}'..='\u{fffd}')
        || (0xe_0000..=0x10_ffff).contains(&code)
        || code & 0xfffe == 0xfffe
}

fn shown(part: &SegmentPart) -> String {
    match part {
        SegmentPart::Words(words) => words.clone(),
        SegmentPart::Keep(0) | SegmentPart::Open(0) | SegmentPart::Close(0) => {
            "a placeholder without one of our numbers".to_owned()
        }
        SegmentPart::Keep(number) | SegmentPart::Open(number) => format!("placeholder {number}"),
        SegmentPart::Close(number) => format!("the end of placeholder {number}"),
    }
}

fn is_nested(parts: &[&SegmentPart]) -> bool {
    let mut open = Vec::new();
    for part in parts {
        match part {
            SegmentPart::Open(number) => open.push(*number),
            SegmentPart::Close(number) if open.pop() != Some(*number) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

/// Gives white space its place: one space between words, none at the ends, inside what is around words, or beside the end of a
/// line. What a page shows does not change by that, and Markdown needs it.
pub fn tidied(tokens: Vec<SegmentToken>) -> Vec<SegmentToken> {
    let mut made: Vec<SegmentToken> = Vec::new();
    let mut space = false;
    for token in tokens {
        match token {
            SegmentToken::Words { shown, .. } => {
                for (index, word) in shown.split(is_space).enumerate() {
                    space |= index > 0;
                    if !word.is_empty() {
                        push_space(&mut made, std::mem::take(&mut space));
                        push_words(&mut made, word);
                    }
                }
            }
            SegmentToken::Keep(_) => {
                let space = std::mem::take(&mut space);
                push_space(&mut made, space && !token.ends_line());
                made.push(token);
            }
            SegmentToken::Open(_) | SegmentToken::Close(_) => made.push(token),
        }
    }
    made
}

/// White space that lines and tools make. What keeps words together, such as U+00A0, is part of them.
fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r')
}

/// A space belongs before what begins right here.
fn push_space(made: &mut Vec<SegmentToken>, space: bool) {
    let at = made.iter().rposition(|token| !matches!(token, SegmentToken::Open(_))).map_or(0, |index| index + 1);
    if !space || at == 0 || made[at - 1].ends_line() {
        return;
    }
    match &mut made[at - 1] {
        SegmentToken::Words { written, shown } => {
            written.push(' ');
            shown.push(' ');
        }
        _ => made.insert(at, SegmentToken::plain(" ")),
    }
}

fn push_words(made: &mut Vec<SegmentToken>, word: &str) {
    match made.last_mut() {
        Some(SegmentToken::Words { written, shown }) => {
            written.push_str(word);
            shown.push_str(word);
        }
        _ => made.push(SegmentToken::plain(word)),
    }
}
