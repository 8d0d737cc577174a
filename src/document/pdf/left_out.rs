//! Whether finished pages show the words of their document: templates are written by hand, and each decides where everything stands.
//!
//! Pages and the model go in; each word that is missing is reported where its author wrote it.

use super::template::HAND_OUT;
use crate::diagnostic::{Diagnostic, report};
use crate::document::model::Document;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The first words of each slide that no page shows. Notes are for the hand-out.
pub(super) fn words(paged: &PagedDocument, document: &Document, form: &str) -> Vec<Diagnostic> {
    let mut shown = String::new();
    for page in paged.pages() {
        gather(&page.frame, &mut shown);
    }
    let missing = |text: &str| runs(text).any(|run| !is_shown(&run, &shown));
    let first = |slide: &crate::document::Slide| {
        let mut wanted = slide.words.iter().filter(|words| form == HAND_OUT || !words.in_notes);
        let words = wanted.find(|words| missing(&words.text))?;
        Some(report::words_left_out(words.location.clone(), form, &words.text))
    };
    document.slides.iter().filter_map(first).collect()
}

/// How far the letters of a word may be drawn apart, in parts of its length: Nastaliq draws dots by themselves, and each counts as the
/// whole letter once more.
const SPREAD: usize = 3;

/// Whether letters are shown. Typst writes a piece anew where the font or the height above the line changes, which in Nastaliq is at
/// nearly every letter, and pieces of a line that runs from right to left come in the order in which they are seen: there it is enough
/// that all letters of a word are near each other.
fn is_shown(run: &str, shown: &str) -> bool {
    shown.contains(run) || (run.starts_with(is_from_right) && stand_together(run, shown))
}

fn stand_together(run: &str, shown: &str) -> bool {
    let letters: Vec<char> = run.chars().collect();
    let drawn: Vec<char> = shown.chars().collect();
    let spread = (letters.len() * SPREAD).min(drawn.len()).max(1);
    drawn.windows(spread).any(|window| letters.iter().all(|letter| window.contains(letter)))
}

/// Hebrew, Arabic and their neighbours. Source: UAX #9, the default classes of UnicodeData's blocks.
fn is_from_right(sign: char) -> bool {
    matches!(sign, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// The letters of a frame in the order in which they are written, and nothing else: a line may end anywhere.
fn gather(frame: &Frame, shown: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => gather(&group.frame, shown),
            FrameItem::Text(text) => shown.extend(text.text.chars().filter(|sign| is_letter(*sign))),
            _ => {}
        }
    }
}

/// Letters and digits that are together on a page wherever their line ends. Where a text runs from right to left, signs between
/// them, marks from another font and letters of the other direction are drawn in an order of their own.
fn runs(text: &str) -> impl Iterator<Item = String> {
    let mut runs: Vec<String> = vec![String::new()];
    let mut before = None;
    for sign in text.chars().filter(|sign| !is_joiner(*sign)) {
        let kind = is_letter(sign).then(|| sign.is_ascii());
        if kind != before {
            runs.push(String::new());
        }
        if let (Some(_), Some(run)) = (kind, runs.last_mut()) {
            run.push(sign);
        }
        before = kind;
    }
    runs.into_iter().filter(|run| !run.is_empty())
}

fn is_letter(sign: char) -> bool {
    // Vowels of Arabic script count as letters in Unicode, and may come from another font.
    let is_vowel = matches!(sign, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}');
    sign.is_alphanumeric() && !is_vowel
}

/// What holds letters together or apart and shows nothing.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_drawn() {
        let check =
            |run: &str, shown: &str, expected: bool| assert_eq!(is_shown(run, shown), expected, "{run} in {shown}");
        check("word", "awordb", true);
        check("word", "drow", false);
        check("شاید", "قدیاشق", true);
        check("شاید", "قددیااششق", true);
        check("کوئی", "یئئوکو", true);
        check("شاید", "شادی", true);
        check("شاید", "شادمانقبرستد", false);
        check("شاید", "شا قلم کتاب برف ی", false);
        check("نہیں", "", false);
    }
}
