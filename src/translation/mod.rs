//! Translation work: what stands how, what changed, and texts that go to a translator and come back.
//!
//! Sources and translations go in; tables, exchange files and new texts of files come out. Never touches a file, never
//! writes what it was not sure of: a translation that would break a link, a shortcode or a number is refused with its place.

mod compose;
mod piece;
mod settings;
mod status;
mod table;
mod unit;
mod words;
mod xliff;

pub use compose::{Refusal, Targets, compose_page, compose_records};
pub use piece::{Piece, Token, pieces};
pub use settings::{set_keys, with_source};
pub use status::{Row, State, rows, translated_file};
pub use table::{read_table, write_table};
pub use unit::{ExchangeFile, Part, Unit, page_units, record_units};
pub use words::{Side, compare_words};
pub use xliff::{Returned, read_xliff, write_xliff};
