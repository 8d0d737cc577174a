//! The layouts of a presentation: where text stands on each, how large, and what adorns it. Data; `theme` writes them.

/// Width and height of a slide, in points: 16:9.
pub(super) const SLIDE: (i64, i64) = (960, 540);
/// Office's unit, in a point.
const EMU: i64 = 12_700;
/// The least size of text on a slide, in points.
pub(super) const LEAST: f32 = 18.0;

/// A rectangle on a slide, in points, as it stands in a left-to-right document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// Where it stands, mirrored in right-to-left documents; `tag` is `a:xfrm` or `p:xfrm`.
    pub(super) fn place(self, tag: &str, rtl: bool) -> String {
        let x = if rtl { SLIDE.0 - self.x - self.w } else { self.x };
        let [x, y, w, h] = [x, self.y, self.w, self.h].map(|points| points * EMU);
        format!("<{tag}><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></{tag}>")
    }
}

/// A place for text in a layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// What people see in the list of shapes.
    pub(super) name: &'static str,
    /// The placeholder's attributes; empty for one that no layout has.
    pub(super) kind: &'static str,
    pub(super) area: Rectangle,
    /// Points.
    pub(super) size: i64,
    /// Points that it may grow to where there is room, so that few words do not look lost.
    pub(super) most: i64,
    /// A colour of the theme.
    pub(super) colour: &'static str,
    pub(super) bold: bool,
    /// `t`, `ctr` or `b`.
    pub(super) anchor: &'static str,
    pub(super) centred: bool,
    /// Whether lists stand in it; otherwise plain paragraphs.
    pub(super) bullets: bool,
}

pub(super) const TEXT: Slot = Slot {
    name: "Content",
    kind: "idx=\"1\"",
    area: Rectangle::new(56, 128, 848, 354),
    size: 28,
    most: 40,
    colour: "tx1",
    bold: false,
    anchor: "t",
    centred: false,
    bullets: true,
};
pub(super) const TITLE: Slot = Slot {
    name: "Title",
    kind: "type=\"title\"",
    area: Rectangle::new(56, 18, 848, 84),
    size: 36,
    most: 36,
    colour: "accent1",
    bold: true,
    anchor: "b",
    bullets: false,
    ..TEXT
};
const LINES: Slot = Slot { bullets: false, most: 0, ..TEXT };

/// A shape that says nothing.
pub(super) struct Ornament {
    pub(super) shape: &'static str,
    pub(super) colour: &'static str,
    pub(super) area: Rectangle,
}

const fn rectangle(colour: &'static str, area: Rectangle) -> Ornament {
    Ornament { shape: "rect", colour, area }
}

/// The site's shape: round head, square foot.
pub(super) const fn door(colour: &'static str, area: Rectangle) -> Ornament {
    Ornament { shape: "round2SameRect", colour, area }
}

/// A layout of the master.
pub(super) struct Plan {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) ground: &'static str,
    pub(super) ornaments: &'static [Ornament],
    /// Its places for text, in reading order; the title first.
    pub(super) slots: &'static [Slot],
    pub(super) numbered: bool,
}

/// The threshold under every title.
const THRESHOLD: Ornament = rectangle("accent2", Rectangle::new(63, 106, 72, 5));
const PLAIN: Plan = Plan {
    name: "Text",
    kind: "type=\"obj\" ",
    ground: "bg1",
    ornaments: &[THRESHOLD],
    slots: &[TITLE, TEXT],
    numbered: true,
};

pub(super) const PLAN_TITLE: usize = 0;
pub(super) const PLAN_SECTION: usize = 1;
pub(super) const PLAN_TEXT: usize = 2;
pub(super) const PLAN_COLUMNS: usize = 3;
pub(super) const PLAN_QUOTE: usize = 4;
pub(super) const PLAN_NUMBER: usize = 5;
pub(super) const PLAN_CONTACTS: usize = 6;
pub(super) const PLAN_BARE: usize = 7;
pub(super) const PLAN_CODE: usize = 8;

/// Where a QR code stands in [`PLAN_CODE`].
pub(super) const CODE: Rectangle = Rectangle::new(656, 132, 240, 240);

