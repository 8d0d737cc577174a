//! The floors of the program: what each module may use.

use liberate::text::ENCODERS;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The modules of each floor, from the ground up. A module uses those of lower floors.
const FLOORS: &[&[&str]] = &[
    &["text", "locale", "diagnostic", "system"],
    &["config", "source"],
    &["content"],
    &["site"],
    &["view"],
    &["render", "document", "search", "asset", "check", "translation", "upkeep"],
    &["snapshot", "verify"],
    &["desk"],
    &["publish", "preview", "probe"],
    &["cli"],
];

/// Modules of one floor that may use each other all the same.
const NEIGHBOURS: &[(&str, &str)] = &[("source", "config"), ("diagnostic", "text"), ("locale", "text")];

/// Where each outside crate, and each part of the standard library that reaches outside, may be used.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["text/word_search.rs"]),
    ("anstream", &["cli/terminal.rs"]),
    ("annotate_snippets", &["diagnostic/terminal.rs"]),
    ("blake3", &["text/fingerprint.rs", "preview/http.rs"]),
    ("brotli", &["text/content_coding.rs"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli/manual.rs"]),
    ("clap_mangen", &["cli/manual.rs"]),
    ("cssparser", &["text/css.rs"]),
    ("csv", &["content/chart_data.rs"]),
    ("ctrlc", &["cli/serve.rs"]),
    ("encoding_rs", &["translation/decode.rs"]),
    ("fast_qr", &["document/qr.rs"]),
    (
        "flate2",
        &["content/embedded_metadata/budget.rs", "check/compressed.rs", "check/weight.rs", "text/content_coding.rs"],
    ),
    ("getrandom", &["system/mod.rs"]),
    ("html5ever", &["translation/read_table.rs"]),
    ("httparse", &["preview/connection.rs"]),
    ("icu", &["locale"]),
    ("imagesize", &["render", "document"]),
    ("lightningcss", &["asset/styles.rs"]),
    ("mimalloc", &["allocator.rs", "main.rs"]),
    ("mime_guess", &["render/media_type.rs"]),
    ("minify_html", &["asset/minify.rs"]),
    ("notify", &["preview/watch.rs", "preview/watch"]),
    ("percent_encoding", &["text/address.rs", "preview", "desk"]),
    // Files of ours have that name, too.
    ("png", &["document", "content/embedded_metadata"]),
    ("pulldown_cmark", &["content/markdown.rs", "content/markdown"]),
    ("rayon", &["snapshot/parallel.rs"]),
    ("regex", &["content/near_miss.rs"]),
    ("roxmltree", &["translation/read_xliff.rs", "content/embedded_metadata", "document/pptx/pictogram.rs"]),
    ("open::that_detached", &["system/mod.rs"]),
    ("rustix", &["system/unix.rs"]),
    ("same_file", &["preview/watch", "system/windows.rs"]),
    ("sha2", &["text/sha256.rs"]),
    ("similar", &["translation/words.rs"]),
    ("socket2", &["preview/server.rs"]),
    ("strsim", &["text/nearest.rs"]),
    ("svgtypes", &["document/pptx/pictogram.rs"]),
    ("tempfile", &["publish", "cli", "desk/door.rs"]),
    ("tera", &["render", "desk/workplace.rs"]),
    ("toml", &["config", "content", "cli/session.rs", "desk"]),
    ("toml_edit", &["translation"]),
    ("typst", &["document/pdf"]),
    ("typst_layout", &["document/pdf"]),
    ("typst_pdf", &["document/pdf"]),
    ("typst_render", &["document/pdf"]),
    ("ureq", &["probe"]),
    ("url", &["probe"]),
    ("web_atoms", &["text/html.rs"]),
    ("zip", &["document/pack.rs", "document/pptx/package.rs", "content/embedded_metadata/office.rs"]),
    (
        "std::fs",
        &[
            "system",
            "source/disk.rs",
            "source/on_disk.rs",
            "publish",
            "preview",
            "cli",
            "desk/door.rs",
            "desk/history.rs",
            "desk/remembered.rs",
        ],
    ),
    ("std::thread", &["system", "snapshot/parallel.rs", "preview", "probe"]),
    ("std::net", &["preview", "cli", "probe"]),
    ("std::process", &["cli", "preview", "main.rs", "allocator.rs"]),
    ("std::env", &["cli", "preview", "system"]),
    ("SystemTime::now", &["cli", "preview"]),
    ("Instant::now", &["cli", "preview", "probe", "publish", "system"]),
    ("Zoned::now", &["cli"]),
    ("std::os", &["system"]),
    ("cfg(unix", &["system"]),
    ("cfg(windows", &["system"]),
    ("target_os =", &["system"]),
    ("println!", &[]),
];

/// Crates that may be used everywhere: they hold values, and reach nothing.
const EVERYWHERE: &[&str] = &["jiff", "rustc_hash", "serde", "serde_json", "unicode_normalization"];

/// Crates that the program does not use; `Cargo.toml` says why they are there.
const UNUSED: &[&str] = &["phf", "stable_deref_trait"];

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
    let lines = text.lines().enumerate().take_while(|(_, line)| !is_of_tests(line));
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
    Code {
        path: path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
        lines: lines.map(|(index, line)| (index + 1, line.to_owned())).collect(),
    }
}

