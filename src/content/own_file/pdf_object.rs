use std::collections::BTreeMap;

/// Arrays and dictionaries in each other at most; a damaged file could nest them without end.
const DEEPEST: usize = 64;

/// One object of a PDF, as far as anything here asks for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Name(Vec<u8>),
    Text(Vec<u8>),
    Number(i64),
    Reference(u32),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    True,
    /// Null, false, numbers with a fraction, operators.
    Other,
}

pub(super) type Dictionary = BTreeMap<Vec<u8>, Object>;

impl Object {
    pub(super) fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Name(own) if own == name)
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
                dictionary.values().for_each(|value| value.each_dictionary(look));
            }
            Self::Array(values) => values.iter().for_each(|value| value.each_dictionary(look)),
            _ => {}
        }
    }
}

/// Reads objects from bytes, one after the other. Source: ISO 32000-2, section 7.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next object; `None` at the end and where nothing can be read.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        self.space();
        if depth > DEEPEST {
            return None;
        }
        match *self.bytes.get(self.at)? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => self.text().map(Object::Text),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.digits().map(Object::Text),
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

    /// Whether a word stands here; then it is passed over.
    pub(super) fn takes(&mut self, word: &[u8]) -> bool {
        self.space();
        let is_here = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if is_here { word.len() } else { 0 };
        is_here
    }

    fn name(&mut self) -> Vec<u8> {
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
        name
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
                return Some(Object::Array(values));
            }
            values.push(self.nested(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut dictionary = Dictionary::new();
        loop {
            if self.takes(b">>") {
                return Some(Object::Dictionary(dictionary));
            }
            let Object::Name(key) = self.nested(depth + 1)? else { return None };
            let value = self.nested(depth + 1)?;
            dictionary.insert(key, value);
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
