//! The name of a language, as settings, file names and addresses write it.
//!
//! A text goes in, a tag comes out; nothing if no language is called so.

use std::fmt;
use std::sync::Arc;

use icu::locale::{LanguageIdentifier, LocaleCanonicalizer, LocaleExpander, langid};

use super::direction::{Direction, known_direction};

/// A language tag of BCP 47 in its usual letter case: `pl`, `zh-Hans`, `en-GB`.
///
/// The language is one that CLDR knows, and so is the script if there is one. Extensions and private parts are not
/// allowed: a tag is also the name of a folder and a suffix of file names. A deprecated name stays as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(Arc<str>);

impl LanguageTag {
    /// Reads a tag in any letter case.
    ///
    /// Names of countries (`cz`, `gb`), of no language (`und`, `mul`) and of folders (`images`) are refused.
    pub fn parse(text: &str) -> Option<Self> {
        let id = LanguageIdentifier::try_from_str(text).ok()?;
        let tag = Self(id.to_string().into());
        is_known(&tag.canonical()).then_some(tag)
    }

    /// Returns the tag as it is written in `lang` and in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the tag without a region that goes without saying: `pl` for `pl-PL`, but `en-GB` for `en-GB`.
    pub fn without_likely_region(&self) -> Self {
        let Ok(id) = LanguageIdentifier::try_from_str(&self.0) else { return self.clone() };
        let mut short = id.clone();
        short.region = None;
        let mut likely = short.clone();
        LocaleExpander::new_extended().maximize(&mut likely);
        if likely.region == id.region { Self(short.to_string().into()) } else { self.clone() }
    }

    /// Whether two tags name one language, in whatever script, country or spelling of the tag.
    pub fn is_same_language(&self, other: &Self) -> bool {
        self.canonical().id.language == other.canonical().id.language
    }

    /// Whether it names English of any kind.
    pub fn is_english(&self) -> bool {
        self.as_str() == "en" || self.as_str().starts_with("en-")
    }

    /// Returns the direction of the script that the language is most likely written in.
    ///
    /// **source**: CLDR, likely subtags and script metadata.
    pub fn direction(&self) -> Direction {
        known_direction(&self.canonical()).unwrap_or(Direction::LeftToRight)
    }

    /// Returns the name under which CLDR keeps the data of this language: `zh` for `cmn`, `fa-AF` for `prs`.
    pub(super) fn canonical(&self) -> icu::locale::Locale {
        let mut locale = icu::locale::Locale::try_from_str(&self.0).expect("a tag was parsed once");
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        locale
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Tells whether CLDR knows how the language is written; three letters alone could be anything.
fn is_known(locale: &icu::locale::Locale) -> bool {
    // British Sign Language is not written, yet a page about it in videos needs its name.
    locale.id == langid!("bfi") || known_direction(locale).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(LanguageTag::parse(text).as_ref().map(LanguageTag::as_str), expected, "{text:?}");
    }

    #[test]
    fn keeps_the_usual_letter_case() {
        check("zh-hans", Some("zh-Hans"));
        check("EN-gb", Some("en-GB"));
        check("PA-ARAB", Some("pa-Arab"));
        check("uz-latn-uz", Some("uz-Latn-UZ"));
        check("Ca-Valencia", Some("ca-valencia"));
        check("es-419", Some("es-419"));
    }

    #[test]
    fn knows_what_goes_without_saying() {
        let check =
            |text, short: &str| assert_eq!(LanguageTag::parse(text).unwrap().without_likely_region().as_str(), short);
        check("pl-PL", "pl");
        check("en-GB", "en-GB");
        check("zh-Hans-CN", "zh-Hans");
        check("zh-Hans", "zh-Hans");
        let same = |one, other| LanguageTag::parse(one).unwrap().is_same_language(&LanguageTag::parse(other).unwrap());
        assert!(same("pl-PL", "pl") && same("zh", "zh-Hans") && same("ukr", "uk") && !same("pl", "cs"));
    }

    #[test]
    fn accepts_rare_and_deprecated_languages() {
        for tag in "ckb ti so ps sdh phr skr rom prs cmn kmr tl iw bfi".split(' ') {
            check(tag, Some(tag));
        }
    }

    #[test]
    fn the_direction_follows_the_script() {
        let check = |tags: &str, expected: &str| {
            for tag in tags.split(' ') {
                assert_eq!(LanguageTag::parse(tag).unwrap().direction().as_str(), expected, "{tag}");
            }
        };
        check("en-GB pl ro pa bn vi sq ti so zh-Hans bg", "ltr");
        check("ur ar ps fa ckb", "rtl");
        check("pa-Arab pa-PK prs sdh az-Arab he yi dv", "rtl");
        check("ur-Latn ku tl bfi", "ltr");
    }

    #[test]
    fn refuses_what_is_not_a_language() {
        for text in ["", "-", " en", "en GB", "पंजाबी"] {
            check(text, None);
        }
        let wrong_form = "e 12 english images root old- -en en- en--GB en_GB en-x-easy en-u-nu-latn i-klingon";
        let unknown = "cz gb jp img pdf und mul zxx pa-Abcd";
        for text in wrong_form.split(' ').chain(unknown.split(' ')) {
            check(text, None);
        }
    }
}
