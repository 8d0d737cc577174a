//! The site as it stands when a request comes.

use crate::diagnostic::Diagnostic;
use crate::snapshot::{Options, Snapshot, Workspace};

/// What is known of the whole site by now.
pub struct Looked<'s> {
    /// Its findings; the first of them while it is not done.
    pub findings: &'s [Diagnostic],
    /// Outputs that have been made, and how many there are.
    pub made: usize,
    /// How many there are; 0 before the first.
    pub all: usize,
    /// Whether nothing more will be found.
    pub is_done: bool,
}

/// The site as it stands.
pub struct DeskSite<'s> {
    /// Its files, of all editions.
    pub workspace: &'s Workspace,
    /// The edition that the preview shows.
    pub snapshot: &'s Snapshot,
    /// Which of the states since the start it is.
    pub number: u64,
    /// What the preview was started with.
    pub options: &'s Options,
    /// Its findings.
    pub looked: Looked<'s>,
}
