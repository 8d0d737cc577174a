//! Text of slides and notes: blocks of a document in, paragraphs of a placeholder out, each run with its language.
//!
//! Blocks go in, paragraphs of DrawingML come out, each run with its language.

use super::element::{bullet, fill, space_before};
use super::language::{OfficeLanguage, Script};
use super::layout::LEAST;
use super::package::Relations;
use super::theme::INDENT;
use crate::document::model::{Block, Inline, task_mark};
use crate::document::plain::line_of;
use crate::text::Xml;

/// The sizes of a contact's lines, in parts of the text's size: its name, its number, when it answers.
pub(super) const CONTACT: [f32; 3] = [0.77, 1.6, 0.7];

/// The width of a bold digit in parts of its size, in the widest font that an office program may put in Arial's place.
const DIGIT: f32 = 0.7;

/// How a run of words looks.
#[derive(Clone, Copy)]
struct RunStyle<'a> {
    bold: bool,
    slanted: bool,
    struck: bool,
    /// LetterMetrics as they are typed, which nobody should correct.
    code: bool,
    /// Hundredths of a point, where it differs from the placeholder's.
    size: Option<u32>,
    colour: Option<&'static str>,
    link: Option<&'a str>,
    language: OfficeLanguage,
    rtl: bool,
}

/// Writes paragraphs into a placeholder.
pub(super) struct Paragraphs<'a> {
    out: Xml,
    relations: &'a mut Relations,
    look: RunStyle<'static>,
    /// The placeholder's size in points.
    size: f32,
    /// Whether lists are the rule here: then paragraphs say that they are none.
    bullets: bool,
    /// `start`, `centre` or `end`.
    align: &'static str,
    /// The width of the place in points, if numbers must keep to it.
    room: Option<f32>,
}

/// How a list's paragraph begins.
#[derive(Clone, Copy)]
enum ListMark {
    /// None.
    No,
    /// The placeholder's.
    Own,
    /// A number.
    Number(u32),
    /// Words that go on under a mark.
    Below,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn new(
        language: OfficeLanguage,
        rtl: bool,
        size: f32,
        bullets: bool,
        relations: &'a mut Relations,
    ) -> Self {
        let look = RunStyle {
            bold: false,
            slanted: false,
            struck: false,
            code: false,
            size: None,
            colour: None,
            link: None,
            language,
            rtl,
        };
        Self { out: Xml::default(), relations, look, size, bullets, align: "start", room: None }
    }

    /// The same with lines in the middle, or at the end.
    pub(super) fn aligned(self, align: &'static str) -> Self {
        Self { align, ..self }
    }

    /// The same with telephone numbers small enough for a line of that width.
    pub(super) fn within(self, width: f32) -> Self {
        Self { room: Some(width), ..self }
    }

    /// The same for a table's cell, which has no placeholder to take its look from.
    pub(super) fn cell(mut self, colour: &'static str, bold: bool) -> Self {
        self.look = RunStyle { bold, colour: Some(colour), size: Some((self.size * 100.0) as u32), ..self.look };
        self
    }

    /// The XML; a body of text has a paragraph even when it says nothing.
    pub(super) fn finish(mut self) -> Xml {
        if self.out.is_empty() {
            let lang = self.look.language.office;
            self.out.tag("a:p").with(|xml| xml.tag("a:endParaRPr").attr("lang", lang).empty());
        }
        self.out
    }

    /// One line of words.
    pub(super) fn line(&mut self, words: &[Inline]) {
        self.paragraph(ListMark::No, 0, 0, words, self.look);
    }

