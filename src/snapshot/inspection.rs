//! All editions of a site looked at together: what `check` and a publication go by.
//!
//! Findings, addresses and contacts that are not written down, and the next change come out.

use super::workspace::{Options, Workspace};
use crate::diagnostic::Diagnostic;
use crate::upkeep::{self, NextChange, Unlogged, Unrecorded};
use jiff::civil::Date;

/// What is found in all editions of a site on a day. Nothing is written.
pub struct Inspection {
    /// What is wrong, edition by edition: not sorted, and the same may be there twice.
    pub findings: Vec<Diagnostic>,
    /// The addresses of each edition that its ledger lacks.
    pub unrecorded: Vec<Unrecorded>,
    /// Contacts that are not as they were logged last.
    pub unlogged: Option<Unlogged>,
    /// The edition that sees every contact: the last of those for partners, or the public one.
    pub widest: String,
    /// When the site next changes although nobody edits anything.
    pub next_change: Option<NextChange>,
}

impl Workspace {
    /// Looks at every edition, with its drafts if they are asked for.
    pub fn inspect(&self, at: Date, drafts: bool) -> Inspection {
        let widest = self.config().editions.iter().rfind(|edition| edition.partner);
        let mut inspection = Inspection {
            findings: Vec::new(),
            unrecorded: Vec::new(),
            unlogged: None,
            widest: widest.map_or("public", |edition| edition.name.as_str()).to_owned(),
            next_change: None,
        };
        for edition in &self.config().editions {
            let options = Options { edition: edition.name.clone(), at, drafts };
            let Some(snapshot) = self.snapshot(&options) else { continue };
            inspection.findings.extend(snapshot.report());
            inspection.unrecorded.extend(upkeep::unrecorded(&snapshot.site, self.contents(), at));
            if edition.name == inspection.widest {
                inspection.unlogged = upkeep::unlogged(&snapshot.site, self.contents(), at);
            }
            inspection.next_change = match (inspection.next_change.take(), snapshot.next_change) {
                (Some(one), Some(other)) => Some(one.or_sooner(other)),
                (one, other) => one.or(other),
            };
        }
        inspection
    }
}
