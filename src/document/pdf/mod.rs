//! PDF and pictures of pages: a document and the theme's templates in, the bytes of a file out, the same for the same input.
//!
//! Every file keeps PDF/UA-1 or is not made, and shows all words of its document or says which not. The clock and the disk are never
//! touched; what templates see is the document as JSON. What goes wrong inside is said of what the author wrote, never of a tool.

mod file;
mod frames;
mod laid;
mod layout;
mod left_out;
mod picture;
mod template;
mod typesetter;

pub(super) use file::pdf;
pub(super) use picture::{picture, post, thumbnail};
pub(super) use typesetter::Typesetter;
