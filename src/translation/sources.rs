//! What all work on translations looks at: the widest edition, and the files as they are.
//!
//! Questions go in: which files belong together, what changed, what may be confirmed.

use super::compose::head_of;
use super::settings::with_source;
use super::status::translated_file;
use super::unit::{ExchangeFile, counted, page_units, record_units};
use crate::content::{Content, Page, Payload, RecordWords, WordsOf, kept_path, record_texts};
use crate::site::{Changed, Freshness, Site, needed_forms, record_changes, standing};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that translation work looks at: the widest edition with its drafts, and all files of the site as they are.
pub struct TranslationSources<'d> {
    /// The edition that sees most.
    pub site: &'d Site,
    /// Every file of the site.
    pub contents: &'d [Arc<Content>],
    /// The text of a file.
    pub text_of: &'d dyn Fn(&str) -> Option<Arc<str>>,
}

/// A source and what a language has of it.
pub struct Pair<'d> {
    /// The source.
    pub source: &'d Content,
    /// Its text.
    pub source_text: Arc<str>,
    /// The file of the translation, whether or not it is there.
    pub file: String,
    /// The translation.
    pub own: Option<&'d Content>,
    /// Its text.
    pub own_text: Option<Arc<str>>,
}

/// What is to be written and removed, by paths below the site's root.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FileChanges {
    /// New texts of files, in the order in which they are written.
    pub writes: Vec<(String, String)>,
    /// Files that go.
    pub removes: Vec<String>,
}

/// What changed in a source since its translation was made.
pub enum Differences {
    /// There is no translation.
    NoTranslation,
    /// The file is blank, or says the same as the source.
    NotTranslated,
    /// It does not say what it was made from.
    Unknown,
    /// Passages or texts with their keys; passages have none. Empty if nothing changed.
    Known(Vec<(String, Changed)>),
}

