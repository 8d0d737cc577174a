//! The model of a document, made of a page's text: slides and blocks here, what is in a line in [`inline`].
//!
//! A tree of slides goes in; what does not fit a document is reported where it was written.

mod inline;

use super::model::{Block, Document, Inline, Layout, Logo, ShownText, Slide, all_words, plain};
use crate::content::{self, Align, Body, CardSheet, DocumentKind, NodeKind, Role, Str};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::site::{self, PublicFile};
use crate::text::{Span, with_islands};
use crate::view::{Reading, StringValue, TextContext, resolve_picture, shown_address, slide_nodes, string};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Strings for writers begin with this; the rest is the key that they know.
const STRINGS: &str = "document.";
/// Bytes of words in one document, and as how many each item, mark and line counts that they stand in: three times as many as the
/// longest talk has, in the script that needs most.
const LONGEST: usize = 100_000;
const NODE: usize = 10;
/// A sheet of A3 with 300 pixels an inch has 17.4 million.
const MOST_PIXELS: usize = 18_000_000;
/// Bytes of a photo that has so many pixels at most.
const LARGEST_PICTURE: u64 = 16_000_000;
/// Bytes of a drawing at most; one is laid out as a tree that takes a hundred times as much.
const LARGEST_DRAWING: u64 = 500_000;
/// How deep blocks, and marks in a line, stand in each other at most. PowerPoint has nine levels of lists, and the typesetter no more
/// than 72 of anything, of which a list takes several.
const DEEPEST: usize = 9;
/// Panels of a leaflet: three a side.
const PANELS: usize = 6;

/// Gives the drawing of a pictogram by its name, as SVG; nothing if the theme has none of that name.
pub type Pictogram<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Makes the model of a document from its slides, as [`crate::view::slides`] gives them. `pictogram` gives the drawing of a
/// pictogram by its name.
///
/// Reports, at their lines: slides without words, and in talks without title, without notes or with the title of another;
/// links that lead nowhere, pictures without words, and what only a screen can show.
pub fn build(reading: Reading, kind: DocumentKind, body: &Body, pictogram: Pictogram) -> Reported<Document> {
    let view = reading.view;
    let language = reading.text_language;
    let front = reading.node().source_front();
    let mut builder = Builder {
        reading,
        body,
        pictogram,
        context: reading.context(),
        rtl: view.site.language(language).direction.as_str() == "rtl",
        words: Vec::new(),
        in_notes: false,
        depth: 0,
        diagnostics: Vec::new(),
    };
    let slides = builder.slides(kind);
    builder.check_settings(kind);
    let date = reading.inherited(|front| front.date).or(reading.inherited(|front| front.updated));
    let checked_on = reading.inherited(|front| front.checked_on);
    let date = date.or(checked_on).unwrap_or(view.site.at);
    let sheet = front.sheet.unwrap_or_default();
    let mut diagnostics = builder.diagnostics;
    let words = |text: &str| with_islands(text, builder.rtl);
    let checked = checked_on.map_or_else(String::new, |day| {
        let day = view.date(language, day);
        string(view, language, "page.checked", &[("date", StringValue::Text(&day))], &mut diagnostics)
    });
    let notice = words(&notice(reading, &mut diagnostics));
    let quiet = reading.is_sensitive();
    let strips = kind == DocumentKind::Card && sheet == CardSheet::Strips;
    let brand =
        if quiet || strips { String::new() } else { string(view, language, "site.title", &[], &mut diagnostics) };
    let code = reading.inherited(|front| front.code.as_ref());
    let address = code
        .and_then(|(code, _)| view.short_address(code, reading.text_language))
        .unwrap_or_else(|| reading.address_to_share());
    let document = Document {
        kind,
        lang: view.site.language(language).tag.to_string(),
        dir: view.site.language(language).direction.as_str(),
        title: words(if strips { reading.head_title() } else { reading.title() }),
        subtitle: words(reading.front().subtitle.as_deref().unwrap_or_default()),
        author: words(reading.inherited(|front| front.author.as_deref()).unwrap_or_default()),
        date: date.to_string(),
        date_words: words(&view.date(language, date)),
        checked: words(&checked),
        notice,
        brand,
        address: shown_address(&address).to_owned(),
        icon: reading.inherited(|front| front.icon.as_deref()).and_then(pictogram).unwrap_or_default(),
        sheet,
        logos: if quiet { Vec::new() } else { logos(reading, kind) },
        strings: strings(reading),
        slides,
    };
    Reported { value: document, diagnostics }
}

