//! Where the pieces of a text were in the one that it was made from.
//!
//! Offsets of the new text go in, those of the old one come out.

/// Where the pieces of a text was in the text that it was made from.
///
/// Pairs of byte offsets, first in the new text, then in the old one; ascending in the new text. Between two pairs both run alike.
/// Without any the texts are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap(Vec<(usize, usize)>);

impl OffsetMap {
    /// Says that what begins at `new` was at `old`. Ascending in `new`.
    pub fn push(&mut self, new: usize, old: usize) {
        self.0.push((new, old));
    }

    /// The offset in the old text of what is at `new`.
    pub fn old(&self, new: usize) -> usize {
        let next = self.0.partition_point(|(start, _)| *start <= new);
        let known = next.checked_sub(1).map(|index| self.0[index]);
        known.map_or(new, |(start, old)| old + (new - start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_where_they_stood() {
        let same = OffsetMap::default();
        assert_eq!(same.old(7), 7);
        let mut moved = OffsetMap::default();
        moved.push(0, 3);
        moved.push(5, 20);
        assert_eq!([0, 4, 5, 9].map(|new| moved.old(new)), [3, 7, 20, 24]);
    }
}
