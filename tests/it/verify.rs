//! A live site compared with its release: what is asked, what is found, and that nothing is found where all is well.
//!
//! The host is a server of this computer that keeps every rule, and breaks one when a test says so.

use crate::command::{Run, liberate, temporary};
use crate::kit::Site;
use liberate::render::ServerRules;
use liberate::text::{ContentCoding, Fingerprint, decode_path};
use liberate::verify::{ExpectedRelease, Judge, LiveAnswer, LiveMemory, questions};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

const AT: [&str; 2] = ["--at", "2026-11-22"];

const FILES: &str = r#"
=== content/help.md
+++
title = "Help"
aliases = ["/old-list.csv"]
+++

Help is there, day and night. Nobody will ask for your papers. Help is there, day and night.
=== content/help.pl.md
+++
title = "Pomoc"
+++

Pomoc jest dostępna w dzień i w nocy. Nikt nie zapyta o dokumenty. Pomoc jest dostępna.
=== static/list.csv
name,number
a,1
=== content/addresses.lock
default_language = "en"

[[published]]
on = 2026-11-01
languages = "en pl ur"
"/old-list.csv" = "static/old-list.csv"
"/closed/" = "content/closed.md"
=== content/gone.toml
"/closed/" = { since = 2026-11-20, why = "Closed." }
"#;

/// A question as the host hears it.
#[derive(Clone, Debug, Default)]
struct Heard {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
}

impl Heard {
    fn get(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

/// What the host sends.
#[derive(Clone, Debug, Default)]
struct Sent {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn set(&mut self, name: &str, value: &str) {
        self.drop(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    fn drop(&mut self, name: &str) {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }
}

type Fault = Arc<dyn Fn(&Heard, &mut Sent) + Send + Sync>;

/// A host that sends a folder by the rules, but for a fault.
struct Host {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    fn new(folder: &Path, rules: &ServerRules, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, ends) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (hears, is_over, folder, rules) = (Arc::clone(&heard), Arc::clone(&ends), folder.to_owned(), rules.clone());
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let mut stream = stream.unwrap();
                let Some(question) = hear(&stream) else { continue };
                let mut sent = answer(&folder, &rules, &question);
                fault(&question, &mut sent);
                hears.lock().unwrap().push(question.clone());
                if sent.status > 0 {
                    let _ = send(&mut stream, &question, &sent);
                }
            }
        });
        Self { address, heard, ends, thread: Some(thread) }
    }

    fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn hear(stream: &TcpStream) -> Option<Heard> {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers = lines.take_while(|line| !line.is_empty());
    let headers =
        headers.filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())));
    Some(Heard { method, path, headers: headers.collect() })
}

fn send(stream: &mut TcpStream, question: &Heard, sent: &Sent) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", sent.status);
    for (name, value) in &sent.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if sent.status != 304 {
        head.push_str(&format!("Content-Length: {}\r\n", sent.body.len()));
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    if question.method == "HEAD" || sent.status == 304 { Ok(()) } else { stream.write_all(&sent.body) }
}

/// The answer of a host that keeps every rule.
fn answer(folder: &Path, rules: &ServerRules, question: &Heard) -> Sent {
    let found =
        |list: &[(String, String)]| list.iter().find(|(from, _)| *from == question.path).map(|(_, to)| to.clone());
    let below =
        |address: &str| address.strip_prefix(rules.base()).unwrap_or(address).trim_start_matches('/').to_owned();
    let mut sent = if let Some(to) = found(rules.moved()) {
        Sent { status: 301, headers: vec![("Location".to_owned(), to)], ..Sent::default() }
    } else if let Some(page) = found(rules.gone()) {
        file(folder, rules, &below(&page), 410, &Heard::default())
    } else {
        let path = decode_path(&below(&question.path));
        let is_hidden = path.starts_with(['_', '.']) && !path.starts_with(".well-known/")
            || path.ends_with(".br")
            || path.ends_with(".gz");
        let whole = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
        if !is_hidden && folder.join(&whole).is_file() {
            file(folder, rules, &whole, 200, question)
        } else if folder.join(&path).is_dir() {
            Sent {
                status: 301,
                headers: vec![("Location".to_owned(), format!("{}/", question.path))],
                ..Sent::default()
            }
        } else {
            let prefix = rules.languages().iter().find(|prefix| question.path.starts_with(&format!("{prefix}/")));
            let page = below(&rules.not_found_at(prefix.map_or(rules.base(), String::as_str)));
            file(folder, rules, &page, 404, &Heard::default())
        }
    };
    for (name, value) in rules.headers_at(&question.path, sent.status) {
        sent.set(name, &value);
    }
    sent
}

