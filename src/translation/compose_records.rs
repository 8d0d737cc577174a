//! Writes whole files of records and strings in another language.
//!
//! What came back and what is still true go in; TOML, or what is wrong with a text, comes out.

use super::compose::Targets;
use super::part::{placed, words_of};
use super::segment::SegmentToken;
use super::settings::set_keys;
use super::unit::placeholders;
use crate::content::{marks_in, record_texts};
use crate::diagnostic::{Diagnostic, Location, report};
use std::collections::BTreeMap;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

/// A file of records and the file that its translation will be.
pub struct RecordWork<'w> {
    /// The translation's path.
    pub path: &'w str,
    /// The translation's text; empty if there is none.
    pub existing: &'w str,
    /// The source's texts as they are written, in the forms that the language counts with.
    pub source: &'w BTreeMap<String, String>,
    /// The fingerprint of the source.
    pub fingerprint: &'w str,
    /// Texts that the language lacks or has out of date.
    pub wanted: &'w [String],
    /// Where findings about the whole file point to.
    pub location: &'w Location,
}

/// Writes translated texts of records into a file of them. It is read again, and must hold exactly the texts that were given.
///
/// # Errors
/// Every text that is missing, or would break a placeholder or a number, and a file that is no TOML.
pub fn compose_records(work: &RecordWork, targets: &Targets) -> Result<String, Vec<Diagnostic>> {
    let mut refusals = Vec::new();
    let mut texts = BTreeMap::new();
    for key in work.wanted.iter().filter(|key| targets.get(key.as_str()).is_none_or(|text| text.target.is_none())) {
        let location = targets.get(key.as_str()).map_or(work.location, |text| &text.location);
        refusals.push(report::text_missing(location.clone(), key));
    }
    for (key, returned) in targets {
        let (Some(original), Some(_)) = (work.source.get(*key), &returned.target) else { continue };
        match text_of(original, returned) {
            Ok(text) => drop(texts.insert((*key).to_owned(), text)),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let fails = |why: &str| vec![report::exchange_fails(work.location.clone(), work.path, why)];
    let head = set_keys(work.existing, &[("source", Some(work.fingerprint.into()))]).map_err(|why| fails(&why))?;
    let mut document: DocumentMut = head.parse().map_err(|_| fails("the file that is there cannot be read"))?;
    for (key, text) in &texts {
        set_path(document.as_table_mut(), key, text);
    }
    drop_rest(&mut document, &head, work);
    let whole = document.to_string();
    let found = record_texts(work.path, &whole);
    let is_whole = texts.iter().all(|(key, text)| found.get(key) == Some(text))
        && work.source.keys().all(|key| found.contains_key(key));
    if is_whole { Ok(whole) } else { Err(fails("it would not hold every text")) }
}

/// A text of a record with its placeholders, as readers get it.
fn text_of(original: &str, returned: &super::returned::ReturnedText) -> Result<String, Diagnostic> {
    let parts = returned.target.as_deref().unwrap_or_default();
    let (location, id) = (&returned.location, &returned.id);
    let source = placeholders(original);
    if words_of(parts).contains(['{', '}']) {
        return Err(report::text_braces(location.clone(), id));
    }
    let tokens = placed(&source, parts, location, id)?;
    if let Some((written, meant)) = marks_in(&words_of(parts)).filter(|_| marks_in(original).is_none()) {
        return Err(report::signs_in_plain_words(location.clone(), &written, meant));
    }
    // White space at the ends of a text, as of a separator, is the source's.
    let inner = original.trim();
    let (before, behind) = original.split_at(original.find(inner).unwrap_or_default());
    let text: String = tokens.iter().map(SegmentToken::written).collect();
    let text = format!("{before}{text}{}", &behind[inner.len()..]);
    if text == original && !returned.is_checked && super::compose::is_sentence(original) {
        return Err(report::text_english(location.clone(), id));
    }
    Ok(text)
}

/// Takes out what a list of the translation has more than its source: it would go on saying what is gone.
fn drop_rest(document: &mut DocumentMut, head: &str, work: &RecordWork) {
    let texts = record_texts(work.path, head);
    let lists = texts.keys().filter(|key| !work.source.contains_key(*key)).filter_map(|key| key.rsplit_once('.'));
    for (list, _) in lists.filter(|(_, location)| location.parse::<usize>().is_ok()) {
        let location = |number: &usize| work.source.contains_key(&format!("{list}.{number}"));
        let wanted = (1..).take_while(location).count();
        let mut item = Some(document.as_item_mut());
        for name in list.split('.') {
            item = item.and_then(|item| item.get_mut(name));
        }
        if let Some(list) = item.and_then(Item::as_array_mut) {
            while list.len() > wanted {
                list.remove(list.len() - 1);
            }
        }
    }
}

/// Sets a dotted key; a last part that is a number is a place in a list.
fn set_path(table: &mut dyn TableLike, key: &str, text: &str) {
    let Some((first, rest)) = key.split_once('.') else {
        table.insert(key, value(text));
        return;
    };
    if let Ok(number) = rest.parse::<usize>() {
        let list = table.entry(first).or_insert(value(Array::new()));
        if let Some(list) = list.as_array_mut() {
            while list.len() < number {
                list.push("");
            }
            list.replace(number.max(1) - 1, text);
        }
        return;
    }
    let inner = table.entry(first).or_insert_with(|| {
        let mut fresh = Table::new();
        fresh.set_implicit(false);
        Item::Table(fresh)
    });
    if let Some(inner) = inner.as_table_like_mut() {
        set_path(inner, rest, text);
    }
}
