//! Which scripts a text is written in, and which ones a language uses.
//!
//! Letters that a language does not use are names of another one, or mistakes.

use std::ops::Range;

/// A set of scripts, one bit each. Latin is in none of them: words in Latin letters are in texts of every language.
pub type Scripts = u32;

const ARABIC: Scripts = 1;
const HEBREW: Scripts = 1 << 1;
const CYRILLIC: Scripts = 1 << 2;
const GREEK: Scripts = 1 << 3;
const DEVANAGARI: Scripts = 1 << 4;
const BENGALI: Scripts = 1 << 5;
const GURMUKHI: Scripts = 1 << 6;
const GUJARATI: Scripts = 1 << 7;
/// Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala.
const SOUTHERN: Scripts = 1 << 8;
/// Thai, Lao, Tibetan, Burmese, Khmer.
const SOUTH_EASTERN: Scripts = 1 << 9;
const GEORGIAN: Scripts = 1 << 10;
const ARMENIAN: Scripts = 1 << 11;
const ETHIOPIC: Scripts = 1 << 12;
const HAN: Scripts = 1 << 13;
const KANA: Scripts = 1 << 14;
const HANGUL: Scripts = 1 << 15;

/// The scripts that a language is written in, by its tag; a script in the tag decides.
///
/// **source**: CLDR, likely subtags, for the languages that live in the United Kingdom in some number.
pub fn scripts_of(tag: &str) -> Scripts {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    if let Some(script) = parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        return match script {
            "Arab" => ARABIC,
            "Hebr" => HEBREW,
            "Cyrl" => CYRILLIC,
            "Grek" => GREEK,
            "Deva" => DEVANAGARI,
            "Beng" => BENGALI,
            "Guru" => GURMUKHI,
            "Gujr" => GUJARATI,
            "Geor" => GEORGIAN,
            "Armn" => ARMENIAN,
            "Ethi" => ETHIOPIC,
            "Hans" | "Hant" | "Hani" => HAN,
            "Jpan" => HAN | KANA,
            "Kore" | "Hang" => HAN | HANGUL,
            _ => 0,
        };
    }
    match language {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "sdh" | "sd" | "ug" | "prs" | "bal" | "phr" | "skr" | "ks" => ARABIC,
        "he" | "yi" | "iw" => HEBREW,
        "ru" | "uk" | "bg" | "be" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" | "tt" | "ce" => CYRILLIC,
        "el" => GREEK,
        "hi" | "mr" | "ne" | "sa" | "mai" | "bho" => DEVANAGARI,
        "bn" | "as" | "syl" => BENGALI,
        "pa" => GURMUKHI,
        "gu" => GUJARATI,
        "ta" | "te" | "kn" | "ml" | "or" | "si" => SOUTHERN,
        "th" | "lo" | "my" | "km" | "bo" => SOUTH_EASTERN,
        "ka" => GEORGIAN,
        "hy" => ARMENIAN,
        "am" | "ti" | "tig" => ETHIOPIC,
        "zh" | "yue" | "cmn" | "wuu" | "nan" => HAN,
        "ja" => HAN | KANA,
        "ko" => HAN | HANGUL,
        _ => 0,
    }
}

/// Whether the letter is of a script that joins small words to the next one, or has no spaces between words.
pub fn is_joined(letter: char) -> bool {
    script(letter) & (ARABIC | HEBREW | ETHIOPIC | HAN | KANA | SOUTH_EASTERN) != 0
}

/// The first run of letters of a script that is not among `expected`; `None` if there is none.
///
/// Runs of one letter are left alone: a sign such as Ω or a letter as an example is no word.
pub fn foreign_run(text: &str, expected: Scripts) -> Option<&str> {
    let mut start = None;
    let mut letters = 0;
    for (at, character) in text.char_indices() {
        let script = script(character);
        if script != 0 && script & expected == 0 {
            start = start.or(Some(at));
            letters += 1;
        } else if letters > 0 && !matches!(character, ' ' | '\u{200c}' | '\u{200d}') {
            if letters > 1 {
                return start.map(|start| text[start..at].trim_end());
            }
            (start, letters) = (None, 0);
        }
    }
    start.filter(|_| letters > 1).map(|start| text[start..].trim_end())
}

