//! Every message of the program, one function each, so that wording and advice are the same everywhere.
//!
//! Wording: lower case, no full stop, the thing in backticks. The hint says what to do next.

mod accessibility;
mod allow;
mod character;
mod chart;
mod document;
mod embedded_metadata;
mod exchange;
mod fact;
mod file;
mod kind;
mod ledger;
mod link;
mod markdown;
mod number;
mod outside;
mod privacy;
mod recording;
mod safety;
mod settings;
mod shortcode;
mod theme;
mod weight;
mod words;

use super::{Diagnostic, Location, Severity};
use crate::text::show_unseen;

pub use accessibility::*;
pub use allow::*;
pub use character::*;
pub use chart::*;
pub use document::*;
pub use embedded_metadata::*;
pub use exchange::*;
pub use fact::*;
pub use file::*;
pub use kind::*;
pub use ledger::*;
pub use link::*;
pub use markdown::*;
pub use number::*;
pub use outside::*;
pub use privacy::*;
pub use recording::*;
pub use safety::*;
pub use settings::*;
pub use shortcode::*;
pub use theme::*;
pub use weight::*;
pub use words::*;

fn error(location: Location, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    // What cannot be seen is shown as its number, in every message.
    let shown = |text: String| show_unseen(&text).into_owned();
    let (message, hint) = (shown(message.into()), shown(hint.into()));
    Diagnostic { location, severity: Severity::Error, code, message, hint, more: 0 }
}

fn warning(location: Location, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(location, code, message, hint) }
}

/// The codes of warnings: a build that changed nothing repeats those of the build before.
const WARNINGS: &[&str] = &[
    "contact-expired",
    "contact-unchecked",
    "fact-expired",
    "fact-unchecked",
    "typed-figure",
    "review-overdue",
    "confirm-overdue",
    "unused-footnote",
    "unused-reference",
    "unseen-character",
    "signs-without-effect",
    "became-list",
    "became-quote",
    "indented-code",
    "orphan-translation",
    "translation-outdated",
    "translation-built-otherwise",
    "not-translated",
    "records-outdated",
    "recording-outdated",
    "recording-unconfirmed",
    "recording-unnamed",
    "not-minified",
    "foreign-script",
    "glossary-word",
    "synonym-not-translated",
    "language-not-listed",
    "hard-to-read",
    "long-sentence",
    "short-code-language-gone",
    "short-code-not-kept",
    "security-expired",
    "slide-too-full",
    "pictogram-not-for-slides",
    "pdf-without-language",
    "pdf-without-tags",
    "pdf-without-title",
    "left-out",
    "link-broken",
    "link-moved",
    "link-with-password",
];

/// Codes of which one finding is enough at a place, however often something goes wrong there.
pub const ONCE_A_PLACE: &[&str] = &[TEMPLATE_FAILED, "heavy-start", "heavy-page", "heavy-help"];

/// The code of a warning that was written down; one that is no longer known is just a `warning`.
pub fn code(written: &str) -> &'static str {
    WARNINGS.iter().find(|code| **code == written).copied().unwrap_or("warning")
}

fn meant(near: Option<&str>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// Shortens what an author wrote, for a message.
fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 { line.to_owned() } else { line.chars().take(39).chain(['…']).collect() }
}

fn excerpt_long(why: &str) -> String {
    let line = why.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= 160 { line.to_owned() } else { line.chars().take(159).chain(['…']).collect() }
}

/// Bytes as people say them: thousands, with one digit behind the point.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
