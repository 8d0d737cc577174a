use super::language::OfficeLanguage;
use super::package::{Package, Relations};
use super::plan::{LEAST, Ornament, PLANS, Plan, Rectangle, Slot, TEXT, TITLE, door};
use crate::text::escape_xml;
use std::fmt::Write as _;

/// Namespaces of every part of a presentation. Source: ECMA-376, part 1.
pub(super) const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// The group that holds all shapes of a part.
pub(super) const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
    <p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>\
    <a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
pub(super) const MASTER_COLOURS: &str = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>";
const COLOUR_MAP: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
    accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";
const NUMBER_FIELD: &str = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";

/// The site's colours, as the places of a theme: see `styles/tokens.css`.
const COLOURS: [(&str, &str); 12] = [
    ("dk1", "16262B"),     // ink
    ("lt1", "FBF6EE"),     // paper
    ("dk2", "0B3F3E"),     // deep
    ("lt2", "E0EDE8"),     // tint
    ("accent1", "0D504E"), // accent
    ("accent2", "F2C462"), // lamp: decoration only
    ("accent3", "A31A15"), // alarm
    ("accent4", "80745F"), // edge
    ("accent5", "495859"), // soft
    ("accent6", "3F7F78"),
    ("hlink", "0D504E"),
    ("folHlink", "495859"),
];

/// Writes the theme, the master and its layouts.
pub(super) struct MasterWriter {
    pub(super) language: OfficeLanguage,
    pub(super) rtl: bool,
}

impl MasterWriter {
    /// Adds the themes, the masters and the layouts.
    pub(super) fn add(&self, package: &mut Package) {
        for (number, name) in [(1, "Liberate"), (2, "Liberate notes")] {
            package.xml(&format!("ppt/theme/theme{number}.xml"), "theme", &self.theme(name));
        }
        self.master(package);
        for (index, plan) in PLANS.iter().enumerate() {
            self.layout(index + 1, plan, package);
        }
        self.notes_master(package);
    }

    fn theme(&self, name: &str) -> String {
        let colours =
            COLOURS.map(|(place, value)| format!("<a:{place}><a:srgbClr val=\"{value}\"/></a:{place}>")).concat();
        let (major, minor) = (fonts(self.language.major), fonts(self.language.minor));
        let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
        let fills = fill.repeat(3);
        let lines = [6350, 12700, 19050].map(|width| format!("<a:ln w=\"{width}\">{fill}</a:ln>")).concat();
        let effects = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
        format!(
            "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"{name}\"><a:themeElements>\
             <a:clrScheme name=\"Liberate\">{colours}</a:clrScheme><a:fontScheme name=\"Liberate\">\
             <a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont></a:fontScheme>\
             <a:fmtScheme name=\"Liberate\"><a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>\
             <a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme>\
             </a:themeElements></a:theme>"
        )
    }

