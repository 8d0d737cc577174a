//! The parts of a presentation that its slides share: theme, masters and layouts, written from the theme's [`SlideLooks`].
//!
//! The looks of the theme go in; theme, master and layouts come out as parts.

use super::element::{
    NAMESPACES, TEXT_LOCK, bullet, decorative, fill, master_colours, notes_picture_name, part, part_with, place_name,
    rectangle, space_before, tree,
};
use super::language::{OfficeLanguage, Script};
use super::layout::{EMU, LEAST, LayoutRole, LayoutSpec, Ornament, Rectangle, SLIDE, SlideLayout, Slot};
use super::look::{COLOURS, ScriptFont, SlideFrame, SlideLooks};
use super::package::{Package, Relations};
use crate::document::model::Document;
use crate::text::Xml;

/// What Office shows for a number where there is no slide.
const NUMBER_SIGN: &str = "‹#›";
const NUMBER_FIELD: &str = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";
/// The space above an item of a list, in parts of its size.
pub(super) const ITEM_SPACE: f32 = 0.45;
/// How far an item's words are from its mark, in Office's unit.
pub(super) const INDENT: i64 = 342_900;
/// The same where letters have grown, in parts of their size: the number of a step takes nearly all of it.
pub(super) const GROWN_INDENT: f32 = 1.15;
/// How round the head of a shape is, in points.
const ROUND: i64 = 20;

fn colour_map(xml: &mut Xml) {
    let known = COLOURS.into_iter().fold(xml.tag("p:clrMap"), |map, name| map.attr(name, base_name(name)));
    known.empty();
}

/// The name of a colour in a theme's part, where light and dark have no meaning yet.
fn base_name(colour: &'static str) -> &'static str {
    match colour {
        "tx1" => "dk1",
        "bg1" => "lt1",
        "tx2" => "dk2",
        "bg2" => "lt2",
        other => other,
    }
}

/// Writes what slides share, for one document.
pub(super) struct MasterWriter<'a> {
    pub(super) look: &'a SlideLooks,
    pub(super) language: OfficeLanguage,
    /// The fonts of the language, and those of Latin letters.
    pub(super) font: &'a ScriptFont,
    pub(super) latin: &'a ScriptFont,
    pub(super) rtl: bool,
}

impl<'a> MasterWriter<'a> {
    pub(super) fn new(look: &'a SlideLooks, document: &Document) -> Self {
        let language = OfficeLanguage::of(&document.lang);
        let font = look.font(&document.lang, language.script.code());
        Self { look, language, font, latin: look.font("latn", "latn"), rtl: document.dir == "rtl" }
    }

    /// Adds the themes, the masters and the layouts.
    pub(super) fn add(&self, package: &mut Package) {
        for number in [1, 2] {
            package.xml(&format!("ppt/theme/theme{number}.xml"), "theme", self.theme());
        }
        self.master(package);
        for (index, (spec, layout)) in self.look.layouts().enumerate() {
            self.layout(index + 1, spec, layout, package);
        }
        self.notes_master(package);
    }

    fn theme(&self) -> Xml {
        let name = &self.look.name;
        let mut xml = Xml::standalone();
        let root = xml.tag("a:theme").attr("xmlns:a", NAMESPACES[0].1).attr("name", name);
        root.with(|xml| {
            xml.tag("a:themeElements").with(|xml| {
                xml.tag("a:clrScheme").attr("name", name).with(|xml| {
                    for (slot, colour) in COLOURS.into_iter().zip(&self.look.colours) {
                        xml.tag(theme_element(slot)).with(|xml| xml.tag("a:srgbClr").attr("val", colour).empty());
                    }
                });
                xml.tag("a:fontScheme").attr("name", name).with(|xml| {
                    xml.tag("a:majorFont").with(|xml| self.fonts(|font| &font.heading, xml));
                    xml.tag("a:minorFont").with(|xml| self.fonts(|font| &font.text, xml));
                });
                xml.tag("a:fmtScheme").attr("name", name).with(styles);
            });
        });
        xml
    }

