//! What files that people bring themselves say beside what they show: places, names, comments, older versions.
//!
//! The bytes of a file below `content/` or `static/` in, findings out: the kind of trace, never the trace itself, as findings are shown
//! to others and kept. Reads each format far enough to find what is listed here and caps what it unpacks. Nothing is removed: that is
//! done by the person who has the original and knows what may go. What cannot be looked into is refused.
//!
//! Stands in [`crate::content`] because a file's traces depend on that file alone: an unchanged file keeps its findings, and the
//! preview looks at a file once.
//!
//! **Let through on purpose.** Colour profiles; the size, resolution and turning of a picture; dates; the name of the program that made a
//! file; ratings. None of them says who, where or what it looked like before.

mod budget;
mod exif;
mod film;
mod format;
mod jpeg;
mod large;
mod markup;
mod mp3;
mod office;
mod pdf;
mod pdf_object;
mod png;
mod svg;
mod webp;
mod xml;
mod xmp;

use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{Data, FileKind, Refusal, Source};
use budget::Budget;
use format::{FileFormat, FileTreatment};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

pub use svg::is_rich_drawing;

/// One kind of thing that a file says, or a reason why nobody can know what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trace {
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

type Traces = BTreeSet<Trace>;

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

/// Reports what a file that a person brought must not say or do. Empty for every other file.
pub(super) fn inspect(source: &Source) -> Vec<Diagnostic> {
    match source.kind {
        FileKind::PageFile | FileKind::Static | FileKind::Refused(Refusal::Unlisted) => {
            let bytes = match &source.data {
                Data::Bytes(bytes) => Cow::Borrowed(&**bytes),
                Data::OnDisk(file) => match large::looked_at(&source.path, file) {
                    Some(bytes) => Cow::Owned(bytes),
                    None => return vec![report::file_too_large(Location::whole(&source.path), "this file")],
                },
                _ => return Vec::new(),
            };
            let bytes = &*bytes;
            let mut budget = Budget::new();
            let mut findings = traced(source, bytes, &mut budget);
            let judged = judged(source, bytes, &mut budget);
            if judged.iter().any(|finding| finding.code == report::DOCUMENT_TYPE) {
                // That is why it could not be read.
                findings.retain(|finding| finding.code != report::BROKEN);
            }
            findings.extend(judged);
            findings
        }
        // The theme's makers are not traced; what their drawings do on a page is judged like anybody's.
        FileKind::Icon | FileKind::ThemeFile => judged(source, source.bytes(), &mut Budget::new()),
        _ => Vec::new(),
    }
}

/// What a file says beside what it shows.
fn traced(source: &Source, bytes: &[u8], budget: &mut Budget) -> Vec<Diagnostic> {
    let location = || Location::whole(&source.path);
    match FileTreatment::of(&source.path, bytes) {
        FileTreatment::Plain => Vec::new(),
        FileTreatment::Unseen(instead) => vec![report::file_not_inspected(location(), instead)],
        FileTreatment::Seen(form) => {
            traces(form, bytes, budget).into_iter().map(|trace| finding(location(), form, trace)).collect()
        }
        FileTreatment::WithPrograms(form) => vec![finding(location(), form, Trace::Programs)],
    }
}

/// What a drawing or another file in XML does.
fn judged(source: &Source, bytes: &[u8], budget: &mut Budget) -> Vec<Diagnostic> {
    let drawing = xml::is_drawing(bytes) || source.path.to_ascii_lowercase().ends_with(".svg");
    if !drawing && !xml::is_named(&source.path) {
        return Vec::new();
    }
    markup::findings(source, bytes, budget).unwrap_or_else(|_| {
        // A damaged drawing beside a page has been reported as one already.
        let is_said = drawing && matches!(source.kind, FileKind::PageFile | FileKind::Static);
        let trace = if budget.is_spent() { Trace::TooLarge } else { Trace::Broken };
        let what = if drawing { FileFormat::Drawing } else { FileFormat::Markup };
        if is_said { Vec::new() } else { vec![finding(Location::whole(&source.path), what, trace)] }
    })
}

/// What a file of that form says.
fn traces(form: FileFormat, bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = match form {
        FileFormat::Jpeg => jpeg::traces(bytes, budget),
        FileFormat::Png => png::traces(bytes, budget),
        FileFormat::WebP => webp::traces(bytes, budget),
        FileFormat::Drawing => svg::traces(bytes, budget),
        // Judged alone: who wrote it is said openly.
        FileFormat::Markup => Traces::new(),
        FileFormat::Film => film::traces(bytes, budget),
        FileFormat::Mp3 => mp3::traces(bytes, budget),
        FileFormat::Pdf => pdf::traces(bytes, budget),
        FileFormat::Slides | FileFormat::Text | FileFormat::Table => office::traces(bytes, budget),
    };
    if budget.is_spent() {
        // What was not read to its end is not damaged.
        found.remove(&Trace::Broken);
        found.insert(Trace::TooLarge);
    }
    found
}

