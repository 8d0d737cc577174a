//! The examples of CommonMark and of GitHub's extensions: the tree says what the specification's HTML says, or an error refuses it.
//!
//! HTML of readers differs on purpose (links are looked up, tables have names), so the tree is written here in the form of the specification.

use liberate::content::{Align, Body, NodeKind, Payload, parse};
use liberate::diagnostic::{Severity, report};
use liberate::source::Source;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

const COMMONMARK: &str = include_str!("../commonmark/commonmark-0.31.2.txt");
const GFM: &str = include_str!("../commonmark/gfm-0.29.txt");
const DIFFERENCES: &str = include_str!("../commonmark/differences.toml");

/// Errors by which a page with such Markdown is refused before anybody reads it.
const REFUSALS: [&str; 2] = ["raw-html", "unclosed-comment"];

struct Example {
    number: u32,
    markdown: String,
    html: String,
}

#[derive(Deserialize)]
struct Differences {
    commonmark: Vec<Difference>,
    gfm: Vec<Difference>,
}

#[derive(Deserialize)]
struct Difference {
    reason: String,
    examples: Vec<u32>,
}

fn examples(file: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = file.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        if line.starts_with(&fence) {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            let dot = inside.iter().position(|line| *line == ".").expect("a line with a dot parts Markdown and HTML");
            let text =
                |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>().replace('→', "\t");
            let number = before.parse().expect("a number stands before each example");
            examples.push(Example { number, markdown: text(&inside[..dot]), html: text(&inside[dot + 1..]) });
        }
        before = line;
    }
    examples
}

/// What the tree of an example says, and the codes of the errors.
fn read(markdown: &str) -> (String, Vec<&'static str>) {
    let page = format!("+++\ntitle = \"Page\"\n+++\n{markdown}");
    let content = parse(&Source::from_bytes("content/page.md", page.into_bytes()));
    let errors = content.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    let errors = errors.map(|finding| finding.code).collect();
    let Payload::Page(page) = content.payload else { panic!("it is a page") };
    let mut html = String::new();
    page.body.roots().for_each(|root| write_node(&page.body, root, &mut html));
    (html, errors)
}

fn write_node(body: &Body, index: usize, out: &mut String) {
    let inside = |start: &str, end: &str, out: &mut String| {
        out.push_str(start);
        body.children(index).for_each(|child| write_node(body, child, out));
        out.push_str(end);
    };
    match body.nodes()[index].kind {
        NodeKind::Text(piece) => out.push_str(&escaped(body.str(piece))),
        NodeKind::Code(piece) => out.push_str(&format!("<code>{}</code>", escaped(body.str(piece)))),
        NodeKind::Paragraph => inside("<p>", "</p>", out),
        NodeKind::Heading { level, .. } => inside(&format!("<h{level}>"), &format!("</h{level}>"), out),
        NodeKind::List { start: None } => inside("<ul>", "</ul>", out),
        NodeKind::List { start: Some(1) } => inside("<ol>", "</ol>", out),
        NodeKind::List { start: Some(start) } => inside(&format!("<ol start=\"{start}\">"), "</ol>", out),
        NodeKind::Item => inside("<li>", "</li>", out),
        NodeKind::Quote => inside("<blockquote>", "</blockquote>", out),
        NodeKind::Rule => out.push_str("<hr />"),
        NodeKind::Emphasis => inside("<em>", "</em>", out),
        NodeKind::Strong => inside("<strong>", "</strong>", out),
        NodeKind::Strikethrough => inside("<del>", "</del>", out),
        NodeKind::SoftBreak => out.push('\n'),
        NodeKind::HardBreak => out.push_str("<br />\n"),
        NodeKind::Table => inside("<table>", "</table>", out),
        NodeKind::TableHead => inside("<head>", "</head>", out),
        NodeKind::TableRow => inside("<tr>", "</tr>", out),
        NodeKind::TableCell { align } => inside(&format!("<td{}>", aligned(align)), "</td>", out),
        NodeKind::Task { done } => out.push_str(if done { "<done> " } else { "<open> " }),
        NodeKind::CodeBlock { info } => {
            let language = body.str(info).split_whitespace().next();
            let class = language.map(|word| format!(" class=\"language-{}\"", escaped(word))).unwrap_or_default();
            inside(&format!("<pre><code{class}>"), "</code></pre>", out);
        }
        NodeKind::Link { to, title } => {
            let start = format!("<a href=\"{}\"{}>", address(body.str(to)), titled(body.str(title)));
            inside(&start, "</a>", out);
        }
        NodeKind::Image { to, title, .. } => {
            let alt = escaped(&body.plain_text(index));
            let _ = write!(out, "<img src=\"{}\" alt=\"{alt}\"{} />", address(body.str(to)), titled(body.str(title)));
        }
        other => inside(&format!("[{other:?}]"), "", out),
    }
}

