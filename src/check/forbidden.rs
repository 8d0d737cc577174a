//! Texts that must never occur, anywhere: retired numbers and domains, people's own mailboxes and mobiles.
//!
//! The list is `content/forbidden.toml`: people who edit the site keep it, with a reason for each entry, and it is the
//! only file that is not searched. Mailboxes that look like a person's, and mobiles outside Ofcom's range for drama,
//! are found without a list. Source: content brief of 2026-11-22, sections 2.3 and 8.

use crate::config::{Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{Data, Source, Sources};
use crate::text::{Span, WordSearch, digits, find_phone_numbers, is_reference};
use std::ops::Range;
use std::sync::Arc;

/// Where the list is.
pub const FILE: &str = "content/forbidden.toml";

/// Fewer digits are no telephone number that could be on the list.
const SHORTEST: usize = 9;
/// Digits and separators that a number takes at most: 15 digits, each with a separator of up to three bytes.
const LONGEST: usize = 60;

/// The list, ready to search with.
pub(super) struct Forbidden {
    search: WordSearch,
    texts: Vec<(String, String)>,
    /// Digits and reasons.
    numbers: Vec<(String, String)>,
    /// Mailboxes of roles whose names look like a person's; small letters.
    mailboxes: Vec<String>,
    findings: Vec<Diagnostic>,
}

enum Hit<'a> {
    Text(&'a str, &'a str),
    Number(&'a str),
    Mobile,
    Mailbox,
}

impl Forbidden {
    /// Reads the list; a site without one forbids no texts of its own.
    pub(super) fn new(sources: &Sources) -> Self {
        let file: Arc<str> = Arc::from(FILE);
        let mut findings = Vec::new();
        let text = sources.get(FILE).and_then(|source| source.text()).map_or("", |text| text);
        let table = parse_toml(&file, text, 0, &mut findings);
        let mut fields = Fields::new(&table, &file, 0, Span::default());
        let mut entries = |name| -> Vec<(String, String)> {
            let Some(mut table) = fields.table(name) else { return Vec::new() };
            let entries = table.named_texts().into_iter().map(|(key, span, mut reasons)| {
                let reason = reasons.pop().map(|(reason, _)| reason).unwrap_or_default();
                if reason.trim().is_empty() {
                    findings.push(report::forbidden_without_reason(Location::at(&file, span), &key));
                }
                (key, reason)
            });
            let entries = entries.collect();
            table.finish_open(&mut findings);
            entries
        };
        let (texts, numbers) = (entries("texts"), entries("numbers"));
        let mailboxes = fields.texts("mailboxes").into_iter().map(|mailbox| mailbox.to_lowercase()).collect();
        fields.finish(&mut findings);
        Self {
            search: WordSearch::new(texts.iter().map(|(text, _)| text.as_str())),
            numbers: numbers.into_iter().map(|(number, reason)| (digits(&number), reason)).collect(),
            texts,
            mailboxes,
            findings,
        }
    }

    /// What is wrong with the list itself.
    pub(super) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Looks at a file as it is on disk, whether or not anything shows it.
    pub(super) fn in_source(&self, source: &Source) -> Vec<Diagnostic> {
        let text = match &source.data {
            _ if source.path.as_ref() == FILE => return Vec::new(),
            Data::Text(text) | Data::BadText(text, _) => text.as_ref(),
            Data::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => text,
                Err(_) => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let mut findings = Vec::new();
        self.search(text, &mut |range, hit| {
            let location = Location::at(&source.path, Span::from(range.clone()));
            findings.push(finding(location, &text[range], hit));
        });
        findings
    }

    /// Looks at the texts and mailboxes of a finished page; `locate` finds where words of it were written.
    pub(super) fn in_page(&self, html: &str, locate: &dyn Fn(&str) -> Location) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        self.search_words(html, &mut |range, hit| {
            let written = &html[range];
            findings.push(finding(locate(written), written, hit));
        });
        findings
    }

    /// Everything in `text` that must not be there.
    fn search<'s>(&'s self, text: &'s str, found: &mut dyn FnMut(Range<usize>, Hit<'s>)) {
        self.search_words(text, found);
        for (range, number) in long_numbers(text) {
            if let Some((_, reason)) = self.numbers.iter().find(|(forbidden, _)| is_number(&number, forbidden)) {
                found(range, Hit::Number(reason));
            } else if is_mobile(&number) && !is_reference(text, range.start) {
                found(range, Hit::Mobile);
            }
        }
    }

    /// Texts of the list and mailboxes.
    fn search_words<'s>(&'s self, text: &'s str, found: &mut dyn FnMut(Range<usize>, Hit<'s>)) {
        for (index, range) in self.search.find(text) {
            let (forbidden, reason) = &self.texts[index];
            found(range, Hit::Text(forbidden, reason));
        }
        for range in mailboxes(text) {
            let mailbox = &text[range.clone()];
            if looks_personal(mailbox) && !self.mailboxes.contains(&mailbox.to_lowercase()) {
                found(range, Hit::Mailbox);
            }
        }
    }
}

fn finding(location: Location, written: &str, hit: Hit) -> Diagnostic {
    match hit {
        Hit::Text(forbidden, reason) => report::forbidden_text(location, forbidden, reason),
        Hit::Number(reason) => report::forbidden_number(location, written, reason),
        Hit::Mobile => report::mobile_number(location, written),
        Hit::Mailbox => report::personal_mailbox(location, written),
    }
}

