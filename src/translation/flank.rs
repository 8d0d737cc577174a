//! Punctuation at the edge of emphasis, where the language puts no space behind it.
//!
//! Markdown takes `**停。**然后` for no emphasis: a mark behind punctuation has to be followed by a space or punctuation. Readers see no
//! difference when the punctuation is outside, so it is moved there, and `_` becomes `*` beside letters.
//! Source: CommonMark 0.31, section 6.2, left- and right-flanking.

use super::segment::SegmentToken;

/// The same words in the same order, in emphasis that a page shows.
pub fn flanked(mut tokens: Vec<SegmentToken>) -> Vec<SegmentToken> {
    for at in 0..tokens.len() {
        let end =
            at + 1 + run(&tokens[at + 1..], |token| matches!(token, SegmentToken::Close(mark) if is_emphasis(mark)));
        if end > at + 1 {
            move_behind(&mut tokens, at, end);
        }
        let begin =
            at + 1 + run(&tokens[at + 1..], |token| matches!(token, SegmentToken::Open(mark) if is_emphasis(mark)));
        if begin > at + 1 {
            move_before(&mut tokens, at, begin);
        }
    }
    if (0..tokens.len()).any(|at| is_line_in_word(&tokens, at)) {
        tokens.iter_mut().for_each(with_stars);
    }
    tokens
}

fn run(tokens: &[SegmentToken], is: impl Fn(&SegmentToken) -> bool) -> usize {
    tokens.iter().take_while(|token| is(token)).count()
}

fn is_emphasis(mark: &str) -> bool {
    !mark.is_empty() && mark.bytes().all(|sign| matches!(sign, b'*' | b'_' | b'~'))
}

/// Moves punctuation from the end of the words at `at` to the beginning of those at `to`, if letters follow there.
fn move_behind(tokens: &mut [SegmentToken], at: usize, to: usize) {
    let (Some(inner), Some(outer)) = (shown(tokens.get(at)), shown(tokens.get(to))) else { return };
    let kept = inner.trim_end_matches(is_no_word).to_owned();
    if kept.trim().is_empty() || kept == inner || !outer.starts_with(char::is_alphanumeric) {
        return;
    }
    tokens[to] = SegmentToken::plain(&format!("{}{outer}", &inner[kept.len()..]));
    tokens[at] = SegmentToken::plain(&kept);
}

/// Moves punctuation from the beginning of the words at `from` to the end of those at `at`, if letters are there.
fn move_before(tokens: &mut [SegmentToken], at: usize, from: usize) {
    let (Some(outer), Some(inner)) = (shown(tokens.get(at)), shown(tokens.get(from))) else { return };
    let kept = inner.trim_start_matches(is_no_word).to_owned();
    if kept.trim().is_empty() || kept == inner || !outer.ends_with(char::is_alphanumeric) {
        return;
    }
    tokens[at] = SegmentToken::plain(&format!("{outer}{}", &inner[..inner.len() - kept.len()]));
    tokens[from] = SegmentToken::plain(&kept);
}

fn shown(token: Option<&SegmentToken>) -> Option<String> {
    match token {
        Some(SegmentToken::Words { shown, .. }) => Some(shown.clone()),
        _ => None,
    }
}

/// Whether a mark made of `_` touches a letter outside: there it is none.
fn is_line_in_word(tokens: &[SegmentToken], at: usize) -> bool {
    let letter = |at: Option<usize>, ends: fn(&str) -> bool| {
        shown(at.and_then(|at| tokens.get(at))).is_some_and(|words| ends(&words))
    };
    match &tokens[at] {
        SegmentToken::Open(mark) if mark.contains('_') => {
            letter(at.checked_sub(1), |words| words.ends_with(char::is_alphanumeric))
        }
        SegmentToken::Close(mark) if mark.contains('_') => {
            letter(Some(at + 1), |words| words.starts_with(char::is_alphanumeric))
        }
        _ => false,
    }
}

fn with_stars(token: &mut SegmentToken) {
    if let SegmentToken::Open(mark) | SegmentToken::Close(mark) = token
        && is_emphasis(mark)
    {
        *mark = mark.replace('_', "*");
    }
}

fn is_no_word(sign: char) -> bool {
    is_punctuation(sign) || sign.is_whitespace()
}

/// Signs that Markdown takes for punctuation in the scripts that we publish; letters, digits and marks on letters are none.
fn is_punctuation(sign: char) -> bool {
    sign.is_ascii_punctuation()
        || matches!(sign, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '،' | '؛' | '؟' | '۔' | '।' | '॥')
        || matches!(sign, '\u{104a}'..='\u{104f}' | '\u{1361}'..='\u{1368}' | '\u{17d4}'..='\u{17da}')
        || matches!(sign, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}')
        || matches!(sign, '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}')
        || matches!(sign, '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(tokens: Vec<SegmentToken>) -> String {
        flanked(tokens).iter().map(SegmentToken::written).collect()
    }

    fn marked(before: &str, mark: &str, inside: &str, behind: &str) -> String {
        let (open, close) = (SegmentToken::Open(mark.to_owned()), SegmentToken::Close(mark.to_owned()));
        written(vec![
            SegmentToken::plain(before),
            open,
            SegmentToken::plain(inside),
            close,
            SegmentToken::plain(behind),
        ])
    }

    #[test]
    fn punctuation_stands_outside_where_letters_follow() {
        assert_eq!(marked("请", "**", "停。", "然后"), "请**停**。然后");
        assert_eq!(marked("请", "*", "（停）", "然后"), "请（*停*）然后");
        assert_eq!(marked("", "~~", "停！？", "然后"), "~~停~~！？然后");
        assert_eq!(marked("Ring", "**", "(now)", "or"), "Ring(**now**)or");
        assert_eq!(marked("", "**", "arrêt !", "et"), "**arrêt** !et");
        assert_eq!(marked("请 ", "**", "停。", " 然后"), "请 **停。** 然后");
        assert_eq!(marked("请", "**", "停。", "（然后"), "请**停。**（然后");
        assert_eq!(marked("请", "**", "。", "然后"), "请**。**然后");
        assert_eq!(marked("请", "_", "停", "然后"), "请*停*然后");
        assert_eq!(marked("Ring ", "_", "now", " or"), "Ring _now_ or");
        assert_eq!(marked("a", "**", "cafe\u{301}", "b"), "a**cafe\u{301}**b");
    }
}
