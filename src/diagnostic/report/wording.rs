//! What all messages are made with: the parts of a finding, and how words of others are shortened in it.
//!
//! What cannot be seen is shown as its number, in every message.

use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::text::show_unseen;

pub(super) fn error(
    location: Location,
    code: &'static str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    let shown = |text: String| show_unseen(&text).into_owned();
    let (message, hint) = (shown(message.into()), shown(hint.into()));
    Diagnostic { location, severity: Severity::Error, code, message, hint, more: 0 }
}

pub(super) fn warning(
    location: Location,
    code: &'static str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(location, code, message, hint) }
}

pub(super) fn meant(near: Option<&str>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// Shortens what an author wrote, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 { line.to_owned() } else { line.chars().take(39).chain(['…']).collect() }
}

pub(super) fn excerpt_long(why: &str) -> String {
    let line = why.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= 160 { line.to_owned() } else { line.chars().take(159).chain(['…']).collect() }
}

/// Bytes as people say them: thousands, with one digit behind the point.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
