//! What all pages of a language share: the site, its menus and its contacts.
//!
//! Made when the first page of a language asks, then only cloned.

use super::seen::{ByName, ContactCardValues, LangValues, LinkValues, SafeHtml, SharedValue, SiteValues};
use super::server_headers::page_policy;
use super::values::{day, lang, list, other_language};
use crate::config::LinkConfig;
use crate::site::{DataFile, LanguageId, PageId, PageNodeKind, Site};
use crate::text::full_address;
use crate::view::{Reading, View, string};
use std::sync::OnceLock;
use tera::{Map, Value};

/// Values that all pages of a language share: made when the first page of that language asks, then only cloned, which
/// costs a reference count each.
pub struct Furniture {
    languages: Vec<OnceLock<Shared>>,
}

pub(super) struct Shared {
    pub(super) title: String,
    pub(super) lang: SharedValue<LangValues<'static>>,
    pub(super) site: Map,
    pub(super) menus: Vec<(String, Vec<MenuItem>)>,
}

pub(super) struct MenuItem {
    pub(super) lang: Option<SharedValue<LangValues<'static>>>,
    pub(super) page: Option<PageId>,
    pub(super) url: String,
    pub(super) title: String,
}

impl Furniture {
    /// Nothing is made yet.
    pub fn new(site: &Site) -> Self {
        Self { languages: site.languages.iter().map(|_| OnceLock::new()).collect() }
    }

    pub(super) fn of(&self, view: View, language: LanguageId) -> &Shared {
        self.languages[usize::from(language.0)].get_or_init(|| shared(view, language))
    }
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
    let seen = SiteValues {
        title: title.clone(),
        description,
        base_url: &site.edition.base_url,
        base_path: site.edition.base_path(),
        edition: &site.edition.name,
        indexed: site.edition.indexed,
        home_url: view.href(&format!("{prefix}/")),
        policy: SafeHtml(page_policy(view)),
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
