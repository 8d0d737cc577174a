//! Which program this is, for everything that is kept between runs.
//!
//! Another program makes everything anew.

use crate::text::Fingerprint;

/// Tells builds of different programs apart: version, and length and time of the program's file.
pub(super) fn program() -> Fingerprint {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let written = file.as_ref().ok().and_then(|file| file.modified().ok());
    let described =
        format!("{} {:?} {written:?}", env!("CARGO_PKG_VERSION"), file.as_ref().map(|file| file.len()).ok());
    Fingerprint::of(described.as_bytes())
}
