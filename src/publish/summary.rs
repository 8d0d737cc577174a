//! What of a release cannot be read off its bytes: where old addresses lead, what is gone, which pages matter most.
//!
//! A snapshot goes in. It is kept with the record of the release, so that a later release can be compared with it.

use crate::content::{Body, NodeKind, Page, units};
use crate::site::{PageId, Route, Site, is_critical};
use crate::snapshot::Snapshot;
use crate::view::{SHORTCODES, Shows};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What of a release cannot be read off its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseSummary {
    /// Addresses of pages that readers must never get out of date.
    pub critical: BTreeSet<String>,
    /// Old addresses and where each leads.
    pub leads: BTreeMap<String, String>,
    /// Published addresses that are answered as gone.
    pub gone: BTreeSet<String>,
    /// Tags of the languages, each with the number of pages that have words of their own in it.
    pub languages: BTreeMap<String, usize>,
    /// Files that pages load by themselves, which no reader asks for: pictures of documents, indexes of the search. Releases of old
    /// do not say them.
    #[serde(default)]
    pub loaded: BTreeSet<String>,
}

impl ReleaseSummary {
    /// Whether a page that is at the address is one of its own, and says neither where to go nor that it is gone.
    pub fn is_page(&self, address: &str) -> bool {
        !self.leads.contains_key(address) && !self.gone.contains(address)
    }

    /// The summary of what a snapshot makes.
    pub fn of(snapshot: &Snapshot) -> Self {
        let site = &snapshot.site;
        let target = |page: PageId, language| site.page(page).address(language).to_string();
        let redirects =
            site.redirects.iter().map(|redirect| (redirect.from.to_string(), target(redirect.page, redirect.language)));
        let moved = site.moved.iter().map(|moved| (moved.from.to_string(), moved.to.to_string()));
        let own_pages = |id| site.pages.iter().filter(|page| page.has(id)).count();
        Self {
            critical: critical_addresses(snapshot),
            leads: redirects.chain(moved).collect(),
            gone: site.gone.iter().map(|gone| gone.address.to_string()).collect(),
            languages: site
                .language_ids()
                .map(|id| (site.language(id).tag.to_string(), own_pages(id)))
                .filter(|(_, pages)| *pages > 0)
                .collect(),
            loaded: loaded_addresses(site),
        }
    }
}

fn loaded_addresses(site: &Site) -> BTreeSet<String> {
    let is_loaded = |route: &Route| match *route {
        Route::SearchIndex(_) => true,
        Route::Document(file) => site.documents[file as usize].is_preview,
        _ => false,
    };
    site.routes().filter(|(_, route)| is_loaded(route)).map(|(address, _)| address.to_string()).collect()
}

fn critical_addresses(snapshot: &Snapshot) -> BTreeSet<String> {
    let mut known: BTreeMap<PageId, bool> = BTreeMap::new();
    let mut addresses = BTreeSet::new();
    for (address, route) in snapshot.site.routes() {
        let (Route::Page(page, _) | Route::Deck(page, _)) = route else { continue };
        if *known.entry(page).or_insert_with(|| matters_most(&snapshot.site, page)) {
            addresses.insert(address.to_string());
        }
    }
    addresses
}

/// Whether a page says that all of it is critical, or any passage of it, or shows a part: parts say what to do, so they always are.
fn matters_most(site: &Site, page: PageId) -> bool {
    let marks =
        |text: &Page| units(&text.body).iter().any(|unit| unit.passages().iter().any(|passage| passage.critical));
    let text = site.page(page).source_text();
    is_critical(text) || marks(text) || shows_part(&text.body)
}

fn shows_part(body: &Body) -> bool {
    body.nodes().iter().any(|node| {
        let NodeKind::Call(index) = node.kind else { return false };
        let name = &body.call(index).name;
        SHORTCODES.iter().any(|known| known.name == *name && matches!(known.shows, Shows::Part(_)))
    })
}
