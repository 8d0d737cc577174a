//! When the machine fails: no place to write to, no memory, no threads, damaged files of the program's own. And what nobody may make
//! a terminal obey.

use crate::command::{liberate, program, temporary};
use crate::kit::Site;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn folder_of(site: &Site) -> tempfile::TempDir {
    let folder = temporary();
    site.write_to(folder.path());
    folder
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A failure that is said in one plain line.
fn is_plain(output: &Output, says: &str, what: &str) {
    let errors = errors(output);
    assert_eq!(output.status.code(), Some(2), "{what}: {errors}");
    assert!(errors.contains("error: ") && errors.contains(says), "{what}: {errors}");
    for word in ["panic", "os error", "RUST_BACKTRACE", "unwrap"] {
        assert!(!errors.contains(word), "{what}: {errors}");
    }
}

// The output

const COMMANDS: [&[&str]; 7] = [
    &["check", "--at", "2026-11-22"],
    &["check", "--format", "json", "--at", "2026-11-22"],
    &["due", "--at", "2026-11-22"],
    &["due", "--format", "ics", "--at", "2026-11-22"],
    &["translate", "status"],
    &["--help"],
    &["--version"],
];

#[test]
fn a_full_disk_behind_the_output_is_said() {
    let folder = folder_of(&Site::page_of("Words."));
    for arguments in COMMANDS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = program(folder.path()).args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        is_plain(&output, "the output could not be written: the disk is full", &format!("{arguments:?}"));
    }
}

#[test]
fn a_reader_that_has_gone_is_said() {
    let folder = folder_of(&Site::page_of("Words."));
    for arguments in COMMANDS {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program(folder.path()).args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        is_plain(&output, "the program that was to read it has ended", &format!("{arguments:?}"));
    }
}

#[test]
fn an_error_output_that_is_full_is_no_success() {
    let folder = folder_of(&Site::page_of("[x](@/none.md)"));
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = program(folder.path()).args(["check"]).stderr(full).stdout(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_release_is_published_although_nobody_hears_of_it() {
    let folder = folder_of(&Site::page_of("Words."));
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut build = program(folder.path());
    let output = build.args(["build", "--at", "2026-11-22"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    is_plain(&output, "the output could not be written", "build");
    assert!(folder.path().join("dist/public/page/index.html").is_file());
}

// Memory and threads

/// Runs the program in a shell with limits of its own.
fn limited(root: &Path, limits: &str, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_liberate");
    let script = format!("{limits}; exec '{program}' --root '{}' {arguments}", root.display());
    Command::new("sh").args(["-c", &script]).output().expect("there is a shell")
}

#[test]
fn too_little_memory_is_said() {
    let folder = folder_of(&Site::page_of("Words."));
    for kilobytes in [400_000, 800_000, 1_200_000] {
        let output = limited(folder.path(), &format!("ulimit -v {kilobytes}"), "build --quiet");
        if output.status.code() != Some(0) {
            is_plain(&output, "memory", &format!("{kilobytes} kB"));
            assert!(!folder.path().join("dist/public").exists(), "{kilobytes} kB");
        }
        let _ = fs::remove_dir_all(folder.path().join("dist"));
    }
}

// Files of the program's own

#[test]
fn what_cannot_be_written_is_said_in_words() {
    let folder = folder_of(&Site::page_of("Words."));
    let root = folder.path();
    fs::write(root.join("file"), "x").unwrap();
    for arguments in [
        &["due", "--output", "file/list.txt"][..],
        &["due", "--output", "content"],
        &["build", "--output", "file/out"],
        &["new", "page.md/below"],
    ] {
        let output = program(root).current_dir(root).args(arguments).output().unwrap();
        let errors = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.starts_with("error: ") && !errors.contains("os error"), "{arguments:?}: {errors}");
    }
    assert!(root.join("content/page.md").is_file());
}

#[test]
fn a_new_page_follows_no_link() {
    let folder = folder_of(&Site::page_of("Words."));
    std::os::unix::fs::symlink("../elsewhere.md", folder.path().join("content/new.md")).unwrap();
    let run = liberate(folder.path(), &["new", "new"]);
    assert_eq!(run.code, 2, "{}", run.output);
    assert!(!folder.path().join("elsewhere.md").exists());
}

// What a terminal must not obey

/// Signs that move the cursor, colour, write a title, turn words around or begin a new line.
const SIGNS: &str = "\\u001b[2J\\u001b]0;title\\u0007\\u009b31m\\u202e\\nnew";

fn is_harmless(text: &str, what: &str) {
    let bad = text.chars().find(|sign| {
        (sign.is_control() && *sign != '\n') || matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(bad, None, "{what}: {text:?}");
    assert!(!text.lines().any(|line| line.starts_with("new")), "{what}: {text}");
}

#[test]
fn words_of_records_are_obeyed_by_no_terminal() {
    let site = Site::new(&format!(
        "=== content/page.md\n+++\ntitle = \"Page {SIGNS}\"\nowner = \"Owner {SIGNS}\"\nreview_by = 2026-01-01\n+++\n\nWords.\n\
         === content/contacts.toml\n[line]\nname = \"Helpline {SIGNS}\"\nowner = \"Owner {SIGNS}\"\ndisplay = \"0121 496 0000\"\n\
         digits = \"01214960000\"\nstate = \"publish\"\naudience = \"both\"\nreview_by = 2026-01-01\n"
    ));
    let folder = folder_of(&site);
    let strange = folder.path().join("x\u{1b}[2J\nnew");
    for arguments in [
        &["due", "--at", "2026-11-22"][..],
        &["due", "--at", "2026-11-22", "--format", "json"],
        &["due", "--owner", "x\u{1b}[2J"],
        &["check", "--at", "2026-11-22"],
        &["check", "--publish", "--at", "2026-11-22"],
        &["check", "--format", "json", "--at", "2026-11-22"],
        &["build", "--at", "2026-11-22"],
        &["translate", "status"],
        &["build", "--edition", "x\u{1b}[2J"],
        &["build", "--at", "2026-11-22", "--output", &strange.to_string_lossy()],
        &["check", "x\u{9b}31m"],
    ] {
        let run = liberate(folder.path(), arguments);
        is_harmless(&run.output, &format!("{arguments:?}"));
        is_harmless(&run.errors, &format!("{arguments:?}"));
    }
}

#[test]
fn names_and_lines_of_files_are_obeyed_by_no_terminal() {
    let folder = folder_of(&Site::new(""));
    let content = folder.path().join("content");
    let signs = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}";
    let page = format!("+++\ntitle = \"Page\"\n+++\n\n[x{signs}](@/none.md) {signs}\n");
    fs::write(content.join("page.md"), &page).unwrap();
    fs::write(content.join("a\u{1b}[2J\u{202e}\nnew.md"), &page).unwrap();
    let run = liberate(folder.path(), &["check"]);
    assert!(run.code != 0 && run.errors.contains("none"), "{}", run.errors);
    is_harmless(&run.errors, "check");
    let json = liberate(folder.path(), &["check", "--format", "json"]);
    is_harmless(&json.output, "check --format json");
    assert!(serde_json::from_str::<serde_json::Value>(&json.output).is_ok());
}
