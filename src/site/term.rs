//! Terms of taxonomies, such as the topic `housing`.
//!
//! Front matter goes in; terms with their pages come out, sorted by address.

use super::page_node::{PageId, PageNode};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{nearest, slug};
use std::collections::BTreeMap;

/// A term's position in [`super::Site::terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// One term of a taxonomy, such as the topic `housing`.
#[derive(Debug)]
pub struct Term {
    /// Position of its taxonomy in the settings.
    pub taxonomy: u16,
    /// As the first page wrote it.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// The pages that have it, each once, in the order of [`super::Site::pages`].
    pub pages: Vec<PageId>,
}

/// Signs that make another name of the same letters, such as C# and C++; in an address they are lost.
const SIGNS: [char; 9] = ['#', '+', '@', '%', '$', '£', '€', '*', '='];

/// The signs of a name that its address does not show.
fn signs(name: &str) -> Vec<char> {
    name.chars().filter(|character| SIGNS.contains(character)).collect()
}

/// Gathers the terms of all pages, sorted by taxonomy and slug. The source's terms are those of all translations.
pub fn gather(pages: &[PageNode], config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Term> {
    let mut terms: BTreeMap<(u16, String), Term> = BTreeMap::new();
    let mut slugs: BTreeMap<&str, String> = BTreeMap::new();
    // No list shows what has been replaced.
    let current = pages.iter().enumerate().filter(|(_, page)| page.source_front().replaced_by.is_none());
    for (index, page) in current {
        for (taxonomy, span, names) in &page.source_front().taxonomies {
            let Some(position) = config.taxonomies.iter().position(|known| known.name == *taxonomy) else {
                let near = nearest(taxonomy, config.taxonomies.iter().map(|known| known.name.as_str()));
                let file = &page.content(page.source).expect("a page has a source file").file;
                diagnostics.push(report::unknown_taxonomy(Location::at(file, *span), taxonomy, near));
                continue;
            };
            for (name, span) in names {
                let slug = slugs.entry(name).or_insert_with(|| slug(name));
                if slug.is_empty() {
                    let file = &page.content(page.source).expect("a page has a source file").file;
                    diagnostics.push(report::bad_term(Location::at(file, *span), name));
                    continue;
                }
                let taxonomy = position as u16;
                let term = terms.entry((taxonomy, slug.clone())).or_insert_with(|| Term {
                    taxonomy,
                    name: name.clone(),
                    slug: slug.clone(),
                    pages: Vec::new(),
                });
                let file = &page.content(page.source).expect("a page has a source file").file;
                if signs(&term.name) != signs(name) {
                    diagnostics.push(report::term_like_other(Location::at(file, *span), name, &term.name));
                }
                let page = PageId(index as u32);
                if term.pages.last() != Some(&page) {
                    term.pages.push(page);
                }
            }
        }
    }
    terms.into_values().collect()
}
