//! Where a build may write: never over the site, over anybody's files, or over what only looks like its own.

use crate::command::{Run, files_below, program, temporary};
use crate::kit::Site;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// A site, and room around it.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self { folder: temporary() };
        Site::page_of("Words.").with("=== static/leaflet.txt\nA leaflet.\n").write_to(&room.root());
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn root(&self) -> PathBuf {
        self.path("site")
    }

    /// Builds in the site's folder.
    fn build(&self, arguments: &[&str]) -> Run {
        let mut command = program(Path::new("."));
        command.current_dir(self.root()).args(["build", "--at", "2026-11-22"]).args(arguments);
        let done = command.env("HOME", self.path("home")).output().expect("the program can be started");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run {
            code: done.status.code().expect("nobody killed it"),
            output: text(&done.stdout),
            errors: text(&done.stderr),
        }
    }

    /// Every file, and every link with where it leads.
    fn everything(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut waiting = vec![self.folder.path().to_owned()];
        while let Some(next) = waiting.pop() {
            for entry in fs::read_dir(next).unwrap().flatten() {
                let (path, kind) = (entry.path(), entry.file_type().unwrap());
                let bytes = match () {
                    () if kind.is_dir() => Vec::new(),
                    () if kind.is_symlink() => {
                        fs::read_link(&path).unwrap().to_string_lossy().into_owned().into_bytes()
                    }
                    () => fs::read(&path).unwrap(),
                };
                if kind.is_dir() {
                    waiting.push(path.clone());
                }
                found.insert(path.to_string_lossy().into_owned(), bytes);
            }
        }
        found
    }

    /// Builds, and nothing at all is written: no lock, no stage, no record.
    fn refused(&self, output: &str, says: &str) {
        let before = self.everything();
        let run = self.build(&["--output", output]);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{output}: {}", run.errors);
        assert!(run.errors.starts_with("error: ") && run.errors.contains(says), "{output}: {}", run.errors);
        assert_eq!(run.errors.lines().count(), 1, "{output}: {}", run.errors);
        let after = self.everything();
        let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(&before), "{output}");
        assert!(after == before, "{output}: a file has changed");
    }
}

#[test]
fn the_site_is_no_target() {
    let room = Room::new();
    for output in [".", "./", "../site", "content/..", "../site/.", &room.root().to_string_lossy()] {
        room.refused(output, "is the folder of a site");
    }
    for output in ["..", "../", "content/../..", "/"] {
        let says = if output == "/" { "has no folder above it" } else { "holds the site" };
        room.refused(output, says);
    }
}

#[test]
fn what_a_build_reads_is_no_target() {
    let room = Room::new();
    for part in ["content", "static", "themes", "templates", "styles", "fonts", ".liberate", ".git"] {
        for output in [part.to_owned(), format!("{part}/out"), format!("{part}/a/b/../b"), part.to_uppercase()] {
            // A folder on the way that is not there yet cannot be gone back from.
            let says = if output.contains("..") { "" } else { &format!("is part of the site (`{part}`)") };
            room.refused(&output, says);
        }
    }
    room.refused("themes/liberate/images", "is part of the site");
    room.refused("liberate.toml", "is no folder");
    room.refused("liberate.toml/out", "is a file");
}

