//! The comments of a script.
//!
//! Strings, templates and regular expressions are told from them. Source: ECMA-262.

use std::ops::Range;

/// Words behind which a slash begins a regular expression, because they end no value.
const BEFORE_VALUES: [&str; 14] = [
    "await",
    "case",
    "delete",
    "do",
    "else",
    "in",
    "instanceof",
    "new",
    "of",
    "return",
    "throw",
    "typeof",
    "void",
    "yield",
];

/// Where the comments of a script are, in order, each with its marks; that of a line without its end.
///
/// Texts in quotes, templates and regular expressions hold none. Where only a parser could tell a regular expression from a division,
/// behind `}`, it is taken for the former: then a comment may be missed, and no code is taken for one. Source: ECMA-262, clause 12.
pub fn comments(code: &str) -> Vec<Range<usize>> {
    let mut reader = ScriptReader { code, at: 0, found: Vec::new(), open: Vec::new(), ends_value: false, word: 0..0 };
    while reader.at < code.len() {
        reader.step();
    }
    reader.found
}

/// A bracket that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenBracket {
    /// `(` behind `if`, `for`, `while` or `with`: behind its end a statement begins.
    Head,
    /// Any other round or square one.
    Value,
    /// `{`.
    Block,
    /// `${` in a template.
    Template,
}

struct ScriptReader<'c> {
    code: &'c str,
    at: usize,
    found: Vec<Range<usize>>,
    open: Vec<OpenBracket>,
    /// Whether what was read last ends a value, so that a slash divides.
    ends_value: bool,
    /// The word that was read last, if nothing but space and comments came after it.
    word: Range<usize>,
}

impl ScriptReader<'_> {
    fn step(&mut self) {
        let (start, rest) = (self.at, &self.code[self.at..]);
        let Some(first) = rest.chars().next() else { return };
        match first {
            '/' if rest.starts_with("//") => {
                self.comment(rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len()))
            }
            '/' if rest.starts_with("/*") => self.comment(rest[2..].find("*/").map_or(rest.len(), |end| end + 4)),
            '/' if !self.ends_value => self.expression(),
            '"' | '\'' => self.quoted(first),
            '`' => self.template(1),
            first if first.is_whitespace() => self.at += first.len_utf8(),
            first if is_word(first) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                self.at += length;
                self.word = start..self.at;
                let is_property = self.code[..start].trim_end().ends_with('.');
                self.ends_value = is_property || !BEFORE_VALUES.contains(&&rest[..length]);
            }
            first => self.sign(first),
        }
    }

    fn comment(&mut self, length: usize) {
        self.found.push(self.at..self.at + length);
        self.at += length;
    }

    fn sign(&mut self, sign: char) {
        self.at += sign.len_utf8();
        let word = &self.code[std::mem::replace(&mut self.word, 0..0)];
        self.ends_value = false;
        match sign {
            '(' if matches!(word, "if" | "for" | "while" | "with") => self.open.push(OpenBracket::Head),
            '(' | '[' => self.open.push(OpenBracket::Value),
            '{' => self.open.push(OpenBracket::Block),
            ')' | ']' => self.ends_value = self.open.pop() != Some(OpenBracket::Head),
            '}' if self.open.pop() == Some(OpenBracket::Template) => self.template(0),
            // `a++ / b` divides, and so does nothing else behind two of them.
            '+' | '-' => self.ends_value = self.code[..self.at].ends_with("++") || self.code[..self.at].ends_with("--"),
            _ => {}
        }
    }

    /// Passes over a text in quotes; one that does not end ends with its line.
    fn quoted(&mut self, quote: char) {
        self.pass(1, |c| c == quote, true);
        self.ends_value = true;
        self.word = 0..0;
    }

    /// Passes over a regular expression. A slash in square brackets does not end it.
    fn expression(&mut self) {
        let mut in_class = false;
        let ends = |c: char| {
            in_class = (in_class || c == '[') && c != ']';
            c == '/' && !in_class
        };
        self.pass(1, ends, true);
        self.ends_value = true;
        self.word = 0..0;
    }

    /// Passes over a template up to its end or to code in it.
    fn template(&mut self, from: usize) {
        let mut before = ' ';
        let mut is_code = false;
        let ends = |c: char| {
            is_code = before == '$' && c == '{';
            before = c;
            c == '`' || is_code
        };
        self.pass(from, ends, false);
        if is_code {
            self.open.push(OpenBracket::Template);
        }
        self.ends_value = !is_code;
        self.word = 0..0;
    }

    /// Goes on behind the character that `ends` names; a backslash takes the next one along.
    fn pass(&mut self, from: usize, mut ends: impl FnMut(char) -> bool, in_line: bool) {
        let mut characters = self.code[self.at + from..].char_indices();
        let rest = self.at + from;
        while let Some((at, character)) = characters.next() {
            if character == '\\' {
                characters.next();
            } else if in_line && matches!(character, '\n' | '\r') {
                self.at = rest + at;
                return;
            } else if ends(character) {
                self.at = rest + at + character.len_utf8();
                return;
            }
        }
        self.at = self.code.len();
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '#' | '\\' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_code() {
        let check = |code: &str, expected: &[&str]| {
            let found: Vec<&str> = comments(code).into_iter().map(|range| &code[range]).collect();
            assert_eq!(found, expected, "{code}");
        };
        check("a(); // b\nc(); /* d\n */ e();", &["// b", "/* d\n */"]);
        check("a = \"// no\" + '/* no */' + `// no ${b /* yes */} // no`; // yes", &["/* yes */", "// yes"]);
        check("a = /[/]\\/\\//.test(b); // yes", &["// yes"]);
        check("a = b / c; // yes / d", &["// yes / d"]);
        check("a = (b) / 2; // yes /", &["// yes /"]);
        check("if (a) /\\//.test(b); // yes", &["// yes"]);
        check("return /\\//; // yes", &["// yes"]);
        check("a.of / 2; // yes\nb++ / 2; // yes", &["// yes", "// yes"]);
        check("`${`${a}// no`}// no`; // yes", &["// yes"]);
        check("x = {a: `}`}; // yes", &["// yes"]);
        check("a = 'it\\'s // no'; // yes", &["// yes"]);
        check("// only", &["// only"]);
        check("/* open", &["/* open"]);
        check("a = \"open // no\nb // yes", &["// yes"]);
        check("ż = 1; // łódź", &["// łódź"]);
        check("import(a) // yes\n/x/.test(b)", &["// yes"]);
    }
}
