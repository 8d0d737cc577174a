//! What a comparison is of, for its first lines.
//!
//! Names and days that the files themselves do not say.

use crate::text::Fingerprint;
use jiff::civil::Date;

/// What is compared with what.
#[derive(Clone, Debug)]
pub struct ComparisonTitle {
    /// The edition.
    pub edition: String,
    /// Its address.
    pub base_url: String,
    /// The release that readers have, such as `release 12 of 2026-11-28`; nothing if none was published.
    pub then: Option<String>,
    /// The day for which the new one was made.
    pub at: Date,
}

impl ComparisonTitle {
    /// What it is compared with, in words.
    pub fn since(&self) -> String {
        match &self.then {
            Some(then) => format!("since {then}"),
            None => "nothing is published yet".to_owned(),
        }
    }

    /// The name of exactly this change on paper: the first digits of its hash.
    pub fn mark(fingerprint: &Fingerprint) -> String {
        fingerprint.short()
    }
}
