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
mod linked;
mod logo;
mod merge;
mod order;
mod page_address;
mod page_node;
mod promise;
mod public_file;
mod recording;
mod records;
mod redirect;
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

pub use address::{taxonomy_address, term_address};
pub use compare::{
    Changed, Freshness, PassageChange, PassageEdit, align, changes, is_critical, record_changes, standing,
};
pub use contact_change::{ContactChange, Difference};
pub use data::DataFile;
pub use document::{DocumentFile, FormAddress, Pack, deck_address};
pub use event::{Event, calendar_address, events};
pub use facts::{Facts, ShownFact};
pub use language::{Language, LanguageId, meant_language};
pub use ledger::{Gone, MovedFile, gone_page_address};
pub use link::{Inputs, link};
pub use linked::Site;
pub use logo::logos;
pub use order::SectionOrder;
pub use page_node::{PageId, PageNode};
pub use promise::promises;
pub use public_file::{INLINE_STYLES, PublicFile};
pub use recording::Recording;
pub use records::{Records, ShownContact, ShownSign};
pub use redirect::Redirect;
pub use route::{GeneratedFile, Route, TemplatePage};
pub use settle::source_of;
pub use short_code::short_code_address;
pub use sitemap::sitemap_part_address;
pub use strings::{Catalogue, needed_forms};
pub use structure::Structure;
pub use synonyms::Synonyms;
pub use term::{Term, TermId};
pub use texts::{PageNodeKind, PageTexts};
