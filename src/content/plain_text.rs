//! What a page says about itself is shown as it is written: markup in it would be seen as signs.
//!
//! The table of a page's settings goes in, a finding for each text with markup comes out.

use super::markdown::judge_text;
use crate::diagnostic::{Diagnostic, Location};
use crate::text::Span;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Keys of a page that hold words.
const PAGE_KEYS: [&str; 5] = ["title", "short_title", "subtitle", "description", "neutral_title"];

/// Reports markup in what a page says about itself.
pub(super) fn judge_front(file: &Arc<str>, table: &DeTable, base: usize, diagnostics: &mut Vec<Diagnostic>) {
    for key in PAGE_KEYS {
        let Some(value) = table.get(key) else { continue };
        if let DeValue::String(text) = value.get_ref() {
            judge_text(text, Location::at(file, Span::from(value.span()).shifted(base)), diagnostics);
        }
    }
}
