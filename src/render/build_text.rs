//! What a build is, for people: edition, program, documents, and pages in each language.
//!
//! It says nothing that is not on the site.

use crate::locale::LanguageTag;
use crate::site::Site;
use crate::view::View;
use jiff::civil::Date;
use std::fmt::Write;

/// Writes `/build.txt`: which edition this is, of which state, and what it holds; for people who want to know whether the site that
/// they see is the one that they made. In English, as staff read it.
///
/// It names no day on which it was made: the same content makes the same bytes.
pub fn build_text(view: View) -> String {
    let site = view.site;
    let mut out = format!(
        "Edition: {}\nAddress: {}/\nMade with: liberate {}\n",
        site.edition.name,
        site.edition.base_url,
        env!("CARGO_PKG_VERSION")
    );
    if let Some(day) = newest(site) {
        let _ = writeln!(out, "Newest page: {day}");
    }
    if let Some(day) = site.records.contacts.iter().filter_map(|contact| contact.provenance.checked_on).min() {
        let _ = writeln!(out, "Contacts: {}, the oldest check on {day}", site.records.contacts.len());
    }
    let _ = write!(
        out,
        "Documents: {} files\nPages: {}\n\nPages that have words of their own:\n",
        site.documents.len(),
        site.pages.len()
    );
    for id in site.language_ids() {
        let own = site.pages.iter().filter(|page| page.has(id)).count();
        let language = site.language(id);
        let tag: &LanguageTag = &language.tag;
        let _ = writeln!(out, "{own:>5}  {tag}  {}", language.name);
    }
    out
}

/// The last day that a page of the site names as that of its words or of their check.
fn newest(site: &Site) -> Option<Date> {
    let fronts = site.pages.iter().map(|page| page.source_front());
    fronts.flat_map(|front| [front.date, front.updated, front.checked_on]).flatten().filter(|day| *day <= site.at).max()
}
