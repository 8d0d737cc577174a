//! The gate of a publication: warnings that stop it, who lets them through, and what is written down of that.
//!
//! Findings and a role go in; what is left of the warnings comes out.

use crate::diagnostic::{Diagnostic, Severity, TextOf, has_errors, locate};
use jiff::civil::Date;

/// Warnings that stop a publication.
pub const GATES: [&str; 7] = [
    "contact-expired",
    "contact-unchecked",
    "no-contact",
    "fact-expired",
    "fact-unchecked",
    "confirm-overdue",
    "review-overdue",
];

/// Where it is written down who published what, and who let what through.
///
/// In the site's folder, so that it is tracked with the site: `.liberate` may be deleted at any time and is not. Not in `content/`,
/// which every build reads: letting something through would make another release of it.
pub const OVERRIDE_LOG: &str = "publication-log.toml";

/// What a new log begins with.
const HEAD: &str =
    "# What was published, what was gone back to, and what was let through although it stops a publication.
# Written by `liberate publish`, `liberate rollback` and `liberate check --publish --despite`: keep this file with the site, and add no line by hand.
";

/// Lets warnings through that would stop a publication, in the name of a role and for a reason.
pub struct Override {
    codes: Vec<String>,
    role: String,
    reason: String,
}

/// Why an override is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideRefused {
    /// Nobody's role was named.
    NoRole,
    /// No reason was given.
    NoReason,
    /// No finding of that code stops the publication.
    StopsNothing(String),
}

/// What an override lets through.
#[derive(Debug, PartialEq, Eq)]
pub enum LetThrough {
    /// Nothing: other errors stop the publication.
    Nothing,
    /// So many findings, and the entry for the log.
    Findings(usize, String),
}

/// Turns every warning that stops a publication into an error, but those that are let through.
pub fn close_gate(findings: &mut [Diagnostic], allowed: Option<&Override>) {
    let is_closed = |code| GATES.contains(&code) && !allowed.is_some_and(|allowed| allowed.lets_through(code));
    for finding in findings.iter_mut().filter(|finding| is_closed(finding.code)) {
        finding.severity = Severity::Error;
    }
}

/// The log with an entry more; `None` if it has that entry already. `old` is what it says today, if it is there.
pub fn log_with(old: Option<&str>, entry: &str) -> Option<String> {
    let old = old.unwrap_or(HEAD);
    (!old.contains(entry)).then(|| format!("{old}{entry}"))
}

/// The entry of the log for a release that is out; `what` is the name of its table, `changed` says in words what readers see change.
pub fn publication_entry(what: &str, on: Date, by: &str, edition: &str, release: u32, changed: &str) -> String {
    format!(
        "\n[[{what}]]\non = {on}\nby = {}\nedition = {}\nrelease = {release}\nchanged = {}\n",
        quoted(by),
        quoted(edition),
        quoted(changed)
    )
}

impl Override {
    /// Who lets what through, and why.
    ///
    /// # Errors
    /// When the role or the reason is empty.
    pub fn new(codes: Vec<String>, role: &str, reason: &str) -> Result<Self, OverrideRefused> {
        match (role.trim(), reason.trim()) {
            ("", _) => Err(OverrideRefused::NoRole),
            (_, "") => Err(OverrideRefused::NoReason),
            (role, reason) => Ok(Self { codes, role: role.to_owned(), reason: reason.to_owned() }),
        }
    }

    /// The role that lets something through.
    pub fn role(&self) -> &str {
        &self.role
    }

    fn lets_through(&self, code: &str) -> bool {
        self.codes.iter().any(|own| own == code)
    }

    /// What is let through among findings whose gate has been closed.
    ///
    /// # Errors
    /// When nothing of a code that is to be let through stops the publication.
    pub fn apply(&self, at: Date, findings: &[Diagnostic], text_of: TextOf) -> Result<LetThrough, OverrideRefused> {
        let is_idle = |code: &&String| findings.iter().all(|finding| finding.code != **code);
        if let Some(code) = self.codes.iter().find(is_idle) {
            return Err(OverrideRefused::StopsNothing(code.clone()));
        }
        if has_errors(findings) {
            return Ok(LetThrough::Nothing);
        }
        let through: Vec<&Diagnostic> = findings.iter().filter(|finding| self.lets_through(finding.code)).collect();
        Ok(LetThrough::Findings(through.len(), self.entry(at, &through, text_of)))
    }

    fn entry(&self, at: Date, through: &[&Diagnostic], text_of: TextOf) -> String {
        let codes: Vec<String> = self.codes.iter().map(|code| quoted(code)).collect();
        let mut entry = format!("\n[[let_through]]\non = {at}\nnamed = {}\n", quoted(&self.role));
        entry.push_str(&format!(
            "because = {}\ndespite = [{}]\nfindings = [\n",
            quoted(&self.reason),
            codes.join(", ")
        ));
        for finding in through {
            let line = locate(finding, text_of).position.line;
            let text = format!("{}:{line}: {}", finding.location.file, finding.message);
            entry.push_str(&format!("    {},\n", quoted(&text)));
        }
        entry + "]\n"
    }
}

/// A text as TOML. JSON writes texts in the same way, save for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', " ")).to_string()
}
