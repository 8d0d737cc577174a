//! Messages about recordings of pages.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, kilobytes, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A recording of something that has no page of its own words.
pub fn recording_of_no_page(location: Location, kind: &str) -> Diagnostic {
    let message = format!("only pages are read out, and this one is a `{kind}`");
    error(
        location,
        "recording-misplaced",
        message,
        "remove [recording] here; name it on the page that shows these words",
    )
}

/// A recording that is not there.
pub fn recording_missing(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("there is no recording `{name}` beside this page");
    error(location, "recording-missing", message, meant(near, "copy it, as MP3 or M4A, into the folder of this page"))
}

/// Sound beside pages that none of them names.
pub fn recording_unnamed(location: Location) -> Diagnostic {
    let message = "no page names this recording, so readers do not get it";
    let hint = "name it below [recording] in the settings of its page, or remove it; other sound goes into static/";
    warning(location, "recording-unnamed", message, hint)
}

/// A file that is no sound, or not one that phones can play.
pub fn recording_no_sound(location: Location, name: &str) -> Diagnostic {
    let message = format!("what is in `{name}` is no MP3 or M4A, which every phone can play");
    error(location, "recording-unplayable", message, "export it again as MP3 or M4A, and copy that file here")
}

/// Sound under the name of another form.
pub fn recording_misnamed(location: Location, name: &str, ending: &str) -> Diagnostic {
    let message = format!("`{name}` is in truth of the form {}", ending.to_uppercase());
    error(
        location,
        "recording-misnamed",
        message,
        format!("give it a name that ends in .{ending}, and write that name here"),
    )
}

/// A recording that costs readers too much.
pub fn recording_heavy(location: Location, found: u64, limit: u64) -> Diagnostic {
    let kilobytes = |bytes: u64| kilobytes(usize::try_from(bytes).unwrap_or(usize::MAX));
    let message = format!("this recording weighs {}, it may weigh {}", kilobytes(found), kilobytes(limit));
    let hint = "export it with one channel at 32 kbit/s, which is 240 kB for a minute: readers pay for every megabyte; \
                recording_limit in liberate.toml is the limit";
    error(location, "recording-heavy", message, hint)
}

/// A recording of a text that has changed.
pub fn recording_outdated(location: Location, now: &str) -> Diagnostic {
    let message = "this page has changed since it was recorded, so readers do not get the recording";
    warning(location, "recording-outdated", message, listen(now))
}

/// A recording that nobody has compared with its page.
pub fn recording_unconfirmed(location: Location, now: &str) -> Diagnostic {
    let message = "nobody has said that this recording is what the page says, so readers do not get it";
    warning(location, "recording-unconfirmed", message, listen(now))
}

fn listen(now: &str) -> String {
    format!(
        "listen to it with the page open: if every word and number is the same, write text = \"{now}\"; if not, record it again"
    )
}
