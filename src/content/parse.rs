//! Parses one file, whatever it is.
//!
//! A [`Source`] goes in, a [`Content`] comes out, with everything that is wrong with the file by itself.

use super::front_matter::read_front_matter;
use super::markdown::parse_markdown;
use super::parsed::{Content, Page, Payload};
use super::record::read_records;
use super::suffix::{is_nearly_translation, language_in_name, language_of_record, split_language};
use super::words::{self, RecordWords, WordsOf};
use super::{character, chart_data, contact_log, embedded_metadata, ledger, refused, short_code, strings, synonyms};
use crate::config::parse_toml;
use crate::diagnostic::{Diagnostic, Location, bound, report};
use crate::source::{Data, FileKind, Refusal, Source};
use crate::text::Span;
use std::sync::Arc;

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
    words::judge_words(kind, file, &table, diagnostics);
    Some(match (kind, language) {
        (WordsOf::Records(kind), language) => {
            Payload::Records(read_records(kind, language, (file, &table), diagnostics))
        }
        (WordsOf::Strings, Some(tag)) => Payload::Strings(tag, strings::read_strings((file, &table), diagnostics)),
        (WordsOf::Strings, None) => Payload::Nothing,
    })
}

fn page(file: &Arc<str>, text: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let (key, language) = split_language(file.strip_prefix("content/").unwrap_or(file));
    let (front, start) = read_front_matter(file, text, diagnostics);
    character::inspect_escapes(file, &text[..start], diagnostics);
    let parsed = parse_markdown(file, text, start, diagnostics);
    Page::new(Arc::from(key), language, front, parsed.headings, parsed.body)
}
