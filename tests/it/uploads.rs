//! Releases put to a folder file by file: at every moment no page is broken, and nothing of others is touched.

use crate::command::{Run, files_below};
use crate::differences::Desk;
use jiff::civil::{Date, date};
use liberate::publish::{Halt, KnownReleases, ProtectedFolders, Steps, Target, UploadFolder, Uploaded};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

const MONDAY: Date = date(2026, 11, 23);
const TUESDAY: Date = date(2026, 11, 24);

/// Addresses inside the site that pages name, from the first page on, at which nothing is.
pub fn broken(folder: &Path) -> BTreeSet<String> {
    let (mut broken, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = vec!["/".to_owned()];
    while let Some(address) = waiting.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let Ok(bytes) = std::fs::read(folder.join(crate::publish::file_of(&address))) else {
            broken.insert(address);
            continue;
        };
        if !address.ends_with('/') && !address.ends_with(".html") {
            continue;
        }
        let html = scraper::Html::parse_document(std::str::from_utf8(&bytes).expect("a page is text"));
        for element in html.select(&scraper::Selector::parse("[href], [src]").unwrap()) {
            let to = element.attr("href").or(element.attr("src")).unwrap_or_default();
            let to = to.split(['#', '?']).next().unwrap_or_default();
            if to.starts_with('/') && !to.starts_with("//") {
                waiting.push(to.to_owned());
            }
        }
    }
    broken
}

/// Two releases of a site: of the second the style, pages, links, a file and the pages themselves differ.
pub struct Versions {
    folder: tempfile::TempDir,
    releases: [(PathBuf, KnownReleases); 2],
}

impl Versions {
    /// Builds both.
    pub fn new() -> Self {
        let mut desk = Desk::new();
        desk.put("themes/plain/styles/main.css", "body { color: #111; }\n");
        desk.put("content/_index.md", "+++\ntitle = \"Home\"\n+++\n\n[Cars](@/cars.md) [Help](@/help.md)\n");
        let folder = crate::command::temporary();
        let build = |desk: &Desk, name: &str| {
            let out = folder.path().join(name);
            let run = desk.run(&["build", "--quiet", "--output", out.to_str().unwrap()]);
            assert_eq!(run.code, 0, "{}", run.errors);
            let root = desk.root();
            let target = Target::examine(&out, "public", ProtectedFolders { root: &root, home: None }).unwrap();
            (out, target.known.clone())
        };
        let one = build(&desk, "one");
        desk.put("themes/plain/styles/main.css", "body { color: #222; }\n");
        desk.delete("content/cars.md");
        desk.put("content/vans.md", "+++\ntitle = \"Vans\"\n+++\n\nWords about vans. [Bikes](@/bikes.md)\n");
        desk.put("content/bikes.md", "+++\ntitle = \"Bikes\"\n+++\n\nWords about bikes. [Vans](@/vans.md)\n");
        desk.put("content/_index.md", "+++\ntitle = \"Home\"\n+++\n\n[Vans](@/vans.md) [Help](@/help.md)\n");
        desk.edit("content/help.md", "you need help", "you need help now");
        desk.put("static/leaflet.txt", "Another leaflet.\n");
        desk.put("static/new.csv", "a,b\n");
        let two = build(&desk, "two");
        std::fs::create_dir(folder.path().join("site")).unwrap();
        Self { folder, releases: [one, two] }
    }

    /// Where the releases are put.
    pub fn host(&self) -> PathBuf {
        self.folder.path().join("host")
    }

