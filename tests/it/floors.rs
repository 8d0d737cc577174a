//! The floors of the program: what each module may use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The modules of each floor, from the ground up. A module uses those of lower floors.
const FLOORS: &[&[&str]] = &[
    &["text", "locale", "diagnostic"],
    &["config", "source"],
    &["content"],
    &["site"],
    &["view"],
    &["render", "document", "search", "asset", "check", "translation", "upkeep"],
    &["snapshot"],
    &["publish", "preview", "probe"],
    &["cli"],
];

/// Modules of one floor that may use each other all the same.
const NEIGHBOURS: &[(&str, &str)] = &[("source", "config"), ("diagnostic", "text"), ("locale", "text")];

/// Where each outside crate, and each part of the standard library that reaches outside, may be used.
const HOMES: &[(&str, &[&str])] = &[
    ("tera", &["render"]),
    ("pulldown_cmark", &["content/markdown.rs", "content/markdown"]),
    ("regex", &["content/near_miss.rs"]),
    ("notify", &["preview/watch.rs", "preview/watch"]),
    ("same_file", &["preview/watch"]),
    ("csv", &["content/chart_data.rs"]),
    ("httparse", &["preview/connection.rs"]),
    ("socket2", &["preview/server.rs"]),
    ("minify_html", &["asset/minify.rs"]),
    ("lightningcss", &["asset"]),
    ("cssparser", &["text/css.rs"]),
    ("web_atoms", &["text/html.rs"]),
    ("icu", &["locale"]),
    ("clap", &["cli"]),
    ("anstream", &["cli/terminal.rs"]),
    ("annotate_snippets", &["diagnostic/terminal.rs"]),
    ("rayon", &["snapshot/parallel.rs"]),
    ("typst", &["document/pdf"]),
    ("zip", &["document/pack.rs", "document/pptx/package.rs", "content/embedded_metadata/office.rs"]),
    ("fast_qr", &["document/qr.rs"]),
    ("imagesize", &["render", "document"]),
    ("toml_edit", &["translation"]),
    ("similar", &["translation"]),
    ("strsim", &["text/nearest.rs"]),
    ("roxmltree", &["translation/read_xliff.rs", "content/embedded_metadata", "document/pptx/pictogram.rs"]),
    ("svgtypes", &["document/pptx/pictogram.rs"]),
    ("html5ever", &["translation/read_table.rs"]),
    ("encoding_rs", &["translation/decode.rs"]),
    ("std::fs", &["source/disk.rs", "publish", "preview", "cli"]),
    ("ureq", &["probe/web.rs"]),
    ("url", &["probe"]),
    ("std::thread", &["snapshot", "preview", "probe"]),
    ("std::net", &["preview", "cli", "probe"]),
    ("std::process", &["cli", "preview", "main.rs", "allocator.rs"]),
    ("std::env", &["cli", "preview"]),
    ("SystemTime::now", &["cli", "preview"]),
    ("Instant::now", &["cli", "preview", "publish"]),
    ("Zoned::now", &["cli"]),
    ("println!", &[]),
];

/// The lines of a source file that are part of the program: no comments, no tests.
struct Code {
    /// Path below `src/`.
    path: String,
    lines: Vec<(usize, String)>,
}

fn program() -> Vec<Code> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.retain(|path| !path.ends_with("tests.rs"));
    files.sort();
    files.iter().map(|path| code(&root, path)).collect()
}

fn code(root: &Path, path: &PathBuf) -> Code {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
    Code {
        path: path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
        lines: lines.map(|(index, line)| (index + 1, line.to_owned())).collect(),
    }
}

impl Code {
    /// The module that the file belongs to; `None` for `lib.rs` and `main.rs`.
    fn module(&self) -> Option<&str> {
        self.path.split_once('/').map(|(module, _)| module)
    }

