//! The figures in a text, however a language writes them.
//!
//! A source and its translation must show the same.

use crate::text::digits;

/// The numbers in a text, sorted: their digits as 0-9, whatever groups them.
///
/// `1,250`, `1.250`, `1 250` and `১,২৫০` are one number; so are `9:30` and `9.30`.
pub fn figures(text: &str) -> Vec<String> {
    let characters: Vec<(char, Option<char>)> =
        text.chars().map(|character| (character, digits(character.encode_utf8(&mut [0; 4])).chars().next())).collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < characters.len() {
        if characters[index].1.is_none() {
            index += 1;
            continue;
        }
        let mut figure = String::new();
        let mut group = 0;
        while let Some((_, Some(digit))) = characters.get(index) {
            figure.push(*digit);
            index += 1;
            group += 1;
            if joins(&characters, index, group) {
                index += 1;
                group = 0;
            }
        }
        found.push(figure);
    }
    found.sort();
    found
}

/// Whether the sign at `index` holds the digits before and behind it together; `group` is how many stand before it.
fn joins(characters: &[(char, Option<char>)], index: usize, group: usize) -> bool {
    let Some((sign, None)) = characters.get(index) else { return false };
    let behind = characters[index + 1..].iter().take_while(|(_, digit)| digit.is_some()).count();
    match sign {
        ',' | '.' | ':' | '٬' | '٫' => behind > 0,
        // A space groups by thousands only: elsewhere it is between two numbers.
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => group <= 3 && behind == 3,
        _ => false,
    }
}

/// Whether two texts hold the same numbers, in any order and any grouping.
pub fn same_figures(one: &str, other: &str) -> bool {
    figures(one) == figures(other)
}

#[cfg(test)]
mod tests {
    use super::same_figures;

    #[test]
    fn grouping_and_numerals_are_form() {
        for (one, other) in [
            ("23,411 calls", "23 411 rozmów"),
            ("23,411 calls", "২৩,৪১১"),
            ("1,01,766", "101 766"),
            ("9:30 to 17:00", "17.00 … 9.30"),
            ("In 2015, 27 people", "27 osób w 2015"),
            ("In 2015, 27 people", "w 2015 27 osób"),
            ("1.5 million", "1,5"),
            ("1,250,000", "1 250 000"),
            ("", "none"),
        ] {
            assert!(same_figures(one, other), "{one} | {other}");
        }
    }

    #[test]
    fn other_digits_are_other_numbers() {
        for (one, other) in [
            ("23,411", "24,311"),
            ("19 May", "18 May"),
            ("in 12 and 34", "in 21 and 43"),
            ("999", "99 9 99"),
            ("7 days", "days"),
            ("one", "1"),
            ("5 and 5", "5"),
            ("12 to 3", "1 to 23"),
        ] {
            assert!(!same_figures(one, other), "{one} | {other}");
        }
    }
}
