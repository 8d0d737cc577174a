//! The model of a document: what every writer gets.
//!
//! It is checked and complete; words carry the place at which an author wrote them.

use crate::content::{CardSheet, DocumentKind};
use crate::diagnostic::Location;
use serde::Serialize;
use std::collections::BTreeMap;

/// A campaign document in one language, checked, as every writer gets it: web deck, PPTX, PDF.
///
/// Writers know nothing of Markdown, records or the site; a theme's templates get this as JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// The language's tag, such as `zh-Hans`.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Never empty.
    pub title: String,
    /// Possibly empty.
    pub subtitle: String,
    /// An organisation; possibly empty.
    pub author: String,
    /// The version's date as `2026-09-01`: the only time that any writer knows.
    pub date: String,
    /// The same date in words of the language.
    pub date_words: String,
    /// "Checked on …" in the language; possibly empty.
    pub checked: String,
    /// What readers must know of it, in its language: that nobody has checked the translation, that the source has
    /// changed since, that there is a newer version. Possibly empty; if not, every form shows it.
    pub notice: String,
    /// The site's name as the theme's strings say it; empty on documents that must not name it.
    pub brand: String,
    /// The address of the landing page, for people to read.
    pub address: String,
    /// The big pictogram, as SVG with `currentColor`; possibly empty.
    pub icon: String,
    /// For cards: how they stand on the sheet.
    pub sheet: CardSheet,
    /// Logos of partners, at most three; empty on what must not show who stands behind it.
    pub logos: Vec<Logo>,
    /// Words of the frame in the document's language, by key: `notes`, `page`, `slide`, `call`, `cut_here` …
    pub strings: BTreeMap<String, String>,
    /// Slides, panels or faces, in reading order; at least one.
    pub slides: Vec<Slide>,
}

/// The logo of a partner.
#[derive(Clone, Debug, Serialize)]
pub struct Logo {
    /// The name of its file among those that come with the document.
    pub src: String,
    /// Whose it is.
    pub name: String,
}

/// One slide, panel or face.
#[derive(Clone, Debug, Serialize)]
pub struct Slide {
    /// Follows from the content.
    pub layout: Layout,
    /// Unique in the document; equal in all languages.
    pub id: String,
    /// Possibly empty, on faces and panels only.
    pub title: Vec<Inline>,
    /// What it shows, in reading order.
    pub blocks: Vec<Block>,
    /// What the presenter says.
    pub notes: Vec<Block>,
    /// All words of the slide and of its notes with their places, for findings; no part of what templates get.
    #[serde(skip)]
    pub words: Vec<ShownText>,
    /// Where it is in its source, for findings; no part of what templates get.
    #[serde(skip)]
    pub location: Location,
}

/// Words as they are in a source.
#[derive(Clone, Debug)]
pub struct ShownText {
    /// The words.
    pub text: String,
    /// Where they are: word for word, if the place is as long as they are.
    pub location: Location,
    /// Whether they are the presenter's.
    pub in_notes: bool,
}

/// How a slide is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// The first slide of a talk.
    Title,
    /// A title alone.
    Section,
    /// Text and lists.
    Bullets,
    /// Two columns.
    Columns,
    /// One quotation.
    Quote,
    /// A big number with its caption.
    Number,
    /// One picture.
    Image,
    /// One table.
    Table,
    /// Contacts.
    Contact,
}

