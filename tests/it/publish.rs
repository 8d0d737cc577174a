//! Publishing: all or nothing, and nothing twice.

use crate::chance::Chance;
use crate::command::{files_below, program, temporary};
use crate::kit::{PICTURE, RECORDS, Site};
use liberate::publish::{Outcome, Publication};
use liberate::text::Fingerprint;
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The file of an address inside the folder.
pub fn file_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A folder in which a site is published again and again.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: temporary() }
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Publishes as `liberate build` does.
    fn publish(&self, site: &Site) -> Outcome {
        let target = self.target();
        let inputs = Fingerprint::of_parts([
            site.workspace().fingerprint().bytes().as_slice(),
            format!("{:?}", site.options()).as_bytes(),
        ]);
        let cache = self.folder.path().join("cache");
        let publication = Publication { target: &target, cache, inputs, progress: &|_, _| {} };
        publication.still_stands().unwrap_or_else(|| {
            let snapshot = site.workspace().snapshot(site.options()).expect("there is such an edition");
            publication.publish(&snapshot).expect("the folder can be written")
        })
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.target())
    }

    /// What tells whether a file was written again: its number and its time.
    fn marks(&self) -> BTreeMap<String, (u64, i64, i64)> {
        let mark = |name: &String| {
            let metadata = std::fs::metadata(self.target().join(name)).expect("the file is there");
            (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
        };
        self.files().keys().map(|name| (name.clone(), mark(name))).collect()
    }

    /// What stands beside the target, without what the program remembers and its lock.
    fn beside(&self) -> Vec<String> {
        names_in(self.folder.path())
            .into_iter()
            .filter(|name| !["out", "cache", ".out.lock"].contains(&name.as_str()))
            .collect()
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn site() -> Site {
    Site::new(RECORDS)
        .with(
            r#"
=== content/help.md
+++
title = "Help"
aliases = ["/old/help/"]
+++

Ring {{ number(id="helpline") }}.
=== content/signs/_index.md
+++
title = "Signs"
+++
=== content/signs/car.md
+++
title = "Car wash"
+++
=== static/leaflet.txt
A leaflet.
"#,
        )
        .with_bytes("content/signs/car.png", PICTURE)
}

fn expected(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.built().artifacts.iter().map(|(address, bytes)| (file_of(address), bytes.clone())).collect()
}

fn errors(outcome: &Outcome) -> usize {
    outcome.diagnostics.iter().filter(|finding| crate::kit::is_error(finding)).count()
}

#[test]
fn the_folder_holds_exactly_the_release() {
    let (place, site) = (Place::new(), site());
    let outcome = place.publish(&site);
    assert!(outcome.published && !outcome.unchanged);
    assert_eq!(place.files(), expected(&site));
    assert_eq!((outcome.files, outcome.written), (expected(&site).len(), expected(&site).len()));
    assert_eq!(outcome.bytes, expected(&site).values().map(|bytes| bytes.len() as u64).sum::<u64>());
    assert_eq!(outcome.pages, 12);
    assert_eq!(place.beside(), [""; 0]);
}

#[test]
fn a_site_with_errors_leaves_the_folder_untouched() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    let (files, marks) = (place.files(), place.marks());
    site.edit("content/new.md", "+++\ntitle = \"New\"\n+++\n\n[x](@/none.md)\n");
    let outcome = place.publish(&site);
    assert!(!outcome.published);
    assert_eq!(errors(&outcome), 1);
    assert_eq!(place.files(), files);
    assert_eq!(place.marks(), marks);
    assert_eq!(place.beside(), [""; 0]);
}

#[test]
fn a_site_with_errors_makes_no_folder() {
    let (place, site) = (Place::new(), Site::page_of("[x](@/none.md)"));
    assert!(!place.publish(&site).published);
    assert!(!place.target().exists());
    assert_eq!(place.beside(), [""; 0]);
}

#[test]
fn a_second_build_writes_nothing() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    let marks = place.marks();
    let again = place.publish(&site);
    assert!(again.published && again.unchanged);
    assert_eq!((again.written, again.files, again.pages), (0, expected(&site).len(), 12));
    assert_eq!(place.marks(), marks);
    // Without what the program remembers every file is made again, found to be the same, and kept.
    std::fs::remove_dir_all(place.folder.path().join("cache")).unwrap();
    let forgetful = place.publish(&site);
    assert!(forgetful.published && !forgetful.unchanged);
    assert_eq!(forgetful.written, 0);
    assert_eq!(place.marks(), marks);
}

#[test]
fn a_change_writes_only_what_changed() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    let before = place.marks();
    let old = place.files();
    site.replace("content/signs/car.md", "title = \"Car wash\"\n+++", "title = \"Car wash\"\n+++\n\nNew words.");
    let outcome = place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    let changed: Vec<&String> = old.keys().filter(|name| old[*name] != place.files()[*name]).collect();
    assert_eq!(changed, ["pl/signs/car/index.html", "signs/car/index.html", "ur/signs/car/index.html"]);
    assert_eq!(outcome.written, changed.len());
    let after = place.marks();
    for (name, mark) in &after {
        assert_eq!(before[name] == *mark, !changed.contains(&name), "{name}");
    }
}

#[test]
fn files_that_are_not_of_this_build_vanish() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    std::fs::write(place.target().join("strange.html"), "x").unwrap();
    std::fs::create_dir(place.target().join("strange")).unwrap();
    std::fs::write(place.target().join("strange/index.html"), "x").unwrap();
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    site.delete("content/signs");
    site.delete("static");
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    assert!(!place.target().join("signs").exists(), "no empty folder is left");
}

#[test]
fn empty_folders_vanish() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    std::fs::create_dir(place.target().join("strange")).unwrap();
    place.publish(&site);
    assert!(!place.target().join("strange").exists());
}

