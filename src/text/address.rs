//! Addresses as they are written and as they are meant: the one place that encodes and decodes them.
//!
//! Inside the program an address is what it means, such as `/Annual Report.csv`; encoded it is only where something outside
//! reads it: pages, feeds, lists, files for servers. So whatever a file is called, its address is written in one way.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// What is encoded in a path: everything but letters and digits of ASCII, `-`, `.`, `_`, `~` and the slash.
///
/// More would be allowed. But some servers read `+` as a space, `*` and `:` mean something in the files of others, and readers of
/// XML and HTML stumble over `&` and quotes. Source: RFC 3986, unreserved characters.
const NOT_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What cannot be in any address, so that somebody who wrote it cannot have meant it encoded. Source: RFC 3986, appendix A.
const NOT_IN_ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The folder of everything whose address changes with its bytes, so that one rule of a server says how long to keep it.
pub const HASHED_FOLDER: &str = "/assets/";

/// How often a path is decoded again in search of something hidden. The preview looks as deep.
const DEEPEST_ENCODING: usize = 8;

/// Encodes a path, or what is behind `#`: text in, as it is meant.
pub fn encode_path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, NOT_IN_PATH).into()
}

/// Encodes what cannot be in an address that somebody wrote in full; what they encoded themselves stays.
pub fn encode_address(address: &str) -> Cow<'_, str> {
    utf8_percent_encode(address, NOT_IN_ADDRESS).into()
}

/// What an encoded path means, its letters composed as in the names of files. A `%` that begins no code stands for itself.
pub fn decode_path(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().nfc().collect()
}

/// What the beginning of a written address says of where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To what the scheme says: its name in small letters.
    Scheme(String),
    /// To another host, by the same scheme: it begins with two slashes.
    Host,
    /// To somewhere on the same site.
    Here,
}

impl Leads {
    /// The scheme, if it runs code.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Scheme(scheme) if matches!(scheme.as_str(), "javascript" | "vbscript") => Some(scheme),
            _ => None,
        }
    }
}

/// Says where a written address leads, as browsers read it: without spaces and controls around it, and without tabs and line
/// breaks inside, with schemes in either case.
///
/// Source: RFC 3986, sections 3.1 and 4.2; URL Standard, basic URL parser.
pub fn leads(address: &str) -> Leads {
    let address = as_browsers_read(address);
    let is_slash = |character: Option<char>| matches!(character, Some('/' | '\\'));
    let mut characters = address.chars();
    if is_slash(characters.next()) && is_slash(characters.next()) {
        return Leads::Host;
    }
    let Some((scheme, _)) = address.split_once(':') else { return Leads::Here };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    if is_scheme { Leads::Scheme(scheme.to_ascii_lowercase()) } else { Leads::Here }
}

/// Whether an address is a full one that begins with `https://` and names a host.
pub fn is_https(address: &str) -> bool {
    let rest = address.get("https:".len()..).filter(|_| leads(address) == Leads::Scheme("https".to_owned()));
    let host = rest.and_then(|rest| rest.strip_prefix("//"));
    let host = host.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    host.starts_with(|first: char| first == '[' || first.is_alphanumeric()) && !host.contains([' ', '%', '\\'])
}

/// A full address as it is written into pages: its scheme in small letters, what cannot be in it encoded.
pub fn full_address(address: &str) -> String {
    let read = as_browsers_read(address);
    match read.split_once(':') {
        Some((scheme, rest)) => format!("{}:{}", scheme.to_ascii_lowercase(), encode_address(rest)),
        None => encode_address(&read).into_owned(),
    }
}

fn as_browsers_read(address: &str) -> Cow<'_, str> {
    let address = address.trim_matches(|character: char| character <= ' ');
    if address.contains(['\t', '\n', '\r']) { address.replace(['\t', '\n', '\r'], "").into() } else { address.into() }
}

/// The names that a link to something on the site may mean, the likeliest first, each with what is behind it: a question
/// (`?`), a place (`#`), or nothing.
///
/// First what RFC 3986 says. But people also copy the name of a file as it is, with `%20`, `?` or `#` in it: what is there
/// decides.
pub fn names_of(link: &str) -> Vec<(String, &str)> {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let (path, behind) = link.split_at(end);
    let mut names = vec![(decode_path(path), behind)];
    let literal = |text: &str| text.nfc().collect::<String>();
    for (name, behind) in [(literal(path), behind), (decode_path(link), ""), (literal(link), "")] {
        if names.iter().all(|(known, _)| *known != name) {
            names.push((name, behind));
        }
    }
    names
}

