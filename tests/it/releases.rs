//! Publishing as one deed, releases that are kept, and the way back.

use crate::command::{Run, files_below, liberate};
use crate::differences::Desk;
use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

const WHO: [&str; 2] = ["--who", "Comms lead"];

fn publish(desk: &Desk) -> Run {
    desk.run(&[&["publish"][..], &WHO].concat())
}

/// Publishes what somebody was shown; returns what was said.
#[track_caller]
fn goes_out(desk: &Desk) -> String {
    desk.diff();
    let run = publish(desk);
    assert_eq!(run.code, 0, "{}{}", run.output, run.errors);
    run.output
}

#[track_caller]
fn refused(run: &Run, pieces: &[&str]) {
    assert_eq!((run.code, run.errors.lines().count()), (2, 1), "{}{}", run.output, run.errors);
    pieces.iter().for_each(|piece| assert!(run.errors.contains(piece), "{piece}: {}", run.errors));
}

fn kept(desk: &Desk) -> PathBuf {
    desk.root().join("dist/.public.kept")
}

/// The numbers of the releases that are kept.
fn numbers(desk: &Desk) -> Vec<u32> {
    let names = std::fs::read_dir(kept(desk)).unwrap().map(|entry| entry.unwrap().file_name());
    let mut numbers: Vec<u32> = names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

fn release(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    files_below(&desk.out())
}

/// Gives the page about cars other words and publishes; the page is not critical.
#[track_caller]
fn publish_words(desk: &mut Desk, words: &str) -> BTreeMap<String, Vec<u8>> {
    desk.put("content/cars.md", &format!("+++\ntitle = \"Cars\"\n+++\n\n{words}\n"));
    let run = publish(desk);
    assert_eq!(run.code, 0, "{}{}", run.output, run.errors);
    release(desk)
}

#[test]
fn publishing_is_one_deed_and_says_each_step() {
    let desk = Desk::new();
    let run = publish(&desk);
    assert_eq!(run.code, 0, "{}{}", run.output, run.errors);
    let lines: Vec<&str> = run.output.lines().collect();
    let begins = [
        "checked: nothing stops the publication",
        "made `public`: ",
        "the first publication: ",
        "kept as release 1",
        "",
        "",
        "`public` is out: release 1 in dist/public, 15 pages",
    ];
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}\n{}", run.output);
    }
    assert!(
        run.output.contains("addresses recorded in content/addresses.lock: keep it with the site"),
        "{}",
        run.output
    );
    assert!(run.output.contains("contacts recorded in content/contacts.lock"), "{}", run.output);
    let built = Desk::new();
    built.does(&["build"]);
    assert_eq!(release(&desk), release(&built), "it is what a build makes");
    let log: toml::Table = std::fs::read_to_string(desk.root().join("publication-log.toml")).unwrap().parse().unwrap();
    let entry = &log["published"][0];
    assert_eq!(entry["by"].as_str(), Some("Comms lead"));
    assert_eq!(entry["on"].to_string(), "2026-11-22");
    assert_eq!((entry["edition"].as_str(), entry["release"].as_integer()), (Some("public"), Some(1)));
    // A second time there is nothing to do, and nothing more is written down.
    let before = files_below(&desk.root());
    let again = publish(&desk);
    assert!(again.output.contains("readers see no change") && again.code == 0, "{}{}", again.output, again.errors);
    assert!(again.output.contains("`public` in dist/public was made before: it is release 1"), "{}", again.output);
    let after = files_below(&desk.root());
    let changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).collect();
    assert!(changed.iter().all(|name| name.starts_with(".liberate/") || name.ends_with(".lock")), "{changed:?}");
}