    /// Fonts of a theme; those for words in other scripts come last. Whatever else a script needs, numbers and addresses are Latin.
    fn fonts(&self, face: fn(&ScriptFont) -> &String, xml: &mut Xml) {
        let (own, latin) = (face(self.font).as_str(), self.latin.text.as_str());
        let complex = self.look.font("arab", "arab");
        let faces = match self.language.script {
            Script::Latin | Script::Cyrillic => [own, "", face(complex)],
            Script::Chinese => [latin, own, ""],
            Script::Ethiopic => [own, own, own],
            Script::Arabic | Script::Bengali | Script::Gurmukhi | Script::Devanagari => [latin, "", own],
        };
        for (slot, face) in ["a:latin", "a:ea", "a:cs"].into_iter().zip(faces) {
            xml.tag(slot).attr("typeface", face).empty();
        }
        for (script, font) in self.look.scripts() {
            xml.tag("a:font").attr("script", script).attr("typeface", face(font)).empty();
        }
    }

    /// Where lines begin, and which way they run.
    fn direction(&self, align: &str) -> [(&'static str, &'static str); 2] {
        let start = if self.rtl { "r" } else { "l" };
        let end = if self.rtl { "l" } else { "r" };
        let align = match align {
            "centre" => "ctr",
            "end" => end,
            _ => start,
        };
        [("algn", align), ("rtl", if self.rtl { "1" } else { "0" })]
    }

    /// Nine levels of a list of styles; the sizes of the first levels, then the last one.
    fn levels(&self, sizes: &[i64], bullets: bool, xml: &mut Xml) {
        for (level, name) in LEVELS.into_iter().enumerate() {
            let size = sizes.get(level).or(sizes.last()).copied().unwrap_or(18) * 100;
            let margin = if bullets { INDENT * (level as i64 + 1) } else { 457_200 * level as i64 };
            let style = xml.tag(name).attr("marL", margin).maybe("indent", bullets.then_some(-INDENT));
            let style = self.direction("start").into_iter().fold(style, |style, (name, value)| style.attr(name, value));
            common(style).with(|xml| {
                if bullets {
                    space_before(if level == 0 { 1200 } else { 600 }, xml);
                    mark(xml);
                }
                xml.tag("a:defRPr").attr("sz", size).attr("kern", 1200).with(|xml| {
                    fill("tx1", xml);
                    typeface("mn", xml);
                });
            });
        }
    }

    fn master(&self, package: &mut Package) {
        let layouts = self.look.layouts().count();
        let text = self.look.layout(LayoutRole::Text);
        let body = part("p:sldMaster", |xml| {
            xml.tag("p:cSld").with(|xml| {
                ground("bg1", xml);
                tree(xml, |xml| self.master_shapes(xml));
            });
            colour_map(xml);
            xml.tag("p:sldLayoutIdLst").with(|xml| {
                for index in 0..layouts {
                    let id = xml.tag("p:sldLayoutId").attr("id", 2_147_483_649 + index);
                    id.attr("r:id", format_args!("rId{}", index + 1)).empty();
                }
            });
            xml.tag("p:txStyles").with(|xml| {
                xml.tag("p:titleStyle").with(|xml| self.title_style(&text.slots[0], xml));
                let size = text.slots[1].size;
                let sizes = [size, size - 4, size - 8, size - 10].map(|size| size.max(LEAST as i64));
                xml.tag("p:bodyStyle").with(|xml| self.levels(&sizes, true, xml));
                xml.tag("p:otherStyle").with(|xml| self.default_text(xml));
            });
        });
        package.xml("ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster", body);
        let mut relations = Relations::default();
        for number in 1..=layouts {
            relations.part("slideLayout", &format!("../slideLayouts/slideLayout{number}.xml"));
        }
        relations.part("theme", "../theme/theme1.xml");
        package.relations("ppt/slideMasters/slideMaster1.xml", &relations);
    }

