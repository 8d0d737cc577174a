//! The objects of a PDF: names, numbers, texts, lists, dictionaries.
//!
//! Bytes go in, one object after the other comes out, as deep and as many as the budget allows.

use super::budget::Budget;
use super::trace::is_blank;

/// Names that anything here asks for. All others are one: a large file has millions of them.
const NAMES: [&[u8]; 40] = [
    b"Author",
    b"Caret",
    b"Catalog",
    b"DCTDecode",
    b"DecodeParms",
    b"EF",
    b"Encrypt",
    b"FileAttachment",
    b"Filter",
    b"First",
    b"FlateDecode",
    b"FreeText",
    b"Highlight",
    b"Info",
    b"Ink",
    b"JavaScript",
    b"Lang",
    b"Launch",
    b"Length",
    b"MarkInfo",
    b"Marked",
    b"Metadata",
    b"N",
    b"ObjStm",
    b"Page",
    b"Pages",
    b"Popup",
    b"Predictor",
    b"Rect",
    b"Root",
    b"S",
    b"Squiggly",
    b"Stamp",
    b"StrikeOut",
    b"StructTreeRoot",
    b"Subtype",
    b"T",
    b"Text",
    b"Thumb",
    b"Title",
];

/// The others: kinds of objects, and notes.
const MORE_NAMES: [&[u8]; 3] = [b"Type", b"Underline", b"XRef"];

/// Bytes that one object, and one entry of a dictionary or an array, take in memory, with the room in which a list grows.
const OBJECT: u64 = 96;
const ENTRY: u64 = 72;

/// A name, if it is one that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name(u8);

impl Name {
    const OTHER: Self = Self(u8::MAX);

    fn of(name: &[u8]) -> Self {
        let known = NAMES.iter().chain(&MORE_NAMES).position(|known| *known == name);
        known.and_then(|index| u8::try_from(index).ok()).map_or(Self::OTHER, Self)
    }
}

/// One object of a PDF, as far as anything here asks for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Name(Name),
    /// A text, and whether it says anything.
    Text(bool),
    Number(i64),
    Reference(u32),
    /// Values of which one at least is no number, text or reference.
    Array(Vec<Object>),
    Dictionary(Dictionary),
    True,
    /// Null, false, numbers with a fraction, operators, arrays that hold nothing but such.
    Other,
}

/// The entries that are asked for, and those that hold dictionaries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dictionary {
    entries: Vec<(Name, Object)>,
}

impl Dictionary {
    /// The value of a key; of two with one name the last counts.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Object> {
        let key = Name::of(key);
        debug_assert!(key != Name::OTHER, "every name that is asked for stands in the list");
        self.entries.iter().rfind(|(name, _)| *name == key).map(|(_, value)| value)
    }

    pub(super) fn contains_key(&self, key: &[u8]) -> bool {
        self.get(key).is_some()
    }
}

impl Object {
    pub(super) fn is_name(&self, name: &[u8]) -> bool {
        *self == Self::Name(Name::of(name))
    }

