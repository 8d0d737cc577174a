//! Messages about what keeps readers safe: the exit, promises, words that must never appear.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt};
use crate::diagnostic::{Diagnostic, Location};

/// No exit on a page.
pub fn exit_missing(location: Location) -> Diagnostic {
    let hint =
        "show the link `site.links.exit` at the top of every page, or remove `exit` from the [links] in liberate.toml";
    error(location, "exit-missing", "a page has no link to leave the site quickly", hint)
}

/// More than one exit on a page.
pub fn exit_repeated(location: Location) -> Diagnostic {
    let hint = "keep the one at the top: two buttons make people stop and think";
    error(location, "exit-repeated", "a page has more than one link to where the exit leads", hint)
}

/// An exit that comes too late.
pub fn exit_late(location: Location) -> Diagnostic {
    let hint = "only the link to the main text may come before it";
    error(location, "exit-late", "the exit is not the first or second thing that the keyboard reaches", hint)
}

/// An exit in another language.
pub fn exit_label(location: Location, wanted: &str, found: &str) -> Diagnostic {
    let message = format!("the exit says `{}` where this language says `{}`", excerpt(found), excerpt(wanted));
    error(location, "exit-label", message, "show the string `exit.label` in it and nothing else")
}

/// An exit that leads nowhere safe.
pub fn exit_address(location: Location, to: &str) -> Diagnostic {
    let message = format!("the exit cannot lead to `{}`", excerpt(to));
    error(location, "exit-address", message, "name a neutral site of others with its full https address")
}

/// No link to the page about safety.
pub fn safety_link_missing(location: Location) -> Diagnostic {
    let hint = "show `site.links.safety` on every page, or remove `safety` from the [links] in liberate.toml";
    error(location, "safety-link-missing", "a page has no link to the page about safety", hint)
}

/// No number for danger.
pub fn emergency_missing(location: Location) -> Diagnostic {
    let hint = "show the number of a contact with group = \"danger\" on every page, such as in the footer";
    error(location, "emergency-missing", "a page has no number to call in danger", hint)
}

/// A title that tells what a sensitive page is about.
pub fn title_not_neutral(location: Location, title: &str, own: Option<&str>) -> Diagnostic {
    let message = match own {
        Some(_) => format!("`{}` tells what this sensitive page is about", excerpt(title)),
        None => format!("this page is sensitive, and tabs and history would show `{}`", excerpt(title)),
    };
    let hint = "write neutral_title = \"…\" in this language, such as \"Help and advice\"";
    error(location, "title-not-neutral", message, hint)
}

/// A description of a sensitive page that is not the neutral one.
pub fn sensitive_preview(location: Location) -> Diagnostic {
    let hint =
        "where `page.sensitive` is true, say t(key=\"page.neutral\") or nothing; that string must not tell either";
    error(
        location,
        "sensitive-preview",
        "a sensitive page gives previews a description that may tell what it is about",
        hint,
    )
}

/// Words that promise too much.
pub fn false_promise(location: Location, words: &str) -> Diagnostic {
    let hint = "say what is shared and with whom, and what leaving does not do";
    error(location, "false-promise", format!("`{}` promises what nobody can keep", excerpt(words)), hint)
}
