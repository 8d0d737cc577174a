//! Translation work: how far it is, what changed, and texts that go to a translator and come back.
//!
//! Sources and translations go in; tables, exchange files and new texts of files come out. Never touches a file, never
//! writes what it was not sure of: what comes back is complete and in order, or refused with its place.

mod compose;
mod compose_records;
mod decode;
mod escape;
mod figure;
mod flank;
mod import;
mod part;
mod read_table;
mod read_xliff;
mod returned;
mod segment;
mod settings;
mod sources;
mod status;
mod table;
mod unit;
mod words;
mod xliff;

pub use decode::LARGEST;
pub use import::{Imported, Refused, import};
pub use segment::{Segment, SegmentToken, segments};
pub use sources::{Differences, FileChanges, Pair, TranslationSources};
pub use status::{StatusRow, TranslationState, rows, translated_file};
pub use table::write_table;
pub use unit::{ExchangeFile, TextUnit};
pub use words::{ComparedSide, compare_lists, compare_words};
pub use xliff::write_xliff;
