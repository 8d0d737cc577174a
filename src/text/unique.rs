//! Names that are given away once each.
//!
//! A wish goes in; it comes out, with a number where somebody had it before.

use rustc_hash::{FxHashMap, FxHashSet};

/// Gives out names of which none occurs twice, in time that does not grow with how many are wished for.
#[derive(Debug, Default)]
pub struct UniqueNames {
    taken: FxHashSet<String>,
    /// The last number that was put behind a name.
    numbers: FxHashMap<String, usize>,
}

impl UniqueNames {
    /// Whether a name was given out.
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The name that is wished for, or, if it is taken, the same with `divider` and the first free number from 2 on behind it.
    pub fn take(&mut self, wished: &str, divider: char) -> String {
        let mut name = wished.to_owned();
        while !self.taken.insert(name.clone()) {
            let number = self.numbers.entry(wished.to_owned()).or_insert(1);
            *number += 1;
            name = format!("{wished}{divider}{number}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_from_two_and_pass_over_what_is_taken() {
        let mut names = UniqueNames::default();
        let taken: Vec<String> =
            ["a", "a-3", "a", "a", "b", "a"].iter().map(|wished| names.take(wished, '-')).collect();
        assert_eq!(taken, ["a", "a-3", "a-2", "a-4", "b", "a-5"]);
    }
}
