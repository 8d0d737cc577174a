//! Words of the default language inside a record's words in another one: what an organisation is called there.
//!
//! They name their language and are kept apart from the text around them, so that they are read aloud as what they are, and their
//! brackets and commas keep their places in text from right to left.

use super::expand::Expander;
use crate::text::Span;
use crate::text::letter::{foreign_names, words};
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes words of a record in the language around them; `name` is what the record says there in the default language.
pub(super) fn record_words(expander: &mut Expander, text: &str, name: &str, span: Span) {
    let site = expander.view.site;
    let source = site.language(site.default_language).tag.as_str();
    let around = site.language(expander.spot.text_language).tag.as_str();
    let found = match foreign_names(text, source, around) {
        None => in_brackets(text, name),
        Some(found) => found,
    };
    expander.writer.text_with_names(text, &found, source, span);
}

/// What stands in brackets and has only words of `name`: languages with Latin letters do not show by their letters what is foreign.
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
    fn brackets_hold_the_name_or_something_else() {
        let check = |text: &str, name: &str, expected: &[&str]| check(in_brackets(text, name), text, expected);
        check("Policja, numer alarmowy (Police, emergency)", "Police, emergency", &["Police, emergency"]);
        check("Urząd ds. uczciwej pracy (Fair Work Agency, FWA)", "Fair Work Agency (FWA)", &["Fair Work Agency, FWA"]);
        check("Telefon (dla dzieci)", "Childline", &[]);
        check("Telefon (bez końca", "Childline", &[]);
        check("Telefon ()", "Childline", &[]);
    }
}
