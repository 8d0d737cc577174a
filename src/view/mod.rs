//! The only way in which render code sees the world: one site, asked questions.
//!
//! A [`View`] answers for a reader: which text they get, where a link leads, what a shortcode shows, what a string
//! says. It changes nothing and keeps nothing.

mod block;
mod built_in;
mod chart;
mod cited;
mod contact;
mod contact_change;
mod event;
mod expand;
mod expander;
mod fact;
mod gloss;
mod index;
mod page;
mod reading;
mod recording;
mod resolve;
mod shortcode;
mod sign;
mod slides;
mod string;
mod write;

pub use built_in::SHORTCODES;
pub use contact::checked_key;
pub use contact_change::{advice, headline};
pub use expand::{contact_cards, expand};
pub use reading::{Reading, TextContext, View, anchor};
pub use recording::{RecordingText, outdated_recordings};
pub use resolve::{LinkTarget, resolve, resolve_picture};
pub use shortcode::{Forms, Shows};
pub use slides::{shown_address, slide_nodes, slides};
pub use string::{StringValue, fill, string};