    /// The modules that it names as `crate::…`, with the line of each.
    fn uses(&self) -> Vec<(usize, String)> {
        let mut uses = Vec::new();
        for (number, line) in &self.lines {
            for (at, _) in line.match_indices("crate::") {
                let before = line[..at].chars().next_back();
                if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
                    continue;
                }
                let rest = &line[at + "crate::".len()..];
                uses.extend(names(rest).into_iter().map(|name| (*number, name)));
            }
        }
        uses
    }
}

/// The names at the beginning of a path: one, or those of a list in braces.
fn names(rest: &str) -> Vec<String> {
    let name =
        |text: &str| -> String { text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    match rest.strip_prefix('{') {
        Some(list) => list.split([',', '}']).map(name).filter(|name| !name.is_empty()).collect(),
        None => vec![name(rest)],
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn every_module_has_a_floor() {
    let modules: BTreeSet<String> = program().iter().filter_map(|code| code.module().map(str::to_owned)).collect();
    for module in &modules {
        assert!(
            floor(module).is_some(),
            "`{module}` stands on no floor: see STYLE.md, and add it to the table in {}",
            file!()
        );
    }
    assert!(modules.len() >= 13, "the program was read: {modules:?}");
}

#[test]
fn modules_use_lower_floors_only() {
    let mut wrong = Vec::new();
    let mut uses = 0;
    for code in program() {
        let Some(module) = code.module() else { continue };
        for (line, used) in code.uses() {
            uses += 1;
            let Some(other) = floor(&used) else {
                wrong.push(format!("src/{}:{line} uses `crate::{used}`, which is no module", code.path));
                continue;
            };
            let lower = floor(module).is_some_and(|own| other < own);
            let fine = lower || used == module || NEIGHBOURS.contains(&(module, used.as_str()));
            if !fine {
                wrong.push(format!("src/{}:{line} uses `{used}`, which is not below `{module}`", code.path));
            }
        }
    }
    assert!(uses > 100, "only {uses} uses were found: does this test still read the code?");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_reaches_outside_has_one_home() {
    let mut wrong = Vec::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for code in program() {
        for (line, text) in &code.lines {
            for (name, homes) in HOMES.iter().filter(|(name, _)| mentions(text, name)) {
                *found.entry(name).or_default() += 1;
                let at_home = homes.iter().any(|home| code.path == *home || code.path.starts_with(&format!("{home}/")));
                if !at_home {
                    wrong.push(format!("src/{}:{line} uses `{name}`, which belongs into {homes:?}", code.path));
                }
            }
        }
    }
    for name in ["tera", "pulldown_cmark", "icu", "clap", "rayon", "std::fs", "lightningcss", "minify_html"] {
        assert!(found.contains_key(name), "nothing uses `{name}`: does this test still read the code?");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a line uses a crate, a path of the standard library or a macro of that name.
fn mentions(line: &str, name: &str) -> bool {
    let brief = name.strip_prefix("std::").map(|module| format!("use std::{{{module}"));
    let named = line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        let begins =
            !before.is_some_and(|character| character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '"'));
        let ends = !after.is_some_and(|character| character.is_alphanumeric() || matches!(character, '_' | '-'));
        // A crate is followed by `::` or stands in `use`; a longer name says enough by itself.
        let is_path = name.contains([':', '!'])
            || line[at + name.len()..].starts_with("::")
            || line.trim_start().starts_with("use ");
        begins && ends && is_path
    });
    named || brief.is_some_and(|brief| line.contains(&brief))
}

#[test]
fn mentions_are_told_from_words() {
    assert!(mentions("use tera::{Context, Tera};", "tera"));
    assert!(mentions("fn f() -> tera::Result {", "tera"));
    assert!(!mentions("let materials = 3;", "tera"));
    assert!(!mentions("let text = \"tera\";", "tera"));
    assert!(mentions("    std::fs::read(path)", "std::fs"));
    assert!(mentions("use std::{fs, io};", "std::fs"));
    assert_eq!(names("{text, locale::Tag};"), ["text", "locale"]);
}