    fn title_style(&self, title: &Slot, xml: &mut Xml) {
        let style = xml.tag("a:lvl1pPr");
        let style = self.direction("start").into_iter().fold(style, |style, (name, value)| style.attr(name, value));
        common(style).with(|xml| {
            // LetterMetrics that reach far above and below their line need all of it.
            let height = if self.font.line > 130 { 100_000 } else { 92_000 };
            xml.tag("a:lnSpc").with(|xml| xml.tag("a:spcPct").attr("val", height).empty());
            xml.tag("a:buNone").empty();
            let run = xml.tag("a:defRPr").attr("sz", title.size * 100).attr("b", u8::from(title.bold));
            run.attr("kern", 1200).with(|xml| {
                fill(title.colour, xml);
                typeface("mj", xml);
            });
        });
    }

    /// Title and text as on the layout for text, and what all slides share.
    fn master_shapes(&self, xml: &mut Xml) {
        let SlideFrame { shapes, mark, footer, date, .. } = &self.look.frame;
        let mut id = 1;
        let mut next = || {
            id += 1;
            id
        };
        let text = self.look.layout(LayoutRole::Text);
        let known = [super::layout::MASTER_TITLE, super::layout::MASTER_TEXT];
        for (slot, placeholder) in text.slots.iter().zip(known) {
            self.slot(next(), &Slot { placeholder: Some(placeholder), ..*slot }, false, xml);
        }
        for shape in shapes {
            ornament(next(), shape, self.rtl, xml);
        }
        if let Some(mark) = mark {
            mark.drawing.write(mark.area, mark.colour, self.rtl, &mut next, xml);
        }
        for slot in [date, footer] {
            self.slot(next(), slot, true, xml);
        }
        self.number(next(), true, NUMBER_SIGN, xml);
    }

    fn layout(&self, number: usize, spec: &LayoutSpec, layout: &SlideLayout, package: &mut Package) {
        let mut attributes = Vec::new();
        // Where none belongs, the master's shapes stay away.
        attributes.extend((!layout.framed).then_some(("showMasterSp", "0")));
        attributes.extend(spec.kind.map(|kind| ("type", kind)));
        attributes.push(("preserve", "1"));
        attributes.extend(spec.kind.is_none().then_some(("userDrawn", "1")));
        let body = part_with("p:sldLayout", &attributes, |xml| {
            xml.tag("p:cSld").attr("name", &layout.name).with(|xml| {
                ground(layout.ground, xml);
                tree(xml, |xml| self.layout_shapes(layout, xml));
            });
            master_colours(xml);
        });
        let name = format!("ppt/slideLayouts/slideLayout{number}.xml");
        package.xml(&name, "presentationml.slideLayout", body);
        let mut relations = Relations::default();
        relations.part("slideMaster", "../slideMasters/slideMaster1.xml");
        package.relations(&name, &relations);
    }

    fn layout_shapes(&self, layout: &SlideLayout, xml: &mut Xml) {
        let mut id = 1;
        let mut next = || {
            id += 1;
            id
        };
        for shape in &layout.shapes {
            ornament(next(), shape, self.rtl, xml);
        }
        for slot in layout.slots.iter().filter(|slot| slot.placeholder.is_some()) {
            self.slot(next(), slot, true, xml);
        }
        if layout.framed {
            let SlideFrame { footer, date, .. } = &self.look.frame;
            for slot in [date, footer] {
                self.frame_words(next(), slot, "", xml);
            }
            self.number(next(), false, NUMBER_SIGN, xml);
        }
    }

    /// A place on the master or a layout. It says nothing: Office asks for words in the language of whoever fills it.
    ///
    /// Title and text of the master are not styled here: their styles are those of the whole presentation.
    fn slot(&self, id: u32, slot: &Slot, is_styled: bool, xml: &mut Xml) {
        xml.tag("p:sp").with(|xml| {
            place_name(xml, id, slot.name, TEXT_LOCK, |xml| slot.placeholder.unwrap_or_default().write(xml));
            xml.tag("p:spPr").with(|xml| {
                slot.area.write("a:xfrm", self.rtl, xml);
                rectangle(xml);
            });
            xml.tag("p:txBody").with(|xml| {
                self.body(slot, [91_440, 45_720], xml);
                xml.tag("a:lstStyle").with(|xml| {
                    if is_styled {
                        self.slot_style(slot, xml);
                    }
                });
                self.empty_paragraph(xml);
            });
        });
    }

