//! Makes what templates see of the site and of one page: values of the structs in [`super::seen`].

use super::download::{self, Downloads};
use super::seen::{
    AlternateValues, ByName, ContactCardValues, DayValues, EntryValues, Extra, HeadingValues as SeenHeading,
    LangValues, LinkValues, MenuLinkValues, PageValues, SafeHtml, SharedValue, SiteValues as SeenSite, SlideValues,
    TermValues, TranslationValues,
};
use super::{Renderer, old_address};
use crate::config::LinkConfig;
use crate::content::Heading;
use crate::diagnostic::Diagnostic;
use crate::site::{DataFile, LanguageId, PageId, PageNodeKind, Site, TemplatePage, TermId};
use crate::text::full_address;
use crate::view::{Reading, View, string};
use jiff::civil::Date;
use std::sync::OnceLock;
use tera::{Context, Map, Value};

/// Headings of level 2 from which on a page shows its table of contents unless it says otherwise.
const LONG_PAGE: usize = 4;
/// The template of documents, for themes that have one.
const DOCUMENT: &str = "document.html";

/// Values that all pages of a language share: made when the first page of that language asks, then only cloned, which
/// costs a reference count each.
pub struct Furniture {
    languages: Vec<OnceLock<Shared>>,
}

struct Shared {
    title: String,
    lang: SharedValue<LangValues<'static>>,
    site: Map,
    menus: Vec<(String, Vec<MenuItem>)>,
}

struct MenuItem {
    lang: Option<SharedValue<LangValues<'static>>>,
    page: Option<PageId>,
    url: String,
    title: String,
}

impl Furniture {
    /// Nothing is made yet.
    pub fn new(site: &Site) -> Self {
        Self { languages: site.languages.iter().map(|_| OnceLock::new()).collect() }
    }

    fn of(&self, view: View, language: LanguageId) -> &Shared {
        self.languages[usize::from(language.0)].get_or_init(|| shared(view, language))
    }
}

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

fn shared(view: View, language: LanguageId) -> Shared {
    let site = view.site;
    let prefix = &site.language(language).prefix;
    // A missing title is reported with the catalogues; here it is just empty.
    let title = string(view, language, "site.title", &[], &mut Vec::new());
    let description = string(view, language, "site.description", &[], &mut Vec::new());
    let sections: Vec<Reading> = site
        .home()
        .map(|home| view.read(home, language).children())
        .unwrap_or_default()
        .into_iter()
        .filter(|child| child.node().kind == PageNodeKind::Section)
        .collect();
    let links: Vec<(String, MenuItem)> = site
        .config
        .links
        .iter()
        .filter_map(|(name, link)| Some((name.clone(), menu_item(view, language, link)?)))
        .collect();
    let link = |(name, item): &'_ (String, MenuItem)| -> (String, SharedValue<LinkValues<'static>>) {
        let link = LinkValues { url: item.url.clone(), title: &item.title, lang: item.lang.clone() };
        (name.clone(), SharedValue::of(link))
    };
    let menus =
        site.config.menus.iter().map(|(name, links)| {
            (name.clone(), links.iter().filter_map(|link| menu_item(view, language, link)).collect())
        });
    let seen = SeenSite {
        title: title.clone(),
        description,
        base_url: &site.edition.base_url,
        base_path: site.edition.base_path(),
        edition: &site.edition.name,
        indexed: site.edition.indexed,
        home_url: view.href(&format!("{prefix}/")),
        search_index: site.search_index(language).map(|address| view.href(&address)),
        changes_url: DataFile::Changes.address_in(site).map(|address| view.href(address)),
        feed_url: site.has_feeds.then(|| view.href(&format!("{prefix}/atom.xml"))),
        languages: site.language_ids().map(|id| lang(view, id)).collect(),
        links: ByName(links.iter().map(link).collect()),
        contacts: contacts(view, language),
        sections: list(&sections),
    };
    Shared {
        title,
        lang: SharedValue::of(lang(view, language)),
        menus: menus.collect(),
        site: Value::from(seen).into_map().unwrap_or_default(),
    }
}

