//! Reads the table of an HTML file that came back from a word processor.
//!
//! A text goes in; texts by their ids come out, with the lines at which they are.

use super::part::SegmentPart;
use super::returned::{Returned, ReturnedFile, ReturnedText};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Span, digits};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;
use std::sync::Arc;

/// Bytes that are read before the reader is asked whether a tag has ended. A tag is longer than two of them only to do harm: each
/// of its attributes is compared with all others.
const SLICE: usize = 4096;
/// Cells of a row as it was exported: number, source, what was before, translation.
const CELLS: usize = 4;
const SOURCE: usize = 1;
const TARGET: usize = 3;

/// Reads the tables that came back in a web page from an office program.
///
/// Tags are read one after the other and no tree is made, so nesting costs nothing.
///
/// # Errors
/// Everything that keeps a text from being whole and in order; rows without a translation are no error here.
pub fn read_table(file: &Arc<str>, html: &str) -> Result<Returned, Vec<Diagnostic>> {
    let html = without_comments(html);
    let reader = TableReader { file: Arc::clone(file), lines: line_starts(&html), ..TableReader::default() };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(reader)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = html.as_str();
    while !rest.is_empty() {
        let (slice, behind) = rest.split_at(rest.floor_char_boundary(SLICE));
        rest = behind;
        let before = tokenizer.sink.0.borrow().tokens;
        queue.push_back(StrTendril::from(slice));
        while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
        let mut reader = tokenizer.sink.0.borrow_mut();
        reader.silent = if reader.tokens == before { reader.silent + 1 } else { 0 };
        if reader.silent > 1 {
            let location = reader.location(reader.line);
            return Err(vec![report::exchange_too_large(location, "bytes in one tag", SLICE)]);
        }
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// The page with empty lines in place of its comments, so that lines keep their numbers. Office programs write long ones.
fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        // `<!-->` is a comment too.
        let Some(end) = rest[start + 2..].find("-->").map(|end| start + 2 + end + 3) else { break };
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].chars().filter(|sign| *sign == '\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Sink(RefCell<TableReader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        reader.tokens += 1;
        reader.line = line as usize;
        match token {
            Token::CharacterTokens(text) => reader.words(&text),
            Token::NullCharacterToken => reader.words("\u{fffd}"),
            Token::TagToken(tag) => return reader.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A cell of a table.
#[derive(Default)]
struct TableCell {
    text: String,
    line: usize,
    is_header: bool,
    /// Whether a paragraph or a line ended behind the words so far.
    ended: bool,
    /// What makes it impossible to know what its words are.
    fault: Option<CellFault>,
}

enum CellFault {
    Lines,
    Unfinished(&'static str),
    Foreign(&'static str),
}

#[derive(Default)]
struct TableReader {
    file: Arc<str>,
    lines: Vec<usize>,
    /// Tokens so far, and slices since the last one.
    tokens: usize,
    silent: usize,
    line: usize,
    heading: Option<String>,
    title: String,
    files: Vec<ReturnedFile>,
    row: Option<Vec<TableCell>>,
    cell: Option<TableCell>,
    /// Tables that are open inside a cell.
    inner: usize,
    /// What is being read is no words: code, styles.
    skipped: Option<String>,
    findings: Vec<Diagnostic>,
}

impl TableReader {
    fn location(&self, line: usize) -> Location {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        Location::at(&self.file, Span::new(start, start))
    }

    fn words(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        let Some(cell) = &mut self.cell else { return };
        if cell.ended {
            if is_blank(text) {
                return;
            }
            cell.ended = false;
            if is_blank(&cell.text) {
                // What office programs put into an empty paragraph.
                cell.text.clear();
            } else {
                cell.fault.get_or_insert(CellFault::Lines);
            }
        }
        cell.text.push_str(text);
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let begins = tag.kind == TagKind::StartTag;
        if let Some(skipped) = &self.skipped {
            if !begins && skipped == name {
                self.skipped = None;
            }
            return TokenSinkResult::Continue;
        }
        match (name, begins) {
            ("script" | "style" | "title" | "textarea" | "noscript" | "iframe", true) if !tag.self_closing => {
                self.skipped = Some(name.to_owned());
                return TokenSinkResult::RawData(match name {
                    "script" => ScriptData,
                    "title" | "textarea" => RawKind::Rcdata,
                    _ => RawKind::Rawtext,
                });
            }
            ("h1" | "h2", true) if self.cell.is_none() => self.heading = Some(String::new()),
            ("h1" | "h2", false) => self.end_heading(name == "h2"),
            ("table", true) if self.cell.is_some() => {
                self.inner += 1;
                self.fault(CellFault::Foreign("a table"));
            }
            ("table", false) if self.inner > 0 => self.inner -= 1,
            _ if self.inner > 0 => {}
            ("tr", true) => {
                self.end_row();
                self.row = Some(Vec::new());
            }
            ("td" | "th", true) => {
                self.end_cell();
                self.row.get_or_insert_default();
                self.cell = Some(TableCell { line: self.line, is_header: name == "th", ..TableCell::default() });
            }
            ("td" | "th", false) => self.end_cell(),
            ("tr" | "table" | "tbody" | "thead", _) => self.end_row(),
            _ => self.inside(tag, begins),
        }
        TokenSinkResult::Continue
    }

    /// A tag inside a cell.
    fn inside(&mut self, tag: &Tag, begins: bool) {
        let Some(cell) = &mut self.cell else { return };
        let ends_line = matches!(
            &*tag.name,
            "p" | "div" | "br" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "pre" | "blockquote" | "hr" | "h3" | "h4"
        );
        cell.ended |= ends_line && !cell.text.is_empty();
        if begins {
            let fault = fault_of(tag);
            fault.into_iter().for_each(|fault| self.fault(fault));
        }
    }

    fn fault(&mut self, fault: CellFault) {
        if let Some(cell) = &mut self.cell {
            cell.fault.get_or_insert(fault);
        }
    }

    /// The title says the languages, a heading of a table its source, the fingerprint of that, and the language.
    fn end_heading(&mut self, names_file: bool) {
        let Some(heading) = self.heading.take() else { return };
        let words: Vec<&str> = heading.split_whitespace().collect();
        if !names_file {
            self.title = words.join(" ");
            return;
        }
        let location = self.location(self.line);
        let to = words.last().and_then(|last| last.strip_prefix('(')?.strip_suffix(')'));
        let named = &words[..words.len() - usize::from(to.is_some())];
        let is_fingerprint = |word: &str| word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match named {
            [original @ .., fingerprint] if !original.is_empty() && is_fingerprint(fingerprint) => {
                self.files.push(ReturnedFile {
                    original: original.join(" "),
                    location,
                    fingerprint: (*fingerprint).to_owned(),
                    to: to.map(str::to_owned),
                    texts: Vec::new(),
                });
            }
            _ => self.findings.push(report::exchange_heading(location, &words.join(" "))),
        }
    }

    fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            self.row.get_or_insert_default().push(cell);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        if row.iter().all(|cell| cell.is_header || is_blank(&cell.text) && cell.fault.is_none()) {
            return;
        }
        let location = self.location(row[0].line);
        if row.len() != CELLS || self.files.is_empty() {
            self.findings.push(report::exchange_row(location, row.len()));
            return;
        }
        let id = row[0].text.split_whitespace().collect::<String>();
        let location = self.location(row[TARGET].line);
        if let Some(fault) = row[TARGET].fault.as_ref().or(row[SOURCE].fault.as_ref()) {
            self.findings.push(match fault {
                CellFault::Lines => report::text_lines(location, &id),
                CellFault::Unfinished(what) => report::text_unfinished(location, &id, what),
                CellFault::Foreign(what) => report::text_foreign(location, &id, what),
            });
            return;
        }
        let target = (!is_blank(&row[TARGET].text)).then(|| parts(&row[TARGET].text));
        let text = ReturnedText { id, location, source: parts(&row[SOURCE].text), target, is_checked: false };
        if let Some(file) = self.files.last_mut() {
            file.texts.push(text);
        }
    }

    fn finish(mut self) -> Result<Returned, Vec<Diagnostic>> {
        self.end_row();
        let location = self.location(1);
        if self.files.is_empty() && self.findings.is_empty() {
            let what = "no file that was exported for a translator";
            self.findings.push(report::exchange_kind(
                location.clone(),
                what,
                "give the file that came back from the translator",
            ));
        } else if self.files.is_empty() {
            self.findings.truncate(1);
        }
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        let mut languages = self.title.split_whitespace();
        let from = languages.next().unwrap_or_default().to_owned();
        let to = languages.next_back().unwrap_or_default().to_owned();
        Ok(Returned { from, to, location, files: self.files })
    }
}

/// What a tag makes of the words inside it that nobody could see in plain words.
fn fault_of(tag: &Tag) -> Option<CellFault> {
    let of = |name: &str| {
        let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.to_ascii_lowercase()).unwrap_or_default()
    };
    let (class, style) = (of("class"), of("style").replace(' ', ""));
    let is_hidden = tag.attrs.iter().any(|attribute| &*attribute.name.local == "hidden");
    match &*tag.name {
        "del" | "ins" => Some(CellFault::Unfinished("tracked changes")),
        "s" | "strike" => Some(CellFault::Unfinished("struck-out words")),
        "img" | "object" | "embed" | "svg" | "video" | "audio" | "input" | "select" => {
            Some(CellFault::Foreign("a picture or a field"))
        }
        "li" | "ul" | "ol" | "dl" => Some(CellFault::Foreign("a list")),
        "ruby" | "rt" | "template" => Some(CellFault::Foreign("words above or behind words")),
        _ if class.contains("msodel") || class.contains("msoins") => Some(CellFault::Unfinished("tracked changes")),
        _ if class.contains("msocom") => Some(CellFault::Unfinished("a comment")),
        _ if style.contains("line-through") => Some(CellFault::Unfinished("struck-out words")),
        _ if is_hidden || style.contains("display:none") || style.contains("mso-hide:all") => {
            Some(CellFault::Unfinished("hidden words"))
        }
        _ if style.contains("mso-list:l") => Some(CellFault::Foreign("a list")),
        _ => None,
    }
}

/// Nothing, or what office programs put into an empty cell.
fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Reads `{1}` and `{/1}`; a brace of the text itself is written twice.
fn parts(text: &str) -> Vec<SegmentPart> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        words.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        if let Some(behind) = rest.strip_prefix('{') {
            words.push('{');
            rest = behind;
            continue;
        }
        let Some((part, behind)) = rest.split_once('}').and_then(|(inside, behind)| Some((mark(inside)?, behind)))
        else {
            words.push('{');
            continue;
        };
        if !words.is_empty() {
            parts.push(SegmentPart::Words(std::mem::take(&mut words)));
        }
        parts.push(part);
        rest = behind;
    }
    words.push_str(rest);
    if !words.is_empty() {
        parts.push(SegmentPart::Words(words));
    }
    parts
}

/// A number between braces, in whatever digits; what ends has a slash before it.
fn mark(inside: &str) -> Option<SegmentPart> {
    let inside = inside.trim();
    let (ends, number) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest.trim()));
    let number = digits(number).parse().ok().filter(|_| number.chars().count() == digits(number).len())?;
    Some(if ends { SegmentPart::Close(number) } else { SegmentPart::Keep(number) })
}
