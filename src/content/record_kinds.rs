//! All kinds of records, in one table.
//!
//! A new kind is a file that implements [`Record`](super::Record), a line here, and its name in `source::RECORD_FILES`.

use super::contact::Contact;
use super::fact::Fact;
use super::guide;
use super::record::RecordKind;
use super::sign::Sign;

/// All kinds.
pub static RECORD_KINDS: [RecordKind; 4] =
    [RecordKind::of_lists::<Contact>(), RecordKind::of_lists::<Sign>(), RecordKind::of_lists::<Fact>(), guide::KIND];

impl RecordKind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        RECORD_KINDS.iter().find(|kind| kind.name == name)
    }
}
