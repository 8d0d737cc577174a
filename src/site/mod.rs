//! The whole site of one edition, linked from all summaries: immutable, made from scratch each time.
//!
//! [`link`] takes the contents of an edition and gives a [`Site`]: pages with their translations, addresses,
//! sections, terms, records and strings. Reads the text of a page's body only to compare a translation with what it was made from.
//! Never touches a file.

mod address;
mod contact_change;
mod data;
mod document;
mod event;
mod facts;
mod freshness;
mod guide;
mod language;
mod ledger;
mod link;
mod merge;
mod order;
mod records;
mod search;
mod sitemap;
mod strings;
mod term;
mod translated;

use crate::config::{Config, EditionConfig};
use crate::content::{Content, FrontMatter, Heading, Page, Payload, Withheld};
use crate::diagnostic::Place;
use crate::source::OnDisk;
use crate::text::{Fingerprint, decode_path};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use address::{taxonomy_address, term_address};
pub use contact_change::{ContactChange, Difference};
pub use data::DataFile;
pub use document::{DocumentFile, DocumentForm, Pack, deck_address, logos};
pub use event::{Event, calendar_address, events};
pub use facts::{Facts, ShownFact};
pub use freshness::{Change, Changed, Op, Standing, align, changes, record_changes, source_of, standing};
pub use language::{Language, LanguageId};
pub use ledger::{Gone, Moved, gone_page_address, promises};
pub use link::{Inputs, link};
pub use order::Order;
pub use records::{Records, ShownContact, ShownSign};
pub use sitemap::sitemap_part_address;
pub use strings::{Catalogue, needed_forms};
pub use term::{Term, TermId};

/// Everything that one edition of the site is.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// Which edition this is.
    pub edition: EditionConfig,
    /// The day for which it is made.
    pub at: Date,
    /// All languages in the order of the settings; a [`LanguageId`] is a position here.
    pub languages: Vec<Language>,
    /// The language at `/`.
    pub default_language: LanguageId,
    /// All pages, one for all its translations; a [`PageId`] is a position here.
    pub pages: Vec<PageNode>,
    /// Parts: pages without an address, shown inside others.
    pub parts: BTreeMap<Arc<str>, PageNode>,
    /// All terms of all taxonomies; a [`TermId`] is a position here.
    pub terms: Vec<Term>,
    /// Contacts and signs with their words in every language.
    pub records: Records,
    /// Facts with their words in every language.
    pub facts: Facts,
    /// The tables of charts, by the path of their file.
    pub chart_data: BTreeMap<Arc<str>, Arc<Content>>,
    /// The interface strings of every language.
    pub catalogue: Catalogue,
    /// Files that are published as they are: page-owned, static and the theme's.
    pub files: Vec<PublicFile>,
    /// Old addresses and where they lead now.
    pub redirects: Vec<Redirect>,
    /// Old addresses of files, which only a server can lead on from.
    pub moved: Vec<Moved>,
    /// Published addresses that are gone for good, sorted.
    pub gone: Vec<Gone>,
    /// The files that are made of documents.
    pub documents: Vec<DocumentFile>,
    /// The archives of all documents of a section.
    pub packs: Vec<Pack>,
    /// The pages that short codes lead to.
    pub short_codes: BTreeMap<String, PageId>,
    /// How contacts changed from one publication to the next; empty where nobody may know of all contacts.
    pub contact_changes: Vec<ContactChange>,
    /// The pages that search engines are told of, by the lists that hold them; empty if there are none.
    pub sitemap: Vec<Vec<PageId>>,
    /// Whether any page has a date, so that feeds make sense.
    pub has_feeds: bool,
    /// The order of every section.
    pub(crate) order: Order,
    pub(crate) by_key: FxHashMap<Arc<str>, PageId>,
    pub(crate) by_address: FxHashMap<Arc<str>, Route>,
    pub(crate) file_by_source: FxHashMap<Arc<str>, usize>,
    pub(crate) theme_by_name: BTreeMap<String, usize>,
    pub(crate) withheld: BTreeMap<Arc<str>, Withheld>,
}

