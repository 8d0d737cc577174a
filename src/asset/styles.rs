//! The theme's style sheets: those that are included become one, and all are minified.
//!
//! What cannot be read is reported at its line.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::Source;
use crate::text::Span;
use crate::text::css::too_deep;
use lightningcss::bundler::{Bundler, ResolveResult, SourceProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Features, Targets};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bundles the style sheet `entry` with everything that it imports, and minifies it.
///
/// What the minifier writes shorter is understood by [`browsers`]; logical properties stay as written. A sheet that cannot be read
/// is reported and comes out empty.
pub fn bundle(entry: &str, styles: &BTreeMap<&str, &Arc<Source>>, diagnostics: &mut Vec<Diagnostic>) -> String {
    // The parser goes one step down its stack for each bracket.
    if let Some(deep) = deep_sheet(entry, styles) {
        diagnostics.push(deep);
        return String::new();
    }
    let provider = Provider { styles };
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let made = bundler.bundle(Path::new(entry)).map_err(|error| {
        let (file, line, column) = match &error.loc {
            Some(location) => (location.filename.clone(), location.line, location.column),
            None => (entry.to_owned(), 0, 1),
        };
        finding(&file, line, column, &error.kind.to_string(), styles)
    });
    let made = made.and_then(|mut sheet| {
        let whole = |why: String| finding(entry, 0, 1, &why, styles);
        let targets = Targets { browsers: Some(browsers()), exclude: as_written(), ..Targets::default() };
        let options = MinifyOptions { targets, ..MinifyOptions::default() };
        sheet.minify(options).map_err(|error| whole(error.kind.to_string()))?;
        let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
        sheet.to_css(options).map(|result| result.code).map_err(|error| whole(error.kind.to_string()))
    });
    made.unwrap_or_else(|finding| {
        diagnostics.push(finding);
        String::new()
    })
}

/// The first of `entry` and the sheets that it may import whose brackets are too deep.
fn deep_sheet(entry: &str, styles: &BTreeMap<&str, &Arc<Source>>) -> Option<Diagnostic> {
    let others = styles.iter().filter(|(name, _)| **name != entry).map(|(_, source)| source);
    styles.get(entry).into_iter().chain(others).find_map(|source| {
        let at = too_deep(source.text()?)?;
        Some(report::style_too_deep(Location::at(&source.path, Span::new(at, at + 1))))
    })
}

/// The oldest browsers for which the minifier writes: those of early 2021, which show everything as it is meant. Without them it
/// would write what is shorter and newer, such as `(width >= 48em)`, which a phone of 2022 does not know, and put selectors
/// together of which one unknown to a browser takes away the others.
fn browsers() -> Browsers {
    const fn version(major: u32, minor: u32) -> Option<u32> {
        Some(major << 16 | minor << 8)
    }
    Browsers {
        android: version(88, 0),
        chrome: version(88, 0),
        edge: version(88, 0),
        firefox: version(84, 0),
        ios_saf: version(14, 5),
        safari: version(14, 1),
        samsung: version(15, 0),
        ..Browsers::default()
    }
}

/// What all of these browsers know although the minifier thinks otherwise, or what a theme has to settle by itself.
fn as_written() -> Features {
    Features::LogicalProperties | Features::ClampFunction | Features::LightDark
}

/// Lines count from 0 and columns from 1, as the parser counts them.
fn finding(file: &str, line: u32, column: u32, why: &str, styles: &BTreeMap<&str, &Arc<Source>>) -> Diagnostic {
    let Some(source) = styles.get(file) else {
        return report::bad_style(Location::whole(&Arc::from(file)), why);
    };
    let text = source.text().map_or("", |text| text);
    let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let at = (start + column.saturating_sub(1) as usize).min(text.len());
    report::bad_style(Location::at(&source.path, Span::new(at, (at + 1).min(text.len()))), why)
}

/// The name of the style sheet that the sheet `from` calls `specifier`.
pub fn resolve(specifier: &str, from: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

struct Provider<'a> {
    styles: &'a BTreeMap<&'a str, &'a Arc<Source>>,
}

/// An import of a style sheet that the theme does not have.
#[derive(Debug)]
struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no style sheet `{}`", self.0)
    }
}

impl std::error::Error for Missing {}

impl SourceProvider for Provider<'_> {
    type Error = Missing;

    fn read<'a>(&'a self, file: &Path) -> Result<&'a str, Missing> {
        let name = file.to_string_lossy();
        let source = self.styles.get(name.as_ref()).ok_or_else(|| Missing(name.to_string()))?;
        Ok(source.text().map_or("", |text| text))
    }

    fn resolve(&self, specifier: &str, from: &Path) -> Result<ResolveResult, Missing> {
        let path = PathBuf::from(resolve(specifier, &from.to_string_lossy()));
        Ok(ResolveResult::File(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(css: &str) -> String {
        let source = Arc::new(Source::from_bytes("themes/t/styles/main.css", css.as_bytes().to_vec()));
        let (styles, mut diagnostics) = (BTreeMap::from([("main.css", &source)]), Vec::new());
        let made = bundle("main.css", &styles, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        made
    }

    #[test]
    fn what_the_minifier_writes_is_understood_by_older_phones() {
        let wide = "@media (min-width: 48em) { a { color: red } }";
        assert_eq!(bundled(wide), "@media (min-width:48em){a{color:red}}");
        let line = "a { text-decoration: underline; text-decoration-thickness: .2em }";
        assert_eq!(bundled(line), "a{text-decoration:underline;text-decoration-thickness:.2em}");
    }

    #[test]
    fn a_selector_that_a_phone_does_not_know_takes_no_other_with_it() {
        assert_eq!(bundled(".a, .b:has(c) { color: red }"), ".a{color:red}.b:has(c){color:red}");
        assert_eq!(bundled(".a { color: red } .b:has(c) { color: red }"), ".a{color:red}.b:has(c){color:red}");
    }

    #[test]
    fn logical_properties_stay_as_they_are_written() {
        assert_eq!(
            bundled("a { margin-inline-start: 1em; inset-inline: 0 }"),
            "a{margin-inline-start:1em;inset-inline:0}"
        );
    }
}
