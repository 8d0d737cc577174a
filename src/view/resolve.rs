use super::{Spot, View};
use crate::content::{Content, split_language};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::site::{GeneratedFile, LanguageId, PageId, PageNode, PublicFile, Route};
use crate::text::{Leads, decode_path, encode_address, encode_path, full_address, is_https, leads, names_of, nearest};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address for the reader, as it stands in a page: encoded, and with the path below which the edition stands.
    pub href: String,
    /// The page there, if it is one.
    pub page: Option<PageId>,
    /// The language that the reader finds there, if it is not their own.
    pub fallback: Option<LanguageId>,
    /// Whether it leads to another site.
    pub external: bool,
}

impl Target {
    fn inside(href: impl Into<String>) -> Self {
        Self { href: href.into(), page: None, fallback: None, external: false }
    }
}

/// Finds where a link leads that an author wrote at `place`.
///
/// # Errors
/// The finding, when it leads nowhere or somewhere it must not.
pub fn resolve(view: View, spot: &Spot, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    if to.is_empty() {
        return Err(report::empty_link(place).into());
    }
    if let Some(anchor) = to.strip_prefix('#') {
        let href = || Target::inside(format!("#{}", encode_path(&decode_path(anchor))));
        return match spot.page {
            Some(page) => check_anchor(view, page, anchor, place).map(|()| href()),
            None => Ok(href()),
        };
    }
    if let Some(key) = to.strip_prefix("@/") {
        return resolve_page(view, spot, key, to, place);
    }
    match leads(to) {
        Leads::Scheme(scheme) => resolve_outside(&scheme, to, place),
        Leads::Host => Err(report::bad_scheme(place, to).into()),
        Leads::Here if to.starts_with('/') => resolve_address(view, to, place),
        Leads::Here => resolve_file(view, spot, to, place),
    }
}

/// A link with a scheme: some are fine, everything else is refused.
fn resolve_outside(scheme: &str, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let is_fine = match scheme {
        "https" => is_https(&full_address(to)),
        "mailto" => true,
        _ => false,
    };
    match scheme {
        _ if is_fine => Ok(Target { external: true, ..Target::inside(full_address(to)) }),
        "tel" | "sms" | "callto" => Err(report::typed_tel_link(place, to).into()),
        _ => Err(report::bad_scheme(place, to).into()),
    }
}

/// Finds the file of a picture that an author wrote at `place`.
///
/// # Errors
/// The finding, when there is no such picture or it is on another server.
pub fn resolve_picture<'a>(
    view: View<'a>,
    spot: &Spot,
    to: &str,
    place: Place,
) -> Result<&'a PublicFile, Box<Diagnostic>> {
    if leads(to) != Leads::Here {
        return Err(report::remote_picture(place, to).into());
    }
    for (name, _) in names_of(to) {
        let source = if to.starts_with('/') { format!("static{name}") } else { beside(&spot.file, &name, to, &place)? };
        if let Some(file) = view.site.file_of(&source) {
            return Ok(file);
        }
    }
    let name = decode_path(to);
    let source = if to.starts_with('/') { format!("static{name}") } else { beside(&spot.file, &name, to, &place)? };
    Err(report::missing_picture(place, to, near_file(view, &source).as_deref()).into())
}

/// Finds the table of a chart that an author named at `place`: beside the page, or below it.
///
/// # Errors
/// The finding, when there is no such table.
pub fn resolve_chart_data<'a>(
    view: View<'a>,
    spot: &Spot,
    to: &str,
    place: Place,
) -> Result<&'a Content, Box<Diagnostic>> {
    for (name, _) in names_of(to) {
        if let Some(found) = view.site.chart_data.get(beside(&spot.file, &name, to, &place)?.as_str()) {
            return Ok(found);
        }
    }
    let source = beside(&spot.file, &decode_path(to), to, &place)?;
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let siblings = view.site.chart_data.keys().filter_map(|file| file.strip_prefix(folder)?.strip_prefix('/'));
    let near = nearest(source.rsplit('/').next().unwrap_or(&source), siblings);
    Err(report::missing_chart_data(place, to, near).into())
}

