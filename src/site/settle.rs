//! Decides what readers of an outdated translation get, page by page and record by record.
//!
//! Gathered files go in; texts that readers may get come out, and what is outdated is reported.

use super::compare::{Changed, Freshness, record_changes, standing};
use super::language::{Language, LanguageId};
use super::merge::merged;
use super::texts::{GatheredPage, PageTexts, page_of};
use crate::content::{Content, Page, Payload, WordsOf, are_built_alike, guide_name, kept_path, units};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Compares every translation with its source. Those that are no translations are left out, those that are outdated get today's
/// source wherever it is critical.
///
/// Reports translations that are blank or out of date, and kept sources that are damaged or missing.
pub(super) fn settle(
    pages: Vec<GatheredPage>,
    contents: &[Arc<Content>],
    languages: &[Language],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageTexts> {
    let kept: FxHashMap<&str, &Page> = contents.iter().filter_map(|content| kept_page(content)).collect();
    report_damaged(contents, diagnostics);
    pages.into_iter().map(|page| settled(page, &kept, languages, diagnostics)).collect()
}

fn kept_page(content: &Content) -> Option<(&str, &Page)> {
    match &content.payload {
        Payload::KeptSource(page) => Some((fingerprint_of(&content.file), page)),
        _ => None,
    }
}

fn fingerprint_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// A kept source whose words are no longer those that its name says would hide what changed.
fn report_damaged(contents: &[Arc<Content>], diagnostics: &mut Vec<Diagnostic>) {
    for content in contents {
        let own = match (&content.payload, &content.words) {
            (Payload::KeptSource(page), _) => page.fingerprint(),
            (Payload::Nothing, Some(words)) if content.file.contains(crate::source::KEPT_SOURCES) => {
                words.fingerprint()
            }
            _ => continue,
        };
        if own.to_string() != fingerprint_of(&content.file) {
            diagnostics.push(report::damaged_source(Location::whole(&content.file)));
        }
    }
}

fn settled(
    page: GatheredPage,
    kept: &FxHashMap<&str, &Page>,
    languages: &[Language],
    diagnostics: &mut Vec<Diagnostic>,
) -> PageTexts {
    let kind = page.kind();
    let GatheredPage { key, source, files } = page;
    let source_file = files[usize::from(source.0)].clone().expect("a page has a file in its source language");
    let compared = Compared { key: &key, source: &source_file, tag: tag(languages, source), kept };
    let (mut settled, mut outdated) = (Vec::with_capacity(files.len()), Vec::new());
    for (index, file) in files.into_iter().enumerate() {
        let language = LanguageId(index as u16);
        let Some(file) = file.filter(|_| language != source) else {
            settled.push((language == source).then(|| Arc::clone(&source_file)));
            continue;
        };
        let (file, changed) = compared.translation(file, tag(languages, language), diagnostics);
        settled.push(file);
        if !changed.is_empty() {
            outdated.resize(languages.len(), Vec::new());
            outdated[index] = changed;
        }
    }
    PageTexts { key, kind, source, files: settled, outdated }
}

fn tag(languages: &[Language], id: LanguageId) -> &str {
    languages[usize::from(id.0)].tag.as_str()
}

/// What every translation of a page is compared with.
struct Compared<'a> {
    key: &'a str,
    source: &'a Content,
    /// The language of the source.
    tag: &'a str,
    /// The sources that translations were made from, by their fingerprints.
    kept: &'a FxHashMap<&'a str, &'a Page>,
}

