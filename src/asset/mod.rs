//! The theme's own files made ready for browsers: styles bundled and minified, names with hashes, templates minified.
//!
//! Bytes in, bytes out. Never touches a file.

mod comments;
mod contexts;
mod fragments;
mod guard;
mod mask;
mod minify;
mod styles;
mod syntax;
mod template;
mod theme;

pub use comments::markup_without_comments;
pub use template::Template;
pub use theme::{Assets, assets};
