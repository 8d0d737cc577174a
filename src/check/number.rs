//! Telephone numbers of finished outputs: each belongs to a record, and what people see is what the phone dials.
//!
//! Source: content brief of 2026-11-22, sections 2.3 and 12; USERS.md U02.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::rules::CheckContext;
use super::tag::OpenTag;
use super::typed_number::reported_digits;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{PhoneLike, Span, digits, find_phone_numbers, may_hold_digits};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Known numbers with fewer digits are said in sentences and in names: `999 BSL`. They have no groups that could
/// change places.
const LONG: usize = 7;

/// What was seen of them on one page.
#[derive(Default)]
pub(super) struct DialledNumbers<'h> {
    /// What the links to telephones dial.
    dialled: Vec<&'h str>,
    /// The link that has not ended: what it dials, and its tag.
    link: Option<(&'h str, &'h str)>,
    /// The parts of the block being read that are isolated, in bytes of the page's words.
    isolated: Vec<(usize, usize)>,
    /// Whether that block holds digits.
    digits: bool,
    /// For each file that was asked for, the numbers in it that have been reported.
    reported: FxHashMap<Arc<str>, BTreeSet<String>>,
}

impl<'h> DialledNumbers<'h> {
    /// Whether the page has a link that dials these digits.
    pub(super) fn dials(&self, digits: &str) -> bool {
        self.dialled.contains(&digits)
    }

    pub(super) fn start(&mut self, locator: &Locator, start: &OpenTag<'_, 'h>, findings: &mut Vec<Diagnostic>) {
        if start.element != Element::A {
            return;
        }
        let Some((scheme, rest)) = start.get(AttributeName::Href).and_then(|href| href.split_once(':')) else { return };
        if !matches!(scheme, "tel" | "sms" | "callto") {
            return;
        }
        let number = rest.split(['?', ';']).next().unwrap_or(rest);
        self.link = Some((number, start.tag.source));
        self.dialled.push(number);
        let plain = number.strip_prefix('+').unwrap_or(number);
        let records = &locator.context.view.site.records;
        if plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) || records.by_digits(plain).is_none() {
            findings.push(report::unknown_number(locator.tag(&start.tag, start.attributes), rest));
        }
    }

    /// Takes note of words that people see: `text` begins at `from`.
    pub(super) fn shown(&mut self, text: &str, from: usize, isolated: bool) {
        if !may_hold_digits(text) {
            return;
        }
        self.digits = true;
        if isolated {
            self.isolated.push((from, from + text.len()));
        }
    }

    /// The link ended; `words` is what it showed, from the byte `from` of the page's words on.
    pub(super) fn end_link(&mut self, locator: &Locator, words: &str, from: usize, findings: &mut Vec<Diagnostic>) {
        let Some((dialled, source)) = self.link.take() else { return };
        let wanted = dialled.strip_prefix('+').unwrap_or(dialled);
        let seen = digits(words);
        let at = || locator.markup(&[&format!("<{source}>"), &format!("tel:{dialled}"), ".tel }}", ".tel"]);
        if !same_number(&seen, wanted) && !shows(words, wanted) {
            findings.push(report::number_mismatch(at(), words.trim(), dialled));
        } else if !self.isolated.iter().filter(|(start, _)| *start >= from).any(|(start, end)| {
            words.get(start - from..end - from).is_some_and(|isolated| same_number(&digits(isolated), wanted))
        }) {
            findings.push(report::number_not_isolated(at(), words.trim()));
        }
    }

    /// Looks at a block of words that begins at `from`.
    pub(super) fn block(&mut self, locator: &Locator, block: &str, from: usize, findings: &mut Vec<Diagnostic>) {
        if std::mem::take(&mut self.digits) {
            let isolated = std::mem::take(&mut self.isolated);
            self.said(locator, block, Some((from, &isolated)), findings);
            self.isolated = isolated;
            self.isolated.clear();
        }
    }

    /// Whether a number was found in the file that it was typed into, and so has been reported.
    fn is_reported(&mut self, context: CheckContext, file: &Arc<str>, digits: &str) -> bool {
        let known = self.reported.entry(Arc::clone(file)).or_insert_with(|| reported_digits(context, file));
        known.contains(digits)
    }

    /// Looks at words that are shown, with those of their parts that are isolated, or only said.
    pub(super) fn said(
        &mut self,
        locator: &Locator,
        text: &str,
        shown: Option<(usize, &[(usize, usize)])>,
        findings: &mut Vec<Diagnostic>,
    ) {
        if !may_hold_digits(text) {
            return;
        }
        if text.contains("24/7") && !is_always_open(locator.context) {
            findings.push(report::unproved_hours(locator.words(&["24/7"])));
        }
        for found in find(locator.context, text) {
            let written = text.get(found.span.range()).unwrap_or_default();
            let loose = || {
                shown.is_some_and(|(from, isolated)| {
                    let (start, end) = (from + found.span.start as usize, from + found.span.end as usize);
                    !isolated.iter().any(|(from, to)| *from <= start && end <= *to)
                })
            };
            let fault: fn(Location, &str, &str) -> Diagnostic =
                match locator.context.view.site.records.by_digits(&found.digits) {
                    None => |location, written, _| report::unknown_number(location, written),
                    Some(_) if !written.is_ascii() && digits_differ(written) => {
                        |location, written, _| report::native_digits(location, written)
                    }
                    Some(_) if found.digits.len() >= LONG && loose() => report::shown_number_not_isolated,
                    Some(_) => continue,
                };
            if locator.file.is_some_and(|file| self.is_reported(locator.context, file, &found.digits)) {
                continue;
            }
            let location = locator.markup(&[written]);
            if !self.is_reported(locator.context, &location.file, &found.digits) {
                let id = locator.context.view.site.records.by_digits(&found.digits).unwrap_or_default();
                findings.push(fault(location, written, id));
            }
        }
    }
}

/// Looks at a text file that is no page. Findings point into the file.
pub(super) fn in_text(context: CheckContext, text: &str, location: &dyn Fn(Span) -> Location) -> Vec<Diagnostic> {
    let records = &context.view.site.records;
    let unknown = find(context, text).into_iter().filter(|found| records.by_digits(&found.digits).is_none());
    unknown.map(|found| report::unknown_number(location(found.span), &text[found.span.range()])).collect()
}

fn find(context: CheckContext, text: &str) -> Vec<PhoneLike> {
    find_phone_numbers(text, &|digits| context.view.site.records.by_digits(digits).is_some())
}

/// Whether the words of a link show the number that it dials, among others such as hours.
fn shows(words: &str, dialled: &str) -> bool {
    let found = find_phone_numbers(words, &|digits| digits == dialled);
    !found.is_empty() && found.iter().all(|found| same_number(&found.digits, dialled))
}

/// Whether two rows of digits reach one telephone: the national and the international form do.
fn same_number(one: &str, other: &str) -> bool {
    let national = |digits: &str| digits.strip_prefix("44").map(|rest| format!("0{}", rest.trim_start_matches('0')));
    one == other || national(one).as_deref() == Some(other) || national(other).as_deref() == Some(one)
}

fn digits_differ(written: &str) -> bool {
    written.chars().any(|character| !character.is_ascii() && !digits(character.encode_utf8(&mut [0; 4])).is_empty())
}

fn is_always_open(context: CheckContext) -> bool {
    let site = context.view.site;
    site.records.contacts.iter().any(|contact| {
        site.language_ids().any(|id| contact.words(id).0.hours.as_deref().is_some_and(|hours| hours.contains("24/7")))
    })
}
