//! What is wrong with a site, said once and shown in many ways.
//!
//! Every stage returns its value together with [`Diagnostic`]s. A diagnostic points at bytes of a source
//! file; lines, columns and excerpts appear only when it is shown, in the terminal, as JSON or in the browser.

mod excerpt;
mod json;
mod listing;
mod machine;
pub mod report;
mod terminal;

use crate::text::{Position, Span, position};
use rustc_hash::FxHashMap;
use std::sync::Arc;

pub use excerpt::{Excerpt, excerpt};
pub use json::{JsonDiagnostic, to_json};
pub use listing::{ListedFinding, Listing, UnlistedFindings, gathered, kinds, listing, same_in};
pub use machine::machine_reason;
pub use terminal::to_terminal;

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

/// One finding. The wording is made in [`report`], so that it is the same everywhere.
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
    /// How many more of this kind the file has that are counted and not kept; 0 for nearly all. See [`bound`].
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

/// Sorts by place, then severity, and drops repetitions, so that the order of work never shows.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
    // One mistake in a template fails for every page that it shows, and a heavy page is heavy in every language that reads it; the first
    // says enough.
    diagnostics.dedup_by(|later, first| {
        report::ONCE_A_PLACE.contains(&later.code) && later.code == first.code && later.location == first.location
    });
}

/// Findings of one kind that are kept of one file.
const KEPT_OF_A_FILE: usize = 1000;

/// Keeps the first [`KEPT_OF_A_FILE`] findings of each kind of one file, and counts the others at the last of them: a file that is
/// nothing but mistakes would fill the memory with sentences that nobody reads.
pub fn bound(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= KEPT_OF_A_FILE {
        return;
    }
    tidy(diagnostics);
    let mut counts: FxHashMap<(Severity, &str), usize> = FxHashMap::default();
    diagnostics.iter().for_each(|finding| *counts.entry((finding.severity, finding.code)).or_default() += 1);
    let mut kept: FxHashMap<(Severity, &str), usize> = FxHashMap::default();
    diagnostics.retain_mut(|finding| {
        let kind = (finding.severity, finding.code);
        let number = kept.entry(kind).or_default();
        *number += 1;
        if *number == KEPT_OF_A_FILE {
            finding.more = counts[&kind] - KEPT_OF_A_FILE;
        }
        *number <= KEPT_OF_A_FILE
    });
    diagnostics.shrink_to_fit();
}

/// How many findings of that severity there are, those that are only counted among them.
pub fn count_of(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|finding| finding.severity == severity).map(|finding| 1 + finding.more).sum()
}

/// Says whether any finding stops publication.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

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
