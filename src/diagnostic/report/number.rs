//! Messages about telephone numbers, in the text and in what is published.

use super::{error, excerpt, excerpt_long};
use crate::diagnostic::{Diagnostic, Place};

/// A telephone number typed into text.
pub fn typed_number(place: Place, written: &str, id: Option<&str>) -> Diagnostic {
    let hint = match id {
        Some(id) => format!("write {{{{ number(id=\"{id}\") }}}} instead"),
        None => "add the number to content/contacts.toml and show it with {{ number(id=\"…\") }}".to_owned(),
    };
    error(place, "typed-number", format!("the telephone number `{written}` is typed by hand"), hint)
}

/// A number that belongs to no record.
pub fn unknown_number(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a telephone number, and no shown contact has it", excerpt(written));
    error(place, "unknown-number", message, "add it to content/contacts.toml and show it from there, or remove it")
}

/// A link that shows another number than it dials.
pub fn number_mismatch(place: Place, shown: &str, dialled: &str) -> Diagnostic {
    let message = format!("this link shows `{}` and dials `{}`", excerpt(shown), excerpt(dialled));
    error(
        place,
        "number-mismatch",
        message,
        "take both from one contact: `display` inside the link, `tel` as its address",
    )
}

/// A number whose groups could change places.
pub fn number_not_isolated(place: Place, shown: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    error(place, "number-not-isolated", message, "write <bdi dir=\"ltr\"> around the number inside the link")
}

/// The same of a number without a link.
pub fn shown_number_not_isolated(place: Place, shown: &str, id: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    let hint =
        format!("show it with {{{{ number(id=\"{id}\") }}}}, or write <bdi dir=\"ltr\"> around it in a template");
    error(place, "number-not-isolated", message, hint)
}

/// A number in other digits.
pub fn native_digits(place: Place, shown: &str) -> Diagnostic {
    let message = format!("`{}` is not written in the digits 0 to 9", excerpt(shown));
    error(place, "native-digits", message, "write it in 0-9: telephones show no others")
}

/// A number that a translation leaves out.
pub fn number_missing(place: Place, written: &str) -> Diagnostic {
    let message = format!("the source shows `{written}`, and this translation does not");
    error(place, "number-missing", message, "show it here, too: every language gives the same numbers")
}

/// A number that only a translation has.
pub fn number_added(place: Place, written: &str) -> Diagnostic {
    let message = format!("this translation shows `{written}`, and its source does not");
    error(place, "number-added", message, "add it to the source, or remove it: every language gives the same numbers")
}

/// Hours that no record knows.
pub fn unproved_hours(place: Place) -> Diagnostic {
    let message = "`24/7` is said of no contact in its record";
    error(
        place,
        "unproved-hours",
        message,
        "remove it, or have the hours confirmed and write them in content/contacts.toml",
    )
}

/// A text on the forbidden list.
pub fn forbidden_text(place: Place, text: &str, reason: &str) -> Diagnostic {
    let message = format!("`{}` must not occur: {}", excerpt(text), excerpt_long(reason));
    error(place, "forbidden-text", message, "remove it; the list is content/forbidden.toml")
}

/// A number on the forbidden list.
pub fn forbidden_number(place: Place, written: &str, reason: &str) -> Diagnostic {
    let message = format!("the number `{}` must not occur: {}", excerpt(written), excerpt_long(reason));
    error(place, "forbidden-number", message, "remove it; the list is content/forbidden.toml")
}

/// An entry of the forbidden list that does not say why.
pub fn forbidden_without_reason(place: Place, text: &str) -> Diagnostic {
    let message = format!("`{}` has no reason", excerpt(text));
    error(
        place,
        "forbidden-without-reason",
        message,
        "say in quotes behind it why it must not occur, and what is right",
    )
}

/// A mobile telephone.
pub fn mobile_number(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` is a mobile telephone, which is somebody's own", excerpt(written));
    let hint = "remove it, or use the number of a service; for examples take 07700 900000 to 07700 900999";
    error(place, "mobile-number", message, hint)
}

/// A person's mailbox.
pub fn personal_mailbox(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a person's own mailbox", excerpt(written));
    let hint = "use the mailbox of a role; if this is one, add it to `mailboxes` in content/forbidden.toml";
    error(place, "personal-mailbox", message, hint)
}
