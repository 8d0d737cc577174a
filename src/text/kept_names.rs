//! Words that a translation keeps from its source: what an organisation is called there.
//!
//! They name their language and are kept apart from the text around them, so that they are read aloud as what they are, and their
//! brackets and commas keep their places in text from right to left.

use super::letter::{enclosed, foreign_names, joins, words};
use std::collections::BTreeSet;
use std::ops::Range;

/// Where a text in the language `around` keeps words of `original`, which is in the language `source`; tags of both. In order.
pub fn kept_names(text: &str, original: &str, source: &str, around: &str) -> Vec<Range<usize>> {
    foreign_names(text, source, around).unwrap_or_else(|| shared(text, original))
}

/// What is taken from `name`, in a language whose letters do not show what is foreign: brackets that hold only words of it; two or more of
/// its words in its own order, one with a capital; all of it; and a name of one long word inside a sentence. Other single words may
/// be the same in both languages.
fn shared(text: &str, name: &str) -> Vec<Range<usize>> {
    if text.len().saturating_mul(name.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let mut found = in_brackets(text, name);
    let taken =
        runs(text, name).into_iter().filter(|run| !found.iter().any(|own| own.start < run.end && run.start < own.end));
    let taken: Vec<Range<usize>> = taken.collect();
    found.extend(taken);
    found.sort_by_key(|range| range.start);
    enclosed(text, found)
}

/// Bytes of both texts, multiplied, that are compared at most: ten thousand in each. No field that names somebody is longer, and the
/// work grows with both.
const MOST_PAIRS: usize = 100_000_000;

/// The longest runs of words that `name` has in the same order.
fn runs(text: &str, name: &str) -> Vec<Range<usize>> {
    let lower = |text: &str| -> Vec<String> { words(text).map(|word| text[word].to_lowercase()).collect() };
    let (own, own_words, known): (Vec<Range<usize>>, _, _) = (words(text).collect(), lower(text), lower(name));
    let (mut found, mut at) = (Vec::new(), 0);
    while at < own.len() {
        let alike = |from| own_words[at..].iter().zip(&known[from..]).take_while(|(own, known)| own == known).count();
        let joined = |length: &usize| {
            (1..*length).take_while(|word| joins(&text[own[at + word - 1].end..own[at + word].start])).count() + 1
        };
        let longest = (0..known.len()).map(alike).filter(|length| *length > 0).map(|length| joined(&length)).max();
        match longest {
            Some(length) if length == known.len() || is_name(text, &own[at..at + length]) => {
                found.push(own[at].start..own[at + length - 1].end);
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether words that two languages share are a name.
fn is_name(text: &str, words: &[Range<usize>]) -> bool {
    let is_capital = |word: &Range<usize>| text[word.clone()].starts_with(|letter: char| letter.is_ascii_uppercase());
    match words {
        [word] => is_capital(word) && word.len() >= SHORTEST_NAME && is_inside(&text[..word.start]),
        several => several.iter().any(is_capital),
    }
}

/// Whether a sentence has begun before: its first word has a capital whatever it is.
fn is_inside(before: &str) -> bool {
    before.trim_end().ends_with(|last: char| last.is_alphanumeric() || matches!(last, ',' | '(' | ':' | ';'))
}

/// Letters of a name of one word at least: shorter ones are abbreviations, which sound alike.
const SHORTEST_NAME: usize = 6;

/// What stands in brackets and has only words of `name`.
fn in_brackets(text: &str, name: &str) -> Vec<Range<usize>> {
    let lower = |text: &str| -> BTreeSet<String> { words(text).map(|word| text[word].to_lowercase()).collect() };
    let known = lower(name);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, _) in text.match_indices('(') {
        let start = open + 1;
        // Brackets in brackets belong to the outer ones.
        if found.last().is_some_and(|outer| open < outer.end) {
            continue;
        }
        let Some(length) = text[start..].find(')') else { break };
        let own = lower(&text[start..start + length]);
        if !own.is_empty() && own.is_subset(&known) {
            found.push(start..start + length);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Vec<Range<usize>>, text: &str, expected: &[&str]) {
        assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn long_texts_are_left_alone() {
        let text = "Child Line ".repeat(200_000);
        assert!(shared(&text, &text).is_empty());
        assert!(shared(&"a ".repeat(4000), &"b ".repeat(4000)).is_empty());
    }

    #[test]
    fn words_of_the_name_are_found_in_brackets_and_in_their_order() {
        let check = |text: &str, name: &str, expected: &[&str]| check(shared(text, name), text, expected);
        check("Hay'adda shaqada: Fair Work Agency (FWA)", "Fair Work Agency (FWA)", &["Fair Work Agency (FWA)"]);
        check("Khadka NSPCC (NSPCC Helpline)", "NSPCC Helpline", &["(NSPCC Helpline)"]);
        check("Rețeaua din West Midlands", "West Midlands Anti-Slavery Network", &["West Midlands"]);
        check("Childline, telefon", "Childline", &["Childline"]);
        check("Police, urgence", "Police, emergency", &[]);
        check("Agency of Work", "Fair Work Agency (FWA)", &[]);
        check("Możesz zadzwonić do Childline.", "Call Childline.", &["Childline"]);
        check("Telefon. Internet. Crimestoppers nie pyta.", "Internet. Crimestoppers.", &[]);
        check("w video film", "a video film", &[]);
        check("Zgłoś to Report Fraud", "Tell Report Fraud about it", &["Report Fraud"]);
        check("Policja, numer alarmowy (Police, emergency)", "Police, emergency", &["(Police, emergency)"]);
        check(
            "Urząd ds. uczciwej pracy (Fair Work Agency, FWA)",
            "Fair Work Agency (FWA)",
            &["(Fair Work Agency, FWA)"],
        );
        check("Telefon (dla dzieci)", "Childline", &[]);
        check("Telefon (bez końca", "Childline", &[]);
        check("Telefon ()", "Childline", &[]);
        check("Linia (Child (Line)) dla (Line (Child", "Child Line", &["(Child (Line)"]);
        check("(Child Line)(Child Line) Child Line)", "Child Line", &["(Child Line)", "(Child Line)", "Child Line"]);
    }
}
