//! What contacts said at each publication, as `content/contacts.lock` keeps it.
//!
//! Only a publication writes the file; here it is read.

use crate::config::{Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is kept of a contact, by the names that readers of its changes see, in the order in which they are named.
pub const CONTACT_FIELDS: [&str; 8] = ["name", "number", "purpose", "hours", "cost", "languages", "routes", "website"];

/// What a contact said when the site was published on a day.
#[derive(Clone, Debug)]
pub struct LoggedContact {
    /// The day.
    pub on: Date,
    /// Which publication it was, from 0: a day may have more than one.
    pub publication: usize,
    /// Its name among the records.
    pub id: String,
    /// What it said, by the names of [`CONTACT_FIELDS`]; empty if it was no longer shown.
    pub facts: BTreeMap<&'static str, String>,
}

/// Reads what contacts said, in the order of the file, which is that of the days.
pub fn read_contact_log(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<LoggedContact> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let mut logged = Vec::new();
    for (publication, (span, mut published)) in all.tables("published").into_iter().enumerate() {
        let Some(on) = published.date("on") else {
            if published.place_of("on").is_none() {
                diagnostics.push(report::missing_key(Location::at(file, span), "on"));
            }
            published.finish_open(diagnostics);
            continue;
        };
        for (id, _, mut contact) in published.named_tables() {
            let facts = CONTACT_FIELDS.into_iter().filter_map(|key| Some((key, contact.text(key)?))).collect();
            contact.finish(diagnostics);
            logged.push(LoggedContact { on, publication, id, facts });
        }
        published.finish_open(diagnostics);
    }
    all.finish(diagnostics);
    logged
}
