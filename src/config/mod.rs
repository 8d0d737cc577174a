//! The site's settings: the text of `liberate.toml` in, a complete [`Config`] out.
//!
//! After [`resolve`] nothing is optional that the program needs. Touches no file by itself.

mod base_url;
mod field;
mod fields;
mod resolve;
mod values;

use crate::locale::LanguageTag;
use crate::text::Span;
use jiff::civil::Date;
use std::sync::Arc;

pub use field::{Field, FieldKind, FieldSide, FieldWords, Need, words};
pub use fields::{Fields, NamedTexts, day_of, parse_toml};
pub use resolve::{SETTINGS, resolve, theme_of};
pub use values::Values;

/// The name of the settings file in the site's root.
pub const CONFIG_FILE: &str = "liberate.toml";
/// The theme that is part of the program: what it is called in settings and below `themes/`.
pub const BUILT_IN_THEME: &str = "liberate";
/// The name of the edition for everybody; every site has it.
pub const PUBLIC: &str = "public";

/// Everything the site says about itself.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the site will be, such as `https://liberate.example` or `https://council.example/portal`: encoded, without a slash
    /// at the end.
    pub base_url: String,
    /// The language that is written first and is at `/`.
    pub default_language: LanguageTag,
    /// Folder below `themes/`.
    pub theme: String,
    /// All languages in the order of the file; the default language is among them, tags are unique.
    pub languages: Vec<LanguageConfig>,
    /// All editions; `public` is always the first.
    pub editions: Vec<EditionConfig>,
    /// Ways to group pages, such as topics.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// Named lists of links that the theme shows, such as `main`.
    pub menus: Vec<(String, Vec<LinkConfig>)>,
    /// Named links that the theme needs, such as `exit` or `safety`.
    pub links: Vec<(String, LinkConfig)>,
    /// What happens to translations that nobody has reviewed.
    pub unreviewed: Unreviewed,
    /// Newest entries in a feed; 0 turns feeds off.
    pub feed_limit: usize,
    /// Bytes that a recording may have.
    pub recording_limit: u64,
    /// Whether pages are minified.
    pub minify: bool,
    /// Whether contacts are published as data, too.
    pub data: bool,
    /// Whom to tell of a hole in the site's security.
    pub security: Option<SecurityConfig>,
    /// Logos of partners for documents; at most [`Config::MOST_LOGOS`].
    pub logos: Vec<LogoConfig>,
}

/// What `security.txt` says: RFC 9116.
#[derive(Clone, Debug)]
pub struct SecurityConfig {
    /// An address that begins with `https:`, `mailto:` or `tel:`, or a page of the site that says whom to tell.
    pub contact: LinkConfig,
    /// The last day on which it holds.
    pub expires: Date,
    /// Where `expires` is written.
    pub span: Span,
    /// The address of rules for people who look for holes, or a page of the site.
    pub policy: Option<LinkConfig>,
}

/// The logo of a partner, for posters, leaflets and talks.
#[derive(Clone, Debug)]
pub struct LogoConfig {
    /// Its file below the site's root, such as `static/logos/example.png`.
    pub file: String,
    /// Whose it is, for people who do not see it.
    pub name: String,
    /// Where its file is named.
    pub span: Span,
}

/// One language of the site.
#[derive(Clone, Debug)]
pub struct LanguageConfig {
    /// Its tag.
    pub tag: LanguageTag,
    /// Its name in itself.
    pub name: String,
    /// What the site says of itself in it.
    pub words: SiteWords,
    /// Where to look for a page that this language lacks, before the default language.
    pub fallback: Vec<LanguageTag>,
    /// Where it is set.
    pub span: Span,
}

/// What a site says of itself in a language, each with its place in the settings.
#[derive(Clone, Debug, Default)]
pub struct SiteWords {
    /// Its name.
    pub title: Option<(String, Span)>,
    /// What it is about.
    pub description: Option<(String, Span)>,
    /// What search engines say of sensitive pages.
    pub neutral: Option<(String, Span)>,
}

/// One edition: who it is for and where it is.
#[derive(Clone, Debug)]
pub struct EditionConfig {
    /// Its name, as in `--edition NAME`.
    pub name: String,
    /// Where it will be; the site's own address unless it says otherwise.
    pub base_url: String,
    /// Whether pages and records for partners are part of it.
    pub partner: bool,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Who sends it to readers.
    pub host: Host,
    /// Whether browsers ask every name below that of its host with TLS alone.
    pub tls_for_subdomains: bool,
}

/// Who sends an edition to readers. Hosts that only take a folder keep less than a server that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// A server with a configuration of `liberate deploy-config`.
    Server,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
}

impl Host {
    /// Whether it sends what a release holds compressed; the others compress by themselves.
    pub fn sends_compressed_files(self) -> bool {
        self == Self::Server
    }

    /// Whether it can answer that something is gone for good.
    pub fn says_gone(self) -> bool {
        self != Self::Cloudflare
    }
}

/// One way to group pages.
#[derive(Clone, Debug)]
pub struct TaxonomyConfig {
    /// Its name, as in the front matter.
    pub name: String,
}

/// A link in the settings: `@/help.md` or a full address.
#[derive(Clone, Debug)]
pub struct LinkConfig {
    /// Where it leads, as written.
    pub to: String,
    /// Where it is written.
    pub span: Span,
}

/// What happens to translations that nobody has reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreviewed {
    /// They are published with a notice in the reader's language.
    Label,
    /// They are not published; the page in another language stands in.
    Hide,
}

impl EditionConfig {
    /// What all its addresses begin with on its host, such as `/portal`: encoded, without a slash at the end, empty for a site that has
    /// the host for itself.
    pub fn base_path(&self) -> &str {
        let host = self.base_url.find("://").map_or(0, |at| at + "://".len());
        self.base_url[host..].find('/').map_or("", |path| &self.base_url[host + path..])
    }

    /// What is behind the edition's own address in `url`; nothing if that is an address of somebody else.
    pub fn own_part<'u>(&self, url: &'u str) -> Option<&'u str> {
        let (host, path) = self.base_url.split_at(self.base_url.len() - self.base_path().len());
        let start = url.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host))?;
        let rest = url[start.len()..].strip_prefix(path)?;
        (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then_some(rest)
    }
}

impl LinkConfig {
    /// The key of the page that is meant, and the place on it, empty for its beginning; nothing for a full address.
    pub fn page(&self) -> Option<(&str, &str)> {
        let target = self.to.strip_prefix("@/")?;
        Some(target.split_once('#').unwrap_or((target, "")))
    }
}

impl Config {
    /// Logos that a document has room for.
    pub const MOST_LOGOS: usize = 3;

    /// The edition of that name.
    pub fn edition(&self, name: &str) -> Option<&EditionConfig> {
        self.editions.iter().find(|edition| edition.name == name)
    }

    /// The path of the settings file, for diagnostics.
    pub fn file() -> Arc<str> {
        Arc::from(CONFIG_FILE)
    }
}
