//! What is wrong with a site, said once and shown in many ways.
//!
//! Every stage returns its value together with [`Diagnostic`]s. A diagnostic points at bytes of a source
//! file; lines, columns and excerpts appear only when it is shown, in the terminal, as JSON or in the browser.

mod excerpt;
mod finding;
mod json;
mod listing;
mod located;
mod machine;
pub mod report;
mod terminal;
mod tidy;

pub use excerpt::{Excerpt, excerpt};
pub use finding::{Diagnostic, Location, Reported, Severity, count_of, has_errors};
pub use json::{JsonDiagnostic, to_json};
pub use listing::{ListedFinding, Listing, UnlistedFindings, gathered, kinds, listing, same_in};
pub use located::{Located, TextOf, locate};
pub use machine::machine_reason;
pub use terminal::to_terminal;
pub use tidy::{bound, tidy};
