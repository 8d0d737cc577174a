//! Every form of every kind of document, in one table.
//!
//! A new form is a line here and a writer.

use super::form::{DocumentForm, PREVIEW, THUMBNAIL};
#[cfg(feature = "pdf")]
use super::pdf;
use super::{plain, pptx};
#[cfg(feature = "pdf")]
use crate::content::CardSheet;
use crate::content::DocumentKind;
use crate::site::FormAddress;

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

#[cfg(feature = "pdf")]
const fn thumbnail(kind: DocumentKind) -> DocumentForm {
    DocumentForm { kind, sheet: None, name: THUMBNAIL, suffix: "-first.png", media_type: PNG, write: pdf::thumbnail }
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
    #[cfg(feature = "pdf")]
    thumbnail(DocumentKind::Slides),
    #[cfg(feature = "pdf")]
    thumbnail(DocumentKind::Poster),
    #[cfg(feature = "pdf")]
    thumbnail(DocumentKind::Leaflet),
    #[cfg(feature = "pdf")]
    thumbnail(DocumentKind::Card),
    #[cfg(feature = "pdf")]
    thumbnail(DocumentKind::Social),
];

/// The forms as far as addresses need them, in the same order.
pub fn forms() -> Vec<FormAddress> {
    let form = |form: &DocumentForm| FormAddress {
        kind: form.kind,
        sheet: form.sheet,
        suffix: form.suffix,
        is_preview: [PREVIEW, THUMBNAIL].contains(&form.name),
    };
    FORMS.iter().map(form).collect()
}
