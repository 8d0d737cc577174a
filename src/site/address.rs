use super::document::deck_address;
use super::{DataFile, Language, LanguageId, NodeKind, PageId, PageNode, PublicFile, Redirect, Route, Site};
use crate::config::Config;
use crate::content::{Content, PageKind, Payload};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::source::{Kind, Source, Sources};
use crate::text::{Fingerprint, decode_path, fold_address, is_servable};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Pictures get the hash of their bytes into their names, so that browsers may keep them for good.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];

/// Gives every page its address in every language: sections first, as their pages' addresses begin with theirs.
pub fn address_pages(pages: &mut [PageNode], languages: &[Language]) {
    let mut order: Vec<(usize, bool, usize)> = pages
        .iter()
        .enumerate()
        .map(|(index, page)| (page.key.matches('/').count(), page.kind == NodeKind::Page, index))
        .collect();
    order.sort_unstable();
    let mut address = String::new();
    for (_, _, index) in order {
        let own = Own::of(pages, index);
        let mut addresses = Vec::with_capacity(languages.len());
        for (language, Language { prefix, .. }) in languages.iter().enumerate() {
            address.clear();
            own.write(pages, LanguageId(language as u16), prefix, &mut address);
            addresses.push(Arc::from(address.as_str()));
        }
        pages[index].addresses = addresses;
    }
}

/// What a page adds to the address of its section, in every language.
struct Own<'a> {
    page: &'a PageNode,
    /// The section whose address it continues; pages of the home page have none.
    parent: Option<usize>,
    /// Folders without a section of their own.
    between: &'a str,
    /// The last part, unless a translation has its own.
    slug: &'a str,
}

impl<'a> Own<'a> {
    fn of(pages: &'a [PageNode], index: usize) -> Self {
        let page = &pages[index];
        let (folder, name) = page.key.rsplit_once('/').unwrap_or(("", &page.key));
        let (folder, name) = match name {
            "_index.md" | "index.md" => folder.rsplit_once('/').unwrap_or(("", folder)),
            name => (folder, name.strip_suffix(".md").unwrap_or(name)),
        };
        let parent = page.parent.map(|parent| parent.0 as usize);
        let parent = parent.filter(|parent| pages[*parent].kind != NodeKind::Home);
        let above = parent.and_then(|parent| pages[parent].key.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let between = folder.get(above.len()..).unwrap_or("").trim_start_matches('/');
        let slug = page.source_front().slug.as_ref().map_or(name, |(slug, _)| slug.as_str());
        Self { page, parent, between, slug }
    }

    fn write(&self, pages: &[PageNode], language: LanguageId, prefix: &str, address: &mut String) {
        match self.parent {
            Some(parent) => address.push_str(pages[parent].address(language)),
            None => {
                address.push_str(prefix);
                address.push('/');
            }
        }
        if self.page.kind == NodeKind::Home {
            return;
        }
        let own = self.page.text(language).and_then(|text| text.front.slug.as_ref());
        let slug = own.map_or(self.slug, |(slug, _)| slug.as_str());
        for part in [self.between, slug].into_iter().filter(|part| !part.is_empty()) {
            address.push_str(part);
            address.push('/');
        }
    }
}

/// The address of a file that belongs to a page.
pub fn file_address(folder_address: &str, name: &str, fingerprint: &Fingerprint) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if PICTURES.contains(&extension.to_ascii_lowercase().as_str()) => {
            format!("{folder_address}{stem}.{}.{extension}", fingerprint.short())
        }
        _ => format!("{folder_address}{name}"),
    }
}

