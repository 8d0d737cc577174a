//! Makes what templates see of the site and of one page: values of the structs in [`super::seen`].
//!
//! A reading goes in; the values of one template come out.

use super::download::{self, Downloads};
use super::furniture::{MenuItem, Shared};
use super::renderer::Renderer;
use super::seen::{
    AlternateValues, HeadingValues, LangValues, MenuLinkValues, PageValues, SafeHtml, SlideValues, TranslationValues,
};
use super::values::{day, default_address, extra, lang, link_to, list, terms_of};
use crate::content::Heading;
use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, PageId, PageNodeKind};
use crate::view::{Reading, View};
use jiff::civil::Date;
use tera::{Context, Map, Value};

/// Headings of level 2 from which on a page shows its table of contents unless it says otherwise.
const LONG_PAGE: usize = 4;
/// The template of documents, for themes that have one.
const DOCUMENT: &str = "document.html";

/// The template that shows a page.
pub fn template_of(renderer: &Renderer, reading: Reading) -> String {
    match reading.inherited(|front| front.template.as_ref()) {
        Some((name, _)) => name.clone(),
        None if reading.node().source_front().kind.is_document() && renderer.templates.has(DOCUMENT) => {
            DOCUMENT.to_owned()
        }
        None => match reading.node().kind {
            PageNodeKind::Home => "home.html".to_owned(),
            PageNodeKind::Section => "section.html".to_owned(),
            PageNodeKind::Page => "page.html".to_owned(),
        },
    }
}

/// What a template sees of a page.
pub fn page(
    renderer: &Renderer,
    reading: Reading,
    content: String,
    downloads: &Downloads,
    diagnostics: &mut Vec<Diagnostic>,
) -> Context {
    let page = PageValues {
        recording: download::recording(reading, diagnostics),
        document: download::document(reading, downloads, diagnostics),
        shelf: download::shelf(reading, downloads, diagnostics),
        ..page_of(renderer, &reading, content)
    };
    context(renderer, reading.language, Some(reading.page), page)
}

/// What the template of a deck sees: its page, and the slides.
pub fn deck(renderer: &Renderer, reading: Reading, slides: Vec<SlideValues>, address: &str) -> Context {
    let no_files = Downloads::default();
    let page = page_of(renderer, &reading, String::new());
    let page = PageValues {
        url: address.to_owned(),
        landing_url: Some(page.url),
        slides,
        document: download::document(reading, &no_files, &mut Vec::new()),
        ..page
    };
    context(renderer, reading.language, Some(reading.page), page)
}

fn page_of<'a>(renderer: &Renderer, reading: &'a Reading, content: String) -> PageValues<'a> {
    let view = reading.view;
    let (previous, next) = reading.neighbours();
    let (subsections, pages): (Vec<Reading>, Vec<Reading>) =
        reading.children().into_iter().partition(|child| child.node().kind == PageNodeKind::Section);
    // Documents stand on the shelf.
    let pages: Vec<Reading> =
        pages.into_iter().filter(|child| !child.node().source_front().kind.is_document()).collect();
    let long = reading.headings().iter().filter(|heading| heading.level == 2).count() >= LONG_PAGE;
    let ancestors = reading.ancestors();
    let date = |date: Option<Date>| date.map(|date| day(view, reading.language, date));
    PageValues {
        title: reading.title(),
        short_title: reading.short_title(),
        description: reading.front().description.as_deref(),
        head_title: head_title(renderer, *reading),
        sensitive: reading.is_sensitive(),
        kind: kind(reading.node().kind),
        url: reading.href(),
        permalink: reading.permalink(),
        canonical: Some(reading.canonical()),
        content: Some(SafeHtml(content)),
        content_lang: lang(view, reading.text_language),
        is_fallback: reading.is_fallback(),
        is_draft_translation: reading.is_draft_translation(),
        is_outdated: reading.is_outdated(),
        shows_source: reading.shows_source(),
        replaced_by: reading.replaced_by().as_ref().map(link_to),
        toc: toc(reading),
        show_toc: reading.inherited(|front| front.toc).unwrap_or(long),
        date: date(reading.inherited(|front| front.date)),
        updated: date(reading.inherited(|front| front.updated)),
        checked_on: date(reading.inherited(|front| front.checked_on)),
        review_by: date(reading.inherited(|front| front.review_by).map(|(day, _)| day)),
        icon: reading.inherited(|front| front.icon.as_deref()),
        indexed: is_indexed(*reading),
        translations: translations(*reading),
        alternates: alternates(*reading),
        breadcrumbs: ancestors.iter().chain([reading]).map(link_to).collect(),
        parent: ancestors.last().map(link_to),
        previous: previous.as_ref().map(link_to),
        next: next.as_ref().map(link_to),
        pages: list(&pages),
        subsections: list(&subsections),
        terms: terms_of(*reading),
        extra: extra(*reading),
        ..PageValues::default()
    }
}

/// Whether search engines may show it: in its own language, and while it stands.
fn is_indexed(reading: Reading) -> bool {
    let is_current = reading.node().source_front().replaced_by.is_none();
    reading.view.site.edition.indexed && is_current && !reading.is_fallback()
}

