//! Contacts in the words of schema.org, as JSON-LD.
//!
//! Only what a program can read without guessing is said.

use super::contact_page::{ContactPage, international, tag};
use crate::site::{LanguageId, ShownContact};
use crate::view::View;
use serde_json::{Map, Value, json};

/// The contacts in the words of schema.org: an organisation each, with the way to reach it.
///
/// A file of its own: pages carry no script blocks. `hoursAvailable` and `availableLanguage` are left out, as both ask
/// for opening hours and language codes that a program can read; the records say them in sentences.
///
/// Source: schema.org `Organization`, `ContactPoint`; JSON-LD 1.1, section 4.2.4 (strings in a language).
pub fn linked(view: View) -> Value {
    let pages = ContactPage::of_all_languages(view);
    let page = pages.get(usize::from(view.site.default_language.0));
    let graph = view.site.records.contacts.iter().map(|contact| organisation(view, contact, page));
    json!({ "@context": "https://schema.org", "@graph": graph.collect::<Vec<_>>() })
}

fn organisation(view: View, contact: &ShownContact, page: Option<&ContactPage>) -> Value {
    let mut entries = Map::new();
    let mut add = |key: &str, value: Option<Value>| entries.extend(value.map(|value| (key.to_owned(), value)));
    add("@type", Some("Organization".into()));
    add("@id", page.and_then(|page| page.address_of(contact)).map(Value::from));
    add("identifier", Some(contact.id.as_str().into()));
    add("name", in_languages(view, |language| Some(contact.name(language))));
    let purpose = |language| {
        let (words, own) = contact.words(language);
        words.purpose.as_deref().map(|text| (text, own))
    };
    add("description", in_languages(view, purpose));
    add("url", contact.website.as_deref().map(Value::from));
    add(
        "contactPoint",
        contact.number.as_ref().map(|number| {
            let telephone = international(number).unwrap_or_else(|| number.digits.clone());
            json!({ "@type": "ContactPoint", "contactType": contact.group, "telephone": telephone })
        }),
    );
    Value::Object(entries)
}

/// A text in every language that has it, each marked with its own; `text` also says whether it is in that language.
fn in_languages<'a>(view: View, text: impl Fn(LanguageId) -> Option<(&'a str, bool)>) -> Option<Value> {
    let all = view.site.language_ids().filter_map(|id| {
        let (text, _) = text(id).filter(|(_, own)| *own)?;
        Some(json!({ "@value": text, "@language": tag(view, id) }))
    });
    let all: Vec<Value> = all.collect();
    (!all.is_empty()).then(|| all.into())
}
