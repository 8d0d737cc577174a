//! A template as HTML without a template's syntax: marks are where it was, and say what to put back.
//!
//! Space is decided here: beside the tag of a block it says nothing and goes; beside a statement or a tag inside a line it is put
//! behind a mark, too, so that no minifier takes it away; between words one is left.

use super::contexts::Contexts;
use super::syntax::{PieceKind, TemplatePiece, argument, end_of_capture, keyword, pieces};
use crate::text::OffsetMap;
use crate::text::html::{HtmlTokenizer, Tag, Token};
use std::ops::Range;

/// Begin and end a mark: characters that no text holds.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';
/// Ends a mark for the attributes of a tag.
const CLOSE_ATTRIBUTES: char = '\u{f8f2}';

/// A template ready for the minifier.
pub struct MaskedTemplate {
    /// HTML with marks.
    pub html: String,
    /// What the marks are.
    pub units: Units,
    /// Where its pieces are in the template.
    pub written: OffsetMap,
}

/// What is behind the marks, by number.
#[derive(Default)]
pub struct Units(Vec<MaskedUnit>);

struct MaskedUnit {
    /// May hold marks of other units, unless it is a piece of the template.
    text: String,
    /// Where it is in the template, if it is a piece of it.
    from: Option<usize>,
    /// Whether it is a value among words rather than a statement.
    is_value: bool,
}

impl Units {
    fn add(&mut self, text: impl Into<String>, from: Option<usize>, is_value: bool) -> String {
        self.0.push(MaskedUnit { text: text.into(), from, is_value });
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }

    /// Puts back what is behind the marks of `html`.
    pub fn restore(&self, html: &str) -> (String, OffsetMap) {
        let (mut out, mut moved) = (String::with_capacity(html.len() * 2), OffsetMap::default());
        let mut rest = html;
        while let Some((before, unit, in_tag, behind)) = self.next_mark(rest) {
            let is_comment = before.ends_with("<!--") && behind.starts_with("-->");
            out.push_str(if is_comment { &before[..before.len() - 4] } else { before });
            rest = if is_comment { &behind[3..] } else { behind };
            if in_tag && out.ends_with(' ') {
                // Attributes bring the space before them.
                out.pop();
            }
            self.put_back(unit, &mut out, &mut moved);
        }
        out.push_str(rest);
        (out, moved)
    }

    /// What a piece of masked HTML was in the template.
    pub fn written(&self, html: &str) -> String {
        let mut out = String::new();
        self.put_back_all(html, &mut out, &mut OffsetMap::default());
        out
    }

    fn put_back(&self, unit: &MaskedUnit, out: &mut String, moved: &mut OffsetMap) {
        match unit.from {
            Some(from) => {
                moved.push(out.len(), from);
                out.push_str(&unit.text);
            }
            None => self.put_back_all(&unit.text, out, moved),
        }
    }

    fn put_back_all(&self, html: &str, out: &mut String, moved: &mut OffsetMap) {
        let mut rest = html;
        while let Some((before, unit, _, behind)) = self.next_mark(rest) {
            out.push_str(before);
            self.put_back(unit, out, moved);
            rest = behind;
        }
        out.push_str(rest);
    }

    /// The first mark: what is before it, its unit, whether it is for attributes, and what is behind it.
    fn next_mark<'a>(&self, html: &'a str) -> Option<(&'a str, &MaskedUnit, bool, &'a str)> {
        let (before, rest) = html.split_once(OPEN)?;
        let end = rest.find([CLOSE, CLOSE_ATTRIBUTES])?;
        let unit = self.0.get(rest[..end].parse::<usize>().ok()?)?;
        let behind = &rest[end..];
        let in_tag = behind.starts_with(CLOSE_ATTRIBUTES);
        Some((before, unit, in_tag, &behind[CLOSE.len_utf8()..]))
    }
}

/// A piece of masked HTML.
pub enum MaskedPiece {
    /// A tag or the document type. Whether its element sets itself apart from the words around.
    Tag { html: String, is_block: bool },
    /// What is inside an element that holds no markup, behind a mark.
    Kept { html: String },
    /// A statement, or something that is used as it was written, behind a mark.
    Mark { html: String },
    /// A word, with the values in it behind marks.
    Word { html: String },
    /// Space, as it is left.
    Space { one: char },
}