/// The layouts, by the constants above.
pub(super) const PLANS: [Plan; 9] = [
    Plan {
        name: "Title",
        kind: "type=\"title\" ",
        ground: "tx2",
        ornaments: &[
            door("accent2", Rectangle::new(612, 70, 292, 470)),
            rectangle("bg2", Rectangle::new(588, 528, 340, 12)),
            rectangle("accent2", Rectangle::new(63, 306, 96, 6)),
        ],
        slots: &[
            Slot {
                kind: "type=\"ctrTitle\"",
                area: Rectangle::new(56, 44, 516, 246),
                size: 46,
                colour: "bg1",
                ..TITLE
            },
            Slot {
                name: "Subtitle",
                kind: "type=\"subTitle\" idx=\"1\"",
                area: Rectangle::new(56, 314, 516, 76),
                size: 24,
                colour: "bg1",
                ..LINES
            },
            Slot {
                name: "Who and when",
                kind: "type=\"body\" sz=\"quarter\" idx=\"14\"",
                area: Rectangle::new(56, 390, 516, 74),
                size: 18,
                colour: "bg2",
                anchor: "b",
                ..LINES
            },
            Slot {
                name: "Opening",
                kind: "type=\"body\" sz=\"quarter\" idx=\"13\"",
                area: Rectangle::new(632, 104, 252, 410),
                size: 24,
                most: 28,
                ..TEXT
            },
            Slot {
                name: "Small print",
                kind: "type=\"body\" sz=\"quarter\" idx=\"15\"",
                area: Rectangle::new(56, 466, 516, 64),
                size: 12,
                colour: "bg2",
                ..LINES
            },
        ],
        numbered: false,
    },
    Plan {
        name: "Section",
        kind: "type=\"secHead\" ",
        ground: "tx2",
        ornaments: &[rectangle("accent2", Rectangle::new(63, 348, 96, 6))],
        slots: &[
            Slot { area: Rectangle::new(56, 120, 848, 214), size: 54, colour: "bg1", ..TITLE },
            Slot { kind: "type=\"body\" idx=\"1\"", area: Rectangle::new(56, 366, 848, 110), colour: "bg1", ..LINES },
        ],
        numbered: false,
    },
    PLAIN,
    Plan {
        name: "Two columns",
        kind: "type=\"twoObj\" ",
        ornaments: &[
            THRESHOLD,
            door("bg2", Rectangle::new(56, 128, 412, 350)),
            rectangle("accent1", Rectangle::new(56, 478, 412, 5)),
            door("bg2", Rectangle::new(492, 128, 412, 350)),
            rectangle("accent1", Rectangle::new(492, 478, 412, 5)),
        ],
        slots: &[
            TITLE,
            Slot {
                name: "First column",
                kind: "sz=\"half\" idx=\"1\"",
                area: Rectangle::new(70, 140, 384, 332),
                size: 24,
                most: 32,
                ..TEXT
            },
            Slot {
                name: "Second column",
                kind: "sz=\"half\" idx=\"2\"",
                area: Rectangle::new(506, 140, 384, 332),
                size: 24,
                most: 32,
                ..TEXT
            },
        ],
        ..PLAIN
    },
    Plan {
        name: "Quote",
        kind: "",
        ornaments: &[THRESHOLD, rectangle("accent2", Rectangle::new(63, 140, 8, 258))],
        slots: &[
            TITLE,
            Slot {
                name: "Quote",
                kind: "type=\"body\" sz=\"quarter\" idx=\"13\"",
                area: Rectangle::new(92, 132, 780, 274),
                size: 38,
                colour: "accent1",
                anchor: "ctr",
                ..LINES
            },
            Slot {
                name: "Source",
                kind: "type=\"body\" sz=\"quarter\" idx=\"14\"",
                area: Rectangle::new(92, 414, 740, 64),
                size: 20,
                colour: "accent5",
                ..LINES
            },
        ],
        ..PLAIN
    },
    Plan {
        name: "Big number",
        kind: "",
        ornaments: &[THRESHOLD],
        slots: &[
            TITLE,
            Slot {
                name: "Number",
                kind: "type=\"body\" sz=\"quarter\" idx=\"13\"",
                area: Rectangle::new(56, 120, 848, 160),
                size: 130,
                colour: "accent1",
                bold: true,
                anchor: "ctr",
                ..LINES
            },
            Slot {
                name: "What it counts",
                kind: "type=\"body\" sz=\"quarter\" idx=\"14\"",
                area: Rectangle::new(56, 284, 848, 88),
                size: 26,
                ..LINES
            },
            Slot { area: Rectangle::new(56, 378, 780, 104), size: 24, most: 24, ..TEXT },
        ],
        ..PLAIN
    },
    Plan { name: "Contacts", kind: "", slots: &[TITLE, Slot { name: "Contacts", size: 30, ..TEXT }], ..PLAIN },
    Plan { name: "Title only", kind: "type=\"titleOnly\" ", slots: &[TITLE], ..PLAIN },
    Plan {
        name: "Text and code",
        kind: "",
        slots: &[
            TITLE,
            Slot { area: Rectangle::new(56, 128, 570, 354), ..TEXT },
            Slot {
                name: "Address",
                kind: "type=\"body\" sz=\"quarter\" idx=\"14\"",
                area: Rectangle::new(626, 380, 300, 68),
                size: 20,
                colour: "accent1",
                bold: true,
                centred: true,
                ..LINES
            },
        ],
        ..PLAIN
    },
];
