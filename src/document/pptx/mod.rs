//! PowerPoint: a document's slides in, the bytes of a package out, the same for the same input.
//!
//! Text is always in placeholders, so that people can restyle a talk; layouts, fonts and colours are the master's, which the theme
//! describes. Every run says its language; right-to-left documents are mirrored. Source: ECMA-376, parts 1 and 2.

mod deck;
mod element;
mod fit;
mod flow;
mod language;
mod layout;
mod look;
mod package;
mod pictogram;
mod presentation;
mod shape;
mod text;
mod theme;

use super::form::{DocumentRequest, WrittenFile};
use super::model::{self, Block, Inline, Slide, plain};
use crate::diagnostic::{Reported, report};
use crate::text::Xml;
use deck::{Deck, ROOM, SlideWriter, inner};
use element::{TEXT_LOCK, master_colours, notes_picture_name, part, place_name, tree};
use fit::Fit;
use flow::{holds_shape, is_shape};
use layout::{LayoutRole, Rectangle, Slot};
use package::{Package, Relations};
use text::Paragraphs;
use theme::MasterWriter;

pub(super) use look::{SlideLooks, ThemeSources};

/// The width of a bold letter of an address in parts of its size, in the widest font that a program may put in Arial's place; and the
/// least size of an address, in points, at which its code is still what people use.
const ADDRESS_LETTER: f32 = 0.64;
const LEAST_ADDRESS: i64 = 12;

/// Writes a talk as an editable presentation. Reports slides on which the words do not fit, and pictures that Office cannot
/// show.
pub fn pptx(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let DocumentRequest { document, pictures: files, .. } = *request;
    let stage = MasterWriter::new(&request.typesetter.looks, document);
    let mut deck = Deck { document, files, stage, package: Package::default(), diagnostics: Vec::new() };
    deck.stage.add(&mut deck.package);
    for (index, slide) in document.slides.iter().enumerate() {
        deck.slide(index + 1, slide);
    }
    deck.presentation();
    deck.properties();
    let pages = document.slides.len();
    let value = deck.package.finish().map(|bytes| WrittenFile { bytes, pages });
    Reported { value, diagnostics: deck.diagnostics }
}

