//! Drawings inside a page: only shapes, words and what they are painted with.
//!
//! Anything else inside `svg` either ends the drawing in a browser, or makes what follows mean something else than it says. So it is an
//! error, and the tokenizer, which knows no tree, sees a page as browsers do.

use super::locator::Locator;
use super::tag::OpenTag;
use crate::diagnostic::{Diagnostic, report};

/// The elements that a drawing in a page may have, in small letters.
const ELEMENTS: [&str; 40] = [
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomposite",
    "fedropshadow",
    "feflood",
    "fegaussianblur",
    "femerge",
    "femergenode",
    "feoffset",
    "filter",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tref",
    "tspan",
    "use",
    "view",
    "a",
    "image",
];

/// Looks at a tag inside a drawing.
pub(super) fn inside(locator: &Locator, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let name = start.tag.name.to_ascii_lowercase();
    // Code and pages have findings of their own.
    let is_said = matches!(name.as_str(), "script" | "style" | "iframe" | "object" | "embed");
    if !is_said && !ELEMENTS.contains(&name.as_str()) {
        findings.push(report::drawing_element(locator.tag(&start.tag, start.attributes), start.tag.name));
    }
}
