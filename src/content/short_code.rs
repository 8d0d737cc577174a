//! Short codes: the addresses that print and codes for cameras carry.
//!
//! A text goes in, codes and the pages that they name come out.

use crate::config::parse_toml;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use std::borrow::Cow;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// Letters of a short code at most: every one makes the printed pattern finer.
const LONGEST: usize = 12;

/// A short address, `/q/CODE/`, and the page that it leads to.
#[derive(Clone, Debug)]
pub struct ShortCode {
    /// Lower-case letters, digits and hyphens.
    pub code: String,
    /// The page as written: `@/help.md`.
    pub to: String,
    /// Where the page is written.
    pub span: Span,
}

/// The short codes of a file.
#[derive(Clone, Debug, Default)]
pub struct ShortCodes {
    /// In the order of the file.
    pub codes: Vec<ShortCode>,
    /// In the list of what was printed: the languages of the paper, in small letters, with their places.
    pub languages: Vec<(String, Span)>,
}

/// The key at which the list of what was printed names languages: what is behind each of its codes, `/q/help/ti/`. No code
/// can have that name.
pub const LANGUAGES: &str = "{language}";

/// Whether a word can be a short code: what people can type on any phone, and short.
pub fn is_short_code(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !word.is_empty()
        && word.len() <= LONGEST
        && word.bytes().all(fits)
        && !word.starts_with('-')
        && !word.ends_with('-')
}

/// Reads `short-codes.toml`, in the order of the file. Bad codes and targets are reported and left out; a code that is there
/// twice is a mistake of the TOML.
pub fn read_short_codes(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> ShortCodes {
    let mut read = ShortCodes::default();
    for (key, value) in &parse_toml(file, text, 0, diagnostics) {
        read_code(file, key, value, &mut read.codes, diagnostics);
    }
    read.codes.sort_by_key(|code| code.span);
    read
}

/// Reads `short-codes.lock`, which also names the languages of paper.
pub fn read_printed_codes(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> ShortCodes {
    let mut read = ShortCodes::default();
    for (key, value) in &parse_toml(file, text, 0, diagnostics) {
        if key.get_ref() == LANGUAGES {
            read_languages(file, value, &mut read.languages, diagnostics);
        } else {
            read_code(file, key, value, &mut read.codes, diagnostics);
        }
    }
    read.codes.sort_by_key(|code| code.span);
    read
}

fn read_code(
    file: &Arc<str>,
    key: &Spanned<Cow<str>>,
    value: &Spanned<DeValue>,
    codes: &mut Vec<ShortCode>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (code, span) = (key.get_ref().as_ref(), Span::from(value.span()));
    match value.get_ref() {
        DeValue::String(_) if !is_short_code(code) => {
            diagnostics.push(report::bad_short_code(Location::at(file, Span::from(key.span())), code));
        }
        DeValue::String(to) => codes.push(ShortCode { code: code.to_owned(), to: to.to_string(), span }),
        other => {
            let location = Location::at(file, span);
            diagnostics.push(report::wrong_type(location, code, "a page, such as \"@/help.md\"", other.type_str()));
        }
    }
}

fn read_languages(
    file: &Arc<str>,
    value: &Spanned<DeValue>,
    languages: &mut Vec<(String, Span)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let DeValue::Array(tags) = value.get_ref() else {
        let (location, found) = (Location::at(file, Span::from(value.span())), value.get_ref().type_str());
        diagnostics.push(report::wrong_type(location, LANGUAGES, "languages, such as [\"en\", \"ti\"]", found));
        return;
    };
    for tag in tags.iter() {
        let span = Span::from(tag.span());
        match tag.get_ref() {
            DeValue::String(tag) => languages.push((tag.to_ascii_lowercase(), span)),
            other => {
                let location = Location::at(file, span);
                diagnostics.push(report::wrong_type(
                    location,
                    LANGUAGES,
                    "a language, such as \"ti\"",
                    other.type_str(),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_are_easy_to_type() {
        let check = |word, fine| assert_eq!(is_short_code(word), fine, "{word}");
        check("help", true);
        check("talk-2", true);
        check("Help", false);
        check("", false);
        check("-help", false);
        check("a code", false);
        check("much-too-long-to-type", false);
    }
}
