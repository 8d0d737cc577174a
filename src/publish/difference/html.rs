//! A comparison as one HTML file for sign-off: it loads nothing, runs nothing, prints, and says every text in its own language.
//!
//! What was and what is are told apart by words and by strokes, not by colour alone.

use super::comparison::{
    AddressChange, Comparison, DownloadChange, DownloadState, LanguageChange, NumberChange, OldAddress, PageChange,
    PassageChange, SharedChange,
};
use super::text::counted;
use super::titled::ComparisonTitle;
use crate::locale::LanguageTag;
use crate::text::escaped_html;
use crate::translation::{ComparedSide, compare_words};
use std::fmt::Write;

/// Bytes of a passage that is compared word by word: far more than any has that people write.
const WORDS_COMPARED: usize = 20_000;

const STYLE: &str = "\
body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
h1,h2,h3{line-height:1.25;break-after:avoid}h2{margin-top:2rem;border-bottom:2px solid #111}h3{margin-bottom:.25rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;padding:.35rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
dl.change{margin:.5rem 0 1rem;padding-inline-start:.75rem;border-inline-start:.25rem solid #555;break-inside:avoid}
dl.change dt{font-size:.875rem;font-weight:bold}dl.change dd{margin:0 0 .25rem;overflow-wrap:anywhere}
del{text-decoration:line-through;background:#fbe3e0}ins{text-decoration:underline;background:#e0f2e3}
.critical{display:inline-block;border:2px solid #111;padding:0 .4rem;font-weight:bold}
.address{overflow-wrap:anywhere}.sign td{height:2.5rem}
@media print{body{max-width:none;padding:0}}
";

/// The comparison as a whole file.
pub fn html(title: &ComparisonTitle, comparison: &Comparison) -> String {
    let name = format!("What changes in the edition “{}”", title.edition);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escaped_html(&name)
    );
    let _ = writeln!(
        out,
        "<p>{} of {}, made for {}, {}.</p>\n<p>{}.</p>",
        escaped_html(&title.edition),
        escaped_html(&title.base_url),
        title.at,
        escaped_html(&title.since()),
        escaped_html(&counted(&comparison.counts()))
    );
    section(&mut out, "Telephone numbers", &comparison.numbers, numbers);
    section(&mut out, "On many pages", &comparison.everywhere, |list| list.iter().map(shared).collect());
    section(&mut out, "Pages", &comparison.pages, |list| list.iter().map(page).collect());
    if comparison.same_words > 0 {
        let _ = writeln!(out, "<p>Pages of other markup and the same words: {}.</p>", comparison.same_words);
    }
    if comparison.file_details > 0 {
        let _ = writeln!(
            out,
            "<p>Pages with other sizes or checksums of the files below: {}.</p>",
            comparison.file_details
        );
    }
    section(&mut out, "Old addresses", &comparison.addresses, addresses);
    section(&mut out, "Downloads", &comparison.downloads, downloads);
    section(&mut out, "Languages", &comparison.languages, languages);
    if comparison.other_files > 0 {
        let _ = writeln!(out, "<p>Files for browsers, robots and servers that differ: {}.</p>", comparison.other_files);
    }
    let _ = writeln!(
        out,
        "<h2>Seen</h2>\n<p>This is the change <strong>{}</strong>. Any other change has another sign.</p>\n\
         <table class=\"sign\"><thead><tr><th scope=\"col\">Role</th><th scope=\"col\">Day</th><th scope=\"col\">Agreed</th></tr></thead>\
         <tbody><tr><td></td><td></td><td></td></tr></tbody></table>\n</main>\n</body>\n</html>",
        ComparisonTitle::mark(&comparison.fingerprint)
    );
    out
}

fn section<T>(out: &mut String, name: &str, list: &[T], body: impl FnOnce(&[T]) -> String) {
    if !list.is_empty() {
        let _ = writeln!(out, "<h2>{name}</h2>\n{}", body(list));
    }
}

/// A table whose cells are HTML.
fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("<table><thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table>"
}

fn numbers(list: &[NumberChange]) -> String {
    let row = |change: &NumberChange| {
        let critical = if change.critical { " <span class=\"critical\">critical</span>" } else { "" };
        vec![
            format!("<bdi dir=\"ltr\">{}</bdi>{critical}", escaped_html(&change.shown)),
            change
                .dials
                .as_deref()
                .map_or("not a link".to_owned(), |dials| format!("<bdi dir=\"ltr\">{}</bdi>", escaped_html(dials))),
            address_list(&change.gone_from),
            address_list(&change.new_on),
        ]
    };
    table(&["Number as it is read", "It dials", "Gone from", "New on"], list.iter().map(row))
}

fn address_list(addresses: &[String]) -> String {
    let said: Vec<String> =
        addresses.iter().map(|address| format!("<span class=\"address\">{}</span>", escaped_html(address))).collect();
    said.join(", ")
}

fn shared(change: &SharedChange) -> String {
    let critical = if change.critical > 0 { format!(", {} of them critical", change.critical) } else { String::new() };
    format!("<h3>{} pages{critical}</h3>\n{}", change.addresses.len(), passage(&change.passage))
}

fn page(change: &PageChange) -> String {
    let critical = if change.critical { " <span class=\"critical\">critical</span>" } else { "" };
    let title = quoted("bdi", &change.language, &escaped_html(&change.title));
    let mut out =
        format!("<h3>{title}, {}{critical}</h3>\n<p>{}</p>\n", change.kind.as_str(), address_list(&change.addresses));
    if change.passages.is_empty() {
        let _ = writeln!(out, "<p>{} words</p>", change.words);
    }
    change.passages.iter().for_each(|change| out.push_str(&passage(change)));
    out
}

fn passage(change: &PassageChange) -> String {
    let mut out = String::from("<dl class=\"change\">");
    if let Some(words) = &change.link {
        let _ = write!(out, "<dt>Where this link leads</dt>{}", quoted("dd", &change.language, &escaped_html(words)));
    }
    let is_short = |text: &&String| text.len() <= WORDS_COMPARED;
    let both = change.then.as_ref().filter(is_short).zip(change.now.as_ref().filter(is_short));
    let compared = both.map(|(then, now)| compare_words(then, now)).filter(|_| change.link.is_none());
    for (name, text, mark, side) in
        [("Then", &change.then, "del", ComparedSide::Then), ("Now", &change.now, "ins", ComparedSide::Now)]
    {
        let Some(text) = text else { continue };
        let words = match &compared {
            Some(pieces) => marked(pieces, side, mark),
            None => format!("<{mark}>{}</{mark}>", escaped_html(text)),
        };
        let language = if change.link.is_some() { "" } else { &change.language };
        let _ = write!(out, "<dt>{name}</dt>{}", quoted("dd", language, &words));
    }
    out + "</dl>\n"
}

/// One side of two texts, with what the other lacks marked.
fn marked(pieces: &[(ComparedSide, String)], side: ComparedSide, mark: &str) -> String {
    let mut out = String::new();
    for (of, words) in pieces {
        match of {
            ComparedSide::Both => out.push_str(&escaped_html(words)),
            own if *own == side => {
                let _ = write!(out, "<{mark}>{}</{mark}>", escaped_html(words));
            }
            _ => {}
        }
    }
    out
}

/// An element with words of another language, in their direction.
fn quoted(element: &str, language: &str, html: &str) -> String {
    match LanguageTag::parse(language) {
        Some(tag) => format!("<{element} lang=\"{tag}\" dir=\"{}\">{html}</{element}>", tag.direction().as_str()),
        None => format!("<{element} dir=\"auto\">{html}</{element}>"),
    }
}

fn addresses(list: &[AddressChange]) -> String {
    let answer = |answer: &Option<OldAddress>| match answer {
        Some(OldAddress::Leads(to)) => format!("leads to <span class=\"address\">{}</span>", escaped_html(to)),
        Some(OldAddress::Gone) => "says that it is gone".to_owned(),
        None => "a page or file of its own, or nothing".to_owned(),
    };
    let row = |change: &AddressChange| {
        vec![address_list(std::slice::from_ref(&change.address)), answer(&change.then), answer(&change.now)]
    };
    table(&["Address", "Then", "Now"], list.iter().map(row))
}

fn downloads(list: &[DownloadChange]) -> String {
    let state = |state: &Option<DownloadState>| match state {
        Some(state) => format!("{} bytes, SHA-256 {}", state.size, state.sha256),
        None => "none".to_owned(),
    };
    let row = |change: &DownloadChange| {
        vec![address_list(std::slice::from_ref(&change.address)), state(&change.then), state(&change.now)]
    };
    table(&["Address", "Then", "Now"], list.iter().map(row))
}

fn languages(list: &[LanguageChange]) -> String {
    let row =
        |change: &LanguageChange| vec![escaped_html(&change.tag), change.then.to_string(), change.now.to_string()];
    table(&["Language", "Pages with words of their own then", "Now"], list.iter().map(row))
}
