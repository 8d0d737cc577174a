use super::*;
use crate::source::Sources;
use notify::event::Flag;
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use tempfile::TempDir;

/// A test waits this long for something that must come; only a failing test gets there.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site in a folder of its own, and what whoever follows it knows of it.
struct WatchedSite {
    folder: TempDir,
    known: Arc<Mutex<Sources>>,
    heard: Option<Receiver<()>>,
    watching: Option<Watching>,
    trouble: Arc<Mutex<Vec<String>>>,
}

impl WatchedSite {
    fn new(files: &[(&str, &str)]) -> WatchedSite {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        let site = WatchedSite { folder, known: Arc::default(), heard: None, watching: None, trouble: Arc::default() };
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    /// A site that is followed from the start.
    fn followed(files: &[(&str, &str)]) -> WatchedSite {
        let mut site = WatchedSite::new(files);
        let watch = site.begin();
        site.read();
        site.follow(watch);
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn link(&self, link: &str, target: &str) {
        fs::create_dir_all(self.path(link).parent().unwrap()).unwrap();
        symlink(target, self.path(link)).unwrap();
    }

    fn begin(&self) -> Watch {
        let trouble = Arc::clone(&self.trouble);
        Watch::begin(&self.path(""), Box::new(move |folders| *trouble.lock().unwrap() = folders.to_vec()))
    }

    fn read(&self) {
        let found = disk::list(&self.path("")).unwrap();
        *self.known.lock().unwrap() = Sources::new(found.iter().map(disk::read).collect());
    }

    fn follow(&mut self, watch: Watch) {
        let (sender, heard) = mpsc::channel();
        let (known, followed) = (Arc::clone(&self.known), Arc::clone(&self.known));
        let known =
            move |prefix: &str| known.lock().unwrap().below(prefix).map(|source| source.path.to_string()).collect();
        let follow = move |changes| {
            followed.lock().unwrap().apply(changes);
            let _ = sender.send(());
        };
        self.watching = Some(watch.follow(known, follow).unwrap());
        self.heard = Some(heard);
    }

    /// What is known of a file; nothing if it is empty or cannot be read.
    fn text(&self, path: &str) -> Option<String> {
        let known = self.known.lock().unwrap();
        let bytes = known.get(path).map(|source| source.bytes().to_vec())?;
        Some(String::from_utf8(bytes).unwrap()).filter(|text| !text.is_empty())
    }

    /// Waits until the one who follows knows this text of a file, or that there is none.
    fn knows<'a>(&self, path: &str, text: impl Into<Option<&'a str>>) {
        let text = text.into();
        let end = Instant::now() + PATIENCE;
        while self.text(path).as_deref() != text {
            let left = end.saturating_duration_since(Instant::now());
            let heard = self.heard.as_ref().unwrap().recv_timeout(left);
            assert!(heard.is_ok(), "{path}: {:?} is known instead of {text:?}", self.text(path));
        }
    }

    /// Edits a file and waits until that is known.
    fn edit(&self, path: &str, text: &str) {
        self.write(path, text);
        self.knows(path, text);
    }
}

const PAGE: (&str, &str) = ("content/help.md", "one");

#[test]
fn an_edit_at_any_moment_after_the_beginning_is_seen() {
    let mut site = WatchedSite::new(&[PAGE, ("content/a/b.md", "one"), ("content/c.md", "one")]);
    let watch = site.begin();
    site.write("content/a/b.md", "before it is read");
    site.read();
    site.write("content/help.md", "after it was read");
    site.write("content/new/deep.md", "new");
    fs::remove_file(site.path("content/c.md")).unwrap();
    site.follow(watch);
    site.knows("content/help.md", "after it was read");
    site.knows("content/a/b.md", "before it is read");
    site.knows("content/new/deep.md", "new");
    site.knows("content/c.md", None);
}

#[test]
fn files_that_were_read_before_are_compared() {
    let mut site = WatchedSite::new(&[PAGE, ("content/c.md", "one")]);
    site.read();
    site.write("content/help.md", "two");
    fs::remove_file(site.path("content/c.md")).unwrap();
    let mut watch = site.begin();
    watch.look_again();
    site.follow(watch);
    site.knows("content/help.md", "two");
    site.knows("content/c.md", None);
}

#[test]
fn a_name_is_one_however_its_accents_are_written() {
    // z and a dot above, o and an acute: as macOS writes żółw.
    let apart = |path: &str| path.replace('ż', "z\u{307}").replace('ó', "o\u{301}");
    let site = WatchedSite::new(&[]);
    site.write(&apart("content/żółw.md"), "one");
    site.write(&apart("content/żaby/żółw.md"), "one");
    site.link("content/żlink.md", &apart("żółw.md"));
    let mut site = site;
    let watch = site.begin();
    site.read();
    site.follow(watch);
    for path in ["content/żółw.md", "content/żaby/żółw.md"] {
        assert_eq!(site.text(path).as_deref(), Some("one"));
        site.write(&apart(path), "two");
        site.knows(path, "two");
    }
    site.knows("content/żlink.md", "two");
    // A program that writes names in the other way saves it.
    fs::remove_file(site.path(&apart("content/żółw.md"))).unwrap();
    site.write("content/żółw.md", "three");
    site.knows("content/żółw.md", "three");
    site.rename("content/żółw.md", &apart("content/żółw.md"));
    site.edit("content/help.md", "later");
    assert_eq!(site.text("content/żółw.md").as_deref(), Some("three"));
    fs::remove_file(site.path(&apart("content/żółw.md"))).unwrap();
    site.knows("content/żółw.md", None);
    fs::remove_dir_all(site.path(&apart("content/żaby"))).unwrap();
    site.knows("content/żaby/żółw.md", None);
}

#[test]
fn a_folder_that_is_replaced_is_followed() {
    let site = WatchedSite::followed(&[PAGE, ("content/a/b/c.md", "one"), ("content/a/only-here.md", "one")]);
    for (round, folder) in ["content", "content/a", "content/a/b", "content"].into_iter().enumerate() {
        let text = format!("round {round}");
        fs::rename(site.path(folder), site.folder.path().join(&text)).unwrap();
        let rest = "content/a/b/c.md".strip_prefix(folder).unwrap().trim_start_matches('/');
        site.write(&format!("other/{rest}"), &text);
        site.rename("other", folder);
        site.knows("content/a/b/c.md", text.as_str());
        site.edit("content/a/b/c.md", "edited");
        site.edit("content/a/b/new.md", &text);
    }
    site.knows("content/a/only-here.md", None);
    site.knows("content/help.md", None);
    fs::remove_dir_all(site.path("content")).unwrap();
    site.knows("content/a/b/c.md", None);
    site.edit("content/help.md", "back");
}

#[test]
fn a_folder_that_is_renamed_is_followed() {
    let site = WatchedSite::followed(&[("content/a/b/c.md", "one")]);
    site.rename("content/a", "content/z");
    site.knows("content/z/b/c.md", "one");
    site.knows("content/a/b/c.md", None);
    site.edit("content/z/b/c.md", "two");
    site.rename("content/z", "content/a");
    site.knows("content/a/b/c.md", "one two".split(' ').next_back());
    site.edit("content/a/b/c.md", "three");
    site.edit("content/a/b/new.md", "new");
}

#[test]
fn folders_that_are_made_later_are_followed() {
    let site = WatchedSite::followed(&[]);
    for path in [
        "liberate.toml",
        "content/a/b/c.md",
        "styles/x.css",
        "templates/base.html",
        "themes/plain/templates/partials/head.html",
        "strings/en.toml",
        "content/a/b/d/e/f.md",
    ] {
        site.edit(path, "one");
        site.edit(path, "two");
    }
}

#[test]
fn what_stands_behind_a_link_is_followed_under_all_its_names() {
    let site = WatchedSite::new(&[("static/shared/one.txt", "one"), ("static/shared/deep/two.txt", "one"), PAGE]);
    site.link("static/folder", "shared");
    site.link("static/file.txt", "shared/one.txt");
    site.link("static/later.txt", "later/three.txt");
    site.link("content/same.md", "help.md");
    let mut site = site;
    let watch = site.begin();
    site.read();
    site.follow(watch);
    site.write("content/help.md", "two");
    site.knows("content/same.md", "two");
    site.write("static/shared/one.txt", "two");
    site.knows("static/folder/one.txt", "two");
    site.knows("static/file.txt", "two");
    site.write("static/shared/deep/two.txt", "two");
    site.knows("static/folder/deep/two.txt", "two");
    // Written through the link.
    site.edit("static/folder/deep/two.txt", "three");
    site.edit("static/folder/deep/new.txt", "new");
    // What a link leads to is made, and replaced.
    site.write("static/later/three.txt", "there");
    site.knows("static/later.txt", "there");
    site.rename("static/shared", "static/old");
    site.knows("static/folder/one.txt", None);
    site.write("static/shared/one.txt", "another");
    site.knows("static/folder/one.txt", "another");
    site.knows("static/file.txt", "another");
    site.write("static/shared/one.txt", "edited");
    site.knows("static/file.txt", "edited");
    // The link itself leads elsewhere.
    site.write("static/old/one.txt", "elsewhere");
    site.link("new", "old");
    site.rename("new", "static/folder");
    site.knows("static/folder/one.txt", "elsewhere");
    site.write("static/old/one.txt", "edited elsewhere");
    site.knows("static/folder/one.txt", "edited elsewhere");
    site.link("static/made-later", "old");
    site.knows("static/made-later/one.txt", "edited elsewhere");
}

#[test]
fn links_that_lead_in_circles_end() {
    let site = WatchedSite::new(&[PAGE, ("content/a/x.md", "one"), ("content/b/y.md", "one")]);
    site.link("content/c", "b");
    site.link("content/b/up", "..");
    site.link("content/here", ".");
    site.link("content/root", "..");
    site.link("content/nothing", "nowhere");
    site.link("content/itself", "itself");
    let mut site = site;
    let watch = site.begin();
    site.read();
    site.follow(watch);
    site.edit("content/b/y.md", "two");
    site.knows("content/c/y.md", "two");
}

#[test]
fn saving_in_any_way_is_seen_and_never_a_file_that_is_gone() {
    let site = WatchedSite::followed(&[PAGE]);
    let path = site.path("content/help.md");
    for round in 0..20 {
        let text = format!("round {round}");
        match round % 4 {
            0 => {
                site.write("content/help.md.tmp", &text);
                site.rename("content/help.md.tmp", "content/help.md");
            }
            1 => {
                site.rename("content/help.md", "content/help.md~");
                site.write("content/help.md", &text);
                fs::remove_file(site.path("content/help.md~")).unwrap();
            }
            2 => {
                fs::write(&path, "").unwrap();
                fs::write(&path, &text).unwrap();
            }
            _ => {
                fs::remove_file(&path).unwrap();
                site.write("content/help.md", &text);
            }
        }
        site.knows("content/help.md", text.as_str());
    }
}

#[test]
fn a_folder_in_place_of_a_file_and_back_is_seen() {
    let site = WatchedSite::followed(&[
        ("content/x.md", "file"),
        ("content/x.md.md", "beside it"),
        ("content/y.md/z.md", "in a folder"),
    ]);
    fs::remove_file(site.path("content/x.md")).unwrap();
    site.edit("content/x.md/z.md", "in a folder");
    site.knows("content/x.md", None);
    fs::remove_dir_all(site.path("content/y.md")).unwrap();
    site.edit("content/y.md", "file");
    site.knows("content/y.md/z.md", None);
    assert_eq!(site.text("content/x.md.md").as_deref(), Some("beside it"));
}

#[test]
fn settings_may_go_and_come_back() {
    let site = WatchedSite::followed(&[("liberate.toml", "theme = \"plain\""), PAGE]);
    fs::remove_file(site.path("liberate.toml")).unwrap();
    site.knows("liberate.toml", None);
    site.edit("content/help.md", "two");
    site.edit("liberate.toml", "theme = \"other\"");
}

#[test]
fn the_sites_own_folder_may_be_replaced() {
    let site = WatchedSite::followed(&[PAGE, ("content/only-here.md", "one")]);
    let (root, away) = (site.path(""), site.folder.path().join("away"));
    fs::rename(&root, &away).unwrap();
    fs::write(away.join("content/help.md"), "in the other folder").unwrap();
    site.write("content/help.md", "another site");
    site.knows("content/help.md", "another site");
    site.knows("content/only-here.md", None);
    site.edit("content/help.md", "edited");
}

#[test]
fn a_site_whose_folder_is_away_loses_nothing() {
    let site = WatchedSite::followed(&[PAGE]);
    let (root, away) = (site.path(""), site.folder.path().join("away"));
    fs::rename(&root, &away).unwrap();
    fs::write(away.join("content/new.md"), "new").unwrap();
    fs::rename(&away, &root).unwrap();
    site.knows("content/new.md", "new");
    assert_eq!(site.text("content/help.md").as_deref(), Some("one"));
    site.edit("content/help.md", "two");
}

#[test]
fn nothing_but_the_sites_own_files_is_handed_over() {
    let site = WatchedSite::followed(&[PAGE, ("dist/content/a.md", "one"), (".git/x", "one")]);
    for path in ["dist/content/a.md", ".git/x", "content/.hidden.md", "content/help.md~", "notes.md"] {
        site.write(path, "two");
    }
    site.edit("content/help.md", "two");
    let known: Vec<String> = site.known.lock().unwrap().iter().map(|source| source.path.to_string()).collect();
    assert_eq!(known, ["content/help.md"]);
}

/// A site of which only what a test sends is heard.
fn deaf(files: &[(&str, &str)]) -> (WatchedSite, Sender<Report>) {
    let mut site = WatchedSite::new(files);
    let (sender, reports) = mpsc::channel();
    let mut folders = Folders::new(&site.path(""), |_| {});
    folders.renew();
    site.read();
    site.follow(Watch { folders, reports, on_trouble: Box::new(|_| {}), is_late: false });
    (site, sender)
}

#[test]
fn when_reports_are_lost_everything_is_listed_again() {
    let (site, sender) = deaf(&[PAGE, ("content/gone.md", "one")]);
    for (round, report) in [
        Ok(notify::Event::new(EventKind::Other).set_flag(Flag::Rescan)),
        Err(notify::Error::generic("it failed")),
        Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("round {round}");
        site.write("content/help.md", &text);
        site.write("themes/new/templates/base.html", &text);
        let _ = fs::remove_file(site.path("content/gone.md"));
        sender.send(report).unwrap();
        site.knows("content/help.md", text.as_str());
        site.knows("themes/new/templates/base.html", text.as_str());
        site.knows("content/gone.md", None);
    }
}

#[test]
fn what_the_system_does_not_watch_is_named_and_looked_at() {
    let mut site = WatchedSite::new(&[PAGE, ("content/a/b.md", "one")]);
    let (_sender, reports) = mpsc::channel();
    let mut folders = Folders::unwatched(&site.path(""));
    folders.renew();
    site.read();
    let trouble = Arc::clone(&site.trouble);
    let on_trouble: OnTrouble = Box::new(move |folders| *trouble.lock().unwrap() = folders.to_vec());
    tell(&folders, &on_trouble);
    assert_eq!(*site.trouble.lock().unwrap(), ["", "content", "content/a"]);
    site.follow(Watch { folders, reports, on_trouble, is_late: false });
    site.edit("content/help.md", "two");
    site.edit("content/a/new.md", "new");
    site.edit("content/c/d/e.md", "deep");
    site.edit("content/c/d/e.md", "deep two");
    fs::remove_dir_all(site.path("content/a")).unwrap();
    site.knows("content/a/b.md", None);
    assert_eq!(*site.trouble.lock().unwrap(), ["", "content", "content/a", "content/c", "content/c/d"]);
}

#[test]
fn a_disk_that_lets_itself_be_watched_and_says_nothing_is_looked_at() {
    let (site, _sender) = deaf(&[PAGE, ("content/a/b.md", "one")]);
    site.edit("content/help.md", "two");
    site.edit("content/c/d.md", "new");
    site.edit("content/c/d.md", "newer");
    fs::remove_file(site.path("content/a/b.md")).unwrap();
    site.knows("content/a/b.md", None);
    // That it is looked at again and again is no reason to warn anybody.
    assert!(site.trouble.lock().unwrap().is_empty());
}