/// A file as it is asked for.
fn file(folder: &Path, rules: &ServerRules, path: &str, status: u16, question: &Heard) -> Sent {
    let form = |coding: &ContentCoding| folder.join(format!("{path}{}", coding.ending()));
    let coding = ContentCoding::chosen(question.get("Accept-Encoding"), |coding| form(&coding).is_file());
    let mut sent = Sent {
        status,
        body: fs::read(coding.map_or(folder.join(path), |coding| form(&coding))).unwrap(),
        ..Sent::default()
    };
    let tag = format!("\"{}\"", Fingerprint::of(&sent.body));
    sent.set("Content-Type", &rules.media_type(path));
    sent.set("Vary", "Accept-Encoding");
    if status == 200 {
        sent.set("ETag", &tag);
    }
    if let Some(coding) = coding {
        sent.set("Content-Encoding", coding.token());
    }
    if status == 200 && question.get("If-None-Match") == tag {
        return Sent { status: 304, body: Vec::new(), ..sent };
    }
    if let Some((first, last)) = question.get("Range").strip_prefix("bytes=").and_then(|range| range.split_once('-')) {
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        sent = Sent { status: 206, body: sent.body[first..=last].to_vec(), ..sent };
    }
    sent
}

/// A site that was built, with what its host must do.
struct Published {
    folder: tempfile::TempDir,
    rules: ServerRules,
}

impl Published {
    fn new(site: &Site) -> Self {
        let folder = temporary();
        site.write_to(folder.path());
        let built = liberate(folder.path(), &[&["build", "--quiet"][..], &AT].concat());
        assert_eq!((built.code, built.errors.as_str()), (0, ""), "{}", built.output);
        let rules = site.workspace().snapshot(site.options()).expect("there is a public edition").server_rules();
        Self { folder, rules }
    }

    fn release(&self) -> PathBuf {
        self.folder.path().join("dist/public")
    }

    fn host(&self, fault: impl Fn(&Heard, &mut Sent) + Send + Sync + 'static) -> Host {
        Host::new(&self.release(), &self.rules, Arc::new(fault))
    }

    fn verify(&self, host: &Host, more: &[&str]) -> Run {
        let address = format!("http://{}{}", host.address, self.rules.base());
        let arguments = ["verify", address.as_str(), "--per-second", "10000"];
        liberate(self.folder.path(), &[&arguments[..], more, &AT].concat())
    }

    /// What is said of a host with a fault, as `code path message`, each path without its host.
    fn found(&self, fault: impl Fn(&Heard, &mut Sent) + Send + Sync + 'static) -> Vec<String> {
        let host = self.host(fault);
        let run = self.verify(&host, &["--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&run.output).unwrap_or_else(|_| panic!("{}", run.errors));
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let found: Vec<String> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                let path = text(finding, "path").replace(&format!("http://{}", host.address), "");
                format!("{} {path} {}", text(finding, "code"), text(finding, "message"))
            })
            .collect();
        assert_eq!(run.code, i32::from(!found.is_empty()), "{}", run.errors);
        found
    }

    fn check(&self, fault: impl Fn(&Heard, &mut Sent) + Send + Sync + 'static, expected: &[&str]) {
        assert_eq!(self.found(fault), expected);
    }
}

fn published() -> Published {
    Published::new(&Site::new(FILES))
}

