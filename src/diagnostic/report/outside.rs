//! Messages about links to other sites.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{excerpt_long, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A link that has failed on several days.
pub fn link_broken(location: Location, to: &str, why: &str, since: &str) -> Diagnostic {
    let message = format!("`{}` has failed on several days since {since}: {why}", excerpt_long(to));
    warning(location, "link-broken", message, "open it in a browser; then correct it, or take it out")
}

/// A link that leads elsewhere for good.
pub fn link_moved(location: Location, to: &str, new: &str) -> Diagnostic {
    let message = format!("`{}` has moved for good to `{}`", excerpt_long(to), excerpt_long(new));
    warning(location, "link-moved", message, "look whether that is still the right page; then write the new address")
}

/// A link whose address holds a name or a password. The message repeats neither.
pub fn link_with_password(location: Location) -> Diagnostic {
    let message = "this address has a name or a password in front of its host; it was not asked".to_owned();
    let hint = "take out what is between `//` and `@`; if it was a real password, change it";
    warning(location, "link-with-password", message, hint)
}
