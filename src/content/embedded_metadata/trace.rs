//! What a file can say beside what it shows, and what holds for all formats that say it.
//!
//! A trace is its kind alone: what was found is neither shown nor kept.

use super::budget::Budget;
use std::collections::BTreeSet;

/// One kind of thing that a file says, or a reason why nobody can know what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trace {
    /// Where it was made.
    Place,
    /// Who made, owns or manages it.
    Person,
    /// Other words and facts that nobody sees: camera, caption, history of editing.
    Details,
    /// Folders of a computer, which often carry a person's name.
    Path,
    /// Comments of people who worked on it.
    Comments,
    /// A small picture of how it once looked.
    Thumbnail,
    /// Slides or sheets that are not shown.
    HiddenParts,
    /// What was struck out or added while changes were tracked.
    Changes,
    /// Words of a document that are not shown.
    HiddenWords,
    /// A picture inside it of which only a part is shown.
    Cropped,
    /// Small programs.
    Programs,
    /// Another file inside it.
    Embedded,
    /// Bytes after its end: what was cut off, another picture, a short film.
    Behind,
    /// A picture or film inside it that says where it was taken.
    PlaceInside,
    /// A picture or film inside it with other traces.
    TracesInside,
    /// A PDF without tags.
    Untagged,
    /// A PDF without a title.
    Untitled,
    /// A PDF that does not name its language.
    WithoutLanguage,
    /// It is not what its name says, or is damaged.
    Broken,
    /// It is locked with a password.
    Locked,
    /// It holds more than is unpacked here.
    TooLarge,
}

pub(super) type Traces = BTreeSet<Trace>;

/// Only what says where or who, of formats whose other details are part of the format.
pub(super) fn place_and_person(traces: Traces) -> Traces {
    traces.into_iter().filter(|trace| matches!(trace, Trace::Place | Trace::Person)).collect()
}

pub(super) type ReadPieces<'a> = fn(&'a [u8], &mut Traces, &mut Budget) -> Option<&'a [u8]>;

/// The traces of a picture that is read piece by piece; `read` returns what follows the last piece, or nothing if one is broken.
pub(super) fn read_whole<'a>(bytes: &'a [u8], budget: &mut Budget, read: ReadPieces<'a>) -> Traces {
    let mut found = Traces::new();
    match read(bytes, &mut found, budget) {
        // Tools for cutting pictures have left there what was cut off (CVE-2023-21036, CVE-2023-28303).
        Some(rest) if goes_on(rest) => drop(found.insert(Trace::Behind)),
        Some(_) => {}
        None => drop(found.insert(Trace::Broken)),
    }
    found
}

/// Whether something is behind the end of a picture; some programs fill up with zeros or end with a line.
pub(super) fn goes_on(rest: &[u8]) -> bool {
    rest.iter().any(|byte| *byte != 0 && !byte.is_ascii_whitespace())
}

/// Whether a text says nothing.
pub(super) fn is_blank(text: &[u8]) -> bool {
    !goes_on(text)
}

/// Whether a picture's comment is only what encoders write about themselves.
pub(super) fn is_of_program(comment: &[u8]) -> bool {
    const PROGRAMS: [&[u8]; 6] = [
        b"CREATOR: gd-jpeg",
        b"Lavc",
        b"LEAD Technologies",
        b"Created with GIMP",
        b"Intel(R) JPEG",
        b"Optimized by JPEGmini",
    ];
    is_blank(comment) || PROGRAMS.iter().any(|program| comment.starts_with(program))
}
