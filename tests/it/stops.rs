//! Publications and ways back that are stopped: at every step, and killed at any moment. Readers have the old release or the new one, whole.

use crate::chance::Chance;
use crate::command::{files_below, program, temporary};
use crate::differences::Desk;
use crate::kit::{Site, write_files};
use crate::uploads::broken;
use liberate::publish::{
    Halt, ProtectedFolders, Publication, PublishRequest, Published, RollbackRequest, Steps, Target, publish, roll_back,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

type Files = BTreeMap<String, Vec<u8>>;

/// Publishes a site as `liberate publish` does.
fn publish_with(root: &Path, site: &Site, step: &(dyn Fn(&'static str) + Sync)) -> Result<Published, Halt> {
    let target = Target::examine(&root.join("dist/public"), "public", ProtectedFolders { root, home: None })?;
    let inputs = site.workspace().fingerprint();
    let cache = root.join(".liberate");
    let publication =
        Publication { target, cache, inputs, fewer_pages: true, progress: &|_, _| {}, steps: Steps(step) };
    publish(&PublishRequest {
        workspace: site.workspace(),
        root,
        at: site.options().at,
        by: "Comms lead",
        allowed: None,
        publications: &[publication],
        say: &|_| {},
        found: &|_| {},
    })
}

/// Goes back as `liberate rollback` does.
fn roll_back_with(root: &Path, number: u32, step: &(dyn Fn(&'static str) + Sync)) -> Result<(), Halt> {
    let target = Target::examine(&root.join("dist/public"), "public", ProtectedFolders { root, home: None })?;
    roll_back(&RollbackRequest {
        target: &target,
        number,
        root,
        cache: &root.join(".liberate"),
        at: crate::kit::TODAY,
        by: "Comms lead",
        promised: BTreeSet::new(),
        steps: Steps(step),
    })
    .map(drop)
}

/// Everything that is on the disk at each step of some work: what a kill would leave there.
fn moments(root: &Path, work: impl FnOnce(&(dyn Fn(&'static str) + Sync))) -> Vec<(&'static str, Files)> {
    let moments = Mutex::new(Vec::new());
    work(&|step| moments.lock().unwrap().push((step, files_below(root))));
    moments.into_inner().unwrap()
}

fn below(files: &Files, folder: &str) -> Files {
    files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?.to_owned(), bytes.clone()))).collect()
}

/// The same files somewhere else. Empty folders count for nothing.
fn restored(files: &Files) -> (tempfile::TempDir, PathBuf) {
    let folder = temporary();
    let root = folder.path().join("site");
    write_files(&root, files);
    (folder, root)
}

#[test]
fn a_publication_that_is_stopped_at_any_step_leaves_one_whole_release() {
    let mut desk = Desk::new();
    publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    let old = files_below(&desk.out());
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    desk.put("content/alpha.md", "+++\ntitle = \"Alpha\"\n+++\n\nWords.\n");
    let moments = moments(&desk.root(), |step| drop(publish_with(&desk.root(), &desk.site, step).unwrap()));
    let new = files_below(&desk.out());
    assert_ne!(old, new);
    assert!(moments.len() > 30, "{} steps are too few to tell", moments.len());
    let mut swapped = false;
    for (number, (step, files)) in moments.iter().enumerate() {
        let now = below(files, "dist/public/");
        assert!(now == old || now == new, "step {number}, {step}: no whole release");
        assert!(!swapped || now == new, "step {number}, {step}: the old one is there again");
        swapped = now == new;
        let (_folder, root) = restored(files);
        let again = publish_with(&root, &desk.site, &|_| {});
        assert!(matches!(again, Ok(Published::Out(_))), "step {number}, {step}: {again:?}");
        assert_eq!(files_below(&root.join("dist/public")), new, "step {number}, {step}");
        assert_tidy(&root, step);
        // The release from before is kept, whatever happened.
        roll_back_with(&root, 1, &|_| {}).unwrap_or_else(|why| panic!("step {number}, {step}: {why}"));
        assert_eq!(files_below(&root.join("dist/public")), old, "step {number}, {step}");
    }
    assert!(swapped);
}

#[test]
fn a_way_back_that_is_stopped_at_any_step_leaves_one_whole_release() {
    let mut desk = Desk::new();
    publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    let old = files_below(&desk.out());
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    let new = files_below(&desk.out());
    let moments = moments(&desk.root(), |step| roll_back_with(&desk.root(), 1, step).unwrap());
    assert_eq!(files_below(&desk.out()), old);
    assert!(moments.len() > 30, "{} steps are too few to tell", moments.len());
    for (number, (step, files)) in moments.iter().enumerate() {
        let now = below(files, "dist/public/");
        assert!(now == old || now == new, "step {number}, {step}: no whole release");
        let (_folder, root) = restored(files);
        let again = roll_back_with(&root, 1, &|_| {});
        let is_there = matches!(&again, Err(Halt::Refused(why)) if why.contains("is in the output folder already"));
        assert!(again.is_ok() || (is_there && now == old), "step {number}, {step}: {again:?}");
        assert_eq!(files_below(&root.join("dist/public")), old, "step {number}, {step}");
        roll_back_with(&root, 2, &|_| {}).unwrap_or_else(|why| panic!("step {number}, {step}: {why}"));
        assert_eq!(files_below(&root.join("dist/public")), new, "step {number}, {step}");
        assert_tidy(&root, step);
    }
}

#[test]
fn releases_that_go_are_forgotten_whole_at_any_step() {
    let mut desk = Desk::new();
    for number in 0..5 {
        desk.put("content/cars.md", &format!("+++\ntitle = \"Cars\"\n+++\n\nWords {number}.\n"));
        publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    }
    desk.put("content/cars.md", "+++\ntitle = \"Cars\"\n+++\n\nLast words.\n");
    let moments = moments(&desk.root(), |step| drop(publish_with(&desk.root(), &desk.site, step).unwrap()));
    let of_removal = moments.iter().filter(|(step, _)| step.contains("no longer kept"));
    for (step, files) in of_removal {
        let (_folder, root) = restored(files);
        publish_with(&root, &desk.site, &|_| {}).unwrap_or_else(|why| panic!("{step}: {why}"));
        let folders = std::fs::read_dir(root.join("dist/.public.kept")).unwrap();
        assert_eq!(folders.count(), 10, "{step}: five releases with their records");
    }
}

/// Asserts that nothing is beside the release but what belongs there.
fn assert_tidy(root: &Path, step: &str) {
    let mut names: Vec<String> = std::fs::read_dir(root.join("dist"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, [".public.kept", ".public.lock", ".public.release", "public"], "{step}");
}

/// Runs a command on the site in `root` again and again and kills it; `check` looks at what each leaves.
fn killed(root: &Path, kills: usize, commands: &[&[&str]], mut check: impl FnMut(usize)) -> usize {
    let start = |arguments: &[&str]| {
        let mut command = program(root);
        command.args(arguments).args(["--quiet", "--who", "Comms lead", "--at", "2026-11-22"]);
        command.stderr(std::process::Stdio::null()).spawn().expect("the program can be started")
    };
    let started = Instant::now();
    assert!(start(commands[0]).wait().unwrap().success());
    let whole = started.elapsed();
    let (mut chance, mut killed) = (Chance::new(11), 0);
    for round in 0..kills {
        let mut child = start(commands[(round + 1) % commands.len()]);
        // The delay only chooses the moment; nothing depends on it.
        std::thread::sleep(whole.mul_f64(chance.below(1100) as f64 / 1000.0).min(Duration::from_secs(10)));
        killed += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        check(round);
    }
    killed
}

/// How often a command is killed; `LIBERATE_KILLS` says another number.
fn kills() -> usize {
    std::env::var("LIBERATE_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(30)
}

#[test]
fn publications_that_are_killed_leave_whole_releases_and_no_broken_page() {
    let mut desk = Desk::new();
    let host = desk.beside("host");
    let mut releases = Vec::new();
    let versions: Vec<String> = ["Words.", "[Alpha](@/alpha.md)"]
        .iter()
        .map(|words| format!("+++\ntitle = \"Cars\"\n+++\n\n{words}\n"))
        .collect();
    let new = desk.root().join("content/alpha.md");
    for (number, version) in versions.iter().enumerate() {
        desk.put("content/cars.md", version);
        if number == 1 {
            desk.put("content/alpha.md", "+++\ntitle = \"Alpha\"\n+++\n\nWords.\n");
        }
        releases.push(
            desk.site
                .built()
                .artifacts
                .iter()
                .map(|(address, bytes)| (crate::publish::file_of(address), bytes.clone()))
                .collect::<Files>(),
        );
    }
    let root = desk.root();
    let command = ["publish", "--fewer-pages", "--to", host.to_str().unwrap()];
    let killed = killed(&root, kills(), &[&command], |round| {
        let mut out = files_below(&root.join("dist/public"));
        out.retain(|name, _| !name.ends_with(".br") && !name.ends_with(".gz"));
        assert!(releases.contains(&out), "round {round}: no whole release");
        assert_eq!(broken(&host), BTreeSet::new(), "round {round}");
        // The other version is next. Its addresses were promised by then, or not yet.
        let next = (round + 1) % 2;
        std::fs::write(root.join("content/cars.md"), &versions[next]).unwrap();
        let gone = root.join("content/gone.toml");
        let _ = (
            std::fs::remove_file(&new),
            std::fs::remove_file(&gone),
            std::fs::remove_file(root.join("content/addresses.lock")),
        );
        if next == 1 {
            std::fs::write(&new, "+++\ntitle = \"Alpha\"\n+++\n\nWords.\n").unwrap();
        }
    });
    assert!(killed > kills() / 4, "only {killed} were killed under way");
}

#[test]
fn ways_back_that_are_killed_leave_whole_releases() {
    let mut desk = Desk::new();
    publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    let old = files_below(&desk.out());
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    publish_with(&desk.root(), &desk.site, &|_| {}).unwrap();
    let new = files_below(&desk.out());
    let root = desk.root();
    let killed = killed(&root, kills(), &[&["rollback", "1"], &["rollback", "2"]], |round| {
        let out = files_below(&root.join("dist/public"));
        assert!(out == old || out == new, "round {round}: no whole release");
    });
    assert!(killed > kills() / 4, "only {killed} were killed under way");
    // Whatever the last one left, the next goes on.
    let last = roll_back_with(&root, 1, &|_| {}).and_then(|()| roll_back_with(&root, 2, &|_| {}));
    let last = last.or_else(|_| roll_back_with(&root, 2, &|_| {}));
    assert!(last.is_ok(), "{last:?}");
    assert_eq!(files_below(&root.join("dist/public")), new);
    assert_tidy(&root, "the end");
}

const SWAPS: usize = 20;

#[test]
fn a_reader_sees_no_mixed_release_during_twenty_swaps() {
    let mut desk = Desk::new();
    let root = desk.root();
    let version = |number: usize| format!("body {{ color: #{:03}; }}\n", 111 + number % 2);
    desk.put("themes/plain/styles/main.css", &version(0));
    publish_with(&root, &desk.site, &|_| {}).unwrap();
    let is_over = AtomicBool::new(false);
    let read = std::thread::scope(|scope| {
        // As a server answers: every request finds its file by its name, whatever was swapped in since the one before.
        let reader = scope.spawn(|| {
            let (mut pages, out) = (0, root.join("dist/public"));
            while !is_over.load(Ordering::Relaxed) || pages == 0 {
                let page = std::fs::read_to_string(out.join("help/index.html")).expect("there is always a page");
                let (_, style) = page.split_once("href=\"/assets/styles/").expect("a page has a style");
                let (style, _) = style.split_once('"').expect("its address ends");
                let style = std::fs::read_to_string(out.join("assets/styles").join(style));
                style.unwrap_or_else(|why| panic!("what page {pages} needs is gone: {why}"));
                pages += 1;
            }
            pages
        });
        for number in 1..=SWAPS {
            desk.put("themes/plain/styles/main.css", &version(number));
            publish_with(&root, &desk.site, &|_| {}).unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
        reader.join().expect("the reader saw nothing wrong")
    });
    assert!(read > SWAPS, "only {read} pages were read");
}
