use super::{
    DocumentForm, Language, LanguageId, NodeKind, Order, PageId, PageNode, PublicFile, Site, address, contact_change,
    document, event, facts, freshness, guide, language, ledger, records, sitemap, strings, term,
};
use crate::config::{Config, EditionConfig};
use crate::content::{Content, Contents, Page, PageKind, Payload, SortBy};
use crate::diagnostic::{Diagnostic, Place, Reported, report};
use crate::locale::LanguageTag;
use crate::source::Sources;
use crate::text::{is_https, nearest};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
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
    /// The forms in which documents are made.
    pub forms: &'a [DocumentForm],
    /// The day for which the site is made.
    pub at: Date,
}

/// Links the whole site, from scratch, in one thread.
///
/// Reports collisions of addresses, translations without a source, unknown languages and taxonomies, records whose
/// facts are too old, and differences between catalogues. Links inside texts are looked at when a page is rendered.
pub fn link(inputs: Inputs) -> Reported<Site> {
    let mut diagnostics = Vec::new();
    let config = inputs.config;
    let files = &inputs.contents.files;
    let languages = language::languages(config, &mut diagnostics);
    let default = position(&languages, &config.default_language).expect("the default language is among the languages");
    let stale = freshness::stale_records(files, &config.default_language, &mut diagnostics);
    let of_guides = guide::guide_pages(files, &stale, &mut diagnostics);
    let all = files.iter().chain(&of_guides);
    let (mut pages, mut parts) = group(all, &languages, default, &mut diagnostics);
    let nodes = pages.iter_mut().chain(parts.values_mut());
    freshness::settle(nodes, files, &languages, &mut diagnostics);
    let by_key = index(&pages);
    document::narrow_variants(&mut pages, &by_key);
    place_in_sections(&mut pages, &by_key);
    sort_children(&mut pages, &languages[usize::from(default.0)]);
    address::address_pages(&mut pages, &languages);
    check_pages(&pages, inputs.at, &mut diagnostics);
    let tags: Vec<LanguageTag> = languages.iter().map(|language| language.tag.clone()).collect();
    let scope = records::Scope { stale: &stale, partner: inputs.edition.partner, at: inputs.at };
    let records = records::gather(files, &tags, &config.default_language, scope, &mut diagnostics);
    let facts = facts::gather(files, &tags, &config.default_language, scope, &mut diagnostics);
    let catalogue = strings::gather(files, config);
    strings::check(&catalogue, &languages, config, &mut diagnostics);
    let mut own_files = address::own_files(inputs.sources, files, &pages, &by_key, default);
    own_files.extend(inputs.theme_files);
    let mut site = Site {
        config: Arc::clone(config),
        edition: inputs.edition.clone(),
        at: inputs.at,
        default_language: default,
        terms: term::gather(&pages, config, &mut diagnostics),
        redirects: address::redirects(&pages, &mut diagnostics),
        moved: Vec::new(),
        gone: Vec::new(),
        documents: Vec::new(),
        packs: Vec::new(),
        short_codes: BTreeMap::new(),
        sitemap: Vec::new(),
        has_feeds: config.feed_limit > 0 && pages.iter().any(|page| page.source_front().is_news()),
        file_by_source: own_files.iter().enumerate().map(|(index, file)| (Arc::clone(&file.source), index)).collect(),
        theme_by_name: theme_names(&own_files),
        withheld: inputs.contents.withheld.clone(),
        contact_changes: contact_change::contact_changes(files),
        order: Order::new(&pages, &languages),
        languages,
        pages,
        parts,
        records,
        facts,
        chart_data: chart_data(files),
        catalogue,
        files: own_files,
        by_key,
        by_address: FxHashMap::default(),
    };
    site.sitemap = sitemap::sitemap(&site);
    let (short_codes, redirects) = document::short_codes(files, &site, &mut diagnostics);
    site.short_codes = short_codes;
    site.redirects.extend(redirects);
    site.documents = document::document_files(&site, inputs.forms);
    site.packs = document::packs(&site);
    let (by_address, collisions) = address::Addresses::of(&site);
    site.by_address = by_address;
    diagnostics.extend(collisions);
    ledger::keep_promises(&mut site, files, &mut diagnostics);
    check_configured_links(&site, &mut diagnostics);
    document::check_logos(&site, &mut diagnostics);
    if let Some(security) = config.security.as_ref().filter(|security| security.expires < inputs.at) {
        diagnostics
            .push(report::security_expired(Place::at(&Config::file(), security.span), &security.expires.to_string()));
    }
    check_replacements(&site, &mut diagnostics);
    check_subjects(&site, &mut diagnostics);
    event::check_events(&site, &mut diagnostics);
    Reported { value: site, diagnostics }
}

