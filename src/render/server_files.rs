//! Files that are orders to web servers and to robots.
//!
//! Headers, redirects, `robots.txt` and the contact for security are written from settings and addresses.

use super::server_headers::{IMMUTABLE, NO_STORE, security_headers, strict_transport};
use crate::config::{Host, LinkConfig};
use crate::site::{DataFile, gone_page_address};
use crate::text::{HASHED_FOLDER, encode_path, full_address};
use crate::view::View;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

/// Writes `_headers`, the file in which static hosts read what to send.
///
/// Names with a hash, which are all in one folder, may be kept for good; everything else is asked for again each time, and `no-store` keeps pages
/// out of the browser's memory after leaving.
pub fn headers(view: View) -> String {
    let mut out = format!("{}/*\n", view.site.edition.base_path());
    for (name, value) in security_headers(view).into_iter().chain([strict_transport(view)]) {
        let _ = writeln!(out, "  {name}: {value}");
    }
    if view.site.edition.host == Host::Cloudflare {
        // It lets the scripts of every other site read what it sends, unless it is told not to.
        out.push_str("  ! Access-Control-Allow-Origin\n");
    }
    let hashed = view.href(HASHED_FOLDER);
    if view.site.edition.host == Host::Netlify {
        for path in outside(view, HASHED_FOLDER) {
            let _ = write!(out, "{path}\n  Cache-Control: {NO_STORE}\n");
        }
    } else {
        let _ = writeln!(out, "  Cache-Control: {NO_STORE}");
    }
    if view.site.config.data && view.site.edition.indexed {
        // Data is for programs; people who search must come to a page in their language.
        let _ = write!(out, "{}*\n  X-Robots-Tag: noindex\n", view.href(DataFile::FOLDER));
    }
    let instead = if view.site.edition.host == Host::Netlify { "" } else { "  ! Cache-Control\n" };
    let _ = write!(out, "{hashed}*\n{instead}  Cache-Control: {IMMUTABLE}\n");
    out
}

/// Rules for everything that is not in a folder, each for other addresses than the rest: Netlify cannot take a header back that another rule has
/// set, and sends both.
///
/// Source: Netlify's parser of `_headers`, which drops a line with an exclamation mark, November 2026.
fn outside(view: View, folder: &str) -> BTreeSet<String> {
    let first = |address: &Arc<str>| {
        let rest = address.trim_start_matches('/');
        match rest.split_once('/') {
            Some((name, _)) => format!("/{name}/*"),
            None => format!("/{rest}"),
        }
    };
    let rules = view.site.routes().map(|(address, _)| first(address)).filter(|rule| !rule.starts_with(folder));
    rules
        .map(|rule| match rule.strip_suffix('*') {
            Some(folder) => format!("{}*", view.href(folder)),
            None => view.href(&rule),
        })
        .collect()
}

/// Writes `_redirects`, the file in which static hosts read where old addresses lead and which are gone.
///
/// Only what pages cannot do: old addresses of files, and the status 410. A host that does not know that status shows the page that is there.
/// The exclamation mark puts the line before that page. Netlify has to be told which page says in which language that there is none.
///
/// Source: Netlify's and Cloudflare's documentation of `_redirects`, read on 2026-11-28.
pub fn redirects(view: View) -> String {
    let mut out = String::new();
    for moved in &view.site.moved {
        let _ = writeln!(out, "{} {} 301", view.href(&moved.from), view.href(&moved.to));
    }
    for gone in view.site.gone.iter().filter(|_| view.site.edition.host.says_gone()) {
        let page = gone_page_address(&view.site.language(gone.language).prefix);
        let _ = writeln!(out, "{} {} 410!", view.href(&gone.address), view.href(&page));
    }
    if view.site.edition.host == Host::Netlify {
        let prefixes = view.site.languages.iter().map(|language| &*language.prefix);
        for prefix in prefixes.filter(|prefix: &&str| !prefix.is_empty()) {
            let _ = writeln!(
                out,
                "{} {} 404",
                view.href(&format!("{prefix}/")) + "*",
                view.href(&format!("{prefix}/404.html"))
            );
        }
    }
    out
}

/// A limit of a host, and what a release has of it.
pub struct HostLimit {
    /// What is counted, as people say it.
    pub what: &'static str,
    /// How many there may be.
    pub most: usize,
    /// How many there are.
    pub found: usize,
}

/// The limits of the edition's host that a release passes.
///
/// Source: Cloudflare's documentation of Pages: limits, headers and redirects, read on 2026-11-29.
pub fn passed_limits(view: View) -> Vec<HostLimit> {
    if view.site.edition.host != Host::Cloudflare {
        return Vec::new();
    }
    let (headers, redirects) = (headers(view), redirects(view));
    let rules = headers.lines().filter(|line| !line.starts_with(' ')).count();
    let longest = headers.lines().map(str::len).max().unwrap_or_default();
    let sizes =
        view.site.files.iter().map(|file| file.on_disk.as_ref().map_or(file.bytes.len() as u64, |file| file.size));
    let largest = sizes.max().unwrap_or_default() as usize;
    let all = [
        HostLimit { what: "files", most: 20_000, found: view.site.routes().count() },
        HostLimit { what: "bytes in one file", most: 25 << 20, found: largest },
        HostLimit { what: "rules in `_headers`", most: 100, found: rules },
        HostLimit { what: "characters in a line of `_headers`", most: 2_000, found: longest },
        HostLimit { what: "lines in `_redirects`", most: 2_000, found: redirects.lines().count() },
    ];
    all.into_iter().filter(|limit| limit.found > limit.most).collect()
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
