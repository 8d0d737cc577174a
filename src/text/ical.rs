//! Lines and texts as iCalendar wants them.
//!
//! Source: RFC 5545, sections 3.1 and 3.3.11.

/// Bytes in a line at most, without its ending. Source: RFC 5545, section 3.1.
const LONGEST_LINE: usize = 75;

/// Text as a value of a calendar's property. Source: RFC 5545, section 3.3.11. Other control characters may not be in it.
pub fn ical_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// Writes a line of a calendar, folded where it is longer than a line may be, never inside a character.
pub fn ical_line(out: &mut String, text: &str) {
    let mut room = LONGEST_LINE;
    for character in text.chars() {
        if character.len_utf8() > room {
            out.push_str("\r\n ");
            // The space that marks a folded line is part of it.
            room = LONGEST_LINE - 1;
        }
        out.push(character);
        room -= character.len_utf8();
    }
    out.push_str("\r\n");
}
