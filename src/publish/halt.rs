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
            Self::Machine(error) => {
                write!(formatter, "nothing was published, the output folder is as it was: {}", machine_reason(error))
            }
        }
    }
}

impl std::error::Error for Halt {}
