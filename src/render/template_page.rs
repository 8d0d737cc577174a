//! Pages without a text of their own: terms, lists of terms, old addresses, and what is said when there is no page.
//!
//! Which page it is goes in; template, values and address come out.

use super::context::{bare_page, context};
use super::old_address;
use super::renderer::Renderer;
use super::seen::{ByName, PageValues};
use super::values::{list, term};
use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, TemplatePage, TermId};
use crate::view::{Reading, string};
use tera::Context;

/// Template, context and address of a page without a text of its own.
pub fn template_page(
    renderer: &Renderer,
    page: TemplatePage,
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'static str, Context, String) {
    match page {
        TemplatePage::NotFound(language) => not_found(renderer, language, diagnostics),
        TemplatePage::Gone(index) => {
            old_address::gone(renderer, renderer.view.site.gone[index as usize].language, diagnostics)
        }
        TemplatePage::GonePage(language) => old_address::gone(renderer, language, diagnostics),
        TemplatePage::Redirect(index) if renderer.view.site.redirects[index as usize].offers_languages => {
            old_address::languages(renderer, index, diagnostics)
        }
        TemplatePage::Redirect(index) => old_address::redirect(renderer, index),
        TemplatePage::Term(term, language) => term_page(renderer, term, language),
        TemplatePage::Taxonomy(index, language) => taxonomy_page(renderer, index, language),
    }
}

fn not_found(
    renderer: &Renderer,
    language: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'static str, Context, String) {
    let view = renderer.view;
    let address = format!("{}/404.html", view.site.language(language).prefix);
    let title = string(view, language, "not_found.title", &[], diagnostics);
    let homes = |id: LanguageId| format!("{}/", view.site.language(id).prefix);
    let page = bare_page(view, language, "404", &title, &address, homes);
    ("404.html", context(renderer, language, None, page), address)
}

fn term_page(renderer: &Renderer, term: TermId, language: LanguageId) -> (&'static str, Context, String) {
    let view = renderer.view;
    let address = |id: LanguageId| crate::site::term_address(view.site, term, id);
    let found = &view.site.terms[term.0 as usize];
    let readings: Vec<Reading> = found.pages.iter().map(|page| view.read(*page, language)).collect();
    let own: Vec<Reading> = readings.into_iter().filter(|reading| !reading.is_fallback()).collect();
    let page = bare_page(view, language, "term", &found.name, &address(language), address);
    let page = PageValues { pages: list(&own), ..page };
    ("term.html", context(renderer, language, None, page), address(language))
}

fn taxonomy_page(renderer: &Renderer, index: u16, language: LanguageId) -> (&'static str, Context, String) {
    let view = renderer.view;
    let address = |id: LanguageId| crate::site::taxonomy_address(view.site, index, id);
    let name = &view.site.config.taxonomies[usize::from(index)].name;
    let mut terms: Vec<TermId> = (0..view.site.terms.len() as u32)
        .map(TermId)
        .filter(|term| view.site.terms[term.0 as usize].taxonomy == index)
        .collect();
    let locale = &view.site.language(language).locale;
    terms.sort_by(|a, b| locale.compare(&view.site.terms[a.0 as usize].name, &view.site.terms[b.0 as usize].name));
    let terms = terms.into_iter().map(|found| term(view, found, language)).collect();
    let page = bare_page(view, language, "taxonomy", name, &address(language), address);
    let page = PageValues { terms: ByName(vec![(name.clone(), terms)]), ..page };
    ("taxonomy.html", context(renderer, language, None, page), address(language))
}
