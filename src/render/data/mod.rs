//! Contacts as data for other systems: the records of the edition go in, JSON, JSON-LD or cards come out.
//!
//! Reads the same records as the pages do, after the edition was narrowed, so it can neither say anything else nor say
//! more. What is not known is left empty. Never looks at the clock: the day is the site's.

mod cards;
mod changes;
mod contact_page;
mod contacts;
mod linked;
mod schema;

use crate::diagnostic::Diagnostic;
use crate::site::DataFile;
use crate::view::View;
use serde_json::Value;

/// Writes one of the files.
pub fn file(view: View, file: DataFile, diagnostics: &mut Vec<Diagnostic>) -> String {
    match file {
        DataFile::Contacts => text_of(&contacts::contacts(view)),
        DataFile::Schema => text_of(&schema::schema(view)),
        DataFile::Linked => text_of(&linked::linked(view)),
        DataFile::Cards => cards::cards(view, diagnostics),
        DataFile::Changes => changes::changes(view, diagnostics),
    }
}

/// Its media type. Source: RFC 8259, JSON Schema 2020-12 (14.1), JSON-LD 1.1 (C), RFC 6350 (10.1).
pub fn media_type(file: DataFile) -> &'static str {
    match file {
        DataFile::Contacts => "application/json",
        DataFile::Schema => "application/schema+json",
        DataFile::Linked => "application/ld+json",
        DataFile::Cards => "text/vcard; charset=utf-8",
        DataFile::Changes => "application/atom+xml; charset=utf-8",
    }
}

/// JSON with a line for each value, so that people can compare two days.
fn text_of(value: &Value) -> String {
    format!("{value:#}\n")
}
