//! Languages in the names of files: `help.pl.md`, `contacts.zh-Hans.toml`, `strings/ur.toml`.
//!
//! A path goes in, a language comes out, or what was meant as one and is none.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::source::FileKind;
use std::sync::Arc;

/// What is where a language may be in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// A language, as tags are written.
    Language(LanguageTag),
    /// Something that was meant as a language; the tag that was meant, if that can be told.
    Nearly(Option<String>),
    /// Something else.
    Other,
}

/// Names of languages in English and their own, and codes of countries, with the tags that people mean by them.
const MEANT: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "iq", "sy", "eg"]),
    ("bg", &["bulgarian"]),
    ("bn", &["bengali", "bangla", "bd"]),
    ("ckb", &["kurdish", "sorani", "krd"]),
    ("cs", &["czech", "cz"]),
    ("da", &["danish", "dk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "gr"]),
    ("en", &["english", "gb", "usa", "us"]),
    ("es", &["spanish", "español", "espanol"]),
    ("fa", &["persian", "farsi", "dari", "ir"]),
    ("fr", &["french", "français", "francais"]),
    ("hi", &["hindi"]),
    ("hu", &["hungarian", "magyar"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese", "jp"]),
    ("ko", &["korean"]),
    ("lt", &["lithuanian"]),
    ("lv", &["latvian"]),
    ("nl", &["dutch"]),
    ("pa", &["punjabi", "panjabi"]),
    ("pl", &["polish", "polski"]),
    ("ps", &["pashto"]),
    ("pt", &["portuguese", "português", "portugues"]),
    ("ro", &["romanian", "română", "romana", "rou"]),
    ("ru", &["russian"]),
    ("sk", &["slovak"]),
    ("so", &["somali"]),
    ("sq", &["albanian", "shqip"]),
    ("ti", &["tigrinya"]),
    ("tr", &["turkish"]),
    ("uk", &["ukrainian", "ua"]),
    ("ur", &["urdu"]),
    ("vi", &["vietnamese", "vn"]),
    ("zh-Hans", &["chinese", "cn", "zh-simplified", "simplified"]),
];

impl Suffix {
    /// Reads the part of a name that may be a language.
    pub fn of(written: &str) -> Self {
        let spelled = written.replace('_', "-");
        match LanguageTag::parse(&spelled) {
            Some(tag) if tag.as_str() == written => Self::Language(tag),
            Some(tag) => Self::Nearly(Some(tag.without_likely_region().to_string())),
            None => {
                let small = written.to_lowercase();
                let meant = MEANT.iter().find(|(_, names)| names.contains(&small.as_str()));
                match meant {
                    Some((tag, _)) => Self::Nearly(Some((*tag).to_owned())),
                    None if is_shaped_like_tag(&spelled) => Self::Nearly(None),
                    None => Self::Other,
                }
            }
        }
    }
}

/// Whether a text has two or three letters, perhaps followed by hyphens with more, as tags have.
fn is_shaped_like_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first = |first: &str| matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next().is_some_and(is_first) && parts.all(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Splits `signs/car-wash.pl.md` into `signs/car-wash.md` and `pl`.
pub fn split_language(path: &str) -> (String, Option<LanguageTag>) {
    match suffix_of_page(path) {
        Some((stem, written)) if let Suffix::Language(tag) = Suffix::of(written) => (format!("{stem}.md"), Some(tag)),
        _ => (path.to_owned(), None),
    }
}

/// Splits `signs/car-wash.pl.md` into `signs/car-wash` and `pl`, whatever is there.
fn suffix_of_page(path: &str) -> Option<(&str, &str)> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let (before, written) = stem.rsplit_once('.')?;
    (!before.is_empty() && !before.ends_with('/') && !written.contains('/')).then_some((before, written))
}

/// The language that the name of a page, or of a file of records or strings, says: `help.pl.md`, `facts.pl.toml`, `strings/pl.toml`.
pub fn language_of_words(path: &str) -> Option<LanguageTag> {
    let (stem, _) = path.rsplit('/').next()?.rsplit_once('.')?;
    let written = if FileKind::of(path) == FileKind::Strings { stem } else { stem.rsplit_once('.')?.1 };
    match Suffix::of(written) {
        Suffix::Language(tag) => Some(tag),
        Suffix::Nearly(_) | Suffix::Other => None,
    }
}

/// The tag of the language that was meant by a name or a tag: `polski`, `pl_PL` and `Polish` mean `pl`.
pub fn meant_tag(written: &str) -> Option<String> {
    match Suffix::of(written) {
        Suffix::Language(tag) => Some(tag.to_string()),
        Suffix::Nearly(meant) => meant,
        Suffix::Other => None,
    }
}

/// Whether the name of a page holds what was meant as a language and is none; it is reported.
pub(super) fn is_nearly_translation(file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let written = suffix_of_page(file).map(|(_, written)| written);
    let nearly = written.filter(|written| matches!(Suffix::of(written), Suffix::Nearly(_)));
    nearly.is_some_and(|written| language_in_name(file, written, diagnostics).is_none())
}

/// The language that a part of a file's name says; anything else is reported.
pub(super) fn language_in_name(
    file: &Arc<str>,
    written: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LanguageTag> {
    let meant = match Suffix::of(written) {
        Suffix::Language(tag) => return Some(tag),
        Suffix::Nearly(meant) => meant,
        Suffix::Other => None,
    };
    diagnostics.push(report::nearly_language(Location::whole(file), written, meant.as_deref()));
    None
}

pub(super) fn language_of_record(
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<LanguageTag>, ()> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let Some((_, rest)) = name.split_once('.') else { return Ok(None) };
    let Some(written) = rest.strip_suffix(".toml") else { return Ok(None) };
    language_in_name(file, written, diagnostics).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_language_is_told_from_other_words() {
        let nearly =
            |written, meant: &str| assert_eq!(Suffix::of(written), Suffix::Nearly(Some(meant.to_owned())), "{written}");
        nearly("pl_PL", "pl");
        nearly("PL", "pl");
        nearly("zh_Hans", "zh-Hans");
        nearly("zh-hans", "zh-Hans");
        nearly("en_GB", "en-GB");
        nearly("Polish", "pl");
        nearly("gr", "el");
        nearly("UA", "uk");
        nearly("uz_latn", "uz-Latn");
        for written in ["xx", "zzz", "qq-1"] {
            assert_eq!(Suffix::of(written), Suffix::Nearly(None), "{written}");
        }
        for written in ["2", "2026-11", "draft", "albans", "v2", "", "a b", "pl (1)"] {
            assert_eq!(Suffix::of(written), Suffix::Other, "{written}");
        }
        for written in ["pl", "zh-Hans", "ckb", "pa-Arab"] {
            assert!(matches!(Suffix::of(written), Suffix::Language(tag) if tag.as_str() == written), "{written}");
        }
    }

    #[test]
    fn languages_are_read_off_file_names() {
        let check = |path, key, language: Option<&str>| {
            let (found, tag) = split_language(path);
            assert_eq!((found.as_str(), tag.as_ref().map(LanguageTag::as_str)), (key, language));
        };
        check("help.md", "help.md", None);
        check("help.pl.md", "help.md", Some("pl"));
        check("signs/_index.zh-Hans.md", "signs/_index.md", Some("zh-Hans"));
        check("v1.2.md", "v1.2.md", None);
    }
}
