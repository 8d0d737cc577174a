/// The words of `text` as a reader takes them in: white space is one space, all quotation marks are straight.
pub fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().map(straight));
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
        assert_ne!(plain_words("may"), plain_words("will"));
    }
}
