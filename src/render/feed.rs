//! Feeds: news of a language, and the frame that other feeds share.
//!
//! Pages go in, Atom comes out. Source: RFC 4287.

use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, PageId};
use crate::text::Xml;
use crate::view::{Reading, View, string};
use std::cmp::Reverse;

/// Writes the Atom feed of a language: its newest pages that have a date, newest first.
///
/// Source: RFC 4287. Times are the start of the page's day, as pages have no time.
pub fn atom(view: View, language: LanguageId, diagnostics: &mut Vec<Diagnostic>) -> String {
    let site = view.site;
    let tag = site.language(language).tag.as_str();
    let prefix = &site.language(language).prefix;
    let (own, home) = (view.full(&format!("{prefix}/atom.xml")), view.full(&format!("{prefix}/")));
    let entries = newest(view, language);
    let updated = entries.iter().filter_map(changed).max().unwrap_or_else(|| newest_anywhere(view));
    let title = string(view, language, "site.title", &[], diagnostics);
    feed(tag, |xml| {
        element(xml, "title", &title);
        link(xml, "self", "application/atom+xml", &own);
        link(xml, "alternate", "text/html", &home);
        element(xml, "id", &own);
        element(xml, "updated", &updated);
        author(xml, &title);
        entries.iter().for_each(|one| entry(xml, |xml| of_page(xml, one)));
    })
}

fn of_page(xml: &mut Xml, page: &Reading) {
    let address = page.permalink();
    element(xml, "title", page.head_title());
    element(xml, "updated", &changed(page).unwrap_or_default());
    link(xml, "alternate", "text/html", &address);
    element(xml, "id", &address);
    if let Some(description) = page.front().description.as_deref().filter(|_| !page.is_sensitive()) {
        element(xml, "summary", description);
    }
}

fn newest(view: View, language: LanguageId) -> Vec<Reading> {
    let mut dated: Vec<(Reverse<jiff::civil::Date>, &str, PageId)> = view
        .site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.has(language) && page.source_front().is_news())
        .filter_map(|(index, page)| Some((Reverse(page.source_front().date?), page.key.as_ref(), PageId(index as u32))))
        .collect();
    dated.sort();
    dated.truncate(view.site.config.feed_limit);
    dated.into_iter().map(|(_, _, page)| view.read(page, language)).collect()
}

/// The time of a feed without entries. That of the build would be another one each day, for the same feed.
fn newest_anywhere(view: View) -> String {
    let news = view.site.pages.iter().map(|page| page.source_front()).filter(|front| front.is_news());
    let newest = news.filter_map(|front| front.date).max().unwrap_or(view.site.at);
    format!("{newest}T00:00:00Z")
}

fn changed(entry: &Reading) -> Option<String> {
    let date = entry.inherited(|front| front.updated).or_else(|| entry.inherited(|front| front.date))?;
    Some(format!("{date}T00:00:00Z"))
}

/// A whole feed in a language.
pub(super) fn feed(tag: &str, inside: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml::document();
    xml.tag("feed").attr("xmlns", "http://www.w3.org/2005/Atom").attr("xml:lang", tag).with(|xml| {
        xml.line(0);
        inside(xml);
    });
    xml.line(0);
    xml.finish()
}

/// An entry.
pub(super) fn entry(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.tag("entry").with(|xml| {
        xml.line(0);
        inside(xml);
    });
    xml.line(0);
}

/// An element with a text.
pub(super) fn element(xml: &mut Xml, name: &'static str, text: &str) {
    xml.tag(name).text(text);
    xml.line(0);
}

/// A link of a media type.
pub(super) fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) {
    xml.tag("link").attr("rel", rel).attr("type", kind).attr("href", href).empty();
    xml.line(0);
}

/// Whose feed it is.
pub(super) fn author(xml: &mut Xml, name: &str) {
    xml.tag("author").with(|xml| xml.tag("name").text(name));
    xml.line(0);
}
