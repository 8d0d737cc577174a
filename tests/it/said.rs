//! What the files of documents say, read as a reader's program reads them.

use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The words of an HTML text, without its tags.
pub fn of_html(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    let words: String = pieces.map(|words| format!("{words} ")).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .into_iter()
        .fold(words, |words, (entity, sign)| words.replace(entity, sign))
}

/// A part of an Office file.
pub fn part(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// The words on the slides of a presentation, a slide a line, or those of its notes.
pub fn of_slides(package: &[u8], notes: bool) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let prefix = if notes { "ppt/notesSlides/notesSlide" } else { "ppt/slides/slide" };
    let count = names.iter().filter(|name| name.starts_with(prefix)).count();
    (1..=count).map(|number| runs(&part(package, &format!("{prefix}{number}.xml")))).collect()
}

fn runs(xml: &str) -> String {
    let runs = xml.replace("</a:p>", "<a:t>\n</a:t>").replace("<a:br>", "<a:t>\n</a:t>");
    let runs = runs.split("<a:t>").skip(1).filter_map(|rest| rest.split("</a:t>").next());
    runs.collect::<String>().replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The words of a PDF, a page a piece, in the order in which they are drawn. Source: ISO 32000-1, 9.4 and 9.10.
pub fn of_pdf(bytes: &[u8]) -> Vec<String> {
    let objects = objects(bytes);
    let text = |number: usize| String::from_utf8_lossy(&objects[&number].0).into_owned();
    let root = objects.values().find(|(head, _)| holds(head, "/Type/Pages")).expect("a PDF has pages");
    let root = String::from_utf8_lossy(&root.0).into_owned();
    let kids = root.split_once("/Kids[").unwrap().1.split(']').next().unwrap().to_owned();
    let numbers = |list: &str| -> Vec<usize> {
        list.split(" 0 R").filter_map(|one| one.split_whitespace().last()?.parse().ok()).collect()
    };
    let page = |number: usize| {
        let page = text(number);
        let resources = text(reference(&page, "/Resources"));
        let fonts = resources.split_once("/Font<<").map_or("", |(_, rest)| rest.split(">>").next().unwrap());
        let known: BTreeMap<String, BTreeMap<u16, String>> = fonts
            .split('/')
            .filter_map(|font| {
                let (name, number) = font.split_once(' ')?;
                let font = text(number.split_whitespace().next()?.parse().ok()?);
                let map = &objects[&reference(&font, "/ToUnicode")].1;
                Some((name.to_owned(), letters(&String::from_utf8_lossy(map))))
            })
            .collect();
        drawn(&objects[&reference(&page, "/Contents")].1, &known)
    };
    numbers(&kids).into_iter().map(page).collect()
}

fn holds(bytes: &[u8], piece: &str) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece.as_bytes())
}

fn reference(object: &str, key: &str) -> usize {
    let behind = object.split_once(key).unwrap_or_else(|| panic!("{key} in {object}")).1;
    behind.split_whitespace().next().unwrap().parse().unwrap()
}

/// The objects of a PDF by their numbers: what is before the stream, and the stream as it was before packing.
fn objects(bytes: &[u8]) -> BTreeMap<usize, (Vec<u8>, Vec<u8>)> {
    let find = |from: usize, piece: &[u8]| bytes[from..].windows(piece.len()).position(|window| window == piece);
    let (mut at, mut objects) = (0, BTreeMap::new());
    while let Some(found) = find(at, b" 0 obj\n") {
        let before = at + found;
        let digits = bytes[..before].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&bytes[before - digits..before]).unwrap().parse().unwrap();
        let start = before + b" 0 obj\n".len();
        let end = start + find(start, b"endobj").unwrap();
        let stream = find(start, b"stream\n").map(|found| start + found).filter(|stream| *stream < end);
        let head = bytes[start..stream.unwrap_or(end)].to_vec();
        let mut unpacked = Vec::new();
        // A packed stream may hold the bytes that end an object; its length says where it really ends.
        at = end;
        if let Some(stream) = stream {
            let text = String::from_utf8_lossy(&head);
            let length: usize = text
                .split_once("/Length ")
                .unwrap()
                .1
                .split(|sign: char| !sign.is_ascii_digit())
                .next()
                .unwrap()
                .parse()
                .unwrap();
            let from = stream + b"stream\n".len();
            let _ = ZlibDecoder::new(&bytes[from..from + length]).read_to_end(&mut unpacked);
            at = from + length;
        }
        objects.insert(number, (head, unpacked));
    }
    objects
}

/// Which letters each sign of a font stands for.
fn letters(map: &str) -> BTreeMap<u16, String> {
    let sections = map.split("beginbfchar").skip(1).filter_map(|rest| rest.split("endbfchar").next());
    let lines = sections.flat_map(str::lines).filter_map(|line| {
        let mut codes = line.split(['<', '>']).filter(|piece| !piece.trim().is_empty());
        let (sign, letters) = (codes.next()?, codes.next()?);
        let units: Option<Vec<u16>> = letters
            .as_bytes()
            .chunks(4)
            .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok())
            .collect();
        Some((u16::from_str_radix(sign, 16).ok()?, String::from_utf16(&units?).ok()?))
    });
    lines.collect()
}

/// What the content of a page draws as text.
fn drawn(content: &[u8], fonts: &BTreeMap<String, BTreeMap<u16, String>>) -> String {
    let (mut out, mut font, mut at) = (String::new(), "", 0);
    while at < content.len() {
        match content[at] {
            b'/' => {
                let length = content[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                let name = String::from_utf8_lossy(&content[at + 1..at + 1 + length]).into_owned();
                font = fonts.get_key_value(&name).map_or(font, |(known, _)| known.as_str());
            }
            b'(' => {
                let (bytes, end) = literal(content, at + 1);
                for pair in bytes.chunks_exact(2) {
                    let sign = u16::from_be_bytes([pair[0], pair[1]]);
                    let known = fonts.get(font).and_then(|letters| letters.get(&sign));
                    out.push_str(known.map_or("", String::as_str));
                }
                at = end;
                continue;
            }
            b'B' if content[at..].starts_with(b"BT") => out.push('\n'),
            _ => {}
        }
        at += 1;
    }
    out
}

/// The bytes of a string in parentheses, and where it ends. Source: ISO 32000-1, 7.3.4.2.
fn literal(content: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut depth) = (Vec::new(), 0);
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                let digits = content[at..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(*byte)).count();
                if digits > 0 {
                    let octal = std::str::from_utf8(&content[at..at + digits]).unwrap();
                    bytes.push(u16::from_str_radix(octal, 8).unwrap() as u8);
                    at += digits;
                    continue;
                }
                bytes.push(match content[at] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
            }
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' if depth == 0 => return (bytes, at + 1),
            b')' => {
                depth -= 1;
                bytes.push(b')');
            }
            byte => bytes.push(byte),
        }
        at += 1;
    }
}
