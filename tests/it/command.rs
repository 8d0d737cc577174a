//! The program as a person runs it: help, exit codes, what is said and where.

use crate::kit::{Site, files_of, write_files};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run of the program did.
pub struct Run {
    /// Its exit code.
    pub code: i32,
    /// What it wrote to its output.
    pub output: String,
    /// What it wrote to its error output.
    pub errors: String,
}

/// The program, to be run on the site in `root`.
pub fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liberate"));
    command.arg("--root").arg(root).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// Runs the program on the site in `root`.
pub fn liberate(root: &Path, arguments: &[&str]) -> Run {
    let done = program(root).args(arguments).output().expect("the program can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { code: done.status.code().expect("nobody killed it"), output: text(done.stdout), errors: text(done.stderr) }
}

/// A folder that vanishes with its value.
pub fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is a folder for temporary files")
}

/// A folder with the files of a site.
fn folder_of(site: &Site) -> tempfile::TempDir {
    let folder = temporary();
    site.write_to(folder.path());
    folder
}

/// Every file below `folder` with its bytes, a link with what it leads to.
pub fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            let name = path.strip_prefix(folder).expect("it is below the folder").to_string_lossy().into_owned();
            if let Ok(to) = std::fs::read_link(&path) {
                files.insert(name, to.to_string_lossy().into_owned().into_bytes());
            } else if path.is_dir() {
                waiting.push(path);
            } else {
                files.insert(name, std::fs::read(&path).expect("the file can be read"));
            }
        }
    }
    files
}

const AT: [&str; 2] = ["--at", "2026-11-22"];

// Help

#[test]
fn every_command_explains_itself() {
    let root = temporary();
    let whole = liberate(root.path(), &["--help"]);
    assert_eq!(whole.code, 0);
    for command in
        ["serve", "build", "check", "diff", "publish", "rollback", "deploy-config", "verify", "new", "due", "translate"]
    {
        assert!(whole.output.contains(&format!("\n  {command} ")), "{command} is not listed:\n{}", whole.output);
        let own = liberate(root.path(), &[command, "--help"]);
        assert_eq!((own.code, own.errors.as_str()), (0, ""), "{command}");
        assert!(own.output.contains("Usage: liberate ") && own.output.contains("--root <DIR>"), "{}", own.output);
        let first = own.output.lines().next().unwrap_or_default();
        assert!(first.split_whitespace().count() >= 4, "{command} begins with a sentence: {first}");
    }
    assert_eq!(liberate(root.path(), &["help", "build"]).code, 0);
    assert!(liberate(root.path(), &["--version"]).output.starts_with("liberate "));
}

#[test]
fn help_names_every_option() {
    let root = temporary();
    let options = |command: &str, names: &[&str]| {
        let help = liberate(root.path(), &[command, "--help"]).output;
        names.iter().for_each(|name| assert!(help.contains(name), "{command} does not explain {name}:\n{help}"));
    };
    options("build", &["--edition <NAME>", "--output <DIR>", "--at <DATE>", "--drafts", "--quiet", "--color"]);
    options("check", &["--format <FORMAT>", "--publish", "--at <DATE>", "--drafts", "json"]);
    options("check", &["--despite <CODE>", "--named <ROLE>", "--because <REASON>", "publication-log.toml"]);
    options(
        "due",
        &[
            "--within <DAYS>",
            "--owner <NAME>",
            "--format <FORMAT>",
            "--output <FILE>",
            "--at <DATE>",
            "ics",
            "Exit codes",
        ],
    );
    options("new", &["<PATH>", "--title <TITLE>"]);
}

// Exit codes

#[test]
fn nothing_is_wrong_0() {
    let folder = folder_of(&Site::new(""));
    let check = liberate(folder.path(), &["check", AT[0], AT[1]]);
    assert_eq!((check.code, check.output.as_str(), check.errors.as_str()), (0, "0 errors, 0 warnings\n", ""));
    assert_eq!(liberate(folder.path(), &["build", AT[0], AT[1]]).code, 0);
}

