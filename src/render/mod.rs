//! One output alone: what is at a route, as bytes, read through a [`View`] and nothing else.
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
mod furniture;
mod hosting;
mod html;
mod media_type;
mod old_address;
mod renderer;
mod seen;
mod server_files;
mod server_headers;
mod sitemap;
mod template;
mod template_page;
mod turns;
mod values;

use crate::config::Config;
use crate::content::Body;
use crate::diagnostic::{Location, Reported};
use crate::site::{GeneratedFile, TemplatePage};
use crate::source::OnDisk;
use crate::view::{Reading, View};
use std::sync::Arc;

pub use deck::deck;
pub use download::{Download, Downloads, FileSize, PagePicture, ShelfFiles, picture_size, size};
pub use furniture::Furniture;
pub use hosting::{ServerPlace, ServerRules, WebServer};
pub use html::body_to_html;
pub use media_type::{HTML, PLAIN_TEXT, compresses, file_type};
pub use renderer::Renderer;
pub use seen::{SEEN, TemplateThing};
pub use server_files::HostLimit;
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
    /// Where it is then.
    pub on_disk: Option<Arc<OnDisk>>,
}

/// Renders a page whose shortcodes have been expanded. Without a result the templates failed, which is reported.
pub fn page(renderer: &Renderer, reading: Reading, body: &Body, downloads: &Downloads) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let content = body_to_html(renderer.templates, reading.view, &reading.context(), Some(&reading), body)
        .into_value(&mut diagnostics);
    let context = context::page(renderer, reading, content, downloads, &mut diagnostics);
    let template = context::template_of(renderer, reading);
    let html = renderer.templates.render(&template, &context, reading.address(), reading.location(), &mut diagnostics);
    Reported { value: html, diagnostics }
}

/// Renders a page without a text of its own. Without a result the templates failed, which is reported.
pub fn template_page(renderer: &Renderer, page: TemplatePage) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let (template, context, address) = template_page::template_page(renderer, page, &mut diagnostics);
    let location = Location::whole(&Config::file());
    let html = renderer.templates.render(template, &context, &address, location, &mut diagnostics);
    Reported { value: html, diagnostics }
}

/// Writes a file that is made of the whole site. Without a result there is nothing to write.
pub fn generated_file(view: View, file: GeneratedFile) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let value = match file {
        GeneratedFile::Feed(language) => Some(feed::atom(view, language, &mut diagnostics)),
        GeneratedFile::Calendar(language) => Some(calendar::calendar(view, language, &mut diagnostics)),
        GeneratedFile::Data(file) => Some(data::file(view, file, &mut diagnostics)),
        GeneratedFile::Sitemap => Some(sitemap::sitemap(view)),
        GeneratedFile::SitemapPart(index) => Some(sitemap::part(view, index)),
        GeneratedFile::Robots => Some(server_files::robots(view)),
        GeneratedFile::Headers => Some(server_files::headers(view)),
        GeneratedFile::Build => Some(marked(build_text::build_text(view))),
        GeneratedFile::Security => server_files::security(view),
        GeneratedFile::ServerRedirects => Some(server_files::redirects(view)),
    };
    Reported { value, diagnostics }
}

/// A text with the mark that says that it is UTF-8, where it needs one: a server that nobody told sends text files without their charset.
fn marked(text: String) -> String {
    if text.is_ascii() { text } else { format!("\u{feff}{text}") }
}

/// The limits of the edition's host that a release passes.
pub fn passed_limits(view: View) -> Vec<HostLimit> {
    server_files::passed_limits(view)
}

/// What the policy of the site says in a page itself.
pub fn page_policy(view: View) -> String {
    server_headers::page_policy(view)
}

/// The media type of a file that is made of the whole site.
pub fn generated_type(file: GeneratedFile) -> &'static str {
    match file {
        GeneratedFile::Feed(_) => "application/atom+xml; charset=utf-8",
        GeneratedFile::Calendar(_) => "text/calendar; charset=utf-8",
        GeneratedFile::Data(file) => data::media_type(file),
        GeneratedFile::Sitemap | GeneratedFile::SitemapPart(_) => "application/xml; charset=utf-8",
        GeneratedFile::Robots
        | GeneratedFile::Headers
        | GeneratedFile::ServerRedirects
        | GeneratedFile::Build
        | GeneratedFile::Security => PLAIN_TEXT,
    }
}

/// The headers that a server must send with every answer, in the order of `_headers`.
pub fn security_headers(view: View) -> Vec<(&'static str, String)> {
    server_headers::security_headers(view)
}
