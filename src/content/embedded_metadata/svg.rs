//! Drawings: what they say of whoever drew them, and whether they are too rich for documents.
//!
//! Bytes go in, kinds of traces come out; what a drawing does on a page is judged in `markup`.

use super::budget::Budget;
use super::trace::{Trace, Traces, place_and_person};
use super::xml;
use super::xmp::Xmp;
use roxmltree::Node;

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ILLUSTRATOR: &str = "http://ns.adobe.com/AdobeIllustrator/";

/// Masks and clips in a drawing that goes into a document at most; those of drawing programs have some dozens.
const MOST_CUTS: usize = 300;
/// Copies (`<use>`) at most: if each held others, there would be twenty times as much to lay out.
const MOST_COPIES: usize = 8;
/// Bytes of words at most; they are laid out letter by letter.
const MOST_WORDS: usize = 20_000;

/// Whether laying a drawing out takes far more than its bytes: it blurs or blends by filters, cuts by hundreds of masks, copies its
/// parts again and again, or holds the words of a book. The first two are computed point by point, on a canvas as large as the
/// drawing says, and copies of copies double. What is damaged is not judged.
pub fn is_rich_drawing(bytes: &[u8]) -> bool {
    let Some(text) = xml::text(bytes) else { return false };
    let mut budget = Budget::new();
    let (mut filters, mut cuts, mut copies, mut words) = (0, 0, 0, 0);
    let read = xml::each(&text, &mut budget, |node| {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            let is_style = node.parent().is_some_and(|parent| parent.tag_name().name() == "style");
            let (filter, word) = if is_style { (text.matches("filter").count(), 0) } else { (0, text.trim().len()) };
            (filters, words) = (filters + filter, words + word);
        }
        let attributes = || node.attributes().map(|attribute| (attribute.name(), attribute.value()));
        let is_filter = |(name, value): (&str, &str)| name == "filter" || name == "style" && value.contains("filter");
        filters += attributes().filter(|attribute| is_filter(*attribute)).count();
        cuts += attributes().filter(|(name, _)| matches!(*name, "mask" | "clip-path")).count();
        match node.tag_name().name() {
            "filter" => filters += 1,
            "mask" | "clipPath" => cuts += 1,
            "use" => copies += 1,
            _ => {}
        }
    });
    let is_over = filters > 0 || cuts > MOST_CUTS || copies > MOST_COPIES || words > MOST_WORDS;
    budget.is_spent() || (read.is_some() && is_over)
}

/// What a drawing says beside what it shows: names in its metadata, folders, the editor's own copy.
///
/// Scripts, what it loads from elsewhere and photos set into it are refused by [`super::markup`].
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    let mut xmp = Xmp::default();
    let read = xml::text(bytes).and_then(|text| {
        xml::each(&text, budget, |node| {
            xmp.look(node);
            look(node, &mut found);
        })
    });
    found.extend(place_and_person(xmp.traces));
    if read.is_none() {
        found.insert(Trace::Broken);
    }
    found
}

fn look(node: Node, found: &mut Traces) {
    if let Some(text) = node.text().filter(|_| node.is_comment()) {
        if text.split_whitespace().any(xml::names_folder) {
            found.insert(Trace::Path);
        } else if !is_of_program(text) {
            found.insert(Trace::Comments);
        }
    }
    if !node.is_element() {
        return;
    }
    let (namespace, name) = (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
    let is_name = matches!(name, "contributor" | "creator" | "publisher" | "rights");
    if namespace == DUBLIN_CORE && is_name && xml::has_words(node) {
        found.insert(Trace::Person);
    }
    if namespace.starts_with(ILLUSTRATOR) && matches!(name, "aipgf" | "pgf") {
        found.insert(Trace::Details);
    }
    for attribute in node.attributes() {
        let value = attribute.value();
        let is_file = attribute.namespace().is_some()
            && matches!(attribute.name(), "absref" | "docbase" | "docname" | "export-filename");
        if (is_file && !value.trim().is_empty()) || xml::names_folder(value) {
            found.insert(Trace::Path);
        }
    }
}

/// Whether a comment only names the program that made the drawing, or its licence, which has to stay.
fn is_of_program(comment: &str) -> bool {
    const BEGINNINGS: [&str; 7] =
        ["Generator:", "Created with", "Created using", "Uploaded to", "License", "Licence", "Copyright"];
    let comment = comment.trim().trim_start_matches('!').trim_start();
    comment.is_empty() || BEGINNINGS.iter().any(|start| comment.starts_with(start))
}
