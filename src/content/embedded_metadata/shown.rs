//! What pictures, films and sounds say, by themselves or inside another file.
//!
//! They hold no other files, so documents that show them can ask here.

use super::budget::Budget;
use super::format::FileFormat;
use super::trace::{Trace, Traces};
use super::{film, jpeg, mp3, png, svg, webp};

/// What a picture, film or sound of that form says; `None` for every other form.
pub(super) fn traces_of_shown(form: FileFormat, bytes: &[u8], budget: &mut Budget) -> Option<Traces> {
    match form {
        FileFormat::Jpeg => Some(jpeg::traces(bytes, budget)),
        FileFormat::Png => Some(png::traces(bytes, budget)),
        FileFormat::WebP => Some(webp::traces(bytes, budget)),
        FileFormat::Drawing => Some(svg::traces(bytes, budget)),
        FileFormat::Film => Some(film::traces(bytes, budget)),
        FileFormat::Mp3 => Some(mp3::traces(bytes, budget)),
        _ => None,
    }
}

/// What a picture or film says that is inside another file. One that is damaged shows nothing there, so only what it says counts.
pub(super) fn traces_inside(bytes: &[u8], budget: &mut Budget) -> Traces {
    let form = FileFormat::of_bytes(bytes);
    let found = form.and_then(|form| traces_of_shown(form, bytes, budget)).unwrap_or_default();
    let told = found.into_iter().filter_map(|trace| match trace {
        Trace::Place | Trace::PlaceInside => Some(Trace::PlaceInside),
        Trace::Broken | Trace::Locked | Trace::TooLarge => None,
        _ => Some(Trace::TracesInside),
    });
    told.collect()
}
