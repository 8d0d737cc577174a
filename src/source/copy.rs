//! Copies that people and programs make beside a file: Explorer, Finder, and programs that synchronise.
//!
//! A name alone says little (`step-1.md` is a page), so a copy is one only where its original is beside it.

use super::refusal::Refusal;

/// Words for a copy in the languages of offices here and of Windows, in small letters.
const WORDS: &[&str] = &[
    "copy",
    "copie",
    "copia",
    "cópia",
    "còpia",
    "kopie",
    "kopia",
    "kópia",
    "kopi",
    "kopio",
    "kopija",
    "kopje",
    "kopya",
    "kopyası",
    "koopia",
    "másolat",
    "копия",
    "копія",
    "копие",
    "копија",
    "αντίγραφο",
    "نسخة",
    "نسخه",
    "کپی",
    "نقل",
    "ਕਾਪੀ",
    "অনুলিপি",
    "副本",
    "拷贝",
    "复制",
    "コピー",
    "backup",
    "bak",
    "orig",
];

/// The same in several words.
const PHRASES: &[&str] = &["bản sao", "sao chép"];

/// How words begin with which programs that synchronise name what two people wrote at once.
const CONFLICTS: &[&str] = &["conflict", "sfconflict", "konflikt", "conflit", "конфликт"];

/// How programs that compare versions call what they compare; a number follows.
const SIDES: &[&str] = &["backup", "base", "local", "remote"];

/// Words in the names of computers, in small letters.
const COMPUTERS: &[&str] = &["laptop", "desktop", "macbook", "imac", "workstation", "win", "pc"];

/// What is between a name and a mark.
const BETWEEN: &[char] = &[' ', '-', '_', '.', '~', '–', '—'];

/// Copies of copies that are followed.
const MOST_STEPS: usize = 4;

/// How surely a mark in a name makes a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyMark {
    /// It says so.
    Said,
    /// Cameras and people number files likewise: it counts for pages and records alone.
    Numbered,
}

/// The file of which the one at `path` is a copy, or beside which it cannot be, and why it is refused.
///
/// `is_there` says whether a file is at a path, or below a path that ends with a slash.
pub fn beside(path: &str, is_there: impl Fn(&str) -> bool) -> Option<(String, Refusal)> {
    if !may_be_marked(path) {
        return None;
    }
    let only_said = ![".md", ".toml", ".lock"].iter().any(|ending| path.ends_with(ending));
    let mut above = 0;
    for (end, _) in path.match_indices('/') {
        for other in originals(&path[above..end], only_said) {
            let folder = format!("{}{other}", &path[..above]);
            if is_there(&format!("{folder}/")) {
                return Some((format!("{folder}{}", &path[end..]), Refusal::Copy));
            }
        }
        above = end + 1;
    }
    let (folder, name) = path.split_at(above);
    let there = |other: String| Some(format!("{folder}{other}")).filter(|other| is_there(other));
    let copied = file_originals(name, only_said).into_iter().find_map(there);
    let copied = copied.map(|other| (other, Refusal::Copy));
    copied.or_else(|| Some((page_beside(name).and_then(there)?, Refusal::Beside)))
}

/// How marks in plain small letters begin.
const STARTS: &[&str] =
    &["copy", "copi", "kop", "koo", "bac", "bak", "orig", "conf", "konf", "sync", "sfc", "local_", "remote_", "base_"];

/// Whether a closer look is worth while. Nearly no name of a real site comes through here, so that tens of thousands cost little.
fn may_be_marked(path: &str) -> bool {
    let starts = |rest: &str| STARTS.iter().any(|start| rest.starts_with(start));
    let is_odd = |byte: u8| matches!(byte, b' ' | b'(' | b'[' | b'~') || byte.is_ascii_uppercase() || !byte.is_ascii();
    starts(path)
        || path.bytes().any(is_odd)
        || path.match_indices(['-', '_', '.', '/']).any(|(at, _)| starts(&path[at + 1..]))
        || page_beside(path).is_some()
}

