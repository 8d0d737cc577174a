//! What readers would see change from one release to another, and how it is said: text, JSON, one HTML file for sign-off.
//!
//! Two releases go in. Bytes are compared first, then words: pages whose words are the same are counted and no more.

mod compare;
mod comparison;
mod html;
mod json;
mod pages;
mod text;
mod titled;

pub use compare::{ReleaseSide, address_of, compare};
pub use comparison::{ChangeCounts, Comparison};
pub use html::html;
pub use json::json;
pub use text::{counted, number_lines, text};
pub use titled::ComparisonTitle;
