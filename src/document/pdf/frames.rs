//! Pages that have been laid out, put to another use: their frames are moved and scaled, and nothing is laid out again.
//!
//! A hand-out shows the slides themselves, and A3 is A4 enlarged.

use std::collections::BTreeSet;
use typst::foundations::{Array, Content, Label};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

/// The label by which a template leaves a place for a slide; its value is the slide's position and its width there, in points.
const SLIDE: &str = "slide";

/// Puts slides that have been laid out into the places that a template left for them: they are the same on screens and on paper. The
/// error says which slide has no place.
pub(super) fn with_slides(paper: &PagedDocument, slides: &PagedDocument) -> Result<PagedDocument, String> {
    let label = Label::new(PicoStr::intern(SLIDE)).expect("a word is a label");
    let mut inset = Inset { label, slides: slides.pages(), placed: BTreeSet::new() };
    let filled = |page: &Page| Page { frame: inset.filled(&page.frame), ..page.clone() };
    let pages = paper.pages().iter().map(filled).collect();
    let missing = (0..inset.slides.len()).find(|position| !inset.placed.contains(position));
    match missing {
        None => Ok(PagedDocument::new(pages, paper.info().clone())),
        Some(position) => Err(format!("the template leaves no place labelled `{SLIDE}` for slide {}", position + 1)),
    }
}

struct Inset<'a> {
    label: Label,
    slides: &'a [Page],
    placed: BTreeSet<usize>,
}

impl Inset<'_> {
    fn filled(&mut self, frame: &Frame) -> Frame {
        let mut all = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            all.set_baseline(frame.baseline());
        }
        for (point, item) in frame.items() {
            let slide = self.wanted(item);
            let item = match item {
                FrameItem::Group(group) => {
                    FrameItem::Group(GroupItem { frame: self.filled(&group.frame), ..group.clone() })
                }
                _ => item.clone(),
            };
            all.push(*point, item);
            all.push_multiple(slide.map(|slide| (*point, slide)));
        }
        all
    }

    /// The slide whose place an item marks, if it marks one.
    fn wanted(&mut self, item: &FrameItem) -> Option<FrameItem> {
        let FrameItem::Tag(Tag::Start(content, _)) = item else { return None };
        let (position, width) = location(content).filter(|_| content.label() == Some(self.label))?;
        let slide = self.slides.get(position)?;
        self.placed.insert(position);
        Some(scaled(&slide.frame, width / slide.frame.width()))
    }
}

/// Makes pages larger, with everything that is on them. What lies around them for a print shop stays as wide as it is.
pub(super) fn enlarged(paged: &PagedDocument, factor: f64) -> PagedDocument {
    let enlarged = |page: &Page| {
        let mut frame = Frame::hard(Size::new(page.frame.width() * factor, page.frame.height() * factor));
        frame.push(Point::zero(), scaled(&page.frame, factor));
        Page { frame, ..page.clone() }
    };
    PagedDocument::new(paged.pages().iter().map(enlarged).collect(), paged.info().clone())
}

fn scaled(frame: &Frame, factor: f64) -> FrameItem {
    let transform = Transform::scale(Ratio::new(factor), Ratio::new(factor));
    FrameItem::Group(GroupItem { transform, ..GroupItem::new(frame.clone()) })
}

fn location(content: &Content) -> Option<(usize, Abs)> {
    let value = content.to_packed::<MetadataElem>()?.value.clone().cast::<Array>().ok()?;
    let [position, width] = value.as_slice() else { return None };
    Some((position.clone().cast().ok()?, Abs::pt(width.clone().cast().ok()?)))
}
