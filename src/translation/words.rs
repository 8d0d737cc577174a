//! Which words of a text changed, and which items of a list.
//!
//! Two texts or lists go in; what was, what is and what stayed comes out in reading order.

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};
use std::hash::Hash;

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

/// Compares two lists: the longest common sequence stays, what is between is paired in order.
///
/// **shape**: positions in `then` and `now` of what differs, in reading order; one of both is missing for what is gone or new.
pub fn compare_lists<T: Eq + Hash>(then: &[T], now: &[T]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, then, now) {
        let (tag, mut old, mut new) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        loop {
            let pair = (old.next(), new.next());
            if pair == (None, None) {
                break;
            }
            pairs.push(pair);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::compare_lists;

    #[test]
    fn what_differs_in_two_lists_is_paired_in_order() {
        let check = |then: &[&str], now: &[&str], expected: &[(Option<usize>, Option<usize>)]| {
            assert_eq!(compare_lists(then, now), expected, "{then:?} {now:?}");
        };
        check(&["a", "b"], &["a", "b"], &[]);
        check(&["a", "b", "c"], &["a", "x", "c"], &[(Some(1), Some(1))]);
        check(&["a", "c"], &["a", "b", "c"], &[(None, Some(1))]);
        check(&["a", "b", "c"], &["a", "c"], &[(Some(1), None)]);
        check(&[], &["a"], &[(None, Some(0))]);
        check(&["a", "b"], &["x", "y", "z"], &[(Some(0), Some(0)), (Some(1), Some(1)), (None, Some(2))]);
    }
}