/// A link of the settings; those to pages that this edition lacks are left out.
fn menu_item(view: View, language: LanguageId, link: &LinkConfig) -> Option<MenuItem> {
    let Some((key, anchor)) = link.page() else {
        return Some(MenuItem { lang: None, page: None, url: full_address(&link.to), title: link.to.clone() });
    };
    let page = view.site.page_by_key(key)?;
    let reading = view.read(page, language);
    let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    Some(MenuItem {
        lang: other_language(&reading),
        page: Some(page),
        url: format!("{}{hash}", reading.href()),
        title: reading.short_title().to_owned(),
    })
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

fn contacts(view: View, language: LanguageId) -> ByName<ContactCardValues> {
    let contacts = view.site.records.contacts.iter().map(|contact| {
        let (words, own) = contact.words(language);
        let number = contact.number.as_ref();
        let card = ContactCardValues {
            id: &contact.id,
            name: words.name.as_deref(),
            display: number.map(|number| number.display.as_str()),
            tel: number.map(|number| format!("tel:{}", number.digits)),
            purpose: words.purpose.as_deref(),
            hours: words.hours.as_deref(),
            cost: words.cost.as_deref(),
            languages: words.languages.as_deref(),
            routes: words.routes.iter().map(String::as_str).collect(),
            website: contact.website.as_deref(),
            group: &contact.group,
            lang: (!own).then(|| SharedValue::of(lang(view, view.site.default_language))),
            checked_on: contact.provenance.checked_on.map(|date| day(view, language, date)),
        };
        (contact.id.clone(), card)
    });
    ByName(contacts.collect())
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

/// The address that serves readers of any language.
pub fn default_address(view: View, page: PageId) -> String {
    let node = view.site.page(page);
    if node.kind == PageNodeKind::Home
        && let Some(chooser) = view.site.linked_page("languages")
    {
        return view.site.page(chooser).address(view.site.default_language).to_string();
    }
    node.address(node.source).to_string()
}

/// The headings as nested lists.
fn toc<'a>(reading: &'a Reading) -> Vec<SeenHeading<'a>> {
    // One whose words are all struck out has no name.
    let named = reading.headings().iter().enumerate().filter(|(_, heading)| !heading.text.trim().is_empty());
    let headings: Vec<(usize, &Heading)> = named.collect();
    nest(reading, &headings)
}

fn nest<'a>(reading: &'a Reading, headings: &[(usize, &'a Heading)]) -> Vec<SeenHeading<'a>> {
    let Some(level) = headings.iter().map(|(_, heading)| heading.level).min() else { return Vec::new() };
    let mut items = Vec::new();
    let mut rest = headings;
    while let Some(((ordinal, heading), after)) = rest.split_first() {
        let inner = after.iter().position(|(_, heading)| heading.level <= level).unwrap_or(after.len());
        let anchor = reading.anchor(*ordinal as u16).unwrap_or(&heading.anchor);
        items.push(SeenHeading {
            url: format!("#{anchor}"),
            title: &heading.text,
            level: i64::from(heading.level),
            children: nest(reading, &after[..inner]),
        });
        rest = &after[inner..];
    }
    items
}

/// A link with the title in the language that the reader finds there; `lang` is empty where that is their own.
fn link_to<'a>(reading: &Reading<'a>) -> LinkValues<'a> {
    LinkValues { url: reading.href(), title: reading.short_title(), lang: other_language(reading) }
}

pub(super) fn other_language(reading: &Reading) -> Option<SharedValue<LangValues<'static>>> {
    reading.is_fallback().then(|| SharedValue::of(lang(reading.view, reading.text_language)))
}

fn list<'a>(readings: &[Reading<'a>]) -> Vec<EntryValues<'a>> {
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

fn term(view: View, id: TermId, language: LanguageId) -> TermValues {
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
