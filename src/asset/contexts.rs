//! Which templates and blocks of a theme end up inside a tag, or where every space counts.
//!
//! What an `include` or a `block` writes there is no HTML of its own: ` lang="pl"` is no sentence that begins with a space.

use super::mask::{MaskedPiece, items};
use super::syntax::{self, PieceKind, argument, keyword, pieces};
use std::collections::{BTreeMap, BTreeSet};

/// The names of what ends up there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contexts {
    templates: BTreeSet<String>,
    blocks: BTreeSet<String>,
}

impl Contexts {
    /// Looks through templates, given by name and text.
    pub fn of<'a>(templates: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let templates: BTreeMap<&str, &str> = templates.into_iter().collect();
        let mut all = Self::default();
        // What a fragment includes, and what its blocks hold, is found with it known; each round finds more or is the last.
        loop {
            let mut next = Self::default();
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

    /// Whether a template is used inside a tag, or where every space counts.
    pub fn is_fragment(&self, template: &str) -> bool {
        self.templates.contains(template)
    }

    /// Whether a block is.
    pub fn holds_block(&self, name: &str) -> bool {
        self.blocks.contains(name)
    }

    fn take(&mut self, written: &str) {
        for statement in statements(written) {
            let name = argument(statement).to_owned();
            match keyword(statement) {
                "include" | "extends" => drop(self.templates.insert(name)),
                "block" => drop(self.blocks.insert(name)),
                _ => {}
            }
        }
    }
}

fn statements(template: &str) -> Vec<&str> {
    let found = pieces(template).unwrap_or_default().into_iter().filter(|piece| piece.kind == PieceKind::Statement);
    found.map(|piece| &template[piece.range]).collect()
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
    syntax::pieces(text).is_some_and(|pieces| pieces.len() == 1 && pieces[0].kind == PieceKind::Statement)
}
