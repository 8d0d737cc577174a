//! What files that people bring say beside what they show: places, names, comments, older versions.
//!
//! Bytes below `content/` or `static/` in, findings out: the kind of trace, never the trace itself. Nothing is removed, and what cannot
//! be looked into is refused. Colour profiles, sizes, dates, ratings and the name of the program that made a file are let through: none
//! of them says who, where or what it looked like before.

mod budget;
mod exif;
mod film;
mod format;
mod inspect;
mod jpeg;
mod large;
mod markup;
mod mp3;
mod office;
mod pdf;
mod pdf_object;
mod png;
mod shown;
mod sound;
mod svg;
mod trace;
mod webp;
mod xml;
mod xmp;

pub(super) use inspect::inspect;
pub use sound::{Sound, sound};
pub use svg::is_rich_drawing;
