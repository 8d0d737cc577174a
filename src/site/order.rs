//! The order in which readers of each language see the pages of a section, and who stands beside whom in it.
//!
//! It is worked out once, because every page of a section names its neighbours.

use super::language::{Language, LanguageId};
use super::page_node::{PageId, PageNode};
use super::texts::PageNodeKind;
use crate::content::SortBy;
use rustc_hash::FxHashMap;

/// The order of every section. Worked out once, because every page of a section names its neighbours.
#[derive(Debug, Default)]
pub struct SectionOrder {
    /// Sections that are sorted by title: their pages and sections, for each language.
    by_title: FxHashMap<PageId, Vec<Vec<PageId>>>,
    /// The position of each page among those of its section, by [`PageId`]; sections that are sorted by title have one for each
    /// language.
    positions: FxHashMap<(PageId, Option<LanguageId>), usize>,
}

impl SectionOrder {
    /// Works out the order from pages whose children are sorted as the default language sees them.
    pub fn new(pages: &[PageNode], languages: &[Language]) -> Self {
        let mut order = Self::default();
        for (index, section) in pages.iter().enumerate().filter(|(_, page)| !page.children.is_empty()) {
            if section.source_front().sort_by != Some(SortBy::Title) {
                order.location(&section.children, None);
                continue;
            }
            let all = (0..languages.len() as u16).map(LanguageId);
            let sorted: Vec<Vec<PageId>> = all.clone().map(|id| by_title(section, id, pages, languages)).collect();
            all.zip(&sorted).for_each(|(language, children)| order.location(children, Some(language)));
            order.by_title.insert(PageId(index as u32), sorted);
        }
        order
    }

    fn location(&mut self, children: &[PageId], language: Option<LanguageId>) {
        self.positions.extend(children.iter().enumerate().map(|(position, child)| ((*child, language), position)));
    }

    /// What is directly inside a section, as readers of `language` see it.
    pub fn children<'a>(&'a self, id: PageId, node: &'a PageNode, language: LanguageId) -> &'a [PageId] {
        let sorted = self.by_title.get(&id).and_then(|all| all.get(usize::from(language.0)));
        sorted.map_or(&node.children, |children| children)
    }

    /// The pages before and behind `page` in its section. Sections have none, and are passed over.
    pub fn neighbours(
        &self,
        page: PageId,
        language: LanguageId,
        pages: &[PageNode],
    ) -> (Option<PageId>, Option<PageId>) {
        let at = |id: PageId| &pages[id.0 as usize];
        let Some(parent) = at(page).parent.filter(|_| at(page).kind == PageNodeKind::Page) else { return (None, None) };
        let language_of_order = self.by_title.contains_key(&parent).then_some(language);
        let Some(position) = self.positions.get(&(page, language_of_order)) else { return (None, None) };
        let children = self.children(parent, at(parent), language);
        let is_page = |id: &&PageId| at(**id).kind == PageNodeKind::Page;
        let before = children[..*position].iter().rev().find(is_page);
        (before.copied(), children[position + 1..].iter().find(is_page).copied())
    }
}

fn by_title(section: &PageNode, language: LanguageId, pages: &[PageNode], languages: &[Language]) -> Vec<PageId> {
    let title = |id: &PageId| {
        let node = &pages[id.0 as usize];
        let text = node.text(node.reading(language, languages)).unwrap_or(node.source_text());
        text.front.title.as_str()
    };
    let locale = &languages[usize::from(language.0)].locale;
    let mut titled: Vec<(&str, PageId)> = section.children.iter().map(|id| (title(id), *id)).collect();
    titled.sort_by(|(a, _), (b, _)| locale.compare(a, b));
    titled.into_iter().map(|(_, id)| id).collect()
}
