//! A comparison for people at a terminal.
//!
//! Numbers come first, then pages, critical ones before others.

use super::comparison::{ChangeCounts, ChangeKind, Comparison, NumberChange, OldAddress, PageChange, PassageChange};
use super::titled::ComparisonTitle;
use crate::text::on_terminal;
use std::fmt::Write;

/// Addresses that are named before the rest is counted.
const NAMED: usize = 3;

/// The comparison in lines.
pub fn text(title: &ComparisonTitle, comparison: &Comparison) -> String {
    let mut out = format!("{}: {}\n", title.since(), counted(&comparison.counts()));
    section(&mut out, "numbers", comparison.numbers.iter().map(number));
    let everywhere = comparison.everywhere.iter().map(|shared| {
        let critical =
            if shared.critical > 0 { format!(", {} of them critical", shared.critical) } else { String::new() };
        format!("on {} pages{critical}\n{}", shared.addresses.len(), passage(&shared.passage))
    });
    section(&mut out, "on many pages", everywhere);
    section(&mut out, "pages", comparison.pages.iter().map(page));
    if comparison.same_words > 0 {
        let _ = writeln!(out, "\n{} of other markup and the same words", pages(comparison.same_words));
    }
    if comparison.file_details > 0 {
        let _ = writeln!(out, "\n{} with other sizes or checksums of the files below", pages(comparison.file_details));
    }
    let addresses = comparison.addresses.iter().map(|change| {
        let (then, now) = (answer(change.then.as_ref()), answer(change.now.as_ref()));
        format!("{}: {then}; now {now}\n", on_terminal(&change.address))
    });
    section(&mut out, "old addresses", addresses);
    let downloads = comparison.downloads.iter().map(|change| {
        let state = |state: &Option<super::comparison::DownloadState>| match state {
            Some(state) => format!("{} bytes, SHA-256 {}", state.size, state.sha256),
            None => "none".to_owned(),
        };
        format!("{}\n    - {}\n    + {}\n", on_terminal(&change.address), state(&change.then), state(&change.now))
    });
    section(&mut out, "downloads", downloads);
    let languages =
        comparison.languages.iter().map(|change| format!("{}: {}, now {}\n", change.tag, change.then, change.now));
    section(&mut out, "pages with words of their own, by language", languages);
    if comparison.other_files > 0 {
        let _ = writeln!(out, "\n{} for browsers, robots and servers", files(comparison.other_files));
    }
    out
}

/// The numbers that change, in lines; empty if none does.
pub fn number_lines(comparison: &Comparison) -> String {
    comparison.numbers.iter().map(number).collect()
}

fn section(out: &mut String, name: &str, entries: impl ExactSizeIterator<Item = String>) {
    if entries.len() > 0 {
        let _ = writeln!(out, "\n{name}");
        for entry in entries {
            for line in entry.lines() {
                let _ = writeln!(out, "  {line}");
            }
        }
    }
}

/// How much changed, in one line.
pub fn counted(counts: &ChangeCounts) -> String {
    let ChangeCounts { numbers, new, changed, gone, same_words, downloads } = *counts;
    let plural = |number: usize, noun: &str| {
        (number > 0).then(|| format!("{number} {noun}{}", if number == 1 { "" } else { "s" }))
    };
    let parts = [
        plural(numbers, "number"),
        plural(gone, "page").map(|pages| format!("{pages} gone")),
        plural(changed, "page").map(|pages| format!("{pages} changed")),
        plural(new, "page").map(|pages| format!("{pages} new")),
        plural(same_words, "page").map(|pages| format!("{pages} of other markup")),
        plural(downloads, "download"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "readers see no change".to_owned() } else { parts.join(", ") }
}

fn pages(number: usize) -> String {
    format!("{number} page{}", if number == 1 { "" } else { "s" })
}

fn files(number: usize) -> String {
    format!("{number} file{}", if number == 1 { "" } else { "s" })
}

fn number(change: &NumberChange) -> String {
    let dials = match &change.dials {
        Some(dials) => format!(" (dials {})", on_terminal(dials)),
        None => " (not a link)".to_owned(),
    };
    let critical = if change.critical { ", critical" } else { "" };
    let mut out = format!("{}{dials}{critical}\n", on_terminal(&change.shown));
    for (what, list) in [("gone from", &change.gone_from), ("new on", &change.new_on)] {
        if !list.is_empty() {
            let _ = writeln!(out, "    {what} {}", named(list));
        }
    }
    out
}

/// The first addresses of a list, and how many more.
fn named(addresses: &[String]) -> String {
    let mut said: Vec<String> = addresses.iter().take(NAMED).map(|address| on_terminal(address).into_owned()).collect();
    if addresses.len() > NAMED {
        said.push(format!("{} more", addresses.len() - NAMED));
    }
    said.join(", ")
}

fn page(change: &PageChange) -> String {
    let critical = if change.critical { "critical, " } else { "" };
    let size = if change.kind == ChangeKind::Changed { String::new() } else { format!(", {} words", change.words) };
    let mut out = format!(
        "{} ({critical}{}{size}): {}\n",
        named(&change.addresses),
        change.kind.as_str(),
        on_terminal(&change.title)
    );
    change.passages.iter().for_each(|change| out.push_str(&passage(change)));
    out
}

fn passage(change: &PassageChange) -> String {
    let head = match &change.link {
        Some(words) => format!("    the link `{}` leads\n", on_terminal(words)),
        None => String::new(),
    };
    let line = |sign: &str, words: &Option<String>| match words {
        Some(words) => format!("    {sign} {}\n", on_terminal(words)),
        None => String::new(),
    };
    head + &line("-", &change.then) + &line("+", &change.now)
}

fn answer(answer: Option<&OldAddress>) -> String {
    match answer {
        Some(OldAddress::Leads(to)) => format!("leads to {}", on_terminal(to)),
        Some(OldAddress::Gone) => "says that it is gone".to_owned(),
        None => "is a page or file of its own, or nothing".to_owned(),
    }
}
