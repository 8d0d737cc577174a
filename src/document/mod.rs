//! Campaign documents: talks, posters, leaflets and cards, made from the same text as their pages.
//!
//! A page's slides in, a checked [`Document`] out; each writer turns that into the bytes of one form. Pure functions: never
//! touches a file, the clock or the site beyond the [`crate::view::View`] that it is given.

mod build;
mod model;
mod pack;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod png;
mod pptx;
mod qr;

use crate::content::{CardSheet, DocumentKind};
use crate::diagnostic::{Diagnostic, Reported};
use crate::site::FormAddress;
use crate::source::{FileKind, Source};
use crate::text::{Fingerprint, css};
use std::collections::BTreeMap;
use std::sync::Arc;
#[cfg(feature = "pdf")]
use std::sync::OnceLock;

pub use build::{Pictogram, build};
pub use model::{Block, Document, Inline, Layout, Logo, Slide};
pub use pack::{PackedFile, pack, pack_size};
pub use plain::BYTE_ORDER_MARK;
pub use qr::Code;

/// Files by name: the pictures of a document by their paths below `content/`, or a theme's own by theirs, such as
/// `documents/slides.typ`.
pub type NamedFiles = BTreeMap<String, Arc<[u8]>>;

/// What all documents of a theme are made with: its looks, and its templates and fonts, read when the first document needs them.
pub struct ThemeTypesetter {
    looks: pptx::SlideLooks,
    diagnostics: Vec<Diagnostic>,
    fingerprint: Fingerprint,
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    files: NamedFiles,
    /// The colours of the theme's styles by name, as `#rrggbb`.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    colours: BTreeMap<String, String>,
    #[cfg(feature = "pdf")]
    typesetter: OnceLock<pdf::Typesetter>,
}

impl ThemeTypesetter {
    /// Takes what is for documents among the theme's files, by their names in it. `pictogram` gives the drawing of a pictogram by
    /// its name.
    pub fn new(theme: &BTreeMap<String, Arc<Source>>, pictogram: Pictogram) -> Self {
        let of = |kind| theme.iter().filter(move |(_, source)| source.kind == kind);
        let styles = of(FileKind::Style).filter_map(|(_, source)| source.text().map(AsRef::as_ref));
        let colours = css::named_colours(styles);
        let mut diagnostics = Vec::new();
        let looks = of(FileKind::SlideLooks).find_map(|(_, source)| Some((&source.path, source.text()?.as_ref())));
        let looks = pptx::SlideLooks::new(looks, pptx::ThemeSources { tokens: &colours, pictogram }, &mut diagnostics);
        let used = of(FileKind::ForDocuments).chain(of(FileKind::SlideLooks));
        let parts = used.flat_map(|(name, source)| [name.as_bytes(), source.fingerprint.bytes().as_slice()]);
        let named = colours.iter().flat_map(|(name, colour)| [name.as_bytes(), colour.as_bytes()]);
        let fingerprint = Fingerprint::of_parts(parts.chain(named).chain([looks.drawn().as_bytes()]));
        let files = of(FileKind::ForDocuments).map(|(name, source)| (name.clone(), source.shared_bytes())).collect();
        Self {
            looks,
            diagnostics,
            fingerprint,
            files,
            colours,
            #[cfg(feature = "pdf")]
            typesetter: OnceLock::new(),
        }
    }

    /// What is wrong with the theme's files for documents.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// One hash of everything that documents are made with.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// A colour of the theme's styles by its name.
    #[cfg(feature = "pdf")]
    fn colour(&self, name: &str) -> Option<css::Channels> {
        css::colour(self.colours.get(name)?)
    }

    #[cfg(feature = "pdf")]
    fn typesetter(&self) -> &pdf::Typesetter {
        self.typesetter.get_or_init(|| pdf::Typesetter::new(&self.files, &self.colours))
    }
}

/// One file to make.
#[derive(Clone, Copy)]
pub struct DocumentRequest<'a> {
    /// In which form.
    pub form: &'a DocumentForm,
    /// Of what.
    pub document: &'a Document,
    /// The pictures that the document shows, by the names that it uses.
    pub pictures: &'a NamedFiles,
    /// With what.
    pub typesetter: &'a ThemeTypesetter,
}

/// What a writer made.
#[derive(Clone, Debug)]
pub struct WrittenFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages or slides it has, counted in the file; 0 if it has none.
    pub pages: usize,
}

/// Makes the bytes of one form. What does not fit is reported at the place of its slide; without a file, nothing could be
/// made, which is reported too.
pub type FormWriter = fn(&DocumentRequest) -> Reported<Option<WrittenFile>>;

