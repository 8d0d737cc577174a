//! A finding: where something is wrong, how bad that is, and what to do next.
//!
//! The words are made in [`report`](super::report) alone.

use crate::text::Span;
use std::sync::Arc;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops publication.
    Error,
    /// Should be looked at; publication goes on.
    Warning,
}

impl Severity {
    /// The word that people see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path relative to the site's root, with forward slashes.
    pub file: Arc<str>,
    /// Bytes of that file; empty at 0 when the file as a whole is meant.
    pub span: Span,
}

impl Location {
    /// The whole of `file`.
    pub fn whole(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), span: Span::default() }
    }

    /// The bytes `span` of `file`.
    pub fn at(file: &Arc<str>, span: Span) -> Self {
        Self { file: Arc::clone(file), span }
    }
}

/// One finding. The wording is made in [`report`](super::report), so that it is the same everywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where; findings sort by it.
    pub location: Location,
    /// How bad.
    pub severity: Severity,
    /// A stable name of the rule, such as `unknown-contact`.
    pub code: &'static str,
    /// The cause in plain words.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// How many more of this kind the file has that are counted and not kept; 0 for nearly all. See [`bound`](super::bound).
    pub more: usize,
}

/// The best value that a stage can make, and everything there is to say about it.
#[derive(Clone, Debug, Default)]
pub struct Reported<T> {
    /// The value; always usable.
    pub value: T,
    /// In no particular order; may be empty.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Reported<T> {
    /// A value without findings.
    pub fn fine(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Hands the findings to `diagnostics` and returns the value.
    pub fn into_value(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// How many findings of that severity there are, those that are only counted among them.
pub fn count_of(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|finding| finding.severity == severity).map(|finding| 1 + finding.more).sum()
}

/// Says whether any finding stops publication.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
