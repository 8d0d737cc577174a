//! One change of one file, as it is asked for.

use crate::text::Fingerprint;

/// A change of one file.
pub struct Deed<'d> {
    /// The path of the file in the site, of a known source or made by the desk itself.
    pub path: &'d str,
    /// The fingerprint of the bytes that the person saw; `None` for a file that is to be new.
    pub seen: Option<Fingerprint>,
    /// The new text, without a byte order mark; `None` takes the file away.
    pub text: Option<&'d str>,
    /// What was done, in a few words.
    pub what: &'d str,
    /// The role of who did it; may be empty.
    pub role: &'d str,
}