impl Deck<'_> {
    fn slide(&mut self, number: usize, slide: &Slide) {
        let role = role(slide);
        let look = self.stage.look;
        let layout = look.layout(role);
        let mut sheet =
            SlideWriter { slide, shapes: Xml::default(), relations: Relations::default(), id: 1, full: false };
        sheet.relations.part("slideLayout", &format!("../slideLayouts/slideLayout{}.xml", role as usize + 1));
        if !slide.notes.is_empty() {
            sheet.relations.part("notesSlide", &format!("../notesSlides/notesSlide{number}.xml"));
        }
        self.title(number, role, &mut sheet);
        let slots = &layout.slots;
        match role {
            LayoutRole::Title => {
                self.opening(slots, &mut sheet);
                self.logos(&mut sheet);
            }
            LayoutRole::Columns => self.columns(slots, &mut sheet),
            LayoutRole::Quote => self.quotation(slots, &mut sheet),
            LayoutRole::Number => self.big_number(slots, &mut sheet),
            LayoutRole::Section => {}
            LayoutRole::Bare => {
                let text = &look.layout(LayoutRole::Text).slots[1];
                self.stack(text, text.area, &slide.blocks, &mut sheet);
            }
            LayoutRole::Code => self.code_beside(slots, &mut sheet),
            LayoutRole::Picture => self.picture_beside(slots, &mut sheet),
            LayoutRole::Text | LayoutRole::Contacts => self.stack(&slots[1], slots[1].area, &slide.blocks, &mut sheet),
        }
        if layout.framed {
            self.frame(number, &mut sheet);
        }
        if sheet.full {
            self.diagnostics.push(report::slide_too_full(slide.location.clone(), plain(&slide.title).trim()));
        }
        let body = part("p:sld", |xml| {
            xml.tag("p:cSld").with(|xml| tree(xml, |xml| xml.append(&sheet.shapes)));
            master_colours(xml);
        });
        let name = format!("ppt/slides/slide{number}.xml");
        self.package.xml(&name, "presentationml.slide", body);
        self.package.relations(&name, &sheet.relations);
        if !slide.notes.is_empty() {
            self.notes(number, slide);
        }
    }

    /// What all slides share: when the talk is of, whose it is, and the slide's number.
    fn frame(&self, number: usize, sheet: &mut SlideWriter) {
        let frame = &self.stage.look.frame;
        for (slot, words) in [(&frame.date, &self.document.date_words), (&frame.footer, &self.document.brand)] {
            if !words.is_empty() {
                let id = sheet.next();
                self.stage.frame_words(id, slot, words, &mut sheet.shapes);
            }
        }
        let id = sheet.next();
        self.stage.slide_number(id, number, &mut sheet.shapes);
    }

    /// Every slide has a title that people can find it by; one without a heading has it above its upper edge.
    fn title(&self, number: usize, role: LayoutRole, sheet: &mut SlideWriter) {
        let slot = &self.stage.look.layout(role).slots[0];
        let own = plain(&sheet.slide.title);
        if role == LayoutRole::Title {
            let words = [Inline::Text { v: self.document.title.clone() }];
            return self.one_line(slot, &words, self.below_logos(), sheet);
        }
        if !own.trim().is_empty() {
            let title = sheet.slide.title.clone();
            return self.one_line(slot, &title, None, sheet);
        }
        let mut words = String::new();
        first_words(&sheet.slide.blocks, &mut words);
        let words: String = words.chars().take(60).collect();
        let name = if words.trim().is_empty() { format!("{} {number}", self.document.title) } else { words };
        let above = Rectangle { y: -60, h: 50, ..slot.area };
        self.one_line(slot, &[Inline::Text { v: name }], Some(above), sheet);
    }

    /// The first slide: the document's title, who made it and when, and in the door the words to begin with.
    fn opening(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let words = |text: &str| Block::Para { c: vec![Inline::Text { v: text.to_owned() }] };
        let some = |texts: &[&String]| -> Vec<Block> {
            let lines = texts
                .iter()
                .filter(|text| !text.is_empty())
                .flat_map(|text| [Inline::Br, Inline::Text { v: (*text).clone() }]);
            let c: Vec<Inline> = lines.skip(1).collect();
            if c.is_empty() { Vec::new() } else { vec![Block::Para { c }] }
        };
        self.put(&slots[1], None, &some(&[&self.document.subtitle]), sheet);
        let maker = if self.document.author.is_empty() { &self.document.brand } else { &self.document.author };
        self.put(&slots[2], None, &some(&[maker, &self.document.date_words]), sheet);
        let mut opening = Vec::new();
        let title = plain(&sheet.slide.title);
        if !title.trim().is_empty() && title != self.document.title {
            opening.push(Block::Heading { level: 3, c: sheet.slide.title.clone() });
        }
        opening.extend(sheet.slide.blocks.iter().cloned());
        self.stack(&slots[3], slots[3].area, &opening, sheet);
        if !self.document.notice.is_empty() {
            self.small_print(&slots[4], &words(&self.document.notice), sheet);
        }
    }

    /// What people must know of a file, below everything else; it is read by whoever opens it, not from the last row.
    fn small_print(&self, slot: &Slot, block: &Block, sheet: &mut SlideWriter) {
        let mut paragraphs = self.paragraphs(slot, &mut sheet.relations);
        paragraphs.blocks(std::slice::from_ref(block));
        let text = paragraphs.finish();
        self.placeholder(slot, None, (Fit::Whole, None), &text, sheet);
    }

    /// What stands before the columns goes into the first, what stands behind them into the last.
    fn columns(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let mut sides: [Vec<Block>; 2] = [Vec::new(), Vec::new()];
        let mut behind = false;
        for block in &sheet.slide.blocks {
            match block {
                Block::Columns { columns } => {
                    let half = columns.len().div_ceil(2);
                    for (index, column) in columns.iter().enumerate() {
                        sides[usize::from(index >= half)].extend(column.iter().cloned());
                    }
                    behind = true;
                }
                other => sides[usize::from(behind)].push(other.clone()),
            }
        }
        // Both sides grow alike: two sizes beside each other look like two meanings.
        let grown = |(slot, side): (&Slot, &Vec<Block>)| {
            let (_, height) = inner(slot.area);
            self.measure(slot).grown(side, height * ROOM, slot.most as f32)
        };
        let most = slots[1..].iter().zip(&sides).map(grown).fold(f32::MAX, f32::min) as i64;
        for (slot, side) in slots[1..].iter().zip(&sides) {
            self.stack(&Slot { most, ..*slot }, slot.area, side, sheet);
        }
    }

    /// The last of several paragraphs says whose words they are.
    fn quotation(&self, slots: &[Slot], sheet: &mut SlideWriter) {
        let Some(Block::Quote { c }) = sheet.slide.blocks.first() else { return };
        let (words, source) = if c.len() > 1 { c.split_at(c.len() - 1) } else { (c.as_slice(), &[][..]) };
        self.put(&slots[1], None, words, sheet);
        self.put(&slots[2], None, source, sheet);
    }

    fn big_number(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let mut rest = Vec::new();
        let mut shown = false;
        for block in &sheet.slide.blocks {
            match block {
                Block::Big { value, c } if !shown => {
                    self.one_line(&slots[1], &[Inline::Text { v: value.clone() }], None, sheet);
                    self.put(&slots[2], None, c, sheet);
                    shown = true;
                }
                other => rest.push(other.clone()),
            }
        }
        self.stack(&slots[3], slots[3].area, &rest, sheet);
    }

    /// Words and one code beside them, which comes first or last.
    fn code_beside(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let (codes, words): (Vec<Block>, Vec<Block>) = sheet.slide.blocks.iter().cloned().partition(is_shape);
        let code_first = sheet.slide.blocks.first().is_some_and(is_shape);
        if !code_first {
            self.put(&slots[1], None, &words, sheet);
        }
        if let Some(Block::Qr { data, shown, alt, .. }) = codes.first() {
            self.code(data, alt, slots[3].area, sheet);
            self.address(&slots[2], slots[2].area, shown, sheet);
        }
        if code_first {
            self.put(&slots[1], None, &words, sheet);
        }
    }

    /// The address of a code, on one line: people type it.
    fn address(&self, slot: &Slot, area: Rectangle, shown: &str, sheet: &mut SlideWriter) {
        let most = (inner(area).0 / (shown.chars().count().max(1) as f32 * ADDRESS_LETTER)) as i64;
        let slot = Slot { lists: false, size: slot.size.min(most.max(LEAST_ADDRESS)), ..*slot };
        let mut paragraphs = self.paragraphs(&slot, &mut sheet.relations).aligned("centre");
        paragraphs.line(&[Inline::Text { v: shown.to_owned() }]);
        let text = paragraphs.finish();
        self.placeholder(&slot, Some(area), (Fit::Whole, Some(slot.size)), &text, sheet);
    }

    /// Words and one picture beside them, which comes first or last.
    fn picture_beside(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let blocks = sheet.slide.blocks.clone();
        let (pictures, words): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(is_shape);
        let picture_first = sheet.slide.blocks.first().is_some_and(is_shape);
        if !picture_first {
            self.stack(&slots[1], slots[1].area, &words, sheet);
        }
        if let Some(Block::Image { src, alt, decorative, location }) = pictures.first() {
            self.image((src, location), (alt, *decorative), slots[2].area, slots[2].placeholder, sheet);
        }
        if picture_first {
            self.stack(&slots[1], slots[1].area, &words, sheet);
        }
    }

    fn notes(&mut self, number: usize, slide: &Slide) {
        let mut relations = Relations::default();
        relations.part("notesMaster", "../notesMasters/notesMaster1.xml");
        relations.part("slide", &format!("../slides/slide{number}.xml"));
        let mut paragraphs = Paragraphs::new(self.stage.language, self.stage.rtl, 12.0, false, &mut relations);
        paragraphs.blocks(&slide.notes);
        let text = paragraphs.finish();
        let body = part("p:notes", |xml| {
            xml.tag("p:cSld").with(|xml| tree(xml, |xml| notes_shapes(&text, xml)));
            master_colours(xml);
        });
        let name = format!("ppt/notesSlides/notesSlide{number}.xml");
        self.package.xml(&name, "presentationml.notesSlide", body);
        self.package.relations(&name, &relations);
    }
}

