//! Markdown in, a [`Body`] out: the only module that knows the Markdown parser.
//!
//! Syntax: CommonMark 0.31 with GitHub's tables, alerts, task lists and strikethrough, footnotes, definition
//! lists and heading ids. Never panics: a parser's panic is caught and reported. Every word of the text ends in the tree, or a
//! finding names its line: [`lost`] accounts for each of them.

mod account;
mod blocks;
mod lists;
mod lost;
mod marks;
mod options;
mod plain;
mod prepared;
mod walk;

use super::node::{Align, NodeKind, NoticeKind};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Span, slug};
use options::options;
use prepared::prepare;
use pulldown_cmark::{Alignment, BlockQuoteKind, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use walk::MarkdownWalk;

pub use plain::{judge_text, marks_in};
pub use walk::{Heading, ParsedMarkdown};

/// Parses the Markdown of `file` from byte `start` to the end of `text`.
pub fn parse_markdown(
    file: &Arc<str>,
    text: &Arc<str>,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> ParsedMarkdown {
    let mut found = Vec::new();
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let prepared = prepare(&text[start..]);
        let mut walk = MarkdownWalk::new(file, text, &prepared, start);
        walk.run();
        let (parsed, diagnostics) = walk.finish();
        found = diagnostics;
        parsed
    }));
    diagnostics.append(&mut found);
    parsed.unwrap_or_else(|_| {
        diagnostics.push(report::unparsable(Location::whole(file)));
        ParsedMarkdown::default()
    })
}

