//! What a build made from what, and what it said, so that an unchanged site is not made again.
//!
//! A record that is missing, old or damaged counts as none.

use super::outcome::PublishOutcome;
use super::plain_file::{read_plain, write_by};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::text::{Fingerprint, Span};
use crate::upkeep::NextChange;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a build made from what, and what it said: enough to see that nothing has to be made again, and to say the same.
///
/// Sound because a release depends on its inputs alone, and because every file is compared before it is believed.
#[derive(Debug, Serialize, Deserialize)]
pub struct BuildRecord {
    version: u32,
    /// Hash of everything that went in.
    inputs: String,
    /// Hash of every file that came out.
    release: String,
    /// Pages in all languages.
    pub pages: usize,
    /// Files of the release.
    pub files: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// When the release next changes although nobody edits anything.
    pub next_change: Option<NextChange>,
    /// The warnings of that build, which an unchanged build repeats.
    warnings: Vec<Warning>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Warning {
    code: String,
    file: String,
    start: u32,
    end: u32,
    message: String,
    hint: String,
    more: usize,
}

/// The form of a record; another one is not read.
const VERSION: u32 = 4;

impl BuildRecord {
    /// The record of a finished build.
    pub fn new(inputs: &Fingerprint, release: &Fingerprint, outcome: &PublishOutcome) -> Self {
        let warnings = outcome.diagnostics.iter().map(|finding| Warning {
            code: finding.code.to_owned(),
            file: finding.location.file.to_string(),
            start: finding.location.span.start,
            end: finding.location.span.end,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            more: finding.more,
        });
        Self {
            version: VERSION,
            inputs: inputs.to_string(),
            release: release.to_string(),
            pages: outcome.pages,
            files: outcome.files,
            bytes: outcome.bytes,
            next_change: outcome.next_change.clone(),
            warnings: warnings.collect(),
        }
    }

    /// Reads the record of a build of `inputs` that made `release`; one that is missing, old, damaged or of another build counts as
    /// none.
    pub fn read(path: &Path, inputs: &Fingerprint, release: &Fingerprint) -> Option<Self> {
        let record: Self = serde_json::from_slice(&read_plain(path).ok()?).ok()?;
        let is_it = record.version == VERSION
            && Fingerprint::parse(&record.inputs).as_ref() == Some(inputs)
            && Fingerprint::parse(&record.release).as_ref() == Some(release);
        is_it.then_some(record)
    }

    /// Writes the record, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        write_by(&path.with_extension("new"), path, &serde_json::to_vec(self).map_err(io::Error::other)?)
    }

    /// The warnings as findings. Codes that this program does not know are all called `warning`.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let findings = self.warnings.iter().map(|warning| Diagnostic {
            location: Location::at(&Arc::from(warning.file.as_str()), Span { start: warning.start, end: warning.end }),
            severity: Severity::Warning,
            code: crate::diagnostic::report::code(&warning.code),
            message: warning.message.clone(),
            hint: warning.hint.clone(),
            more: warning.more,
        });
        findings.collect()
    }
}