/// All addresses of a site while they are given out; two things at one address are reported.
pub struct Addresses<'a> {
    site: &'a Site,
    taken: FxHashMap<Arc<str>, Route>,
    /// Addresses whose folded form differs from themselves, by that form.
    folded: FxHashMap<String, (Arc<str>, Route)>,
    /// Pairs of files whose collision has been reported: one pair may collide in every language.
    said: BTreeSet<(Arc<str>, Arc<str>)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Addresses<'a> {
    /// Gives out every address of the site.
    pub fn of(site: &'a Site) -> (FxHashMap<Arc<str>, Route>, Vec<Diagnostic>) {
        let expected = site.pages.len() * site.languages.len() + site.files.len() + 64;
        let mut addresses = Self {
            site,
            taken: FxHashMap::with_capacity_and_hasher(expected * 2, Default::default()),
            folded: FxHashMap::default(),
            said: BTreeSet::new(),
            diagnostics: Vec::new(),
        };
        addresses.take_all();
        (addresses.taken, addresses.diagnostics)
    }

    fn take_all(&mut self) {
        let site = self.site;
        for (index, page) in site.pages.iter().enumerate() {
            for language in site.language_ids() {
                self.take(page.address(language), Route::Page(PageId(index as u32), language));
            }
        }
        for language in site.language_ids() {
            let prefix = &site.language(language).prefix;
            self.take(&Arc::from(format!("{prefix}/404.html")), Route::NotFound(language));
            if let Some(calendar) = super::calendar_address(site, language) {
                self.take(&Arc::from(calendar), Route::Calendar(language));
            }
            if site.has_feeds {
                self.take(&Arc::from(format!("{prefix}/atom.xml")), Route::Feed(language));
            }
            if let Some(address) = site.search_index(language) {
                self.take(&Arc::from(address), Route::SearchIndex(language));
            }
            for index in 0..site.config.taxonomies.len() as u16 {
                self.take(&Arc::from(taxonomy_address(site, index, language)), Route::Taxonomy(index, language));
            }
            for (index, _) in site.terms.iter().enumerate() {
                let term = super::TermId(index as u32);
                self.take(&Arc::from(term_address(site, term, language)), Route::Term(term, language));
            }
        }
        if !site.sitemap.is_empty() {
            self.take(&Arc::from("/sitemap.xml"), Route::Sitemap);
        }
        if site.sitemap.len() > 1 {
            for part in 0..site.sitemap.len() as u32 {
                self.take(&Arc::from(super::sitemap_part_address(part)), Route::SitemapPart(part));
            }
        }
        for (address, route) in
            [("/robots.txt", Route::Robots), ("/_headers", Route::Headers), ("/build.txt", Route::Build)]
        {
            self.take(&Arc::from(address), route);
        }
        let contact = site.config.security.as_ref().map(|known| &known.contact);
        if contact.is_some_and(|contact| contact.page().is_none_or(|(key, _)| site.page_by_key(key).is_some())) {
            self.take(&Arc::from("/.well-known/security.txt"), Route::Security);
        }
        for file in DataFile::of(site) {
            self.take(&Arc::from(file.address()), Route::Data(file));
        }
        for (index, page) in site.pages.iter().enumerate() {
            if page.source_front().kind == PageKind::Slides {
                for language in site.language_ids().filter(|language| page.has(*language)) {
                    let deck = Arc::from(deck_address(page, language));
                    self.take(&deck, Route::Deck(PageId(index as u32), language));
                }
            }
        }
        for (index, file) in site.files.iter().enumerate() {
            self.take(&file.address, Route::File(index as u32));
        }
        for (index, file) in site.documents.iter().enumerate() {
            self.take(&file.address, Route::Document(index as u32));
        }
        for (index, pack) in site.packs.iter().enumerate() {
            self.take(&pack.address, Route::Pack(index as u32));
            self.take(&pack.checksums, Route::Checksums(index as u32));
        }
        for (index, redirect) in site.redirects.iter().enumerate() {
            self.take(&redirect.from, Route::Redirect(index as u32));
        }
    }

    fn take(&mut self, address: &Arc<str>, route: Route) {
        if self.may_be_odd(address, route) && !is_servable(address) {
            let place = self.place(route);
            if self.said.insert((Arc::clone(&place.file), Arc::clone(&place.file))) {
                self.diagnostics.push(report::address_unservable(place, address));
            }
            return;
        }
        if let Some(other) = self.in_the_way(address, route) {
            let (place, other) = (self.place(route), self.file(other));
            if self.said.insert((Arc::clone(&place.file), Arc::clone(&other))) {
                self.diagnostics.push(report::address_collision(place, address, &other));
            }
            return;
        }
        let plain = address.is_ascii() && !address.bytes().any(|byte| byte.is_ascii_uppercase());
        if !plain || !self.folded.is_empty() {
            self.compare_folded(address, route);
        }
        self.taken.insert(Arc::clone(address), route);
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
            Route::File(_) | Route::Redirect(_) | Route::Document(_) | Route::Pack(_) | Route::Checksums(_)
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
            let (place, other) = (self.place(route), self.file(other));
            if self.said.insert((Arc::clone(&place.file), Arc::clone(&other))) {
                self.diagnostics.push(report::address_case(place, address, &other_address, &other));
            }
        }
        if folded != address.as_ref() {
            self.folded.entry(folded).or_insert_with(|| (Arc::clone(address), route));
        }
    }

    fn place(&self, route: Route) -> Place {
        let file = self.file(route);
        let slug = match route {
            Route::Page(page, language) => {
                let page = self.site.page(page);
                let front = page.text(language).map_or(page.source_front(), |text| &text.front);
                front.slug.as_ref().map(|(_, span)| *span)
            }
            Route::Redirect(index) => Some(self.site.redirects[index as usize].place.span),
            _ => None,
        };
        Place::at(&file, slug.unwrap_or_default())
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
            Route::Redirect(index) => Arc::clone(&self.site.redirects[index as usize].place.file),
            Route::Document(index) => {
                let file = &self.site.documents[index as usize];
                of_page(file.page, file.language)
            }
            Route::Pack(index) | Route::Checksums(index) => {
                let pack = &self.site.packs[index as usize];
                of_page(pack.section, pack.language)
            }
            Route::File(index) => Arc::clone(&self.site.files[index as usize].source),
            Route::Term(term, _) => {
                let page = self.site.terms[term.0 as usize].pages[0];
                of_page(page, self.site.page(page).source)
            }
            _ => Config::file(),
        }
    }
}

