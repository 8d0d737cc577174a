//! PDF and pictures of pages: a document and the theme's templates in, the bytes of a file out, the same for the same input.
//!
//! Every file keeps PDF/UA-1 or is not made, and shows all words of its document or says which not. The clock and the disk are never
//! touched; what templates see is the document as JSON. What goes wrong inside is said of what the author wrote, never of a tool.

mod frames;
mod laid;
mod left_out;
mod picture;
mod typesetter;

use super::model::{Block, Document, ShownText, Slide, plain};
use super::{DocumentRequest, WrittenFile};
use crate::content::DocumentKind;
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::text::Span;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::f64::consts::SQRT_2;
use std::sync::Arc;
use typst::foundations::{Bytes, Content, Datetime, Label, Selector, Smart};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::Sides;
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use typesetter::Job;

pub(super) use picture::{picture, post};
pub(super) use typesetter::Typesetter;

/// The label by which templates say that a slide's words do not fit; its value is the slide's position.
const OVERFLOW: &str = "overflow";
/// The forms of a talk and their templates: one slide on a page, and slides on paper beside what the presenter says.
const SLIDES: &str = "slides";
const HAND_OUT: &str = "handout";
/// How the names of forms begin that are those in A4, enlarged: both sheets have the same shape (ISO 216).
const A3: &str = "a3";
/// The end of the name of a form for print shops.
const BLEED: &str = "-bleed";

/// Writes a document as tagged PDF. Reports what does not fit, letters that no font has, and why no file could be made.
pub(super) fn pdf(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let mut diagnostics = Vec::new();
    let value = typeset(request, request.form.name, &mut diagnostics).and_then(|paged| {
        let paged = if request.form.name.ends_with(BLEED) { paged } else { trimmed(&paged) };
        let exported = typst_pdf::pdf(&paged, &options(request)?);
        let pages = paged.pages().len();
        match exported {
            Ok(bytes) => Some(WrittenFile { bytes: directed(bytes, request.document), pages }),
            Err(errors) => {
                let reason = request.typesetter.typesetter().explain(&errors);
                diagnostics.extend(failure(request, request.form.name, &reason));
                None
            }
        }
    });
    request.typesetter.typesetter().forget();
    Reported { value, diagnostics }
}

/// Lays a document out in one of its forms.
fn typeset(request: &DocumentRequest, form: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<PagedDocument> {
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
fn failure(request: &DocumentRequest, form: &str, reason: &str) -> Vec<Diagnostic> {
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

fn template(kind: DocumentKind, form: &str) -> &'static str {
    match (kind, form) {
        (DocumentKind::Slides, HAND_OUT) => HAND_OUT,
        (DocumentKind::Slides, _) => SLIDES,
        (DocumentKind::Poster, _) => "poster",
        (DocumentKind::Leaflet, _) => "leaflet",
        (DocumentKind::Card, _) => "card",
        (DocumentKind::Social, _) => "social",
    }
}

/// Where findings about a whole document stand: at its beginning.
fn location(document: &Document) -> Location {
    document.slides.first().map_or_else(|| Location::whole(&Arc::from("")), |slide| slide.location.clone())
}

/// Cuts off what lies around the pages for a print shop. Every form is laid out with it, so that one layout does for two forms.
fn trimmed(paged: &PagedDocument) -> PagedDocument {
    let trim = |page: &Page| Page { bleed: Sides::default(), ..page.clone() };
    PagedDocument::new(paged.pages().iter().map(trim).collect(), paged.info().clone())
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

/// Letters that no font of the theme has: of each slide where they stand, and those of the title and what else stands around the text.
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

/// Where the sign at a byte of some words stands in their file.
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

/// Settings of the export. The document's own date is the only time in the file.
fn options(request: &DocumentRequest) -> Option<PdfOptions> {
    let document = request.document;
    let mut date = document.date.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let moment = Datetime::from_ymd_hms(i32::from(year), month as u8, day as u8, 0, 0, 0)?;
    Some(PdfOptions {
        ident: Smart::Custom(format!("{} {} {}", document.address, document.lang, request.form.suffix)),
        creator: Smart::Custom(Some("liberate".to_owned())),
        timestamp: Some(Timestamp::new_utc(moment)),
        standards: PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1]).ok()?,
        ..PdfOptions::default()
    })
}

/// Typst 0.15 knows few languages from right to left: it takes Punjabi for one, and Sorani for none. What the file says of
/// its direction is what the document says.
fn directed(mut bytes: Vec<u8>, document: &Document) -> Vec<u8> {
    let (wrong, right): (&[u8], &[u8]) = match document.dir {
        "rtl" => (b"/Direction/L2R", b"/Direction/R2L"),
        _ => (b"/Direction/R2L", b"/Direction/L2R"),
    };
    if let Some(at) = bytes.windows(wrong.len()).position(|window| window == wrong) {
        bytes[at..at + wrong.len()].copy_from_slice(right);
    }
    bytes
}
