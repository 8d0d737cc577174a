//! Texts escaped for HTML and XML.
//!
//! One function for each; there is no other place that escapes by hand.

/// Escapes text for HTML, also inside attributes in double quotes.
pub fn escape_html(text: &str, out: &mut String) {
    let mut done = 0;
    for (index, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..index]);
        out.push_str(entity);
        done = index + 1;
    }
    out.push_str(&text[done..]);
}

/// The same as a text of its own.
pub fn escaped_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_html(text, &mut out);
    out
}

/// Text for XML, in an attribute or outside. Signs that XML cannot hold are left out.
///
/// Source: XML 1.0, section 2.2, production 2.
pub fn escape_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let check = |text: &str, expected: &str| assert_eq!(escape_xml(text), expected);
        check("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d");
        check("a\u{0}b\u{ffff}c\r\n\td", "abc\n\td");
    }
}
