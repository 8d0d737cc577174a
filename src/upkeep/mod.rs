//! Upkeep: what needs a person's attention and by when, when the site changes by itself, what stops a publication.
//!
//! Contents and a day go in; tasks, a calendar, the next change, lines for ledgers and findings come out. Never touches a file, the
//! network or the clock.

mod calendar;
mod contact_log;
mod gate;
mod ledger;
mod link_memory;
mod next_change;
mod outside;
mod task;

pub use calendar::calendar;
pub use contact_log::{CONTACT_LOG, Unlogged, unlogged};
pub use gate::{GATES, LetThrough, OVERRIDE_LOG, Override, OverrideRefused, close_gate, log_with, publication_entry};
pub use ledger::{Unrecorded, promised_addresses, unrecorded};
pub use link_memory::{LinkAnswer, LinkCount, LinkMemory};
pub use next_change::{NextChange, next_change};
pub use outside::{OutsideLinks, outside_links};
pub use task::{Task, TaskKind, tasks};
