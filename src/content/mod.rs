//! Each file of a site, parsed alone: what it says depends on that file and on nothing else.
//!
//! A [`Source`] goes in, a [`Content`] comes out, together with everything that is wrong with the file by itself.
//! Never looks at another file, the settings or the clock.

mod body;
mod body_writer;
mod character;
mod chart_data;
mod comment;
mod contact;
mod contact_log;
mod embedded_metadata;
mod fact;
mod front_matter;
mod guide;
mod ledger;
mod markdown;
mod narrow;
mod near_miss;
mod node;
mod passage;
mod plain_text;
mod record;
mod refused;
mod short_code;
mod shortcode;
mod sign;
mod signs;
mod strings;
mod suffix;
mod synonyms;
mod words;

use crate::config::parse_toml;
use crate::diagnostic::{Diagnostic, Location, bound, report};
use crate::locale::LanguageTag;
use crate::source::{Data, FileKind, Refusal, Source};
use crate::text::{Fingerprint, Span};
use std::sync::{Arc, OnceLock};
use suffix::Suffix;

pub use body::{Body, Children, MovedWords, Node, Str};
pub use body_writer::BodyWriter;
pub use chart_data::{ChartCell, ChartData, ChartRow, MOST_ROWS, WIDEST_NAME};
pub use contact::{Contact, ContactWords, PhoneNumber, contact_groups};
pub use contact_log::{CONTACT_FIELDS, LoggedContact};
pub use embedded_metadata::{Sound, is_rich_drawing, sound};
pub use fact::{Fact, FactValue, FactWords, SourceDate};
pub use front_matter::{
    Allow, Audience, CardSheet, DocumentKind, FrontMatter, PAGE_FIELDS, PageKind, Recorded, SortBy, Status,
};
pub use guide::{Answer, End, Guide, GuideWords, StepWords, guide_name};
pub use ledger::{ANY_LANGUAGE, GoneStatement, Ledger, LedgerLine, address_of, form_of};
pub use markdown::{Heading, marks_in};
pub use narrow::{Contents, EditionScope, Withheld, narrow, reason, shows};
pub use node::{Align, Argument, ArgumentValue, Call, Chart, ChartKind, NodeKind, NoticeKind, Role};
pub use passage::{CRITICAL, Passage, are_built_alike, front_words, is_in_line, units};
pub use record::{
    CheckedHow, Provenance, RECORD_KINDS, Record, RecordAudience, RecordEntry, RecordFile, RecordKind, RecordState,
    Upkeep,
};
pub use short_code::{ShortCode, ShortCodes, is_short_code};
pub use sign::Sign;
pub use strings::{Message, MessageText, Strings, placeholders};
pub use synonyms::{SYNONYM_FIELDS, SynonymGroup};
pub use words::{RecordWords, WordsOf, kept_path, record_texts};

/// One parsed file.
#[derive(Debug)]
pub struct Content {
    /// Its path, as in [`Source::path`].
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
    pub fn record_words<R: Record>(&self) -> Option<record::InLanguage<'_, R>> {
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
    fingerprint: OnceLock<Fingerprint>,
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

    /// The fingerprint of what it says, without its form; made when it is first asked for.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| passage::fingerprint(self))
    }
}

/// Parses one file. Kinds that hold no text of the site's own give [`Payload::Nothing`].
pub fn parse(source: &Source) -> Content {
    let mut diagnostics = Vec::new();
    if let Some(unread) = refused::unread(source) {
        let file = Arc::clone(&source.path);
        return Content { file, payload: Payload::Refused, words: None, diagnostics: vec![unread] };
    }
    if let Data::BadText(text, offset) = &source.data {
        let end = (offset + 1).min(text.len());
        diagnostics.push(report::bad_utf8(Location::at(&source.path, Span::new(*offset, end))));
    }
    diagnostics.extend(embedded_metadata::inspect(source));
    if !matches!(source.kind, FileKind::Refused(_)) {
        character::inspect_characters(source, &mut diagnostics);
    }
    let mut words = None;
    let payload = match (source.kind, source.text()) {
        (FileKind::Refused(Refusal::Beside), _) if is_nearly_translation(&source.path, &mut diagnostics) => {
            Payload::Refused
        }
        (FileKind::Refused(refusal), _) => {
            // What was found in it may say already why, and what to do.
            if refusal != Refusal::Unlisted || diagnostics.is_empty() {
                diagnostics.push(refused::refused(source, refusal));
            }
            Payload::Refused
        }
        (_, Some(text)) => payload(source, text, &mut words, &mut diagnostics),
        (_, None) => Payload::Nothing,
    };
    bound(&mut diagnostics);
    Content { file: Arc::clone(&source.path), payload, words, diagnostics }
}

