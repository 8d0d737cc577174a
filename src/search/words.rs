//! Texts as search terms, alike for what is written and what is typed.
//!
//! Words go in, terms come out without marks, case or forms that differ by keyboard.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in the form in which they are compared: the same for letters in either case, with or without marks, and
/// for letters of the Arabic script that keyboards write in different ways. Words of Chinese signs are whole runs of them.
///
/// Equal to `words` of `themes/…/scripts/search.js`, which does it with a reader's question.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().collect::<String>().to_lowercase();
    let mut words = Vec::new();
    let mut word = String::new();
    for character in plain.chars() {
        match fold(character) {
            Some(Fold::Words(plain)) => plain.chars().for_each(|letter| add(letter, &mut word, &mut words)),
            Some(Fold::Letter(letter)) => add(letter, &mut word, &mut words),
            None => add(character, &mut word, &mut words),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Adds a character to the word, or ends it.
fn add(character: char, word: &mut String, words: &mut Vec<String>) {
    let ends = !is_of_word(character) || word.chars().next().is_some_and(|first| is_han(first) != is_han(character));
    if ends && !word.is_empty() {
        words.push(std::mem::take(word));
    }
    if is_of_word(character) {
        word.push(character);
    }
}

/// What a word is found by: itself, or for a run of Chinese signs each pair of neighbours and the last sign alone, so that
/// every sign begins one of them.
pub fn terms(word: &str) -> Vec<String> {
    if !word.starts_with(is_han) {
        return vec![word.to_owned()];
    }
    let signs: Vec<char> = word.chars().collect();
    (0..signs.len()).map(|at| signs[at..signs.len().min(at + 2)].iter().collect()).collect()
}

/// Chinese is written without spaces.
pub fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Every character that stands for another, by what it becomes: as `[class, replacement]`, where the class is that of a regular
/// expression. So the script of the search needs no table of its own. No replacement is in a class, so their order does not matter.
pub fn folds() -> Vec<[String; 2]> {
    let mut classes: BTreeMap<String, Vec<(char, char)>> = BTreeMap::new();
    for character in '\u{0}'..='\u{ffff}' {
        let Some(plain) = fold(character) else { continue };
        let ranges = classes.entry(plain.to_string()).or_default();
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(character) => *last = character,
            _ => ranges.push((character, character)),
        }
    }
    let escaped = |character: char| format!("\\u{:04x}", u32::from(character));
    let class = |ranges: Vec<(char, char)>| {
        let pieces = ranges.into_iter().map(|(first, last)| {
            if first == last { escaped(first) } else { format!("{}-{}", escaped(first), escaped(last)) }
        });
        format!("[{}]", pieces.collect::<String>())
    };
    classes.into_iter().map(|(plain, ranges)| [class(ranges), plain]).collect()
}

/// What a character becomes, if it stands for another or is left out.
enum Fold {
    Words(&'static str),
    Letter(char),
}

impl fmt::Display for Fold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(plain) => out.write_str(plain),
            Self::Letter(plain) => out.write_char(*plain),
        }
    }
}

/// Which characters are left out, and which stand for others, in text that is decomposed and in small letters.
///
/// Left out are marks that many people do not write, what cannot be seen, and apostrophes. The vowels of Bengali and Gurmukhi
/// stay. Letters of the Arabic script are one where keyboards of different languages write different ones.
fn fold(character: char) -> Option<Fold> {
    let from = |first: char, plain: char| {
        char::from_u32(u32::from(plain) + (u32::from(character) - u32::from(first))).map(Fold::Letter)
    };
    let plain = match character {
        '\'' | '`' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' => "",
        // Latin, Greek and Cyrillic marks.
        '\u{300}'..='\u{36f}' => "",
        // Arabic: vowels, hamza alone or on its letter, the long stroke.
        '\u{610}'..='\u{61a}' | '\u{621}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{674}' => "",
        '\u{6d6}'..='\u{6ed}' => "",
        // The dot below letters of Bengali and Gurmukhi, the length marks of Ethiopic.
        '\u{9bc}' | '\u{a3c}' | '\u{135d}'..='\u{135f}' => "",
        // Joiners, directions, breaks.
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => "",
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{115f}' | '\u{1160}' => "",
        // What chooses a glyph.
        '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' => "",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        // Alef, yeh, kaf, gaf, heh, waw, reh, lam, noon.
        '\u{671}'..='\u{673}' => "\u{627}",
        '\u{649}' | '\u{6cc}'..='\u{6ce}' | '\u{6d0}' => "\u{64a}",
        '\u{6a9}' | '\u{6aa}' => "\u{643}",
        '\u{6ab}' => "\u{6af}",
        '\u{629}' | '\u{6be}' | '\u{6c1}' | '\u{6c3}' | '\u{6d5}' => "\u{647}",
        '\u{6c6}' | '\u{6c7}' => "\u{648}",
        '\u{695}' => "\u{631}",
        '\u{6b5}' => "\u{644}",
        '\u{6ba}' => "\u{646}",
        // Digits.
        '\u{660}'..='\u{669}' => return from('\u{660}', '0'),
        '\u{6f0}'..='\u{6f9}' => return from('\u{6f0}', '0'),
        '\u{9e6}'..='\u{9ef}' => return from('\u{9e6}', '0'),
        '\u{a66}'..='\u{a6f}' => return from('\u{a66}', '0'),
        // Two letters that Ethiopic has twice, each in seven forms and one more.
        '\u{1220}'..='\u{1227}' => return from('\u{1220}', '\u{1230}'),
        '\u{1340}'..='\u{1347}' => return from('\u{1340}', '\u{1338}'),
        _ => return None,
    };
    Some(Fold::Words(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_letter_stands_for_itself() {
        for [class, plain] in folds() {
            assert!(plain.chars().all(|character| fold(character).is_none()), "{class} becomes {plain}");
        }
    }

    #[test]
    fn every_chinese_sign_begins_a_term() {
        assert_eq!(terms("拨打电话"), ["拨打", "打电", "电话", "话"]);
        assert_eq!(terms("人"), ["人"]);
        assert_eq!(terms("help"), ["help"]);
    }
}
