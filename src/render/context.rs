use super::download::{self, Downloads};
use super::{Renderer, old_address};
use crate::config::LinkConfig;
use crate::content::Heading;
use crate::diagnostic::Diagnostic;
use crate::site::{DataFile, LanguageId, NodeKind, PageId, Site, TemplatePage, TermId};
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
    lang: Value,
    site: Map,
    menus: Vec<(String, Vec<MenuItem>)>,
}

struct MenuItem {
    lang: Option<Value>,
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
            NodeKind::Home => "home.html".to_owned(),
            NodeKind::Section => "section.html".to_owned(),
            NodeKind::Page => "page.html".to_owned(),
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
    let document = download::document(reading, downloads, diagnostics);
    let shelf = download::shelf(reading, downloads, diagnostics);
    let mut page = page_map(renderer, reading, content);
    page.insert("document".into(), document);
    page.insert("shelf".into(), shelf);
    context(renderer, reading.language, Some(reading.page), page)
}

/// What the template of a deck sees: its page, and the slides.
pub fn deck(renderer: &Renderer, reading: Reading, slides: Vec<Value>, address: &str) -> Context {
    let mut page = page_map(renderer, reading, String::new());
    let landing = page.insert("url".into(), address.into());
    page.insert("landing_url".into(), landing.into());
    page.insert("slides".into(), slides.into());
    page.insert("document".into(), download::document(reading, &Downloads::default(), &mut Vec::new()));
    page.insert("shelf".into(), Value::from(None::<bool>));
    context(renderer, reading.language, Some(reading.page), page)
}

fn page_map(renderer: &Renderer, reading: Reading, content: String) -> Map {
    let view = reading.view;
    let node = reading.node();
    let front = reading.front();
    let (previous, next) = reading.neighbours();
    let (subsections, pages): (Vec<Reading>, Vec<Reading>) =
        reading.children().into_iter().partition(|child| child.node().kind == NodeKind::Section);
    // Documents stand on the shelf.
    let pages: Vec<Reading> =
        pages.into_iter().filter(|child| !child.node().source_front().kind.is_document()).collect();
    let toc = toc(reading);
    let long = reading.headings().iter().filter(|heading| heading.level == 2).count() >= LONG_PAGE;
    let mut breadcrumbs: Vec<Value> = reading.ancestors().iter().map(link_to).collect();
    breadcrumbs.push(link_to(&reading));
    let date = |date: Option<Date>| date.map(|date| date_value(view, reading.language, date));
    map([
        ("title", reading.title().into()),
        ("short_title", reading.short_title().into()),
        ("description", front.description.as_deref().into()),
        ("head_title", head_title(renderer, reading).into()),
        ("sensitive", reading.is_sensitive().into()),
        ("kind", kind(node.kind).into()),
        ("url", reading.href().into()),
        ("permalink", reading.permalink().into()),
        ("canonical", reading.canonical().into()),
        ("content", Value::safe_string(&content)),
        ("content_lang", language_value(view, reading.text_language)),
        ("is_fallback", reading.is_fallback().into()),
        ("is_draft_translation", reading.is_draft_translation().into()),
        ("is_outdated", reading.is_outdated().into()),
        ("shows_source", reading.shows_source().into()),
        ("replaced_by", reading.replaced_by().as_ref().map(link_to).into()),
        ("toc", toc),
        ("show_toc", reading.inherited(|front| front.toc).unwrap_or(long).into()),
        ("date", date(reading.inherited(|front| front.date)).into()),
        ("updated", date(reading.inherited(|front| front.updated)).into()),
        ("checked_on", date(reading.inherited(|front| front.checked_on)).into()),
        ("review_by", date(reading.inherited(|front| front.review_by).map(|(day, _)| day)).into()),
        ("icon", reading.inherited(|front| front.icon.as_deref()).into()),
        ("indexed", is_indexed(reading).into()),
        ("translations", translations(reading)),
        ("alternates", alternates(reading)),
        ("breadcrumbs", breadcrumbs.into()),
        ("parent", reading.ancestors().last().map(link_to).into()),
        ("previous", previous.as_ref().map(link_to).into()),
        ("next", next.as_ref().map(link_to).into()),
        ("pages", list(&pages)),
        ("subsections", list(&subsections)),
        ("terms", terms_of(reading)),
        ("extra", extra(reading)),
    ])
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
    let mut page = bare_page(view, language, "term", &found.name, &address(language), address);
    page.insert("pages".into(), list(&own));
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
    let terms: Vec<Value> = terms.into_iter().map(|term| term_value(view, term, language)).collect();
    let mut page = bare_page(view, language, "taxonomy", name, &address(language), address);
    let mut by_taxonomy = Map::new();
    by_taxonomy.insert(name.clone().into(), terms.into());
    page.insert("terms".into(), by_taxonomy.into());
    ("taxonomy.html", context(renderer, language, None, page), address(language))
}

