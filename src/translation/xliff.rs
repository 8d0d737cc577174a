use super::compose::Targets;
use super::piece::Token;
use super::unit::{ExchangeFile, Part, Unit, numbered};
use crate::text::escape_xml;
use roxmltree::{Document, Node};
use std::fmt::Write;

/// Namespace of XLIFF 2.0 and 2.1.
///
/// **source**: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// What came back for one file.
#[derive(Debug)]
pub struct Returned {
    /// The source file.
    pub original: String,
    /// The fingerprint of the source as it was sent.
    pub fingerprint: String,
    /// The translated texts.
    pub targets: Targets,
    /// Where each stands in the exchange file: lines from 1.
    pub lines: std::collections::BTreeMap<String, usize>,
}

/// Writes texts for a translator as XLIFF 2.1. Shortcodes, links and placeholders stand in codes that tools protect.
pub fn write_xliff(files: &[ExchangeFile], source: &str, target: &str) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">\n"
    );
    for (index, file) in files.iter().enumerate() {
        let _ = writeln!(xml, "  <file id=\"f{}\" original=\"{}\">", index + 1, escape_xml(&file.original));
        let _ = writeln!(
            xml,
            "    <notes>\n      <note category=\"fingerprint\">{}</note>\n    </notes>",
            escape_xml(&file.fingerprint)
        );
        file.units.iter().for_each(|unit| write_unit(&mut xml, unit));
        xml.push_str("  </file>\n");
    }
    xml.push_str("</xliff>\n");
    xml
}

fn write_unit(xml: &mut String, unit: &Unit) {
    let _ = writeln!(xml, "    <unit id=\"{}\">", escape_xml(&unit.id));
    let notes = [("before", &unit.then), ("translation", &unit.translation)];
    if notes.iter().any(|(_, text)| !text.is_empty()) {
        xml.push_str("      <notes>\n");
        for (category, text) in notes.into_iter().filter(|(_, text)| !text.is_empty()) {
            let _ = writeln!(xml, "        <note category=\"{category}\">{}</note>", escape_xml(text));
        }
        xml.push_str("      </notes>\n");
    }
    let kept: Vec<(usize, &Token)> =
        unit.source.iter().enumerate().filter(|(_, token)| !matches!(token, Token::Words(_))).collect();
    if !kept.is_empty() {
        xml.push_str("      <originalData>\n");
        for (index, token) in &kept {
            let _ = writeln!(xml, "        <data id=\"d{index}\">{}</data>", escape_xml(token.written()));
        }
        xml.push_str("      </originalData>\n");
    }
    let mut text = String::new();
    let marks = numbered(&unit.source);
    for (index, part) in marks.iter().enumerate() {
        match part {
            Part::Words(words) => text.push_str(&escape_xml(words)),
            Part::Keep(number) => drop(write!(text, "<ph id=\"{number}\" dataRef=\"d{index}\"/>")),
            Part::Open(number) => {
                let end = marks.iter().position(|mark| *mark == Part::Close(*number)).unwrap_or(index);
                let _ = write!(text, "<pc id=\"{number}\" dataRefStart=\"d{index}\" dataRefEnd=\"d{end}\">");
            }
            Part::Close(_) => text.push_str("</pc>"),
        }
    }
    let _ = writeln!(
        xml,
        "      <segment state=\"initial\">\n        <source xml:space=\"preserve\">{text}</source>\n      </segment>\n    </unit>"
    );
}

/// Reads what came back: the target language and the files. Texts without a translation are left out.
///
/// # Errors
/// Text that is no XLIFF, with the line.
pub fn read_xliff(xml: &str) -> Result<(String, Vec<Returned>), String> {
    let document =
        Document::parse(xml).map_err(|error| format!("line {}: this is no XML: {error}", error.pos().row))?;
    let root = document.root_element();
    if root.tag_name().name() != "xliff" || root.tag_name().namespace() != Some(NAMESPACE) {
        return Err("line 1: this is no XLIFF 2; choose that format when you save it".to_owned());
    }
    let language = root.attribute("trgLang").unwrap_or_default().to_owned();
    let files = root.children().filter(|node| node.has_tag_name((NAMESPACE, "file")));
    Ok((language, files.map(|file| returned(&document, file)).collect()))
}

fn returned(document: &Document, file: Node) -> Returned {
    let note = file.descendants().find(|node| node.attribute("category") == Some("fingerprint"));
    let mut found = Returned {
        original: file.attribute("original").unwrap_or_default().to_owned(),
        fingerprint: note.and_then(|note| note.text()).unwrap_or_default().trim().to_owned(),
        targets: Targets::new(),
        lines: Default::default(),
    };
    for unit in file.descendants().filter(|node| node.has_tag_name((NAMESPACE, "unit"))) {
        let id = unit.attribute("id").unwrap_or_default().to_owned();
        found.lines.insert(id.clone(), document.text_pos_at(unit.range().start).row as usize);
        // A tool may have cut a text into several segments.
        let mut parts = Vec::new();
        let mut translated = false;
        for segment in unit.children().filter(|node| node.is_element()) {
            let child = |name: &str| segment.children().find(|node| node.has_tag_name((NAMESPACE, name)));
            match segment.tag_name().name() {
                "segment" => {
                    if let Some(target) = child("target") {
                        translated |=
                            target.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty()));
                        read_parts(target, &mut parts);
                    }
                }
                "ignorable" => {
                    if let Some(kept) = child("target").or_else(|| child("source")) {
                        read_parts(kept, &mut parts);
                    }
                }
                _ => {}
            }
        }
        if translated {
            found.targets.insert(id, parts);
        }
    }
    found
}

fn read_parts(node: Node, parts: &mut Vec<Part>) {
    for child in node.children() {
        let number = || child.attribute("id").and_then(|id| id.parse().ok()).unwrap_or(0);
        if let Some(text) = child.text().filter(|_| child.is_text()) {
            parts.push(Part::Words(text.to_owned()));
        } else if child.has_tag_name((NAMESPACE, "ph")) {
            parts.push(Part::Keep(number()));
        } else if child.has_tag_name((NAMESPACE, "pc")) {
            parts.push(Part::Open(number()));
            read_parts(child, parts);
            parts.push(Part::Close(number()));
        } else if child.is_element() {
            read_parts(child, parts);
        }
    }
}
