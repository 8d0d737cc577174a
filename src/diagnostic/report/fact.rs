//! Messages about facts: their records, and pages that show them.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A fact with two values or none.
pub fn fact_value_unclear(location: Location, has_both: bool) -> Diagnostic {
    let message = if has_both {
        "this fact has a `number` and a `value`".to_owned()
    } else {
        "this fact has neither `number` nor `value`".to_owned()
    };
    let hint = "write `number` for a number, such as number = 23411, or `value` for words";
    error(location, "fact-value-unclear", message, hint)
}

/// The date of a source that is none.
pub fn bad_source_date(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` is no date of a source", excerpt(written));
    error(location, "bad-source-date", message, "write 2026-11-22, or in quotes \"2026-11\" or \"2026\"")
}

/// A fact that was checked too long ago.
pub fn fact_expired(location: Location, id: &str, checked: &str, days: i64) -> Diagnostic {
    let message = format!("fact `{id}` was last checked on {checked}, more than {days} days ago");
    warning(
        location,
        "fact-expired",
        message,
        "look for a newer figure at its source, then set `checked_on` to that day",
    )
}

/// A fact that nobody has checked.
pub fn fact_unchecked(location: Location, id: &str) -> Diagnostic {
    let message = format!("fact `{id}` has no `checked_on`");
    warning(location, "fact-unchecked", message, "compare it with its source, then set `checked_on` to that day")
}

/// A fact that does not exist.
pub fn unknown_fact(location: Location, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "look up the id in content/facts.toml");
    error(location, "unknown-fact", format!("unknown fact `{}`", excerpt(id)), hint)
}

/// A fact that exists but is not shown.
pub fn hidden_fact(location: Location, id: &str, why: &str) -> Diagnostic {
    let hint = "use another fact, or have this one confirmed first";
    error(location, "hidden-fact", format!("fact `{id}` cannot be shown here: {why}"), hint)
}

/// A fact whose source and date the page does not show.
pub fn fact_without_source(location: Location, id: &str) -> Diagnostic {
    let hint = format!("add ({{{{ fact_source(id=\"{id}\") }}}}) behind the sentence");
    let message = format!("this page shows fact `{id}` without its source and date");
    error(location, "fact-without-source", message, hint)
}

/// A big number that is neither typed nor a fact, or both.
pub fn big_value_unclear(location: Location) -> Diagnostic {
    let hint = "write {% big(fact=\"id-of-the-fact\") %}, or `value` for what is no fact";
    error(location, "big-value-unclear", "`big` needs either `fact` or `value`", hint)
}

/// A figure of a record that somebody typed.
pub fn typed_figure(location: Location, written: &str, id: &str) -> Diagnostic {
    let message = format!("the figure `{}` is typed by hand, and fact `{id}` holds it", excerpt(written));
    warning(location, "typed-figure", message, format!("write {{{{ fact(id=\"{id}\") }}}} instead"))
}