    fn body(&self, slot: &Slot, [across, down]: [i64; 2], xml: &mut Xml) {
        let body = xml.tag("a:bodyPr").attr("vert", "horz").attr("lIns", across).attr("tIns", down);
        let body = body.attr("rIns", across).attr("bIns", down).attr("rtlCol", u8::from(self.rtl));
        body.attr("anchor", slot.anchor).with(|xml| xml.tag("a:normAutofit").empty());
    }

    pub(super) fn empty_paragraph(&self, xml: &mut Xml) {
        xml.tag("a:p").with(|xml| xml.tag("a:endParaRPr").attr("lang", self.language.office).empty());
    }

    /// Three levels, each smaller than the one above, none below the least size.
    fn slot_style(&self, slot: &Slot, xml: &mut Xml) {
        for (level, name) in LEVELS.into_iter().take(if slot.lists { 3 } else { 1 }).enumerate() {
            let least = (LEAST as i64).min(slot.size);
            let size = (slot.size - 3 * level as i64).max(least) * 100;
            let margin = if slot.lists { INDENT * (level as i64 + 1) } else { 0 };
            let style = xml.tag(name).attr("marL", margin).attr("indent", if slot.lists { -INDENT } else { 0 });
            let direction = self.direction(slot.align);
            direction.into_iter().fold(style, |style, (name, value)| style.attr(name, value)).with(|xml| {
                if slot.lists {
                    mark(xml)
                } else {
                    xml.tag("a:buNone").empty()
                }
                let run = xml.tag("a:defRPr").attr("sz", size).attr("b", u8::from(slot.bold));
                run.with(|xml| fill(slot.colour, xml));
            });
        }
    }

    /// Footer or date on a layout or a slide, where the master has it.
    pub(super) fn frame_words(&self, id: u32, slot: &Slot, words: &str, xml: &mut Xml) {
        xml.tag("p:sp").with(|xml| {
            let placeholder = slot.placeholder.unwrap_or_default().on_layout();
            place_name(xml, id, slot.name, TEXT_LOCK, |xml| placeholder.write(xml));
            xml.tag("p:spPr").empty();
            xml.tag("p:txBody").with(|xml| {
                xml.tag("a:bodyPr").empty();
                xml.tag("a:lstStyle").empty();
                if words.is_empty() {
                    return self.empty_paragraph(xml);
                }
                xml.tag("a:p").with(|xml| {
                    let [_, (name, value)] = self.direction(slot.align);
                    xml.tag("a:pPr").attr(name, value).empty();
                    xml.tag("a:r").with(|xml| {
                        xml.tag("a:rPr").attr("lang", self.language.office).attr("dirty", 0).empty();
                        xml.tag("a:t").text(words);
                    });
                });
            });
        });
    }

    /// The slide's own number, for a slide.
    pub(super) fn slide_number(&self, id: u32, number: usize, xml: &mut Xml) {
        self.number(id, false, &number.to_string(), xml);
    }

    /// The place of a slide's number, and what it shows. Numbers run from left to right everywhere.
    fn number(&self, id: u32, on_master: bool, shown: &str, xml: &mut Xml) {
        let slot = &self.look.frame.number;
        let known = slot.placeholder.unwrap_or_default();
        xml.tag("p:sp").with(|xml| {
            let placeholder = if on_master { known } else { known.on_layout() };
            place_name(xml, id, slot.name, TEXT_LOCK, |xml| placeholder.write(xml));
            xml.tag("p:spPr").with(|xml| {
                if on_master {
                    slot.area.write("a:xfrm", self.rtl, xml);
                    rectangle(xml);
                }
            });
            xml.tag("p:txBody").with(|xml| {
                if on_master {
                    self.body(slot, [0, 0], xml);
                    xml.tag("a:lstStyle").with(|xml| self.number_style(slot, xml));
                } else {
                    xml.tag("a:bodyPr").empty();
                    xml.tag("a:lstStyle").empty();
                }
                xml.tag("a:p").with(|xml| {
                    xml.tag("a:fld").attr("id", NUMBER_FIELD).attr("type", "slidenum").with(|xml| {
                        xml.tag("a:rPr").attr("lang", self.language.office).empty();
                        xml.tag("a:t").text(shown);
                    });
                    xml.tag("a:endParaRPr").attr("lang", self.language.office).empty();
                });
            });
        });
    }