#[test]
fn a_host_that_sends_what_was_published_gets_no_findings() {
    let check = |site: &Site| {
        let published = Published::new(site);
        let host = published.host(|_, _| {});
        let run = published.verify(&host, &[]);
        assert_eq!((run.code, run.errors.as_str()), (0, ""), "{}", run.output);
        assert!(run.output.ends_with(" questions, readers get what was published\n"), "{}", run.output);
        host.heard()
    };
    let heard = check(&Site::new(FILES));
    let paths: BTreeSet<&str> = heard.iter().map(|question| question.path.as_str()).collect();
    for path in [
        "/",
        "/help/",
        "/pl/help/",
        "/ur/",
        "/list.csv",
        "/closed/",
        "/pl/closed/",
        "/old-list.csv",
        "/_headers",
        "/pl",
        "/.public.release",
    ] {
        assert!(paths.contains(path), "{path} was not asked for: {paths:?}");
    }
    for question in &heard {
        assert!(matches!(question.method.as_str(), "GET" | "HEAD"), "{question:?}");
        assert_eq!(question.get("Host"), "site.example");
        assert_eq!(question.get("User-Agent"), "liberate verify");
        assert!(
            question
                .headers
                .iter()
                .all(|(name, _)| !["cookie", "referer", "from"].contains(&name.to_lowercase().as_str()))
        );
    }
    let codings: BTreeSet<&str> = heard
        .iter()
        .filter(|question| question.path == "/help/")
        .map(|question| question.get("Accept-Encoding"))
        .collect();
    assert_eq!(codings.into_iter().collect::<Vec<_>>(), ["br", "gzip", "identity"]);
    let mut below = Site::new(FILES);
    below.replace(
        "liberate.toml",
        "base_url = \"https://site.example\"",
        "base_url = \"https://site.example/safety/portal\"",
    );
    let heard = check(&below);
    assert!(
        heard.iter().all(|question| question.path.starts_with("/safety/portal")),
        "only the site's own path is asked"
    );
    check(&Site::new("=== static/Annual report (1) & more.csv\na\n=== static/Zażółć.txt\nsłowa\n"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let published = published();
    let statuses = Arc::new(Mutex::new(Vec::new()));
    let sent_statuses = Arc::clone(&statuses);
    let host =
        published.host(move |question, sent| sent_statuses.lock().unwrap().push((question.path.clone(), sent.status)));
    assert_eq!(published.verify(&host, &[]).code, 0);
    let files = |statuses: &Mutex<Vec<(String, u16)>>, status: u16| {
        std::mem::take(&mut *statuses.lock().unwrap()).iter().filter(|(_, of)| *of == status).count()
    };
    let first = files(&statuses, 200);
    assert_eq!(published.verify(&host, &[]).code, 0);
    let again = files(&statuses, 304);
    assert!(again + 2 >= first && again > 20, "{first} whole the first time, {again} unchanged the second");
    assert_eq!(published.verify(&host, &["--whole"]).code, 0);
    assert!(files(&statuses, 200) >= first, "--whole asks for everything");
}

#[test]
fn a_header_that_was_lost_since_is_found_although_nothing_else_has_changed() {
    let published = published();
    let is_lost = Arc::new(AtomicBool::new(false));
    let lost = Arc::clone(&is_lost);
    let host = published.host(move |_, sent| {
        if lost.load(Ordering::SeqCst) {
            sent.drop("Referrer-Policy");
        } else if sent.status == 304 {
            // A host that leaves out of this answer what browsers have already.
            sent.headers.retain(|(name, _)| name == "ETag");
        }
    });
    assert_eq!(published.verify(&host, &[]).code, 0);
    assert_eq!(published.verify(&host, &[]).code, 0, "browsers keep the headers that came with the whole answer");
    is_lost.store(true, Ordering::SeqCst);
    let run = published.verify(&host, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.errors.contains("the header `Referrer-Policy` is missing") && run.errors.contains("places more"),
        "{}",
        run.errors
    );
}

#[test]
fn what_a_host_does_otherwise_is_named_with_its_address() {
    let published = published();
    let at = |path: &'static str, fault: fn(&mut Sent)| {
        move |question: &Heard, sent: &mut Sent| {
            if question.path == path && question.method == "GET" && question.get("Range").is_empty() {
                fault(sent);
            }
        }
    };
    published.check(
        at("/list.csv", |sent| *sent = Sent { status: 404, ..Sent::default() }),
        &["live-status /list.csv the host answers 404, and the release has something there"],
    );
    published.check(
        at("/list.csv", |sent| sent.body[0] = b'N'),
        &["live-changed /list.csv this is not what the release has here: 16 bytes, not 16, or other ones"],
    );
    published.check(
        at("/list.csv", |sent| sent.set("Content-Type", "text/plain")),
        &["live-type /list.csv the type is `text/plain`, not `text/csv`"],
    );
    published.check(
        at("/list.csv", |sent| sent.drop("Content-Type")),
        &["live-type /list.csv there is no type, and it has to be `text/csv`"],
    );
    published.check(
        at("/list.csv", |sent| sent.set("Cache-Control", "public, max-age=600")),
        &["live-header /list.csv `Cache-Control` is `public, max-age=600`, not `no-store`"],
    );
    published.check(
        at("/list.csv", |sent| sent.headers.push(("X-Frame-Options".to_owned(), "DENY".to_owned()))),
        &["live-header /list.csv `X-Frame-Options` is sent 2 times"],
    );
    for (name, value) in [
        ("Set-Cookie", "id=1"),
        ("NEL", "{}"),
        ("Report-To", "{}"),
        ("Server-Timing", "cfEdge;dur=1"),
        ("X-Powered-By", "PHP"),
        ("Link", "</x.js>; rel=preload"),
    ] {
        let named =
            format!("live-header-added /list.csv the host adds the header `{}`: `{value}`", name.to_lowercase());
        let found = published.found(move |question, sent| {
            if question.path == "/list.csv" {
                sent.set(name, value);
            }
        });
        assert_eq!(found, [named]);
    }
    published.check(
        at("/closed/", |sent| sent.status = 200),
        &["live-status /closed/ this is gone for good, and the host answers 200 instead of 410"],
    );
    published.check(at("/old-list.csv", |sent| sent.set("Location", "http://site.example/help/")), &["live-redirect /old-list.csv this leads to `http://site.example/help/`, and has to lead to `/help/` with TLS"]);
    published.check(
        at("/old-list.csv", |sent| sent.status = 302),
        &["live-status /old-list.csv this address has to lead on with 301, and the host answers 302"],
    );
    published.check(at("/pl", |sent| sent.set("Location", "https://site.example/pl/")), &[]);
    published.check(
        at("/pl", |sent| sent.set("Location", "/")),
        &["live-redirect /pl this leads to `/`, and has to lead to `/pl/` with TLS"],
    );
    published.check(
        at("/.git/config", |sent| sent.status = 200),
        &["live-hidden /.git/config everybody can read this: the host answers 200"],
    );
    published.check(
        at("/_redirects", |sent| sent.status = 301),
        &["live-hidden /_redirects everybody can read this: the host answers 301"],
    );
}

#[test]
fn pages_in_the_wrong_language_and_pages_with_additions_are_told_apart() {
    let published = published();
    let page = |path: &str| fs::read(published.release().join(path)).unwrap();
    let swap = |from: &'static str, body: Vec<u8>| {
        move |question: &Heard, sent: &mut Sent| {
            if question.path == from
                && question.get("Accept-Encoding") == "identity"
                && question.method == "GET"
                && sent.status != 304
            {
                sent.body = body.clone();
            }
        }
    };
    let nothing = "/pl/liberate-verify-nothing/";
    published.check(
        swap(nothing, page("404.html")),
        &[&format!(
            "live-language {nothing} readers get `404.html` here, and it has to be `pl/404.html`, in their own language"
        )],
    );
    published.check(swap("/pl/closed/", page("gone.html")), &["live-language /pl/closed/ readers get `gone.html` here, and it has to be `pl/gone.html`, in their own language"]);
    published.check(
        swap("/help/", page("pl/help/index.html")),
        &["live-changed /help/ what is here belongs to `pl/help/index.html`"],
    );
    let with = |added: &str| {
        String::from_utf8(page("help/index.html")).unwrap().replace("</body>", &format!("{added}</body>")).into_bytes()
    };
    published.check(
        swap("/help/", with("<script src=//count.example/x.js></script>")),
        &["live-element-added /help/ the host puts `<script src=//count.example/x.js>` into the page"],
    );
    published.check(
        swap("/help/", with("<img src=//pixel.example/1.gif>")),
        &["live-element-added /help/ the host puts `<img src=//pixel.example/1.gif>` into the page"],
    );
    published.check(
        swap("/help/", b"<p>soon</p>".to_vec()),
        &[&format!(
            "live-changed /help/ this is not what the release has here: 11 bytes, not {}, or other ones",
            page("help/index.html").len()
        )],
    );
    published.check(
        swap(nothing, with("<script src=/x.js></script>")),
        &[&format!(
            "live-changed {nothing} this is not what the release has here: {} bytes, not {}, or other ones",
            with("<script src=/x.js></script>").len(),
            page("pl/404.html").len()
        )],
    );
}

