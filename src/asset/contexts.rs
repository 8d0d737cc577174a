//! Which templates and blocks of a theme end up inside a tag, or where every space counts.
//!
//! What an `include` or a `block` writes there is no HTML of its own: ` lang="pl"` is no sentence that begins with a space.

use super::syntax::{PieceKind, argument, keyword, pieces};
use std::collections::BTreeSet;

/// The names of what ends up there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contexts {
    pub(super) templates: BTreeSet<String>,
    pub(super) blocks: BTreeSet<String>,
}

impl Contexts {
    /// Whether a template is used inside a tag, or where every space counts.
    pub fn is_fragment(&self, template: &str) -> bool {
        self.templates.contains(template)
    }

    /// Whether a block is.
    pub fn holds_block(&self, name: &str) -> bool {
        self.blocks.contains(name)
    }

    /// Takes up what a text of a template names.
    pub(super) fn take(&mut self, written: &str) {
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
