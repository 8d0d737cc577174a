//! The shortcodes that are around text, and codes to scan.
//!
//! They give roles to what is inside; themes decide how it looks.

use super::expander::{Expander, Inside};
use super::shortcode::CheckedCall;
use super::write::{around, link};
use crate::content::{NodeKind, NoticeKind, Role};
use crate::diagnostic::report;
use crate::locale::LanguageTag;
use crate::text::nearest;

/// Shows nothing of its own: the mark is for comparing translations.
pub(super) fn critical(expander: &mut Expander, _: &CheckedCall, inside: &Inside) {
    inside.write(expander);
}

pub(super) fn icon(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let kind = NodeKind::Icon(expander.writer.keep(call.required("name")));
    expander.writer.leaf(kind, call.span());
}

pub(super) fn lang(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    let tag = LanguageTag::parse(call.required("tag")).map(|tag| tag.to_string()).unwrap_or_default();
    let tag = expander.writer.keep(&tag);
    let block = call.written.encloses;
    if !block && call.text("text").is_none() {
        expander.diagnostics.push(report::missing_argument(call.location.clone(), "lang", "text"));
        return;
    }
    expander.writer.open(NodeKind::Language { tag, block }, call.span());
    if let Some(text) = call.text("text") {
        expander.writer.text(text, call.span());
    }
    inside.write(expander);
    expander.writer.close();
}

pub(super) fn notice(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    let kind = NoticeKind::parse(call.required("kind")).unwrap_or(NoticeKind::Info);
    let title = call.text("title").map(|title| expander.writer.keep(title));
    around(expander, NodeKind::Notice { kind, title }, call, inside);
}

pub(super) fn steps(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Steps), call, inside);
}

pub(super) fn facts(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Facts), call, inside);
}

pub(super) fn doors(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Doors), call, inside);
}

pub(super) fn door(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    expander.writer.open(NodeKind::Block(Role::Door), call.span());
    expander.writer.open(NodeKind::Block(Role::DoorTitle), call.span());
    if let Some(name) = call.text("icon") {
        let kind = NodeKind::Icon(expander.writer.keep(name));
        expander.writer.leaf(kind, call.span());
    }
    link(expander, call.required("to"), call.required("title"), call.span());
    expander.writer.close();
    inside.write(expander);
    expander.writer.close();
}

pub(super) fn details(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    let summary = expander.writer.keep(call.required("summary"));
    around(expander, NodeKind::Details { summary }, call, inside);
}

pub(super) fn notes(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Notes), call, inside);
}

pub(super) fn columns(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Columns), call, inside);
}

pub(super) fn column(expander: &mut Expander, call: &CheckedCall, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Column), call, inside);
}

/// The short address is that of the language around it: whoever can read the paper can read the page.
pub(super) fn qr(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let code = call.required("code");
    let Some(address) = expander.view.short_address(code, expander.context.text_language) else {
        let near = nearest(code, expander.view.site.short_codes.keys().map(String::as_str));
        expander.diagnostics.push(report::unknown_short_code(call.place_of("code"), code, near));
        return;
    };
    if call.required("alt").trim().is_empty() {
        expander.diagnostics.push(report::code_without_text(call.place_of("alt")));
    }
    let to = expander.writer.keep(&address);
    let alt = expander.writer.keep(call.required("alt"));
    expander.writer.leaf(NodeKind::Qr { to, alt }, call.span());
}
