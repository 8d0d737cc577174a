//! The looks of presentations: the theme's `documents/slides.toml` in, colours, fonts and layouts out.
//!
//! What the theme does not say is as in `plain.toml` beside this file. Every mistake is reported at its line, and what it was about is
//! plain. Colours are those of the theme's style sheets, by name: they are written down once.

use super::layout::{LayoutRole, LayoutSpec, Ornament, Rectangle, SLIDE, SPECS, SlideLayout, Slot};
use super::pictogram::Drawing;
use crate::config::{Fields, parse_toml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::document::Pictogram;
use crate::text::{Span, css, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What holds where a theme says nothing.
const PLAIN: &str = include_str!("plain.toml");

/// The colours of a presentation by Office's names, in the order of a theme's part. Source: ECMA-376, part 1, 20.1.6.2 and 20.1.10.54.
pub(super) const COLOURS: [&str; 12] =
    ["tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];
const SHAPES: [(&str, &str); 3] = [("rectangle", "rect"), ("round-top", "round2SameRect"), ("round", "ellipse")];
const ANCHORS: [(&str, &str); 3] = [("top", "t"), ("middle", "ctr"), ("bottom", "b")];
const ALIGNS: [&str; 3] = ["start", "centre", "end"];
/// Limits of type, in points, and of what a font is known by, in parts of a hundred of its size.
const SIZES: (i64, i64) = (8, 300);
const LETTERS: (i64, i64) = (20, 150);
const LINES: (i64, i64) = (80, 300);

/// How the presentations of a theme look.
#[derive(Debug)]
pub(in crate::document) struct SlideLooks {
    /// What Office calls its colours and fonts.
    pub(super) name: String,
    /// Six hexadecimal digits each, in the order of [`COLOURS`].
    pub(super) colours: Vec<String>,
    /// By a language's tag, or a script's code in small letters.
    fonts: BTreeMap<String, ScriptFont>,
    pub(super) frame: SlideFrame,
    /// In the order of [`LayoutRole`].
    layouts: Vec<SlideLayout>,
}

/// The fonts of a script or language.
#[derive(Clone, Debug, Default)]
pub(super) struct ScriptFont {
    pub(super) heading: String,
    pub(super) text: String,
    /// The mean width of a letter, and the height of a line, in hundredths of the size.
    pub(super) letter: i64,
    pub(super) line: i64,
}

/// What all slides share.
#[derive(Debug)]
pub(super) struct SlideFrame {
    pub(super) shapes: Vec<Ornament>,
    /// The mark of whoever made the theme.
    pub(super) mark: Option<ThemeMark>,
    pub(super) footer: Slot,
    pub(super) date: Slot,
    pub(super) number: Slot,
}

/// A pictogram on every slide.
#[derive(Debug)]
pub(super) struct ThemeMark {
    svg: String,
    pub(super) drawing: Drawing,
    pub(super) colour: &'static str,
    pub(super) area: Rectangle,
}

/// What a theme brings for its looks.
#[derive(Clone, Copy)]
pub(in crate::document) struct ThemeSources<'a> {
    /// Colours of its style sheets by name, as `#0d504e`.
    pub(in crate::document) tokens: &'a BTreeMap<String, String>,
    pub(in crate::document) pictogram: Pictogram<'a>,
}

impl SlideLooks {
    /// The looks of a theme with that file for presentations, if it has one.
    pub(in crate::document) fn new(
        file: Option<(&Arc<str>, &str)>,
        brought: ThemeSources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut look = Self::bare();
        let nothing = ThemeSources { tokens: &BTreeMap::new(), pictogram: &|_| None };
        look.read(&Arc::from("plain.toml"), PLAIN, nothing, &mut Vec::new());
        if let Some((path, text)) = file {
            look.read(path, text, brought, diagnostics);
        }
        look
    }

    /// The drawing that is taken from elsewhere in the theme; empty if none is.
    pub(in crate::document) fn drawn(&self) -> &str {
        self.frame.mark.as_ref().map_or("", |mark| &mark.svg)
    }

    pub(super) fn layout(&self, role: LayoutRole) -> &SlideLayout {
        &self.layouts[role as usize]
    }

    pub(super) fn layouts(&self) -> impl Iterator<Item = (&'static LayoutSpec, &SlideLayout)> {
        SPECS.iter().zip(&self.layouts)
    }

    /// The fonts of a language: its own, or else those of its script, or else Latin ones.
    pub(super) fn font(&self, tag: &str, script: &str) -> &ScriptFont {
        let primary = tag.split('-').next().unwrap_or(tag);
        let script = script.to_lowercase();
        let found = [primary, script.as_str()].into_iter().find_map(|key| self.fonts.get(key));
        found.unwrap_or_else(|| &self.fonts["latn"])
    }

    /// The fonts of other scripts, by their codes.
    pub(super) fn scripts(&self) -> impl Iterator<Item = (String, &ScriptFont)> {
        let scripts = self.fonts.iter().filter(|(key, _)| key.len() == 4 && *key != "latn");
        scripts.map(|(key, font)| (format!("{}{}", key[..1].to_uppercase(), &key[1..]), font))
    }

    fn bare() -> Self {
        let slot = |name, placeholder, lists| Slot {
            name,
            placeholder,
            area: Rectangle::default(),
            size: 18,
            most: 0,
            colour: "tx1",
            bold: false,
            anchor: "t",
            align: "start",
            lists,
        };
        let layout = |spec: &LayoutSpec| SlideLayout {
            name: spec.key.to_owned(),
            ground: "bg1",
            framed: true,
            shapes: Vec::new(),
            has_own_title: false,
            slots: spec
                .places
                .iter()
                .map(|location| slot(location.name, location.placeholder, location.lists))
                .collect(),
        };
        let frame = SlideFrame {
            shapes: Vec::new(),
            mark: None,
            footer: slot("Footer", Some(super::layout::FOOTER), false),
            date: slot("Date", Some(super::layout::DATE), false),
            number: slot("Slide number", Some(super::layout::NUMBER), false),
        };
        let latin = ("latn".to_owned(), ScriptFont::default());
        Self {
            name: String::new(),
            colours: vec!["000000".to_owned(); COLOURS.len()],
            fonts: BTreeMap::from([latin]),
            frame,
            layouts: SPECS.iter().map(layout).collect(),
        }
    }

    fn read(&mut self, file: &Arc<str>, text: &str, brought: ThemeSources, diagnostics: &mut Vec<Diagnostic>) {
        let table = parse_toml(file, text, 0, diagnostics);
        let whole = Span::new(0, text.find('\n').unwrap_or(text.len()));
        let mut all = Fields::new(&table, file, 0, whole);
        if let Some(name) = all.text("name") {
            self.name = name;
        }
        if let Some(table) = all.table("colours") {
            self.read_colours(table, (file, brought.tokens), diagnostics);
        }
        if let Some(mut table) = all.table("fonts") {
            for (key, _, font) in table.named_tables() {
                let known = self.font(&key, &key).clone();
                self.fonts.insert(key, read_font(font, known, diagnostics));
            }
            table.finish_open(diagnostics);
        }
        if let Some(table) = all.table("frame") {
            self.frame.read(table, file, brought, diagnostics);
        }
        if let Some(mut table) = all.table("layouts") {
            for (spec, layout) in SPECS.iter().zip(&mut self.layouts) {
                if let Some(table) = table.table(spec.key) {
                    layout.read(spec, table, diagnostics);
                }
            }
            table.finish(diagnostics);
            self.share_title();
        }
        all.finish(diagnostics);
    }

    /// Layouts without a place of their own for the title have it where text has it.
    fn share_title(&mut self) {
        let shared = self.layout(LayoutRole::Text).slots[0];
        for layout in self.layouts.iter_mut().filter(|layout| !layout.has_own_title) {
            layout.slots[0] = Slot { placeholder: layout.slots[0].placeholder, ..shared };
        }
    }

    fn read_colours(
        &mut self,
        mut table: Fields,
        (file, tokens): (&Arc<str>, &BTreeMap<String, String>),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (slot, colour) in COLOURS.into_iter().zip(&mut self.colours) {
            let Some(written) = table.text(slot) else { continue };
            let known = tokens.get(&written).map_or(written.as_str(), String::as_str);
            match css::colour(known) {
                Some([red, green, blue]) => *colour = format!("{red:02X}{green:02X}{blue:02X}"),
                None => {
                    let location = Location::at(file, table.place_of(slot).unwrap_or_default());
                    let near = nearest(&written, tokens.keys().map(String::as_str));
                    diagnostics.push(report::unknown_token(location, &written, near));
                }
            }
        }
        table.finish(diagnostics);
    }
}

impl SlideFrame {
    fn read(&mut self, mut table: Fields, file: &Arc<str>, brought: ThemeSources, diagnostics: &mut Vec<Diagnostic>) {
        read_shapes(&mut table, &mut self.shapes, diagnostics);
        for (key, slot) in [("footer", &mut self.footer), ("date", &mut self.date), ("number", &mut self.number)] {
            if let Some(inner) = table.table(key) {
                slot.read(inner, diagnostics);
            }
        }
        let span = table.place_of("mark").unwrap_or_default();
        if let Some(mut inner) = table.table("mark") {
            let name = inner.required_text("pictogram");
            let location = Location::at(file, inner.place_of("pictogram").unwrap_or(span));
            let colour = read_word(&mut inner, "colour", "accent1", &COLOURS);
            let area = read_area(&mut inner, self.footer.area);
            match (brought.pictogram)(&name).and_then(|svg| Some((Drawing::new(&svg)?, svg))) {
                Some((drawing, svg)) => self.mark = Some(ThemeMark { svg, drawing, colour, area }),
                None => diagnostics.push(report::mark_not_drawn(location, &name)),
            }
            inner.finish(diagnostics);
        }
        table.finish(diagnostics);
    }
}

impl SlideLayout {
    fn read(&mut self, spec: &LayoutSpec, mut table: Fields, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(name) = table.text("name") {
            self.name = name;
        }
        self.ground = read_word(&mut table, "ground", self.ground, &COLOURS);
        self.framed = table.boolean("framed").unwrap_or(self.framed);
        read_shapes(&mut table, &mut self.shapes, diagnostics);
        for (location, slot) in spec.places.iter().zip(&mut self.slots) {
            if let Some(inner) = table.table(location.key) {
                self.has_own_title |= location.key == "title";
                slot.read(inner, diagnostics);
            }
        }
        table.finish(diagnostics);
    }
}

impl Slot {
    fn read(&mut self, mut table: Fields, diagnostics: &mut Vec<Diagnostic>) {
        self.area = read_area(&mut table, self.area);
        self.size = table.whole_between("size", SIZES.0, SIZES.1).unwrap_or(self.size);
        self.most = table.whole_between("grows_to", SIZES.0, SIZES.1).unwrap_or(self.most);
        self.colour = read_word(&mut table, "colour", self.colour, &COLOURS);
        self.bold = table.boolean("bold").unwrap_or(self.bold);
        self.align = read_word(&mut table, "align", self.align, &ALIGNS);
        let anchor = table.word("anchor", &ANCHORS.map(|(word, _)| word));
        let anchor = ANCHORS.iter().find(|(word, _)| Some(*word) == anchor);
        self.anchor = anchor.map_or(self.anchor, |(_, anchor)| anchor);
        table.finish(diagnostics);
    }
}

fn read_word(table: &mut Fields, key: &'static str, known: &'static str, words: &[&'static str]) -> &'static str {
    table.word(key, words).unwrap_or(known)
}

fn read_area(table: &mut Fields, known: Rectangle) -> Rectangle {
    let mut side = |key, most, known| table.whole_between(key, 0, most).unwrap_or(known);
    Rectangle {
        x: side("left", SLIDE.0, known.x),
        y: side("top", SLIDE.1, known.y),
        w: side("width", SLIDE.0, known.w),
        h: side("height", SLIDE.1, known.h),
    }
}

/// Shapes take the place of those that were there before.
fn read_shapes(table: &mut Fields, shapes: &mut Vec<Ornament>, diagnostics: &mut Vec<Diagnostic>) {
    if table.place_of("shapes").is_some() {
        shapes.clear();
    }
    for (_, mut inner) in table.tables("shapes") {
        let word = inner.word("shape", &SHAPES.map(|(word, _)| word));
        let shape = SHAPES.iter().find(|(known, _)| Some(*known) == word).map_or(SHAPES[0].1, |(_, shape)| shape);
        let colour = read_word(&mut inner, "colour", "accent1", &COLOURS);
        shapes.push(Ornament { shape, colour, area: read_area(&mut inner, Rectangle::default()) });
        inner.finish(diagnostics);
    }
}

fn read_font(mut table: Fields, known: ScriptFont, diagnostics: &mut Vec<Diagnostic>) -> ScriptFont {
    let font = ScriptFont {
        heading: table.text("heading").unwrap_or(known.heading),
        text: table.text("text").unwrap_or(known.text),
        letter: table.whole_between("letter", LETTERS.0, LETTERS.1).unwrap_or(known.letter),
        line: table.whole_between("line", LINES.0, LINES.1).unwrap_or(known.line),
    };
    table.finish(diagnostics);
    font
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings of a theme's file.
    fn findings(text: &str) -> Vec<String> {
        let tokens = BTreeMap::from([("ink".to_owned(), "#101010".to_owned())]);
        let brought = ThemeSources { tokens: &tokens, pictogram: &|_| None };
        let mut found = Vec::new();
        SlideLooks::new(Some((&Arc::from("slides.toml"), text)), brought, &mut found);
        found.iter().map(|one| format!("{} {}", one.code, one.message)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = findings(text);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}");
    }

    #[test]
    fn the_plain_looks_are_whole_and_without_mistakes() {
        let mut look = SlideLooks::bare();
        let mut found = Vec::new();
        let nothing = ThemeSources { tokens: &BTreeMap::new(), pictogram: &|_| None };
        look.read(&Arc::from("plain.toml"), PLAIN, nothing, &mut found);
        assert!(found.is_empty(), "{found:?}");
        for (spec, layout) in look.layouts() {
            assert!(layout.name != spec.key, "{} has a name", spec.key);
            for slot in &layout.slots {
                let Rectangle { x, y, w, h } = slot.area;
                assert!(w > 0 && h > 0 && x + w <= SLIDE.0 && y + h <= SLIDE.1, "{}: {slot:?}", spec.key);
            }
        }
        assert!(look.font("en", "Latn").letter > 0 && look.colours.iter().filter(|one| *one == "000000").count() < 2);
    }

    #[test]
    fn every_mistake_of_a_theme_is_named() {
        assert!(findings("[colours]\ntx1 = \"ink\"\nbg1 = \"#fff\"\n").is_empty());
        check("[colours]\ntx1 = \"inc\"\n", "unknown-token the theme's styles have no colour `inc`");
        check("[colours]\nink = \"ink\"\n", "unknown-key");
        check("[layouts.titel]\n", "unknown-key");
        check("[layouts.title]\nground = \"pink\"\n", "unknown-word");
        check("[layouts.title.title]\nsize = 4\n", "number-out-of-range");
        check("[layouts.title]\nshapes = [{ shape = \"star\" }]\n", "unknown-word");
        check("[frame]\nmark = { pictogram = \"none\" }\n", "mark-not-drawn");
        check("[fonts]\nlatn = \"Arial\"\n", "wrong-type");
        check("[layouts\n", "bad-toml");
    }

    #[test]
    fn a_language_has_its_own_fonts_or_those_of_its_script() {
        let brought = ThemeSources { tokens: &BTreeMap::new(), pictogram: &|_| None };
        let own = "[fonts.ur]\ntext = \"Own\"\n";
        let look = SlideLooks::new(Some((&Arc::from("slides.toml"), own)), brought, &mut Vec::new());
        assert_eq!(look.font("ur", "Arab").text, "Own");
        assert_ne!(look.font("ps", "Arab").text, "Own");
        assert_eq!(look.font("xx", "Xxxx").text, look.font("en", "Latn").text);
    }
}
