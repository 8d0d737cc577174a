//! Sources and contents that follow the disk.
//!
//! Changes go in; snapshots of editions come out. What did not change is not parsed again.

use super::document_cache::Store;
use super::edition::{Snapshot, SnapshotInputs};
use super::parallel;
use crate::asset::{self, Assets};
use crate::config::{self, CONFIG_FILE, Config, EditionConfig, Unreviewed};
use crate::content::{self, Content, EditionScope, Payload};
use crate::diagnostic::{Diagnostic, Location, Reported};
use crate::source::{Source, SourceChange, Sources};
use crate::text::Fingerprint;
use crate::upkeep::{self, OutsideLinks, Task};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a person asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the edition.
    pub edition: String,
    /// The day for which the site is made: the only clock that content ever sees.
    pub at: Date,
    /// Whether drafts are part of it.
    pub drafts: bool,
}

/// Everything that was read and parsed, kept while files change.
///
/// Parsing depends on one file alone, so an unchanged file keeps its content and its findings; everything else is made
/// from scratch. The theme is made again only when one of its files has changed. A copy costs next to nothing, and goes its own way.
#[derive(Clone)]
pub struct Workspace {
    sources: Sources,
    /// One for each source, in the same order.
    contents: Vec<Arc<Content>>,
    config: Arc<Config>,
    config_findings: Vec<Diagnostic>,
    theme: Arc<Reported<Assets>>,
    /// Where finished documents are kept, if anywhere.
    store: Option<Arc<dyn Store>>,
    /// Files parsed since the start, for tests that assert amounts of work.
    pub parsed: usize,
}

impl Workspace {
    /// Parses all files.
    pub fn new(sources: Sources) -> Self {
        let contents: Vec<Arc<Content>> = parallel::map(sources.as_slice(), |source| Arc::new(content::parse(source)));
        let resolved = resolve(&sources);
        // On our own threads: what bundles styles would start others.
        let theme = parallel::deep(|| asset::assets(&sources, &resolved.value.theme, resolved.value.minify)).into();
        Self {
            parsed: contents.len(),
            contents,
            config: Arc::new(resolved.value),
            config_findings: resolved.diagnostics,
            theme,
            sources,
            store: None,
        }
    }

