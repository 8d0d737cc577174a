//! Words that mean the same to people who search: `content/synonyms.toml`, by language.
//!
//! In: the groups as their file has them. Out: those of each language, with the pages of this edition that they lead to.

use super::language::{LanguageId, meant_language};
use super::page_node::PageId;
use super::structure::Structure;
use crate::content::{Content, Payload, SynonymGroup};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::nearest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Words that mean the same to people who search in one language.
#[derive(Clone, Debug)]
pub struct Synonyms {
    /// The words and phrases as written; not empty.
    pub words: Vec<String>,
    /// The pages that they lead to; all have a text in the language.
    pub pages: Vec<PageId>,
}

/// Gathers the groups of each language, in the order of the file.
///
/// A page that this edition lacks is left out. Reported: unknown languages and pages, and pages without a text in the language.
pub fn synonyms(
    contents: &[Arc<Content>],
    site: &Structure,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<LanguageId, Vec<Synonyms>> {
    let mut all: BTreeMap<LanguageId, Vec<Synonyms>> = BTreeMap::new();
    let mut unknown = None;
    for (file, group) in groups(contents) {
        let (tag, span) = &group.language;
        let known = site.language_ids().find(|id| site.language(*id).tag.as_str() == tag);
        let pages = pages(site, known, file, group, diagnostics);
        match known {
            // What is wrong with the words has been said.
            Some(_) if group.words.is_empty() => {}
            Some(language) => {
                all.entry(language).or_default().push(Synonyms { words: group.words.clone(), pages });
            }
            None if unknown != Some(span) => {
                let near = meant_language(tag, site.languages.iter().map(|language| language.tag.as_str()));
                diagnostics.push(report::synonym_language(Location::at(file, *span), tag, near));
                unknown = Some(span);
            }
            None => {}
        }
    }
    all
}

fn groups(contents: &[Arc<Content>]) -> impl Iterator<Item = (&Arc<str>, &SynonymGroup)> {
    contents.iter().flat_map(|content| {
        let groups = match &content.payload {
            Payload::Synonyms(groups) => groups.as_slice(),
            _ => &[],
        };
        groups.iter().map(|group| (&content.file, group))
    })
}

/// The pages of a group that are in this edition; in the language, if that is known.
fn pages(
    site: &Structure,
    language: Option<LanguageId>,
    file: &Arc<str>,
    group: &SynonymGroup,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageId> {
    let found = group.pages.iter().filter_map(|(to, span)| {
        let key = to.strip_prefix("@/").unwrap_or("");
        let location = || Location::at(file, *span);
        match site.page_by_key(key) {
            Some(page) if language.is_none_or(|language| site.page(page).has(language)) => return Some(page),
            Some(_) => diagnostics.push(report::synonym_not_translated(location(), to, &group.language.0)),
            None if site.withheld(key).is_some() => {}
            None => diagnostics.push(report::unknown_page(location(), to, nearest(key, site.keys()))),
        }
        None
    });
    found.collect()
}
