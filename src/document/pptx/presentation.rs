//! What holds the slides of a presentation together: their order, their sections, and what the file says of itself.
//!
//! The package is whole when they are written.

use super::deck::Deck;
use super::element::{part, part_with};
use super::package::Relations;
use super::theme::slide_size;
use crate::document::model::{Layout, plain};
use crate::text::{Fingerprint, Xml};

/// Slides, pages of notes, and their numbers. Source: ECMA-376, part 1, 19.2.1.26.
const FIRST_SLIDE: usize = 256;
const NOTES_SIZE: (i64, i64) = (6_858_000, 9_144_000);
/// What Office knows sections by. Source: [MS-PPTX] 2.2.
const SECTIONS: &str = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}";
const OFFICE_2010: &str = "http://schemas.microsoft.com/office/powerpoint/2010/main";
/// Office's plain style of tables.
const TABLE_STYLE: &str = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}";

impl Deck<'_> {
    pub(super) fn presentation(&mut self) {
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
        let slides: Vec<String> = (1..=self.document.slides.len())
            .map(|number| relations.part("slide", &format!("slides/slide{number}.xml")))
            .collect();
        let mut attributes = vec![("saveSubsetFonts", "1")];
        attributes.extend(self.stage.rtl.then_some(("rtl", "1")));
        let body = part_with("p:presentation", &attributes, |xml| {
            xml.tag("p:sldMasterIdLst").with(|xml| {
                xml.tag("p:sldMasterId").attr("id", 2_147_483_648_u32).attr("r:id", master).empty();
            });
            xml.tag("p:notesMasterIdLst").with(|xml| xml.tag("p:notesMasterId").attr("r:id", notes).empty());
            xml.tag("p:sldIdLst").with(|xml| {
                for (index, id) in slides.iter().enumerate() {
                    xml.tag("p:sldId").attr("id", FIRST_SLIDE + index).attr("r:id", id).empty();
                }
            });
            for (name, (width, height)) in [("p:sldSz", slide_size()), ("p:notesSz", NOTES_SIZE)] {
                xml.tag(name).attr("cx", width).attr("cy", height).empty();
            }
            xml.tag("p:defaultTextStyle").with(|xml| self.stage.default_text(xml));
            self.sections(xml);
        });
        self.package.xml("ppt/presentation.xml", "presentationml.presentation.main", body);
        self.package.relations("ppt/presentation.xml", &relations);
        self.package.xml("ppt/presProps.xml", "presentationml.presProps", part("p:presentationPr", |_| {}));
        self.package.xml("ppt/viewProps.xml", "presentationml.viewProps", part("p:viewPr", |_| {}));
        let mut styles = Xml::standalone();
        let list = styles.tag("a:tblStyleLst").attr("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        list.attr("def", TABLE_STYLE).empty();
        self.package.xml("ppt/tableStyles.xml", "presentationml.tableStyles", styles);
    }

    /// Sections begin at slides that are nothing but a title, and are called by it; what comes before the first by the talk's.
    fn sections(&self, xml: &mut Xml) {
        let slides = &self.document.slides;
        let begins = |index: &usize| *index > 0 && slides[*index].layout == Layout::Section;
        let starts: Vec<usize> = std::iter::once(0).chain((0..slides.len()).filter(begins)).collect();
        if starts.len() < 2 {
            return;
        }
        xml.tag("p:extLst").with(|xml| {
            xml.tag("p:ext").attr("uri", SECTIONS).with(|xml| {
                xml.tag("p14:sectionLst").attr("xmlns:p14", OFFICE_2010).with(|xml| {
                    for (position, start) in starts.iter().enumerate() {
                        let end = starts.get(position + 1).copied().unwrap_or(slides.len());
                        self.section(*start..end, xml);
                    }
                });
            });
        });
    }

    fn section(&self, slides: std::ops::Range<usize>, xml: &mut Xml) {
        let first = &self.document.slides[slides.start];
        let name = if slides.start == 0 { self.document.title.clone() } else { plain(&first.title) };
        let id = identifier(&format!("{} {} {}", self.document.address, slides.start, first.id));
        xml.tag("p14:section").attr("name", name.trim()).attr("id", id).with(|xml| {
            xml.tag("p14:sldIdLst").with(|xml| {
                slides.for_each(|index| xml.tag("p14:sldId").attr("id", FIRST_SLIDE + index).empty());
            });
        });
    }

    pub(super) fn properties(&mut self) {
        let document = self.document;
        let author = if document.author.is_empty() { &document.brand } else { &document.author };
        let mut core = Xml::standalone();
        let root = core
            .tag("cp:coreProperties")
            .attr("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
            .attr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .attr("xmlns:dcterms", "http://purl.org/dc/terms/")
            .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        root.with(|xml| {
            let said = [
                ("dc:title", &document.title),
                ("dc:subject", &document.subtitle),
                ("dc:creator", author),
                ("dc:language", &document.lang),
            ];
            for (name, words) in said.into_iter().filter(|(_, words)| !words.is_empty()) {
                xml.tag(name).text(words);
            }
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.tag(name).attr("xsi:type", "dcterms:W3CDTF").text(&format!("{}T00:00:00Z", document.date));
            }
        });
        self.package.xml("docProps/core.xml", "core-properties", core);
        let notes = document.slides.iter().filter(|slide| !slide.notes.is_empty()).count();
        let mut app = Xml::standalone();
        let root = app.tag("Properties");
        root.attr("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties").with(|xml| {
            xml.tag("Application").text("liberate");
            xml.tag("PresentationFormat").text("Widescreen");
            xml.tag("Slides").text(&document.slides.len().to_string());
            xml.tag("Notes").text(&notes.to_string());
        });
        self.package.xml("docProps/app.xml", "extended-properties", app);
        let mut relations = Relations::default();
        relations.part("officeDocument", "ppt/presentation.xml");
        relations.metadata("core-properties", "docProps/core.xml");
        relations.part("extended-properties", "docProps/app.xml");
        self.package.relations("", &relations);
    }
}

/// A name as Office makes them, the same for the same words.
fn identifier(words: &str) -> String {
    let digits = Fingerprint::of(words.as_bytes()).to_string().to_uppercase();
    let [one, two, three, four] = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20]];
    format!("{{{one}-{two}-{three}-{four}-{}}}", &digits[20..32])
}