fn aligned(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Center => " align=\"center\"",
        Align::End => " align=\"right\"",
    }
}

fn titled(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An address as the reference program writes it.
fn address(to: &str) -> String {
    let mut out = String::new();
    for byte in to.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b if b.is_ascii_alphanumeric() || b"-_.+!*'(),%#@?=;:/$~".contains(&b) => out.push(char::from(b)),
            b => write!(out, "%{b:02X}").unwrap(),
        }
    }
    out
}

/// The HTML of the specification in the form that is written here: no line endings around tags, no comments.
fn plain(html: &str) -> String {
    let mut html = without_comments(html);
    for (from, to) in [
        (" align=\"left\"", ""),
        ("<thead>\n<tr>", "<head>"),
        ("</tr>\n</thead>", "</head>"),
        ("<tbody>", ""),
        ("</tbody>", ""),
        ("<th", "<td"),
        ("</th>", "</td>"),
        ("<input checked=\"\" disabled=\"\" type=\"checkbox\"> ", "<done> "),
        ("<input disabled=\"\" type=\"checkbox\"> ", "<open> "),
    ] {
        html = html.replace(from, to);
    }
    let mut out = String::new();
    let mut in_code = false;
    for piece in html.split_inclusive('>') {
        let trimmed = if in_code || out.is_empty() { piece } else { piece.trim_start_matches('\n') };
        in_code = (in_code || piece.ends_with("<pre>")) && !piece.ends_with("</pre>");
        match trimmed.rfind('<').filter(|_| !in_code) {
            Some(tag) => out.push_str(&format!("{}{}", trimmed[..tag].trim_end_matches('\n'), &trimmed[tag..])),
            None => out.push_str(trimmed),
        }
    }
    out.trim().to_owned()
}

fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        let short = [">", "->"].into_iter().find_map(|end| comment.strip_prefix(end));
        rest = short.or_else(|| comment.split_once("-->").map(|(_, after)| after)).unwrap_or_default();
    }
    out + rest
}

/// Runs all examples of a file; every one passes, is refused, or is listed with its reason.
fn check(file: &str, least: usize, differences: &[Difference]) {
    let reasons: BTreeMap<u32, &str> = differences
        .iter()
        .flat_map(|difference| difference.examples.iter().map(|number| (*number, difference.reason.as_str())))
        .collect();
    let mut wrong = Vec::new();
    let examples = examples(file);
    assert!(examples.len() >= least, "{} examples were read", examples.len());
    for Example { number, markdown, html } in examples {
        let (found, errors) = read(&markdown);
        let (found, expected) = (plain(&found), plain(&html));
        let refused = errors.iter().any(|code| REFUSALS.contains(code));
        let same = found == expected || refused;
        match (same, reasons.get(&number)) {
            (true, Some(reason)) => wrong.push(format!("{number} is as specified, but listed: {reason}")),
            (false, None) => {
                wrong.push(format!(
                    "{number}\n{markdown}\nexpected {expected}\nfound    {found}\nerrors   {errors:?}\n"
                ));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} examples\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn commonmark_is_kept_but_where_it_differs_on_purpose() {
    let differences: Differences = toml::from_str(DIFFERENCES).unwrap();
    check(COMMONMARK, 650, &differences.commonmark);
}

#[test]
fn extensions_of_github_are_kept_but_where_they_differ_on_purpose() {
    let differences: Differences = toml::from_str(DIFFERENCES).unwrap();
    check(GFM, 20, &differences.gfm);
}

#[test]
fn refusals_are_codes_that_exist() {
    let place = || liberate::diagnostic::Location::whole(&std::sync::Arc::from("page.md"));
    let codes = [report::raw_html(place(), "<b>").code, report::unclosed_comment(place()).code];
    assert_eq!(codes, REFUSALS);
}
