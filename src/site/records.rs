//! The contacts and signs of one edition with their words in every language.
//!
//! Contents go in; what the edition may not show is not in what comes out.

use super::language::LanguageId;
use super::settle::Stale;
use super::translated::Translated;
use crate::content::{
    Contact, ContactWords, Content, PhoneNumber, Provenance, RecordAudience, RecordState, Sign, Upkeep, shows,
};
use crate::diagnostic::{Diagnostic, Location, has_errors, report};
use crate::locale::LanguageTag;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The records of one edition; what it may not show is not in it.
#[derive(Debug, Default)]
pub struct Records {
    /// Contacts in the order of their file.
    pub contacts: Vec<ShownContact>,
    /// Signs in the order of their file.
    pub signs: Vec<ShownSign>,
    /// Ids of contacts that exist but are not shown, and why; only diagnostics may use it.
    withheld: BTreeMap<String, &'static str>,
}

/// A contact with its words in every language.
#[derive(Debug)]
pub struct ShownContact {
    /// Its id.
    pub id: String,
    /// Its number, if it has one.
    pub number: Option<PhoneNumber>,
    /// Which list it stands in.
    pub group: String,
    audience: RecordAudience,
    /// Its website.
    pub website: Option<String>,
    /// Where its facts come from.
    pub provenance: Provenance,
    /// Its words by language; words that a language lacks are those of the source language.
    words: Vec<(ContactWords, bool)>,
    /// By language: whether the name is in it.
    named: Vec<bool>,
}

/// A sign with its words in every language.
#[derive(Debug)]
pub struct ShownSign {
    /// Its id.
    pub id: String,
    /// Kinds of slavery it belongs to.
    pub types: Vec<String>,
    /// Places it is seen at.
    pub places: Vec<String>,
    /// The name of its pictogram in the theme.
    pub icon: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Its sentence by language, if that language has one; the default language always has.
    texts: Vec<Option<String>>,
    default: String,
}

impl Records {
    /// The contact of that id.
    pub fn contact(&self, id: &str) -> Option<&ShownContact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// The id of the shown contact whose number has those digits, in national or international form.
    pub fn by_digits(&self, digits: &str) -> Option<&str> {
        let national = |number: &PhoneNumber| {
            number.digits == digits
                || number.digits.strip_prefix('0').is_some_and(|rest| {
                    digits
                        .strip_prefix("44")
                        .is_some_and(|after| after == rest || after.strip_prefix('0') == Some(rest))
                })
        };
        let found = self.contacts.iter().find(|contact| contact.number.as_ref().is_some_and(national));
        found.map(|contact| contact.id.as_str())
    }

    /// Why a contact is not shown, for diagnostics only.
    pub fn withheld(&self, id: &str) -> Option<&'static str> {
        self.withheld.get(id).copied()
    }
}

impl ShownContact {
    /// Whether it is for those readers: `public` or `staff`.
    pub fn is_for(&self, readers: &str) -> bool {
        match self.audience {
            RecordAudience::Both => true,
            RecordAudience::Public => readers == "public",
            RecordAudience::Staff => readers == "staff",
        }
    }

    /// Its name, and whether that is in the reader's language.
    pub fn name(&self, language: LanguageId) -> (&str, bool) {
        let (words, _) = &self.words[usize::from(language.0)];
        (words.name.as_deref().unwrap_or(&self.id), self.named[usize::from(language.0)])
    }

    /// Its words for a reader of that language, and whether all of them are in that language.
    pub fn words(&self, language: LanguageId) -> (&ContactWords, bool) {
        let (words, own) = &self.words[usize::from(language.0)];
        (words, *own)
    }
}

impl ShownSign {
    /// Its sentence, and whether it is in that language.
    pub fn text(&self, language: LanguageId) -> (&str, bool) {
        match &self.texts[usize::from(language.0)] {
            Some(text) => (text, true),
            None => (&self.default, false),
        }
    }
}

/// What records are gathered for.
#[derive(Clone, Copy)]
pub struct RecordScope<'a> {
    /// Words that are out of date, which readers must not get.
    pub stale: &'a Stale,
    /// Whether the edition is for partners.
    pub partner: bool,
    /// The day for which the site is made.
    pub at: Date,
}

