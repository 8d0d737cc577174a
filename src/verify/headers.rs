//! Headers of an answer, compared with those that the site promises.
//!
//! A host may leave some out, change them, or add some that reach the reader.

use super::answer::LiveAnswer;
use super::expected::ExpectedRelease;
use crate::diagnostic::{Diagnostic, Location, report};
use std::collections::BTreeSet;

/// Headers of the transport, which every server writes as it needs them.
///
/// Source: RFC 9110, RFC 9111, RFC 9112; RFC 7838 for `Alt-Svc`.
const TRANSPORT: [&str; 23] = [
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "location",
    "server",
    "transfer-encoding",
    "vary",
    "via",
];

/// Numbers that hosts give to answers, for their own staff: they tell the reader's browser nothing and make it do nothing.
///
/// Source: answers of Netlify and Cloudflare Pages as their documentation shows them, November 2026.
const NUMBERS: [&str; 6] = ["cache-status", "cf-cache-status", "cf-ray", "x-cache", "x-nf-request-id", "x-request-id"];

/// What is wrong with the headers of an answer at an address.
pub(super) fn headers(
    release: &ExpectedRelease,
    location: &Location,
    address: &str,
    answer: &LiveAnswer,
) -> Vec<Diagnostic> {
    let mut findings = missing(release, location, address, answer);
    let promised: BTreeSet<String> =
        release.rules.headers_at(address, answer.status).iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let names: BTreeSet<String> = answer.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let is_expected = |name: &str| promised.contains(name) || TRANSPORT.contains(&name) || NUMBERS.contains(&name);
    let added = names.iter().filter(|name| !is_expected(name));
    findings.extend(added.map(|name| report::live_header_added(location.clone(), name, answer.get(name))));
    findings
}

/// Which of the promised headers are missing, doubled or different.
pub(super) fn missing(
    release: &ExpectedRelease,
    location: &Location,
    address: &str,
    answer: &LiveAnswer,
) -> Vec<Diagnostic> {
    let promised = release.rules.headers_at(address, answer.status);
    let findings = promised.iter().filter_map(|(name, value)| {
        let sent: Vec<&str> = answer.all(name).collect();
        match sent.as_slice() {
            [] => Some(report::live_header_missing(location.clone(), name)),
            [one] if bare(one) == bare(value) => None,
            [one] => Some(report::live_header_differs(location.clone(), name, one, value)),
            several => Some(report::live_header_doubled(location.clone(), name, several.len())),
        }
    });
    findings.collect()
}

/// Whether an answer has the media type that its address promises.
pub(super) fn media_type(location: &Location, answer: &LiveAnswer, wanted: &str) -> Option<Diagnostic> {
    let (sent, expected) = (bare(answer.get("content-type")), bare(wanted));
    let (kind, charset) = expected.split_once(';').unwrap_or((&expected, ""));
    let is_it = sent.split(';').next() == Some(kind) && (charset.is_empty() || sent == expected);
    (!is_it).then(|| report::live_type(location.clone(), answer.get("content-type"), wanted))
}

/// Whether caches are told that the answer depends on what the browser takes.
pub(super) fn varies(answer: &LiveAnswer) -> bool {
    let names = answer.all("vary").flat_map(|value| value.split(','));
    names.map(str::trim).any(|name| name == "*" || name.eq_ignore_ascii_case("accept-encoding"))
}

/// A value without what means nothing in it: spaces, and the case of letters.
fn bare(value: &str) -> String {
    value.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}