/// Masks a template; `None` if a piece of its syntax does not end. Fails with the offset of what no rule here is sure about.
pub fn mask(template: &str, contexts: &Contexts) -> Result<Option<MaskedTemplate>, usize> {
    let Some((items, mut units)) = items(template, contexts)? else { return Ok(None) };
    let (mut html, mut written) = (String::with_capacity(template.len()), OffsetMap::default());
    for (index, (at, item)) in items.iter().enumerate() {
        written.push(html.len(), *at);
        match item {
            MaskedPiece::Tag { html: piece, .. }
            | MaskedPiece::Kept { html: piece }
            | MaskedPiece::Word { html: piece } => {
                html.push_str(piece);
            }
            MaskedPiece::Mark { html: mark } => comment(mark, &mut html),
            MaskedPiece::Space { one } => {
                let before = index.checked_sub(1).map(|before| &items[before].1);
                let behind = items.get(index + 1).map(|(_, item)| item);
                let is_block =
                    |item: Option<&MaskedPiece>| matches!(item, Some(MaskedPiece::Tag { is_block: true, .. }));
                let is_word = |item: Option<&MaskedPiece>| matches!(item, Some(MaskedPiece::Word { .. }));
                if is_word(before) && is_word(behind) {
                    html.push(*one);
                } else if !is_block(before) && !is_block(behind) {
                    comment(&units.add(*one, None, false), &mut html);
                }
            }
        }
    }
    Ok(Some(MaskedTemplate { html, units, written }))
}

fn comment(mark: &str, html: &mut String) {
    html.push_str("<!--");
    html.push_str(mark);
    html.push_str("-->");
}

/// The pieces of a template with their offsets, and what is behind their marks.
pub type Items = (Vec<(usize, MaskedPiece)>, Units);

/// Reads a template into its pieces. As [`mask`] otherwise.
pub fn items(template: &str, contexts: &Contexts) -> Result<Option<Items>, usize> {
    if let Some(at) = template.find([OPEN, CLOSE, CLOSE_ATTRIBUTES]) {
        return Err(at);
    }
    let Some(pieces) = pieces(template) else { return Ok(None) };
    let mut units = Units::default();
    let (html, written) = marked(template, &pieces, contexts, &mut units);
    let mut reader = MaskReader { html: &html, written, units, items: Vec::new() };
    reader.read()?;
    Ok(Some((reader.items, reader.units)))
}

/// The template with a mark for each piece of syntax, and where its pieces were. Comments are gone; what is taken up as a value, and
/// blocks that end up inside tags, are one piece each.
fn marked(template: &str, pieces: &[TemplatePiece], contexts: &Contexts, units: &mut Units) -> (String, OffsetMap) {
    let (mut html, mut written) = (String::with_capacity(template.len()), OffsetMap::default());
    let mut index = 0;
    while let Some(piece) = pieces.get(index) {
        let from = piece.range.start;
        written.push(html.len(), from);
        let text = &template[piece.range.clone()];
        match piece.kind {
            PieceKind::Text => html.push_str(text),
            PieceKind::Comment => {}
            PieceKind::Expression => html.push_str(&units.add(text, Some(from), true)),
            PieceKind::Raw => html.push_str(&units.add(text, Some(from), false)),
            PieceKind::Statement => {
                let last = end_of_kept(template, pieces, index, contexts);
                let range: Range<usize> = from..pieces[last].range.end;
                html.push_str(&units.add(&template[range], Some(from), false));
                index = last;
            }
        }
        index += 1;
    }
    (html, written)
}

/// The last piece of what begins with the statement `first` and is kept as it was written.
fn end_of_kept(template: &str, pieces: &[TemplatePiece], first: usize, contexts: &Contexts) -> usize {
    let statement = |piece: &TemplatePiece| &template[piece.range.clone()];
    let begins = |text: &str| {
        let is_block = keyword(text) == "block" && contexts.holds_block(argument(text));
        end_of_capture(text).or_else(|| is_block.then_some("endblock"))
    };
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate().skip(first).filter(|(_, piece)| piece.kind == PieceKind::Statement)
    {
        let text = statement(piece);
        if open.last().is_some_and(|end| *end == keyword(text)) {
            open.pop();
        } else if let Some(end) = begins(text) {
            open.push(end);
        } else if keyword(text) == "block" && !open.is_empty() {
            open.push("endblock");
        }
        if open.is_empty() {
            return index;
        }
    }
    pieces.len() - 1
}

