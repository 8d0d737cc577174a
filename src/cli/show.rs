//! How findings and figures are written for people.
//!
//! Counts, sizes and excerpts look the same in every command.

use super::session::Failure;
use super::terminal::{say, tell};
use crate::diagnostic::{Diagnostic, Severity, TextOf, count_of, kinds, listing, to_terminal};
use crate::upkeep::NextChange;

/// Entries of one kind that are written at most: what is mended in one sitting.
const MOST_OF_A_KIND: usize = 50;

/// Findings from which on they are counted by kind in the end.
const MANY: usize = 4;

/// Writes findings to the terminal's error output, errors first, and counts what would repeat itself.
pub fn findings(diagnostics: &[Diagnostic], text_of: TextOf) {
    let listing = listing(diagnostics, MOST_OF_A_KIND);
    for entry in &listing.entries {
        tell(&format!("{}\n", to_terminal(entry, text_of)));
    }
    for kind in &listing.left_out {
        let files = count(kind.files, "file");
        tell(&format!("{} more of `{}` in {files}: mend those above and look again\n", kind.findings, kind.code));
    }
}

/// Counts findings by kind, a line each, if there are more than a few.
pub fn by_kind(diagnostics: &[Diagnostic]) {
    if diagnostics.len() < MANY {
        return;
    }
    for kind in kinds(diagnostics.iter()) {
        let (found, files) = (count(kind.findings, kind.severity.as_str()), count(kind.files, "file"));
        say(&format!("{found:>14}  {:<26} in {files}", kind.code));
    }
}

/// Says in one line that errors stopped the work.
pub fn stopped(diagnostics: &[Diagnostic], what: &str) {
    let errors = count_of(diagnostics, Severity::Error);
    let warnings = count_of(diagnostics, Severity::Warning);
    tell(&format!("{}, {}: {what}", count(errors, "error"), count(warnings, "warning")));
}

/// Says in one line when a build would next differ by itself.
pub fn next_change(change: &NextChange) {
    say(&format!("without edits this site next changes on {change}"));
}

/// The role in whose name something is done.
pub fn role(who: Option<&str>) -> Result<String, Failure> {
    match who.map(str::trim) {
        Some(role) if !role.is_empty() => Ok(role.to_owned()),
        _ => Err("--who is missing: write the role that does it, such as \"Comms lead\"".into()),
    }
}

/// A number with its noun.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Bytes as people read them; 1 kB is 1000 bytes.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
