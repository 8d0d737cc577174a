//! The handbook says of every key what the program says: tables in its reference are compared with the descriptions that the
//! parser reads by. `UPDATE_EXPECT=1` writes them anew.

use crate::every::texts;
use liberate::check::GLOSSARY_FIELDS;
use liberate::config::{Field, FieldKind, FieldWords, Need, SETTINGS};
use liberate::content::{PAGE_FIELDS, RECORD_KINDS, SYNONYM_FIELDS};
use liberate::render::SEEN;
use liberate::source::RECORD_FILES;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;

/// Tests may write the handbook anew, one after the other.
static HANDBOOK: Mutex<()> = Mutex::new(());

/// The page of the reference that has this text, and all that it says.
#[track_caller]
fn page_with(text: &str) -> (PathBuf, String) {
    let reference = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference");
    let pages = std::fs::read_dir(reference).unwrap().map(|page| page.unwrap().path());
    let mut read = pages.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()));
    read.find(|(_, page)| page.contains(text)).unwrap_or_else(|| panic!("no page of the reference has the line {text}"))
}

/// Compares the table behind the comment `<!-- NAME: … -->` with these lines.
#[track_caller]
pub fn compare_table(name: &str, head: [&str; 3], rows: &[[String; 3]]) {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(&head) + "|---|---|---|\n";
    for row in rows {
        table.push_str(&line(&row.each_ref().map(String::as_str)));
    }
    let _alone = HANDBOOK.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let mark = format!("<!-- {name}: compared with the program by a test -->\n");
    let (path, text) = page_with(&mark);
    let (before, rest) = text.split_once(&mark).unwrap();
    let end = rest.find("\n\n").map_or(rest.len(), |end| end + 1);
    if rest[..end] != table {
        assert!(std::env::var_os("UPDATE_EXPECT").is_some(), "the table `{name}` should be:\n{table}");
        std::fs::write(path, format!("{before}{mark}{table}{}", &rest[end..])).unwrap();
    }
}

fn compare_fields(name: &str, fields: impl IntoIterator<Item = &'static Field>) {
    let rows: Vec<[String; 3]> = fields.into_iter().map(row).collect();
    compare_table(name, ["key", "value", "what it says"], &rows);
}

fn row(field: &'static Field) -> [String; 3] {
    let mut value = field.kind.written();
    if field.need != Need::Optional {
        value.push_str(", **required**");
    }
    if field.words != FieldWords::No {
        value.push_str(", in each language");
    }
    [format!("`{}`", field.name), value, field.help.to_owned()]
}

#[test]
fn the_handbook_has_every_key_that_templates_see() {
    let rows = SEEN.iter().flat_map(|thing| {
        let about = thing.about.trim().trim_end_matches('.');
        let head = [format!("**{}**", thing.name), String::new(), about.to_owned()];
        let key = |(key, help): &(&str, &str)| [String::new(), format!("`{key}`"), help.trim().to_owned()];
        std::iter::once(head).chain(thing.keys.iter().map(key))
    });
    compare_table("templates", ["thing", "key", "what it is"], &rows.collect::<Vec<_>>());
}

#[test]
fn the_handbook_has_every_key_of_pages() {
    compare_table("page", ["key", "value", "what it says"], &with_inner(PAGE_FIELDS));
}

#[test]
fn the_handbook_has_every_key_of_records() {
    for kind in &RECORD_KINDS {
        compare_fields(kind.name, kind.fields);
        if let Some((name, fields)) = kind.head {
            compare_fields(&format!("{} [{name}]", kind.name), fields);
        }
    }
}

#[test]
fn the_handbook_has_every_key_of_the_glossary() {
    compare_fields("glossary", GLOSSARY_FIELDS);
}

#[test]
fn the_handbook_has_every_key_of_synonyms() {
    compare_fields("synonyms", SYNONYM_FIELDS);
}

#[test]
fn the_handbook_has_every_key_of_the_settings() {
    compare_table("settings", ["key", "value", "what it says"], &with_inner(SETTINGS));
}

/// Rows for these keys and for those of the tables in them.
fn with_inner(fields: &'static [Field]) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for field in fields {
        rows.push(row(field));
        let (FieldKind::Table(inner) | FieldKind::Tables(inner) | FieldKind::NamedTables(inner)) = field.kind else {
            continue;
        };
        for inside in inner {
            let [key, value, help] = row(inside);
            rows.push([format!("{} of `{}`", key, field.name), value, help]);
        }
    }
    rows
}

/// The findings of a file with reports: of each code whether it stops a build, and when it is given.
fn findings(report: &str) -> BTreeMap<&str, (&'static str, Vec<String>)> {
    let function = Regex::new(r"((?:///[^\n]*\n)+)(?:#\[[^\n]*\n)*(?:pub(?:\(\w+\))? )?fn (?s:.*?)\n}\n").unwrap();
    let code = Regex::new(r#"(error|warning)\(\s*[^"]*?"([a-z0-9]+(?:-[a-z0-9]+)+)""#).unwrap();
    let mut found = BTreeMap::new();
    for function in function.captures_iter(report) {
        let about: Vec<&str> = function[1].lines().map(|line| line.trim_start_matches('/').trim()).collect();
        for code in code.captures_iter(function.get(0).unwrap().as_str()) {
            let stops = if &code[1] == "error" { "yes" } else { "no" };
            let (_, when) = found.entry(code.get(2).unwrap().as_str()).or_insert((stops, Vec::new()));
            when.push(about.join(" "));
            when.dedup();
        }
    }
    found
}

#[test]
fn the_handbook_has_every_finding() {
    for (path, report) in texts("src/diagnostic/report") {
        let rows = findings(&report)
            .into_iter()
            .map(|(code, (stops, when))| [format!("`{code}`"), stops.to_owned(), when.join(" ").replace('|', "\\|")]);
        let rows: Vec<[String; 3]> = rows.collect();
        if !rows.is_empty() {
            let name = format!("findings in {}", path.file_stem().unwrap().display());
            compare_table(&name, ["code", "stops a build", "what is found"], &rows);
        }
    }
}

#[test]
fn every_kind_of_records_has_a_file() {
    let files: Vec<(&str, bool)> = RECORD_KINDS.iter().map(|kind| (kind.name, kind.is_many)).collect();
    assert_eq!(files, RECORD_FILES);
}

#[test]
fn descriptions_hold_together() {
    let records = RECORD_KINDS.iter().flat_map(|kind| [Some(kind.fields), kind.head.map(|(_, head)| head)]);
    for fields in records.flatten().chain([PAGE_FIELDS, SETTINGS]) {
        let names: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), fields.len(), "a key is described twice: {fields:?}");
        for field in fields {
            assert!(!field.help.is_empty() && field.help.split_whitespace().count() <= 25, "{field:?}");
            assert!(field.not_beside.is_none_or(|other| names.contains(other)), "{field:?}");
            if let FieldKind::Word(words) = field.kind {
                assert!(words.len() > 1 && words.iter().all(|word| !word.is_empty()), "{field:?}");
            }
        }
    }
}
