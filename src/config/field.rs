//! What the tables of settings, pages and records may hold, as data: the parser reads by it, forms ask by it, the handbook
//! is compared with it.
//!
//! A description is a list of [`Field`]s in the order in which people are shown them. Holds no values: [`super::Values`] does.

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key as it is written.
    pub name: &'static str,
    /// What its value is.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub need: Need,
    /// Whether its value is words, which every language has of its own.
    pub words: FieldWords,
    /// A key beside which it has no place, if there is one.
    pub not_beside: Option<&'static str>,
    /// What it says, for whoever fills it in: a part of a sentence, with code in backticks.
    pub help: &'static str,
}

/// What the value of a key is, with its limits.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// A text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Truth,
    /// A whole number from `least` to `most`, both included.
    Whole {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// A number that is not negative, whole or with a point, kept exactly as it is written.
    Amount,
    /// A day without quotes, such as `2026-11-22`.
    Day,
    /// The date of a source: a day, or in quotes a month or a year.
    WrittenDate,
    /// One of these words; the first is what an absent or unknown one reads as.
    Word(&'static [&'static str]),
    /// Texts, or lists of texts, under names that the author chooses.
    Named,
    /// A table inside.
    Table(&'static [Field]),
    /// Tables inside, each begun with the key in double square brackets.
    Tables(&'static [Field]),
    /// Tables inside under names that the author chooses.
    NamedTables(&'static [Field]),
    /// A table of any shape, for templates.
    Anything,
}

impl FieldKind {
    /// How the value is written, for people: `a text in quotes`, or the words that may stand there.
    pub fn written(self) -> String {
        let said = match self {
            Self::Text => "text",
            Self::Texts => "list of texts",
            Self::Truth => "`true` or `false`",
            Self::Whole { least: i64::MIN, .. } => "whole number",
            Self::Whole { least, most } => return format!("whole number, {least} to {most}"),
            Self::Amount => "number",
            Self::Day => "day",
            Self::WrittenDate => "day; month or year in quotes",
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                return words.join(", ");
            }
            Self::Named => "texts by name",
            Self::Table(_) | Self::Anything => "table",
            Self::Tables(_) => "tables",
            Self::NamedTables(_) => "tables by name",
        };
        said.to_owned()
    }
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    Optional,
    /// It must be there in the text that was written first.
    Source,
    /// It must be there in every language.
    EveryLanguage,
}

/// Whether a value is words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldWords {
    /// It is the same in every language.
    No,
    /// It is a name, which languages may write in their own way, and which may hold a number: `999 BSL`.
    Name,
    /// It is running text.
    Text,
}

/// Which of a description's keys a table may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldSide {
    /// All: it is the text that was written first.
    Source,
    /// Words only: it is a translation.
    Translation,
}

impl Field {
    /// A key that may be left out and is the same in every language.
    pub const fn new(name: &'static str, kind: FieldKind, help: &'static str) -> Self {
        Self { name, kind, need: Need::Optional, words: FieldWords::No, not_beside: None, help }
    }

    /// A text.
    pub const fn text(name: &'static str, help: &'static str) -> Self {
        Self::new(name, FieldKind::Text, help)
    }

    /// A list of texts.
    pub const fn texts(name: &'static str, help: &'static str) -> Self {
        Self::new(name, FieldKind::Texts, help)
    }

    /// A day.
    pub const fn day(name: &'static str, help: &'static str) -> Self {
        Self::new(name, FieldKind::Day, help)
    }

    /// `true` or `false`.
    pub const fn truth(name: &'static str, help: &'static str) -> Self {
        Self::new(name, FieldKind::Truth, help)
    }

    /// A whole number of any size.
    pub const fn whole(name: &'static str, help: &'static str) -> Self {
        Self::new(name, FieldKind::Whole { least: i64::MIN, most: i64::MAX }, help)
    }

    /// One of a few words; see [`words`].
    pub const fn word(name: &'static str, words: &'static [&'static str], help: &'static str) -> Self {
        Self::new(name, FieldKind::Word(words), help)
    }

    /// The same key, which must be there in the text that was written first.
    pub const fn needed(self) -> Self {
        Self { need: Need::Source, ..self }
    }

    /// The same key, which must be there in every language.
    pub const fn always_needed(self) -> Self {
        Self { need: Need::EveryLanguage, ..self }
    }

    /// The same key, whose value is running text in each language.
    pub const fn in_words(self) -> Self {
        Self { words: FieldWords::Text, ..self }
    }

    /// The same key, whose value is a name in each language.
    pub const fn as_name(self) -> Self {
        Self { words: FieldWords::Name, ..self }
    }

    /// The same key, which has no place beside another.
    pub const fn not_beside(self, other: &'static str) -> Self {
        Self { not_beside: Some(other), ..self }
    }

    /// Whether a table of that side may hold it.
    pub fn is_of(&self, side: FieldSide) -> bool {
        side == FieldSide::Source || self.words != FieldWords::No
    }

    /// Whether a table of that side must hold it.
    pub fn is_needed(&self, side: FieldSide) -> bool {
        match self.need {
            Need::Optional => false,
            Need::Source => side == FieldSide::Source,
            Need::EveryLanguage => true,
        }
    }
}

/// The words of a choice, in its order.
pub const fn words<T: Copy, const N: usize>(choices: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = choices[at].0;
        at += 1;
    }
    words
}
