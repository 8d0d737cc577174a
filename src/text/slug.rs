use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Makes a name for an address or an anchor: lower case, words joined by hyphens, Latin accents dropped.
///
/// Letters and digits of other scripts stay as they are. The result may be empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|character| push(&mut slug, character));
    } else {
        text.nfd()
            .filter(|character| !is_latin_mark(*character))
            .nfc()
            .for_each(|character| push(&mut slug, character));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Folds an address to the form in which two addresses must not be equal: composed and in lower case.
pub fn fold_address(address: &str) -> String {
    if address.is_ascii() { address.to_ascii_lowercase() } else { address.nfc().collect::<String>().to_lowercase() }
}

fn push(slug: &mut String, character: char) {
    let plain = match character {
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ø' | 'Ø' => 'o',
        other => other,
    };
    if plain.is_alphanumeric() || is_combining_mark(plain) {
        slug.extend(plain.to_lowercase());
    } else if plain != '\'' && plain != '’' && !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// Combining marks of the Latin, Greek and Cyrillic scripts; marks of Indic or Arabic words are part of the word.
fn is_latin_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
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
    }

    #[test]
    fn equal_but_for_case_or_form_folds_to_one() {
        assert_eq!(fold_address("/Help/"), fold_address("/help/"));
        assert_eq!(fold_address("/caf\u{e9}/"), fold_address("/Cafe\u{301}/"));
    }
}
