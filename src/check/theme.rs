//! The theme's style sheets: contrast of its colours, size of what is pressed, a focus that shows, nothing from
//! elsewhere.
//!
//! Which colours stand on which cannot be read off a style sheet, so the theme says it, in a comment of the sheet that
//! defines them. Each line names words or shapes and what they stand on; names are custom properties, or colours:
//!
//! ```css
//! /* Contrast, checked by the build:
//!    words ink on paper, card
//!    shapes edge on paper
//!    target .exit, .menu a
//! */
//! ```
//!
//! Source: WCAG 2.2, 1.4.3, 1.4.11, 2.4.7 and 2.5.5; USERS.md U03 and U12.

use super::privacy;
use super::rules::CheckContext;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{FileKind, Source};
use crate::text::Span;
use crate::text::css::{Channels, CssRule, colour, rules, without_comments};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How much lighter or darker words must be than what they stand on: WCAG 2.2, 1.4.3, for text of any size.
const WORDS: f64 = 4.5;
/// The same for edges and pictograms: WCAG 2.2, 1.4.11.
const SHAPES: f64 = 3.0;
/// Pixels that a finger needs: WCAG 2.2, 2.5.5, and USERS.md U03.
const TARGET: f64 = 44.0;
/// Pixels of one `rem` in a browser that nobody has changed.
const REM: f64 = 16.0;

/// What begins the table in a comment.
const TABLE: &str = "Contrast, checked by the build:";

/// What a reader may have asked of their device, with the conditions that then hold.
const SCHEMES: [(&str, &[&str]); 4] = [
    ("light", &[]),
    ("dark", &["prefers-color-scheme: dark"]),
    ("high contrast", &["prefers-contrast: more"]),
    ("dark with high contrast", &["prefers-color-scheme: dark", "prefers-contrast: more"]),
];

/// Looks at all style sheets of the theme in use.
pub fn styles(context: CheckContext) -> Vec<Diagnostic> {
    let sheets: Vec<Stylesheet> = context
        .rules
        .theme
        .iter()
        .filter(|source| source.kind == FileKind::Style)
        .filter_map(Stylesheet::new)
        .collect();
    let parsed: Vec<(&Stylesheet, Vec<CssRule>)> = sheets.iter().map(|sheet| (sheet, rules(&sheet.plain))).collect();
    let mut findings = Vec::new();
    for (sheet, rules) in &parsed {
        findings.extend(privacy::style(context, &sheet.text, &|start, end| sheet.at(start, end)));
        focus(sheet, rules, &mut findings);
        for line in sheet.table() {
            match line.kind {
                "words" => contrast(sheet, &line, WORDS, &parsed, &mut findings),
                "shapes" => contrast(sheet, &line, SHAPES, &parsed, &mut findings),
                _ => target(sheet, &line, &parsed, &mut findings),
            }
        }
    }
    findings
}

/// A style sheet as it was written.
struct Stylesheet {
    file: Arc<str>,
    text: Arc<str>,
    /// Without its comments, with the same offsets.
    plain: String,
}

/// A line of the table.
struct ThemeTableRow<'a> {
    kind: &'a str,
    /// What is, or for targets what is pressed; separated by commas.
    what: &'a str,
    /// What it stands on.
    on: &'a str,
    start: usize,
    end: usize,
}

impl Stylesheet {
    fn new(source: &Arc<Source>) -> Option<Self> {
        let text = Arc::clone(source.text()?);
        Some(Self { file: Arc::clone(&source.path), plain: without_comments(&text), text })
    }

    fn at(&self, start: usize, end: usize) -> Location {
        Location::at(&self.file, Span::new(start, end))
    }

    fn table(&self) -> impl Iterator<Item = ThemeTableRow<'_>> {
        let begin = self.text.find(TABLE).map_or(self.text.len(), |start| start + TABLE.len());
        let end = self.text[begin..].find("*/").map_or(self.text.len(), |end| begin + end);
        let mut at = begin;
        self.text[begin..end].split_inclusive('\n').filter_map(move |line| {
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            let (kind, rest) = line.trim().split_once(' ')?;
            let (what, on) = rest.split_once(" on ").unwrap_or((rest, ""));
            let end = start + line.trim().len();
            matches!(kind, "words" | "shapes" | "target").then_some(ThemeTableRow { kind, what, on, start, end })
        })
    }
}

fn list(names: &str) -> impl Iterator<Item = &str> {
    names.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Compares the colours of one line in every scheme.
fn contrast(
    sheet: &Stylesheet,
    line: &ThemeTableRow,
    wanted: f64,
    parsed: &[(&Stylesheet, Vec<CssRule>)],
    findings: &mut Vec<Diagnostic>,
) {
    for (scheme, conditions) in SCHEMES {
        let colours = colours(parsed, conditions);
        for what in list(line.what) {
            for on in list(line.on) {
                let location = || sheet.at(line.start, line.end);
                let (Some((what_colour, set)), Some((on_colour, _))) = (colours.find(what), colours.find(on)) else {
                    let unknown = if colours.find(what).is_none() { what } else { on };
                    findings.push(report::unknown_colour(location(), unknown));
                    return;
                };
                let ratio = ratio(what_colour, on_colour);
                if ratio < wanted {
                    let location = set.clone().unwrap_or_else(location);
                    findings.push(report::low_contrast(location, what, on, scheme, ratio, wanted));
                }
            }
        }
    }
}

/// The custom properties that hold in one scheme, with the places that set them.
struct SchemeColours<'a> {
    set: BTreeMap<&'a str, (&'a str, Location)>,
}

