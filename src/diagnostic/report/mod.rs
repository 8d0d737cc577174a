//! Every message of the program, one function each, so that wording and advice are the same everywhere.
//!
//! Wording: lower case, no full stop, the thing in backticks. The hint says what to do next.

mod accessibility;
mod allow;
mod character;
mod chart;
mod codes;
mod document;
mod embedded_metadata;
mod exchange;
mod fact;
mod file;
mod kind;
mod ledger;
mod link;
mod live;
mod markdown;
mod number;
mod outside;
mod privacy;
mod recording;
mod safety;
mod settings;
mod shortcode;
mod theme;
mod weight;
mod wording;
mod words;

pub use accessibility::*;
pub use allow::*;
pub use character::*;
pub use chart::*;
pub use codes::{ONCE_A_PLACE, code};
pub use document::*;
pub use embedded_metadata::*;
pub use exchange::*;
pub use fact::*;
pub use file::*;
pub use kind::*;
pub use ledger::*;
pub use link::*;
pub use live::*;
pub use markdown::*;
pub use number::*;
pub use outside::*;
pub use privacy::*;
pub use recording::*;
pub use safety::*;
pub use settings::*;
pub use shortcode::*;
pub use theme::*;
pub use weight::*;
pub use wording::kilobytes;
pub use words::*;
