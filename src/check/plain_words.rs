//! Plain words: how old a reader must be for an English text, and sentences that are too long.
//!
//! Only paragraphs and list items count: headings and tables are no sentences. Source: USERS.md U27; content brief of
//! 2026-11-22, section 6.

use crate::content::{Body, NodeKind, Page};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most words of a sentence. Source: USERS.md U27; GOV.UK's style allows as many.
const LONGEST: usize = 25;
/// Reading ages: of pages for people who may be in danger, and of all others. Source: content brief, section 6.
const HELP_AGE: i32 = 11;
const AGE: i32 = 14;
/// Words below which an average says little: on the site's own pages of 50 words it is off by less than two years.
const SAMPLE: usize = 50;
/// Syllables from which on a word counts as hard.
const HARD: usize = 4;

/// Looks at a text in English as it was written. `help` says that it must be readable at eleven.
pub fn plain_words(file: &Arc<str>, page: &Page, help: bool) -> Vec<Diagnostic> {
    let mut count = Count::default();
    let mut findings = Vec::new();
    let mut block = PlainBlock::default();
    let nodes = page.body.nodes();
    let mut skip = 0;
    for (index, node) in nodes.iter().enumerate() {
        if index < skip {
            continue;
        }
        match node.kind {
            NodeKind::Heading { .. } | NodeKind::CodeBlock { .. } | NodeKind::Table | NodeKind::RawHtml(_) => {
                block.end(file, &mut count, &mut findings);
                skip = page.body.end_of(index);
            }
            // Words in another language are not English.
            NodeKind::Call(call) if page.body.call(call).name == "lang" => skip = page.body.end_of(index),
            NodeKind::Text(piece) => block.push(&page.body, piece, node.span),
            // Code is in no language, whatever it spells.
            NodeKind::Code(_) => block.stand_in(node.span),
            NodeKind::Call(call) if page.body.call(call).inline => block.stand_in(node.span),
            NodeKind::SoftBreak => block.text.push(' '),
            NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strikethrough
            | NodeKind::Link { .. }
            | NodeKind::FootnoteMark { .. } => {}
            _ => block.end(file, &mut count, &mut findings),
        }
    }
    block.end(file, &mut count, &mut findings);
    let limit = if help { HELP_AGE } else { AGE };
    if count.words >= SAMPLE && count.age() > limit {
        findings.push(report::hard_to_read(
            Location::whole(file),
            count.age(),
            limit,
            count.average(),
            &count.hardest(),
        ));
    }
    findings
}

/// The words of a block, with where they came from.
#[derive(Default)]
struct PlainBlock {
    text: String,
    /// For each piece: where it begins in `text`, where it is, and whether both have the same length.
    pieces: Vec<(usize, Span, bool)>,
}

impl PlainBlock {
    fn push(&mut self, body: &Body, piece: crate::content::Str, span: Span) {
        let words = body.str(piece);
        self.pieces.push((self.text.len(), span, span.range().len() == words.len()));
        self.text.push_str(words);
    }

    /// A shortcode in a sentence is one short word: a number or a name. So is code.
    fn stand_in(&mut self, span: Span) {
        self.pieces.push((self.text.len(), span, false));
        self.text.push('0');
    }

    fn end(&mut self, file: &Arc<str>, count: &mut Count, findings: &mut Vec<Diagnostic>) {
        for (start, end) in sentences(&self.text) {
            let words = count.add(&self.text[start..end]);
            if words > LONGEST {
                let span = Span { start: self.location(start).start, end: self.location(end - 1).end };
                findings.push(report::long_sentence(Location::at(file, span), words, LONGEST));
            }
        }
        self.text.clear();
        self.pieces.clear();
    }

    /// Where the byte `at` of the block is in the file.
    fn location(&self, at: usize) -> Span {
        let index = self.pieces.partition_point(|(start, ..)| *start <= at).saturating_sub(1);
        match self.pieces.get(index) {
            Some((start, span, true)) => {
                let from = span.start as usize + (at - start).min(span.range().len().saturating_sub(1));
                Span::new(from, from + 1)
            }
            Some((_, span, false)) => *span,
            None => Span::default(),
        }
    }
}

