//! Finds the templates and blocks of a theme that end up inside a tag, or where every space counts.
//!
//! All templates go in, because one is a fragment by where another includes it.

use super::contexts::Contexts;
use super::mask::{MaskedPiece, items};
use super::syntax::{PieceKind, pieces};
use std::collections::BTreeMap;

/// Looks through templates, given by name and text.
pub fn contexts_of<'a>(templates: impl IntoIterator<Item = (&'a str, &'a str)>) -> Contexts {
    let templates: BTreeMap<&str, &str> = templates.into_iter().collect();
    let mut all = Contexts::default();
    // What a fragment includes, and what its blocks hold, is found with it known; each round finds more or is the last.
    loop {
        let mut next = Contexts::default();
        for (name, template) in &templates {
            let written =
                if all.is_fragment(name) { vec![(*template).to_owned()] } else { kept_places(template, &all) };
            written.iter().for_each(|written| next.take(written));
        }
        if next == all {
            return all;
        }
        next.templates.extend(all.templates);
        next.blocks.extend(all.blocks);
        all = next;
    }
}

/// What a template writes inside tags, into values, and where every space counts. A template that cannot be taken apart keeps all.
fn kept_places(template: &str, known: &Contexts) -> Vec<String> {
    match items(template, known) {
        Ok(Some((items, units))) => items
            .iter()
            .filter_map(|(_, item)| match item {
                MaskedPiece::Tag { html, .. } | MaskedPiece::Kept { html } => Some(units.written(html)),
                MaskedPiece::Mark { html } => Some(units.written(html)).filter(|text| !is_lone_statement(text)),
                MaskedPiece::Word { .. } | MaskedPiece::Space { .. } => None,
            })
            .collect(),
        Ok(None) => Vec::new(),
        Err(_) => vec![template.to_owned()],
    }
}

fn is_lone_statement(text: &str) -> bool {
    pieces(text).is_some_and(|pieces| pieces.len() == 1 && pieces[0].kind == PieceKind::Statement)
}
