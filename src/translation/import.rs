//! Takes in a file that a translator sent back.
//!
//! Bytes go in; whole files, compared passage by passage with what came back, come out, or every reason for a refusal.

use super::compose::{Targets, Work, compose_page};
use super::compose_records::{RecordWork, compose_records};
use super::decode::decoded;
use super::part::{comparable, numbered};
use super::read_table::read_table;
use super::read_xliff::read_xliff;
use super::returned::{Returned, ReturnedFile};
use super::segment::{SegmentToken, segments};
use super::sources::{FileChanges, Pair, TranslationSources, usable};
use super::unit::placeholders;
use crate::content::{Page, Payload, parse};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::{Freshness, standing};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an import would write.
#[derive(Debug, Default)]
pub struct Imported {
    /// The new files.
    pub changes: FileChanges,
    /// How many translations are among them.
    pub taken: usize,
    /// Sources in the file without any translated text: nothing is written for them.
    pub left_out: Vec<String>,
}

/// Why nothing of a file is taken in.
#[derive(Debug)]
pub struct Refused {
    /// The text of the file that came back; empty if it could not be read.
    pub text: Arc<str>,
    /// Every reason; at least one.
    pub findings: Vec<Diagnostic>,
}

/// Takes in what came back from a translator: all of it, complete and in order, or nothing.
///
/// `name` is how findings call the file. Whatever way a text came, the new page is read as every page is and compared with it.
///
/// # Errors
/// Everything that is wrong with the file, in one go.
pub fn import(sources: &TranslationSources, name: &str, bytes: &[u8]) -> Result<Imported, Refused> {
    let file: Arc<str> = Arc::from(name);
    let text = decoded(&file, bytes).map_err(|findings| Refused { text: Arc::from(""), findings })?;
    let refused = |mut findings: Vec<Diagnostic>| {
        findings.sort();
        Refused { text: Arc::from(text.as_str()), findings }
    };
    let returned = read(&file, &text).map_err(refused)?;
    let language = language(sources, &returned).map_err(|finding| refused(vec![*finding]))?;
    let mut imported = Imported::default();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for returned in &returned.files {
        if !seen.insert(returned.original.as_str()) {
            findings.push(report::exchange_file_twice(returned.location.clone(), &returned.original));
            continue;
        }
        match take(sources, returned, &language, &mut imported) {
            Ok(()) => {}
            Err(reasons) => findings.extend(reasons),
        }
    }
    if findings.is_empty() && imported.taken == 0 {
        findings.push(report::exchange_empty(Location::whole(&file)));
    }
    if findings.is_empty() { Ok(imported) } else { Err(refused(findings)) }
}

/// How a web page begins that has lost its first tags.
const PAGES: [&str; 7] = ["<!doctype html", "<head", "<meta", "<body", "<h1", "<h2", "<table"];

/// Reads either form. What a file is called says nothing: it is judged by its first tag.
fn read(file: &Arc<str>, text: &str) -> Result<Returned, Vec<Diagnostic>> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.contains("<html") || PAGES.iter().any(|tag| head.starts_with(tag)) {
        return read_table(file, text);
    }
    if start.starts_with('<') {
        return read_xliff(file, text);
    }
    let hint = "give the XLIFF or the web page (HTML) that came back from the translator";
    Err(vec![report::exchange_kind(Location::whole(file), "no file that was exported for a translator", hint)])
}

/// The language of the translations: that which the file was exported for, one of the site's.
fn language(sources: &TranslationSources, returned: &Returned) -> Result<String, Box<Diagnostic>> {
    let default = sources.site.config.default_language.as_str();
    let location = || returned.location.clone();
    if !is_same_language(&returned.from, default) {
        return Err(Box::new(report::exchange_language(location(), "language of the source", &returned.from, default)));
    }
    let sent = returned.files.iter().find_map(|file| file.to.as_deref());
    for file in &returned.files {
        let Some(to) = &file.to else { continue };
        if !is_same_language(&returned.to, to) {
            let what = "language of the translation";
            return Err(Box::new(report::exchange_language(file.location.clone(), what, &returned.to, to)));
        }
    }
    let tag = sent.unwrap_or(&returned.to);
    if tag.is_empty() {
        return Err(Box::new(report::exchange_language(
            location(),
            "language of the translation",
            "",
            "one of the site",
        )));
    }
    if !sources.knows(tag) {
        return Err(Box::new(report::exchange_language_unknown(location(), tag, &sources.languages())));
    }
    Ok(tag.to_owned())
}