fn is_of_tests(line: &str) -> bool {
    line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(all(test")
}

impl Code {
    /// The module that the file belongs to; `None` for `lib.rs` and `main.rs`.
    fn module(&self) -> Option<&str> {
        self.path.split_once('/').map(|(module, _)| module)
    }

    fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| format!("{line}\n")).collect()
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

#[test]
fn every_crate_has_a_home() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[").unwrap();
    let names = dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_"));
    let is_known = |name: &str| {
        HOMES.iter().any(|(known, _)| known.split("::").next() == Some(name))
            || EVERYWHERE.contains(&name)
            || UNUSED.contains(&name)
    };
    let homeless: Vec<String> = names.filter(|name| !is_known(name)).collect();
    assert!(homeless.is_empty(), "say in {} where these may be used: {homeless:?}", file!());
}

#[test]
fn no_file_uses_itself_through_others() {
    let program = program();
    let map = FileMap::of(&program);
    let uses: BTreeMap<&str, BTreeSet<&str>> =
        program.iter().map(|code| (code.path.as_str(), map.used_by(code))).collect();
    let found: usize = uses.values().map(BTreeSet::len).sum();
    assert!(found > program.len(), "only {found} uses were found: does this test still read the code?");
    let circles: Vec<Vec<&str>> = program.iter().filter_map(|code| circle(&uses, &code.path)).collect();
    assert!(circles.is_empty(), "what these files share belongs into a file below them: {circles:#?}");
}

/// A way from a file through those that it uses back to itself, the shortest.
fn circle<'c>(uses: &BTreeMap<&'c str, BTreeSet<&'c str>>, start: &'c str) -> Option<Vec<&'c str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut next = Vec::new();
        for way in ways {
            for used in way.last().and_then(|last| uses.get(last)).into_iter().flatten() {
                if *used == start {
                    return Some(way);
                }
                if seen.insert(*used) {
                    next.push([way.as_slice(), &[*used]].concat());
                }
            }
        }
        ways = next;
    }
    None
}

/// A path as it is written in a file, from its first name on.
type NamePath = Vec<String>;

/// All files by the path of their module, with what they take from others under which name.
struct FileMap<'c> {
    files: BTreeMap<NamePath, &'c str>,
    /// For each file the paths of its `use` lines; the name `*` stands for all.
    imports: BTreeMap<&'c str, Vec<(NamePath, bool)>>,
}

impl<'c> FileMap<'c> {
    fn of(program: &'c [Code]) -> Self {
        let files = program.iter().map(|code| (module_path(&code.path), code.path.as_str())).collect();
        let imports = program.iter().map(|code| (code.path.as_str(), imports(&code.text()))).collect();
        Self { files, imports }
    }

    /// The files that a file names, in `use` lines and in paths.
    fn used_by(&self, code: &'c Code) -> BTreeSet<&'c str> {
        let own = module_path(&code.path);
        let imports = &self.imports[code.path.as_str()];
        // What is handed on by its name counts where it is used.
        let hands_on = |(path, is_public): &(NamePath, bool)| {
            *is_public && self.files.contains_key(&child(&own, &path[0])) && path.last().is_some_and(|last| last != "*")
        };
        let mut named: Vec<NamePath> =
            imports.iter().filter(|import| !hands_on(import)).map(|(path, _)| path.clone()).collect();
        for path in written_paths(&code.text()) {
            let imported = imports.iter().find(|(import, _)| import.last() == path.first() && import.len() > 1);
            named.push(imported.map_or_else(|| path.clone(), |(import, _)| [import.as_slice(), &path[1..]].concat()));
        }
        let found = named.iter().filter_map(|path| self.file_of(&own, path));
        found.filter(|file| *file != code.path).collect()
    }

    /// The file in which what a path names is defined, as seen from a module.
    fn file_of(&self, from: &NamePath, path: &[String]) -> Option<&'c str> {
        let mut at = from.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (at, rest) = (Vec::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            name if self.files.contains_key(&child(from, name)) => {}
            _ => return None,
        }
        while let Some(name) = rest.first().filter(|name| self.files.contains_key(&child(&at, name))) {
            at = child(&at, name);
            rest = &rest[1..];
        }
        let file = *self.files.get(&at)?;
        let Some(name) = rest.first() else { return Some(file) };
        let handed_on = self.imports[file].iter().filter(|(import, is_public)| *is_public && import.len() > 1);
        let mut handed_on = handed_on.filter(|(import, _)| import.last() == Some(name));
        handed_on.find_map(|(import, _)| self.file_of(&at, import)).or(Some(file))
    }
}

