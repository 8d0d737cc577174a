//! What came back from a translator, whatever form it came in.
//!
//! Readers of all forms give the same.

use super::part::SegmentPart;
use crate::diagnostic::Location;

/// What came back from a translator.
#[derive(Debug)]
pub struct Returned {
    /// The language of the sources, as the file says; empty if it does not.
    pub from: String,
    /// The language of the translations, as the file says; empty if it does not.
    pub to: String,
    /// Where the file says them.
    pub location: Location,
    /// One for each source that the file names.
    pub files: Vec<ReturnedFile>,
}

/// What came back for one source.
#[derive(Debug)]
pub struct ReturnedFile {
    /// The source's path.
    pub original: String,
    /// Where it begins.
    pub location: Location,
    /// The fingerprint of the source as it was sent.
    pub fingerprint: String,
    /// The language that it was sent for, if it says so.
    pub to: Option<String>,
    /// Its texts, in the order of the file; ids may be doubled.
    pub texts: Vec<ReturnedText>,
}

/// A text that came back.
#[derive(Debug)]
pub struct ReturnedText {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub location: Location,
    /// The source's text that came back with it.
    pub source: Vec<SegmentPart>,
    /// The translation; `None` if there is none.
    pub target: Option<Vec<SegmentPart>>,
    /// Whether somebody said that it was checked.
    pub is_checked: bool,
}