#[test]
fn compressed_answers_are_decoded_and_compared() {
    let published = published();
    let coded = |fault: fn(&mut Sent)| {
        move |question: &Heard, sent: &mut Sent| {
            if question.path == "/help/" && question.get("Accept-Encoding") == "br" {
                fault(sent);
            }
        }
    };
    let old = |sent: &mut Sent| {
        let page = ContentCoding::Brotli.decode(&sent.body, 1 << 20).unwrap();
        sent.body = ContentCoding::Brotli
            .encode(String::from_utf8(page).unwrap().replace("Nobody", "Noone").as_bytes())
            .unwrap();
    };
    let size = fs::metadata(published.release().join("help/index.html")).unwrap().len();
    published.check(coded(old), &[&format!("live-changed /help/ sent as `br`, this is not what the release has here: {} bytes, not {size}, or other ones", size - 1)]);
    published.check(
        coded(|sent| sent.body.truncate(100)),
        &["live-compression /help/ what is sent as `br` cannot be decoded"],
    );
    published.check(coded(|sent| sent.drop("Vary")), &["live-compression /help/ `Vary: Accept-Encoding` is missing, so a cache may give this to a browser that cannot read it"]);
    published.check(coded(|sent| sent.set("Vary", "Origin, accept-encoding")), &[]);
    let plain = fs::read(published.release().join("help/index.html")).unwrap();
    let found = published.found(move |question, sent| {
        if question.path == "/help/" && question.get("Accept-Encoding") == "br" {
            sent.drop("Content-Encoding");
            sent.body = plain.clone();
        }
    });
    assert_eq!(
        found,
        ["live-compression /help/ the release has this compressed as `br`, and the host sends it as it is"]
    );
}

