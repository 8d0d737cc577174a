//! Messages about addresses that have been published.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt_long, meant};
use crate::diagnostic::{Diagnostic, Location};

/// A published address that is no longer there, although nobody said what became of it.
pub fn address_gone(
    location: Location,
    address: &str,
    languages: usize,
    file: &str,
    why: Option<&str>,
    near: Option<&str>,
) -> Diagnostic {
    let languages = if languages > 1 { format!(" in {languages} languages") } else { String::new() };
    let why = why.map_or_else(|| "is gone".to_owned(), |why| format!("is gone: its page is {why}"));
    let message = format!("`{address}` was published from `{file}` and {why}{languages}");
    let near = near.map(|near| format!(", perhaps `{near}`")).unwrap_or_default();
    let hint = format!(
        "write aliases = [\"{address}\"] on the page that took its place{near}; or, in content/gone.toml, \
         \"{address}\" = {{ since = 2026-12-01, why = \"…\" }} with your day and reason"
    );
    error(location, "address-gone", message, hint)
}

/// An address that is said to be gone, and is.
pub fn gone_is_there(location: Location, address: &str) -> Diagnostic {
    let message = format!("`{}` is said to be gone, but there is something", excerpt_long(address));
    error(location, "gone-is-there", message, "remove this line, or the page that is there")
}

/// An address that is said to be gone, and never was published.
pub fn gone_unknown(location: Location, address: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("`{}` is said to be gone, but was never published", excerpt_long(address));
    error(location, "gone-unknown", message, meant(near, "remove this line, or write the address as its ledger has it"))
}
