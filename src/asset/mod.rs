//! The theme's own files made ready for browsers: styles bundled and minified, names with hashes, pages minified.
//!
//! Bytes in, bytes out. Never touches a file.

mod comments;
mod guard;
mod minify;
mod styles;
mod theme;

pub use comments::markup_without_comments;
pub use minify::minify;
pub use theme::{Assets, assets};
