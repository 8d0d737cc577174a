//! The pieces of a template: its text, and what the template engine takes for expressions, statements and comments.
//!
//! Reads as the engine's lexer does (Tera 2.4, `parsing/lexer.rs`), so that a template can be rewritten around what it does not
//! understand. Evaluates nothing.

use std::ops::Range;

/// One piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePiece {
    /// Where it is; a text without the space that a neighbour's dash takes away.
    pub range: Range<usize>,
    pub kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// What is written as it is.
    Text,
    /// `{{ … }}`.
    Expression,
    /// `{% … %}`.
    Statement,
    /// `{# … #}`.
    Comment,
    /// `{% raw %} … {% endraw %}`.
    Raw,
}

/// Reads a template piece by piece, in order; `None` if a piece does not end.
pub fn pieces(template: &str) -> Option<Vec<TemplatePiece>> {
    let mut pieces: Vec<TemplatePiece> = Vec::new();
    let mut at = 0;
    // A dash at the end of a piece takes the space behind it; comments pass that on.
    let mut trim = false;
    while at < template.len() {
        let next = template[at..]
            .match_indices('{')
            .map(|(found, _)| at + found)
            .find(|start| matches!(template.as_bytes().get(start + 1), Some(b'{' | b'%' | b'#')));
        let end = next.unwrap_or(template.len());
        if end > at {
            let text = &template[at..end];
            let start = if trim { end - text.trim_start().len() } else { at };
            let dash = next.is_some_and(|next| template.as_bytes().get(next + 2) == Some(&b'-'));
            let stop = if dash { start + template[start..end].trim_end().len() } else { end };
            pieces.push(TemplatePiece { range: start..stop, kind: PieceKind::Text });
            trim = false;
        }
        let Some(start) = next else { break };
        let (kind, length) = syntax(&template[start..])?;
        at = start + length;
        let dash = template.as_bytes()[at - 3] == b'-' && length > 5;
        trim = dash || (trim && kind == PieceKind::Comment);
        pieces.push(TemplatePiece { range: start..at, kind });
    }
    Some(pieces)
}

/// What begins here and how many bytes it has.
fn syntax(rest: &str) -> Option<(PieceKind, usize)> {
    match rest.as_bytes()[1] {
        b'#' => Some((PieceKind::Comment, rest.find("#}")? + 2)),
        b'{' => Some((PieceKind::Expression, end_of_code(rest, "}}")?)),
        _ => {
            let length = end_of_code(rest, "%}")?;
            match keyword(&rest[..length]) {
                "raw" => Some((PieceKind::Raw, end_of_raw(rest, length)?)),
                _ => Some((PieceKind::Statement, length)),
            }
        }
    }
}

/// Where code ends that begins with two characters: behind `end`, unless that is inside a string.
fn end_of_code(rest: &str, end: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut quote = None;
    let mut at = 2;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(bytes[at]),
            (None, _) if bytes[at..].starts_with(end.as_bytes()) => return Some(at + 2),
            (None, _) => {}
        }
        at += 1;
    }
    None
}

fn end_of_raw(rest: &str, start: usize) -> Option<usize> {
    rest[start..].match_indices("{%").map(|(at, _)| start + at).find_map(|at| {
        let length = end_of_code(&rest[at..], "%}")?;
        (keyword(&rest[at..at + length]) == "endraw").then_some(at + length)
    })
}

/// The first word of a statement, such as `if`; `<` or `</` for those that use a component around a text.
pub fn keyword(statement: &str) -> &str {
    let code = code(statement);
    let letters = code.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    match letters {
        0 if code.starts_with("</") => "</",
        0 if code.starts_with('<') => "<",
        letters => &code[..letters],
    }
}

/// What is behind the first word: the name of a block, the name of a template without its quotes.
pub fn argument(statement: &str) -> &str {
    let code = code(statement);
    let rest = code[keyword(statement).len()..].trim_start();
    if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'' | '`')) {
        return rest[1..].split(quote).next().unwrap_or_default();
    }
    let letters = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
    &rest[..letters]
}

/// The word that ends what a statement begins to take up as a value, if it does.
pub fn end_of_capture(statement: &str) -> Option<&'static str> {
    match keyword(statement) {
        "set" if !assigns(statement) => Some("endset"),
        "set_global" if !assigns(statement) => Some("endset"),
        "filter" => Some("endfilter"),
        "component" => Some("endcomponent"),
        "<" => Some("</"),
        _ => None,
    }
}

/// Whether a `set` has its value behind an equals sign, rather than between itself and its end.
fn assigns(statement: &str) -> bool {
    let code = code(statement);
    let name = argument(statement);
    let rest = code[keyword(statement).len()..].trim_start();
    rest[name.len()..].trim_start().starts_with('=')
}

fn code(statement: &str) -> &str {
    let inside = statement.strip_prefix("{%").unwrap_or(statement);
    inside.strip_prefix('-').unwrap_or(inside).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let found = pieces(template).map(|pieces| {
            let shown = pieces.iter().map(|piece| format!("{:?}[{}]", piece.kind, &template[piece.range.clone()]));
            shown.collect::<Vec<_>>().join("|")
        });
        assert_eq!(found.as_deref().unwrap_or("broken"), expected);
    }

    #[test]
    fn pieces_end_where_the_engine_ends_them() {
        check("a {{ b }} c", "Text[a ]|Expression[{{ b }}]|Text[ c]");
        check("{{ t(key=\"}}\") }}{", "Expression[{{ t(key=\"}}\") }}]|Text[{]");
        check("{% if a == '%}' %}x{% endif %}", "Statement[{% if a == '%}' %}]|Text[x]|Statement[{% endif %}]");
        check("{# {{ #}x", "Comment[{# {{ #}]|Text[x]");
        check("{% raw %}{{ a }}{%- endraw -%} b", "Raw[{% raw %}{{ a }}{%- endraw -%}]|Text[b]");
        check("{{ a", "broken");
        check("{% raw %}{{ a }}", "broken");
        check("{{ \"a\\\"}}\" }}", "Expression[{{ \"a\\\"}}\" }}]");
    }

    #[test]
    fn dashes_take_the_space_beside_them() {
        check(" a {{- b -}} c", "Text[ a]|Expression[{{- b -}}]|Text[c]");
        check("a {# x -#} b", "Text[a ]|Comment[{# x -#}]|Text[b]");
        check("{{ a -}} {# x #} b", "Expression[{{ a -}}]|Text[]|Comment[{# x #}]|Text[ b]");
        check("{{ a -}}{# x #} b", "Expression[{{ a -}}]|Comment[{# x #}]|Text[b]");
    }

    #[test]
    fn statements_have_a_word_and_a_name() {
        let check = |statement: &str, word: &str, name: &str, end: Option<&str>| {
            assert_eq!((keyword(statement), argument(statement), end_of_capture(statement)), (word, name, end));
        };
        check("{%- block main %}", "block", "main", None);
        check("{% include \"partials/a.html\" -%}", "include", "partials/a.html", None);
        check("{% set a = 1 %}", "set", "a", None);
        check("{% set a %}", "set", "a", Some("endset"));
        check("{% set_global a | upper(x=1) %}", "set_global", "a", Some("endset"));
        check("{% <card(a=1)> %}", "<", "card", Some("</"));
        check("{% </card> %}", "</", "card", None);
    }
}
