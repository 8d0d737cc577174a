//! The shortcode that shows signs.
//!
//! They are chosen by kind of work, by place or by id.

use super::expander::{Expander, Inside};
use super::gloss::record_words;
use super::shortcode::CheckedCall;
use super::write::in_record_language;
use crate::content::{NodeKind, Role};
use crate::diagnostic::report;
use crate::site::ShownSign;
use crate::text::nearest;

pub(super) fn signs(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let site = expander.view.site;
    let fits = |wanted: Option<&str>, has: &[String]| wanted.is_none_or(|wanted| has.iter().any(|one| one == wanted));
    let (kind, location) = (call.text("type"), call.text("place"));
    let mut chosen: Vec<_> =
        site.records.signs.iter().filter(|sign| fits(kind, &sign.types) && fits(location, &sign.places)).collect();
    if let Some(ids) = call.text("ids") {
        chosen = signs_by_id(expander, call, &chosen, ids);
    }
    chosen.truncate(call.count("limit").unwrap_or(usize::MAX));
    if chosen.is_empty() {
        let wanted: Vec<&str> = [kind, location].into_iter().flatten().collect();
        expander.diagnostics.push(report::no_signs(call.location.clone(), &wanted.join("` and `")));
        return;
    }
    expander.writer.open(NodeKind::Block(Role::Signs), call.span());
    for sign in chosen {
        let (text, own) = sign.text(expander.context.language);
        let (original, _) = sign.text(site.default_language);
        expander.writer.open(NodeKind::Item, call.span());
        if let Some(name) = &sign.icon {
            let kind = NodeKind::Icon(expander.writer.keep(name));
            expander.writer.leaf(kind, call.span());
        }
        in_record_language(expander, own, false, call.span(), |expander| {
            record_words(expander, text, original, call.span());
        });
        expander.writer.close();
    }
    expander.writer.close();
}

/// The signs that `ids` names, in that order.
fn signs_by_id<'a>(
    expander: &mut Expander,
    call: &CheckedCall,
    among: &[&'a ShownSign],
    ids: &str,
) -> Vec<&'a ShownSign> {
    let mut chosen = Vec::new();
    for id in ids.split_whitespace() {
        match among.iter().find(|sign| sign.id == id) {
            Some(sign) => chosen.push(*sign),
            None => {
                let near = nearest(id, among.iter().map(|sign| sign.id.as_str()));
                expander.diagnostics.push(report::unknown_sign(call.place_of("ids"), id, near));
            }
        }
    }
    chosen
}