struct MaskReader<'a> {
    html: &'a str,
    written: OffsetMap,
    units: Units,
    items: Vec<(usize, MaskedPiece)>,
}

impl<'a> MaskReader<'a> {
    fn read(&mut self) -> Result<(), usize> {
        let mut tokens = HtmlTokenizer::new(self.html);
        // The element that holds no markup and has just begun.
        let mut holds_text = false;
        let mut drawings = 0_usize;
        while let Some(token) = tokens.next_token() {
            let at = self.written.old(tokens.start());
            let kept = std::mem::take(&mut holds_text);
            match token {
                Token::Text(text) if kept => {
                    let html = self.units.add(text, None, true);
                    self.items.push((at, MaskedPiece::Kept { html }));
                }
                Token::Text(text) => self.text(text, tokens.start())?,
                Token::Start(tag) if tag.name.eq_ignore_ascii_case("pre") => {
                    let from = tokens.start();
                    let to = end_of_pre(&mut tokens).ok_or(at)?;
                    let html = self.units.add(&self.html[from..to], None, false);
                    self.items.push((at, MaskedPiece::Mark { html }));
                }
                Token::Start(tag) => {
                    drawings += usize::from(is_drawing(tag.name) && !tag.closes_itself);
                    holds_text = drawings == 0 && holds_no_markup(tag.name);
                    self.tag(at, tag, true)?;
                }
                Token::End(tag) => {
                    drawings = drawings.saturating_sub(usize::from(is_drawing(tag.name)));
                    self.tag(at, tag, false)?;
                }
                Token::Doctype(doctype) if !doctype.contains(OPEN) => {
                    self.items.push((at, MaskedPiece::Tag { html: doctype.to_owned(), is_block: true }));
                }
                // A comment goes, unless a condition begins or ends in it.
                Token::Comment(inside)
                    if self.html[tokens.start()..].starts_with("<!--") && !self.holds_statement(inside) => {}
                Token::Doctype(_) | Token::Comment(_) => return Err(at),
            }
        }
        // A tag that does not end.
        if tokens.start() < self.html.len() { Err(self.written.old(tokens.start())) } else { Ok(()) }
    }

    fn tag(&mut self, at: usize, tag: Tag, begins: bool) -> Result<(), usize> {
        let Tag { source, closes_itself, .. } = tag;
        let name = self.name_of(tag.name);
        if source.contains('<') {
            return Err(at);
        }
        if !source.contains(OPEN) {
            let html = format!("<{source}>");
            self.items.push((at, MaskedPiece::Tag { html, is_block: is_block(name) }));
        } else if name.contains(OPEN) {
            let html = self.units.add(format!("<{source}>"), None, false);
            self.items.push((at, MaskedPiece::Mark { html }));
        } else if begins {
            let attributes = &source[name.len()..];
            let attributes = if closes_itself { attributes.trim_end_matches('/') } else { attributes };
            let space = if attributes.starts_with(|first: char| first.is_ascii_whitespace()) { " " } else { "" };
            let mark = self.units.add(format!("{space}{}", attributes.trim_ascii()), None, true);
            let mark = mark.replace(CLOSE, CLOSE_ATTRIBUTES.encode_utf8(&mut [0; 4]));
            let html = format!("<{name} {mark}{}>", if closes_itself { " /" } else { "" });
            self.items.push((at, MaskedPiece::Tag { html, is_block: is_block(name) }));
        } else {
            return Err(at);
        }
        Ok(())
    }

