//! What an address leads to, as a tree of what is made in one way.
//!
//! Renderers, checks and publications match on it, so nothing at an address can be forgotten.

use super::data::DataFile;
use super::language::LanguageId;
use super::page_node::PageId;
use super::term::TermId;

/// What is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Route {
    /// A page in a language, possibly one whose readers get it in another.
    Page(PageId, LanguageId),
    /// A talk as slides in the browser.
    Deck(PageId, LanguageId),
    /// A page without a text of its own, made by one of the theme's templates.
    Template(TemplatePage),
    /// A file that is written from the whole site.
    Generated(GeneratedFile),
    /// The index of a language for its search.
    SearchIndex(LanguageId),
    /// A file that is published as it is, by its position in [`Site::files`](super::Site::files).
    File(u32),
    /// A file made of a document, by its position in [`Site::documents`](super::Site::documents).
    Document(u32),
    /// An archive of documents, by its position in [`Site::packs`](super::Site::packs).
    Pack(u32),
    /// The checksums of an archive's files, by its position in [`Site::packs`](super::Site::packs).
    Checksums(u32),
}

/// A page without a text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TemplatePage {
    /// The pages of a term.
    Term(TermId, LanguageId),
    /// The terms of a taxonomy, by its position in the settings.
    Taxonomy(u16, LanguageId),
    /// What a language says when there is no page.
    NotFound(LanguageId),
    /// An old address, by its position in [`Site::redirects`](super::Site::redirects).
    Redirect(u32),
    /// What a published address says that is gone, by its position in [`Site::gone`](super::Site::gone).
    Gone(u32),
    /// What a language says at every address that is gone, for servers that answer for them.
    GonePage(LanguageId),
}

/// A file that is written from the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GeneratedFile {
    /// The feed of a language.
    Feed(LanguageId),
    /// All events as a calendar in a language.
    Calendar(LanguageId),
    /// The contacts as data.
    Data(DataFile),
    /// The list of all addresses, or of its parts.
    Sitemap,
    /// A part of that list, by its position in [`Site::sitemap`](super::Site::sitemap).
    SitemapPart(u32),
    /// What robots may read.
    Robots,
    /// Headers for the web server.
    Headers,
    /// Redirects and gone addresses for the web server.
    ServerRedirects,
    /// What this build is, for people.
    Build,
    /// Whom to tell of a hole in the site's security.
    Security,
}
