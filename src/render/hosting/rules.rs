//! What a web server must do for an edition, whatever its name.
//!
//! A site and the media types of its addresses go in; `_headers` and `_redirects` say the same.

use super::super::media_type::{HTML, PLAIN_TEXT, file_type};
use super::super::server_headers::{STRICT_TRANSPORT, security_headers};
use crate::site::{DataFile, gone_page_address};
use crate::source::PUBLISHED;
use crate::text::HASHED_FOLDER;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where a server finds the release and answers.
#[derive(Clone, Debug)]
pub struct ServerPlace<'a> {
    /// The folder that holds the release, as the server sees it; its path ends with the path in the edition's address.
    pub folder: &'a Path,
    /// The port on this computer, without TLS, for a server behind another one; without it the server answers for its own host with TLS.
    pub port: Option<u16>,
}

/// What a server must do for an edition. All addresses are encoded and begin with the path of the edition's own address.
#[derive(Clone, Debug)]
pub struct ServerRules {
    /// The edition's name in letters, digits and underscores, for names inside a configuration.
    pub(super) name: String,
    /// Its address without the path: `https://liberate.example`.
    pub(super) origin: String,
    /// The path in its address, such as `/safety`; empty for most.
    pub(super) base: String,
    /// What goes with every answer, in the order of `_headers`.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The folder of data for programs, which is not for search engines; if there is one that they could find.
    pub(super) data: Option<String>,
    /// The folders of the languages but the site's own: `/pl`.
    pub(super) languages: Vec<String>,
    /// Old addresses and where they lead now.
    pub(super) moved: Vec<(String, String)>,
    /// Addresses that are gone for good, each with the page that says so.
    pub(super) gone: Vec<(String, String)>,
    /// Media types by the ends of names.
    pub(super) types: BTreeMap<String, String>,
    /// Media types of files that are always of one name, such as `atom.xml`.
    pub(super) named_types: BTreeMap<String, String>,
}

impl ServerRules {
    /// What a server must do for the edition of `view`; `types` has the media type of every address of it.
    pub fn of<'t>(view: View, types: impl Iterator<Item = (&'t str, &'static str)>) -> Self {
        let edition = &view.site.edition;
        let base = edition.base_path().to_owned();
        let (types, named_types) = media_types(types);
        let own = |prefix: &str| (!prefix.is_empty()).then(|| view.href(prefix));
        let gone = |gone: &crate::site::Gone| {
            let page = gone_page_address(&view.site.language(gone.language).prefix);
            (view.href(&gone.address), view.href(&page))
        };
        let mut headers = security_headers(view);
        headers.push((STRICT_TRANSPORT.0, STRICT_TRANSPORT.1.to_owned()));
        Self {
            name: edition.name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' }).collect(),
            origin: edition.base_url[..edition.base_url.len() - base.len()].to_owned(),
            base,
            headers,
            data: (view.site.config.data && edition.indexed).then(|| view.href(DataFile::FOLDER)),
            languages: view.site.languages.iter().filter_map(|language| own(&language.prefix)).collect(),
            moved: view.site.moved.iter().map(|moved| (view.href(&moved.from), view.href(&moved.to))).collect(),
            gone: view.site.gone.iter().map(gone).collect(),
            types,
            named_types,
        }
    }

    /// The folder at which the server's paths begin, if `folder` ends with the path of the edition's address.
    pub(super) fn root(&self, folder: &Path) -> Option<std::path::PathBuf> {
        let below = Path::new(self.base.trim_start_matches('/'));
        if self.base.is_empty() {
            return Some(folder.to_owned());
        }
        let above = folder.ancestors().nth(below.components().count())?;
        folder.ends_with(below).then(|| above.to_owned())
    }

    /// The path in the edition's address, such as `/safety`.
    pub fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// The page that says in a language that there is no page: `/pl/404.html`.
    pub(super) fn not_found(&self, prefix: &str) -> String {
        format!("{}/404.html", if prefix.is_empty() { &self.base } else { prefix })
    }

    pub(super) fn hashed(&self) -> String {
        format!("{}{HASHED_FOLDER}", self.base)
    }

    /// Media types of texts, without their charset.
    pub(super) fn texts(&self) -> BTreeSet<&str> {
        let all = self.types.values().chain(self.named_types.values());
        all.filter_map(|of| Some(of.split_once("; charset=")?.0)).collect()
    }
}

/// Media types by ending, and by name for files whose type is not that of their ending.
fn media_types<'t>(
    all: impl Iterator<Item = (&'t str, &'static str)>,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let published = PUBLISHED.iter().flat_map(|kind| kind.endings.iter().copied());
    let with_type = |ending: &str| (ending.to_owned(), file_type(&format!("a.{ending}")).to_owned());
    let mut types: BTreeMap<String, String> = published.map(with_type).collect();
    let mut named = BTreeMap::new();
    for (address, media_type) in all {
        let name = address.rsplit('/').next().unwrap_or_default();
        let Some((_, ending)) = name.rsplit_once('.') else { continue };
        let known = types.entry(ending.to_owned()).or_insert_with(|| media_type.to_owned());
        if known != media_type {
            named.insert(name.to_owned(), media_type.to_owned());
        }
    }
    types.insert("html".to_owned(), HTML.to_owned());
    types.insert("txt".to_owned(), PLAIN_TEXT.to_owned());
    (types, named)
}

/// A text as an argument in quotes, for all three servers.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text as a part of a pattern that means just that.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if !sign.is_ascii_alphanumeric() && !matches!(sign, '/' | '-' | '_' | '%') && sign.is_ascii() {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}
