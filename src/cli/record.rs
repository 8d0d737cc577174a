use super::file::write_file;
use super::{Failure, Session, show};
use crate::diagnostic::machine_reason;
use crate::upkeep::{CONTACT_LOG, Unlogged, Unrecorded};
use std::fs;
use std::io;

/// Adds to the ledgers of these editions what they lack, and says so.
///
/// # Errors
/// When a ledger cannot be read or written.
pub fn record(session: &Session, editions: &[String], unrecorded: &[Unrecorded]) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    for edition in editions {
        let Some(new) = unrecorded.iter().find(|new| new.edition == *edition) else {
            said.push(format!("every address of the edition `{edition}` is recorded already"));
            continue;
        };
        append(session, &new.file, &new.text)?;
        said.push(format!("{} recorded in {}: keep it with the site", addresses(new), new.file));
    }
    Ok(said)
}

/// Reminds of contacts that are not as they were published last.
pub fn contacts_reminder(new: &Unlogged, edition: &str) -> String {
    let count = show::count(new.contacts, "contact");
    format!(
        "{count} changed since the last publication: when the site is out, run liberate check --publish --record {edition}"
    )
}

/// Adds to the log of contacts what they say now, and says so.
///
/// # Errors
/// When the log cannot be read or written.
pub fn record_contacts(session: &Session, new: &Unlogged) -> Result<String, Failure> {
    append(session, CONTACT_LOG, &new.text)?;
    let count = show::count(new.contacts, "contact");
    Ok(format!("{count} recorded in {CONTACT_LOG}: keep it with the site"))
}

fn append(session: &Session, file: &str, text: &str) -> Result<(), Failure> {
    let path = session.root.join(file);
    let old = match fs::read_to_string(&path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            let why = machine_reason(&error);
            return Err(format!("{file} cannot be read, so nothing is recorded: {why}").into());
        }
    };
    write_file(&path, &format!("{old}{text}")).map_err(|error| format!("nothing is recorded: {error}").into())
}

/// Reminds of what is not recorded yet, for each edition on a line.
pub fn reminder(new: &Unrecorded) -> String {
    let (edition, addresses) = (&new.edition, addresses(new));
    format!(
        "{addresses} of the edition `{edition}` not recorded yet: when it is out, run liberate check --publish --record {edition}"
    )
}

fn addresses(new: &Unrecorded) -> String {
    let count = new.addresses;
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}
