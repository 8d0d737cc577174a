//! What is at addresses that were published once: the way to the new one, or that it is gone.
//!
//! None of these pages names what was at the address: it may be in a history.

use super::context::{bare_page, context};
use super::html::body_to_html;
use super::renderer::Renderer;
use super::seen::{LinkValues, PageValues, SafeHtml, SharedValue};
use super::values::lang;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, gone_page_address};
use crate::view::{Reading, TextContext, contact_cards, string};
use tera::Context;

/// The lists of contacts that the page shows: whoever looked for help at the address finds some.
const GROUPS: [&str; 2] = ["danger", "support"];

/// The page at an address that is gone for good, with its template and own address. It does not name the address that is
/// gone, as it is the same at all of them.
pub fn gone(
    renderer: &Renderer,
    language: LanguageId,
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'static str, Context, String) {
    let view = renderer.view;
    let address = gone_page_address(&view.site.language(language).prefix);
    let title = string(view, language, "gone.title", &[], diagnostics);
    let home = |id: LanguageId| format!("{}/", view.site.language(id).prefix);
    let page = bare_page(view, language, "gone", &title, &address, home);
    let text_context = TextContext { file: Config::file(), page: None, language, text_language: language };
    let cards = contact_cards(view, &text_context, &GROUPS).into_value(diagnostics);
    let cards = body_to_html(renderer.templates, view, &text_context, None, &cards).into_value(diagnostics);
    let page = PageValues { content: Some(SafeHtml(cards)), ..page };
    ("gone.html", context(renderer, language, None, page), address)
}

/// The page at an old address, which leads on by itself and by a link.
pub fn redirect(renderer: &Renderer, index: u32) -> (&'static str, Context, String) {
    let view = renderer.view;
    let redirect = &view.site.redirects[index as usize];
    let reading = view.read(redirect.page, redirect.language);
    let page = PageValues {
        title: reading.title(),
        head_title: reading.head_title().to_owned(),
        url: reading.href(),
        canonical: Some(reading.permalink()),
        kind: "redirect",
        content_lang: lang(view, reading.text_language),
        is_fallback: reading.is_fallback(),
        ..PageValues::default()
    };
    let address = redirect.from.to_string();
    ("redirect.html", context(renderer, redirect.language, None, page), address)
}

/// The page at a short address that names no language: the page's own languages, each by its own name. It is in every
/// language alike, so the list comes before all else.
pub fn languages(
    renderer: &Renderer,
    index: u32,
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'static str, Context, String) {
    let view = renderer.view;
    let redirect = &view.site.redirects[index as usize];
    let language = redirect.language;
    let title = string(view, language, "languages.choose", &[], diagnostics);
    let node = view.site.page(redirect.page);
    let own = view.site.language_ids().filter(|id| node.has(*id));
    let readings: Vec<Reading> = own.map(|id| view.read(redirect.page, id)).collect();
    let choices = readings.iter().map(|reading| {
        let lang = SharedValue::of(lang(view, reading.language));
        LinkValues { url: reading.href(), title: reading.title(), lang: Some(lang) }
    });
    let home = |id: LanguageId| format!("{}/", view.site.language(id).prefix);
    let page = bare_page(view, language, "languages", &title, &redirect.from, home);
    // The header's list would be a second one.
    let page = PageValues { translations: Vec::new(), choices: choices.collect(), ..page };
    ("languages.html", context(renderer, language, None, page), redirect.from.to_string())
}
