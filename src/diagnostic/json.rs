use super::{Diagnostic, TextOf, locate};
use serde::Serialize;

/// One finding as other programs see it. The names of these fields are a promise.
#[derive(Serialize)]
pub struct JsonDiagnostic {
    severity: &'static str,
    code: &'static str,
    path: String,
    line: usize,
    column: usize,
    excerpt: String,
    message: String,
    hint: String,
}

/// Turns findings into their outside form, in the same order.
pub fn to_json(diagnostics: &[Diagnostic], text_of: TextOf) -> Vec<JsonDiagnostic> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let located = locate(diagnostic, text_of);
            JsonDiagnostic {
                severity: diagnostic.severity.as_str(),
                code: diagnostic.code,
                path: diagnostic.place.file.to_string(),
                line: located.position.line,
                column: located.position.column,
                excerpt: located.excerpt,
                message: diagnostic.message.clone(),
                hint: diagnostic.hint.clone(),
            }
        })
        .collect()
}
