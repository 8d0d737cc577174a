//! Upkeep: what needs a person's attention and by when, and when the site changes by itself.
//!
//! All contents and a day go in; tasks, a calendar and the next change come out. Never touches a file or the clock. It looks at
//! contents before they are narrowed, because a page that is still to come is in no edition yet.

mod calendar;
mod ledger;
mod next_change;
mod task;

pub use calendar::calendar;
pub use ledger::{Unrecorded, unrecorded};
pub use next_change::{NextChange, next_change};
pub use task::{Kind, Task, tasks};
