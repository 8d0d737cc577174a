//! Texts to translate as XLIFF, for tools of translators.
//!
//! Texts go in, one file comes out. Source: XLIFF 2.0.

use super::part::{SegmentPart, numbered};
use super::segment::SegmentToken;
use super::unit::{ExchangeFile, TextUnit};
use crate::text::Xml;

/// Namespace of XLIFF 2.0 and 2.1.
///
/// **source**: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// Writes texts for a translator as XLIFF 2.1. Shortcodes, links and placeholders are in codes that tools protect.
pub fn write_xliff(files: &[ExchangeFile], source: &str, target: &str) -> String {
    let mut xml = Xml::document();
    let root = xml.tag("xliff").attr("xmlns", NAMESPACE).attr("version", "2.1");
    root.attr("srcLang", source).attr("trgLang", target).with(|xml| {
        for (index, file) in files.iter().enumerate() {
            xml.line(2);
            let id = format!("f{}", index + 1);
            xml.tag("file").attr("id", id).attr("original", &file.original).with(|xml| write_file(xml, file, target));
        }
        xml.line(0);
    });
    xml.line(0);
    xml.finish()
}

fn write_file(xml: &mut Xml, file: &ExchangeFile, target: &str) {
    write_notes(xml, 4, &[("fingerprint", &file.fingerprint), ("language", target)]);
    for unit in &file.units {
        xml.line(4);
        xml.tag("unit").attr("id", &unit.id).with(|xml| write_unit(xml, unit));
    }
    xml.line(2);
}

/// Writes those notes that say something.
fn write_notes(xml: &mut Xml, indent: usize, notes: &[(&str, &str)]) {
    if notes.iter().all(|(_, text)| text.is_empty()) {
        return;
    }
    xml.line(indent);
    xml.tag("notes").with(|xml| {
        for (category, text) in notes.iter().filter(|(_, text)| !text.is_empty()) {
            xml.line(indent + 2);
            xml.tag("note").attr("category", category).text(text);
        }
        xml.line(indent);
    });
}

fn write_unit(xml: &mut Xml, unit: &TextUnit) {
    write_notes(xml, 6, &[("before", &unit.then), ("translation", &unit.translation)]);
    let kept: Vec<(usize, &SegmentToken)> =
        unit.source.iter().enumerate().filter(|(_, token)| !matches!(token, SegmentToken::Words { .. })).collect();
    if !kept.is_empty() {
        xml.line(6);
        xml.tag("originalData").with(|xml| {
            for (index, token) in &kept {
                xml.line(8);
                xml.tag("data").attr("id", format!("d{index}")).text(token.written());
            }
            xml.line(6);
        });
    }
    xml.line(6);
    xml.tag("segment").with(|xml| {
        xml.line(8);
        let marks = numbered(&unit.source);
        xml.tag("source").attr("xml:space", "preserve").with(|xml| write_parts(xml, &marks, 0, marks.len()));
        xml.line(6);
    });
    xml.line(4);
}

/// Writes the parts from one position to before another; what opens holds all up to its end.
fn write_parts(xml: &mut Xml, marks: &[SegmentPart], from: usize, to: usize) {
    let mut index = from;
    while index < to {
        match &marks[index] {
            SegmentPart::Words(words) => xml.text(words),
            SegmentPart::Keep(number) => xml.tag("ph").attr("id", number).attr("dataRef", format!("d{index}")).empty(),
            SegmentPart::Open(number) => {
                let closed = marks[index..to].iter().position(|mark| *mark == SegmentPart::Close(*number));
                let end = closed.map_or(to, |after| index + after);
                let tag = xml.tag("pc").attr("id", number).attr("dataRefStart", format!("d{index}"));
                tag.attr("dataRefEnd", format!("d{end}")).with(|xml| write_parts(xml, marks, index + 1, end));
                index = end;
            }
            SegmentPart::Close(_) => {}
        }
        index += 1;
    }
}
