//! How contacts changed from one publication to the next.
//!
//! Logs go in, differences come out in the order of the days.

use crate::content::{CONTACT_FIELDS, Content, LoggedContact, Payload};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a contact differed from what it said when the site was published before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactChange {
    /// The day on which the site was published with it.
    pub on: Date,
    /// Which publication that was, from 0.
    pub publication: usize,
    /// The contact's id; it may be gone since.
    pub id: String,
    /// Its name then, in the source language.
    pub name: String,
    /// What happened.
    pub what: Difference,
}

/// What happened to a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It came.
    New,
    /// It went.
    Gone,
    /// These of [`CONTACT_FIELDS`] are not what they were; at least one.
    Changed(Vec<&'static str>),
}

/// All changes of contacts, in the order of the days. What the first publication said is no change.
pub(super) fn contact_changes(contents: &[Arc<Content>]) -> Vec<ContactChange> {
    let logs = contents.iter().filter_map(|content| match &content.payload {
        Payload::ContactLog(log) => Some(log),
        _ => None,
    });
    let logged: Vec<&LoggedContact> = logs.flatten().collect();
    let first = logged.first().map(|contact| contact.publication);
    let mut known: BTreeMap<&str, &LoggedContact> = BTreeMap::new();
    let mut changes = Vec::new();
    for now in logged {
        let before = known.insert(&now.id, now);
        if Some(now.publication) == first {
            continue;
        }
        let said = |contact: Option<&LoggedContact>| contact.is_some_and(|contact| !contact.facts.is_empty());
        let what = match (said(before), said(Some(now))) {
            (false, false) => continue,
            (false, true) => Difference::New,
            (true, false) => Difference::Gone,
            (true, true) => {
                let is_other = |key: &&str| before.and_then(|before| before.facts.get(key)) != now.facts.get(key);
                let fields: Vec<&str> = CONTACT_FIELDS.into_iter().filter(is_other).collect();
                if fields.is_empty() {
                    continue;
                }
                Difference::Changed(fields)
            }
        };
        let named = if what == Difference::Gone { before } else { Some(now) };
        let name = named.and_then(|contact| contact.facts.get("name")).unwrap_or(&now.id);
        changes.push(ContactChange {
            on: now.on,
            publication: now.publication,
            id: now.id.clone(),
            name: name.clone(),
            what,
        });
    }
    changes
}
