//! Files that came back damaged: whatever was done to them, a text is refused, or whole and in order.

use crate::chance::Chance;
use crate::fuzz::cases;
use crate::kit::Site;
use liberate::content::{Payload, marks_in, parse};
use liberate::source::Source;
use liberate::translation::{Segment, SegmentToken, import, segments, write_table, write_xliff};
use std::fmt::Write;

const PAGE: &str = "=== content/page.md
+++
title = \"Advice\"
description = \"What to do.\"
+++

Ring {{ number(id=\"helpline\") }} and [what *to* say](@/page.md#say) **now**.\\
They had 23,411 calls.

{% details(summary=\"More\") %}
> Quoted over
> two lines.

- On 19 May
- Another `code` thing
{% end %}

| One | Two |
|---|--:|
| Left | 5 |

## What to say {#say}

See [help] and <https://example.org>.

[help]: https://example.org/help
=== content/contacts.toml
[helpline]
name = \"Helpline\"
display = \"0121 496 0001\"
digits = \"01214960001\"
checked_on = 2026-11-01
audience = \"public\"
state = \"publish\"
";

/// Pieces of what translators write: words of several scripts, and everything that Markdown, HTML or shortcodes could take for a mark.
const WORDS: &[&str] = &[
    "słowo",
    "Ą",
    "واژه",
    "می\u{200c}شود",
    "词语",
    "слово",
    " ",
    " ",
    "\n",
    ". ",
    ", ",
    "!",
    "?",
    ":",
    "#",
    "# ",
    "##",
    "- ",
    "+ ",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "```",
    "[",
    "]",
    "](",
    ")",
    "[x](y)",
    "![",
    "<",
    ">",
    "> ",
    "<b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#",
    "\\",
    "|",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#id}",
    "=",
    "===",
    "---",
    "+++",
    ":::",
    ": ",
    "[^",
    "$",
    "^",
    "@",
    "http://evil.example",
    "”",
    "’",
    "(",
    "/",
    "\u{a0}",
    "\u{200e}",
    "e\u{301}",
];

/// Pieces that damage puts into a file.
const DAMAGE: &[&str] = &[
    "<target>",
    "</target>",
    "<segment>",
    "</segment>",
    "<source>",
    "</source>",
    "<ph id=\"1\"/>",
    "<pc id=\"1\">",
    "</pc>",
    "<sc id=\"2\"/>",
    "<ec startRef=\"2\"/>",
    "<mrk id=\"m\">",
    "</mrk>",
    "<ignorable>",
    "<unit id=\"p1\">",
    "</unit>",
    " order=\"2\"",
    " state=\"initial\"",
    "<!--",
    "-->",
    "<td>",
    "</td>",
    "<tr>",
    "</tr>",
    "<p>",
    "</p>",
    "<br>",
    "<del>",
    "</del>",
    "{1}",
    "{/1}",
    "{2}",
    "{",
    "}",
    "&",
    "&lt;",
    "&#0;",
    "\0",
    "\u{feff}",
    "1",
    "7",
    "\"",
    "<",
    ">",
    "<table>",
    "<script>",
    "<![CDATA[",
    "]]>",
    "\n",
];

/// The marks that a text must hold, in order of their appearance.
fn marks(tokens: &[SegmentToken]) -> Vec<String> {
    let written = |token: &SegmentToken| match token {
        SegmentToken::Words { .. } => None,
        token => Some(token.written().trim().to_owned()),
    };
    tokens.iter().filter_map(written).collect()
}

fn shown(tokens: &[SegmentToken]) -> String {
    let words =
        tokens.iter().map(|token| if let SegmentToken::Words { shown, .. } = token { shown.as_str() } else { "\u{0}" });
    words.collect()
}

/// Without white space, which tools may change.
fn without_space(text: &str) -> String {
    text.chars().filter(|sign| !matches!(sign, ' ' | '\n' | '\t' | '\r')).collect()
}

fn digits(text: &str) -> Vec<char> {
    let mut digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits.sort_unstable();
    digits
}

fn random_words(chance: &mut Chance) -> String {
    let start = *chance.pick(&["Ż", "词", "# ", "- ", "", "[", "{"]);
    let middle: String = (0..chance.below(7)).map(|_| *chance.pick(WORDS)).collect();
    format!("{start}{middle}ż")
}

/// A translation of a piece: other words between the same marks, and the same numbers somewhere.
fn translated(chance: &mut Chance, segment: &Segment) -> Vec<SegmentToken> {
    let mut tokens: Vec<SegmentToken> = segment.tokens.clone();
    for token in &mut tokens {
        if let SegmentToken::Words { shown, .. } = token {
            let numbers: String =
                shown.split_whitespace().filter(|word| word.contains(|sign: char| sign.is_ascii_digit())).collect();
            let number = numbers.trim_end_matches('.');
            let mut words = random_words(chance);
            if segment.id.contains('.') {
                words = words.replace('"', "”");
            }
            // Titles and words of shortcodes know no Markdown: what looks like it is refused.
            if (segment.id.contains('.') || !segment.id.starts_with('p')) && marks_in(&words).is_some() {
                words = "słowo".to_owned();
            }
            *shown = if number.is_empty() { format!(" {words} ") } else { format!(" {words} {number} ") };
        }
    }
    tokens
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The translation as XLIFF has it, or as a table has it.
fn written(tokens: &[SegmentToken], is_table: bool) -> String {
    let mut out = String::new();
    let (mut number, mut open) = (0, Vec::new());
    for token in tokens {
        match token {
            SegmentToken::Words { shown, .. } if is_table => out.push_str(&escaped(&shown.replace('{', "{{"))),
            SegmentToken::Words { shown, .. } => out.push_str(&escaped(shown)),
            SegmentToken::Keep(_) | SegmentToken::Open(_) => {
                number += 1;
                let begins = matches!(token, SegmentToken::Open(_));
                if begins {
                    open.push(number);
                }
                let _ = match (is_table, begins) {
                    (true, _) => write!(out, "{{{number}}}"),
                    (false, true) => write!(out, "<pc id=\"{number}\">"),
                    (false, false) => write!(out, "<ph id=\"{number}\"/>"),
                };
            }
            SegmentToken::Close(_) => {
                let ended = open.pop().unwrap_or_default();
                let _ = if is_table { write!(out, "{{/{ended}}}") } else { write!(out, "</pc>") };
            }
        }
    }
    out
}

fn damaged(chance: &mut Chance, file: &str) -> String {
    let mut signs: Vec<char> = file.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(signs.len());
        let length = chance.below(60).min(signs.len() - at);
        match chance.below(5) {
            0 => drop(signs.drain(at..at + length)),
            1 => drop(signs.splice(at..at, chance.pick(DAMAGE).chars())),
            2 => {
                let copied: Vec<char> = signs[at..at + length].to_vec();
                let to = chance.below(signs.len());
                signs.splice(to..to, copied);
            }
            3 => {
                let lines: Vec<String> =
                    signs.iter().collect::<String>().split_inclusive('\n').map(str::to_owned).collect();
                let (from, to) = (chance.below(lines.len()), chance.below(lines.len()));
                let mut lines = lines;
                lines.swap(from, to);
                signs = lines.concat().chars().collect();
            }
            _ => signs[at] = *chance.pick(&['<', '>', '"', '&', '{', '1', 'x', ' ', '\n']),
        }
        if signs.is_empty() {
            break;
        }
    }
    signs.into_iter().collect()
}

/// What became of many files.
#[derive(Default, Debug)]
struct Outcome {
    whole: usize,
    taken: usize,
    refused: usize,
}

fn try_many(seed: u64, cases: usize) -> Outcome {
    let site = Site::new(PAGE);
    let text = site.source("content/page.md");
    let source = pieces_of("content/page.md", &text);
    let mut chance = Chance::new(seed);
    let mut outcome = Outcome::default();
    site.at_desk(|desk| {
        let files = desk.export("pl", Some("page.md")).unwrap();
        let (xliff, table) = (write_xliff(&files, "en", "pl"), write_table(&files, "en", "pl", "ltr"));
        for case in 0..cases {
            let is_table = case % 2 == 1;
            let wanted: Vec<(String, Vec<SegmentToken>)> = source
                .iter()
                .filter(|segment| files[0].units.iter().any(|unit| unit.id == segment.id))
                .map(|segment| (segment.id.clone(), translated(&mut chance, segment)))
                .collect();
            let mut file = if is_table { table.clone() } else { xliff.clone() };
            for (id, tokens) in &wanted {
                file = filled(&file, id, &written(tokens, is_table), is_table);
            }
            let is_damaged = case % 4 > 1;
            if is_damaged {
                file = damaged(&mut chance, &file);
            }
            match import(desk, "back", file.as_bytes()) {
                Ok(imported) => {
                    let (_, page) = imported.changes.writes.last().unwrap();
                    compare(&source, page, (!is_damaged).then_some(wanted.as_slice()), &file);
                    outcome.taken += 1;
                    outcome.whole += usize::from(!is_damaged);
                }
                Err(refused) => {
                    assert!(!refused.findings.is_empty());
                    outcome.refused += 1;
                }
            }
        }
    });
    outcome
}

fn pieces_of(path: &str, text: &str) -> Vec<Segment> {
    match parse(&Source::from_bytes(path, text.as_bytes().to_vec())).payload {
        Payload::Page(page) => segments(&page, text),
        other => panic!("{other:?}"),
    }
}

/// Puts a translation where the export has none.
fn filled(file: &str, id: &str, target: &str, is_table: bool) -> String {
    let (begin, end, before) = if is_table {
        (format!("<tr><td>{id}</td>"), "</td></tr>", "")
    } else {
        (format!("<unit id=\"{id}\">"), "      </segment>", "<target>")
    };
    let start = file.find(&begin).unwrap();
    let at = start + file[start..].find(end).unwrap();
    let after = if is_table { "" } else { "</target>\n" };
    format!("{}{before}{target}{after}{}", &file[..at], &file[at..])
}

/// Every text of the source is there with all its marks and numbers; the words are those that were written.
fn compare(source: &[Segment], page: &str, wanted: Option<&[(String, Vec<SegmentToken>)]>, file: &str) {
    let made = pieces_of("content/page.pl.md", page);
    assert_eq!(made.len(), source.len(), "{file}\n{page}");
    for (made, source) in made.iter().zip(source) {
        assert_eq!(made.id, source.id, "{file}\n{page}");
        let (mut own, mut theirs) = (marks(&made.tokens), marks(&source.tokens));
        own.sort();
        theirs.sort();
        assert_eq!(own, theirs, "{file}\n{page}");
        assert_eq!(digits(&shown(&made.tokens)), digits(&shown(&source.tokens)), "{file}\n{page}");
        if let Some((_, tokens)) = wanted.and_then(|wanted| wanted.iter().find(|(id, _)| *id == made.id)) {
            assert_eq!(without_space(&shown(&made.tokens)), without_space(&shown(tokens)), "{file}\n{page}");
        }
    }
}

#[test]
fn damaged_files_are_refused_or_whole() {
    let outcome = try_many(7, cases(400) as usize);
    // Words that look like the marks of another tool are refused, too, so fewer are whole than were undamaged.
    assert!(outcome.whole > 50 && outcome.refused > 50, "{outcome:?}");
}
