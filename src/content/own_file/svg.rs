use super::xmp::Xmp;
use super::{Budget, Trace, Traces, place_and_person, xml};
use roxmltree::Node;

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ILLUSTRATOR: &str = "http://ns.adobe.com/AdobeIllustrator/";

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
