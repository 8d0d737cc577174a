//! The steps held together: sources and contents that follow the disk, and snapshots of a whole edition.
//!
//! A [`Workspace`] keeps what was read and parsed; a [`Snapshot`] is immutable and answers for every route. The only
//! place with threads, in [`parallel`].

mod edition;
mod finished;
mod inspection;
pub mod parallel;
mod workspace;

pub use edition::{MadeOutput, Snapshot};
pub use finished::Store;
pub use inspection::Inspection;
pub use workspace::{Options, Workspace};
