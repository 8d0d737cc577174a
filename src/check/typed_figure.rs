//! Figures that are typed into texts although a fact holds them: they would stay when the fact changes.
//!
//! Only whole numbers of four digits or more are looked for, in any grouping and any digits: shorter ones are written for many reasons.

use super::typed_number::SHOWN;
use crate::content::{ArgumentValue, Body, FrontMatter, NodeKind};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::Facts;
use crate::text::{Span, digits};
use crate::view::View;
use std::ops::Range;
use std::sync::Arc;

/// Digits of a figure at least.
const FEWEST_DIGITS: usize = 4;

/// Finds figures in the text of a page or part as it was written.
pub fn body_figures(view: View, file: &Arc<str>, body: &Body) -> Vec<Diagnostic> {
    let figures = figures(&view.site.facts);
    let mut findings = Vec::new();
    for node in body.own_nodes() {
        match node.kind {
            NodeKind::Text(piece) => {
                let text = body.str(piece);
                for (range, id) in find(text, &figures) {
                    // Words that the file holds in another form are somewhere inside their node.
                    let start = node.span.range().start;
                    let is_exact = node.span.range().len() == text.len();
                    let span = if is_exact { Span::new(start + range.start, start + range.end) } else { node.span };
                    findings.push(report::typed_figure(Location::at(file, span), &text[range], id));
                }
            }
            NodeKind::Call(call) => {
                let arguments = body.call(call).arguments.iter();
                for argument in arguments.filter(|argument| SHOWN.contains(&argument.name.as_str())) {
                    let ArgumentValue::Text(text) = &argument.value else { continue };
                    findings.extend(in_text(text, &Location::at(file, argument.span), &figures));
                }
            }
            _ => {}
        }
    }
    findings
}

/// Finds figures in titles and descriptions.
pub fn front_figures(view: View, file: &Arc<str>, front: &FrontMatter) -> Vec<Diagnostic> {
    let figures = figures(&view.site.facts);
    front.words().flat_map(|(_, text)| in_text(text, &Location::whole(file), &figures)).collect()
}

fn in_text(text: &str, location: &Location, figures: &[(&str, &str)]) -> Vec<Diagnostic> {
    find(text, figures)
        .into_iter()
        .map(|(range, id)| report::typed_figure(location.clone(), &text[range], id))
        .collect()
}

/// The digits of all facts that are looked for, and their ids. A number that could be a year is none of them.
fn figures(facts: &Facts) -> Vec<(&str, &str)> {
    let figure = |digits: &&str| digits.len() >= FEWEST_DIGITS && !is_year(digits);
    facts
        .shown
        .iter()
        .filter_map(|fact| Some((fact.value.amount()?.whole_digits().filter(figure)?, fact.id.as_str())))
        .collect()
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Where the figures are in a text, in order.
fn find<'f>(text: &str, figures: &[(&'f str, &'f str)]) -> Vec<(Range<usize>, &'f str)> {
    if figures.is_empty() || digits(text).len() < FEWEST_DIGITS {
        return Vec::new();
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let is_digit = |index: usize| characters.get(index).is_some_and(|(_, character)| digit(*character).is_some());
    let mut found = Vec::new();
    for start in 0..characters.len() {
        let follows =
            start > 0 && (is_digit(start - 1) || (start > 1 && joins(characters[start - 1].1) && is_digit(start - 2)));
        if !is_digit(start) || follows {
            continue;
        }
        let hit = figures.iter().find_map(|(digits, id)| Some((end_of(&characters, start, digits)?, *id)));
        if let Some((end, id)) = hit {
            let end = characters.get(end).map_or(text.len(), |(offset, _)| *offset);
            found.push((characters[start].0..end, id));
        }
    }
    found
}

/// One past the last character of `wanted` at `start`, if exactly these digits are there, alone or in groups.
fn end_of(characters: &[(usize, char)], start: usize, wanted: &str) -> Option<usize> {
    let mut index = start;
    for (position, expected) in wanted.chars().enumerate() {
        let left = wanted.len() - position;
        // Groups are of three digits, or of two before the last three as in South Asia.
        let may_separate = position > 0 && (left.is_multiple_of(3) || (left > 3 && left % 2 == 1));
        if may_separate && characters.get(index).is_some_and(|(_, character)| separates(*character)) {
            index += 1;
        }
        if characters.get(index).and_then(|(_, character)| digit(*character)) != Some(expected) {
            return None;
        }
        index += 1;
    }
    let at = |index: usize| characters.get(index).map(|(_, character)| *character);
    let goes_on = at(index).is_some_and(|next| digit(next).is_some())
        || (at(index).is_some_and(joins) && at(index + 1).is_some_and(|next| digit(next).is_some()));
    (!goes_on).then_some(index)
}

/// Whether a character between two digits makes one number of them.
fn joins(character: char) -> bool {
    matches!(character, ',' | '.' | '٬' | '٫')
}

fn separates(character: char) -> bool {
    joins(character) || matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

fn digit(character: char) -> Option<char> {
    digits(character.encode_utf8(&mut [0; 4])).chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let figures = [("23411", "a"), ("1316", "b"), ("101766", "c")];
        let found: Vec<&str> = find(text, &figures).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_are_found_in_any_form() {
        for written in
            ["23,411", "23411", "23.411", "23 411", "23\u{a0}411", "23\u{202f}411", "23’411", "۲۳٬۴۱۱", "২৩,৪১১"]
        {
            check(&format!("In 2025: {written}."), &[written]);
        }
        check("1316 and 1,316, then 1,01,766 and 101,766", &["1316", "1,316", "1,01,766", "101,766"]);
    }

    #[test]
    fn other_numbers_are_not() {
        for written in
            ["23,4110", "123,411", "23,411.5", "234,11", "13 16", "0123,411", "2,3411", "1.23411", "13.16", ""]
        {
            check(written, &[]);
        }
    }
}
