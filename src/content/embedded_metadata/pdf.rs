//! PDF: what it says beside its pages, and what it lacks for readers.
//!
//! Bytes go in, kinds of traces come out; older versions and files inside are found, too. Source: ISO 32000-2.

use super::budget::{Budget, inflate};
use super::pdf_object::{Dictionary, Object, PdfReader, is_space};
use super::shown::traces_inside;
use super::trace::{Trace, Traces, place_and_person};
use super::xmp;
use std::collections::BTreeMap;

/// References that lead to references at most.
const LONGEST_CHAIN: usize = 8;

/// Bytes of one stream at most that is unpacked: those that hold objects have some thousand, descriptions less.
const LARGEST_STREAM: u64 = 32 << 20;

/// Spaces and digits before the word `obj` at most that are looked at.
const LONGEST_NUMBER: usize = 64;

/// Notes that people put on a page. One that only shows words, such as a text box, counts if it names who wrote it.
const NOTES: [&[u8]; 9] =
    [b"Caret", b"FreeText", b"Highlight", b"Ink", b"Squiggly", b"Stamp", b"StrikeOut", b"Text", b"Underline"];

/// What a PDF says beside its pages, and whether a screen reader can read it out.
///
/// All objects are read in the order of the file, without its table: what an earlier version said is still in the bytes, and a damaged
/// table hides nothing. Source: ISO 32000-2; for tags, title and language ISO 14289-1, section 7.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut pdf = Pdf { bytes, objects: Vec::new(), latest: BTreeMap::new(), trailers: Vec::new(), budget };
    if let Err(trace) = pdf.read() {
        return Traces::from([trace]);
    }
    pdf.traces().unwrap_or_else(|| Traces::from([Trace::Broken]))
}

struct Pdf<'a, 'b> {
    bytes: &'a [u8],
    /// All objects, those of earlier versions too.
    objects: Vec<Stored<'a>>,
    /// The last object of each number.
    latest: BTreeMap<u32, usize>,
    /// The dictionaries at the ends of all versions.
    trailers: Vec<Dictionary>,
    budget: &'b mut Budget,
}

struct Stored<'a> {
    object: Object,
    /// The packed bytes of a stream.
    stream: Option<&'a [u8]>,
}

// Reading

