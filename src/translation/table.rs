//! Texts to translate as a table that every word processor opens.
//!
//! Texts go in, one HTML file comes out.

use super::part::{SegmentPart, numbered};
use super::unit::{ExchangeFile, TextUnit};
use crate::text::escaped_html;
use std::fmt::Write;

/// Writes texts for a translator as a page with one table a file, which Word and LibreOffice open, fill in and save.
///
/// What must stay is in braces: `{1}`, or `{1}` and `{/1}` around words.
pub fn write_table(files: &[ExchangeFile], source: &str, target: &str, direction: &str) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{source}\">\n<head><meta charset=\"utf-8\"><title>{source} – {target}</title></head>\n<body data-target=\"{target}\">\n<h1>{source} – {target}</h1>\n<p>Write the translation in the last column. Keep {{1}}, {{/1}} and the like: each once, around the same words. Fill every row of a table, in one paragraph each, or leave the whole table empty. Accept all changes before you save.</p>\n"
    );
    for file in files {
        let _ = writeln!(
            html,
            "<h2>{} {} ({target})</h2>\n<table border=\"1\">\n<thead><tr><th>Text</th><th>{source}</th><th>Before</th><th>{target}</th></tr></thead>\n<tbody>",
            escaped_html(&file.original),
            escaped_html(&file.fingerprint)
        );
        for unit in &file.units {
            let before = [unit.then.as_str(), unit.translation.as_str()].map(escaped_html).join("<br>");
            let _ = writeln!(
                html,
                "<tr><td>{}</td><td>{}</td><td>{before}</td><td lang=\"{target}\" dir=\"{direction}\"></td></tr>",
                escaped_html(&unit.id),
                escaped_html(&shown(unit))
            );
        }
        html.push_str("</tbody>\n</table>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn shown(unit: &TextUnit) -> String {
    let parts = numbered(&unit.source);
    let shown = parts.into_iter().map(|part| match part {
        // Braces of the text itself would look like a mark.
        SegmentPart::Words(words) => words.replace('{', "{{"),
        SegmentPart::Keep(number) | SegmentPart::Open(number) => format!("{{{number}}}"),
        SegmentPart::Close(number) => format!("{{/{number}}}"),
    });
    shown.collect()
}
