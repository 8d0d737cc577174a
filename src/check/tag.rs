//! What each check is told of a tag: the tag itself, and what the elements around it say of everything inside.
//!
//! The pass over a finished page makes both, once for all checks.

use super::element::{AttributeName, Element};
use crate::text::html::{Attribute, Tag};
use crate::text::letter::Scripts;

/// What is known where a tag or a text is; elements inside inherit it.
#[derive(Clone, Copy)]
pub(super) struct Inherited {
    /// The scripts that the language of the words uses.
    pub scripts: Scripts,
    /// Whether the words are English.
    pub english: bool,
    /// Whether the language runs from right to left.
    pub language_rtl: bool,
    /// Whether the words are laid out from right to left.
    pub rtl: bool,
    /// Whether the words are isolated and run from left to right, as numbers must.
    pub isolated: bool,
    /// Whether a landmark is around.
    pub in_landmark: bool,
    /// Whether an `article`, `aside`, `main`, `nav` or `section` is around: a `header` inside is none of the page.
    pub in_section: bool,
    /// Whether assistive technology is told to skip it.
    pub silent: bool,
    /// Whether nobody sees it.
    pub hidden: bool,
    /// Whether a `label` is around.
    pub in_label: bool,
    /// Whether a drawing is around.
    pub in_svg: bool,
    /// Whether code is around, which is written in no language.
    pub in_code: bool,
}

/// A tag with its attributes.
#[derive(Clone, Copy)]
pub(super) struct OpenTag<'p, 'h> {
    pub tag: Tag<'h>,
    pub element: Element,
    pub attributes: &'p [Attribute<'h>],
    pub keys: &'p [AttributeName],
}

impl<'h> OpenTag<'_, 'h> {
    /// The value of an attribute, as written.
    pub fn get(&self, key: AttributeName) -> Option<&'h str> {
        self.keys.iter().position(|known| *known == key).map(|index| self.attributes[index].value)
    }

    pub fn has(&self, key: AttributeName) -> bool {
        self.keys.contains(&key)
    }

    /// All attributes with their keys.
    pub fn all(&self) -> impl Iterator<Item = (AttributeName, &Attribute<'h>)> {
        self.keys.iter().copied().zip(self.attributes)
    }
}