    pub(super) fn number(&self) -> Option<usize> {
        match self {
            Self::Number(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(super) fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// Tells `look` of every dictionary in it, itself among them.
    pub(super) fn each_dictionary<'o>(&'o self, look: &mut dyn FnMut(&'o Dictionary)) {
        match self {
            Self::Dictionary(dictionary) => {
                look(dictionary);
                dictionary.entries.iter().for_each(|(_, value)| value.each_dictionary(look));
            }
            Self::Array(values) => values.iter().for_each(|value| value.each_dictionary(look)),
            _ => {}
        }
    }

    /// Whether it may hold more than a value that nobody asks for.
    fn holds_more(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Dictionary(_))
    }
}

/// Reads objects from bytes, one after the other. Source: ISO 32000-2, section 7.
pub(super) struct PdfReader<'a, 'b> {
    bytes: &'a [u8],
    pub(super) at: usize,
    budget: &'b mut Budget,
}

impl<'a, 'b> PdfReader<'a, 'b> {
    pub(super) fn new(bytes: &'a [u8], at: usize, budget: &'b mut Budget) -> Self {
        Self { bytes, at, budget }
    }

    /// The next object; `None` at the end, where nothing can be read, and when the budget is spent.
    pub(super) fn object(&mut self) -> Option<Object> {
        let start = self.at;
        let object = self.nested(0);
        self.budget.keep(OBJECT)?;
        self.budget.step((self.at - start) as u64 + 1)?;
        object
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        self.space();
        self.budget.depth(depth)?;
        match *self.bytes.get(self.at)? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => self.text().map(|text| Object::Text(is_said(&text))),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.digits().map(|text| Object::Text(is_said(&text))),
            b'[' => self.array(depth),
            b']' | b'>' | b')' | b'{' | b'}' => None,
            _ => Some(self.word()),
        }
    }

    /// Passes over space and comments.
    pub(super) fn space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            if *byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
            } else if is_space(*byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Whether a word is here; then it is passed over.
    pub(super) fn takes(&mut self, word: &[u8]) -> bool {
        self.space();
        let is_here = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if is_here { word.len() } else { 0 };
        is_here
    }

    fn name(&mut self) -> Name {
        self.at += 1;
        let word = self.regular();
        let mut name = Vec::with_capacity(word.len());
        let mut rest = word;
        while let [first, after @ ..] = rest {
            let code = after.get(..2).filter(|_| *first == b'#');
            let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
            name.push(code.unwrap_or(*first));
            rest = if code.is_some() { &after[2..] } else { after };
        }
        Name::of(&name)
    }

    /// A text in round brackets, which may hold others. What an escape stands for does not matter here.
    fn text(&mut self) -> Option<Vec<u8>> {
        let (mut text, mut open) = (Vec::new(), 0);
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'\\' => {
                    let escaped = *self.bytes.get(self.at)?;
                    self.at += 1;
                    text.extend(matches!(escaped, b'(' | b')' | b'\\').then_some(escaped));
                    text.extend(self.octal(escaped));
                    continue;
                }
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(text.split_off(1));
            }
            text.push(byte);
        }
    }

    /// A byte written as up to three digits, of which `first` was read.
    fn octal(&mut self, first: u8) -> Option<u8> {
        let mut value = u32::from(first.checked_sub(b'0').filter(|digit| *digit < 8)?);
        for _ in 0..2 {
            let Some(digit @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
            value = value * 8 + u32::from(digit - b'0');
            self.at += 1;
        }
        Some(value as u8)
    }

    /// A text in digits.
    fn digits(&mut self) -> Option<Vec<u8>> {
        let rest = &self.bytes[self.at + 1..];
        let end = rest.iter().position(|byte| *byte == b'>')?;
        self.at += end + 2;
        let digits: Vec<u8> =
            rest[..end].iter().filter_map(|byte| (*byte as char).to_digit(16)).map(|d| d as u8).collect();
        Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            if self.takes(b"]") {
                let says_more = |value: &Object| value.holds_more() || matches!(value, Object::Name(_));
                return Some(if values.iter().any(says_more) { Object::Array(values) } else { Object::Other });
            }
            self.budget.keep(ENTRY)?;
            values.push(self.nested(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            if self.takes(b">>") {
                entries.shrink_to_fit();
                return Some(Object::Dictionary(Dictionary { entries }));
            }
            let Object::Name(key) = self.nested(depth + 1)? else { return None };
            let value = self.nested(depth + 1)?;
            if key != Name::OTHER || value.holds_more() {
                self.budget.keep(ENTRY)?;
                entries.push((key, value));
            }
        }
    }

    /// A number, a reference or a word.
    fn word(&mut self) -> Object {
        let word = self.regular();
        if word == b"true" {
            return Object::True;
        }
        let Some(number) = number(word) else { return Object::Other };
        let here = self.at;
        if let Ok(object) = u32::try_from(number) {
            self.space();
            let is_generation = number_is_short(self.regular());
            if is_generation && self.takes(b"R") && self.bytes.get(self.at).is_none_or(|byte| !is_regular(*byte)) {
                return Object::Reference(object);
            }
        }
        self.at = here;
        Object::Number(number)
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

fn number(word: &[u8]) -> Option<i64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn number_is_short(word: &[u8]) -> bool {
    (1..=5).contains(&word.len()) && word.iter().all(u8::is_ascii_digit)
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Whether a text holds more than the mark of its encoding.
fn is_said(text: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"];
    let words = marks.iter().find_map(|mark| text.strip_prefix(*mark)).unwrap_or(text);
    !is_blank(words)
}