/// The words of one language that a text in another one shows by its letters, brackets around them included; `None` if the two are written in the same letters,
/// so that nothing shows them.
pub fn foreign_names(text: &str, source: &str, around: &str) -> Option<Vec<Range<usize>>> {
    match (source == around, scripts_of(source), scripts_of(around)) {
        (true, _, _) => Some(Vec::new()),
        (false, 0, own) if own != 0 => Some(latin(text)),
        _ => None,
    }
}

/// Runs of words in Latin letters, in a text of another script.
fn latin(text: &str) -> Vec<Range<usize>> {
    let is_latin = |word: &str| {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|letter| letter.is_ascii())
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(text).filter(|range| is_latin(&text[range.clone()])) {
        match runs.last_mut() {
            Some(run) if joins(&text[run.end..word.start]) => run.end = word.end,
            _ => runs.push(word),
        }
    }
    enclosed(text, runs)
}

/// Names with the round brackets around them, and as one what is called once more in brackets right behind: `Helpline (Refuge)`. What is
/// kept apart from text of the other direction has both brackets or neither.
pub fn enclosed(text: &str, names: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(names.len());
    for name in names {
        let is_enclosed = text[..name.start].ends_with('(') && text[name.end..].starts_with(')');
        let name = if is_enclosed { name.start - 1..name.end + 1 } else { name };
        match found.last_mut() {
            Some(last) if is_enclosed && &text[last.end..name.start] == " " => last.end = name.end,
            _ => found.push(name),
        }
    }
    found
}

/// Whether this may be between two words of one name.
pub fn joins(between: &str) -> bool {
    !between.contains(". ")
        && between.bytes().all(|byte| matches!(byte, b' ' | b',' | b'&' | b'-' | b'.' | b'\'' | b'/'))
}

/// Where the words of a text are.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// Whether a text could hold letters of a script that is not among `expected`: a first look, by bytes.
///
/// Only the first two bytes of characters are looked at, so the answer may be `true` for signs and foreign digits.
pub fn may_be_foreign(text: &str, expected: Scripts) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let scripts = match byte {
            0..0xce => return false,
            0xce | 0xcf => GREEK,
            0xd0..=0xd3 => CYRILLIC,
            0xd4 | 0xd5 => CYRILLIC | ARMENIAN,
            0xd6 | 0xd7 => HEBREW | ARMENIAN,
            0xd8..=0xdd => ARABIC,
            0xe0 => match bytes.get(at + 1) {
                Some(0xa4 | 0xa5) => DEVANAGARI,
                Some(0xa6 | 0xa7) => BENGALI,
                Some(0xa8 | 0xa9) => GURMUKHI,
                Some(0xaa | 0xab) => GUJARATI,
                Some(0xac..=0xb7) => SOUTHERN,
                _ => SOUTH_EASTERN,
            },
            // Latin letters with two marks, as in Vietnamese, begin with the same byte.
            0xe1 => match bytes.get(at + 1) {
                Some(0xb4..=0xbf) => return false,
                Some(0x88..=0x8e) => ETHIOPIC,
                Some(0x82 | 0x83) => GEORGIAN | SOUTH_EASTERN,
                _ => SOUTH_EASTERN,
            },
            0xe3..=0xe9 => HAN | KANA,
            0xea..=0xed => HANGUL,
            0xef => ARABIC | HEBREW,
            _ => return false,
        };
        scripts & !expected != 0
    })
}

