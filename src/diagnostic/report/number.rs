//! Messages about telephone numbers, in the text and in what is published.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, excerpt_long};
use crate::diagnostic::{Diagnostic, Location};

/// A telephone number typed into text.
pub fn typed_number(location: Location, written: &str, id: Option<&str>) -> Diagnostic {
    let hint = match id {
        Some(id) => format!("write {{{{ number(id=\"{id}\") }}}} instead"),
        None => "add the number to content/contacts.toml and show it with {{ number(id=\"…\") }}".to_owned(),
    };
    error(location, "typed-number", format!("the telephone number `{written}` is typed by hand"), hint)
}

/// A number that belongs to no record.
pub fn unknown_number(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a telephone number, and no shown contact has it", excerpt(written));
    error(location, "unknown-number", message, "add it to content/contacts.toml and show it from there, or remove it")
}

/// A link that shows another number than it dials.
pub fn number_mismatch(location: Location, shown: &str, dialled: &str) -> Diagnostic {
    let message = format!("this link shows `{}` and dials `{}`", excerpt(shown), excerpt(dialled));
    error(
        location,
        "number-mismatch",
        message,
        "take both from one contact: `display` inside the link, `tel` as its address",
    )
}

/// A number whose groups could change places.
pub fn number_not_isolated(location: Location, shown: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    error(location, "number-not-isolated", message, "write <bdi dir=\"ltr\"> around the number inside the link")
}

/// The same of a number without a link.
pub fn shown_number_not_isolated(location: Location, shown: &str, id: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    let hint =
        format!("show it with {{{{ number(id=\"{id}\") }}}}, or write <bdi dir=\"ltr\"> around it in a template");
    error(location, "number-not-isolated", message, hint)
}

/// A number in other digits.
pub fn native_digits(location: Location, shown: &str) -> Diagnostic {
    let message = format!("`{}` is not written in the digits 0 to 9", excerpt(shown));
    error(location, "native-digits", message, "write it in 0-9: telephones show no others")
}

/// A number that a translation leaves out.
pub fn number_missing(location: Location, written: &str) -> Diagnostic {
    let message = format!("the source shows `{written}`, and this translation does not");
    error(location, "number-missing", message, "show it here, too: every language gives the same numbers")
}

/// A number that only a translation has.
pub fn number_added(location: Location, written: &str) -> Diagnostic {
    let message = format!("this translation shows `{written}`, and its source does not");
    error(
        location,
        "number-added",
        message,
        "add it to the source, or remove it: every language gives the same numbers",
    )
}

/// Hours that no record knows.
pub fn unproved_hours(location: Location) -> Diagnostic {
    let message = "`24/7` is said of no contact in its record";
    error(
        location,
        "unproved-hours",
        message,
        "remove it, or have the hours confirmed and write them in content/contacts.toml",
    )
}

/// A text on the forbidden list.
pub fn forbidden_text(location: Location, text: &str, reason: &str) -> Diagnostic {
    let message = format!("`{}` must not occur: {}", excerpt(text), excerpt_long(reason));
    error(location, "forbidden-text", message, "remove it; the list is content/forbidden.toml")
}

/// A number on the forbidden list.
pub fn forbidden_number(location: Location, written: &str, reason: &str) -> Diagnostic {
    let message = format!("the number `{}` must not occur: {}", excerpt(written), excerpt_long(reason));
    error(location, "forbidden-number", message, "remove it; the list is content/forbidden.toml")
}

/// An entry of the forbidden list that does not say why.
pub fn forbidden_without_reason(location: Location, text: &str) -> Diagnostic {
    let message = format!("`{}` has no reason", excerpt(text));
    error(
        location,
        "forbidden-without-reason",
        message,
        "say in quotes behind it why it must not occur, and what is right",
    )
}

/// A mobile telephone.
pub fn mobile_number(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` is a mobile telephone, which is somebody's own", excerpt(written));
    let hint = "remove it, or use the number of a service; for examples take 07700 900000 to 07700 900999";
    error(location, "mobile-number", message, hint)
}

/// A person's mailbox.
pub fn personal_mailbox(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a person's own mailbox", excerpt(written));
    let hint = "use the mailbox of a role; if this is one, add it to `mailboxes` in content/forbidden.toml";
    error(location, "personal-mailbox", message, hint)
}
