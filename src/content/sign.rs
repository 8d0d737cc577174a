//! Signs of slavery, each one sentence.
//!
//! One record goes in, a sign comes out, with the places and kinds of work that it belongs to.

use super::record::{
    AUDIENCE, AUDIENCES, CHECKED_ON, CONFIRM_BY, NOTE, OWNER, Provenance, REVIEW_BY, Record, RecordAudience,
    RecordState, STATE, STATES, Upkeep, provenance, upkeep,
};
use crate::config::{Field, FieldKind, Values};
use crate::diagnostic::Diagnostic;
use crate::text::Span;

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
    /// The name of its pictogram in the theme.
    pub icon: Option<String>,
    /// Who may see it.
    pub audience: RecordAudience,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether it is shown.
    pub state: RecordState,
    /// Who answers for it, and until when.
    pub upkeep: Upkeep,
}

impl Record for Sign {
    const NAME: &'static str = "signs";
    const FIELDS: &'static [Field] = &[
        Field::text("text", "the sentence").in_words().always_needed(),
        Field::texts("types", "kinds of slavery that it belongs to"),
        Field::texts("places", "places where it is seen"),
        Field::text("icon", "the name of a pictogram of the theme"),
        AUDIENCE,
        Field::text("source_name", "where it comes from"),
        Field::new("source_date", FieldKind::WrittenDate, "the date of the source"),
        Field::text("confidence", "how sure we are: `A` official and recent, `B`, `C`, `D` no source"),
        CHECKED_ON,
        STATE,
        OWNER,
        REVIEW_BY,
        CONFIRM_BY,
        NOTE,
    ];
    type Words = String;

    fn read(id: String, span: Span, mut values: Values, _: &mut Vec<Diagnostic>) -> Self {
        Self {
            id,
            span,
            types: values.texts("types"),
            places: values.texts("places"),
            icon: values.text("icon"),
            audience: values.choice("audience", &AUDIENCES),
            provenance: provenance(&mut values),
            state: values.choice("state", &STATES),
            upkeep: upkeep(&mut values),
            text: Self::words(values),
        }
    }

    fn words(mut values: Values) -> String {
        values.needed_text("text")
    }

    fn id(&self) -> &str {
        &self.id
    }
}
