//! What drawings and other files in XML must not do: run code, load from elsewhere, lead away, hold pages.
//!
//! Judged is the tree, after the parser has resolved every reference: no way of writing hides anything. A document type is refused,
//! because its entities may stand for whatever they like.

use super::budget::Budget;
use super::trace::Trace;
use super::xml;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::Source;
use crate::text::{Leads, Span, css, leads};
use roxmltree::{Attribute, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements that change what an attribute says.
const MOTIONS: [&str; 5] = ["animate", "animatecolor", "animatemotion", "animatetransform", "set"];

/// Judges a file in XML, wherever in the site it is. What is damaged is said by whoever reads it for its traces.
pub(super) fn findings(source: &Source, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Diagnostic>, Trace> {
    let text = xml::text(bytes).ok_or(Trace::Broken)?;
    // Spans count bytes of the file, which are those of the text unless it is in UTF-16.
    let is_wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let mark = if is_wide { 0 } else { bytes.len() - text.len() };
    let before = mark + text.len() - text.trim_start_matches(|c: char| c == '\0' || c.is_whitespace()).len();
    let at = |span: std::ops::Range<usize>| match is_wide {
        true => Location::whole(&source.path),
        false => Location::at(&source.path, Span::new(before + span.start, before + span.end)),
    };
    if let Some(start) = document_type(&text) {
        return Ok(vec![report::file_has_document_type(at(start - (before - mark)..start - (before - mark) + 9))]);
    }
    if !is_unicode(&text, is_wide) {
        return Ok(vec![report::file_not_utf8(at(0..1))]);
    }
    let mut judge = Judge { at: &at, findings: Vec::new() };
    xml::each(&text, budget, |node| judge.node(node)).ok_or(Trace::Broken)?;
    Ok(judge.findings)
}

/// Where a document type begins. It is before the first element.
fn document_type(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        let rest = &text[at..];
        if rest.starts_with("<!DOCTYPE") {
            return Some(at);
        }
        let (start, end) = if rest.starts_with("<!--") { (4, "-->") } else { (2, "?>") };
        if !rest.starts_with("<!--") && !rest.starts_with("<?") {
            return None;
        }
        at += start + rest.get(start..)?.find(end)? + end.len();
    }
}

/// Whether the file says of itself that it is in Unicode, or says nothing: in another encoding its bytes may mean something else.
fn is_unicode(text: &str, is_wide: bool) -> bool {
    let declaration =
        text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default();
    let Some((_, encoding)) = declaration.split_once("encoding") else { return true };
    let name = encoding.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    let name = name.split(['"', '\'']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "utf-8" | "utf8" => !is_wide,
        "utf-16" | "utf-16le" | "utf-16be" => is_wide,
        // One byte for each letter, and the first half is that of ASCII.
        "us-ascii" | "ascii" | "iso-8859-1" | "iso-8859-15" | "latin1" | "windows-1252" => text.is_ascii(),
        _ => false,
    }
}

struct Judge<'j> {
    at: &'j dyn Fn(std::ops::Range<usize>) -> Location,
    findings: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn node(&mut self, node: Node) {
        let location = || (self.at)(start_of(node));
        if let Some(instruction) = node.pi() {
            // A style sheet in XSLT runs, and any other is loaded.
            if instruction.target.to_ascii_lowercase().starts_with("xml-stylesheet") {
                let finding = report::drawing_element(location(), "<?xml-stylesheet ?>");
                self.findings.push(finding);
            }
        } else if node.is_element() {
            let name = node.tag_name().name().to_ascii_lowercase();
            let finding = element(node, &name, &location);
            self.findings.extend(finding);
            for attribute in node.attributes() {
                self.attribute(node, &name, attribute);
            }
            if name == "style" {
                let text: String = node.children().filter_map(|child| child.text()).collect();
                self.style(&text, node);
            }
        }
    }

    fn attribute(&mut self, node: Node, element: &str, attribute: Attribute) {
        let name = attribute.name().to_ascii_lowercase();
        let location = || (self.at)(attribute.range());
        let is_own = attribute.namespace().is_none_or(|namespace| matches!(namespace, SVG | XHTML));
        // Motions list several values.
        let values = attribute.value().split(';').map(leads).chain([leads(attribute.value())]);
        let code = values.into_iter().find_map(|leads| leads.code().map(str::to_owned));
        let finding = if let Some(scheme) = code {
            Some(report::code_address(location(), &scheme))
        } else if is_own && name.len() > 3 && name.starts_with("on") {
            Some(report::inline_handler(location(), attribute.name()))
        } else if name == "base" && attribute.namespace() == Some(XML) {
            Some(report::drawing_element(location(), "xml:base"))
        } else if name == "attributename" && MOTIONS.contains(&element) && changes_target(attribute.value()) {
            Some(report::drawing_element(location(), attribute.value()))
        } else if name == "style" && is_own {
            self.style(attribute.value(), node);
            None
        } else if matches!(name.as_str(), "href" | "src" | "data" | "action" | "formaction" | "poster" | "background")
            && shows(node)
        {
            led(attribute.value(), element, location())
        } else if attribute.value().contains(['(', '\\']) {
            css_address(attribute.value()).map(|address| report::foreign_resource(location(), &address))
        } else {
            None
        };
        self.findings.extend(finding);
    }

    fn style(&mut self, text: &str, node: Node) {
        let location = (self.at)(start_of(node));
        if css::too_deep(text).is_some() {
            self.findings.push(report::style_too_deep(location));
        } else if let Some(address) = css_address(text) {
            self.findings.push(report::foreign_resource(location, &address));
        }
    }
}

