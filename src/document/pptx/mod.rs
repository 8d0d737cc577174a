//! PowerPoint: a document's slides in, the bytes of a package out, the same for the same input.
//!
//! Text always stands in placeholders, so that people can restyle a talk; layouts, fonts and colours are the master's. Every
//! run says its language; right-to-left documents are mirrored. Source: ECMA-376, parts 1 and 2.

mod fit;
mod flow;
mod language;
mod package;
mod plan;
mod shape;
mod text;
mod theme;

use super::model::{Block, Document, Inline, Layout, Slide, plain};
use super::{DocumentRequest, NamedFiles, WrittenFile};
use crate::diagnostic::{Diagnostic, Reported, report};
use crate::text::escape_xml;
use fit::{Fit, Measure};
use flow::{holds_shape, is_shape};
use language::OfficeLanguage;
use package::{Package, Relations};
use plan::{
    CODE, LEAST, PLAN_BARE, PLAN_CODE, PLAN_COLUMNS, PLAN_CONTACTS, PLAN_NUMBER, PLAN_QUOTE, PLAN_SECTION, PLAN_TEXT,
    PLAN_TITLE, PLANS, Rectangle, Slot,
};
use shape::TITLE_BELOW_LOGOS;
use std::fmt::Write as _;
use text::Paragraphs;
use theme::{GROUP, MASTER_COLOURS, MasterWriter, NAMES};

/// Points between the edge of a box and its text, on both sides together.
const INSETS: (f32, f32) = (14.4, 7.2);
/// The part of a slide below its title.
const BODY: Rectangle = Rectangle::new(56, 128, 848, 354);
/// The part of a place that text may fill by growing: the rest is air.
const ROOM: f32 = 0.86;

/// Writes a talk as an editable presentation. Reports slides on which the words do not fit, and pictures that Office cannot
/// show.
pub fn pptx(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let DocumentRequest { document, pictures: files, .. } = *request;
    let language = OfficeLanguage::of(&document.lang);
    let rtl = document.dir == "rtl";
    let stage = MasterWriter { language, rtl };
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

struct Deck<'a> {
    document: &'a Document,
    files: &'a NamedFiles,
    stage: MasterWriter,
    package: Package,
    diagnostics: Vec<Diagnostic>,
}

/// A slide that is being written.
struct SlideWriter<'a> {
    slide: &'a Slide,
    shapes: String,
    relations: Relations,
    id: u32,
    full: bool,
}

impl SlideWriter<'_> {
    fn next(&mut self) -> u32 {
        self.id += 1;
        self.id
    }
}

