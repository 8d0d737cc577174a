//! What the preview adds to a page: the list of its problems, and the script that reloads it.
//!
//! Everything is between two comments right before the end of the page, so that the rest is what will be published.

use crate::diagnostic::{Diagnostic, ListedFinding, Severity, TextOf, count_of, gathered, locate, same_in};
use crate::site::Route;
use crate::snapshot::Snapshot;
use crate::text::{ContentCoding, encode_path, escaped_html};
use std::fmt::Write;

/// Findings that are listed over a page; nobody reads more at once.
const MOST_SHOWN: usize = 50;

/// Where a page would be if its template worked.
pub const EMPTY_PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>This page cannot be \
shown yet</title></head><body><main><h1>This page cannot be shown yet</h1><p>The list below says why.</p></main></body></html>";

/// Reloads the page when its bytes have changed. Closed while the page is hidden: browsers open only six connections
/// to one server.
pub const SCRIPT: &str = include_str!("preview.js");

/// How the problems look, whatever the site's own styles are.
pub const STYLE: &str = "\
#liberate-bar{all:initial;display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;box-sizing:border-box;padding:.5rem 1.25rem;\
background:#fff;color:#1a1a1a;border-block-start:2px solid #0d504e;font:.875rem/1.5 system-ui,sans-serif;direction:ltr}\
#liberate-bar a{color:#0d504e;text-decoration:underline;padding-block:.4rem}\
#liberate-bar .edit{font-weight:700}\
@media print{#liberate-bar{display:none}}\
#liberate-problems{all:initial;position:fixed;inset-inline:0;inset-block-end:0;z-index:2147483647;max-height:60vh;overflow:auto;\
box-sizing:border-box;padding:.75rem 1.25rem;background:#fff;color:#1a1a1a;border-block-start:.4rem solid #8a6d00;\
font:1rem/1.5 system-ui,sans-serif;direction:ltr;text-align:left;box-shadow:0 -2px 24px #0004}\
#liberate-problems.errors{border-color:#b00020}\
#liberate-problems *{font:inherit;color:inherit;margin:0}\
#liberate-problems summary{font-weight:700;cursor:pointer;display:list-item}\
#liberate-problems ol{padding:0;margin:.75rem 0 0;list-style:none}\
#liberate-problems li{display:block;margin-block-end:1rem;padding-block-start:.75rem;border-block-start:1px solid #ccc}\
#liberate-problems .what{font-weight:700}\
#liberate-problems .where{font-family:ui-monospace,monospace;font-size:.875rem;color:#444}\
#liberate-problems pre{display:block;font-family:ui-monospace,monospace;font-size:.875rem;background:#f3f1ec;padding:.5rem .75rem;\
margin-block:.35rem;white-space:pre-wrap;overflow-wrap:anywhere}\
#liberate-problems a{text-decoration:underline}\
@media print{#liberate-problems{display:none}}";

/// The bar on a page: the way to edit it, what is wrong with it, what it weighs, and its other languages. Where the desk is, the script
/// knows; without it the link leads to where that is said.
pub fn bar(snapshot: &Snapshot, route: Route, findings: &[Diagnostic], body: &[u8]) -> String {
    let Route::Page(page, language) = route else { return String::new() };
    let view = snapshot.view();
    let reading = view.read(page, language);
    let file = escaped_html(&encode_path(&reading.content().file));
    let mut out = format!(
        "<nav id=\"liberate-bar\" lang=\"en\" dir=\"ltr\" aria-label=\"Preview\"><a class=\"edit\" href=\"/_liberate/\" data-to=\"page/{file}\">Edit this page</a>"
    );
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning")];
    let said = counts.map(|(severity, noun)| (count_of(findings, severity), noun));
    let said: Vec<String> =
        said.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| number(*count, noun)).collect();
    let said = if said.is_empty() { "nothing wrong".to_owned() } else { said.join(", ") };
    let weight = ContentCoding::Gzip.encode(body).map_or(body.len(), |small| small.len());
    let _ = write!(out, "<span>{said}</span><span>{}.{} kB</span>", weight / 1000, weight % 1000 / 100);
    let site = &snapshot.site;
    for other in site.language_ids().filter(|other| *other != language) {
        let reading = view.read(page, other);
        if !reading.is_fallback() {
            let tag = escaped_html(site.language(other).tag.as_str());
            let _ = write!(
                out,
                "<a href=\"{}\" lang=\"{tag}\">{}</a>",
                escaped_html(&reading.href()),
                escaped_html(&site.language(other).name)
            );
        }
    }
    out.push_str("</nav>");
    out
}