/// The slide as a picture, and what the presenter says below it.
fn notes_shapes(text: &Xml, xml: &mut Xml) {
    xml.tag("p:sp").with(|xml| {
        notes_picture_name(xml, None);
        xml.tag("p:spPr").empty();
    });
    xml.tag("p:sp").with(|xml| {
        place_name(xml, 3, "Notes", TEXT_LOCK, |xml| xml.tag("p:ph").attr("type", "body").attr("idx", 1).empty());
        xml.tag("p:spPr").empty();
        xml.tag("p:txBody").with(|xml| {
            xml.tag("a:bodyPr").empty();
            xml.tag("a:lstStyle").empty();
            xml.append(text);
        });
    });
}

/// The layout for a slide; what has no place in its own gets the one for text, in which everything is in its order.
fn role(slide: &Slide) -> LayoutRole {
    let blocks = &slide.blocks;
    let shapes = blocks.iter().filter(|block| is_shape(block)).count();
    let is_plain = !holds_shape(blocks);
    // One shape with words before it or behind it, and no other.
    let beside = match blocks.as_slice() {
        [rest @ .., last] if is_shape(last) && !rest.is_empty() && !holds_shape(rest) => Some(last),
        [first, rest @ ..] if is_shape(first) && !rest.is_empty() && !holds_shape(rest) => Some(first),
        _ => None,
    };
    match (slide.layout, beside.or(blocks.first().filter(|_| blocks.len() == 1))) {
        (model::Layout::Title, _) => LayoutRole::Title,
        (model::Layout::Section, _) if blocks.is_empty() => LayoutRole::Section,
        (model::Layout::Columns, _) => LayoutRole::Columns,
        (model::Layout::Quote, _) if is_plain => LayoutRole::Quote,
        (model::Layout::Number, _) if is_plain => LayoutRole::Number,
        (_, Some(Block::Qr { .. })) => LayoutRole::Code,
        (_, Some(Block::Image { .. })) if beside.is_some() => LayoutRole::Picture,
        _ if shapes > 0 && shapes == blocks.len() => LayoutRole::Bare,
        (model::Layout::Contact, _) if is_plain => LayoutRole::Contacts,
        _ => LayoutRole::Text,
    }
}

/// The first words of a slide, to name it by.
fn first_words(blocks: &[Block], out: &mut String) {
    for block in blocks {
        if !out.trim().is_empty() {
            return;
        }
        match block {
            Block::Para { c } | Block::Heading { c, .. } => out.push_str(&plain(c)),
            Block::List { items: inner, .. } | Block::Columns { columns: inner } => {
                inner.iter().for_each(|blocks| first_words(blocks, out));
            }
            Block::Quote { c } | Block::Language { c, .. } | Block::Notice { c, .. } => first_words(c, out),
            Block::Image { alt, .. } | Block::Qr { alt, .. } => out.push_str(alt),
            Block::Contact { name, .. } => out.push_str(name),
            Block::Big { value, .. } => out.push_str(value),
            Block::Table { head, .. } => head.iter().for_each(|cell| out.push_str(&plain(cell))),
        }
    }
}
