use super::context::default_address;
use super::html::escape;
use crate::site::PageId;
use crate::view::{View, encoded};
use std::fmt::Write;

/// Writes the sitemap: every page in every language that it really has, with its other languages.
///
/// Sensitive pages are listed: they must be found. Source: sitemaps.org 0.9, and hreflang in sitemaps.
pub fn sitemap(view: View) -> String {
    let site = view.site;
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    if !site.edition.indexed {
        out.push_str("</urlset>\n");
        return out;
    }
    let mut order: Vec<PageId> = (0..site.pages.len() as u32).map(PageId).collect();
    order.retain(|page| site.page(*page).source_front().replaced_by.is_none());
    order
        .sort_by(|a, b| site.page(*a).address(site.default_language).cmp(site.page(*b).address(site.default_language)));
    for page in order {
        let node = site.page(page);
        let alternates = alternates(view, page);
        for language in site.language_ids().filter(|id| node.has(*id)) {
            out.push_str("<url><loc>");
            address(view, node.address(language), &mut out);
            out.push_str("</loc>");
            let reading = view.read(page, language);
            if let Some(date) = reading.inherited(|front| front.updated).or(reading.inherited(|front| front.date)) {
                let _ = write!(out, "<lastmod>{date}</lastmod>");
            }
            out.push_str(&alternates);
            out.push_str("</url>\n");
        }
    }
    out.push_str("</urlset>\n");
    out
}

fn alternates(view: View, page: PageId) -> String {
    let node = view.site.page(page);
    let languages: Vec<_> = view.site.language_ids().filter(|id| node.has(*id)).collect();
    if languages.len() < 2 {
        return String::new();
    }
    let mut out = String::new();
    for language in languages {
        link(view, view.site.language(language).tag.as_str(), node.address(language), &mut out);
    }
    link(view, "x-default", &default_address(view, page), &mut out);
    out
}

fn link(view: View, tag: &str, to: &str, out: &mut String) {
    let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"");
    address(view, to, out);
    out.push_str("\"/>");
}

fn address(view: View, to: &str, out: &mut String) {
    escape(&view.site.edition.base_url, out);
    escape(&encoded(to), out);
}
