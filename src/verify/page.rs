//! What a host has put into a page: elements that load or do something and that the release's page has not.
//!
//! Two texts go in. A page that lacks something of its own is another one, and nobody's addition.

use crate::text::html::{HtmlTokenizer, Token};
use std::collections::BTreeMap;

/// Elements that load something, run something, send something, or change what the page may do.
const ACTIVE: [&str; 10] = ["base", "embed", "form", "iframe", "img", "link", "meta", "object", "script", "style"];

/// The tags of elements that were put into a page, as they are written, each once and in order; none if the page is another one.
pub(super) fn added(own: &str, live: &str) -> Vec<String> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    active(own).into_iter().for_each(|tag| *known.entry(tag).or_default() += 1);
    let mut added: Vec<String> = Vec::new();
    for tag in active(live) {
        match known.get_mut(tag) {
            Some(left) if *left > 0 => *left -= 1,
            _ if added.iter().any(|seen| seen == tag) => {}
            _ => added.push(tag.to_owned()),
        }
    }
    if known.values().any(|left| *left > 0) { Vec::new() } else { added }
}

fn active(page: &str) -> Vec<&str> {
    let mut tokens = HtmlTokenizer::new(page);
    let mut tags = Vec::new();
    while let Some(token) = tokens.next_token() {
        if let Token::Start(tag) = token
            && ACTIVE.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
        {
            tags.push(tag.source);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn what_a_host_puts_in_is_named_and_another_page_is_not() {
        let own = "<title>A</title><link rel=stylesheet href=/a.css><p>Help.<script src=/own.js></script>";
        let check = |live: &str, expected: &[&str]| assert_eq!(added(own, live), expected, "{live}");
        check(own, &[]);
        check(&format!("{own}<script src=//count.example/x.js></script>"), &["script src=//count.example/x.js"]);
        check(&format!("{own}<script>x()</script><script>y()</script>"), &["script"]);
        check(&format!("{own}<script src=/own.js></script>"), &["script src=/own.js"]);
        check(&format!("{own}<IMG SRC=//pixel.example/1.gif>"), &["IMG SRC=//pixel.example/1.gif"]);
        check(&format!("{own}<p>More words.</p><!-- <script> -->"), &[]);
        check("<title>Old</title><link rel=stylesheet href=/b.css><script src=/own.js></script>", &[]);
    }
}
