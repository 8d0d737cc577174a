//! No two pages of a language have the same title: people tell tabs, results and entries of their history by it.
//!
//! Source: WCAG 2.2, 2.4.2; USERS.md U12.

use super::locator::Locator;
use super::rules::CheckContext;
use crate::diagnostic::{Diagnostic, report};
use crate::view::Reading;
use rustc_hash::FxHashMap;

/// Compares the titles of all pages, language by language, in the order of the pages.
pub fn unique_titles(context: CheckContext) -> Vec<Diagnostic> {
    let site = context.view.site;
    let mut findings = Vec::new();
    for language in site.language_ids() {
        let mut known: FxHashMap<&str, Reading> = FxHashMap::default();
        known.reserve(site.pages.len());
        for page in (0..site.pages.len() as u32).map(crate::site::PageId) {
            let reading = context.view.read(page, language);
            if let Some(other) = known.get(reading.head_title()) {
                findings.extend(finding(context, reading, *other));
            } else {
                known.insert(reading.head_title(), reading);
            }
        }
    }
    findings
}

/// Nothing is said where both pages stand in for missing ones: it was said in their own language.
fn finding(context: CheckContext, reading: Reading, other: Reading) -> Option<Diagnostic> {
    let (own, twin) = match (reading.is_fallback(), other.is_fallback()) {
        (true, true) => return None,
        (true, false) => (other, reading),
        (false, _) => (reading, other),
    };
    let locator = Locator { context, file: Some(&own.content().file), language: "" };
    let neutral = own.is_sensitive() && own.front().neutral_title.is_some();
    let location = locator.front_matter(if neutral { "neutral_title" } else { "title" });
    Some(report::duplicate_title(location, own.head_title(), &twin.content().file))
}