/// A page with every key that templates may ask for, most of them empty.
pub(super) fn bare_page(
    view: View,
    language: LanguageId,
    kind: &'static str,
    title: &str,
    address: &str,
    address_in: impl Fn(LanguageId) -> String,
) -> Map {
    let is_nowhere = matches!(kind, "404" | "gone" | "languages");
    let none = || Value::from(None::<bool>);
    let empty = || Value::from(Vec::<Value>::new());
    let translations: Vec<Value> =
        view.site.language_ids().map(|id| translation(view, id, &address_in(id), language, false)).collect();
    let alternates: Vec<Value> = view
        .site
        .language_ids()
        .map(|id| {
            map([("tag", view.site.language(id).tag.as_str().into()), ("url", view.full(&address_in(id)).into())])
                .into()
        })
        .collect();
    map([
        ("title", title.into()),
        ("short_title", title.into()),
        ("description", none()),
        ("head_title", title.into()),
        ("sensitive", false.into()),
        ("kind", kind.into()),
        ("url", view.href(address).into()),
        ("permalink", view.full(address).into()),
        ("canonical", if is_nowhere { none() } else { view.full(address).into() }),
        ("content", none()),
        ("content_lang", language_value(view, language)),
        ("is_fallback", false.into()),
        ("is_draft_translation", false.into()),
        ("is_outdated", false.into()),
        ("shows_source", false.into()),
        ("replaced_by", none()),
        ("toc", empty()),
        ("show_toc", false.into()),
        ("date", none()),
        ("updated", none()),
        ("checked_on", none()),
        ("review_by", none()),
        ("icon", none()),
        ("indexed", (view.site.edition.indexed && !is_nowhere).into()),
        ("translations", translations.into()),
        ("alternates", if is_nowhere { empty() } else { alternates.into() }),
        ("breadcrumbs", empty()),
        ("parent", none()),
        ("previous", none()),
        ("next", none()),
        ("pages", empty()),
        ("subsections", empty()),
        ("terms", Map::new().into()),
        ("extra", Map::new().into()),
        ("document", none()),
        ("shelf", none()),
    ])
}

/// What every template gets: the language, the site, and one page.
pub(super) fn context(
    renderer: &Renderer,
    language: LanguageId,
    here: Option<PageId>,
    page: impl Into<Value>,
) -> Context {
    let view = renderer.view;
    let shared = renderer.furniture.of(view, language);
    let mut site = shared.site.clone();
    site.insert("menus".into(), menus(view, shared, here));
    let mut context = Context::new();
    context.insert_value("lang", shared.lang.clone());
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
    let languages: Vec<Value> = site.language_ids().map(|id| language_value(view, id)).collect();
    let sections: Vec<Reading> = site
        .home()
        .map(|home| view.read(home, language).children())
        .unwrap_or_default()
        .into_iter()
        .filter(|child| child.node().kind == NodeKind::Section)
        .collect();
    let links: Map = site
        .config
        .links
        .iter()
        .filter_map(|(name, link)| {
            let item = menu_item(view, language, link)?;
            Some((
                name.clone().into(),
                map([("url", item.url.into()), ("title", item.title.into()), ("lang", item.lang.into())]).into(),
            ))
        })
        .collect();
    let menus =
        site.config.menus.iter().map(|(name, links)| {
            (name.clone(), links.iter().filter_map(|link| menu_item(view, language, link)).collect())
        });
    Shared {
        title: title.clone(),
        lang: language_value(view, language),
        menus: menus.collect(),
        site: map([
            ("title", title.into()),
            ("description", description.into()),
            ("base_url", site.edition.base_url.as_str().into()),
            ("base_path", site.edition.base_path().into()),
            ("edition", site.edition.name.as_str().into()),
            ("indexed", site.edition.indexed.into()),
            ("home_url", view.href(&format!("{prefix}/")).into()),
            ("search_index", site.search_index(language).map(|address| view.href(&address)).into()),
            ("changes_url", DataFile::Changes.address_in(site).map(|address| view.href(address)).into()),
            ("feed_url", site.has_feeds.then(|| view.href(&format!("{prefix}/atom.xml"))).into()),
            ("languages", languages.into()),
            ("links", links.into()),
            ("contacts", contacts(view, language)),
            ("sections", list(&sections)),
        ]),
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
            above.contains(&page) && (Some(page) == here || view.site.page(page).kind != NodeKind::Home)
        });
        map([
            ("url", item.url.as_str().into()),
            ("title", item.title.as_str().into()),
            ("current", current.into()),
            ("lang", item.lang.clone().into()),
        ])
        .into()
    };
    let menus = shared
        .menus
        .iter()
        .map(|(name, items)| (name.clone().into(), Value::from(items.iter().map(item).collect::<Vec<Value>>())));
    menus.collect::<Map>().into()
}

