//! Files that are orders to web servers and to robots.
//!
//! Headers, redirects, `robots.txt` and the contact for security are written from settings and addresses.

use super::server_headers::{IMMUTABLE, NO_STORE, STRICT_TRANSPORT, security_headers};
use crate::config::LinkConfig;
use crate::site::{DataFile, gone_page_address};
use crate::text::{HASHED_FOLDER, encode_path, full_address};
use crate::view::View;
use std::fmt::Write;

/// Writes `_headers`, the file in which static hosts read what to send.
///
/// Names with a hash, which are all in one folder, may be kept for good; everything else is asked for again each time, and `no-store` keeps pages
/// out of the browser's memory after leaving.
pub fn headers(view: View) -> String {
    let mut out = format!("{}/*\n", view.site.edition.base_path());
    for (name, value) in security_headers(view) {
        let _ = writeln!(out, "  {name}: {value}");
    }
    let _ = write!(out, "  {}: {}\n  Cache-Control: {NO_STORE}\n", STRICT_TRANSPORT.0, STRICT_TRANSPORT.1);
    if view.site.config.data && view.site.edition.indexed {
        // Data is for programs; people who search must come to a page in their language.
        let _ = write!(out, "{}*\n  X-Robots-Tag: noindex\n", view.href(DataFile::FOLDER));
    }
    let _ = write!(out, "{}*\n  ! Cache-Control\n  Cache-Control: {IMMUTABLE}\n", view.href(HASHED_FOLDER));
    out
}

/// Writes `_redirects`, the file in which static hosts read where old addresses lead and which are gone.
///
/// Only what pages cannot do: old addresses of files, and the status 410. A host that does not know that status ignores
/// the line and shows the page that is there. The exclamation mark puts the line before that page.
///
/// Source: Netlify's and Cloudflare's documentation of `_redirects`, read on 2026-11-28.
pub fn redirects(view: View) -> String {
    let mut out = String::new();
    for moved in &view.site.moved {
        let _ = writeln!(out, "{} {} 301", view.href(&moved.from), view.href(&moved.to));
    }
    for gone in &view.site.gone {
        let page = gone_page_address(&view.site.language(gone.language).prefix);
        let _ = writeln!(out, "{} {} 410!", view.href(&gone.address), view.href(&page));
    }
    out
}

/// Writes `robots.txt`. Robots read it at the root of a host alone: where the site is below a path, its lines are for the file there.
///
/// Source: RFC 9309.
pub fn robots(view: View) -> String {
    let rule = if view.site.edition.indexed { "Allow" } else { "Disallow" };
    let mut out = format!("User-agent: *\n{rule}: {}\n", view.href("/"));
    if !view.site.sitemap.is_empty() {
        let _ = writeln!(out, "Sitemap: {}", view.full("/sitemap.xml"));
    }
    out
}

/// Writes `security.txt`, if the site says whom to tell.
///
/// Source: RFC 9116. The day after which nobody should trust it is required there.
pub fn security(view: View) -> Option<String> {
    let security = view.site.config.security.as_ref()?;
    let full = |link: &LinkConfig| match link.page() {
        None => Some(full_address(&link.to)),
        Some((key, anchor)) => {
            let address = view.read(view.site.page_by_key(key)?, view.site.default_language).permalink();
            Some(if anchor.is_empty() { address } else { format!("{address}#{}", encode_path(anchor)) })
        }
    };
    let mut out = format!("Contact: {}\nExpires: {}T23:59:59Z\n", full(&security.contact)?, security.expires);
    if let Some(policy) = security.policy.as_ref().and_then(full) {
        let _ = writeln!(out, "Policy: {policy}");
    }
    let language = view.site.language(view.site.default_language);
    let _ = writeln!(out, "Preferred-Languages: {}", language.tag);
    let _ = writeln!(out, "Canonical: {}", view.full("/.well-known/security.txt"));
    Some(out)
}
