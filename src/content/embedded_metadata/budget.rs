//! What looking into one file may take, so that a small file cannot fill the memory or never end.
//!
//! One budget holds for a file and everything that is inside it.

use std::io::Read;

/// Elements, boxes, arrays in each other at most: files that programs make have some thirty.
pub(super) const DEEPEST: usize = 128;

/// Bytes that are unpacked of one file at most, one after the other. The largest talk with photos that PowerPoint lets one save
/// without asking stays far below.
const UNPACKED: u64 = 256 << 20;

/// Bytes that are in memory at one moment beside the file itself. A book of a thousand pages has 20 MB of XML and as many nodes.
const KEPT: u64 = 128 << 20;

/// Bytes and pieces that are looked at, some of them again and again: about two seconds.
const STEPS: u64 = 400 << 20;

/// What is left for one file, with the pictures and files inside it.
pub(super) struct Budget {
    unpacked: u64,
    kept: u64,
    steps: u64,
    spent: bool,
}

impl Budget {
    /// A full one.
    pub(super) fn new() -> Self {
        Self { unpacked: UNPACKED, kept: KEPT, steps: STEPS, spent: false }
    }

    /// Whether something was left unread because the budget did not suffice.
    pub(super) fn is_spent(&self) -> bool {
        self.spent
    }

    /// Bytes that may be unpacked in one piece now.
    pub(super) fn room(&self) -> u64 {
        self.unpacked.min(self.kept)
    }

    /// Counts unpacked bytes.
    pub(super) fn unpack(&mut self, bytes: u64) -> Option<()> {
        let left = self.unpacked.checked_sub(bytes);
        self.take(left).map(|left| self.unpacked = left)
    }

    /// Counts bytes that stay in memory from now on.
    pub(super) fn keep(&mut self, bytes: u64) -> Option<()> {
        let left = self.kept.checked_sub(bytes);
        self.take(left).map(|left| self.kept = left)
    }

    /// Asks whether that many bytes could be kept; if not, the budget is spent.
    pub(super) fn fits(&mut self, bytes: u64) -> Option<()> {
        let left = self.kept.checked_sub(bytes);
        self.take(left).map(drop)
    }

    /// Gives back what was counted by [`Self::keep`].
    pub(super) fn release(&mut self, bytes: u64) {
        self.kept = (self.kept + bytes).min(KEPT);
    }

    /// Counts pieces that were looked at.
    pub(super) fn step(&mut self, steps: u64) -> Option<()> {
        let left = self.steps.checked_sub(steps);
        self.take(left).map(|left| self.steps = left)
    }

    /// Allows that many levels; one more spends the budget.
    pub(super) fn depth(&mut self, depth: usize) -> Option<()> {
        self.take((depth <= DEEPEST).then_some(0)).map(drop)
    }

    /// Says that something is too large whatever is left.
    pub(super) fn spend<T>(&mut self) -> Option<T> {
        self.spent = true;
        None
    }

    fn take(&mut self, left: Option<u64>) -> Option<u64> {
        self.spent |= left.is_none();
        left
    }
}

/// Unpacks bytes in the form of zlib; `None` if they are damaged, or more than `most` or the budget allows.
pub(super) fn inflate(bytes: &[u8], most: u64, budget: &mut Budget) -> Option<Vec<u8>> {
    let most = most.min(budget.room());
    let mut unpacked = Vec::new();
    flate2::read::ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked).ok()?;
    if unpacked.len() as u64 > most {
        return budget.spend();
    }
    budget.unpack(unpacked.len() as u64)?;
    Some(unpacked)
}