fn colours<'a>(parsed: &'a [(&Stylesheet, Vec<CssRule<'a>>)], conditions: &[&str]) -> SchemeColours<'a> {
    let mut set = BTreeMap::new();
    for (sheet, rules) in parsed {
        for rule in rules.iter().filter(|rule| rule.selectors.iter().any(|selector| selector == ":root")) {
            if !holds(&rule.condition, conditions) {
                continue;
            }
            for declaration in &rule.declarations {
                if let Some(name) = declaration.name.strip_prefix("--") {
                    let location = sheet.at(declaration.start, declaration.name_end);
                    set.insert(name, (declaration.value, location));
                }
            }
        }
    }
    SchemeColours { set }
}

/// Whether a condition on the device holds in a scheme; any other kind of condition does not.
fn holds(condition: &str, conditions: &[&str]) -> bool {
    let condition = condition.trim_start_matches("@media").replace(['(', ')'], "");
    condition.trim().is_empty() || condition.split(" and ").all(|part| conditions.contains(&part.trim()))
}

impl SchemeColours<'_> {
    /// The colour of that name, or that is written there, with the place that sets it.
    fn find(&self, name: &str) -> Option<(Channels, Option<Location>)> {
        if let Some(colour) = colour(name) {
            return Some((colour, None));
        }
        let (value, location) = self.set.get(name)?;
        let mut value = *value;
        // A colour may be that of another name, and so on; a circle ends.
        for _ in 0..8 {
            let Some(other) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) else { break };
            value = self.set.get(other.trim())?.0;
        }
        Some((colour(value)?, Some(location.clone())))
    }
}

/// Source: WCAG 2.2, definition of contrast ratio.
fn ratio(one: Channels, other: Channels) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Source: WCAG 2.2, definition of relative luminance.
fn luminance(colour: Channels) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
}

/// Whether everything that is named is high enough for a finger.
fn target(
    sheet: &Stylesheet,
    line: &ThemeTableRow,
    parsed: &[(&Stylesheet, Vec<CssRule>)],
    findings: &mut Vec<Diagnostic>,
) {
    for selector in list(line.what) {
        let heights = parsed.iter().flat_map(|(sheet, rules)| {
            let own = rules.iter().filter(|rule| {
                !rule.condition.contains("print") && rule.selectors.iter().any(|known| known == selector)
            });
            own.flat_map(|rule| &rule.declarations)
                .filter(|one| matches!(one.name.as_str(), "min-block-size" | "min-height" | "block-size" | "height"))
                .map(|one| (pixels(one.value), sheet.at(one.start, one.name_end)))
        });
        let heights: Vec<(Option<f64>, Location)> = heights.collect();
        if heights.is_empty() {
            findings.push(report::small_target(sheet.at(line.start, line.end), selector, None));
        }
        for (height, location) in heights {
            if let Some(height) = height.filter(|height| *height < TARGET) {
                findings.push(report::small_target(location, selector, Some(height)));
            }
        }
    }
}

/// A length in pixels; `None` for one that depends on what is around.
fn pixels(value: &str) -> Option<f64> {
    let unit = value.trim_start_matches(|digit: char| digit.is_ascii_digit() || digit == '.');
    let number: f64 = value[..value.len() - unit.len()].parse().ok()?;
    match unit {
        "px" => Some(number),
        "rem" => Some(number * REM),
        _ => None,
    }
}

/// An outline may only be taken away where something else shows the focus, or where nobody steps to.
fn focus(sheet: &Stylesheet, rules: &[CssRule], findings: &mut Vec<Diagnostic>) {
    for rule in rules {
        let removed = rule.declarations.iter().find(|one| {
            matches!(one.name.as_str(), "outline" | "outline-style" | "outline-width")
                && matches!(one.value, "0" | "none" | "0px")
        });
        let Some(removed) = removed else { continue };
        if rule.value("box-shadow").is_some() || rule.condition.contains("print") {
            continue;
        }
        let shown_elsewhere = |selector: &str| {
            rules.iter().any(|other| {
                other.start != rule.start
                    && other.selectors.iter().any(|known| known.len() > selector.len() && known.starts_with(selector))
                    && (other.value("outline").is_some_and(|outline| outline != "0" && outline != "none")
                        || other.value("box-shadow").is_some())
            })
        };
        let lost = rule.selectors.iter().find(|selector| {
            !selector.starts_with("main") && !selector.contains(":not(:focus-visible)") && !shown_elsewhere(selector)
        });
        if let Some(selector) = lost {
            findings.push(report::focus_hidden(sheet.at(removed.start, removed.name_end), selector));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let check = |one: &str, other: &str, expected: f64| {
            let found = ratio(colour(one).unwrap(), colour(other).unwrap());
            assert!((found - expected).abs() < 0.01, "{one} on {other}: {found}");
        };
        check("#000", "#ffffff", 21.0);
        check("#777", "#fff", 4.48);
        check("white", "#595959", 7.0);
        assert_eq!(colour("#12"), None);
        assert_eq!(colour("rgb(0,0,0)"), None);
    }
}
