//! The steps held together: sources and contents that follow the disk, and snapshots of a whole edition.
//!
//! A [`Workspace`] keeps what was read and parsed; a [`Snapshot`] is immutable and answers for every route. The only
//! place with threads, in [`parallel`].

mod finished;
mod inspection;
pub mod parallel;
mod snapshot;
mod workspace;

pub use finished::Store;
pub use inspection::Inspection;
pub use snapshot::{Made, Snapshot};
pub use workspace::{Options, Workspace};