/// The address of a taxonomy's list.
pub fn taxonomy_address(site: &Site, index: u16, language: LanguageId) -> String {
    let name = crate::text::slug(&site.config.taxonomies[usize::from(index)].name);
    format!("{}/{name}/", site.language(language).prefix)
}

/// The address of a term's list.
pub fn term_address(site: &Site, term: super::TermId, language: LanguageId) -> String {
    let term = &site.terms[term.0 as usize];
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
                let place = Place::at(&content.file, *span);
                let from = as_address(&decode_path(alias));
                if alias.contains(['?', '#', ' ']) || !is_servable(&from) {
                    diagnostics.push(report::bad_alias(place, alias));
                } else if from == page.address(language).as_ref() {
                    diagnostics.push(report::redirect_loop(place, alias));
                } else {
                    let page = PageId(index as u32);
                    redirects.push(Redirect { from: Arc::from(from), page, language, place });
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

/// The published files that are not the theme's: those of pages, and static ones.
pub fn own_files(
    sources: &Sources,
    contents: &[Arc<Content>],
    pages: &[PageNode],
    by_key: &FxHashMap<Arc<str>, PageId>,
    default: LanguageId,
) -> Vec<PublicFile> {
    let of_pages = contents.iter().filter_map(|content| {
        if !matches!(content.payload, Payload::Nothing) {
            return None;
        }
        let source = sources.get(&content.file).filter(|source| source.kind == Kind::PageFile)?;
        let path = content.file.strip_prefix("content/")?;
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let owner = ["index.md", "_index.md"]
            .iter()
            .find_map(|index| by_key.get(format!("{folder}/{index}").trim_start_matches('/')));
        let base = match owner {
            Some(owner) => pages[owner.0 as usize].address(default).to_string(),
            None => format!("/{folder}/").replace("//", "/"),
        };
        Some(public_file(source, file_address(&base, name, &source.fingerprint)))
    });
    let of_static = sources.below("static/").filter(|source| source.kind == Kind::Static && source.is_readable());
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
