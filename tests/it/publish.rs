//! Publishing: all or nothing, and nothing twice.

use crate::chance::Chance;
use crate::command::{files_below, program, temporary};
use crate::kit::{PICTURE, RECORDS, Site};
use liberate::publish::{FewerPages, Halt, ProtectedFolders, Publication, PublishOutcome, Steps, Target};
use liberate::render::compresses;
use liberate::text::{ContentCoding, Fingerprint};
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
    fn publish(&self, site: &Site) -> PublishOutcome {
        self.try_to_publish(site, true).expect("the folder can be written")
    }

    fn try_to_publish(&self, site: &Site, fewer_pages: bool) -> Result<PublishOutcome, Halt> {
        let inputs = Fingerprint::of_parts([
            site.workspace().fingerprint().bytes().as_slice(),
            format!("{:?}", site.options()).as_bytes(),
        ]);
        let root = self.folder.path().join("site");
        std::fs::create_dir_all(&root).expect("the folder can be made");
        let target = Target::examine(&self.target(), "public", ProtectedFolders { root: &root, home: None })?;
        let cache = self.folder.path().join("cache");
        let publication =
            Publication { target, cache, inputs, fewer_pages, progress: &|_, _| {}, steps: Steps::NOBODY };
        publication.still_stands().map_or_else(
            || {
                let snapshot = site.workspace().snapshot(site.options()).expect("there is such an edition");
                publication.publish(&snapshot)
            },
            Ok,
        )
    }

    /// Why nothing is published; everything is as it was then, to the last byte beside the target.
    fn refusal(&self, site: &Site) -> String {
        let before = files_below(self.folder.path());
        let Err(Halt::Refused(why)) = self.try_to_publish(site, true) else { panic!("it is published") };
        assert_eq!(files_below(self.folder.path()), before, "{why}");
        why
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

    /// What is beside the target, without what the program remembers and its lock.
    fn beside(&self) -> Vec<String> {
        names_in(self.folder.path())
            .into_iter()
            .filter(|name| !["out", "site", "cache", ".out.lock", ".out.release"].contains(&name.as_str()))
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

/// The files of a release: every output, and what servers send of it compressed.
pub fn expected(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let snapshot = site.workspace().snapshot(site.options()).expect("there is such an edition");
    let mut files = BTreeMap::new();
    for (address, route) in snapshot.routes() {
        let bytes = &site.built().artifacts[address.as_ref()];
        let is_sent = !matches!(address.as_ref(), "/_headers" | "/_redirects");
        if compresses(snapshot.media_type(route)) && is_sent {
            let form = |coding: ContentCoding| Some((file_of(&address) + coding.ending(), coding.encode(bytes)?));
            files.extend(ContentCoding::ALL.into_iter().filter_map(form));
        }
        files.insert(file_of(&address), bytes.clone());
    }
    files
}

fn errors(outcome: &PublishOutcome) -> usize {
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
    let pages: Vec<&str> = changed.iter().map(|name| name.as_str()).filter(|name| name.ends_with(".html")).collect();
    assert_eq!(pages, ["pl/signs/car/index.html", "signs/car/index.html", "ur/signs/car/index.html"]);
    assert!(changed.iter().all(|name| name.contains("signs/car/index.html")), "{changed:?}");
    assert_eq!((outcome.written, changed.len()), (9, 9));
    let after = place.marks();
    for (name, mark) in &after {
        assert_eq!(before[name] == *mark, !changed.contains(&name), "{name}");
    }
}

/// What a build has compressed is kept for the next one, by the hash of its bytes; and every build makes the same.
#[test]
fn what_has_not_changed_is_not_compressed_again() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    let kept = |place: &Place| {
        let folder = place.folder.path().join("cache/cache");
        let names = names_in(&folder).into_iter().filter(|name| name.starts_with("compressed-"));
        let files: Vec<Vec<u8>> = names.map(|name| std::fs::read(folder.join(name)).unwrap()).collect();
        assert_eq!(files.len(), 1, "one file for one target");
        files.concat()
    };
    let first = kept(&place);
    site.replace("content/signs/car.md", "title = \"Car wash\"", "title = \"Hand car wash\"");
    place.publish(&site);
    assert_ne!(kept(&place), first);
    site.replace("content/signs/car.md", "title = \"Hand car wash\"", "title = \"Car wash\"");
    place.publish(&site);
    assert_eq!(kept(&place), first, "what is no longer used is dropped");
    let fresh = Place::new();
    fresh.publish(&site);
    assert_eq!(fresh.files(), place.files());
    assert_eq!(kept(&fresh), first);
}

#[test]
fn what_is_compressed_already_and_what_servers_read_has_no_other_form() {
    let site = site();
    let files = expected(&site);
    let has = |name: &str| files.contains_key(name);
    assert!(has("help/index.html.br") && has("help/index.html.gz"));
    assert!(has("sitemap.xml.br") && has("_headers"));
    for name in files.keys().filter(|name| name.ends_with(".br") || name.ends_with(".gz")) {
        assert!(!name.contains(".png") && !name.starts_with('_'), "{name}");
    }
    assert!(!has("leaflet.txt.br"), "ten letters are not worth it");
    let place = Place::new();
    place.publish(&site);
    assert_eq!(place.files(), files);
}

/// An old address may be that of a compressed file; it keeps its place.
#[test]
fn a_compressed_form_takes_nobodys_place() {
    let place = Place::new();
    let long = "Words that compress. ".repeat(40);
    let site = Site::new(&format!(
        "=== static/list.txt\n{long}\n=== content/page.md\n+++\ntitle = \"Page\"\naliases = [\"/list.txt.gz/\"]\n+++\n\nWords.\n"
    ));
    assert!(place.publish(&site).published, "{}", site.diagnostics());
    let files = place.files();
    let named: Vec<&str> = files.keys().map(String::as_str).filter(|name| name.starts_with("list.txt")).collect();
    assert!(named.contains(&"list.txt") && named.contains(&"list.txt.gz/index.html"), "{named:?}");
    assert!(!named.contains(&"list.txt.br"), "{named:?}");
}

#[test]
fn files_of_the_release_before_vanish() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    site.delete("content/signs");
    site.delete("static");
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    assert!(!place.target().join("signs").exists(), "no empty folder is left");
}