impl Deck<'_> {
    fn slide(&mut self, number: usize, slide: &Slide) {
        let plan = plan(slide);
        let mut sheet =
            SlideWriter { slide, shapes: String::new(), relations: Relations::default(), id: 1, full: false };
        sheet.relations.part("slideLayout", &format!("../slideLayouts/slideLayout{}.xml", plan + 1));
        if !slide.notes.is_empty() {
            sheet.relations.part("notesSlide", &format!("../notesSlides/notesSlide{number}.xml"));
        }
        self.title(number, plan, &mut sheet);
        let slots = PLANS[plan].slots;
        match plan {
            PLAN_TITLE => {
                self.opening(slots, &mut sheet);
                self.logos(&mut sheet);
            }
            PLAN_COLUMNS => self.columns(slots, &mut sheet),
            PLAN_QUOTE => self.quotation(slots, &mut sheet),
            PLAN_NUMBER => self.big_number(slots, &mut sheet),
            PLAN_SECTION => {}
            PLAN_BARE => self.stack(&PLANS[PLAN_TEXT].slots[1], BODY, &slide.blocks, &mut sheet),
            PLAN_CODE => self.code_beside(slots, &mut sheet),
            _ => self.stack(&slots[1], slots[1].area, &slide.blocks, &mut sheet),
        }
        if plan != PLAN_TITLE && plan != PLAN_SECTION {
            let id = sheet.next();
            sheet.shapes.push_str(&self.stage.slide_number(id, number));
        }
        if sheet.full {
            self.diagnostics.push(report::slide_too_full(slide.location.clone(), plain(&slide.title).trim()));
        }
        let body = format!(
            "<p:sld {NAMES}><p:cSld><p:spTree>{GROUP}{}</p:spTree></p:cSld>{MASTER_COLOURS}</p:sld>",
            sheet.shapes
        );
        let name = format!("ppt/slides/slide{number}.xml");
        self.package.xml(&name, "presentationml.slide", &body);
        self.package.relations(&name, &sheet.relations);
        if !slide.notes.is_empty() {
            self.notes(number, slide);
        }
    }

    /// Every slide has a title that people can find it by; one without a heading has it above its upper edge.
    fn title(&self, number: usize, plan: usize, sheet: &mut SlideWriter) {
        let slot = &PLANS[plan].slots[0];
        let own = plain(&sheet.slide.title);
        if plan == PLAN_TITLE {
            let words = [Inline::Text { v: self.document.title.clone() }];
            let below_logos = (!self.document.logos.is_empty()).then_some(TITLE_BELOW_LOGOS);
            return self.one_line(slot, &words, below_logos, sheet);
        }
        if !own.trim().is_empty() {
            let title = sheet.slide.title.clone();
            return self.one_line(slot, &title, None, sheet);
        }
        let mut words = String::new();
        first_words(&sheet.slide.blocks, &mut words);
        let words: String = words.chars().take(60).collect();
        let name = if words.trim().is_empty() { format!("{} {number}", self.document.title) } else { words };
        let above = Rectangle::new(56, -60, 848, 50);
        self.one_line(slot, &[Inline::Text { v: name }], Some(above), sheet);
    }

    fn one_line(&self, slot: &Slot, words: &[Inline], area: Option<Rectangle>, sheet: &mut SlideWriter) {
        let measure = self.measure(slot);
        let block = [Block::Para { c: words.to_vec() }];
        let (_, height) = inner(area.unwrap_or(slot.area));
        let fit = measure.fit(&block, height + 12.0);
        if fit == Fit::Over {
            sheet.full = true;
        }
        let mut paragraphs = self.paragraphs(slot, &mut sheet.relations);
        paragraphs.line(words);
        let text = paragraphs.finish();
        self.placeholder(slot, area, (fit, ""), &text, sheet);
    }

    fn measure(&self, slot: &Slot) -> Measure {
        self.measure_in(slot, inner(slot.area).0)
    }

    fn measure_in(&self, slot: &Slot, width: f32) -> Measure {
        Measure { language: self.stage.language, width, size: slot.size as f32 }
    }

    fn paragraphs<'r>(&self, slot: &Slot, relations: &'r mut Relations) -> Paragraphs<'r> {
        Paragraphs::new(self.stage.language, self.stage.rtl, slot.size as f32, slot.bullets, relations)
    }

    /// Puts blocks into a place of the layout; where they are too many, the slide is reported.
    fn put(&self, slot: &Slot, area: Option<Rectangle>, blocks: &[Block], sheet: &mut SlideWriter) {
        if blocks.is_empty() {
            return;
        }
        let (width, height) = inner(area.unwrap_or(slot.area));
        let mut measure = self.measure_in(slot, width);
        let fit = measure.fit(blocks, height);
        if fit == Fit::Over {
            sheet.full = true;
        }
        if let (Fit::Whole, true) = (fit, slot.most > slot.size) {
            measure.size = measure.grown(blocks, height * ROOM, slot.most as f32);
        }
        // What no layout has takes its size from nowhere else.
        let grown = (measure.size > slot.size as f32 || slot.kind.is_empty()).then_some(measure.size as i64);
        let slot = &Slot { size: measure.size as i64, ..*slot };
        let mut paragraphs = self.paragraphs(slot, &mut sheet.relations).within(width);
        if slot.centred {
            paragraphs = paragraphs.centred();
        }
        paragraphs.blocks(blocks);
        let text = paragraphs.finish();
        let style = grown.map(theme::grown).unwrap_or_default();
        self.placeholder(slot, area, (fit, &style), &text, sheet);
    }

    fn placeholder(
        &self,
        slot: &Slot,
        area: Option<Rectangle>,
        (fit, style): (Fit, &str),
        text: &str,
        sheet: &mut SlideWriter,
    ) {
        let id = sheet.next();
        let mut location = area.map(|area| area.place("a:xfrm", self.stage.rtl)).unwrap_or_default();
        let mut kind = slot.kind.to_owned();
        if kind.is_empty() {
            // Numbers of places must differ on a slide, and from those of its layout.
            kind = format!("type=\"body\" sz=\"quarter\" idx=\"{}\"", 100 + id);
            location.push_str("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
        }
        let fit = match fit {
            Fit::Whole => "<a:normAutofit/>".to_owned(),
            Fit::Scaled(scale) => format!("<a:normAutofit fontScale=\"{scale}\"/>"),
            Fit::Over => format!(
                "<a:normAutofit fontScale=\"{}\"/>",
                ((LEAST / slot.size as f32).min(1.0) * 100.0) as u32 * 1000
            ),
        };
        let _ = write!(
            sheet.shapes,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{} {id}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
             <p:ph {}/></p:nvPr></p:nvSpPr><p:spPr>{location}</p:spPr><p:txBody><a:bodyPr>{fit}</a:bodyPr><a:lstStyle>{style}</a:lstStyle>{text}\
             </p:txBody></p:sp>",
            slot.name, kind
        );
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
        self.placeholder(slot, None, (Fit::Whole, ""), &text, sheet);
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

    fn big_number(&self, slots: &[Slot], sheet: &mut SlideWriter) {
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
        self.put(&slots[3], None, &rest, sheet);
    }

    /// Words and one code beside them, which comes first or last.
    fn code_beside(&mut self, slots: &[Slot], sheet: &mut SlideWriter) {
        let (codes, words): (Vec<Block>, Vec<Block>) = sheet.slide.blocks.iter().cloned().partition(is_shape);
        let code_first = sheet.slide.blocks.first().is_some_and(is_shape);
        if !code_first {
            self.put(&slots[1], None, &words, sheet);
        }
        if let Some(Block::Qr { data, shown, alt, .. }) = codes.first() {
            self.code(data, alt, CODE, sheet);
            let address = vec![Block::Para { c: vec![Inline::Text { v: shown.clone() }] }];
            self.put(&slots[2], None, &address, sheet);
        }
        if code_first {
            self.put(&slots[1], None, &words, sheet);
        }
    }

    fn notes(&mut self, number: usize, slide: &Slide) {
        let mut relations = Relations::default();
        relations.part("notesMaster", "../notesMasters/notesMaster1.xml");
        relations.part("slide", &format!("../slides/slide{number}.xml"));
        let mut paragraphs = Paragraphs::new(self.stage.language, self.stage.rtl, 12.0, false, &mut relations);
        paragraphs.blocks(&slide.notes);
        let text = paragraphs.finish();
        let body = format!(
            "<p:notes {NAMES}><p:cSld><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide image 2\"/>\
             <p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/>\
             </p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes 3\"/><p:cNvSpPr>\
             <a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>\
             <a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp></p:spTree></p:cSld>{MASTER_COLOURS}</p:notes>"
        );
        let name = format!("ppt/notesSlides/notesSlide{number}.xml");
        self.package.xml(&name, "presentationml.notesSlide", &body);
        self.package.relations(&name, &relations);
    }

    fn presentation(&mut self) {
        let mut relations = Relations::default();
        let master = relations.part("slideMaster", "slideMasters/slideMaster1.xml");
        let notes = relations.part("notesMaster", "notesMasters/notesMaster1.xml");
        for (kind, target) in [
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ] {
            relations.part(kind, target);
        }
        let mut slides = String::new();
        for number in 1..=self.document.slides.len() {
            let id = relations.part("slide", &format!("slides/slide{number}.xml"));
            let _ = write!(slides, "<p:sldId id=\"{}\" r:id=\"{id}\"/>", 255 + number);
        }
        let rtl = if self.stage.rtl { " rtl=\"1\"" } else { "" };
        let body = format!(
            "<p:presentation {NAMES} saveSubsetFonts=\"1\"{rtl}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" \
             r:id=\"{master}\"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"{notes}\"/></p:notesMasterIdLst>\
             <p:sldIdLst>{slides}</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>\
             <p:defaultTextStyle><a:defPPr><a:defRPr lang=\"{}\"/></a:defPPr>{}</p:defaultTextStyle></p:presentation>",
            self.stage.language.office,
            self.stage.default_text()
        );
        self.package.xml("ppt/presentation.xml", "presentationml.presentation.main", &body);
        self.package.relations("ppt/presentation.xml", &relations);
        self.package.xml("ppt/presProps.xml", "presentationml.presProps", &format!("<p:presentationPr {NAMES}/>"));
        self.package.xml("ppt/viewProps.xml", "presentationml.viewProps", &format!("<p:viewPr {NAMES}/>"));
        let styles = "<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                      def=\"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}\"/>";
        self.package.xml("ppt/tableStyles.xml", "presentationml.tableStyles", styles);
    }

    fn properties(&mut self) {
        let document = self.document;
        let author = if document.author.is_empty() { &document.brand } else { &document.author };
        let element = |name: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!("<{name}>{}</{name}>", escape_xml(text)) }
        };
        let when = format!("xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z", escape_xml(&document.date));
        let core = format!(
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}{}{}{}<dcterms:created {when}</dcterms:created>\
             <dcterms:modified {when}</dcterms:modified></cp:coreProperties>",
            element("dc:title", &document.title),
            element("dc:subject", &document.subtitle),
            element("dc:creator", author),
            element("dc:language", &document.lang),
        );
        self.package.xml("docProps/core.xml", "core-properties", &core);
        let slides = document.slides.len();
        let notes = document.slides.iter().filter(|slide| !slide.notes.is_empty()).count();
        let app = format!(
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
             <Application>liberate</Application><PresentationFormat>Widescreen</PresentationFormat><Slides>{slides}</Slides>\
             <Notes>{notes}</Notes></Properties>"
        );
        self.package.xml("docProps/app.xml", "extended-properties", &app);
        let mut relations = Relations::default();
        relations.part("officeDocument", "ppt/presentation.xml");
        relations.metadata("core-properties", "docProps/core.xml");
        relations.part("extended-properties", "docProps/app.xml");
        self.package.relations("", &relations);
    }
}