/// Whether every server can answer at an address: it names one thing, however often somebody decodes it on the way.
pub fn is_servable(address: &str) -> bool {
    let is_whole = |part: &str| !matches!(part, "" | "." | "..");
    let mut level = address.to_owned();
    for _ in 0..DEEPEST_ENCODING {
        let Some(inner) = level.strip_prefix('/') else { return false };
        let parts = inner.strip_suffix('/').unwrap_or(inner);
        let is_plain = !level.contains(|character: char| character.is_control() || character == '\\')
            && (inner.is_empty() || parts.split('/').all(is_whole));
        let lower = level.to_ascii_lowercase();
        if !is_plain || lower.contains("%2f") || lower.contains("%5c") {
            return false;
        }
        match percent_decode_str(&level).decode_utf8() {
            Ok(next) if next == level => return true,
            Ok(next) => level = next.into_owned(),
            Err(_) => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_encoded_once_and_means_the_same_again() {
        let check = |path: &str, expected: &str| {
            assert_eq!(encode_path(path), expected);
            assert_eq!(decode_path(expected), path);
        };
        check("/help/", "/help/");
        check("/Annual Report.csv", "/Annual%20Report.csv");
        check("/Annual%20Report.csv", "/Annual%2520Report.csv");
        check("/R&D + costs (1) [x].csv", "/R%26D%20%2B%20costs%20%281%29%20%5Bx%5D.csv");
        check("/a?b#c\"d'e`f*g:h.csv", "/a%3Fb%23c%22d%27e%60f%2Ag%3Ah.csv");
        check("/مدد/", "/%D9%85%D8%AF%D8%AF/");
        check("/caf\u{e9}/", "/caf%C3%A9/");
    }

    #[test]
    fn decoding_takes_names_as_files_have_them() {
        assert_eq!(decode_path("/cafe%CC%81/"), "/caf\u{e9}/");
        assert_eq!(decode_path("/100%/50%25/%zz"), "/100%/50%/%zz");
    }

    #[test]
    fn schemes_are_read_as_browsers_read_them() {
        let scheme = |address: &str, expected: &str| assert_eq!(leads(address), Leads::Scheme(expected.to_owned()));
        scheme("Https://a.example", "https");
        scheme("MAILTO:a@b.example", "mailto");
        scheme(" JavaScript:alert(1)", "javascript");
        scheme("java\tscr\nipt:alert(1)", "javascript");
        scheme("\u{1}data:text/html,x", "data");
        scheme("web+x.y-z:a", "web+x.y-z");
        for host in ["//a.example/b", "\\\\a.example", "/\\a.example", "\\/a.example", "/\t/a.example"] {
            assert_eq!(leads(host), Leads::Host, "{host}");
        }
        for here in ["a/b:c", "1:2", "/a:b", "a b:c", "résumé:x", "#a:b", "?a:b", ""] {
            assert_eq!(leads(here), Leads::Here, "{here}");
        }
    }

    #[test]
    fn a_full_address_has_a_host() {
        for fine in ["https://a.example", "HTTPS://a.example/b", "https://[::1]/", "https://é.example"] {
            assert!(is_https(fine), "{fine}");
        }
        for wrong in [
            "https://",
            "https:///a",
            "https:a.example",
            "https://a b.example",
            "https://a%20b.example",
            "https://a\\b",
            "http://a.example",
            "https:// a",
            "//a.example",
        ] {
            assert!(!is_https(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_full_address_keeps_what_its_author_encoded() {
        let check = |address: &str, expected: &str| assert_eq!(full_address(address), expected);
        check("Https://A.example/a%20b?c=d&e", "https://A.example/a%20b?c=d&e");
        check("https://a.example/a b\"", "https://a.example/a%20b%22");
        check("MailTo:a@b.example", "mailto:a@b.example");
        check("https://a.example/ü", "https://a.example/%C3%BC");
    }

    #[test]
    fn a_link_may_mean_what_it_says_or_what_it_is_copied_from() {
        let check = |link: &str, expected: &[(&str, &str)]| {
            let names = names_of(link);
            let names: Vec<(&str, &str)> = names.iter().map(|(name, behind)| (name.as_str(), *behind)).collect();
            assert_eq!(names, expected);
        };
        check("a.csv", &[("a.csv", "")]);
        check("a%20b.csv", &[("a b.csv", ""), ("a%20b.csv", "")]);
        check("a.pdf#page=2", &[("a.pdf", "#page=2"), ("a.pdf#page=2", "")]);
        check("C%23#x", &[("C#", "#x"), ("C%23", "#x"), ("C##x", ""), ("C%23#x", "")]);
    }

    #[test]
    fn some_names_no_server_can_answer_for() {
        for fine in ["/", "/a/", "/a b.csv", "/100%/", "/a%20b.csv", "/a%2520b", "/مدد/", "/..a", "/a%"] {
            assert!(is_servable(fine), "{fine}");
        }
        for wrong in [
            "a",
            "/a//b",
            "/a/../b",
            "/a\\b",
            "/a%2Fb",
            "/a%5cb",
            "/%2e%2e/a",
            "/a%252fb",
            "/a\u{7}b",
            "/a%00b",
            "/%ff",
        ] {
            assert!(!is_servable(wrong), "{wrong}");
        }
    }
}
