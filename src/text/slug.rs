//! Names for addresses and anchors, and names compared as file systems compare them.
//!
//! Words of any script go in; their letters and digits come out, small and joined by hyphens.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Makes a name for an address or an anchor: lower case, words joined by hyphens, Latin accents dropped.
///
/// Letters, marks and digits of other scripts stay as they are: й is another letter than и. What has no shape is left out, but where
/// a word of the Arabic script is parted without a space, a hyphen parts it. The result may be empty, and is composed (NFC).
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|character| push(&mut slug, character));
    } else {
        let mut base = ' ';
        for character in text.to_lowercase().nfd() {
            if !is_accent(character) {
                base = character;
            } else if is_latin(base) || !is_of_word(base) {
                continue;
            }
            push(&mut slug, character);
        }
        slug = slug.nfc().collect();
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Folds an address to the form in which two addresses must not be equal: composed, wide letters and ligatures as plain ones, and in
/// lower case, as file systems and people compare names.
pub fn fold_address(address: &str) -> String {
    if address.is_ascii() { address.to_ascii_lowercase() } else { address.nfkc().collect::<String>().to_lowercase() }
}

/// Puts letters and their marks together (NFC): the one form in which names and addresses are.
pub fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn push(slug: &mut String, character: char) {
    let plain = match character {
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ø' | 'Ø' => 'o',
        other => other,
    };
    let is_in_word = !slug.is_empty() && !slug.ends_with('-');
    if plain.is_alphanumeric() || (is_combining_mark(plain) && !is_without_shape(plain) && is_in_word) {
        slug.extend(plain.to_lowercase());
    } else if is_without_shape(plain) || is_combining_mark(plain) || matches!(plain, '\'' | '’') {
        if plain == NON_JOINER && slug.ends_with(is_arabic) {
            slug.push('-');
        }
    } else if is_in_word {
        slug.push('-');
    }
}

/// Parts two letters that would be joined, inside of one word.
const NON_JOINER: char = '\u{200c}';

/// Marks that Latin, Greek and Cyrillic letters carry; other scripts have their own.
fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

fn is_latin(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}')
        || matches!(character, '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}')
        || matches!(character, '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}')
}

fn is_arabic(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}')
}

/// What nobody sees: joiners, directions, soft hyphens, choices of a glyph. Not the space without width, which parts words in scripts
/// without spaces. Source: Unicode 17, Default_Ignorable_Code_Point.
fn is_without_shape(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(character, '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(character, '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        let check = |text, expected| assert_eq!(slug(text), expected);
        check("What it is", "what-it-is");
        check("  Car wash — signs! ", "car-wash-signs");
        check("Don’t confront", "dont-confront");
        check("Łódź już", "lodz-juz");
        check("Tiếng Việt", "tieng-viet");
        check("!!!", "");
        check("اردو زبان", "اردو-زبان");
        check("Σίσυφος ΟΔΟΣ", "σίσυφος-οδος");
    }

    #[test]
    fn marks_that_make_a_letter_stay() {
        let check = |text, expected| assert_eq!(slug(text), expected);
        check("Чужой ёж, і її", "чужой-ёж-і-її");
        check("Чужо\u{438}\u{306} е\u{308}ж", "чужо\u{439}-ёж");
        check("Άσυλο και βοήθεια", "άσυλο-και-βοήθεια");
        check("हिन्दी की मदद", "हिन्दी-की-मदद");
        check("বাংলা ভাষায় সাহায্য", "বাংলা-ভাষা\u{9af}\u{9bc}-সাহায্য");
        check("ขอความช่วยเหลือ", "ขอความช่วยเหลือ");
        check("ਪੰਜਾਬੀ ਵਿੱਚ", "ਪੰਜਾਬੀ-ਵਿੱਚ");
        check("مُساعَدة", "مُساعَدة");
        check("Ünlü İstanbul, ñandú", "unlu-istanbul-nandu");
        check("が", "が");
    }

    #[test]
    fn what_nobody_sees_is_in_no_address() {
        let check = |text, expected| assert_eq!(slug(text), expected);
        check("⚠\u{fe0f} Danger", "danger");
        check("Haus\u{ad}arbeit", "hausarbeit");
        check("\u{202e}help\u{200d}line\u{feff}", "helpline");
        check("خانه\u{200c}ها", "خانه-ها");
        check("র\u{200d}\u{9cd}যাব", "র\u{9cd}যাব");
        check("নির্\u{200c}ভয়", "নির্ভ\u{9af}\u{9bc}");
        check("1\u{fe0f}\u{20e3} First", "1\u{20e3}-first");
        check("\u{301}a", "a");
    }

    #[test]
    fn equal_but_for_case_or_form_folds_to_one() {
        assert_eq!(fold_address("/Help/"), fold_address("/help/"));
        assert_eq!(fold_address("/caf\u{e9}/"), fold_address("/Cafe\u{301}/"));
    }
}