#[test]
fn what_programs_on_the_way_rely_on_is_asked() {
    let published = published();
    let found = published.found(|question, sent| {
        if question.method == "HEAD" {
            sent.status = 405;
        }
    });
    assert!(
        found.len() == 1 && found[0].starts_with("live-request / asked for the head alone, the host answers 405"),
        "{found:?}"
    );
    let found = published.found(|question, sent| {
        if !question.get("Range").is_empty() {
            sent.status = 200
        }
    });
    assert!(found.len() == 1 && found[0].contains("asked for a part, the host answers 200"), "{found:?}");
    let found = published.found(|question, sent| {
        if !question.get("If-None-Match").is_empty() {
            sent.status = 200
        }
    });
    assert!(found.len() == 1 && found[0].contains("the host answers 200 instead of 304"), "{found:?}");
}

#[test]
fn a_host_with_a_password_is_told_it_and_says_what_is_missing() {
    let published = published();
    let host = published.host(|question, sent| {
        // bGlicmFyeTpvcGVu is library:open.
        if question.get("Authorization") != "Basic bGlicmFyeTpvcGVu" {
            *sent = Sent { status: 401, ..Sent::default() };
        }
    });
    let run = published.verify(&host, &[]);
    assert_eq!(run.code, 1);
    assert!(run.errors.contains("it lets nobody in without a password"), "{}", run.errors);
    let file = published.folder.path().join("password");
    let with = |text: &str| {
        fs::write(&file, text).unwrap();
        published.verify(&host, &["--password-file", file.to_str().unwrap()])
    };
    assert_eq!(with("library:open\n").code, 0);
    let refused = with("library");
    assert_eq!(refused.code, 2);
    assert!(refused.errors.contains("has to hold one line"), "{}", refused.errors);
}

