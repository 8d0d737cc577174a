//! What is written into the site's own folder when something goes out: ledgers of addresses, the log of contacts, the publication log.
//!
//! Lines are only ever added. None of it changes a release, so it may be written after one is out.

use super::halt::Halt;
use super::plain_file::replace_file;
use crate::diagnostic::{Diagnostic, TextOf, machine_reason};
use crate::snapshot::Inspection;
use crate::upkeep::{CONTACT_LOG, LetThrough, OVERRIDE_LOG, Override, OverrideRefused, Unrecorded, log_with};
use jiff::civil::Date;
use std::fs;
use std::io;
use std::path::Path;

/// Adds to the ledgers of these editions and to the log of contacts what they lack; returns what to say about it.
///
/// # Errors
/// When a ledger or the log cannot be read or written.
pub fn record(root: &Path, editions: &[String], found: &Inspection) -> Result<Vec<String>, Halt> {
    let mut said = Vec::new();
    for edition in editions {
        let Some(new) = found.unrecorded.iter().find(|new| new.edition == *edition) else {
            said.push(format!("every address of the edition `{edition}` is recorded already"));
            continue;
        };
        append(root, &new.file, &new.text)?;
        said.push(format!("{} recorded in {}: keep it with the site", addresses(new), new.file));
    }
    if let Some(new) = found.unlogged.as_ref().filter(|_| !editions.is_empty()) {
        append(root, CONTACT_LOG, &new.text)?;
        let plural = if new.contacts == 1 { "" } else { "s" };
        said.push(format!("{} contact{plural} recorded in {CONTACT_LOG}: keep it with the site", new.contacts));
    }
    Ok(said)
}

/// How many addresses a ledger lacks, with the noun.
pub fn addresses(new: &Unrecorded) -> String {
    let count = new.addresses;
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}

/// Writes down what is let through among findings whose gate has been closed; returns what to say about it. Nothing is written if other
/// errors stop the publication, or if the log says the same already.
///
/// # Errors
/// When nothing needs to be let through, and when the log cannot be read or written: then nothing was let through.
pub fn let_through(
    allowed: &Override,
    root: &Path,
    at: Date,
    findings: &[Diagnostic],
    text_of: TextOf,
) -> Result<String, Halt> {
    let (count, entry) = match allowed.apply(at, findings, text_of).map_err(in_words)? {
        LetThrough::Nothing => return Ok("nothing was let through: other errors stop the publication".to_owned()),
        LetThrough::Findings(count, entry) => (count, entry),
    };
    log(root, &entry).map_err(|why| Halt::Refused(format!("nothing is let through: {why}")))?;
    let plural = if count == 1 { "" } else { "s" };
    let role = allowed.role();
    Ok(format!("{count} finding{plural} let through by {role}; {OVERRIDE_LOG} says so: keep it with the site"))
}

/// Adds an entry to the publication log, unless it is there.
///
/// # Errors
/// Why it cannot be read or written, in words.
pub fn log(root: &Path, entry: &str) -> Result<(), String> {
    let file = root.join(OVERRIDE_LOG);
    let cannot = |what: &str, error: &io::Error| format!("{OVERRIDE_LOG} cannot be {what}: {}", machine_reason(error));
    let old = match fs::read_to_string(&file) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(cannot("read", &error)),
    };
    match log_with(old.as_deref(), entry) {
        Some(new) => replace_file(&file, &new).map_err(|error| cannot("written", &error)),
        None => Ok(()),
    }
}

/// Why an override is none, in words.
pub fn in_words(refused: OverrideRefused) -> Halt {
    Halt::Refused(match refused {
        OverrideRefused::NoRole => {
            "the role is empty: write the role that lets it through, such as \"Duty inspector\"".to_owned()
        }
        OverrideRefused::NoReason => "--because is empty: write why it must be published all the same".to_owned(),
        OverrideRefused::StopsNothing(code) => format!("`{code}` stops nothing: leave out --despite {code}"),
    })
}

fn append(root: &Path, file: &str, text: &str) -> Result<(), Halt> {
    let path = root.join(file);
    let cannot = |what: &str, error: &io::Error| {
        Halt::Refused(format!("{file} cannot be {what}, so nothing is recorded: {}", machine_reason(error)))
    };
    let old = match fs::read_to_string(&path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(cannot("read", &error)),
    };
    replace_file(&path, &format!("{old}{text}")).map_err(|error| cannot("written", &error))
}
