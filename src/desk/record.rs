//! One record as a form.

use super::answer::{Answer, Response};
use super::deed::Deed;
use super::door::NotWritten;
use super::form::Form;
use super::look::{Look, ShownFinding};
use super::settings::{ShownField, changes, shown_fields};
use super::values::with_values;
use crate::config::FieldSide;
use crate::content::RecordKind;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::text::{Fingerprint, encode_path};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;
use toml::Table;
use toml::de::DeTable;

#[derive(Serialize)]
struct Shown {
    title: String,
    here: &'static str,
    kind: &'static str,
    kind_title: &'static str,
    path: String,
    seen: String,
    fields: Vec<ShownField>,
    findings: Vec<ShownFinding>,
    wrong: Vec<String>,
    said: String,
    shown_on: Vec<ShownOn>,
}

/// Where readers see a record.
#[derive(Serialize)]
struct ShownOn {
    title: String,
    href: String,
}

/// A record, with its kind, its file, the text of that and what it says.
struct Record<'l> {
    kind: &'static RecordKind,
    source: &'l Arc<Source>,
    text: &'l Arc<str>,
    id: &'l str,
    table: Table,
}

fn find<'l>(look: &Look<'l>, rest: &'l str) -> Option<Record<'l>> {
    let (kind, id) = rest.split_once('/')?;
    let (kind, source, text) = look.records(kind)?;
    let all: Table = text.parse().ok()?;
    let table = all.get(id)?.as_table()?.clone();
    Some(Record { kind, source, text, id, table })
}

/// Shows a record.
pub fn show(look: &Look, rest: &str, query: &Form) -> Answer {
    match find(look, rest) {
        Some(record) => form_of(look, 200, &record, None, Vec::new(), query.trimmed("said")),
        None => Answer::Missing,
    }
}

fn form_of(look: &Look, status: u16, record: &Record, typed: Option<&Form>, wrong: Vec<String>, said: &str) -> Answer {
    look.desk.remembered.saw(record.source.fingerprint, record.text);
    let range = range_of(record.text, record.id).unwrap_or_default();
    let all = look.site.snapshot.findings_in(&[Arc::clone(&record.source.path)]);
    let own: Vec<&Diagnostic> = all
        .iter()
        .filter(|finding| {
            finding.location.file == record.source.path && range.contains(&(finding.location.span.start as usize))
        })
        .collect();
    let title = ["name", "statement", "text"].into_iter().find_map(|key| record.table.get(key)?.as_str());
    let values = Shown {
        title: title.unwrap_or(record.id).to_owned(),
        here: record.kind.name,
        kind: record.kind.name,
        kind_title: super::records::title_of(record.kind.name),
        path: format!("{}/{}", record.kind.name, encode_path(record.id)),
        seen: record.source.fingerprint.to_string(),
        fields: shown_fields(record.kind.fields, FieldSide::Source, &record.table, typed),
        findings: look.shown(&own),
        wrong,
        said: said.to_owned(),
        shown_on: shown_on(look, record.id),
    };
    look.desk.page(status, "record.html", look.site, &values)
}

/// Where a record begins and the next one does.
fn range_of(text: &str, id: &str) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let mut starts: Vec<usize> = table.get_ref().iter().map(|(key, _)| key.span().start).collect();
    starts.sort_unstable();
    let start = table.get_ref().get_key_value(id)?.0.span().start;
    let end = starts.into_iter().find(|other| *other > start).unwrap_or(text.len());
    Some(start.saturating_sub(1)..end)
}

/// The pages whose text names it; those that show a whole group are not among them.
fn shown_on(look: &Look, id: &str) -> Vec<ShownOn> {
    let quoted = format!("\"{id}\"");
    let pages = look.site.workspace.sources().iter().filter(|source| {
        let is_source = look.page(&source.path).is_some_and(|(page, ..)| page.language.is_none());
        is_source && source.text().is_some_and(|text| text.contains(&quoted))
    });
    pages
        .map(|source| ShownOn {
            title: look.title_of(&source.path),
            href: format!("page/{}", encode_path(&source.path)),
        })
        .collect()
}

/// Saves a record.
pub fn act(look: &Look, rest: &str, form: &Form) -> Response {
    let Some(record) = find(look, rest) else {
        return look
            .desk
            .stopped(404, look.site, "This entry is not there any more. Go back and copy what you typed.")
            .into();
    };
    let seen = Fingerprint::parse(form.trimmed("seen"));
    // What the form showed decides what was changed in it; the file may have changed elsewhere meanwhile.
    let base = seen.and_then(|seen| look.desk.remembered.text(seen)).unwrap_or_else(|| record.text.to_string());
    let then = base.parse::<Table>().ok().and_then(|all| all.get(record.id)?.as_table().cloned()).unwrap_or_default();
    let changes = match changes(record.kind.fields, FieldSide::Source, &then, form) {
        Ok(changes) => changes,
        Err(wrong) => return form_of(look, 422, &record, Some(form), wrong, "").into(),
    };
    let met: Vec<&str> = changes
        .iter()
        .filter(|(key, _)| seen != Some(record.source.fingerprint) && then.get(*key) != record.table.get(*key))
        .map(|(key, _)| *key)
        .collect();
    if !met.is_empty() {
        let wrong = vec![format!(
            "Somebody changed the same meanwhile: {}. The fields show what you typed; look at the file's own words in the history, and save again.",
            met.join(", ").replace('_', " ")
        )];
        return form_of(look, 409, &record, Some(form), wrong, "").into();
    }
    let text = match with_values(record.text, record.id, &changes) {
        Ok(text) => text,
        Err(why) => return form_of(look, 422, &record, Some(form), vec![why], "").into(),
    };
    let what = format!("Edited: {}", record.id);
    let deed = Deed {
        path: &record.source.path,
        seen: Some(record.source.fingerprint),
        text: Some(&text),
        what: &what,
        role: form.trimmed("role"),
    };
    match look.desk.write(&deed) {
        Ok(changes) => {
            let to = format!("record/{}/{}?said=saved", record.kind.name, encode_path(record.id));
            Response { answer: Answer::Done(to), changes }
        }
        Err(NotWritten::Changed) => {
            let wrong = vec!["The file changed this very moment. Look at it, and save again.".to_owned()];
            form_of(look, 409, &record, Some(form), wrong, "").into()
        }
        Err(NotWritten::Machine(why)) => form_of(look, 422, &record, Some(form), vec![why], "").into(),
    }
}
