//! Values of which several things that templates see are made: languages, days, terms, lists of pages.
//!
//! Each is made of one question to the site.

use super::seen::{ByName, DayValues, EntryValues, Extra, LangValues, LinkValues, SharedValue, TermValues};
use crate::site::{LanguageId, PageId, PageNodeKind, TermId};
use crate::view::{Reading, View};
use jiff::civil::Date;
use tera::Value;

/// A link with the title in the language that the reader finds there; `lang` is empty where that is their own.
pub(super) fn link_to<'a>(reading: &Reading<'a>) -> LinkValues<'a> {
    LinkValues { url: reading.href(), title: reading.short_title(), lang: other_language(reading) }
}

pub(super) fn other_language(reading: &Reading) -> Option<SharedValue<LangValues<'static>>> {
    reading.is_fallback().then(|| SharedValue::of(lang(reading.view, reading.text_language)))
}

pub(super) fn list<'a>(readings: &[Reading<'a>]) -> Vec<EntryValues<'a>> {
    let entry = |reading: &Reading<'a>| EntryValues {
        url: reading.href(),
        title: reading.title(),
        description: reading.front().description.as_deref(),
        date: reading.inherited(|front| front.date).map(|date| day(reading.view, reading.language, date)),
        icon: reading.inherited(|front| front.icon.as_deref()),
        is_fallback: reading.is_fallback(),
        lang: lang(reading.view, reading.text_language),
    };
    readings.iter().map(entry).collect()
}

pub(super) fn terms_of(reading: Reading) -> ByName<Vec<TermValues>> {
    let view = reading.view;
    let mut by_taxonomy = Vec::new();
    for (taxonomy, _, names) in &reading.node().source_front().taxonomies {
        let Some(index) = view.site.config.taxonomies.iter().position(|known| known.name == *taxonomy) else {
            continue;
        };
        let mut terms: Vec<TermId> = Vec::new();
        for (name, _) in names {
            let term = view.site.term_by_slug(index as u16, &crate::text::slug(name));
            terms.extend(term.filter(|term| !terms.contains(term)));
        }
        by_taxonomy.push((taxonomy.clone(), terms.into_iter().map(|id| term(view, id, reading.language)).collect()));
    }
    ByName(by_taxonomy)
}

pub(super) fn term(view: View, id: TermId, language: LanguageId) -> TermValues {
    let term = &view.site.terms[id.0 as usize];
    TermValues {
        name: &term.name,
        url: view.href(&crate::site::term_address(view.site, id, language)),
        count: term.pages.iter().filter(|page| view.site.page(**page).has(language)).count() as i64,
    }
}

pub(super) fn extra(reading: Reading) -> Extra {
    let written = reading.inherited(|front| front.extra.as_ref());
    written.and_then(|extra| Value::try_from_serializable(extra).ok()).map(Extra).unwrap_or_default()
}

pub(super) fn lang(view: View, id: LanguageId) -> LangValues {
    let language = view.site.language(id);
    LangValues { tag: language.tag.as_str(), dir: language.direction.as_str(), name: language.name.as_str() }
}

pub(super) fn day(view: View, language: LanguageId, date: Date) -> DayValues {
    DayValues { iso: date.to_string(), text: view.date(language, date) }
}

/// The address that serves readers of any language.
pub(super) fn default_address(view: View, page: PageId) -> String {
    let node = view.site.page(page);
    if node.kind == PageNodeKind::Home
        && let Some(chooser) = view.site.linked_page("languages")
    {
        return view.site.page(chooser).address(view.site.default_language).to_string();
    }
    node.address(node.source).to_string()
}