    fn start(&self) -> &'static str {
        if self.rtl { "algn=\"r\" rtl=\"1\"" } else { "algn=\"l\" rtl=\"0\"" }
    }

    /// Nine levels of a list of styles; the sizes of the first levels, then 18 points.
    fn levels(&self, sizes: &[i64], bullets: bool, font: &str) -> String {
        let mut out = String::new();
        for level in 1..=9_usize {
            let size = sizes.get(level - 1).or(sizes.last()).copied().unwrap_or(18) * 100;
            let margin = if bullets { 342_900 * level } else { 457_200 * (level - 1) };
            let indent = if bullets { " indent=\"-342900\"" } else { "" };
            let (before, mark) = match (bullets, level) {
                (false, _) => (String::new(), ""),
                (true, 1) => (spacing(1200), MARK),
                (true, _) => (spacing(600), MARK),
            };
            let _ = write!(
                out,
                "<a:lvl{level}pPr marL=\"{margin}\"{indent} {} defTabSz=\"914400\" eaLnBrk=\"1\" latinLnBrk=\"0\" \
                 hangingPunct=\"1\">{before}{mark}<a:defRPr sz=\"{size}\" kern=\"1200\">{}{}</a:defRPr></a:lvl{level}pPr>",
                self.start(),
                fill("tx1"),
                typeface(font)
            );
        }
        out
    }

    fn master(&self, package: &mut Package) {
        let mut shapes = String::new();
        let title = Slot { name: "Title", kind: "type=\"title\"", ..TITLE };
        let body = Slot { name: "Text", kind: "type=\"body\" idx=\"1\"", ..TEXT };
        for (id, slot) in [(2, title), (3, body)] {
            shapes.push_str(&self.slot(id, &slot, true));
        }
        shapes.push_str(&ornament(4, &door("accent1", Rectangle::new(848, 496, 56, 44)), self.rtl));
        shapes.push_str(&self.number(5, true));
        let ids: String = (0..PLANS.len())
            .map(|index| format!("<p:sldLayoutId id=\"{}\" r:id=\"rId{}\"/>", 2_147_483_649 + index, index + 1))
            .collect();
        let (start, levels) = (self.start(), self.levels(&[28, 24, 20, 18], true, "mn"));
        let other = self.levels(&[18], false, "mn");
        let (title_fill, title_font, lang) = (fill("accent1"), typeface("mj"), self.language.office);
        let body = format!(
            "<p:sldMaster {NAMES}><p:cSld>{}<p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>{COLOUR_MAP}\
             <p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr {start} defTabSz=\"914400\" \
             eaLnBrk=\"1\" latinLnBrk=\"0\" hangingPunct=\"1\"><a:lnSpc><a:spcPct val=\"{}\"/></a:lnSpc><a:buNone/>\
             <a:defRPr sz=\"3600\" b=\"1\" kern=\"1200\">{title_fill}{title_font}</a:defRPr></a:lvl1pPr></p:titleStyle>\
             <p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle><a:defPPr><a:defRPr lang=\"{lang}\"/></a:defPPr>{other}\
             </p:otherStyle></p:txStyles></p:sldMaster>",
            ground("bg1"),
            if self.language.line > 1.3 { 100_000 } else { 92_000 },
        );
        package.xml("ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster", &body);
        let mut relations = Relations::default();
        for number in 1..=PLANS.len() {
            relations.part("slideLayout", &format!("../slideLayouts/slideLayout{number}.xml"));
        }
        relations.part("theme", "../theme/theme1.xml");
        package.relations("ppt/slideMasters/slideMaster1.xml", &relations);
    }

    fn layout(&self, number: usize, plan: &Plan, package: &mut Package) {
        let mut shapes = String::new();
        let mut id = 1;
        let mut next = || {
            id += 1;
            id
        };
        // The door with the slide's number stands on the master; where none belongs, the master's shapes stay away.
        for shape in plan.ornaments {
            shapes.push_str(&ornament(next(), shape, self.rtl));
        }
        for slot in plan.slots {
            shapes.push_str(&self.slot(next(), slot, false));
        }
        if plan.numbered {
            shapes.push_str(&self.number(next(), false));
        }
        let master = if plan.numbered { "" } else { "showMasterSp=\"0\" " };
        let own = if plan.kind.is_empty() { "userDrawn=\"1\" " } else { "" };
        let body = format!(
            "<p:sldLayout {NAMES} {master}{}preserve=\"1\" {own}><p:cSld name=\"{}\">{}<p:spTree>{GROUP}{shapes}</p:spTree>\
             </p:cSld>{MASTER_COLOURS}</p:sldLayout>",
            plan.kind,
            plan.name,
            ground(plan.ground),
        );
        let name = format!("ppt/slideLayouts/slideLayout{number}.xml");
        package.xml(&name, "presentationml.slideLayout", &body);
        let mut relations = Relations::default();
        relations.part("slideMaster", "../slideMasters/slideMaster1.xml");
        package.relations(&name, &relations);
    }

    fn slot(&self, id: u32, slot: &Slot, master: bool) -> String {
        let lang = self.language.office;
        let place = slot.area.place("a:xfrm", self.rtl);
        let columns = u8::from(self.rtl);
        let style = if master { String::new() } else { self.slot_style(slot) };
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{} {id}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
             <p:ph {}/></p:nvPr></p:nvSpPr><p:spPr>{place}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>\
             <p:txBody><a:bodyPr vert=\"horz\" lIns=\"91440\" tIns=\"45720\" rIns=\"91440\" bIns=\"45720\" \
             rtlCol=\"{columns}\" anchor=\"{}\"><a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>\
             <a:p><a:r><a:rPr lang=\"{lang}\"/><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>",
            slot.name,
            slot.kind,
            slot.anchor,
            escape_xml(slot.name),
        )
    }

    /// Three levels, each smaller than the one above, none below the least size.
    fn slot_style(&self, slot: &Slot) -> String {
        let mut out = String::new();
        let levels = if slot.bullets { 3 } else { 1 };
        for level in 1..=levels {
            let size = ((slot.size - 3 * (level - 1)) * 100).max(((LEAST as i64).min(slot.size)) * 100);
            let margin = if slot.bullets {
                format!("marL=\"{0}\" indent=\"-342900\" ", 342_900 * level)
            } else {
                "marL=\"0\" indent=\"0\" ".to_owned()
            };
            let align = match (slot.centred, self.rtl) {
                (true, true) => "algn=\"ctr\" rtl=\"1\"",
                (true, false) => "algn=\"ctr\" rtl=\"0\"",
                _ => self.start(),
            };
            let mark = if slot.bullets { MARK } else { "<a:buNone/>" };
            let bold = u8::from(slot.bold);
            let _ = write!(
                out,
                "<a:lvl{level}pPr {margin}{align}>{mark}<a:defRPr sz=\"{size}\" b=\"{bold}\">{}</a:defRPr></a:lvl{level}pPr>",
                fill(slot.colour)
            );
        }
        out
    }

    /// The place of the slide's number: on its door in the master.
    fn number(&self, id: u32, master: bool) -> String {
        let lang = self.language.office;
        let (place, style, index) = if master {
            let area = Rectangle::new(848, 498, 56, 42).place("a:xfrm", self.rtl);
            let style = format!(
                "<a:lvl1pPr algn=\"ctr\" rtl=\"0\"><a:defRPr sz=\"1800\" b=\"1\">{}</a:defRPr></a:lvl1pPr>",
                fill("bg1")
            );
            (format!("{area}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"), style, 4)
        } else {
            (String::new(), String::new(), 12)
        };
        let body =
            if master { " vert=\"horz\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"" } else { "" };
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Slide number {id}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
             <p:nvPr><p:ph type=\"sldNum\" sz=\"quarter\" idx=\"{index}\"/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>\
             <p:txBody><a:bodyPr{body}/><a:lstStyle>{style}</a:lstStyle><a:p><a:fld id=\"{NUMBER_FIELD}\" type=\"slidenum\">\
             <a:rPr lang=\"{lang}\"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang=\"{lang}\"/></a:p></p:txBody></p:sp>"
        )
    }

    /// The slide's own number, for a slide.
    pub(super) fn slide_number(&self, id: u32, number: usize) -> String {
        self.number(id, false).replace("‹#›", &number.to_string())
    }

    fn notes_master(&self, package: &mut Package) {
        let lang = self.language.office;
        let columns = u8::from(self.rtl);
        let levels = self.levels(&[12], false, "mn");
        let body = format!(
            "<p:notesMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:effectLst/>\
             </p:bgPr></p:bg><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide image 2\"/>\
             <p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr>\
             <p:ph type=\"sldImg\" idx=\"2\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"685800\" y=\"1143000\"/>\
             <a:ext cx=\"5486400\" cy=\"3086100\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/>\
             <a:ln w=\"12700\">{}</a:ln></p:spPr></p:sp><p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes 3\"/>\
             <p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" sz=\"quarter\" idx=\"3\"/></p:nvPr>\
             </p:nvSpPr><p:spPr><a:xfrm><a:off x=\"685800\" y=\"4400550\"/><a:ext cx=\"5486400\" cy=\"4000000\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert=\"horz\" lIns=\"91440\" \
             tIns=\"45720\" rIns=\"91440\" bIns=\"45720\" rtlCol=\"{columns}\"/><a:lstStyle/><a:p><a:pPr lvl=\"0\"/><a:r>\
             <a:rPr lang=\"{lang}\"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>{COLOUR_MAP}\
             <p:notesStyle>{levels}</p:notesStyle></p:notesMaster>",
            fill("accent4"),
        );
        package.xml("ppt/notesMasters/notesMaster1.xml", "presentationml.notesMaster", &body);
        let mut relations = Relations::default();
        relations.part("theme", "../theme/theme2.xml");
        package.relations("ppt/notesMasters/notesMaster1.xml", &relations);
    }

    /// The styles of text outside placeholders, for the presentation as a whole.
    pub(super) fn default_text(&self) -> String {
        self.levels(&[18], false, "mn")
    }
}

