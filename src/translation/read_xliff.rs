//! Reads XLIFF 2 that came back from a tool for translators.
//!
//! A text goes in; texts by their ids come out, with their states. Source: XLIFF 2.0.

use super::part::SegmentPart;
use super::returned::{Returned, ReturnedFile, ReturnedText};
use super::xliff::NAMESPACE;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use roxmltree::{Document, Error, Node, ParsingOptions};
use std::sync::Arc;

/// What one file may take: nothing that a tool writes comes near, and nothing that is within takes long or much memory.
const NODES: u32 = 500_000;
const DEPTH: usize = 100;
const ATTRIBUTES: usize = 1000;
const NAMESPACES: usize = 1000;

/// Reads XLIFF 2.0 or 2.1 that came back.
///
/// # Errors
/// Everything that keeps a text from being whole and in order; texts without any translation are no error here.
pub fn read_xliff(file: &Arc<str>, xml: &str) -> Result<Returned, Vec<Diagnostic>> {
    let document = parsed(file, xml)?;
    let root = document.root_element();
    let reader = XliffReader { file };
    reader.check_kind(root)?;
    let mut findings = Vec::new();
    let files = root.children().filter(|node| is(*node, "file"));
    let files = files.map(|node| reader.file(node, &mut findings)).collect();
    let attribute = |name: &str| root.attribute(name).unwrap_or_default().to_owned();
    let returned =
        Returned { from: attribute("srcLang"), to: attribute("trgLang"), location: reader.location(root), files };
    if findings.is_empty() { Ok(returned) } else { Err(findings) }
}

/// The tree of the file, if it stays within bounds.
fn parsed<'x>(file: &Arc<str>, xml: &'x str) -> Result<Document<'x>, Vec<Diagnostic>> {
    let too_large = |at: usize, what: &str, limit: usize| {
        Err(vec![report::exchange_too_large(Location::at(file, Span::new(at, at)), what, limit)])
    };
    let mut at = 0;
    for segment in xml.split('<') {
        // Each attribute is compared with all others of its tag.
        if segment.len() > ATTRIBUTES && segment.matches('=').count() > ATTRIBUTES {
            return too_large(at, "attributes in one tag", ATTRIBUTES);
        }
        at += segment.len() + 1;
    }
    // Each of them is compared with all others.
    if xml.matches("xmlns").count() > NAMESPACES {
        return too_large(0, "namespaces", NAMESPACES);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(xml, options) {
        Ok(document) => document,
        Err(Error::NodesLimitReached) => return too_large(0, "tags and texts", NODES as usize),
        Err(Error::DtdDetected) => {
            let at = xml.find("<!DOCTYPE").unwrap_or_default();
            return Err(vec![report::exchange_dtd(Location::at(file, Span::new(at, at)))]);
        }
        Err(error) => {
            let lines = xml.split_inclusive('\n').take((error.pos().row as usize).saturating_sub(1));
            let at = lines.map(str::len).sum();
            return Err(vec![report::exchange_broken(Location::at(file, Span::new(at, at)))]);
        }
    };
    match too_deep(&document) {
        Some(at) => too_large(at, "tags inside each other", DEPTH),
        None => Ok(document),
    }
}

/// Where tags are inside each other too deep.
fn too_deep(document: &Document) -> Option<usize> {
    let mut ends: Vec<usize> = Vec::new();
    document.root().descendants().filter(Node::is_element).find_map(|node| {
        let range = node.range();
        while ends.pop_if(|end| *end <= range.start).is_some() {}
        ends.push(range.end);
        (ends.len() > DEPTH).then_some(range.start)
    })
}

fn is(node: Node, name: &str) -> bool {
    node.has_tag_name((NAMESPACE, name))
}

struct XliffReader<'r> {
    file: &'r Arc<str>,
}

/// A part of a unit: what its source says, and what is in its target.
struct XliffSegment {
    source: Vec<SegmentPart>,
    target: Option<Vec<SegmentPart>>,
    /// Its place in the translation, from 1.
    location: usize,
    /// Whether it is between the parts that are translated.
    is_between: bool,
}

