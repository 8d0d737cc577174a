//! The text of a page as HTML.
//!
//! A tree without shortcodes goes in; accessible HTML comes out, with links and pictures resolved.

mod chart;
mod footnote;
mod footnotes;
mod writer;

use super::template::{DECK, Templates};
use crate::config::EditionConfig;
use crate::content::{Align, Body, NodeKind, NoticeKind, Role, Str};
use crate::diagnostic::{Reported, report};
use crate::locale::LanguageTag;
use crate::site::LanguageId;
use crate::text::{Span, escape_html};
use crate::view::{Reading, StringValue, TextContext, View, resolve, resolve_picture, shown_address};
use std::fmt::Write;
use std::sync::Arc;

pub(super) use writer::HtmlWriter;

/// Writes a text as accessible HTML: no inline style or script, language and direction on every part that differs.
///
/// Reports links that lead nowhere, pictures without text or file, and missing strings. Shortcodes must have been
/// expanded; those that could not be are shown as nothing. `reading` gives headings their ids.
pub fn body_to_html(
    templates: &Templates,
    view: View,
    context: &TextContext,
    reading: Option<&Reading>,
    body: &Body,
) -> Reported<String> {
    let mut writer = HtmlWriter::new(templates, view, context, reading, body);
    for root in body.roots() {
        writer.node(root);
    }
    writer.footnotes();
    writer.finish()
}