fn contacts(view: View, language: LanguageId) -> Value {
    let contacts = view.site.records.contacts.iter().map(|contact| {
        let (words, own) = contact.words(language);
        let lang = (!own).then(|| language_value(view, view.site.default_language));
        let number = contact.number.as_ref();
        let routes: Vec<Value> = words.routes.iter().map(|route| route.as_str().into()).collect();
        let value = map([
            ("id", contact.id.as_str().into()),
            ("name", words.name.as_deref().into()),
            ("display", number.map(|number| number.display.as_str()).into()),
            ("tel", number.map(|number| format!("tel:{}", number.digits)).into()),
            ("purpose", words.purpose.as_deref().into()),
            ("hours", words.hours.as_deref().into()),
            ("cost", words.cost.as_deref().into()),
            ("languages", words.languages.as_deref().into()),
            ("routes", routes.into()),
            ("website", contact.website.as_deref().into()),
            ("group", contact.group.as_str().into()),
            ("lang", lang.into()),
            ("checked_on", contact.provenance.checked_on.map(|date| date_value(view, language, date)).into()),
        ]);
        (contact.id.clone().into(), value.into())
    });
    contacts.collect::<Map>().into()
}

/// The page's title with the site's, or the neutral one alone.
fn head_title(renderer: &Renderer, reading: Reading) -> String {
    let own = reading.head_title();
    if reading.is_sensitive() || reading.node().kind == NodeKind::Home {
        return own.to_owned();
    }
    let shared = renderer.furniture.of(reading.view, reading.language);
    if shared.title.is_empty() { own.to_owned() } else { format!("{own} – {}", shared.title) }
}

fn kind(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Home => "home",
        NodeKind::Section => "section",
        NodeKind::Page => "page",
    }
}

fn translations(reading: Reading) -> Value {
    let view = reading.view;
    let node = reading.node();
    let all =
        view.site.language_ids().map(|id| translation(view, id, node.address(id), reading.language, !node.has(id)));
    all.collect::<Vec<Value>>().into()
}

fn translation(view: View, id: LanguageId, address: &str, reader: LanguageId, is_fallback: bool) -> Value {
    let language = view.site.language(id);
    map([
        ("tag", language.tag.as_str().into()),
        ("dir", language.direction.as_str().into()),
        ("name", language.name.as_str().into()),
        ("url", view.href(address).into()),
        ("current", (id == reader).into()),
        ("is_fallback", is_fallback.into()),
    ])
    .into()
}

/// The languages that really have the page, for search engines. `x-default` is the page of languages for the home
/// page, and the source for all others.
fn alternates(reading: Reading) -> Value {
    let view = reading.view;
    let node = reading.node();
    if reading.is_fallback() {
        return Vec::<Value>::new().into();
    }
    let entry =
        |tag: &str, address: &str| -> Value { map([("tag", tag.into()), ("url", view.full(address).into())]).into() };
    let own = view.site.language_ids().filter(|id| node.has(*id));
    let mut all: Vec<Value> = own.map(|id| entry(view.site.language(id).tag.as_str(), node.address(id))).collect();
    if all.len() > 1 {
        all.push(entry("x-default", &default_address(view, reading.page)));
    }
    all.into()
}

/// The address that serves readers of any language.
pub fn default_address(view: View, page: PageId) -> String {
    let node = view.site.page(page);
    if node.kind == NodeKind::Home
        && let Some(chooser) = view.site.linked_page("languages")
    {
        return view.site.page(chooser).address(view.site.default_language).to_string();
    }
    node.address(node.source).to_string()
}

