//! Writes a whole edition to a folder: all or nothing, and nothing that is not a build's own.
//!
//! Everything is staged beside the target and swapped in by one rename, so the folder that people see is at every
//! moment one whole release, also when the program is killed. The only module that writes a site. What it replaces is known by
//! its record; what is not known there is never touched.

mod halt;
mod inventory;
mod known;
mod lock;
mod outcome;
mod plain_file;
mod publication;
mod record;
mod refusal;
mod stage;
mod target;

pub use halt::Halt;
pub use outcome::{FewerPages, PublishOutcome};
pub use plain_file::{read_plain, write_by};
pub use publication::Publication;
pub use target::{ProtectedFolders, Target};
