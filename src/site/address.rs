//! Every address of a site and what is at it.
//!
//! What has been made goes in; two things at one address are reported.

use super::data::DataFile;
use super::document::{DocumentFile, Pack, deck_address};
use super::event::calendar_address;
use super::language::LanguageId;
use super::linked::Site;
use super::page_node::{PageId, PageNode};
use super::public_file::PublicFile;
use super::redirect::Redirect;
use super::route::{GeneratedFile, Route, TemplatePage};
use super::sitemap::sitemap_part_address;
use super::structure::Structure;
use super::term::{Term, TermId};
use crate::config::Config;
use crate::content::{Content, DocumentKind, PageKind, Payload};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{FileKind, Source, Sources};
use crate::text::{Fingerprint, HASHED_FOLDER, decode_path, fold_address, is_servable};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Pictures get the hash of their bytes into their names, so that browsers may keep them for good.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];

/// The address of a file that belongs to a page. A picture's changes with its bytes.
pub fn file_address(folder_address: &str, name: &str, fingerprint: &Fingerprint) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if PICTURES.contains(&extension.to_ascii_lowercase().as_str()) => {
            let below = folder_address.trim_start_matches('/');
            format!("{HASHED_FOLDER}{below}{stem}.{}.{extension}", fingerprint.short())
        }
        _ => format!("{folder_address}{name}"),
    }
}

/// What is given addresses beside pages.
pub struct Outputs<'a> {
    /// All terms of all taxonomies.
    pub terms: &'a [Term],
    /// Files that are published as they are.
    pub files: &'a [PublicFile],
    /// The files that are made of documents.
    pub documents: &'a [DocumentFile],
    /// The archives of all documents of a section.
    pub packs: &'a [Pack],
    /// Old addresses and where they lead now.
    pub redirects: &'a [Redirect],
    /// The lists of pages for search engines.
    pub sitemap: &'a [Vec<PageId>],
    /// Whether there are feeds.
    pub has_feeds: bool,
}

/// Gives out every address of a site. Two things at one address are reported.
pub fn addresses(site: &Structure, outputs: &Outputs, diagnostics: &mut Vec<Diagnostic>) -> FxHashMap<Arc<str>, Route> {
    let expected = site.pages.len() * site.languages.len() + outputs.files.len() + 64;
    let mut addresses = Addresses {
        site,
        outputs,
        taken: FxHashMap::with_capacity_and_hasher(expected * 2, Default::default()),
        folded: FxHashMap::default(),
        said: BTreeSet::new(),
        diagnostics,
    };
    addresses.take_pages();
    for language in site.language_ids() {
        addresses.take_language(language);
    }
    addresses.take_generated();
    addresses.take_decks();
    addresses.take_files();
    addresses.taken
}