    fn number_style(&self, slot: &Slot, xml: &mut Xml) {
        let [(name, value), _] = self.direction(slot.align);
        xml.tag("a:lvl1pPr").attr(name, value).attr("rtl", 0).with(|xml| {
            let run = xml.tag("a:defRPr").attr("sz", slot.size * 100).attr("b", u8::from(slot.bold));
            run.with(|xml| fill(slot.colour, xml));
        });
    }

    fn notes_master(&self, package: &mut Package) {
        let body = part("p:notesMaster", |xml| {
            xml.tag("p:cSld").with(|xml| {
                ground("bg1", xml);
                tree(xml, |xml| {
                    self.notes_picture(xml);
                    self.notes_words(xml);
                });
            });
            colour_map(xml);
            xml.tag("p:notesStyle").with(|xml| self.levels(&[12], false, xml));
        });
        package.xml("ppt/notesMasters/notesMaster1.xml", "presentationml.notesMaster", body);
        let mut relations = Relations::default();
        relations.part("theme", "../theme/theme2.xml");
        package.relations("ppt/notesMasters/notesMaster1.xml", &relations);
    }

    fn notes_picture(&self, xml: &mut Xml) {
        xml.tag("p:sp").with(|xml| {
            notes_picture_name(xml, Some(2));
            xml.tag("p:spPr").with(|xml| {
                Rectangle::new(54, 90, 432, 243).write("a:xfrm", false, xml);
                rectangle(xml);
                xml.tag("a:noFill").empty();
                xml.tag("a:ln").attr("w", EMU).with(|xml| fill("accent4", xml));
            });
        });
    }

    fn notes_words(&self, xml: &mut Xml) {
        xml.tag("p:sp").with(|xml| {
            place_name(xml, 3, "Notes", TEXT_LOCK, |xml| {
                xml.tag("p:ph").attr("type", "body").attr("sz", "quarter").attr("idx", 3).empty();
            });
            xml.tag("p:spPr").with(|xml| {
                Rectangle::new(54, 346, 432, 315).write("a:xfrm", false, xml);
                rectangle(xml);
            });
            xml.tag("p:txBody").with(|xml| {
                xml.tag("a:bodyPr").attr("vert", "horz").attr("rtlCol", u8::from(self.rtl)).empty();
                xml.tag("a:lstStyle").empty();
                self.empty_paragraph(xml);
            });
        });
    }

    /// The styles of text outside placeholders.
    pub(super) fn default_text(&self, xml: &mut Xml) {
        xml.tag("a:defPPr").with(|xml| xml.tag("a:defRPr").attr("lang", self.language.office).empty());
        self.levels(&[18], false, xml);
    }
}

const LEVELS: [&str; 9] = [
    "a:lvl1pPr",
    "a:lvl2pPr",
    "a:lvl3pPr",
    "a:lvl4pPr",
    "a:lvl5pPr",
    "a:lvl6pPr",
    "a:lvl7pPr",
    "a:lvl8pPr",
    "a:lvl9pPr",
];

/// The element of a colour in a theme's part.
fn theme_element(colour: &str) -> &'static str {
    match colour {
        "tx1" => "a:dk1",
        "bg1" => "a:lt1",
        "tx2" => "a:dk2",
        "bg2" => "a:lt2",
        "accent1" => "a:accent1",
        "accent2" => "a:accent2",
        "accent3" => "a:accent3",
        "accent4" => "a:accent4",
        "accent5" => "a:accent5",
        "accent6" => "a:accent6",
        "hlink" => "a:hlink",
        _ => "a:folHlink",
    }
}

