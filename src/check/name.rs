//! What links, buttons, pictures, fields and tables are called.
//!
//! Source: WCAG 2.2, 1.1.1, 1.3.1, 2.4.4, 3.3.2 and 4.1.2; USERS.md U12.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::tag::{Inherited, OpenTag};
use crate::diagnostic::{Diagnostic, report};
use crate::text::html::Attribute;
use crate::text::html::Tag;

/// Link texts that say nothing away from their sentence, as people hear them in a list of links.
const VAGUE: [&str; 20] = [
    "here",
    "click here",
    "click",
    "press here",
    "tap here",
    "more",
    "read more",
    "learn more",
    "find out more",
    "see more",
    "show more",
    "more info",
    "this",
    "this page",
    "this link",
    "this website",
    "link",
    "details",
    "info",
    "continue",
];

/// What was seen of it on one page.
#[derive(Default)]
pub(super) struct Names<'h> {
    /// Bytes of words that assistive technology says, so far.
    pub spoken: usize,
    /// Links, buttons, summaries, drawings and tables that have not ended, outermost first.
    open: Vec<Named<'h>>,
    /// Fields whose label must be found by their id.
    fields: Vec<(Option<&'h str>, Tag<'h>, Vec<Attribute<'h>>)>,
    /// The ids for which there are labels.
    labels: Vec<&'h str>,
}

struct Named<'h> {
    tag: Tag<'h>,
    element: Element,
    /// What was said before it began.
    spoken: usize,
    /// Whether an attribute names it, or nothing has to.
    named: bool,
    /// Whether an attribute names it in place of its words.
    renamed: bool,
    /// Whether a table has a header.
    headed: bool,
}

impl<'h> Names<'h> {
    pub(super) fn start(
        &mut self,
        locator: &Locator,
        start: &OpenTag<'_, 'h>,
        inherited: &Inherited,
        findings: &mut Vec<Diagnostic>,
    ) {
        match start.element {
            Element::A | Element::Button | Element::Summary | Element::Svg | Element::Table => {
                self.begin(start, inherited);
            }
            Element::TableHead => {
                if let Some(table) = self.open.iter_mut().rev().find(|open| open.element == Element::Table) {
                    table.headed = true;
                }
            }
            Element::Image | Element::Area => {
                let silent =
                    inherited.silent || matches!(start.get(AttributeName::Role), Some("presentation" | "none"));
                if !start.has(AttributeName::Alt) && !silent && !is_labelled(start) {
                    findings.push(report::image_text(locator.tag(&start.tag, start.attributes)));
                }
            }
            Element::Label => self.labels.extend(start.get(AttributeName::For)),
            Element::Input | Element::Field => self.field(start, inherited),
            _ => {}
        }
    }

    fn begin(&mut self, start: &OpenTag<'_, 'h>, inherited: &Inherited) {
        let renamed = is_labelled(start);
        let excused = match start.element {
            Element::A => {
                !start.has(AttributeName::Href)
                    || (inherited.silent && start.get(AttributeName::Tabindex) == Some("-1"))
            }
            Element::Svg => inherited.silent || inherited.hidden,
            Element::Table => matches!(start.get(AttributeName::Role), Some("presentation" | "none")),
            _ => false,
        };
        self.open.push(Named {
            tag: start.tag,
            element: start.element,
            spoken: self.spoken,
            named: excused || renamed || (start.element != Element::Svg && start.has(AttributeName::Title)),
            renamed,
            headed: false,
        });
    }

    fn field(&mut self, start: &OpenTag<'_, 'h>, inherited: &Inherited) {
        let kind = start.get(AttributeName::Type).unwrap_or("text");
        let needs = match kind {
            "hidden" | "submit" | "reset" | "button" => false,
            "image" => !start.has(AttributeName::Alt),
            _ => true,
        };
        if needs && !is_labelled(start) && !start.has(AttributeName::Title) && !inherited.in_label {
            self.fields.push((start.get(AttributeName::Id), start.tag, start.attributes.to_vec()));
        }
    }

    /// A drawing's own title names it.
    pub(super) fn svg_title(&mut self, text: &str) {
        self.spoken += text.trim().len();
        if let Some(open) = self.open.iter_mut().rev().find(|open| open.element == Element::Svg) {
            open.named |= !text.trim().is_empty();
        }
    }

    /// The element ended that began last; `words` is what it showed.
    pub(super) fn end(
        &mut self,
        locator: &Locator,
        words: &str,
        inherited: &Inherited,
        findings: &mut Vec<Diagnostic>,
    ) {
        let Some(open) = self.open.pop() else { return };
        let says_nothing = self.spoken == open.spoken && !open.named;
        let at =
            || locator.words(&[&format!("<{}>", open.tag.source), &format!("<{}", first_attribute(open.tag.source))]);
        match open.element {
            Element::Table if !open.headed && !open.named => findings.push(report::table_without_headers(at())),
            Element::Table => {}
            Element::Svg if !open.named => findings.push(report::drawing_text(at())),
            Element::Svg => {}
            Element::A if says_nothing => findings.push(report::nameless_link(at())),
            _ if says_nothing => findings.push(report::nameless_button(at(), open.tag.name)),
            Element::A if inherited.english && !open.renamed => {
                if let Some(vague) = vague(words) {
                    let markdown = format!("[{}](", words.trim());
                    let markup = format!(">{}<", words.trim());
                    findings.push(report::vague_link(locator.words(&[&markdown, &markup, words.trim()]), vague));
                }
            }
            _ => {}
        }
    }

    /// Fields whose labels may be anywhere.
    pub(super) fn finish(&mut self, locator: &Locator, findings: &mut Vec<Diagnostic>) {
        for (id, tag, attributes) in &self.fields {
            if id.is_none_or(|id| !self.labels.contains(&id)) {
                findings.push(report::field_without_label(locator.tag(tag, attributes)));
            }
        }
    }
}

fn is_labelled(start: &OpenTag) -> bool {
    [AttributeName::AriaLabel, AttributeName::AriaLabelledby]
        .into_iter()
        .any(|key| start.get(key).is_some_and(|label| !label.trim().is_empty()))
}

/// The vague words that a link consists of.
fn vague(words: &str) -> Option<&'static str> {
    let words = words.trim_matches(|character: char| !character.is_alphanumeric());
    VAGUE.into_iter().find(|vague| words.eq_ignore_ascii_case(vague))
}

/// A tag's name and first attribute.
pub(super) fn first_attribute(source: &str) -> &str {
    source.match_indices('"').nth(1).map_or(source, |(end, _)| &source[..=end])
}
