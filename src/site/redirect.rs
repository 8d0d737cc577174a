//! Old addresses that lead to pages.
//!
//! Aliases, short codes and ledgers make them.

use super::language::LanguageId;
use super::page_node::PageId;
use crate::diagnostic::Location;
use std::sync::Arc;

/// An old address and where it leads now.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Arc<str>,
    /// The page that it leads to.
    pub page: PageId,
    /// In which language.
    pub language: LanguageId,
    /// Where it is written.
    pub location: Location,
    /// Whether readers choose their language there: a short address that names none, of a page that has several.
    pub offers_languages: bool,
}

impl Redirect {
    /// Whether it is a short code: those have a ledger of their own.
    pub fn is_short_code(&self) -> bool {
        self.location.file.as_ref() == "content/short-codes.toml"
    }
}
