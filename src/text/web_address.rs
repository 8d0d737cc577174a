//! Full web addresses among words.
//!
//! A text goes in; addresses come out with their places, without the punctuation of the sentence.

/// What ends a sentence or a bracket rather than an address.
const AROUND: [char; 14] = ['.', ',', ';', ':', '!', '?', '"', '\'', ')', ']', '}', '»', '”', '’'];

/// The web addresses in a text, each with the byte at which it begins, in their order.
///
/// An address ends at white space, quotation marks and angle brackets; punctuation at its end is the sentence's, and so is a
/// closing bracket that was not opened in it.
pub fn web_addresses(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text[from..].find("://").map(|at| from + at) {
        from = colon + "://".len();
        let is_web = |scheme: &&str| {
            let start = colon.checked_sub(scheme.len());
            start.and_then(|start| text.get(start..colon)).is_some_and(|found| found.eq_ignore_ascii_case(scheme))
        };
        let Some(scheme) = ["https", "http"].into_iter().find(is_web) else { continue };
        let at = colon - scheme.len();
        let rest = &text[at..];
        let ends = |character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"' | '`');
        let address = trimmed(&rest[..rest.find(ends).unwrap_or(rest.len())]);
        if address.len() > "https://".len() {
            found.push((at, address));
            from = at + address.len();
        }
    }
    found
}

fn trimmed(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back().filter(|last| AROUND.contains(last)) {
        if last == ')' && address.matches('(').count() >= address.matches(')').count() {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = web_addresses(text).into_iter().map(|(_, address)| address).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("See https://a.example/b.", &["https://a.example/b"]);
        check("(https://a.example/b) and <http://c.example>", &["https://a.example/b", "http://c.example"]);
        check(
            "https://a.example/b_(c), https://d.example/?e=f&g",
            &["https://a.example/b_(c)", "https://d.example/?e=f&g"],
        );
        check("website = \"https://a.example\"", &["https://a.example"]);
        check(
            "HTTPS://A.example/b and Http://c.example, żhttps://d.example",
            &["HTTPS://A.example/b", "Http://c.example", "https://d.example"],
        );
        check("the https protocol, https:// and http", &[]);
        assert_eq!(web_addresses("é https://a.example"), [(3, "https://a.example")]);
    }
}
