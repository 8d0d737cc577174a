//! The editor's desk: every page in every language, and every problem of the site, on one page.

use super::panel::{escaped, list};
use crate::build::Snapshot;
use crate::diagnostic::Severity;
use crate::site::PageId;
use std::fmt::Write;

/// Writes the desk as HTML. All pages are made once for it, so it takes as long as a build.
pub fn desk(snapshot: &Snapshot) -> String {
    let findings = snapshot.report();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>Desk</title><style></style></head><body><main>",
    )
    .replace("<style></style>", "");
    let _ = write!(out, "<h1>Desk</h1><h2>{errors} errors, {warnings} warnings</h2>");
    out.push_str(&list(&findings, &|path| snapshot.text_of(path)));
    out.push_str("<h2>Pages</h2>");
    out.push_str(&pages(snapshot));
    out.push_str("</main></body></html>");
    out
}

/// A row for each page, a column for each language.
fn pages(snapshot: &Snapshot) -> String {
    let site = &snapshot.site;
    let mut out = String::from("<table><thead><tr><th scope=\"col\">File</th>");
    for id in site.language_ids() {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(site.language(id).tag.as_str()));
    }
    out.push_str("</tr></thead><tbody>");
    let mut order: Vec<PageId> = (0..site.pages.len() as u32).map(PageId).collect();
    order.sort_by_key(|page| &site.page(*page).key);
    for page in order {
        let node = site.page(page);
        let _ = write!(out, "<tr><th scope=\"row\">content/{}</th>", escaped(&node.key));
        for id in site.language_ids() {
            let reading = snapshot.view().read(page, id);
            let state = match () {
                () if reading.is_fallback() => "missing",
                () if reading.is_outdated() => "out of date",
                () if reading.is_draft_translation() => "draft",
                () => "there",
            };
            let _ = write!(out, "<td><a href=\"{}\">{state}</a></td>", escaped(&reading.href()));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}