impl XliffReader<'_> {
    fn location(&self, node: Node) -> Location {
        let start = node.range().start;
        let text = node.document().input_text();
        let length = text[start..].find(['\n', '>']).map_or(0, |end| end + 1);
        Location::at(self.file, Span::new(start, start + length))
    }

    fn check_kind(&self, root: Node) -> Result<(), Vec<Diagnostic>> {
        let hint = "choose XLIFF 2.1 when you save it";
        let kind = |what: &str, hint: &str| Err(vec![report::exchange_kind(self.location(root), what, hint)]);
        let namespace = root.tag_name().namespace().unwrap_or_default();
        let version = root.attribute("version").unwrap_or_default();
        match root.tag_name().name() {
            "xliff" if namespace == NAMESPACE && matches!(version, "2.0" | "2.1") => Ok(()),
            "xliff" if version.is_empty() => kind("XLIFF of no version", hint),
            "xliff" => kind(&format!("XLIFF {}", version.chars().take(10).collect::<String>()), hint),
            "tmx" | "TS" | "resources" | "tbx" | "martif" => kind("no XLIFF, but of another translation tool", hint),
            "package" | "wordDocument" => {
                kind("a document of Word in XML", "save it in that program as a web page (HTML)")
            }
            _ => kind("XML, but no XLIFF", "give the file that the translation tool saved as XLIFF 2.1"),
        }
    }

    fn file(&self, node: Node, findings: &mut Vec<Diagnostic>) -> ReturnedFile {
        let notes = node.children().filter(|node| is(*node, "notes")).flat_map(|notes| notes.children());
        let note = |category: &str| {
            let mut found = notes.clone().filter(|note| note.attribute("category") == Some(category));
            found.next().map(|note| note.text().unwrap_or_default().trim().to_owned())
        };
        let mut texts = Vec::new();
        for unit in node.descendants().filter(|node| is(*node, "unit")) {
            match self.unit(unit) {
                Ok(text) => texts.push(text),
                Err(finding) => findings.push(*finding),
            }
        }
        ReturnedFile {
            original: node.attribute("original").unwrap_or_default().to_owned(),
            location: self.location(node),
            fingerprint: note("fingerprint").unwrap_or_default(),
            to: note("language"),
            texts,
        }
    }

    /// A tool may have cut a text into several segments, and put them into another order.
    fn unit(&self, unit: Node) -> Result<ReturnedText, Box<Diagnostic>> {
        let id = unit.attribute("id").unwrap_or_default().to_owned();
        let location = self.location(unit);
        let mut segments = Vec::new();
        let mut is_checked = true;
        for (index, node) in unit.children().filter(|node| is(*node, "segment") || is(*node, "ignorable")).enumerate() {
            segments.push(self.segment(node, index + 1, &id)?);
            is_checked &= is(node, "ignorable") || matches!(node.attribute("state"), Some("reviewed" | "final"));
        }
        let source = segments.iter().flat_map(|segment| segment.source.clone()).collect();
        let translated = segments.iter().filter(|segment| !segment.is_between && segment.target.is_some()).count();
        let all = segments.iter().filter(|segment| !segment.is_between).count();
        if translated == 0 {
            return Ok(ReturnedText { id, location, source, target: None, is_checked: false });
        }
        if translated < all {
            return Err(Box::new(report::text_partial(location, &id, translated, all)));
        }
        segments.sort_by_key(|segment| segment.location);
        if segments.iter().enumerate().any(|(index, segment)| segment.location != index + 1) {
            return Err(Box::new(report::text_order(location, &id)));
        }
        let target = segments.into_iter().flat_map(|segment| segment.target.unwrap_or(segment.source)).collect();
        Ok(ReturnedText { id, location, source, target: Some(target), is_checked })
    }

    fn segment(&self, node: Node, natural: usize, id: &str) -> Result<XliffSegment, Box<Diagnostic>> {
        let location = || self.location(node);
        let children = |name: &'static str| node.children().filter(move |child| is(*child, name));
        let (mut targets, mut sources) = (children("target"), children("source"));
        let (target, from) = (targets.next(), sources.next());
        if targets.next().is_some() || sources.next().is_some() {
            return Err(Box::new(report::text_twice(location(), id)));
        }
        if let Some(target) = target {
            self.check_language(target)?;
        }
        let source = from.map(|source| self.parts(source, id)).transpose()?.unwrap_or_default();
        let parts = target.map(|target| self.parts(target, id)).transpose()?.filter(|parts| says_something(parts));
        let state = node.attribute("state");
        let is_between = is(node, "ignorable") || !says_something(&source);
        match (state, &parts, target) {
            (Some("initial"), Some(_), _) => return Err(Box::new(report::text_initial(location(), id))),
            (None | Some("initial"), _, _) => {}
            (Some("translated" | "reviewed" | "final"), None, Some(_)) if !is_between => {
                return Err(Box::new(report::text_left_empty(location(), id)));
            }
            (Some("translated" | "reviewed" | "final"), _, _) => {}
            (Some(other), _, _) => return Err(Box::new(report::text_state(location(), id, other))),
        }
        let order = target.and_then(|target| target.attribute("order"));
        let order = order.map(|order| order.trim().parse().unwrap_or(0)).unwrap_or(natural);
        Ok(XliffSegment { source, target: parts, location: order, is_between })
    }

    /// A target may say its language, which is that of the file. Source: XLIFF 2.1, section 4.3.1.
    fn check_language(&self, target: Node) -> Result<(), Box<Diagnostic>> {
        let Some(own) = target.attribute(("http://www.w3.org/XML/1998/namespace", "lang")) else { return Ok(()) };
        let whole = target.document().root_element().attribute("trgLang").unwrap_or_default();
        if own.eq_ignore_ascii_case(whole) {
            return Ok(());
        }
        Err(Box::new(report::exchange_language(self.location(target), "language of a text", own, whole)))
    }

    /// The words and codes of a source or a target. Nesting was bounded before.
    fn parts(&self, node: Node, id: &str) -> Result<Vec<SegmentPart>, Box<Diagnostic>> {
        let mut parts = Vec::new();
        self.read(node, id, &mut parts)?;
        Ok(parts)
    }

    fn read(&self, node: Node, id: &str, parts: &mut Vec<SegmentPart>) -> Result<(), Box<Diagnostic>> {
        for child in node.children() {
            if child.is_text() {
                parts.push(SegmentPart::Words(child.text().unwrap_or_default().to_owned()));
                continue;
            }
            if !child.is_element() {
                continue;
            }
            let number = |name: &str| child.attribute(name).and_then(|id| id.parse().ok()).unwrap_or(0);
            let own = child.tag_name().namespace() == Some(NAMESPACE);
            match child.tag_name().name() {
                "ph" if own => parts.push(SegmentPart::Keep(number("id"))),
                "pc" if own => {
                    parts.push(SegmentPart::Open(number("id")));
                    self.read(child, id, parts)?;
                    parts.push(SegmentPart::Close(number("id")));
                }
                "sc" if own => parts.push(SegmentPart::Open(number("id"))),
                "ec" if own && child.attribute("startRef").is_some() => {
                    parts.push(SegmentPart::Close(number("startRef")))
                }
                "ec" if own => parts.push(SegmentPart::Close(number("id"))),
                // Notes of a tool around words, or at a point between them.
                "mrk" if own => self.read(child, id, parts)?,
                "sm" | "em" if own => {}
                "cp" if own => parts.push(SegmentPart::Words(self.code_point(child, id)?.to_string())),
                other => {
                    let what = format!("<{}>", other.chars().take(20).collect::<String>());
                    return Err(Box::new(report::text_foreign(self.location(child), id, &what)));
                }
            }
        }
        Ok(())
    }

    fn code_point(&self, node: Node, id: &str) -> Result<char, Box<Diagnostic>> {
        let hex = node.attribute("hex").unwrap_or_default();
        let sign = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        sign.ok_or_else(|| Box::new(report::text_foreign(self.location(node), id, "a sign that no number names")))
    }
}

/// Whether there is anything but white space.
fn says_something(parts: &[SegmentPart]) -> bool {
    parts.iter().any(|part| if let SegmentPart::Words(words) = part { !words.trim().is_empty() } else { true })
}
