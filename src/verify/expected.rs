//! What a live site is asked, and what its answer has to be.
//!
//! Made from the list of a release and the rules of its server.

use crate::render::ServerRules;
use crate::text::{ContentCoding, Fingerprint, encode_path};

/// One file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// Hash of its bytes.
    pub hash: Fingerprint,
}

/// A release that is to be live, and what its server must do.
pub struct ExpectedRelease<'a> {
    /// Its files, sorted by path.
    pub files: &'a [ListedFile],
    /// What its server must do.
    pub rules: &'a ServerRules,
    /// Paths beside the site's own that nobody may be sent: what the program keeps beside a release.
    pub hidden: &'a [String],
    /// Whether it is asked with TLS at the port of its own, so that the port without it has to lead there.
    pub by_tls: bool,
}

impl ExpectedRelease<'_> {
    /// The file at a path of the release.
    pub(super) fn file(&self, path: &str) -> Option<&ListedFile> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }

    /// The encoded address of a path: a page has that of its folder.
    pub(super) fn address(&self, path: &str) -> String {
        let name = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        format!("{}/{}", self.rules.base(), encode_path(name.unwrap_or(path)))
    }

    /// The path of the file that an encoded address of a page of the server's leads to: `/safety/pl/404.html` to `pl/404.html`.
    pub(super) fn path<'p>(&self, address: &'p str) -> &'p str {
        address.strip_prefix(self.rules.base()).unwrap_or(address).trim_start_matches('/')
    }
}

/// One question to a live site.
#[derive(Clone, Debug)]
pub struct LiveQuestion {
    /// `GET` or `HEAD`.
    pub method: &'static str,
    /// The encoded address on the host, with a slash at its beginning.
    pub address: String,
    /// Headers of the request beside those that every request has.
    pub headers: Vec<(&'static str, String)>,
    /// Bytes of the body that are read; what is longer is wrong anyway.
    pub most: usize,
    /// Whether the host is asked without TLS.
    pub without_tls: bool,
    /// What the answer has to be.
    pub(super) expected: Expected,
}

/// What an answer has to be.
#[derive(Clone, Debug)]
pub(super) enum Expected {
    /// The file at that path, in a coding if one is asked for; with a condition the site may say that nothing has changed.
    File { path: String, coding: Option<ContentCoding>, is_conditional: bool },
    /// The page at that path, with 404.
    Missing { page: String },
    /// The page at that path, with 410.
    Gone { page: String },
    /// A redirect for good to that address.
    Moved { to: String },
    /// A redirect to the same address with a slash.
    Folder { to: String },
    /// Nothing that anybody put there.
    Hidden,
    /// Nothing, as the release no longer has that path.
    LeftOver { path: String },
    /// The head of the file at that path alone.
    Head { path: String },
    /// These bytes of the file at that path.
    Part { path: String, first: usize, last: usize },
    /// News that nothing has changed.
    Unchanged,
    /// A redirect to the same host with TLS.
    Upgrade,
}

/// Bytes more than expected that are read of an answer: enough to see what was put into a page.
const MORE: usize = 64 << 10;

impl LiveQuestion {
    /// A question by GET without headers of its own.
    pub(super) fn new(address: String, size: u64, expected: Expected) -> Self {
        let most = usize::try_from(size).unwrap_or(usize::MAX - MORE) + MORE;
        Self { method: "GET", address, headers: Vec::new(), most, without_tls: false, expected }
    }

    /// The same with a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What its answer is remembered by.
    pub(super) fn key(path: &str, coding: Option<ContentCoding>) -> String {
        format!("{} {path}", coding.map_or("identity", ContentCoding::token))
    }
}
