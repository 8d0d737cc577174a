//! One pass over the events of the parser: what is known of the text so far.
//!
//! The files beside it say what each event means; here is what they all write to, and where things are in the file.

use super::super::body::Body;
use super::super::body_writer::BodyWriter;
use super::super::comment::Comments;
use super::super::near_miss::BlockWords;
use super::super::node::Align;
use super::super::shortcode::Marker;
use super::account::Account;
use super::lists::Lists;
use super::prepared::Prepared;
use crate::diagnostic::{Diagnostic, Location};
use crate::text::{Span, UniqueNames};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A heading of a page, for its table of contents and for links to it.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6; 1 is reported.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The id that links use, unique in the page. In a translation the source's ids are used instead.
    pub anchor: String,
    /// Where it is.
    pub span: Span,
}

/// What Markdown says.
#[derive(Debug, Default)]
pub struct ParsedMarkdown {
    /// The tree.
    pub body: Body,
    /// Its headings in order.
    pub headings: Vec<Heading>,
}

/// One pass over the parser's events.
pub(super) struct MarkdownWalk<'a> {
    pub(super) file: &'a Arc<str>,
    /// The Markdown as written, and as the parser sees it; equal in length.
    pub(super) text: &'a str,
    pub(super) masked: &'a str,
    pub(super) markers: &'a [Marker],
    /// Which of the markers were shown, or said to be in the wrong place.
    pub(super) seen: Vec<bool>,
    pub(super) comments: &'a Comments,
    /// What looks like a shortcode or a footnote; reported where it turns out to be just words.
    pub(super) suspects: Vec<Suspect>,
    /// Offset of both in the file.
    pub(super) start: usize,
    pub(super) writer: BodyWriter,
    /// Enclosing shortcodes that are open: the depth of the writer when they were opened, and where.
    pub(super) enclosing: Vec<(usize, String, Span)>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: UniqueNames,
    pub(super) explicit_anchor: Option<String>,
    pub(super) columns: Vec<Align>,
    pub(super) column: usize,
    pub(super) last_level: u8,
    pub(super) image_depth: usize,
    pub(super) in_code: bool,
    /// The words of the innermost block so far, for what looks like markup in them.
    pub(super) line: BlockWords,
    pub(super) account: Account<'a>,
    pub(super) lists: Lists,
    /// HTML that was reported and not yet closed, and whether the block of HTML was.
    pub(super) open_html: Vec<String>,
    pub(super) said_html: bool,
    /// Labels of footnotes: where each is first referred to, and where its words are.
    pub(super) marks: BTreeMap<String, Span>,
    pub(super) notes: BTreeMap<String, Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> MarkdownWalk<'a> {
    pub(super) fn new(file: &'a Arc<str>, whole: &'a Arc<str>, masked: &'a Prepared<'a>, start: usize) -> Self {
        Self {
            file,
            text: &whole[start..],
            masked: &masked.text,
            markers: &masked.markers,
            seen: vec![false; masked.markers.len()],
            comments: &masked.comments,
            suspects: suspects(&whole[start..], &masked.unclosed),
            start,
            writer: BodyWriter::new(whole),
            enclosing: Vec::new(),
            headings: Vec::new(),
            anchors: UniqueNames::default(),
            explicit_anchor: None,
            columns: Vec::new(),
            column: 0,
            last_level: 1,
            image_depth: 0,
            in_code: false,
            line: BlockWords::default(),
            account: Account::new(&masked.text),
            lists: Lists::default(),
            open_html: Vec::new(),
            said_html: false,
            marks: BTreeMap::new(),
            notes: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The numbers of the markers that are inside `range`.
    pub(super) fn markers_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.markers.partition_point(|marker| (marker.span.start as usize) < range.start);
        let to = self.markers.partition_point(|marker| (marker.span.start as usize) < range.end);
        from..to
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.start)
    }

    pub(super) fn location(&self, span: Span) -> Location {
        Location::at(self.file, span)
    }
}

/// Something that an author may have meant as more than words.
#[derive(Clone, Copy)]
pub(super) struct Suspect {
    /// Where it begins.
    pub(super) at: usize,
    /// Whether it looks like a footnote rather than a shortcode.
    pub(super) footnote: bool,
}

/// Finds braces without partners and marks of footnotes, in order. Those behind a backslash are meant as they are.
fn suspects(text: &str, unclosed: &[usize]) -> Vec<Suspect> {
    let braces = unclosed.iter().map(|at| Suspect { at: *at, footnote: false });
    let marks = text.match_indices("[^").map(|(at, _)| Suspect { at, footnote: true });
    let mut suspects: Vec<Suspect> = braces.chain(marks.filter(|mark| !text[..mark.at].ends_with('\\'))).collect();
    suspects.sort_by_key(|suspect| suspect.at);
    suspects
}
