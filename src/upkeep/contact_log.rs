//! What contacts say now and no publication has noted.
//!
//! A site goes in; the lines to add to `content/contacts.lock` come out.

use crate::content::{CONTACT_FIELDS, Content, LoggedContact, Payload};
use crate::site::{ShownContact, Site};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The file in which contacts are kept as they were published.
pub const CONTACT_LOG: &str = "content/contacts.lock";

/// What a new log begins with.
const HEAD: &str = "# What contacts said each time that the site was published. Written by `liberate check --publish --record`; keep it with the site.
# Partners are told what changed from one day to the next. A contact without facts was no longer shown.
";

/// What the log of contacts lacks.
pub struct Unlogged {
    /// Whether nothing was logged before.
    pub is_first: bool,
    /// How many contacts are not as they were logged last.
    pub contacts: usize,
    /// What to add at the end of the file, or to begin it with.
    pub text: String,
}

/// Compares the contacts of a site with those that were published before; `None` if they are the same. `contents` are all files,
/// and the site should be that of the edition that sees most.
pub fn unlogged(site: &Site, contents: &[Arc<Content>], on: Date) -> Option<Unlogged> {
    let log = contents.iter().find_map(|content| match &content.payload {
        Payload::ContactLog(log) => Some(log),
        _ => None,
    });
    let known: BTreeMap<&str, &LoggedContact> =
        log.into_iter().flatten().map(|contact| (contact.id.as_str(), contact)).collect();
    let now: Vec<(&str, BTreeMap<&str, String>)> =
        site.records.contacts.iter().map(|contact| (contact.id.as_str(), facts(site, contact))).collect();
    let shown: BTreeSet<&str> = now.iter().map(|(id, _)| *id).collect();
    let gone = known.iter().filter(|(id, contact)| !shown.contains(*id) && !contact.facts.is_empty());
    let gone: Vec<&str> = gone.map(|(id, _)| *id).collect();
    let is_new =
        |(id, facts): &&(&str, BTreeMap<&str, String>)| known.get(id).is_none_or(|known| known.facts != *facts);
    let changed: Vec<_> = now.iter().filter(is_new).collect();
    if changed.is_empty() && gone.is_empty() {
        return None;
    }
    let mut text = if log.is_none() { HEAD.to_owned() } else { String::new() };
    text.push_str(&format!("\n[[published]]\non = {on}\n"));
    for (id, facts) in &changed {
        text.push_str(&format!("[published.{id}]\n"));
        for key in CONTACT_FIELDS.into_iter().filter(|key| facts.contains_key(key)) {
            text.push_str(&format!("{key} = {}\n", serde_json::Value::from(facts[key].as_str())));
        }
    }
    gone.iter().for_each(|id| text.push_str(&format!("[published.{id}]\n")));
    Some(Unlogged { is_first: log.is_none(), contacts: changed.len() + gone.len(), text })
}

/// What a contact says in the source language, by the names of [`CONTACT_FIELDS`].
fn facts<'a>(site: &Site, contact: &ShownContact) -> BTreeMap<&'a str, String> {
    let (words, _) = contact.words(site.default_language);
    let number = contact.number.as_ref().map(|number| number.display.clone());
    let routes = Some(words.routes.join("; ")).filter(|routes| !routes.is_empty());
    let all = [
        words.name.clone(),
        number,
        words.purpose.clone(),
        words.hours.clone(),
        words.cost.clone(),
        words.languages.clone(),
        routes,
        contact.website.clone(),
    ];
    CONTACT_FIELDS.into_iter().zip(all).filter_map(|(key, value)| Some((key, value?))).collect()
}