fn chart_data(files: &[Arc<Content>]) -> BTreeMap<Arc<str>, Arc<Content>> {
    let tables = files.iter().filter(|content| matches!(content.payload, Payload::ChartData(_)));
    tables.map(|content| (Arc::clone(&content.file), Arc::clone(content))).collect()
}

fn position(languages: &[Language], tag: &LanguageTag) -> Option<LanguageId> {
    languages.iter().position(|language| language.tag == *tag).map(|index| LanguageId(index as u16))
}

fn theme_names(files: &[PublicFile]) -> BTreeMap<String, usize> {
    let named = files.iter().enumerate().filter(|(_, file)| !file.theme_name.is_empty());
    named.map(|(index, file)| (file.theme_name.clone(), index)).collect()
}

/// Puts the translations of each page together. Pages come out in the order of their keys' first files.
fn group<'a>(
    files: impl Iterator<Item = &'a Arc<Content>>,
    languages: &[Language],
    default: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<PageNode>, BTreeMap<Arc<str>, PageNode>) {
    let mut nodes: Vec<PageNode> = Vec::new();
    let mut by_key: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    for content in files {
        let Payload::Page(page) = &content.payload else { continue };
        let Some(language) = language_of(content, page, languages, default, diagnostics) else { continue };
        let index = *by_key.entry(Arc::clone(&page.key)).or_insert_with(|| {
            nodes.push(node(&page.key, languages.len()));
            nodes.len() - 1
        });
        let slot = &mut nodes[index].files[usize::from(language.0)];
        if let Some(other) = slot {
            diagnostics.push(report::duplicate_translation(Place::whole(&content.file), &other.file));
        } else {
            *slot = Some(Arc::clone(content));
        }
    }
    for node in &mut nodes {
        node.source = if node.has(default) { default } else { first_language(node) };
        report_orphan(node, default, languages, diagnostics);
    }
    let (parts, pages): (Vec<PageNode>, Vec<PageNode>) =
        nodes.into_iter().partition(|node| node.source_front().kind == PageKind::Part);
    (pages, parts.into_iter().map(|part| (Arc::clone(&part.key), part)).collect())
}

fn node(key: &Arc<str>, languages: usize) -> PageNode {
    let kind = match key.as_ref() {
        "_index.md" => NodeKind::Home,
        key if key.ends_with("/_index.md") => NodeKind::Section,
        _ => NodeKind::Page,
    };
    PageNode {
        key: Arc::clone(key),
        kind,
        source: LanguageId(0),
        files: vec![None; languages],
        outdated: Vec::new(),
        addresses: Vec::new(),
        parent: None,
        children: Vec::new(),
    }
}