/// The tag that a node begins with: its whole would be the file.
fn start_of(node: Node) -> std::ops::Range<usize> {
    let range = node.range();
    let length = 1 + node.tag_name().name().len();
    range.start..(range.start + length).min(range.end)
}

/// Whether a browser shows an element: descriptions of other kinds name addresses, too, and load nothing.
fn shows(node: Node) -> bool {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    matches!(namespace, "" | SVG | XHTML) || namespace == "http://www.w3.org/1998/Math/MathML"
}

/// What an element is by itself.
fn element(node: Node, name: &str, location: &dyn Fn() -> Location) -> Option<Diagnostic> {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    let parent = || node.parent_element().and_then(|parent| parent.tag_name().namespace());
    match name {
        "script" | "handler" | "listener" => Some(report::inline_script(location())),
        "foreignobject" | "iframe" | "frame" | "object" | "embed" | "applet" | "portal" | "fencedframe"
            if shows(node) =>
        {
            Some(report::embedded(location(), node.tag_name().name()))
        }
        "audio" | "video" | "canvas" | "base" | "meta" | "link" | "form" | "discard" | "font-face-uri"
        | "color-profile"
            if matches!(namespace, SVG | XHTML) || (namespace.is_empty() && name != "meta" && name != "link") =>
        {
            Some(report::drawing_element(location(), node.tag_name().name()))
        }
        // HTML inside something else is a page of its own.
        _ if namespace == XHTML && parent().is_some_and(|parent| parent != XHTML) => {
            Some(report::embedded(location(), node.tag_name().name()))
        }
        _ => None,
    }
}

/// Whether a movement of that attribute changes where something leads, or what it runs or loads.
fn changes_target(attribute: &str) -> bool {
    let name = attribute.trim().rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "href" | "src" | "style" | "begin" | "attributename") || name.starts_with("on")
}

/// What is wrong with an address that an element leads to or loads.
fn led(address: &str, element: &str, location: Location) -> Option<Diagnostic> {
    match leads(address) {
        Leads::Here => None,
        _ if element == "a" => Some(report::drawing_leads_away(location, address)),
        _ => Some(report::foreign_resource(location, address)),
    }
}

/// The first address in a style that leads elsewhere.
fn css_address(style: &str) -> Option<String> {
    css::addresses(style).into_iter().map(|address| address.value).find(|value| leads(value) != Leads::Here)
}
