//! In which direction a language is written.

use icu::locale::LocaleDirectionality;

use super::LanguageTag;

/// The direction in which a text begins and a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// Returns the value of the HTML attribute `dir`: `ltr` or `rtl`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// Returns the direction of the script that the language is most likely written in.
///
/// **source**: CLDR, likely subtags and script metadata.
pub fn direction(tag: &LanguageTag) -> Direction {
    known_direction(&tag.canonical()).unwrap_or(Direction::LeftToRight)
}

/// Returns the direction, or nothing for a language or script that CLDR does not know.
pub(super) fn known_direction(locale: &icu::locale::Locale) -> Option<Direction> {
    // The common data leave out languages with little other data, such as `sdh`.
    match LocaleDirectionality::new_extended().get(&locale.id)? {
        icu::locale::Direction::RightToLeft => Some(Direction::RightToLeft),
        _ => Some(Direction::LeftToRight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tags: &str, expected: &str) {
        for tag in tags.split(' ') {
            assert_eq!(direction(&LanguageTag::parse(tag).unwrap()).as_str(), expected, "{tag}");
        }
    }

    #[test]
    fn follows_the_script() {
        check("en-GB pl ro pa bn vi sq ti so zh-Hans bg", "ltr");
        check("ur ar ps fa ckb", "rtl");
        check("pa-Arab pa-PK prs sdh az-Arab he yi dv", "rtl");
        check("ur-Latn ku tl bfi", "ltr");
    }
}