    /// The files of a release.
    pub fn files(&self, version: usize) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.releases[version].0)
    }

    fn examine(&self) -> Result<UploadFolder, Halt> {
        let root = self.folder.path().join("site");
        UploadFolder::examine(&self.host(), "public", ProtectedFolders { root: &root, home: None })
    }

    /// Puts a release there.
    pub fn put(&self, version: usize, at: Date, step: &(dyn Fn(&'static str) + Sync)) -> Result<Uploaded, Halt> {
        let (from, release) = &self.releases[version];
        self.examine()?.put(release, from, at, Steps(step))
    }

    /// Empties the host.
    pub fn clear(&self) {
        let _ = std::fs::remove_dir_all(self.host());
        for name in [".host.uploaded", ".host.uploading"] {
            let _ = std::fs::remove_file(self.folder.path().join(name));
        }
    }

    fn refusal(&self, version: usize) -> String {
        let before = files_below(self.folder.path());
        let Err(Halt::Refused(why)) = self.put(version, MONDAY, &|_| {}) else { panic!("it is put there") };
        let mut after = files_below(self.folder.path());
        after.retain(|name, _| !name.ends_with(".lock"));
        let before: BTreeMap<_, _> = before.into_iter().filter(|(name, _)| !name.ends_with(".lock")).collect();
        assert_eq!(after, before, "{why}");
        why
    }
}

#[test]
fn what_is_no_longer_needed_goes_a_day_later() {
    let versions = Versions::new();
    let put = |version, day| versions.put(version, day, &|_| {}).expect("it can be written");
    let first = put(0, MONDAY);
    assert_eq!(files_below(&versions.host()), versions.files(0));
    assert_eq!((first.written, first.same), (versions.files(0).len(), 0));
    let second = put(1, MONDAY);
    let gone: Vec<String> =
        versions.files(0).into_keys().filter(|name| !versions.files(1).contains_key(name)).collect();
    assert!(
        gone.iter().any(|name| name.starts_with("assets/")) && gone.contains(&"cars/index.html".to_owned()),
        "{gone:?}"
    );
    assert_eq!((second.leaving, second.removed), (gone.len(), 0));
    let mut both = versions.files(1);
    both.extend(gone.iter().map(|name| (name.clone(), versions.files(0)[name].clone())));
    assert_eq!(files_below(&versions.host()), both, "readers with an older page still get all that it needs");
    assert_eq!(put(1, MONDAY), Uploaded { same: versions.files(1).len(), leaving: gone.len(), ..Uploaded::default() });
    let third = put(1, TUESDAY);
    assert_eq!((third.removed, third.leaving, third.written), (gone.len(), 0, 0));
    assert_eq!(files_below(&versions.host()), versions.files(1));
    assert!(!versions.host().join("cars").exists(), "no empty folder is left");
}

#[test]
fn what_comes_back_in_time_stays() {
    let versions = Versions::new();
    let put = |version, day| versions.put(version, day, &|_| {}).expect("it can be written");
    put(0, MONDAY);
    put(1, MONDAY);
    put(0, MONDAY);
    put(0, TUESDAY);
    assert_eq!(files_below(&versions.host()), versions.files(0));
}

#[test]
fn stopped_at_any_step_no_page_is_broken_and_the_next_run_goes_on() {
    let versions = Versions::new();
    let mut stops = 0;
    for stop in 0.. {
        versions.clear();
        versions.put(0, MONDAY, &|_| {}).expect("it can be written");
        assert_eq!(broken(&versions.host()), BTreeSet::new());
        let step = AtomicUsize::new(0);
        let stopping = |_: &'static str| {
            // Nothing is tidied up behind an upload, so this is what a kill leaves.
            assert!(step.fetch_add(1, Ordering::Relaxed) != stop, "stopped");
        };
        let ended = catch_unwind(AssertUnwindSafe(|| versions.put(1, TUESDAY, &stopping)));
        assert_eq!(broken(&versions.host()), BTreeSet::new(), "stopped at step {stop}");
        let (one, two) = (versions.files(0), versions.files(1));
        for (name, bytes) in files_below(&versions.host()) {
            assert!(one.get(&name) == Some(&bytes) || two.get(&name) == Some(&bytes), "{name} is whole at step {stop}");
        }
        if ended.is_ok() {
            break;
        }
        stops += 1;
        versions.put(1, TUESDAY, &|_| {}).expect("what was stopped goes on");
        assert!(two.iter().all(|(name, bytes)| std::fs::read(versions.host().join(name)).ok().as_ref() == Some(bytes)));
        versions.put(1, TUESDAY.tomorrow().unwrap(), &|_| {}).expect("it can be removed");
        assert_eq!(files_below(&versions.host()), two, "stopped at step {stop}");
    }
    assert!(stops > 15, "{stops} steps are too few to tell");
}

#[test]
fn stopped_while_it_removes_no_page_is_broken() {
    let versions = Versions::new();
    for stop in 0.. {
        versions.clear();
        versions.put(0, MONDAY, &|_| {}).expect("it can be written");
        versions.put(1, MONDAY, &|_| {}).expect("it can be written");
        let step = AtomicUsize::new(0);
        let stopping = |_: &'static str| assert!(step.fetch_add(1, Ordering::Relaxed) != stop, "stopped");
        let ended = catch_unwind(AssertUnwindSafe(|| versions.put(1, TUESDAY, &stopping)));
        assert_eq!(broken(&versions.host()), BTreeSet::new(), "stopped at step {stop}");
        if ended.is_ok() {
            break;
        }
        versions.put(1, TUESDAY, &|_| {}).expect("what was stopped goes on");
        assert_eq!(files_below(&versions.host()), versions.files(1), "stopped at step {stop}");
    }
}