/// The name of the form that is a picture of a document's pages. It stands on the document's own page and is in no
/// archive; writers make it as PNG, not wider than 1,280 pixels.
pub const PREVIEW: &str = "preview";

/// One form in which documents of a kind are made.
pub struct DocumentForm {
    /// The kind of document.
    pub kind: DocumentKind,
    /// For cards: the sheet; without one, every sheet.
    pub sheet: Option<CardSheet>,
    /// Its name in strings: `download.NAME` says what it is. [`PREVIEW`] is a picture for the page.
    pub name: &'static str,
    /// The end of the file's name: `-handout.pdf`.
    pub suffix: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Makes it.
    pub write: FormWriter,
}

const TEXT: &str = "text/plain; charset=utf-8";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
#[cfg(feature = "pdf")]
const PDF: &str = "application/pdf";
#[cfg(feature = "pdf")]
const PNG: &str = "image/png";

const fn text(kind: DocumentKind) -> DocumentForm {
    let (name, suffix) = ("text", ".txt");
    DocumentForm { kind, sheet: None, name, suffix, media_type: TEXT, write: plain::plain_text }
}

const fn pptx(kind: DocumentKind) -> DocumentForm {
    let (name, suffix) = ("pptx", ".pptx");
    DocumentForm { kind, sheet: None, name, suffix, media_type: PPTX, write: pptx::pptx }
}

#[cfg(feature = "pdf")]
const fn pdf(kind: DocumentKind, name: &'static str, suffix: &'static str) -> DocumentForm {
    DocumentForm { kind, sheet: None, name, suffix, media_type: PDF, write: pdf::pdf }
}

#[cfg(feature = "pdf")]
const fn sheet(sheet: CardSheet, name: &'static str, suffix: &'static str) -> DocumentForm {
    DocumentForm { sheet: Some(sheet), ..pdf(DocumentKind::Card, name, suffix) }
}

#[cfg(feature = "pdf")]
const fn post(name: &'static str, suffix: &'static str) -> DocumentForm {
    DocumentForm { kind: DocumentKind::Social, sheet: None, name, suffix, media_type: PNG, write: pdf::post }
}

#[cfg(feature = "pdf")]
const fn picture(kind: DocumentKind) -> DocumentForm {
    let (name, suffix) = (PREVIEW, "-pages.png");
    DocumentForm { kind, sheet: None, name, suffix, media_type: PNG, write: pdf::picture }
}

/// Every form, in the order in which readers see them. A new one is a line here and a writer.
pub const FORMS: &[DocumentForm] = &[
    pptx(DocumentKind::Slides),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Slides, "slides", "-slides.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Slides, "handout", "-handout.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Poster, "a4", "-a4.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Poster, "a3", "-a3.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Poster, "a4-office", "-a4-office.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Poster, "a4-bleed", "-a4-bleed.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Poster, "a3-bleed", "-a3-bleed.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Leaflet, "a5", "-a5.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Leaflet, "zfold", "-zfold.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Leaflet, "zfold-office", "-zfold-office.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Leaflet, "a5-bleed", "-a5-bleed.pdf"),
    #[cfg(feature = "pdf")]
    pdf(DocumentKind::Leaflet, "zfold-bleed", "-zfold-bleed.pdf"),
    #[cfg(feature = "pdf")]
    sheet(CardSheet::Wallet, "wallet", "-wallet.pdf"),
    #[cfg(feature = "pdf")]
    sheet(CardSheet::TearOff, "tear-off", "-tear-off.pdf"),
    #[cfg(feature = "pdf")]
    sheet(CardSheet::Strips, "strips", "-strips.pdf"),
    #[cfg(feature = "pdf")]
    post("square", "-square.png"),
    #[cfg(feature = "pdf")]
    post("story", "-story.png"),
    text(DocumentKind::Slides),
    text(DocumentKind::Poster),
    text(DocumentKind::Leaflet),
    text(DocumentKind::Card),
    text(DocumentKind::Social),
    #[cfg(feature = "pdf")]
    picture(DocumentKind::Slides),
    #[cfg(feature = "pdf")]
    picture(DocumentKind::Poster),
    #[cfg(feature = "pdf")]
    picture(DocumentKind::Leaflet),
    #[cfg(feature = "pdf")]
    picture(DocumentKind::Card),
    #[cfg(feature = "pdf")]
    picture(DocumentKind::Social),
];

/// The forms as far as addresses need them, in the same order.
pub fn forms() -> Vec<FormAddress> {
    let form = |form: &DocumentForm| FormAddress {
        kind: form.kind,
        sheet: form.sheet,
        suffix: form.suffix,
        is_preview: form.name == PREVIEW,
    };
    FORMS.iter().map(form).collect()
}
