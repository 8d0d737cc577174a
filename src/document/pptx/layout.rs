//! What a presentation has layouts for, and the places on each, in reading order. How they look is the theme's: see [`super::look`].
//!
//! All lengths are points on a slide of 16:9.

use crate::text::Xml;

/// Width and height of a slide, in points: 16:9.
pub(super) const SLIDE: (i64, i64) = (960, 540);
/// Office's unit, in a point.
pub(super) const EMU: i64 = 12_700;
/// The least size of text on a slide, in points.
pub(super) const LEAST: f32 = 18.0;

/// A rectangle on a slide, in points, as it is in a left-to-right document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rectangle {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) w: i64,
    pub(super) h: i64,
}

impl Rectangle {
    pub(super) const fn new(x: i64, y: i64, w: i64, h: i64) -> Self {
        Self { x, y, w, h }
    }

    /// Writes the place, mirrored in right-to-left documents; `tag` is `a:xfrm` or `p:xfrm`.
    pub(super) fn write(self, tag: &'static str, rtl: bool, xml: &mut Xml) {
        let x = if rtl { SLIDE.0 - self.x - self.w } else { self.x };
        xml.tag(tag).with(|xml| {
            xml.tag("a:off").attr("x", x * EMU).attr("y", self.y * EMU).empty();
            xml.tag("a:ext").attr("cx", self.w * EMU).attr("cy", self.h * EMU).empty();
        });
    }
}

/// What makes a shape a place that layouts and slides share. Source: ECMA-376, part 1, 19.3.1.36.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Placeholder {
    pub(super) kind: Option<&'static str>,
    pub(super) size: Option<&'static str>,
    pub(super) index: Option<u32>,
}

impl Placeholder {
    const fn new(kind: Option<&'static str>, size: Option<&'static str>, index: u32) -> Self {
        Self { kind, size, index: Some(index) }
    }

    /// A place on one slide that no layout has. Numbers of places must differ on a slide, and from those of its layout.
    pub(super) fn own(id: u32) -> Self {
        Self::new(BODY, QUARTER, 100 + id)
    }

    pub(super) fn write(self, xml: &mut Xml) {
        xml.tag("p:ph").maybe("type", self.kind).maybe("sz", self.size).maybe("idx", self.index).empty();
    }
}

const BODY: Option<&str> = Some("body");
const QUARTER: Option<&str> = Some("quarter");
const HALF: Option<&str> = Some("half");

pub(super) const MASTER_TITLE: Placeholder = Placeholder { kind: Some("title"), size: None, index: None };
pub(super) const MASTER_TEXT: Placeholder = Placeholder::new(BODY, None, 1);
/// Date, footer and number of a slide, on the master.
pub(super) const DATE: Placeholder = Placeholder::new(Some("dt"), HALF, 2);
pub(super) const FOOTER: Placeholder = Placeholder::new(Some("ftr"), QUARTER, 3);
pub(super) const NUMBER: Placeholder = Placeholder::new(Some("sldNum"), QUARTER, 4);

impl Placeholder {
    /// The same on layouts and slides.
    pub(super) fn on_layout(self) -> Self {
        Self { index: self.index.map(|index| index + 8), ..self }
    }
}

/// What a layout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LayoutRole {
    Title,
    Section,
    Text,
    Columns,
    Quote,
    Number,
    Contacts,
    Bare,
    Code,
    Picture,
}

/// What the program knows of a layout.
pub(super) struct LayoutSpec {
    /// Its table in the theme's file.
    pub(super) key: &'static str,
    /// Office's word for it, if there is one.
    pub(super) kind: Option<&'static str>,
    /// Its places, in reading order; the title first.
    pub(super) places: &'static [PlaceSpec],
}

/// A place on a layout.
pub(super) struct PlaceSpec {
    /// Its key in the layout's table.
    pub(super) key: &'static str,
    /// What people see in the list of shapes.
    pub(super) name: &'static str,
    /// Nothing for one that only the program fills.
    pub(super) placeholder: Option<Placeholder>,
    /// Whether it has lists; otherwise plain paragraphs.
    pub(super) lists: bool,
}

const fn place(key: &'static str, name: &'static str, placeholder: Placeholder) -> PlaceSpec {
    PlaceSpec { key, name, placeholder: Some(placeholder), lists: false }
}

