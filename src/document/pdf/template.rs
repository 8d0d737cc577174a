//! Which template makes which form.
//!
//! The kind of a document and the name of a form go in.

use crate::content::DocumentKind;

/// The forms of a talk and their templates: one slide on a page, and slides on paper beside what the presenter says.
pub(super) const SLIDES: &str = "slides";
pub(super) const HAND_OUT: &str = "handout";
/// How the names of forms begin that are those in A4, enlarged: both sheets have the same shape (ISO 216).
pub(super) const A3: &str = "a3";
/// The template of a form.
pub(super) fn template(kind: DocumentKind, form: &str) -> &'static str {
    match (kind, form) {
        (DocumentKind::Slides, HAND_OUT) => HAND_OUT,
        (DocumentKind::Slides, _) => SLIDES,
        (DocumentKind::Poster, _) => "poster",
        (DocumentKind::Leaflet, _) => "leaflet",
        (DocumentKind::Card, _) => "card",
        (DocumentKind::Social, _) => "social",
    }
}