/// Gathers the records that the edition may show.
pub fn gather(
    contents: &[Arc<Content>],
    languages: &[LanguageTag],
    default: &LanguageTag,
    scope: RecordScope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Records {
    let mut records = Records::default();
    let RecordScope { stale, partner, at } = scope;
    let mut withheld = None;
    let contact_words = Translated::<Contact>::gather(contents, languages, stale, diagnostics);
    let sign_words = Translated::<Sign>::gather(contents, languages, stale, diagnostics);
    for content in contents {
        for contact in content.records::<Contact>() {
            if shows(contact.audience, contact.state, partner) {
                check_age(contact, &content.file, at, diagnostics);
                check_upkeep(&contact.id, &contact.upkeep, &content.file, at, diagnostics);
                records.contacts.push(shown_contact(contact, &contact_words, languages, default));
            } else {
                records.withheld.insert(contact.id.clone(), why_hidden(contact.state));
                withheld = withheld.or(Some(content));
            }
        }
        for sign in content.records::<Sign>().iter().filter(|sign| shows(sign.audience, sign.state, partner)) {
            check_upkeep(&sign.id, &sign.upkeep, &content.file, at, diagnostics);
            records.signs.push(shown_sign(sign, &sign_words, languages));
        }
    }
    // What is wrong in a file may be why its contacts are withheld, and is said by itself.
    if let Some(content) = withheld.filter(|_| records.contacts.is_empty())
        && !has_errors(&content.diagnostics)
    {
        diagnostics.push(report::no_contact(Location::whole(&content.file)));
    }
    records
}

pub(super) fn why_hidden(state: RecordState) -> &'static str {
    match state {
        RecordState::Publish => "it is for partners only",
        RecordState::Verify => "a person must confirm it first",
        RecordState::Hold => "it is kept back",
    }
}

fn check_age(contact: &Contact, file: &Arc<str>, at: Date, diagnostics: &mut Vec<Diagnostic>) {
    let location = Location::at(file, contact.span);
    match (contact.provenance.checked_on, contact.check_by()) {
        (Some(checked), Some(limit)) if at > limit => {
            diagnostics.push(report::contact_expired(
                location,
                &contact.id,
                &checked.to_string(),
                contact.expires_days,
            ));
        }
        (None, _) if contact.number.is_some() => diagnostics.push(report::contact_unchecked(location, &contact.id)),
        _ => {}
    }
}

/// Looks whether a person has looked at a record by the days that it names.
pub(super) fn check_upkeep(id: &str, upkeep: &Upkeep, file: &Arc<str>, at: Date, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((day, span)) = upkeep.review_by.filter(|(day, _)| at > *day) {
        diagnostics.push(report::record_review_overdue(Location::at(file, span), id, &day.to_string()));
    }
    if let Some((day, span)) = upkeep.confirm_by.filter(|(day, _)| at > *day) {
        diagnostics.push(report::confirm_overdue(Location::at(file, span), id, &day.to_string()));
    }
}

fn shown_contact(
    contact: &Contact,
    words: &Translated<Contact>,
    languages: &[LanguageTag],
    default: &LanguageTag,
) -> ShownContact {
    let in_language = |tag: &LanguageTag| {
        if tag == default {
            return (contact.words.clone(), true);
        }
        let own = words.get(tag, &contact.id);
        own.map_or_else(|| (contact.words.clone(), false), |own| merged(&contact.words, own))
    };
    let is_named =
        |tag: &LanguageTag| tag == default || words.get(tag, &contact.id).is_some_and(|own| own.name.is_some());
    ShownContact {
        id: contact.id.clone(),
        number: contact.number.clone(),
        group: contact.group.clone(),
        audience: contact.audience,
        website: contact.website.clone(),
        provenance: contact.provenance.clone(),
        words: languages.iter().map(in_language).collect(),
        named: languages.iter().map(is_named).collect(),
    }
}

/// A translation's words over the source's. A name may stay as it is: names of organisations often do.
fn merged(source: &ContactWords, own: &ContactWords) -> (ContactWords, bool) {
    let pick = |own: &Option<String>, source: &Option<String>| own.clone().or_else(|| source.clone());
    let complete = own.purpose.is_some() == source.purpose.is_some()
        && own.hours.is_some() == source.hours.is_some()
        && own.cost.is_some() == source.cost.is_some()
        && own.languages.is_some() == source.languages.is_some()
        && own.routes.len() == source.routes.len();
    let words = ContactWords {
        name: pick(&own.name, &source.name),
        purpose: pick(&own.purpose, &source.purpose),
        hours: source.hours.as_ref().and_then(|_| pick(&own.hours, &source.hours)),
        cost: source.cost.as_ref().and_then(|_| pick(&own.cost, &source.cost)),
        languages: source.languages.as_ref().and_then(|_| pick(&own.languages, &source.languages)),
        routes: if own.routes.len() == source.routes.len() { own.routes.clone() } else { source.routes.clone() },
    };
    (words, complete)
}

fn shown_sign(sign: &Sign, words: &Translated<Sign>, languages: &[LanguageTag]) -> ShownSign {
    let text_in = |tag: &LanguageTag| words.get(tag, &sign.id).cloned();
    ShownSign {
        id: sign.id.clone(),
        types: sign.types.clone(),
        places: sign.places.clone(),
        icon: sign.icon.clone(),
        provenance: sign.provenance.clone(),
        texts: languages.iter().map(text_in).collect(),
        default: sign.text.clone(),
    }
}
