use super::context::default_address;
use crate::site::{PageId, sitemap_part_address};
use crate::view::View;
use std::fmt::Write;

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
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    ));
    for part in 0..parts as u32 {
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", view.full(&sitemap_part_address(part)));
    }
    out.push_str("</sitemapindex>\n");
    out
}

fn list(view: View, pages: &[PageId]) -> String {
    let site = view.site;
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    ));
    for page in pages {
        let node = site.page(*page);
        let alternates = alternates(view, *page);
        for language in site.language_ids().filter(|id| node.has(*id)) {
            let _ = write!(out, "<url><loc>{}</loc>", view.full(node.address(language)));
            let reading = view.read(*page, language);
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
    let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", view.full(to));
}
