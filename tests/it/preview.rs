//! The preview as a browser sees it.

use crate::kit::Site;
use liberate::preview::Preview;
use liberate::snapshot::Workspace;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A test waits this long for something that must come; only a failing test gets there.
const PATIENCE: Duration = Duration::from_secs(20);

struct Shown {
    folder: TempDir,
    preview: Preview,
}

struct Answer {
    status: u16,
    body: String,
}

/// Shows a site that was read before.
fn show(site: &Site) -> Shown {
    let folder = tempfile::tempdir().unwrap();
    site.write_to(folder.path());
    let workspace = Workspace::new(site.workspace().sources().clone());
    let address = "127.0.0.1:0".parse().unwrap();
    let preview =
        Preview::start(workspace, site.options().clone(), folder.path(), address, Box::new(|_, _| {})).unwrap();
    Shown { folder, preview }
}

impl Shown {
    fn get(&self, path: &str) -> Answer {
        self.asked(path, "Accept: */*")
    }

    fn asked(&self, path: &str, header: &str) -> Answer {
        let address = self.preview.address();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{header}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer { status: head[9..12].parse().unwrap(), body: body.to_owned() }
    }

    /// Asks again until the answer is as it must become. Each question goes through the server, so this is no idle loop.
    fn until(&self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            assert!(Instant::now() < end, "{path} stays {} {}", answer.status, answer.body);
        }
    }

    /// What a stream that never ends says first, up to a word.
    fn begin_of(&self, path: &str, word: &str) -> String {
        let address = self.preview.address();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        let (mut said, mut piece) = (String::new(), [0; 512]);
        while !said.contains(word) {
            let length = stream.read(&mut piece).unwrap();
            assert!(length > 0, "{path} ends: {said}");
            said.push_str(&String::from_utf8_lossy(&piece[..length]));
        }
        said
    }

    /// The desk when all pages have been looked at.
    fn desk(&self, query: &str) -> String {
        self.until(&format!("/_liberate/now{query}"), |answer| !answer.body.contains("desk.js")).body
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A page with that many links that lead nowhere.
fn page(path: &str, broken: usize) -> String {
    let links: String = (0..broken).map(|number| format!("[Link](@/nowhere-{number}.md)\n\n")).collect();
    format!("=== content/{path}\n+++\ntitle = \"Page {path}\"\n+++\n\nWords.\n\n{links}")
}

#[test]
fn the_desk_shows_a_bounded_number_of_problems_and_counts_all() {
    let shown = show(&Site::new(
        &(page("many.md", 250) + &page("few.md", 3) + &page("old.md", 0))
            .replace("\"Page old.md\"", "\"Page old.md\"\ntitel = \"x\""),
    ));
    let desk = shown.desk("");
    let items = |desk: &str| desk.matches("<div class=\"what\">error: ").count();
    assert!(desk.contains("<h2>254 errors, "), "{desk}");
    assert_eq!(items(&desk), 200);
    assert!(desk.contains("<div class=\"what\">and 5"), "{desk}");
    assert!(desk.contains("error <a href=\"/_liberate/?kind=unknown-page\">unknown-page</a>: 253"), "{desk}");
    let other = shown.desk("?kind=unknown-key");
    assert_eq!(items(&other), 1);
    assert!(other.contains("content/old.md, line 3, column 1"), "{other}");
    assert_eq!(items(&shown.desk("?kind=no-such-kind")), 0);
}

#[test]
fn the_desk_shows_all_pages_a_bounded_number_at_a_time() {
    let pages: String = (0..620).map(|number| page(&format!("p{number:03}.md"), 0)).collect();
    let shown = show(&Site::new(&pages));
    let rows = |desk: &str| desk.matches("<tr><th scope=\"row\">").count();
    let first = shown.get("/_liberate/").body;
    assert_eq!(rows(&first), 500);
    let (_, next) = first.rsplit_once("<a href=\"").unwrap();
    let (address, words) = next.split_once('"').unwrap();
    assert!(words.starts_with(">The next</a>"), "{words}");
    let second = shown.get(address).body;
    assert_eq!(rows(&second), 121, "with the page at the top");
    assert!(second.contains("content/p619.md") && !second.contains("The next"));
    let beyond = shown.get("/_liberate/?after=%ff%00&after&=").body;
    assert_eq!(rows(&beyond), 0);
    assert!(beyond.contains(">The first</a>"));
}

#[test]
fn the_desk_answers_before_all_pages_have_been_looked_at() {
    let shown = show(&Site::new(&page("help.md", 1)));
    let desk = shown.get("/_liberate/");
    assert!(desk.body.contains("<h2>1 error, ") || desk.body.contains("<h2>Looking at all pages: "), "{}", desk.body);
    assert!(shown.desk("").contains("<h2>1 error, "));
    shown.write("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nFine.\n");
    shown.until("/_liberate/", |desk| desk.body.contains("<h2>0 errors, "));
}

/// The same link in 60 pages is one entry with its first places, as the terminal says it.
#[test]
fn the_desk_says_once_what_is_the_same_in_many_places() {
    let link = |number: usize| {
        format!("=== content/p{number:03}.md\n+++\ntitle = \"Page {number}\"\n+++\n\n[Link](@/nowhere.md)\n\n")
    };
    let shown = show(&Site::new(&((0..60).map(link).collect::<String>() + &page("other.md", 2))));
    let desk = shown.desk("");
    assert!(desk.contains("<h2>62 errors, "), "{desk}");
    assert_eq!(desk.matches("<div class=\"what\">error: ").count(), 3, "{desk}");
    assert!(desk.contains("the same in 59 places more: content/p001.md:5:1, content/p002.md:5:1, "), "{desk}");
    assert!(desk.contains(" and 54 more"), "{desk}");
    assert!(!desk.contains("<div class=\"what\">and "), "{desk}");
}

/// An open desk listens like a page: what it states about itself changes with every edit.
#[test]
fn the_desk_follows_later_edits() {
    let shown = show(&Site::new(&page("help.md", 1)));
    let tag = |desk: &str| desk.split("data-etag=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let first = tag(&shown.desk(""));
    assert!(first.is_some());
    assert_eq!(tag(&shown.desk("")), first, "nothing has changed");
    shown.write("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nFine.\n");
    let then = shown.until("/_liberate/now", |desk| desk.body.contains("<h2>0 errors, ")).body;
    assert_ne!(tag(&then), first);
    let behind =
        shown.begin_of(&format!("/_liberate/events?page=%2F_liberate%2F&etag={}", first.unwrap()), "event: reload");
    assert!(behind.contains("event: reload"), "{behind}");
}

/// A file that is too large to be held is read while it is sent: whole, in parts, and not again to who has it.
#[test]
fn a_large_file_is_sent_as_it_stands_on_disk() {
    let shown = show(&Site::new(&page("help.md", 0)));
    let text: String = (0..1_200_000).map(|number| format!("{number:07}\n")).collect();
    // It comes whole: written elsewhere, and moved.
    shown.write("film.mp4", &text);
    fs::create_dir_all(shown.folder.path().join("static")).unwrap();
    fs::rename(shown.folder.path().join("film.mp4"), shown.folder.path().join("static/film.mp4")).unwrap();
    assert!(shown.until("/film.mp4", |answer| answer.status == 200).body == text);
    let asked = |header: &str| shown.asked("/film.mp4", header);
    let part = asked("Range: bytes=8000000-8000015");
    assert_eq!((part.status, part.body.as_str()), (206, "1000000\n1000001\n"));
    assert_eq!(asked("Range: bytes=-8").body, "1199999\n");
    assert_eq!(asked("Range: bytes=99999999-").status, 416);
    assert_eq!(asked("If-None-Match: *").status, 304);
    assert_eq!(asked("If-None-Match: *").body, "");
}

#[test]
fn a_page_with_many_problems_lists_the_first_and_counts_all() {
    let shown = show(&Site::new(&page("help.md", 60)));
    let body = shown.get("/help/").body;
    assert!(body.contains("60 errors"), "{body}");
    assert_eq!(body.matches("<div class=\"what\">error: ").count(), 50);
    assert!(body.contains("<div class=\"what\">and 10 others</div>"), "{body}");
}

#[test]
fn a_page_that_is_asked_for_again_is_the_same_until_something_changes() {
    let shown = show(&Site::new(&page("help.md", 0)));
    let first = shown.get("/help/").body;
    assert_eq!(shown.get("/help/").body, first);
    shown.write("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nOther words.\n");
    shown.until("/help/", |answer| answer.body.contains("Other words."));
    // Something that the page shows changes, not the page itself.
    let template = "{% extends \"base.html\" %}{% block main %}<h1>New {{ page.title }}</h1>{% endblock %}";
    shown.write("templates/page.html", template);
    shown.until("/help/", |answer| answer.body.contains("New Help"));
}

#[test]
fn the_page_that_says_there_is_none_has_an_address_of_its_own() {
    let shown = show(&Site::new(&page("help.md", 0)));
    for _ in 0..2 {
        assert_eq!(shown.get("/nothing/").status, 404);
        assert_eq!(shown.get("/404.html").status, 200);
        assert_eq!(shown.get("/pl/nothing/").status, 404);
    }
}

#[test]
fn an_edit_after_the_first_answer_is_seen() {
    for round in 0..10 {
        let shown = show(&Site::new(&page("help.md", 0)));
        assert_eq!(shown.get("/help/").status, 200);
        shown.write("content/help.md", &format!("+++\ntitle = \"Help\"\n+++\n\nRound {round}.\n"));
        shown.until("/help/", |answer| answer.body.contains(&format!("Round {round}.")));
    }
}

#[test]
fn files_that_changed_after_they_were_read_are_shown_as_they_are() {
    let site = Site::new(&page("help.md", 0));
    let folder = tempfile::tempdir().unwrap();
    site.write_to(folder.path());
    fs::write(folder.path().join("content/help.md"), "+++\ntitle = \"Help\"\n+++\n\nNewer words.\n").unwrap();
    fs::write(folder.path().join("content/new.md"), "+++\ntitle = \"New\"\n+++\n").unwrap();
    let workspace = Workspace::new(site.workspace().sources().clone());
    let address = "127.0.0.1:0".parse().unwrap();
    let preview =
        Preview::start(workspace, site.options().clone(), folder.path(), address, Box::new(|_, _| {})).unwrap();
    let shown = Shown { folder, preview };
    assert!(shown.get("/help/").body.contains("Newer words."));
    assert_eq!(shown.get("/new/").status, 200);
}
