//! A text as HTML while it is written: what is known so far, and how tags, attributes and words are added.
//!
//! What each node becomes is said in the files beside it.

use super::super::template::Templates;
use super::footnotes::Footnotes;
use crate::content::Body;
use crate::diagnostic::{Diagnostic, Location, Reported};
use crate::text::{Span, UniqueNames, escape_html};
use crate::view::{Reading, StringValue, TextContext, View, string};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Writes a tree, or pieces of one.
pub(in crate::render) struct HtmlWriter<'a> {
    pub(super) templates: &'a Templates,
    pub(super) view: View<'a>,
    pub(super) context: TextContext<'a>,
    pub(super) reading: Option<&'a Reading<'a>>,
    pub(super) body: &'a Body,
    /// Whether nothing is written that browsers do not need.
    pub(super) minify: bool,
    pub(super) out: String,
    pub(super) footnotes: Footnotes<'a>,
    /// Contacts that have given their id away.
    pub(super) contacts: BTreeSet<String>,
    /// Whether a link is open: no other can be inside it.
    pub(super) in_link: bool,
    /// The words of the heading that came last.
    pub(super) last_heading: Option<String>,
    /// Charts so far.
    pub(super) charts: usize,
    /// What the tables so far are called.
    pub(super) table_labels: UniqueNames,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> HtmlWriter<'a> {
    pub(in crate::render) fn new(
        templates: &'a Templates,
        view: View<'a>,
        context: &TextContext<'a>,
        reading: Option<&'a Reading<'a>>,
        body: &'a Body,
    ) -> Self {
        Self {
            templates,
            view,
            context: context.clone(),
            reading,
            body,
            minify: view.site.config.minify,
            out: String::with_capacity(body.nodes().len() * 32),
            footnotes: Footnotes::of(body),
            contacts: BTreeSet::new(),
            in_link: false,
            last_heading: None,
            charts: 0,
            table_labels: UniqueNames::default(),
            diagnostics: Vec::new(),
        }
    }

    pub(in crate::render) fn finish(self) -> Reported<String> {
        Reported { value: self.out, diagnostics: self.diagnostics }
    }

    /// From here on the text is in that file. Returns the one before.
    pub(in crate::render) fn stand_in(&mut self, file: Arc<str>) -> Arc<str> {
        std::mem::replace(&mut self.context.file, file)
    }

    /// Writes tags. Their line ends are for those who read the page's source: one that is minified has none.
    pub(super) fn markup(&mut self, tags: &str) {
        if self.minify { self.out.extend(tags.split('\n')) } else { self.out.push_str(tags) }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_html(value, &mut self.out);
        self.out.push('"');
    }

    pub(super) fn say(&mut self, key: &str, arguments: &[(&str, StringValue)]) -> String {
        string(self.view, self.context.text_language, key, arguments, &mut self.diagnostics)
    }

    pub(super) fn location(&self, span: Span) -> Location {
        Location::at(&self.context.file, span)
    }
}
