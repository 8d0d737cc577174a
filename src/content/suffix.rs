//! Languages in the names of files: `help.pl.md`, `contacts.zh-Hans.toml`, `strings/ur.toml`.

use crate::locale::LanguageTag;

/// What stands where a language may stand in a name.
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
}
