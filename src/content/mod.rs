//! Each file of a site, parsed alone: what it says depends on that file and on nothing else.
//!
//! A [`Source`](crate::source::Source) goes in, a [`Content`] comes out, together with everything that is wrong with the file by itself.
//! Never looks at another file, the settings or the clock.

mod body;
mod body_writer;
mod character;
mod chart_data;
mod comment;
mod contact;
mod contact_log;
mod embedded_metadata;
mod fact;
mod front_matter;
mod guide;
mod ledger;
mod markdown;
mod narrow;
mod near_miss;
mod node;
mod parse;
mod parsed;
mod passage;
mod plain_text;
mod record;
mod record_kinds;
mod refused;
mod short_code;
mod shortcode;
mod sign;
mod signs;
mod str;
mod strings;
mod suffix;
mod synonyms;
mod words;

pub use body::{Body, Children, Node};
pub use body_writer::BodyWriter;
pub use chart_data::{ChartCell, ChartData, ChartRow, MOST_ROWS, WIDEST_NAME};
pub use contact::{Contact, ContactWords, PhoneNumber, contact_groups};
pub use contact_log::{CONTACT_FIELDS, LoggedContact};
pub use embedded_metadata::{Sound, is_rich_drawing, sound};
pub use fact::{Fact, FactValue, FactWords, SourceDate};
pub use front_matter::{
    Allow, Audience, CardSheet, DocumentKind, FrontMatter, PAGE_FIELDS, PageKind, Recorded, SortBy, Status,
};
pub use guide::{Answer, End, Guide, GuideWords, StepWords, guide_name};
pub use ledger::{ANY_LANGUAGE, GoneStatement, Ledger, LedgerLine, address_of, form_of};
pub use markdown::{Heading, marks_in};
pub use narrow::{Contents, EditionScope, Withheld, narrow, reason, shows};
pub use node::{Align, Argument, ArgumentValue, Call, Chart, ChartKind, NodeKind, NoticeKind, Role};
pub use parse::parse;
pub use parsed::{Content, Page, Payload};
pub use passage::{CRITICAL, Passage, are_built_alike, front_words, is_in_line, units};
pub use record::{
    CheckedHow, Provenance, Record, RecordAudience, RecordEntry, RecordFile, RecordKind, RecordState, Upkeep,
};
pub use record_kinds::RECORD_KINDS;
pub use short_code::{ShortCode, ShortCodes, is_short_code};
pub use sign::Sign;
pub use str::{MovedWords, Str};
pub use strings::{Message, MessageText, Strings, placeholders};
pub use suffix::{language_of_words, meant_tag, split_language};
pub use synonyms::{SYNONYM_FIELDS, SynonymGroup};
pub use words::{RecordWords, WordsOf, kept_path, record_texts};
