//! Inputs that nobody would write: whatever is in a file, the program answers, and every finding points into its file.
//!
//! A few thousand fixed cases run with all tests. `LIBERATE_FUZZ=1000000 cargo test --test it fuzz` tries that many of each.

use crate::chance::Chance;
use crate::kit::Site;
use liberate::config::resolve;
use liberate::content::parse;
use liberate::diagnostic::{Diagnostic, locate};
use liberate::source::Source;
use std::sync::Arc;

/// Cases of each kind, unless the environment says more.
const CASES: u64 = 1500;

/// Cases that go through the whole program: a hundred times the work.
const WHOLE: u64 = 60;

/// Cases of a kind of which so many run with all tests.
pub fn cases(usual: u64) -> u64 {
    let wanted = std::env::var("LIBERATE_FUZZ").ok().and_then(|count| count.parse().ok());
    wanted.map_or(usual, |count: u64| count * usual / CASES)
}

/// What Markdown is made of, what comes close to it, and what breaks parsers.
const PAGE: &[&str] = &[
    "a",
    "word ",
    "słowo ",
    "لفظ ",
    "字",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\u{e000}",
    "\u{fffd}",
    "# ",
    "## ",
    "### Title {#id}\n",
    "#",
    "- ",
    "1. ",
    "* ",
    "+ ",
    "> ",
    "> [!NOTE]\n",
    "> [!DANGER] x\n",
    "---\n",
    "===\n",
    "***",
    "**",
    "*",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "```\n",
    "~~~ x\n",
    "[",
    "]",
    "(",
    ")",
    "[a](@/help.md#x)",
    "[a](b \"t\")",
    "![a](b.png)",
    "![](x){decorative}",
    "[^1]",
    "[^1]: note\n",
    "[x]: /y\n",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</div>",
    "<div>\n",
    "<?",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "&nope;",
    "|",
    "| a | b |\n| --- | --- |\n",
    "|---|\n",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{ number(id=\"helpline\") }}",
    "{{ part(from=\"@/p.md\") }}",
    "{% notice(kind=\"danger\") %}\n",
    "{% end %}\n",
    "{{ x(",
    "\\",
    "\\{{",
    ": ",
    "Term\n: meaning\n",
    "$x$",
    "==x==",
    ":::x\n",
    "[[x]]",
    "http://example.org",
    "<a@example.org>",
    "0121 496 0000",
    "999",
    "+++\n",
    "\"",
    "“",
    "'",
    "!",
    "{#id}",
    "- [ ] ",
    "\u{301}",
    "\u{1f469}\u{200d}\u{1f467}",
    "é",
    "e\u{301}",
    "🏳️",
];

/// What records and settings are made of.
const TOML: &[&str] = &[
    "a",
    "[helpline]\n",
    "[danger]\n",
    "[[x]]\n",
    "[languages.pl]\n",
    "[editions.partner]\n",
    "name = \"N\"\n",
    "text = \"T\"\n",
    "display = \"0121 496 0000\"\n",
    "digits = \"01214960000\"\n",
    "state = \"publish\"\n",
    "audience = \"both\"\n",
    "checked_on = 2026-11-01\n",
    "checked_on = 2026-13-40\n",
    "expires_days = -1\n",
    "expires_days = 99999999999\n",
    "confidence = \"A\"\n",
    "question = \"Q\"\n",
    "answers.a = \"Yes\"\n",
    "answers.danger = \"No\"\n",
    "outcome = \"O\"\n",
    "start = \"danger\"\n",
    "base_url = \"https://site.example\"\n",
    "default_language = \"en\"\n",
    "theme = \"plain\"\n",
    "\"",
    "'",
    "\"\"\"",
    "=",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "1",
    "1e999",
    "true",
    "2026-11-22T10:00:00Z",
    "\\u0000",
    "\\",
    ".",
    "ż",
    "number = 12\n",
    "value = \"v\"\n",
    "statement = \"s\"\n",
    "source_date = 2026-01-01\n",
    "a.b.c.d = 1\n",
    "\t",
];

fn soup(chance: &mut Chance, pieces: &[&str], most: usize) -> String {
    (0..chance.below(most) + 1).map(|_| *chance.pick(pieces)).collect()
}

/// Every finding points at bytes of its text, between letters, and can be shown.
fn check_places(findings: &[Diagnostic], text: &str, seed: u64) {
    for finding in findings {
        let range = finding.location.span.range();
        assert!(range.start <= range.end && range.end <= text.len(), "seed {seed}: {finding:?} in {text:?}");
        let located = locate(finding, &|_| Some(Arc::from(text)));
        assert!(located.excerpt.text.chars().count() <= 162, "seed {seed}");
        assert_ne!(finding.code, "unparsable", "seed {seed}: {text:?}");
    }
}

fn parsed(path: &str, text: &str, seed: u64) {
    let source = Source::from_bytes(path, text.as_bytes().to_vec());
    let read = source.text().cloned().unwrap_or_default();
    let content = parse(&source);
    check_places(&content.diagnostics, &read, seed);
}

#[test]
fn pages_of_any_text_are_read() {
    for seed in 0..cases(CASES) {
        let mut chance = Chance::new(seed);
        let markdown = soup(&mut chance, PAGE, 60);
        let front = if chance.one_in(8) { soup(&mut chance, TOML, 12) } else { "title = \"T\"\n".to_owned() };
        parsed("content/page.md", &format!("+++\n{front}+++\n\n{markdown}"), seed);
    }
}

#[test]
fn records_of_any_text_are_read() {
    let files = ["contacts", "contacts.pl", "signs", "facts", "guide", "guide.pl", "short-codes", "gone", "forbidden"];
    for seed in 0..cases(CASES) {
        let mut chance = Chance::new(seed);
        let file = format!("content/{}.toml", chance.pick(&files));
        parsed(&file, &soup(&mut chance, TOML, 40), seed);
    }
    for seed in 0..cases(CASES) / 4 {
        let mut chance = Chance::new(seed);
        let lock = ["content/addresses.lock", "content/contacts.lock", "content/short-codes.lock", "content/x.csv"];
        let file = *chance.pick(&lock);
        parsed(file, &soup(&mut chance, TOML, 40), seed);
    }
}

#[test]
fn settings_of_any_text_are_read() {
    for seed in 0..cases(CASES) {
        let text = soup(&mut Chance::new(seed), TOML, 40);
        check_places(&resolve(Some(&text)).diagnostics, &text, seed);
    }
}

#[test]
fn sites_of_any_text_and_settings_are_made() {
    for seed in 0..cases(WHOLE) {
        let mut chance = Chance::new(seed);
        let markdown = soup(&mut chance, PAGE, 80).replace("\n===", "\n====");
        let settings = if chance.one_in(3) { soup(&mut chance, TOML, 10).replace("\n===", "") } else { String::new() };
        let mut site = Site::page_of(&markdown);
        let old = site.source("liberate.toml").to_owned();
        site.edit("liberate.toml", &format!("{old}\n{settings}"));
        for (address, bytes) in &site.built().artifacts {
            let text = String::from_utf8_lossy(bytes);
            let leaked = markdown.contains('\u{e000}') || !text.contains('\u{e000}');
            assert!(leaked, "seed {seed}: a placeholder stands in {address}");
        }
    }
}
