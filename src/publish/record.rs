use super::Outcome;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::text::{Fingerprint, Span};
use crate::upkeep::NextChange;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a build made from what: enough to see that nothing has to be made again.
///
/// Sound because a release depends on its inputs alone, and because every file is compared before it is believed.
#[derive(Debug)]
pub struct Record {
    /// Hash of everything that went in.
    pub inputs: Fingerprint,
    /// Pages in all languages.
    pub pages: usize,
    /// Every file of the release.
    pub files: Vec<File>,
    /// When the release next changes although nobody edits anything.
    pub next_change: Option<NextChange>,
    /// The warnings of that build, which an unchanged build repeats.
    warnings: Vec<Warning>,
}

/// One file of a release.
#[derive(Debug)]
pub struct File {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// Hash of its bytes.
    pub fingerprint: Fingerprint,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Warning {
    code: String,
    file: String,
    start: u32,
    end: u32,
    message: String,
    hint: String,
}

/// The first line of a record; another version is not read.
const VERSION: &str = "liberate build record 2";

impl Record {
    /// The record of a finished build.
    pub fn new(inputs: Fingerprint, pages: usize, files: Vec<File>, outcome: &Outcome) -> Self {
        let warnings = outcome.diagnostics.iter().map(|finding| Warning {
            code: finding.code.to_owned(),
            file: finding.place.file.to_string(),
            start: finding.place.span.start,
            end: finding.place.span.end,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
        });
        Self { inputs, pages, files, next_change: outcome.next_change.clone(), warnings: warnings.collect() }
    }

    /// Reads a record; one that is missing, old or damaged counts as none.
    pub fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        if lines.next()? != VERSION {
            return None;
        }
        let inputs = Fingerprint::parse(lines.next()?)?;
        let pages = lines.next()?.parse().ok()?;
        let next_change = serde_json::from_str(lines.next()?).ok()?;
        let warnings = serde_json::from_str(lines.next()?).ok()?;
        let files = lines.map(file).collect::<Option<Vec<File>>>()?;
        Some(Self { inputs, pages, files, next_change, warnings })
    }

    /// Writes the record, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = format!("{VERSION}\n{}\n{}\n", self.inputs, self.pages);
        text.push_str(&serde_json::to_string(&self.next_change).map_err(io::Error::other)?);
        text.push('\n');
        text.push_str(&serde_json::to_string(&self.warnings).map_err(io::Error::other)?);
        text.push('\n');
        for file in &self.files {
            text.push_str(&format!("{} {} {}\n", file.fingerprint, file.size, file.path));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let temporary = tempfile::NamedTempFile::new_in(folder)?;
        fs::write(temporary.path(), text)?;
        temporary.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Removes a record before its folder changes.
    pub fn forget(path: &Path) {
        let _ = fs::remove_file(path);
    }

    /// The warnings as findings. Codes that this program does not know are all called `warning`.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let findings = self.warnings.iter().map(|warning| Diagnostic {
            place: Place::at(&Arc::from(warning.file.as_str()), Span { start: warning.start, end: warning.end }),
            severity: Severity::Warning,
            code: crate::diagnostic::report::code(&warning.code),
            message: warning.message.clone(),
            hint: warning.hint.clone(),
        });
        findings.collect()
    }
}

fn file(line: &str) -> Option<File> {
    let mut parts = line.splitn(3, ' ');
    let fingerprint = Fingerprint::parse(parts.next()?)?;
    let size = parts.next()?.parse().ok()?;
    Some(File { path: parts.next()?.to_owned(), size, fingerprint })
}
