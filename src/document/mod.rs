//! Campaign documents: talks, posters, leaflets and cards, made from the same text as their pages.
//!
//! A page's slides in, a checked [`Document`] out; each writer turns that into the bytes of one form. Pure functions: never
//! touches a file, the clock or the site beyond the [`crate::view::View`] that it is given.

mod build;
mod files;
mod form;
mod forms;
mod model;
mod pack;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod png;
mod pptx;
mod qr;

pub use build::{Pictogram, build};
pub use files::NamedFiles;
pub use form::{DocumentForm, DocumentRequest, FormWriter, PREVIEW, THUMBNAIL, ThemeTypesetter, WrittenFile};
pub use forms::{FORMS, forms};
pub use model::{Block, Document, Inline, Layout, Logo, Slide};
pub use pack::{PackedFile, pack, pack_size};
pub use plain::BYTE_ORDER_MARK;
pub use qr::Code;