impl MarkdownWalk<'_> {
    fn run(&mut self) {
        if let Some(at) = self.comments.unclosed {
            self.diagnostics.push(report::unclosed_comment(self.location(self.span(&(at..at + 4)))));
        }
        let mut events = Parser::new_ext(self.masked, options()).into_offset_iter();
        self.account.references = events.reference_definitions().iter().map(|(_, found)| found.span.clone()).collect();
        while let Some((event, range)) = events.next() {
            if self.is_too_deep(range.start) {
                break;
            }
            if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = &event
                && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
                && let Some(found) = events.reference_definitions().get(id)
            {
                self.account.use_reference(found.span.start);
            }
            self.event(event, range);
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => return self.begin(tag, range),
            Event::End(tag) => return self.finish_tag(tag, range),
            Event::Text(text) => self.words(&text, range.clone()),
            Event::Code(code) => {
                let code = self.unmasked(&code, &range);
                let kind = NodeKind::Code(self.writer.keep(&code));
                self.leaf(kind, &range);
            }
            Event::Html(html) => self.html(&html, range.clone()),
            Event::InlineHtml(html) => self.inline_html(&html, range.clone()),
            Event::FootnoteReference(label) => {
                let label = fold_label(&label);
                let span = self.span(&range);
                self.marks.entry(label.clone()).or_insert(span);
                let kind = NodeKind::FootnoteMark { label: self.writer.keep(&label) };
                self.leaf(kind, &range);
            }
            Event::SoftBreak => self.line_break(NodeKind::SoftBreak, &range),
            Event::HardBreak => self.line_break(NodeKind::HardBreak, &range),
            Event::Rule => {
                self.judge_line(true);
                self.writer.leaf(NodeKind::Rule, self.span(&range));
            }
            Event::TaskListMarker(done) => self.leaf(NodeKind::Task { done }, &range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, range.clone()),
        }
        self.account.reach(range);
    }

    /// Something in a line that is neither words nor signs.
    fn leaf(&mut self, kind: NodeKind, range: &Range<usize>) {
        self.line.push_quiet(self.start + range.start);
        self.writer.leaf(kind, self.span(range));
    }

    fn line_break(&mut self, kind: NodeKind, range: &Range<usize>) {
        self.line.push("\n", self.start + range.start);
        self.writer.leaf(kind, self.span(range));
    }

    fn finish(mut self) -> (ParsedMarkdown, Vec<Diagnostic>) {
        self.close_enclosing_above(0);
        self.judge_line(true);
        self.report_lost();
        self.report_footnotes();
        self.report_unseen_shortcodes();
        let body = self.writer.finish();
        (ParsedMarkdown { body, headings: self.headings }, self.diagnostics)
    }

    fn begin(&mut self, tag: Tag, range: Range<usize>) {
        let span = self.span(&range);
        if !is_in_line(&tag) {
            self.judge_line(true);
        }
        let kind = match tag {
            Tag::Paragraph => NodeKind::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                let has_more = !classes.is_empty() || !attrs.is_empty();
                self.check_heading_line(&range, id.is_some(), has_more);
                self.heading(level, id.map(|id| self.unmarked(&id)), span)
            }
            Tag::BlockQuote(None) => {
                self.check_quote(&range);
                NodeKind::Quote
            }
            Tag::BlockQuote(Some(kind)) => {
                let line = self.masked[range.start..].find('\n').map_or(range.end, |end| range.start + end);
                self.account.reach(range.start..line);
                NodeKind::Notice { kind: alert(kind), title: None }
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                let info = self.code_block(&kind, &range);
                NodeKind::CodeBlock { info: self.writer.keep(&info) }
            }
            Tag::List(start) => {
                self.lists.open(start);
                NodeKind::List { start: start.map(|number| number.min(u64::from(u32::MAX)) as u32) }
            }
            Tag::Item => {
                self.begin_item(&range);
                NodeKind::Item
            }
            Tag::FootnoteDefinition(label) => {
                let label = fold_label(&label);
                self.begin_footnote(&label, &range);
                NodeKind::Footnote { label: self.writer.keep(&label) }
            }
            Tag::DefinitionList => NodeKind::DefinitionList,
            Tag::DefinitionListTitle => NodeKind::DefinitionTerm,
            Tag::DefinitionListDefinition => {
                self.check_definition(&range);
                NodeKind::DefinitionMeaning
            }
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
            Tag::Strikethrough => {
                self.check_strikethrough(&range);
                NodeKind::Strikethrough
            }
            Tag::Link { dest_url, .. } if self.holds_shortcode(&dest_url, &range) => NodeKind::Emphasis,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.line.begin_link();
                let title = self.unmarked(&title);
                let to = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                NodeKind::Link { to: self.writer.keep(&to), title: self.writer.keep(&title) }
            }
            Tag::Image { dest_url, title, .. } => {
                self.image_depth += 1;
                let to = if self.holds_shortcode(&dest_url, &range) { "" } else { &*dest_url };
                let title = self.unmarked(&title);
                NodeKind::Image { to: self.writer.keep(to), title: self.writer.keep(&title), decorative: false }
            }
            Tag::HtmlBlock => {
                self.said_html = false;
                return;
            }
            Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => return,
        };
        self.writer.open(kind, span);
    }

    fn finish_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        if matches!(
            tag,
            TagEnd::Link
                | TagEnd::Image
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::TableRow
        ) {
            // Addresses, titles, names and cells too many are spoken of where they are.
            self.account.reach(range.clone());
        }
        if !ends_in_line(tag) {
            let flows = !matches!(tag, TagEnd::Heading(_) | TagEnd::TableCell);
            self.judge_line(flows);
        }
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Image => self.image_depth -= 1,
            TagEnd::Link => self.line.end_link(),
            TagEnd::List(_) => self.end_list(&range),
            TagEnd::BlockQuote(Some(_)) => self.check_notice(&range),
            _ => {}
        }
        self.close_enclosing_above(self.writer.depth());
        if tag == TagEnd::Paragraph && self.writer.innermost_is_empty() {
            // It held nothing but a comment.
            self.writer.discard();
        } else {
            self.writer.close_around_call();
        }
        if tag == TagEnd::Image {
            self.read_decorative(range.end);
        }
    }

    /// Closes every enclosing shortcode that was opened inside the container which now ends: its end is missing.
    fn close_enclosing_above(&mut self, depth: usize) {
        while let Some((_, name, span)) = self.enclosing.pop_if(|(opened, _, _)| *opened >= depth) {
            // One that cannot be read was reported where it begins.
            if !name.is_empty() {
                self.diagnostics.push(report::unclosed_shortcode(self.location(span), &name));
            }
            self.writer.close();
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, span: Span) -> NodeKind {
        let level = level as u8;
        if level == 1 && !self.text[span.start as usize - self.start..].starts_with('#') {
            // Said of the line below it.
        } else if level == 1 {
            self.diagnostics.push(report::heading_one(self.location(span)));
        } else if level > self.last_level + 1 {
            self.diagnostics.push(report::heading_skipped(self.location(span), self.last_level, level));
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
        let location = Location::at(self.file, heading.span);
        if self.writer.innermost_is_empty() && self.explicit_anchor.is_none() {
            self.diagnostics.push(report::empty_heading(location.clone()));
        }
        let explicit = self.explicit_anchor.take().filter(|id| !id.is_empty());
        if let Some(id) = explicit.as_ref().filter(|id| self.anchors.contains(id)) {
            self.diagnostics.push(report::duplicate_anchor(location, id));
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
            let finding = report::uneven_row(self.location(span), found, self.columns.len());
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

    /// Words, in which masked shortcodes and comments may be.
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
        if self.masked.get(range.clone()) != Some(text) {
            self.push_line(text, &range);
            self.check_characters(text, &range);
            self.writer.text(text, self.span(&range));
            return;
        }
        let mut done = range.start;
        for (hidden, marker) in self.hidden_in(&range) {
            // A shortcode inside a comment is hidden with it.
            if hidden.start < done {
                done = done.max(hidden.end.min(range.end));
                continue;
            }
            self.written(done..hidden.start);
            if let Some(index) = marker {
                self.line.push_quiet(self.start + hidden.start);
                self.inline_call(index);
            }
            done = hidden.end.min(range.end);
        }
        self.written(done..range.end);
    }

    /// Words as they are in the file.
    fn written(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        // Behind a comment at the beginning of a block no space is left over.
        let behind_comment = range.start > 0 && self.comments.hold(range.start - 1) && self.writer.innermost_is_empty();
        let skipped = if behind_comment { words.len() - words.trim_start().len() } else { 0 };
        let range = range.start + skipped..range.end;
        if !range.is_empty() {
            self.push_line(&words[skipped..], &range);
            self.writer.text(&words[skipped..], self.span(&range));
        }
    }

    fn report_suspects(&mut self, range: &Range<usize>) {
        let from = self.suspects.partition_point(|suspect| suspect.at < range.start);
        let to = self.suspects.partition_point(|suspect| suspect.at < range.end);
        for index in from..to {
            let suspect = self.suspects[index];
            let location = self.location(Span::new(suspect.at, suspect.at + 2).shifted(self.start));
            let report = if suspect.footnote { report::missing_footnote } else { report::unclosed_braces };
            self.diagnostics.push(report(location));
        }
    }
}

/// The label of a footnote in the one form by which marks find their words: as the parser compares them, without case and
/// with single spaces.
fn fold_label(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_uppercase().to_lowercase()
}

fn is_in_line(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

fn ends_in_line(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// What an author writes behind a picture that says nothing.
const DECORATIVE: &str = "{decorative}";

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
