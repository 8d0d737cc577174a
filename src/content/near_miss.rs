//! What an author meant as more than words and readers would see as signs: misspelt Markdown, and that of other programs.
//!
//! Works on what the parser left as words. Code, shortcodes, and signs behind a backslash are none of it: in the words they are
//! [`QUIET`]. What is looked for, and what to write instead, is one table, [`SIGNS`].

use super::signs::{MarkupSign, SIGNS, Where};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::Span;
use regex::{Regex, RegexSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// What stands for something that is not judged: neither space nor sign.
pub const QUIET: char = '\u{2}';

/// The words of one block as readers see them, and where they are in the file.
#[derive(Debug, Default)]
pub struct BlockWords {
    words: String,
    /// Offsets in `words` and in the file, one for each piece.
    pieces: Vec<(usize, usize)>,
    /// Parts that are words of a link.
    links: Vec<Range<usize>>,
    in_link: Option<usize>,
}

impl BlockWords {
    /// Adds words that are at `at` in the file.
    pub fn push(&mut self, words: &str, at: usize) {
        self.pieces.push((self.words.len(), at));
        self.words.push_str(words);
    }

    /// Adds something that is not judged.
    pub fn push_quiet(&mut self, at: usize) {
        self.pieces.push((self.words.len(), at));
        self.words.push(QUIET);
    }

    /// What follows are the words of a link.
    pub fn begin_link(&mut self) {
        self.in_link = Some(self.words.len());
    }

    /// The words of a link end here.
    pub fn end_link(&mut self) {
        self.links.extend(self.in_link.take().map(|start| start..self.words.len()));
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.words.clear();
        self.pieces.clear();
        self.links.clear();
        self.in_link = None;
    }

    /// Its words.
    pub fn words(&self) -> &str {
        &self.words
    }

    fn location(&self, file: &Arc<str>, found: Range<usize>) -> Location {
        let at = |offset: usize| {
            let piece = self.pieces.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            self.pieces.get(piece).map_or(0, |(start, at)| at + offset - start)
        };
        let last = self.words[found.clone()].chars().next_back().map_or(0, char::len_utf8);
        Location::at(file, Span::new(at(found.start), at(found.end - last) + last))
    }
}

static PATTERNS: LazyLock<(RegexSet, Vec<Regex>)> = LazyLock::new(|| {
    let set = RegexSet::new(SIGNS.iter().map(|sign| sign.pattern)).expect("each pattern of the table can be read");
    let each = SIGNS.iter().map(|sign| Regex::new(sign.pattern).expect("each pattern of the table can be read"));
    (set, each.collect())
});

/// Reports what readers of a block would see as signs; of what overlaps only the first of the table. `flows` says whether the
/// block is running text, where the beginning of a line can make something else of it.
pub fn judge(line: &BlockWords, flows: bool, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(signs_in(line, flows).into_iter().map(|(sign, found)| finding(sign, line, file, found)));
}

/// What readers of a block would see as signs, and where in its words.
pub fn signs_in(line: &BlockWords, flows: bool) -> Vec<(&'static MarkupSign, Range<usize>)> {
    if !may_hold_signs(&line.words) {
        return Vec::new();
    }
    let (set, patterns) = &*PATTERNS;
    let mut all = Vec::new();
    let mut said: Vec<Range<usize>> = Vec::new();
    // Each line of a list or a table would say the same; the first says enough.
    let mut lines_said: Vec<&str> = Vec::new();
    for index in set.matches(&line.words) {
        let sign = &SIGNS[index];
        if sign.location == Where::LineStart && !flows {
            continue;
        }
        for captures in patterns[index].captures_iter(&line.words) {
            let Some(found) = captures.get(1).map(|found| found.range()) else { continue };
            let apart = said.iter().all(|other| found.end <= other.start || other.end <= found.start);
            let linked =
                sign.location == Where::OutsideLinks && line.links.iter().any(|link| link.contains(&found.start));
            let again = sign.location == Where::LineStart && lines_said.contains(&sign.meant);
            if apart && !linked && !again && !found.is_empty() {
                lines_said.extend((sign.location == Where::LineStart).then_some(sign.meant));
                all.push((sign, found.clone()));
                said.push(found);
            }
        }
    }
    all
}

fn finding(sign: &MarkupSign, line: &BlockWords, file: &Arc<str>, found: Range<usize>) -> Diagnostic {
    let written = line.words[found.clone()].replace(QUIET, "…");
    let location = line.location(file, found);
    if sign.is_harmless {
        report::signs_without_effect(location, &written, sign.meant, sign.hint)
    } else {
        report::signs_shown(location, &written, sign.meant, sign.hint)
    }
}

/// A quick look: words with commas, full stops and hyphens only are most of a site.
fn may_hold_signs(words: &str) -> bool {
    words.bytes().any(|byte| IS_SIGN[usize::from(byte)]) || words.split('\n').any(may_begin_otherwise)
}

/// Whether a byte may be part of a sign: those of the table, and the first ones of signs outside ASCII.
const IS_SIGN: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"[]{}<>*_~^=|#`\\$&%@+:\t/";
    let mut index = 0;
    while index < signs.len() {
        table[signs[index] as usize] = true;
        index += 1;
    }
    let mut byte = 0xe2;
    while byte <= 0xef {
        table[byte] = true;
        byte += 1;
    }
    table
};

