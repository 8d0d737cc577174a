//! The order in which a site is linked: each stage takes the values of those before it, and the site comes last.
//!
//! Contents of one edition go in, a whole site comes out, from scratch each time.

use super::address::Outputs;
use super::document::FormAddress;
use super::language::LanguageId;
use super::linked::Site;
use super::order::SectionOrder;
use super::page_node::{PageId, PageNode};
use super::public_file::PublicFile;
use super::settle::Stale;
use super::structure::Structure;
use super::texts::PageTexts;
use super::{
    address, contact_change, document, event, facts, guide, language, ledger, logo, recording, records, settle,
    short_code, sitemap, strings, structure, synonyms, term, texts,
};
use crate::config::{Config, EditionConfig};
use crate::content::{Content, Contents, Page, PageKind, Payload};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::locale::LanguageTag;
use crate::source::Sources;
use crate::text::{is_https, nearest};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a site is linked from.
pub struct Inputs<'a> {
    /// The settings.
    pub config: &'a Arc<Config>,
    /// The edition that is wanted.
    pub edition: &'a EditionConfig,
    /// What that edition may see.
    pub contents: &'a Contents,
    /// All files, for the bytes of those that are published as they are.
    pub sources: &'a Sources,
    /// The theme's published files.
    pub theme_files: Vec<PublicFile>,
    /// The files of pages whose recording no longer says what they say: readers do not get it.
    pub outdated: &'a BTreeSet<Arc<str>>,
    /// The forms in which documents are made.
    pub forms: &'a [FormAddress],
    /// The day for which the site is made.
    pub at: Date,
}

/// Links the whole site, from scratch, in one thread.
///
/// Reports collisions of addresses, translations without a source, unknown languages and taxonomies, records whose
/// facts are too old, and differences between catalogues. Links inside texts are looked at when a page is rendered.
pub fn link(inputs: Inputs) -> Reported<Site> {
    let mut diagnostics = Vec::new();
    let (config, files) = (inputs.config, &inputs.contents.files);
    let stale = settle::stale_records(files, &config.default_language, &mut diagnostics);
    let structure = structure(&inputs, &stale, &mut diagnostics);
    let tags: Vec<LanguageTag> = structure.languages.iter().map(|language| language.tag.clone()).collect();
    let scope = records::RecordScope { stale: &stale, partner: inputs.edition.partner, at: inputs.at };
    let records = records::gather(files, &tags, &config.default_language, scope, &mut diagnostics);
    let facts = facts::gather(files, &tags, &config.default_language, scope, &mut diagnostics);
    let catalogue = strings::gather(files, config);
    strings::check(&catalogue, &structure.languages, config, &mut diagnostics);
    let mut recordings = recording::gather(&structure, inputs.sources, inputs.outdated, &mut diagnostics);
    recordings.hide_unnamed(inputs.sources, files, &mut diagnostics);
    let mut public = address::own_files(inputs.sources, files, &structure, &recordings.hidden);
    public.extend(inputs.theme_files);
    let terms = term::gather(&structure.pages, config, &mut diagnostics);
    let mut redirects = address::redirects(&structure.pages, &mut diagnostics);
    let sitemap = sitemap::sitemap(&structure);
    let has_feeds = config.feed_limit > 0 && structure.pages.iter().any(|page| page.source_front().is_news());
    let (short_codes, of_codes) = short_code::short_codes(files, &structure, &mut diagnostics);
    redirects.extend(of_codes);
    let synonyms = synonyms::synonyms(files, &structure, &mut diagnostics);
    let documents = document::document_files(&structure, inputs.forms);
    let packs = document::packs(&structure, &documents);
    let outputs = Outputs {
        terms: &terms,
        files: &public,
        documents: &documents,
        packs: &packs,
        redirects: &redirects,
        sitemap: &sitemap,
        has_feeds,
    };
    let by_address = address::addresses(&structure, &outputs, &mut diagnostics);
    let kept = ledger::keep_promises(&structure, by_address, redirects, files, &mut diagnostics);
    let site = Site {
        structure,
        terms,
        records,
        facts,
        chart_data: chart_data(files),
        catalogue,
        file_by_source: public.iter().enumerate().map(|(index, file)| (Arc::clone(&file.source), index)).collect(),
        theme_by_name: theme_names(&public),
        files: public,
        recordings: recordings.by_page,
        redirects: kept.redirects,
        moved: kept.moved,
        gone: kept.gone,
        documents,
        packs,
        short_codes,
        synonyms,
        contact_changes: contact_change::contact_changes(files),
        sitemap,
        has_feeds,
        by_address: kept.by_address,
    };
    check(&site, &mut diagnostics);
    Reported { value: site, diagnostics }
}

/// Puts the pages of an edition into their sections.
fn structure(inputs: &Inputs, stale: &Stale, diagnostics: &mut Vec<Diagnostic>) -> Structure {
    let (config, files) = (inputs.config, &inputs.contents.files);
    let languages = language::languages(config, diagnostics);
    let default =
        language::position(&languages, &config.default_language).expect("the default language is among the languages");
    let of_guides = guide::guide_pages(files, &languages[usize::from(default.0)].tag, stale, diagnostics);
    let gathered = texts::gather(files.iter().chain(&of_guides), &languages, default, diagnostics);
    let settled = settle::settle(gathered, files, &languages, diagnostics);
    let (parts, texts): (Vec<_>, Vec<_>) =
        settled.into_iter().partition(|texts| texts.source_front().kind == PageKind::Part);
    let by_key = index(&texts);
    let texts = document::narrow_variants(texts, &by_key);
    let pages = structure::pages(texts, &by_key, &languages, default);
    check_pages(&pages, inputs.at, diagnostics);
    Structure {
        config: Arc::clone(config),
        edition: inputs.edition.clone(),
        at: inputs.at,
        default_language: default,
        parts: parts.into_iter().map(|part| (Arc::clone(&part.key), part)).collect(),
        order: SectionOrder::new(&pages, &languages),
        languages,
        pages,
        by_key,
        withheld: inputs.contents.withheld.clone(),
    }
}

