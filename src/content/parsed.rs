//! What is known of a parsed file: its page, records, strings or lists, and what is wrong with it by itself.
//!
//! Everything here depends on that file alone.

use super::body::Body;
use super::chart_data::ChartData;
use super::contact_log::LoggedContact;
use super::front_matter::FrontMatter;
use super::guide::{Guide, GuideWords};
use super::ledger::{GoneStatement, Ledger};
use super::markdown::Heading;
use super::record::{InLanguage, Record, RecordFile};
use super::short_code::ShortCodes;
use super::strings::Strings;
use super::synonyms::SynonymGroup;
use super::words::RecordWords;
use crate::diagnostic::Diagnostic;
use crate::locale::LanguageTag;
use crate::text::Fingerprint;
use std::sync::{Arc, OnceLock};

/// One parsed file.
#[derive(Debug)]
pub struct Content {
    /// Its path, as in [`crate::source::Source::path`].
    pub file: Arc<str>,
    /// What it holds.
    pub payload: Payload,
    /// The words of a record or catalogue, for comparing a translation with its source.
    pub words: Option<RecordWords>,
    /// What is wrong with it by itself.
    pub diagnostics: Vec<Diagnostic>,
}

impl Content {
    /// Its records of that kind, in the order of the file; none if it holds something else or words alone.
    pub fn records<R: Record>(&self) -> &[R] {
        match &self.payload {
            Payload::Records(records) => records.all(),
            _ => &[],
        }
    }

    /// The words that it has for records of that kind, in another language: each with its id and where that is written.
    pub fn record_words<R: Record>(&self) -> Option<InLanguage<'_, R>> {
        match &self.payload {
            Payload::Records(records) => records.words::<R>(),
            _ => None,
        }
    }

    /// The guide, if it holds one.
    pub fn guide(&self) -> Option<&Guide> {
        match &self.payload {
            Payload::Records(records) => records.held(),
            _ => None,
        }
    }

    /// The words of a guide in another language, if it holds them.
    pub fn guide_words(&self) -> Option<(&LanguageTag, &GuideWords)> {
        match &self.payload {
            Payload::Records(records) => Some((records.language.as_ref()?, records.held()?)),
            _ => None,
        }
    }
}

/// What a file holds.
#[derive(Debug)]
pub enum Payload {
    /// A page, a section or a part.
    Page(Box<Page>),
    /// Records, or their words in another language.
    Records(RecordFile),
    /// The numbers of a chart.
    ChartData(ChartData),
    /// Interface strings of a language.
    Strings(LanguageTag, Strings),
    /// A source text that translations were made from.
    KeptSource(Box<Page>),
    /// The short addresses that print and codes for cameras carry.
    ShortCodes(ShortCodes),
    /// Those that were printed once.
    PrintedCodes(ShortCodes),
    /// Words that mean the same to people who search.
    Synonyms(Vec<SynonymGroup>),
    /// The addresses that an edition has published.
    Ledger(Ledger),
    /// What contacts said each time that the site was published.
    ContactLog(Vec<LoggedContact>),
    /// Published addresses that are gone for good.
    Gone(Vec<GoneStatement>),
    /// Something that needs no parsing, or cannot be parsed.
    Nothing,
    /// Something that is not read or not published, whatever it holds: every edition is told, so that none goes out without it.
    Refused,
}

/// A page in one language.
#[derive(Debug)]
pub struct Page {
    /// Path below `content/` without the language: equal for all translations, as links name it.
    pub key: Arc<str>,
    /// The language in the file's name; the site's own language has none.
    pub language: Option<LanguageTag>,
    /// What it says about itself.
    pub front: FrontMatter,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its text.
    pub body: Body,
    /// Whether the headings carry their own ids although it is a translation: it was put together from two texts.
    pub own_anchors: bool,
    pub(super) fingerprint: OnceLock<Fingerprint>,
}

impl Page {
    /// A page of these parts.
    pub fn new(
        key: Arc<str>,
        language: Option<LanguageTag>,
        front: FrontMatter,
        headings: Vec<Heading>,
        body: Body,
    ) -> Self {
        Self { key, language, front, headings, body, own_anchors: false, fingerprint: OnceLock::new() }
    }
}
