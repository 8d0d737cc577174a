//! The list of addresses for search engines.
//!
//! Pages that may be listed go in, XML comes out, in parts where one file would be too large.

use super::values::default_address;
use crate::site::{PageId, sitemap_part_address};
use crate::text::Xml;
use crate::view::View;

/// Source: sitemaps.org, protocol 0.9.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Writes the sitemap: every page in every language that it really has, with its other languages; or, where one list may not hold
/// them all, the list of these lists.
///
/// Sensitive pages are listed: they must be found. Source: sitemaps.org 0.9, and hreflang in sitemaps.
pub fn sitemap(view: View) -> String {
    match view.site.sitemap.as_slice() {
        [all] => list(view, all),
        parts => index(view, parts.len()),
    }
}

/// Writes one of several lists, by its position among them.
pub fn part(view: View, index: u32) -> String {
    list(view, &view.site.sitemap[index as usize])
}

fn index(view: View, parts: usize) -> String {
    let mut xml = Xml::document();
    xml.tag("sitemapindex").attr("xmlns", NAMESPACE).with(|xml| {
        xml.line(0);
        for part in 0..parts as u32 {
            let address = view.full(&sitemap_part_address(part));
            xml.tag("sitemap").with(|xml| xml.tag("loc").text(&address));
            xml.line(0);
        }
    });
    xml.line(0);
    xml.finish()
}

fn list(view: View, pages: &[PageId]) -> String {
    let mut xml = Xml::document();
    let root = xml.tag("urlset").attr("xmlns", NAMESPACE);
    root.attr("xmlns:xhtml", "http://www.w3.org/1999/xhtml").with(|xml| {
        xml.line(0);
        pages.iter().for_each(|page| entries(view, *page, xml));
    });
    xml.line(0);
    xml.finish()
}

/// A page in every language that it has.
fn entries(view: View, page: PageId, xml: &mut Xml) {
    let (site, node) = (view.site, view.site.page(page));
    let alternates = alternates(view, page);
    for language in site.language_ids().filter(|id| node.has(*id)) {
        xml.tag("url").with(|xml| {
            xml.tag("loc").text(&view.full(node.address(language)));
            let reading = view.read(page, language);
            if let Some(date) = reading.inherited(|front| front.updated).or(reading.inherited(|front| front.date)) {
                xml.tag("lastmod").text(&date.to_string());
            }
            xml.append(&alternates);
        });
        xml.line(0);
    }
}

fn alternates(view: View, page: PageId) -> Xml {
    let node = view.site.page(page);
    let languages: Vec<_> = view.site.language_ids().filter(|id| node.has(*id)).collect();
    let mut xml = Xml::default();
    if languages.len() < 2 {
        return xml;
    }
    for language in languages {
        link(view, view.site.language(language).tag.as_str(), node.address(language), &mut xml);
    }
    link(view, "x-default", &default_address(view, page), &mut xml);
    xml
}

fn link(view: View, tag: &str, to: &str, xml: &mut Xml) {
    xml.tag("xhtml:link").attr("rel", "alternate").attr("hreflang", tag).attr("href", view.full(to)).empty();
}
