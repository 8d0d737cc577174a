//! Addresses on the site's own host: each is below the path on which the edition is.
//!
//! What authors link was looked at when it was resolved; templates and files that are published as they are say whatever they say.
//! Tags go in, findings at them come out.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::tag::OpenTag;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::Site;
use crate::text::html::plain;
use crate::text::{Leads, leads};

/// Looks at the addresses of one tag.
pub(super) fn tag(locator: &Locator, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let site = locator.context.view.site;
    if site.edition.base_path().is_empty() {
        return;
    }
    let at = || locator.tag(&start.tag, start.attributes);
    findings.extend(own_addresses(start).filter_map(|href| outside(site, &href, at)));
}

/// Says that an address leads out of the edition although it is of the same host.
pub(super) fn outside(site: &Site, href: &str, at: impl Fn() -> Location) -> Option<Diagnostic> {
    let is_outside = is_of_host(href) && site.own_address(href).is_none();
    is_outside.then(|| report::outside_base(at(), href, site.edition.base_path()))
}

/// The addresses of a tag that begin at the root of the host.
fn own_addresses<'s>(start: &'s OpenTag) -> impl Iterator<Item = String> + 's {
    let named = start.all().filter(|_| start.element != Element::Base);
    let named = named.flat_map(|(key, attribute)| match key {
        AttributeName::Href | AttributeName::Src | AttributeName::Poster => vec![plain(attribute.value).into_owned()],
        AttributeName::Srcset => {
            let candidates = attribute.value.split(',').filter_map(|one| one.split_ascii_whitespace().next());
            candidates.map(|one| plain(one).into_owned()).collect()
        }
        _ => Vec::new(),
    });
    named.filter(|href| is_of_host(href))
}

fn is_of_host(href: &str) -> bool {
    href.starts_with('/') && leads(href) == Leads::Here
}
