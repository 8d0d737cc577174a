//! The facts of one edition with their words in every language; what the edition may not show is not in it.
//!
//! Contents go in; facts that are too old, or lack a word, are reported.

use super::language::LanguageId;
use super::records::{RecordScope, check_upkeep, why_hidden};
use super::translated::Translated;
use crate::content::{Content, Fact, FactValue, FactWords, RecordAudience, SourceDate, shows};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::text::nearest;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facts of one edition.
#[derive(Debug, Default)]
pub struct Facts {
    /// In the order of their file.
    pub shown: Vec<ShownFact>,
    /// Ids of facts that exist but are not shown, and why; only diagnostics may use it.
    withheld: BTreeMap<String, &'static str>,
}

/// A fact with its words in every language.
#[derive(Debug)]
pub struct ShownFact {
    /// Its id.
    pub id: String,
    /// What it says.
    pub value: FactValue,
    /// The date of its source.
    pub source_date: Option<SourceDate>,
    /// Where the source can be read.
    pub source_url: Option<String>,
    /// How sure we are, `A` to `D`.
    pub confidence: &'static str,
    /// When it was last checked.
    pub checked_on: Option<Date>,
    audience: RecordAudience,
    source: FactWords,
    /// What each language has of its own.
    translations: Vec<FactWords>,
    default: LanguageId,
}

impl Facts {
    /// The fact of that id.
    pub fn fact(&self, id: &str) -> Option<&ShownFact> {
        self.shown.iter().find(|fact| fact.id == id)
    }

    /// What is wrong with an id that no shown fact has.
    pub fn unknown(&self, location: Location, id: &str) -> Diagnostic {
        match self.withheld.get(id) {
            Some(why) => report::hidden_fact(location, id, why),
            None => report::unknown_fact(location, id, nearest(id, self.shown.iter().map(|fact| fact.id.as_str()))),
        }
    }
}

impl ShownFact {
    /// Whether it is for those readers: `public` or `staff`. One for both is for the public.
    pub fn is_for(&self, readers: &str) -> bool {
        (self.audience == RecordAudience::Staff) == (readers == "staff")
    }

    /// What the value is about, and whether that is in the language.
    pub fn statement(&self, language: LanguageId) -> (&str, bool) {
        self.words(language, |words| words.statement.as_deref())
    }

    /// The value of a fact without a number, and whether that is in the language.
    pub fn value_words(&self, language: LanguageId) -> (&str, bool) {
        self.words(language, |words| words.value.as_deref())
    }

    /// Where it comes from, and whether that is in the language.
    pub fn source_name(&self, language: LanguageId) -> (&str, bool) {
        self.words(language, |words| words.source_name.as_deref())
    }

    /// Equal for facts that have one source of one date.
    pub fn source_key(&self) -> (String, Option<SourceDate>) {
        (self.source.source_name.clone().unwrap_or_default(), self.source_date)
    }

    fn words<'a>(&'a self, language: LanguageId, get: impl Fn(&'a FactWords) -> Option<&'a str>) -> (&'a str, bool) {
        match self.translations.get(usize::from(language.0)).and_then(&get) {
            Some(words) => (words, true),
            None => (get(&self.source).unwrap_or_default(), language == self.default),
        }
    }
}

/// Gathers the facts that the edition may show. Reports facts that are too old, and words for facts that do not exist.
pub fn gather(
    contents: &[Arc<Content>],
    languages: &[LanguageTag],
    default: &LanguageTag,
    scope: RecordScope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Facts {
    let mut facts = Facts::default();
    let words = Translated::<Fact>::gather(contents, languages, scope.stale, diagnostics);
    for content in contents {
        for fact in content.records::<Fact>() {
            if !shows(fact.audience, fact.state, scope.partner) {
                facts.withheld.insert(fact.id.clone(), why_hidden(fact.state));
                continue;
            }
            check_age(fact, &content.file, scope.at, diagnostics);
            check_upkeep(&fact.id, &fact.upkeep, &content.file, scope.at, diagnostics);
            let own = |tag: &LanguageTag| words.get(tag, &fact.id).cloned().unwrap_or_default();
            facts.shown.push(shown(fact, languages.iter().map(own).collect(), position(languages, default)));
        }
    }
    facts
}

fn position(languages: &[LanguageTag], default: &LanguageTag) -> LanguageId {
    LanguageId(languages.iter().position(|tag| tag == default).unwrap_or(0) as u16)
}

fn check_age(fact: &Fact, file: &Arc<str>, at: Date, diagnostics: &mut Vec<Diagnostic>) {
    let location = Location::at(file, fact.span);
    match (fact.checked_on, fact.check_by()) {
        (Some(checked), Some(limit)) if at > limit => {
            diagnostics.push(report::fact_expired(location, &fact.id, &checked.to_string(), fact.expires_days));
        }
        (None, _) => diagnostics.push(report::fact_unchecked(location, &fact.id)),
        _ => {}
    }
}

fn shown(fact: &Fact, translations: Vec<FactWords>, default: LanguageId) -> ShownFact {
    ShownFact {
        id: fact.id.clone(),
        value: fact.value.clone(),
        source_date: fact.source_date,
        source_url: fact.source_url.clone(),
        confidence: fact.confidence,
        checked_on: fact.checked_on,
        audience: fact.audience,
        source: fact.words.clone(),
        translations,
        default,
    }
}
