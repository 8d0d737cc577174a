//! Why nothing was published although the site may be fine: the target must not be replaced, or the machine fails.
//!
//! What is wrong with a site itself is among its findings.

use crate::diagnostic::machine_reason;
use std::fmt;
use std::io;

/// Why nothing was published although the site may be fine.
#[derive(Debug)]
pub enum Halt {
    /// The target must not be replaced: why, and the way out.
    Refused(String),
    /// The machine fails.
    Machine(io::Error),
    /// The release is out, and something that belongs to it could not be done: why.
    AfterSwap(String),
}

impl Halt {
    /// The machine failed when the release was out.
    pub fn after_swap(error: io::Error) -> Self {
        Self::AfterSwap(machine_reason(&error))
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Machine(error)
    }
}

impl fmt::Display for Halt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => formatter.write_str(why),
            Self::AfterSwap(why) => {
                write!(formatter, "the release is out, but not all of it could be written down: {why}")
            }
            Self::Machine(error) => {
                write!(formatter, "nothing was published, the output folder is as it was: {}", machine_reason(error))
            }
        }
    }
}

impl std::error::Error for Halt {}