fn child(module: &NamePath, name: &str) -> NamePath {
    [module.as_slice(), &[name.to_owned()]].concat()
}

/// `content/markdown/marks.rs` is the module `content::markdown::marks`, `content/mod.rs` is `content`.
fn module_path(file: &str) -> NamePath {
    let mut path: NamePath = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    path.pop_if(|last| last == "mod" || last == "lib");
    path
}

/// Every path of the `use` lines of a text, and whether others may take it from there.
fn imports(text: &str) -> Vec<(NamePath, bool)> {
    let lines = Regex::new(r"(?m)^\s*(pub(?:\([^)]*\))? )?use ([^;]+);").unwrap();
    let mut all = Vec::new();
    for found in lines.captures_iter(text) {
        let tree: String = found[2].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut paths = Vec::new();
        spread("", &tree, &mut paths);
        all.extend(paths.into_iter().map(|path| (path, found.get(1).is_some())));
    }
    all
}

/// Spreads `a::{b, c::{d, self}}` into its paths; a name behind `as` is left out.
fn spread(head: &str, tree: &str, paths: &mut Vec<NamePath>) {
    let Some((before, inside)) = tree.split_once('{') else {
        let written = tree.split(" as ").next().unwrap_or(tree);
        let path = format!("{head}{written}").replace(' ', "");
        let path = path.strip_suffix("::self").unwrap_or(&path);
        if !path.is_empty() {
            paths.push(path.split("::").map(str::to_owned).collect());
        }
        return;
    };
    let head = format!("{head}{}", before.trim());
    let (mut depth, mut start) = (0, 0);
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    for (at, sign) in inside.char_indices().chain([(inside.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&head, inside[start..at].trim(), paths);
                start = (at + 1).min(inside.len());
            }
            _ => {}
        }
    }
}

/// Paths in a text beside its `use` lines: `module::name`, `super::name`.
fn written_paths(text: &str) -> Vec<NamePath> {
    let lines = Regex::new(r"(?m)^\s*(pub(?:\([^)]*\))? )?use [^;]+;|pub\(in [^)]*\)").unwrap();
    let text = lines.replace_all(text, "");
    let path = Regex::new(r"(?:^|[^:\w])((?:[a-z_][a-z_0-9]*::)+\w+)").unwrap();
    path.captures_iter(&text).map(|found| found[1].split("::").map(str::to_owned).collect()).collect()
}

#[test]
fn paths_are_read_off_lines() {
    let read = |text: &str| imports(text).iter().map(|(path, _)| path.join("::")).collect::<Vec<_>>();
    assert_eq!(
        read("use crate::{text::{self, Span}, site as other};"),
        ["crate::text", "crate::text::Span", "crate::site"]
    );
    assert_eq!(read("pub(super) use super::a::*;"), ["super::a::*"]);
    let written: Vec<String> =
        written_paths("use a::b;\nlet x = c::d(super::e::f, G::h);").iter().map(|path| path.join("::")).collect();
    assert_eq!(written, ["c::d", "super::e::f"]);
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
        // A crate is followed by `::` or is in `use`; a longer name says enough by itself.
        let is_path = name.contains([':', '!', '(', '='])
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

/// What is kept of compressed files is kept for the encoders that made it, and these change with their versions.
#[test]
fn the_encoders_are_named_with_their_versions() {
    let lock = include_str!("../../Cargo.lock");
    for name in ["brotli", "flate2", "zlib-rs"] {
        let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).unwrap();
        let (version, _) = after.split_once('"').unwrap();
        let named = format!("{name} {version}");
        assert!(ENCODERS.contains(&named), "ENCODERS in src/text/content_coding.rs lacks `{named}`: {ENCODERS}");
    }
}
