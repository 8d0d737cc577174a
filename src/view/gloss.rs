//! Words of the default language inside a record's words in another one: what an organisation is called there.
//!
//! They name their language and are kept apart from the text around them, so that they are read aloud as what they are, and their
//! brackets and commas keep their places in text from right to left.

use super::expand::Expander;
use crate::content::NodeKind;
use crate::text::Span;
use crate::text::letter::scripts_of;
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes words of a record in the language around them; `name` is what the record is called in the default language.
pub(super) fn record_words(expander: &mut Expander, text: &str, name: &str, span: Span) {
    let site = expander.view.site;
    let source = site.language(site.default_language).tag.as_str();
    let around = site.language(expander.spot.text_language).tag.as_str();
    let found = match (source == around, scripts_of(source), scripts_of(around)) {
        (true, _, _) => Vec::new(),
        (false, 0, own) if own != 0 => latin(text),
        _ => in_brackets(text, name),
    };
    let mut done = 0;
    for range in found {
        plain(expander, &text[done..range.start], span);
        let tag = expander.writer.keep(source);
        expander.writer.words(NodeKind::Language { tag, block: false }, &text[range.clone()], span);
        done = range.end;
    }
    plain(expander, &text[done..], span);
}

fn plain(expander: &mut Expander, text: &str, span: Span) {
    if !text.is_empty() {
        expander.writer.text(text, span);
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
    runs
}

/// What stands between two words of one name.
fn joins(between: &str) -> bool {
    between.bytes().all(|byte| matches!(byte, b' ' | b',' | b'&' | b'-' | b'.' | b'\'' | b'/'))
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

fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Vec<Range<usize>>, text: &str, expected: &[&str]) {
        assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn foreign_letters_are_found_as_whole_names() {
        let text = |text: &str, expected: &[&str]| check(latin(text), text, expected);
        text("پولیس، ایمرجنسی (Police, emergency)", &["Police, emergency"]);
        text("现代奴役（Modern Slavery & Exploitation Helpline）", &["Modern Slavery & Exploitation Helpline"]);
        text("Relay UK፣ ህጹጽ (Relay UK, emergency)", &["Relay UK", "Relay UK, emergency"]);
        text("ادارہ: National Domestic Abuse Helpline (Refuge)", &["National Domestic Abuse Helpline", "Refuge"]);
        text("GOV.UK پر ڈھونڈیں، 24 گھنٹے", &["GOV.UK"]);
        text("خط کمک", &[]);
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
