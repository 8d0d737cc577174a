//! Writes a whole edition to a folder: all or nothing, and nothing that is not a build's own.
//!
//! Everything is staged beside the target and swapped in by one rename, so the folder that people see is at every
//! moment one whole release, also when the program is killed. The only module that writes a site. What it replaces is known by
//! its record; what is not known there is never touched.

mod compressed;
mod deed;
mod difference;
mod fresh;
mod halt;
mod inspect;
mod inventory;
mod kept;
mod known;
mod listed;
mod lock;
mod outcome;
mod plain_file;
mod publication;
mod published;
mod record;
mod refusal;
mod rollback;
mod shown;
mod site_record;
mod stage;
mod steps;
mod summary;
mod target;
mod upload;

pub use deed::{PublishRequest, Published, PublishedEdition, publish};
pub use difference::{Comparison, ComparisonTitle, counted, html, json, number_lines, text};
pub use halt::Halt;
pub use inspect::left_out;
pub use kept::{KeptRelease, KeptReleases};
pub use known::KnownReleases;
pub use known::ReleaseFile;
pub use listed::listed;
pub use lock::Work;
pub use outcome::{FewerPages, PublishOutcome};
pub use plain_file::{read_plain, replace_file, write_by};
pub use publication::Publication;
pub use published::{Difference, difference};
pub use refusal::kept_release_stays;
pub use rollback::{RollbackRequest, RolledBack, roll_back};
pub use shown::ShownChange;
pub use site_record::{addresses, in_words, let_through, record};
pub use steps::Steps;
pub use target::{ProtectedFolders, Target};
pub use upload::{UploadFolder, Uploaded};
