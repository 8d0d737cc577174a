use super::Span;

/// Hexadecimal digits of a SHA-256 checksum.
const SHA256_DIGITS: usize = 64;

/// A run of text that a reader would take for a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLike {
    /// Where it stands in the text that was searched, in bytes.
    pub span: Span,
    /// Its digits as 0-9, without a plus sign or separators.
    pub digits: String,
}

/// The digits of `text` as ASCII, whatever numeral system they are written in.
pub fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// Finds runs that look like telephone numbers, in order.
///
/// A run is 9 to 15 digits that start with `0` or `+`, grouped by single spaces, hyphens, dots or
/// brackets; dates, prices, postcodes and ranges do not fit that shape. `known` holds the digits of the
/// numbers in the records: a number that stands alone and equals one of them is found at any length of
/// three digits or more (such as `999`).
/// Shape of UK numbers: Ofcom, National Telephone Numbering Plan.
pub fn find_phone_numbers(text: &str, known: &dyn Fn(&str) -> bool) -> Vec<PhoneLike> {
    if !may_hold_digits(text) {
        return Vec::new();
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < characters.len() {
        if let Some(end) = checksum_end(&characters, index) {
            index = end;
            continue;
        }
        if !starts_run(&characters, index) {
            index += 1;
            continue;
        }
        let end = run_end(&characters, index);
        found.extend(judge(text, &characters, index, end, known));
        index = end;
    }
    found
}

/// Whether a text holds a digit of any numeral system: a quick look, as digits of other scripts are never ASCII.
pub fn may_hold_digits(text: &str) -> bool {
    if text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit()) {
        return true;
    }
    // The first two bytes of all other digits, so that texts without any are passed over quickly.
    let first = |pair: &[u8]| {
        matches!(
            pair,
            [0xd9, 0xa0..=0xa9] | [0xdb, 0xb0..=0xb9] | [0xe0, 0xa5 | 0xa7 | 0xa9 | 0xab | 0xaf] | [0xef, 0xbc]
        )
    };
    !text.is_ascii() && text.as_bytes().windows(2).any(first) && text.chars().any(|c| digit(c).is_some())
}

fn judge(
    text: &str,
    characters: &[(usize, char)],
    start: usize,
    end: usize,
    known: &dyn Fn(&str) -> bool,
) -> Vec<PhoneLike> {
    let from = characters[start].0;
    let to = characters.get(end).map_or(text.len(), |(offset, _)| *offset);
    let run = &text[from..to];
    let touches_word = characters.get(end).is_some_and(|(_, next)| next.is_alphabetic() || *next == '%');
    let found = |from: usize, run: &str| PhoneLike { span: Span::new(from, from + run.len()), digits: digits(run) };
    let is_known = |run: &str| {
        let digits = digits(run);
        digits.len() >= 3 && known(&digits)
    };
    if is_long(run) || (is_known(run) && !touches_word) {
        return vec![found(from, run)];
    }
    let mut at = from;
    let mut all = Vec::new();
    for part in run.split('/') {
        if run.contains('/') && is_known(part) && !touches_word {
            all.push(found(at, part));
        }
        at += part.len() + 1;
    }
    all
}

/// Whether a run has the length and the groups of a number to call: 9 to 15 digits from `0` or `+` on, the first group
/// (such as an area code) of three digits or more. Dates, decimals, times and ISBNs begin with shorter groups.
fn is_long(run: &str) -> bool {
    let digits = digits(run);
    let groups: Vec<&str> = run.split(|c: char| digit(c).is_none()).filter(|group| !group.is_empty()).collect();
    let first = groups.first().map_or(0, |group| group.chars().count());
    let spelled = groups.iter().all(|group| group.chars().count() == 1) || is_even(run, groups.len(), digits.len());
    let leading = run.starts_with('+') || (digits.starts_with('0') && (first >= 3 || spelled));
    leading && (9..=15).contains(&digits.len()) && !run.contains(',')
}

/// One past the last character of a checksum that starts at `index`: its digits are dialled by nobody.
fn checksum_end(characters: &[(usize, char)], index: usize) -> Option<usize> {
    let is_word = |at: usize| characters.get(at).is_some_and(|(_, character)| character.is_alphanumeric());
    if !is_word(index) || index.checked_sub(1).is_some_and(is_word) {
        return None;
    }
    let word = characters[index..].iter().take_while(|(_, character)| character.is_ascii_hexdigit()).count();
    (word == SHA256_DIGITS && !is_word(index + word)).then_some(index + word)
}