/// A page's position in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// One page with all its translations.
#[derive(Debug)]
pub struct PageNode {
    /// Path below `content/` of its source, as links name it.
    pub key: Arc<str>,
    /// What kind of page it is.
    pub kind: NodeKind,
    /// The language that it was first written in.
    pub source: LanguageId,
    /// The file of each language, by [`LanguageId`].
    pub files: Vec<Option<Arc<Content>>>,
    /// What changed in the source since each translation was made, by [`LanguageId`]; empty if no translation is outdated.
    pub outdated: Vec<Vec<Changed>>,
    /// The address in each language, by [`LanguageId`]; languages without a file of their own have one too.
    pub addresses: Vec<Arc<str>>,
    /// The section it stands in; the home page has none.
    pub parent: Option<PageId>,
    /// The pages and sections directly inside it, in the section's order.
    pub children: Vec<PageId>,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `content/_index.md`.
    Home,
    /// Any other `_index.md`.
    Section,
    /// A page.
    Page,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct PublicFile {
    /// The source it comes from; the theme's style sheets may come from several and name the first.
    pub source: Arc<str>,
    /// Its name for templates, such as `styles/main.css`; empty for files that are not the theme's.
    pub theme_name: String,
    /// Its address.
    pub address: Arc<str>,
    /// Its bytes; empty if it is too large to be held.
    pub bytes: Arc<[u8]>,
    /// Where it stands then.
    pub on_disk: Option<Arc<OnDisk>>,
    /// Hash of its bytes.
    pub fingerprint: Fingerprint,
}

impl PublicFile {
    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.on_disk.as_ref().map_or(self.bytes.len() as u64, |file| file.size)
    }

    /// Its first bytes, at least: what says how large a picture is.
    pub fn beginning(&self) -> &[u8] {
        self.on_disk.as_ref().map_or(&self.bytes, |file| &file.beginning)
    }

    /// All of its bytes, for a picture in a document; empty if they are more than any picture has.
    pub fn whole(&self) -> Arc<[u8]> {
        /// Bytes of the largest photo that a camera makes, and as much again.
        const LARGEST: u64 = 64 << 20;
        match &self.on_disk {
            Some(file) => file.whole(LARGEST).unwrap_or_default().into(),
            None => Arc::clone(&self.bytes),
        }
    }
}

/// An old address and where it leads now.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Arc<str>,
    /// The page that it leads to.
    pub page: PageId,
    /// In which language.
    pub language: LanguageId,
    /// Where it is written.
    pub place: Place,
}

impl Redirect {
    /// Whether it is a short code: those have a ledger of their own.
    pub fn is_short_code(&self) -> bool {
        self.place.file.as_ref() == "content/short-codes.toml"
    }
}

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Route {
    /// A page in a language, possibly one that has to stand in another.
    Page(PageId, LanguageId),
    /// The pages of a term.
    Term(TermId, LanguageId),
    /// The terms of a taxonomy, by its position in the settings.
    Taxonomy(u16, LanguageId),
    /// The feed of a language.
    Feed(LanguageId),
    /// What a language says when there is no page.
    NotFound(LanguageId),
    /// An old address, by its position in [`Site::redirects`].
    Redirect(u32),
    /// What a published address says that is gone, by its position in [`Site::gone`].
    Gone(u32),
    /// What a language says at every address that is gone, for servers that answer for them.
    GonePage(LanguageId),
    /// A file, by its position in [`Site::files`].
    File(u32),
    /// A talk as slides in the browser.
    Deck(PageId, LanguageId),
    /// A file made of a document, by its position in [`Site::documents`].
    Document(u32),
    /// An archive of documents, by its position in [`Site::packs`].
    Pack(u32),
    /// The checksums of an archive's files, by its position in [`Site::packs`].
    Checksums(u32),
    /// The contacts as data.
    Data(DataFile),
    /// The index of a language for its search.
    SearchIndex(LanguageId),
    /// The list of all addresses, or of its parts.
    Sitemap,
    /// A part of that list, by its position in [`Site::sitemap`].
    SitemapPart(u32),
    /// What robots may read.
    Robots,
    /// Headers for the web server.
    Headers,
    /// All events as a calendar in a language.
    Calendar(LanguageId),
    /// What this build is, for people.
    Build,
    /// Whom to tell of a hole in the site's security.
    Security,
    /// Redirects and gone addresses for the web server.
    ServerRedirects,
}

impl Site {
    /// The page behind a key such as `signs/_index.md`, which may be encoded as in an address.
    pub fn page_by_key(&self, key: &str) -> Option<PageId> {
        found_by(key, |key| self.by_key.get(key).copied())
    }

    /// The part behind a key such as `parts/hours.md`, which may be encoded as in an address.
    pub fn part_by_key(&self, key: &str) -> Option<&PageNode> {
        found_by(key, |key| self.parts.get(key))
    }

    /// The page at that position.
    pub fn page(&self, id: PageId) -> &PageNode {
        &self.pages[id.0 as usize]
    }

    /// The language at that position.
    pub fn language(&self, id: LanguageId) -> &Language {
        &self.languages[usize::from(id.0)]
    }

