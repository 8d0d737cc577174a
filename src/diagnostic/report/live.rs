//! Messages about a live site that is not what was published. Their place is an address, not a file.
//!
//! Each is one function: an address and what was found go in, a finding with its hint comes out.

use super::wording::{error, excerpt_long, warning};
use crate::diagnostic::{Diagnostic, Location};

const WRITE_ANEW: &str =
    "write the server's configuration anew with `liberate deploy-config` and load it; then look again";
const PUBLISH_AGAIN: &str = "put the whole release there again; then look again";

/// An address that answers with another status than it has to.
pub fn live_status(location: Location, found: u16, expected: u16) -> Diagnostic {
    let (message, hint) = match (found, expected) {
        (401 | 403, _) => (
            format!("the host answers {found}: it lets nobody in without a password"),
            "look from where readers of this edition look, or let this computer in",
        ),
        (404 | 410, 200) => (format!("the host answers {found}, and the release has something there"), PUBLISH_AGAIN),
        (200, 404) => ("there is nothing here, and the host answers 200".to_owned(), WRITE_ANEW),
        (200, 410) => ("this is gone for good, and the host answers 200 instead of 410".to_owned(), WRITE_ANEW),
        (_, 301) => (format!("this address has to lead on with 301, and the host answers {found}"), WRITE_ANEW),
        _ => (format!("the host answers {found} instead of {expected}"), WRITE_ANEW),
    };
    error(location, "live-status", message, hint)
}

/// An address that did not answer.
pub fn live_no_answer(location: Location, why: &str) -> Diagnostic {
    let message = format!("there was no answer: {}", excerpt_long(why));
    error(location, "live-no-answer", message, "look again later; if it stays so, look at the server's own log")
}

/// A file whose bytes are not those of the release.
pub fn live_changed(location: Location, coding: Option<&str>, found: usize, expected: u64) -> Diagnostic {
    let what = match coding {
        None => "this is not what the release has here".to_owned(),
        Some(coding) => format!("sent as `{coding}`, this is not what the release has here"),
    };
    error(location, "live-changed", format!("{what}: {found} bytes, not {expected}, or other ones"), PUBLISH_AGAIN)
}

/// A file of the release at the address of another one.
pub fn live_other_file(location: Location, other: &str) -> Diagnostic {
    let message = format!("what is here belongs to `{}`", excerpt_long(other));
    error(location, "live-changed", message, PUBLISH_AGAIN)
}

/// Something that was put into a page on the way.
pub fn live_element_added(location: Location, tag: &str) -> Diagnostic {
    let message = format!("the host puts `<{}>` into the page", excerpt_long(tag));
    let hint = "turn off what adds it at the host: optimisation, analytics, protection of addresses";
    error(location, "live-element-added", message, hint)
}

/// A header that is not sent.
pub fn live_header_missing(location: Location, name: &str) -> Diagnostic {
    error(location, "live-header", format!("the header `{name}` is missing"), WRITE_ANEW)
}

/// A header with another value.
pub fn live_header_differs(location: Location, name: &str, found: &str, expected: &str) -> Diagnostic {
    let message = format!("`{name}` is `{}`, not `{}`", excerpt_long(found), excerpt_long(expected));
    error(location, "live-header", message, WRITE_ANEW)
}

/// A header that is sent several times.
pub fn live_header_doubled(location: Location, name: &str, times: usize) -> Diagnostic {
    let hint = "let it be written in one place: the configuration of the site, or that of the whole server";
    error(location, "live-header", format!("`{name}` is sent {times} times"), hint)
}

/// A header that the site does not ask for.
pub fn live_header_added(location: Location, name: &str, value: &str) -> Diagnostic {
    let message = format!("the host adds the header `{name}`: `{}`", excerpt_long(value));
    let hint = "turn it off at the host: readers must be given nothing to keep, and report nothing";
    error(location, "live-header-added", message, hint)
}

/// A media type that is not the one of the file.
pub fn live_type(location: Location, found: &str, expected: &str) -> Diagnostic {
    let message = match found {
        "" => format!("there is no type, and it has to be `{expected}`"),
        found => format!("the type is `{}`, not `{expected}`", excerpt_long(found)),
    };
    error(location, "live-type", message, WRITE_ANEW)
}

/// A page of the server's in the wrong language.
pub fn live_language(location: Location, found: &str, expected: &str) -> Diagnostic {
    let message =
        format!("readers get `{}` here, and it has to be `{expected}`, in their own language", excerpt_long(found));
    error(location, "live-language", message, WRITE_ANEW)
}

/// A redirect that leads elsewhere.
pub fn live_redirect(location: Location, found: &str, expected: &str) -> Diagnostic {
    let message =
        format!("this leads to `{}`, and has to lead to `{}` with TLS", excerpt_long(found), excerpt_long(expected));
    error(location, "live-redirect", message, WRITE_ANEW)
}

/// A host that answers without TLS with something else than the way to TLS.
pub fn live_without_tls(location: Location, found: u16) -> Diagnostic {
    let message = format!("without TLS the host answers {found} instead of leading to `https://`");
    error(location, "live-without-tls", message, "let the host lead everything on to `https://`, for good")
}

/// Something that nobody may be sent.
pub fn live_hidden(location: Location, found: u16) -> Diagnostic {
    let message = format!("everybody can read this: the host answers {found}");
    error(
        location,
        "live-hidden",
        message,
        "serve the folder of the release and nothing beside it; then write the configuration anew",
    )
}

/// A page that no release has any more.
pub fn live_left_over(location: Location) -> Diagnostic {
    let message = "the release no longer has this, and the host still shows it".to_owned();
    warning(
        location,
        "live-left-over",
        message,
        "remove it from the host; on one that keeps old files, a day after publishing",
    )
}

/// An answer that is not compressed although the release holds it compressed.
pub fn live_not_compressed(location: Location, coding: &str, found: &str) -> Diagnostic {
    let message = match found {
        "" => format!("the release has this compressed as `{coding}`, and the host sends it as it is"),
        found => format!("asked for `{coding}`, the host sends `{}`", excerpt_long(found)),
    };
    error(location, "live-compression", message, WRITE_ANEW)
}

/// An answer that caches would give to browsers that cannot read it.
pub fn live_without_vary(location: Location) -> Diagnostic {
    let message = "`Vary: Accept-Encoding` is missing, so a cache may give this to a browser that cannot read it";
    error(location, "live-compression", message, WRITE_ANEW)
}

/// An answer that nobody can decode.
pub fn live_not_readable(location: Location, coding: &str) -> Diagnostic {
    let message = format!("what is sent as `{}` cannot be decoded", excerpt_long(coding));
    error(location, "live-compression", message, PUBLISH_AGAIN)
}

/// A head that is not that of the answer.
pub fn live_head(location: Location, status: u16, length: &str) -> Diagnostic {
    let message =
        format!("asked for the head alone, the host answers {status} with the length `{}`", excerpt_long(length));
    error(location, "live-request", message, WRITE_ANEW)
}

/// A part that is not the one that was asked for.
pub fn live_part(location: Location, status: u16) -> Diagnostic {
    let message =
        format!("asked for a part, the host answers {status} with other bytes: a download that broke off begins anew");
    error(location, "live-request", message, "let the host answer requests for ranges, as servers of files do")
}

/// A host that sends again what a browser has already.
pub fn live_unchanged(location: Location, status: u16) -> Diagnostic {
    let message = format!("asked whether anything has changed, the host answers {status} instead of 304");
    error(location, "live-request", message, "let the host answer by the tag that it sends itself, or send none")
}
