//! The theme that is part of the program, for sites that have none of their own.
//!
//! Its files are where those of a folder `themes/liberate` would be, and a file that is there wins over the one in here. `build.rs`
//! makes the table of what `themes/liberate` of this repository holds.

/// Names inside the theme, such as `templates/base.html`, sorted, each with its bytes.
pub const FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/theme.rs"));
