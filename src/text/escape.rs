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