impl<'a> Pdf<'a, '_> {
    fn read(&mut self) -> Result<(), Trace> {
        if !self.bytes[..self.bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
            return Err(Trace::Broken);
        }
        let mut at = 0;
        while let Some(found) = find(self.bytes, b"obj", at) {
            at = found + 3;
            if let Some(number) = number_before(self.bytes, found) {
                at = self.object(number, at)?.max(at);
            }
            self.goes_on()?;
        }
        let mut at = 0;
        while let Some(found) = find(self.bytes, b"trailer", at) {
            at = found + 7;
            if let Some(Object::Dictionary(trailer)) = PdfReader::new(self.bytes, at, self.budget).object() {
                self.trailers.push(trailer);
            }
            self.goes_on()?;
        }
        let is_locked = |trailer: &Dictionary| trailer.get(b"Encrypt").is_some_and(|key| *key != Object::Other);
        if self.trailers.iter().any(is_locked) {
            return Err(Trace::Locked);
        }
        self.packed_objects()
    }

    /// Ends the reading when the budget is spent: what cannot be read then is not damaged.
    fn goes_on(&self) -> Result<(), Trace> {
        if self.budget.is_spent() { Err(Trace::TooLarge) } else { Ok(()) }
    }

    /// Reads the object that begins there and returns where it ends.
    fn object(&mut self, number: u32, at: usize) -> Result<usize, Trace> {
        let mut reader = PdfReader::new(self.bytes, at, self.budget);
        let Some(object) = reader.object() else { return Ok(at) };
        let mut end = reader.at;
        let mut stream = None;
        if let Some(dictionary) = object.dictionary() {
            if reader.takes(b"stream") {
                let start = reader.at;
                let data = self.stream(dictionary, start).ok_or(Trace::Broken)?;
                end = data.1;
                stream = Some(data.0);
            }
            if dictionary.get(b"Type").is_some_and(|kind| kind.is_name(b"XRef")) {
                self.trailers.push(dictionary.clone());
            }
        }
        self.keep(number, Stored { object, stream });
        Ok(end)
    }

    /// The bytes of a stream and where it ends. Its length may be wrong or be elsewhere; then its end is searched for.
    fn stream(&mut self, dictionary: &Dictionary, at: usize) -> Option<(&'a [u8], usize)> {
        let start = match self.bytes.get(at..)? {
            [b'\r', b'\n', ..] => at + 2,
            [b'\r' | b'\n', ..] => at + 1,
            _ => at,
        };
        let length = dictionary.get(b"Length").and_then(Object::number);
        if let Some(data) = length.and_then(|length| self.bytes.get(start..start.checked_add(length)?)) {
            let mut reader = PdfReader::new(self.bytes, start + data.len(), self.budget);
            if reader.takes(b"endstream") {
                return Some((data, reader.at));
            }
        }
        let end = find(self.bytes, b"endstream", start)?;
        Some((&self.bytes[start..end], end))
    }

    fn keep(&mut self, number: u32, stored: Stored<'a>) {
        self.latest.insert(number, self.objects.len());
        self.objects.push(stored);
    }

    /// Unpacks the streams that hold objects. Their objects never are streams themselves.
    fn packed_objects(&mut self) -> Result<(), Trace> {
        for index in 0..self.objects.len() {
            let Some(dictionary) = self.objects[index].object.dictionary() else { continue };
            if !dictionary.get(b"Type").is_some_and(|kind| kind.is_name(b"ObjStm")) {
                continue;
            }
            let number = |key: &[u8]| dictionary.get(key).and_then(Object::number).ok_or(Trace::Broken);
            let (count, first) = (number(b"N")?, number(b"First")?);
            let data = self.unpacked(index)?;
            let mut head = 0;
            for _ in 0..count {
                let mut reader = PdfReader::new(&data, head, self.budget);
                let (Some(Object::Number(number)), Some(offset)) = (reader.object(), reader.object()) else {
                    return Err(Trace::Broken);
                };
                head = reader.at;
                let at = offset.number().and_then(|offset| first.checked_add(offset)).ok_or(Trace::Broken)?;
                let (number, object) = (u32::try_from(number), PdfReader::new(&data, at, self.budget).object());
                if let (Ok(number), Some(object)) = (number, object) {
                    // What is by itself further on in the file is a newer version.
                    let is_newer =
                        self.latest.get(&number).is_none_or(|known| *known < index || *known >= self.objects.len());
                    let known = self.latest.get(&number).copied();
                    self.keep(number, Stored { object, stream: None });
                    if let (false, Some(known)) = (is_newer, known) {
                        self.latest.insert(number, known);
                    }
                }
            }
        }
        Ok(())
    }

    /// The bytes of a stream as they were before packing.
    fn unpacked(&mut self, index: usize) -> Result<Vec<u8>, Trace> {
        let stored = &self.objects[index];
        let (Some(dictionary), Some(data)) = (stored.object.dictionary(), stored.stream) else {
            return Err(Trace::Broken);
        };
        match filters(dictionary).as_slice() {
            [] => {
                // Streams may all name the same bytes.
                self.budget.unpack(data.len() as u64).ok_or(Trace::TooLarge)?;
                Ok(data.to_vec())
            }
            [filter] if filter.is_name(b"FlateDecode") && !is_predicted(dictionary) => {
                // Some writers count the end of the line before `endstream` in, others do not; both can be read.
                inflate(data, LARGEST_STREAM, self.budget).ok_or(Trace::TooLarge)
            }
            _ => Err(Trace::TooLarge),
        }
    }
}

// Looking

impl Pdf<'_, '_> {
    /// What all objects say; `None` if the file has no pages.
    fn traces(&mut self) -> Option<Traces> {
        let catalogue = self.catalogue()?.clone();
        let mut found = Traces::new();
        for stored in &self.objects {
            stored.object.each_dictionary(&mut |dictionary| self.look(dictionary, &mut found));
        }
        let described = catalogue.get(b"Metadata").and_then(|object| match object {
            Object::Reference(number) => self.latest.get(number).copied(),
            _ => None,
        });
        let mut has_title = self.has_title();
        for index in 0..self.objects.len() {
            let (packet, picture) = self.look_into(index).unwrap_or_else(|trace| {
                found.insert(trace);
                Default::default()
            });
            has_title |= described == Some(index) && packet.has_title;
            found.extend(place_and_person(packet.traces));
            found.extend(picture);
        }
        found.extend((!has_title).then_some(Trace::Untitled));
        found.extend((!self.is_tagged(&catalogue)).then_some(Trace::Untagged));
        found.extend((!self.says(&catalogue, b"Lang")).then_some(Trace::WithoutLanguage));
        Some(found)
    }

    fn look(&self, dictionary: &Dictionary, found: &mut Traces) {
        let kind = |key: &[u8], names: &[&[u8]]| {
            dictionary.get(key).is_some_and(|value| names.iter().any(|name| value.is_name(name)))
        };
        if self.says(dictionary, b"Author") {
            found.insert(Trace::Person);
        }
        if dictionary.contains_key(b"EF") || kind(b"Subtype", &[b"FileAttachment"]) {
            found.insert(Trace::Embedded);
        }
        if kind(b"S", &[b"JavaScript", b"Launch"]) {
            found.insert(Trace::Programs);
        }
        if kind(b"Type", &[b"Page"]) && dictionary.contains_key(b"Thumb") {
            found.insert(Trace::Thumbnail);
        }
        let is_on_page = dictionary.contains_key(b"Rect");
        let is_note =
            kind(b"Subtype", &[b"Text", b"Popup"]) || (kind(b"Subtype", &NOTES) && self.says(dictionary, b"T"));
        if is_on_page && is_note {
            found.insert(Trace::Comments);
        }
    }