/// Styles of a placeholder on a slide whose text has grown: three levels, and more air between items.
pub(super) fn grown(size: i64) -> String {
    let level = |level: i64| {
        let size = (size - 4 * (level - 1)) * 100;
        let before = spacing((size as f32 * ITEM_SPACE) as u32);
        let margin = 457_200 * level;
        format!(
            "<a:lvl{level}pPr marL=\"{margin}\" indent=\"-457200\">{before}<a:defRPr sz=\"{size}\"/></a:lvl{level}pPr>"
        )
    };
    (1..=3).map(level).collect()
}

/// The space above an item of a list, in parts of its size.
pub(super) const ITEM_SPACE: f32 = 0.45;

const MARK: &str =
    "<a:buClr><a:schemeClr val=\"accent1\"/></a:buClr><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>";

fn spacing(hundredths: u32) -> String {
    format!("<a:spcBef><a:spcPts val=\"{hundredths}\"/></a:spcBef>")
}

/// A fill in a colour of the theme.
pub(super) fn fill(colour: &str) -> String {
    format!("<a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>")
}

fn typeface(font: &str) -> String {
    format!("<a:latin typeface=\"+{font}-lt\"/><a:ea typeface=\"+{font}-ea\"/><a:cs typeface=\"+{font}-cs\"/>")
}

