//! Findings as JSON, for other programs.
//!
//! A finding goes in, one object with file, line and column comes out.

use super::finding::Diagnostic;
use super::located::{TextOf, locate};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Findings of one kind that are listed at most; more would help no program and take minutes to read.
const MOST: usize = 1000;

/// One finding as other programs see it. The names of these fields are a promise.
#[derive(Serialize)]
pub struct JsonDiagnostic {
    severity: &'static str,
    code: &'static str,
    path: String,
    line: usize,
    column: usize,
    excerpt: String,
    message: String,
    hint: String,
    /// How many findings of the same kind are not listed; only at the last one that is.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Turns findings into their outside form, in the same order. Of each kind the first [`MOST`] are listed.
pub fn to_json(diagnostics: &[Diagnostic], text_of: TextOf) -> Vec<JsonDiagnostic> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    diagnostics.iter().for_each(|finding| *counts.entry(finding.code).or_default() += 1 + finding.more);
    let mut listed: FxHashMap<&str, usize> = FxHashMap::default();
    let mut all = Vec::new();
    for finding in diagnostics {
        let number = listed.entry(finding.code).or_default();
        *number += 1;
        if *number <= MOST {
            let more = if *number == MOST { counts[finding.code] - MOST } else { 0 };
            all.push(outside(finding, more, text_of));
        }
    }
    all
}

fn outside(finding: &Diagnostic, more: usize, text_of: TextOf) -> JsonDiagnostic {
    let located = locate(finding, text_of);
    JsonDiagnostic {
        severity: finding.severity.as_str(),
        code: finding.code,
        path: finding.location.file.to_string(),
        line: located.position.line,
        column: located.position.column,
        excerpt: located.excerpt.text,
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        more,
    }
}
