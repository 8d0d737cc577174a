//! The forms of counted phrases.
//!
//! A language goes in; which forms it has, and which of them a count takes, comes out. Source: CLDR.

use icu::plurals::PluralRules;

/// A form that a counted phrase can have; each language has some of the six.
///
/// **source**: CLDR, plural rules for cardinal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PluralCategory {
    /// CLDR's `zero`.
    Zero,
    /// CLDR's `one`.
    One,
    /// CLDR's `two`.
    Two,
    /// CLDR's `few`.
    Few,
    /// CLDR's `many`.
    Many,
    /// CLDR's `other`.
    Other,
}

impl PluralCategory {
    /// Returns every form there is in any language.
    ///
    /// **shape**: sorted, ends with `Other`.
    pub const fn all() -> [Self; 6] {
        [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other]
    }

    /// Returns the name that CLDR and the catalogues use: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

impl From<icu::plurals::PluralCategory> for PluralCategory {
    fn from(category: icu::plurals::PluralCategory) -> Self {
        use icu::plurals::PluralCategory as Cldr;
        match category {
            Cldr::Zero => Self::Zero,
            Cldr::One => Self::One,
            Cldr::Two => Self::Two,
            Cldr::Few => Self::Few,
            Cldr::Many => Self::Many,
            Cldr::Other => Self::Other,
        }
    }
}

/// Returns the rules for a language, or those of the language in its usual script.
///
/// `icu` takes `pa-Arab` and `sr-Latn` for languages without rules, because their dates and words do not come from `pa`
/// and `sr`. Their grammar does.
pub(super) fn rules(locale: &icu::locale::Locale) -> PluralRules {
    let rules = cardinal_rules(locale);
    if rules.categories().count() > 1 {
        return rules;
    }
    cardinal_rules(&locale.id.language.into())
}

fn cardinal_rules(locale: &icu::locale::Locale) -> PluralRules {
    PluralRules::try_new_cardinal(locale.into()).expect("compiled data holds at least the root rules")
}

#[cfg(test)]
mod tests {
    use super::super::{LanguageTag, Locale};
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::new(&LanguageTag::parse(tag).unwrap())
    }

    /// Checks the forms for counts: `1 one, 2 5 other`.
    #[track_caller]
    fn check(tag: &str, expected: &str) {
        for group in expected.split(", ") {
            let (counts, form) = group.rsplit_once(' ').unwrap();
            for count in counts.split(' ') {
                assert_eq!(locale(tag).plural(count.parse().unwrap()).as_str(), form, "{tag} {count}");
            }
        }
    }

    #[track_caller]
    fn check_categories(tags: &str, expected: &str) {
        for tag in tags.split(' ') {
            let categories: Vec<_> = locale(tag).plural_categories().into_iter().map(PluralCategory::as_str).collect();
            assert_eq!(categories.join(" "), expected, "{tag}");
        }
    }

    #[test]
    fn chooses_the_form() {
        check("en", "1 one, 0 2 11 101 other");
        check("pl", "1 one, 2 3 4 22 102 few, 0 5 11 12 14 21 112 many");
        check("ro", "1 one, 0 2 19 101 119 few, 20 100 120 other");
        check("ar", "0 zero, 1 one, 2 two, 3 10 103 few, 11 99 111 many, 100 102 200 other");
        check("lt", "1 21 101 one, 2 9 22 few, 0 10 11 19 20 111 other");
        check("ur", "1 one, 0 2 21 other");
        check("pa", "0 1 one, 2 other");
        check("bn", "0 1 one, 2 other");
        check("fa", "0 1 one, 2 other");
        check("ti", "0 1 one, 2 other");
        check("sq", "1 one, 0 2 4 21 other");
        check("zh-Hans", "0 1 2 other");
        check("pl", &format!("{} many", u64::MAX));
    }

    /// CLDR 49 gave Vietnamese a singular, for pronouns and not for nouns (CLDR-14273); CLDR 48 had `other` only.
    #[test]
    fn chooses_the_vietnamese_singular_of_cldr_49() {
        check("vi", "0 1 one, 2 100 other");
        check_categories("vi", "one other");
    }

    #[test]
    fn ignores_a_script_without_rules() {
        check("pa-Arab", "0 1 one, 2 other");
        check("pa-PK", "0 1 one, 2 other");
        check("sr-Latn", "1 21 one, 2 few, 5 other");
        check("zh-Hant", "1 other");
    }

    #[test]
    fn names_the_forms_of_a_language() {
        check_categories("en ur pa bn sq ti so ps fa ckb bg", "one other");
        check_categories("ro", "one few other");
        check_categories("pl lt", "one few many other");
        check_categories("ar", "zero one two few many other");
        check_categories("zh-Hans", "other");
    }

    #[test]
    fn names_all_forms_in_order() {
        assert!(PluralCategory::all().is_sorted());
        assert_eq!(PluralCategory::all().map(PluralCategory::as_str).join(" "), "zero one two few many other");
    }
}
