//! Numbers and addresses inside right-to-left text, protected so that they are displayed from left to right.
//!
//! Without this, "0800 000 0000" in Arabic or Urdu text shows as "0000 000 0800", in every program that follows the
//! Unicode Bidirectional Algorithm (UAX #9): digits are weak, and a space between them is neutral.

/// The left-to-right mark: invisible, with the strength of a Latin letter.
const MARK: char = '\u{200e}';
/// A space at which no line breaks.
const NO_BREAK: char = '\u{a0}';

/// Makes numbers hold together, and, in a text that runs from right to left, puts marks around everything that must be
/// read from left to right: numbers in groups, times, addresses. A full stop at the end stays outside, a slash inside.
pub fn with_islands(text: &str, right_to_left: bool) -> String {
    let text = hold_together(text);
    if !right_to_left {
        return text;
    }
    let text = hold_names(&hold_brackets(&text));
    let mut out = String::with_capacity(text.len() + 8);
    let mut run = String::new();
    for character in text.chars() {
        if belongs(character) || (character == NO_BREAK && run.ends_with(|last: char| last.is_ascii_digit())) {
            run.push(character);
        } else {
            flush(&mut run, &mut out);
            out.push(character);
        }
    }
    flush(&mut run, &mut out);
    out
}

/// Turns a space between two digits into one at which no line breaks.
fn hold_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let between =
            character == ' ' && before.is_ascii_digit() && characters.peek().is_some_and(char::is_ascii_digit);
        out.push(if between { NO_BREAK } else { character });
        before = character;
    }
    out
}

/// Letters of a name in brackets that goes to the next line as a whole.
const SHORT_NAME: usize = 24;

/// Makes brackets belong to the English name inside them, so that they keep their sides where the line ends between its words; a short
/// name does not end a line inside.
fn hold_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        out.push_str(&rest[..open]);
        let inside = rest[open + 1..].split(['(', ')']).next().unwrap_or_default();
        let end = open + 1 + inside.len();
        let is_name = inside.contains(|sign: char| sign.is_ascii_alphabetic())
            && inside.chars().all(|sign| sign.is_ascii() || sign == NO_BREAK || sign == '’');
        if is_name && rest[end..].starts_with(')') {
            let held = if inside.len() <= SHORT_NAME { inside.replace(' ', "\u{a0}") } else { inside.to_owned() };
            out.extend([MARK, '(']);
            out.push_str(&held);
            out.extend([')', MARK]);
            rest = &rest[end + 1..];
        } else {
            out.push('(');
            rest = &rest[open + 1..];
        }
    }
    out.push_str(rest);
    out
}

/// Puts a mark behind a sign between English words: where a line ends there, the sign would wander to the line's other end.
fn hold_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut behind_word = false;
    for (at, character) in text.char_indices() {
        out.push(character);
        let rest = &text[at + character.len_utf8()..];
        let before_word =
            || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric()));
        if ",;&".contains(character) && behind_word && before_word() {
            out.push(MARK);
        }
        behind_word = character.is_ascii_alphanumeric() || (character == ' ' && behind_word);
    }
    out
}

fn belongs(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+-/:.@_#?=&%~".contains(character)
}

/// Writes a run, with marks around it if it mixes letters or digits with other signs.
fn flush(run: &mut String, out: &mut String) {
    let inside = run.trim_end_matches(['.', ':', '?', NO_BREAK]);
    let (inside, behind) = run.split_at(inside.len());
    let lead = inside.len() - inside.trim_start_matches(['.', ':', '?', '-']).len();
    let (ahead, inside) = inside.split_at(lead);
    let mixes = inside.contains(|sign: char| sign.is_ascii_alphanumeric())
        && inside.contains(|sign: char| !sign.is_ascii_alphanumeric());
    out.push_str(ahead);
    if mixes {
        out.push(MARK);
        out.push_str(inside);
        out.push(MARK);
    } else {
        out.push_str(inside);
    }
    out.push_str(behind);
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence of each right-to-left language of the site, with a place for something.
    const SENTENCES: [&str; 5] = [
        "اتصل على {} الآن.",
        "ابھی {} پر کال کریں۔",
        "اوس {} ته زنګ ووهئ.",
        "اکنون با {} تماس بگیرید.",
        "ئێستا پەیوەندی بکە بە {}.",
    ];

    fn check(written: &str, shown: &str) {
        for sentence in SENTENCES {
            let expected = sentence.replace("{}", shown);
            assert_eq!(with_islands(&sentence.replace("{}", written), true), expected);
        }
    }

    #[test]
    fn numbers_and_addresses_are_islands() {
        check("0121 496 0000", "\u{200e}0121\u{a0}496\u{a0}0000\u{200e}");
        check("+44 121 496 0000", "\u{200e}+44\u{a0}121\u{a0}496\u{a0}0000\u{200e}");
        check("0121-496-0000", "\u{200e}0121-496-0000\u{200e}");
        check("10:30", "\u{200e}10:30\u{200e}");
        check("desk@help.example", "\u{200e}desk@help.example\u{200e}");
        check("https://help.example/a/", "\u{200e}https://help.example/a/\u{200e}");
    }

    #[test]
    fn what_needs_no_mark_gets_none() {
        check("999", "999");
        check("NHS", "NHS");
        check("NHS:", "NHS:");
        check("- ", "- ");
    }

    #[test]
    fn ends_of_sentences_stay_outside() {
        let one = |text: &str| with_islands(text, true);
        assert_eq!(one("اتصل على 0121 496 0000."), "اتصل على \u{200e}0121\u{a0}496\u{a0}0000\u{200e}.");
        assert_eq!(one("انظر help.example/a/."), "انظر \u{200e}help.example/a/\u{200e}.");
    }

    #[test]
    fn names_stay_whole_at_the_end_of_a_line() {
        let one = |text: &str| with_islands(text, true);
        assert_eq!(one("خط Slavery & Exploitation خط"), "خط Slavery &\u{200e} Exploitation خط");
        assert_eq!(one("خط (Police, emergency), خط"), "خط \u{200e}(Police,\u{a0}emergency)\u{200e}, خط");
        let long = "خط (Modern Slavery Exploitation Helpline)";
        assert_eq!(one(long), "خط \u{200e}(Modern Slavery Exploitation Helpline)\u{200e}");
        assert_eq!(one("خط (خط GP) (24) (NHS"), "خط (خط GP) (24) (NHS");
    }

    #[test]
    fn other_texts_only_hold_together() {
        assert_eq!(with_islands("Call 0121 496 0000 at 10:30.", false), "Call 0121\u{a0}496\u{a0}0000 at 10:30.");
    }
}