/// Looks at what only the whole site can tell.
fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    check_configured_links(site, diagnostics);
    logo::check_logos(site, diagnostics);
    if let Some(security) = site.config.security.as_ref().filter(|security| security.expires < site.at) {
        diagnostics.push(report::security_expired(
            Location::at(&Config::file(), security.span),
            &security.expires.to_string(),
        ));
    }
    check_replacements(site, diagnostics);
    check_subjects(site, diagnostics);
    event::check_events(site, diagnostics);
}

fn chart_data(files: &[Arc<Content>]) -> BTreeMap<Arc<str>, Arc<Content>> {
    let tables = files.iter().filter(|content| matches!(content.payload, Payload::ChartData(_)));
    tables.map(|content| (Arc::clone(&content.file), Arc::clone(content))).collect()
}

fn theme_names(files: &[PublicFile]) -> BTreeMap<String, usize> {
    let named = files.iter().enumerate().filter(|(_, file)| !file.theme_name.is_empty());
    named.map(|(index, file)| (file.theme_name.clone(), index)).collect()
}

fn index(pages: &[PageTexts]) -> FxHashMap<Arc<str>, PageId> {
    pages.iter().enumerate().map(|(index, page)| (Arc::clone(&page.key), PageId(index as u32))).collect()
}

/// Looks at what pages say of themselves beside other pages and the date.
fn check_pages(pages: &[PageNode], at: Date, diagnostics: &mut Vec<Diagnostic>) {
    for page in pages {
        let source = page.source_text();
        for (index, content) in page.files.iter().enumerate() {
            let Some(content) = content else { continue };
            let language = LanguageId(index as u16);
            let Some(text) = page.text(language) else { continue };
            if let Some((day, span)) = text.front.review_by.filter(|(day, _)| at > *day) {
                diagnostics.push(report::review_overdue(Location::at(&content.file, span), &day.to_string()));
            }
            if language != page.source && !same_levels(text, source) {
                let span = text.headings.first().map(|heading| heading.span).unwrap_or_default();
                let location = Location::at(&content.file, span);
                diagnostics.push(report::headings_differ(location, text.headings.len(), source.headings.len()));
            }
        }
    }
}

/// A page that was replaced leads to one that is now.
fn check_replacements(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let (Some((to, span)), Some(content)) = (&page.source_front().replaced_by, page.content(page.source)) else {
            continue;
        };
        let location = Location::at(&content.file, *span);
        let key = to.trim_start_matches("@/");
        match site.page_by_key(key).map(|page| site.page(page)) {
            Some(new) if new.source_front().replaced_by.is_some() => {
                diagnostics.push(report::replaced_twice(location, to));
            }
            Some(_) => {}
            None => diagnostics.push(match site.withheld(key) {
                Some(why) => report::page_not_in_edition(location, to, why.as_str()),
                None => report::unknown_page(location, to, nearest(key, site.keys())),
            }),
        }
    }
}

/// Pages name their subjects as links do. A subject that this edition lacks is no mistake: it is in another one.
fn check_subjects(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let Some(content) = page.content(page.source) else { continue };
        for (to, span) in &page.source_front().about {
            let key = to.trim_start_matches("@/");
            if site.page_by_key(key).is_none() && site.withheld(key).is_none() {
                let location = Location::at(&content.file, *span);
                diagnostics.push(report::unknown_page(location, to, nearest(key, site.keys())));
            }
        }
    }
}

fn same_levels(one: &Page, other: &Page) -> bool {
    one.headings.iter().map(|heading| heading.level).eq(other.headings.iter().map(|heading| heading.level))
}

/// Menus and named links of the settings must lead somewhere.
fn check_configured_links(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let menus = site.config.menus.iter().flat_map(|(_, links)| links);
    let links = site.config.links.iter().map(|(_, link)| link);
    // An address in place of the page was looked at when the settings were read.
    let security = site.config.security.as_ref();
    let contact = security.map(|known| &known.contact).filter(|contact| contact.page().is_some());
    let policy = security.and_then(|known| known.policy.as_ref());
    for link in menus.chain(links).chain(contact).chain(policy) {
        let location = Location::at(&Config::file(), link.span);
        if let Some((key, anchor)) = link.page() {
            match site.page_by_key(key) {
                None if site.withheld(key).is_none() => {
                    diagnostics.push(report::unknown_page(location, &link.to, nearest(key, site.keys())));
                }
                Some(page) if !anchor.is_empty() && !site.has_anchor(site.page(page), anchor) => {
                    let near = nearest(anchor, site.page(page).anchors().iter().map(|heading| heading.anchor.as_str()));
                    diagnostics.push(report::unknown_anchor(location, key, anchor, near));
                }
                _ => {}
            }
        } else if !is_https(&link.to) {
            diagnostics.push(report::bad_scheme(location, &link.to));
        }
    }
}