/// The names of which a file's name may be a copy's: the mark is before the ending, before the language, or at the beginning.
fn file_originals(name: &str, only_said: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (dot, _) in name.rmatch_indices('.').filter(|(dot, _)| *dot > 0) {
        let (head, tail) = name.split_at(dot);
        for other in originals(head, only_said) {
            if let Some((_, ending)) = tail[1..].rsplit_once('.') {
                found.push(format!("{other}.{ending}"));
            }
            found.push(format!("{other}{tail}"));
        }
    }
    found.extend(without_first_words(name));
    found
}

/// What is left of a name when marks are taken from its end, one after the other.
fn originals(name: &str, only_said: bool) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut now = vec![name];
    for _ in 0..MOST_STEPS {
        now = now.into_iter().flat_map(|name| without_mark(name, only_said)).collect();
        found.extend(&now);
    }
    found
}

fn without_mark(name: &str, only_said: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let brackets = [('(', ')'), ('[', ']'), ('（', '）')];
    if let Some((open, _)) = brackets.into_iter().find(|(_, close)| name.ends_with(*close))
        && let Some((before, inside)) = name.rsplit_once(open)
        && (!only_said || inside.to_lowercase().split(|c: char| !c.is_alphabetic()).any(is_word_of_copies))
    {
        found.push(before);
    }
    for (at, between) in name.match_indices(BETWEEN) {
        let mark = mark(between, &name[at + between.len()..]);
        if mark == Some(CopyMark::Said) || (mark.is_some() && !only_said) {
            found.push(&name[..at]);
        }
    }
    let found = found.into_iter().map(|name| name.trim_end_matches(BETWEEN));
    found.filter(|name| !name.is_empty()).collect()
}

fn is_word_of_copies(word: &str) -> bool {
    WORDS.contains(&word) || CONFLICTS.iter().any(|start| word.starts_with(start))
}

/// What the rest of a name says, behind what is between.
fn mark(between: &str, rest: &str) -> Option<CopyMark> {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(rest) {
        return matches!(between, " " | "~").then_some(CopyMark::Numbered);
    }
    if between == "-" && is_computer(rest) {
        return Some(CopyMark::Numbered);
    }
    let rest = rest.to_lowercase();
    let words: Vec<&str> = rest.split(BETWEEN).filter(|word| !word.is_empty()).collect();
    let (first, more) = words.split_first()?;
    let says_copy = (WORDS.contains(first) && more.iter().all(|word| is_number(word)))
        || PHRASES.iter().any(|phrase| words.join(" ") == *phrase)
        || (between == "_" && SIDES.contains(first) && more.len() == 1 && is_number(more[0]));
    let says_conflict = words.iter().take(2).any(|word| CONFLICTS.iter().any(|start| word.starts_with(start)));
    // `money-conflict.md` may be a page; with a day or a number behind it, it was a program.
    let is_conflict = says_conflict && (matches!(between, " " | ".") || rest.bytes().any(|byte| byte.is_ascii_digit()));
    (says_copy || is_conflict).then_some(CopyMark::Said)
}

/// Whether a rest is the name of a computer, as OneDrive adds it: `LAPTOP-7KQ2`, `Annas-MacBook`, `PC01234`.
fn is_computer(rest: &str) -> bool {
    let is_name = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let has = |which: fn(&u8) -> bool| rest.as_bytes().iter().any(which);
    if !is_name || !has(u8::is_ascii_uppercase) {
        return false;
    }
    let is_number_of_office = rest.len() > 4 && !has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    is_number_of_office
        || rest.contains('-') && rest.split('-').any(|word| COMPUTERS.contains(&word.to_ascii_lowercase().as_str()))
}

/// `Copy of help.md`, `Kopia pliku help.md`: what is left without the first words.
fn without_first_words(name: &str) -> Vec<String> {
    let between = [' ', '_', '-'];
    let first = name.split(between).next().unwrap_or_default().to_lowercase();
    if !WORDS.contains(&first.as_str()) {
        return Vec::new();
    }
    name.match_indices(between).take(4).map(|(at, _)| name[at + 1..].to_owned()).collect()
}

