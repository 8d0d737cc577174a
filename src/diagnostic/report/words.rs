//! Messages about words and sentences that are hard to read.

use super::warning;
use crate::diagnostic::{Diagnostic, Place};

/// A text that is too hard.
pub fn hard_to_read(place: Place, age: i32, limit: i32, words: f64, hardest: &[&str]) -> Diagnostic {
    let message = format!("this text needs a reader of {age}, its limit is {limit}");
    let hint = if hardest.is_empty() {
        format!("shorten sentences: they have {words:.0} words each on average")
    } else {
        format!("shorten sentences ({words:.0} words each on average) and long words: {}", hardest.join(", "))
    };
    warning(place, "hard-to-read", message, hint)
}

/// A sentence that is too long.
pub fn long_sentence(place: Place, words: usize, limit: usize) -> Diagnostic {
    let message = format!("this sentence has {words} words, its limit is {limit}");
    warning(place, "long-sentence", message, "make two sentences of it, or a list")
}