/// The headings as nested lists.
fn toc(reading: Reading) -> Value {
    // One whose words are all struck out has no name.
    let named = reading.headings().iter().enumerate().filter(|(_, heading)| !heading.text.trim().is_empty());
    let headings: Vec<(usize, &Heading)> = named.collect();
    nest(reading, &headings)
}

fn nest(reading: Reading, headings: &[(usize, &Heading)]) -> Value {
    let Some(level) = headings.iter().map(|(_, heading)| heading.level).min() else {
        return Vec::<Value>::new().into();
    };
    let mut items: Vec<Value> = Vec::new();
    let mut rest = headings;
    while let Some(((ordinal, heading), after)) = rest.split_first() {
        let inner = after.iter().position(|(_, heading)| heading.level <= level).unwrap_or(after.len());
        let anchor = reading.anchor(*ordinal as u16).unwrap_or(&heading.anchor);
        items.push(
            map([
                ("url", format!("#{anchor}").into()),
                ("title", heading.text.as_str().into()),
                ("level", i64::from(heading.level).into()),
                ("children", nest(reading, &after[..inner])),
            ])
            .into(),
        );
        rest = &after[inner..];
    }
    Value::from(items)
}

/// A link with the title in the language that the reader finds there; `lang` is empty where that is their own.
fn link_to(reading: &Reading) -> Value {
    map([
        ("url", reading.href().into()),
        ("title", reading.short_title().into()),
        ("lang", other_language(reading).into()),
    ])
    .into()
}

fn other_language(reading: &Reading) -> Option<Value> {
    reading.is_fallback().then(|| language_value(reading.view, reading.text_language))
}

fn list(readings: &[Reading]) -> Value {
    let items = readings.iter().map(|reading| -> Value {
        let view = reading.view;
        let date = reading.inherited(|front| front.date).map(|date| date_value(view, reading.language, date));
        map([
            ("url", reading.href().into()),
            ("title", reading.title().into()),
            ("description", reading.front().description.as_deref().into()),
            ("date", date.into()),
            ("icon", reading.inherited(|front| front.icon.as_deref()).into()),
            ("is_fallback", reading.is_fallback().into()),
            ("lang", language_value(view, reading.text_language)),
        ])
        .into()
    });
    items.collect::<Vec<Value>>().into()
}

pub(super) fn terms_of(reading: Reading) -> Value {
    let view = reading.view;
    let mut by_taxonomy = Map::new();
    for (taxonomy, _, names) in &reading.node().source_front().taxonomies {
        let Some(index) = view.site.config.taxonomies.iter().position(|known| known.name == *taxonomy) else {
            continue;
        };
        let mut terms: Vec<TermId> = Vec::new();
        for (name, _) in names {
            let term = view.site.term_by_slug(index as u16, &crate::text::slug(name));
            terms.extend(term.filter(|term| !terms.contains(term)));
        }
        let terms: Vec<Value> = terms.into_iter().map(|term| term_value(view, term, reading.language)).collect();
        by_taxonomy.insert(taxonomy.clone().into(), terms.into());
    }
    by_taxonomy.into()
}

fn term_value(view: View, id: TermId, language: LanguageId) -> Value {
    let term = &view.site.terms[id.0 as usize];
    map([
        ("name", term.name.as_str().into()),
        ("url", view.href(&crate::site::term_address(view.site, id, language)).into()),
        ("count", (term.pages.iter().filter(|page| view.site.page(**page).has(language)).count() as i64).into()),
    ])
    .into()
}

pub(super) fn extra(reading: Reading) -> Value {
    match reading.inherited(|front| front.extra.as_ref()) {
        Some(extra) => Value::try_from_serializable(extra).unwrap_or_else(|_| Map::new().into()),
        None => Map::new().into(),
    }
}

pub(super) fn language_value(view: View, id: LanguageId) -> Value {
    let language = view.site.language(id);
    map([
        ("tag", language.tag.as_str().into()),
        ("dir", language.direction.as_str().into()),
        ("name", language.name.as_str().into()),
    ])
    .into()
}

pub(super) fn date_value(view: View, language: LanguageId, date: Date) -> Value {
    map([("iso", date.to_string().into()), ("text", view.date(language, date).into())]).into()
}

pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Map {
    entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
}
