//! What shortcodes write with: lines, cells, links, and words in another language than the text around them.
//!
//! Everything is written through the expander.

use super::expander::{Expander, Inside};
use super::shortcode::CheckedCall;
use crate::content::{Align, NodeKind};
use crate::site::LanguageId;
use crate::text::Span;

/// Marks a record's words with their language where it is not that of the text around them.
pub(super) fn in_record_language(
    expander: &mut Expander,
    own: bool,
    block: bool,
    span: Span,
    write: impl FnOnce(&mut Expander),
) {
    let language = if own { expander.context.language } else { expander.view.site.default_language };
    in_language(expander, language, block, span, write);
}

pub(super) fn in_language(
    expander: &mut Expander,
    language: LanguageId,
    block: bool,
    span: Span,
    write: impl FnOnce(&mut Expander),
) {
    let around = expander.context.text_language;
    let differs = language != around;
    if differs {
        let tag = expander.writer.keep(expander.view.site.language(language).tag.as_str());
        expander.writer.open(NodeKind::Language { tag, block }, span);
        expander.context.text_language = language;
    }
    write(expander);
    if differs {
        expander.context.text_language = around;
        expander.writer.close();
    }
}

pub(super) fn cell(expander: &mut Expander, text: &str, span: Span) {
    expander.writer.words(NodeKind::TableCell { align: Align::Start }, text, span);
}

pub(super) fn link(expander: &mut Expander, to: &str, words: &str, span: Span) {
    let kind = NodeKind::Link { to: expander.writer.keep(to), title: expander.writer.keep("") };
    expander.writer.words(kind, words, span);
}

pub(super) fn around(expander: &mut Expander, kind: NodeKind, call: &CheckedCall, inside: &Inside) {
    expander.writer.open(kind, call.span());
    inside.write(expander);
    expander.writer.close();
}
