//! The whole site of one edition, linked from all summaries: immutable, made from scratch each time.
//!
//! [`link`] takes the contents of an edition and gives a [`Site`]: pages with their translations, addresses,
//! sections, terms, records and strings. Reads the text of a page's body only to compare a translation with what it was made from.
//! Never touches a file.

mod address;
mod compare;
mod contact_change;
mod data;
mod document;
mod event;
mod facts;
mod guide;
mod language;
mod ledger;
mod link;
mod merge;
mod order;
mod recording;
mod records;
mod route;
mod settle;
mod short_code;
mod sitemap;
mod strings;
mod structure;
mod synonyms;
mod term;
mod texts;
mod translated;

use crate::content::Content;
use crate::diagnostic::Location;
use crate::source::OnDisk;
use crate::text::Fingerprint;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

pub use address::{taxonomy_address, term_address};
pub use compare::{Changed, Freshness, PassageChange, PassageEdit, align, changes, record_changes, standing};
pub use contact_change::{ContactChange, Difference};
pub use data::DataFile;
pub use document::{DocumentFile, FormAddress, Pack, deck_address, logos};
pub use event::{Event, calendar_address, events};
pub use facts::{Facts, ShownFact};
pub use language::{Language, LanguageId, meant_language};
pub use ledger::{Gone, MovedFile, gone_page_address, promises};
pub use link::{Inputs, link};
pub use order::SectionOrder;
pub use recording::Recording;
pub use records::{Records, ShownContact, ShownSign};
pub use route::{GeneratedFile, Route, TemplatePage};
pub use settle::source_of;
pub use short_code::short_code_address;
pub use sitemap::sitemap_part_address;
pub use strings::{Catalogue, needed_forms};
pub use structure::{PageId, PageNode, Structure};
pub use synonyms::Synonyms;
pub use term::{Term, TermId};
pub use texts::{PageNodeKind, PageTexts};

/// Everything that one edition of the site is. It reads as the structure that it is made on.
#[derive(Debug)]
pub struct Site {
    /// Settings, languages and pages in their sections.
    pub structure: Structure,
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
    /// What people read out of pages, by the file of the page.
    pub recordings: BTreeMap<Arc<str>, Recording>,
    /// Old addresses and where they lead now.
    pub redirects: Vec<Redirect>,
    /// Old addresses of files, which only a server can lead on from.
    pub moved: Vec<MovedFile>,
    /// Published addresses that are gone for good, sorted.
    pub gone: Vec<Gone>,
    /// The files that are made of documents.
    pub documents: Vec<DocumentFile>,
    /// The archives of all documents of a section.
    pub packs: Vec<Pack>,
    /// The pages that short codes lead to.
    pub short_codes: BTreeMap<String, PageId>,
    /// Words that mean the same to people who search, by language.
    pub synonyms: BTreeMap<LanguageId, Vec<Synonyms>>,
    /// How contacts changed from one publication to the next; empty where nobody may know of all contacts.
    pub contact_changes: Vec<ContactChange>,
    /// The pages that search engines are told of, by the lists that hold them; empty if there are none.
    pub sitemap: Vec<Vec<PageId>>,
    /// Whether any page has a date, so that feeds make sense.
    pub has_feeds: bool,
    pub(crate) by_address: FxHashMap<Arc<str>, Route>,
    pub(crate) file_by_source: FxHashMap<Arc<str>, usize>,
    pub(crate) theme_by_name: BTreeMap<String, usize>,
}

impl Deref for Site {
    type Target = Structure;

    fn deref(&self) -> &Structure {
        &self.structure
    }
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
    pub location: Location,
    /// Whether readers choose their language there: a short address that names none, of a page that has several.
    pub offers_languages: bool,
}

impl Redirect {
    /// Whether it is a short code: those have a ledger of their own.
    pub fn is_short_code(&self) -> bool {
        self.location.file.as_ref() == "content/short-codes.toml"
    }
}

impl Site {
    /// What stands at an address, which starts with a slash.
    pub fn route(&self, address: &str) -> Option<Route> {
        self.by_address.get(address).copied()
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

    /// Whether a link may lead to that place of a page: a heading, or the card of a contact.
    pub fn has_anchor(&self, page: &PageNode, anchor: &str) -> bool {
        anchor.strip_prefix("contact-").is_some_and(|id| self.records.contact(id).is_some())
            || page.anchors().iter().any(|heading| heading.anchor == anchor)
    }
}
