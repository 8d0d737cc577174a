//! Talks as slides in the browser.
//!
//! The slides of a page go in, one document comes out that can be read, printed and presented.

use super::context;
use super::html::HtmlWriter;
use super::renderer::Renderer;
use super::seen::{SafeHtml, SlideValues};
use super::template::DECK;
use crate::content::{Body, NodeKind, Role};
use crate::diagnostic::Reported;
use crate::view::{Reading, slide_nodes};

/// Renders a talk as slides in the browser: a document that can be read and printed, which a script may present.
pub fn deck(renderer: &Renderer, reading: Reading, body: &Body) -> Reported<Option<String>> {
    let mut diagnostics = Vec::new();
    let slides = slides(renderer, reading, body).into_value(&mut diagnostics);
    let address = crate::site::deck_address(reading.node(), reading.language);
    let context = context::deck(renderer, reading, slides, &reading.view.href(&address));
    let html = renderer.templates.render(DECK, &context, &address, reading.location(), &mut diagnostics);
    Reported { value: html, diagnostics }
}

/// Each slide with its title in words, what it shows and what the presenter says.
fn slides(renderer: &Renderer, reading: Reading, body: &Body) -> Reported<Vec<SlideValues>> {
    let context = reading.context();
    let mut writer = HtmlWriter::new(renderer.templates, reading.view, &context, Some(&reading), body);
    let mut slides = Vec::new();
    for (index, id, file) in slide_nodes(body) {
        let outer = file.map(|file| writer.stand_in(file));
        let mut title = String::new();
        let (mut shown, mut notes) = (String::new(), String::new());
        for child in body.children(index) {
            match body.nodes()[child].kind {
                NodeKind::Block(Role::Notes) => notes.push_str(&writer.inside(child)),
                NodeKind::Heading { .. } if title.is_empty() => {
                    title = body.plain_text(child);
                    shown.push_str(&writer.of(child));
                }
                _ => shown.push_str(&writer.of(child)),
            }
        }
        if let Some(outer) = outer {
            writer.stand_in(outer);
        }
        slides.push(SlideValues {
            id,
            title: title.trim().to_owned(),
            content: SafeHtml(shown),
            notes: SafeHtml(notes),
        });
    }
    Reported { value: slides, diagnostics: writer.finish().diagnostics }
}