#[test]
fn a_damaged_folder_is_repaired() {
    type Damage = (&'static str, fn(&Path));
    let damage: [Damage; 5] = [
        ("other bytes of the same length", |path| {
            let mut bytes = std::fs::read(path).unwrap();
            bytes[0] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }),
        ("half a file", |path| std::fs::write(path, "half").unwrap()),
        ("no bytes", |path| std::fs::write(path, "").unwrap()),
        ("no file", |path| std::fs::remove_file(path).unwrap()),
        ("no folder", |path| std::fs::remove_dir_all(path.parent().unwrap()).unwrap()),
    ];
    for (name, make) in damage {
        let (place, site) = (Place::new(), site());
        place.publish(&site);
        make(&place.target().join("help/index.html"));
        let outcome = place.publish(&site);
        assert!(!outcome.unchanged && outcome.written == 1, "{name}");
        assert_eq!(place.files(), expected(&site), "{name}");
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_repaired() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    let path = place.target().join("robots.txt");
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let (one, other) = (Place::new(), Place::new());
    one.publish(&site());
    let mut again = Site::new("");
    // The same files in another order, with detours.
    let files = site().files().clone();
    for (path, bytes) in files.iter().rev() {
        again.put(path, b"+++\n".to_vec());
        again.put(path, bytes.clone());
    }
    other.publish(&again);
    assert_eq!(one.files(), other.files());
}

#[test]
fn what_is_remembered_may_be_damaged() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    for text in [
        "",
        "liberate build record 1\n",
        "liberate build record 99\nx\n",
        "\u{0}\u{1}",
        "liberate build record 1\nx\n12\n[]\n",
    ] {
        let cache = place.folder.path().join("cache");
        for name in names_in(&cache) {
            std::fs::write(cache.join(name), text).unwrap();
        }
        assert!(place.publish(&site).published, "{text:?}");
        assert_eq!(place.files(), expected(&site));
    }
}

#[test]
fn the_target_must_be_a_folder() {
    let (place, site) = (Place::new(), site());
    std::fs::write(place.target(), "precious").unwrap();
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    let target = place.target();
    let publication = Publication {
        target: &target,
        cache: place.folder.path().join("cache"),
        inputs: Fingerprint::default(),
        progress: &|_, _| {},
    };
    assert!(publication.publish(&snapshot).is_err());
    assert_eq!(std::fs::read(place.target()).unwrap(), b"precious");
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let (place, site) = (Place::new(), site());
    std::fs::create_dir_all(place.folder.path().join(".out.stage/half")).unwrap();
    std::fs::write(place.folder.path().join(".out.stage/half/index.html"), "half").unwrap();
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    assert_eq!(place.beside(), [""; 0]);
}

#[test]
fn what_a_killed_build_left_is_cleared_away_although_nothing_changed() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    std::fs::create_dir_all(place.folder.path().join(".out.stage/half")).unwrap();
    assert!(place.publish(&site).unchanged);
    assert_eq!(place.beside(), [""; 0]);
}

// Killing

const PAGES: usize = 120;
const KILLS: usize = 50;

/// A site of some hundred pages; of one version all pages differ from those of another.
fn big_site(version: usize) -> Site {
    let mut site = Site::new("");
    let mut text = String::new();
    for number in 0..PAGES {
        text.push_str(&format!(
            "=== content/s{}/page-{number}.md\n+++\ntitle = \"Page {number}\"\n+++\n\n## Version {version}\n\n{}\n",
            number % 10,
            format!("Words of version {version} on page {number}.\n\n").repeat(20)
        ));
        // Some pages come and go, so that folders do as well.
        if number % 7 == version % 7 {
            text.push_str(&format!(
                "=== content/only-{version}/page-{number}/index.md\n+++\ntitle = \"Only {number}\"\n+++\n"
            ));
        }
    }
    site = site.with(&text);
    site
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_release() {
    let folder = temporary();
    let (root, target) = (folder.path().join("site"), folder.path().join("out"));
    let versions = [big_site(1), big_site(2)];
    let releases = [expected(&versions[0]), expected(&versions[1])];
    let build = || {
        let mut command = program(&root);
        command.args(["build", "--quiet", "--at", "2026-11-22", "--output"]).arg(&target);
        command.spawn().expect("the program can be started")
    };
    versions[0].write_to(&root);
    let started = Instant::now();
    assert!(build().wait().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(files_below(&target), releases[0]);
    let mut chance = Chance::new(7);
    let (mut stands, mut killed) = (0, 0);
    for round in 1..=KILLS {
        let next = round % 2;
        std::fs::remove_dir_all(root.join("content")).unwrap();
        versions[next].write_to(&root);
        let mut child = build();
        // The delay only chooses the moment; nothing below depends on it.
        std::thread::sleep(whole.mul_f64(chance.below(1200) as f64 / 1000.0).min(Duration::from_secs(20)));
        killed += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        let files = files_below(&target);
        let now = releases.iter().position(|release| *release == files);
        assert!(now == Some(stands) || now == Some(next), "round {round}: the folder is no whole release, old or new");
        stands = now.unwrap_or(stands);
    }
    assert!(killed > KILLS / 4, "only {killed} builds were killed under way");
    // The last build makes the release that does not stand, so that it has something to do.
    std::fs::remove_dir_all(root.join("content")).unwrap();
    versions[1 - stands].write_to(&root);
    assert!(build().wait().unwrap().success());
    assert_eq!(files_below(&target), releases[1 - stands]);
    let left: Vec<String> = names_in(folder.path())
        .into_iter()
        .filter(|name| !["out", "site", ".out.lock"].contains(&name.as_str()))
        .collect();
    assert_eq!(left, [""; 0], "no stage is left");
}
