//! A page with all its translations, where it belongs.
//!
//! Pages name each other by their positions.

use super::language::LanguageId;
use super::texts::PageTexts;
use std::ops::Deref;
use std::sync::Arc;

/// A page's position in [`Structure::pages`](super::Structure::pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// One page with all its translations, where it belongs. It reads as its texts.
#[derive(Debug)]
pub struct PageNode {
    /// What it says in every language.
    pub texts: PageTexts,
    /// The address in each language, by [`LanguageId`]; languages without a file of their own have one too.
    pub addresses: Vec<Arc<str>>,
    /// The section that it belongs to; the home page has none.
    pub parent: Option<PageId>,
    /// The pages and sections directly inside it, in the section's order.
    pub children: Vec<PageId>,
}

impl Deref for PageNode {
    type Target = PageTexts;

    fn deref(&self) -> &PageTexts {
        &self.texts
    }
}

impl PageNode {
    /// Its address in that language.
    pub fn address(&self, language: LanguageId) -> &Arc<str> {
        &self.addresses[usize::from(language.0)]
    }
}