#[test]
fn a_page_that_no_release_has_any_more_is_left_over_until_it_is_gone() {
    let site = Site::new(FILES);
    let published = Published::new(&site);
    let kept = temporary();
    let copy = |to: &Path| {
        for (path, bytes) in crate::command::files_below(&published.release()) {
            let path = to.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    };
    copy(kept.path());
    let host = Host::new(kept.path(), &published.rules, Arc::new(|_, _| {}));
    assert_eq!(published.verify(&host, &[]).code, 0);
    fs::remove_file(published.folder.path().join("static/list.csv")).unwrap();
    assert_eq!(liberate(published.folder.path(), &[&["build", "--quiet"][..], &AT].concat()).code, 0);
    copy(kept.path());
    for _ in 0..2 {
        let run = published.verify(&host, &[]);
        assert_eq!(run.code, 1, "{}", run.errors);
        assert!(
            run.errors.contains("the release no longer has this") && run.errors.contains("/list.csv"),
            "{}",
            run.errors
        );
    }
    fs::remove_file(kept.path().join("list.csv")).unwrap();
    let run = published.verify(&host, &[]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    assert!(host.heard().iter().any(|question| question.path == "/list.csv"));
    assert_eq!(published.verify(&host, &[]).code, 0);
}

#[test]
fn only_the_editions_own_address_is_asked_or_a_server_of_this_computer() {
    let published = published();
    let refused = |address: &str| {
        let run = liberate(published.folder.path(), &[&["verify", address][..], &AT].concat());
        assert_eq!(run.code, 2, "{address}: {}", run.output);
        assert!(
            run.errors.contains("is not where the edition public is, which is https://site.example"),
            "{address}: {}",
            run.errors
        );
    };
    for address in [
        "https://other.example/",
        "http://site.example",
        "https://site.example.evil.example",
        "https://site.example@evil.example",
        "https://127.0.0.1",
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1.evil.example:80",
        "http://localhost.evil.example",
        "http://192.168.0.1",
        "http://127.0.0.1:80/elsewhere",
        "ftp://127.0.0.1",
        "site.example",
        "",
    ] {
        refused(address);
    }
    // That name is nobody's, and is never looked up.
    let own = liberate(published.folder.path(), &[&["verify", "https://site.example/"][..], &AT].concat());
    assert_eq!(own.code, 2);
    assert!(own.errors.contains("https://site.example cannot be asked"), "{}", own.errors);
}

#[test]
fn a_host_that_says_nothing_is_no_difference_but_a_failure() {
    let published = published();
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let nobody =
        liberate(published.folder.path(), &[&["verify", &format!("http://127.0.0.1:{port}")][..], &AT].concat());
    assert_eq!(nobody.code, 2);
    assert!(nobody.errors.contains("cannot be asked"), "{}", nobody.errors);
    let begun = AtomicBool::new(false);
    let host = published.host(move |_, sent| {
        if begun.swap(true, Ordering::SeqCst) {
            sent.status = 0;
        }
    });
    let run = published.verify(&host, &[]);
    assert_eq!(run.code, 2, "{}", run.output);
    assert!(run.errors.contains("no longer answers"), "{}", run.errors);
    let fresh = temporary();
    Site::new(FILES).write_to(fresh.path());
    let unbuilt = liberate(fresh.path(), &[&["verify"][..], &AT].concat());
    assert_eq!(unbuilt.code, 2);
    assert!(
        unbuilt.errors.contains("there is no release in") && unbuilt.errors.contains("build it first"),
        "{}",
        unbuilt.errors
    );
}

#[test]
fn an_address_without_an_answer_is_named() {
    let published = published();
    let found = published.found(|question, sent| {
        if question.path == "/list.csv" {
            sent.status = 0;
        }
    });
    assert!(found.len() == 1 && found[0].starts_with("live-no-answer /list.csv there was no answer"), "{found:?}");
}

/// Only a host on the internet has a port without TLS.
#[test]
fn the_port_without_tls_leads_to_the_one_with_it() {
    let published = published();
    let release = ExpectedRelease { files: &[], rules: &published.rules, hidden: &[], by_tls: true };
    let asked = questions(&release, &LiveMemory::default());
    let question = asked.iter().find(|question| question.without_tls).expect("it is asked");
    let nothing = |_: &str| None;
    let judge = Judge::new(&release, "https://site.example", &nothing);
    let codes = |status: u16, to: &str| {
        let headers = vec![("location".to_owned(), to.to_owned())];
        let answer = LiveAnswer { status, headers, body: Vec::new() };
        let found = judge.judge(question, &answer, &mut LiveMemory::default()).findings;
        found.iter().map(|finding| format!("{} {}", finding.code, finding.location.file)).collect::<Vec<_>>()
    };
    assert_eq!(codes(301, "https://site.example/"), [""; 0]);
    let without = ["live-without-tls http://site.example/"];
    assert_eq!(codes(200, ""), without);
    assert_eq!(codes(302, "https://site.example/"), without);
    assert_eq!(codes(301, "http://site.example/"), without);
    assert_eq!(codes(301, "https://other.example/"), without);
}

#[test]
fn thousands_of_differences_stay_readable() {
    let pages: String = (0..1_050).map(|number| format!("=== static/data/{number}.csv\n{number}\n")).collect();
    let published = Published::new(&Site::new(&pages));
    let host = published.host(|question, sent| {
        if question.path.starts_with("/data/") {
            sent.body = question.path.clone().into_bytes();
        }
    });
    let run = published.verify(&host, &[]);
    assert_eq!(run.code, 1);
    assert!(run.output.contains("1050 differences"), "{}", run.output);
    assert!(run.errors.len() < 30_000, "{} bytes", run.errors.len());
}