#[test]
fn the_site_has_errors_1() {
    let folder = folder_of(&Site::page_of("[x](@/none.md)"));
    let check = liberate(folder.path(), &["check", AT[0], AT[1]]);
    assert_eq!((check.code, check.output.as_str()), (1, "1 error, 0 warnings\n"));
    let build = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert_eq!((build.code, build.output.as_str()), (1, ""));
    assert!(build.errors.contains("1 error, 0 warnings: nothing was published"), "{}", build.errors);
    assert!(!folder.path().join("dist/public").exists());
}

#[test]
fn the_command_or_the_machine_has_2() {
    let folder = folder_of(&Site::new(""));
    let root = folder.path();
    for arguments in [
        &["build", "--nothing"][..],
        &["nothing"],
        &["build", "--at", "yesterday"],
        &["check", "--format", "xml"],
        &["build", "--edition", "nobody"],
        &["new"],
        &["build", "--output", "liberate.toml"],
    ] {
        let mut command = program(root);
        let done = command.current_dir(root).args(arguments).output().unwrap();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(!done.stderr.is_empty(), "{arguments:?} says why");
    }
    let nowhere = liberate(&root.join("nowhere"), &["check"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.errors.starts_with("error: ") && nowhere.errors.contains("nowhere"), "{}", nowhere.errors);
    let edition = liberate(root, &["build", "--edition", "nobody"]);
    assert_eq!(edition.errors, "error: there is no edition `nobody`; this site has: public, partner\n");
}

#[test]
fn a_file_in_the_way_of_a_page_is_a_mistake_of_the_site() {
    let folder = folder_of(&Site::page_of("x").with("=== static/page/index.html\nx\n"));
    let build = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert_eq!(build.code, 1, "{}", build.errors);
}

#[test]
fn warnings_do_not_stop_a_build_but_a_publication() {
    let folder = folder_of(&Site::new("=== content/page.md\n+++\ntitle = \"Page\"\nreview_by = 2026-01-01\n+++\n"));
    let check = liberate(folder.path(), &["check", AT[0], AT[1]]);
    assert_eq!((check.code, check.output.as_str()), (0, "0 errors, 1 warning\n"));
    let gate = liberate(folder.path(), &["check", "--publish", AT[0], AT[1]]);
    assert_eq!((gate.code, gate.output.as_str()), (1, "1 error, 0 warnings\n"));
    let build = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert_eq!(build.code, 0);
    assert!(build.errors.contains("this page was to be reviewed by 2026-01-01"), "{}", build.errors);
    let again = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert_eq!(again.errors, build.errors, "a build that changes nothing says the same");
}

// What is written where

#[test]
fn a_pipe_gets_no_colours() {
    let folder = folder_of(&Site::page_of("[x](@/none.md)"));
    let check = liberate(folder.path(), &["check"]);
    assert!(!check.errors.contains('\u{1b}') && !check.output.contains('\u{1b}'), "{}", check.errors);
    assert!(check.errors.contains("content/page.md:5:1"), "{}", check.errors);
    let forced = liberate(folder.path(), &["check", "--color", "always"]);
    assert!(forced.errors.contains('\u{1b}'), "{}", forced.errors);
}

#[test]
fn json_goes_to_the_output_alone() {
    let folder = folder_of(&Site::page_of("[x](@/none.md)"));
    let check = liberate(folder.path(), &["check", "--format", "json"]);
    assert_eq!((check.code, check.errors.as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&check.output).expect("it is JSON");
    assert_eq!(json[0]["code"], "unknown-page");
    let fine = folder_of(&Site::new(""));
    assert_eq!(liberate(fine.path(), &["check", "--format", "json"]).output, "[]\n");
}

#[test]
fn a_build_says_one_line() {
    let folder = folder_of(&Site::page_of("Words."));
    let build = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert_eq!((build.code, build.errors.as_str()), (0, ""));
    assert_eq!(build.output.lines().count(), 1, "{}", build.output);
    assert!(
        build.output.starts_with("published ") && build.output.contains(": 6 pages in 3 languages, 35 files, "),
        "{}",
        build.output
    );
    let again = liberate(folder.path(), &["build", AT[0], AT[1]]);
    assert!(again.output.starts_with("nothing has changed since the last build of "), "{}", again.output);
    assert_eq!(again.output.lines().count(), 1, "{}", again.output);
}

#[test]
fn quiet_is_silent() {
    let folder = folder_of(&Site::new(""));
    for arguments in [
        &["build", "--quiet", AT[0], AT[1]][..],
        &["--quiet", "build", AT[0], AT[1]],
        &["check", "--quiet"],
        &["new", "page", "--quiet"],
    ] {
        let run = liberate(folder.path(), arguments);
        assert_eq!((run.code, run.output.as_str(), run.errors.as_str()), (0, "", ""), "{arguments:?}");
    }
    let wrong = folder_of(&Site::page_of("[x](@/none.md)"));
    assert!(
        liberate(wrong.path(), &["check", "--quiet"]).errors.contains("there is no page"),
        "what is wrong is always said"
    );
}

#[test]
fn the_output_goes_where_it_is_asked_for() {
    let folder = folder_of(&Site::page_of("Words."));
    let elsewhere = temporary();
    let target = elsewhere.path().join("a/b");
    let build = liberate(folder.path(), &["build", "--output", &target.to_string_lossy(), AT[0], AT[1]]);
    assert_eq!(build.code, 0, "{}", build.errors);
    assert!(target.join("page/index.html").is_file());
    assert!(!folder.path().join("dist").exists());
    let partner = liberate(folder.path(), &["build", "--edition", "partner", AT[0], AT[1]]);
    assert_eq!(partner.code, 0, "{}", partner.errors);
    assert!(folder.path().join("dist/partner/page/index.html").is_file());
}

#[test]
fn a_build_holds_exactly_what_the_site_makes() {
    let site = Site::page_of("Words.\n\n![A gate](x.png)").with_bytes("content/x.png", crate::kit::PICTURE);
    let folder = folder_of(&site);
    assert_eq!(liberate(folder.path(), &["build", AT[0], AT[1]]).code, 0);
    let files = files_below(&folder.path().join("dist/public"));
    assert_eq!(files, crate::publish::expected(&site));
}

#[test]
fn the_day_is_asked_for() {
    let folder = folder_of(&Site::new("=== content/page.md\n+++\ntitle = \"Page\"\npublish_on = 2030-01-01\n+++\n"));
    let build = |at: &str| assert_eq!(liberate(folder.path(), &["build", "--at", at]).code, 0);
    build("2029-12-31");
    assert!(!folder.path().join("dist/public/page").exists());
    build("2030-01-01");
    assert!(folder.path().join("dist/public/page/index.html").is_file());
}

// New pages

#[test]
fn a_new_page_is_a_draft_in_its_place() {
    let folder = folder_of(&Site::new(""));
    let run = liberate(folder.path(), &["new", "signs/places/boat-yard"]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    assert!(run.output.starts_with("wrote content/signs/places/boat-yard.md"), "{}", run.output);
    let text = std::fs::read_to_string(folder.path().join("content/signs/places/boat-yard.md")).unwrap();
    assert!(text.starts_with("+++\ntitle = \"Boat yard\"\n"), "{text}");
    assert!(text.contains("\ndraft = true\n"), "{text}");
    assert_eq!(
        liberate(folder.path(), &["check", "--drafts"]).output,
        "0 errors, 0 warnings\n",
        "a new page is in order"
    );
    assert!(!folder.path().join("dist").exists());
    let named = liberate(folder.path(), &["new", "content/news/_index.md", "--title", "What \"they\" say"]);
    assert_eq!(named.code, 0, "{}", named.errors);
    let text = std::fs::read_to_string(folder.path().join("content/news/_index.md")).unwrap();
    assert!(text.contains("title = \"What \\\"they\\\" say\""), "{text}");
    assert_eq!(liberate(folder.path(), &["check", "--drafts"]).code, 0);
}

#[test]
fn a_page_that_is_there_stays_as_it_is() {
    let folder = folder_of(&Site::page_of("Words."));
    let before = files_below(folder.path());
    for path in ["page", "page.md", "content/page.md", "_index"] {
        let run = liberate(folder.path(), &["new", path]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.errors.contains("is there already and stays as it is"), "{path}: {}", run.errors);
    }
    assert_eq!(files_below(folder.path()), before);
}

#[test]
fn a_new_page_stays_inside_the_site() {
    let outer = temporary();
    let root = outer.path().join("site");
    write_files(
        &root,
        &files_of("=== liberate.toml\ntheme = \"x\"\n=== content/_index.md\n+++\ntitle = \"Home\"\n+++\n"),
    );
    let before = files_below(outer.path());
    for path in [
        "../out",
        "../../out",
        "a/../../../out",
        "/tmp/out",
        "a/../b",
        "..",
        "",
        "a\\..\\b",
        "content/../../out",
        "./a",
    ] {
        let run = liberate(&root, &["new", path]);
        assert_eq!(run.code, 2, "{path:?}: {}", run.output);
        assert!(run.errors.contains("is no path below content/"), "{path:?}: {}", run.errors);
    }
    assert_eq!(files_below(outer.path()), before);
}

#[test]
fn a_new_page_needs_a_site() {
    let folder = temporary();
    let run = liberate(folder.path(), &["new", "page"]);
    assert_eq!(run.code, 2);
    assert!(run.errors.contains("is not the folder of a site"), "{}", run.errors);
    assert!(files_below(folder.path()).is_empty());
}

#[test]
fn every_command_says_once_that_there_is_no_site_and_leaves_nothing() {
    let folder = temporary();
    std::fs::write(folder.path().join("letter.txt"), "Words.").unwrap();
    for arguments in [
        &["check"][..],
        &["check", "--links"],
        &["build"],
        &["serve", "--port", "0"],
        &["due"],
        &["new", "page"],
        &["translate", "status"],
        &["translate", "new", "help.md", "pl"],
        &["translate", "export", "pl"],
    ] {
        let run = liberate(folder.path(), arguments);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(run.errors.lines().count(), 1, "{arguments:?}: {}", run.errors);
        for piece in [
            "is not the folder of a site",
            "go to the folder that holds liberate.toml",
            "--root DIR",
            "liberate init FOLDER",
        ] {
            assert!(run.errors.contains(piece), "{arguments:?}: {}", run.errors);
        }
        assert_eq!(files_below(folder.path()).into_keys().collect::<Vec<_>>(), ["letter.txt"], "{arguments:?}");
    }
}

#[test]
fn a_day_on_the_command_line_has_no_time() {
    let folder = folder_of(&Site::new(""));
    for command in ["build", "check", "due"] {
        for day in [
            "2026-11-22T15:00:00Z",
            "2026-11-22 15:00",
            "2026-11-22T00:00",
            "20261122",
            "2026-W47-7",
            "22.11.2026",
            "2026-02-30",
        ] {
            let run = liberate(folder.path(), &[command, "--at", day]);
            assert_eq!(run.code, 2, "{command} {day}");
            assert!(run.errors.contains("without a time, such as 2026-11-22"), "{command} {day}: {}", run.errors);
        }
    }
}

// Files that are asked for

/// Runs a command that writes a file.
fn asked_for(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let run = liberate(folder, arguments);
    (run.code, run.errors)
}

#[test]
fn a_file_that_is_asked_for_is_written_over_nothing_but_itself() {
    let folder = temporary();
    Site::page_of("Words.").write_to(folder.path());
    let elsewhere = temporary();
    let file = elsewhere.path().join("list.txt");
    let path = file.to_string_lossy().into_owned();
    for command in [&["due", "--format", "ics"][..], &["translate", "export", "pl"]] {
        let run = || asked_for(folder.path(), &[command, &["--output", &path]].concat());
        assert_eq!(run().0, 0);
        let own = std::fs::read(&file).unwrap();
        assert_eq!(run().0, 0, "its own earlier file is replaced");
        std::fs::write(&file, b"somebody's work").unwrap();
        let (code, said) = run();
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("has changed since it was written; move it away, or name another file"), "{said}");
        assert_eq!(std::fs::read(&file).unwrap(), b"somebody's work");
        std::fs::write(&file, &own).unwrap();
        assert_eq!(run().0, 0);
        std::fs::remove_dir_all(folder.path().join(".liberate")).unwrap();
        std::fs::write(&file, b"other words").unwrap();
        let (code, said) = run();
        assert!(code == 2 && said.contains("was not written by this command"), "{said}");
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn a_file_that_is_asked_for_never_becomes_a_part_of_the_site_and_follows_no_link() {
    let folder = temporary();
    Site::page_of("Words.").write_to(folder.path());
    let before = files_below(folder.path());
    let elsewhere = temporary();
    std::os::unix::fs::symlink(folder.path().join("liberate.toml"), elsewhere.path().join("link")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("content"), elsewhere.path().join("way")).unwrap();
    std::os::unix::fs::symlink("nowhere", elsewhere.path().join("dangling")).unwrap();
    let at = |path: &Path| path.to_string_lossy().into_owned();
    for path in [
        at(&folder.path().join("content/page.md")),
        at(&folder.path().join("content/due.ics")),
        at(&folder.path().join("static/new/due.ics")),
        at(&folder.path().join("liberate.toml")),
        at(&folder.path().join("themes/plain/templates/home.html")),
        at(&folder.path().join("static/../content/due.md")),
        at(&elsewhere.path().join("way/due.ics")),
        at(&elsewhere.path().join("link")),
        at(&elsewhere.path().join("dangling")),
        "/dev/null".to_owned(),
        "/".to_owned(),
    ] {
        let (code, said) = asked_for(folder.path(), &["due", "--format", "ics", "--output", &path]);
        assert_eq!(code, 2, "{path}: {said}");
        assert_eq!(files_below(folder.path()), before, "{path}");
    }
    assert!(!elsewhere.path().join("nowhere").exists());
}

#[test]
fn mistakes_about_a_web_server_are_said_before_anything_is_written() {
    let mut site = Site::new("");
    let settings = site.source("liberate.toml").replacen("https://site.example\"", "https://site.example/safety\"", 1);
    site.edit("liberate.toml", &settings);
    let root = folder_of(&site);
    let check = |arguments: &[&str], expected: &str| {
        let run = liberate(root.path(), &[&["deploy-config"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.output);
        assert!(run.errors.contains(expected) && run.output.is_empty(), "{arguments:?}: {}", run.errors);
    };
    check(&["iis", "--folder", "/srv/safety"], "possible values: nginx, caddy, apache");
    check(&["nginx", "--folder", "dist/public"], "the whole path on the server");
    check(&["nginx", "--folder", "/srv/public"], "must end with /safety");
    check(&["caddy", "--folder", "/srv/{env}/safety"], "signs that servers obey");
    check(&["nginx", "--folder", "/srv/a\nb/safety"], "signs that servers obey");
    check(&["apache", "--folder", "/srv/safety", "--edition", "prtner"], "this site has: public");
    check(&["nginx", "--folder", "/srv/safety", "--port", "0"], "0 is not in 1..=65535");
    let config = root.path().join("content/nginx.conf");
    check(
        &["nginx", "--folder", "/srv/safety", "--output", config.to_str().unwrap()],
        "would become a part of the site",
    );
    assert!(!config.exists());
    let fine = liberate(root.path(), &["deploy-config", "nginx", "--folder", "/srv/safety"]);
    assert!(fine.output.contains("root \"/srv\";") && fine.code == 0, "{}{}", fine.output, fine.errors);
    std::fs::write(root.path().join("content/page.md"), "Words").unwrap();
    check(&["nginx", "--folder", "/srv/safety"], "run `liberate check` first");
}

// Without a command

/// The program without a command, in a folder, as somebody who has never used it, on a computer without a browser.
fn without_command(folder: &Path, state: &Path) -> Command {
    started_as(Path::new(env!("CARGO_BIN_EXE_liberate")), folder, state)
}

fn started_as(program: &Path, folder: &Path, state: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("XDG_STATE_HOME", state).env("PATH", "");
    command
}

/// What it says until it has said how to end it.
fn introduction(folder: &Path, state: &Path) -> String {
    introduction_of(without_command(folder, state))
}

fn introduction_of(mut command: Command) -> String {
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program can be started");
    let lines = BufReader::new(running.stdout.take().expect("it is piped")).lines();
    let lines: Vec<String> = lines.map_while(Result::ok).take(5).collect();
    running.kill().and_then(|()| running.wait()).expect("it can be ended");
    lines.join("\n")
}

#[test]
fn a_double_click_shows_the_site_and_says_how_to_end_it() {
    let (site, state) = (folder_of(&Site::new("")), temporary());
    let said = introduction(site.path(), state.path());
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 5, "{said}");
    assert!(lines[1].ends_with(&*site.path().to_string_lossy()), "{said}");
    assert!(lines[2].contains("http://localhost:"), "{said}");
    assert!(lines[4].contains("close this window"), "{said}");
    // From anywhere else it is the one that was shown last, as long as it is there.
    let elsewhere = temporary();
    let again = introduction(elsewhere.path(), state.path());
    assert_eq!(again.lines().nth(1), said.lines().nth(1), "{again}");
    drop(site);
    let done = without_command(elsewhere.path(), state.path()).output().expect("the program can be started");
    assert_eq!(done.status.code(), Some(2));
    let errors = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        errors.starts_with("error: there is no site here, beside the program, or where one was shown last"),
        "{errors}"
    );
    assert_eq!(files_below(elsewhere.path()).len(), 0);
}

#[test]
fn a_double_click_finds_the_one_portal_beside_the_program() {
    let (folder, elsewhere, state) = (temporary(), temporary(), temporary());
    let program = folder.path().join("liberate");
    let built = env!("CARGO_BIN_EXE_liberate");
    std::fs::hard_link(built, &program).or_else(|_| std::fs::copy(built, &program).map(|_| ())).unwrap();
    std::fs::write(folder.path().join("READ ME.txt"), "Words").unwrap();
    let site = folder_of(&Site::new(""));
    std::fs::create_dir(folder.path().join("portal")).unwrap();
    for name in std::fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name()) {
        std::fs::rename(site.path().join(&name), folder.path().join("portal").join(&name)).unwrap();
    }
    let said = introduction_of(started_as(&program, elsewhere.path(), state.path()));
    assert!(said.lines().nth(1).is_some_and(|line| line.ends_with("portal")), "{said}");
}

#[test]
fn a_double_click_says_how_much_is_wrong() {
    let (site, state) = (folder_of(&Site::new("=== content/a.md\n+++\ntitel = \"A\"\n+++\n")), temporary());
    let said = introduction(site.path(), state.path());
    assert!(said.lines().nth(3).is_some_and(|line| line.contains("error")), "{said}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = temporary();
    let run = liberate(folder.path(), &["manual", &folder.path().join("manual").to_string_lossy()]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let files = files_below(&folder.path().join("manual"));
    for path in ["man1/liberate.1", "man1/liberate-check.1", "completions/liberate.bash", "completions/_liberate"] {
        assert!(files.contains_key(path), "{path} in {:?}", files.keys());
    }
}