/// A page without a text of its own.
pub(super) fn bare_page<'a>(
    view: View<'a>,
    language: LanguageId,
    kind: &'static str,
    title: &'a str,
    address: &str,
    address_in: impl Fn(LanguageId) -> String,
) -> PageValues<'a> {
    let is_nowhere = matches!(kind, "404" | "gone" | "languages");
    let languages = view.site.language_ids();
    let alternate =
        |id: LanguageId| AlternateValues { tag: view.site.language(id).tag.as_str(), url: view.full(&address_in(id)) };
    PageValues {
        title,
        short_title: title,
        head_title: title.to_owned(),
        kind,
        url: view.href(address),
        permalink: view.full(address),
        canonical: (!is_nowhere).then(|| view.full(address)),
        content_lang: lang(view, language),
        indexed: view.site.edition.indexed && !is_nowhere,
        translations: languages.map(|id| translation(view, id, &address_in(id), language, false)).collect(),
        alternates: if is_nowhere { Vec::new() } else { view.site.language_ids().map(alternate).collect() },
        ..PageValues::default()
    }
}

/// What every template gets: the language, the site, and one page.
pub(super) fn context(renderer: &Renderer, language: LanguageId, here: Option<PageId>, page: PageValues) -> Context {
    let view = renderer.view;
    let shared = renderer.furniture.of(view, language);
    let mut site = shared.site.clone();
    site.insert("menus".into(), menus(view, shared, here));
    let mut context = Context::new();
    context.insert_value("lang", shared.lang.clone().into());
    context.insert_value("site", site.into());
    context.insert_value("page", page.into());
    context
}

fn menus(view: View, shared: &Shared, here: Option<PageId>) -> Value {
    let mut above = Vec::new();
    let mut next = here;
    while let Some(page) = next {
        above.push(page);
        next = view.site.page(page).parent;
    }
    let item = |item: &MenuItem| -> Value {
        let current = item.page.is_some_and(|page| {
            above.contains(&page) && (Some(page) == here || view.site.page(page).kind != PageNodeKind::Home)
        });
        MenuLinkValues { url: &item.url, title: &item.title, current, lang: item.lang.clone() }.into()
    };
    let menus = shared
        .menus
        .iter()
        .map(|(name, items)| (name.clone().into(), Value::from(items.iter().map(item).collect::<Vec<Value>>())));
    menus.collect::<Map>().into()
}

/// The page's title with the site's, or the neutral one alone.
fn head_title(renderer: &Renderer, reading: Reading) -> String {
    let own = reading.head_title();
    if reading.is_sensitive() || reading.node().kind == PageNodeKind::Home {
        return own.to_owned();
    }
    let shared = renderer.furniture.of(reading.view, reading.language);
    if shared.title.is_empty() { own.to_owned() } else { format!("{own} – {}", shared.title) }
}

fn kind(kind: PageNodeKind) -> &'static str {
    match kind {
        PageNodeKind::Home => "home",
        PageNodeKind::Section => "section",
        PageNodeKind::Page => "page",
    }
}

fn translations(reading: Reading) -> Vec<TranslationValues> {
    let view = reading.view;
    let node = reading.node();
    let all =
        view.site.language_ids().map(|id| translation(view, id, node.address(id), reading.language, !node.has(id)));
    all.collect()
}

fn translation<'a>(
    view: View<'a>,
    id: LanguageId,
    address: &str,
    reader: LanguageId,
    is_fallback: bool,
) -> TranslationValues<'a> {
    let LangValues { tag, dir, name } = lang(view, id);
    TranslationValues { tag, dir, name, url: view.href(address), current: id == reader, is_fallback }
}

/// The languages that really have the page, for search engines. `x-default` is the page of languages for the home
/// page, and the source for all others.
fn alternates(reading: Reading) -> Vec<AlternateValues> {
    let view = reading.view;
    let node = reading.node();
    if reading.is_fallback() {
        return Vec::new();
    }
    let own = view.site.language_ids().filter(|id| node.has(*id));
    let own =
        own.map(|id| AlternateValues { tag: view.site.language(id).tag.as_str(), url: view.full(node.address(id)) });
    let mut all: Vec<AlternateValues> = own.collect();
    if all.len() > 1 {
        all.push(AlternateValues { tag: "x-default", url: view.full(&default_address(view, reading.page)) });
    }
    all
}

/// The headings as nested lists.
fn toc<'a>(reading: &'a Reading) -> Vec<HeadingValues<'a>> {
    // One whose words are all struck out has no name.
    let named = reading.headings().iter().enumerate().filter(|(_, heading)| !heading.text.trim().is_empty());
    let headings: Vec<(usize, &Heading)> = named.collect();
    nest(reading, &headings)
}

fn nest<'a>(reading: &'a Reading, headings: &[(usize, &'a Heading)]) -> Vec<HeadingValues<'a>> {
    let Some(level) = headings.iter().map(|(_, heading)| heading.level).min() else { return Vec::new() };
    let mut items = Vec::new();
    let mut rest = headings;
    while let Some(((ordinal, heading), after)) = rest.split_first() {
        let inner = after.iter().position(|(_, heading)| heading.level <= level).unwrap_or(after.len());
        let anchor = reading.anchor(*ordinal as u16).unwrap_or(&heading.anchor);
        items.push(HeadingValues {
            url: format!("#{anchor}"),
            title: &heading.text,
            level: i64::from(heading.level),
            children: nest(reading, &after[..inner]),
        });
        rest = &after[inner..];
    }
    items
}
