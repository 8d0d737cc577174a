//! Messages about what authors let stand.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant};
use crate::diagnostic::{Diagnostic, Location};

/// A rule that nobody knows, or that nobody may break.
pub fn unknown_rule(location: Location, name: &str, near: Option<Option<&str>>) -> Diagnostic {
    match near {
        None => {
            let message = format!("`{}` cannot be allowed: it protects readers", excerpt(name));
            error(location, "rule-protects", message, "remove these lines and correct the finding")
        }
        Some(near) => {
            let hint = meant(near, "write the code that is in brackets before the finding");
            error(location, "unknown-rule", format!("unknown rule `{}`", excerpt(name)), hint)
        }
    }
}

/// Something let stand without a reason or an end.
pub fn allow_incomplete(location: Location, rule: &str) -> Diagnostic {
    let message = format!("`{rule}` is allowed without a reason or without an end date");
    error(location, "allow-incomplete", message, "write reason = \"…\" and until = a date without quotes")
}

/// Something let stand for too long.
pub fn allow_expired(location: Location, rule: &str, until: &str) -> Diagnostic {
    let message = format!("`{rule}` was allowed until {until}");
    error(location, "allow-expired", message, "correct the finding, or give a new date and say why")
}