fn language_of(
    content: &Content,
    page: &Page,
    languages: &[Language],
    default: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LanguageId> {
    let Some(tag) = &page.language else { return Some(default) };
    let found = position(languages, tag);
    if found.is_none() {
        let near = language::nearest_language(tag, languages.iter().map(|language| &language.tag));
        diagnostics.push(report::unknown_language(Place::whole(&content.file), tag.as_str(), near));
    }
    found
}

fn first_language(node: &PageNode) -> LanguageId {
    let index = node.files.iter().position(Option::is_some).expect("a page has at least one file");
    LanguageId(index as u16)
}

fn report_orphan(node: &PageNode, default: LanguageId, languages: &[Language], diagnostics: &mut Vec<Diagnostic>) {
    if node.source != default
        && let Some(content) = node.content(node.source)
    {
        let language = languages[usize::from(node.source.0)].tag.as_str();
        diagnostics.push(report::orphan_translation(Place::whole(&content.file), &node.key, language));
    }
}

fn index(pages: &[PageNode]) -> FxHashMap<Arc<str>, PageId> {
    pages.iter().enumerate().map(|(index, page)| (Arc::clone(&page.key), PageId(index as u32))).collect()
}

/// Finds for every page the nearest section above it.
fn place_in_sections(pages: &mut [PageNode], by_key: &FxHashMap<Arc<str>, PageId>) {
    for index in 0..pages.len() {
        let parent = parent_of(&pages[index], by_key);
        pages[index].parent = parent;
        // What has been replaced keeps its address, but no list shows it.
        if let Some(parent) = parent.filter(|_| pages[index].source_front().replaced_by.is_none()) {
            pages[parent.0 as usize].children.push(PageId(index as u32));
        }
    }
}

fn parent_of(page: &PageNode, by_key: &FxHashMap<Arc<str>, PageId>) -> Option<PageId> {
    if page.kind == NodeKind::Home {
        return None;
    }
    let mut folder = page.key.rsplit_once('/').map_or("", |(folder, _)| folder);
    if page.key.ends_with("/_index.md") || page.key.ends_with("/index.md") {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    loop {
        let key = if folder.is_empty() { "_index.md".to_owned() } else { format!("{folder}/_index.md") };
        if let Some(parent) = by_key.get(key.as_str()) {
            return Some(*parent);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// Sorts the pages of every section as the section says. By title means the default language's titles here; the view
/// sorts again for other languages.
fn sort_children(pages: &mut [PageNode], language: &Language) {
    for index in 0..pages.len() {
        let mut children = std::mem::take(&mut pages[index].children);
        let sort_by = pages[index].source_front().sort_by.unwrap_or(SortBy::Weight);
        children.sort_by(|a, b| {
            let (a, b) = (&pages[a.0 as usize], &pages[b.0 as usize]);
            compare(a, b, sort_by, language).then_with(|| a.key.cmp(&b.key))
        });
        pages[index].children = children;
    }
}

fn compare(a: &PageNode, b: &PageNode, sort_by: SortBy, language: &Language) -> Ordering {
    let (a, b) = (a.source_front(), b.source_front());
    match sort_by {
        SortBy::Weight => a.weight.unwrap_or(i64::MAX).cmp(&b.weight.unwrap_or(i64::MAX)),
        SortBy::Date => Reverse(a.date).cmp(&Reverse(b.date)),
        SortBy::Title => language.locale.compare(&a.title, &b.title),
    }
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
                diagnostics.push(report::review_overdue(Place::at(&content.file, span), &day.to_string()));
            }
            if language != page.source && !same_levels(text, source) {
                let span = text.headings.first().map(|heading| heading.span).unwrap_or_default();
                let place = Place::at(&content.file, span);
                diagnostics.push(report::headings_differ(place, text.headings.len(), source.headings.len()));
            }
        }
    }
}

/// A page that was replaced leads to one that stands now.
fn check_replacements(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let (Some((to, span)), Some(content)) = (&page.source_front().replaced_by, page.content(page.source)) else {
            continue;
        };
        let place = Place::at(&content.file, *span);
        let key = to.trim_start_matches("@/");
        match site.page_by_key(key).map(|page| site.page(page)) {
            Some(new) if new.source_front().replaced_by.is_some() => {
                diagnostics.push(report::replaced_twice(place, to));
            }
            Some(_) => {}
            None => diagnostics.push(match site.withheld(key) {
                Some(why) => report::page_not_in_edition(place, to, why.as_str()),
                None => report::unknown_page(place, to, nearest(key, site.keys())),
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
                let place = Place::at(&content.file, *span);
                diagnostics.push(report::unknown_page(place, to, nearest(key, site.keys())));
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
        let place = Place::at(&Config::file(), link.span);
        if let Some((key, anchor)) = link.page() {
            match site.page_by_key(key) {
                None if site.withheld(key).is_none() => {
                    diagnostics.push(report::unknown_page(place, &link.to, nearest(key, site.keys())));
                }
                Some(page) if !anchor.is_empty() && !site.has_anchor(site.page(page), anchor) => {
                    let near = nearest(anchor, site.page(page).anchors().iter().map(|heading| heading.anchor.as_str()));
                    diagnostics.push(report::unknown_anchor(place, key, anchor, near));
                }
                _ => {}
            }
        } else if !is_https(&link.to) {
            diagnostics.push(report::bad_scheme(place, &link.to));
        }
    }
}
