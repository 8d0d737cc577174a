//! Findings as people are told of them: the same thing said of many places is one entry, and no kind drowns the others.
//!
//! Findings go in; what is shown, and what is only counted, comes out.

use super::finding::{Diagnostic, Severity};
use super::located::{TextOf, locate};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How often the same sentence is said with an excerpt of its own; if there are more, it is said once with a list of places.
const ALIKE: usize = 3;

/// One finding, or the same finding in several places.
#[derive(Debug)]
pub struct ListedFinding<'a> {
    /// The first of them.
    pub first: &'a Diagnostic,
    /// The others, in order; none for most entries.
    pub others: Vec<&'a Diagnostic>,
}

/// Findings of one kind that are counted and not listed.
#[derive(Debug, PartialEq, Eq)]
pub struct UnlistedFindings {
    /// How bad.
    pub severity: Severity,
    /// The rule.
    pub code: &'static str,
    /// How many findings there are; never none.
    pub findings: usize,
    /// In how many files.
    pub files: usize,
}

/// What is shown of many findings.
#[derive(Debug, Default)]
pub struct Listing<'a> {
    /// Errors first, each severity in the order of places.
    pub entries: Vec<ListedFinding<'a>>,
    /// What is not among them, by kind.
    pub left_out: Vec<UnlistedFindings>,
}

/// Gathers what is alike, and lists at most `most` entries of each kind.
pub fn listing(diagnostics: &[Diagnostic], most: usize) -> Listing<'_> {
    let entries = gathered(diagnostics.iter());
    let mut listed: FxHashMap<(Severity, &str), usize> = FxHashMap::default();
    let (shown, rest): (Vec<ListedFinding>, Vec<ListedFinding>) = entries.into_iter().partition(|entry| {
        let count = listed.entry((entry.first.severity, entry.first.code)).or_default();
        *count += 1;
        *count <= most
    });
    let left_out =
        kinds(rest.iter().flat_map(|entry| std::iter::once(entry.first).chain(entry.others.iter().copied())));
    Listing { entries: shown, left_out }
}

/// Counts findings by kind: errors first, the most frequent before the others.
pub fn kinds<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Vec<UnlistedFindings> {
    let mut counted: FxHashMap<(Severity, &'static str), (usize, BTreeSet<&str>)> = FxHashMap::default();
    for finding in diagnostics {
        let (findings, files) = counted.entry((finding.severity, finding.code)).or_default();
        *findings += 1 + finding.more;
        files.insert(&finding.location.file);
    }
    let kind = |((severity, code), (findings, files)): ((_, _), (_, BTreeSet<&str>))| UnlistedFindings {
        severity,
        code,
        findings,
        files: files.len(),
    };
    let mut kinds: Vec<UnlistedFindings> = counted.into_iter().map(kind).collect();
    kinds.sort_by(|a, b| (a.severity, b.findings, a.code).cmp(&(b.severity, a.findings, b.code)));
    kinds
}

/// Gathers what is alike: errors first, each severity in the order of the first places.
pub fn gathered<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Vec<ListedFinding<'a>> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.collect();
    let mut alike: FxHashMap<(Severity, &str, &str, &str), Vec<usize>> = FxHashMap::default();
    for (index, finding) in diagnostics.iter().enumerate() {
        let said = (finding.severity, finding.code, finding.message.as_str(), finding.hint.as_str());
        alike.entry(said).or_default().push(index);
    }
    let groups = alike.into_values().flat_map(|all| match all.len() {
        0..=ALIKE => all.into_iter().map(|index| vec![index]).collect(),
        _ => vec![all],
    });
    let mut groups: Vec<Vec<usize>> = groups.collect();
    groups.sort();
    let entry = |group: Vec<usize>| ListedFinding {
        first: diagnostics[group[0]],
        others: group[1..].iter().map(|index| diagnostics[*index]).collect(),
    };
    let mut entries: Vec<ListedFinding> = groups.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.first.severity);
    entries
}

/// Further places of one entry that are named; the rest is counted.
const PLACES: usize = 5;

/// Where else the same is the case: the first places, and how many there are beside them.
pub fn same_in(others: &[&Diagnostic], text_of: TextOf) -> String {
    let location = |finding: &&Diagnostic| {
        let position = locate(finding, text_of).position;
        format!("{}:{}:{}", finding.location.file, position.line, position.column)
    };
    let named: Vec<String> = others.iter().take(PLACES).map(location).collect();
    let rest = others.len() - named.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("the same in {} places more: {}{more}", others.len(), named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use crate::text::Span;
    use std::sync::Arc;

    fn finding(severity: Severity, code: &'static str, message: &str, at: usize) -> Diagnostic {
        let location = Location::at(&Arc::from(format!("content/{}.md", at / 10)), Span::new(at, at + 1));
        Diagnostic { location, severity, code, message: message.to_owned(), hint: "mend it".to_owned(), more: 0 }
    }

    #[test]
    fn what_is_alike_is_said_once_from_four_places_on() {
        let three: Vec<Diagnostic> = (0..3).map(|at| finding(Severity::Error, "a", "same", at)).collect();
        assert_eq!(listing(&three, 9).entries.len(), 3);
        let many: Vec<Diagnostic> = (0..4000).map(|at| finding(Severity::Error, "a", "same", at)).collect();
        let listing = listing(&many, 9);
        assert_eq!(listing.entries.iter().map(|entry| entry.others.len()).collect::<Vec<_>>(), [3999]);
        assert!(listing.left_out.is_empty());
    }

    #[test]
    fn one_kind_does_not_drown_another() {
        let message = |at: usize| format!("number {at}");
        let mut all: Vec<Diagnostic> =
            (0..500).map(|at| finding(Severity::Warning, "loud", &message(at), at)).collect();
        all.push(finding(Severity::Error, "quiet", "seldom", 999));
        let listing = listing(&all, 20);
        assert_eq!(listing.entries.len(), 21);
        assert_eq!(listing.entries[0].first.code, "quiet");
        assert_eq!(
            listing.left_out,
            [UnlistedFindings { severity: Severity::Warning, code: "loud", findings: 480, files: 48 }]
        );
    }
}
