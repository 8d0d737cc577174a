//! Puts what shortcodes show into the tree of a page.
//!
//! A body goes in; one without any shortcode comes out, with everything that they found.

use super::built_in::SHORTCODES;
use super::contact::cards_of_groups;
use super::expander::Expander;
use super::reading::{TextContext, View};
use crate::content::{Body, BodyWriter, MovedWords};
use crate::diagnostic::Reported;
use std::borrow::Cow;

/// Puts what every shortcode shows into the tree; afterwards none is left.
///
/// Reports unknown shortcodes, wrong arguments, unknown records, facts on a page that does not name their source, and everything
/// else a shortcode finds.
pub fn expand<'b>(view: View, context: &TextContext, body: &'b Body) -> Reported<Cow<'b, Body>> {
    if !body.has_calls() {
        return Reported::fine(Cow::Borrowed(body));
    }
    let mut expander = Expander::new(SHORTCODES, view, context, BodyWriter::continuing(body));
    expander.copy_all(body, MovedWords::Nowhere);
    if context.page.is_some() {
        expander.diagnostics.extend(expander.cited.findings());
    }
    Reported { value: Cow::Owned(expander.writer.finish()), diagnostics: expander.diagnostics }
}

/// The cards of all public contacts of these groups, in their order, for pages that no author writes.
pub fn contact_cards(view: View, context: &TextContext, groups: &[&str]) -> Reported<Body> {
    let mut expander = Expander::new(SHORTCODES, view, context, BodyWriter::default());
    cards_of_groups(&mut expander, groups);
    Reported { value: expander.writer.finish(), diagnostics: expander.diagnostics }
}
