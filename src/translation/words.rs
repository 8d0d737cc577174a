use similar::{ChangeTag, TextDiff};

/// Where a piece of a text stands: then, now, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// Only in the older.
    Then,
    /// Only in the newer.
    Now,
}

/// Compares two texts word by word.
///
/// **shape**: pieces in reading order; those that are not [`Side::Now`] make up `then`, those that are not [`Side::Then`] make up `now`.
pub fn compare_words(then: &str, now: &str) -> Vec<(Side, String)> {
    let mut pieces: Vec<(Side, String)> = Vec::new();
    for change in TextDiff::from_words(then, now).iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => Side::Both,
            ChangeTag::Delete => Side::Then,
            ChangeTag::Insert => Side::Now,
        };
        match pieces.last_mut() {
            Some((last, text)) if *last == side => text.push_str(change.value()),
            _ => pieces.push((side, change.value().to_owned())),
        }
    }
    pieces
}
