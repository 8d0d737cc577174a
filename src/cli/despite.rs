//! What is let through at a publication, written down in `publication-log.toml`.
//!
//! Who, when and why; a line is never changed again.

use super::file::write_file;
use super::session::Failure;
use super::show;
use crate::diagnostic::{Diagnostic, TextOf, machine_reason};
use crate::upkeep::{LetThrough, OVERRIDE_LOG, Override, OverrideRefused, log_with};
use jiff::civil::Date;
use std::fs;
use std::io;
use std::path::Path;

/// Who lets what through, and why, as the options of the command say it.
pub fn from_options(codes: Vec<String>, role: &str, reason: &str) -> Result<Override, Failure> {
    Override::new(codes, role, reason).map_err(in_words)
}

/// Writes down what was let through, and returns what to say about it. Nothing is written if other errors stop the
/// publication, or if the log says the same already.
///
/// # Errors
/// When nothing needs to be let through, and when the log cannot be read or written: then nothing was let through.
pub fn write_down(
    allowed: &Override,
    root: &Path,
    at: Date,
    findings: &[Diagnostic],
    text_of: TextOf,
) -> Result<String, Failure> {
    let (count, entry) = match allowed.apply(at, findings, text_of).map_err(in_words)? {
        LetThrough::Nothing => return Ok("nothing was let through: other errors stop the publication".to_owned()),
        LetThrough::Findings(count, entry) => (show::count(count, "finding"), entry),
    };
    let file = root.join(OVERRIDE_LOG);
    let old = match fs::read_to_string(&file) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let why = machine_reason(&error);
            return Err(format!("{OVERRIDE_LOG} cannot be read, so nothing is let through: {why}").into());
        }
    };
    if let Some(new) = log_with(old.as_deref(), &entry) {
        write_file(&file, &new).map_err(|error| format!("nothing is let through: {error}"))?;
    }
    Ok(format!("{count} let through by {}; {OVERRIDE_LOG} says so: keep it with the site", allowed.role()))
}

fn in_words(refused: OverrideRefused) -> Failure {
    match refused {
        OverrideRefused::NoRole => {
            "--named is empty: write the role that lets it through, such as \"Duty inspector\"".into()
        }
        OverrideRefused::NoReason => "--because is empty: write why it must be published all the same".into(),
        OverrideRefused::StopsNothing(code) => format!("`{code}` stops nothing: leave out --despite {code}").into(),
    }
}