fn ground(colour: &str) -> String {
    format!("<p:bg><p:bgPr>{}<a:effectLst/></p:bgPr></p:bg>", fill(colour))
}

/// Fonts of a theme; those for words in other scripts come last.
fn fonts([latin, asian, complex]: [&str; 3]) -> String {
    let others = [
        ("Arab", "Arial"),
        ("Beng", "Nirmala UI"),
        ("Guru", "Nirmala UI"),
        ("Ethi", "Ebrima"),
        ("Hans", "Microsoft YaHei"),
    ];
    let others = others.map(|(script, font)| format!("<a:font script=\"{script}\" typeface=\"{font}\"/>")).concat();
    format!("<a:latin typeface=\"{latin}\"/><a:ea typeface=\"{asian}\"/><a:cs typeface=\"{complex}\"/>{others}")
}

fn ornament(id: u32, ornament: &Ornament, rtl: bool) -> String {
    let place = ornament.area.place("a:xfrm", rtl);
    // A head as round as the site's doors: 20 points.
    let round = 20 * 100_000 / ornament.area.w.min(ornament.area.h).max(1);
    let shape = match ornament.shape {
        "rect" => "<a:avLst/>".to_owned(),
        _ => format!(
            "<a:avLst><a:gd name=\"adj1\" fmla=\"val {}\"/><a:gd name=\"adj2\" fmla=\"val 0\"/></a:avLst>",
            round.min(50_000)
        ),
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Ornament {id}\"/><p:cNvSpPr/><p:nvPr userDrawn=\"1\"/></p:nvSpPr><p:spPr>\
         {place}<a:prstGeom prst=\"{}\">{shape}</a:prstGeom>{}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>",
        ornament.shape,
        fill(ornament.colour),
    )
}
