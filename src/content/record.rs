//! Records: facts that stand once and are shown by shortcodes, and their words in other languages.

use crate::config::{Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::text::{Span, digits};
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::Arc;

/// Days after which the facts of a contact, or a fact alone, must be checked again, unless the record says otherwise.
///
/// Source: content brief of 2026-11-22, section 2.3.
pub(super) const EXPIRES_DAYS: i64 = 90;

/// One contact: an organisation that people can reach.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Its unique name in the file.
    pub id: String,
    /// Where the record begins.
    pub span: Span,
    /// What readers see, in the source language.
    pub words: ContactWords,
    /// The number as people see it, and as it is dialled: digits only. Contacts may have none.
    pub number: Option<PhoneNumber>,
    /// Which list it stands in: `danger`, `report`, `support`, `children` or `other`.
    pub group: String,
    /// Who may see it.
    pub audience: RecordAudience,
    /// A full web address.
    pub website: Option<String>,
    /// Where its facts come from.
    pub provenance: Provenance,
    /// Whether it is shown.
    pub state: State,
    /// The role that checked it.
    pub checked_by_role: Option<String>,
    /// Days after `checked_on` when it must be checked again.
    pub expires_days: i64,
    /// Who answers for it, and until when.
    pub upkeep: Upkeep,
}

impl Contact {
    /// The last day on which its facts count as checked; `None` if nobody has checked them.
    pub fn check_by(&self) -> Option<Date> {
        let days = self.expires_days.clamp(0, 100_000);
        self.provenance.checked_on.map(|checked| checked.saturating_add(days.days()))
    }
}

/// A telephone number of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// As people see it, such as `0121 496 0000`.
    pub display: String,
    /// As it is dialled: 0-9 only.
    pub digits: String,
}

/// The words of a contact in one language; all optional in a translation.
#[derive(Clone, Debug, Default)]
pub struct ContactWords {
    /// Its name.
    pub name: Option<String>,
    /// For whom, and when.
    pub purpose: Option<String>,
    /// When it answers; absent if that is not known.
    pub hours: Option<String>,
    /// What a call costs; absent if that is not known.
    pub cost: Option<String>,
    /// Languages and interpreters.
    pub languages: Option<String>,
    /// Other ways to reach it.
    pub routes: Vec<String>,
}

/// One sign of slavery.
#[derive(Clone, Debug)]
pub struct Sign {
    /// Its unique name in the file.
    pub id: String,
    /// Where the record begins.
    pub span: Span,
    /// The sentence.
    pub text: String,
    /// Kinds of slavery it belongs to.
    pub types: Vec<String>,
    /// Places it is seen at.
    pub places: Vec<String>,
    /// Who may see it.
    pub audience: RecordAudience,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether it is shown.
    pub state: State,
    /// Who answers for it, and until when.
    pub upkeep: Upkeep,
}

/// Who answers for a record, and by when a person looks at it, whatever its facts say.
#[derive(Clone, Debug, Default)]
pub struct Upkeep {
    /// The role that answers for it.
    pub owner: Option<String>,
    /// The day by which its owner looks at it again, and where that stands.
    pub review_by: Option<(Date, Span)>,
    /// The day by which a person must confirm what stands there, and where that stands.
    pub confirm_by: Option<(Date, Span)>,
}

/// Where the facts of a record come from.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The publication.
    pub source_name: Option<String>,
    /// Its date, as exactly as it is known.
    pub source_date: Option<String>,
    /// `A` to `D`, as the content brief defines them.
    pub confidence: Option<String>,
    /// When the facts were last compared with the source.
    pub checked_on: Option<Date>,
}

/// Who a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordAudience {
    /// Everybody.
    Public,
    /// Partner agencies only.
    Staff,
    /// Everybody, and of use to partner agencies in particular.
    Both,
}

/// Whether a record is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is shown.
    Publish,
    /// A person must confirm it first.
    Verify,
    /// It is kept back.
    Hold,
}

pub(super) const STATES: [(&str, State); 3] =
    [("hold", State::Hold), ("verify", State::Verify), ("publish", State::Publish)];
pub(super) const AUDIENCES: [(&str, RecordAudience); 3] =
    [("staff", RecordAudience::Staff), ("public", RecordAudience::Public), ("both", RecordAudience::Both)];
const GROUPS: [(&str, &str); 5] =
    [("other", "other"), ("danger", "danger"), ("report", "report"), ("support", "support"), ("children", "children")];