#[test]
fn links_lead_around_nothing() {
    let room = Room::new();
    fs::create_dir(room.path("empty")).unwrap();
    symlink(room.root().join("content"), room.path("to-content")).unwrap();
    symlink(room.root(), room.path("to-site")).unwrap();
    symlink("empty", room.path("to-empty")).unwrap();
    symlink("nowhere", room.path("to-nowhere")).unwrap();
    symlink("circle", room.path("circle")).unwrap();
    room.refused("../to-content", "is a link");
    room.refused("../to-content/", "is a link");
    room.refused("../to-content/out", "is part of the site (`content`)");
    room.refused("../to-site", "is a link");
    room.refused("../to-site/static/out", "is part of the site (`static`)");
    room.refused("../to-empty", "is a link");
    room.refused("../to-nowhere", "is a link");
    room.refused("../to-nowhere/out", "a link that leads nowhere");
    room.refused("../circle/out", "a link that leads nowhere");
    // A folder that the site reads through a link is read as well.
    fs::create_dir(room.path("shared")).unwrap();
    symlink("../shared", room.root().join("styles")).unwrap();
    room.refused("../shared", "is part of the site (`styles`)");
    room.refused("../shared/out", "is part of the site (`styles`)");
    fs::remove_file(room.root().join("styles")).unwrap();
    // A link on the way to a folder of its own is a way like any other.
    let run = room.build(&["--output", "../to-empty/out"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(room.path("empty/out/page/index.html").is_file());
}

#[test]
fn folders_of_others_are_no_target() {
    let room = Room::new();
    fs::create_dir_all(room.path("Documents/Letters")).unwrap();
    fs::write(room.path("Documents/Letters/letter.txt"), "precious").unwrap();
    fs::create_dir_all(room.path("home/ann")).unwrap();
    room.refused("../Documents", "holds what no build has made: `Letters/`");
    room.refused("../Documents/Letters", "`letter.txt`");
    room.refused("../home", "home folder");
    fs::create_dir(room.path("folders")).unwrap();
    fs::create_dir(room.path("folders/empty")).unwrap();
    room.refused("../folders", "`empty/`");
    // Another site, and its release.
    Site::page_of("Theirs.").write_to(&room.path("other"));
    room.refused("../other", "is the folder of a site");
    room.refused("../other/content/out", "is part of the site (`content`)");
    let mut theirs = program(&room.path("other"));
    assert!(theirs.args(["build", "--quiet", "--at", "2026-11-22"]).status().unwrap().success());
    room.refused("../other/dist", "holds what no build has made");
    room.refused("../other/dist/public", "holds the release of another site");
    room.refused("../other/dist/public/ours", "lies inside the release `public`");
}

#[test]
fn a_release_is_not_built_into_another() {
    let room = Room::new();
    assert_eq!(room.build(&["--quiet"]).code, 0);
    room.refused("dist", "holds what no build has made");
    room.refused("dist/public/inner", "lies inside the release `public`");
    room.refused("dist/public/page/inner/most", "lies inside the release `public`");
    let partner = room.build(&["--edition", "partner", "--output", "dist/public"]);
    assert_eq!(partner.code, 2);
    assert!(partner.errors.contains("holds the edition `public`, and this is `partner`"), "{}", partner.errors);
    // The record of a release that is gone binds nobody.
    fs::remove_dir_all(room.root().join("dist/public")).unwrap();
    assert_eq!(room.build(&["--edition", "partner", "--output", "dist/public"]).code, 0);
}

#[test]
fn what_is_remembered_may_be_deleted() {
    let room = Room::new();
    assert_eq!(room.build(&["--quiet"]).code, 0);
    let before = files_below(&room.root().join("dist/public"));
    fs::remove_dir_all(room.root().join(".liberate")).unwrap();
    let again = room.build(&[]);
    assert_eq!(again.code, 0, "{}", again.errors);
    assert!(
        again.output.starts_with("published dist/public") || again.output.contains("dist/public"),
        "{}",
        again.output
    );
    assert_eq!(files_below(&room.root().join("dist/public")), before);
    // A release may move with its site.
    fs::rename(room.root(), room.path("moved")).unwrap();
    fs::rename(room.path("moved"), room.root()).unwrap();
    assert_eq!(room.build(&["--quiet"]).code, 0);
}

#[test]
fn a_site_that_lost_its_pages_asks_first() {
    let room = Room::new();
    for number in 0..12 {
        fs::write(room.root().join(format!("content/p{number}.md")), format!("+++\ntitle = \"P {number}\"\n+++\n"))
            .unwrap();
    }
    assert_eq!(room.build(&["--quiet"]).code, 0);
    fs::remove_file(room.root().join("content/p3.md")).unwrap();
    assert_eq!(room.build(&["--quiet"]).code, 0, "one of many is an editor's work");
    let before = files_below(&room.root().join("dist"));
    for number in 4..7 {
        fs::remove_file(room.root().join(format!("content/p{number}.md"))).unwrap();
    }
    let run = room.build(&[]);
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert!(
        run.errors.contains("this release has 30 pages, and the release in ./dist/public has 39"),
        "{}",
        run.errors
    );
    assert!(run.errors.contains("add --fewer-pages"), "{}", run.errors);
    assert_eq!(files_below(&room.root().join("dist")), before);
    assert_eq!(room.build(&["--fewer-pages"]).code, 0);
    assert_eq!(room.build(&[]).code, 0);
}