#[test]
fn what_no_build_has_made_stops_the_build() {
    type Strange = (&'static str, fn(&Path));
    let strange: [Strange; 10] = [
        ("`strange.html`", |out| std::fs::write(out.join("strange.html"), "x").unwrap()),
        ("`help/letter.odt`", |out| std::fs::write(out.join("help/letter.odt"), "x").unwrap()),
        ("`.htaccess`", |out| std::fs::write(out.join(".htaccess"), "").unwrap()),
        ("`strange/`", |out| std::fs::create_dir(out.join("strange")).unwrap()),
        ("`help/strange`", |out| std::os::unix::fs::symlink("index.html", out.join("help/strange")).unwrap()),
        // Somebody put a link with the same bytes in the place of a file, and of a folder.
        ("`robots.txt`", |out| {
            std::fs::rename(out.join("robots.txt"), out.with_file_name("robots")).unwrap();
            std::os::unix::fs::symlink("../robots", out.join("robots.txt")).unwrap();
        }),
        ("`help`", |out| {
            std::fs::rename(out.join("help"), out.with_file_name("elsewhere")).unwrap();
            std::os::unix::fs::symlink("../elsewhere", out.join("help")).unwrap();
        }),
        ("`robots.txt/`", |out| {
            std::fs::remove_file(out.join("robots.txt")).unwrap();
            std::fs::create_dir(out.join("robots.txt")).unwrap();
        }),
        ("`one␊two`", |out| std::fs::write(out.join("one\ntwo"), "x").unwrap()),
        ("`\u{fffd}`", |out| {
            let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"\xff");
            std::fs::write(out.join(name), "x").unwrap();
        }),
    ];
    for (name, make) in strange {
        let (place, mut site) = (Place::new(), site());
        place.publish(&site);
        make(&place.target());
        site.edit("content/new.md", "+++\ntitle = \"New\"\n+++\n");
        let why = place.refusal(&site);
        assert!(why.contains(name) && why.contains("what no build has made"), "{name}: {why}");
    }
}

#[test]
fn a_long_list_of_strange_files_is_counted() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    (0..8).for_each(|number| std::fs::write(place.target().join(format!("a{number}")), "x").unwrap());
    assert!(place.refusal(&site).contains("`a0`, `a1`, `a2`, `a3`, `a4`, 3 more"));
}