#[test]
fn a_change_that_matters_goes_out_only_when_it_was_shown() {
    let mut desk = Desk::new();
    goes_out(&desk);
    let old = release(&desk);
    // Any other change needs nobody.
    publish_words(&mut desk, "Other words.");
    let other = release(&desk);
    assert_ne!(old, other);
    type Change = fn(&mut Desk);
    let changes: [(&str, Change); 3] = [
        ("words of a critical page", |desk| desk.edit("content/help.md", "you need help", "you need help now")),
        ("a number", |desk| {
            desk.edit("content/contacts.toml", "0121 496 0000", "0121 496 0009");
            desk.edit("content/contacts.toml", "01214960000", "01214960009");
        }),
        ("a critical page that goes", |desk| {
            desk.put("content/gone.toml", "\"/help/\" = { since = 2026-11-22, why = \"x\" }\n");
            desk.delete("content/help.md");
            desk.delete("content/help.ur.md");
            desk.edit("content/cars.md", "Other words.", "Words.");
        }),
    ];
    for (name, change) in changes {
        let before = release(&desk);
        change(&mut desk);
        let run = desk.run(&["publish", "--who", "Comms lead", "--fewer-pages"]);
        assert_eq!(run.code, 2, "{name}: {}{}", run.output, run.errors);
        assert!(
            run.errors.contains("nobody was shown what") && run.errors.contains("run `liberate diff --edition public`"),
            "{name}: {}",
            run.errors
        );
        assert_eq!(release(&desk), before, "{name}");
        desk.diff();
        let run = desk.run(&["publish", "--who", "Comms lead", "--fewer-pages"]);
        assert_eq!(run.code, 0, "{name}: {}{}", run.output, run.errors);
        assert_ne!(release(&desk), before, "{name}");
    }
}

#[test]
fn what_was_shown_is_exactly_what_goes_out() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.edit("content/help.md", "you need help", "you need help now");
    desk.diff();
    desk.edit("content/help.md", "you need help now", "you need help soon");
    let run = publish(&desk);
    refused(&run, &["the site is not as it was when that was shown", "run `liberate diff"]);
    goes_out(&desk);
    // What was shown once is used up.
    desk.edit("content/help.md", "you need help soon", "you need help");
    refused(&publish(&desk), &["nobody was shown what"]);
}

#[test]
fn whoever_was_overtaken_is_told() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.edit("content/cars.md", "A second passage.", "A second passage of mine.");
    desk.diff();
    // Somebody else publishes from another computer: what this one was shown stays as it is.
    let cache = desk.root().join(".liberate");
    let shown = files_below(&cache).into_iter().find(|(name, _)| name.starts_with("shown-")).unwrap();
    publish_words(&mut desk, "Words of a colleague.");
    std::fs::write(cache.join(&shown.0), &shown.1).unwrap();
    desk.put("content/cars.md", "+++\ntitle = \"Cars\"\n+++\n\nMy words.\n");
    let before = release(&desk);
    refused(&publish(&desk), &["somebody has published since", "run `liberate diff"]);
    assert_eq!(release(&desk), before);
    goes_out(&desk);
}

#[test]
fn two_at_once_are_told_of_each_other() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    let lock = File::options().read(true).write(true).open(desk.root().join("dist/.public.lock")).unwrap();
    lock.try_lock().expect("nobody else has it");
    for command in
        [&["publish", "--who", "Comms lead"][..], &["rollback", "1", "--who", "Comms lead"], &["diff"], &["build"]]
    {
        let run = desk.run(command);
        refused(&run, &["another publication of this folder is running since ", "wait until it is done"]);
    }
    drop(lock);
    goes_out(&desk);
}

