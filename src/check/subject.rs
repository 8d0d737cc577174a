//! What an output is: whose page, in which language, and whether anybody reads it.
//!
//! Every check of a finished page is told; none of it is read from the page itself.

use super::locator::Locator;
use super::rules::CheckContext;
use crate::site::LanguageId;
use crate::view::Reading;

/// What an output is.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A page with a text of its own.
    Page(Reading<'a>),
    /// A talk as slides in the browser.
    Deck(Reading<'a>),
    /// A list, or what is said when there is no page.
    Furniture(LanguageId),
    /// An old address that leads to that page.
    Redirect(Reading<'a>),
}

impl<'a> Subject<'a> {
    /// The language of the frame.
    pub fn language(self) -> LanguageId {
        match self {
            Self::Page(reading) | Self::Deck(reading) | Self::Redirect(reading) => reading.language,
            Self::Furniture(language) => language,
        }
    }

    /// The page, unless it is a list or a redirect.
    pub fn page(self) -> Option<Reading<'a>> {
        match self {
            Self::Page(reading) | Self::Deck(reading) => Some(reading),
            _ => None,
        }
    }

    /// Whether somebody reads it, rather than being sent on.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Redirect(_))
    }

    pub(super) fn locator(self, context: CheckContext<'a>) -> Locator<'a> {
        let file = match self {
            Self::Page(reading) | Self::Deck(reading) | Self::Redirect(reading) => Some(&reading.content().file),
            Self::Furniture(_) => None,
        };
        Locator { context, file, language: context.view.site.language(self.language()).tag.as_str() }
    }
}
