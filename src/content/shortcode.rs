//! The writing of shortcodes: finds `{{ … }}`, `{% … %}` and reads their arguments.
//!
//! Markdown must not see them, or it would curl their quotes and split them at bars. So each is masked by as many
//! bytes of something harmless, and every offset stays true: words that no one types for those in a line, an HTML
//! comment (which starts and ends a block wherever it is) for those on a line of their own.

use super::node::{Argument, ArgumentValue};
use crate::text::Span;
use std::borrow::Cow;

/// First character of a masked `{{ … }}`: private use, three bytes long.
pub const MASK_START: char = '\u{e000}';
/// Last character of a masked `{{ … }}`.
pub const MASK_END: char = '\u{e001}';
/// Opens and closes the mask of `{% … %}`; together they are as long as the shortest one, `{%end%}`.
const COMMENT: (&str, &str) = ("<!--", "-->");
/// The mask of what is as short as `{%if%}`: a whole comment of [`SHORTEST`] bytes (CommonMark 0.31, section 6.6).
const SHORT_COMMENT: &str = "<!--->";
/// Bytes below which nothing between braces can be a shortcode, and no mask fits: `{{x}}` has five, a mask six.
const SHORTEST: usize = 6;

/// One shortcode as found in the text.
#[derive(Clone, Debug)]
pub struct Marker {
    /// From the first brace to the last, in bytes of the searched text.
    pub span: Span,
    /// What it says.
    pub form: ShortcodeForm,
}

/// The three forms of a shortcode.
#[derive(Clone, Debug)]
pub enum ShortcodeForm {
    /// `{{ name(arguments) }}`
    Inline(Result<WrittenShortcode, Mistake>),
    /// `{% name(arguments) %}`
    Open(Result<WrittenShortcode, Mistake>),
    /// `{% end %}`
    End,
}

/// A shortcode's name and arguments.
#[derive(Clone, Debug)]
pub struct WrittenShortcode {
    /// Its name.
    pub name: String,
    /// Its arguments in order.
    pub arguments: Vec<Argument>,
}

/// Why a shortcode cannot be read.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// What is wrong, in plain words.
    pub cause: &'static str,
    /// Where, in bytes of the searched text.
    pub span: Span,
}

/// A text whose shortcodes are masked.
pub struct MaskedText<'a> {
    /// As long as the text; without shortcodes it is the text.
    pub text: Cow<'a, str>,
    /// The shortcodes in the order of the text.
    pub markers: Vec<Marker>,
    /// Where braces open that nothing closes.
    pub unclosed: Vec<usize>,
}

/// Masks every shortcode of `text`; the markers are in the order of the text. Without any the text is borrowed.
pub fn mask(text: &str) -> MaskedText<'_> {
    if !text.contains("{{") && !text.contains("{%") {
        return MaskedText { text: Cow::Borrowed(text), markers: Vec::new(), unclosed: Vec::new() };
    }
    let mut masked = String::with_capacity(text.len());
    let mut markers = Vec::new();
    let mut unclosed = Vec::new();
    let mut closings = Closings::new(text);
    let mut done = 0;
    while let Some(start) = next_opening(text, done) {
        masked.push_str(&text[done..start]);
        let inline = text.as_bytes()[start + 1] == b'{';
        match closings.of(start, inline).filter(|end| end - start >= SHORTEST) {
            Some(end) => {
                push_mask(&mut masked, end - start, inline);
                markers.push(Marker { span: Span::new(start, end), form: form(text, start, end, inline) });
                done = end;
            }
            None => {
                unclosed.push(start);
                // A row of braces is one mistake; the last of them may open another kind.
                let row = text[start..].bytes().take_while(|byte| *byte == b'{').count();
                done = start + row.saturating_sub(1).max(2);
                masked.push_str(&text[start..done]);
            }
        }
    }
    masked.push_str(&text[done..]);
    MaskedText { text: Cow::Owned(masked), markers, unclosed }
}

/// The next `{{` or `{%` at or after `from` that no backslash takes the meaning from.
fn next_opening(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += text[at..].find('{')?;
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        if matches!(bytes.get(at + 1), Some(b'{' | b'%')) && !escaped {
            return Some(at);
        }
        at += 1;
    }
}

/// Finds where shortcodes close. The openings are asked for in their order.
struct Closings<'a> {
    text: &'a str,
    /// Up to where quotes have been counted, whether one is open there, and whether a backslash is before it.
    counted: usize,
    quoted: bool,
    escaped: bool,
    /// Up to where nothing closes, for `}}` and `%}`, each without and with a quote open at the opening: or a page of braces that never
    /// close would be read through for each of them.
    open_to: [[usize; 2]; 2],
}

