//! Sets values in a file of settings or records: each is replaced where it is written, everything else stays as its author wrote it.
//!
//! A text and what it is to say go in, the new text comes out, or why it cannot be made. Comments, order, line ends and spacing stay.

use super::passages::line_end;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// A key, and what it is to say from now on as it is written in the file; `None` takes it out.
pub type Change<'c> = (&'c str, Option<String>);

/// Sets keys in the table `named`, or above all tables if that is empty.
///
/// # Errors
/// In plain words: the file cannot be read, has no such table, or writes a value in a way that only a person can change.
pub fn with_values(text: &str, named: &str, changes: &[Change]) -> Result<String, String> {
    let mut new = text.to_owned();
    for (key, value) in changes {
        new = with_value(&new, named, key, value.as_deref())?;
    }
    let wanted = wanted(text, named, changes)?;
    match new.parse::<Table>() {
        Ok(table) if table == wanted => Ok(new),
        _ => Err(format!("the file writes `{named}` in a way that only its whole text can change")),
    }
}

/// What the file must say in the end: what it says now, with these changes and nothing else.
fn wanted(text: &str, named: &str, changes: &[Change]) -> Result<Table, String> {
    let mut table: Table = text.parse().map_err(unreadable)?;
    let own = match named {
        "" => Some(&mut table),
        named => table.get_mut(named).and_then(Value::as_table_mut),
    };
    let own = own.ok_or_else(|| format!("there is no `{named}` in the file any more"))?;
    for (key, value) in changes {
        match value {
            Some(written) => {
                let mut line: Table = format!("value = {written}").parse().map_err(unreadable)?;
                own.insert((*key).to_owned(), line.remove("value").unwrap_or(Value::Boolean(false)));
            }
            None => drop(own.remove(*key)),
        }
    }
    Ok(table)
}

fn unreadable(error: toml::de::Error) -> String {
    format!("the file cannot be read: {}", error.message())
}

fn with_value(text: &str, named: &str, key: &str, value: Option<&str>) -> Result<String, String> {
    let all = DeTable::parse(text).map_err(unreadable)?;
    let missing = || format!("there is no `{named}` in the file any more");
    let (table, header) = match named {
        "" => (all.get_ref(), 0..0),
        named => {
            let (name, value) = all.get_ref().get_key_value(named).ok_or_else(missing)?;
            (value.get_ref().as_table().ok_or_else(missing)?, name.span())
        }
    };
    let there = table.get_key_value(key).map(|(name, value)| (name.span(), value.span()));
    Ok(match (there, value) {
        (Some((_, old)), Some(new)) => spliced(text, old, new),
        (Some((name, old)), None) => spliced(text, whole_lines(text, name.start..old.end), ""),
        (None, Some(new)) => {
            let line_end = line_end(text);
            match last_value(table).or((!named.is_empty()).then_some(header.end)) {
                None => format!("{key} = {new}{line_end}{text}"),
                Some(last) => {
                    let at = end_of_line(text, last);
                    spliced(text, at..at, &format!("{line_end}{key} = {new}"))
                }
            }
        }
        (None, None) => text.to_owned(),
    })
}

/// Where the last value of a table itself ends; tables below it have places of their own.
fn last_value(table: &DeTable) -> Option<usize> {
    let is_own = |value: &DeValue| match value {
        DeValue::Table(_) => false,
        DeValue::Array(items) => !items.iter().any(|item| item.get_ref().is_table()),
        _ => true,
    };
    table.values().filter(|value| is_own(value.get_ref())).map(|value| value.span().end).max()
}

fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[..end].ends_with('\r') && end < text.len() { end - 1 } else { end }
}

fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline + 1);
    start..end
}

fn spliced(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// The id of the record that holds a place of a file.
pub fn id_at(text: &str, at: usize) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let tables = table.get_ref().iter().filter(|(_, value)| value.get_ref().is_table());
    let before = tables.filter(|(id, _)| id.span().start <= at + 1);
    before.max_by_key(|(id, _)| id.span().start).map(|(id, _)| id.get_ref().to_string())
}

/// A text as it is written in quotes.
///
/// Source: TOML 1.0, basic strings: what must be escaped is the quote, the backslash and control characters but the tab.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            sign if sign.is_control() && sign != '\t' => out.push_str(&format!("\\u{:04X}", sign as u32)),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: &str = "# Numbers\r\n\r\n[one]\r\nname = \"One\"   # first\r\nchecked_on = 2026-01-01\r\n\r\n# Two\r\n[two]\r\nname = 'Two'\r\n";

    fn set(named: &str, key: &str, value: Option<&str>) -> String {
        with_values(RECORDS, named, &[(key, value.map(str::to_owned))]).unwrap()
    }

    #[test]
    fn a_value_is_replaced_where_it_is_and_nothing_else_changes() {
        assert_eq!(set("one", "checked_on", Some("2026-12-01")), RECORDS.replace("2026-01-01", "2026-12-01"));
        assert_eq!(set("one", "name", Some("\"1\"")), RECORDS.replace("\"One\"", "\"1\""));
        assert_eq!(set("two", "name", Some("\"2\"")), RECORDS.replace("'Two'", "\"2\""));
    }

    #[test]
    fn a_new_key_goes_below_the_others_of_its_table_and_an_old_one_goes_with_its_line() {
        let added = set("one", "checked_how", Some("\"call\""));
        assert_eq!(added, RECORDS.replace("01-01\r\n", "01-01\r\nchecked_how = \"call\"\r\n"));
        assert_eq!(set("one", "checked_on", None), RECORDS.replace("checked_on = 2026-01-01\r\n", ""));
        assert_eq!(set("two", "note", None), RECORDS);
        assert!(set("two", "note", Some("\"n\"")).ends_with("name = 'Two'\r\nnote = \"n\"\r\n"));
    }

    #[test]
    fn settings_above_all_tables_stay_above_them() {
        let text = "title = \"A\"\nlist = [\n  \"a\", # b\n]\n[extra]\nx = 1\n";
        let new = with_values(text, "", &[("draft", Some("true".to_owned()))]).unwrap();
        assert_eq!(new, text.replace("]\n[extra]", "]\ndraft = true\n[extra]"));
        assert_eq!(
            with_values("[extra]\nx = 1\n", "", &[("a", Some("1".to_owned()))]).unwrap(),
            "a = 1\n[extra]\nx = 1\n"
        );
        assert_eq!(with_values(text, "", &[("list", None)]).unwrap(), "title = \"A\"\n[extra]\nx = 1\n");
    }

    #[test]
    fn what_cannot_be_set_by_itself_is_refused() {
        let refused = |text: &str, named: &str| with_values(text, named, &[("a", Some("1".to_owned()))]).unwrap_err();
        assert!(refused(RECORDS, "three").contains("no `three`"));
        assert!(refused("= 1", "").contains("cannot be read"));
        // Two values in one line: the line of one would take the other along.
        assert!(with_values("x = { a = 1, b = 2 }\n", "x", &[("a", None)]).is_err());
    }

    #[test]
    fn any_text_can_be_written() {
        for text in ["", "plain", "\"q\" \\ back", "two\nlines\ttab", "اردو\u{7}"] {
            let table: Table = format!("a = {}", quoted(text)).parse().unwrap();
            assert_eq!(table["a"].as_str(), Some(text));
        }
    }
}
