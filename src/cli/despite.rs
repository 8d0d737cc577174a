use super::Failure;
use super::file::write_file;
use crate::diagnostic::{Diagnostic, TextOf, has_errors, locate, machine_reason};
use jiff::civil::Date;
use std::fs;
use std::io;
use std::path::Path;

/// Where it is written down who let what through.
///
/// In the site's folder, so that it is tracked with the site: `.liberate` may be deleted at any time and is not. Not in `content/`,
/// which every build reads: letting something through would make another release of it.
pub const LOG: &str = "publication-log.toml";

/// What a new log begins with.
const HEAD: &str =
    "# What was let through although it stops a publication: written by `liberate check --publish --despite`.
# Keep this file with the site, and add no line by hand.
";

/// Lets findings through that would stop a publication, in the name of a role and for a reason.
pub struct Despite {
    codes: Vec<String>,
    role: String,
    reason: String,
}

impl Despite {
    /// Who lets what through, and why.
    ///
    /// # Errors
    /// When the role or the reason is empty.
    pub fn new(codes: Vec<String>, role: &str, reason: &str) -> Result<Self, Failure> {
        let (role, reason) = (role.trim(), reason.trim());
        if role.is_empty() {
            return Err("--named is empty: write the role that lets it through, such as \"Duty inspector\"".into());
        }
        if reason.is_empty() {
            return Err("--because is empty: write why it must be published all the same".into());
        }
        Ok(Self { codes, role: role.to_owned(), reason: reason.to_owned() })
    }

    /// Whether it lets findings of that code through.
    pub fn lets_through(&self, code: &str) -> bool {
        self.codes.iter().any(|own| own == code)
    }

    /// Writes down what was let through, and returns what to say about it. Nothing is written if other errors stop the
    /// publication, or if the log says the same already.
    ///
    /// # Errors
    /// When nothing needs to be let through, and when the log cannot be read or written: then nothing was let through.
    pub fn write_down(
        &self,
        root: &Path,
        at: Date,
        findings: &[Diagnostic],
        text_of: TextOf,
    ) -> Result<String, Failure> {
        for code in &self.codes {
            if !findings.iter().any(|finding| finding.code == code) {
                return Err(format!("`{code}` stops nothing: leave out --despite {code}").into());
            }
        }
        if has_errors(findings) {
            return Ok("nothing was let through: other errors stop the publication".to_owned());
        }
        let through: Vec<&Diagnostic> = findings.iter().filter(|finding| self.lets_through(finding.code)).collect();
        let file = root.join(LOG);
        let old = match fs::read_to_string(&file) {
            Ok(old) => old,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
            Err(error) => {
                let why = machine_reason(&error);
                return Err(format!("{LOG} cannot be read, so nothing is let through: {why}").into());
            }
        };
        let entry = self.entry(at, &through, text_of);
        if !old.contains(&entry) {
            write_file(&file, &format!("{old}{entry}")).map_err(|error| format!("nothing is let through: {error}"))?;
        }
        let count = super::show::count(through.len(), "finding");
        Ok(format!("{count} let through by {}; {LOG} says so: keep it with the site", self.role))
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
            let text = format!("{}:{line}: {}", finding.place.file, finding.message);
            entry.push_str(&format!("    {},\n", quoted(&text)));
        }
        entry + "]\n"
    }
}

/// A text as TOML. JSON writes texts in the same way, save for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', " ")).to_string()
}
