//! Settings and records as fields of a form, made from the description by which the program reads them.
//!
//! A description and a table go in, fields with their values come out; what was typed goes in, changes of values come out.

use super::form::Form;
use super::values::{Change, quoted};
use crate::config::{Field, FieldKind, FieldSide, day_of};
use serde::Serialize;
use toml::{Table, Value};

/// The beginning of the names of such fields in a form.
const PREFIX: &str = "set-";

/// One field as the form shows it.
#[derive(Serialize)]
pub struct ShownField {
    /// Its name in the form.
    name: String,
    /// What people call it.
    label: String,
    /// What it is for.
    help: String,
    /// `text`, `lines`, `choice`, `day` or `number`: how it is filled in.
    kind: &'static str,
    /// What it says now.
    value: String,
    /// What may be chosen: what is written, and what is shown.
    choices: Vec<(String, String)>,
    /// Whether it must be filled in.
    is_needed: bool,
    /// What is wrong with what was typed; empty if nothing.
    wrong: String,
}

/// The fields that a form can show: those whose value is one thing, or a list of texts. The others are kept as they are.
fn is_shown(field: &Field, side: FieldSide) -> bool {
    use FieldKind::{Amount, Day, Text, Texts, Truth, Whole, Word, WrittenDate};
    let is_simple = matches!(field.kind, Text | Texts | Truth | Whole { .. } | Amount | Day | WrittenDate | Word(_));
    // The program writes it.
    field.is_of(side) && is_simple && field.name != "source"
}

/// The fields of a table, with what it says now or with what somebody typed. Fields that say something come first.
pub fn shown_fields(fields: &[Field], side: FieldSide, table: &Table, typed: Option<&Form>) -> Vec<ShownField> {
    let shown = fields.iter().filter(|field| is_shown(field, side)).map(|field| {
        let now = written(table.get(field.name));
        let value =
            typed.and_then(|form| form.get(&format!("{PREFIX}{}", field.name))).map_or(now.clone(), str::to_owned);
        let wrong = if value == now { None } else { read(field, &value).err() };
        ShownField {
            name: format!("{PREFIX}{}", field.name),
            label: label(field.name),
            help: field.help.replace('`', "").replace("front matter", "settings"),
            kind: match field.kind {
                FieldKind::Texts => "lines",
                FieldKind::Truth | FieldKind::Word(_) => "choice",
                FieldKind::Day => "day",
                FieldKind::Whole { .. } => "number",
                _ => "text",
            },
            choices: choices(field),
            is_needed: field.is_needed(side),
            wrong: wrong.unwrap_or_default(),
            value,
        }
    });
    let (mut said, empty): (Vec<ShownField>, Vec<ShownField>) =
        shown.partition(|field| field.is_needed || !field.value.is_empty());
    said.extend(empty);
    said
}

/// Keys whose own words say too little to who does not know the file.
const LABELS: [(&str, &str); 14] = [
    ("display", "Number as it is read"),
    ("digits", "Number as it is dialled"),
    ("weight", "Place in lists"),
    ("slug", "Last part of its address"),
    ("toc", "Table of contents"),
    ("checked_how", "How it was checked"),
    ("checked_by_role", "Checked by (role)"),
    ("expires_days", "Days until it must be checked again"),
    ("review_by", "To be read again by"),
    ("publish_on", "First day on which readers see it"),
    ("expires", "First day on which they no longer do"),
    ("event_on", "Day of the event"),
    ("aliases", "Old addresses that lead here"),
    ("kind", "What it is"),
];

/// What people call a key: `source_name` is “Source name”.
fn label(key: &str) -> String {
    if let Some((_, label)) = LABELS.iter().find(|(known, _)| *known == key) {
        return (*label).to_owned();
    }
    let words = key.replace('_', " ");
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

fn choices(field: &Field) -> Vec<(String, String)> {
    let choice = |written: &str, shown: &str| (written.to_owned(), shown.to_owned());
    let own = match field.kind {
        FieldKind::Truth => vec![choice("true", "yes"), choice("false", "no")],
        FieldKind::Word(words) => words.iter().map(|word| choice(word, word)).collect(),
        _ => return Vec::new(),
    };
    std::iter::once(choice("", "not said")).chain(own).collect()
}

/// A value as a form shows it.
fn written(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.replace('\n', " "),
        Some(Value::Array(items)) => {
            items.iter().map(|item| item.as_str().unwrap_or_default().replace('\n', " ")).collect::<Vec<_>>().join("\n")
        }
        Some(other) => other.to_string(),
    }
}

