//! How findings and figures are written for people.

use crate::diagnostic::{Diagnostic, Severity, TextOf, to_terminal};
use crate::upkeep::NextChange;

/// Writes all findings to the terminal's error output, errors first.
pub fn findings(diagnostics: &[Diagnostic], text_of: TextOf) {
    for severity in [Severity::Error, Severity::Warning] {
        for finding in diagnostics.iter().filter(|finding| finding.severity == severity) {
            anstream::eprintln!("{}\n", to_terminal(finding, text_of));
        }
    }
}

/// Says in one line that errors stopped the work.
pub fn stopped(diagnostics: &[Diagnostic], what: &str) {
    let errors = diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    anstream::eprintln!("{}, {}: {what}", count(errors, "error"), count(warnings, "warning"));
}

/// Says in one line when a build would next differ by itself.
pub fn next_change(change: &NextChange) {
    anstream::println!("without edits this site next changes on {change}");
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
