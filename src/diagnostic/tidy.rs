//! Findings in one order, each once, and no more of a kind than anybody reads.
//!
//! The order of work never shows in what comes out.

use super::finding::{Diagnostic, Severity};
use super::report;
use rustc_hash::FxHashMap;

/// Sorts by place, then severity, and drops repetitions, so that the order of work never shows.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
    // One mistake in a template fails for every page that it shows, and a heavy page is heavy in every language that reads it; the first
    // says enough.
    diagnostics.dedup_by(|later, first| {
        report::ONCE_A_PLACE.contains(&later.code) && later.code == first.code && later.location == first.location
    });
}

/// Findings of one kind that are kept of one file.
const KEPT_OF_A_FILE: usize = 1000;

/// Keeps the first [`KEPT_OF_A_FILE`] findings of each kind of one file, and counts the others at the last of them: a file that is
/// nothing but mistakes would fill the memory with sentences that nobody reads.
pub fn bound(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= KEPT_OF_A_FILE {
        return;
    }
    tidy(diagnostics);
    let mut counts: FxHashMap<(Severity, &str), usize> = FxHashMap::default();
    diagnostics.iter().for_each(|finding| *counts.entry((finding.severity, finding.code)).or_default() += 1);
    let mut kept: FxHashMap<(Severity, &str), usize> = FxHashMap::default();
    diagnostics.retain_mut(|finding| {
        let kind = (finding.severity, finding.code);
        let number = kept.entry(kind).or_default();
        *number += 1;
        if *number == KEPT_OF_A_FILE {
            finding.more = counts[&kind] - KEPT_OF_A_FILE;
        }
        *number <= KEPT_OF_A_FILE
    });
    diagnostics.shrink_to_fit();
}
