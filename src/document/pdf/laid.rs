//! A layout that is asked about itself, and answers as if nothing were laid out yet.
//!
//! So the first layout is the last.

use std::num::NonZeroUsize;
use typst::diag::{SourceResult, StrResult};
use typst::ecow::{EcoString, EcoVec};
use typst::engine::Engine;
use typst::foundations::{Content, Label, Output, Selector, StyleChain, Target};
use typst::introspection::{DocumentPosition, Introspector, Location};
use typst::model::Numbering;
use typst::syntax::VirtualPath;
use typst_layout::PagedDocument;

/// A document that has been laid out.
///
/// Typst lays a document out again until nothing that was asked about it changes. A trial of a size asks, for every paragraph
/// in it, where that is in the document, which nobody knows the first time: so each document was laid out twice with all its
/// trials. Here such a question has the same answer every time: nowhere. Only counters and labels inside a trial could tell
/// the difference, and both are useless there.
pub(super) struct Laid(pub PagedDocument);

impl Output for Laid {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Self> {
        typst_layout::layout_document(engine, content, styles).map(Self)
    }

    fn introspector(&self) -> &dyn Introspector {
        self
    }
}

impl Laid {
    fn known(&self) -> &dyn Introspector {
        self.0.introspector().as_ref()
    }
}

impl Introspector for Laid {
    /// Where something that is only measured is.
    fn locator(&self, _: u128, _: Location) -> Option<Location> {
        None
    }

    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        self.known().query(selector)
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        self.known().query_first(selector)
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        self.known().query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        self.known().query_label(label)
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        self.known().query_labelled()
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        self.known().query_count_before(selector, end)
    }

    fn label_count(&self, label: Label) -> usize {
        self.known().label_count(label)
    }

    fn pages(&self, location: Location) -> Option<NonZeroUsize> {
        self.known().pages(location)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        self.known().page(location)
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        self.known().position(location)
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        self.known().page_numbering(location)
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        self.known().page_supplement(location)
    }

    fn anchor(&self, location: Location) -> Option<&EcoString> {
        self.known().anchor(location)
    }

    fn document(&self, location: Location) -> Option<Location> {
        self.known().document(location)
    }

    fn path(&self, location: Location) -> Option<&VirtualPath> {
        self.known().path(location)
    }
}