    /// Blocks. Pictures, codes and tables, which have shapes of their own on slides, are words in notes.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        self.nested(blocks, 0, self.look);
    }

    fn nested(&mut self, blocks: &[Block], level: usize, look: RunStyle<'static>) {
        let strong = |colour| RunStyle { bold: true, colour: Some(colour), ..look };
        for (index, block) in blocks.iter().enumerate() {
            let behind_list = index > 0 && matches!(blocks[index - 1], Block::List { .. });
            match block {
                Block::Para { c } if behind_list => self.paragraph(ListMark::No, level, 18, c, look),
                Block::Para { c } => self.paragraph(ListMark::No, level, 10, c, look),
                Block::Heading { c, .. } => self.paragraph(ListMark::No, level, 10, c, strong("accent1")),
                Block::List { ordered, start, items, .. } => {
                    for (index, item) in items.iter().enumerate() {
                        let mark = if *ordered { ListMark::Number(start + index as u32) } else { ListMark::Own };
                        self.item(item, mark, level, look);
                    }
                }
                Block::Quote { c } => self.nested(c, level, RunStyle { slanted: true, ..look }),
                Block::Notice { kind, title, c } => {
                    let grave = matches!(kind.as_str(), "danger" | "warning" | "caution");
                    let colour = if grave { "accent3" } else { "accent1" };
                    if !title.is_empty() {
                        let words = [Inline::Text { v: title.clone() }];
                        self.paragraph(ListMark::No, level, 10, &words, strong(colour));
                    }
                    self.nested(c, level, look);
                }
                Block::Contact { name, number, href, hours, ways, .. } => {
                    self.contact(name, number, href, hours, look);
                    ways.iter().for_each(|way| self.paragraph(ListMark::No, level, 0, way, look));
                }
                Block::Columns { columns } => columns.iter().for_each(|column| self.nested(column, level, look)),
                Block::Big { value, c } => {
                    let words = [Inline::Text { v: value.clone() }];
                    let look = RunStyle { size: Some((self.size * 160.0) as u32), ..strong("accent1") };
                    self.paragraph(ListMark::No, level, 10, &words, look);
                    self.nested(c, level, look);
                }
                Block::Language { lang, dir, c } => {
                    let look = RunStyle { language: OfficeLanguage::of(lang), rtl: *dir == "rtl", ..look };
                    self.nested(c, level, look);
                }
                Block::Image { alt, .. } => self.plain(alt, level, look),
                Block::Qr { alt, shown, .. } => self.plain(&format!("{alt}: {shown}"), level, look),
                Block::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| line_of(cell).replace('\n', " ")).collect();
                        self.plain(&cells.join(" | "), level, look);
                    }
                }
            }
        }
    }

    fn plain(&mut self, words: &str, level: usize, look: RunStyle<'static>) {
        if !words.is_empty() {
            self.paragraph(ListMark::No, level, 10, &[Inline::Text { v: words.to_owned() }], look);
        }
    }

    /// The first paragraph of an item has its mark; what follows stands below it.
    fn item(&mut self, item: &[Block], mark: ListMark, level: usize, look: RunStyle<'static>) {
        let mut first = true;
        for block in item {
            match block {
                Block::Para { c } if first => self.paragraph(mark, level, 0, c, look),
                Block::Para { c } => self.paragraph(ListMark::Below, level, 4, c, look),
                Block::List { .. } => self.nested(std::slice::from_ref(block), (level + 1).min(8), look),
                other => self.nested(std::slice::from_ref(other), level, look),
            }
            first = false;
        }
    }

    fn contact(&mut self, name: &str, number: &str, href: &str, hours: &str, look: RunStyle<'static>) {
        let [name_size, number_size, hours_size] =
            CONTACT.map(|part| Some(((self.size * part).max(LEAST) * 100.0) as u32));
        let words = |text: &str| vec![Inline::Text { v: text.to_owned() }];
        self.paragraph(ListMark::No, 0, 18, &words(name), RunStyle { bold: true, size: name_size, ..look });
        if !number.is_empty() {
            let most = self.room.map_or(f32::MAX, |room| room / (number.chars().count() as f32 * DIGIT));
            let number_size = number_size.map(|size| size.min((most * 100.0) as u32));
            let number = vec![Inline::Link { href: href.to_owned(), shown: String::new(), c: words(number) }];
            let look = RunStyle { bold: true, size: number_size, colour: Some("accent1"), ..look };
            self.paragraph(ListMark::No, 0, 0, &number, look);
        }
        if !hours.is_empty() {
            self.paragraph(
                ListMark::No,
                0,
                0,
                &words(hours),
                RunStyle { size: hours_size, colour: Some("accent5"), ..look },
            );
        }
    }

    /// `before` is the space above it, in points, where it is not the placeholder's.
    fn paragraph(&mut self, mark: ListMark, level: usize, before: u32, words: &[Inline], look: RunStyle<'static>) {
        let is_first = self.out.is_empty();
        let margin = INDENT * level as i64;
        let (margin, indent) = match mark {
            ListMark::No if self.bullets => (Some(margin), Some(0)),
            ListMark::Below if self.bullets => (Some(margin + INDENT), Some(0)),
            ListMark::Own | ListMark::Number(_) if !self.bullets => (Some(margin + INDENT), Some(-INDENT)),
            _ => (None, None),
        };
        let (align, rtl) = match (self.align, look.rtl) {
            ("centre", true) => (Some("ctr"), Some(1)),
            ("centre", false) => (Some("ctr"), None),
            ("end", true) => (Some("l"), Some(1)),
            ("end", false) => (Some("r"), Some(0)),
            (_, true) => (Some("r"), Some(1)),
            (_, false) if self.look.rtl => (Some("l"), Some(0)),
            (_, false) => (None, None),
        };
        let Self { out, relations, bullets, .. } = self;
        out.tag("a:p").with(|xml| {
            let tag = xml.tag("a:pPr").maybe("marL", margin).maybe("indent", indent);
            let tag = tag.maybe("lvl", (level > 0).then_some(level)).maybe("algn", align).maybe("rtl", rtl);
            tag.with(|xml| {
                match (is_first, before) {
                    (true, _) => space_before(0, xml),
                    (false, 0) => {}
                    (false, before) => space_before(before * 100, xml),
                }
                write_mark(mark, *bullets, xml);
            });
            runs(words, look, relations, xml);
            xml.tag("a:endParaRPr").attr("lang", look.language.office).empty();
        });
    }
}

