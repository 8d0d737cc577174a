use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, PageId};
use crate::text::escaped_html;
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
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{tag}\">\n"));
    element(&mut out, "title", &title);
    out.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n"));
    out.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n"));
    element(&mut out, "id", &own);
    element(&mut out, "updated", &updated);
    out.push_str(&format!("<author><name>{}</name></author>\n", escaped_html(&title)));
    for entry in entries {
        let link = entry.permalink();
        out.push_str("<entry>\n");
        element(&mut out, "title", entry.head_title());
        element(&mut out, "updated", &changed(&entry).unwrap_or_default());
        out.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escaped_html(&link)));
        element(&mut out, "id", &link);
        if let Some(description) = entry.front().description.as_deref().filter(|_| !entry.is_sensitive()) {
            element(&mut out, "summary", description);
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
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

/// An element with a text.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", escaped_html(text)));
}
