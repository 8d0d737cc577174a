//! The desk as a browser uses it: forms in, files changed exactly so, nothing lost.

use crate::chance::Chance;
use crate::kit::Site;
use liberate::preview::Preview;
use liberate::snapshot::Workspace;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use tempfile::TempDir;

const SITE: &str = "\
=== content/help.md
+++
title = \"Help\"   # said first
owner = \"Comms\"
review_by = 2026-01-01
+++

First.

Second, with {{ number(id=\"line\") }}.

- third

=== content/contacts.toml
# Numbers.

[line]
name = \"The line\"
display = \"0121 496 0000\"
digits = \"01214960000\"
group = \"report\"
audience = \"both\"
state = \"publish\"
source_name = \"Its page\"
source_date = \"2026\"
checked_on = 2026-01-01   # long ago
expires_days = 30

[other]
name = \"Other\"
audience = \"both\"
state = \"hold\"
";

struct Shown {
    folder: TempDir,
    preview: Preview,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn show(text: &str) -> Shown {
    let site = Site::new(text);
    let folder = tempfile::tempdir().unwrap();
    site.write_to(folder.path());
    let workspace = Workspace::new(site.workspace().sources().clone());
    let address = "127.0.0.1:0".parse().unwrap();
    let (root, options) = (folder.path(), site.options().clone());
    let preview = Preview::start(workspace, options, root, address, Box::new(|_, _| {})).unwrap();
    Shown { folder, preview }
}

impl Shown {
    fn send(&self, head: &str, body: &str) -> Answer {
        let address = self.preview.address();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{}\r\nConnection: close\r\n\r\n{body}", head.replace("HOST", &address.to_string())).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        Answer { status: head[9..12].parse().unwrap(), head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {}{path} HTTP/1.1\r\nHost: HOST", self.preview.desk()), "")
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
        let body = body.join("&");
        let head = format!(
            "POST {}{path} HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}",
            self.preview.desk(),
            body.len()
        );
        self.send(&head, &body)
    }

    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).unwrap();
    }

    /// What a form says that nobody has touched: its hidden fields and its texts.
    fn seen(&self, path: &str) -> String {
        let page = self.get(path).body;
        let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("the form carries what it shows");
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A text as a browser sends it in a form.
fn coded(text: &str) -> String {
    text.replace('\n', "\r\n").bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn only_its_own_pages_may_send_forms() {
    let shown = show(SITE);
    let path = format!("{}done", shown.preview.desk());
    let body = "item=rang%7Ccontent%2Fcontacts.toml%7Cline&role=x";
    let form = "Content-Type: application/x-www-form-urlencoded";
    let length = format!("Content-Length: {}", body.len());
    let own = "Origin: http://HOST";
    let check = |head: &[&str], status: u16| {
        let answer =
            shown.send(&[&[&*format!("POST {path} HTTP/1.1"), "Host: HOST"], head].concat().join("\r\n"), body);
        assert_eq!(answer.status, status, "{head:?}: {}", answer.body);
    };
    check(&[form, &length], 403);
    check(&["Origin: http://evil.example", form, &length], 403);
    check(&["Origin: null", form, &length], 403);
    check(&["Origin: http://localhost:1", form, &length], 403);
    check(&[own, "Sec-Fetch-Site: same-site", form, &length], 403);
    check(&[own, "Sec-Fetch-Site: cross-site", form, &length], 403);
    check(&[own, own, form, &length], 403);
    check(&[own, "Content-Type: text/plain", &length], 415);
    check(&[own, "Content-Type: multipart/form-data", &length], 415);
    check(&[own, form], 411);
    check(&[own, form, "Transfer-Encoding: chunked"], 411);
    check(&[own, form, "Content-Length: 99999999999"], 413);
    let host = shown.send(&format!("POST {path} HTTP/1.1\r\nHost: evil.example\r\n{own}\r\n{form}\r\n{length}"), body);
    assert_eq!(host.status, 421);
    for guess in ["/_liberate/done", "/_liberate/00000000000000000000000000000000/done", "/done"] {
        let head = format!("POST {guess} HTTP/1.1\r\nHost: HOST\r\n{own}\r\n{form}\r\n{length}");
        assert_eq!(shown.send(&head, body).status, 405, "{guess}");
        assert_eq!(shown.send(&format!("GET {guess} HTTP/1.1\r\nHost: HOST"), "").status, 404, "{guess}");
    }
    assert_eq!(shown.send(&format!("GET {path}?{body} HTTP/1.1\r\nHost: HOST"), "").status, 404);
    assert!(shown.file("content/contacts.toml").contains("2026-01-01"), "something was written");
    let today = shown.get("");
    for said in [
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "X-Frame-Options: DENY",
        "Referrer-Policy: same-origin",
    ] {
        assert!(today.head.contains(said), "{}", today.head);
    }
}

#[test]
fn the_way_in_leads_to_the_desk_once() {
    let shown = show(SITE);
    let ask = || shown.send(&format!("GET {} HTTP/1.1\r\nHost: HOST", shown.preview.way_in()), "");
    let first = ask();
    assert!(first.status == 302 && first.head.contains(shown.preview.desk()), "{}", first.head);
    assert_eq!(ask().status, 404);
    // No page of the site holds the key: whoever else uses the computer may read them.
    let page = shown.send("GET /help/ HTTP/1.1\r\nHost: HOST", "").body;
    assert!(page.contains("Edit this page") && !page.contains(shown.preview.desk()), "{page}");
    assert!(!shown.send("GET /_liberate/ HTTP/1.1\r\nHost: HOST", "").body.contains(shown.preview.desk()));
}

#[test]
fn a_number_that_was_rung_is_no_longer_overdue() {
    let shown = show(SITE);
    let today = shown.get("").body;
    assert!(today.contains("Check The line") && today.contains("I rang it today"), "{today}");
    let before = shown.file("content/contacts.toml");
    let item = "rang|content/contacts.toml|line";
    let refused = shown.post("done", &[("one", item), ("role", "")]);
    assert!(refused.status == 422 && refused.body.contains("in which role"), "{}", refused.body);
    assert_eq!(shown.post("done", &[("one", item), ("role", "Comms lead")]).status, 303);
    let after = shown.file("content/contacts.toml");
    let day = Site::new("").options().at.to_string();
    let expected = before.replace("checked_on = 2026-01-01 ", &format!("checked_on = {day} ")).replace(
        "expires_days = 30\n",
        "expires_days = 30\nchecked_how = \"call\"\nchecked_by_role = \"Comms lead\"\n",
    );
    assert_eq!(after, expected);
    let today = shown.get("").body;
    assert!(!today.contains("61 days ago") && !overdue(&today).contains("The line"), "{today}");
}

fn overdue(today: &str) -> &str {
    today.split_once("id=\"overdue\"").unwrap().1.split_once("</section>").unwrap().0
}

#[test]
fn a_page_that_is_still_true_is_read_again_in_six_months() {
    let shown = show(SITE);
    assert!(overdue(&shown.get("").body).contains("Review Help"));
    assert_eq!(shown.post("done", &[("one", "true|content/help.md|"), ("role", "Comms")]).status, 303);
    assert!(!overdue(&shown.get("").body).contains("Review Help"));
    let text = shown.file("content/help.md");
    assert!(text.contains("title = \"Help\"   # said first\n") && !text.contains("2026-01-01"), "{text}");
}

#[test]
fn a_saved_passage_is_in_the_file_and_on_the_page_and_nothing_else_changes() {
    let text = SITE.replace("\n", "\r\n");
    let shown = show(SITE);
    // A file of Windows, with a byte order mark.
    let windows =
        format!("\u{feff}{}", text.split("=== content/help.md\r\n").nth(1).unwrap().split("=== ").next().unwrap());
    shown.write("content/help.md", &windows);
    shown.until_seen("content/help.md", &windows);
    let seen = shown.seen("page/content/help.md");
    let saved =
        shown.post("page/content/help.md", &[("seen", &seen), ("p0", "First.\n\nAnd this."), ("p2", "- third")]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(shown.file("content/help.md"), windows.replace("First.", "First.\r\n\r\nAnd this."));
    let page = shown.send("GET /help/ HTTP/1.1\r\nHost: HOST", "").body;
    assert!(page.contains("And this."), "{page}");
    // A form that says nothing new writes nothing.
    let seen = shown.seen("page/content/help.md");
    let modified = || fs::metadata(shown.folder.path().join("content/help.md")).unwrap().modified().unwrap();
    let before = modified();
    assert_eq!(shown.post("page/content/help.md", &[("seen", &seen), ("p0", "First.")]).status, 303);
    assert_eq!(modified(), before);
}

impl Shown {
    /// Waits until the preview has read a file as it is now; each question goes through the server.
    fn until_seen(&self, path: &str, text: &str) {
        let fingerprint = liberate::text::Fingerprint::of(text.as_bytes()).to_string();
        let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while self.seen(&format!("page/{path}")) != fingerprint {
            assert!(std::time::Instant::now() < end, "the preview does not see {path}");
        }
    }
}

#[test]
fn what_is_typed_is_shown_as_it_will_be_published() {
    let shown = show(SITE);
    let seen = shown.seen("page/content/help.md");
    let fields = [("seen", &*seen), ("p0", "Typed now."), ("set-title", "Another title")];
    let unsaved = shown.post("unsaved/content/help.md", &fields);
    assert!(
        unsaved.head.contains("frame-ancestors 'self'") && !unsaved.head.contains("X-Frame-Options"),
        "{}",
        unsaved.head
    );
    let looked = shown.post("look/content/help.md", &fields).body;
    assert!(looked.contains("\"errors\":0"), "{looked}");
    assert!(!shown.file("content/help.md").contains("Typed"), "it was saved");
    assert_eq!(shown.post("page/content/help.md", &fields).status, 303);
    let saved = shown.get("shown/content/help.md").body;
    assert!(saved.contains("Typed now.") && saved.contains("Another title"), "{saved}");
    assert_eq!(unsaved.body, saved);
    let number = looked.split("unsaved/").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(shown.get(&format!("unsaved/{number}")).body, saved);
}

#[test]
fn mistakes_are_said_below_the_passage_before_anything_is_saved() {
    let shown = show(SITE);
    let seen = shown.seen("page/content/help.md");
    let broken = "A [link](@/nowhere.md).";
    let looked = shown.post("look/content/help.md", &[("seen", &seen), ("p1", broken)]).body;
    let passages = looked.split("\"passages\":").nth(1).unwrap();
    assert!(passages.starts_with("[[],[{\"severity\":\"error\""), "{looked}");
    // The same without script, with what was typed.
    let checked = shown.post("page/content/help.md", &[("seen", &seen), ("p1", broken), ("check", "1")]);
    assert!(checked.status == 200 && checked.body.contains("A [link](@/nowhere.md)."), "{}", checked.body);
    assert!(checked.body.contains("class=\"error\""), "{}", checked.body);
    let wrong = shown.post("page/content/help.md", &[("seen", &seen), ("p1", "Kept."), ("set-review_by", "1.2.2026")]);
    assert!(
        wrong.status == 422 && wrong.body.contains("Kept.") && wrong.body.contains("it is a day"),
        "{}",
        wrong.body
    );
    assert!(!shown.file("content/help.md").contains("Kept"));
}

#[test]
fn two_people_keep_both_of_their_changes() {
    let shown = show(SITE);
    let seen = shown.seen("page/content/help.md");
    assert_eq!(shown.post("page/content/help.md", &[("seen", &seen), ("p0", "Mine.")]).status, 303);
    // Another tab began with the same page, and changed another passage.
    let saved = shown.post("page/content/help.md", &[("seen", &seen), ("p2", "- theirs")]);
    assert!(saved.status == 303 && saved.head.contains("said=merged"), "{} {}", saved.head, saved.body);
    let text = shown.file("content/help.md");
    assert!(text.contains("Mine.") && text.contains("- theirs") && text.contains("# said first"), "{text}");
    // A third one changed a passage that is another one now, and gets both to look at.
    let stopped = shown.post("page/content/help.md", &[("seen", &seen), ("p0", "Also mine.")]);
    assert!(
        stopped.status == 409 && stopped.body.contains("Also mine.") && stopped.body.contains("Mine."),
        "{}",
        stopped.body
    );
    assert!(!shown.file("content/help.md").contains("Also"));
    // What an editor saves on the disk meanwhile counts the same.
    let seen = shown.seen("page/content/help.md");
    shown.write("content/help.md", &shown.file("content/help.md").replace("Mine.", "On the disk."));
    assert_eq!(shown.post("page/content/help.md", &[("seen", &seen), ("p2", "- fourth")]).status, 303);
    let text = shown.file("content/help.md");
    assert!(text.contains("On the disk.") && text.contains("- fourth"), "{text}");
    let whole = shown.post("page/content/help.md", &[("seen", &seen), ("whole", "all mine")]);
    assert!(
        whole.status == 409 && whole.body.contains("all mine") && whole.body.contains("On the disk."),
        "{}",
        whole.body
    );
}

#[test]
fn a_contact_is_changed_in_its_form_and_its_numbers_must_agree() {
    let shown = show(SITE);
    let before = shown.file("content/contacts.toml");
    let seen = shown.seen("record/contacts/line");
    let saved = shown.post(
        "record/contacts/line",
        &[("seen", &seen), ("set-display", "0121 496 0001"), ("set-digits", "01214960000")],
    );
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = shown.get("record/contacts/line").body;
    assert!(page.contains("class=\"error\""), "{page}");
    let seen = shown.seen("record/contacts/line");
    assert_eq!(shown.post("record/contacts/line", &[("seen", &seen), ("set-digits", "01214960001")]).status, 303);
    assert_eq!(
        shown.file("content/contacts.toml"),
        before.replace("0121 496 0000", "0121 496 0001").replace("01214960000", "01214960001")
    );
    assert!(shown.send("GET /help/ HTTP/1.1\r\nHost: HOST", "").body.contains("0121 496 0001"));
    assert_eq!(shown.get("record/contacts/nobody").status, 404);
}

#[test]
fn new_pages_begin_as_drafts_and_names_that_systems_refuse_are_refused() {
    let shown = show(SITE);
    let made = shown
        .post("new", &[("what", "page"), ("title", "Who \"we\" are"), ("folder", "content"), ("description", "Us.")]);
    assert_eq!(made.status, 303, "{}", made.body);
    let text = shown.file("content/who-we-are.md");
    assert!(
        text.starts_with("+++\ntitle = \"Who \\\"we\\\" are\"\ndescription = \"Us.\"\ndraft = true\n+++\n"),
        "{text}"
    );
    assert!(shown.get("page/content/who-we-are.md").body.contains("Write here."));
    for (name, folder) in [
        ("../x", "content"),
        ("x/y", "content"),
        ("con", "content"),
        ("lpt1", "content"),
        ("WHO", "content"),
        ("who-we-are", "content"),
        ("help", "content"),
        ("x", "static"),
        ("x", "content/.."),
        ("x.", "content"),
        ("x:y", "content"),
    ] {
        let refused = shown.post("new", &[("what", "page"), ("title", "T"), ("name", name), ("folder", folder)]);
        assert_eq!(refused.status, 422, "{name} in {folder}");
    }
    assert_eq!(shown.post("new", &[("what", "contact"), ("contact", "A new place")]).status, 303);
    assert!(shown.file("content/contacts.toml").ends_with(
        "[a-new-place]\nname = \"A new place\"\ngroup = \"other\"\naudience = \"both\"\nstate = \"hold\"\n"
    ));
    assert_eq!(shown.post("page/liberate.toml", &[("seen", "x"), ("whole", "x")]).status, 404);
    assert_eq!(shown.get("page/liberate.toml").status, 404);
    assert_eq!(shown.get("page/content/../liberate.toml").status, 404);
}

#[test]
fn any_passages_changed_in_any_order_leave_exactly_the_expected_bytes() {
    let blocks = [
        "One.",
        "## Two",
        "- three\n- four",
        "> five",
        "| a | b |\n|---|---|\n| c | d |",
        "{% critical() %}\nSix.\n\nSeven.\n{% end %}",
    ];
    let page = |blocks: &[String]| format!("+++\ntitle = \"Many\"\n+++\n\n{}\n", blocks.join("\n\n"));
    let mut now: Vec<String> = blocks.iter().map(|block| (*block).to_owned()).collect();
    let shown = show(&format!("=== content/many.md\n{}", page(&now)));
    let mut chance = Chance::new(7);
    for round in 0..150 {
        let at = chance.below(now.len());
        let typed = match chance.below(4) {
            0 => format!("Words {round}."),
            1 => format!("## Heading {round}"),
            2 => format!("> said {round}\n> again"),
            _ => format!("Ω اردو 中 {round} \\ \"q\" & <b> % +"),
        };
        let seen = shown.seen("page/content/many.md");
        let saved = shown.post("page/content/many.md", &[("seen", &seen), (&format!("p{at}"), &typed)]);
        assert_eq!(saved.status, 303, "round {round}: {}", saved.body);
        now[at] = typed;
        assert_eq!(shown.file("content/many.md"), page(&now), "round {round}");
    }
    assert_eq!(
        fs::read_dir(shown.folder.path().join("content")).unwrap().count(),
        1 + usize::from(shown.folder.path().join("content/_index.md").exists())
    );
}