/// The script of a letter; 0 for Latin and for what is no letter of one script.
fn script(character: char) -> Scripts {
    match u32::from(character) {
        0x0370..=0x03ff => GREEK,
        0x0400..=0x052f => CYRILLIC,
        0x0531..=0x058f => ARMENIAN,
        0x05d0..=0x05ea => HEBREW,
        0x0620..=0x065f | 0x0670..=0x06d3 | 0x06fa..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08c7 => ARABIC,
        // The strokes that end a sentence (U+0964 and U+0965) belong to all scripts of India.
        0x0900..=0x0963 | 0x0971..=0x097f => DEVANAGARI,
        0x0980..=0x09e3 | 0x09f0..=0x09f1 => BENGALI,
        0x0a00..=0x0a65 | 0x0a70..=0x0a75 => GURMUKHI,
        0x0a80..=0x0ae3 => GUJARATI,
        0x0b00..=0x0dff => SOUTHERN,
        0x0e01..=0x0e4e | 0x0e80..=0x0ece | 0x0f40..=0x0fbc | 0x1000..=0x103f | 0x1780..=0x17d3 => SOUTH_EASTERN,
        0x10a0..=0x10ff => GEORGIAN,
        0x1200..=0x138f => ETHIOPIC,
        0x3041..=0x30ff => KANA,
        0x3400..=0x9fff => HAN,
        0xac00..=0xd7a3 => HANGUL,
        0xfb1d..=0xfb4f => HEBREW,
        0xfb50..=0xfdfb | 0xfe70..=0xfefc => ARABIC,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, text: &str, expected: Option<&str>) {
        let scripts = scripts_of(tag);
        assert_eq!(foreign_run(text, scripts), expected, "{tag}: {text}");
        assert!(expected.is_none() || may_be_foreign(text, scripts), "{tag}: {text}");
    }

    #[test]
    fn letters_of_other_scripts_are_found() {
        check("en", "Say اردو میں when you call", Some("اردو میں"));
        check("en", "the word мова, again", Some("мова"));
        check("pl", "po ਪੰਜਾਬੀ.", Some("ਪੰਜਾਬੀ"));
        check("ur", "یہ мова ہے", Some("мова"));
        check("zh-Hans", "中文 / русский", Some("русский"));
        check("pa-Arab", "پنجابی and ਪੰਜਾਬੀ ਹਾਂ", Some("ਪੰਜਾਬੀ ਹਾਂ"));
    }

    #[test]
    fn a_languages_own_letters_and_latin_ones_are_fine() {
        for (tag, text) in [
            ("vi", "Tiếng Việt, những người"),
            ("en", "Zażółć, Tiếng Việt – “€” … Ω"),
            ("ur", "یہ website دیکھیں: BSL، Relay UK ﷺ ۱۲۳"),
            ("ckb", "کوردیی ناوەندی"),
            ("ps", "پښتو"),
            ("ti", "ትግርኛ BSL"),
            ("zh-Hans", "中文（简体）BSL"),
            ("bg", "български"),
            ("bn", "বাংলা।"),
            ("pa", "ਪੰਜਾਬੀ।"),
            ("ja", "日本語ひらがな"),
            ("sr-Latn", "srpski"),
        ] {
            check(tag, text, None);
        }
    }

    #[test]
    fn foreign_letters_are_found_as_whole_names() {
        let text = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = latin(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        };
        text("پولیس، ایمرجنسی (Police, emergency)", &["(Police, emergency)"]);
        text("现代奴役（Modern Slavery & Exploitation Helpline）", &["Modern Slavery & Exploitation Helpline"]);
        text("Relay UK፣ ህጹጽ (Relay UK, emergency)", &["Relay UK", "(Relay UK, emergency)"]);
        text("ادارہ: National Domestic Abuse Helpline (Refuge)", &["National Domestic Abuse Helpline (Refuge)"]);
        text("مدد (GP) اور (NHS", &["(GP)", "NHS"]);
        text("GOV.UK پر ڈھونڈیں، 24 گھنٹے", &["GOV.UK"]);
        text("خط کمک", &[]);
    }
}
