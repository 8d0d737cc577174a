//! The facts that a page shows and the sources that it names.
//!
//! Shortcodes note what they show; at the end of the page every fact without its source is reported.

use crate::content::SourceDate;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::ShownFact;
use std::collections::BTreeSet;

/// The facts that a page shows and the sources that it names: a figure never is without its source and date.
#[derive(Default)]
pub(super) struct Cited {
    shown: Vec<(String, (String, Option<SourceDate>), Location)>,
    sources: BTreeSet<(String, Option<SourceDate>)>,
}

impl Cited {
    pub(super) fn show(&mut self, fact: &ShownFact, location: Location) {
        self.shown.push((fact.id.clone(), fact.source_key(), location));
    }

    pub(super) fn name(&mut self, fact: &ShownFact) {
        self.sources.insert(fact.source_key());
    }

    /// Every fact whose source is not named.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let bare = self.shown.iter().filter(|(_, source, _)| !self.sources.contains(source));
        bare.map(|(id, _, location)| report::fact_without_source(location.clone(), id)).collect()
    }
}