/// What was changed in a form, as it is to be written.
///
/// # Errors
/// What is wrong, field by field, in plain words.
pub fn changes<'f>(
    fields: &'f [Field],
    side: FieldSide,
    table: &Table,
    form: &Form,
) -> Result<Vec<Change<'f>>, Vec<String>> {
    let (mut changes, mut wrong) = (Vec::new(), Vec::new());
    for field in fields.iter().filter(|field| is_shown(field, side)) {
        let Some(typed) = form.get(&format!("{PREFIX}{}", field.name)) else { continue };
        if typed.trim() == written(table.get(field.name)).trim() {
            continue;
        }
        match read(field, typed) {
            Ok(None) if field.is_needed(side) => wrong.push(format!("{}: it must not be empty", label(field.name))),
            Ok(value) => changes.push((field.name, value)),
            Err(why) => wrong.push(format!("{}: {why}", label(field.name))),
        }
    }
    if wrong.is_empty() { Ok(changes) } else { Err(wrong) }
}

/// What was typed, as the file writes it; `None` for nothing.
fn read(field: &Field, typed: &str) -> Result<Option<String>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    match field.kind {
        FieldKind::Texts => {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(quoted);
            Ok(Some(format!("[{}]", lines.collect::<Vec<_>>().join(", "))))
        }
        FieldKind::Day => {
            let day = day_of(typed).ok_or("it is a day, such as 2026-11-22: year, month, day")?;
            Ok(Some(day.to_string()))
        }
        FieldKind::WrittenDate => Ok(Some(day_of(typed).map_or_else(|| quoted(typed), |day| day.to_string()))),
        FieldKind::Whole { least, most } => match typed.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number.to_string())),
            Ok(_) => Err(format!("it is a number from {least} to {most}")),
            Err(_) => Err("it is a whole number, in digits alone".to_owned()),
        },
        FieldKind::Amount => {
            let amount =
                crate::text::Amount::parse(typed).ok_or("it is a number such as 23411 or 3.6, without commas")?;
            let _ = amount;
            Ok(Some(typed.to_owned()))
        }
        FieldKind::Truth if matches!(typed, "true" | "false") => Ok(Some(typed.to_owned())),
        FieldKind::Word(words) if words.contains(&typed) => Ok(Some(quoted(typed))),
        FieldKind::Truth | FieldKind::Word(_) => Err("choose one of those that are offered".to_owned()),
        _ => Ok(Some(quoted(&typed.replace('\n', " ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::text("name", "a name").needed(),
        Field::texts("routes", "ways"),
        Field::day("checked_on", "a day"),
        Field::truth("yearly", "each year"),
    ];

    fn changed(form: &str) -> Result<Vec<(&'static str, Option<String>)>, Vec<String>> {
        let table: Table = "name = \"A\"\nroutes = [\"x\", \"y\"]\nchecked_on = 2026-01-01".parse().unwrap();
        changes(FIELDS, FieldSide::Source, &table, &Form::parse(form.as_bytes()).unwrap())
    }

    #[test]
    fn only_what_was_changed_is_a_change() {
        assert_eq!(changed("set-name=A&set-routes=x%0D%0Ay&set-checked_on=2026-01-01&set-yearly="), Ok(vec![]));
        assert_eq!(
            changed("set-name=A%22&set-yearly=true").unwrap(),
            [("name", Some("\"A\\\"\"".to_owned())), ("yearly", Some("true".to_owned()))]
        );
        assert_eq!(
            changed("set-routes=&set-checked_on=2026-12-01").unwrap(),
            [("routes", None), ("checked_on", Some("2026-12-01".to_owned()))]
        );
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = changed("set-name=&set-checked_on=1.12.2026&set-yearly=perhaps").unwrap_err();
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        assert!(wrong[0].starts_with("Name: ") && wrong[1].starts_with("Checked on: "), "{wrong:?}");
    }
}
