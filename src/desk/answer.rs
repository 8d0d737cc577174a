//! What comes of a request to the desk.

use crate::source::SourceChange;
use std::sync::Arc;

/// What the desk answers.
pub enum Answer {
    /// A page, with its status.
    Page(u16, String),
    /// What was asked is done; the browser goes on to this address below the desk.
    Done(String),
    /// A file of the desk itself: media type and text.
    Own(&'static str, &'static str),
    /// Values for the desk's own script.
    Json(String),
    /// A page of the site made of text that is not saved, byte for byte as a build would write it.
    Unsaved(Arc<[u8]>),
    /// Nothing is there.
    Missing,
}

/// An answer, and what was changed on the disk for it.
pub struct Response {
    /// What the browser gets.
    pub answer: Answer,
    /// Files that have other bytes now.
    pub changes: Vec<SourceChange>,
}

impl From<Answer> for Response {
    fn from(answer: Answer) -> Self {
        Self { answer, changes: Vec::new() }
    }
}
