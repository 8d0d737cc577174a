//! In which direction a language is written.
//!
//! A locale goes in, its direction comes out; nothing for a language or script that CLDR does not know.

use icu::locale::LocaleDirectionality;

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

/// Returns the direction, or nothing for a language or script that CLDR does not know.
pub(super) fn known_direction(locale: &icu::locale::Locale) -> Option<Direction> {
    // The common data leave out languages with little other data, such as `sdh`.
    match LocaleDirectionality::new_extended().get(&locale.id)? {
        icu::locale::Direction::RightToLeft => Some(Direction::RightToLeft),
        _ => Some(Direction::LeftToRight),
    }
}
