//! Words that tell what a sensitive page is about, where its name must not.
//!
//! Titles, previews and interface strings are compared with them.

/// Words that say what a page is about, where its name must not. Small letters; beginnings of words.
const TELLING: [&str; 14] = [
    "slave",
    "traffick",
    "exploit",
    "abuse",
    "victim",
    "forced",
    "police",
    "crime",
    "criminal",
    "escape",
    "danger",
    "prostitut",
    "sexual",
    "rescue",
];

/// A word in which words tell what a sensitive page is about, if there is one.
pub(super) fn told(words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let begins = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|own| own.starts_with(word));
    TELLING.into_iter().find(|word| begins(word))
}
