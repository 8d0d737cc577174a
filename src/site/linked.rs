//! A site when everything in it is known: what all later stages read.
//!
//! It is made once, complete, and never changed.

use super::contact_change::ContactChange;
use super::document::{DocumentFile, Pack};
use super::facts::Facts;
use super::language::LanguageId;
use super::ledger::{Gone, MovedFile};
use super::page_node::{PageId, PageNode};
use super::public_file::PublicFile;
use super::recording::Recording;
use super::records::Records;
use super::redirect::Redirect;
use super::route::Route;
use super::strings::Catalogue;
use super::structure::Structure;
use super::synonyms::Synonyms;
use super::term::{Term, TermId};
use crate::content::Content;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

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

impl Site {
    /// What is at an address, which starts with a slash.
    pub fn route(&self, address: &str) -> Option<Route> {
        self.by_address.get(address).copied()
    }

    /// All addresses with what is there, in no particular order.
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

    /// The style sheets of the theme that pages may hold in themselves.
    pub fn inline_styles(&self) -> impl Iterator<Item = &Arc<[u8]>> {
        self.files.iter().filter(|file| file.is_inline_style()).map(|file| &file.bytes)
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