/// The lists in which contacts can stand.
pub fn contact_groups() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().map(|(_, group)| *group)
}

/// Reads `contacts.toml`, in the order of the file. A record without `state` or `audience` is shown to nobody
/// in public: the careful reading is the default.
pub fn read_contacts(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Contact> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let contacts =
        all.named_tables().into_iter().map(|(id, span, fields)| contact(id, span, fields, file, diagnostics));
    let contacts = contacts.collect();
    all.finish_open(diagnostics);
    contacts
}

/// Reads the words of contacts in another language, with their ids and places.
pub fn read_contact_words(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Span, ContactWords)> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    // Read by `words::read_words`.
    all.text("source");
    let words = all.named_tables().into_iter().map(|(id, span, mut fields)| {
        let words = contact_words(&mut fields);
        fields.finish(diagnostics);
        (id, span, words)
    });
    let words = words.collect();
    all.finish_open(diagnostics);
    words
}

/// Reads `signs.toml`, in the order of the file.
pub fn read_signs(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Sign> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let signs = all.named_tables().into_iter().map(|(id, span, mut fields)| {
        let sign = Sign {
            id,
            span,
            text: fields.required_text("text"),
            types: fields.texts("types"),
            places: fields.texts("places"),
            audience: fields.choice("audience", &AUDIENCES),
            provenance: provenance(&mut fields),
            state: fields.choice("state", &STATES),
            upkeep: upkeep(&mut fields),
        };
        fields.text("note");
        fields.finish(diagnostics);
        sign
    });
    let signs = signs.collect();
    all.finish_open(diagnostics);
    signs
}

/// Reads the sentences of signs in another language, with their ids and places.
pub fn read_sign_words(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Span, String)> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    // Read by `words::read_words`.
    all.text("source");
    let words = all.named_tables().into_iter().map(|(id, span, mut fields)| {
        let text = fields.required_text("text");
        fields.finish(diagnostics);
        (id, span, text)
    });
    let words = words.collect();
    all.finish_open(diagnostics);
    words
}

fn contact(id: String, span: Span, mut fields: Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Contact {
    let number = phone_number(&mut fields, file, diagnostics);
    let words = contact_words(&mut fields);
    if words.name.is_none() {
        diagnostics.push(report::missing_key(Place::at(file, span), "name"));
    }
    let contact = Contact {
        words,
        number,
        group: fields.choice("group", &GROUPS).to_owned(),
        audience: fields.choice("audience", &AUDIENCES),
        website: fields.text("website"),
        provenance: provenance(&mut fields),
        state: fields.choice("state", &STATES),
        checked_by_role: fields.text("checked_by_role"),
        expires_days: fields.integer("expires_days").unwrap_or(EXPIRES_DAYS),
        upkeep: upkeep(&mut fields),
        id,
        span,
    };
    fields.text("note");
    fields.finish(diagnostics);
    contact
}

/// Reads `display` and `digits`, which must say the same.
fn phone_number(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<PhoneNumber> {
    let shown = fields.text("display");
    let dialled = fields.text("digits");
    let place = Place::at(file, fields.place_of("digits").or(fields.place_of("display")).unwrap_or_default());
    match (shown, dialled) {
        (Some(display), Some(dialled)) if digits(&display) == dialled => Some(PhoneNumber { display, digits: dialled }),
        (None, None) => None,
        (shown, dialled) => {
            let (shown, dialled) = (shown.unwrap_or_default(), dialled.unwrap_or_default());
            diagnostics.push(report::number_disagrees(place, &shown, &dialled));
            None
        }
    }
}

fn contact_words(fields: &mut Fields) -> ContactWords {
    ContactWords {
        name: fields.text("name"),
        purpose: fields.text("purpose"),
        hours: fields.text("hours"),
        cost: fields.text("cost"),
        languages: fields.text("languages"),
        routes: fields.texts("routes"),
    }
}

pub(super) fn upkeep(fields: &mut Fields) -> Upkeep {
    Upkeep {
        owner: fields.text("owner"),
        review_by: fields.spanned_date("review_by"),
        confirm_by: fields.spanned_date("confirm_by"),
    }
}

fn provenance(fields: &mut Fields) -> Provenance {
    Provenance {
        source_name: fields.text("source_name"),
        source_date: fields.written_date("source_date"),
        confidence: fields.text("confidence"),
        checked_on: fields.date("checked_on"),
    }
}