fn finding(location: Location, form: FileFormat, trace: Trace) -> Diagnostic {
    let (what, clean) = (form.noun(), form.way_to_clean());
    match trace {
        Trace::Place => report::file_says_where(location, what, clean),
        Trace::Person => report::file_names_person(location, what, clean),
        Trace::Details => report::file_has_details(location, what, clean),
        Trace::Path => report::file_names_folder(location, what, clean),
        Trace::Comments => report::file_has_comments(location, what, clean),
        Trace::Thumbnail => report::file_has_thumbnail(location, what, clean),
        Trace::HiddenParts => report::file_hides_parts(location, what),
        Trace::Changes => report::file_has_changes(location, what),
        Trace::HiddenWords => report::file_hides_words(location, what),
        Trace::Cropped => report::picture_cropped(location, what),
        Trace::Programs => report::file_has_programs(location, what, form.without_programs()),
        Trace::Embedded => report::file_in_file(location, what),
        Trace::Behind => report::file_goes_on(location, what),
        Trace::PlaceInside => report::picture_says_where(location, what),
        Trace::TracesInside => report::picture_has_details(location, what),
        Trace::Untagged => report::pdf_without_tags(location),
        Trace::Untitled => report::pdf_without_title(location),
        Trace::WithoutLanguage => report::pdf_without_language(location),
        Trace::Broken => report::file_broken(location, form.name()),
        Trace::Locked => report::file_locked(location, what),
        Trace::TooLarge => report::file_too_large(location, what),
    }
}

/// What a picture or film says that stands inside another file. One that is damaged shows nothing there, so only what it says counts.
fn traces_inside(bytes: &[u8], budget: &mut Budget) -> Traces {
    let Some(form) = FileFormat::of_bytes(bytes).filter(|form| form.is_shown()) else { return Traces::new() };
    let found = traces(form, bytes, budget);
    let told = found.into_iter().filter_map(|trace| match trace {
        Trace::Place | Trace::PlaceInside => Some(Trace::PlaceInside),
        Trace::Broken | Trace::Locked | Trace::TooLarge => None,
        _ => Some(Trace::TracesInside),
    });
    told.collect()
}

/// Only what says where or who, of formats whose other details are part of the format.
fn place_and_person(traces: Traces) -> Traces {
    traces.into_iter().filter(|trace| matches!(trace, Trace::Place | Trace::Person)).collect()
}

/// Unpacks bytes in the form of zlib; `None` if they are damaged, or more than `most` or the budget allows.
fn inflate(bytes: &[u8], most: u64, budget: &mut Budget) -> Option<Vec<u8>> {
    let most = most.min(budget.room());
    let mut unpacked = Vec::new();
    flate2::read::ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked).ok()?;
    if unpacked.len() as u64 > most {
        return budget.spend();
    }
    budget.unpack(unpacked.len() as u64)?;
    Some(unpacked)
}

type ReadPieces<'a> = fn(&'a [u8], &mut Traces, &mut Budget) -> Option<&'a [u8]>;

/// The traces of a picture that is read piece by piece; `read` returns what follows the last piece, or nothing if one is broken.
fn read_whole<'a>(bytes: &'a [u8], budget: &mut Budget, read: ReadPieces<'a>) -> Traces {
    let mut found = Traces::new();
    match read(bytes, &mut found, budget) {
        // Tools for cutting pictures have left there what was cut off (CVE-2023-21036, CVE-2023-28303).
        Some(rest) if goes_on(rest) => drop(found.insert(Trace::Behind)),
        Some(_) => {}
        None => drop(found.insert(Trace::Broken)),
    }
    found
}

/// Whether something stands behind the end of a picture; some programs fill up with zeros or end with a line.
fn goes_on(rest: &[u8]) -> bool {
    rest.iter().any(|byte| *byte != 0 && !byte.is_ascii_whitespace())
}

/// Whether a text says nothing.
fn is_blank(text: &[u8]) -> bool {
    !goes_on(text)
}

/// Whether a picture's comment is only what encoders write about themselves.
fn is_of_program(comment: &[u8]) -> bool {
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
