//! What the end of a line of source text stands for, where lines are only wrapped: a space, or nothing in scripts without spaces.
//!
//! Whatever makes text of wrapped lines asks here.

/// What is in place of a line's end between these two signs: nothing between signs of scripts that have no spaces between words, such
/// as Chinese, Japanese and Thai, and a space everywhere else. Korean has spaces.
///
/// Source: CSS Text Module Level 4, 4.1.3 "Segment Break Transformation Rules": signs as wide as a Chinese one, and quotation marks or
/// dashes beside one. Thai, Lao, Khmer and Burmese are added: a line that an author breaks inside a sentence breaks between words.
pub fn line_end(before: Option<char>, behind: Option<char>) -> &'static str {
    let (Some(before), Some(behind)) = (before, behind) else { return " " };
    let wide = is_wide(before) && is_wide(behind);
    let quoted = (is_wide(before) && is_quoting(behind)) || (is_quoting(before) && is_wide(behind));
    if wide || quoted || (is_south_east_asian(before) && is_south_east_asian(behind)) { "" } else { " " }
}

/// A text in one line: white space around the ends of its lines goes, and what they stand for comes in its place.
pub fn unwrapped(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut whole = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        whole.push_str(line_end(last_sign(&whole), first_sign(line)));
        whole.push_str(line);
    }
    whole
}

/// The last sign of a text that shows.
pub fn last_sign(text: &str) -> Option<char> {
    text.chars().rev().find(|sign| !is_silent(*sign))
}

/// The first sign of a text that shows.
pub fn first_sign(text: &str) -> Option<char> {
    text.chars().find(|sign| !is_silent(*sign))
}

/// Marks of direction, joiners, and what chooses the form of the sign before it.
fn is_silent(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// As wide as a Chinese sign, and not Korean. Source: Unicode 16, EastAsianWidth.txt (W, F, H), without Hangul and pictures.
fn is_wide(sign: char) -> bool {
    let hangul = matches!(sign, '\u{3131}'..='\u{318e}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327e}');
    let wide = matches!(sign,
        // Radicals, punctuation, kana, bopomofo, enclosed and joined signs, ideographs, Yi.
        '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}'
        // Ideographs for compatibility, upright and small punctuation, full and half width.
        | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}'
        // Tangut, Khitan, Nüshu, historic kana, the supplementary planes of ideographs.
        | '\u{16fe0}'..='\u{18dff}' | '\u{1aff0}'..='\u{1b2ff}' | '\u{20000}'..='\u{3fffd}');
    wide && !hangul
}

/// Marks that Chinese and Japanese write as wide as their signs, and Latin text narrow.
fn is_quoting(sign: char) -> bool {
    matches!(sign, '‘' | '’' | '“' | '”' | '…' | '‥' | '—' | '―' | '·')
}

/// Thai, Lao, Burmese, Khmer.
fn is_south_east_asian(sign: char) -> bool {
    matches!(sign, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}')
        || matches!(sign, '\u{a9e0}'..='\u{a9fe}' | '\u{aa60}'..='\u{aa7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_their_script_asks() {
        let check = |text: &str, expected: &str| assert_eq!(unwrapped(text), expected);
        check("One\ntwo", "One two");
        check("如果您有危险，\n请马上打\r\n电话。", "如果您有危险，请马上打电话。");
        check("ひらがな\nカタカナ\nｶﾅ", "ひらがなカタカナｶﾅ");
        check("他说：\n“请打”\n电话", "他说：“请打”电话");
        check("拨打 999\n或", "拨打 999 或");
        check("使用\nWhatsApp\n联系", "使用 WhatsApp 联系");
        check("한국어는\n띄어쓰기", "한국어는 띄어쓰기");
        check("漢字\n한글", "漢字 한글");
        check("โทรหา\nเรา", "โทรหาเรา");
        check("โทร\n999", "โทร 999");
        check("𠀀\n𠀁\u{200f}\n字", "𠀀𠀁\u{200f}字");
        check("“One”\n“two”", "“One” “two”");
        check("  a  \n\n  b ", "a b");
        check("", "");
    }
}