#[test]
fn files_of_others_are_neither_replaced_nor_removed() {
    let versions = Versions::new();
    std::fs::create_dir_all(versions.host().join("mail")).unwrap();
    std::fs::write(versions.host().join("mail/letter.txt"), "precious").unwrap();
    std::fs::write(versions.host().join(".htaccess"), "precious").unwrap();
    versions.put(0, MONDAY, &|_| {}).expect("it can be written");
    // Whatever is where the release has a file of its own stops all.
    type Strange = (&'static str, fn(&Path));
    let strange: [Strange; 5] = [
        ("`new.csv`", |host| std::fs::write(host.join("new.csv"), "precious").unwrap()),
        ("`vans/index.html`", |host| {
            std::fs::create_dir_all(host.join("vans")).unwrap();
            std::fs::write(host.join("vans/index.html"), "precious").unwrap();
        }),
        ("`vans`", |host| {
            let _ = std::fs::remove_dir_all(host.join("vans"));
            std::os::unix::fs::symlink("mail", host.join("vans")).unwrap();
        }),
        ("`help/index.html`", |host| std::fs::write(host.join("help/index.html"), "precious").unwrap()),
        ("`leaflet.txt`", |host| {
            std::fs::remove_file(host.join("leaflet.txt")).unwrap();
            std::os::unix::fs::symlink("mail/letter.txt", host.join("leaflet.txt")).unwrap();
        }),
    ];
    for (name, make) in strange {
        make(&versions.host());
        let why = versions.refusal(1);
        assert!(why.contains(name) && why.contains("nothing was touched"), "{name}: {why}");
    }
    for name in ["new.csv", "leaflet.txt", "help/index.html", "vans"] {
        std::fs::remove_file(versions.host().join(name)).unwrap();
    }
    // One that is no longer needed and was changed stays.
    std::fs::write(versions.host().join("cars/index.html"), "precious").unwrap();
    versions.put(1, MONDAY, &|_| {}).expect("it can be written");
    let done = versions.put(1, TUESDAY, &|_| {}).expect("it can be written");
    assert_eq!(done.changed, ["cars/index.html"]);
    for name in ["mail/letter.txt", ".htaccess", "cars/index.html"] {
        assert_eq!(std::fs::read(versions.host().join(name)).unwrap(), b"precious", "{name}");
    }
}

#[test]
fn a_record_that_is_lost_gives_nothing_away() {
    let versions = Versions::new();
    versions.put(0, MONDAY, &|_| {}).expect("it can be written");
    let record = versions.host().with_file_name(".host.uploaded");
    let own = std::fs::read(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    // What is there byte by byte is taken over; what is not is somebody's.
    versions.put(0, MONDAY, &|_| {}).expect("nothing has to be written");
    std::fs::remove_file(&record).unwrap();
    assert!(versions.refusal(1).contains("`404.html`"));
    for text in ["{}", "", "a letter"] {
        std::fs::write(&record, text).unwrap();
        assert!(versions.refusal(1).contains("`.host.uploaded`"), "{text}");
    }
    std::fs::write(&record, own).unwrap();
    versions.put(1, MONDAY, &|_| {}).expect("it can be written");
}

// The command

fn to(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[arguments, &["--to", desk.beside("host").to_str().unwrap()]].concat())
}

#[test]
fn a_publication_can_be_put_to_a_folder_and_so_can_the_way_back() {
    let mut desk = Desk::new();
    let publish = ["publish", "--who", "Comms lead"];
    let run = to(&desk, &publish);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(run.output.lines().last().unwrap().starts_with("put to "), "{}", run.output);
    let first = files_below(&desk.out());
    assert_eq!(files_below(&desk.beside("host")), first);
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    desk.put("static/new.csv", "a,b\n");
    assert_eq!(to(&desk, &publish).code, 0);
    assert_eq!(files_below(&desk.beside("host")), files_below(&desk.out()));
    let back = to(&desk, &["rollback", "1", "--who", "Comms lead"]);
    assert_eq!(back.code, 0, "{}", back.errors);
    assert!(back.output.contains("1 file no longer needed: run the same tomorrow or later"), "{}", back.output);
    assert!(
        first.iter().all(|(name, bytes)| std::fs::read(desk.beside("host").join(name)).ok().as_ref() == Some(bytes))
    );
}

#[test]
fn a_wrong_folder_stops_all_before_anything_is_made() {
    let desk = Desk::new();
    let root = desk.root();
    let check = |folder: &Path, says: &str| {
        let run = desk.run(&["publish", "--who", "Comms lead", "--to", folder.to_str().unwrap()]);
        assert!(run.code == 2 && run.errors.contains(says), "{}: {}", folder.display(), run.errors);
        assert!(!desk.out().exists(), "{}", folder.display());
    };
    check(&root, "is the folder of a site");
    check(&root.join("content"), "is part of the site");
    check(desk.beside("").as_path(), "holds the site");
    std::fs::write(desk.beside("file"), "x").unwrap();
    check(&desk.beside("file"), "is no folder");
    std::os::unix::fs::symlink(&root, desk.beside("link")).unwrap();
    check(&desk.beside("link"), "is a link");
    let release = desk.beside("release");
    assert_eq!(desk.run(&["build", "--output", release.to_str().unwrap()]).code, 0);
    check(&release, "is a folder that builds replace as a whole");
    check(&release.join("inside"), "lies inside the release");
}
