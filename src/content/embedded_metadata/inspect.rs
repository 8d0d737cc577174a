//! Looks into files that people bring, and judges drawings and XML as trees.
//!
//! A source goes in, findings come out; empty for every file that is made by the program or holds text alone.

use super::budget::Budget;
use super::format::{FileFormat, FileTreatment};
use super::shown::traces_of_shown;
use super::trace::{Trace, Traces};
use super::{large, markup, office, pdf, xml};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{Data, FileKind, Refusal, Source};
use std::borrow::Cow;

/// Reports what a file that a person brought must not say or do. Empty for every other file.
pub(in crate::content) fn inspect(source: &Source) -> Vec<Diagnostic> {
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
        FileFormat::Pdf => pdf::traces(bytes, budget),
        FileFormat::Slides | FileFormat::Text | FileFormat::Table => office::traces(bytes, budget),
        // Of other XML than drawings it is said openly who wrote it: that is judged alone.
        _ => traces_of_shown(form, bytes, budget).unwrap_or_default(),
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