const fn lists(key: &'static str, name: &'static str, placeholder: Placeholder) -> PlaceSpec {
    PlaceSpec { lists: true, ..place(key, name, placeholder) }
}

const fn room(key: &'static str, name: &'static str) -> PlaceSpec {
    PlaceSpec { key, name, placeholder: None, lists: false }
}

const TITLE: PlaceSpec = place("title", "Title", MASTER_TITLE);
const CONTENT: Placeholder = Placeholder::new(None, None, 1);
const TEXT: PlaceSpec = lists("text", "Content", CONTENT);
const FIRST: Placeholder = Placeholder::new(BODY, QUARTER, 13);
const SECOND: Placeholder = Placeholder::new(BODY, QUARTER, 14);
const THIRD: Placeholder = Placeholder::new(BODY, QUARTER, 15);

/// The layouts, in the order of [`LayoutRole`].
pub(super) const SPECS: [LayoutSpec; 10] = [
    LayoutSpec {
        key: "title",
        kind: Some("title"),
        places: &[
            place("title", "Title", Placeholder { kind: Some("ctrTitle"), ..MASTER_TITLE }),
            place("subtitle", "Subtitle", Placeholder::new(Some("subTitle"), None, 1)),
            place("maker", "Who and when", SECOND),
            lists("opening", "Opening", FIRST),
            place("small_print", "Small print", THIRD),
            room("logos", "Logos"),
        ],
    },
    LayoutSpec { key: "section", kind: Some("secHead"), places: &[TITLE, place("text", "Text", MASTER_TEXT)] },
    LayoutSpec { key: "text", kind: Some("obj"), places: &[TITLE, TEXT] },
    LayoutSpec {
        key: "columns",
        kind: Some("twoObj"),
        places: &[
            TITLE,
            lists("first", "First column", Placeholder::new(None, HALF, 1)),
            lists("second", "Second column", Placeholder::new(None, HALF, 2)),
        ],
    },
    LayoutSpec {
        key: "quote",
        kind: None,
        places: &[TITLE, place("quote", "Quote", FIRST), place("source", "Source", SECOND)],
    },
    LayoutSpec {
        key: "number",
        kind: None,
        places: &[
            TITLE,
            place("number", "Number", FIRST),
            place("caption", "What it counts", SECOND),
            lists("text", "Content", CONTENT),
        ],
    },
    LayoutSpec { key: "contacts", kind: None, places: &[TITLE, lists("text", "Contacts", CONTENT)] },
    LayoutSpec { key: "bare", kind: Some("titleOnly"), places: &[TITLE] },
    LayoutSpec {
        key: "code",
        kind: None,
        places: &[TITLE, TEXT, place("address", "Address", SECOND), room("code", "Code")],
    },
    LayoutSpec {
        key: "picture",
        kind: None,
        places: &[TITLE, TEXT, place("picture", "Picture", Placeholder::new(Some("pic"), None, 13))],
    },
];

/// A place as the theme has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) name: &'static str,
    /// Nothing for a place that no layout has.
    pub(super) placeholder: Option<Placeholder>,
    pub(super) area: Rectangle,
    /// Points.
    pub(super) size: i64,
    /// Points that it may grow to where there is room, so that few words do not look lost.
    pub(super) most: i64,
    /// A colour of the presentation.
    pub(super) colour: &'static str,
    pub(super) bold: bool,
    /// `t`, `ctr` or `b`.
    pub(super) anchor: &'static str,
    /// `start`, `centre` or `end`.
    pub(super) align: &'static str,
    pub(super) lists: bool,
}

/// A shape that says nothing.
#[derive(Clone, Debug)]
pub(super) struct Ornament {
    /// Office's name of it.
    pub(super) shape: &'static str,
    pub(super) colour: &'static str,
    pub(super) area: Rectangle,
}

/// A layout as the theme has it.
#[derive(Clone, Debug)]
pub(super) struct SlideLayout {
    /// As people choose it.
    pub(super) name: String,
    pub(super) ground: &'static str,
    /// Whether number, footer and date are on it, and whatever else all slides share.
    pub(super) framed: bool,
    pub(super) shapes: Vec<Ornament>,
    /// Whether the place of its title is its own, and not that of text.
    pub(super) has_own_title: bool,
    /// In the order of its [`LayoutSpec`]; the title first.
    pub(super) slots: Vec<Slot>,
}
