//! What a web server must do for an edition, whatever its name.
//!
//! A site and the media types of its addresses go in; `_headers` and `_redirects` say the same.

use super::super::media_type::{HTML, PLAIN_TEXT, file_type};
use super::super::server_headers::{IMMUTABLE, NO_STORE, security_headers, strict_transport};
use crate::config::Host;
use crate::site::{DataFile, gone_page_address};
use crate::source::PUBLISHED;
use crate::text::{ContentCoding, HASHED_FOLDER};
use crate::view::View;
use std::collections::BTreeMap;
use std::path::Path;

/// Where a server finds the release and answers.
#[derive(Clone, Debug)]
pub struct ServerPlace<'a> {
    /// The folder that holds the release, as the server sees it; its path ends with the path in the edition's address.
    pub folder: &'a Path,
    /// The port on this computer, without TLS, for a server behind another one; without it the server answers for its own host with TLS.
    pub port: Option<u16>,
    /// The codings in which the server can send what the release holds compressed.
    pub codings: &'a [ContentCoding],
}

/// What compressed files are called: they are sent for the others, and never by their own names.
pub(super) const COMPRESSED: &str = r"\.(br|gz)$";

/// What a server must do for an edition. All addresses are encoded and begin with the path of the edition's own address.
#[derive(Clone, Debug)]
pub struct ServerRules {
    /// The edition's name in letters, digits and underscores, for names inside a configuration.
    pub(super) name: String,
    /// Its address without the path: `https://liberate.example`.
    pub(super) origin: String,
    /// The path in its address, such as `/safety`; empty for most.
    pub(super) base: String,
    /// Who sends it.
    host: Host,
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
        headers.push(strict_transport(view));
        Self {
            name: edition.name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' }).collect(),
            origin: edition.base_url[..edition.base_url.len() - base.len()].to_owned(),
            base,
            headers,
            data: (view.site.config.data && edition.indexed).then(|| view.href(DataFile::FOLDER)),
            languages: view.site.languages.iter().filter_map(|language| own(&language.prefix)).collect(),
            moved: view.site.moved.iter().map(|moved| (view.href(&moved.from), view.href(&moved.to))).collect(),
            gone: view.site.gone.iter().filter(|_| edition.host.says_gone()).map(gone).collect(),
            host: edition.host,
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

    /// Its address without the path: `https://liberate.example`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The folders of the languages but the site's own: `/pl`.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Old addresses and where they lead now.
    pub fn moved(&self) -> &[(String, String)] {
        &self.moved
    }

    /// Addresses that are gone for good, each with the page that says so.
    pub fn gone(&self) -> &[(String, String)] {
        &self.gone
    }

    /// Whether a file is at the address of its name: Cloudflare Pages leads from `404.html` to `404`.
    pub fn has_own_address(&self, path: &str) -> bool {
        let is_page = path.ends_with(".html") && !path.ends_with("/index.html") && path != "index.html";
        self.host != Host::Cloudflare || !is_page
    }

    /// Whether an address changes with its bytes.
    pub fn is_hashed(&self, address: &str) -> bool {
        address.starts_with(&self.hashed())
    }

    /// The headers that go with an answer of that status at an address, each once.
    pub fn headers_at(&self, address: &str, status: u16) -> Vec<(&'static str, String)> {
        // What only takes a folder sends none of its headers with redirects.
        if self.host != Host::Server && matches!(status, 301 | 302 | 307 | 308) {
            return Vec::new();
        }
        let mut headers = self.headers.clone();
        let kept = self.is_hashed(address) && matches!(status, 200 | 206 | 304);
        // Netlify's own value goes out where no rule of the folder fits, and it keeps nothing for long either.
        if self.host != Host::Netlify || status < 400 {
            headers.push(("Cache-Control", if kept { IMMUTABLE } else { NO_STORE }.to_owned()));
        }
        if self.data.as_ref().is_some_and(|data| address.starts_with(data)) {
            headers.push(("X-Robots-Tag", "noindex".to_owned()));
        }
        headers
    }

    /// The media type of the file at a path, by its name.
    pub fn media_type(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let by_ending = || self.types.get(name.rsplit_once('.')?.1);
        let known = self.named_types.get(name).or_else(by_ending);
        known.cloned().unwrap_or_else(|| "application/octet-stream".to_owned())
    }

    /// The page that says below a language's folder, or below the path of the edition, that there is no page.
    pub fn not_found_at(&self, prefix: &str) -> String {
        format!("{prefix}/404.html")
    }

    pub(super) fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// The page that says in a language that there is no page: `/pl/404.html`.
    pub(super) fn not_found(&self, prefix: &str) -> String {
        format!("{}/404.html", if prefix.is_empty() { &self.base } else { prefix })
    }

    /// The folder of addresses that change with their bytes.
    pub fn hashed(&self) -> String {
        format!("{}{HASHED_FOLDER}", self.base)
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