impl<'d> TranslationSources<'d> {
    fn content(&self, file: &str) -> Option<&'d Content> {
        self.contents.iter().find(|content| content.file.as_ref() == file).map(AsRef::as_ref)
    }

    /// The languages that can be translated into, as people read a list of them.
    pub fn languages(&self) -> String {
        let default = &self.site.config.default_language;
        let others = self.site.languages.iter().map(|language| &language.tag).filter(|tag| *tag != default);
        others.map(|tag| tag.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether the site is translated into a language.
    pub fn knows(&self, language: &str) -> bool {
        let default = self.site.config.default_language.as_str();
        language != default && self.site.languages.iter().any(|known| known.tag.as_str() == language)
    }

    /// Finds a source by the name that a person types, and the translation of it.
    ///
    /// # Errors
    /// A language or a file that is none to translate, in plain words.
    pub fn pair(&self, written: &str, language: &str) -> Result<Pair<'d>, String> {
        if !self.knows(language) {
            return Err(format!("`{language}` is no language to translate into; use one of: {}", self.languages()));
        }
        let name = written.trim_start_matches("./").trim_start_matches("@/");
        let tries = [
            name.to_owned(),
            format!("content/{name}"),
            format!("content/{name}.md"),
            format!("content/{name}/_index.md"),
        ];
        let found = tries.iter().find_map(|path| self.content(path));
        let source = found.ok_or_else(|| format!("there is no file content/{name}"))?;
        if !self.is_source(source) {
            return Err(format!("{} is not the file that translations are made from", source.file));
        }
        self.pair_of(source, language).ok_or_else(|| "the source cannot be read".to_owned())
    }

    /// The pair of exactly that source; `None` if there is no such source.
    pub fn exact_pair(&self, original: &str, language: &str) -> Option<Pair<'d>> {
        let source = self.content(original).filter(|source| self.is_source(source))?;
        self.pair_of(source, language)
    }

    fn is_source(&self, content: &Content) -> bool {
        let default = self.site.config.default_language.as_str();
        match &content.payload {
            Payload::Page(page) => page.language.as_ref().is_none_or(|tag| tag.as_str() == default),
            Payload::Records(records) => records.language.is_none() && content.words.is_some(),
            Payload::Strings(tag, _) => tag.as_str() == default,
            _ => false,
        }
    }

    fn pair_of(&self, source: &'d Content, language: &str) -> Option<Pair<'d>> {
        let file = translated_file(&source.file, language);
        let source_text = (self.text_of)(&source.file)?;
        Some(Pair { source, source_text, own: self.content(&file), own_text: (self.text_of)(&file), file })
    }

    fn kept(&self, own: &Content) -> Option<&'d Content> {
        match (&own.payload, &own.words) {
            (Payload::Page(page), _) => self.content(&kept_path(&page.front.source.as_ref()?.0, None)),
            (_, Some(words)) => self.content(&kept_path(&words.source.as_ref()?.0, Some(words.kind))),
            _ => None,
        }
    }

    /// The page that a translation was made from.
    pub fn kept_page(&self, own: Option<&Content>) -> Option<&'d Page> {
        match &self.kept(own?)?.payload {
            Payload::KeptSource(page) => Some(page),
            _ => None,
        }
    }

    /// Begins the translation of a page: a copy of its source to write over.
    ///
    /// # Errors
    /// Records, which are exchanged instead, and a file that is there.
    pub fn begin(&self, pair: &Pair) -> Result<FileChanges, String> {
        let Payload::Page(source) = &pair.source.payload else {
            return Err("only pages are begun like this; records are exported and imported".to_owned());
        };
        if pair.own.is_some() || pair.own_text.is_some() {
            return Err(format!("{} is there already and stays as it is", pair.file));
        }
        let fingerprint = source.fingerprint().to_string();
        let mut text = "+++\n".to_owned();
        for (key, words) in source.front.words() {
            text.push_str(&format!("{key} = {}\n", toml_edit::Value::from(words.as_str())));
        }
        let body = &pair.source_text[head_of(&pair.source_text).len()..];
        text.push_str(&format!("status = \"draft\"\nsource = \"{fingerprint}\"\n+++\n{body}"));
        let mut changes = FileChanges::default();
        changes.writes.extend(self.keep_source(pair, &fingerprint));
        changes.writes.push((pair.file.clone(), text));
        Ok(changes)
    }

    /// Compares a source with what its translation was made from.
    ///
    /// # Errors
    /// When that was not kept.
    pub fn differences(&self, pair: &Pair) -> Result<Differences, String> {
        let Some(own) = pair.own else { return Ok(Differences::NoTranslation) };
        let lost = || format!("what {} was made from was not kept", pair.file);
        if let (Payload::Page(source), Payload::Page(text)) = (&pair.source.payload, &own.payload) {
            return Ok(match standing(text, source, self.kept_page(pair.own)) {
                Freshness::NotTranslated => Differences::NotTranslated,
                Freshness::Unknown => Differences::Unknown,
                Freshness::Lost => return Err(lost()),
                Freshness::Current => Differences::Known(Vec::new()),
                Freshness::Outdated(_, changed) => {
                    Differences::Known(changed.into_iter().map(|changed| (String::new(), changed)).collect())
                }
            });
        }
        let (Some(today), Some(words)) = (&pair.source.words, &own.words) else {
            return Ok(Differences::Known(Vec::new()));
        };
        let Some((made_from, _)) = &words.source else { return Ok(Differences::Unknown) };
        if *made_from == today.fingerprint().to_string() {
            return Ok(Differences::Known(Vec::new()));
        }
        let kept = self.kept(own).and_then(|kept| kept.words.as_ref()).ok_or_else(lost)?;
        Ok(Differences::Known(record_changes(kept, today).into_iter().collect()))
    }

    /// Says that a translation is true to today's source. With `same_meaning` it stays as far as it was; else it is a draft.
    ///
    /// # Errors
    /// No translation, nobody who says so, files that do not belong together.
    pub fn confirm(&self, pair: &Pair, same_meaning: bool, by: &str, today: Date) -> Result<FileChanges, String> {
        let (Some(own), Some(text)) = (pair.own, &pair.own_text) else {
            return Err(format!("there is no translation {} to confirm", pair.file));
        };
        if by.trim().is_empty() {
            return Err("say with --by which role confirms it, such as \"Polish reviewer\"".to_owned());
        }
        let fingerprint = match (&pair.source.payload, &own.payload, &pair.source.words) {
            (Payload::Page(source), Payload::Page(own), _) => {
                if matches!(standing(own, source, None), Freshness::NotTranslated) {
                    return Err(format!("{} holds no translation yet", pair.file));
                }
                source.fingerprint()
            }
            (_, _, Some(words)) => words.fingerprint(),
            _ => return Err("these two files do not belong together".to_owned()),
        };
        let fingerprint = fingerprint.to_string();
        let mut keys = vec![("source", Some(fingerprint.as_str().into()))];
        if pair.file.ends_with(".md") {
            let date: Option<toml_edit::Value> = today.to_string().parse().ok();
            keys.extend([("confirmed_by", Some(by.into())), ("confirmed_on", date)]);
            if !same_meaning {
                keys.extend([("status", Some("draft".into())), ("reviewed_by", None), ("reviewed_on", None)]);
            }
        }
        let new = with_source(&pair.file, text, &keys)?;
        let mut changes = FileChanges { removes: self.unused_sources(&pair.file, &fingerprint), ..Default::default() };
        changes.writes.extend(self.keep_source(pair, &fingerprint));
        changes.writes.push((pair.file.clone(), new));
        Ok(changes)
    }

    /// Today's source, to be kept once under its fingerprint; nothing if it is.
    pub fn keep_source(&self, pair: &Pair, fingerprint: &str) -> Option<(String, String)> {
        let path = kept_path(fingerprint, pair.source.words.as_ref().map(|words| words.kind));
        self.content(&path).is_none().then(|| (path, pair.source_text.to_string()))
    }

    /// Kept sources that no translation refers to any more, now that `file` refers to `fingerprint`.
    fn unused_sources(&self, file: &str, fingerprint: &str) -> Vec<String> {
        let mut used: BTreeSet<&str> = BTreeSet::from([fingerprint]);
        for content in self.contents.iter().filter(|content| content.file.as_ref() != file) {
            if let Payload::Page(page) = &content.payload {
                used.extend(page.front.source.iter().map(|(made_from, _)| made_from.as_str()));
            }
            let words = content.words.iter().filter_map(|words| words.source.as_ref());
            used.extend(words.map(|(made_from, _)| made_from.as_str()));
        }
        let kept = self.contents.iter().filter(|content| content.file.starts_with("content/.sources/"));
        let is_used = |content: &Content| {
            let name = content.file.rsplit('/').next().unwrap_or_default();
            used.contains(name.split('.').next().unwrap_or_default())
        };
        kept.filter(|content| !is_used(content)).map(|content| content.file.to_string()).collect()
    }

    /// What a translator gets of one source, or of all; files that are current are left out.
    ///
    /// # Errors
    /// A language or a file that is none to translate.
    pub fn export(&self, language: &str, page: Option<&str>) -> Result<Vec<ExchangeFile>, String> {
        let sources: Vec<String> = match page {
            Some(page) => vec![self.pair(page, language)?.source.file.to_string()],
            None => {
                let rows = super::status::rows(self.site, self.contents).into_iter();
                rows.filter(|row| row.language == language).map(|row| row.source).collect()
            }
        };
        let mut files = Vec::new();
        for source in &sources {
            let file = self.exchange_file(&self.pair(source, language)?, language);
            if !file.units.is_empty() {
                files.push(file);
            }
        }
        Ok(files)
    }

    /// The texts of one source that a language lacks or has out of date.
    pub fn exchange_file(&self, pair: &Pair, language: &str) -> ExchangeFile {
        let (fingerprint, units) = match (&pair.source.payload, &pair.source.words) {
            (Payload::Page(source), _) => {
                let units = page_units((source, &pair.source_text), usable(pair, source), self.kept_page(pair.own));
                (source.fingerprint().to_string(), units)
            }
            (_, Some(words)) => {
                let own = pair.own.and_then(|own| own.words.as_ref());
                let kept = pair.own.and_then(|own| self.kept(own)).and_then(|kept| kept.words.as_ref());
                let texts = self.record_texts(pair, words, language);
                (words.fingerprint().to_string(), record_units(&texts, words, own, kept))
            }
            _ => (String::new(), Vec::new()),
        };
        ExchangeFile { original: pair.source.file.to_string(), fingerprint, units }
    }

    /// The texts of records as they are written, in the forms that a language counts with.
    pub fn record_texts(&self, pair: &Pair, words: &RecordWords, language: &str) -> BTreeMap<String, String> {
        let texts = record_texts(&pair.source.file, &pair.source_text);
        match self.site.language_by_tag(language) {
            Some(id) if matches!(words.kind, WordsOf::Strings) => counted(texts, &needed_forms(self.site.language(id))),
            _ => texts,
        }
    }
}

/// The translation that is there, with its text, if it says anything of its own.
pub fn usable<'p>(pair: &'p Pair, source: &Page) -> Option<(&'p Page, &'p str)> {
    match (&pair.own?.payload, &pair.own_text) {
        (Payload::Page(page), Some(text)) if !matches!(standing(page, source, None), Freshness::NotTranslated) => {
            Some((page.as_ref(), text.as_ref()))
        }
        _ => None,
    }
}
