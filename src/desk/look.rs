//! The site as one request of the desk sees it.

use super::standing::DeskSite;
use super::values::id_at;
use super::workplace::Workplace;
use crate::content::{Content, Page, Payload, RecordKind};
use crate::diagnostic::{Diagnostic, Severity, locate};
use crate::source::Source;
use crate::text::Span;
use serde::Serialize;
use std::sync::Arc;

/// One request: the desk and the site.
pub struct Look<'s> {
    pub(super) desk: &'s Workplace,
    pub(super) site: &'s DeskSite<'s>,
}

/// A finding as the desk shows it.
#[derive(Serialize)]
pub struct ShownFinding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The file.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// That line.
    pub excerpt: String,
    /// Where it is mended, below the desk's address; empty where the desk cannot.
    pub href: String,
    /// The page or record in words.
    pub title: String,
}

/// What to do, in the words of the desk where the finding has those of the file.
fn hint(finding: &Diagnostic) -> String {
    match finding.code {
        "contact-expired" => {
            "Ring the number, or compare it with its source; then say so in one press under Today.".to_owned()
        }
        "fact-expired" => "Look for a newer figure at its source; then say under Today that you did.".to_owned(),
        "review-overdue" => "Read it again; if it is still true, say so in one press under Today.".to_owned(),
        _ => finding.hint.clone(),
    }
}

impl<'s> Look<'s> {
    /// A file of the site that the desk may write: known, readable, below `content/`.
    pub fn file(&self, path: &str) -> Option<&'s Arc<Source>> {
        let source = self.site.workspace.sources().get(path)?;
        (path.starts_with("content/") && source.is_readable() && source.text().is_some()).then_some(source)
    }

    /// What a file holds.
    pub fn content(&self, path: &str) -> Option<&'s Arc<Content>> {
        let contents = self.site.workspace.contents();
        contents.binary_search_by(|content| content.file.as_ref().cmp(path)).ok().map(|index| &contents[index])
    }

    /// A page, its file and its text.
    pub fn page(&self, path: &str) -> Option<(&'s Page, &'s Arc<Source>, &'s Arc<str>)> {
        let source = self.file(path)?;
        match &self.content(path)?.payload {
            Payload::Page(page) => Some((page, source, source.text()?)),
            _ => None,
        }
    }

    /// A kind of records that the desk shows as a list, and its file in the language that was written first.
    pub fn records(&self, kind: &str) -> Option<(&'static RecordKind, &'s Arc<Source>, &'s Arc<str>)> {
        let kind = RecordKind::named(kind).filter(|kind| !kind.is_many)?;
        let source = self.file(&format!("content/{}.toml", kind.name))?;
        Some((kind, source, source.text()?))
    }

    /// Findings as they are shown.
    pub fn shown(&self, findings: &[&Diagnostic]) -> Vec<ShownFinding> {
        findings.iter().map(|finding| self.shown_finding(finding)).collect()
    }

    fn shown_finding(&self, finding: &Diagnostic) -> ShownFinding {
        let file = finding.location.file.as_ref();
        let text_of = |path: &str| self.site.workspace.sources().get(path).and_then(|source| source.text().cloned());
        let located = locate(finding, &text_of);
        ShownFinding {
            severity: finding.severity.as_str(),
            message: finding.message.clone(),
            hint: hint(finding),
            file: file.to_owned(),
            line: located.position.line,
            excerpt: located.excerpt.text.trim().to_owned(),
            href: self.place(file, finding.location.span),
            title: self.title_of(file),
        }
    }

    /// Where the desk shows a place of a file, below its address; empty where it cannot.
    pub fn place(&self, file: &str, span: Span) -> String {
        if let Some((page, _, text)) = self.page(file) {
            let passages = super::passages::passages(text, page);
            let at = passages
                .iter()
                .position(|passage| passage.end > span.start as usize && passage.start <= span.start as usize);
            let anchor = at.map_or_else(|| "settings".to_owned(), |index| format!("p{index}"));
            return format!("page/{}#{anchor}", crate::text::encode_path(file));
        }
        let kind = file.strip_prefix("content/").and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
        match self.records(kind) {
            Some((kind, _, text)) => match id_at(text, span.start as usize) {
                Some(id) => format!("record/{}/{}", kind.name, crate::text::encode_path(&id)),
                None => format!("records/{}", kind.name),
            },
            None => String::new(),
        }
    }

    /// What people call a file: the title of its page, or its name.
    pub fn title_of(&self, file: &str) -> String {
        match self.page(file) {
            Some((page, ..)) => page.front.title.clone(),
            None => file.trim_start_matches("content/").to_owned(),
        }
    }

    /// How many errors and warnings are known.
    pub fn counts(&self) -> (usize, usize) {
        let count = |severity: Severity| {
            let all = self.site.looked.findings.iter().filter(|finding| finding.severity == severity);
            all.map(|finding| 1 + finding.more).sum()
        };
        (count(Severity::Error), count(Severity::Warning))
    }
}