impl<'a> Closings<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, counted: 0, quoted: false, escaped: false, open_to: [[0; 2]; 2] }
    }

    /// One past the closing braces; they must come before the next empty line and outside quotes.
    fn of(&mut self, start: usize, inline: bool) -> Option<usize> {
        self.count_to(start + 2);
        let open_to = &mut self.open_to[usize::from(inline)][usize::from(self.quoted)];
        if start < *open_to {
            return None;
        }
        let (mut quoted, mut escaped, mut empty_line) = (false, false, false);
        for (offset, character) in self.text[start + 2..].char_indices() {
            let at = start + 2 + offset;
            if !quoted && self.text[at..].starts_with(if inline { "}}" } else { "%}" }) {
                return Some(at + 2);
            }
            match character {
                '\n' if empty_line => {
                    *open_to = at;
                    return None;
                }
                '\n' => empty_line = true,
                ' ' | '\t' | '\r' => {}
                _ => empty_line = false,
            }
            (quoted, escaped) = after((quoted, escaped), character);
        }
        *open_to = self.text.len();
        None
    }

    fn count_to(&mut self, end: usize) {
        let counted = std::mem::replace(&mut self.counted, end);
        (self.quoted, self.escaped) = self.text[counted..end].chars().fold((self.quoted, self.escaped), after);
    }
}

/// Whether a quote is open, and whether a backslash takes the meaning from what follows, behind a character.
fn after((quoted, escaped): (bool, bool), character: char) -> (bool, bool) {
    (quoted ^ (character == '"' && !escaped), character == '\\' && !escaped)
}

fn push_mask(masked: &mut String, length: usize, inline: bool) {
    let (before, after) =
        if inline { (MASK_START.len_utf8(), MASK_END.len_utf8()) } else { (COMMENT.0.len(), COMMENT.1.len()) };
    if inline {
        masked.push(MASK_START);
        masked.extend(std::iter::repeat_n('x', length - before - after));
        masked.push(MASK_END);
    } else if length < before + after {
        masked.push_str(SHORT_COMMENT);
    } else {
        masked.push_str(COMMENT.0);
        masked.extend(std::iter::repeat_n('x', length - before - after));
        masked.push_str(COMMENT.1);
    }
}

fn form(text: &str, start: usize, end: usize, inline: bool) -> ShortcodeForm {
    let inner = &text[start + 2..end - 2];
    if !inline && inner.trim() == "end" {
        return ShortcodeForm::End;
    }
    let written = ShortcodeReader { text, at: start + 2, end: end - 2 }.call();
    if inline { ShortcodeForm::Inline(written) } else { ShortcodeForm::Open(written) }
}

