//! Contacts: organisations that people can reach.
//!
//! One record goes in, a contact comes out, with its number as people see it and as it is dialled.

use super::record::{
    AUDIENCE, AUDIENCES, CHECKED_ON, CHECKS, CONFIRM_BY, EXPIRES, EXPIRES_DAYS, NOTE, OWNER, Provenance, REVIEW_BY,
    Record, RecordAudience, RecordState, STATE, STATES, Upkeep, provenance, upkeep,
};
use crate::config::{Field, FieldKind, Values, words};
use crate::diagnostic::{Diagnostic, report};
use crate::text::{Span, digits};
use jiff::ToSpan;
use jiff::civil::Date;

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
    /// Which list it is in: `danger`, `report`, `support`, `children` or `other`.
    pub group: String,
    /// Who may see it.
    pub audience: RecordAudience,
    /// A full web address.
    pub website: Option<String>,
    /// Where its facts come from.
    pub provenance: Provenance,
    /// Whether it is shown.
    pub state: RecordState,
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

const GROUPS: [(&str, &str); 5] =
    [("other", "other"), ("danger", "danger"), ("report", "report"), ("support", "support"), ("children", "children")];

/// The lists in which contacts can be.
pub fn contact_groups() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().map(|(_, group)| *group)
}

impl Record for Contact {
    const NAME: &'static str = "contacts";
    const FIELDS: &'static [Field] = &[
        Field::text("name", "its name").as_name().needed(),
        Field::text("display", "the number as people see it"),
        Field::text("digits", "what is dialled: the same digits, 0-9 only"),
        Field::text("purpose", "for whom, and when").in_words(),
        Field::text("hours", "when it answers; leave out what is not known").in_words(),
        Field::text("cost", "what a call costs").in_words(),
        Field::text("languages", "languages and interpreters").in_words(),
        Field::texts("routes", "other ways to reach it").in_words(),
        Field::word("group", const { &words(&GROUPS) }, "the list that it is part of"),
        AUDIENCE,
        Field::text("website", "a full web address"),
        Field::text("source_name", "where its facts come from"),
        Field::new("source_date", FieldKind::WrittenDate, "the date of the source"),
        Field::text("confidence", "how sure we are: `A` official and recent, `B`, `C`, `D` no source"),
        CHECKED_ON,
        Field::word("checked_how", const { &words(&CHECKS) }, "what was done: `call` if somebody rang the number"),
        STATE,
        Field::text("checked_by_role", "the role that checked it"),
        EXPIRES,
        OWNER,
        REVIEW_BY,
        CONFIRM_BY,
        NOTE,
    ];
    type Words = ContactWords;

    /// A record without `state` or `audience` is shown to nobody in public: the careful reading is the default.
    fn read(id: String, span: Span, mut values: Values, diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self {
            id,
            span,
            number: phone_number(&mut values, diagnostics),
            group: values.choice("group", &GROUPS).to_owned(),
            audience: values.choice("audience", &AUDIENCES),
            website: values.text("website"),
            provenance: Provenance { checked_how: values.choice("checked_how", &CHECKS), ..provenance(&mut values) },
            state: values.choice("state", &STATES),
            checked_by_role: values.text("checked_by_role"),
            expires_days: values.whole("expires_days").unwrap_or(EXPIRES_DAYS),
            upkeep: upkeep(&mut values),
            words: Self::words(values),
        }
    }

    fn words(mut values: Values) -> ContactWords {
        ContactWords {
            name: values.text("name"),
            purpose: values.text("purpose"),
            hours: values.text("hours"),
            cost: values.text("cost"),
            languages: values.text("languages"),
            routes: values.texts("routes"),
        }
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// Reads `display` and `digits`, which must say the same.
fn phone_number(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> Option<PhoneNumber> {
    let location = values.location(if values.place_of("digits").is_some() { "digits" } else { "display" });
    match (values.text("display"), values.text("digits")) {
        (Some(display), Some(dialled)) if digits(&display) == dialled => Some(PhoneNumber { display, digits: dialled }),
        (None, None) => None,
        (shown, dialled) => {
            let (shown, dialled) = (shown.unwrap_or_default(), dialled.unwrap_or_default());
            diagnostics.push(report::number_disagrees(location, &shown, &dialled));
            None
        }
    }
}
