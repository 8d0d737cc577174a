//! How far translations have come.
//!
//! Pages and records go in, a line for each in each language comes out.

use crate::content::{Contact, Content, Page, Payload, Status, kept_path};
use crate::site::{Freshness, LanguageId, Site, record_changes, standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far a translation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TranslationState {
    /// The source changed where readers must not get it out of date.
    OutdatedCritical,
    /// What it was made from was not kept.
    Lost,
    /// The source has changed.
    Outdated,
    /// There is none.
    Missing,
    /// The file is blank, or says the same as the source.
    NotTranslated,
    /// It does not say what it was made from.
    Unknown,
    /// It is current, and no qualified reader has checked it.
    Draft,
    /// It is current, and was reviewed.
    Current,
}

impl TranslationState {
    /// Its word for people and programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OutdatedCritical => "outdated-critical",
            Self::Lost => "source-lost",
            Self::Outdated => "outdated",
            Self::Missing => "missing",
            Self::NotTranslated => "not-translated",
            Self::Unknown => "unknown",
            Self::Draft => "draft",
            Self::Current => "current",
        }
    }
}

/// One page, or one file of records, in one language.
#[derive(Clone, Debug)]
pub struct StatusRow {
    /// How it stands.
    pub state: TranslationState,
    /// The language's tag.
    pub language: String,
    /// The file of the source.
    pub source: String,
    /// The file of the translation, whether or not it is there.
    pub file: String,
    /// Passages or texts of the source that changed since.
    pub passages: usize,
    /// Words in those that are new or changed, or in the whole source where there is no translation.
    pub words: usize,
    /// Whether readers must never get it out of date.
    pub critical: bool,
}

/// Every page and every file of records in every language but that of the source, most harmful first. A page or a guide that is
/// in some languages on purpose lacks no other.
pub fn rows(site: &Site, contents: &[Arc<Content>]) -> Vec<StatusRow> {
    let by_file: BTreeMap<&str, &Content> =
        contents.iter().map(|content| (content.file.as_ref(), content.as_ref())).collect();
    let mut rows = Vec::new();
    for node in site.texts() {
        let Some(source) = node.content(node.source) else { continue };
        let Payload::Page(original) = &source.payload else { continue };
        if source.file.ends_with(".toml") {
            // A page that was made from a record is translated there.
            continue;
        }
        let is_asked = |language: &LanguageId| {
            *language != node.source && (node.has(*language) || site.is_meant_for(node, *language))
        };
        for language in site.language_ids().filter(is_asked) {
            let tag = site.language(language).tag.as_str();
            rows.push(page_row(&by_file, &source.file, original, tag));
        }
    }
    let default = &site.config.default_language;
    for content in contents {
        let is_record = matches!(&content.payload, Payload::Records(records) if records.language.is_none());
        let is_source = is_record || matches!(&content.payload, Payload::Strings(tag, _) if tag == default);
        if !is_source {
            continue;
        }
        let listed = content.guide().map_or(&[][..], |guide| &guide.languages);
        for language in site.languages.iter().filter(|language| language.tag != *default) {
            let tag = language.tag.as_str();
            let file = translated_file(&content.file, tag);
            if listed.is_empty() || listed.iter().any(|(known, _)| known == tag) || by_file.contains_key(file.as_str())
            {
                rows.push(record_row(&by_file, content, &file, tag));
            }
        }
    }
    rows.sort_by(|one, other| {
        let key = |row: &StatusRow| (row.state, !row.critical);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.source.cmp(&other.source))
            .then_with(|| one.language.cmp(&other.language))
    });
    rows
}

/// The file of a translation: `help.pl.md`, `contacts.pl.toml`, `strings/pl.toml`.
pub fn translated_file(source: &str, tag: &str) -> String {
    let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
    match name.rsplit_once('.') {
        Some((_, "toml")) if folder.ends_with("strings") => format!("{folder}/{tag}.toml"),
        Some((stem, ending)) => format!("{folder}/{stem}.{tag}.{ending}"),
        None => format!("{source}.{tag}"),
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn page_row(by_file: &BTreeMap<&str, &Content>, source_file: &str, original: &Page, tag: &str) -> StatusRow {
    let file = translated_file(source_file, tag);
    let whole: usize = crate::content::units(&original.body)
        .iter()
        .flat_map(|unit| unit.passages())
        .map(|unit| count(&unit.words))
        .sum();
    let mut row = StatusRow {
        state: TranslationState::Missing,
        language: tag.to_owned(),
        source: source_file.to_owned(),
        file,
        passages: 0,
        words: whole,
        critical: original.front.critical.unwrap_or(original.front.kind == crate::content::PageKind::Part),
    };
    let Some(Payload::Page(page)) = by_file.get(row.file.as_str()).map(|content| &content.payload) else { return row };
    let made_from = page.front.source.as_ref().map(|(made_from, _)| kept_path(made_from, None));
    let kept = made_from.and_then(|path| by_file.get(path.as_str()).copied());
    let kept = kept
        .and_then(|content| if let Payload::KeptSource(page) = &content.payload { Some(page.as_ref()) } else { None });
    row.state = match standing(page, original, kept) {
        Freshness::NotTranslated => TranslationState::NotTranslated,
        Freshness::Unknown => TranslationState::Unknown,
        Freshness::Lost => TranslationState::Lost,
        Freshness::Outdated(_, changed) => {
            row.passages = changed.len();
            row.words = changed.iter().map(|changed| count(&changed.now)).sum();
            if changed.iter().any(|changed| changed.critical) {
                TranslationState::OutdatedCritical
            } else {
                TranslationState::Outdated
            }
        }
        Freshness::Current => {
            row.words = 0;
            if page.front.status == Some(Status::Reviewed) {
                TranslationState::Current
            } else {
                TranslationState::Draft
            }
        }
    };
    row
}

fn record_row(by_file: &BTreeMap<&str, &Content>, source: &Content, file: &str, tag: &str) -> StatusRow {
    let all = source.words.as_ref().map(|words| words.texts.values().map(|text| count(text)).sum()).unwrap_or(0);
    let mut row = StatusRow {
        state: TranslationState::Missing,
        language: tag.to_owned(),
        source: source.file.to_string(),
        file: file.to_owned(),
        passages: 0,
        words: all,
        critical: !source.records::<Contact>().is_empty(),
    };
    let (Some(own), Some(today)) = (by_file.get(file).and_then(|content| content.words.as_ref()), &source.words) else {
        return row;
    };
    let Some((made_from, _)) = &own.source else {
        row.state = TranslationState::Unknown;
        return row;
    };
    row.words = 0;
    row.state = TranslationState::Draft;
    if *made_from != today.fingerprint().to_string() {
        let kept =
            by_file.get(kept_path(made_from, Some(own.kind)).as_str()).and_then(|content| content.words.as_ref());
        match kept {
            None => row.state = TranslationState::Lost,
            Some(kept) => {
                let changed = record_changes(kept, today);
                row.passages = changed.len();
                row.words = changed.values().map(|changed| count(&changed.now)).sum();
                row.state = if row.critical { TranslationState::OutdatedCritical } else { TranslationState::Outdated };
            }
        }
    }
    row
}