    /// Reads what a stream says if it is a packet of XMP or a picture as cameras make them.
    fn look_into(&mut self, index: usize) -> Result<(xmp::Xmp, Traces), Trace> {
        let nothing = Ok(Default::default());
        if self.budget.is_spent() {
            return nothing;
        }
        let stored = &self.objects[index];
        let (Some(dictionary), Some(data)) = (stored.object.dictionary(), stored.stream) else { return nothing };
        if dictionary.get(b"Type").is_some_and(|kind| kind.is_name(b"Metadata")) {
            let packet = self.unpacked(index)?;
            return Ok((xmp::read(&packet, self.budget), Traces::new()));
        }
        match filters(dictionary).as_slice() {
            [filter] if filter.is_name(b"DCTDecode") => Ok((xmp::Xmp::default(), traces_inside(data, self.budget))),
            _ => nothing,
        }
    }

    /// What the last version begins with.
    fn catalogue(&self) -> Option<&Dictionary> {
        let is_catalogue = |dictionary: &&Dictionary| dictionary.contains_key(b"Pages");
        let mut roots = self.trailers.iter().filter_map(|trailer| self.resolved(trailer.get(b"Root")?)?.dictionary());
        let named = roots.rfind(is_catalogue);
        named.or_else(|| {
            let all = self.objects.iter().filter_map(|stored| stored.object.dictionary());
            let is_root =
                |dictionary: &&Dictionary| dictionary.get(b"Type").is_some_and(|kind| kind.is_name(b"Catalog"));
            all.filter(is_catalogue).rfind(is_root)
        })
    }

    fn has_title(&self) -> bool {
        let mut about = self.trailers.iter().filter_map(|trailer| self.resolved(trailer.get(b"Info")?)?.dictionary());
        about.any(|about| self.says(about, b"Title"))
    }

    fn is_tagged(&self, catalogue: &Dictionary) -> bool {
        let value =
            |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).and_then(|value| self.resolved(value)).cloned();
        let marked = value(catalogue, b"MarkInfo").and_then(|about| value(about.dictionary()?, b"Marked"));
        marked == Some(Object::True)
            && value(catalogue, b"StructTreeRoot").is_some_and(|root| root.dictionary().is_some())
    }

    /// Whether a dictionary has words under that key.
    fn says(&self, dictionary: &Dictionary, key: &[u8]) -> bool {
        let value = dictionary.get(key).and_then(|value| self.resolved(value));
        matches!(value, Some(Object::Text(true)))
    }

    fn resolved<'o>(&'o self, mut object: &'o Object) -> Option<&'o Object> {
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = object else { return Some(object) };
            object = &self.objects[*self.latest.get(number)?].object;
        }
        None
    }
}

/// The names of what a stream was packed with, in order. One whose name is elsewhere is none that is known.
fn filters(dictionary: &Dictionary) -> Vec<&Object> {
    match dictionary.get(b"Filter") {
        None => Vec::new(),
        Some(Object::Array(filters)) => filters.iter().collect(),
        Some(filter) => vec![filter],
    }
}

/// Whether the bytes were made ready for packing in a way that only pictures and tables need.
fn is_predicted(dictionary: &Dictionary) -> bool {
    let Some(parameters) = dictionary.get(b"DecodeParms") else { return false };
    let mut found = false;
    parameters.each_dictionary(&mut |parameters| {
        found |= parameters.get(b"Predictor").and_then(Object::number).is_some_and(|number| number > 1);
    });
    found
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut at = 0;
    while let Some(found) = rest[at..].iter().position(|byte| *byte == word[0]) {
        at += found;
        if rest[at..].starts_with(word) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// The number of the object whose word `obj` is at `at`: two numbers before it, with space between.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let back = |end: usize, is: &dyn Fn(u8) -> bool| {
        end - bytes[..end].iter().rev().take(LONGEST_NUMBER).take_while(|byte| is(**byte)).count()
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let generation_end = back(at, &is_space);
    let generation = back(generation_end, &is_digit);
    let number_end = back(generation, &is_space);
    let number = back(number_end, &is_digit);
    if generation == generation_end || number_end == generation {
        return None;
    }
    std::str::from_utf8(&bytes[number..number_end]).ok()?.parse().ok()
}
