//! Expected text inside a test, which a flag rewrites.
//!
//! `assert_text!(actual, r#"…"#)` compares both without the indentation that the literal's lines share. With
//! `UPDATE_EXPECT=1` a literal that differs is written anew.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Compares a text with the literal that is behind it.
macro_rules! assert_text {
    ($actual:expr, $expected:literal $(,)?) => {
        $crate::expect::compare($actual.as_ref(), $expected, file!(), line!(), column!())
    };
}
pub(crate) use assert_text;

/// What `assert_text!` calls.
#[track_caller]
pub fn compare(actual: &str, expected: &str, file: &str, line: u32, column: u32) {
    let (actual, expected) = (tidy(actual), tidy(expected));
    if actual == expected {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        rewrite(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), line as usize, column as usize, &actual);
        return;
    }
    panic!("{}\nrun with UPDATE_EXPECT=1 to write what was found into the test", difference(&expected, &actual));
}

/// The text without empty lines around it, space at the ends of lines, and indentation that all its lines share.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let shared = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min().unwrap_or(0);
    let lines: Vec<&str> = lines.into_iter().map(|line| line.get(shared..).unwrap_or("")).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines of both texts: those that only one has are marked.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let behind = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(|(old, new)| old == new).count();
    let mut shown = String::from("what was expected (-) and what was found (+):\n");
    let mut push =
        |mark: &str, lines: &[&str]| lines.iter().for_each(|line| shown.push_str(&format!("{mark}{line}\n")));
    push("  ", &old[..before]);
    push("- ", &old[before..old.len() - behind]);
    push("+ ", &new[before..new.len() - behind]);
    push("  ", &old[old.len() - behind..]);
    shown
}

/// A test file as it was when the tests began, and the literals that are to be replaced.
struct Rewriting {
    text: String,
    literals: Vec<(Range<usize>, String)>,
}

static REWRITINGS: Mutex<BTreeMap<PathBuf, Rewriting>> = Mutex::new(BTreeMap::new());

fn rewrite(path: PathBuf, line: usize, column: usize, actual: &str) {
    let mut all = REWRITINGS.lock().unwrap();
    let file = all.entry(path.clone()).or_insert_with(|| Rewriting {
        text: std::fs::read_to_string(&path).expect("the test's own file can be read"),
        literals: Vec::new(),
    });
    let start: usize = file.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let own = file.text[start..].lines().next().map_or(0, indentation);
    let literal = last_literal(&file.text, start + column - 1);
    if file.literals.iter().all(|(known, _)| *known != literal) {
        file.literals.push((literal, written(actual, own)));
        file.literals.sort_by_key(|(range, _)| range.start);
    }
    let mut text = String::with_capacity(file.text.len());
    let mut done = 0;
    for (range, new) in &file.literals {
        text.push_str(&file.text[done..range.start]);
        text.push_str(new);
        done = range.end;
    }
    text.push_str(&file.text[done..]);
    std::fs::write(&path, text).expect("the test's own file can be written");
}

fn written(actual: &str, own: usize) -> String {
    let (indent, last) = (" ".repeat(own + 4), " ".repeat(own));
    let lines: Vec<String> =
        actual.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }).collect();
    let marks = if actual.contains("\"#") { "##" } else { "#" };
    format!("r{marks}\"\n{}\n{last}\"{marks}", lines.join("\n"))
}

/// Where the last string literal of the call is that begins at `start`.
fn last_literal(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut at = start + text[start..].find('(').expect("a macro is called with brackets");
    let mut depth = 0;
    let mut last = 0..0;
    while at < bytes.len() {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return last;
                }
            }
            b'r' if text[at..].starts_with("r#") => {
                let marks = text[at + 1..].bytes().take_while(|byte| *byte == b'#').count();
                let closing = format!("\"{}", "#".repeat(marks));
                let inside = at + marks + 2;
                let end = inside + text[inside..].find(&closing).expect("a literal ends") + closing.len();
                last = at..end;
                at = end;
                continue;
            }
            b'"' => {
                let mut end = at + 1;
                while bytes[end] != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                last = at..end + 1;
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    last
}

#[test]
fn indentation_means_nothing() {
    assert_eq!(tidy("\n    <ul>\n      <li>x\n\n    </ul>\n    "), "<ul>\n  <li>x\n\n</ul>");
}

#[test]
fn finds_the_literal_to_rewrite() {
    let text = "assert_text!(f(\"a)\", r#\"b\"#), \"c\\\"d\");";
    assert_eq!(&text[last_literal(text, 0)], "\"c\\\"d\"");
    let text = "assert_text!(x, r##\"a\"#b\"##);";
    assert_eq!(&text[last_literal(text, 0)], "r##\"a\"#b\"##");
}
