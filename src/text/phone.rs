//! Telephone numbers among words.
//!
//! A text goes in, what looks like a number comes out with its digits and its place.

use super::Span;
use std::ops::Range;

/// Hexadecimal digits of a SHA-256 checksum.
pub const SHA256_DIGITS: usize = 64;

/// A run of text that a reader would take for a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLike {
    /// Where it is in the text that was searched, in bytes.
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
/// brackets; dates, prices, postcodes and ranges do not fit that shape, and references and addresses are left alone. `known` holds the digits of the
/// numbers in the records: a number that is alone and equals one of them is found at any length of
/// three digits or more (such as `999`).
/// Shape of UK numbers: Ofcom, National Telephone Numbering Plan.
pub fn find_phone_numbers(text: &str, known: &dyn Fn(&str) -> bool) -> Vec<PhoneLike> {
    let mut found = Vec::new();
    let mut start = 0;
    // No number goes on in another line, and a line takes less memory than a file.
    for line in text.split_inclusive('\n') {
        if may_hold_digits(line) {
            find_in_line(text, start..start + line.len(), known, &mut found);
        }
        start += line.len();
    }
    found
}

/// A character and the byte at which it is. In four bytes each: a text may be one line of many million.
type PlacedCharacter = (u32, char);

fn find_in_line(text: &str, line: Range<usize>, known: &dyn Fn(&str) -> bool, found: &mut Vec<PhoneLike>) {
    let placed = text[line.clone()].char_indices().map(|(at, character)| ((line.start + at) as u32, character));
    let characters: Vec<PlacedCharacter> = placed.collect();
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
        let judged = judge(text, &characters, index, end, known);
        let is_called = |judged: &PhoneLike| {
            let start = judged.span.range().start;
            let is_short = judged.digits.len() < SHORTEST;
            let is_sure = text[start..].starts_with('+') || (!is_short && known(&judged.digits));
            !is_in_address(text, start) && (is_sure || !is_labelled(text, start, is_short))
        };
        found.extend(judged.into_iter().filter(is_called));
        index = end;
    }
}

/// Words right before digits that say that nobody is to call them.
const LABELS: [&str; 16] = [
    "barcode",
    "bic",
    "crn",
    "doi",
    "ean",
    "gtin",
    "iban",
    "id",
    "invoice",
    "isbn",
    "issn",
    "ref",
    "reference",
    "serial",
    "uprn",
    "urn",
];
/// The same with a word for a number between: alone they could be before a number to call.
const LABELS_OF_NUMBERS: [&str; 4] = ["account", "case", "nhs", "order"];
const NUMBER_WORDS: [&str; 7] = ["code", "id", "no", "nr", "num", "number", "ref"];
/// Words for places in a text or a building, which have few digits.
const PLACES: [&str; 22] = [
    "art",
    "article",
    "chapter",
    "clause",
    "figure",
    "line",
    "p",
    "page",
    "pages",
    "para",
    "paragraph",
    "pp",
    "room",
    "row",
    "s",
    "section",
    "sections",
    "ss",
    "step",
    "table",
    "version",
    "§",
];
/// Bytes before digits that are looked at for such words.
const LABEL: usize = 40;

/// Whether a word before the byte `at` says that the digits there are no number to call; short ones may be places.
fn is_labelled(text: &str, at: usize, is_short: bool) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(LABEL));
    let before = text[from..at].to_lowercase();
    let mut words = before
        .split(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '.' | '#' | '('))
        .filter(|word| !word.is_empty())
        .rev();
    let plain = |word: &str| word.trim_end_matches("-10").trim_end_matches("-13").to_owned();
    let Some(last) = words.next().map(plain) else { return false };
    if LABELS.contains(&last.as_str()) || (is_short && PLACES.contains(&last.as_str())) {
        return true;
    }
    let is_label = |word: &str| LABELS.contains(&word) || LABELS_OF_NUMBERS.contains(&word);
    NUMBER_WORDS.contains(&last.as_str()) && words.next().is_some_and(|word| is_label(&plain(word)))
}