impl HtmlWriter<'_> {
    /// Writes one node and takes what was written.
    pub(super) fn of(&mut self, index: usize) -> String {
        self.node(index);
        std::mem::take(&mut self.out)
    }

    /// Writes what is inside a node and takes what was written.
    pub(super) fn inside(&mut self, index: usize) -> String {
        self.children(index);
        std::mem::take(&mut self.out)
    }

    fn node(&mut self, index: usize) {
        let node = self.body.nodes()[index];
        match node.kind {
            NodeKind::Text(piece) => escape_html(self.body.str(piece), &mut self.out),
            NodeKind::Paragraph => self.element(index, "<p>", "</p>\n"),
            NodeKind::Heading { level, ordinal } => self.heading(index, level, ordinal),
            NodeKind::List { start } => self.list(index, start),
            NodeKind::Item => self.item(index),
            NodeKind::Task { done } => self.task(done),
            NodeKind::Quote => self.element(index, "<blockquote>\n", "</blockquote>\n"),
            NodeKind::Notice { kind, title } => self.notice(index, kind, title),
            NodeKind::CodeBlock { info } => self.code_block(index, info),
            NodeKind::Rule => self.markup("<hr>\n"),
            NodeKind::Table => self.table(index),
            NodeKind::TableHead | NodeKind::TableRow => self.element(index, "<tr>", "</tr>\n"),
            NodeKind::TableCell { align } => self.cell(index, "td", align),
            NodeKind::DefinitionList => self.element(index, "<dl>\n", "</dl>\n"),
            NodeKind::DefinitionTerm => self.element(index, "<dt>", "</dt>\n"),
            NodeKind::DefinitionMeaning => self.element(index, "<dd>", "</dd>\n"),
            NodeKind::Footnote { label } => self.unused_footnote(label, node.span),
            NodeKind::Code(piece) => {
                self.out.push_str("<code>");
                escape_html(self.body.str(piece), &mut self.out);
                self.out.push_str("</code>");
            }
            NodeKind::Emphasis => self.element(index, "<em>", "</em>"),
            NodeKind::Strong => self.element(index, "<strong>", "</strong>"),
            NodeKind::Strikethrough => self.element(index, "<s>", "</s>"),
            NodeKind::Link { to, title } => self.link(index, to, title, node.span),
            NodeKind::LanguageLink { to, tag, current } => self.language_link(index, to, tag, current),
            NodeKind::Image { to, title, decorative } => self.image(index, to, title, decorative, node.span),
            NodeKind::FootnoteMark { label } => self.footnote_mark(label),
            NodeKind::SoftBreak if self.body.line_end(index).is_empty() => {}
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.markup("<br>\n"),
            NodeKind::Block(role) => self.block(index, role),
            NodeKind::Language { tag, block } => self.language(index, tag, block),
            NodeKind::Details { summary } => self.details(index, summary),
            NodeKind::Number { display, digits } => self.number(display, digits, node.span),
            NodeKind::Icon(name) => self.icon(name, node.span),
            NodeKind::Qr { to, alt } => self.qr(to, alt),
            NodeKind::Part { file } => self.part(index, file),
            NodeKind::RawHtml(_) | NodeKind::Call(_) | NodeKind::StrayEnd => self.children(index),
        }
    }

    fn children(&mut self, index: usize) {
        for child in self.body.children(index) {
            self.node(child);
        }
    }

    fn element(&mut self, index: usize, start: &str, end: &str) {
        self.markup(start);
        self.children(index);
        self.markup(end);
    }

    fn heading(&mut self, index: usize, level: u8, ordinal: Option<u16>) {
        self.last_heading = Some(self.body.plain_text(index));
        let anchor = self.reading.zip(ordinal).and_then(|(reading, ordinal)| reading.anchor(ordinal));
        let _ = write!(self.out, "<h{level}");
        if let Some(anchor) = anchor {
            self.out.push_str(" id=\"");
            escape_html(anchor, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.children(index);
        self.markup(&format!("</h{level}>\n"));
    }

    fn list(&mut self, index: usize, start: Option<u32>) {
        match start {
            None => self.element(index, "<ul>\n", "</ul>\n"),
            Some(1) => self.element(index, "<ol>\n", "</ol>\n"),
            Some(number) => self.element(index, &format!("<ol start=\"{number}\">\n"), "</ol>\n"),
        }
    }

    fn item(&mut self, index: usize) {
        let is_task = self.body.nodes().get(index + 1).is_some_and(|first| match first.kind {
            NodeKind::Task { .. } => true,
            NodeKind::Paragraph => {
                matches!(self.body.nodes().get(index + 2).map(|node| node.kind), Some(NodeKind::Task { .. }))
            }
            _ => false,
        }) && self.body.end_of(index) > index + 1;
        self.element(index, if is_task { "<li class=\"task\">" } else { "<li>" }, "</li>\n");
    }

    fn task(&mut self, done: bool) {
        let label = self.say(if done { "task.done" } else { "task.open" }, &[]);
        self.out.push_str("<input type=\"checkbox\" disabled");
        if done {
            self.out.push_str(" checked");
        }
        self.attribute("aria-label", &label);
        self.out.push_str("> ");
    }

    fn notice(&mut self, index: usize, kind: NoticeKind, title: Option<Str>) {
        let title = match title {
            Some(title) => self.body.str(title).to_owned(),
            None => self.say(&format!("notice.{}", kind.as_str()), &[]),
        };
        let _ = write!(self.out, "<div class=\"notice notice-{}\" role=\"note\"", kind.as_str());
        self.attribute("aria-label", &title);
        self.markup(">\n<p class=\"notice-title\">");
        escape_html(&title, &mut self.out);
        self.markup("</p>\n");
        self.children(index);
        self.markup("</div>\n");
    }

    fn code_block(&mut self, index: usize, info: Str) {
        let language = self.body.str(info).split_whitespace().next().unwrap_or_default().to_owned();
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.element(index, ">", "</code></pre>\n");
    }

    fn table(&mut self, index: usize) {
        let label = self.table_label();
        self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        self.attribute("aria-label", &label);
        self.markup(">\n<table>\n");
        let mut in_body = false;
        for row in self.body.children(index) {
            let head = self.body.nodes()[row].kind == NodeKind::TableHead;
            if !head && !in_body {
                self.markup("<tbody>\n");
                in_body = true;
            }
            self.markup(if head { "<thead>\n<tr>" } else { "<tr>" });
            for cell in self.body.children(row) {
                let NodeKind::TableCell { align } = self.body.nodes()[cell].kind else { continue };
                self.cell(cell, if head { "th" } else { "td" }, align);
            }
            self.markup(if head { "</tr>\n</thead>\n" } else { "</tr>\n" });
        }
        self.markup(if in_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    /// What a table is called for those who move from region to region: as the heading above it, each name once.
    fn table_label(&mut self) -> String {
        let above = self.last_heading.clone().filter(|heading| !heading.trim().is_empty());
        let wished = above.unwrap_or_else(|| self.say("table.label", &[]));
        self.table_labels.take(&wished, ' ')
    }

    fn cell(&mut self, index: usize, name: &str, align: Align) {
        // An empty corner of a head row heads nothing, so it is no header.
        let empty_head = name == "th" && self.body.plain_text(index).trim().is_empty();
        let name = if empty_head { "td" } else { name };
        let _ = write!(self.out, "<{name}");
        if name == "th" {
            self.out.push_str(" scope=\"col\"");
        }
        self.out.push_str(match align {
            Align::Start => "",
            Align::Center => " class=\"center\"",
            Align::End => " class=\"end\"",
        });
        self.out.push('>');
        self.children(index);
        let _ = write!(self.out, "</{name}>");
    }

    fn link(&mut self, index: usize, to: Str, title: Str, span: Span) {
        let location = self.location(span);
        if self.body.plain_text(index).trim().is_empty() && !self.holds_picture(index) {
            self.diagnostics.push(report::link_without_words(location.clone()));
        }
        let target = match resolve(self.view, &self.context, self.body.str(to), location) {
            Ok(target) => target,
            Err(finding) => {
                self.diagnostics.push(*finding);
                return self.children(index);
            }
        };
        self.out.push_str("<a");
        self.attribute("href", &target.href);
        if target.external {
            self.out.push_str(" rel=\"noreferrer\"");
        }
        let fallback = target.fallback.filter(|language| *language != self.context.text_language);
        if let Some(language) = fallback {
            let tag = self.view.site.language(language).tag.clone();
            self.attribute("hreflang", tag.as_str());
        }
        let title = self.body.str(title);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.in_link = true;
        self.element(index, ">", "</a>");
        self.in_link = false;
        if let Some(language) = fallback {
            self.fallback_label(language);
        }
    }

    fn holds_picture(&self, index: usize) -> bool {
        self.body.nodes()[index..self.body.end_of(index)].iter().any(|node| matches!(node.kind, NodeKind::Image { .. }))
    }

    /// Says in the reader's language that a link leads to another one.
    fn fallback_label(&mut self, language: LanguageId) {
        let language = self.view.site.language(language);
        let (name, tag) = (language.name.clone(), language.tag.clone());
        let label = self.say("fallback.label", &[("language", StringValue::Text(&name))]);
        self.out.push_str(" <span class=\"label\">");
        match label.split_once(name.as_str()) {
            Some((before, after)) => {
                escape_html(before, &mut self.out);
                let _ = write!(self.out, "<bdi lang=\"{tag}\">");
                escape_html(&name, &mut self.out);
                self.out.push_str("</bdi>");
                escape_html(after, &mut self.out);
            }
            None => escape_html(&label, &mut self.out),
        }
        self.out.push_str("</span>");
    }

    fn language_link(&mut self, index: usize, to: Str, tag: Str, current: bool) {
        let (to, tag) = (self.body.str(to).to_owned(), self.body.str(tag).to_owned());
        self.out.push_str("<a");
        self.attribute("href", &self.view.href(&to));
        self.language_attributes(&tag);
        self.attribute("hreflang", &tag);
        if current {
            self.out.push_str(" aria-current=\"true\"");
        }
        self.element(index, ">", "</a>");
    }

    fn image(&mut self, index: usize, to: Str, title: Str, decorative: bool, span: Span) {
        let location = self.location(span);
        let alternative = self.body.plain_text(index);
        match (alternative.trim().is_empty(), decorative) {
            (true, false) => self.diagnostics.push(report::picture_without_text(location.clone())),
            (false, true) => self.diagnostics.push(report::decorative_with_text(location.clone())),
            _ => {}
        }
        let file = match resolve_picture(self.view, &self.context, self.body.str(to), location) {
            Ok(file) => file,
            Err(finding) => return self.diagnostics.push(*finding),
        };
        self.out.push_str("<img");
        self.attribute("src", &self.view.href(&file.address));
        self.attribute("alt", &alternative);
        if let Ok(size) = imagesize::blob_size(file.beginning()) {
            let _ = write!(self.out, " width=\"{}\" height=\"{}\"", size.width, size.height);
        }
        let title = self.body.str(title);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    fn block(&mut self, index: usize, role: Role) {
        match role {
            Role::Contact(id) => self.contact(index, id),
            Role::ContactRoutes | Role::Signs | Role::PageList | Role::LanguageList => {
                self.element(index, &format!("<ul class=\"{}\">\n", role.class()), "</ul>\n");
            }
            Role::Big(value) => self.big(index, value),
            Role::Chart(chart) => self.chart(index, chart),
            // The page of a talk shows what its listeners see; the notes are in its web deck.
            Role::Notes if self.templates.has(DECK) => {}
            Role::Notes => self.notes(index),
            Role::Slide(id) => self.slide(index, id),
            Role::Steps | Role::Facts | Role::Doors | Role::Door | Role::Contacts | Role::Columns | Role::Column => {
                self.element(index, &format!("<div class=\"{}\">\n", role.class()), "</div>\n");
            }
            _ => self.element(index, &format!("<p class=\"{}\">", role.class()), "</p>\n"),
        }
    }

    fn big(&mut self, index: usize, value: Str) {
        self.markup("<div class=\"big\">\n<p class=\"big-value\">");
        escape_html(self.body.str(value), &mut self.out);
        self.element(index, "</p>\n", "</div>\n");
    }

    fn notes(&mut self, index: usize) {
        let summary = self.say("document.notes", &[]);
        self.markup("<details class=\"details notes\">\n<summary>");
        escape_html(&summary, &mut self.out);
        self.element(index, "</summary>\n", "</details>\n");
    }

    /// Links lead to the slide as a whole. One without a heading is no section of the page.
    fn slide(&mut self, index: usize, id: Str) {
        let id = self.body.str(id).to_owned();
        let is_heading = |child: usize| matches!(self.body.nodes()[child].kind, NodeKind::Heading { .. });
        let name = if self.body.children(index).any(is_heading) { "section" } else { "div" };
        self.out.push_str(&format!("<{name} class=\"slide\""));
        self.attribute("id", &id);
        self.element(index, ">\n", &format!("</{name}>\n"));
    }

    /// Who reads this on a screen needs no camera: the code is shown as the address that it opens.
    fn qr(&mut self, to: Str, alt: Str) {
        let (to, alt) = (self.body.str(to), self.body.str(alt));
        // The same page is in this edition, too.
        let own = |edition: &EditionConfig| edition.own_part(to).filter(|path| path.starts_with('/'));
        let editions = &self.view.site.config.editions;
        // One may be below another: the longest address is the right one.
        let own = editions.iter().filter_map(own).min_by_key(|path| path.len());
        let own = own.map(|path| format!("{}{path}", self.view.site.edition.base_path()));
        self.out.push_str("<p class=\"qr\"><a");
        self.attribute("href", own.as_deref().unwrap_or(to));
        self.out.push('>');
        escape_html(alt, &mut self.out);
        self.out.push_str("</a><br><bdi dir=\"ltr\">");
        escape_html(shown_address(to), &mut self.out);
        self.markup("</bdi></p>\n");
    }

    /// The first card of a contact on a page has an id, so that links can lead to it.
    fn contact(&mut self, index: usize, id: Str) {
        let id = self.body.str(id).to_owned();
        self.out.push_str("<div class=\"contact\"");
        if self.contacts.insert(id.clone()) {
            self.attribute("id", &format!("contact-{id}"));
        }
        self.element(index, ">\n", "</div>\n");
    }

    fn language(&mut self, index: usize, tag: Str, block: bool) {
        let tag = self.body.str(tag).to_owned();
        let name = if block { "div" } else { "span" };
        let _ = write!(self.out, "<{name}");
        self.language_attributes(&tag);
        self.element(index, ">", &format!("</{name}>"));
    }

    fn language_attributes(&mut self, tag: &str) {
        self.attribute("lang", tag);
        if let Some(parsed) = LanguageTag::parse(tag) {
            self.attribute("dir", parsed.direction().as_str());
        }
    }

    fn details(&mut self, index: usize, summary: Str) {
        self.markup("<details class=\"details\">\n<summary>");
        escape_html(self.body.str(summary), &mut self.out);
        self.element(index, "</summary>\n", "</details>\n");
    }

    fn number(&mut self, display: Str, digits: Str, span: Span) {
        if self.in_link {
            self.diagnostics.push(report::number_in_link(self.location(span)));
            return;
        }
        let (display, digits) = (self.body.str(display), self.body.str(digits));
        let _ = write!(self.out, "<a class=\"number\" href=\"tel:{digits}\"><bdi dir=\"ltr\">");
        escape_html(display, &mut self.out);
        self.out.push_str("</bdi></a>");
    }

    fn icon(&mut self, name: Str, span: Span) {
        let name = self.body.str(name);
        match self.templates.icon(name, "icon") {
            Some(svg) => self.out.push_str(&svg),
            None => {
                let near = crate::text::nearest(name, self.templates.icon_names());
                let file = format!("icons/{name}.svg");
                self.diagnostics.push(report::missing_theme_file(self.location(span), &file, near));
            }
        }
    }

    /// What is in a part is in another file.
    fn part(&mut self, index: usize, file: Str) {
        let inner: Arc<str> = Arc::from(self.body.str(file));
        let outer = std::mem::replace(&mut self.context.file, inner);
        self.children(index);
        self.context.file = outer;
    }
}
