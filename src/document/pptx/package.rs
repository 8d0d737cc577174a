//! The package of an Office file: parts and what they lead to in, one ZIP out, the same for the same input.
//!
//! Parts and relations go in, one archive comes out. Source: ECMA-376, part 2.

use crate::text::Xml;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS_FILE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const METADATA: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";

/// The parts of an Office file, and what kind each is. Source: ECMA-376, part 2.
#[derive(Default)]
pub(super) struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    kinds: BTreeMap<String, &'static str>,
    /// Names of pictures by what they were made from.
    pictures: BTreeMap<Vec<u8>, String>,
}

/// What a part leads to.
#[derive(Default)]
pub(super) struct Relations {
    all: Vec<Relation>,
}

struct Relation {
    kind: String,
    target: String,
    outside: bool,
}

impl Relations {
    /// Adds a part by its path as seen from here, or finds it; the answer is its id.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        self.add(format!("{RELATIONS}/{kind}"), target, false)
    }

    /// Adds what the package says of itself.
    pub(super) fn metadata(&mut self, kind: &str, target: &str) -> String {
        self.add(format!("{METADATA}/{kind}"), target, false)
    }

    /// Adds an address outside.
    pub(super) fn link(&mut self, href: &str) -> String {
        self.add(format!("{RELATIONS}/hyperlink"), href, true)
    }

    fn add(&mut self, kind: String, target: &str, outside: bool) -> String {
        let known = self.all.iter().position(|relation| relation.kind == kind && relation.target == target);
        let index = known.unwrap_or_else(|| {
            self.all.push(Relation { kind, target: target.to_owned(), outside });
            self.all.len() - 1
        });
        format!("rId{}", index + 1)
    }
}

impl Package {
    /// Adds a part of XML. `kind` is the end of its content type, such as `presentationml.slide`.
    pub(super) fn xml(&mut self, name: &str, kind: &'static str, body: Xml) {
        self.parts.insert(name.to_owned(), body.finish().into_bytes());
        self.kinds.insert(name.to_owned(), kind);
    }

    /// Adds the relations of a part, or of the package if `of` is empty.
    pub(super) fn relations(&mut self, of: &str, relations: &Relations) {
        let mut xml = Xml::standalone();
        xml.tag("Relationships").attr("xmlns", RELATIONS_FILE).with(|xml| {
            for (index, relation) in relations.all.iter().enumerate() {
                let tag = xml.tag("Relationship").attr("Id", format_args!("rId{}", index + 1));
                let tag = tag.attr("Type", &relation.kind).attr("Target", &relation.target);
                tag.maybe("TargetMode", relation.outside.then_some("External")).empty();
            }
        });
        let (folder, file) = of.rsplit_once('/').map_or(("", of), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        self.parts.insert(format!("{folder}{slash}_rels/{file}.rels"), xml.finish().into_bytes());
    }

    /// Adds a picture once, however often it is shown; the answer is its path as seen from a slide.
    pub(super) fn picture(&mut self, extension: &str, bytes: Vec<u8>) -> String {
        let next = self.pictures.len() + 1;
        let name = self.pictures.entry(bytes).or_insert_with_key(|bytes| {
            let name = format!("image{next}.{extension}");
            self.parts.insert(format!("ppt/media/{name}"), bytes.clone());
            name
        });
        format!("../media/{name}")
    }

    /// The finished file: `[Content_Types].xml` first, then the package's relations, then all others by name; no dates.
    pub(super) fn finish(mut self) -> Option<Vec<u8>> {
        let types = self.content_types();
        let relations = self.parts.remove("_rels/.rels")?;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let first = [("[Content_Types].xml".to_owned(), types.into_bytes()), ("_rels/.rels".to_owned(), relations)];
        for (name, bytes) in first.into_iter().chain(self.parts) {
            let packed = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".svg");
            let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            let options = SimpleFileOptions::default()
                .last_modified_time(DateTime::default())
                .unix_permissions(0o644)
                .system(System::Unix)
                .compression_method(method);
            zip.start_file(name, options).ok()?;
            zip.write_all(&bytes).ok()?;
        }
        Some(zip.finish().ok()?.into_inner())
    }

    fn content_types(&self) -> String {
        let mut extensions = BTreeMap::from([
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ]);
        for name in self.pictures.values() {
            match name.rsplit_once('.') {
                Some((_, "png")) => extensions.insert("png", "image/png"),
                Some((_, "jpg")) => extensions.insert("jpg", "image/jpeg"),
                Some((_, "gif")) => extensions.insert("gif", "image/gif"),
                _ => extensions.insert("svg", "image/svg+xml"),
            };
        }
        let mut xml = Xml::standalone();
        xml.tag("Types").attr("xmlns", TYPES).with(|xml| {
            for (extension, kind) in extensions {
                xml.tag("Default").attr("Extension", extension).attr("ContentType", kind).empty();
            }
            for (name, kind) in &self.kinds {
                let kind = if *kind == "core-properties" {
                    "application/vnd.openxmlformats-package.core-properties+xml".to_owned()
                } else {
                    format!("application/vnd.openxmlformats-officedocument.{kind}+xml")
                };
                xml.tag("Override").attr("PartName", format_args!("/{name}")).attr("ContentType", kind).empty();
            }
        });
        xml.finish()
    }
}
