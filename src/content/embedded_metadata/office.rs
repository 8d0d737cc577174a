//! Word, PowerPoint and Excel: comments, changes, hidden parts, people, and pictures inside.
//!
//! The bytes of a package go in, kinds of traces come out. Source: ECMA-376.

use super::budget::Budget;
use super::shown::traces_inside;
use super::trace::{Trace, Traces};
use super::xml;
use roxmltree::Node;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of one part at most. A book of a thousand pages has 20 MB of XML, the largest photo of a phone 30 MB.
const LARGEST_PART: u64 = 48 << 20;

/// Parts of one file at most; a talk of two hundred slides has two thousand.
const MOST_PARTS: usize = 20_000;

/// How an entry of an archive's table of contents begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// What a file of PowerPoint, Word or Excel says beside what it shows.
///
/// Parts are told by their first element, not by their names, which differ from program to program. Numbers of sensitivity
/// labels pass: offices must set them, and they name nobody. Source: ECMA-376, parts 1 and 2; MS-OFFCRYPTO for labels.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut archive = Archive { found: Traces::new(), budget };
    if let Err(trace) = archive.read(bytes, true) {
        archive.found.insert(trace);
    }
    archive.found
}

struct Archive<'b> {
    found: Traces,
    budget: &'b mut Budget,
}

impl Archive<'_> {
    /// Looks at all parts. The workbook behind a chart is looked at like one of its own; no other file may be inside.
    fn read(&mut self, bytes: &[u8], is_outermost: bool) -> Result<(), Trace> {
        // Each takes memory when the archive is opened.
        if bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).take(MOST_PARTS + 1).count() > MOST_PARTS {
            return Err(Trace::TooLarge);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trace::Broken)?;
        let mut has_main = false;
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(|_| Trace::Broken)?;
            let name = entry.name().map_err(|_| Trace::Broken)?.to_ascii_lowercase();
            has_main |= matches!(name.as_str(), "ppt/presentation.xml" | "word/document.xml" | "xl/workbook.xml");
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
            if name.ends_with("/") {
                continue;
            } else if name.starts_with("docprops/thumbnail") {
                self.found.insert(Trace::Thumbnail);
            } else if name.ends_with("vbaproject.bin") || name.contains("/activex/") {
                self.found.insert(Trace::Programs);
            } else if name.starts_with("xl/revisions/") {
                self.found.insert(Trace::Changes);
            } else if name.contains("/embeddings/") {
                if is_outermost && matches!(extension, "docx" | "pptx" | "xlsx") {
                    let part = self.unpack(&mut entry)?;
                    self.read(&part, false)?;
                    self.budget.release(part.len() as u64);
                } else {
                    self.found.insert(Trace::Embedded);
                }
            } else if name.contains("/media/") {
                let picture = self.unpack(&mut entry)?;
                self.found.extend(traces_inside(&picture, self.budget));
                self.budget.release(picture.len() as u64);
            } else if matches!(extension, "xml" | "rels" | "psmdcp") {
                let part = self.unpack(&mut entry)?;
                let text = xml::text(&part).ok_or(Trace::Broken)?;
                let found = &mut self.found;
                xml::each(&text, self.budget, |node| found.extend(trace_of(&name, node))).ok_or(Trace::Broken)?;
                self.budget.release(part.len() as u64);
            }
        }
        if has_main { Ok(()) } else { Err(Trace::Broken) }
    }

    /// Unpacks one part, unless it or all of them together are too large, whatever size it claims to have. Its bytes are kept until
    /// they are released.
    fn unpack(&mut self, entry: &mut impl Read) -> Result<Vec<u8>, Trace> {
        let most = LARGEST_PART.min(self.budget.room());
        let mut part = Vec::new();
        entry.take(most + 1).read_to_end(&mut part).map_err(|_| Trace::Broken)?;
        let length = part.len() as u64;
        if length > most {
            return Err(Trace::TooLarge);
        }
        self.budget.unpack(length).and_then(|()| self.budget.keep(length)).ok_or(Trace::TooLarge)?;
        Ok(part)
    }
}

/// Changes that Word keeps while it tracks them, each with a name and a time.
const CHANGES: [&str; 15] = [
    "cellDel",
    "cellIns",
    "cellMerge",
    "del",
    "ins",
    "moveFrom",
    "moveTo",
    "numberingChange",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblGridChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
];

