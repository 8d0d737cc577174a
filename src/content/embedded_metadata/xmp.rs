//! XMP: the packet of metadata that many formats carry.
//!
//! Its bytes go in, kinds of traces come out. Source: ISO 16684-1.

use super::budget::Budget;
use super::trace::{Trace, Traces, is_blank};
use super::xml;
use roxmltree::Node;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// What a packet of XMP says.
#[derive(Default)]
pub(super) struct Xmp {
    pub(super) traces: Traces,
    pub(super) has_title: bool,
}

/// Reads a packet. Source: ISO 16684-1; the names are those of Adobe's, IPTC's and Exif's schemas.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Xmp {
    let mut xmp = Xmp::default();
    let read = xml::text(bytes).and_then(|text| xml::each(&text, budget, |node| xmp.look(node)));
    if read.is_none() && !is_blank(bytes) {
        xmp.traces.insert(Trace::Details);
    }
    xmp
}

impl Xmp {
    /// A property is an attribute of a description, or an element in one.
    pub(super) fn look(&mut self, node: Node) {
        if !node.has_tag_name((RDF, "Description")) {
            return;
        }
        for attribute in node.attributes() {
            let is_own = !matches!(attribute.namespace(), None | Some(RDF | XML));
            if is_own && !attribute.value().trim().is_empty() {
                self.property(attribute.namespace(), attribute.name());
            }
        }
        for child in node.children().filter(Node::is_element) {
            if says_something(child) {
                self.property(child.tag_name().namespace(), child.tag_name().name());
            }
        }
    }

    fn property(&mut self, namespace: Option<&str>, name: &str) {
        self.has_title |= name == "title" && namespace == Some(DUBLIN_CORE);
        self.traces.extend(trace_of(name));
    }
}

fn says_something(node: Node) -> bool {
    let has_values = |inner: Node| {
        let mut values = inner.attributes().filter(|attribute| !matches!(attribute.namespace(), Some(RDF | XML)));
        values.any(|attribute| !attribute.value().trim().is_empty())
    };
    xml::has_words(node) || node.descendants().any(has_values)
}

fn trace_of(name: &str) -> Option<Trace> {
    Some(match name {
        "City" | "Country" | "CountryCode" | "CountryName" | "ProvinceState" | "State" | "Sublocation" => Trace::Place,
        _ if name.starts_with("GPS") || name.starts_with("Location") => Trace::Place,
        "Artist"
        | "Author"
        | "AuthorsPosition"
        | "CameraOwnerName"
        | "CaptionWriter"
        | "Credit"
        | "CreatorContactInfo"
        | "Owner"
        | "OwnerName"
        | "PersonInImage"
        | "PersonInImageWDetails"
        | "RegionInfo"
        | "Regions"
        | "contributor"
        | "creator"
        | "publisher"
        | "rights" => Trace::Person,
        "Thumbnails" => Trace::Thumbnail,
        "BitsPerSample"
        | "ColorMode"
        | "ColorSpace"
        | "Compression"
        | "CreateDate"
        | "CreatorTool"
        | "DocumentID"
        | "ExifVersion"
        | "ICCProfile"
        | "ImageLength"
        | "ImageWidth"
        | "InstanceID"
        | "MetadataDate"
        | "ModifyDate"
        | "Orientation"
        | "OriginalDocumentID"
        | "PhotometricInterpretation"
        | "PixelXDimension"
        | "PixelYDimension"
        | "PlanarConfiguration"
        | "Producer"
        | "Rating"
        | "ResolutionUnit"
        | "SamplesPerPixel"
        | "XResolution"
        | "YCbCrPositioning"
        | "YResolution"
        | "format" => return None,
        _ => Trace::Details,
    })
}
