//! One expansion under way: copies a tree, and lets each shortcode in it write what it shows in its place.
//!
//! Which shortcodes there are is told by whoever begins it: what they show is written through the expander, so it cannot know them.

use super::cited::Cited;
use super::reading::{TextContext, View};
use super::shortcode::{CheckedCall, Forms, Parameter, Shows, check_arguments};
use crate::content::{self, Body, BodyWriter, MovedWords, NodeKind, Str};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Span, nearest};
use std::sync::Arc;

/// Parts inside parts at most; a page with a notice in a notice needs three.
const DEEPEST: usize = 16;

/// What one page may grow to by its shortcodes: nodes, and bytes of words. The list of all pages of a site of 100,000 stays below
/// that; a tree of this size takes some 100 MB.
const LARGEST: (usize, usize) = (1_000_000, 64 << 20);

/// A built-in shortcode.
pub struct Shortcode {
    /// Its name.
    pub name: &'static str,
    /// How it may be written.
    pub forms: Forms,
    /// Its arguments.
    pub arguments: &'static [Parameter],
    /// What it shows that every language must show.
    pub shows: Shows,
    /// Writes what it shows.
    pub(super) show: fn(&mut Expander, &CheckedCall, &Inside),
}

/// One expansion under way; shortcodes write through it.
pub(super) struct Expander<'a> {
    pub view: View<'a>,
    pub context: TextContext<'a>,
    pub writer: BodyWriter,
    /// All shortcodes that there are.
    shortcodes: &'static [Shortcode],
    /// The parts that are being shown, outermost first.
    pub parts: Vec<Arc<str>>,
    /// Whether it was said that the page grows beyond all measure.
    overgrown: bool,
    /// The facts that are shown so far, and the sources that are named.
    pub cited: Cited,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Expander<'a> {
    /// Begins an expansion that knows these shortcodes and writes behind what the writer has.
    pub fn new(
        shortcodes: &'static [Shortcode],
        view: View<'a>,
        context: &TextContext<'a>,
        writer: BodyWriter,
    ) -> Self {
        let (parts, cited, diagnostics) = (Vec::new(), Cited::default(), Vec::new());
        Self { view, context: context.clone(), writer, shortcodes, parts, overgrown: false, cited, diagnostics }
    }

    /// Whether there is room for one part more; if not, that is said once at `location`.
    pub fn has_room(&mut self, location: impl FnOnce() -> Location) -> bool {
        let (nodes, words) = self.writer.size();
        let fits = self.parts.len() < DEEPEST && nodes < LARGEST.0 && words < LARGEST.1;
        if !fits && !std::mem::replace(&mut self.overgrown, true) {
            self.diagnostics.push(report::page_overgrown(location(), DEEPEST));
        }
        fits
    }

    /// Copies a whole tree whose words went where `moved` says.
    pub fn copy_all(&mut self, body: &Body, moved: MovedWords) {
        for root in body.roots() {
            self.copy(body, root, moved);
        }
    }

    /// Copies what is inside a node.
    pub fn copy_children(&mut self, body: &Body, index: usize, moved: MovedWords) {
        for child in body.children(index) {
            self.copy(body, child, moved);
        }
    }

    fn copy(&mut self, body: &Body, index: usize, moved: MovedWords) {
        let node = body.nodes()[index];
        if let NodeKind::Call(call) = node.kind {
            self.call(body, index, call, moved);
            return;
        }
        let kind = match node.kind {
            NodeKind::Heading { level, .. } if !self.parts.is_empty() => NodeKind::Heading { level, ordinal: None },
            NodeKind::Footnote { label } if !self.parts.is_empty() => {
                NodeKind::Footnote { label: self.own_label(body, label) }
            }
            NodeKind::FootnoteMark { label } if !self.parts.is_empty() => {
                NodeKind::FootnoteMark { label: self.own_label(body, label) }
            }
            kind => kind.moved(moved),
        };
        self.writer.open(kind, node.span);
        match node.kind {
            NodeKind::Part { file } => {
                let outside = std::mem::replace(&mut self.context.file, Arc::from(body.str(file)));
                self.copy_children(body, index, moved);
                self.context.file = outside;
            }
            NodeKind::Language { tag, .. } => {
                let outside = self.context.text_language;
                self.context.text_language = self.view.site.language_by_tag(body.str(tag)).unwrap_or(outside);
                self.copy_children(body, index, moved);
                self.context.text_language = outside;
            }
            _ => self.copy_children(body, index, moved),
        }
        self.writer.close();
    }

    /// The label of a footnote in a part, which must not meet one of the page or of another part.
    fn own_label(&mut self, body: &Body, label: Str) -> Str {
        let part = self.parts.last().map_or("", |part| part);
        self.writer.keep(&format!("{part}: {}", body.str(label)))
    }

    fn call(&mut self, body: &Body, index: usize, call: u32, moved: MovedWords) {
        let written = body.call(call);
        let location = self.location(written.span);
        let Some(shortcode) = self.shortcodes.iter().find(|known| known.name == written.name) else {
            let names: Vec<&str> = self.shortcodes.iter().map(|known| known.name).collect();
            let near = nearest(&written.name, names.iter().copied());
            self.diagnostics.push(report::unknown_shortcode(location, &written.name, near, &names));
            return self.copy_children(body, index, moved);
        };
        if !self.has_room(|| location.clone()) {
            return;
        }
        if !self.fits(shortcode, written, &location) {
            return self.copy_children(body, index, moved);
        }
        let before = self.writer.fix_span(Some(written.span));
        let wraps = written.in_paragraph && !shortcode.forms.is_block();
        if wraps {
            self.writer.open(NodeKind::Paragraph, written.span);
        }
        let inside = Inside { body, index, moved, span: before };
        (shortcode.show)(self, &CheckedCall { written, location }, &inside);
        if wraps {
            self.writer.close();
        }
        self.writer.fix_span(before);
    }

    /// Whether a call is written as its shortcode wants it; everything else is reported.
    fn fits(&mut self, shortcode: &Shortcode, written: &content::Call, location: &Location) -> bool {
        if !shortcode.forms.allows(written) {
            let finding = if written.inline && !written.encloses && shortcode.forms.is_block() {
                report::block_in_line(location.clone(), shortcode.name)
            } else {
                report::wrong_form(location.clone(), shortcode.name, !written.encloses)
            };
            self.diagnostics.push(finding);
            return false;
        }
        let findings = check_arguments(shortcode.name, shortcode.arguments, written, &self.context.file);
        let fine = findings.is_empty();
        self.diagnostics.extend(findings);
        fine
    }

    pub fn location(&self, span: Span) -> Location {
        Location::at(&self.context.file, span)
    }
}

/// What an enclosing shortcode encloses.
pub(super) struct Inside<'b> {
    body: &'b Body,
    index: usize,
    moved: MovedWords,
    span: Option<Span>,
}

impl Inside<'_> {
    /// Writes it where the shortcode wants it, with its own places.
    pub fn write(&self, expander: &mut Expander) {
        let own = expander.writer.fix_span(self.span);
        expander.copy_children(self.body, self.index, self.moved);
        expander.writer.fix_span(own);
    }
}