/// How a paragraph begins, where it is not the placeholder's way.
fn write_mark(mark: ListMark, bullets: bool, xml: &mut Xml) {
    match mark {
        ListMark::No | ListMark::Below if bullets => xml.tag("a:buNone").empty(),
        ListMark::No | ListMark::Below => {}
        ListMark::Own if bullets => {}
        ListMark::Own => bullet(xml),
        ListMark::Number(number) => {
            xml.tag("a:buFont").attr("typeface", "+mj-lt").empty();
            xml.tag("a:buAutoNum").attr("type", "arabicPeriod").attr("startAt", number.max(1)).empty();
        }
    }
}

fn runs(words: &[Inline], look: RunStyle, relations: &mut Relations, xml: &mut Xml) {
    for inline in words {
        match inline {
            Inline::Text { v } => run(v, look, relations, xml),
            Inline::Strong { c } => runs(c, RunStyle { bold: true, ..look }, relations, xml),
            Inline::Emph { c } => runs(c, RunStyle { slanted: true, ..look }, relations, xml),
            Inline::Strike { c, .. } => runs(c, RunStyle { struck: true, ..look }, relations, xml),
            Inline::Code { v } => run(v, RunStyle { code: true, ..look }, relations, xml),
            Inline::Task { done, .. } => run(task_mark(*done), look, relations, xml),
            Inline::Link { href, c, .. } => runs(c, RunStyle { link: Some(href), ..look }, relations, xml),
            Inline::Lang { lang, dir, c } => {
                let look = RunStyle { language: OfficeLanguage::of(lang), rtl: *dir == "rtl", ..look };
                runs(c, look, relations, xml);
            }
            Inline::Br => xml.tag("a:br").with(|xml| xml.tag("a:rPr").attr("lang", look.language.office).empty()),
        }
    }
}

fn run(text: &str, look: RunStyle, relations: &mut Relations, xml: &mut Xml) {
    if text.is_empty() {
        return;
    }
    let language = look.language;
    let slanted = look.slanted && language.script.slants();
    // Most scripts have no slanted letters: a colour shows emphasis there, and code everywhere.
    let colour = look.colour.or((look.code || (look.slanted && !slanted)).then_some("accent1"));
    let link = look.link.map(|href| relations.link(href));
    let set = |is_set: bool| is_set.then_some(1);
    xml.tag("a:r").with(|xml| {
        let tag = xml.tag("a:rPr").attr("lang", language.office);
        let tag = tag.maybe("altLang", (language.script == Script::Chinese).then_some("en-GB"));
        let tag = tag.maybe("sz", look.size).maybe("b", set(look.bold)).maybe("i", set(slanted));
        let tag = tag.maybe("strike", look.struck.then_some("sngStrike")).maybe("noProof", set(look.code));
        tag.attr("dirty", 0).with(|xml| {
            if let Some(colour) = colour {
                fill(colour, xml);
            }
            if let Some(link) = link {
                xml.tag("a:hlinkClick").attr("r:id", link).empty();
            }
        });
        xml.tag("a:t").text(text);
    });
}
