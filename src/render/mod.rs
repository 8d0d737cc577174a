//! One output alone: what stands at a route, as bytes, read through a [`View`] and nothing else.
//!
//! Pages go through the theme's templates; feeds, data, the sitemap and the server's files are written here. Keeps nothing
//! between two outputs and never touches a file.

mod build_text;
mod calendar;
mod context;
mod data;
mod deck;
mod download;
mod feed;
mod html;
mod old_address;
mod server_files;
mod sitemap;
mod template;

use crate::content::Body;
use crate::diagnostic::{Diagnostic, Reported};
use crate::site::Route;
use crate::source::OnDisk;
use crate::view::{Reading, View};
use std::sync::Arc;

pub use context::Furniture;
pub use deck::deck;
pub use download::{Download, Downloads, Preview, picture_size, size};
pub use html::body_to_html;
pub use template::{Templates, Theme, ThemeText};

/// One output of the site.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Its address, starting with a slash.
    pub address: Arc<str>,
    /// Its media type, with the character set for text.
    pub media_type: &'static str,
    /// Its bytes; empty if it is a file that is too large to be held.
    pub bytes: Arc<[u8]>,
    /// Where it stands then.
    pub on_disk: Option<Arc<OnDisk>>,
}

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// What rendering needs beside the site: templates, and values that many pages share.
pub struct Renderer<'a> {
    /// The site.
    pub view: View<'a>,
    /// The theme's templates.
    pub templates: &'a Templates,
    /// Values that all pages of a language share.
    pub furniture: &'a Furniture,
}

/// Renders a page whose shortcodes have been expanded. Without a result the templates failed, which is reported.
pub fn page(renderer: &Renderer, reading: Reading, body: &Body, downloads: &Downloads) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let content = body_to_html(renderer.templates, reading.view, &reading.spot(), Some(&reading), body)
        .into_value(&mut diagnostics);
    let context = context::page(renderer, reading, content, downloads, &mut diagnostics);
    let template = context::template_of(renderer, reading);
    let html = renderer.templates.render(&template, &context, reading.address(), reading.place(), &mut diagnostics);
    Reported { value: html, diagnostics }
}

/// Renders everything that is no page with a text of its own. Files are answered by the site itself.
pub fn other(renderer: &Renderer, route: Route) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let view = renderer.view;
    let value = match route {
        Route::Term(..)
        | Route::Taxonomy(..)
        | Route::NotFound(_)
        | Route::Redirect(_)
        | Route::Gone(_)
        | Route::GonePage(_) => furniture_page(renderer, route, &mut diagnostics),
        Route::Feed(language) => Some(feed::atom(view, language, &mut diagnostics)),
        Route::Calendar(language) => Some(calendar::calendar(view, language, &mut diagnostics)),
        Route::Data(file) => Some(data::file(view, file, &mut diagnostics)),
        Route::Sitemap => Some(sitemap::sitemap(view)),
        Route::SitemapPart(index) => Some(sitemap::part(view, index)),
        Route::Robots => Some(server_files::robots(view)),
        Route::Headers => Some(server_files::headers(view)),
        Route::Build => Some(build_text::build_text(view)),
        Route::Security => server_files::security(view),
        Route::ServerRedirects => Some(server_files::redirects(view)),
        Route::Page(..)
        | Route::Deck(..)
        | Route::File(_)
        | Route::Document(_)
        | Route::Pack(_)
        | Route::Checksums(_)
        | Route::SearchIndex(_) => None,
    };
    Reported { value, diagnostics }
}

/// The media type of what stands at a route.
pub fn media_type(view: View, route: Route) -> &'static str {
    match route {
        Route::Feed(_) => "application/atom+xml; charset=utf-8",
        Route::Calendar(_) => "text/calendar; charset=utf-8",
        Route::Data(file) => data::media_type(file),
        Route::Sitemap | Route::SitemapPart(_) => "application/xml; charset=utf-8",
        Route::Robots
        | Route::Headers
        | Route::Build
        | Route::Security
        | Route::ServerRedirects
        | Route::Checksums(_) => "text/plain; charset=utf-8",
        Route::Pack(_) => "application/zip",
        Route::File(index) => file_type(&view.site.files[index as usize].address),
        _ => HTML,
    }
}

/// The headers that a server must send with every answer, in the order of `_headers`.
pub fn security_headers(view: View) -> Vec<(&'static str, String)> {
    server_files::security_headers(view)
}

fn furniture_page(renderer: &Renderer, route: Route, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let (template, context, address) = context::furniture_page(renderer, route, diagnostics)?;
    let place = crate::diagnostic::Place::whole(&crate::config::Config::file());
    renderer.templates.render(template, &context, &address, place, diagnostics)
}

fn file_type(address: &str) -> &'static str {
    match mime_guess::from_path(address).first_raw() {
        Some("text/css") => "text/css; charset=utf-8",
        Some("text/javascript" | "application/javascript") => "text/javascript; charset=utf-8",
        Some("text/plain") => "text/plain; charset=utf-8",
        Some("text/html") => HTML,
        Some(known) => known,
        None => "application/octet-stream",
    }
}
