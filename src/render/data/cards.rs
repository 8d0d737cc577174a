//! Contacts as cards for address books.
//!
//! Partners alone get them: a saved card is a trace on the phone of a victim. Source: RFC 6350.

use super::contact_page::{international, tag};
use crate::diagnostic::Diagnostic;
use crate::site::{DataFile, ShownContact};
use crate::view::{StringValue, View, checked_key, string};

/// Bytes of a line without its end. Source: RFC 6350, section 3.2.
const LINE: usize = 75;

/// Writes a card for every contact with a number, in the site's first language.
///
/// Source: RFC 6350 (vCard 4.0).
pub fn cards(view: View, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut out = String::new();
    for contact in view.site.records.contacts.iter().filter(|contact| contact.number.is_some()) {
        card(view, contact, &mut out, diagnostics);
    }
    out
}

fn card(view: View, contact: &ShownContact, out: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let language = view.site.default_language;
    let (name, _) = contact.name(language);
    let name = escaped(name);
    line(out, "BEGIN:VCARD");
    line(out, "VERSION:4.0");
    line(out, "KIND:org");
    line(out, &format!("UID:{}#{}", view.full(DataFile::Contacts.address()), contact.id));
    line(out, &format!("SOURCE:{}", view.full(DataFile::Cards.address())));
    line(out, &format!("FN;LANGUAGE={}:{name}", tag(view, language)));
    line(out, &format!("ORG;LANGUAGE={}:{name}", tag(view, language)));
    if let Some(number) = &contact.number {
        // A number that works in this country only has no form as a URI without a context that phones do not read.
        match international(number) {
            Some(number) => line(out, &format!("TEL;VALUE=uri;TYPE=voice:tel:{number}")),
            None => line(out, &format!("TEL;VALUE=text;TYPE=voice:{}", number.digits)),
        }
    }
    if let Some(website) = &contact.website {
        line(out, &format!("URL:{website}"));
    }
    let note = note(view, contact, diagnostics);
    if !note.is_empty() {
        line(out, &format!("NOTE;LANGUAGE={}:{}", tag(view, language), escaped(&note)));
    }
    if let Some(day) = contact.provenance.checked_on {
        line(out, &format!("REV:{}", day.strftime("%Y%m%dT000000Z")));
    }
    line(out, "END:VCARD");
}

/// What the card on a page says: the purpose, the hours if they are known, and the day of the check, as a saved card
/// grows old unseen.
fn note(view: View, contact: &ShownContact, diagnostics: &mut Vec<Diagnostic>) -> String {
    let language = view.site.default_language;
    let (words, _) = contact.words(language);
    let mut lines: Vec<String> = words.purpose.iter().cloned().collect();
    if let Some(hours) = &words.hours {
        lines.push(format!("{}: {hours}", string(view, language, "contact.hours", &[], diagnostics)));
    }
    if let Some(day) = contact.provenance.checked_on {
        let day = view.date(language, day);
        lines.push(string(view, language, checked_key(contact), &[("date", StringValue::Text(&day))], diagnostics));
    }
    lines.join("\n")
}

/// Text as a value. Source: RFC 6350, section 3.4.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            other => out.push(other),
        }
    }
    out
}

/// Writes a line, folded between characters where it is too long: what follows begins with a space.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for character in text.chars() {
        if length + character.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(character);
        length += character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne:f"), "a\\, b\\; c\\\\d\\ne:f");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            line(&mut out, text);
            assert_eq!(out, expected);
        };
        check(&"a".repeat(75), &format!("{}\r\n", "a".repeat(75)));
        check(&"a".repeat(76), &format!("{}\r\n a\r\n", "a".repeat(75)));
        check(&"a".repeat(150), &format!("{}\r\n {}\r\n a\r\n", "a".repeat(75), "a".repeat(74)));
        check(&"ش".repeat(38), &format!("{}\r\n ش\r\n", "ش".repeat(37)));
    }

    #[test]
    fn signs_of_the_format_are_words_in_a_value() {
        assert_eq!(escaped("a\\b; c, d\r\ne"), "a\\\\b\\; c\\, d\\ne");
    }
}