/// A block.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Para {
        /// Its words.
        c: Vec<Inline>,
    },
    /// A heading inside a slide.
    Heading {
        /// 3 to 6.
        level: u8,
        /// Its words.
        c: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// The first number.
        start: u32,
        /// Its items.
        items: Vec<Vec<Block>>,
        /// The pictogram of each item, as SVG with `currentColor`; an empty one where an item has none, and none at all where no
        /// item has.
        pictograms: Vec<String>,
    },
    /// A picture; `src` names it among the files that come with the document.
    Image {
        /// The file's path below `content/`.
        src: String,
        /// What it shows; empty only if `decorative`.
        alt: String,
        /// Whether it says nothing.
        decorative: bool,
        /// Where it is.
        #[serde(skip)]
        location: Location,
    },
    /// A QR code; the address is printed beside it.
    Qr {
        /// The full address.
        data: String,
        /// The address as people type it: without `https://`.
        shown: String,
        /// What it opens.
        alt: String,
        /// Where it is.
        #[serde(skip)]
        location: Location,
    },
    /// A table; all rows are of one length.
    Table {
        /// `start`, `center` or `end` for each column.
        align: Vec<String>,
        /// Header cells.
        head: Vec<Vec<Inline>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        c: Vec<Block>,
    },
    /// A notice.
    Notice {
        /// `danger`, `warning`, `info`, `success`, `note`, `tip`, `important`, `caution`.
        kind: String,
        /// Its title, or what its kind is called.
        title: String,
        /// What it says.
        c: Vec<Block>,
    },
    /// A contact's record.
    Contact {
        /// Its name in the language.
        name: String,
        /// The number as people see it, with no-break spaces and isolated for right-to-left; empty if it has none.
        number: String,
        /// `tel:` and digits; empty if it has none.
        href: String,
        /// When it answers; possibly empty.
        hours: String,
        /// Other ways to reach it, if it has no number.
        ways: Vec<Vec<Inline>>,
    },
    /// Columns side by side.
    Columns {
        /// What each holds.
        columns: Vec<Vec<Block>>,
    },
    /// A big number with its caption.
    Big {
        /// As shown.
        value: String,
        /// What it counts.
        c: Vec<Block>,
    },
    /// Words in another language.
    Language {
        /// Its tag.
        lang: String,
        /// Its direction.
        dir: &'static str,
        /// What it says.
        c: Vec<Block>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// Words, with left-to-right islands protected (`text::islands`).
    Text {
        /// The words.
        v: String,
    },
    /// Strong importance.
    Strong {
        /// Inside.
        c: Vec<Inline>,
    },
    /// Emphasis.
    Emph {
        /// Inside.
        c: Vec<Inline>,
    },
    /// A link with a full address, or `tel:`.
    Link {
        /// The address.
        href: String,
        /// The address as people type it, for paper; empty where the words say it already.
        shown: String,
        /// Inside.
        c: Vec<Inline>,
    },
    /// Words that no longer hold: they are shown with a line through them, and what reads them aloud says so.
    Strike {
        /// What is before them where no line can be drawn or seen: `[crossed out: `.
        before: String,
        /// What is behind them there: `]`.
        behind: String,
        /// Inside.
        c: Vec<Inline>,
    },
    /// Code: letters as they are typed.
    Code {
        /// The letters.
        v: String,
    },
    /// The box of a task.
    Task {
        /// Whether the task is done.
        done: bool,
        /// What the box says, in words.
        label: String,
    },
    /// Words in another language.
    Lang {
        /// Its tag.
        lang: String,
        /// Its direction.
        dir: &'static str,
        /// Inside.
        c: Vec<Inline>,
    },
    /// A line ending that shows.
    Br,
}

/// All words of a line, without any marks.
pub fn all_words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_words(inlines, true, &mut out);
    out
}

/// The words of a line as a name: those that are struck out would read as true, so they are left out.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_words(inlines, false, &mut out);
    out
}

fn push_words(inlines: &[Inline], struck: bool, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { v } | Inline::Code { v } => out.push_str(v),
            Inline::Br => out.push(' '),
            Inline::Task { .. } => {}
            Inline::Strike { c, .. } if struck => push_words(c, struck, out),
            Inline::Strike { .. } => {}
            Inline::Strong { c } | Inline::Emph { c } | Inline::Link { c, .. } | Inline::Lang { c, .. } => {
                push_words(c, struck, out);
            }
        }
    }
}

/// A mark that a task is done, or not, for text that has no boxes.
pub fn task_mark(done: bool) -> &'static str {
    if done { "☑ " } else { "☐ " }
}
