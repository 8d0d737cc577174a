//! The steps held together: sources and contents that follow the disk, and snapshots of a whole edition.
//!
//! A [`Workspace`] keeps what was read and parsed; a [`Snapshot`] is immutable and answers for every route. The only
//! place with threads, in [`parallel`].

mod document_cache;
mod documents;
mod edition;
mod inspection;
mod outputs;
pub mod parallel;
mod workspace;

pub use document_cache::Store;
pub use edition::Snapshot;
pub use inspection::Inspection;
pub use outputs::MadeOutput;
pub use workspace::{Options, Workspace};
