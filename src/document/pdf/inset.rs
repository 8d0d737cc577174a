use typst::foundations::{Array, Content, Label};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

/// The label by which a template leaves a place for a slide; its value is the slide's position and its width there, in points.
const SLIDE: &str = "slide";

/// Puts slides that have been laid out into the places that a template left for them: they are the same on screens and on paper.
pub(super) fn with_slides(paper: &PagedDocument, slides: &PagedDocument) -> PagedDocument {
    let label = Label::new(PicoStr::intern(SLIDE)).expect("a word is a label");
    let filled = |page: &Page| Page { frame: filled(&page.frame, label, slides.pages()), ..page.clone() };
    PagedDocument::new(paper.pages().iter().map(filled).collect(), paper.info().clone())
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

fn filled(frame: &Frame, label: Label, slides: &[Page]) -> Frame {
    let mut all = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        all.set_baseline(frame.baseline());
    }
    for (point, item) in frame.items() {
        all.push(*point, match item {
            FrameItem::Group(group) => {
                FrameItem::Group(GroupItem { frame: filled(&group.frame, label, slides), ..group.clone() })
            }
            _ => item.clone(),
        });
        if let FrameItem::Tag(Tag::Start(content, _)) = item
            && content.label() == Some(label)
            && let Some((position, width)) = place(content)
            && let Some(slide) = slides.get(position)
        {
            all.push(*point, scaled(&slide.frame, width / slide.frame.width()));
        }
    }
    all
}

fn place(content: &Content) -> Option<(usize, Abs)> {
    let value = content.to_packed::<MetadataElem>()?.value.clone().cast::<Array>().ok()?;
    let [position, width] = value.as_slice() else { return None };
    Some((position.clone().cast().ok()?, Abs::pt(width.clone().cast().ok()?)))
}