fn resolve_page(view: View, spot: &Spot, key: &str, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let mut names = names_of(key);
    names.retain(|(_, behind)| !behind.starts_with('?'));
    let page_of = |key: &str| view.site.page_by_key(key).or_else(|| view.site.page_by_key(&split_language(key).0));
    let found = names.iter().find_map(|(key, behind)| Some((page_of(key)?, *behind)));
    let Some((id, behind)) = found else {
        if let Some(why) = names.iter().find_map(|(key, _)| view.site.withheld(key)) {
            return Err(report::page_not_in_edition(place, to, why.as_str()).into());
        }
        let written = names.first().map_or(key, |(key, _)| key);
        return Err(report::unknown_page(place, to, nearest(written, view.site.keys())).into());
    };
    let page = view.site.page(id);
    let mut href = view.href(page.address(spot.language));
    if let Some(anchor) = behind.strip_prefix('#') {
        check_anchor(view, page, anchor, place)?;
        href.push('#');
        href.push_str(&encode_path(&decode_path(anchor)));
    }
    let reading = view.site.reading(page, spot.language);
    Ok(Target { href, page: Some(id), fallback: (reading != spot.language).then_some(reading), external: false })
}

fn check_anchor(view: View, page: &PageNode, anchor: &str, place: Place) -> Result<(), Box<Diagnostic>> {
    let anchor = decode_path(anchor);
    if view.site.has_anchor(page, &anchor) {
        return Ok(());
    }
    let anchors = page.anchors().iter().map(|heading| heading.anchor.as_str());
    Err(report::unknown_anchor(place, &page.key, &anchor, nearest(&anchor, anchors)).into())
}

/// An address of the site itself: right for static files and data, wrong for pages, which have one address per language.
fn resolve_address(view: View, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    for (address, behind) in names_of(to) {
        match view.site.route(&address) {
            Some(Route::File(_) | Route::Generated(GeneratedFile::Data(_) | GeneratedFile::Calendar(_))) => {
                return Ok(Target::inside(view.href(&address) + &encode_address(behind)));
            }
            Some(_) => return Err(report::bare_address(place, to).into()),
            None => {}
        }
    }
    let path = to.split(['#', '?']).next().unwrap_or(to);
    let base = view.site.edition.base_path();
    let below = path.strip_prefix(base).filter(|below| !base.is_empty() && below.starts_with('/'));
    let near = below.map(str::to_owned).or_else(|| near_file(view, &format!("static{}", decode_path(path))));
    Err(report::missing_file(place, to, near.as_deref()).into())
}

fn resolve_file(view: View, spot: &Spot, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let mut first = None;
    for (name, behind) in names_of(to) {
        let source = beside(&spot.file, &name, to, &place)?;
        if let Some(file) = view.site.file_of(&source) {
            return Ok(Target::inside(view.href(&file.address) + &encode_address(behind)));
        }
        if view.site.chart_data.contains_key(source.as_str()) {
            return Err(report::chart_data_not_published(place, to).into());
        }
        let key = source.strip_prefix("content/").unwrap_or(&source);
        if view.site.page_by_key(key).is_some() {
            return Err(report::unknown_page(place, to, Some(key)).into());
        }
        first.get_or_insert(source);
    }
    if is_mailbox(to) {
        return Err(report::mailbox_as_file(place, to).into());
    }
    let near = first.and_then(|source| near_file(view, &source));
    Err(report::missing_file(place, to, near.as_deref()).into())
}

/// Whether somebody wrote an e-mail address where an address of the web stands.
fn is_mailbox(to: &str) -> bool {
    let is_host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.contains('@');
    !to.contains(['/', ' ']) && to.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

/// The source path of a file that is called `name` relative to `file`; the author wrote `to`.
fn beside(file: &str, name: &str, to: &str, place: &Place) -> Result<String, Box<Diagnostic>> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => return Err(report::leaves_site(place.clone(), to).into()),
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