/// Logos stand on what is put up or shown by partners; never on cards, which victims keep.
fn logos(reading: Reading, kind: DocumentKind) -> Vec<Logo> {
    match kind {
        DocumentKind::Slides | DocumentKind::Poster | DocumentKind::Leaflet => site::logos(reading.view.site)
            .map(|logo| Logo { src: logo.file.clone(), name: logo.name.clone() })
            .collect(),
        DocumentKind::Card | DocumentKind::Social => Vec::new(),
    }
}

/// What the page says above its text, in the language of the document.
fn notice(reading: Reading, diagnostics: &mut Vec<Diagnostic>) -> String {
    let own = reading.view.read(reading.page, reading.text_language);
    let mut say =
        |key: &str, arguments: &[(&str, StringValue)]| string(own.view, own.language, key, arguments, diagnostics);
    let mut said = Vec::new();
    if let Some(new) = own.replaced_by() {
        let title = format!("{} ({})", new.title(), shown_address(&new.address_to_share()));
        said.push(say("page.replaced", &[("page", StringValue::Text(&title))]));
    }
    if own.is_outdated() {
        said.push(say("translation.outdated", &[]));
    }
    if own.shows_source() {
        said.push(say("translation.shows_source", &[]));
    }
    if own.is_draft_translation() {
        said.push(say("translation.draft", &[]));
    }
    said.join(" ")
}

/// The words of the frame, in the language or else in the site's own.
fn strings(reading: Reading) -> BTreeMap<String, String> {
    let site = reading.view.site;
    let mut strings = BTreeMap::new();
    for language in [site.default_language, reading.text_language] {
        for (key, message) in site.catalogue.strings(&site.language(language).tag) {
            if let Some(name) = key.strip_prefix(STRINGS) {
                strings.insert(name.to_owned(), message.form(site.language(language).locale.plural(0)).to_owned());
            }
        }
    }
    strings
}