    /// All languages' positions in order.
    pub fn language_ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.languages.len() as u16).map(LanguageId)
    }

    /// The language with that tag.
    pub fn language_by_tag(&self, tag: &str) -> Option<LanguageId> {
        self.language_ids().find(|id| self.language(*id).tag.as_str() == tag)
    }

    /// What stands at an address, which starts with a slash.
    pub fn route(&self, address: &str) -> Option<Route> {
        self.by_address.get(address).copied()
    }

    /// The address that `href` means in a page of the edition; nothing if it leads out of it. It need not be one where something stands.
    pub fn own_address(&self, href: &str) -> Option<String> {
        let path = self.edition.own_part(href).or_else(|| {
            let below = href.strip_prefix(self.edition.base_path())?;
            (href.starts_with('/') && !href.starts_with("//")).then_some(below)
        })?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        path.starts_with('/').then(|| decode_path(path))
    }

    /// All addresses with what stands there, in no particular order.
    pub fn routes(&self) -> impl Iterator<Item = (&Arc<str>, Route)> {
        self.by_address.iter().map(|(address, route)| (address, *route))
    }

    /// The term of a taxonomy with that part of the address; terms are sorted by it.
    pub fn term_by_slug(&self, taxonomy: u16, slug: &str) -> Option<TermId> {
        let found = self.terms.binary_search_by(|term| (term.taxonomy, term.slug.as_str()).cmp(&(taxonomy, slug)));
        found.ok().map(|index| TermId(index as u32))
    }

    /// What stands directly inside a section, as readers of `language` see it.
    pub fn children(&self, section: PageId, language: LanguageId) -> &[PageId] {
        self.order.children(section, self.page(section), language)
    }

    /// The pages before and behind a page in its section, as readers of `language` see it.
    pub fn neighbours(&self, page: PageId, language: LanguageId) -> (Option<PageId>, Option<PageId>) {
        self.order.neighbours(page, language, &self.pages)
    }

    /// The home page, if there is one.
    pub fn home(&self) -> Option<PageId> {
        self.page_by_key("_index.md")
    }

    /// The published file of a source path.
    pub fn file_of(&self, source: &str) -> Option<&PublicFile> {
        self.file_by_source.get(source).map(|index| &self.files[*index])
    }

    /// The theme's published file of a name such as `styles/main.css`.
    pub fn theme_file(&self, name: &str) -> Option<&PublicFile> {
        self.theme_by_name.get(name).map(|index| &self.files[*index])
    }

    /// The names of the theme's published files.
    pub fn theme_files(&self) -> impl Iterator<Item = &str> {
        self.theme_by_name.keys().map(String::as_str)
    }

    /// Why a page is not part of this edition, for diagnostics only.
    pub fn withheld(&self, key: &str) -> Option<Withheld> {
        found_by(key, |key| self.withheld.get(key).copied())
    }

    /// The keys of all pages, for hints; also of those that this edition keeps back: a mistake is the same mistake in every edition.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| page.key.as_ref()).chain(self.withheld.keys().map(AsRef::as_ref))
    }

    /// Whether a link may lead to that place of a page: a heading, or the card of a contact.
    pub fn has_anchor(&self, page: &PageNode, anchor: &str) -> bool {
        anchor.strip_prefix("contact-").is_some_and(|id| self.records.contact(id).is_some())
            || page.anchors().iter().any(|heading| heading.anchor == anchor)
    }

    /// The language in which a reader of `language` gets `page`: their own, or the first of their fallbacks that has it.
    pub fn reading(&self, page: &PageNode, language: LanguageId) -> LanguageId {
        language::reading(page, language, &self.languages)
    }
}

/// What a key names as it stands, or else as it is meant.
fn found_by<T>(key: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(key).or_else(|| find(&decode_path(key)))
}

impl PageNode {
    /// Whether it has a file of its own in that language.
    pub fn has(&self, language: LanguageId) -> bool {
        self.files.get(usize::from(language.0)).is_some_and(Option::is_some)
    }

    /// Its content in that language, if it has one of its own.
    pub fn content(&self, language: LanguageId) -> Option<&Content> {
        self.files.get(usize::from(language.0))?.as_deref()
    }

    /// Its text in that language, if it has one of its own.
    pub fn text(&self, language: LanguageId) -> Option<&Page> {
        match &self.content(language)?.payload {
            Payload::Page(page) => Some(page),
            _ => None,
        }
    }

    /// The text that was first written.
    pub fn source_text(&self) -> &Page {
        self.text(self.source).expect("a page has a file in its source language")
    }

    /// What the source says about itself.
    pub fn source_front(&self) -> &FrontMatter {
        &self.source_text().front
    }

    /// What changed in the source since the translation into that language was made.
    pub fn outdated(&self, language: LanguageId) -> &[Changed] {
        self.outdated.get(usize::from(language.0)).map_or(&[], Vec::as_slice)
    }

    /// Its address in that language.
    pub fn address(&self, language: LanguageId) -> &Arc<str> {
        &self.addresses[usize::from(language.0)]
    }

    /// The headings that give every translation its anchors.
    pub fn anchors(&self) -> &[Heading] {
        &self.source_text().headings
    }
}
