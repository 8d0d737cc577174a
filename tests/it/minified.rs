//! Pages that are made of minified templates, beside the same pages as their authors wrote them: one tree, the same visible text.

use crate::kit::Site;
use crate::portal::files;
use scraper::{Html, Node};

/// One in this many pages of the portal is compared: every template and every language is among them.
const SAMPLE: usize = 23;

fn is_raw(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "script" | "style")
}

/// Elements inside a line: they do not set apart the words before them from those behind.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 22] = [
        "a", "abbr", "b", "bdi", "button", "cite", "code", "em", "i", "img", "input", "kbd", "label", "mark", "s",
        "small", "span", "strong", "sub", "sup", "svg", "time",
    ];
    INLINE.contains(&name)
}

/// The tree of a page in document order: each tag with its attributes, each word with a space before it where one is seen.
fn pieces(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let (mut pieces, mut apart) = (Vec::new(), true);
    // Names of the elements that are open, with how deep they are.
    let mut open: Vec<(&str, usize)> = Vec::new();
    for node in page.tree.root().descendants() {
        let depth = node.ancestors().count();
        while let Some((name, _)) = open.pop_if(|(_, opened)| *opened >= depth) {
            apart |= !is_inline(name);
            pieces.push(format!("</{name}>"));
        }
        match node.value() {
            Node::Text(text) if open.iter().any(|(name, _)| is_raw(name)) => pieces.push(text.to_string()),
            Node::Text(text) => {
                apart |= text.starts_with(|first: char| first.is_ascii_whitespace());
                for word in text.split_ascii_whitespace() {
                    pieces.push(format!("{}{word}", if apart { " " } else { "" }));
                    apart = true;
                }
                apart &= text.trim_ascii().is_empty() || text.ends_with(|last: char| last.is_ascii_whitespace());
            }
            Node::Element(element) => {
                let (name, mut attributes) = (element.name(), element.attrs().collect::<Vec<_>>());
                attributes.sort_unstable();
                apart |= !is_inline(name);
                // In the list of sizes of a viewport spaces mean nothing.
                pieces.push(format!("<{name} {attributes:?}>").replace("width, initial", "width,initial"));
                open.push((name, depth));
            }
            _ => {}
        }
    }
    pieces.extend(open.iter().rev().map(|(name, _)| format!("</{name}>")));
    pieces
}

#[track_caller]
fn same(address: &str, long: &str, short: &str) {
    let (long, short) = (pieces(long), pieces(short));
    let first = long.iter().zip(&short).position(|(one, other)| one != other).unwrap_or(long.len().min(short.len()));
    let around = |pieces: &[String]| pieces[first.saturating_sub(3)..(first + 3).min(pieces.len())].concat();
    assert!(long == short, "{address}: {}\n{}", around(&long), around(&short));
}

#[test]
fn pages_of_the_portal_mean_the_same_when_minified() {
    let mut as_written = files();
    let settings = as_written.get_mut("liberate.toml").expect("the portal has settings");
    settings.splice(0..0, *b"minify = false\n");
    for edition in ["public", "partner"] {
        let small = Site::portal(files()).edition(edition);
        let long = Site::portal(as_written.clone()).edition(edition);
        let addresses: Vec<&str> = small.addresses().into_iter().filter(|address| address.ends_with('/')).collect();
        assert!(addresses.len() > SAMPLE * 20);
        for address in addresses.iter().step_by(SAMPLE) {
            let (long, short) = (long.page_despite_findings(address), small.page_despite_findings(address));
            assert!(short.len() < long.len(), "{address} became smaller");
            same(address, long, short);
        }
    }
}
