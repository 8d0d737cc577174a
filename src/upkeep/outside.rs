//! Links to other sites.
//!
//! Contents, settings and data go in; each address comes out with the places that name it.

use crate::config::{Config, EditionConfig};
use crate::content::{Body, Content, Contents, NodeKind, Payload, RecordEntry, shows};
use crate::diagnostic::Location;
use crate::source::Sources;
use crate::text::{Span, web_addresses};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether an address holds a name or a password before its host, as in `https://user:pw@host`: whoever asks it hands them over.
///
/// Source: RFC 3986, section 3.2.1; and browsers, which read `\` as `/`.
pub fn holds_secret(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '\\', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
}

/// Every link that leads out of the site, without the part behind `#`, with all places where it is written.
pub type OutsideLinks = BTreeMap<String, Vec<Location>>;

/// Gathers the links that lead out of the site: from pages, from records that are shown, from their words in other
/// languages, from interface strings, from menus and the exit. Addresses that are written as words count as well.
///
/// `contents` is what the edition sees that sees most. Links to the site's own addresses are none.
pub fn outside_links(contents: &Contents, sources: &Sources, config: &Config, partner: bool) -> OutsideLinks {
    let mut links = GatheredLinks { own: &config.editions, links: BTreeMap::new() };
    for content in &contents.files {
        links.content(content, sources, partner);
    }
    let menus = config.menus.iter().flat_map(|(_, links)| links);
    for link in menus.chain(config.links.iter().map(|(_, link)| link)) {
        links.words(&link.to, &|_| Location::at(&Config::file(), link.span));
    }
    for places in links.links.values_mut() {
        places.sort_unstable();
        places.dedup();
    }
    links.links
}

struct GatheredLinks<'a> {
    /// The site's own editions.
    own: &'a [EditionConfig],
    links: OutsideLinks,
}

impl GatheredLinks<'_> {
    fn content(&mut self, content: &Content, sources: &Sources, partner: bool) {
        let file = &content.file;
        let text = || sources.get(file).and_then(|source| source.text()).map(AsRef::as_ref).unwrap_or_default();
        match &content.payload {
            Payload::Page(page) => self.body(&page.body, file),
            Payload::Records(records) if records.entries.iter().any(|entry| entry.shown.is_some()) => {
                let is_shown =
                    |entry: &RecordEntry| entry.shown.is_none_or(|(audience, state)| shows(audience, state, partner));
                let entries = records.entries.iter().map(|entry| (entry.span, is_shown(entry)));
                self.records(text(), file, entries.collect());
            }
            Payload::Records(_) | Payload::Strings(..) => self.lines(text(), 0, file),
            Payload::KeptSource(_)
            | Payload::ShortCodes(_)
            | Payload::PrintedCodes(_)
            | Payload::Synonyms(_)
            | Payload::Ledger(_)
            | Payload::Gone(_)
            | Payload::ContactLog(_)
            | Payload::ChartData(_)
            | Payload::Nothing
            | Payload::Refused => {}
        }
    }

    /// What a page links, says, or hands to a shortcode.
    fn body(&mut self, body: &Body, file: &Arc<str>) {
        let mut inside_link = 0;
        for (index, node) in body.nodes().iter().enumerate() {
            let mut take = |words: &str| self.words(words, &|_| Location::at(file, node.span));
            match node.kind {
                NodeKind::Link { to, .. } => {
                    take(body.str(to));
                    inside_link = body.end_of(index);
                }
                NodeKind::Text(words) | NodeKind::Code(words) if index >= inside_link => take(body.str(words)),
                NodeKind::Call(call) => {
                    body.call(call).arguments.iter().filter_map(|argument| argument.value.as_text()).for_each(take);
                }
                _ => {}
            }
        }
    }

    /// The lines of those records of a file that are shown; each goes up to the next.
    fn records(&mut self, text: &str, file: &Arc<str>, mut records: Vec<(Span, bool)>) {
        records.sort_unstable();
        let ends: Vec<usize> =
            records.iter().skip(1).map(|(span, _)| span.start as usize).chain([text.len()]).collect();
        for ((span, is_shown), end) in records.iter().zip(ends) {
            let start = span.start as usize;
            if let Some(record) = text.get(start..end).filter(|_| *is_shown) {
                self.lines(record, start, file);
            }
        }
    }

    /// Lines of TOML without its comments; they begin at byte `base` of the file.
    fn lines(&mut self, text: &str, base: usize, file: &Arc<str>) {
        let mut start = base;
        for line in text.split_inclusive('\n') {
            if !line.trim_start().starts_with('#') {
                self.words(line, &|span| Location::at(file, span.shifted(start)));
            }
            start += line.len();
        }
    }

    fn words(&mut self, words: &str, location: &dyn Fn(Span) -> Location) {
        for (at, address) in web_addresses(words) {
            let address = address.split('#').next().unwrap_or(address);
            if self.own.iter().all(|own| own.own_part(address).is_none()) {
                let location = location(Span::new(at, at + address.len()));
                self.links.entry(address.to_owned()).or_default().push(location);
            }
        }
    }
}