/// All addresses of a site while they are given out.
struct Addresses<'a> {
    site: &'a Structure,
    outputs: &'a Outputs<'a>,
    taken: FxHashMap<Arc<str>, Route>,
    /// Addresses whose folded form differs from themselves, by that form.
    folded: FxHashMap<String, (Arc<str>, Route)>,
    /// Pairs of files whose collision has been reported: one pair may collide in every language.
    said: BTreeSet<(Arc<str>, Arc<str>)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Addresses<'_> {
    fn take_pages(&mut self) {
        let site = self.site;
        for (index, page) in site.pages.iter().enumerate() {
            for language in site.language_ids() {
                self.take(page.address(language), Route::Page(PageId(index as u32), language));
            }
        }
    }

    fn take_language(&mut self, language: LanguageId) {
        let (site, outputs) = (self.site, self.outputs);
        let prefix = &site.language(language).prefix;
        self.take_template(format!("{prefix}/404.html"), TemplatePage::NotFound(language));
        if let Some(calendar) = calendar_address(site, language) {
            self.take_file(calendar, GeneratedFile::Calendar(language));
        }
        if outputs.has_feeds {
            self.take_file(format!("{prefix}/atom.xml"), GeneratedFile::Feed(language));
        }
        if let Some(address) = site.search_index(language) {
            self.take(&Arc::from(address), Route::SearchIndex(language));
        }
        for index in 0..site.config.taxonomies.len() as u16 {
            self.take_template(taxonomy_address(site, index, language), TemplatePage::Taxonomy(index, language));
        }
        for (index, term) in outputs.terms.iter().enumerate() {
            let route = TemplatePage::Term(TermId(index as u32), language);
            self.take_template(address_of_term(site, term, language), route);
        }
    }

    fn take_generated(&mut self) {
        let site = self.site;
        let lists = self.outputs.sitemap.len() as u32;
        if lists > 0 {
            self.take_file("/sitemap.xml", GeneratedFile::Sitemap);
        }
        for part in (0..lists).filter(|_| lists > 1) {
            self.take_file(sitemap_part_address(part), GeneratedFile::SitemapPart(part));
        }
        self.take_file("/robots.txt", GeneratedFile::Robots);
        self.take_file("/_headers", GeneratedFile::Headers);
        self.take_file("/build.txt", GeneratedFile::Build);
        let contact = site.config.security.as_ref().map(|known| &known.contact);
        if contact.is_some_and(|contact| contact.page().is_none_or(|(key, _)| site.page_by_key(key).is_some())) {
            self.take_file("/.well-known/security.txt", GeneratedFile::Security);
        }
        for file in DataFile::of(site) {
            self.take_file(file.address(), GeneratedFile::Data(file));
        }
    }

    fn take_decks(&mut self) {
        let site = self.site;
        let talk = PageKind::Document(DocumentKind::Slides);
        let is_talk = |page: &&PageNode| page.source_front().kind == talk;
        for (index, page) in site.pages.iter().enumerate().filter(|(_, page)| is_talk(page)) {
            for language in site.language_ids().filter(|language| page.has(*language)) {
                let deck = Arc::from(deck_address(page, language));
                self.take(&deck, Route::Deck(PageId(index as u32), language));
            }
        }
    }

    fn take_files(&mut self) {
        let outputs = self.outputs;
        for (index, file) in outputs.files.iter().enumerate().filter(|(_, file)| !file.is_inline_style()) {
            self.take(&file.address, Route::File(index as u32));
        }
        for (index, file) in outputs.documents.iter().enumerate() {
            self.take(&file.address, Route::Document(index as u32));
        }
        for (index, pack) in outputs.packs.iter().enumerate() {
            self.take(&pack.address, Route::Pack(index as u32));
            self.take(&pack.checksums, Route::Checksums(index as u32));
        }
        for (index, redirect) in outputs.redirects.iter().enumerate() {
            self.take(&redirect.from, Route::Template(TemplatePage::Redirect(index as u32)));
        }
    }

    fn take_template(&mut self, address: String, page: TemplatePage) {
        self.take(&Arc::from(address), Route::Template(page));
    }

    fn take_file(&mut self, address: impl Into<Arc<str>>, file: GeneratedFile) {
        self.take(&address.into(), Route::Generated(file));
    }

    fn take(&mut self, address: &Arc<str>, route: Route) {
        if self.may_be_odd(address, route) && !is_servable(address) {
            let location = self.location(route);
            if self.said.insert((Arc::clone(&location.file), Arc::clone(&location.file))) {
                self.diagnostics.push(report::address_unservable(location, address));
            }
            return;
        }
        if address.starts_with(HASHED_FOLDER) && !self.is_hashed(address, route) {
            let location = self.location(route);
            if self.said.insert((Arc::clone(&location.file), Arc::clone(&location.file))) {
                self.diagnostics.push(report::address_kept(location, address));
            }
        }
        if let Some(other) = self.in_the_way(address, route) {
            let (location, other) = (self.location(route), self.file(other));
            if self.said.insert((Arc::clone(&location.file), Arc::clone(&other))) {
                self.diagnostics.push(report::address_collision(location, address, &other));
            }
            return;
        }
        let plain = address.is_ascii() && !address.bytes().any(|byte| byte.is_ascii_uppercase());
        if !plain || !self.folded.is_empty() {
            self.compare_folded(address, route);
        }
        self.taken.insert(Arc::clone(address), route);
    }

    /// Whether the address changes with the bytes.
    fn is_hashed(&self, address: &str, route: Route) -> bool {
        match route {
            Route::File(index) => address.contains(&self.outputs.files[index as usize].fingerprint.short()),
            _ => false,
        }
    }

    /// Whether an address has signs that stand for others. What is wrong with a page's own `slug` has been said.
    fn may_be_odd(&self, address: &str, route: Route) -> bool {
        let is_odd =
            |text: &str| text.contains(|character: char| matches!(character, '%' | '\\') || character.is_control());
        is_odd(address)
            && match route {
                Route::Page(page, _) => is_odd(&self.site.page(page).key),
                _ => true,
            }
    }

    /// What is written to the same file, or needs a folder where this needs a file or the other way round.
    fn in_the_way(&self, address: &str, route: Route) -> Option<Route> {
        let taken = |address: &str| self.taken.get(address).copied();
        if let Some(other) = taken(address) {
            return Some(other);
        }
        let may_stand_anywhere = matches!(
            route,
            Route::File(_)
                | Route::Template(TemplatePage::Redirect(_))
                | Route::Document(_)
                | Route::Pack(_)
                | Route::Checksums(_)
        );
        if !may_stand_anywhere {
            return None;
        }
        let page = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
        let folders = address.match_indices('/').skip(1).map(|(at, _)| &address[..at]);
        page.and_then(taken)
            .or_else(|| taken(&format!("{address}/")))
            .or_else(|| folders.filter(|folder| !folder.is_empty()).find_map(taken))
    }

    fn compare_folded(&mut self, address: &Arc<str>, route: Route) {
        let folded = fold_address(address);
        let same = self.folded.get(&folded).cloned().or_else(|| {
            self.taken.get_key_value(folded.as_str()).map(|(address, route)| (Arc::clone(address), *route))
        });
        if let Some((other_address, other)) = same {
            let (location, other) = (self.location(route), self.file(other));
            if self.said.insert((Arc::clone(&location.file), Arc::clone(&other))) {
                self.diagnostics.push(report::address_case(location, address, &other_address, &other));
            }
        }
        if folded != address.as_ref() {
            self.folded.entry(folded).or_insert_with(|| (Arc::clone(address), route));
        }
    }

    fn location(&self, route: Route) -> Location {
        let file = self.file(route);
        let slug = match route {
            Route::Page(page, language) => {
                let page = self.site.page(page);
                let front = page.text(language).map_or(page.source_front(), |text| &text.front);
                front.slug.as_ref().map(|(_, span)| *span)
            }
            Route::Template(TemplatePage::Redirect(index)) => {
                Some(self.outputs.redirects[index as usize].location.span)
            }
            _ => None,
        };
        Location::at(&file, slug.unwrap_or_default())
    }

    /// The file that an author would have to change.
    fn file(&self, route: Route) -> Arc<str> {
        let of_page = |page: PageId, language| {
            let page = self.site.page(page);
            let content = page.content(language).or_else(|| page.content(page.source));
            Arc::clone(&content.expect("a page has a source file").file)
        };
        match route {
            Route::Page(page, language) | Route::Deck(page, language) => of_page(page, language),
            Route::Template(TemplatePage::Redirect(index)) => {
                Arc::clone(&self.outputs.redirects[index as usize].location.file)
            }
            Route::Document(index) => {
                let file = &self.outputs.documents[index as usize];
                of_page(file.page, file.language)
            }
            Route::Pack(index) | Route::Checksums(index) => {
                let pack = &self.outputs.packs[index as usize];
                of_page(pack.section, pack.language)
            }
            Route::File(index) => Arc::clone(&self.outputs.files[index as usize].source),
            Route::Template(TemplatePage::Term(term, _)) => {
                let page = self.outputs.terms[term.0 as usize].pages[0];
                of_page(page, self.site.page(page).source)
            }
            _ => Config::file(),
        }
    }
}

