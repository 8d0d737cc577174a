//! Plain text: spans, lines, slugs, addresses, nearest names, fingerprints, and the pieces of an HTML text.
//!
//! Text in, text or numbers out. Knows nothing of files, pages or languages.

mod address;
mod amount;
mod base64;
mod content_coding;
pub mod css;
mod escape;
mod fingerprint;
pub mod html;
mod ical;
mod islands;
mod kept_names;
pub mod letter;
mod line;
mod line_end;
mod nearest;
mod offset_map;
mod on_terminal;
mod phone;
mod plain_words;
pub mod script;
mod sha256;
mod slug;
mod span;
mod unique;
mod unseen;
mod web_address;
mod word_search;
mod xml;

pub use address::{
    HASHED_FOLDER, Leads, decode_path, encode_address, encode_path, full_address, is_https, is_servable, leads,
    names_of,
};
pub use amount::Amount;
pub use base64::base64;
pub use content_coding::{ContentCoding, ENCODERS};
pub use escape::{escape_html, escaped_html};
pub use fingerprint::Fingerprint;
pub use ical::{ical_line, ical_text};
pub use islands::with_islands;
pub use kept_names::kept_names;
pub use line::{Position, line_range, position};
pub use line_end::{first_sign, last_sign, line_end, unwrapped};
pub use nearest::nearest;
pub use offset_map::OffsetMap;
pub use on_terminal::{json_on_terminal, lines_on_terminal, on_terminal};
pub use phone::{PhoneLike, SHA256_DIGITS, digits, find_phone_numbers, is_reference, may_hold_digits};
pub use plain_words::plain_words;
pub use sha256::{sha256, sha256_source};
pub use slug::{composed, fold_address, slug};
pub use span::Span;
pub use unique::UniqueNames;
pub use unseen::{Extent, Unseen, Why, name as character_name, show_unseen, unseen};
pub use web_address::web_addresses;
pub use word_search::WordSearch;
pub use xml::{Xml, XmlTag};
