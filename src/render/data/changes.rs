use super::Page;
use crate::diagnostic::Diagnostic;
use crate::render::feed::element;
use crate::site::DataFile;
use crate::text::escaped_html;
use crate::view::{View, advice, headline, string};

/// Newest entries that the feed holds.
const LIMIT: usize = 50;

/// Writes what changed in contacts as an Atom feed, the newest first, in English as staff read it.
///
/// It says which facts changed and leads to the card, never what they were before: nobody should find an old number.
///
/// Source: RFC 4287. Times are the start of the day on which the site was published.
pub(super) fn changes(view: View, diagnostics: &mut Vec<Diagnostic>) -> String {
    let site = view.site;
    let own = view.full(DataFile::Changes.address());
    let title = string(view, site.default_language, "site.title", &[], diagnostics);
    let page = Page::of_all_languages(view).into_iter().next();
    let newest = || site.records.contacts.iter().filter_map(|contact| contact.provenance.checked_on).max();
    let updated = site.contact_changes.last().map(|change| change.on).or_else(newest).unwrap_or(site.at);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
    element(&mut out, "title", &format!("{title}: changes of contacts"));
    out.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escaped_html(&own)));
    element(&mut out, "id", &own);
    element(&mut out, "updated", &format!("{updated}T00:00:00Z"));
    out.push_str(&format!("<author><name>{}</name></author>\n", escaped_html(&title)));
    for change in site.contact_changes.iter().rev().take(LIMIT) {
        let contact = site.records.contacts.iter().find(|contact| contact.id == change.id);
        let card = contact.and_then(|contact| page.as_ref()?.address_of(contact));
        out.push_str("<entry>\n");
        element(&mut out, "title", &headline(change));
        element(&mut out, "updated", &format!("{}T00:00:00Z", change.on));
        element(&mut out, "id", &format!("{own}#{}-{}-{}", change.on, change.publication, change.id));
        if let Some(card) = card {
            out.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escaped_html(&card)));
        }
        element(&mut out, "summary", advice(change));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}
