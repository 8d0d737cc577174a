use super::language::OfficeLanguage;
use super::package::Relations;
use super::plan::LEAST;
use super::theme::fill;
use crate::document::model::{Block, Inline, task_mark};
use crate::document::plain::line_of;
use crate::text::escape_xml;
use std::fmt::Write as _;

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
    /// Letters as they are typed, which nobody should correct.
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
    out: String,
    relations: &'a mut Relations,
    look: RunStyle<'static>,
    /// The placeholder's size in points.
    size: f32,
    /// Whether lists are the rule here: then paragraphs say that they are none.
    bullets: bool,
    centred: bool,
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
        Self { out: String::new(), relations, look, size, bullets, centred: false, room: None }
    }

    /// The same with every line in the middle.
    pub(super) fn centred(self) -> Self {
        Self { centred: true, ..self }
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
    pub(super) fn finish(self) -> String {
        if self.out.is_empty() {
            return format!("<a:p><a:endParaRPr lang=\"{}\"/></a:p>", self.look.language.office);
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
        for (index, block) in blocks.iter().enumerate() {
            let behind_list = index > 0 && matches!(blocks[index - 1], Block::List { .. });
            match block {
                Block::Para { c } if behind_list => self.paragraph(ListMark::No, level, 18, c, look),
                Block::Para { c } => self.paragraph(ListMark::No, level, 10, c, look),
                Block::Heading { c, .. } => {
                    self.paragraph(
                        ListMark::No,
                        level,
                        10,
                        c,
                        RunStyle { bold: true, colour: Some("accent1"), ..look },
                    );
                }
                Block::List { ordered, start, items, .. } => {
                    for (index, item) in items.iter().enumerate() {
                        let mark = if *ordered { ListMark::Number(start + index as u32) } else { ListMark::Own };
                        self.item(item, mark, level, look);
                    }
                }
                Block::Quote { c } => self.nested(c, level, RunStyle { slanted: true, ..look }),
                Block::Notice { kind, title, c } => {
                    let grave = matches!(kind.as_str(), "danger" | "warning" | "caution");
                    let colour = Some(if grave { "accent3" } else { "accent1" });
                    if !title.is_empty() {
                        let words = [Inline::Text { v: title.clone() }];
                        self.paragraph(ListMark::No, level, 10, &words, RunStyle { bold: true, colour, ..look });
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
                    let size = Some((self.size * 160.0) as u32);
                    self.paragraph(
                        ListMark::No,
                        level,
                        10,
                        &words,
                        RunStyle { bold: true, colour: Some("accent1"), size, ..look },
                    );
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
        let mut attributes = String::new();
        let margin = 342_900 * level;
        match mark {
            ListMark::No if self.bullets => drop(write!(attributes, " marL=\"{margin}\" indent=\"0\"")),
            ListMark::Below if self.bullets => drop(write!(attributes, " marL=\"{}\" indent=\"0\"", margin + 342_900)),
            ListMark::Own | ListMark::Number(_) if !self.bullets => {
                let _ = write!(attributes, " marL=\"{}\" indent=\"-342900\"", margin + 342_900);
            }
            _ => {}
        }
        if level > 0 {
            let _ = write!(attributes, " lvl=\"{level}\"");
        }
        match (self.centred, look.rtl) {
            (true, true) => attributes.push_str(" algn=\"ctr\" rtl=\"1\""),
            (true, false) => attributes.push_str(" algn=\"ctr\""),
            (false, true) => attributes.push_str(" algn=\"r\" rtl=\"1\""),
            (false, false) if self.look.rtl => attributes.push_str(" algn=\"l\" rtl=\"0\""),
            (false, false) => {}
        }
        let mut inside = String::new();
        if before > 0 && !self.out.is_empty() {
            let _ = write!(inside, "<a:spcBef><a:spcPts val=\"{}\"/></a:spcBef>", before * 100);
        } else if self.out.is_empty() {
            inside.push_str("<a:spcBef><a:spcPts val=\"0\"/></a:spcBef>");
        }
        match mark {
            ListMark::No | ListMark::Below if self.bullets => inside.push_str("<a:buNone/>"),
            ListMark::No | ListMark::Below => {}
            ListMark::Own if self.bullets => {}
            ListMark::Own => inside.push_str("<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>"),
            ListMark::Number(number) => {
                let _ = write!(
                    inside,
                    "<a:buFont typeface=\"+mj-lt\"/><a:buAutoNum type=\"arabicPeriod\" startAt=\"{}\"/>",
                    number.max(1)
                );
            }
        }
        let _ = write!(self.out, "<a:p><a:pPr{attributes}>{inside}</a:pPr>");
        self.runs(words, look);
        let _ = write!(self.out, "<a:endParaRPr lang=\"{}\"/></a:p>", look.language.office);
    }

    fn runs(&mut self, words: &[Inline], look: RunStyle) {
        for inline in words {
            match inline {
                Inline::Text { v } => self.run(v, look),
                Inline::Strong { c } => self.runs(c, RunStyle { bold: true, ..look }),
                Inline::Emph { c } => self.runs(c, RunStyle { slanted: true, ..look }),
                Inline::Strike { c, .. } => self.runs(c, RunStyle { struck: true, ..look }),
                Inline::Code { v } => self.run(v, RunStyle { code: true, ..look }),
                Inline::Task { done, .. } => self.run(task_mark(*done), look),
                Inline::Link { href, c, .. } => self.runs(c, RunStyle { link: Some(href), ..look }),
                Inline::Lang { lang, dir, c } => {
                    self.runs(c, RunStyle { language: OfficeLanguage::of(lang), rtl: *dir == "rtl", ..look });
                }
                Inline::Br => drop(write!(self.out, "<a:br><a:rPr lang=\"{}\"/></a:br>", look.language.office)),
            }
        }
    }

    fn run(&mut self, text: &str, look: RunStyle) {
        if text.is_empty() {
            return;
        }
        let mut attributes = format!(" lang=\"{}\"", look.language.office);
        if look.language.office == "zh-CN" {
            attributes.push_str(" altLang=\"en-GB\"");
        }
        if let Some(size) = look.size {
            let _ = write!(attributes, " sz=\"{size}\"");
        }
        if look.bold {
            attributes.push_str(" b=\"1\"");
        }
        let slanted = look.slanted && look.language.slants;
        if slanted {
            attributes.push_str(" i=\"1\"");
        }
        if look.struck {
            attributes.push_str(" strike=\"sngStrike\"");
        }
        if look.code {
            attributes.push_str(" noProof=\"1\"");
        }
        // Most scripts have no slanted letters: a colour shows emphasis there, and code everywhere.
        let colour = look.colour.or((look.code || (look.slanted && !slanted)).then_some("accent1"));
        let colour = colour.map(fill).unwrap_or_default();
        let link = look.link.map(|href| format!("<a:hlinkClick r:id=\"{}\"/>", self.relations.link(href)));
        let _ = write!(
            self.out,
            "<a:r><a:rPr{attributes} dirty=\"0\">{colour}{}</a:rPr><a:t>{}</a:t></a:r>",
            link.unwrap_or_default(),
            escape_xml(text)
        );
    }
}
