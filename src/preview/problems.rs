//! All problems of a site, and every page in every language, a bounded number of them at a time: for whoever has no way to the desk.
//!
//! A snapshot and what is known of its problems go in, one page of HTML comes out. Nothing can be changed there.

use super::cached_snapshot::{CachedSnapshot, Survey};
use super::panel::{list, number};
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::PageId;
use crate::snapshot::Snapshot;
use crate::text::escaped_html as escaped;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt::Write;

/// Findings on one view. More than anybody mends before looking again.
const MOST_FINDINGS: usize = 200;

/// Pages on one view: the rows of a table that a browser shows at once, with a column for each of a dozen languages.
const MOST_PAGES: usize = 500;

/// Where it is.
pub const PROBLEMS: &str = "/_liberate/";

/// How to get to the desk from here.
const HINT: &str = "<p>To edit the site, open the desk: its address is in the window in which the program runs.</p>";

/// Which part of them is asked for.
#[derive(Default)]
pub struct Wanted {
    /// Findings of this kind alone.
    kind: Option<String>,
    /// Pages behind this file.
    after: Option<String>,
}

impl Wanted {
    /// Reads the query of the address.
    pub fn of(query: Option<&str>) -> Self {
        let value = |name: &str| {
            let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
            Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
        };
        Self { kind: value("kind"), after: value("after") }
    }
}

/// Writes them as HTML, with what is known of the site by now. An open page of them is told of later edits like any page.
pub fn problems(standing: &CachedSnapshot, survey: &Survey, wanted: &Wanted) -> String {
    let snapshot = &standing.snapshot;
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>All problems</title>",
    );
    if !survey.is_done {
        out.push_str("<script defer src=\"/_liberate/desk.js\"></script>");
    }
    let _ = write!(out, "</head><body><main><h1>All problems</h1>{HINT}{}", heading(survey));
    out.push_str(&kinds(survey, wanted));
    out.push_str(&findings(snapshot, survey, wanted));
    out.push_str("<h2>Pages</h2>");
    out.push_str(&pages(snapshot, wanted));
    let number = standing.number;
    let _ = write!(out, "</main><script src=\"/_liberate/preview.js\" data-etag=\"{number}\"></script></body></html>");
    out
}

fn heading(survey: &Survey) -> String {
    let count = |severity: Severity| {
        let counts = survey.counts.iter().filter(|((of, _), _)| *of == severity);
        counts.map(|(_, count)| count).sum()
    };
    let found = format!("{}, {}", number(count(Severity::Error), "error"), number(count(Severity::Warning), "warning"));
    if survey.is_done {
        return format!("<h2>{found}</h2>");
    }
    let Survey { made, all, .. } = survey;
    let again = format!("<p><a href=\"{PROBLEMS}\">Look again</a></p>");
    let done = if *all == 0 { String::new() } else { format!("{made} of {all} are done, with ") };
    format!("<h2>Looking at all pages: {done}{found} so far</h2>{again}")
}

/// How many findings there are of each kind, most first, once there are more than one view shows.
fn kinds(survey: &Survey, wanted: &Wanted) -> String {
    let total: usize = survey.counts.values().sum();
    if total <= MOST_FINDINGS && wanted.kind.is_none() {
        return String::new();
    }
    let mut kinds: Vec<_> = survey.counts.iter().collect();
    kinds.sort_by_key(|((severity, _), count)| (*severity, std::cmp::Reverse(**count)));
    let mut out = String::from("<ul>");
    for ((severity, code), count) in kinds {
        let severity = severity.as_str();
        let _ = write!(out, "<li>{severity} <a href=\"{PROBLEMS}?kind={code}\">{code}</a>: {count}</li>");
    }
    let _ = write!(out, "<li><a href=\"{PROBLEMS}\">all kinds</a></li></ul>");
    out
}

fn findings(snapshot: &Snapshot, survey: &Survey, wanted: &Wanted) -> String {
    let is_wanted = |finding: &&Diagnostic| wanted.kind.as_ref().is_none_or(|kind| finding.code == kind);
    list(survey.findings.iter().filter(is_wanted), MOST_FINDINGS, &|path| snapshot.text_of(path))
}

/// A row for each page, a column for each language.
fn pages(snapshot: &Snapshot, wanted: &Wanted) -> String {
    let site = &snapshot.site;
    let mut out = String::from("<table><thead><tr><th scope=\"col\">File</th>");
    for id in site.language_ids() {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(site.language(id).tag.as_str()));
    }
    out.push_str("</tr></thead><tbody>");
    let mut order: Vec<PageId> = (0..site.pages.len() as u32).map(PageId).collect();
    order.sort_by_key(|page| &site.page(*page).key);
    let begin = wanted
        .after
        .as_ref()
        .map_or(0, |after| order.partition_point(|page| site.page(*page).key.as_ref() <= after.as_str()));
    let shown = &order[begin..order.len().min(begin + MOST_PAGES)];
    for page in shown {
        row(&mut out, snapshot, *page);
    }
    out.push_str("</tbody></table>");
    if shown.len() < order.len() {
        let (from, to, all) = (begin + 1, begin + shown.len(), order.len());
        let _ = write!(out, "<p>Files {from} to {to} of {all}. <a href=\"{PROBLEMS}\">The first</a>");
        if let Some(last) = shown.last().filter(|_| to < all) {
            let last = utf8_percent_encode(&site.page(*last).key, NON_ALPHANUMERIC);
            let _ = write!(out, " <a href=\"{PROBLEMS}?after={last}\">The next</a>");
        }
        out.push_str("</p>");
    }
    out
}

fn row(out: &mut String, snapshot: &Snapshot, page: PageId) {
    let site = &snapshot.site;
    let _ = write!(out, "<tr><th scope=\"row\">content/{}</th>", escaped(&site.page(page).key));
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

/// Shows more of the site's problems while they are found. The server answers when all is known, or after some seconds.
pub const SCRIPT: &str = r#""use strict";
(() => {
  const look = () => {
    const ask = new XMLHttpRequest();
    ask.responseType = "document";
    ask.onload = () => {
      const now = ask.response && ask.response.querySelector("main");
      const more = ask.response && ask.response.querySelector("script[defer]");
      if (now) document.querySelector("main").replaceWith(document.adoptNode(now));
      if (more) look();
    };
    ask.open("GET", "/_liberate/now" + location.search);
    ask.send();
  };
  look();
})();
"#;
