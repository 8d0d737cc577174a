//! Where links and pictures of a text lead.
//!
//! An address as an author wrote it goes in; one for the reader comes out, or why there is none.

use super::reading::{TextContext, View};
use crate::content::{Content, split_language};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::{GeneratedFile, LanguageId, PageId, PageNode, PublicFile, Route};
use crate::text::{Leads, decode_path, encode_address, encode_path, full_address, is_https, leads, names_of, nearest};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The address for the reader, as it is in a page: encoded, and with the path below which the edition is.
    pub href: String,
    /// The page there, if it is one.
    pub page: Option<PageId>,
    /// The language that the reader finds there, if it is not their own.
    pub fallback: Option<LanguageId>,
    /// Whether it leads to another site.
    pub external: bool,
}

impl LinkTarget {
    fn inside(href: impl Into<String>) -> Self {
        Self { href: href.into(), page: None, fallback: None, external: false }
    }
}

/// Finds where a link leads that an author wrote at `location`.
///
/// # Errors
/// The finding, when it leads nowhere or somewhere it must not.
pub fn resolve(view: View, context: &TextContext, to: &str, location: Location) -> Result<LinkTarget, Box<Diagnostic>> {
    if to.is_empty() {
        return Err(report::empty_link(location).into());
    }
    if let Some(anchor) = to.strip_prefix('#') {
        let href = || LinkTarget::inside(format!("#{}", encode_path(&decode_path(anchor))));
        return match context.page {
            Some(page) => check_anchor(view, page, anchor, location).map(|()| href()),
            None => Ok(href()),
        };
    }
    if let Some(key) = to.strip_prefix("@/") {
        return resolve_page(view, context, key, to, location);
    }
    match leads(to) {
        Leads::Scheme(scheme) => resolve_outside(&scheme, to, location),
        Leads::Host => Err(report::bad_scheme(location, to).into()),
        Leads::Here if to.starts_with('/') => resolve_address(view, to, location),
        Leads::Here => resolve_file(view, context, to, location),
    }
}

/// A link with a scheme: some are fine, everything else is refused.
fn resolve_outside(scheme: &str, to: &str, location: Location) -> Result<LinkTarget, Box<Diagnostic>> {
    let is_fine = match scheme {
        "https" => is_https(&full_address(to)),
        "mailto" => true,
        _ => false,
    };
    match scheme {
        _ if is_fine => Ok(LinkTarget { external: true, ..LinkTarget::inside(full_address(to)) }),
        "tel" | "sms" | "callto" => Err(report::typed_tel_link(location, to).into()),
        _ => Err(report::bad_scheme(location, to).into()),
    }
}

/// Finds the file of a picture that an author wrote at `location`.
///
/// # Errors
/// The finding, when there is no such picture or it is on another server.
pub fn resolve_picture<'a>(
    view: View<'a>,
    context: &TextContext,
    to: &str,
    location: Location,
) -> Result<&'a PublicFile, Box<Diagnostic>> {
    if leads(to) != Leads::Here {
        return Err(report::remote_picture(location, to).into());
    }
    for (name, _) in names_of(to) {
        let source =
            if to.starts_with('/') { format!("static{name}") } else { beside(&context.file, &name, to, &location)? };
        if let Some(file) = view.site.file_of(&source) {
            return Ok(file);
        }
    }
    let name = decode_path(to);
    let source =
        if to.starts_with('/') { format!("static{name}") } else { beside(&context.file, &name, to, &location)? };
    Err(report::missing_picture(location, to, near_file(view, &source).as_deref()).into())
}

/// Finds the table of a chart that an author named at `location`: beside the page, or below it.
///
/// # Errors
/// The finding, when there is no such table.
pub fn resolve_chart_data<'a>(
    view: View<'a>,
    context: &TextContext,
    to: &str,
    location: Location,
) -> Result<&'a Content, Box<Diagnostic>> {
    for (name, _) in names_of(to) {
        if let Some(found) = view.site.chart_data.get(beside(&context.file, &name, to, &location)?.as_str()) {
            return Ok(found);
        }
    }
    let source = beside(&context.file, &decode_path(to), to, &location)?;
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let siblings = view.site.chart_data.keys().filter_map(|file| file.strip_prefix(folder)?.strip_prefix('/'));
    let near = nearest(source.rsplit('/').next().unwrap_or(&source), siblings);
    Err(report::missing_chart_data(location, to, near).into())
}

