//! Messages about words and sentences that are hard to read.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, excerpt_long, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A text that is too hard.
pub fn hard_to_read(location: Location, age: i32, limit: i32, words: f64, hardest: &[&str]) -> Diagnostic {
    let message = format!("this text needs a reader of {age}, its limit is {limit}");
    let hint = if hardest.is_empty() {
        format!("shorten sentences: they have {words:.0} words each on average")
    } else {
        format!("shorten sentences ({words:.0} words each on average) and long words: {}", hardest.join(", "))
    };
    warning(location, "hard-to-read", message, hint)
}

/// A sentence that is too long.
pub fn long_sentence(location: Location, words: usize, limit: usize) -> Diagnostic {
    let message = format!("this sentence has {words} words, its limit is {limit}");
    warning(location, "long-sentence", message, "make two sentences of it, or a list")
}

/// A word that the glossary of its language calls wrong.
pub fn glossary_word(location: Location, written: &str, word: Option<&str>, note: Option<&str>) -> Diagnostic {
    let why = note.map(|note| format!(": {}", excerpt_long(note))).unwrap_or_default();
    let message = format!("the glossary says that `{}` is wrong in this language{why}", excerpt(written));
    let hint = match word {
        Some(word) => format!("write `{}`, or say it in another way", excerpt(word)),
        None => "say it in another way".to_owned(),
    };
    warning(location, "glossary-word", message, hint + "; the list is content/glossary.toml")
}

/// A table of the glossary for a language that the site does not have.
pub fn glossary_language(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("the glossary has words for `{}`, which is no language of this site", excerpt(name));
    error(location, "unknown-language", message, meant(near, "name a language of liberate.toml, as in [pl.helpline]"))
}

/// A table of the synonyms for a language that the site does not have.
pub fn synonym_language(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("there are synonyms for `{}`, which is no language of this site", excerpt(name));
    error(location, "unknown-language", message, meant(near, "name a language of liberate.toml, as in [pl.doctor]"))
}

/// A synonym that nobody can type into the search.
pub fn synonym_without_letters(location: Location, word: &str) -> Diagnostic {
    let message = format!("`{}` has no letter or digit, so nobody can find anything by it", excerpt(word));
    error(location, "empty-synonym", message, "write a word as people type it, or remove this one")
}

/// A group of synonyms that says nothing.
pub fn lone_synonym(location: Location) -> Diagnostic {
    let message = "this group has fewer than two words and no page, so it changes nothing";
    error(location, "lone-synonym", message, "add a word that means the same, or `pages = [\"@/help.md\"]`")
}

/// A page that synonyms name and that has no text in their language.
pub fn synonym_not_translated(location: Location, to: &str, language: &str) -> Diagnostic {
    let message =
        format!("`{}` has no text in `{language}`, so the search in that language does not know it", excerpt(to));
    warning(location, "synonym-not-translated", message, "name a page that has one, or remove this one")
}
