//! What stops a publication, asked before anything is made: findings of all editions, with the gates of what is overdue.
//!
//! A workspace goes in; nothing is written.

use crate::diagnostic::{Diagnostic, Location, report, tidy};
use crate::snapshot::{Inspection, Workspace};
use crate::source::disk;
use crate::upkeep::{Override, close_gate};
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// Looks at all editions as a publication does: what is overdue is an error, but what is let through.
pub fn inspect(workspace: &Workspace, root: &Path, at: Date, allowed: Option<&Override>) -> Inspection {
    let mut found = workspace.inspect(at, false);
    close_gate(&mut found.findings, allowed);
    found.findings.extend(left_out(root));
    tidy(&mut found.findings);
    found
}

/// What nobody reads although it is among the site's files, said once for all of it.
pub fn left_out(root: &Path) -> Option<Diagnostic> {
    let paths = disk::left_out(root);
    let first = paths.first()?;
    Some(report::left_out(Location::whole(&Arc::from(first.as_str())), paths.len() - 1))
}