fn resolve_page(
    view: View,
    context: &TextContext,
    key: &str,
    to: &str,
    location: Location,
) -> Result<LinkTarget, Box<Diagnostic>> {
    let mut names = names_of(key);
    names.retain(|(_, behind)| !behind.starts_with('?'));
    let page_of = |key: &str| view.site.page_by_key(key).or_else(|| view.site.page_by_key(&split_language(key).0));
    let found = names.iter().find_map(|(key, behind)| Some((page_of(key)?, *behind)));
    let Some((id, behind)) = found else {
        if let Some(why) = names.iter().find_map(|(key, _)| view.site.withheld(key)) {
            return Err(report::page_not_in_edition(location, to, why.as_str()).into());
        }
        let written = names.first().map_or(key, |(key, _)| key);
        return Err(report::unknown_page(location, to, nearest(written, view.site.keys())).into());
    };
    let page = view.site.page(id);
    let mut href = view.href(page.address(context.language));
    if let Some(anchor) = behind.strip_prefix('#') {
        check_anchor(view, page, anchor, location)?;
        href.push('#');
        href.push_str(&encode_path(&decode_path(anchor)));
    }
    let reading = view.site.reading(page, context.language);
    Ok(LinkTarget { href, page: Some(id), fallback: (reading != context.language).then_some(reading), external: false })
}

fn check_anchor(view: View, page: &PageNode, anchor: &str, location: Location) -> Result<(), Box<Diagnostic>> {
    let anchor = decode_path(anchor);
    if view.site.has_anchor(page, &anchor) {
        return Ok(());
    }
    let anchors = page.anchors().iter().map(|heading| heading.anchor.as_str());
    Err(report::unknown_anchor(location, &page.key, &anchor, nearest(&anchor, anchors)).into())
}

/// An address of the site itself: right for static files and data, wrong for pages, which have one address per language.
fn resolve_address(view: View, to: &str, location: Location) -> Result<LinkTarget, Box<Diagnostic>> {
    for (address, behind) in names_of(to) {
        match view.site.route(&address) {
            Some(Route::File(_) | Route::Generated(GeneratedFile::Data(_) | GeneratedFile::Calendar(_))) => {
                return Ok(LinkTarget::inside(view.href(&address) + &encode_address(behind)));
            }
            Some(_) => return Err(report::bare_address(location, to).into()),
            None => {}
        }
    }
    let path = to.split(['#', '?']).next().unwrap_or(to);
    let base = view.site.edition.base_path();
    let below = path.strip_prefix(base).filter(|below| !base.is_empty() && below.starts_with('/'));
    let near = below.map(str::to_owned).or_else(|| near_file(view, &format!("static{}", decode_path(path))));
    Err(report::missing_file(location, to, near.as_deref()).into())
}

fn resolve_file(
    view: View,
    context: &TextContext,
    to: &str,
    location: Location,
) -> Result<LinkTarget, Box<Diagnostic>> {
    let mut first = None;
    for (name, behind) in names_of(to) {
        let source = beside(&context.file, &name, to, &location)?;
        if let Some(file) = view.site.file_of(&source) {
            return Ok(LinkTarget::inside(view.href(&file.address) + &encode_address(behind)));
        }
        if view.site.chart_data.contains_key(source.as_str()) {
            return Err(report::chart_data_not_published(location, to).into());
        }
        let key = source.strip_prefix("content/").unwrap_or(&source);
        if view.site.page_by_key(key).is_some() {
            return Err(report::unknown_page(location, to, Some(key)).into());
        }
        first.get_or_insert(source);
    }
    if is_mailbox(to) {
        return Err(report::mailbox_as_file(location, to).into());
    }
    let near = first.and_then(|source| near_file(view, &source));
    Err(report::missing_file(location, to, near.as_deref()).into())
}

/// Whether somebody wrote an e-mail address where an address of the web is.
fn is_mailbox(to: &str) -> bool {
    let is_host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.contains('@');
    !to.contains(['/', ' ']) && to.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

/// The source path of a file that is called `name` relative to `file`; the author wrote `to`.
fn beside(file: &str, name: &str, to: &str, location: &Location) -> Result<String, Box<Diagnostic>> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => return Err(report::leaves_site(location.clone(), to).into()),
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// A published file in the same folder whose name is near.
fn near_file(view: View, source: &str) -> Option<String> {
    let (folder, name) = source.rsplit_once('/')?;
    let siblings = view.site.files.iter().filter_map(|file| file.source.strip_prefix(folder)?.strip_prefix('/'));
    nearest(name, siblings).map(str::to_owned)
}
