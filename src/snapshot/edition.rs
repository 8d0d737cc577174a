//! One edition of the site on one day: everything that its outputs are made from.
//!
//! It is made complete and never changes. What is made of it is beside it.

use super::document_cache::{DocumentCache, Store};
use crate::asset::{Assets, Template};
use crate::check;
use crate::config::{Config, EditionConfig};
use crate::content::{Content, Contents, Message};
use crate::diagnostic::{Diagnostic, Location, Reported};
use crate::document;
use crate::locale::LanguageTag;
use crate::render::{self, Furniture, Templates, Theme, ThemeText};
use crate::site::{Inputs, PublicFile, Route, Site, link};
use crate::source::{Source, Sources};
use crate::text::OffsetMap;
use crate::upkeep::NextChange;
use crate::view::{View, outdated_recordings};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One edition of the site as it is: immutable, and able to make every output.
pub struct Snapshot {
    /// The linked site.
    pub site: Site,
    /// When its output next changes although nobody edits anything; `None` if it never does.
    pub next_change: Option<NextChange>,
    pub(super) templates: Templates,
    pub(super) furniture: Furniture,
    pub(super) contents: Vec<Arc<Content>>,
    pub(super) sources: Sources,
    pub(super) document_cache: DocumentCache,
    pub(super) rules: check::Rules,
    pub(super) allowed: check::AllowedFindings,
    /// What cannot be read for the moment, and may explain what seems to be missing.
    pub(super) unread: check::UnreadFiles,
    /// Findings of everything before rendering.
    pub(super) findings: Vec<Diagnostic>,
    /// Where pages name recordings that readers do not get, because they do not say what the page says.
    pub(super) outdated_recordings: Vec<Location>,
}

/// What a snapshot is made from.
pub(super) struct SnapshotInputs<'a> {
    pub(super) config: &'a Arc<Config>,
    pub(super) edition: &'a EditionConfig,
    pub(super) narrowed: &'a Contents,
    pub(super) sources: &'a Sources,
    pub(super) theme: &'a Reported<Assets>,
    pub(super) at: Date,
    pub(super) next_change: Option<NextChange>,
    /// What is wrong with the settings.
    pub(super) findings: Vec<Diagnostic>,
    /// Where finished documents are kept, if anywhere.
    pub(super) store: Option<Arc<dyn Store>>,
}

impl Snapshot {
    pub(super) fn new(inputs: SnapshotInputs) -> Self {
        let SnapshotInputs { config, edition, narrowed, sources, theme, at, next_change, mut findings, store } = inputs;
        findings.extend(theme.diagnostics.iter().cloned());
        let theme_files = theme.value.files.clone();
        let forms = document::forms();
        let linked = |outdated: &BTreeSet<_>, theme_files| {
            link(Inputs { config, edition, contents: narrowed, sources, theme_files, outdated, forms: &forms, at })
        };
        let mut site = linked(&BTreeSet::new(), theme_files.clone());
        let outdated = outdated_recordings(View { site: &site.value });
        let places = outdated.diagnostics.iter().map(|finding| finding.location.clone()).collect();
        let outdated = outdated.into_value(&mut findings);
        if !outdated.is_empty() {
            // What a page says is known when the site is linked, and a recording of older words must have no address.
            site = linked(&outdated, theme_files);
        }
        let site = site.into_value(&mut findings);
        let templates = Templates::new(theme_of(&site, &theme.value)).into_value(&mut findings);
        findings.extend(check::allow_findings(&narrowed.files, at));
        Self {
            rules: check::Rules::new(&site, sources),
            allowed: check::AllowedFindings::new(&narrowed.files, at),
            unread: check::UnreadFiles::among(sources),
            furniture: Furniture::new(&site),
            document_cache: DocumentCache::new(site.documents.len(), store),
            site,
            next_change,
            templates,
            contents: narrowed.files.clone(),
            sources: sources.clone(),
            findings,
            outdated_recordings: places,
        }
    }

    /// The site as renderers see it.
    pub fn view(&self) -> View<'_> {
        View { site: &self.site }
    }

    /// All addresses with what is there, sorted by address.
    pub fn routes(&self) -> Vec<(Arc<str>, Route)> {
        let mut routes: Vec<(Arc<str>, Route)> =
            self.site.routes().map(|(address, route)| (Arc::clone(address), route)).collect();
        routes.sort_unstable();
        routes
    }

    /// The text of a source file, for excerpts.
    pub fn text_of(&self, path: &str) -> Option<Arc<str>> {
        self.sources.get(path).and_then(|source| source.text().cloned())
    }

    /// Headers that a server must send with every answer.
    pub fn security_headers(&self) -> Vec<(&'static str, String)> {
        render::security_headers(self.view())
    }
}

/// Gives the templates their theme.
fn theme_of(site: &Site, assets: &Assets) -> Theme {
    let view = View { site };
    let template = |template: &Template| ThemeText {
        file: Arc::clone(&template.source.path),
        text: Arc::clone(&template.text),
        moved: template.moved.clone(),
    };
    let icon = |source: &Arc<Source>| {
        let text = Arc::clone(source.text()?);
        Some(ThemeText { file: Arc::clone(&source.path), text, moved: OffsetMap::default() })
    };
    let published = assets.files.iter().filter(|file| !file.is_inline_style());
    let inline = assets.files.iter().filter(|file| file.is_inline_style());
    let text_of = |file: &PublicFile| String::from_utf8_lossy(&file.bytes).into_owned();
    Theme {
        templates: assets.templates.iter().map(|(name, found)| (name.clone(), template(found))).collect(),
        icons: assets.icons.iter().filter_map(|(name, source)| Some((name.clone(), icon(source)?))).collect(),
        addresses: published.map(|file| (file.theme_name.clone(), view.href(&file.address).into())).collect(),
        inline_styles: inline.map(|file| (file.theme_name.clone(), text_of(file))).collect(),
        strings: site
            .languages
            .iter()
            .map(|language| (language.tag.clone(), strings_of(site, &language.tag)))
            .collect(),
        own_language: Some(site.config.default_language.clone()),
    }
}

/// A language's strings over those of the default language.
fn strings_of(site: &Site, tag: &LanguageTag) -> BTreeMap<String, Message> {
    let mut strings = site.catalogue.strings(&site.config.default_language);
    strings.extend(site.catalogue.strings(tag));
    strings
}