/// Fills, lines and effects: three of each, as every theme must have.
fn styles(xml: &mut Xml) {
    xml.tag("a:fillStyleLst").with(|xml| (0..3).for_each(|_| fill("phClr", xml)));
    xml.tag("a:lnStyleLst").with(|xml| {
        for width in [6350, 12_700, 19_050] {
            xml.tag("a:ln").attr("w", width).with(|xml| fill("phClr", xml));
        }
    });
    xml.tag("a:effectStyleLst").with(|xml| {
        (0..3).for_each(|_| xml.tag("a:effectStyle").with(|xml| xml.tag("a:effectLst").empty()));
    });
    xml.tag("a:bgFillStyleLst").with(|xml| (0..3).for_each(|_| fill("phClr", xml)));
}

/// What Office writes into every style of a paragraph.
fn common(style: crate::text::XmlTag<'_>) -> crate::text::XmlTag<'_> {
    style.attr("defTabSz", 914_400).attr("eaLnBrk", 1).attr("latinLnBrk", 0).attr("hangingPunct", 1)
}

/// Styles of a placeholder on a slide whose text has grown: three levels, and more air between items.
pub(super) fn grown(size: i64, lists: bool, xml: &mut Xml) {
    let indent = INDENT.max((size as f32 * GROWN_INDENT) as i64 * EMU);
    for (level, name) in LEVELS.into_iter().take(if lists { 3 } else { 1 }).enumerate() {
        let size = (size - 4 * level as i64) * 100;
        let indent = if lists { indent } else { 0 };
        xml.tag(name).attr("marL", indent * (level as i64 + 1)).attr("indent", -indent).with(|xml| {
            space_before((size as f32 * ITEM_SPACE) as u32, xml);
            if !lists {
                xml.tag("a:buNone").empty();
            }
            xml.tag("a:defRPr").attr("sz", size).empty();
        });
    }
}

fn mark(xml: &mut Xml) {
    xml.tag("a:buClr").with(|xml| xml.tag("a:schemeClr").attr("val", "accent1").empty());
    bullet(xml);
}

fn typeface(font: &str, xml: &mut Xml) {
    for (name, slot) in [("a:latin", "lt"), ("a:ea", "ea"), ("a:cs", "cs")] {
        xml.tag(name).attr("typeface", format_args!("+{font}-{slot}")).empty();
    }
}

fn ground(colour: &str, xml: &mut Xml) {
    xml.tag("p:bg").with(|xml| {
        xml.tag("p:bgPr").with(|xml| {
            fill(colour, xml);
            xml.tag("a:effectLst").empty();
        });
    });
}

fn ornament(id: u32, ornament: &Ornament, rtl: bool, xml: &mut Xml) {
    xml.tag("p:sp").with(|xml| {
        xml.tag("p:nvSpPr").with(|xml| {
            let name = xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("Ornament {id}"));
            name.with(decorative);
            xml.tag("p:cNvSpPr").empty();
            xml.tag("p:nvPr").attr("userDrawn", 1).empty();
        });
        xml.tag("p:spPr").with(|xml| {
            ornament.area.write("a:xfrm", rtl, xml);
            xml.tag("a:prstGeom").attr("prst", ornament.shape).with(|xml| {
                xml.tag("a:avLst").with(|xml| {
                    if ornament.shape == "round2SameRect" {
                        let side = ornament.area.w.min(ornament.area.h).max(1);
                        let head = (ROUND * 100_000 / side).min(50_000);
                        for (name, round) in [("adj1", head), ("adj2", 0)] {
                            xml.tag("a:gd").attr("name", name).attr("fmla", format_args!("val {round}")).empty();
                        }
                    }
                });
            });
            fill(ornament.colour, xml);
            xml.tag("a:ln").with(|xml| xml.tag("a:noFill").empty());
        });
    });
}

/// The size of a slide in Office's unit.
pub(super) fn slide_size() -> (i64, i64) {
    (SLIDE.0 * EMU, SLIDE.1 * EMU)
}
