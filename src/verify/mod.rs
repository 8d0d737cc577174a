//! Whether a live site is the release: what it is asked, and what its answers say.
//!
//! The list of a release and the rules of its server go in; questions come out, and findings of what was answered. It knows no network: who
//! asks is handed the questions, and hands back the answers. Nothing is asked that changes anything.

mod answer;
mod expected;
mod headers;
mod judge;
mod memory;
mod page;
mod plan;

pub use answer::LiveAnswer;
pub use expected::{ExpectedRelease, ListedFile, LiveQuestion};
pub use judge::{Judge, Verdict};
pub use memory::LiveMemory;
pub use plan::questions;