#[test]
fn a_file_that_somebody_changed_stops_the_build() {
    type Damage = (&'static str, fn(&Path));
    let damage: [Damage; 3] = [
        ("other bytes of the same length", |path| {
            let mut bytes = std::fs::read(path).unwrap();
            bytes[0] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }),
        ("half a file", |path| std::fs::write(path, "half").unwrap()),
        ("bytes of another file", |path| assert!(std::fs::copy(path.with_file_name("../index.html"), path).is_ok())),
    ];
    for (name, make) in damage {
        let (place, site) = (Place::new(), site());
        place.publish(&site);
        make(&place.target().join("help/index.html"));
        let why = place.refusal(&site);
        assert!(why.contains("changed since they were built: `help/index.html`"), "{name}: {why}");
        std::fs::remove_file(place.target().join("help/index.html")).unwrap();
        place.publish(&site);
        assert_eq!(place.files(), expected(&site), "{name}: the way out leads out");
    }
}

#[test]
fn a_damaged_folder_is_repaired() {
    type Damage = (&'static str, fn(&Path));
    let damage: [Damage; 3] = [
        ("no bytes", |path| std::fs::write(path, "").unwrap()),
        ("no file", |path| std::fs::remove_file(path).unwrap()),
        ("no folder", |path| std::fs::remove_dir_all(path.parent().unwrap()).unwrap()),
    ];
    for ((name, make), lost) in damage.into_iter().zip([1, 1, 3]) {
        let (place, site) = (Place::new(), site());
        place.publish(&site);
        make(&place.target().join("help/index.html"));
        let outcome = place.publish(&site);
        assert!(!outcome.unchanged && outcome.written == lost, "{name}");
        assert_eq!(place.files(), expected(&site), "{name}");
    }
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
    for text in ["", "liberate build record 1\n", "\u{0}\u{1}", "{}", "{\"version\": 99}"] {
        let cache = place.folder.path().join("cache");
        for path in files_below(&cache).keys() {
            std::fs::write(cache.join(path), text).unwrap();
        }
        assert!(place.publish(&site).published, "{text:?}");
        assert_eq!(place.files(), expected(&site));
    }
}

#[test]
fn what_the_record_does_not_say_is_nobodys() {
    // A record that is gone, cut short, or copied from another release gives nothing away.
    let (other, place, site) = (Place::new(), Place::new(), site());
    other.publish(&Site::page_of("Other words."));
    place.publish(&site);
    let record = place.folder.path().join(".out.release");
    let own = std::fs::read(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    let why = place.refusal(&site);
    assert!(why.contains("no build is known to have made any of it"), "{why}");
    std::fs::write(&record, "").unwrap();
    assert!(place.refusal(&site).contains("no build is known"));
    for text in ["{}", "a letter", "{\"liberate_release\": 99}"] {
        std::fs::write(&record, text).unwrap();
        let why = place.refusal(&site);
        assert!(why.starts_with("`.out.release` beside the output folder was written by no build"), "{why}");
    }
    let foreign = std::fs::read_to_string(other.folder.path().join(".out.release")).unwrap();
    std::fs::write(&record, foreign).unwrap();
    assert!(place.refusal(&site).contains("another site"));
    std::fs::write(&record, own).unwrap();
    assert!(place.publish(&site).unchanged);
}

#[test]
fn an_empty_folder_may_be_filled() {
    let (place, site) = (Place::new(), site());
    std::fs::create_dir(place.target()).unwrap();
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
}

#[test]
fn the_target_must_be_a_folder() {
    let site = site();
    let file = Place::new();
    std::fs::write(file.target(), "precious").unwrap();
    assert!(file.refusal(&site).contains("is no folder"));
    for to in ["elsewhere", "nowhere", "site"] {
        let link = Place::new();
        std::fs::create_dir(link.folder.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(to, link.target()).unwrap();
        let why = link.refusal(&site);
        assert!(why.contains("is a link"), "{why}");
    }
}

#[test]
fn a_release_of_another_edition_stays() {
    let (place, site) = (Place::new(), site());
    place.publish(&site);
    let root = place.folder.path().join("site");
    let partner = Target::examine(&place.target(), "partner", ProtectedFolders { root: &root, home: None });
    let why = partner.expect_err("it is refused").to_string();
    assert!(why.contains("holds the edition `public`, and this is `partner`"), "{why}");
}

#[test]
fn what_only_looks_like_a_stage_stays() {
    let site = site();
    let folder = Place::new();
    std::fs::create_dir_all(folder.folder.path().join(".out.stage/letters")).unwrap();
    std::fs::write(folder.folder.path().join(".out.stage/letters/one.txt"), "precious").unwrap();
    let why = folder.refusal(&site);
    assert!(why.contains("`.out.stage`") && why.contains("`letters/`"), "{why}");
    // The same beside a release, for every name that a build uses.
    for name in [".out.stage", ".out.old", ".out.lock", ".out.release"] {
        let place = Place::new();
        place.publish(&site);
        let path = place.folder.path().join(name);
        let precious = place.folder.path().join("precious");
        std::fs::create_dir(&precious).unwrap();
        std::fs::write(precious.join("letter.txt"), "precious").unwrap();
        let _ = std::fs::remove_file(&path);
        for target in ["precious", "precious/letter.txt", "nowhere"] {
            std::os::unix::fs::symlink(target, &path).unwrap();
            let why = place.refusal(&site);
            assert!(why.contains(name), "{name}: {why}");
            assert_eq!(std::fs::read(precious.join("letter.txt")).unwrap(), b"precious");
            std::fs::remove_file(&path).unwrap();
        }
    }
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    // As a build leaves it that is killed while it writes: it had written down what it was going to write.
    let record = place.folder.path().join(".out.release");
    let leave = || {
        let text = std::fs::read_to_string(&record).unwrap();
        let planning = text.replace("\"planned\":[]", "\"planned\":[\"half/index.html\"]");
        assert!(planning.contains("half"));
        std::fs::write(&record, planning).unwrap();
        std::fs::create_dir_all(place.folder.path().join(".out.stage/half")).unwrap();
        std::fs::write(place.folder.path().join(".out.stage/half/index.html"), "half").unwrap();
    };
    leave();
    assert!(place.publish(&site).unchanged);
    assert_eq!(place.beside(), [""; 0]);
    leave();
    site.edit("content/new.md", "+++\ntitle = \"New\"\n+++\n");
    place.publish(&site);
    assert_eq!(place.files(), expected(&site));
    assert_eq!(place.beside(), [""; 0]);
    // A letter among it is nobody's leftover.
    leave();
    std::fs::write(place.folder.path().join(".out.stage/half/letter.txt"), "precious").unwrap();
    assert!(place.refusal(&site).contains("`half/letter.txt`"));
}

#[test]
fn a_release_that_was_moved_aside_comes_back() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    // As a build leaves it that is killed between two renames, where the file system cannot exchange two names.
    std::fs::rename(place.target(), place.folder.path().join(".out.old")).unwrap();
    site.edit("content/new.md", "+++\ntitle = \"New\"\n+++\n\n[x](@/none.md)\n");
    assert!(!place.publish(&site).published);
    site.delete("content/new.md");
    assert_eq!(place.files(), expected(&site));
    assert_eq!(place.beside(), [""; 0]);
}

// Fewer pages

#[test]
fn a_release_with_far_fewer_pages_asks_first() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    let before = place.files();
    site.delete("content/signs");
    let outcome = place.try_to_publish(&site, false).unwrap();
    assert!(!outcome.published);
    assert_eq!(outcome.held_back, Some(FewerPages { before: 12, now: 6 }));
    assert_eq!(place.files(), before);
    assert_eq!(place.beside(), [""; 0]);
    // Whoever says that it is meant is believed, and the next build compares with that.
    assert!(place.publish(&site).published);
    site.edit("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nOther words.\n");
    assert!(place.try_to_publish(&site, false).unwrap().published);
}

#[test]
fn errors_are_said_before_missing_pages_are() {
    let (place, mut site) = (Place::new(), site());
    place.publish(&site);
    site.delete("content/signs");
    site.edit("content/help.md", "+++\ntitle = \"Help\"\n+++\n\n[x](@/none.md)\n");
    let outcome = place.try_to_publish(&site, false).unwrap();
    assert_eq!((errors(&outcome), outcome.held_back), (1, None));
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
        match child.try_wait().unwrap() {
            None => killed += 1,
            // Whatever a killed build has left, the next takes for its own.
            Some(status) => assert!(status.success(), "round {round}: a build refuses what one before it left"),
        }
        let _ = child.kill();
        child.wait().unwrap();
        let files = files_below(&target);
        let now = releases.iter().position(|release| *release == files);
        assert!(now == Some(stands) || now == Some(next), "round {round}: the folder is no whole release, old or new");
        stands = now.unwrap_or(stands);
    }
    assert!(killed > KILLS / 4, "only {killed} builds were killed under way");
    // The last build makes the release that does not be, so that it has something to do.
    std::fs::remove_dir_all(root.join("content")).unwrap();
    versions[1 - stands].write_to(&root);
    assert!(build().wait().unwrap().success());
    assert_eq!(files_below(&target), releases[1 - stands]);
    let left: Vec<String> = names_in(folder.path())
        .into_iter()
        .filter(|name| !["out", "site", ".out.lock", ".out.release"].contains(&name.as_str()))
        .collect();
    assert_eq!(left, [""; 0], "no stage is left");
}