/// A run starts at a plus sign, an opening bracket or a digit that does not continue a word, a price or a fraction.
fn starts_run(characters: &[(usize, char)], index: usize) -> bool {
    let character = characters[index].1;
    let opens = matches!(character, '+' | '(') && next_digit(characters, index + 1);
    if !(opens || digit(character).is_some()) {
        return false;
    }
    let Some((_, before)) = index.checked_sub(1).and_then(|previous| characters.get(previous)) else { return true };
    let joined = matches!(before, '.' | ',' | '-' | '/') && index >= 2 && digit(characters[index - 2].1).is_some();
    !(joined || before.is_alphanumeric() || matches!(before, '£' | '$' | '€' | '#' | '_' | '='))
}

/// One past the last digit or closing bracket of the run that starts at `start`.
fn run_end(characters: &[(usize, char)], start: usize) -> usize {
    let mut end = start + 1;
    let mut index = start + 1;
    while index < characters.len() {
        let character = characters[index].1;
        if digit(character).is_some() {
            end = index + 1;
        } else if is_separator(character) || is_thousands(characters, index) {
            let gap = index - (end - 1);
            if gap > 4 {
                break;
            }
        } else {
            break;
        }
        index += 1;
    }
    end
}

fn is_separator(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '-' | '/' | '\u{2010}' | '\u{2011}' | '–' | '.' | '(' | ')'
    )
}

/// A comma between digits joins them to one amount, which is then no telephone number.
fn is_thousands(characters: &[(usize, char)], index: usize) -> bool {
    characters[index].1 == ',' && next_digit(characters, index + 1)
}

/// Whether a run of ten or eleven digits is written in small groups, all divided alike, as some write numbers.
fn is_even(run: &str, groups: usize, digits: usize) -> bool {
    let mut dividers = run.chars().filter(|character| digit(*character).is_none());
    let first = dividers.next();
    groups >= 5 && (10..=11).contains(&digits) && dividers.all(|divider| Some(divider) == first)
}

fn next_digit(characters: &[(usize, char)], index: usize) -> bool {
    characters.get(index).is_some_and(|(_, character)| digit(*character).is_some())
}

/// The first digit outside ASCII in the order of Unicode: Arabic-Indic zero.
const FIRST_FOREIGN: char = '٠';

/// The value of a decimal digit of any numeral system that the portal's languages use, as an ASCII character.
fn digit(character: char) -> Option<char> {
    if character < FIRST_FOREIGN {
        return character.is_ascii_digit().then_some(character);
    }
    const ZEROS: [char; 8] = ['٠', '۰', '०', '০', '੦', '૦', '௦', '０'];
    ZEROS.iter().find_map(|zero| {
        let value = (character as u32).checked_sub(*zero as u32)?;
        char::from_digit(value, 10).filter(|_| value < 10)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let known = |digits: &str| digits == "999" || digits == "18000";
        let found: Vec<String> = find_phone_numbers(text, &known).into_iter().map(|found| found.digits).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn numbers_are_found() {
        check("Call 0121 496 0000 now", &["01214960000"]);
        check("(0121) 496 0000", &["01214960000"]);
        check("+44 121 496 0000.", &["441214960000"]);
        check("+44 (0)121 496 0000", &["4401214960000"]);
        check("0121-496-0000", &["01214960000"]);
        check("07700900123", &["07700900123"]);
        check("٠١٢١ ٤٩٦ ٠٠٠٠", &["01214960000"]);
        check("۰۱۲۱ ۴۹۶ ۰۰۰۰", &["01214960000"]);
        check("০১২১ ৪৯৬ ০০০০", &["01214960000"]);
        check("dial 999, then wait", &["999"]);
        check("999 or 18000", &["999", "18000"]);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("on 2026-11-22 and 22.11.2026", &[]);
        check("from 01 02 2026 to 02 03 2026", &[]);
        check("£0.50, 1,250,000 people", &[]);
        check("090631374839cb5ae41e4649b934ca495991b7852b855aa0d0c8c7aa0dcd0fcb poster.pdf", &[]);
        check("B12 3AB, section 45, 55", &[]);
        check("101,766 people, 999,000 people", &[]);
        check("LB-5791 and 0999 and 1999", &[]);
        check("in 2024–2025", &[]);
        check("999th", &[]);
        check("8:45-5:15", &[]);
        check("", &[]);
    }
}
