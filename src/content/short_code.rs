use crate::config::parse_toml;
use crate::diagnostic::{Diagnostic, Place, report};
use crate::text::Span;
use std::sync::Arc;
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

/// Whether a word can be a short code: what people can type on any phone, and short.
pub fn is_short_code(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !word.is_empty()
        && word.len() <= LONGEST
        && word.bytes().all(fits)
        && !word.starts_with('-')
        && !word.ends_with('-')
}

/// Reads `short-codes.toml` or `short-codes.lock`, in the order of the file. Bad codes and targets are reported and left
/// out; a code that stands there twice is a mistake of the TOML.
pub fn read_short_codes(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<ShortCode> {
    let table = parse_toml(file, text, 0, diagnostics);
    let mut codes = Vec::new();
    for (key, value) in &table {
        let (code, span) = (key.get_ref().as_ref(), Span::from(value.span()));
        match value.get_ref() {
            DeValue::String(_) if !is_short_code(code) => {
                diagnostics.push(report::bad_short_code(Place::at(file, Span::from(key.span())), code));
            }
            DeValue::String(to) => codes.push(ShortCode { code: code.to_owned(), to: to.to_string(), span }),
            other => {
                let place = Place::at(file, span);
                diagnostics.push(report::wrong_type(place, code, "a page, such as \"@/help.md\"", other.type_str()));
            }
        }
    }
    codes.sort_by_key(|code| code.span);
    codes
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