    /// The name of an element without a statement right behind it, which writes attributes.
    fn name_of<'n>(&self, written: &'n str) -> &'n str {
        match self.units.next_mark(written) {
            Some((name, unit, _, "")) if !unit.is_value && !name.is_empty() => name,
            _ => written,
        }
    }

    /// Takes a text apart into words, space and statements.
    fn text(&mut self, text: &str, start: usize) -> Result<(), usize> {
        if let Some(found) = text.find('<') {
            return Err(self.written.old(start + found));
        }
        let mut rest = text;
        while !rest.is_empty() {
            let at = self.written.old(start + text.len() - rest.len());
            let space = rest.len() - rest.trim_ascii_start().len();
            if space > 0 {
                self.space(at, &rest[..space]);
                rest = &rest[space..];
                continue;
            }
            let length = self.word(rest);
            if length == 0 {
                let end = rest.find(CLOSE).map_or(rest.len(), |end| end + CLOSE.len_utf8());
                self.items.push((at, MaskedPiece::Mark { html: rest[..end].to_owned() }));
                rest = &rest[end..];
                continue;
            }
            let (word, behind) = rest.split_at(length);
            let is_last = start + text.len() == self.html.len() && behind.is_empty();
            let html = self.with_references_kept(word, behind.starts_with(OPEN) || is_last);
            self.items.push((at, MaskedPiece::Word { html }));
            rest = behind;
        }
        Ok(())
    }

    fn space(&mut self, at: usize, space: &str) {
        let one = if space.contains('\n') { '\n' } else { ' ' };
        match self.items.last_mut() {
            Some((_, MaskedPiece::Space { one: before })) if one == '\n' => *before = one,
            Some((_, MaskedPiece::Space { .. })) => {}
            _ => self.items.push((at, MaskedPiece::Space { one })),
        }
    }

    /// Bytes of the word that a text begins with; zero if it begins with a statement.
    fn word(&self, text: &str) -> usize {
        let mut at = 0;
        loop {
            at += text[at..].find(|next: char| next == OPEN || next.is_ascii_whitespace()).unwrap_or(text.len() - at);
            match self.units.next_mark(&text[at..]) {
                Some(("", unit, _, behind)) if unit.is_value => at = text.len() - behind.len(),
                _ => return at,
            }
        }
    }

    /// The word with every character reference that is right before a value behind a mark: `&lt;` and the name of an element
    /// may not become a tag.
    fn with_references_kept(&mut self, word: &str, before_mark: bool) -> String {
        let mut html = String::with_capacity(word.len());
        let mut pieces = word.split_inclusive(CLOSE).peekable();
        while let Some(piece) = pieces.next() {
            let (letters, mark) = piece.split_at(piece.find(OPEN).unwrap_or(piece.len()));
            let kept =
                if mark.is_empty() && !(before_mark && pieces.peek().is_none()) { 0 } else { reference(letters) };
            let (letters, kept) = letters.split_at(letters.len() - kept);
            html.push_str(letters);
            if kept.is_empty() {
                html.push_str(mark);
            } else {
                html.push_str(&self.units.add(format!("{kept}{mark}"), None, true));
            }
        }
        html
    }

    fn holds_statement(&self, text: &str) -> bool {
        let mut rest = text;
        while let Some((_, unit, _, behind)) = self.units.next_mark(rest) {
            if !unit.is_value {
                return true;
            }
            rest = behind;
        }
        false
    }
}

/// Bytes of the reference, or of what may become one, that a text ends with.
fn reference(text: &str) -> usize {
    let Some(at) = text.rfind('&') else { return 0 };
    let inside = &text[at + 1..];
    let is_reference = inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b';'));
    if is_reference { text.len() - at } else { 0 }
}

fn end_of_pre(tokens: &mut HtmlTokenizer) -> Option<usize> {
    let mut open = 1;
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("pre") => open += 1,
            Token::End(tag) if tag.name.eq_ignore_ascii_case("pre") => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(tokens.end());
        }
    }
    None
}

fn is_drawing(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math")
}

fn holds_no_markup(name: &str) -> bool {
    let known = ["title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"];
    known.into_iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Elements that browsers show on lines of their own, and those of the head: space beside their tags says nothing.
fn is_block(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "address"
            | "article"
            | "aside"
            | "base"
            | "blockquote"
            | "body"
            | "br"
            | "caption"
            | "col"
            | "colgroup"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "link"
            | "main"
            | "menu"
            | "meta"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
    )
}