fn payload(
    source: &Source,
    text: &Arc<str>,
    words: &mut Option<RecordWords>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Payload {
    let file = &source.path;
    match source.kind {
        FileKind::Page if is_nearly_translation(file, diagnostics) => Payload::Refused,
        FileKind::Page => Payload::Page(Box::new(page(file, text, diagnostics))),
        FileKind::ChartData => Payload::ChartData(chart_data::read_chart_data(file, text, diagnostics)),
        FileKind::ShortCodes => Payload::ShortCodes(short_code::read_short_codes(file, text, diagnostics)),
        FileKind::PrintedCodes => Payload::PrintedCodes(short_code::read_printed_codes(file, text, diagnostics)),
        FileKind::Synonyms => Payload::Synonyms(synonyms::read_synonyms(file, text, diagnostics)),
        FileKind::Ledger => Payload::Ledger(ledger::read_ledger(file, text, diagnostics)),
        FileKind::ContactLog => Payload::ContactLog(contact_log::read_contact_log(file, text, diagnostics)),
        FileKind::Gone => Payload::Gone(ledger::read_gone(file, text, diagnostics)),
        FileKind::Records(_) | FileKind::Strings => match WordsOf::of(file) {
            Some(kind) => worded(file, text, kind, words, diagnostics).unwrap_or(Payload::Refused),
            None => Payload::Nothing,
        },
        // What was wrong with it then is no longer anybody's business.
        FileKind::KeptSource if file.ends_with(".md") => {
            Payload::KeptSource(Box::new(page(file, text, &mut Vec::new())))
        }
        FileKind::KeptSource => {
            let table = || parse_toml(file, text, 0, &mut Vec::new());
            *words = WordsOf::of(file).map(|kind| words::words_of(kind, &table()));
            Payload::Nothing
        }
        _ => Payload::Nothing,
    }
}

/// Reads records or strings, and their words, from one parse; `None` if the language in the file's name is none.
fn worded(
    file: &Arc<str>,
    text: &Arc<str>,
    kind: WordsOf,
    words: &mut Option<RecordWords>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Payload> {
    let language = match kind {
        WordsOf::Records(_) => language_of_record(file, diagnostics).ok()?,
        WordsOf::Strings => {
            let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
            Some(language_in_name(file, name, diagnostics)?)
        }
    };
    let before = diagnostics.len();
    let table = parse_toml(file, text, 0, diagnostics);
    // Half of a file says nothing of what has changed.
    *words = (diagnostics.len() == before).then(|| words::words_of(kind, &table));
    plain_text::judge_words(kind, file, &table, diagnostics);
    Some(match (kind, language) {
        (WordsOf::Records(kind), language) => {
            Payload::Records(record::read_records(kind, language, (file, &table), diagnostics))
        }
        (WordsOf::Strings, Some(tag)) => Payload::Strings(tag, strings::read_strings((file, &table), diagnostics)),
        (WordsOf::Strings, None) => Payload::Nothing,
    })
}

fn page(file: &Arc<str>, text: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let (key, language) = split_language(file.strip_prefix("content/").unwrap_or(file));
    let (front, start) = front_matter::read_front_matter(file, text, diagnostics);
    character::inspect_escapes(file, &text[..start], diagnostics);
    let parsed = markdown::parse_markdown(file, text, start, diagnostics);
    Page::new(Arc::from(key), language, front, parsed.headings, parsed.body)
}

/// Splits `signs/car-wash.pl.md` into `signs/car-wash.md` and `pl`.
pub fn split_language(path: &str) -> (String, Option<LanguageTag>) {
    match suffix_of_page(path) {
        Some((stem, written)) if let Suffix::Language(tag) = Suffix::of(written) => (format!("{stem}.md"), Some(tag)),
        _ => (path.to_owned(), None),
    }
}

/// Splits `signs/car-wash.pl.md` into `signs/car-wash` and `pl`, whatever stands there.
fn suffix_of_page(path: &str) -> Option<(&str, &str)> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let (before, written) = stem.rsplit_once('.')?;
    (!before.is_empty() && !before.ends_with('/') && !written.contains('/')).then_some((before, written))
}

/// The language that the name of a page, or of a file of records or strings, says: `help.pl.md`, `facts.pl.toml`, `strings/pl.toml`.
pub fn language_of_words(path: &str) -> Option<LanguageTag> {
    let (stem, _) = path.rsplit('/').next()?.rsplit_once('.')?;
    let written = if FileKind::of(path) == FileKind::Strings { stem } else { stem.rsplit_once('.')?.1 };
    match Suffix::of(written) {
        Suffix::Language(tag) => Some(tag),
        Suffix::Nearly(_) | Suffix::Other => None,
    }
}

/// The tag of the language that was meant by a name or a tag: `polski`, `pl_PL` and `Polish` mean `pl`.
pub fn meant_tag(written: &str) -> Option<String> {
    match Suffix::of(written) {
        Suffix::Language(tag) => Some(tag.to_string()),
        Suffix::Nearly(meant) => meant,
        Suffix::Other => None,
    }
}

/// Whether the name of a page holds what was meant as a language and is none; it is reported.
fn is_nearly_translation(file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let written = suffix_of_page(file).map(|(_, written)| written);
    let nearly = written.filter(|written| matches!(Suffix::of(written), Suffix::Nearly(_)));
    nearly.is_some_and(|written| language_in_name(file, written, diagnostics).is_none())
}

/// The language that a part of a file's name says; anything else is reported.
fn language_in_name(file: &Arc<str>, written: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<LanguageTag> {
    let meant = match Suffix::of(written) {
        Suffix::Language(tag) => return Some(tag),
        Suffix::Nearly(meant) => meant,
        Suffix::Other => None,
    };
    diagnostics.push(report::nearly_language(Location::whole(file), written, meant.as_deref()));
    None
}

fn language_of_record(file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<LanguageTag>, ()> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let Some((_, rest)) = name.split_once('.') else { return Ok(None) };
    let Some(written) = rest.strip_suffix(".toml") else { return Ok(None) };
    language_in_name(file, written, diagnostics).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_off_file_names() {
        let check = |path, key, language: Option<&str>| {
            let (found, tag) = split_language(path);
            assert_eq!((found.as_str(), tag.as_ref().map(LanguageTag::as_str)), (key, language));
        };
        check("help.md", "help.md", None);
        check("help.pl.md", "help.md", Some("pl"));
        check("signs/_index.zh-Hans.md", "signs/_index.md", Some("zh-Hans"));
        check("v1.2.md", "v1.2.md", None);
    }
}
