//! Sound that phones can play: what bytes are, and how long they last.
//!
//! The name of the file says nothing here.

use super::format::FileFormat;
use super::{film, mp3};

/// Sound that phones can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// The ending that names of its form have: `mp3` or `m4a`.
    pub ending: &'static str,
    /// How long it lasts, in seconds, rounded up.
    pub seconds: u32,
}

/// What sound these bytes are, whatever their name says; `None` if they are none that phones can play, or if it does not end.
pub fn sound(bytes: &[u8]) -> Option<Sound> {
    let (ending, seconds) = match FileFormat::of_bytes(bytes)? {
        FileFormat::Mp3 => ("mp3", mp3::seconds(bytes)?),
        FileFormat::Film => ("m4a", film::seconds_of_sound(bytes)?),
        _ => return None,
    };
    Some(Sound { ending, seconds })
}
