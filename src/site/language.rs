//! The languages of a site in the order of its settings, and which one was meant by something that names none.
//!
//! Settings go in; each language comes out with the languages that stand in for it.

use crate::config::{Config, LanguageConfig};
use crate::content::meant_tag;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::{Direction, LanguageTag, Locale};
use crate::text::nearest;
use std::collections::BTreeSet;

/// A language's position in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u16);

/// One language of the site.
#[derive(Debug)]
pub struct Language {
    /// Its tag.
    pub tag: LanguageTag,
    /// Its name in itself.
    pub name: String,
    /// The way it runs.
    pub direction: Direction,
    /// Its plurals, dates and alphabet.
    pub locale: Locale,
    /// What its addresses begin with: nothing for the default language, `/pl` for others.
    pub prefix: String,
    /// Where to look for a page that it lacks, in order; ends with the default language.
    pub fallback: Vec<LanguageId>,
}

/// Where the language with that tag is among `languages`.
pub fn position(languages: &[Language], tag: &LanguageTag) -> Option<LanguageId> {
    languages.iter().position(|language| language.tag == *tag).map(|index| LanguageId(index as u16))
}

/// The language of a site that was probably meant by a tag that it does not have: the same language, or one that is spelled alike.
pub fn nearest_language<'l>(
    tag: &LanguageTag,
    languages: impl Iterator<Item = &'l LanguageTag> + Clone,
) -> Option<&'l str> {
    let same = languages.clone().find(|known| known.is_same_language(tag));
    same.map(LanguageTag::as_str).or_else(|| nearest(tag.as_str(), languages.map(LanguageTag::as_str)))
}

/// The language of a site that was probably meant by what an author wrote for one: its name, or something that is spelled alike.
pub fn meant_language<'l>(written: &str, languages: impl Iterator<Item = &'l str> + Clone) -> Option<&'l str> {
    let meant = meant_tag(written);
    let named = languages.clone().find(|known| meant.as_deref() == Some(*known));
    named.or_else(|| nearest(written, languages))
}

/// Makes the languages of the settings; chains of fallbacks that never end are reported and cut.
pub fn languages(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Language> {
    let mut said = BTreeSet::new();
    config
        .languages
        .iter()
        .map(|language| Language {
            tag: language.tag.clone(),
            name: language.name.clone(),
            direction: language.tag.direction(),
            locale: Locale::new(&language.tag),
            prefix: if language.tag == config.default_language { String::new() } else { format!("/{}", language.tag) },
            fallback: fallback(config, language, &mut said, diagnostics),
        })
        .collect()
}

/// Follows the fallbacks of a language, depth first, each language once. A circle is reported once: `said` holds those
/// that were.
fn fallback(
    config: &Config,
    language: &LanguageConfig,
    said: &mut BTreeSet<Vec<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<LanguageId> {
    let tag = &language.tag;
    let position = |tag: &LanguageTag| config.languages.iter().position(|language| language.tag == *tag);
    let mut chain = Vec::new();
    let mut waiting: Vec<LanguageTag> = direct(config, tag);
    waiting.reverse();
    while let Some(next) = waiting.pop() {
        if next == *tag {
            let names: Vec<&str> = chain.iter().map(|id: &LanguageId| name(config, *id)).collect();
            let mut circle: Vec<String> =
                names.iter().map(|name| (*name).to_owned()).chain([tag.to_string()]).collect();
            circle.sort();
            if said.insert(circle) {
                let shown = format!("{tag} → {} → {tag}", names.join(" → "));
                diagnostics.push(report::fallback_cycle(Location::at(&Config::file(), language.span), &shown));
            }
            continue;
        }
        let Some(id) = position(&next).map(|index| LanguageId(index as u16)) else { continue };
        if !chain.contains(&id) {
            chain.push(id);
            let mut further = direct(config, &next);
            further.reverse();
            waiting.extend(further);
        }
    }
    let default = position(&config.default_language).map(|index| LanguageId(index as u16));
    chain.retain(|id| Some(*id) != default);
    chain.extend(default.filter(|_| *tag != config.default_language));
    chain
}

fn direct(config: &Config, tag: &LanguageTag) -> Vec<LanguageTag> {
    config
        .languages
        .iter()
        .find(|language| language.tag == *tag)
        .map(|found| found.fallback.clone())
        .unwrap_or_default()
}

fn name(config: &Config, id: LanguageId) -> &str {
    config.languages[usize::from(id.0)].tag.as_str()
}