    /// The same, with a place where finished documents are kept.
    pub fn with_store(self, store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..self }
    }

    /// Takes in what changed on disk and returns the paths that really differ now.
    pub fn apply(&mut self, changes: Vec<SourceChange>) -> Vec<Arc<str>> {
        let touched = self.sources.apply(changes);
        if touched.is_empty() {
            return touched;
        }
        self.reparse(&touched);
        let touches = |what: &dyn Fn(&str) -> bool| touched.iter().any(|path| what(path));
        if touches(&|path| path == CONFIG_FILE) {
            let resolved = resolve(&self.sources);
            self.config = Arc::new(resolved.value);
            self.config_findings = resolved.diagnostics;
        }
        if touches(&|path| path == CONFIG_FILE || crate::source::theme_name(path).is_some()) {
            self.theme = parallel::deep(|| asset::assets(&self.sources, &self.config.theme, self.config.minify)).into();
        }
        touched
    }

    /// The settings.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// What each file holds, in the order of their paths.
    pub fn contents(&self) -> &[Arc<Content>] {
        &self.contents
    }

    /// The files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// One hash over all files.
    pub fn fingerprint(&self) -> Fingerprint {
        self.sources.fingerprint()
    }

    /// Links one edition; `None` if there is no edition of that name.
    pub fn snapshot(&self, options: &Options) -> Option<Snapshot> {
        let edition = self.config.edition(&options.edition)?.clone();
        Some(self.snapshot_of(&edition, options))
    }

    /// What is to be done in all editions together, as it stands on the day `at`; the soonest first.
    pub fn tasks(&self, at: Date) -> Vec<Task> {
        let recordings = self.outdated_recordings(at);
        upkeep::tasks(&self.contents, self.default_language(), self.widest_scope(at), &recordings)
    }

    /// The pages of all editions whose recording readers do not get, and where that is written.
    fn outdated_recordings(&self, at: Date) -> BTreeMap<Arc<str>, Location> {
        let has_recording =
            |content: &Arc<Content>| matches!(&content.payload, Payload::Page(page) if page.front.recording.is_some());
        if !self.contents.iter().any(has_recording) {
            return BTreeMap::new();
        }
        let snapshots =
            self.config.editions.iter().map(|edition| {
                self.snapshot_of(edition, &Options { edition: edition.name.clone(), at, drafts: false })
            });
        let outdated = snapshots.flat_map(|snapshot| snapshot.outdated_recordings);
        outdated.map(|location| (Arc::clone(&location.file), location)).collect()
    }

    /// The links of all editions together that lead out of the site, as it stands on the day `at`.
    pub fn outside_links(&self, at: Date) -> OutsideLinks {
        let scope = self.widest_scope(at);
        let narrowed = content::narrow(&self.contents, self.default_language(), scope);
        upkeep::outside_links(&narrowed, &self.sources, &self.config, scope.partner)
    }

    /// What the edition sees that sees most.
    fn widest_scope(&self, at: Date) -> EditionScope<'_> {
        EditionScope {
            edition: "",
            partner: self.config.editions.iter().any(|edition| edition.partner),
            drafts: false,
            reviewed_only: self.config.unreviewed == Unreviewed::Hide,
            at,
        }
    }

    fn default_language(&self) -> &str {
        self.config.default_language.as_str()
    }

    fn snapshot_of(&self, edition: &EditionConfig, options: &Options) -> Snapshot {
        let scope = EditionScope {
            edition: &edition.name,
            partner: edition.partner,
            drafts: options.drafts,
            reviewed_only: self.config.unreviewed == Unreviewed::Hide,
            at: options.at,
        };
        let narrowed = content::narrow(&self.contents, self.default_language(), scope);
        Snapshot::new(SnapshotInputs {
            config: &self.config,
            edition,
            narrowed: &narrowed,
            sources: &self.sources,
            theme: &self.theme,
            at: options.at,
            next_change: upkeep::next_change(&self.contents, self.default_language(), scope),
            findings: self.config_findings.clone(),
            store: self.store.clone(),
        })
    }

    /// Parses the touched files again; the others keep their contents.
    fn reparse(&mut self, touched: &[Arc<str>]) {
        let mut old = std::mem::take(&mut self.contents).into_iter().peekable();
        let mut waiting = Vec::new();
        let mut contents: Vec<Option<Arc<Content>>> = Vec::with_capacity(self.sources.as_slice().len());
        for source in self.sources.as_slice() {
            while old.next_if(|content| content.file < source.path).is_some() {}
            let kept = old.next_if(|content| content.file == source.path);
            let kept = kept.filter(|_| touched.binary_search(&source.path).is_err());
            if kept.is_none() {
                waiting.push(Arc::clone(source));
            }
            contents.push(kept);
        }
        self.parsed += waiting.len();
        let mut parsed = parallel::map(&waiting, |source: &Arc<Source>| Arc::new(content::parse(source))).into_iter();
        self.contents = contents
            .into_iter()
            .map(|content| content.or_else(|| parsed.next()).expect("every waiting file was parsed"))
            .collect();
    }
}

fn resolve(sources: &Sources) -> Reported<Config> {
    let source = sources.get(CONFIG_FILE);
    let resolved = config::resolve(source.and_then(|source| source.text()).map(AsRef::as_ref));
    match source.filter(|source| !source.is_readable()) {
        // Why it cannot be read is all there is to say.
        Some(source) => Reported { diagnostics: content::parse(source).diagnostics, ..resolved },
        None => resolved,
    }
}
