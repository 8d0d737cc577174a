//! The files of a site as they stand on disk: path, kind, fingerprint, text or bytes.
//!
//! [`disk`] is the only place that reads them; everything after works on [`Sources`].

mod built_in;
mod copy;
pub mod disk;
mod file;
mod kind;
mod leftover;
mod on_disk;
mod published;
mod refusal;
mod sources;

pub use built_in::FILES as BUILT_IN_FILES;
pub use file::{Data, Source, SourceFault};
pub use kind::{FileKind, RECORD_FILES, THEME_FOLDERS, ledger_edition, ledger_path, theme_name};
pub use leftover::{KEPT_SOURCES, is_expected, is_left_out, is_leftover};
pub use on_disk::OnDisk;
pub use published::{Area, PUBLISHED, Published, ending, is_sound};
pub use refusal::Refusal;
pub use sources::{SourceChange, Sources};
