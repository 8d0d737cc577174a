//! Elements that many parts of a presentation have: roots with their namespaces, trees of shapes, names, fills, marks of lists.
//!
//! Each writes one small element, so that no name is spelled twice.

use crate::text::Xml;

const DECORATIVE: &str = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";
/// The namespaces of every part of a presentation. Source: ECMA-376, part 1.
pub(super) const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
];
/// What marks an item of a list, in every language.
const BULLET: &str = "•";
/// A part of a presentation, with its namespaces.
pub(super) fn part(root: &'static str, inside: impl FnOnce(&mut Xml)) -> Xml {
    part_with(root, &[], inside)
}

pub(super) fn part_with(root: &'static str, attributes: &[(&'static str, &str)], inside: impl FnOnce(&mut Xml)) -> Xml {
    let mut xml = Xml::standalone();
    let tag = NAMESPACES.into_iter().fold(xml.tag(root), |tag, (name, value)| tag.attr(name, value));
    attributes.iter().fold(tag, |tag, (name, value)| tag.attr(name, value)).with(inside);
    xml
}

/// The group that holds all shapes of a part.
pub(super) fn tree(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.tag("p:spTree").with(|xml| {
        xml.tag("p:nvGrpSpPr").with(|xml| {
            xml.tag("p:cNvPr").attr("id", 1).attr("name", "").empty();
            xml.tag("p:cNvGrpSpPr").empty();
            xml.tag("p:nvPr").empty();
        });
        xml.tag("p:grpSpPr").with(|xml| {
            xml.tag("a:xfrm").with(|xml| {
                for (at, extent) in [("a:off", "a:ext"), ("a:chOff", "a:chExt")] {
                    xml.tag(at).attr("x", 0).attr("y", 0).empty();
                    xml.tag(extent).attr("cx", 0).attr("cy", 0).empty();
                }
            });
        });
        inside(xml);
    });
}

/// A shape's name and what it is; `inside` says the rest of its `nvPr`.
pub(super) fn place_name(xml: &mut Xml, id: u32, name: &str, lock: &[&'static str], inside: impl FnOnce(&mut Xml)) {
    xml.tag("p:nvSpPr").with(|xml| {
        xml.tag("p:cNvPr").attr("id", id).attr("name", format_args!("{name} {id}")).empty();
        xml.tag("p:cNvSpPr").with(|xml| {
            let locks = xml.tag("a:spLocks");
            lock.iter().fold(locks, |locks, name| locks.attr(name, 1)).empty();
        });
        xml.tag("p:nvPr").with(inside);
    });
}

pub(super) const TEXT_LOCK: &[&str] = &["noGrp"];
const PICTURE_LOCK: &[&str] = &["noGrp", "noRot", "noChangeAspect"];

/// The colours of the master, for layouts, slides and notes.
pub(super) fn master_colours(xml: &mut Xml) {
    xml.tag("p:clrMapOvr").with(|xml| xml.tag("a:masterClrMapping").empty());
}

/// A fill in a colour of the presentation.
pub(super) fn fill(colour: &str, xml: &mut Xml) {
    xml.tag("a:solidFill").with(|xml| xml.tag("a:schemeClr").attr("val", colour).empty());
}

pub(super) fn rectangle(xml: &mut Xml) {
    xml.tag("a:prstGeom").attr("prst", "rect").with(|xml| xml.tag("a:avLst").empty());
}

pub(super) fn space_before(hundredths: u32, xml: &mut Xml) {
    xml.tag("a:spcBef").with(|xml| xml.tag("a:spcPts").attr("val", hundredths).empty());
}

/// The slide as a picture, on notes and on their master.
pub(super) fn notes_picture_name(xml: &mut Xml, index: Option<u32>) {
    place_name(xml, 2, "Slide image", PICTURE_LOCK, |xml| {
        xml.tag("p:ph").attr("type", "sldImg").maybe("idx", index).empty();
    });
}

/// A mark in a font that has it, whatever the script.
pub(super) fn bullet(xml: &mut Xml) {
    xml.tag("a:buFont").attr("typeface", "Arial").empty();
    xml.tag("a:buChar").attr("char", BULLET).empty();
}

/// Says of a shape that it means nothing. Source: Office drawing extensions, [MS-ODRAWXML] 2.6.
pub(super) fn decorative(xml: &mut Xml) {
    xml.tag("a:extLst").with(|xml| {
        xml.tag("a:ext").attr("uri", DECORATIVE).with(|xml| {
            let namespace = "http://schemas.microsoft.com/office/drawing/2017/decorative";
            xml.tag("adec:decorative").attr("xmlns:adec", namespace).attr("val", 1).empty();
        });
    });
}