/// Lists whose entries are comments, or the people who wrote some.
const COMMENT_LISTS: [&str; 9] = [
    "ThreadedComments",
    "authorLst",
    "authors",
    "cmAuthorLst",
    "cmLst",
    "commentList",
    "comments",
    "people",
    "personList",
];

fn trace_of(part: &str, node: Node) -> Option<Trace> {
    if !node.is_element() {
        return None;
    }
    let (namespace, name) = (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
    if part.starts_with("customxml/") {
        // SharePoint keeps there who made, checked and approved a file.
        return (matches!(name, "DisplayName" | "UserInfo") && xml::has_words(node)).then_some(Trace::Person);
    }
    let text = || node.text().unwrap_or_default();
    let is_off = |attribute| matches!(node.attribute(attribute), Some("0" | "false"));
    match name {
        "creator" | "lastModifiedBy" if !namespace.contains("wordprocessingml") && xml::has_words(node) => {
            Some(Trace::Person)
        }
        "Company" | "Manager"
            if namespace.ends_with("extended-properties") || namespace.ends_with("extendedProperties") =>
        {
            xml::has_words(node).then_some(Trace::Person)
        }
        "HyperlinkBase" | "Template" if xml::names_folder(text()) => Some(Trace::Path),
        "instrText" if text().split('"').any(xml::names_folder) => Some(Trace::Path),
        "property" if namespace.contains("custom") && is_own_property(node) => Some(Trace::Details),
        "sld" if is_off("show") => Some(Trace::HiddenParts),
        "sheet" if matches!(node.attribute("state"), Some("hidden" | "veryHidden")) => Some(Trace::HiddenParts),
        "vanish" if hides_words(node) => Some(Trace::HiddenWords),
        "srcRect" | "imagedata" if is_cropped(part, node) => Some(Trace::Cropped),
        _ if CHANGES.contains(&name) && namespace.contains("wordprocessingml") => Some(Trace::Changes),
        _ if is_comment(node) => Some(Trace::Comments),
        _ => node.attributes().any(|attribute| xml::names_folder(attribute.value())).then_some(Trace::Path),
    }
}

/// Whether a run of words is not shown. Word hides marks of an index in the same way, and ends of paragraphs.
fn hides_words(node: Node) -> bool {
    let run = node.parent().and_then(|properties| properties.parent());
    let is_on = !node.attributes().any(|value| value.name() == "val" && matches!(value.value(), "0" | "false" | "off"));
    let words = |run: Node| run.children().any(|child| child.tag_name().name() == "t" && xml::has_words(child));
    is_on && run.is_some_and(|run| run.tag_name().name() == "r" && words(run))
}

/// Whether a picture is cut at some edge: the program keeps the rest of it. An office's own layouts are its own affair.
///
/// Source: ECMA-376, part 1, `srcRect` (positive values cut, negative ones add room); part 4, `imagedata` of VML.
fn is_cropped(part: &str, node: Node) -> bool {
    let is_layout =
        ["ppt/slidelayouts/", "ppt/slidemasters/", "ppt/theme/"].iter().any(|folder| part.starts_with(folder));
    let cuts = |name: &str| matches!(name, "l" | "t" | "r" | "b" | "cropleft" | "croptop" | "cropright" | "cropbottom");
    let is_positive = |value: &str| value.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && !value.starts_with('-');
    !is_layout && node.attributes().any(|attribute| cuts(attribute.name()) && is_positive(attribute.value()))
}

/// Whether a property that somebody added says more than the number of a label.
fn is_own_property(node: Node) -> bool {
    let name = node.attribute("name").unwrap_or_default();
    let is_label = name.starts_with("MSIP_Label_") && !name.ends_with("_Owner");
    !is_label && name != "ContentTypeId" && xml::has_words(node)
}

/// An empty list of comments is nothing: programs make one in advance.
fn is_comment(node: Node) -> bool {
    let list = node.parent_element().map_or("", |parent| parent.tag_name().name());
    COMMENT_LISTS.contains(&list) && !matches!(node.tag_name().name(), "authors" | "commentList" | "extLst")
}