#[test]
fn what_stops_a_check_stops_a_publication() {
    let mut desk = Desk::new();
    goes_out(&desk);
    let before = release(&desk);
    desk.edit("content/contacts.toml", "checked_on = 2026-11-01\n\n[police]", "checked_on = 2026-01-01\n\n[police]");
    let run = publish(&desk);
    assert_eq!(run.code, 1, "{}{}", run.output, run.errors);
    assert!(run.errors.contains("contact-expired") && run.errors.contains("nothing was published"), "{}", run.errors);
    assert_eq!(release(&desk), before);
    desk.diff();
    let through =
        desk.run(&["publish", "--who", "Duty inspector", "--despite", "contact-expired", "--because", "no line"]);
    assert_eq!(through.code, 0, "{}{}", through.output, through.errors);
    let log = std::fs::read_to_string(desk.root().join("publication-log.toml")).unwrap();
    let log: toml::Table = log.parse().expect("the log is TOML");
    assert_eq!(log["let_through"][0]["named"].as_str(), Some("Duty inspector"));
    assert_eq!(log["published"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_publication_has_a_role() {
    let desk = Desk::new();
    for arguments in [&["publish"][..], &["publish", "--who", ""], &["publish", "--who", " \t"]] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.errors.contains("--who"), "{}", run.errors);
    }
    assert!(!desk.out().exists());
    goes_out(&desk);
    let run = desk.run(&["rollback", "1"]);
    assert!(run.code == 2 && run.errors.contains("--who is missing"), "{}", run.errors);
}

#[test]
fn all_editions_go_out_or_none_does() {
    let mut desk = Desk::new();
    let both = ["publish", "--edition", "public", "--edition", "partner", "--who", "Comms lead"];
    assert_eq!(desk.run(&both).code, 0);
    let before = files_below(&desk.root().join("dist"));
    desk.edit("content/help.md", "you need help", "you need help now");
    desk.diff();
    let run = desk.run(&both);
    refused(&run, &["nobody was shown what", "--edition partner"]);
    let after = files_below(&desk.root().join("dist"));
    assert!(before.keys().eq(after.keys()), "nothing is out, and nothing is left");
    desk.does(&["diff", "--edition", "partner"]);
    assert_eq!(desk.run(&both).code, 0);
    let to = desk.run(&[&both[..], &["--to", desk.beside("host").to_str().unwrap()]].concat());
    assert!(to.code == 2 && to.errors.contains("one folder holds one edition"), "{}", to.errors);
}

// The way back

#[test]
fn one_command_leads_back_and_the_same_leads_forward_again() {
    let mut desk = Desk::new();
    goes_out(&desk);
    let first = release(&desk);
    let second = publish_words(&mut desk, "Other words.");
    let run = desk.run(&["rollback", "1", "--who", "Duty inspector"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(run.output.starts_with("release 1 is there again: 3 pages changed\n"), "{}", run.output);
    assert_eq!(release(&desk), first);
    desk.does(&["rollback", "2", "--who", "Duty inspector"]);
    assert_eq!(release(&desk), second);
    let list = desk.does(&["rollback"]);
    let expected = "release 2: 15 pages  (in the output folder)\n  2026-11-22  Duty inspector  gone back to: 3 pages changed\n  2026-11-22  Comms lead  3 pages changed\nrelease 1: 15 pages\n  2026-11-22  Duty inspector  gone back to: 3 pages changed\n  2026-11-22  Comms lead  the first publication\n";
    assert_eq!(list, expected);
    let log = std::fs::read_to_string(desk.root().join("publication-log.toml")).unwrap();
    let log: toml::Table = log.parse().expect("the log is TOML");
    assert_eq!(log["rolled_back"].as_array().map(Vec::len), Some(2));
    // The next publication compares with what readers have.
    desk.does(&["rollback", "1", "--who", "Duty inspector"]);
    assert!(desk.diff().starts_with("since release 1 of 2026-11-22: 3 pages changed\n"), "{}", desk.diff());
}

#[test]
fn five_releases_are_kept_as_links_to_the_same_files() {
    let mut desk = Desk::new();
    goes_out(&desk);
    for number in 2..=7 {
        publish_words(&mut desk, &format!("Words {number}."));
    }
    assert_eq!(numbers(&desk), [3, 4, 5, 6, 7]);
    let inode = |path: PathBuf| std::fs::metadata(path).expect("the file is there").ino();
    let same: Vec<u64> =
        (3..=7).map(|number| inode(kept(&desk).join(number.to_string()).join("help/index.html"))).collect();
    assert!(same.iter().all(|number| *number == inode(desk.out().join("help/index.html"))), "{same:?}");
    let run = desk.run(&["rollback", "2", "--who", "Comms lead"]);
    refused(&run, &["release 2 is not kept; these are: 3, 4, 5, 6, 7"]);
    // A number is never given twice, and one that was gone back to counts as new.
    desk.does(&["rollback", "3", "--who", "Comms lead"]);
    publish_words(&mut desk, "Words 8.");
    assert_eq!(numbers(&desk), [3, 5, 6, 7, 8]);
    let inside = files_below(&desk.out());
    assert!(inside.keys().all(|name| !name.contains("kept") && !name.contains("release")), "nothing of it is served");
}

#[test]
fn releases_that_somebody_changed_are_neither_put_out_nor_removed() {
    type Damage = fn(&std::path::Path);
    let damage: [(&str, Damage); 4] = [
        ("`letter.txt`", |folder| std::fs::write(folder.join("letter.txt"), "precious").unwrap()),
        ("`robots.txt`", |folder| {
            // Another file in its place: the links of the others stay as they are.
            std::fs::remove_file(folder.join("robots.txt")).unwrap();
            std::fs::write(folder.join("robots.txt"), "Other words\n").unwrap();
        }),
        ("`help`", |folder| {
            std::fs::rename(folder.join("help"), folder.with_file_name("elsewhere")).unwrap();
            std::os::unix::fs::symlink("../elsewhere", folder.join("help")).unwrap();
        }),
        ("files of it are missing", |folder| std::fs::remove_file(folder.join("robots.txt")).unwrap()),
    ];
    for (name, make) in damage {
        let mut desk = Desk::new();
        goes_out(&desk);
        publish_words(&mut desk, "Words 2.");
        let folder = kept(&desk).join("1");
        make(&folder);
        let before = files_below(&folder);
        let now = release(&desk);
        refused(&desk.run(&["rollback", "1", "--who", "Comms lead"]), &["release 1 cannot be put back", name]);
        assert_eq!(release(&desk), now, "{name}");
        for number in 3..=7 {
            publish_words(&mut desk, &format!("Words {number}."));
        }
        let is_missing = name.starts_with("files");
        assert_eq!(folder.exists(), !is_missing, "{name}: what is only missing is nobody's work");
        if !is_missing {
            assert_eq!(files_below(&folder), before, "{name}");
        }
    }
}

#[test]
fn what_is_beside_kept_releases_is_nobodys() {
    let mut desk = Desk::new();
    goes_out(&desk);
    std::fs::write(kept(&desk).join("letter.txt"), "precious").unwrap();
    std::fs::create_dir(kept(&desk).join("notes")).unwrap();
    publish_words(&mut desk, "Words 2.");
    assert_eq!(std::fs::read(kept(&desk).join("letter.txt")).unwrap(), b"precious");
    assert!(kept(&desk).join("notes").is_dir());
    for text in ["{}", "a letter", ""] {
        std::fs::write(kept(&desk).join("9.json"), text).unwrap();
        refused(&desk.run(&["rollback"]), &["`9.json`", "was written by no build"]);
    }
    std::fs::remove_file(kept(&desk).join("9.json")).unwrap();
    // No build writes there.
    for output in ["dist/.public.kept", "dist/.public.kept/1", "dist/.public.kept/new"] {
        let run = liberate(
            &desk.root(),
            &["build", "--at", "2026-11-22", "--output", desk.root().join(output).to_str().unwrap()],
        );
        assert!(run.code == 2 && run.errors.contains("among the releases that are kept"), "{output}: {}", run.errors);
    }
    assert_eq!(desk.run(&["build"]).code, 0);
    assert_eq!(desk.run(&["rollback", "1", "--who", "Comms lead"]).code, 0);
}

#[test]
fn a_build_over_a_publication_is_kept_and_hides_nothing() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.edit("content/help.md", "you need help", "you need help now");
    desk.does(&["build"]);
    let built = release(&desk);
    // What counts is what was published, not what was built since.
    assert!(desk.diff().starts_with("since release 1 of 2026-11-22: "), "{}", desk.diff());
    std::fs::remove_dir_all(desk.root().join(".liberate")).unwrap();
    refused(&publish(&desk), &["nobody was shown what"]);
    desk.edit("content/help.md", "you need help now", "you need help soon");
    goes_out(&desk);
    let list = desk.does(&["rollback"]);
    assert!(list.contains("release 2: 15 pages\n  found in the output folder, made by a build\n"), "{list}");
    desk.does(&["rollback", "2", "--who", "Comms lead"]);
    assert_eq!(release(&desk), built);
}

#[test]
fn going_back_says_which_promises_the_older_release_does_not_keep() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.put("content/new.md", "+++\ntitle = \"New\"\naliases = [\"/short/\"]\n+++\n\nWords.\n");
    let out = goes_out(&desk);
    assert!(out.contains("recorded in content/addresses.lock"), "{out}");
    let ledger = std::fs::read(desk.root().join("content/addresses.lock")).unwrap();
    // It works although the site has errors: that may be why somebody goes back.
    desk.edit("content/cars.md", "A second passage.", "[x](@/none.md)");
    let run = desk.run(&["rollback", "1", "--who", "Duty inspector"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(
        run.errors.starts_with("release 1 does not answer 6 published addresses, which the ledger promises:\n"),
        "{}",
        run.errors
    );
    for address in ["/new/", "/pl/new/", "/ur/new/", "/short/"] {
        assert!(run.errors.contains(&format!("\n  {address}\n")), "{address}: {}", run.errors);
    }
    assert_eq!(std::fs::read(desk.root().join("content/addresses.lock")).unwrap(), ledger, "promises stay");
}

#[test]
fn going_back_says_which_numbers_change() {
    let mut desk = Desk::new();
    goes_out(&desk);
    desk.edit("content/contacts.toml", "0121 496 0000", "0121 496 0009");
    desk.edit("content/contacts.toml", "01214960000", "01214960009");
    goes_out(&desk);
    let said = desk.does(&["rollback", "1", "--who", "Duty inspector"]);
    assert!(said.contains("0121 496 0000 (dials 01214960000), critical\n    new on /help/"), "{said}");
    refused(&desk.run(&["rollback", "1", "--who", "Duty inspector"]), &["release 1 is in the output folder already"]);
}

#[test]
fn a_page_that_shows_a_part_matters_as_the_part_does() {
    let mut desk = Desk::new();
    desk.put("content/parts/danger.md", "+++\ntitle = \"Danger\"\nkind = \"part\"\n+++\n\nGo away first.\n");
    publish_words(&mut desk, "{{ part(from=\"@/parts/danger.md\") }}");
    desk.edit("content/parts/danger.md", "Go away first.", "Stay where you are.");
    refused(&publish(&desk), &["nobody was shown what"]);
    goes_out(&desk);
    // Without the part the page is like any other, but what goes was read by somebody.
    desk.put("content/cars.md", "+++\ntitle = \"Cars\"\n+++\n\nWords.\n");
    refused(&publish(&desk), &["nobody was shown what"]);
    goes_out(&desk);
    publish_words(&mut desk, "Other words.");
}

#[test]
fn without_a_publication_there_is_nothing_to_go_back_to() {
    let desk = Desk::new();
    assert_eq!(desk.does(&["rollback"]), "no release is kept yet: `liberate publish` keeps each that it puts out\n");
    desk.does(&["build"]);
    refused(&desk.run(&["rollback", "1", "--who", "Comms lead"]), &["release 1 is not kept; none is"]);
}

#[test]
fn a_reader_with_an_older_page_open_still_gets_what_it_needs() {
    let mut desk = Desk::new();
    goes_out(&desk);
    let first = release(&desk);
    let styles = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().filter(|name| name.starts_with("assets/styles/")).cloned().collect()
    };
    let (old, mut all) = (styles(&first), styles(&first));
    for number in 2..=3 {
        desk.put("themes/plain/styles/main.css", &format!("body {{ color: #11{number}; }}\n"));
        let out = goes_out(&desk);
        assert!(out.contains(" of other markup"), "{out}");
        let now = styles(&release(&desk));
        assert_eq!(now.len(), 2, "its own and that of the release before: {now:?}");
        assert!(all.iter().any(|name| now.contains(name)));
        let asked = liberate::publish::listed(&desk.out()).unwrap().unwrap();
        let asked = asked.iter().filter(|file| file.path.ends_with(".css")).count();
        assert_eq!(asked, 1, "a live site is asked for what readers of today need");
        all = now;
    }
    assert!(!all.contains(&old[0]), "only one release before is looked after");
    // It is no difference, and no part of what is kept.
    assert!(desk.diff().contains("readers see no change"), "{}", desk.diff());
    assert_eq!(styles(&files_below(&kept(&desk).join("3"))).len(), 1);
    desk.does(&["rollback", "1", "--who", "Comms lead"]);
    let now = release(&desk);
    assert!(first.iter().all(|(name, bytes)| now.get(name) == Some(bytes)));
    assert_eq!(styles(&now).len(), 2, "{:?}", styles(&now));
    // A build makes its own files and nothing else.
    desk.does(&["build"]);
    assert_eq!(styles(&release(&desk)).len(), 1);
}