/// Where `name@domain.end` is.
fn mailboxes(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    text.match_indices('@').filter_map(|(at, _)| {
        let name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+');
        let start = at - bytes[..at].iter().rev().take_while(|byte| name(byte)).count();
        let domain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let end = at + 1 + bytes[at + 1..].iter().take_while(|byte| domain(byte)).count();
        let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-']).len();
        let whole = start < at && is_mail_domain(&text[at + 1..end]);
        whole.then_some(start..end)
    })
}

/// Whether mail could go there: its last label is a word, and its first no version or size, as in `htmx.org@1.9.6` and
/// `logo.small@2x.png`. Names that are reserved for examples reach nobody. Source: RFC 2606, section 3.
fn is_mail_domain(domain: &str) -> bool {
    let mut labels = domain.split('.');
    let first = labels.next().unwrap_or_default();
    let Some(last) = labels.next_back() else { return false };
    let is_version = first.trim_end_matches('x').bytes().all(|byte| byte.is_ascii_digit());
    let is_word = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let lower = domain.to_ascii_lowercase();
    let is_reserved = |name: &str| lower == name || lower.ends_with(&format!(".{name}"));
    is_word && !is_version && !["example.com", "example.net", "example.org"].into_iter().any(is_reserved)
}

/// Two names before the sign, or an initial and a name: `first.last@`, `f.last@`.
fn looks_personal(mailbox: &str) -> bool {
    let name = mailbox.split('@').next().unwrap_or_default();
    let parts: Vec<&str> = name.split(['.', '_']).collect();
    parts.len() >= 2
        && parts.iter().all(|part| {
            let letters = part.trim_end_matches(|last: char| last.is_ascii_digit());
            !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        })
        && parts.iter().any(|part| part.len() > 1)
}

/// Numbers of nine digits or more that begin with `0` or `+`, with their places.
///
/// A first look by bytes leaves out nearly all: this runs over every file of the site.
fn long_numbers(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut done = 0;
    // Two searches for one byte each are several times as fast as one for two.
    text.match_indices('0').chain(text.match_indices('+')).filter_map(move |(at, sign)| {
        let joined = at > 0
            && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'.' | b'/' | b'_' | b'+' | b'-'));
        let seen = sign == "0" && at < done;
        if joined || seen || !has_digits(&bytes[at + 1..], SHORTEST - 1) {
            return None;
        }
        let mut end = (at + LONGEST).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let found = find_phone_numbers(&text[at..end], &|_| false).into_iter().next()?;
        let range = at + found.span.start as usize..at + found.span.end as usize;
        if sign == "0" {
            done = range.end;
        }
        Some((range, found.digits))
    })
}

/// Whether that many digits follow with no more than two other bytes between them.
fn has_digits(bytes: &[u8], wanted: usize) -> bool {
    let (mut digits, mut gap) = (0, 0);
    for byte in bytes {
        if byte.is_ascii_digit() {
            digits += 1;
            gap = 0;
            if digits >= wanted {
                return true;
            }
        } else {
            gap += 1;
            // A space that does not break takes two bytes, narrow ones take three.
            if gap > 3 || byte.is_ascii_alphabetic() {
                return false;
            }
        }
    }
    false
}

fn is_number(found: &str, forbidden: &str) -> bool {
    found == forbidden || found.strip_prefix("44").is_some_and(|rest| forbidden.strip_prefix('0') == Some(rest))
}

/// Source: Ofcom, numbers for drama use: 07700 900000 to 900999 reach nobody.
fn is_mobile(digits: &str) -> bool {
    let national = digits.strip_prefix("44").map_or(digits.strip_prefix('0'), Some);
    national.is_some_and(|rest| rest.len() == 10 && rest.starts_with('7') && !rest.starts_with("7700900"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let list = "[texts]\n\"old.example\" = \"closed\"\n[numbers]\n\"0121 496 0999\" = \"retired\"\n";
        let list = format!("mailboxes = [\"slavery.team@council.example\"]\n{list}");
        let forbidden = Forbidden::new(&Sources::new(vec![Source::from_bytes(FILE, list.into_bytes())]));
        assert!(forbidden.findings.is_empty(), "{:?}", forbidden.findings);
        let mut found = Vec::new();
        forbidden.search(text, &mut |range, _| found.push(&text[range]));
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn forbidden_texts_are_found() {
        check("see https://www.old.example/ or OLD.EXAMPLE", &["old.example", "OLD.EXAMPLE"]);
        check(
            "ring 0121 496 0999, (0121) 4960999 or +44 121 496 0999",
            &["0121 496 0999", "0121) 4960999", "+44 121 496 0999"],
        );
        check("07911 123456 and +447911123456", &["07911 123456", "+447911123456"]);
        check(
            "jane.doe@council.example, J.Doe2@police.example",
            &["jane.doe@council.example", "J.Doe2@police.example"],
        );
    }

    #[test]
    fn the_rest_is_left_alone() {
        check("ring 0121 496 0000 or 07700 900123", &[]);
        check("htmx.org@1.9.6 react.dom@18.2.0-rc.1 logo.small@2x.png a.b@v1.x", &[]);
        check("first.last@example.com, first.last@mail.example.org, @example.com, user@host, @first.last", &[]);
        check("https://shop.example/book/07911123456/ and https://shop.example/?isbn=07911123456", &[]);
        check("ISBN 0791112345, case number 07911 123456", &[]);
        check("help@council.example, slavery.team@council.example, @/help.md, a@b", &[]);
        check("2026-07-11 12:30, M0 0 07 67 89 0 0 07", &[]);
        check("<path d=\"M07 11 22 33 44 55l0 0a7 7 0 0 1 14 0v11 0 0 1\"/>", &[]);
    }
}
