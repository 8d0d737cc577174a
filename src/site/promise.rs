//! The addresses of an edition that people may keep.
//!
//! Publications write them into the edition's ledger.

use super::linked::Site;
use super::route::{GeneratedFile, Route, TemplatePage};
use crate::config::Config;
use std::collections::BTreeMap;

/// Every address of an edition that people may keep, with the file that it is made of, sorted by address.
///
/// Not among them: names with a hash in them, which change with the bytes; short codes, which have a ledger of their own;
/// pictures of documents for their own pages; recordings, which go when the text changes; what every site has, such as the sitemap.
pub fn promises(site: &Site) -> BTreeMap<String, String> {
    let promised = site.routes().filter_map(|(address, route)| Some((address.to_string(), promised_by(site, route)?)));
    let moved = site.moved.iter().map(|moved| (moved.from.to_string(), Config::file().to_string()));
    moved.chain(promised).collect()
}

/// The file that an address is made of; `None` if nobody promises it.
fn promised_by(site: &Site, route: Route) -> Option<String> {
    let of_page = |page| {
        let page = site.page(page);
        page.content(page.source).map(|content| content.file.to_string())
    };
    match route {
        Route::Page(page, _) | Route::Deck(page, _) => of_page(page),
        Route::Document(index) => {
            let file = &site.documents[index as usize];
            if file.is_preview { None } else { of_page(file.page) }
        }
        Route::Pack(index) | Route::Checksums(index) => of_page(site.packs[index as usize].section),
        Route::File(index) => {
            let file = &site.files[index as usize];
            let is_recording = site.recordings.values().any(|recording| recording.source == file.source);
            let is_fixed = file.theme_name.is_empty() && !file.address.contains(&file.fingerprint.short());
            let is_lasting = is_fixed && !is_recording;
            is_lasting.then(|| file.source.to_string())
        }
        Route::Template(page) => promised_page(site, page),
        Route::Generated(GeneratedFile::Feed(_) | GeneratedFile::Calendar(_) | GeneratedFile::Data(_)) => {
            Some(Config::file().to_string())
        }
        Route::Generated(_) | Route::SearchIndex(_) => None,
    }
}

fn promised_page(site: &Site, page: TemplatePage) -> Option<String> {
    match page {
        TemplatePage::Redirect(index) => {
            let redirect = &site.redirects[index as usize];
            (!redirect.is_short_code()).then(|| redirect.location.file.to_string())
        }
        TemplatePage::Term(..) | TemplatePage::Taxonomy(..) => Some(Config::file().to_string()),
        TemplatePage::NotFound(_) | TemplatePage::Gone(_) | TemplatePage::GonePage(_) => None,
    }
}