/// Whether a line begins with anything but a word of more than one letter, or with a word of a program.
fn may_begin_otherwise(line: &str) -> bool {
    let mut characters = line.chars();
    let letters = characters.by_ref().take(2).filter(|character| character.is_alphabetic()).count();
    letters < 2 || line.starts_with("import ") || line.starts_with("export ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<String> {
        let mut line = BlockWords::default();
        line.push(words, 0);
        let mut diagnostics = Vec::new();
        judge(&line, true, &Arc::from("page.md"), &mut diagnostics);
        diagnostics.iter().map(|finding| words[finding.location.span.range()].to_owned()).collect()
    }

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        assert_eq!(found(words), expected, "{words}");
    }

    #[test]
    fn plain_words_are_fine() {
        for words in [
            "Ring 0121 496 0000 (free, 24 hours) – or write.",
            "It costs $5 and $10, US$ 5 or A$3; 5 * 3 = 15; 20% & more.",
            "Price: 9 to 17; 10:30:15; and/or; C#; R&D; don’t; 'so'.",
            "Fields* must be filled. *Required",
            "“[He] said [so]” [sic] (page 3)",
            "-5 °C in the morning",
            "– Dialogue begins so",
            "Name: ______",
            "snake_case_word and name_",
            "#EndSlavery",
            "#1 priority",
            "#\u{fe0f}\u{20e3} is a key",
            "1.5 million",
            "2026. It was",
            "【注】（说明）请打电话，999。",
            "می‌شود ۱۴.۵ و ۲۰٪",
            "a < b and b > c, x <3",
            "~5 to ~10",
            "12 | 13",
            "Open: 9, closed: 5",
            "e.g. a) or b)",
        ] {
            check(words, &[]);
        }
    }

    #[test]
    fn every_sign_of_the_table_is_found_and_said() {
        for sign in SIGNS {
            assert!(!sign.examples.is_empty(), "{}", sign.meant);
            for example in sign.examples {
                let mut line = BlockWords::default();
                line.push(example, 0);
                let mut diagnostics = Vec::new();
                judge(&line, true, &Arc::from("page.md"), &mut diagnostics);
                let hit = diagnostics.iter().any(|finding| finding.hint == sign.hint);
                assert!(hit, "{example:?} is no {}: {diagnostics:?}", sign.meant);
            }
        }
    }

    #[test]
    fn one_slip_is_one_finding() {
        check("**bold **and more", &["**bold **"]);
        check("[about help](@/get help.md)", &["[about help]("]);
        check("> [!DANGER] Leave", &["[!DANGER]"]);
        check("![[picture.png]]", &["![[picture.png]]"]);
    }
}
