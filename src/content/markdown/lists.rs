//! The numbers of lists as they were typed, for telling a list from a sentence that begins with a number.
//!
//! The parser keeps the first number of a list alone.

/// The numbers of lists as they were typed.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) open: Vec<List>,
    /// The number that would go on where the last list ended.
    pub(super) next: Option<u64>,
}

pub(super) struct List {
    pub(super) is_ordered: bool,
    pub(super) numbers: Vec<u64>,
}

impl Lists {
    pub(super) fn open(&mut self, start: Option<u64>) {
        self.open.push(List { is_ordered: start.is_some(), numbers: Vec::new() });
    }
}
