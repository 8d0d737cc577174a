//! Synonyms in texts: a page with one word is found by the others.
//!
//! A text goes in, the words that it should be found by, too, come out.

use super::words::{is_han, words};
use crate::site;
use crate::text::WordSearch;
use std::collections::BTreeSet;

/// Letters of a word at least that may go on where it is found, so that `landlord` is also in `landlords`.
const WORD_THAT_GOES_ON: usize = 4;

/// Groups of words that mean the same, to be found in texts of one language.
pub struct SynonymGroups {
    /// The words of each group, as they are compared, with spaces between them.
    groups: Vec<Vec<String>>,
    /// Searches for all words of all groups, each with a space before it, save where a script has none.
    search: WordSearch,
    /// The group of each word, and whether the word may go on behind it.
    of_pattern: Vec<(usize, bool)>,
}

impl SynonymGroups {
    /// Makes these groups ready to search with.
    pub fn new(groups: &[site::Synonyms]) -> Self {
        let compared = |group: &site::Synonyms| group.words.iter().map(|word| words(word).join(" ")).collect();
        let groups: Vec<Vec<String>> = groups.iter().map(compared).collect();
        let all = || groups.iter().enumerate().flat_map(|(group, words)| words.iter().map(move |word| (group, word)));
        let search: Vec<String> = all().map(|(_, word)| pattern(word)).collect();
        let of_pattern = all().map(|(group, word)| (group, may_go_on(word))).collect();
        Self { search: WordSearch::new(search.iter().map(String::as_str)), of_pattern, groups }
    }

    /// All words of the groups of which one is in a text, given as its words in their order.
    pub fn of(&self, text: &[String]) -> impl Iterator<Item = &str> {
        let text = format!(" {} ", text.join(" "));
        let found = self.search.find(&text).filter_map(|(pattern, range)| {
            let (group, may_go_on) = self.of_pattern[pattern];
            (may_go_on || text[range.end..].starts_with(' ')).then_some(group)
        });
        let groups: BTreeSet<usize> = found.collect();
        groups.into_iter().flat_map(|group| self.groups[group].iter().map(String::as_str))
    }
}

fn pattern(word: &str) -> String {
    if word.starts_with(is_han) { word.to_owned() } else { format!(" {word}") }
}

fn may_go_on(word: &str) -> bool {
    let last = word.rsplit(' ').next().unwrap_or_default();
    last.starts_with(is_han) || last.chars().count() >= WORD_THAT_GOES_ON
}