/// The address of a taxonomy's list.
pub fn taxonomy_address(site: &Structure, index: u16, language: LanguageId) -> String {
    let name = crate::text::slug(&site.config.taxonomies[usize::from(index)].name);
    format!("{}/{name}/", site.language(language).prefix)
}

/// The address of a term's list.
pub fn term_address(site: &Site, term: TermId, language: LanguageId) -> String {
    address_of_term(site, &site.terms[term.0 as usize], language)
}

fn address_of_term(site: &Structure, term: &Term, language: LanguageId) -> String {
    format!("{}{}/", taxonomy_address(site, term.taxonomy, language), term.slug)
}

/// Reads the aliases of all pages.
pub fn redirects(pages: &[PageNode], diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (language, content) in page.files.iter().enumerate() {
            let (Some(content), language) = (content, LanguageId(language as u16)) else { continue };
            let Some(text) = page.text(language) else { continue };
            for (alias, span) in &text.front.aliases {
                let location = Location::at(&content.file, *span);
                let from = as_address(&decode_path(alias));
                if alias.contains(['?', '#', ' ']) || !is_servable(&from) {
                    diagnostics.push(report::bad_alias(location, alias));
                } else if from == page.address(language).as_ref() {
                    diagnostics.push(report::redirect_loop(location, alias));
                } else {
                    let page = PageId(index as u32);
                    redirects.push(Redirect {
                        from: Arc::from(from),
                        page,
                        language,
                        location,
                        offers_languages: false,
                    });
                }
            }
        }
    }
    redirects
}

