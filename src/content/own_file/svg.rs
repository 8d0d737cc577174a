use super::xmp::Xmp;
use super::{Trace, Traces, place_and_person, xml};
use roxmltree::Node;

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ILLUSTRATOR: &str = "http://ns.adobe.com/AdobeIllustrator/";

/// What a drawing says beside what it shows: names in its metadata, folders, the editor's own copy.
///
/// Scripts, what it loads from elsewhere and photos set into it are refused by the check of published files.
pub(super) fn traces(bytes: &[u8]) -> Traces {
    let mut found = Traces::new();
    let mut xmp = Xmp::default();
    let read = xml::text(bytes).and_then(|text| {
        xml::each(&text, |node| {
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
    if node.is_comment() && node.text().is_some_and(|text| text.split_whitespace().any(xml::names_folder)) {
        found.insert(Trace::Path);
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
