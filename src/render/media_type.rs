//! Media types: of pages, of text, and of files by the ends of their names.
//!
//! Texts say their character set.

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// The media type of text for people and servers.
pub const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

/// The media type of a file that is published as it is, by the end of its address.
pub fn file_type(address: &str) -> &'static str {
    match mime_guess::from_path(address).first_raw() {
        Some("text/css") => "text/css; charset=utf-8",
        Some("text/javascript" | "application/javascript") => "text/javascript; charset=utf-8",
        Some("text/plain") => PLAIN_TEXT,
        Some("text/html") => HTML,
        Some(known) => known,
        None => "application/octet-stream",
    }
}

/// Whether bytes of that type are worth compressing; pictures, films, PDF and what Office writes are compressed already.
pub fn compresses(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || ["/json", "+json", "/xml", "+xml", "/javascript"].iter().any(|ending| kind.ends_with(ending))
}
