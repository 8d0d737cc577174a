//! `liberate check --record`: writes what has been published into its ledgers.
//!
//! Only lines are added; what is there stays.

use super::session::{Failure, Session};
use super::show;
use crate::publish::{self, addresses};
use crate::snapshot::Inspection;
use crate::upkeep::{Unlogged, Unrecorded};

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
    Ok(publish::record(&session.root, editions, found)?)
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
