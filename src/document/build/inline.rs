//! What is in a line of a document: words, marks, links and numbers.
//!
//! What shows nothing on paper, such as a link without words, is reported.

use super::super::model::{Inline, all_words};
use super::{Builder, DEEPEST};
use crate::content::{NodeKind, Str};
use crate::diagnostic::report;
use crate::locale::LanguageTag;
use crate::text::with_islands;
use crate::view::{resolve, shown_address};

/// The string for words that are struck out, and the name that stands for them in it.
const CROSSED_OUT: &str = "document.crossed_out";
const WORDS: &str = "words";

impl Builder<'_> {
    pub(super) fn inlines(&mut self, parent: usize) -> Vec<Inline> {
        self.deeper(parent, 2 * DEEPEST, |builder| {
            let mut out = Vec::new();
            for child in builder.body.children(parent) {
                builder.inline(child, &mut out);
            }
            out
        })
    }

    pub(super) fn inline(&mut self, index: usize, out: &mut Vec<Inline>) {
        let node = self.body.nodes()[index];
        match node.kind {
            NodeKind::Text(piece) => {
                let v = self.words(self.body.str(piece), node.span);
                out.push(Inline::Text { v });
            }
            NodeKind::Code(piece) => {
                let v = self.words(self.body.str(piece), node.span);
                out.push(Inline::Code { v });
            }
            NodeKind::SoftBreak => out.push(Inline::Text { v: self.body.line_end(index).to_owned() }),
            NodeKind::HardBreak => out.push(Inline::Br),
            NodeKind::Strong => out.push(Inline::Strong { c: self.inlines(index) }),
            NodeKind::Emphasis => out.push(Inline::Emph { c: self.inlines(index) }),
            NodeKind::Strikethrough => {
                let label = self.say(CROSSED_OUT);
                let mark = format!("{{{WORDS}}}");
                let (before, behind) = label.split_once(&mark).unwrap_or((&label, ""));
                let (before, behind) = (before.to_owned(), behind.to_owned());
                out.push(Inline::Strike { before, behind, c: self.inlines(index) });
            }
            NodeKind::Link { to, .. } => self.link(index, to, out),
            NodeKind::Language { tag, .. } => {
                let (lang, dir) = self.language(tag);
                out.push(Inline::Lang { lang, dir, c: self.inlines(index) });
            }
            NodeKind::Number { display, digits } => {
                let words = self.words(self.body.str(display), node.span);
                let href = format!("tel:{}", self.body.str(digits));
                out.push(Inline::Link { href, shown: String::new(), c: vec![Inline::Text { v: words }] });
            }
            NodeKind::Task { done } => {
                let label = self.say(if done { "task.done" } else { "task.open" });
                out.push(Inline::Task { done, label });
            }
            NodeKind::FootnoteMark { .. } => self.refuse(node.span, "a footnote"),
            NodeKind::Image { .. } => self.refuse(node.span, "a picture inside a line"),
            NodeKind::Icon(_) | NodeKind::RawHtml(_) | NodeKind::StrayEnd => {}
            _ => out.extend(self.inlines(index)),
        }
    }

    /// A link with its full address; one that leads nowhere is its words alone.
    fn link(&mut self, index: usize, to: Str, out: &mut Vec<Inline>) {
        let location = self.location(self.body.nodes()[index].span);
        let to = self.body.str(to);
        let c = self.inlines(index);
        if all_words(&c).trim().is_empty() {
            self.diagnostics.push(report::link_without_words(location));
            return;
        }
        match resolve(self.reading.view, &self.context, to, location.clone()) {
            Ok(target) => {
                let view = self.reading.view;
                let base = view.base_to_share(target.page.unwrap_or(self.reading.page));
                let below = target.href.strip_prefix(view.site.edition.base_path()).unwrap_or(&target.href);
                let is_here = target.href.starts_with('#');
                let href = match target.href.as_bytes().first() {
                    Some(b'/') => format!("{base}{below}"),
                    Some(b'#') => format!("{}{}", self.reading.address_to_share(), target.href),
                    _ => target.href,
                };
                let shown = if is_here { None } else { address_to_type(&href, &all_words(&c)) };
                let shown = with_islands(&shown.unwrap_or_default(), self.rtl);
                out.push(Inline::Link { href, shown, c });
            }
            Err(finding) => {
                self.diagnostics.push(*finding);
                out.extend(c);
            }
        }
    }

    pub(super) fn language(&self, tag: Str) -> (String, &'static str) {
        let tag = self.body.str(tag);
        let dir = LanguageTag::parse(tag).map_or("ltr", |tag| tag.direction().as_str());
        (tag.to_owned(), dir)
    }
}

/// What readers of paper type to get where a link leads, if its words do not say it.
fn address_to_type(href: &str, words: &str) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if let Some(number) = href.strip_prefix("tel:") {
        return (!digits(words).ends_with(&digits(number))).then(|| number.to_owned());
    }
    let address = href.strip_prefix("mailto:").unwrap_or_else(|| shown_address(href));
    let said = words.trim().trim_end_matches('/').to_lowercase();
    (!said.contains(&address.to_lowercase())).then(|| address.to_owned())
}
