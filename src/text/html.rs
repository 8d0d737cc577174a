//! HTML as a stream of tags and words, read once from start to end, without a tree.
//!
//! Reads finished pages: what browsers would repair is taken as it stands. Nothing is copied; the attributes of the
//! last tag stand in one list that is used again for the next.

use std::borrow::Cow;

/// One piece of an HTML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// What stands between two tags, as written; inside `script` and `style` it is code.
    Text(&'a str),
    /// A tag that begins an element.
    Start(Tag<'a>),
    /// A tag that ends one.
    End(Tag<'a>),
    /// The document type.
    Doctype(&'a str),
    /// A comment.
    Comment(&'a str),
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// What stands between its angle brackets.
    pub source: &'a str,
}

/// An attribute; the value is as written, without quotes, and empty if there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// Its value, with its character references.
    pub value: &'a str,
}

/// Reads an HTML text piece by piece.
pub struct Html<'a> {
    text: &'a str,
    at: usize,
    /// Where the last piece begins.
    start: usize,
    /// The element whose content is no markup and which has just begun.
    raw: Option<&'a str>,
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Html<'a> {
    /// Begins to read.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, start: 0, raw: None, attributes: Vec::with_capacity(24) }
    }

    /// The attributes of the tag that was read last.
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The offset at which the last piece begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The next piece; `None` at the end.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        self.start = self.at;
        if let Some(name) = self.raw.take() {
            let end = end_of_raw(&self.text[self.at..], name);
            if end > 0 {
                return Some(Token::Text(self.take(end)));
            }
        }
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        if !starts_markup(bytes) {
            return Some(Token::Text(self.take(end_of_text(rest))));
        }
        if bytes[1] == b'!' {
            return Some(self.declaration(rest));
        }
        let closing = bytes[1] == b'/';
        let end = self.read_tag(rest, if closing { 2 } else { 1 });
        let source = &rest[1..end];
        let start = usize::from(closing);
        let name_end = source[start..].bytes().position(ends_name).map_or(source.len(), |end| start + end);
        let tag = Tag { name: &source[start..name_end], source };
        self.at += (end + 1).min(rest.len());
        if closing {
            return Some(Token::End(tag));
        }
        if matches!(tag.name, "script" | "style" | "title" | "textarea") && !source.ends_with('/') {
            self.raw = Some(tag.name);
        }
        Some(Token::Start(tag))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let piece = &self.text[self.at..self.at + length];
        self.at += length;
        piece
    }

    fn declaration(&mut self, rest: &'a str) -> Token<'a> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |end| end + 7);
            return Token::Comment(self.take(end));
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        Token::Doctype(self.take(end))
    }

    /// Reads the attributes of the tag whose name begins at `start`; returns the offset of its closing bracket.
    fn read_tag(&mut self, text: &'a str, start: usize) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        self.attributes.clear();
        while at < bytes.len() && !ends_name(bytes[at]) {
            at += 1;
        }
        loop {
            while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
                at += 1;
            }
            if at >= bytes.len() || bytes[at] == b'>' {
                return at.min(bytes.len());
            }
            let name_start = at;
            at += 1;
            while at < bytes.len() && bytes[at] != b'=' && !ends_name(bytes[at]) {
                at += 1;
            }
            let name = &text[name_start..at];
            let mut after = at;
            while after < bytes.len() && bytes[after].is_ascii_whitespace() {
                after += 1;
            }
            let mut value = "";
            if bytes.get(after) == Some(&b'=') {
                (value, at) = value_at(text, after + 1);
            }
            self.attributes.push(Attribute { name, value });
        }
    }
}

/// Where a value stands that begins at or after `at`, and the offset behind it.
fn value_at(text: &str, mut at: usize) -> (&str, usize) {
    let bytes = text.as_bytes();
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => {
            let start = at + 1;
            let end = text[start..].find(char::from(*quote)).map_or(text.len(), |end| start + end);
            (&text[start..end], (end + 1).min(text.len()))
        }
        _ => {
            let start = at;
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'>' {
                at += 1;
            }
            (&text[start..at], at)
        }
    }
}

