//! Records: what stands once in a file of its own, is shown by its id, and has words in every language.
//!
//! One mechanism reads all kinds: a kind is a [`Record`] with a description of its fields, and a line in `record_kinds.rs`. A file
//! is parsed once; from that come its values, its words for comparing translations, and everything that is wrong with it.

use crate::config::{Field, FieldKind, FieldSide, FieldWords, Fields, Values, words};
use crate::diagnostic::Diagnostic;
use crate::locale::LanguageTag;
use crate::text::Span;
use jiff::civil::Date;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;
use toml::de::DeTable;

/// One kind of records, each a table under its id.
pub trait Record: Debug + Send + Sync + Sized + 'static {
    /// The name of its file without the ending.
    const NAME: &'static str;
    /// What a record may hold. Those with words may be in a translation, too.
    const FIELDS: &'static [Field];
    /// The words of one record in another language.
    type Words: Debug + Send + Sync + 'static;

    /// Makes a record of what was read. Reports what the description alone cannot know.
    fn read(id: String, span: Span, values: Values, diagnostics: &mut Vec<Diagnostic>) -> Self;

    /// Makes the words of a record in another language of what was read.
    fn words(values: Values) -> Self::Words;

    /// Its unique name in the file.
    fn id(&self) -> &str;
}

/// A language, and the words that it has for records of a kind: each with its id and where that is written.
pub type InLanguage<'a, R> = (&'a LanguageTag, &'a [(String, Span, <R as Record>::Words)]);

/// What the program knows of a kind of records.
pub struct RecordKind {
    /// The name of its file without the ending, and its word in the names of kept sources.
    pub name: &'static str,
    /// What the whole file says in a table of its own: the name of that table, and its keys.
    pub head: Option<(&'static str, &'static [Field])>,
    /// The keys above the tables of a translation, beside `source`.
    pub of_translation: &'static [Field],
    /// What a record may hold.
    pub fields: &'static [Field],
    /// Whether a site may have several files of the kind, `NAME-ANYTHING.toml`, whose ids are apart from each other, and which become
    /// pages.
    pub is_many: bool,
    read: RecordReader,
    read_words: RecordReader,
}

type RecordReader = fn(&Arc<str>, Tables, &mut Vec<Diagnostic>) -> Box<dyn Any + Send + Sync>;

impl RecordKind {
    /// A kind whose files are lists of records.
    pub(super) const fn of_lists<R: Record>() -> Self {
        Self {
            name: R::NAME,
            head: None,
            of_translation: &[],
            fields: R::FIELDS,
            is_many: false,
            read: |_, tables, diagnostics| {
                let records = tables.named.into_iter().map(|(id, span, values)| R::read(id, span, values, diagnostics));
                Box::new(records.collect::<Vec<R>>())
            },
            read_words: |_, tables, _| {
                let words = tables.named.into_iter().map(|(id, span, values)| (id, span, R::words(values)));
                Box::new(words.collect::<Vec<(String, Span, R::Words)>>())
            },
        }
    }

    /// A kind whose files are more than a list of records.
    pub(super) const fn of_whole_files(
        name: &'static str,
        head: (&'static str, &'static [Field]),
        of_translation: &'static [Field],
        fields: &'static [Field],
        [read, read_words]: [RecordReader; 2],
    ) -> Self {
        Self { name, head: Some(head), of_translation, fields, is_many: true, read, read_words }
    }

    /// All fields, of the whole file and of its records.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.head.map(|(_, fields)| fields).unwrap_or_default().iter().chain(self.fields)
    }
}

/// The tables of one file, read as the description of their kind says.
pub struct Tables {
    /// The keys above all tables of a translation.
    pub top: Values,
    /// What the whole file says.
    pub head: Option<Values>,
    /// The records: id, where that is written, and values, in the order of the file.
    pub named: Vec<(String, Span, Values)>,
}

/// A file of records, or of their words in another language.
#[derive(Debug)]
pub struct RecordFile {
    /// The language of a translation; `None` for what was written first.
    pub language: Option<LanguageTag>,
    /// What every record is, in the order of the file.
    pub entries: Vec<RecordEntry>,
    /// A list of records, of their words, or what a kind makes of its whole file.
    held: Box<dyn Any + Send + Sync>,
}

/// What holds of every record, whatever its kind.
#[derive(Debug)]
pub struct RecordEntry {
    /// Where it begins.
    pub span: Span,
    /// Whom it is for and whether it is shown, if its kind has that and it was written first.
    pub shown: Option<(RecordAudience, RecordState)>,
    /// Its running texts, names not among them; guides have none, as they are looked at in their pages.
    pub texts: Vec<String>,
}

/// The keys that name what a translation was made from.
const SOURCE: [Field; 1] =
    [Field::text("source", "the fingerprint of what the translation was made from; the program writes it")];

/// Reads a file of records that has been parsed.
pub fn read_records(
    kind: &'static RecordKind,
    language: Option<LanguageTag>,
    (file, table): (&Arc<str>, &DeTable),
    diagnostics: &mut Vec<Diagnostic>,
) -> RecordFile {
    let side = if language.is_some() { FieldSide::Translation } else { FieldSide::Source };
    let mut all = Fields::new(table, file, 0, Span::default());
    let of_translation = if language.is_some() { kind.of_translation } else { &[] };
    if language.is_some() {
        // What it says is read with the words.
        all.read_some(&SOURCE, FieldSide::Source, diagnostics);
    }
    let top = all.read_some(of_translation, FieldSide::Source, diagnostics);
    let head = kind.head.and_then(|(name, fields)| Some(all.table(name)?.read(fields, side, diagnostics)));
    let named = all.named_tables().into_iter();
    let named: Vec<_> = named.map(|(id, span, table)| (id, span, table.read(kind.fields, side, diagnostics))).collect();
    all.finish_open(diagnostics);
    let entries = named.iter().map(|(_, span, values)| entry(kind, side, *span, values)).collect();
    let read = if language.is_some() { kind.read_words } else { kind.read };
    let held = read(file, Tables { top, head, named }, diagnostics);
    RecordFile { language, entries, held }
}

