//! Words of the default language inside a record's words in another one: what an organisation is called there.
//!
//! They name their language and are kept apart from the text around them, so that they are read aloud as what they are, and their
//! brackets and commas keep their places in text from right to left.

use super::expand::Expander;
use crate::text::Span;
use crate::text::letter::{enclosed, foreign_names, joins, words};
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes words of a record in the language around them; `name` is what the record says there in the default language.
pub(super) fn record_words(expander: &mut Expander, text: &str, name: &str, span: Span) {
    let site = expander.view.site;
    let source = site.language(site.default_language).tag.as_str();
    let around = site.language(expander.context.text_language).tag.as_str();
    let found = match foreign_names(text, source, around) {
        None => of_the_name(text, name),
        Some(found) => found,
    };
    expander.writer.text_with_names(text, &found, source, span);
}

/// What is taken from `name`, in a language whose letters do not show what is foreign: brackets that hold only words of it, and two or
/// more of its words in its own order, or all of it. One word alone may be the same in both languages.
fn of_the_name(text: &str, name: &str) -> Vec<Range<usize>> {
    let mut found = in_brackets(text, name);
    let taken =
        runs(text, name).into_iter().filter(|run| !found.iter().any(|own| own.start < run.end && run.start < own.end));
    let taken: Vec<Range<usize>> = taken.collect();
    found.extend(taken);
    found.sort_by_key(|range| range.start);
    enclosed(text, found)
}

/// The longest runs of words that `name` has in the same order.
fn runs(text: &str, name: &str) -> Vec<Range<usize>> {
    let is_same = |(own, known): (&Range<usize>, &Range<usize>)| {
        text[own.clone()].to_lowercase() == name[known.clone()].to_lowercase()
    };
    let (own, known): (Vec<Range<usize>>, Vec<Range<usize>>) = (words(text).collect(), words(name).collect());
    let (mut found, mut at) = (Vec::new(), 0);
    while at < own.len() {
        let alike = |from| own[at..].iter().zip(&known[from..]).take_while(|pair| is_same(*pair)).count();
        let joined = |length: &usize| {
            (1..*length).take_while(|word| joins(&text[own[at + word - 1].end..own[at + word].start])).count() + 1
        };
        let longest = (0..known.len()).map(alike).filter(|length| *length > 0).map(|length| joined(&length)).max();
        match longest {
            Some(length) if length > 1 || length == known.len() => {
                found.push(own[at].start..own[at + length - 1].end);
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// What stands in brackets and has only words of `name`.
fn in_brackets(text: &str, name: &str) -> Vec<Range<usize>> {
    let lower = |text: &str| -> BTreeSet<String> { words(text).map(|word| text[word].to_lowercase()).collect() };
    let known = lower(name);
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let start = open + 1;
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
    fn words_of_the_name_are_found_in_brackets_and_in_their_order() {
        let check = |text: &str, name: &str, expected: &[&str]| check(of_the_name(text, name), text, expected);
        check("Hay'adda shaqada: Fair Work Agency (FWA)", "Fair Work Agency (FWA)", &["Fair Work Agency (FWA)"]);
        check("Khadka NSPCC (NSPCC Helpline)", "NSPCC Helpline", &["(NSPCC Helpline)"]);
        check("Rețeaua din West Midlands", "West Midlands Anti-Slavery Network", &["West Midlands"]);
        check("Childline, telefon", "Childline", &["Childline"]);
        check("Police, urgence", "Police, emergency", &[]);
        check("Agency of Work", "Fair Work Agency (FWA)", &[]);
        check("Policja, numer alarmowy (Police, emergency)", "Police, emergency", &["(Police, emergency)"]);
        check(
            "Urząd ds. uczciwej pracy (Fair Work Agency, FWA)",
            "Fair Work Agency (FWA)",
            &["(Fair Work Agency, FWA)"],
        );
        check("Telefon (dla dzieci)", "Childline", &[]);
        check("Telefon (bez końca", "Childline", &[]);
        check("Telefon ()", "Childline", &[]);
    }
}
