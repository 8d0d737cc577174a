use super::words::{is_han, words};
use crate::site;
use crate::text::Needles;
use std::collections::BTreeSet;

/// Letters of a word at least that may go on where it is found, so that `landlord` is also in `landlords`.
const WORD_THAT_GOES_ON: usize = 4;

/// Groups of words that mean the same, to be found in texts of one language.
pub struct Synonyms {
    /// The words of each group, as they are compared, with spaces between them.
    groups: Vec<Vec<String>>,
    /// Searches for all words of all groups, each with a space before it, save where a script has none.
    needles: Needles,
    /// The group of each needle, and whether the word may go on behind it.
    of_needle: Vec<(usize, bool)>,
}

impl Synonyms {
    /// Makes these groups ready to search with.
    pub fn new(groups: &[site::Synonyms]) -> Self {
        let compared = |group: &site::Synonyms| group.words.iter().map(|word| words(word).join(" ")).collect();
        let groups: Vec<Vec<String>> = groups.iter().map(compared).collect();
        let all = || groups.iter().enumerate().flat_map(|(group, words)| words.iter().map(move |word| (group, word)));
        let needles: Vec<String> = all().map(|(_, word)| needle(word)).collect();
        let of_needle = all().map(|(group, word)| (group, may_go_on(word))).collect();
        Self { needles: Needles::new(needles.iter().map(String::as_str)), of_needle, groups }
    }

    /// All words of the groups of which one stands in a text, given as its words in their order.
    pub fn of(&self, text: &[String]) -> impl Iterator<Item = &str> {
        let text = format!(" {} ", text.join(" "));
        let found = self.needles.find(&text).filter_map(|(needle, range)| {
            let (group, may_go_on) = self.of_needle[needle];
            (may_go_on || text[range.end..].starts_with(' ')).then_some(group)
        });
        let groups: BTreeSet<usize> = found.collect();
        groups.into_iter().flat_map(|group| self.groups[group].iter().map(String::as_str))
    }
}

fn needle(word: &str) -> String {
    if word.starts_with(is_han) { word.to_owned() } else { format!(" {word}") }
}

fn may_go_on(word: &str) -> bool {
    let last = word.rsplit(' ').next().unwrap_or_default();
    last.starts_with(is_han) || last.chars().count() >= WORD_THAT_GOES_ON
}
