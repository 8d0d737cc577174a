//! Files of translators as text, whatever encoding they came back in.
//!
//! Bytes go in, a text comes out; an encoding that is not known is refused.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::sync::Arc;

/// Bytes of a file at most: a page of the portal takes some 20 kB, all of it in one language less than 2 MB.
pub const LARGEST: usize = 10_000_000;
/// Where a file says its encoding: within so many bytes. Source: HTML, section 13.2.3.2, and XML 1.0, appendix F.
const HEAD: usize = 1024;

/// Beginnings of files that people send instead of what was exported: the bytes, what it is, what to do.
const OTHERS: [(&[u8], &str, &str); 7] = [
    (b"PK\x03\x04", "a document of Word or LibreOffice", "save it in that program as a web page (HTML)"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word", "save it in that program as a web page (HTML)"),
    (b"{\\rtf", "a document in RTF", "save it in the office program as a web page (HTML)"),
    (b"%PDF", "a PDF, which nothing can be read from reliably", "ask for the file that was exported"),
    (b"MIME-Version:", "a web archive", "save it as a web page (HTML) in one file"),
    (b"From: <Saved", "a web archive", "save it as a web page (HTML) in one file"),
    (b"\x1f\x8b", "packed", "unpack it"),
];

/// The text of a file that came back, whatever its encoding, with `\n` at the ends of lines.
///
/// # Errors
/// A file that is too large, of another kind, or holds bytes that are no letters.
pub fn decoded(file: &Arc<str>, bytes: &[u8]) -> Result<String, Vec<Diagnostic>> {
    let whole = || Location::whole(file);
    if bytes.len() > LARGEST {
        return Err(vec![report::exchange_too_large(whole(), "bytes", LARGEST)]);
    }
    if let Some((_, what, hint)) = OTHERS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(vec![report::exchange_kind(whole(), what, hint)]);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => match bytes {
            [b'<', 0, ..] => UTF_16LE,
            [0, b'<', ..] => UTF_16BE,
            _ => declared(&bytes[..bytes.len().min(HEAD)])
                .map_err(|name| vec![report::exchange_encoding_unknown(whole(), &name)])?,
        },
    };
    let (text, _, broken) = encoding.decode(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if broken || text.contains('\0') {
        let at = text.find(['\u{fffd}', '\0']).unwrap_or_default();
        return Err(vec![report::exchange_encoding(Location::at(file, Span::new(at, at)), encoding.name())]);
    }
    Ok(text)
}

/// The encoding that a file declares in its first bytes; UTF-8 if it declares none, or one that these bytes cannot be in.
fn declared(head: &[u8]) -> Result<&'static Encoding, String> {
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let at = match (head.find("encoding="), head.find("charset=")) {
        (Some(at), _) if head.starts_with("<?xml") => at + "encoding=".len(),
        (_, Some(at)) => at + "charset=".len(),
        _ => return Ok(UTF_8),
    };
    let name = head[at..].trim_start_matches(['"', '\'', ' ']);
    let name = name.split(['"', '\'', ' ', ';', '>', '?', '/']).next().unwrap_or_default();
    let found = Encoding::for_label(name.as_bytes()).ok_or_else(|| name.to_owned())?;
    // This was readable byte by byte, so it is in no encoding of two bytes.
    Ok(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}
