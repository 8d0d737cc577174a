//! Words of the default language inside a record's words in another one: what an organisation is called there.

use super::expander::Expander;
use crate::text::{Span, kept_names};

/// Writes words of a record in the language around them; `name` is what the record says there in the default language.
pub(super) fn record_words(expander: &mut Expander, text: &str, name: &str, span: Span) {
    let site = expander.view.site;
    let source = site.language(site.default_language).tag.as_str();
    let around = site.language(expander.context.text_language).tag.as_str();
    let found = kept_names(text, name, source, around);
    expander.writer.text_with_names(text, &found, source, span);
}
