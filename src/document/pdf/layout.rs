//! Lays documents out: the model and a template go in, finished pages come out.
//!
//! What does not fit, letters without a font and words that are left out are reported where the author wrote them.

use super::super::form::DocumentRequest;
use super::super::model::{Block, Document, ShownText, Slide, plain};
use super::template::{A3, HAND_OUT, SLIDES, template};
use super::typesetter::{Job, Typesetter};
use super::{frames, left_out};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::f64::consts::SQRT_2;
use std::sync::Arc;
use typst::foundations::{Bytes, Content, Label, Selector};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The label by which templates say that a slide's words do not fit; its value is the slide's position.
const OVERFLOW: &str = "overflow";
/// Lays a document out in one of its forms.
pub(super) fn typeset(
    request: &DocumentRequest,
    form: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PagedDocument> {
    let document = request.document;
    let typesetter = request.typesetter.typesetter();
    let missing = missing_letters(typesetter, document);
    if !missing.is_empty() {
        diagnostics.extend(missing);
        return None;
    }
    let template = template(document.kind, form);
    let model = Bytes::new(model(typesetter, document, diagnostics)?);
    let laid = |template, form| typesetter.typeset(Job { template, form, model: model.clone() }, request.pictures);
    let paged = laid(template, form).and_then(|paged| match template {
        HAND_OUT => frames::with_slides(&paged, &laid(SLIDES, SLIDES)?),
        _ if form.starts_with(A3) => Ok(frames::enlarged(&paged, SQRT_2)),
        _ => Ok(paged),
    });
    match paged {
        Ok(paged) => {
            diagnostics.extend(overflowing(&paged).into_iter().filter_map(|position| {
                let slide = document.slides.get(position)?;
                Some(report::slide_too_full(slide.location.clone(), plain(&slide.title).trim()))
            }));
            diagnostics.extend(left_out::words(&paged, document, form));
            Some(paged)
        }
        Err(reason) => {
            diagnostics.extend(failure(request, form, &reason));
            None
        }
    }
}

/// Why a file could not be made: pictures that cannot be read, each at its place, or else something in the theme.
pub(super) fn failure(request: &DocumentRequest, form: &str, reason: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for slide in &request.document.slides {
        unreadable(request, &slide.blocks, &mut found);
        unreadable(request, &slide.notes, &mut found);
    }
    if found.is_empty() {
        found.push(report::not_typeset(location(request.document), form, reason));
    }
    found
}

/// Finds the pictures that cannot be shown even alone.
fn unreadable(request: &DocumentRequest, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for block in blocks {
        match block {
            Block::Image { src, location, .. } if !request.typesetter.typesetter().shows(src, request.pictures) => {
                found.push(report::picture_not_for_paper(location.clone(), src));
            }
            Block::List { items: inner, .. } | Block::Columns { columns: inner } => {
                inner.iter().for_each(|blocks| unreadable(request, blocks, found));
            }
            Block::Quote { c } | Block::Notice { c, .. } | Block::Big { c, .. } | Block::Language { c, .. } => {
                unreadable(request, c, found);
            }
            _ => {}
        }
    }
}

/// Where findings about a whole document are: at its beginning.
fn location(document: &Document) -> Location {
    document.slides.first().map_or_else(|| Location::whole(&Arc::from("")), |slide| slide.location.clone())
}

/// The document as templates see it, with the squares of every code as SVG.
fn model(typesetter: &Typesetter, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    let mut value = serde_json::to_value(document).ok()?;
    if add_codes(typesetter, &mut value).is_none() {
        diagnostics.push(report::code_too_long(location(document)));
    }
    serde_json::to_vec(&value).ok()
}

fn add_codes(typesetter: &Typesetter, value: &mut Value) -> Option<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| add_codes(typesetter, item)),
        Value::Object(fields) => {
            add_code(typesetter, fields)?;
            fields.values_mut().try_for_each(|field| add_codes(typesetter, field))
        }
        _ => Some(()),
    }
}

fn add_code(typesetter: &Typesetter, fields: &mut Map<String, Value>) -> Option<()> {
    if fields.get("t").and_then(Value::as_str) != Some("qr") {
        return Some(());
    }
    let code = typesetter.code(fields.get("data").and_then(Value::as_str)?)?;
    fields.insert("svg".to_owned(), code.into());
    Some(())
}

/// Letters that no font of the theme has: of each slide where they are, and those of the title and what else is around the text.
fn missing_letters(typesetter: &Typesetter, document: &Document) -> Vec<Diagnostic> {
    let missing = |text: &str| -> Vec<char> {
        let letters: BTreeSet<char> =
            text.chars().filter(|letter| shows(*letter) && !typesetter.has(*letter)).collect();
        letters.into_iter().collect()
    };
    let mut found = Vec::new();
    for words in document.slides.iter().flat_map(|slide: &Slide| &slide.words) {
        let letters = missing(&words.text);
        if let Some(first) = letters.iter().filter_map(|letter| words.text.find(*letter)).min() {
            found.push(report::letters_without_font(place_in(words, first), &letters));
        }
    }
    let Document { title, subtitle, author, date_words, checked, notice, brand, strings, .. } = document;
    let around = [title, subtitle, author, date_words, checked, notice, brand].into_iter().chain(strings.values());
    let letters = missing(&around.map(String::as_str).collect::<String>());
    if !letters.is_empty() {
        found.push(report::letters_without_font(Location::whole(&location(document).file), &letters));
    }
    found
}

/// Where the sign at a byte of some words is in their file.
fn place_in(words: &ShownText, at: usize) -> Location {
    let span = words.location.span;
    let sign = words.text[at..].chars().next().map_or(0, char::len_utf8);
    if span.range().len() != words.text.len() {
        return words.location.clone();
    }
    let start = span.start as usize + at;
    Location::at(&words.location.file, Span::new(start, start + sign))
}

/// Whether a font must have something for a sign: marks of direction, joiners and white space show nothing.
fn shows(sign: char) -> bool {
    let silent = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    !(silent || sign.is_whitespace() || sign.is_control())
}

/// Positions of the slides that are too full, each once.
fn overflowing(paged: &PagedDocument) -> BTreeSet<usize> {
    let label = Label::new(PicoStr::intern(OVERFLOW)).expect("a word is a label");
    let found = paged.introspector().query(&Selector::Label(label));
    found.iter().filter_map(position).collect()
}

fn position(content: &Content) -> Option<usize> {
    content.to_packed::<MetadataElem>()?.value.clone().cast::<i64>().ok()?.try_into().ok()
}
