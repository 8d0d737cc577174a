use super::file::write_file;
use super::{Failure, Session};
use crate::upkeep::Unrecorded;
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
        let path = session.root.join(&new.file);
        let old = match fs::read_to_string(&path) {
            Ok(old) => old,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{} cannot be read, so nothing is recorded: {error}", new.file).into()),
        };
        write_file(&path, &format!("{old}{}", new.text))
            .map_err(|error| format!("{} cannot be written, so nothing is recorded: {error}", new.file))?;
        said.push(format!("{} recorded in {}: keep it with the site", addresses(new), new.file));
    }
    Ok(said)
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