fn entry(kind: &RecordKind, side: FieldSide, span: Span, values: &Values) -> RecordEntry {
    let meaning = |key: &str| values.said_word(key);
    let is_shown = side == FieldSide::Source && kind.fields.iter().any(|field| field.name == "state");
    let shown = is_shown.then(|| (of_word(meaning("audience"), &AUDIENCES), of_word(meaning("state"), &STATES)));
    let texts = values.words().filter(|(field, _)| field.words == FieldWords::Text && !kind.is_many);
    RecordEntry { span, shown, texts: texts.map(|(_, text)| text.to_owned()).collect() }
}

/// What a word means; what the first of them does if there is none.
fn of_word<T: Copy>(word: Option<&str>, choices: &[(&'static str, T)]) -> T {
    choices.iter().find(|(name, _)| Some(*name) == word).unwrap_or(&choices[0]).1
}

impl RecordFile {
    /// Its records, if they are of that kind and were written first; otherwise none.
    pub fn all<R: Record>(&self) -> &[R] {
        self.held::<Vec<R>>().map(Vec::as_slice).unwrap_or_default()
    }

    /// The words of its records in another language, each with its id and where that is written; of other kinds none.
    pub fn words<R: Record>(&self) -> Option<InLanguage<'_, R>> {
        Some((self.language.as_ref()?, self.held::<Vec<(String, Span, R::Words)>>()?.as_slice()))
    }

    /// What a kind made of its whole file.
    pub(super) fn held<T: 'static>(&self) -> Option<&T> {
        self.held.downcast_ref()
    }
}

impl PartialEq for RecordKind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Debug for RecordKind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

// What several kinds have in common

/// Days after which the facts of a contact, or a fact alone, must be checked again, unless the record says otherwise.
///
/// Source: content brief of 2026-11-22, section 2.3.
pub(super) const EXPIRES_DAYS: i64 = 90;

/// Who answers for a record, and by when a person looks at it, whatever its facts say.
#[derive(Clone, Debug, Default)]
pub struct Upkeep {
    /// The role that answers for it.
    pub owner: Option<String>,
    /// The day by which its owner looks at it again, and where that is.
    pub review_by: Option<(Date, Span)>,
    /// The day by which a person must confirm what is there, and where that is.
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
    /// How that was done; of records that do not say it, with the source's page.
    pub checked_how: CheckedHow,
}

/// What a person did to check a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckedHow {
    /// Compared it with a page of its owner, or a copy of one.
    #[default]
    Page,
    /// Rang the number.
    Call,
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
pub enum RecordState {
    /// It is shown.
    Publish,
    /// A person must confirm it first.
    Verify,
    /// It is kept back.
    Hold,
}

/// How sure we are, from an official and recent source to none; the first is what nobody said reads as.
pub(super) const CONFIDENCES: [(&str, &str); 4] = [("D", "D"), ("A", "A"), ("B", "B"), ("C", "C")];
pub(super) const CHECKS: [(&str, CheckedHow); 2] = [("page", CheckedHow::Page), ("call", CheckedHow::Call)];
pub(super) const STATES: [(&str, RecordState); 3] =
    [("hold", RecordState::Hold), ("verify", RecordState::Verify), ("publish", RecordState::Publish)];
pub(super) const AUDIENCES: [(&str, RecordAudience); 3] =
    [("staff", RecordAudience::Staff), ("public", RecordAudience::Public), ("both", RecordAudience::Both)];

// The fields of it

pub(super) const AUDIENCE: Field = Field::word("audience", const { &words(&AUDIENCES) }, "whom it is for");
pub(super) const STATE: Field = Field::word(
    "state",
    const { &words(&STATES) },
    "whether it is shown: `verify` waits for a person to confirm it, `hold` is kept back",
);
pub(super) const CHECKED_ON: Field = Field::day("checked_on", "when a person last checked it");
pub(super) const EXPIRES: Field = Field::new(
    "expires_days",
    FieldKind::Whole { least: 0, most: 100_000 },
    "after so many days, 90 unless it says otherwise, `check --publish` refuses to publish",
);
pub(super) const OWNER: Field =
    Field::text("owner", "the role that answers for it: `liberate due` lists its tasks under it");
pub(super) const REVIEW_BY: Field = Field::day("review_by", "by when its owner looks at it again");
pub(super) const CONFIRM_BY: Field =
    Field::day("confirm_by", "by when a person must confirm it; remove it once that is done");
pub(super) const NOTE: Field = Field::text("note", "for whoever edits it; shown nowhere");

pub(super) fn upkeep(values: &mut Values) -> Upkeep {
    Upkeep {
        owner: values.text("owner"),
        review_by: values.spanned_day("review_by"),
        confirm_by: values.spanned_day("confirm_by"),
    }
}

pub(super) fn provenance(values: &mut Values) -> Provenance {
    Provenance {
        source_name: values.text("source_name"),
        source_date: values.text("source_date"),
        confidence: values.text("confidence"),
        checked_on: values.day("checked_on"),
        checked_how: CheckedHow::default(),
    }
}