/// An alias as an address: folders end with a slash, files keep their names.
fn as_address(alias: &str) -> String {
    let name = alias.rsplit('/').next().unwrap_or_default();
    if name.is_empty() || name.contains('.') { alias.to_owned() } else { format!("{alias}/") }
}

/// The published files that are not the theme's: those of pages but the `hidden` ones, and static ones.
pub fn own_files(
    sources: &Sources,
    contents: &[Arc<Content>],
    site: &Structure,
    hidden: &BTreeSet<String>,
) -> Vec<PublicFile> {
    let of_pages = contents.iter().filter_map(|content| {
        if !matches!(content.payload, Payload::Nothing) || hidden.contains(content.file.as_ref()) {
            return None;
        }
        let source = sources.get(&content.file).filter(|source| source.kind == FileKind::PageFile)?;
        let path = content.file.strip_prefix("content/")?;
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let owner = ["index.md", "_index.md"]
            .iter()
            .find_map(|index| site.by_key.get(format!("{folder}/{index}").trim_start_matches('/')));
        let base = match owner {
            Some(owner) => site.page(*owner).address(site.default_language).to_string(),
            None => format!("/{folder}/").replace("//", "/"),
        };
        Some(public_file(source, file_address(&base, name, &source.fingerprint)))
    });
    let of_static = sources.below("static/").filter(|source| source.kind == FileKind::Static && source.is_readable());
    let of_static = of_static.map(|source| {
        let address = source.path.strip_prefix("static").unwrap_or(&source.path).to_owned();
        public_file(source, address)
    });
    of_pages.chain(of_static).collect()
}

fn public_file(source: &Source, address: String) -> PublicFile {
    PublicFile {
        source: Arc::clone(&source.path),
        theme_name: String::new(),
        address: Arc::from(address),
        bytes: source.shared_bytes(),
        on_disk: source.on_disk().cloned(),
        fingerprint: source.fingerprint,
    }
}
