//! Words as people read them.
//!
//! White space, wrapping and the style of quotation marks are no part of what comes out.

use super::line_end::{first_sign, last_sign, line_end};

/// The words of `text` as a reader takes them in: white space is one space, or nothing where only a line ends in a script without
/// spaces; all quotation marks are straight.
pub fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let mut first = true;
        for word in line.split_whitespace() {
            if !plain.is_empty() {
                plain.push_str(if first { line_end(last_sign(&plain), first_sign(word)) } else { " " });
            }
            first = false;
            plain.extend(word.chars().map(straight));
        }
    }
    plain
}

fn straight(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::plain_words;

    #[test]
    fn form_is_no_part_of_the_words() {
        let check = |one, other| assert_eq!(plain_words(one), plain_words(other));
        check(" “One”\n two\u{a0}three ", "\"One\" two three");
        check("don’t", "don't");
        check("请打\n电话", "请打电话");
        assert_ne!(plain_words("may"), plain_words("will"));
        assert_ne!(plain_words("请打 电话"), plain_words("请打电话"));
    }
}