/// Whether a tool names the language that was sent: it may add a region, never another language or script.
fn is_same_language(found: &str, sent: &str) -> bool {
    let lower = |tag: &str| tag.replace('_', "-").to_ascii_lowercase();
    let (found, sent) = (lower(found), lower(sent));
    let region = |rest: &str| rest.len() == 2 || (rest.len() == 3 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    found == sent || found.strip_prefix(&sent).and_then(|rest| rest.strip_prefix('-')).is_some_and(region)
}

fn take(
    sources: &TranslationSources,
    returned: &ReturnedFile,
    language: &str,
    imported: &mut Imported,
) -> Result<(), Vec<Diagnostic>> {
    let location = || returned.location.clone();
    let Some(pair) = sources.exact_pair(&returned.original, language) else {
        return Err(vec![report::exchange_no_source(location(), &returned.original)]);
    };
    if returned.texts.iter().all(|text| text.target.is_none()) {
        imported.left_out.push(returned.original.clone());
        return Ok(());
    }
    let today = match (&pair.source.payload, &pair.source.words) {
        (Payload::Page(page), _) => page.fingerprint().to_string(),
        (_, Some(words)) => words.fingerprint().to_string(),
        _ => return Err(vec![report::exchange_no_source(location(), &returned.original)]),
    };
    if today != returned.fingerprint {
        return Err(vec![report::exchange_changed(location(), &returned.original)]);
    }
    let text = composed(sources, &pair, returned, language)?;
    imported.changes.writes.extend(sources.keep_source(&pair, &today));
    imported.changes.writes.push((pair.file.clone(), text));
    imported.taken += 1;
    Ok(())
}

/// The new text of a translation, or every reason against it.
fn composed(
    sources: &TranslationSources,
    pair: &Pair,
    returned: &ReturnedFile,
    language: &str,
) -> Result<String, Vec<Diagnostic>> {
    match (&pair.source.payload, &pair.source.words) {
        (Payload::Page(source), _) => {
            let source_tokens = segments(source, &pair.source_text);
            let source_tokens =
                source_tokens.iter().map(|segment| (segment.id.as_str(), segment.tokens.clone())).collect();
            let targets = targets(returned, &source_tokens)?;
            let work = Work {
                path: &pair.file,
                source: (source, &pair.source_text),
                translation: usable(pair, source),
                kept: sources.kept_page(pair.own),
                location: &returned.location,
            };
            let text = compose_page(&work, &targets)?;
            if is_still_english(&pair.file, &text, source) {
                return Err(vec![report::exchange_all_english(returned.location.clone(), &returned.original)]);
            }
            Ok(text)
        }
        (_, Some(words)) => {
            let texts = sources.record_texts(pair, words, language);
            let source_tokens = texts.iter().map(|(key, text)| (key.as_str(), placeholders(text))).collect();
            let targets = targets(returned, &source_tokens)?;
            let wanted =
                sources.exchange_file(pair, language).units.into_iter().map(|unit| unit.id).collect::<Vec<_>>();
            let work = RecordWork {
                path: &pair.file,
                existing: pair.own_text.as_deref().unwrap_or_default(),
                source: &texts,
                fingerprint: &returned.fingerprint,
                wanted: &wanted,
                location: &returned.location,
            };
            compose_records(&work, &targets)
        }
        _ => Err(vec![report::exchange_no_source(returned.location.clone(), &returned.original)]),
    }
}

fn is_still_english(path: &str, text: &str, source: &Page) -> bool {
    match &parse(&Source::from_bytes(path, text.as_bytes().to_vec())).payload {
        Payload::Page(page) => matches!(standing(page, source, None), Freshness::NotTranslated),
        _ => false,
    }
}

/// The texts by their ids: each once, each one of the source's, each beside the words that were sent with it.
fn targets<'t>(
    returned: &'t ReturnedFile,
    source_tokens: &BTreeMap<&str, Vec<SegmentToken>>,
) -> Result<Targets<'t>, Vec<Diagnostic>> {
    let mut targets = Targets::new();
    let mut findings = Vec::new();
    for text in &returned.texts {
        let location = || text.location.clone();
        if targets.insert(text.id.as_str(), text).is_some() {
            findings.push(report::text_twice(location(), &text.id));
            continue;
        }
        match source_tokens.get(text.id.as_str()) {
            None => findings.push(report::text_unknown(location(), &text.id)),
            Some(tokens) if comparable(&numbered(tokens)) != comparable(&text.source) => {
                findings.push(report::text_of_another(location(), &text.id));
            }
            Some(_) => {}
        }
    }
    if findings.is_empty() { Ok(targets) } else { Err(findings) }
}
