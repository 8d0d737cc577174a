//! Words that promise what no website can: that a visit is erased, that nobody will know, that all will be well.
//!
//! Source: content brief of 2026-11-22, sections 6 ("Do not promise") and 7.2; USERS.md U03.

use crate::content::{Content, MessageText, Payload};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::WordSearch;
use std::ops::Range;

/// Words without which none of the phrases can occur; looked for first, as they are rare.
const STEMS: [&str; 20] = [
    "history",
    "trace",
    "nobody",
    "no one",
    "no-one",
    "tracks",
    "visit",
    "browsing",
    "anonymous",
    "private",
    "secret",
    "safe",
    "prosecuted",
    "arrested",
    "deported",
    "trouble",
    "status",
    "this page",
    "no\none",
    "this\npage",
];

/// What must not be said, in small letters, with single spaces and straight quotes.
const PHRASES: &[&str] = &[
    "clears your history",
    "clears the history",
    "clears your browser history",
    "clears your browsing history",
    "deletes your history",
    "deletes the history",
    "deletes your browsing",
    "erases your history",
    "erases the history",
    "erases your browsing",
    "removes your history",
    "wipes your history",
    "hides your history",
    "will clear your history",
    "will delete your history",
    "will erase your history",
    "removes it from your history",
    "removes this site from your history",
    "removes this website from your history",
    "clears this page from",
    "removes this page from",
    "deletes this page from",
    "clears your tracks",
    "covers your tracks",
    "hides your tracks",
    "erases your visit",
    "hides your visit",
    "keeps your visit secret",
    "keep your visit secret",
    "your visit is secret",
    "your visit stays secret",
    "your visit is private",
    "your visit stays private",
    "your visit is hidden",
    "leaves no trace",
    "leave no trace",
    "no trace of your visit",
    "no trace on your phone",
    "without a trace",
    "without leaving a trace",
    "cannot be traced",
    "can't be traced",
    "untraceable",
    "nobody will know",
    "no one will know",
    "no-one will know",
    "nobody will ever know",
    "no one will ever know",
    "no-one will ever know",
    "nobody can see",
    "no one can see",
    "no-one can see",
    "nobody will see",
    "no one will see",
    "no-one will see",
    "nobody will find out",
    "nobody can find out",
    "no one will find out",
    "no one can find out",
    "no-one will find out",
    "completely anonymous",
    "totally anonymous",
    "100% anonymous",
    "completely private",
    "totally private",
    "100% private",
    "completely safe",
    "totally safe",
    "perfectly safe",
    "100% safe",
    "you will be safe",
    "you'll be safe",
    "you are safe here",
    "we will keep you safe",
    "we'll keep you safe",
    "you will not be prosecuted",
    "you won't be prosecuted",
    "you cannot be prosecuted",
    "you will not be arrested",
    "you won't be arrested",
    "you will not be deported",
    "you won't be deported",
    "you will not get into trouble",
    "you won't get into trouble",
    "you will not get in trouble",
    "you won't get in trouble",
    "immigration status does not matter",
    "immigration status doesn't matter",
    "your status does not matter",
];

/// Words that take a promise back when they are before it in the same part of a sentence.
const DENIALS: [&str; 6] = ["not", "cannot", "can't", "never", "doesn't", "don't"];
/// How many words before a phrase are looked at for a denial: `we cannot promise that the police say …` has seven.
const REACH: usize = 9;

/// Looks for promises in English texts.
pub struct Promises {
    stems: WordSearch,
    /// The phrases that hold each stem.
    phrases: Vec<Vec<&'static str>>,
}

impl Promises {
    /// Makes the searcher.
    pub fn new() -> Self {
        let holding = |stem: &str| {
            let stem = stem.replace('\n', " ");
            PHRASES.iter().copied().filter(|phrase| phrase.contains(&stem)).collect()
        };
        Self { stems: WordSearch::new(STEMS), phrases: STEMS.into_iter().map(holding).collect() }
    }

    /// Looks at the English strings of the frame, whether or not a page shows them.
    pub fn in_strings(&self, content: &Content) -> Vec<Diagnostic> {
        let Payload::Strings(tag, strings) = &content.payload else { return Vec::new() };
        if !tag.is_english() {
            return Vec::new();
        }
        let found = strings.values().filter_map(|message| {
            let text = match &message.text {
                MessageText::Plain(text) => text,
                MessageText::Plural(forms) => forms.values().find(|form| self.find(form).is_some())?,
            };
            let range = self.find(text)?;
            Some(report::false_promise(Location::at(&content.file, message.span), &text[range]))
        });
        found.collect()
    }

    /// The first promise of `text`, with the place of the phrase. Blocks are set apart by [`BREAK`].
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.stems.find(text).find_map(|(stem, at)| {
            let start = text[..at.start].rfind(BREAK).map_or(0, |end| end + BREAK.len_utf8());
            let end = text[at.end..].find(BREAK).map_or(text.len(), |end| at.end + end);
            let found = find_in_block(&text[start..end], &self.phrases[stem])?;
            Some(start + found.start..start + found.end)
        })
    }
}

/// Stands between blocks of words that are searched together: no text holds it.
pub const BREAK: char = '\u{1e}';

fn find_in_block(text: &str, phrases: &[&str]) -> Option<Range<usize>> {
    let (folded, places) = fold(text);
    phrases.iter().find_map(|phrase| {
        let at = folded.match_indices(phrase).map(|(at, _)| at).find(|at| {
            let before = &folded[..*at];
            !before.ends_with(|last: char| last.is_alphanumeric()) && !is_denied(before)
        })?;
        Some(places[at] as usize..places[at + phrase.len()] as usize)
    })
}

fn is_denied(before: &str) -> bool {
    let sentence = before.rfind(['.', '!', '?', ':', ',', ';']).map_or(before, |end| &before[end + 1..]);
    sentence.split(' ').rev().filter(|word| !word.is_empty()).take(REACH).any(|word| DENIALS.contains(&word))
}

/// The text in small letters, with single spaces and straight quotes; and for each byte, and the end, where it came
/// from.
fn fold(text: &str) -> (String, Vec<u32>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, character) in text.char_indices() {
        let plain = match character {
            '’' | '‘' => '\'',
            space if space.is_whitespace() => ' ',
            other => other.to_ascii_lowercase(),
        };
        if plain == ' ' && folded.ends_with(' ') {
            continue;
        }
        folded.push(plain);
        places.resize(folded.len(), at as u32);
    }
    places.push(text.len() as u32);
    (folded, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Promises::new().find(text).map(|range| &text[range]), expected, "{text}");
    }

    #[test]
    fn promises_are_found() {
        check("This button clears your history.", Some("clears your history"));
        check("It leaves\nno trace – really", Some("leaves\nno trace"));
        check("Don’t worry. Nobody will know.", Some("Nobody will know"));
        check("You won’t be arrested", Some("You won’t be arrested"));
        check("żółw: YOU WILL BE SAFE", Some("YOU WILL BE SAFE"));
        check("żółw: You will be safe", Some("You will be safe"));
    }

    #[test]
    fn the_truth_is_left_alone() {
        check("It does not delete history.", None);
        check("We cannot promise that no one will know.", None);
        check("Leaving this site does not remove it from your history.", None);
        check("You may want to clear the whole history.", None);
        check("A safe place if needed", None);
        check("Do not say: you will be safe.", Some("you will be safe"));
    }

    #[test]
    fn every_phrase_holds_a_stem() {
        for phrase in PHRASES {
            check(&format!("So {phrase}."), Some(phrase));
        }
    }
}
