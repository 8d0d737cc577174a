use super::{Spot, View};
use crate::content::{Content, split_language};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::site::{LanguageId, PageId, PageNode, PublicFile, Route};
use crate::text::nearest;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;

/// What cannot stand in a path as it is, beside everything that is not ASCII.
///
/// Source: URL Standard, path percent-encode set.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// An address as it is written into pages and files.
pub fn encoded(address: &str) -> Cow<'_, str> {
    utf8_percent_encode(address, UNSAFE).into()
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address for the reader.
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
        return match spot.page {
            Some(page) => check_anchor(view, page, anchor, place).map(|()| Target::inside(to)),
            None => Ok(Target::inside(to)),
        };
    }
    if let Some(key) = to.strip_prefix("@/") {
        return resolve_page(view, spot, key, to, place);
    }
    match scheme(to) {
        Some("https" | "mailto") => Ok(Target { external: true, ..Target::inside(to) }),
        Some("tel") => Err(report::typed_tel_link(place, to).into()),
        Some(_) => Err(report::bad_scheme(place, to).into()),
        None if to.starts_with("//") => Err(report::bad_scheme(place, to).into()),
        None if to.starts_with('/') => resolve_address(view, to, place),
        None => resolve_file(view, spot, to, place),
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
    if scheme(to).is_some() || to.starts_with("//") {
        return Err(report::remote_picture(place, to).into());
    }
    let source = if to.starts_with('/') { format!("static{to}") } else { beside(&spot.file, to, &place)? };
    view.site.file_of(&source).ok_or_else(|| {
        let near = near_file(view, &source);
        report::missing_picture(place, to, near.as_deref()).into()
    })
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
    let source = beside(&spot.file, to, &place)?;
    let found = view.site.chart_data.get(source.as_str());
    found.map(AsRef::as_ref).ok_or_else(|| {
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let siblings = view.site.chart_data.keys().filter_map(|file| file.strip_prefix(folder)?.strip_prefix('/'));
        let near = nearest(source.rsplit('/').next().unwrap_or(&source), siblings);
        report::missing_chart_data(place, to, near).into()
    })
}

fn resolve_page(view: View, spot: &Spot, key: &str, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let decoded = percent_encoding::percent_decode_str(key).decode_utf8_lossy();
    let (key, anchor) = decoded.split_once('#').map_or((&*decoded, None), |(key, anchor)| (key, Some(anchor)));
    let found = view.site.page_by_key(key).or_else(|| view.site.page_by_key(&split_language(key).0));
    let Some(id) = found else {
        if let Some(why) = view.site.withheld(key) {
            return Err(report::page_not_in_edition(place, to, why.as_str()).into());
        }
        return Err(report::unknown_page(place, to, nearest(key, view.site.keys())).into());
    };
    let page = view.site.page(id);
    let mut href = encoded(page.address(spot.language)).into_owned();
    if let Some(anchor) = anchor {
        check_anchor(view, page, anchor, place)?;
        href.push('#');
        href.push_str(anchor);
    }
    let reading = view.site.reading(page, spot.language);
    Ok(Target { href, page: Some(id), fallback: (reading != spot.language).then_some(reading), external: false })
}

fn check_anchor(view: View, page: &PageNode, anchor: &str, place: Place) -> Result<(), Box<Diagnostic>> {
    let anchors = || page.anchors().iter().map(|heading| heading.anchor.as_str());
    if view.site.has_anchor(page, anchor) {
        return Ok(());
    }
    Err(report::unknown_anchor(place, &page.key, anchor, nearest(anchor, anchors())).into())
}

/// An address of the site itself: right for static files and data, wrong for pages, which have one address per language.
fn resolve_address(view: View, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let path = to.split(['#', '?']).next().unwrap_or(to);
    match view.site.route(path) {
        Some(Route::File(_) | Route::Data(_) | Route::Calendar(_)) => Ok(Target::inside(to)),
        Some(_) => Err(report::bare_address(place, to).into()),
        None => {
            let near = near_file(view, &format!("static{path}"));
            Err(report::missing_file(place, to, near.as_deref()).into())
        }
    }
}

fn resolve_file(view: View, spot: &Spot, to: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
    let source = beside(&spot.file, to, &place)?;
    if let Some(file) = view.site.file_of(&source) {
        return Ok(Target::inside(encoded(&file.address)));
    }
    if view.site.chart_data.contains_key(source.as_str()) {
        return Err(report::chart_data_not_published(place, to).into());
    }
    let key = source.strip_prefix("content/").unwrap_or(&source);
    if view.site.page_by_key(key).is_some() {
        return Err(report::unknown_page(place, to, Some(key)).into());
    }
    Err(report::missing_file(place, to, near_file(view, &source).as_deref()).into())
}

/// The source path of a file named relative to `file`.
fn beside(file: &str, to: &str, place: &Place) -> Result<String, Box<Diagnostic>> {
    let decoded = percent_encoding::percent_decode_str(to).decode_utf8_lossy();
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in decoded.split(['/', '\\']) {
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

fn scheme(to: &str) -> Option<&str> {
    let (scheme, _) = to.split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    valid.then_some(scheme)
}
