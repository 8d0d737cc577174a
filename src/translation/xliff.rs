use super::part::{Part, numbered};
use super::piece::Token;
use super::unit::{ExchangeFile, Unit};
use crate::text::escape_xml;
use std::fmt::Write;

/// Namespace of XLIFF 2.0 and 2.1.
///
/// **source**: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// Writes texts for a translator as XLIFF 2.1. Shortcodes, links and placeholders stand in codes that tools protect.
pub fn write_xliff(files: &[ExchangeFile], source: &str, target: &str) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">\n"
    );
    for (index, file) in files.iter().enumerate() {
        let _ = writeln!(xml, "  <file id=\"f{}\" original=\"{}\">", index + 1, escape_xml(&file.original));
        let _ = writeln!(
            xml,
            "    <notes>\n      <note category=\"fingerprint\">{}</note>\n      <note category=\"language\">{target}</note>\n    </notes>",
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
        unit.source.iter().enumerate().filter(|(_, token)| !matches!(token, Token::Words { .. })).collect();
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
        "      <segment>\n        <source xml:space=\"preserve\">{text}</source>\n      </segment>\n    </unit>"
    );
}
