//! Findings for the terminal, with excerpts.
//!
//! Nothing in files, their names or messages is obeyed by the terminal.

use super::finding::Severity;
use super::listing::{ListedFinding, same_in};
use super::located::{Located, TextOf, locate};
use crate::text::{lines_on_terminal, on_terminal};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};

/// Writes one entry for the terminal, with styles; `anstream` removes them where they are not wanted. Nothing that is in
/// files, their names or messages is obeyed by the terminal.
pub fn to_terminal(entry: &ListedFinding, text_of: TextOf) -> String {
    let finding = entry.first;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let located = locate(finding, text_of);
    let title = level.primary_title(on_terminal(&finding.message)).id(finding.code);
    let path = on_terminal(&finding.location.file);
    let mut group = if text_of(&finding.location.file).is_none_or(|text| text.is_empty()) {
        title.element(Origin::path(path.as_ref()))
    } else {
        excerpt(title, &located, &path)
    };
    if !entry.others.is_empty() {
        let others = same_in(&entry.others, text_of);
        group = group.element(Level::NOTE.message(on_terminal(&others).into_owned()));
    }
    let group = group.element(Level::HELP.message(on_terminal(&finding.hint)));
    // Excerpts are shown as they are, save for what the renderer knows.
    lines_on_terminal(&Renderer::styled().render(&[group])).into_owned()
}

fn excerpt<'a>(title: Title<'a>, located: &Located<'a>, path: &'a str) -> Group<'a> {
    let snippet = Snippet::source(located.excerpt.text.clone()).line_start(located.position.line);
    let snippet = snippet.annotation(AnnotationKind::Primary.span(located.excerpt.span.clone()));
    if !located.excerpt.is_cut {
        return title.element(snippet.path(path));
    }
    // The column would be counted from where the line was cut.
    let origin = Origin::path(path).line(located.position.line).char_column(located.position.column);
    title.element(origin).element(snippet)
}
