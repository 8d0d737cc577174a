//! HTML as a stream of tags and words, read once from start to end, without a tree.
//!
//! Reads as browsers do, by the tokenizer of the HTML standard, section 13.2.5: the checks of what a page loads rest on it, and what
//! a browser takes for a script must be one here. `suite.rs` holds it to the tests that browsers are held to. Nothing is copied; the
//! attributes of the last tag are in one list that is used again for the next.
//!
//! What only the tree can tell is decided by names: inside `svg` and `math` no element holds raw text, and `noscript` is read as
//! markup, as readers without scripts do.

use std::borrow::Cow;

mod quotes;
#[cfg(test)]
mod suite;

/// One piece of an HTML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// What is between two tags, as written; inside `script` and `style` it is code.
    Text(&'a str),
    /// A tag that begins an element.
    Start(Tag<'a>),
    /// A tag that ends one.
    End(Tag<'a>),
    /// The document type.
    Doctype(&'a str),
    /// What is inside a comment, or in what browsers take for one, such as `<?xml … ?>`.
    Comment(&'a str),
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// What is between its angle brackets.
    pub source: &'a str,
    /// Whether a slash before its end says that the element is empty. It means something in drawings alone.
    pub closes_itself: bool,
}

/// An attribute; the value is as written, without quotes, and empty if there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// Its value, with its character references.
    pub value: &'a str,
}

/// What the text from here on is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode<'a> {
    /// Markup.
    Data,
    /// Words with character references up to the end tag of that name.
    Words(&'a str),
    /// Characters as they are up to the end tag of that name.
    Raw(&'a str),
    /// A script up to the end tag of that name.
    Script(&'a str),
    /// Characters as they are up to `]]>`.
    Cdata,
    /// Characters as they are up to the end.
    Plain,
}

/// Reads an HTML text piece by piece.
pub struct HtmlTokenizer<'a> {
    text: &'a str,
    at: usize,
    /// Where the last piece begins.
    start: usize,
    mode: Mode<'a>,
    /// `svg` and `math` that are open.
    foreign: usize,
    attributes: Vec<Attribute<'a>>,
    /// Where values are whose quotes are not needed, if that is asked for.
    quotes: Option<Vec<(usize, usize)>>,
}

impl<'a> HtmlTokenizer<'a> {
    /// Attributes of one tag that are told of at most: none that a person wrote has fifty.
    pub const MOST_ATTRIBUTES: usize = 1_000;

    /// Begins to read.
    pub fn new(text: &'a str) -> Self {
        let attributes = Vec::with_capacity(24);
        Self { text, at: 0, start: 0, mode: Mode::Data, foreign: 0, attributes, quotes: None }
    }

    /// The attributes of the tag that was read last. If one is there twice, browsers take the first.
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The offset at which the last piece begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The offset behind the last piece.
    pub fn end(&self) -> usize {
        self.at
    }

    /// The next piece; `None` at the end. A tag that the text ends in is none.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        loop {
            self.start = self.at;
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            let end = match self.mode {
                Mode::Data => match self.markup(rest) {
                    Some(token) => return Some(token),
                    None => continue,
                },
                Mode::Words(name) | Mode::Raw(name) => end_of_raw(rest, name),
                Mode::Script(name) => end_of_script(rest, name),
                Mode::Plain => rest.len(),
                Mode::Cdata => {
                    let end = rest.find("]]>").unwrap_or(rest.len());
                    self.at += (end + 3).min(rest.len());
                    self.mode = Mode::Data;
                    if end > 0 {
                        return Some(Token::Text(&rest[..end]));
                    }
                    continue;
                }
            };
            self.mode = if self.mode == Mode::Plain { Mode::Plain } else { Mode::Data };
            if end > 0 {
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            }
        }
    }

    /// The piece that begins here where markup is read; `None` for what browsers pass over.
    fn markup(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let bytes = rest.as_bytes();
        if !starts_markup(bytes) {
            return Some(Token::Text(self.take(end_of_text(rest))));
        }
        match bytes[1] {
            b'!' => self.declaration(rest),
            b'?' => Some(self.passed_over(rest, 1)),
            b'/' if bytes[2] == b'>' => {
                self.at += 3;
                None
            }
            b'/' if !bytes[2].is_ascii_alphabetic() => Some(self.passed_over(rest, 2)),
            b'/' => self.tag(rest, 2).map(Token::End),
            _ => self.tag(rest, 1).map(Token::Start),
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let piece = &self.text[self.at..self.at + length];
        self.at += length;
        piece
    }

    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let (inside, length) = comment_in(comment);
            self.at += 4 + length;
            return Some(Token::Comment(inside));
        }
        if rest.len() >= 9 && rest.as_bytes()[2..9].eq_ignore_ascii_case(b"doctype") {
            return Some(Token::Doctype(self.take(rest.find('>').map_or(rest.len(), |end| end + 1))));
        }
        if self.foreign > 0 && rest.starts_with("<![CDATA[") {
            self.at += 9;
            self.mode = Mode::Cdata;
            return None;
        }
        Some(self.passed_over(rest, 2))
    }

    /// What browsers take for a comment up to the next bracket.
    fn passed_over(&mut self, rest: &'a str, from: usize) -> Token<'a> {
        let end = rest[from..].find('>').map_or(rest.len(), |end| from + end);
        self.at += (end + 1).min(rest.len());
        Token::Comment(&rest[from..end])
    }

    /// Reads the tag whose name begins at `start`; `None` if the text ends inside.
    fn tag(&mut self, rest: &'a str, start: usize) -> Option<Tag<'a>> {
        let Some((end, closes_itself)) = self.read_tag(rest, start) else {
            self.at = self.text.len();
            return None;
        };
        self.at += end + 1;
        let source = &rest[1..end];
        let name = &source[start - 1..];
        let name = &name[..name.bytes().position(ends_name).unwrap_or(name.len())];
        let tag = Tag { name, source, closes_itself };
        self.enter(tag, start == 1);
        Some(tag)
    }

    /// Says how what follows a tag is read.
    fn enter(&mut self, tag: Tag<'a>, begins: bool) {
        let name = tag.name;
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("svg") || is("math") {
            let opened = self.foreign + usize::from(begins && !tag.closes_itself);
            self.foreign = opened.saturating_sub(usize::from(!begins));
        } else if begins && self.foreign == 0 {
            self.mode = match name.len() {
                5 | 8 if is("title") || is("textarea") => Mode::Words(name),
                3..=8 if ["style", "xmp", "iframe", "noembed", "noframes"].into_iter().any(is) => Mode::Raw(name),
                6 if is("script") => Mode::Script(name),
                9 if is("plaintext") => Mode::Plain,
                _ => Mode::Data,
            };
        }
    }

    /// Reads the attributes of the tag whose name begins at `start`; returns the offset of its closing bracket, and whether a slash
    /// is right before it.
    fn read_tag(&mut self, text: &'a str, start: usize) -> Option<(usize, bool)> {
        let bytes = text.as_bytes();
        let mut at = start;
        self.attributes.clear();
        while !ends_name(*bytes.get(at)?) {
            at += 1;
        }
        let mut slash = false;
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((at, slash)),
                b'/' => {
                    slash = true;
                    at += 1;
                    continue;
                }
                byte if is_space(byte) => {
                    slash = false;
                    at += 1;
                    continue;
                }
                _ => slash = false,
            }
            let name_start = at;
            at += 1;
            while !matches!(*bytes.get(at)?, b'=') && !ends_name(bytes[at]) {
                at += 1;
            }
            let name = &text[name_start..at];
            let mut after = at;
            while is_space(*bytes.get(after)?) {
                after += 1;
            }
            let mut value = "";
            if bytes[after] == b'=' {
                (value, at) = value_at(text, after + 1)?;
                self.note_quotes(text, value, at);
            }
            if self.attributes.len() < Self::MOST_ATTRIBUTES {
                self.attributes.push(Attribute { name, value });
            }
        }
    }
}

/// Where a value is that begins at or after `at`, and the offset behind it.
fn value_at(text: &str, mut at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    while is_space(*bytes.get(at)?) {
        at += 1;
    }
    match bytes[at] {
        quote @ (b'"' | b'\'') => {
            let start = at + 1;
            let end = start + text[start..].find(char::from(quote))?;
            Some((&text[start..end], end + 1))
        }
        _ => {
            let start = at;
            while !is_space(*bytes.get(at)?) && bytes[at] != b'>' {
                at += 1;
            }
            Some((&text[start..at], at))
        }
    }
}

/// What is in the comment that begins here, and how far it goes.
fn comment_in(text: &str) -> (&str, usize) {
    for short in [">", "->"] {
        if text.starts_with(short) {
            return ("", short.len());
        }
    }
    let mut at = 0;
    while let Some(found) = text[at..].find("--") {
        at += found;
        // Of dashes in a row the last two count.
        at += text[at..].bytes().take_while(|byte| *byte == b'-').count();
        let mark = ["!>", ">"].into_iter().find(|mark| text[at..].starts_with(mark));
        if let Some(mark) = mark {
            return (&text[..at - 2], at + mark.len());
        }
    }
    let inside = ["--!", "--", "-"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    (inside, text.len())
}

/// Whether a tag, a comment or the document type begins here, rather than a lone bracket.
fn starts_markup(bytes: &[u8]) -> bool {
    let [b'<', next, ..] = bytes else { return false };
    match next {
        b'/' => bytes.len() > 2,
        next => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
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
    text.match_indices("</").map(|(at, _)| at).find(|at| names(&text[at + 2..], name)).unwrap_or(text.len())
}

/// Where a script ends. An end tag inside a comment of old counts, unless a `<script` is before it in the same comment.
fn end_of_script(text: &str, name: &str) -> usize {
    #[derive(PartialEq)]
    enum ScriptState {
        Plain,
        Escaped,
        Twice,
    }
    let (mut state, mut at) = (ScriptState::Plain, 0);
    while let Some(found) = text[at..].find(['<', '-']) {
        at += found;
        let rest = &text[at..];
        match state {
            ScriptState::Plain if rest.starts_with("<!--") => {
                state = ScriptState::Escaped;
                // The same dashes may end it.
                at += 2;
                continue;
            }
            ScriptState::Escaped | ScriptState::Twice if rest.starts_with("-->") => state = ScriptState::Plain,
            ScriptState::Plain | ScriptState::Escaped if rest.starts_with("</") && names(&rest[2..], name) => {
                return at;
            }
            ScriptState::Escaped if rest.starts_with('<') && names(&rest[1..], "script") => state = ScriptState::Twice,
            ScriptState::Twice if rest.starts_with("</") && names(&rest[2..], "script") => state = ScriptState::Escaped,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Whether a text begins with that name of a tag, in any letter case, and something that ends it.
fn names(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > name.len()
        && bytes[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && ends_name(bytes[name.len()])
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0c | b'\r')
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || byte == b'/' || byte == b'>'
}

/// Text with its character references resolved.
pub fn plain(text: &str) -> Cow<'_, str> {
    resolved(text, false)
}

/// The value of an attribute with its character references resolved: there `&copy=1` is none.
pub fn plain_value(value: &str) -> Cow<'_, str> {
    resolved(value, true)
}

/// Adds a text with its character references resolved to `out`.
pub fn push_plain(text: &str, out: &mut String) {
    push_resolved(text, false, out);
}

fn resolved(text: &str, in_value: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    push_resolved(text, in_value, &mut out);
    Cow::Owned(out)
}

fn push_resolved(text: &str, in_value: bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.strip_prefix("&#") {
            Some(number) => push_number(number, out),
            None => push_named(&rest[1..], in_value, out),
        };
        if length == 0 {
            out.push('&');
        }
        rest = &rest[length.max(1)..];
    }
    out.push_str(rest);
}

/// Adds the character that a name behind an ampersand stands for; returns how many bytes write it with the ampersand, or zero.
///
/// The longest name counts; some need no semicolon.
fn push_named(text: &str, in_value: bool, out: &mut String) -> usize {
    /// Bytes of the longest name.
    const LONGEST: usize = 32;
    let letters = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let whole = letters + usize::from(text.as_bytes().get(letters) == Some(&b';'));
    let known = |length: &usize| {
        let (first, second) = *web_atoms::NAMED_ENTITIES.get(&text[..*length])?;
        // The table has the beginnings of all names, too.
        (first != 0).then_some((*length, first, second))
    };
    let Some((length, first, second)) = (1..=whole).rev().find_map(|length| known(&length)) else { return 0 };
    let next = text.as_bytes().get(length);
    let is_cut = in_value && !text[..length].ends_with(';');
    if is_cut && next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric()) {
        return 0;
    }
    out.extend([first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32));
    length + 1
}

/// Adds the character of a number behind `&#`; returns how many bytes write it with these two, or zero.
fn push_number(text: &str, out: &mut String) -> usize {
    let (digits, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits.bytes().take_while(|digit| char::from(*digit).is_digit(radix)).count();
    if length == 0 {
        return 0;
    }
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    out.push(character(code));
    2 + prefix + length + usize::from(digits[length..].starts_with(';'))
}

/// The character of a number. Those from 128 to 159 are what Windows called so. Source: HTML standard, 13.2.5.80.
fn character(code: u32) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => WINDOWS[code as usize - 0x80],
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the pieces: tags with their attributes, texts and comments in brackets.
    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut tokens = HtmlTokenizer::new(html);
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
        check("a < b <3 <b>c</ x <b>", "[a < b <3 ]|b|[c]|--");
        check("<!-- <p> --><p>", "--|p");
        check("<a href=/x/><path d=M0 />", "a href=/x/|path d=M0");
        check("<p title=\"ż\">ł</p>", "p title=ż|[ł]|/p");
    }

    #[test]
    fn some_elements_hold_no_markup() {
        check("<title>a <b> c</title><p>", "title|[a <b> c]|/title|p");
        check("<script>if (a<b) '</p>'</script>x", "script|[if (a<b) '</p>']|/script|[x]");
        check("<script src=a></script>", "script src=a|/script");
        check("<script>a</script foo><p>", "script|[a]|/script|p");
        check("<script>a</scripts></SCRIPT >x", "script|[a</scripts>]|/SCRIPT|[x]");
        check("<textarea><p></textarea/><p>", "textarea|[<p>]|/textarea|p");
        check("<script><!-- <script> </script> --> </script><p>", "script|[<!-- <script> </script> --> ]|/script|p");
        check("<xmp><p></xmp><plaintext></plaintext>", "xmp|[<p>]|/xmp|plaintext|[</plaintext>]");
    }

    #[test]
    fn inside_a_drawing_every_element_holds_markup() {
        check(
            "<svg><title>a<b>c</title><style><p></style></svg><title><p></title>",
            "svg|title|[a]|b|[c]|/title|style|p|/style|/svg|title|[<p>]|/title",
        );
        check("<svg><![CDATA[<p>]]></svg><![CDATA[<p>]]>", "svg|[<p>]|/svg|--|[]]>]");
    }

    #[test]
    fn comments_end_where_browsers_end_them() {
        for comment in
            ["<!-->", "<!--->", "<!---->", "<!-- a --!>", "<!-- <!-- -->", "<!-- a --->", "<!>", "<?php ?>", "</ a>"]
        {
            check(&format!("{comment}<script>"), "--|script");
        }
        check("<!-- a --! ><script> --><p>", "--|p");
        check("</><p>", "p");
    }

    #[test]
    fn broken_ends_do_no_harm() {
        check("<p", "");
        check("<p title=\"x", "");
        check("<p title", "");
        check("<", "[<]");
        check("</", "[</]");
        check("</p", "");
        check("<!--", "--");
        check("<script>", "script");
        check("", "");
    }

    #[test]
    fn references_are_resolved() {
        let check = |text, expected| assert_eq!(plain(text), expected);
        check("a &amp; b", "a & b");
        check("&lt;&gt;&quot;&#39;&#x41;", "<>\"'A");
        check("a & b &unknown; &#99999999; &#; &#x;", "a & b &unknown; \u{fffd} &#; &#x;");
        check("java&Tab;script&colon;&#x2F&sol;&notit;", "java\tscript://¬it;");
        assert_eq!(plain_value("?a=1&copy=2&copy;&lt3&lt"), "?a=1&copy=2©&lt3<");
        assert_eq!(plain("?a=1&copy=2"), "?a=1©=2");
    }
}