struct Builder<'a> {
    reading: Reading<'a>,
    body: &'a Body,
    pictogram: Pictogram<'a>,
    context: TextContext<'a>,
    rtl: bool,
    /// The words of the slide so far.
    words: Vec<ShownText>,
    in_notes: bool,
    /// How many blocks, or marks in a line, stand around what is being looked at.
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn slides(&mut self, kind: DocumentKind) -> Vec<Slide> {
        let mut titles = BTreeSet::new();
        let mut slides = Vec::new();
        let most = self.most_slides(kind);
        let mut read = 0;
        for (index, id, file) in slide_nodes(self.body) {
            let outer = file.map(|file| std::mem::replace(&mut self.context.file, file));
            let slide = self.slide(index, id, kind, slides.is_empty());
            let span = self.body.nodes()[index].span;
            match most {
                Some(1) if kind == DocumentKind::Social && slides.len() == 1 => {
                    self.diagnostics.push(report::one_picture_only(self.location(span)));
                }
                Some(most) if kind != DocumentKind::Social && slides.len() == most => {
                    self.diagnostics.push(report::too_many_faces(self.location(span), most));
                }
                _ => {}
            }
            self.check(&slide, span, kind, &mut titles);
            read += slide.words.iter().map(|words| words.text.len()).sum::<usize>();
            read += NODE * (self.body.end_of(index) - index);
            if read > LONGEST {
                self.diagnostics.push(report::document_too_long(self.location(span)));
                let (blocks, notes, words) = Default::default();
                slides.push(Slide { blocks, notes, words, ..slide });
                break;
            }
            slides.push(slide);
            if let Some(outer) = outer {
                self.context.file = outer;
            }
        }
        slides
    }

    /// How many parts a document of this kind has room for.
    fn most_slides(&self, kind: DocumentKind) -> Option<usize> {
        match (kind, self.reading.node().source_front().sheet.unwrap_or_default()) {
            (DocumentKind::Social, _) | (DocumentKind::Card, CardSheet::Strips) => Some(1),
            (DocumentKind::Card, CardSheet::Wallet | CardSheet::TearOff) => Some(2),
            (DocumentKind::Leaflet, _) => Some(PANELS),
            _ => None,
        }
    }

    fn slide(&mut self, index: usize, id: String, kind: DocumentKind, first: bool) -> Slide {
        let (mut title, mut blocks, mut notes) = (None, Vec::new(), Vec::new());
        // What is titled by the document has no place for another title: there a heading is among the words.
        let is_titled = match kind {
            DocumentKind::Poster | DocumentKind::Card => false,
            DocumentKind::Leaflet => !first,
            DocumentKind::Slides | DocumentKind::Social => true,
        };
        for child in self.body.children(index) {
            let node = self.body.nodes()[child];
            match node.kind {
                NodeKind::Heading { .. } if is_titled && title.is_none() => title = Some(self.inlines(child)),
                NodeKind::Block(Role::Notes) => {
                    if kind != DocumentKind::Slides {
                        self.diagnostics.push(report::notes_outside_talk(self.location(node.span)));
                    }
                    self.in_notes = true;
                    notes.extend(self.blocks(child));
                    self.in_notes = false;
                }
                _ => self.block(child, &mut blocks),
            }
        }
        let layout = if first && kind == DocumentKind::Slides { Layout::Title } else { layout(&blocks) };
        let location = self.location(self.body.nodes()[index].span);
        let words = std::mem::take(&mut self.words);
        Slide { layout, id, title: title.unwrap_or_default(), blocks, notes, words, location }
    }

    fn check(&mut self, slide: &Slide, span: Span, kind: DocumentKind, titles: &mut BTreeSet<String>) {
        let location = self.location(span);
        let title = plain(&slide.title);
        if title.trim().is_empty() && slide.blocks.is_empty() {
            self.diagnostics.push(report::slide_without_text(location));
            return;
        }
        if kind != DocumentKind::Slides {
            return;
        }
        if title.trim().is_empty() {
            self.diagnostics.push(report::slide_without_title(location.clone()));
        } else if !titles.insert(title.trim().to_owned()) {
            self.diagnostics.push(report::slide_title_repeated(location.clone(), title.trim()));
        }
        if slide.notes.is_empty() {
            self.diagnostics.push(report::slide_without_notes(location));
        }
    }

    /// Settings that only some kinds have.
    fn check_settings(&mut self, kind: DocumentKind) {
        let front = self.reading.node().source_front();
        let Some(file) = self.reading.node().content(self.reading.node().source).map(|content| &content.file) else {
            return;
        };
        if let Some((_, span)) = front.variant_of.as_ref().filter(|_| kind != DocumentKind::Slides) {
            self.diagnostics.push(report::not_for_kind(Location::at(file, *span), "variant_of", kind.as_str()));
        }
        if front.sheet.is_some() && kind != DocumentKind::Card {
            self.diagnostics.push(report::not_for_kind(Location::whole(file), "sheet", kind.as_str()));
        }
    }

    /// Goes one level deeper, if that is not too deep.
    fn deeper<T: Default>(&mut self, parent: usize, most: usize, look: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth == most {
            let location = self.location(self.body.nodes()[parent].span);
            self.diagnostics.push(report::nested_too_deep(location, DEEPEST));
            return T::default();
        }
        self.depth += 1;
        let found = look(self);
        self.depth -= 1;
        found
    }

    fn blocks(&mut self, parent: usize) -> Vec<Block> {
        self.deeper(parent, DEEPEST, |builder| builder.blocks_inside(parent))
    }

    fn blocks_inside(&mut self, parent: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut words = Vec::new();
        for child in self.body.children(parent) {
            if self.body.nodes()[child].kind.is_in_line() {
                self.inline(child, &mut words);
            } else {
                close_paragraph(&mut words, &mut blocks);
                self.block(child, &mut blocks);
            }
        }
        close_paragraph(&mut words, &mut blocks);
        blocks
    }

    fn block(&mut self, index: usize, out: &mut Vec<Block>) {
        let node = self.body.nodes()[index];
        match node.kind {
            NodeKind::Paragraph => self.paragraph(index, out),
            NodeKind::DefinitionTerm => {
                let c = self.inlines(index);
                close_paragraph(&mut vec![Inline::Strong { c }], out);
            }
            NodeKind::Heading { level, .. } => out.push(Block::Heading { level, c: self.inlines(index) }),
            NodeKind::List { start } => {
                let items = self.items(index);
                out.push(Block::List {
                    ordered: start.is_some(),
                    start: start.unwrap_or(1),
                    items,
                    pictograms: Vec::new(),
                });
            }
            NodeKind::Quote => out.push(Block::Quote { c: self.blocks(index) }),
            NodeKind::Notice { kind, title } => {
                let title = match title {
                    Some(title) => self.words(self.body.str(title), node.span),
                    None => self.say(&format!("notice.{}", kind.as_str())),
                };
                out.push(Block::Notice { kind: kind.as_str().to_owned(), title, c: self.blocks(index) });
            }
            NodeKind::Table => out.push(self.table(index)),
            NodeKind::Qr { to, alt } => {
                let data = self.body.str(to).to_owned();
                let shown = shown_address(&data).to_owned();
                let alt = with_islands(self.body.str(alt), self.rtl);
                out.push(Block::Qr { data, shown, alt, location: self.location(node.span) });
            }
            NodeKind::Language { tag, .. } => {
                let (lang, dir) = self.language(tag);
                out.push(Block::Language { lang, dir, c: self.blocks(index) });
            }
            NodeKind::Part { file } => {
                let outer = std::mem::replace(&mut self.context.file, Arc::from(self.body.str(file)));
                out.extend(self.blocks(index));
                self.context.file = outer;
            }
            NodeKind::Block(role) => self.role(index, role, out),
            NodeKind::CodeBlock { .. } => self.refuse(node.span, "code"),
            NodeKind::Details { .. } => self.refuse(node.span, "text that opens"),
            NodeKind::Footnote { .. } => self.refuse(node.span, "a footnote"),
            NodeKind::Rule => {}
            kind if kind.is_in_line() => {
                let mut words = Vec::new();
                self.inline(index, &mut words);
                close_paragraph(&mut words, out);
            }
            _ => out.extend(self.blocks(index)),
        }
    }

    /// A paragraph; a picture alone in one is a picture.
    fn paragraph(&mut self, index: usize, out: &mut Vec<Block>) {
        let children: Vec<usize> = self.body.children(index).collect();
        if let [only] = children.as_slice()
            && let NodeKind::Image { to, decorative, .. } = self.body.nodes()[*only].kind
        {
            out.extend(self.picture(*only, to, decorative));
            return;
        }
        let mut words = self.inlines(index);
        close_paragraph(&mut words, out);
    }

    fn items(&mut self, index: usize) -> Vec<Vec<Block>> {
        self.body.children(index).map(|item| self.blocks(item)).collect()
    }

    /// The drawings of the pictograms with which items begin; empty if no item has one. One that the theme lacks is reported on the
    /// page.
    fn pictograms(&self, index: usize) -> Vec<String> {
        let drawing = |item| match self.body.children(item).next().map(|first| self.body.nodes()[first].kind) {
            Some(NodeKind::Icon(name)) => (self.pictogram)(self.body.str(name)),
            _ => None,
        };
        let drawings: Vec<_> = self.body.children(index).map(drawing).collect();
        if drawings.iter().all(Option::is_none) {
            return Vec::new();
        }
        drawings.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn role(&mut self, index: usize, role: Role, out: &mut Vec<Block>) {
        match role {
            Role::Contact(_) => out.push(self.contact(index)),
            Role::Signs => out.push(Block::List {
                ordered: false,
                start: 1,
                items: self.items(index),
                pictograms: self.pictograms(index),
            }),
            Role::Columns => {
                let columns: Vec<Vec<Block>> = self.body.children(index).map(|column| self.blocks(column)).collect();
                out.push(Block::Columns { columns });
            }
            Role::Big(value) => {
                let value = self.words(self.body.str(value), self.body.nodes()[index].span);
                out.push(Block::Big { value, c: self.blocks(index) });
            }
            Role::Doors | Role::PageList | Role::LanguageList => {
                self.refuse(self.body.nodes()[index].span, "a list of pages");
            }
            _ => out.extend(self.blocks(index)),
        }
    }

    /// The lines of a card, by what they are for; they may be inside other languages' words.
    fn contact(&mut self, index: usize) -> Block {
        let mut found: BTreeMap<&str, String> = BTreeMap::new();
        let mut href = String::new();
        let mut ways = Vec::new();
        for inner in index + 1..self.body.end_of(index) {
            let kind = self.body.nodes()[inner].kind;
            match kind {
                NodeKind::Block(Role::ContactRoutes) => {
                    ways = self.body.children(inner).map(|way| self.inlines(way)).collect();
                }
                NodeKind::Block(role) => {
                    let words = self.body.plain_text(inner);
                    let shown = with_islands(&words, self.rtl);
                    found.insert(role.class(), shown);
                }
                NodeKind::Number { digits, .. } => href = format!("tel:{}", self.body.str(digits)),
                _ => {}
            }
        }
        let mut take = |class: &str| found.remove(class).unwrap_or_default();
        let (name, number, hours) = (take("contact-name"), take("contact-number"), take("contact-hours"));
        let (location, in_notes) = (self.location(self.body.nodes()[index].span), self.in_notes);
        for text in [&name, &number, &hours] {
            self.words.push(ShownText { text: text.clone(), location: location.clone(), in_notes });
        }
        Block::Contact { name, number, href, hours, ways }
    }

    fn table(&mut self, index: usize) -> Block {
        let (mut align, mut head, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.body.children(index) {
            let cells: Vec<usize> = self.body.children(row).collect();
            let words: Vec<Vec<Inline>> = cells.iter().map(|cell| self.inlines(*cell)).collect();
            if self.body.nodes()[row].kind == NodeKind::TableHead {
                align = cells.iter().map(|cell| alignment(self.body.nodes()[*cell].kind).to_owned()).collect();
                head = words;
            } else {
                rows.push(words);
            }
        }
        for row in &mut rows {
            row.resize(head.len(), Vec::new());
        }
        Block::Table { align, head, rows }
    }

    fn picture(&mut self, index: usize, to: Str, decorative: bool) -> Option<Block> {
        let location = self.location(self.body.nodes()[index].span);
        let alt = self.body.plain_text(index);
        if alt.trim().is_empty() && !decorative {
            self.diagnostics.push(report::picture_without_text(location.clone()));
        }
        match resolve_picture(self.reading.view, &self.context, self.body.str(to), location.clone()) {
            Ok(file) if is_too_large(file) => {
                self.diagnostics.push(report::picture_too_large(location, &file.source));
                None
            }
            Ok(file) if is_too_rich(file) => {
                self.diagnostics.push(report::picture_too_rich(location, &file.source));
                None
            }
            Ok(file) => {
                let src = file.source.strip_prefix("content/").unwrap_or(&file.source).to_owned();
                let alt = with_islands(&alt, self.rtl);
                Some(Block::Image { src, alt, decorative, location })
            }
            Err(finding) => {
                self.diagnostics.push(*finding);
                None
            }
        }
    }

    fn refuse(&mut self, span: Span, what: &str) {
        self.diagnostics.push(report::not_on_paper(self.location(span), what));
    }

    /// Words of the slide, as they are shown.
    fn words(&mut self, text: &str, span: Span) -> String {
        let (location, in_notes) = (self.location(span), self.in_notes);
        self.words.push(ShownText { text: text.to_owned(), location, in_notes });
        with_islands(text, self.rtl)
    }

    fn say(&mut self, key: &str) -> String {
        let Reading { view, text_language, .. } = self.reading;
        // The names of values stay, as the words that they stand for have marks of their own.
        let words = string(view, text_language, key, &[], &mut self.diagnostics);
        with_islands(&words, self.rtl)
    }

    fn location(&self, span: Span) -> Location {
        Location::at(&self.context.file, span)
    }
}

/// Whether a picture would take more memory than all the rest: by its pixels, as its first bytes say, or as a drawing by its bytes.
fn is_too_large(file: &PublicFile) -> bool {
    match imagesize::blob_size(file.beginning()) {
        Ok(size) => size.width.saturating_mul(size.height) > MOST_PIXELS || file.size() > LARGEST_PICTURE,
        Err(_) => file.size() > LARGEST_DRAWING,
    }
}

/// Whether a picture is a drawing that takes far more to lay out than its bytes.
fn is_too_rich(file: &PublicFile) -> bool {
    imagesize::blob_size(file.beginning()).is_err() && content::is_rich_drawing(&file.whole())
}

fn close_paragraph(words: &mut Vec<Inline>, out: &mut Vec<Block>) {
    let c = std::mem::take(words);
    let holds_box = c.iter().any(|inline| matches!(inline, Inline::Task { .. }));
    if holds_box || !all_words(&c).trim().is_empty() {
        out.push(Block::Para { c });
    }
}

fn alignment(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::TableCell { align: Align::Center } => "center",
        NodeKind::TableCell { align: Align::End } => "end",
        _ => "start",
    }
}

/// The layout that a slide's content asks for. One that has a place for just one thing of a kind, or for it alone at the top, is
/// none for a slide with more of them: there everything is in its order.
fn layout(blocks: &[Block]) -> Layout {
    let count = |wanted: fn(&Block) -> bool| blocks.iter().filter(|block| wanted(block)).count();
    let holds = |wanted: fn(&Block) -> bool| count(wanted) > 0;
    let bigs = count(|block| matches!(block, Block::Big { .. }));
    match blocks {
        [] => Layout::Section,
        [Block::Quote { .. }] => Layout::Quote,
        _ if count(|block| matches!(block, Block::Columns { .. })) == 1 => Layout::Columns,
        [Block::Big { .. }, ..] if bigs == 1 => Layout::Number,
        _ if holds(|block| matches!(block, Block::Table { .. })) => Layout::Table,
        _ if holds(|block| matches!(block, Block::Contact { .. })) => Layout::Contact,
        [Block::Image { .. }] | [Block::Image { .. }, Block::Para { .. }] => Layout::Image,
        _ => Layout::Bullets,
    }
}