/// The list of problems as HTML; empty if there are none.
pub fn panel(findings: &[Diagnostic], text_of: TextOf) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let errors = count_of(findings, Severity::Error);
    let warnings = count_of(findings, Severity::Warning);
    let (class, open) = if errors > 0 { ("errors", " open") } else { ("warnings", "") };
    let mut out =
        format!("<aside id=\"liberate-problems\" class=\"{class}\" lang=\"en\" dir=\"ltr\"><details{open}><summary>");
    let _ = write!(out, "{}", heading(errors, warnings));
    out.push_str("</summary>");
    out.push_str(&list(findings.iter(), MOST_SHOWN, text_of));
    out.push_str("</details></aside>");
    out
}

/// Findings as a list in HTML, errors first: what, where, the line, what to do next. What is the same in many places is one entry; of
/// more than `most` the others are counted.
pub fn list<'a>(findings: impl Iterator<Item = &'a Diagnostic>, most: usize, text_of: TextOf) -> String {
    let mut out = String::from("<ol>");
    let entries = gathered(findings);
    for entry in entries.iter().take(most) {
        item(&mut out, entry, text_of);
    }
    let others: usize = entries.iter().skip(most).map(|entry| 1 + entry.others.len()).sum();
    if others > 0 {
        let _ = write!(out, "<li><div class=\"what\">and {}</div></li>", number(others, "other"));
    }
    out.push_str("</ol>");
    out
}

/// A number with its noun.
pub fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn heading(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, warnings) => format!("{} on this page", number(warnings, "warning")),
        (errors, 0) => format!(
            "{} on this page: it would not be published; you see its last good version",
            number(errors, "error")
        ),
        (errors, warnings) => format!(
            "{} and {} on this page: it would not be published; you see its last good version",
            number(errors, "error"),
            number(warnings, "warning")
        ),
    }
}

fn item(out: &mut String, entry: &ListedFinding, text_of: TextOf) {
    let finding = entry.first;
    let located = locate(finding, text_of);
    let location = &finding.location.file;
    let _ =
        write!(out, "<li><div class=\"what\">{}: {}</div>", finding.severity.as_str(), escaped_html(&finding.message));
    let (line, column) = (located.position.line, located.position.column);
    let _ = write!(out, "<div class=\"where\">{}, line {line}, column {column}</div>", escaped_html(location));
    if !located.excerpt.text.trim().is_empty() {
        let _ = write!(out, "<pre dir=\"auto\">{}</pre>", escaped_html(&located.excerpt.text));
    }
    if !entry.others.is_empty() {
        let _ = write!(out, "<div class=\"where\">{}</div>", escaped_html(&same_in(&entry.others, text_of)));
    }
    let _ = write!(out, "<div class=\"next\">Next: {}</div></li>", escaped_html(&finding.hint));
}

/// What the preview's pages may do more than the release's: the reload stream is the only difference.
pub const OPENED: &str = "; connect-src 'self'";

/// Puts panel and script before the end of the page, and lets what the page says about itself, its `policy`, permit them.
pub fn insert(page: &[u8], policy: &str, panel: &str, etag: &str) -> Vec<u8> {
    let own = page.windows(policy.len()).position(|window| window == policy.as_bytes());
    let opened = own.map(|at| at + policy.len()).map(|at| [&page[..at], OPENED.as_bytes(), &page[at..]].concat());
    let page = opened.as_deref().unwrap_or(page);
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    // The bar is on every page, the list of problems on some.
    let style = if panel.is_empty() { "" } else { "<link rel=\"stylesheet\" href=\"/_liberate/preview.css\">" };
    let added = format!(
        "<!-- preview -->{style}{panel}<script src=\"/_liberate/preview.js\" data-etag=\"{}\"></script><!-- /preview -->",
        escaped_html(etag)
    );
    [&page[..at], added.as_bytes(), &page[at..]].concat()
}