/// Where sentences begin and end. Those of one block never run into another.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let ends = matches!(byte, b'.' | b'!' | b'?')
            && bytes.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric() && *next < 0x80)
            && !(*byte == b'.' && is_short_form(&text[start..at]));
        if ends {
            sentences.push((start, at + 1));
            start = at + 1;
        }
    }
    sentences.push((start, text.len()));
    sentences.retain(|(start, end)| text[*start..*end].bytes().any(|byte| byte.is_ascii_alphanumeric()));
    sentences
}

/// Whether a point behind these words belongs to the last of them.
fn is_short_form(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    matches!(word, "e.g" | "i.e" | "e" | "i" | "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "vs" | "No" | "approx")
        || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// What was counted.
#[derive(Default)]
struct Count {
    sentences: usize,
    words: usize,
    syllables: usize,
    /// How often each hard word occurs.
    hard: BTreeMap<String, usize>,
}

impl Count {
    /// Adds a sentence and returns how many words it has.
    fn add(&mut self, sentence: &str) -> usize {
        let mut words = 0;
        let separate = |character: char| character.is_whitespace() || matches!(character, '–' | '—' | '/');
        for word in sentence.split(separate) {
            let word = word.trim_matches(|character: char| !character.is_alphanumeric());
            if word.is_empty() {
                continue;
            }
            words += 1;
            let syllables = syllables(word);
            self.syllables += syllables;
            if syllables >= HARD {
                *self.hard.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        self.sentences += 1;
        self.words += words;
        words
    }

    fn average(&self) -> f64 {
        self.words as f64 / self.sentences.max(1) as f64
    }

    /// The age of a reader who is at home in the text: the school year of Flesch and Kincaid, and five.
    ///
    /// Source: Kincaid and others, Research Branch Report 8-75 (1975).
    fn age(&self) -> i32 {
        let per_word = self.syllables as f64 / self.words.max(1) as f64;
        let grade = 0.39 * self.average() + 11.8 * per_word - 15.59;
        (grade + 5.0).round() as i32
    }

    /// The hard words that occur most often, at most five.
    fn hardest(&self) -> Vec<&str> {
        let mut hard: Vec<(&String, &usize)> = self.hard.iter().collect();
        hard.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        hard.into_iter().take(5).map(|(word, _)| word.as_str()).collect()
    }
}

/// An estimate: groups of vowels, without a silent `e` at the end; at least one. Digits are read as one.
fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    let vowel = |byte: u8| matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut groups = 0;
    let mut before = false;
    for byte in bytes {
        let now = vowel(*byte);
        groups += usize::from(now && !before);
        before = now;
    }
    let lower = |back: usize| bytes.len().checked_sub(back).map(|at| bytes[at].to_ascii_lowercase());
    let silent = match (lower(3), lower(2), lower(1)) {
        // made, home; but table, free.
        (_, Some(before), Some(b'e')) => !vowel(before) && before != b'l',
        // worked, used; but wanted, needed.
        (Some(before), Some(b'e'), Some(b'd')) => !vowel(before) && !matches!(before, b't' | b'd'),
        // makes, times; but houses, pages.
        (Some(before), Some(b'e'), Some(b's')) => {
            !vowel(before) && !matches!(before, b's' | b'x' | b'z' | b'c' | b'g' | b'h')
        }
        _ => false,
    };
    (groups - usize::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_about_right() {
        let check = |words: &str, expected: usize| {
            for word in words.split(' ') {
                assert_eq!(syllables(word), expected, "{word}");
            }
        };
        check("a the made home works worked makes help 999 don't forced", 1);
        check("people table police helpline wanted houses against", 2);
        check("emergency interpreter information", 4);
        check("slavery deliver agency", 3);
    }

    #[test]
    fn sentences_end_where_they_end() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = sentences(text).into_iter().map(|(start, end)| text[start..end].trim()).collect();
            assert_eq!(found, expected);
        };
        check("One. Two? Three", &["One.", "Two?", "Three"]);
        check("It costs 3.50 on liberate.example. Yes.", &["It costs 3.50 on liberate.example.", "Yes."]);
        check("Dr. Smith, e.g. here. \"No.\" Then.", &["Dr. Smith, e.g. here.", "\"No.", "\" Then."]);
        check(" … ", &[]);
    }
}