/// Whether a tag, a comment or the document type begins here, rather than a lone bracket.
fn starts_markup(bytes: &[u8]) -> bool {
    let [b'<', next, ..] = bytes else { return false };
    match next {
        b'/' => bytes.get(2).is_some_and(u8::is_ascii_alphabetic),
        next => next.is_ascii_alphabetic() || *next == b'!',
    }
}

fn end_of_text(text: &str) -> usize {
    // A text may begin with a lone bracket.
    let mut from = usize::from(text.starts_with('<'));
    while let Some(found) = text[from..].find('<') {
        let end = from + found;
        if starts_markup(&text.as_bytes()[end..]) {
            return end;
        }
        from = end + 1;
    }
    text.len()
}

/// Where the content of an element ends that holds no markup.
fn end_of_raw(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let end = from + found;
        let after = &text.as_bytes()[end + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return end;
        }
        from = end + 2;
    }
    text.len()
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/' || byte == b'>'
}

/// Text with its character references resolved: those that templates and the minifier write.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    push_plain(text, &mut out);
    Cow::Owned(out)
}

/// Adds a text with its character references resolved to `out`.
pub fn push_plain(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest);
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// The character at the start of a text that begins with `&`, and how many bytes write it.
fn reference(text: &str) -> (char, usize) {
    const NAMES: [(&str, char); 6] =
        [("&amp", '&'), ("&lt", '<'), ("&gt", '>'), ("&quot", '"'), ("&apos", '\''), ("&nbsp", '\u{a0}')];
    for (name, character) in NAMES {
        if let Some(after) = text.strip_prefix(name) {
            return (character, name.len() + usize::from(after.starts_with(';')));
        }
    }
    if let Some(number) = text.strip_prefix("&#") {
        let end = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
        let digits = &number[..end];
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        if let Some(character) = code.and_then(char::from_u32) {
            return (character, 2 + end + usize::from(number[end..].starts_with(';')));
        }
    }
    ('&', 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the pieces: tags with their attributes, texts and comments in brackets.
    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut tokens = Html::new(html);
        let mut shown: Vec<String> = Vec::new();
        while let Some(token) = tokens.next_token() {
            let attributes = || -> String {
                tokens.attributes().iter().map(|attribute| format!(" {}={}", attribute.name, attribute.value)).collect()
            };
            shown.push(match token {
                Token::Text(text) => format!("[{text}]"),
                Token::Start(tag) => format!("{}{}", tag.name, attributes()),
                Token::End(tag) => format!("/{}", tag.name),
                Token::Doctype(_) => "!".to_owned(),
                Token::Comment(_) => "--".to_owned(),
            });
        }
        assert_eq!(shown.join("|"), expected);
    }

    #[test]
    fn tags_and_texts() {
        check("<!doctype html><p>One</p>", "!|p|[One]|/p");
        check("<a href=\"/x\" class='b c' hidden>", "a href=/x class=b c hidden=");
        check("<a href=/x/ title = \"a > b\">y", "a href=/x/ title=a > b|[y]");
        check("<br/><circle r=9 /><path d=\"M0\"/>", "br|circle r=9|path d=M0");
        check("a < b <3 </ x <b>c", "[a < b <3 </ x ]|b|[c]");
        check("<!-- <p> --><p>", "--|p");
        check("<p title=\"ż\">ł</p>", "p title=ż|[ł]|/p");
    }

    #[test]
    fn some_elements_hold_no_markup() {
        check("<title>a <b> c</title><p>", "title|[a <b> c]|/title|p");
        check("<script>if (a<b) '</p>'</script>x", "script|[if (a<b) '</p>']|/script|[x]");
        check("<script src=a></script>", "script src=a|/script");
    }

    #[test]
    fn broken_ends_do_no_harm() {
        check("<p", "p");
        check("<p title=\"x", "p title=x");
        check("<p title", "p title=");
        check("<", "[<]");
        check("</p", "/p");
        check("<!--", "--");
        check("<script>", "script");
        check("", "");
    }

    #[test]
    fn references_are_resolved() {
        let check = |text, expected| assert_eq!(plain(text), expected);
        check("a &amp; b", "a & b");
        check("&lt;&gt;&quot;&#39;&#x41;", "<>\"'A");
        check("a & b &unknown; &#99999999;", "a & b &unknown; &#99999999;");
    }
}
