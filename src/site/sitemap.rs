//! Which pages search engines are told of, and in which list.
//!
//! Pages go in, lists below the limits of the protocol come out.

use super::page_node::PageId;
use super::structure::Structure;
use super::texts::PageNodeKind;
use crate::text::encode_path;

/// The most that one list of addresses may hold. Source: sitemaps.org 0.9, "up to 50,000 URLs" and "50MB (52,428,800 bytes)".
const MOST_ADDRESSES: usize = 50_000;
/// In bytes, before compression.
const MOST_BYTES: usize = 52_428_800;
/// What an address takes beside itself and what it shares with others, in bytes, rounded up: its tags and a day.
const AROUND_ADDRESS: usize = 80;
/// What another language takes beside its tag and its address, in bytes, rounded up.
const AROUND_LANGUAGE: usize = 64;
/// What is before and behind all addresses, in bytes, rounded up.
const AROUND_LIST: usize = 512;

/// The pages that search engines are told of, by the lists that hold them, in the order of their addresses: none if the edition has
/// no such page, one as long as that may hold them all.
pub fn sitemap(site: &Structure) -> Vec<Vec<PageId>> {
    if !site.edition.indexed {
        return Vec::new();
    }
    let mut pages: Vec<PageId> = (0..site.pages.len() as u32).map(PageId).collect();
    pages.retain(|page| site.page(*page).source_front().replaced_by.is_none());
    pages.sort_by_key(|page| site.page(*page).address(site.default_language));
    let entries = pages.into_iter().map(|page| (page, size(site, page)));
    split(entries, MOST_ADDRESSES, MOST_BYTES - AROUND_LIST)
}

/// Addresses and bytes that a page takes in the list, the bytes at most.
fn size(site: &Structure, page: PageId) -> (usize, usize) {
    let node = site.page(page);
    let length = |address: &str| site.edition.base_url.len() + encode_path(address).len();
    let languages: Vec<_> = site.language_ids().filter(|id| node.has(*id)).collect();
    let own: usize = languages.iter().map(|id| AROUND_ADDRESS + length(node.address(*id))).sum();
    if languages.len() < 2 {
        return (languages.len(), own);
    }
    let tagged = languages.iter().map(|id| site.language(*id).tag.as_str().len() + length(node.address(*id)));
    let chooser = site.linked_page("languages").filter(|_| node.kind == PageNodeKind::Home);
    let default = chooser.map_or(node.address(node.source), |page| site.page(page).address(site.default_language));
    let others: usize = tagged.chain(["x-default".len() + length(default)]).map(|bytes| AROUND_LANGUAGE + bytes).sum();
    (languages.len(), own + languages.len() * others)
}

/// Where one of several lists is, by its position among them.
pub fn sitemap_part_address(index: u32) -> String {
    format!("/sitemap-{}.xml", index + 1)
}

/// Fills one list after the other.
fn split<T>(entries: impl Iterator<Item = (T, (usize, usize))>, most: usize, most_bytes: usize) -> Vec<Vec<T>> {
    let mut lists: Vec<Vec<T>> = Vec::new();
    let mut taken = (0, 0);
    for (entry, (addresses, bytes)) in entries {
        let is_full = taken.0 + addresses > most || taken.1 + bytes > most_bytes;
        match lists.last_mut().filter(|_| !is_full) {
            Some(last) => last.push(entry),
            None => {
                lists.push(vec![entry]);
                taken = (0, 0);
            }
        }
        taken = (taken.0 + addresses, taken.1 + bytes);
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_before_it_is_too_long() {
        let check = |entries: &[(usize, usize)], expected: &[usize]| {
            let lists = split(entries.iter().map(|entry| ((), *entry)), 10, 100);
            assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{entries:?}");
        };
        check(&[], &[]);
        check(&[(5, 1), (5, 1)], &[2]);
        check(&[(5, 1), (5, 1), (1, 1)], &[2, 1]);
        check(&[(1, 60), (1, 40), (1, 1), (1, 100)], &[2, 1, 1]);
        check(&[(1, 200), (1, 1)], &[1, 1]);
        check(&[(6, 1); 4], &[1, 1, 1, 1]);
    }
}
