//! Markdown in, a [`Body`] out: the only module that knows the Markdown parser.
//!
//! Syntax: CommonMark 0.31 with GitHub's tables, alerts, task lists and strikethrough, footnotes, definition
//! lists and heading ids. Never panics: a parser's panic is caught and reported.

use super::body::Body;
use super::body_writer::BodyWriter;
use super::node::{Align, Argument, Call, NodeKind, NoticeKind};
use super::shortcode::{Form, MASK_START, Marker, Masked, Mistake, Written, mask};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::text::{Span, UniqueNames, slug};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A heading of a page, for its table of contents and for links to it.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6; 1 is reported.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The id that links use, unique in the page. In a translation the source's ids are used instead.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

/// What Markdown says.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub body: Body,
    /// Its headings in order.
    pub headings: Vec<Heading>,
}

/// Parses the Markdown of `file` from byte `start` to the end of `text`.
pub fn parse_markdown(file: &Arc<str>, text: &Arc<str>, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    let masked = mask(&text[start..]);
    let mut found = Vec::new();
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut walk = Walk::new(file, text, &masked, start);
        walk.run();
        let (parsed, diagnostics) = walk.finish();
        found = diagnostics;
        parsed
    }));
    diagnostics.append(&mut found);
    parsed.unwrap_or_else(|_| {
        diagnostics.push(report::unparsable(Place::whole(file)));
        Parsed::default()
    })
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// One pass over the parser's events.
struct Walk<'a> {
    file: &'a Arc<str>,
    /// The Markdown as written, and as the parser sees it; equal in length.
    text: &'a str,
    masked: &'a str,
    markers: Vec<Marker>,
    /// What looks like a shortcode or a footnote; reported where it turns out to be just words.
    suspects: Vec<Suspect>,
    /// Offset of both in the file.
    start: usize,
    writer: BodyWriter,
    /// Enclosing shortcodes that are open: the depth of the writer when they were opened, and where.
    enclosing: Vec<(usize, String, Span)>,
    headings: Vec<Heading>,
    anchors: UniqueNames,
    explicit_anchor: Option<String>,
    columns: Vec<Align>,
    column: usize,
    last_level: u8,
    image_depth: usize,
    in_code: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(file: &'a Arc<str>, whole: &'a Arc<str>, masked: &'a Masked<'a>, start: usize) -> Self {
        Self {
            file,
            text: &whole[start..],
            masked: &masked.text,
            markers: masked.markers.clone(),
            suspects: suspects(&whole[start..], &masked.unclosed),
            start,
            writer: BodyWriter::new(whole),
            enclosing: Vec::new(),
            headings: Vec::new(),
            anchors: UniqueNames::default(),
            explicit_anchor: None,
            columns: Vec::new(),
            column: 0,
            last_level: 1,
            image_depth: 0,
            in_code: false,
            diagnostics: Vec::new(),
        }
    }

    fn run(&mut self) {
        for (event, range) in Parser::new_ext(self.masked, options()).into_offset_iter() {
            match event {
                Event::Start(tag) => self.begin(tag, range),
                Event::End(tag) => self.finish_tag(tag, range),
                Event::Text(text) => self.words(&text, range),
                Event::Code(code) => {
                    let code = self.unmasked(&code, &range);
                    let kind = NodeKind::Code(self.writer.keep(&code));
                    self.writer.leaf(kind, self.span(&range));
                }
                Event::Html(html) => self.html(&html, range),
                Event::InlineHtml(html) => self.inline_html(&html, range),
                Event::FootnoteReference(label) => {
                    let kind = NodeKind::FootnoteMark { label: self.writer.keep(&label) };
                    self.writer.leaf(kind, self.span(&range));
                }
                Event::SoftBreak => self.writer.leaf(NodeKind::SoftBreak, self.span(&range)),
                Event::HardBreak => self.writer.leaf(NodeKind::HardBreak, self.span(&range)),
                Event::Rule => self.writer.leaf(NodeKind::Rule, self.span(&range)),
                Event::TaskListMarker(done) => self.writer.leaf(NodeKind::Task { done }, self.span(&range)),
                Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, range),
            }
        }
    }

    fn finish(mut self) -> (Parsed, Vec<Diagnostic>) {
        self.close_enclosing_above(0);
        let body = self.writer.finish();
        (Parsed { body, headings: self.headings }, self.diagnostics)
    }

    fn begin(&mut self, tag: Tag, range: Range<usize>) {
        let span = self.span(&range);
        let kind = match tag {
            Tag::Paragraph => NodeKind::Paragraph,
            Tag::Heading { level, id, .. } => self.heading(level, id.map(|id| id.to_string()), span),
            Tag::BlockQuote(None) => NodeKind::Quote,
            Tag::BlockQuote(Some(kind)) => NodeKind::Notice { kind: alert(kind), title: None },
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => self.unmasked(info, &range),
                    CodeBlockKind::Indented => String::new(),
                };
                NodeKind::CodeBlock { info: self.writer.keep(&info) }
            }
            Tag::List(start) => NodeKind::List { start: start.map(|number| number.min(u64::from(u32::MAX)) as u32) },
            Tag::Item => NodeKind::Item,
            Tag::FootnoteDefinition(label) => NodeKind::Footnote { label: self.writer.keep(&label) },
            Tag::DefinitionList => NodeKind::DefinitionList,
            Tag::DefinitionListTitle => NodeKind::DefinitionTerm,
            Tag::DefinitionListDefinition => NodeKind::DefinitionMeaning,
            Tag::Table(alignments) => {
                self.columns = alignments.into_iter().map(align).collect();
                NodeKind::Table
            }
            Tag::TableHead => self.row(NodeKind::TableHead),
            Tag::TableRow => {
                self.check_row(&range, span);
                self.row(NodeKind::TableRow)
            }
            Tag::TableCell => {
                self.column += 1;
                NodeKind::TableCell { align: self.columns.get(self.column - 1).copied().unwrap_or(Align::Start) }
            }
            Tag::Emphasis => NodeKind::Emphasis,
            Tag::Strong => NodeKind::Strong,
            Tag::Strikethrough => NodeKind::Strikethrough,
            Tag::Link { dest_url, .. } if self.holds_shortcode(&dest_url, &range) => NodeKind::Emphasis,
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                let to = self.writer.keep(&format!("mailto:{dest_url}"));
                NodeKind::Link { to, title: self.writer.keep(&title) }
            }
            Tag::Link { dest_url, title, .. } => {
                NodeKind::Link { to: self.writer.keep(&dest_url), title: self.writer.keep(&title) }
            }
            Tag::Image { dest_url, title, .. } => {
                self.image_depth += 1;
                let to = if self.holds_shortcode(&dest_url, &range) { "" } else { &*dest_url };
                NodeKind::Image { to: self.writer.keep(to), title: self.writer.keep(&title), decorative: false }
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => return,
        };
        self.writer.open(kind, span);
    }

    fn finish_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Image => self.image_depth -= 1,
            _ => {}
        }
        self.close_enclosing_above(self.writer.depth());
        self.writer.close_around_call();
        if tag == TagEnd::Image {
            self.read_decorative(range.end);
        }
    }

    /// Closes every enclosing shortcode that was opened inside the container which now ends: its end is missing.
    fn close_enclosing_above(&mut self, depth: usize) {
        while let Some((_, name, span)) = self.enclosing.pop_if(|(opened, _, _)| *opened >= depth) {
            self.diagnostics.push(report::unclosed_shortcode(self.place(span), &name));
            self.writer.close();
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, span: Span) -> NodeKind {
        let level = level as u8;
        if level == 1 {
            self.diagnostics.push(report::heading_one(self.place(span)));
        } else if level > self.last_level + 1 {
            self.diagnostics.push(report::heading_skipped(self.place(span), self.last_level, level));
        }
        self.last_level = level;
        self.explicit_anchor = id;
        let ordinal = u16::try_from(self.headings.len()).ok();
        self.headings.push(Heading { level, text: String::new(), anchor: String::new(), span });
        NodeKind::Heading { level, ordinal }
    }

    fn end_heading(&mut self) {
        let text = self.writer.innermost_text();
        let number = self.headings.len();
        let Some(heading) = self.headings.last_mut() else { return };
        let place = Place::at(self.file, heading.span);
        if self.writer.innermost_is_empty() && self.explicit_anchor.is_none() {
            self.diagnostics.push(report::empty_heading(place.clone()));
        }
        let explicit = self.explicit_anchor.take().filter(|id| !id.is_empty());
        if let Some(id) = explicit.as_ref().filter(|id| self.anchors.contains(id)) {
            self.diagnostics.push(report::duplicate_anchor(place, id));
        }
        let wished = explicit.unwrap_or_else(|| slug(&text));
        let wished = if wished.is_empty() { format!("section-{number}") } else { wished };
        heading.anchor = self.anchors.take(&wished, '-');
        heading.text = text;
    }

    /// The parser fills short rows up and drops what is too much; an author must hear of both.
    fn check_row(&mut self, range: &Range<usize>, span: Span) {
        let row = self.masked[range.clone()].trim().replace("\\|", "");
        let row = row.strip_prefix('|').unwrap_or(&row);
        let found = row.strip_suffix('|').unwrap_or(row).split('|').count();
        if found != self.columns.len() {
            let finding = report::uneven_row(self.place(span), found, self.columns.len());
            self.diagnostics.push(finding);
        }
    }

    fn row(&mut self, kind: NodeKind) -> NodeKind {
        self.column = 0;
        kind
    }

    /// `{decorative}` right behind a picture.
    fn read_decorative(&mut self, end: usize) {
        if self.image_depth == 0 && self.text[end..].starts_with(DECORATIVE) {
            self.writer.mark_decorative();
        }
    }

    /// Words, in which masked shortcodes may stand.
    fn words(&mut self, text: &str, range: Range<usize>) {
        if self.in_code {
            let code = self.unmasked(text, &range);
            self.writer.text(&code, self.span(&range));
            return;
        }
        if text.starts_with(DECORATIVE) && self.text[..range.start].ends_with(')') {
            let rest = range.start + DECORATIVE.len()..range.end;
            if !rest.is_empty() {
                self.words(&text[DECORATIVE.len()..], rest);
            }
            return;
        }
        self.report_suspects(&range);
        let aligned = text.contains(MASK_START) && self.masked.get(range.clone()) == Some(text);
        if !aligned {
            self.writer.text(text, self.span(&range));
            return;
        }
        let mut done = range.start;
        for index in self.markers_in(&range) {
            let marker = self.markers[index].span.range();
            if marker.start > done {
                self.writer.text(&self.text[done..marker.start], self.span(&(done..marker.start)));
            }
            self.inline_call(index);
            done = marker.end;
        }
        if done < range.end {
            self.writer.text(&self.text[done..range.end], self.span(&(done..range.end)));
        }
    }

    fn report_suspects(&mut self, range: &Range<usize>) {
        let from = self.suspects.partition_point(|suspect| suspect.at < range.start);
        let to = self.suspects.partition_point(|suspect| suspect.at < range.end);
        for index in from..to {
            let suspect = self.suspects[index];
            let place = self.place(Span::new(suspect.at, suspect.at + 2).shifted(self.start));
            let report = if suspect.footnote { report::missing_footnote } else { report::unclosed_braces };
            self.diagnostics.push(report(place));
        }
    }

    fn inline_call(&mut self, index: usize) {
        let marker = self.markers[index].clone();
        if let Form::Inline(written) = marker.form {
            let span = marker.span.shifted(self.start);
            if let Some(Written { name, arguments }) = self.accepted(written) {
                let arguments = self.shifted(arguments);
                let call = Call { name, arguments, span, encloses: false, inline: true, in_paragraph: false };
                let kind = self.writer.call(call);
                self.writer.leaf(kind, span);
            }
        }
    }

    /// A line of an HTML block: a masked shortcode, a comment, or HTML that an author typed.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(index) = self.markers_in(&range).next() else {
            self.raw_html(html, range);
            return;
        };
        let marker = self.markers[index].clone();
        let inside = marker.span.range();
        let alone = self.text[range.start..inside.start].trim().is_empty()
            && self.text[inside.end..range.end].trim().is_empty();
        if !alone {
            self.diagnostics.push(report::shortcode_not_alone(self.place(marker.span.shifted(self.start))));
        }
        match marker.form {
            Form::Open(written) => self.open_call(written, marker.span.shifted(self.start)),
            Form::End => self.end_call(marker.span.shifted(self.start)),
            Form::Inline(_) => {}
        }
    }

    fn open_call(&mut self, written: Result<Written, Mistake>, span: Span) {
        let Some(Written { name, arguments }) = self.accepted(written) else {
            self.enclosing.push((self.writer.depth(), String::new(), span));
            self.writer.open(NodeKind::Quote, span);
            return;
        };
        let arguments = self.shifted(arguments);
        self.enclosing.push((self.writer.depth(), name.clone(), span));
        let kind = self.writer.call(Call { name, arguments, span, encloses: true, inline: false, in_paragraph: false });
        self.writer.open(kind, span);
    }

    fn end_call(&mut self, span: Span) {
        let depth = self.writer.depth();
        if self.enclosing.pop_if(|(opened, _, _)| *opened + 1 == depth).is_some() {
            self.writer.close();
        } else {
            self.diagnostics.push(report::stray_end(self.place(span)));
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(index) = self.markers_in(&range).next() {
            let span = self.markers[index].span.shifted(self.start);
            self.diagnostics.push(report::shortcode_not_alone(self.place(span)));
        } else {
            self.raw_html(html, range);
        }
    }

    /// Comments are for authors and vanish; anything else is refused.
    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let written = html.trim();
        if written.is_empty() || written.starts_with("<!--") || written.ends_with("-->") {
            return;
        }
        let span = self.span(&range);
        if written.starts_with('<') && !written.starts_with("</") {
            self.diagnostics.push(report::raw_html(self.place(span), written));
        }
        let kind = NodeKind::RawHtml(self.writer.keep(html));
        self.writer.leaf(kind, span);
    }

    fn accepted(&mut self, written: Result<Written, Mistake>) -> Option<Written> {
        written
            .map_err(|mistake| {
                let place = self.place(mistake.span.shifted(self.start));
                self.diagnostics.push(report::bad_shortcode(place, mistake.cause));
            })
            .ok()
    }

    fn shifted(&self, mut arguments: Vec<Argument>) -> Vec<Argument> {
        for argument in &mut arguments {
            argument.span = argument.span.shifted(self.start);
        }
        arguments
    }

    /// Whether an address holds a shortcode, which is reported; such a link is shown as its words alone.
    fn holds_shortcode(&mut self, to: &str, range: &Range<usize>) -> bool {
        let holds = to.contains(MASK_START);
        if holds {
            self.diagnostics.push(report::shortcode_in_address(self.place(self.span(range))));
        }
        holds
    }

    /// Gives code its shortcodes back as they were written.
    fn unmasked(&self, text: &str, range: &Range<usize>) -> String {
        if self.markers_in(range).next().is_none() {
            return text.to_owned();
        }
        match self.masked[range.clone()].find(text) {
            Some(offset) => {
                let start = range.start + offset;
                self.text[start..start + text.len()].to_owned()
            }
            None => text.to_owned(),
        }
    }

    /// The numbers of the markers that stand inside `range`.
    fn markers_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.markers.partition_point(|marker| (marker.span.start as usize) < range.start);
        let to = self.markers.partition_point(|marker| (marker.span.start as usize) < range.end);
        from..to
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.start)
    }

    fn place(&self, span: Span) -> Place {
        Place::at(self.file, span)
    }
}

