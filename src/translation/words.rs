//! Which words of a text changed.
//!
//! Two texts go in; what was, what is and what stayed comes out in reading order.

use similar::{ChangeTag, TextDiff};

/// Where a piece of a text is: then, now, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedSide {
    /// In both.
    Both,
    /// Only in the older.
    Then,
    /// Only in the newer.
    Now,
}

/// Compares two texts word by word.
///
/// **shape**: pieces in reading order; those that are not [`ComparedSide::Now`] make up `then`, those that are not [`ComparedSide::Then`] make up `now`.
pub fn compare_words(then: &str, now: &str) -> Vec<(ComparedSide, String)> {
    let mut segments: Vec<(ComparedSide, String)> = Vec::new();
    for change in TextDiff::from_words(then, now).iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => ComparedSide::Both,
            ChangeTag::Delete => ComparedSide::Then,
            ChangeTag::Insert => ComparedSide::Now,
        };
        match segments.last_mut() {
            Some((last, text)) if *last == side => text.push_str(change.value()),
            _ => segments.push((side, change.value().to_owned())),
        }
    }
    segments
}
