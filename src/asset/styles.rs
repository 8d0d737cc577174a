use crate::diagnostic::{Diagnostic, Place, report};
use crate::source::Source;
use crate::text::Span;
use lightningcss::bundler::{Bundler, ResolveResult, SourceProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bundles the style sheet `entry` with everything that it imports, and minifies it.
///
/// No browser targets are set: the sheet stays as written, logical properties included. A sheet that cannot be read is
/// reported and comes out empty.
pub fn bundle(entry: &str, styles: &BTreeMap<&str, &Arc<Source>>, diagnostics: &mut Vec<Diagnostic>) -> String {
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
        sheet.minify(MinifyOptions::default()).map_err(|error| whole(error.kind.to_string()))?;
        let options = PrinterOptions { minify: true, ..PrinterOptions::default() };
        sheet.to_css(options).map(|result| result.code).map_err(|error| whole(error.kind.to_string()))
    });
    made.unwrap_or_else(|finding| {
        diagnostics.push(finding);
        String::new()
    })
}

/// Lines count from 0 and columns from 1, as the parser counts them.
fn finding(file: &str, line: u32, column: u32, why: &str, styles: &BTreeMap<&str, &Arc<Source>>) -> Diagnostic {
    let Some(source) = styles.get(file) else {
        return report::bad_style(Place::whole(&Arc::from(file)), why);
    };
    let text = source.text().map_or("", |text| text);
    let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let at = (start + column.saturating_sub(1) as usize).min(text.len());
    report::bad_style(Place::at(&source.path, Span::new(at, (at + 1).min(text.len()))), why)
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
