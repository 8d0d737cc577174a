//! What is let through at a publication, as the options of a command say it.
//!
//! Codes, a role and a reason go in.

use super::session::Failure;
use crate::publish::in_words;
use crate::upkeep::Override;

/// Who lets what through, and why, as the options of the command say it.
pub fn from_options(codes: Vec<String>, role: &str, reason: &str) -> Result<Override, Failure> {
    Override::new(codes, role, reason).map_err(|refused| in_words(refused).into())
}
