//! Documents as plain text, for whoever can open nothing else.
//!
//! The model goes in, lines come out in reading order.

use super::form::{DocumentRequest, WrittenFile};
use super::model::{Block, Inline, task_mark};
use crate::content::DocumentKind;
use crate::diagnostic::Reported;
use std::fmt::Write;

/// Begins every text to take away. A server may name no encoding and a disk never does: without it, Windows takes the text for Latin 1.
///
/// Source: The Unicode Standard, section 23.8.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes a document as plain text: what is shown, and what the presenter says. For reading aloud, for translators, and for
/// everybody whose device opens nothing else.
pub fn plain_text(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let document = request.document;
    let mut out = format!("{BYTE_ORDER_MARK}{}\n", document.title);
    for line in [&document.subtitle, &document.author, &document.date_words, &document.notice] {
        if !line.is_empty() {
            let _ = writeln!(out, "{line}");
        }
    }
    for (index, slide) in document.slides.iter().enumerate() {
        let title = line_of(&slide.title);
        match document.kind {
            DocumentKind::Slides => drop(writeln!(out, "\n\n{}. {title}\n", index + 1)),
            _ if title.is_empty() => out.push('\n'),
            _ => drop(writeln!(out, "\n\n{title}\n")),
        }
        blocks(&slide.blocks, 0, &mut out);
        if !slide.notes.is_empty() {
            let label = document.strings.get("notes").map_or("", String::as_str);
            let _ = writeln!(out, "\n{label}\n");
            blocks(&slide.notes, 1, &mut out);
        }
    }
    if !document.checked.is_empty() {
        let _ = writeln!(out, "\n{}", document.checked);
    }
    if !document.brand.is_empty() {
        let _ = writeln!(out, "{}", document.address);
    }
    Reported::fine(Some(WrittenFile { bytes: out.into_bytes(), pages: 0 }))
}

/// A line of words with everything that its marks mean, said in signs: what is struck out, where links lead, what is code, whether a
/// task is done.
pub(super) fn line_of(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_line(inlines, &mut out);
    out
}

fn push_line(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { v } => out.push_str(v),
            Inline::Br => out.push('\n'),
            Inline::Strong { c } | Inline::Emph { c } | Inline::Lang { c, .. } => push_line(c, out),
            Inline::Link { shown, c, .. } => {
                push_line(c, out);
                if !shown.is_empty() {
                    let _ = write!(out, " ({shown})");
                }
            }
            Inline::Strike { before, behind, c } => {
                out.push_str(before);
                push_line(c, out);
                out.push_str(behind);
            }
            Inline::Code { v } => {
                let _ = write!(out, "`{v}`");
            }
            Inline::Task { done, .. } => out.push_str(task_mark(*done)),
        }
    }
}

/// Writes blocks a line each, those inside others further in.
fn blocks(all: &[Block], depth: usize, out: &mut String) {
    let line = |text: &str, out: &mut String| {
        for text in text.lines().filter(|text| !text.trim().is_empty()) {
            let _ = writeln!(out, "{}{}", "  ".repeat(depth), text.trim());
        }
    };
    for block in all {
        match block {
            Block::Para { c } | Block::Heading { c, .. } => line(&line_of(c), out),
            Block::List { ordered, start, items, .. } => list(items, ordered.then_some(*start), depth, out),
            Block::Image { alt, .. } => line(alt, out),
            Block::Qr { shown, alt, .. } => line(&format!("{alt}: {shown}"), out),
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    // A row is one line, whatever its cells hold.
                    line(&row.iter().map(|cell| line_of(cell).replace('\n', " ")).collect::<Vec<_>>().join(" | "), out);
                }
            }
            Block::Quote { c } | Block::Language { c, .. } => blocks(c, depth, out),
            Block::Notice { title, c, .. } => {
                line(title, out);
                blocks(c, depth, out);
            }
            Block::Contact { name, number, hours, ways, .. } => {
                [name, number, hours].into_iter().for_each(|text| line(text, out));
                ways.iter().for_each(|way| line(&line_of(way), out));
            }
            Block::Columns { columns } => columns.iter().for_each(|column| blocks(column, depth, out)),
            Block::Big { value, c } => {
                line(value, out);
                blocks(c, depth, out);
            }
        }
    }
}

fn list(items: &[Vec<Block>], start: Option<u32>, depth: usize, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        let mark = start.map_or_else(|| "-".to_owned(), |start| format!("{}.", u64::from(start) + index as u64));
        let mut inner = String::new();
        blocks(item, depth + 1, &mut inner);
        let _ = writeln!(out, "{}{mark} {}", "  ".repeat(depth), inner.trim());
    }
}
