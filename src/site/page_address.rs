//! The address of every page in every language.
//!
//! Keys, slugs and sections go in; nothing else of a site decides where a page is.

use super::language::{Language, LanguageId};
use super::page_node::PageId;
use super::texts::{PageNodeKind, PageTexts};
use std::sync::Arc;

/// The address of every page in every language. Sections come first, as their pages' addresses begin with theirs.
pub fn page_addresses(pages: &[PageTexts], parents: &[Option<PageId>], languages: &[Language]) -> Vec<Vec<Arc<str>>> {
    let mut order: Vec<(usize, bool, usize)> = pages
        .iter()
        .enumerate()
        .map(|(index, page)| (page.key.matches('/').count(), page.kind == PageNodeKind::Page, index))
        .collect();
    order.sort_unstable();
    let mut all: Vec<Vec<Arc<str>>> = vec![Vec::new(); pages.len()];
    let mut address = String::new();
    for (_, _, index) in order {
        let own = Own::of(pages, parents, index);
        let mut addresses = Vec::with_capacity(languages.len());
        for (language, Language { prefix, .. }) in languages.iter().enumerate() {
            address.clear();
            let above = own.parent.map(|parent| all[parent][language].as_ref());
            own.write(LanguageId(language as u16), above, prefix, &mut address);
            addresses.push(Arc::from(address.as_str()));
        }
        all[index] = addresses;
    }
    all
}

/// What a page adds to the address of its section, in every language.
struct Own<'a> {
    page: &'a PageTexts,
    /// The section whose address it continues; pages of the home page have none.
    parent: Option<usize>,
    /// Folders without a section of their own.
    between: &'a str,
    /// The last part, unless a translation has its own.
    slug: &'a str,
}

impl<'a> Own<'a> {
    fn of(pages: &'a [PageTexts], parents: &[Option<PageId>], index: usize) -> Self {
        let page = &pages[index];
        let (folder, name) = page.key.rsplit_once('/').unwrap_or(("", &page.key));
        let (folder, name) = match name {
            "_index.md" | "index.md" => folder.rsplit_once('/').unwrap_or(("", folder)),
            name => (folder, name.strip_suffix(".md").unwrap_or(name)),
        };
        let parent = parents[index].map(|parent| parent.0 as usize);
        let parent = parent.filter(|parent| pages[*parent].kind != PageNodeKind::Home);
        let above = parent.and_then(|parent| pages[parent].key.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let between = folder.get(above.len()..).unwrap_or("").trim_start_matches('/');
        let slug = page.source_front().slug.as_ref().map_or(name, |(slug, _)| slug.as_str());
        Self { page, parent, between, slug }
    }

    /// Continues the address of the section `above`, or begins one with the prefix of a language.
    fn write(&self, language: LanguageId, above: Option<&str>, prefix: &str, address: &mut String) {
        match above {
            Some(above) => address.push_str(above),
            None => {
                address.push_str(prefix);
                address.push('/');
            }
        }
        if self.page.kind == PageNodeKind::Home {
            return;
        }
        let own = self.page.text(language).and_then(|text| text.front.slug.as_ref());
        let slug = own.map_or(self.slug, |(slug, _)| slug.as_str());
        for part in [self.between, slug].into_iter().filter(|part| !part.is_empty()) {
            address.push_str(part);
            address.push('/');
        }
    }
}
