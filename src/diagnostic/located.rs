//! Findings with the line, column and excerpt that people need.
//!
//! Bytes of a file become places here, when something is shown.

use super::excerpt::{Excerpt, excerpt};
use super::finding::Diagnostic;
use crate::text::{Position, position};
use std::sync::Arc;

/// Looks up the text of a source file by its path, for excerpts; `None` for binary or missing files.
pub type TextOf<'a> = &'a dyn Fn(&str) -> Option<Arc<str>>;

/// A diagnostic with the line, column and excerpt that a person needs.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// Line and column of its first byte.
    pub position: Position,
    /// The line it stands in, cut around it if that is long; empty if the file has no text.
    pub excerpt: Excerpt,
}

/// Finds line, column and excerpt of a diagnostic.
pub fn locate<'a>(diagnostic: &'a Diagnostic, text_of: TextOf) -> Located<'a> {
    let text = text_of(&diagnostic.location.file).unwrap_or_default();
    let span = diagnostic.location.span;
    Located { diagnostic, position: position(&text, span.start as usize), excerpt: excerpt(&text, span) }
}
