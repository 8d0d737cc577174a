//! Texts to translate, file by file, with what is already there.
//!
//! A source and its translation go in; what a translator gets comes out.

use super::compose::reused;
use super::segment::{Segment, SegmentToken, segments};
use crate::content::{Page, RecordWords};
use crate::locale::PluralCategory;
use crate::site::record_changes;
use std::collections::{BTreeMap, BTreeSet};

/// What goes to a translator of one file.
#[derive(Clone, Debug)]
pub struct ExchangeFile {
    /// The source file.
    pub original: String,
    /// The fingerprint of the source as it was sent.
    pub fingerprint: String,
    /// Its texts, in reading order.
    pub units: Vec<TextUnit>,
}

/// One text to translate.
#[derive(Clone, Debug)]
pub struct TextUnit {
    /// Unique in its file.
    pub id: String,
    /// The text, as words and things that stay as they are.
    pub source: Vec<SegmentToken>,
    /// What the source said when the last translation was made; empty if there is none.
    pub then: String,
    /// The last translation; empty if there is none.
    pub translation: String,
}

/// The texts of a page that a language lacks or has out of date.
///
/// `kept` is what the translation was made from. A translation whose blocks are not those of `kept` is asked for as a whole.
pub fn page_units(source: (&Page, &str), translation: Option<(&Page, &str)>, kept: Option<&Page>) -> Vec<TextUnit> {
    let all = segments(source.0, source.1).into_iter().filter(Segment::has_words);
    let known = translation.map(|translation| reused(source.0, translation, kept)).unwrap_or_default();
    all.filter(|segment| !known.current.contains_key(&segment.id))
        .map(|segment| TextUnit {
            then: known.then.get(&segment.id).cloned().unwrap_or_default(),
            translation: known.outdated.get(&segment.id).cloned().unwrap_or_default(),
            id: segment.id,
            source: segment.tokens,
        })
        .collect()
}

/// The texts of a file of records that a language lacks or has out of date. `source` are the source's texts as they are written, in
/// the forms that the language counts with.
pub fn record_units(
    source: &BTreeMap<String, String>,
    today: &RecordWords,
    own: Option<&RecordWords>,
    kept: Option<&RecordWords>,
) -> Vec<TextUnit> {
    let changed: BTreeSet<String> =
        kept.map(|kept| record_changes(kept, today).into_keys().collect()).unwrap_or_default();
    let lacks = |key: &String| own.is_none_or(|own| !own.texts.contains_key(key));
    // Where nobody knows what a translation was made from, every text of it may be out of date.
    let made_from = own.and_then(|own| own.source.as_ref());
    let is_lost =
        kept.is_none() && made_from.is_some_and(|(made_from, _)| *made_from != today.fingerprint().to_string());
    let is_changed =
        |key: &String| is_lost || changed.contains(key) || changed.contains(&counted_from(key, &today.texts));
    source
        .iter()
        .filter(|(key, _)| lacks(key) || is_changed(key))
        .map(|(key, text)| TextUnit {
            id: key.clone(),
            source: placeholders(text),
            then: kept.and_then(|kept| kept.texts.get(&counted_from(key, &kept.texts))).cloned().unwrap_or_default(),
            translation: own.and_then(|own| own.texts.get(key)).cloned().unwrap_or_default(),
        })
        .collect()
}

/// The texts of a catalogue in the forms that a language counts with: what is said in another form in the source is asked for in each of
/// them, and forms that the language does not have are left out.
pub fn counted(source: BTreeMap<String, String>, categories: &[PluralCategory]) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (key, text) in &source {
        match form_of(key, &source) {
            None => drop(texts.insert(key.clone(), text.clone())),
            Some(_) if !key.ends_with(".other") => {}
            Some((stem, _)) => {
                for category in categories {
                    let key = format!("{stem}.{}", category.as_str());
                    let text = source.get(&key).unwrap_or(text).clone();
                    texts.insert(key, text);
                }
            }
        }
    }
    texts
}

/// The key of the text that a form was made from: itself, or the form for everything else.
fn counted_from(key: &str, source: &BTreeMap<String, String>) -> String {
    match form_of(key, source) {
        Some((stem, _)) if !source.contains_key(key) => format!("{stem}.other"),
        _ => key.to_owned(),
    }
}

/// A key cut before its plural category, if it has one.
fn form_of<'k>(key: &'k str, source: &BTreeMap<String, String>) -> Option<(&'k str, &'k str)> {
    let (stem, form) = key.rsplit_once('.')?;
    let is_category = PluralCategory::all().into_iter().any(|category| category.as_str() == form);
    (is_category && source.contains_key(&format!("{stem}.other"))).then_some((stem, form))
}

/// Cuts a text of a record where a placeholder such as `{count}` is.
pub fn placeholders(text: &str) -> Vec<SegmentToken> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{')
        && let Some(length) = rest[start..].find('}')
    {
        if start > 0 {
            tokens.push(SegmentToken::plain(&rest[..start]));
        }
        tokens.push(SegmentToken::Keep(rest[start..=start + length].to_owned()));
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        tokens.push(SegmentToken::plain(rest));
    }
    tokens
}
