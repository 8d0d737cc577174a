//! What rendering needs beside the site.
//!
//! Made for one output, of things that all outputs share.

use super::furniture::Furniture;
use super::template::Templates;
use crate::view::View;

/// What rendering needs beside the site: templates, and values that many pages share.
pub struct Renderer<'a> {
    /// The site.
    pub view: View<'a>,
    /// The theme's templates.
    pub templates: &'a Templates,
    /// Values that all pages of a language share.
    pub furniture: &'a Furniture,
}
