//! Findings that nobody can be sure of while a file cannot be read: what seems to be missing may be in it.
//!
//! Sources go in; findings that they may explain are taken out. That a file cannot be read is an error itself, so nothing is published.

use crate::diagnostic::Diagnostic;
use crate::source::{Data, FileKind, Source, Sources};
use std::sync::Arc;

/// Codes that say that a record or a string is missing.
const OF_RECORDS: [&str; 7] = [
    "unknown-contact",
    "unknown-number",
    "unknown-sign",
    "unknown-fact",
    "unknown-record",
    "no-contact",
    "missing-string",
];
/// Codes that name a file that is missing.
const OF_FILES: [&str; 8] = [
    "unknown-page",
    "unknown-anchor",
    "address-gone",
    "orphan-translation",
    "missing-source",
    "missing-file",
    "missing-picture",
    "missing-template",
];

/// The files that are there and cannot be read for the moment: another program holds them, or the disk has a fault. Usually none.
#[derive(Default)]
pub struct UnreadFiles {
    /// Whether records or strings are among them.
    has_records: bool,
    /// Paths in the site.
    paths: Vec<Arc<str>>,
}

impl UnreadFiles {
    /// Looks for them among all sources.
    pub fn among(sources: &Sources) -> Self {
        let unread: Vec<&Source> = sources
            .as_slice()
            .iter()
            .filter(|source| matches!(source.data, Data::Unreadable(_)))
            .map(AsRef::as_ref)
            .collect();
        Self {
            has_records: unread.iter().any(|source| matches!(source.kind, FileKind::Records(_) | FileKind::Strings)),
            paths: unread.iter().map(|source| Arc::clone(&source.path)).collect(),
        }
    }

    /// Takes out what they may explain.
    pub fn take_out(&self, findings: &mut Vec<Diagnostic>) {
        if !self.paths.is_empty() {
            findings.retain(|finding| !self.may_explain(finding));
        }
    }

    fn may_explain(&self, finding: &Diagnostic) -> bool {
        let is_named = |path: &Arc<str>| {
            let name = path.rsplit('/').next().unwrap_or(path);
            finding.message.contains(name) || finding.location.file.ends_with(name)
        };
        (self.has_records && OF_RECORDS.contains(&finding.code))
            || (OF_FILES.contains(&finding.code) && self.paths.iter().any(is_named))
    }
}