/// The layout for a slide; what has no place in its own gets the one for text, in which everything stands in its order.
fn plan(slide: &Slide) -> usize {
    let blocks = &slide.blocks;
    let shapes = blocks.iter().filter(|block| is_shape(block)).count();
    let is_code = |block: &Block| matches!(block, Block::Qr { .. });
    let code_beside = match blocks.as_slice() {
        [rest @ .., last] if is_code(last) && !holds_shape(rest) => true,
        [first, rest @ ..] => is_code(first) && !holds_shape(rest),
        [] => false,
    };
    let is_plain = !holds_shape(blocks);
    match slide.layout {
        Layout::Title => PLAN_TITLE,
        Layout::Section if blocks.is_empty() => PLAN_SECTION,
        Layout::Columns => PLAN_COLUMNS,
        Layout::Quote if is_plain => PLAN_QUOTE,
        Layout::Number if is_plain => PLAN_NUMBER,
        _ if code_beside => PLAN_CODE,
        _ if shapes > 0 && shapes == blocks.len() => PLAN_BARE,
        Layout::Contact if is_plain => PLAN_CONTACTS,
        _ => PLAN_TEXT,
    }
}

/// Width and height for text in a box, in points.
fn inner(area: Rectangle) -> (f32, f32) {
    (area.w as f32 - INSETS.0, area.h as f32 - INSETS.1)
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
