//! XML that is well-formed because nothing else can be written: a tag ends where it began, and every value is escaped on its way.
//!
//! Names of elements and attributes are the program's own. Values are anything, also what XML cannot hold: that is left out.

use std::fmt::{self, Display, Write};

/// A piece of XML, or a whole document, that grows.
///
/// quick-xml's writer was judged and not taken: each of its calls may fail, although memory does not, it lets signs through that XML
/// cannot hold, and whoever writes an end must still name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    out: String,
}

/// An element that has begun: its attributes come next, then what it holds.
#[must_use = "an element that is begun must say what it holds"]
pub struct XmlTag<'x> {
    xml: &'x mut Xml,
    name: &'static str,
}

impl Xml {
    /// A document, on a line below its declaration.
    pub fn document() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned() }
    }

    /// A document that needs no other, as each part of an Office file says of itself.
    pub fn standalone() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned() }
    }

    /// Begins an element.
    pub fn tag(&mut self, name: &'static str) -> XmlTag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        XmlTag { xml: self, name }
    }

    /// Adds words.
    pub fn text(&mut self, words: &str) {
        let mut escaped = Escaped { out: &mut self.out, breaks: ["\t", "\n"] };
        // Writing into memory cannot fail.
        let _ = escaped.write_str(words);
    }

    /// Ends the line; the next begins with that many spaces.
    pub fn line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Adds another piece as it is.
    pub fn append(&mut self, other: &Self) {
        self.out.push_str(&other.out);
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The text.
    pub fn finish(self) -> String {
        self.out
    }
}

impl XmlTag<'_> {
    /// Gives it an attribute.
    pub fn attr(self, name: &'static str, value: impl Display) -> Self {
        let out = &mut self.xml.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        // Readers take white space in a value for a space, but not the name of its sign.
        let _ = write!(Escaped { out, breaks: ["&#9;", "&#10;"] }, "{value}");
        out.push('"');
        self
    }

    /// Gives it an attribute if there is a value.
    pub fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Ends it: it holds nothing.
    pub fn empty(self) {
        self.xml.out.push_str("/>");
    }

    /// Ends it with words in it, also with none.
    pub fn text(self, words: &str) {
        self.xml.out.push('>');
        self.xml.text(words);
        self.end();
    }

    /// Ends it with whatever is written inside; if that is nothing, as an empty one.
    pub fn with(self, inside: impl FnOnce(&mut Xml)) {
        self.xml.out.push('>');
        let begun = self.xml.out.len();
        inside(self.xml);
        if self.xml.out.len() == begun {
            self.xml.out.pop();
            return self.empty();
        }
        self.end();
    }

    fn end(self) {
        let out = &mut self.xml.out;
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// Escapes what is written through it, for an element or an attribute in double quotes. Signs that XML cannot hold are left out.
///
/// Source: XML 1.0, section 2.2, production 2.
struct Escaped<'o> {
    out: &'o mut String,
    /// How a tabulator and the end of a line are written.
    breaks: [&'static str; 2],
}

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\t' => self.out.push_str(self.breaks[0]),
                '\n' => self.out.push_str(self.breaks[1]),
                '\u{fffe}' | '\u{ffff}' => {}
                control if control.is_control() => {}
                other => self.out.push(other),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl FnOnce(&mut Xml), expected: &str) {
        let mut xml = Xml::default();
        write(&mut xml);
        assert_eq!(xml.finish(), expected);
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        check(|xml| xml.text("a < b & \"c\" > ]]>"), "a &lt; b &amp; &quot;c&quot; &gt; ]]&gt;");
        check(
            |xml| xml.tag("a").attr("b", "\"/><c d=\"&amp;").empty(),
            "<a b=\"&quot;/&gt;&lt;c d=&quot;&amp;amp;\"/>",
        );
        check(|xml| xml.tag("a").text("</a>"), "<a>&lt;/a&gt;</a>");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        check(|xml| xml.text("a\u{0}b\u{ffff}c\r\n\td\u{1b}"), "abc\n\td");
        check(|xml| xml.tag("a").attr("b", "one\n\ttwo\u{c}").empty(), "<a b=\"one&#10;&#9;two\"/>");
    }

    #[test]
    fn elements_end_where_they_began() {
        let nested = |xml: &mut Xml| {
            xml.tag("a").attr("n", 1).maybe("m", None::<&str>).with(|xml| {
                xml.tag("b").with(|_| {});
                xml.tag("c").with(|xml| xml.text("d"));
            });
        };
        check(nested, "<a n=\"1\"><b/><c>d</c></a>");
        check(|xml| xml.tag("a").text(""), "<a></a>");
    }

    #[test]
    fn pieces_are_put_together_as_they_are() {
        let mut piece = Xml::default();
        piece.tag("b").text("&");
        check(|xml| xml.tag("a").with(|xml| xml.append(&piece)), "<a><b>&amp;</b></a>");
        let mut document = Xml::document();
        document.tag("a").with(|xml| xml.line(2));
        assert_eq!(document.finish(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  </a>");
    }
}
