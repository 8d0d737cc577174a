//! `liberate check --record`: writes what has been published into its ledgers.
//!
//! Only lines are added; what is there stays.

use super::file::write_file;
use super::session::{Failure, Session};
use super::show;
use crate::diagnostic::machine_reason;
use crate::snapshot::Inspection;
use crate::upkeep::{CONTACT_LOG, Unlogged, Unrecorded};
use std::fs;
use std::io;

/// Adds to the ledgers of these editions and to the log of contacts what they lack, and says so. Errors stop all of it.
///
/// # Errors
/// When a ledger or the log cannot be read or written.
pub fn record(session: &Session, editions: &[String], found: &Inspection, fine: bool) -> Result<Vec<String>, Failure> {
    if editions.is_empty() {
        return Ok(Vec::new());
    }
    if !fine {
        return Ok(vec!["nothing was recorded: errors stop the publication".to_owned()]);
    }
    let mut said = Vec::new();
    for edition in editions {
        let Some(new) = found.unrecorded.iter().find(|new| new.edition == *edition) else {
            said.push(format!("every address of the edition `{edition}` is recorded already"));
            continue;
        };
        append(session, &new.file, &new.text)?;
        said.push(format!("{} recorded in {}: keep it with the site", addresses(new), new.file));
    }
    if let Some(new) = &found.unlogged {
        append(session, CONTACT_LOG, &new.text)?;
        let count = show::count(new.contacts, "contact");
        said.push(format!("{count} recorded in {CONTACT_LOG}: keep it with the site"));
    }
    Ok(said)
}

/// Reminds of what is not recorded yet: addresses, for each edition on a line, and contacts that changed.
pub fn reminders(found: &Inspection) -> Vec<String> {
    const HOW: &str = "run liberate check --publish --record";
    let of_addresses = |new: &Unrecorded| {
        let (edition, addresses) = (&new.edition, addresses(new));
        format!("{addresses} of the edition `{edition}` not recorded yet: when it is out, {HOW} {edition}")
    };
    let of_contacts = |new: &Unlogged| {
        let count = show::count(new.contacts, "contact");
        format!("{count} changed since the last publication: when the site is out, {HOW} {}", found.widest)
    };
    let changed = found.unlogged.iter().filter(|new| !new.is_first);
    found.unrecorded.iter().map(of_addresses).chain(changed.map(of_contacts)).collect()
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

fn addresses(new: &Unrecorded) -> String {
    let count = new.addresses;
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}