/// Whether digits at the byte `at` are a reference, such as an ISBN, or part of an address: nobody would call them.
pub fn is_reference(text: &str, at: usize) -> bool {
    is_in_address(text, at) || is_labelled(text, at, false)
}

/// Bytes on either side of digits that are looked at for the address or name of a file that they stand in.
const ADDRESS: usize = 400;
/// Ends of names of files.
const FILES: [&str; 16] = [
    "csv", "docx", "gif", "htm", "html", "jpeg", "jpg", "mp3", "mp4", "pdf", "png", "pptx", "svg", "txt", "xlsx", "zip",
];

/// Whether the byte `at` is in an address of the web, a DOI, a path or the name of a file: digits there are dialled by nobody.
/// Addresses that dial, such as `tel:`, are none of those.
fn is_in_address(text: &str, at: usize) -> bool {
    let ends = |sign: char| {
        sign.is_whitespace()
            || matches!(sign, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '`' | ',')
    };
    let from = text.floor_char_boundary(at.saturating_sub(ADDRESS));
    let start = text[from..at].rfind(ends).map_or(from, |last| from + last + 1);
    let start = (start..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    let before = text[start..at].to_ascii_lowercase();
    if ["tel:", "sms:", "callto:", "whatsapp:"].iter().any(|scheme| before.contains(scheme)) {
        return false;
    }
    let is_domain = |host: &str| {
        let last = host.rsplit('.').next().unwrap_or_default();
        host.contains('.') && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_doi = |rest: &str| rest.strip_prefix("10.").is_some_and(|rest| rest.contains('/'));
    let is_path = before.starts_with(['/', '@']) || before.starts_with("./");
    let leads = is_path && before[1..].contains('/');
    if before.contains("://") || before.starts_with("www.") || leads || is_doi(before.trim_start_matches("doi:")) {
        return true;
    }
    if before.split_once('/').is_some_and(|(host, _)| is_domain(host)) {
        return true;
    }
    let name = text[at..].split(ends).next().unwrap_or_default();
    let name = name.trim_end_matches(['.', ',', ';', ':']);
    name.rsplit_once('.').is_some_and(|(_, ending)| FILES.contains(&ending.to_ascii_lowercase().as_str()))
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
    characters: &[PlacedCharacter],
    start: usize,
    end: usize,
    known: &dyn Fn(&str) -> bool,
) -> Vec<PhoneLike> {
    let from = characters[start].0 as usize;
    let to = characters.get(end).map_or(text.len(), |(offset, _)| *offset as usize);
    let run = &text[from..to];
    let touches_word = characters.get(end).is_some_and(|(_, next)| next.is_alphabetic() || *next == '%');
    let found = |from: usize, run: &str| PhoneLike { span: Span::new(from, from + run.len()), digits: digits(run) };
    let is_known = |run: &str| {
        let digits = digits(run);
        digits.len() >= 3 && known(&digits)
    };
    // Letters right behind many digits make a checksum or an id of them.
    let is_id = characters.get(end).is_some_and(|(_, next)| next.is_ascii_alphabetic() || *next == '_');
    let is_short_number = |part: &str| is_known(part) && !touches_word && !is_measured(&text[to..]);
    if (is_long(run) && !is_id) || is_short_number(run) {
        return vec![found(from, run)];
    }
    let mut at = from;
    let mut all = Vec::new();
    let many = digits(run).len() > MOST;
    for part in run.split('/') {
        let shown = part.trim();
        if run.contains('/') && (is_short_number(part) || (many && is_long(shown))) {
            all.push(found(at + part.find(shown).unwrap_or_default(), shown));
        }
        at += part.len() + 1;
    }
    all
}

/// Signs of units that may come behind a figure. Those of one letter are words in some languages, so they are not here.
/// Source: the SI brochure, 9th edition, tables 2 to 8; ISO/IEC 80000-13 for bytes; what printers and screens count in.
const UNITS: [&str; 25] = [
    "byte", "bytes", "cl", "cm", "dpi", "gb", "gib", "kb", "kg", "kib", "km", "kw", "kwh", "mb", "mg", "mib", "ml",
    "mm", "mph", "pt", "px", "tb", "tib", "°c", "°f",
];

/// Whether what comes behind digits says that they are a measure, such as the size of a file in `101 kB`.
fn is_measured(behind: &str) -> bool {
    let spaces = |sign: char| sign.is_whitespace() || is_shapeless(sign);
    let unit = behind.trim_start_matches(spaces).split(|sign: char| !sign.is_alphabetic() && sign != '°').next();
    unit.is_some_and(|unit| UNITS.contains(&unit.to_lowercase().as_str()))
}

/// Digits of a number that anybody could call: fewer are short numbers such as 999. Source: ITU-T E.164, section 6, and Ofcom's plan.
const SHORTEST: usize = 7;
const MOST: usize = 15;

/// Whether a run has the length and the groups of a number to call: 9 to 15 digits from `0` or `+` on, the first group
/// (such as an area code) of three digits or more. Dates, decimals, times and ISBNs begin with shorter groups.
fn is_long(run: &str) -> bool {
    let digits = digits(run);
    if !(9..=MOST).contains(&digits.len()) {
        return false;
    }
    let groups: Vec<&str> = run.split(|c: char| digit(c).is_none()).filter(|group| !group.is_empty()).collect();
    let first = groups.first().map_or(0, |group| group.chars().count());
    let spelled = groups.iter().all(|group| group.chars().count() == 1) || is_even(run, groups.len(), digits.len());
    let has_code = run.starts_with('+') && !digits.starts_with('0');
    let leading = has_code || (digits.starts_with('0') && (first >= 3 || spelled));
    let is_reference = run.contains('/') && groups.iter().any(|group| is_year(group));
    let is_nought = digits.bytes().all(|byte| byte == b'0');
    let fits = leading && !run.contains(',');
    fits && !is_reference && !is_nought && !are_times(&groups)
}

/// A group between bars as in `001/2026/0123456`.
fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// Three or more times of the day without a sign inside, as in `0900-1700 1800`.
fn are_times(groups: &[&str]) -> bool {
    let is_time = |group: &&str| {
        let value = group.parse::<u32>().ok().filter(|_| group.len() == 4);
        value.is_some_and(|value| value / 100 < 24 && value % 100 < 60 && value % 5 == 0)
    };
    groups.len() >= 3 && groups.iter().all(is_time)
}

/// One past the last character of a checksum that starts at `index`: its digits are dialled by nobody.
fn checksum_end(characters: &[PlacedCharacter], index: usize) -> Option<usize> {
    let word = characters[index..].iter().take_while(|(_, character)| character.is_ascii_hexdigit()).count();
    let is_word = |at: usize| characters.get(at).is_some_and(|(_, character)| character.is_alphanumeric());
    let is_whole = || !is_word(index + word) && !index.checked_sub(1).is_some_and(is_word);
    (word == SHA256_DIGITS && is_whole()).then_some(index + word)
}

/// A run starts at a plus sign, an opening bracket or a digit that does not continue a word, a price or a fraction.
fn starts_run(characters: &[PlacedCharacter], index: usize) -> bool {
    let character = characters[index].1;
    let opens = matches!(character, '+' | '(') && next_digit(characters, index + 1);
    if !(opens || digit(character).is_some()) {
        return false;
    }
    let Some((_, before)) = index.checked_sub(1).and_then(|previous| characters.get(previous)) else { return true };
    let second = index.checked_sub(2).map(|index| characters[index].1);
    let joined = matches!(before, '.' | ',' | '-' | '/') && second.is_some_and(|second| digit(second).is_some());
    // References such as `LB-0123456789`.
    let referred = *before == '-' && second.is_some_and(|second| second.is_ascii_uppercase());
    // Scripts that put no space between words, or join small words to the next, come behind these three.
    let in_word = digit(*before).is_some() || (before.is_alphanumeric() && *before < '\u{590}');
    !(joined || referred || in_word || matches!(before, '£' | '$' | '€' | '¥' | '₹' | '#' | '№' | '_' | '=' | '@'))
}

/// One past the last digit or closing bracket of the run that starts at `start`.
fn run_end(characters: &[PlacedCharacter], start: usize) -> usize {
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
        ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '-' | '/' | '\u{2010}'..='\u{2015}'
            | '\u{2212}' | '\u{ff0d}' | '.' | '(' | ')' | '（' | '）'
    ) || is_shapeless(character)
}

/// Signs that nobody sees between digits. Those that isolate a number from what is beside it end it.
fn is_shapeless(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A comma between digits joins them to one amount, which is then no telephone number.
fn is_thousands(characters: &[PlacedCharacter], index: usize) -> bool {
    characters[index].1 == ',' && next_digit(characters, index + 1)
}

/// Whether a run of ten or eleven digits is written in small groups, all divided alike, as some write numbers.
fn is_even(run: &str, groups: usize, digits: usize) -> bool {
    let mut dividers = run.chars().filter(|character| digit(*character).is_none());
    let first = dividers.next();
    groups >= 5 && (10..=11).contains(&digits) && dividers.all(|divider| Some(divider) == first)
}

fn next_digit(characters: &[PlacedCharacter], index: usize) -> bool {
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
        check("0121\u{200b}496\u{200b}0000", &["01214960000"]);
        check("0121\u{2002}496\u{3000}0000 or 0121—496—0000", &["01214960000", "01214960000"]);
        check("（0121）496 0000", &["01214960000"]);
        check("拨打01214960000求助 و01214960000", &["01214960000", "01214960000"]);
        check("0121 496 0000 / 0121 496 0001", &["01214960000", "01214960001"]);
        check("tel:01214960000 and tel:+441214960000", &["01214960000", "441214960000"]);
        check("Helpline:01214960000, (0121 496 0000).", &["01214960000", "01214960000"]);
        check("your number 0121 496 0000, ref. +44 121 496 0000", &["01214960000", "441214960000"]);
        check("support line 0121 496 0000, our charity 0121 496 0000", &["01214960000", "01214960000"]);
        check("dial 999, then wait", &["999"]);
        check("999 or 18000", &["999", "18000"]);
        check("999 km/h is no speed for 999 makers", &["999"]);
        check("PNG · 999 kB, 18000\u{a0}px, 999°C", &[]);
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
        check("ISBN 0306406152, ISBN-10: 0306406152, isbn 0 306 40615 2", &[]);
        check("https://example.org/books/0306406152 www.example.org/0306406152 example.org/a/0306406152", &[]);
        check("doi:10.1000/0123456789 and 10.1000/0123456789", &[]);
        check("case number 0123456789, Ref: 0123 456 789, invoice no. 0123456789, IBAN 012345678901", &[]);
        check("LB-0123456789, 001/2026/0123456, #0123456789, @0123456789, id=0123456789", &[]);
        check("0123456789abcdef0123, 012345678_9, 0e123456789", &[]);
        check("012345678901234567890123 and 0123 4567 8901 2345 6789 0123", &[]);
        check("0900-1700 0900-1300, 0900-1700 1800", &[]);
        check("report-0123456789.pdf, 0123456789.csv", &[]);
        check("U+0600–U+06FF, 051.5074, -0.1278, +0.123456789", &[]);
        check("s.999, section 999, page 999, room 999, v1.9.6", &[]);
        check("00000000000, 1.000.000.000", &[]);
        check("8:45-5:15", &[]);
        check("", &[]);
    }
}
