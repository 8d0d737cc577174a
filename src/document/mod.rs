//! Campaign documents: talks, posters, leaflets and cards, made from the same text as their pages.
//!
//! A page's slides in, a checked [`Document`] out; each writer turns that into the bytes of one form. Pure functions: never
//! touches a file, the clock or the site beyond the [`crate::view::View`] that it is given.

mod build;
mod model;
mod pack;
mod plain;
mod png;
mod pptx;
mod qr;

use crate::content::{PageKind, Sheet as SheetName};
use crate::diagnostic::Reported;
use crate::site::DocumentForm;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use build::build;
pub use model::{Block, Document, Inline, Kind, Layout, Sheet, Slide};
pub use pack::{Entry, pack, pack_size};
pub use qr::Code;

/// Files that come with a document, by the names that it uses: pictures by their paths below `content/`, and the theme's
/// own files by theirs, such as `documents/slides.typ`.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What a writer made.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages or slides it has, counted in the file; 0 if it has none.
    pub pages: usize,
}

/// Makes the bytes of one form. What does not fit is reported at the place of its slide; without a file, nothing could be
/// made, which is reported too.
pub type Writer = fn(&Document, &Files) -> Reported<Option<Written>>;

/// One form in which documents of a kind are made.
pub struct Form {
    /// The kind of document.
    pub kind: PageKind,
    /// For cards: the sheet; without one, every sheet.
    pub sheet: Option<SheetName>,
    /// Its name in strings: `download.NAME` says what it is.
    pub name: &'static str,
    /// The end of the file's name: `-handout.pdf`.
    pub suffix: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Makes it.
    pub write: Writer,
}

const TEXT: &str = "text/plain; charset=utf-8";

const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

const fn text(kind: PageKind) -> Form {
    Form { kind, sheet: None, name: "text", suffix: ".txt", media_type: TEXT, write: plain::plain_text }
}

/// Every form, in the order in which readers see them. A new one is a line here and a writer.
pub const FORMS: &[Form] = &[
    Form { kind: PageKind::Slides, sheet: None, name: "pptx", suffix: ".pptx", media_type: PPTX, write: pptx::pptx },
    text(PageKind::Slides),
    text(PageKind::Poster),
    text(PageKind::Leaflet),
    text(PageKind::Card),
];

/// The forms as far as addresses need them, in the same order.
pub fn forms() -> Vec<DocumentForm> {
    FORMS.iter().map(|form| DocumentForm { kind: form.kind, sheet: form.sheet, suffix: form.suffix }).collect()
}
