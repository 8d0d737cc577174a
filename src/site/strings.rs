//! The interface strings of every language, own ones over those of the theme.
//!
//! Contents go in, a catalogue comes out; what a language lacks is reported.

use super::language::Language;
use crate::config::Config;
use crate::content::{Content, Message, MessageText, Payload, Strings};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::{LanguageTag, PluralCategory};
use crate::source::theme_name;
use crate::text::{Span, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The site's own name, which every page shows.
const TITLE: &str = "site.title";
/// What it is about.
const DESCRIPTION: &str = "site.description";
/// What search engines say of sensitive pages.
const NEUTRAL: &str = "page.neutral";
/// The keys that the settings give, below `[languages]`, where a theme's strings do not: a language without them has those of the site's own.
const OF_SETTINGS: [&str; 2] = [TITLE, DESCRIPTION];

/// The interface strings of all languages: the theme's, with the site's own over them.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// By language tag: strings with the file each comes from.
    languages: BTreeMap<LanguageTag, BTreeMap<String, (Message, Arc<str>)>>,
}

impl Catalogue {
    /// The string `key` of a language.
    pub fn message(&self, language: &LanguageTag, key: &str) -> Option<&Message> {
        self.languages.get(language)?.get(key).map(|(message, _)| message)
    }

    /// The keys of a language.
    pub fn keys(&self, language: &LanguageTag) -> impl Iterator<Item = &str> {
        self.languages.get(language).into_iter().flat_map(|strings| strings.keys().map(String::as_str))
    }

    /// The strings of a language as templates may hold them.
    pub fn strings(&self, language: &LanguageTag) -> BTreeMap<String, Message> {
        let strings = self.languages.get(language).into_iter().flatten();
        strings.map(|(key, (message, _))| (key.clone(), message.clone())).collect()
    }
}

/// Gathers the catalogues of the theme and of the site.
pub fn gather(contents: &[Arc<Content>], config: &Config) -> Catalogue {
    let mut catalogue = Catalogue::default();
    let mut layers: Vec<(bool, &LanguageTag, &Strings, &Arc<str>)> = contents
        .iter()
        .filter_map(|content| match &content.payload {
            Payload::Strings(tag, strings) if is_in_use(&content.file, config) => {
                Some((!content.file.starts_with("themes/"), tag, strings, &content.file))
            }
            _ => None,
        })
        .collect();
    layers.sort_by_key(|(own, ..)| *own);
    for (_, tag, strings, file) in layers {
        let target = catalogue.languages.entry(tag.clone()).or_default();
        for (key, message) in strings {
            target.insert(key.clone(), (message.clone(), Arc::clone(file)));
        }
    }
    for language in &config.languages {
        let words = &language.words;
        let target = catalogue.languages.entry(language.tag.clone()).or_default();
        for (key, said) in [(TITLE, &words.title), (DESCRIPTION, &words.description), (NEUTRAL, &words.neutral)] {
            if let Some((text, span)) = said {
                target.insert(key.to_owned(), of_settings(text, *span));
            }
        }
    }
    // A site that says nothing of itself is called what its address is.
    let own = catalogue.languages.entry(config.default_language.clone()).or_default();
    for (key, otherwise) in [(TITLE, host(&config.base_url)), (DESCRIPTION, "")] {
        own.entry(key.to_owned()).or_insert_with(|| of_settings(otherwise, Span::default()));
    }
    catalogue
}

/// A string that the settings give.
fn of_settings(text: &str, span: Span) -> (Message, Arc<str>) {
    (Message { span, text: MessageText::Plain(text.to_owned()) }, Config::file())
}

fn host(base_url: &str) -> &str {
    base_url.split_once("://").map_or(base_url, |(_, rest)| rest.split('/').next().unwrap_or(rest))
}

/// Compares every catalogue with that of the default language.
pub fn check(catalogue: &Catalogue, languages: &[Language], config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let source = catalogue.languages.get(&config.default_language);
    let Some(source) = source else { return };
    for language in languages.iter().filter(|language| language.tag != config.default_language) {
        let own = catalogue.languages.get(&language.tag);
        let file = file_of(own, config, &language.tag);
        let is_of_settings = |key: &str| {
            OF_SETTINGS.contains(&key) && source.get(key).is_some_and(|(_, file)| **file == *Config::file())
        };
        let lacks = |key: &&String| own.is_none_or(|own| !own.contains_key(*key)) && !is_of_settings(key);
        let missing = source.keys().filter(lacks);
        let missing: Vec<&str> = missing.map(String::as_str).collect();
        let location = Location::whole(&file);
        match missing.as_slice() {
            [] => {}
            [key] => diagnostics.push(report::missing_string(location, key)),
            keys => {
                let source_file = file_of(Some(source), config, &config.default_language);
                diagnostics.push(report::missing_strings(location, keys, language.tag.as_str(), &source_file));
            }
        }
        for (key, (message, file)) in own.into_iter().flatten() {
            let location = Location::at(file, message.span);
            match source.get(key) {
                Some((original, _)) => compare(location, key, message, original, language, diagnostics),
                None => {
                    let near = nearest(key, source.keys().map(String::as_str));
                    diagnostics.push(report::unknown_string(location, key, near));
                }
            }
        }
    }
}

fn compare(
    location: Location,
    key: &str,
    message: &Message,
    original: &Message,
    language: &Language,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (own, source) = (message.placeholders(), original.placeholders());
    if own != source {
        diagnostics.push(report::placeholders_differ(location.clone(), key, &own, &source));
    }
    if let MessageText::Plural(forms) = &message.text {
        for category in needed_forms(language) {
            if !forms.contains_key(&category) {
                diagnostics.push(report::missing_plural(location.clone(), key, category.as_str()));
            }
        }
    }
}

/// The plural categories that whole counts of a language fall into, and `other`, which is the form for everything else.
///
/// `one` of Vietnamese covers pronouns only (CLDR-14273), so it may be left out.
pub fn needed_forms(language: &Language) -> Vec<PluralCategory> {
    let used = (0..=200).chain([1000, 1_000_000]).map(|count| language.locale.plural(count));
    let mut needed: Vec<PluralCategory> = used.chain([PluralCategory::Other]).collect();
    needed.sort();
    needed.dedup();
    if language.tag.as_str() == "vi" {
        needed.retain(|category| *category == PluralCategory::Other);
    }
    needed
}

/// The catalogue file of a language: the theme's own, or where it would be.
fn file_of(own: Option<&BTreeMap<String, (Message, Arc<str>)>>, config: &Config, tag: &LanguageTag) -> Arc<str> {
    own.and_then(|strings| strings.values().map(|(_, file)| file).find(|file| file.starts_with("themes/")))
        .cloned()
        .unwrap_or_else(|| Arc::from(format!("themes/{}/strings/{tag}.toml", config.theme)))
}

fn is_in_use(file: &str, config: &Config) -> bool {
    !file.starts_with("themes/")
        || (file.strip_prefix("themes/").is_some_and(|rest| rest.starts_with(&format!("{}/", config.theme)))
            && theme_name(file).is_some())
}
