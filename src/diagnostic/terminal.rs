use super::{Diagnostic, Severity, TextOf};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// Writes one finding for the terminal, with styles; `anstream` removes them where they are not wanted.
pub fn to_terminal(diagnostic: &Diagnostic, text_of: TextOf) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let text = text_of(&diagnostic.place.file).unwrap_or_default();
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let group = if text.is_empty() {
        title.element(Origin::path(diagnostic.place.file.as_ref()))
    } else {
        let start = (diagnostic.place.span.start as usize).min(text.len());
        let end = (diagnostic.place.span.end as usize).clamp(start, text.len());
        let snippet = Snippet::source(text.as_ref()).path(diagnostic.place.file.as_ref());
        title.element(snippet.annotation(AnnotationKind::Primary.span(first_line(&text, start, end))))
    };
    let group = group.element(Level::HELP.message(diagnostic.hint.as_str()));
    Renderer::styled().render(&[group])
}

/// Cuts a span to the line it starts in: an excerpt of one line says enough.
fn first_line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let mut start = start;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = text[start..].find('\n').map_or(end, |newline| end.min(start + newline)).max(start);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