/// Reads `name(key="text", key=3, key=true)` between two offsets.
struct ShortcodeReader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl ShortcodeReader<'_> {
    fn call(mut self) -> Result<WrittenShortcode, Mistake> {
        self.skip_space();
        let name = self.word("a shortcode begins with its name, such as contact")?;
        let mut arguments = Vec::new();
        self.skip_space();
        if self.eat("(") {
            self.skip_space();
            while !self.eat(")") {
                arguments.push(self.argument()?);
                self.skip_space();
                if !self.eat(",") && !self.rest().starts_with(')') {
                    return Err(self.mistake("a comma or a closing bracket is missing here"));
                }
                self.skip_space();
            }
        }
        self.skip_space();
        if self.at < self.end {
            return Err(self.mistake("nothing may follow the closing bracket"));
        }
        Ok(WrittenShortcode { name, arguments })
    }

    fn argument(&mut self) -> Result<Argument, Mistake> {
        let start = self.at;
        let name = self.word("an argument is written name=\"value\"")?;
        self.skip_space();
        if !self.eat("=") {
            return Err(self.mistake("an argument is written name=\"value\""));
        }
        self.skip_space();
        let value = self.value()?;
        Ok(Argument { name, value, span: Span::new(start, self.at) })
    }

    fn value(&mut self) -> Result<ArgumentValue, Mistake> {
        if self.eat("\"") {
            return self.quoted().map(ArgumentValue::Text);
        }
        let word: String = self.rest().chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let value = match word.as_str() {
            "true" => ArgumentValue::Boolean(true),
            "false" => ArgumentValue::Boolean(false),
            number => match number.parse() {
                Ok(number) => ArgumentValue::Integer(number),
                Err(_) => return Err(self.mistake("a value is a text in straight quotes, a number, true or false")),
            },
        };
        self.at += word.len();
        Ok(value)
    }

    fn quoted(&mut self) -> Result<String, Mistake> {
        let mut text = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += offset + 1;
                    return Ok(text);
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                '\n' => text.push(' '),
                '\r' => {}
                other => text.push(other),
            }
        }
        Err(self.mistake("the closing quote is missing"))
    }

    fn word(&mut self, cause: &'static str) -> Result<String, Mistake> {
        let word: String = self.rest().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        if word.is_empty() {
            return Err(self.mistake(cause));
        }
        self.at += word.len();
        Ok(word)
    }

    fn eat(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn mistake(&self, cause: &'static str) -> Mistake {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Mistake { cause, span: Span::new(self.at, self.at + length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, masked: &str, forms: &[&str]) {
        let MaskedText { text: found, markers, .. } = mask(text);
        assert_eq!(found, masked);
        assert_eq!(found.len(), text.len(), "offsets must stay true");
        let shown: Vec<String> = markers.iter().map(|marker| show(&marker.form)).collect();
        assert_eq!(shown, forms);
    }

    fn show(form: &ShortcodeForm) -> String {
        match form {
            ShortcodeForm::Inline(Ok(call)) => format!("inline {} {}", call.name, call.arguments.len()),
            ShortcodeForm::Open(Ok(call)) => format!("open {} {}", call.name, call.arguments.len()),
            ShortcodeForm::Inline(Err(mistake)) | ShortcodeForm::Open(Err(mistake)) => mistake.cause.to_owned(),
            ShortcodeForm::End => "end".to_owned(),
        }
    }

    #[test]
    fn shortcodes_are_masked_by_as_many_bytes() {
        check("plain {text}", "plain {text}", &[]);
        check("a {{ b() }} c", "a \u{e000}xxx\u{e001} c", &["inline b 0"]);
        check("{{ n(id=\"m}}h\", x=3, y=true) }}", &format!("\u{e000}{}\u{e001}", "x".repeat(25)), &["inline n 3"]);
        check("{% n(k=\"é\") %}\nx\n{%end%}", "<!--xxxxxxxx-->\nx\n<!---->", &["open n 1", "end"]);
        check("{%if%}\n\nx", "<!--->\n\nx", &["open if 0"]);
        check("{%}}%}~", "<!--->~", &["a shortcode begins with its name, such as contact"]);
        check("{%x%}", "{%x%}", &[]);
        check("\\{{ x }}", "\\{{ x }}", &[]);
        check("{{{{{%if%}", "{{{{<!--->", &["open if 0"]);
        assert_eq!(mask(&"{{".repeat(9)).unclosed, [0]);
        check("{{ open\n\nnext }}", "{{ open\n\nnext }}", &[]);
    }

    /// Where a shortcode closes, looked for from each opening anew.
    fn looked_for(text: &str, start: usize, inline: bool) -> Option<usize> {
        let (mut state, mut empty_line) = ((false, false), false);
        for (offset, character) in text[start + 2..].char_indices() {
            let at = start + 2 + offset;
            if !state.0 && text[at..].starts_with(if inline { "}}" } else { "%}" }) {
                return Some(at + 2);
            }
            if character == '\n' && empty_line {
                return None;
            }
            empty_line = character == '\n' || (empty_line && " \t\r".contains(character));
            state = after(state, character);
        }
        None
    }

    #[test]
    fn what_is_remembered_of_braces_that_never_close_changes_nothing() {
        const PIECES: [&str; 8] = ["{{", "{%", "}}", "%}", "\"", "\\", "\n", "é "];
        for number in 0..PIECES.len().pow(6) {
            let text: String =
                (0..6).map(|location| PIECES[number / PIECES.len().pow(location) % PIECES.len()]).collect();
            let mut closings = Closings::new(&text);
            let mut at = 0;
            while let Some(start) = next_opening(&text, at) {
                let inline = text.as_bytes()[start + 1] == b'{';
                let found = closings.of(start, inline);
                assert_eq!(found, looked_for(&text, start, inline), "{text:?} at {start}");
                at = found.unwrap_or(start + 2);
            }
        }
    }

    #[test]
    fn mistakes_are_named() {
        let mistake = |text: &str| match mask(text).markers.remove(0).form {
            ShortcodeForm::Inline(Err(mistake)) => mistake.cause,
            other => panic!("{other:?}"),
        };
        assert!(mistake("{{ contact(id=msh) }}").contains("straight quotes"));
        assert!(mistake("{{ contact(id=“msh”) }}").contains("straight quotes"));
        assert!(mistake("{{ contact(\"msh\") }}").contains("name="));
        assert!(mistake("{{ contact(id=\"msh\") x }}").contains("follow"));
        assert!(mistake("{{  }}").contains("name"));
    }
}
