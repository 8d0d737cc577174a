//! What the outputs of one edition are measured against, made once from its settings, strings, records and lists.
//!
//! Every check is given a [`CheckContext`]: the site, its files, and these rules.

use super::compressed::Sheets;
use super::forbidden::Forbidden;
use super::glossary::Glossary;
use super::promise::Promises;
use super::telling::told;
use crate::content::Content;
use crate::locale::{Direction, LanguageTag, PluralCategory};
use crate::site::{LanguageId, Site};
use crate::source::{Source, Sources};
use crate::text::letter::{Scripts, scripts_of};
use crate::text::{full_address, is_https};
use crate::view::View;
use std::sync::Arc;

/// What the outputs of one edition are measured against: made once, then only read.
pub struct Rules {
    /// One for each language of the site, in its order.
    pub(super) languages: Vec<LanguageRules>,
    /// Where the exit leads, if the settings name one.
    pub(super) exit: Option<String>,
    /// Numbers of which every page shows at least one: those of the group `danger`. Empty if the settings name neither
    /// an exit nor a page about safety.
    pub(super) emergency: Vec<String>,
    pub(super) forbidden: Forbidden,
    pub(super) glossary: Glossary,
    pub(super) promises: Promises,
    /// The files of the theme in use, with the site's own over them.
    pub(super) theme: Vec<Arc<Source>>,
    pub(super) sheets: Sheets,
}

/// What is expected of pages in one language.
pub(super) struct LanguageRules {
    pub tag: String,
    pub rtl: bool,
    pub scripts: Scripts,
    pub english: bool,
    /// What the exit says.
    pub exit_label: Option<String>,
    /// What previews may say of a sensitive page, if the theme has words for it and they do not tell what it is about.
    pub neutral: Option<String>,
    /// Where the page about safety is, if the settings name one.
    pub safety: Option<String>,
}

/// What findings stand on: the site, its files and what is expected of it.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// The site.
    pub view: View<'a>,
    /// All files, for the places of findings.
    pub sources: &'a Sources,
    /// What the edition sees of them, in the order of their paths.
    pub contents: &'a [Arc<Content>],
    /// What is expected.
    pub rules: &'a Rules,
}

impl Rules {
    /// Gathers what the settings, strings, records and the list of forbidden texts ask for.
    pub fn new(site: &Site, sources: &Sources) -> Self {
        let exit = link(site, "exit").filter(|to| is_https(to)).map(full_address);
        let languages: Vec<LanguageRules> = site.language_ids().map(|id| language(site, id)).collect();
        let protects = exit.is_some() || languages.iter().any(|language| language.safety.is_some());
        let danger = site.records.contacts.iter().filter(|contact| protects && contact.group == "danger");
        let tags: Vec<LanguageTag> = site.languages.iter().map(|language| language.tag.clone()).collect();
        Self {
            emergency: danger
                .filter_map(|contact| contact.number.as_ref())
                .map(|number| number.digits.clone())
                .collect(),
            languages,
            exit,
            forbidden: Forbidden::new(sources),
            glossary: Glossary::new(sources, &tags),
            promises: Promises::new(),
            theme: sources.theme(&site.config.theme).into_values().collect(),
            sheets: Sheets::new(site),
        }
    }
}

impl Rules {
    /// Whether a language of the site is English of any kind.
    pub fn is_english(&self, language: LanguageId) -> bool {
        self.languages[usize::from(language.0)].english
    }
}

fn language(site: &Site, id: LanguageId) -> LanguageRules {
    let language = site.language(id);
    let tag = language.tag.as_str();
    let said = |key: &str| {
        site.catalogue.message(&language.tag, key).map(|message| message.form(PluralCategory::Other).to_owned())
    };
    LanguageRules {
        tag: tag.to_owned(),
        rtl: language.direction == Direction::RightToLeft,
        scripts: scripts_of(tag),
        english: language.tag.is_english(),
        exit_label: said("exit.label"),
        neutral: said("page.neutral").filter(|words| told(words).is_none()),
        safety: safety(site, id),
    }
}

/// The address of the page about safety for a reader of that language, if this edition has it.
fn safety(site: &Site, id: LanguageId) -> Option<String> {
    Some(site.page(site.linked_page("safety")?).address(id).to_string())
}

fn link<'a>(site: &'a Site, name: &str) -> Option<&'a str> {
    site.config.links.iter().find(|(known, _)| known == name).map(|(_, link)| link.to.as_str())
}