/// What an author writes behind a picture that says nothing.
const DECORATIVE: &str = "{decorative}";

/// Something that an author may have meant as more than words.
#[derive(Clone, Copy)]
struct Suspect {
    /// Where it begins.
    at: usize,
    /// Whether it looks like a footnote rather than a shortcode.
    footnote: bool,
}

/// Finds braces without partners and marks of footnotes, in order. Those behind a backslash are meant as they are.
fn suspects(text: &str, unclosed: &[usize]) -> Vec<Suspect> {
    let braces = unclosed.iter().map(|at| Suspect { at: *at, footnote: false });
    let marks = text.match_indices("[^").map(|(at, _)| Suspect { at, footnote: true });
    let mut suspects: Vec<Suspect> = braces.chain(marks.filter(|mark| !text[..mark.at].ends_with('\\'))).collect();
    suspects.sort_by_key(|suspect| suspect.at);
    suspects
}

fn alert(kind: BlockQuoteKind) -> NoticeKind {
    match kind {
        BlockQuoteKind::Note => NoticeKind::Note,
        BlockQuoteKind::Tip => NoticeKind::Tip,
        BlockQuoteKind::Important => NoticeKind::Important,
        BlockQuoteKind::Warning => NoticeKind::Warning,
        BlockQuoteKind::Caution => NoticeKind::Caution,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}