/// The page whose name a name begins with, where a dot follows and then something that is neither shaped like a language nor a number.
fn page_beside(name: &str) -> Option<String> {
    let (head, middle) = name.strip_suffix(".md")?.rsplit_once('.')?;
    let is_said = middle.chars().any(char::is_alphabetic) && !is_shaped_like_language(middle);
    (is_said && !head.is_empty()).then(|| format!("{head}.md"))
}

/// Whether a text has the shape of a language's tag; whether it is one, is asked where languages are read off names.
fn is_shaped_like_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let is_first = parts
        .next()
        .is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic()));
    is_first && parts.all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: &[&str] = &["a/help.md", "a/help.pl.md", "a/step.md", "contacts.toml", "guide.toml", "s/list.pdf"];

    fn check(path: &str, expected: Option<&str>) {
        let is_there = |wanted: &str| {
            THERE.iter().any(|path| *path == wanted || (wanted.ends_with('/') && path.starts_with(wanted)))
        };
        assert_eq!(beside(path, is_there).map(|(other, _)| other).as_deref(), expected, "{path}");
    }

    #[test]
    fn a_copy_beside_its_original_is_known() {
        for name in [
            "help (1).md",
            "help(1).md",
            "help 2.md",
            "help - Copy.md",
            "help - Copy (2).md",
            "help copy.md",
            "help copy 3.md",
            "help - Kopie.md",
            "help — kopia.md",
            "help_backup.md",
            "help-copy.md",
            "help - Bản sao.md",
            "Copy of help.md",
            "Copy (2) of help.md",
            "Kopia pliku help.md",
            "help (conflicted copy 2026-11-29).md",
            "help (Anna's conflicted copy 2026-11-29).md",
            "help [Conflict].md",
            "help.sync-conflict-20261129-101010-ABCDEFG.md",
            "help_conflict-20261129-101010.md",
            "help.conflict.md",
            "help-LAPTOP-7KQ2.md",
            "help-DESKTOP-AB12CD3.md",
            "help-Annas-MacBook.md",
            "help-PC01234.md",
            "help_LOCAL_4711.md",
            "help~1.md",
            "help (SFConflict someone 2026-11-29-10-10-10).md",
        ] {
            check(&format!("a/{name}"), Some("a/help.md"));
        }
        check("a/help.pl (1).md", Some("a/help.pl.md"));
        check("a/help (1).pl.md", Some("a/help.md"));
        check("a/help (1).ur.md", Some("a/help.md"));
        check("a/help.pl.sync-conflict-20261129-101010-ABCDEFG.md", Some("a/help.pl.md"));
        check("contacts - Copy.toml", Some("contacts.toml"));
        check("guide-LAPTOP-7KQ2.toml", Some("guide.toml"));
        check("a - Copy/other.md", Some("a/other.md"));
        check("s/list - Kopia.pdf", Some("s/list.pdf"));
    }

    #[test]
    fn a_page_that_only_resembles_a_copy_is_none() {
        for name in [
            "step-1.md",
            "step-2026.md",
            "step-uk.md",
            "step-UK.md",
            "step-by-step.md",
            "step.pl.md",
            "step.2.md",
            "talk (1).md",
            "copy-rights.md",
            "money-conflict.md",
            "step-conflict.md",
            "help2.md",
        ] {
            check(&format!("a/{name}"), None);
        }
        check("s/list (1).pdf", None);
        check("s/list 2.pdf", None);
        check("a/help.pl.md", None);
    }

    #[test]
    fn what_follows_the_name_of_a_page_is_a_language_or_said() {
        for name in ["step.draft.md", "step.polish.md", "step.pl (1).md", "step.final-2.md"] {
            let found = beside(&format!("a/{name}"), |path| THERE.contains(&path));
            assert!(found.is_some_and(|(other, _)| other == "a/step.md"), "{name}");
        }
    }
}
