//! Characters without a shape, in everything that people write: texts, data, names of files.
//!
//! A source goes in; each such character is reported, with what to do about it.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{Data, FileKind, Source};
use crate::text::{Extent, Span, Unseen, unseen};
use std::sync::Arc;

/// Reports what cannot be seen in a file's text and in its name; of one line each character once.
pub fn inspect_characters(source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(found) = unseen(&source.path, Extent::Line).first() {
        diagnostics.push(report::unseen_in_name(Location::whole(&source.path), &source.path, found.character));
    }
    // A text with bad bytes was reported as that; what was lost is a gap in it.
    let Data::Text(text) = &source.data else { return };
    match source.kind {
        FileKind::KeptSource | FileKind::Ledger | FileKind::ContactLog | FileKind::PrintedCodes => {}
        FileKind::Page => report_all(&source.path, text, unseen(text, Extent::Paragraph), diagnostics),
        FileKind::ChartData | FileKind::Template | FileKind::Style | FileKind::Script | FileKind::Icon => {
            report_all(&source.path, text, unseen(text, Extent::Line), diagnostics);
        }
        _ => {
            report_all(&source.path, text, unseen(text, Extent::Line), diagnostics);
            inspect_escapes(&source.path, text, diagnostics);
        }
    }
}

fn report_all(file: &Arc<str>, text: &str, found: Vec<Unseen>, diagnostics: &mut Vec<Diagnostic>) {
    let mut said: Option<(usize, char)> = None;
    for Unseen { at, character, why } in found {
        let same_line = said.is_some_and(|(before, other)| other == character && !text[before..at].contains('\n'));
        if !same_line {
            let span = Span::new(at, at + character.len_utf8());
            diagnostics.push(report::unseen_character(Location::at(file, span), character, why));
        }
        said = Some((at, character));
    }
}

/// Reports characters that TOML writes as `\u202e`; between letters they are judged like any other.
pub fn inspect_escapes(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    for (at, _) in text.match_indices('\\') {
        let backslashes = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        let digits = match text.as_bytes().get(at + 1) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => continue,
        };
        let Some(written) = text.get(at + 2..at + 2 + digits).filter(|_| backslashes % 2 == 0) else { continue };
        let Some(character) = u32::from_str_radix(written, 16).ok().and_then(char::from_u32) else { continue };
        let mut around = String::new();
        around.extend(text[..at].chars().next_back().filter(|before| !before.is_control()));
        let offset = around.len();
        around.push(character);
        around.extend(text[at + 2 + digits..].chars().next().filter(|after| !after.is_control()));
        if let Some(found) = unseen(&around, Extent::Line).into_iter().find(|found| found.at == offset) {
            let span = Span::new(at, at + 2 + digits);
            diagnostics.push(report::unseen_character(Location::at(file, span), character, found.why));
        }
    }
}
