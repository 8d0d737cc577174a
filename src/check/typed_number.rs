//! Telephone numbers that are typed into texts instead of shown from records.
//!
//! Texts are looked at as they were written: what shortcodes show comes from records and is looked at there.

use super::rules::CheckContext;
use crate::content::{ArgumentValue, Body, Content, FrontMatter, NodeKind, Payload, RecordEntry};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::Records;
use crate::text::{Span, find_phone_numbers};
use crate::view::View;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Arguments of shortcodes whose text is shown; the others name something.
pub(super) const SHOWN: [&str; 6] = ["title", "summary", "text", "says", "columns", "rows"];

/// A number as somebody typed it.
struct Typed {
    location: Location,
    written: String,
    digits: String,
}

/// Finds numbers in the text of a page.
pub fn body_numbers(view: View, file: &Arc<str>, body: &Body) -> Vec<Diagnostic> {
    findings(in_body(&view.site.records, file, body), view)
}

/// Finds numbers in titles and descriptions.
pub fn front_numbers(view: View, file: &Arc<str>, front: &FrontMatter) -> Vec<Diagnostic> {
    findings(in_front(&view.site.records, file, front), view)
}

/// Finds numbers in the words of records and in interface strings. Names may hold one: `999 BSL`.
pub fn record_numbers(view: View, content: &Content) -> Vec<Diagnostic> {
    findings(in_records(&view.site.records, content), view)
}

/// The digits of all numbers that were found in a file, and so have been reported. An outdated translation may show its source's
/// words, so those of the source are among them.
pub(super) fn reported_digits(context: CheckContext, file: &str) -> BTreeSet<String> {
    let site = context.view.site;
    let found = context.contents.binary_search_by(|content| content.file.as_ref().cmp(file));
    let Ok(content) = found.map(|index| &context.contents[index]) else { return BTreeSet::new() };
    let source = match &content.payload {
        Payload::Page(page) => site.page_by_key(&page.key).map(|page| site.page(page)),
        _ => None,
    };
    let source = source.and_then(|node| node.content(node.source));
    let all = std::iter::once(content.as_ref()).chain(source);
    all.flat_map(|content| in_content(&site.records, content)).map(|typed| typed.digits).collect()
}

fn in_content(records: &Records, content: &Content) -> Vec<Typed> {
    let mut typed = in_records(records, content);
    if let Payload::Page(page) = &content.payload {
        typed.extend(in_body(records, &content.file, &page.body));
        typed.extend(in_front(records, &content.file, &page.front));
    }
    typed
}

fn findings(typed: Vec<Typed>, view: View) -> Vec<Diagnostic> {
    let finding =
        |typed: Typed| report::typed_number(typed.location, &typed.written, view.site.records.by_digits(&typed.digits));
    typed.into_iter().map(finding).collect()
}

fn in_body(records: &Records, file: &Arc<str>, body: &Body) -> Vec<Typed> {
    let mut typed = Vec::new();
    let mut line = ShownWords::default();
    for node in body.own_nodes() {
        match node.kind {
            NodeKind::Text(piece) | NodeKind::Code(piece) => line.add(body.str(piece), node.span),
            NodeKind::SoftBreak | NodeKind::HardBreak => line.add(" ", node.span),
            NodeKind::Link { title, .. } | NodeKind::Image { title, .. } => {
                typed.extend(in_text(body.str(title), &|_| Location::at(file, node.span), records));
            }
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strikethrough => {}
            NodeKind::Call(call) => {
                typed.extend(line.take(file, records));
                for argument in
                    body.call(call).arguments.iter().filter(|argument| SHOWN.contains(&argument.name.as_str()))
                {
                    if let ArgumentValue::Text(text) = &argument.value {
                        typed.extend(in_text(text, &|_| Location::at(file, argument.span), records));
                    }
                }
            }
            _ => typed.extend(line.take(file, records)),
        }
    }
    typed.extend(line.take(file, records));
    typed
}

/// The words of one block as a reader sees them: marks and ends of lines do not divide a number.
#[derive(Default)]
struct ShownWords {
    words: String,
    /// Where each piece begins in the words, and where it is in the file.
    pieces: Vec<(usize, Span)>,
}

impl ShownWords {
    fn add(&mut self, words: &str, span: Span) {
        self.pieces.push((self.words.len(), span));
        self.words.push_str(words);
    }

    /// Finds the numbers in the words so far, and begins anew.
    fn take(&mut self, file: &Arc<str>, records: &Records) -> Vec<Typed> {
        if self.words.is_empty() {
            self.pieces.clear();
            return Vec::new();
        }
        let found = in_text(&self.words, &|span| Location::at(file, self.span_of(span)), records);
        self.words.clear();
        self.pieces.clear();
        found
    }

    /// Where words of this line are in the file.
    fn span_of(&self, found: Span) -> Span {
        let at = |offset: usize, of_end: bool| {
            let index = self.pieces.partition_point(|(begin, _)| *begin < offset || (!of_end && *begin == offset));
            let index = index.saturating_sub(1);
            let (begin, span) = self.pieces[index];
            let end = self.pieces.get(index + 1).map_or(self.words.len(), |(next, _)| *next);
            // Words that the file holds in another form are somewhere inside their piece.
            let exact = span.range().len() == end - begin;
            if exact {
                span.range().start + (offset - begin)
            } else if of_end {
                span.range().end
            } else {
                span.range().start
            }
        };
        Span::new(at(found.range().start, false), at(found.range().end, true))
    }
}

fn in_front(records: &Records, file: &Arc<str>, front: &FrontMatter) -> Vec<Typed> {
    front.words().flat_map(|(_, text)| in_text(text, &|_| Location::whole(file), records)).collect()
}

fn in_records(records: &Records, content: &Content) -> Vec<Typed> {
    let at = |span: Span| move |_: Span| Location::at(&content.file, span);
    match &content.payload {
        // The words of a guide are looked at in its pages.
        Payload::Records(all) => {
            let of_entry = |entry: &RecordEntry| -> Vec<Typed> {
                entry.texts.iter().flat_map(|text| in_text(text, &at(entry.span), records)).collect()
            };
            all.entries.iter().flat_map(of_entry).collect()
        }
        Payload::Strings(_, strings) => strings
            .values()
            .flat_map(|message| {
                let forms = message.forms().into_iter();
                forms.flat_map(|form| in_text(form, &at(message.span), records)).collect::<Vec<_>>()
            })
            .collect(),
        Payload::Page(_)
        | Payload::KeptSource(_)
        | Payload::ChartData(_)
        | Payload::ShortCodes(_)
        | Payload::PrintedCodes(_)
        | Payload::Synonyms(_)
        | Payload::Ledger(_)
        | Payload::Gone(_)
        | Payload::ContactLog(_)
        | Payload::Nothing
        | Payload::Refused => Vec::new(),
    }
}

/// Finds numbers in one text; `location` turns a place in the text into one in the file.
fn in_text(text: &str, location: &dyn Fn(Span) -> Location, records: &Records) -> Vec<Typed> {
    let found = find_phone_numbers(text, &|digits| records.by_digits(digits).is_some());
    let typed = found.into_iter().map(|found| Typed {
        location: location(found.span),
        written: text.get(found.span.range()).unwrap_or_default().to_owned(),
        digits: found.digits,
    });
    typed.collect()
}