impl Compared<'_> {
    /// What readers get of a translation, and what changed since it was made. Without a file they get the source.
    fn translation(
        &self,
        file: Arc<Content>,
        tag: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Option<Arc<Content>>, Vec<Changed>) {
        let (Some(text), Some(source)) = (page_of(&file), page_of(self.source)) else {
            return (Some(file), Vec::new());
        };
        let (made_from, span) = text.front.source.clone().unwrap_or_default();
        let location = Location::at(&file.file, span);
        let (then, changed) = match standing(text, source, self.kept.get(made_from.as_str()).copied()) {
            Freshness::Unknown | Freshness::Current => return (Some(file), Vec::new()),
            Freshness::NotTranslated => {
                diagnostics.push(report::not_translated(Location::whole(&file.file), &self.source.file));
                return (None, Vec::new());
            }
            Freshness::Lost => {
                diagnostics.push(report::missing_source(location, &kept_path(&made_from, None)));
                return (Some(file), Vec::new());
            }
            Freshness::Outdated(then, changed) => (then, changed),
        };
        diagnostics.push(report::translation_outdated(location, changed.len(), &self.source.file, self.key, tag));
        let is_built_alike = are_built_alike(&units(&text.body), &units(&then.body));
        if !is_built_alike && changed.iter().any(|change| change.critical) {
            // Nobody knows which passage is which: the reader gets today's source, which says what to do now.
            diagnostics.push(report::built_otherwise(Location::whole(&file.file), &self.source.file));
            return (None, Vec::new());
        }
        if !is_built_alike {
            return (Some(file), changed);
        }
        let page = merged(text, then, source, &self.source.file, self.tag);
        let merged = Content {
            file: Arc::clone(&file.file),
            payload: Payload::Page(Box::new(page)),
            words: None,
            diagnostics: file.diagnostics.clone(),
        };
        (Some(Arc::new(merged)), changed)
    }
}

/// Records whose words in a language were made from words that have changed since, by tag and id. The reader gets today's source.
pub type Stale = BTreeSet<(LanguageTag, String)>;

/// Compares every file of translated records with what it was made from.
pub fn stale_records(contents: &[Arc<Content>], default: &LanguageTag, diagnostics: &mut Vec<Diagnostic>) -> Stale {
    let mut stale = Stale::new();
    // Only files of records have words, and there are few.
    let records = contents.iter().filter(|content| content.words.is_some());
    let by_file: BTreeMap<&str, &Content> = records.map(|content| (content.file.as_ref(), content.as_ref())).collect();
    for content in contents {
        let Some(words) = &content.words else { continue };
        let (Some(tag), Some((made_from, span))) = (language_of(content), &words.source) else { continue };
        let Some(current) =
            source_of(&content.file, words.kind, default).and_then(|file| by_file.get(file.as_str()).copied())
        else {
            continue;
        };
        let Some(today) = current.words.as_ref().filter(|today| today.fingerprint().to_string() != *made_from) else {
            continue;
        };
        // A theme's strings were made from one of its languages, whichever the site is written in.
        let is_strings = matches!(words.kind, WordsOf::Strings);
        if is_strings && by_file.values().any(|other| is_beside(&other.file, &content.file) && says(other, made_from)) {
            continue;
        }
        let location = Location::at(&content.file, *span);
        let path = kept_path(made_from, Some(words.kind));
        let Some(then) = by_file.get(path.as_str()).and_then(|kept| kept.words.as_ref()) else {
            diagnostics.push(report::missing_source(location, &path));
            continue;
        };
        let changed = record_changes(then, today);
        diagnostics.push(report::records_outdated(location, changed.len(), &current.file, &content.file));
        if let WordsOf::Records(kind) = words.kind {
            stale.extend(changed.into_keys().map(|key| {
                let id = key.split('.').next().unwrap_or(&key);
                // Two guides may have a step of one name.
                let of_guide = kind.is_many.then(|| format!("{}/{id}", guide_name(&content.file)));
                (tag.clone(), of_guide.unwrap_or_else(|| id.to_owned()))
            }));
        }
    }
    stale
}

fn is_beside(one: &str, other: &str) -> bool {
    let folder = |path: &str| path.rfind('/').unwrap_or_default();
    one[..folder(one)] == other[..folder(other)]
}

/// Whether a file holds the words with that fingerprint.
fn says(content: &Content, fingerprint: &str) -> bool {
    content.words.as_ref().is_some_and(|words| words.fingerprint().to_string() == fingerprint)
}

/// The language of a file of translated words.
fn language_of(content: &Content) -> Option<&LanguageTag> {
    match &content.payload {
        Payload::Records(records) => records.language.as_ref(),
        Payload::Strings(tag, _) => Some(tag),
        _ => None,
    }
}

/// The file that a file of translated words was made from.
pub fn source_of(file: &str, kind: WordsOf, default: &LanguageTag) -> Option<String> {
    let (folder, name) = file.rsplit_once('/')?;
    match kind {
        WordsOf::Strings => (name != format!("{default}.toml")).then(|| format!("{folder}/{default}.toml")),
        // `contacts.pl.toml`, `guide-partner.pl.toml`
        _ => name.split('.').next().map(|stem| format!("{folder}/{stem}.toml")),
    }
}
