//! The ledgers of published addresses, and the list of those that are gone for good.
//!
//! A text goes in, lines with their places come out; what they mean for a site is known after linking.

use crate::config::{Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::ledger_edition;
use crate::text::{Span, decode_path};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Stands for the language's tag in a line of a ledger.
pub const ANY_LANGUAGE: &str = "{lang}";

/// Every address that an edition has published, as `check --publish --record` wrote it down.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The name of the edition.
    pub edition: String,
    /// The language that was at `/`.
    pub default_language: String,
    /// One for what was at the same address in several languages, in the order of the file.
    pub lines: Vec<LedgerLine>,
}

/// What was at one address, in one or more languages.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// The address without the language: `/help/`, `/campaign/poster/poster-{lang}.pdf`.
    pub form: String,
    /// The file that it was made of, such as `content/help.md`.
    pub file: String,
    /// The tags of the languages, shared by the lines of one table.
    pub languages: Arc<[String]>,
    /// Where it is written.
    pub span: Span,
}

impl Ledger {
    /// The addresses of a line with their languages.
    pub fn addresses<'a>(&'a self, line: &'a LedgerLine) -> impl Iterator<Item = (&'a str, String)> {
        line.languages.iter().map(|tag| (tag.as_str(), self.address(&line.form, tag)))
    }

    /// The address of a form in a language.
    pub fn address(&self, form: &str, tag: &str) -> String {
        address_of(form, tag, &self.default_language)
    }
}

/// The address that a form has in a language: that of the default language has no prefix.
pub fn address_of(form: &str, tag: &str, default_language: &str) -> String {
    let prefix = if tag == default_language { String::new() } else { format!("/{tag}") };
    format!("{prefix}{}", form.replace(ANY_LANGUAGE, tag))
}

/// The form and the language of an address. `tags` are all languages; an address without one of them as its first part is
/// of the default language.
///
/// A name that carries its language, such as `poster-pl.pdf`, gets the same form in every language. [`address_of`] always
/// gives the address back.
pub fn form_of(address: &str, tags: &[&str], default_language: &str) -> (String, String) {
    let own = tags.iter().find_map(|tag| {
        let rest = address.strip_prefix('/')?.strip_prefix(tag)?;
        (*tag != default_language && rest.starts_with('/')).then_some((*tag, rest))
    });
    let (tag, rest) = own.unwrap_or((default_language, address));
    let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    let mut form = rest.to_owned();
    for end in [".", "-"] {
        let carried = format!("-{tag}{end}");
        if let Some((before, after)) = name.rsplit_once(carried.as_str()) {
            form = format!("{folder}/{before}-{ANY_LANGUAGE}{end}{after}");
            break;
        }
    }
    if address_of(&form, tag, default_language) != address {
        form = rest.to_owned();
    }
    (form, tag.to_owned())
}

/// Reads a ledger. What is no address is reported and left out.
pub fn read_ledger(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Ledger {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut fields = Fields::new(&table, file, 0, Span::default());
    let default_language = fields.required_text("default_language");
    let mut lines = Vec::new();
    for (_, mut published) in fields.tables("published") {
        published.date("on");
        let languages = published.required_text("languages");
        let languages: Arc<[String]> = languages.split_whitespace().map(str::to_owned).collect();
        lines.extend(read_lines(published.raw(), &languages, file, diagnostics));
        published.finish_open(diagnostics);
    }
    fields.finish(diagnostics);
    let edition = file.strip_prefix("content/").and_then(ledger_edition).unwrap_or_default().to_owned();
    Ledger { edition, default_language, lines }
}

fn read_lines(
    table: &DeTable,
    languages: &Arc<[String]>,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<LedgerLine> {
    let mut lines = Vec::new();
    for (key, value) in table {
        let (form, span) = (key.get_ref().as_ref(), Span::from(key.span()));
        match value.get_ref() {
            _ if form == "on" || form == "languages" => {}
            DeValue::String(from) if form.starts_with('/') => lines.push(LedgerLine {
                form: form.to_owned(),
                file: from.to_string(),
                languages: Arc::clone(languages),
                span,
            }),
            DeValue::String(_) => diagnostics.push(report::bad_alias(Location::at(file, span), form)),
            other => {
                let expected = "the file that it was made of, in quotes";
                diagnostics.push(report::wrong_type(Location::at(file, span), form, expected, other.type_str()));
            }
        }
    }
    lines.sort_by_key(|line| line.span);
    lines
}

/// A statement that a published address is gone for good.
#[derive(Clone, Debug)]
pub struct GoneStatement {
    /// The address: of the default language for all languages, or with the language for one.
    pub address: String,
    /// Where it is written.
    pub span: Span,
}

/// Reads `gone.toml`, in the order of the file.
pub fn read_gone(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<GoneStatement> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut all = Fields::new(&table, file, 0, Span::default());
    let statements = all.named_tables().into_iter().map(|(address, span, mut fields)| {
        // Both are for editors: no reader is shown them.
        if fields.date("since").is_none() && fields.place_of("since").is_none() {
            diagnostics.push(report::missing_key(Location::at(file, span), "since"));
        }
        fields.required_text("why");
        fields.finish(diagnostics);
        GoneStatement { address: decode_path(&address), span }
    });
    let statements = statements.collect();
    all.finish_open(diagnostics);
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_its_address_back() {
        let check = |address: &str, form: &str, tag: &str| {
            assert_eq!(form_of(address, &["en", "pl", "zh-Hans"], "en"), (form.to_owned(), tag.to_owned()));
            assert_eq!(address_of(form, tag, "en"), address);
        };
        check("/", "/", "en");
        check("/help/", "/help/", "en");
        check("/pl/", "/", "pl");
        check("/pl/help/", "/help/", "pl");
        check("/plan/", "/plan/", "en");
        check("/en/help/", "/en/help/", "en");
        check("/campaign/poster/poster-en.pdf", "/campaign/poster/poster-{lang}.pdf", "en");
        check("/zh-Hans/a/b-zh-Hans-a3.pdf", "/a/b-{lang}-a3.pdf", "zh-Hans");
        check("/pl/a/b-en.pdf", "/a/b-en.pdf", "pl");
        check("/robots.txt", "/robots.txt", "en");
    }
}
