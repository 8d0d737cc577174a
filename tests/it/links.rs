//! Links to other sites: which there are, what servers say to them, and when an author hears of it.
//!
//! The servers are of this computer: no test needs a network.

use crate::command::{liberate, temporary};
use crate::kit::{RECORDS, Site, TODAY};
use jiff::civil::{Date, date};
use liberate::probe::{Limits, LinkClient, Reach, Web, probe};
use liberate::upkeep::{LinkAnswer, LinkCount, LinkMemory};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

// Which links there are

/// Every link of a site as `address path:line …`.
fn links(site: &Site) -> Vec<String> {
    let all = site.workspace().outside_links(TODAY);
    let line = |place: &liberate::diagnostic::Location| {
        let text = site.source(&place.file);
        let before = &text[..place.span.start as usize];
        format!("{}:{}", place.file, before.matches('\n').count() + 1)
    };
    let shown = all.iter().map(|(address, places)| {
        let places: Vec<String> = places.iter().map(line).collect();
        format!("{address} {}", places.join(" "))
    });
    shown.collect()
}

#[test]
fn links_come_from_pages_records_and_settings_of_all_editions() {
    let site = Site::new(RECORDS)
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\nSee [this](https://a.example/b#c), or write\nhttps://d.example/e.\n")
        .with("=== content/page.pl.md\n+++\ntitle = \"Strona\"\n+++\n\nZobacz <https://a.example/b>, albo\nhttps://d.example/e.\n")
        .with("=== content/secret.md\n+++\ntitle = \"Secret\"\naudience = \"partner\"\n+++\n\n`https://f.example`\n")
        .with("=== content/draft.md\n+++\ntitle = \"Draft\"\ndraft = true\n+++\n\n[x](https://draft.example)\n")
        .settings("[links]\nexit = \"https://exit.example/weather\"");
    assert_eq!(
        links(&site),
        [
            "https://a.example/b content/page.md:5 content/page.pl.md:5",
            "https://charity.example content/contacts.toml:31",
            "https://d.example/e content/page.md:6 content/page.pl.md:6",
            "https://exit.example/weather liberate.toml:20",
            "https://f.example content/secret.md:6",
            "https://helpline.example/ content/contacts.toml:10",
        ]
    );
}

#[test]
fn what_is_not_shown_or_is_the_sites_own_is_no_link_to_others() {
    let mut site = Site::new(RECORDS).with(
        "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[a](https://site.example/x) [b](https://partners.site.example/)\n",
    );
    site.replace("content/contacts.toml", "website = \"https://charity.example\"", "# https://note.example");
    site.replace(
        "content/contacts.toml",
        "state = \"verify\"",
        "state = \"verify\"\nwebsite = \"https://later.example\"",
    );
    assert_eq!(links(&site), ["https://helpline.example/ content/contacts.toml:10"]);
}

// What servers say

/// A server of this computer that answers as `answer` says: the head of the response, or nothing at all.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn new(answer: fn(&str, &str) -> Option<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, ends) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (heard, is_over) = (Arc::clone(&asked), Arc::clone(&ends));
        let thread = std::thread::spawn(move || {
            // Connections without an answer stay open as long as the server.
            let mut open = Vec::new();
            for stream in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                open.extend(serve(stream.unwrap(), answer, &heard));
            }
        });
        Self { address, asked, ends, thread: Some(thread) }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn serve(
    mut stream: TcpStream,
    answer: fn(&str, &str) -> Option<String>,
    heard: &Mutex<Vec<String>>,
) -> Option<TcpStream> {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let request = lines.next()?;
    let agent: String = lines.by_ref().take_while(|line| !line.is_empty()).filter(|line| is_personal(line)).collect();
    let (method, rest) = request.split_once(' ')?;
    let path = rest.split(' ').next()?;
    heard.lock().unwrap().push(format!("{method} {path} {agent}"));
    match answer(method, path) {
        Some(head) => {
            let _ = write!(stream, "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            None
        }
        None => Some(stream),
    }
}

/// Lines that say who asks, from where or since when.
fn is_personal(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
    ["user-agent", "from", "referer", "cookie", "authorization"].contains(&name.as_str())
}

fn site_of_others(method: &str, path: &str) -> Option<String> {
    let head = match (method, path) {
        (_, "/fine") => "200 OK",
        (_, "/gone") => "410 Gone",
        (_, "/lost") => "404 Not Found",
        (_, "/ill") => "500 Internal Server Error",
        (_, "/teapot") => "418 I'm a teapot",
        ("HEAD", "/no-head") => "405 Method Not Allowed",
        (_, "/no-head") => "200 OK",
        ("HEAD", "/odd-head") => "404 Not Found",
        (_, "/odd-head") => "200 OK",
        (_, "/robots") => "403 Forbidden",
        (_, "/often") => "429 Too Many Requests",
        (_, "/for-good") => "301 Moved Permanently\r\nLocation: /fine",
        (_, "/twice-for-good") => "308 Permanent Redirect\r\nLocation: for-good",
        (_, "/for-now") => "302 Found\r\nLocation: /fine",
        (_, "/good-then-now") => "301 Moved Permanently\r\nLocation: /for-now",
        (_, "/slash") => "301 Moved Permanently\r\nLocation: /slash/",
        (_, "/slash/") => "200 OK",
        (_, "/circle") => "302 Found\r\nLocation: /circle",
        (_, "/to-lost") => "301 Moved Permanently\r\nLocation: /lost",
        (_, "/consent") => "302 Found\r\nLocation: /agreed?return=https://elsewhere.example/",
        (_, "/agreed?return=https://elsewhere.example/") => "200 OK",
        (_, "/up/and/down") => "302 Found\r\nLocation: ../.././fine#part",
        (_, "/same?other") => "200 OK",
        (_, "/same") => "302 Found\r\nLocation: ?other",
        (_, "/script") => "302 Found\r\nLocation: javascript:alert(1)",
        (_, "/file") => "302 Found\r\nLocation: file:///etc/passwd",
        (_, "/mail") => "302 Found\r\nLocation: mailto:help@elsewhere.example",
        (_, "/nowhere") => "302 Found\r\nLocation: http://",
        (_, "/secret") => "302 Found\r\nLocation: http://user:pw@127.0.0.1/fine",
        (_, path) if path.starts_with("/far") => {
            return Some(format!("302 Found\r\nLocation: {path}r"));
        }
        _ => return None,
    };
    Some(head.to_owned())
}

/// This computer alone, with a short patience.
fn web() -> Web {
    let limits = Limits { connect: Duration::from_secs(5), whole: Duration::from_secs(5) };
    Web::new(limits, Reach { allows: |ip: IpAddr| ip.is_loopback(), by_proxy: false })
}

#[test]
fn servers_are_understood() {
    let server = Server::new(site_of_others);
    let web = web();
    let check = |path: &str, expected: LinkAnswer| assert_eq!(web.ask(&server.url(path)), expected, "{path}");
    let failed = |why: &str| LinkAnswer::Failed(why.to_owned());
    check("/fine", LinkAnswer::Fine);
    check("/no-head", LinkAnswer::Fine);
    check("/odd-head", LinkAnswer::Fine);
    check("/lost", failed("the server answers 404, not found"));
    check("/gone", failed("the server answers 410, gone"));
    check("/ill", failed("the server answers 500, an error of its own"));
    check("/teapot", failed("the server answers 418"));
    check("/robots", LinkAnswer::Blocked(403));
    check("/often", LinkAnswer::Blocked(429));
    check("/for-good", LinkAnswer::Moved(server.url("/fine")));
    check("/twice-for-good", LinkAnswer::Moved(server.url("/fine")));
    check("/good-then-now", LinkAnswer::Moved(server.url("/for-now")));
    check("/for-now", LinkAnswer::Fine);
    check("/slash", LinkAnswer::Fine);
    check("/to-lost", failed("the server answers 404, not found"));
    check("/circle", failed("it leads in a circle"));
    check("/far", failed("it leads on more than 5 times"));
    check("/consent", LinkAnswer::Fine);
    check("/up/and/down", LinkAnswer::Fine);
    check("/same", LinkAnswer::Fine);
    for path in ["/script", "/file", "/mail", "/nowhere"] {
        check(path, failed("it is no address that a server can be asked for"));
    }
    check("/secret", failed("it leads to an address with a name or password in it, which is never asked"));
}

#[test]
fn a_question_is_short_and_says_nothing_of_who_asks() {
    let server = Server::new(site_of_others);
    web().ask(&server.url("/fine"));
    web().ask(&server.url("/often"));
    web().ask(&server.url("/no-head"));
    let agent = "liberate link check";
    let expected = ["HEAD /fine", "HEAD /often", "HEAD /no-head", "GET /no-head"];
    let asked = server.asked();
    assert_eq!(asked.len(), expected.len(), "{asked:?}");
    for (asked, expected) in asked.iter().zip(expected) {
        assert_eq!(asked.to_lowercase(), format!("{expected} user-agent: {agent}").to_lowercase());
    }
}

#[test]
fn a_server_that_never_answers_is_left_alone_after_a_while() {
    let server = Server::new(|_, _| None);
    let limits = Limits { connect: Duration::from_millis(100), whole: Duration::from_millis(100) };
    let web = Web::new(limits, Reach { allows: |_| true, by_proxy: false });
    assert_eq!(web.ask(&server.url("/")), LinkAnswer::Unreachable("the server does not answer in time".to_owned()));
}

#[test]
fn a_server_that_is_not_there_cannot_be_reached() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let LinkAnswer::Unreachable(why) = web().ask(&format!("http://{free}/")) else { panic!("nobody listens there") };
    assert!(why.starts_with("the server cannot be reached: "), "{why}");
    assert!(matches!(web().ask("https://"), LinkAnswer::Failed(_) | LinkAnswer::Unreachable(_)));
}

#[test]
fn private_networks_are_asked_nothing() {
    let server = Server::new(site_of_others);
    let web = Web::new(Limits::default(), Reach { by_proxy: false, ..Reach::INTERNET });
    let refused = LinkAnswer::Failed("it leads into a private network, which readers cannot reach".to_owned());
    let here = server.address.port();
    let names = [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "[::1]",
        "printer.local",
        "wiki.internal",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "127.0.0.1.",
        "localhost.",
        "LocalHost",
        "a.localhost",
        "router",
        "router.lan",
        "router.lan.",
        "nas.home",
        "x.home.arpa",
        "1.0.0.10.in-addr.arpa",
        "db.corp",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fd00::1]",
        "[2001:db8::1]",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "169.254.169.254",
        "198.18.0.1",
        "255.255.255.255",
        "hidden.onion",
    ];
    for name in names {
        assert_eq!(web.ask(&format!("http://{name}:{here}/fine")), refused, "{name}");
    }
    // Whoever leads there from outside is not followed.
    let inside =
        Web::new(Limits::default(), Reach { allows: |ip| ip == IpAddr::from([127, 0, 0, 1]), by_proxy: false });
    let lure = Server::new(|_, _| Some("302 Found\r\nLocation: http://127.0.0.2/".to_owned()));
    assert_eq!(inside.ask(&lure.url("/")), refused);
    assert!(server.asked().is_empty());
}

/// A proxy asks whatever it is told, so the fence must know by itself.
#[test]
fn a_proxy_is_told_of_no_private_network() {
    let proxy = Server::new(|_, _| Some("200 OK".to_owned()));
    for name in ["127.1", "localhost.", "2130706433", "0x7f.1", "[64:ff9b::7f00:1]", "router.lan", "203.0.113.9"] {
        let web = Web::new(Limits::default(), Reach::INTERNET);
        assert!(
            matches!(web.ask(&format!("http://{name}:{}/", proxy.address.port())), LinkAnswer::Failed(_)),
            "{name}"
        );
    }
    assert!(proxy.asked().is_empty());
}

#[test]
fn addresses_with_a_password_are_never_asked_and_said_at_once() {
    let server = Server::new(site_of_others);
    for user in ["user:pw@", "user@", ":pw@", "a%40b:c@"] {
        let address = format!("http://{user}{}/fine", server.address);
        assert!(matches!(web().ask(&address), LinkAnswer::Failed(why) if why.contains("never asked")), "{address}");
    }
    assert!(server.asked().is_empty());
    let folder = temporary();
    Site::new(
        "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[a](https://user:pw@a.example/x) [b](https://user@b.example) \
         <https://:pw@c.example/?d>\n",
    )
    .write_to(folder.path());
    let run = liberate(folder.path(), &CHECK);
    assert_eq!((run.code, run.errors.matches("warning[link-with-password]").count()), (0, 3), "{}", run.errors);
    assert_eq!(
        run.output,
        "3 links to other sites, 0 asked now: 0 fine, 3 not asked, as they hold a name or password\n"
    );
    // An `@` in a path is no password.
    let known = with_link().workspace().outside_links(TODAY);
    assert_eq!(LinkMemory::default().to_ask(&known, TODAY).len(), 1);
    let at = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[a](https://a.example/@name?b=@c)\n");
    assert_eq!(LinkMemory::default().to_ask(&at.workspace().outside_links(TODAY), TODAY).len(), 1);
}

/// Knows nothing, and watches how it is asked.
#[derive(Default)]
struct Watch {
    now: Mutex<BTreeMap<String, usize>>,
    most: Mutex<usize>,
}

impl LinkClient for Watch {
    fn ask(&self, address: &str) -> LinkAnswer {
        let host = liberate::probe::host(address);
        {
            let mut now = self.now.lock().unwrap();
            let own = now.entry(host.clone()).or_default();
            *own += 1;
            assert_eq!(*own, 1, "one question at a time for {host}");
            let all = now.values().sum::<usize>();
            let mut most = self.most.lock().unwrap();
            *most = all.max(*most);
        }
        std::thread::yield_now();
        *self.now.lock().unwrap().get_mut(&host).unwrap() -= 1;
        LinkAnswer::Moved(address.to_owned())
    }
}

#[test]
fn two_hosts_at_a_time_and_one_question_for_each() {
    let addresses: Vec<String> = (0..60).map(|index| format!("https://{}.Example/{index}", index % 7)).collect();
    let watch = Watch::default();
    let told = Mutex::new(Vec::new());
    let answers = probe(&addresses, &watch, Duration::ZERO, &|done, all| told.lock().unwrap().push((done, all)));
    let expected: Vec<_> = addresses.iter().map(|one| (one.clone(), LinkAnswer::Moved(one.clone()))).collect();
    assert_eq!(answers, expected);
    assert!(*watch.most.lock().unwrap() <= 2);
    assert!(told.lock().unwrap().contains(&(60, 60)));
}

// When an author hears of it

const LINK: &str = "https://a.example/";

fn with_link() -> Site {
    Site::new(&format!("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[a]({LINK})\n"))
}

fn lost() -> LinkAnswer {
    LinkAnswer::Failed("the server answers 404, not found".to_owned())
}

/// What is said of a site's one link after it said these things on these days.
fn after(said: &[(Date, LinkAnswer)]) -> (Vec<String>, LinkCount) {
    let site = with_link();
    let links = site.workspace().outside_links(TODAY);
    let mut memory = LinkMemory::default();
    for (day, outcome) in said {
        memory.learn(&links, vec![(LINK.to_owned(), outcome.clone())], *day);
    }
    let (findings, count) = LinkMemory::read(&memory.write()).expect("it reads what it wrote").findings(&links);
    (findings.iter().map(|finding| site.line_of(finding)).collect(), count)
}

fn day(day: i8) -> Date {
    date(2026, 11, day)
}

#[test]
fn a_link_is_reported_when_it_failed_on_three_days() {
    let quiet = |said: &[(Date, LinkAnswer)]| {
        let (findings, count) = after(said);
        assert_eq!((findings.len(), count.broken), (0, 0), "{said:?}");
    };
    quiet(&[(day(1), lost())]);
    quiet(&[(day(1), lost()), (day(1), lost()), (day(1), lost()), (day(1), lost())]);
    quiet(&[(day(1), lost()), (day(2), lost()), (day(3), LinkAnswer::Fine), (day(4), lost())]);
    quiet(&[(day(1), lost()), (day(2), lost()), (day(3), LinkAnswer::Blocked(403)), (day(4), lost())]);
    let (findings, count) =
        after(&[(day(1), lost()), (day(2), LinkAnswer::Unreachable("…".to_owned())), (day(5), lost())]);
    assert_eq!(
        findings,
        ["content/page.md:5:1 warning link-broken `https://a.example/` has failed on several days since 2026-11-01: \
          the server answers 404, not found | open it in a browser; then correct it, or take it out"]
    );
    assert_eq!(count, LinkCount { broken: 1, ..LinkCount::default() });
    let forever: Vec<_> = (1..30).map(|number| (day(number), lost())).collect();
    assert!(after(&forever).0[0].contains("since 2026-11-01"));
}

#[test]
fn a_link_that_moved_for_good_is_a_hint_and_one_that_refuses_programs_is_none() {
    let (findings, count) = after(&[(day(1), LinkAnswer::Moved("https://b.example/".to_owned()))]);
    assert_eq!(
        findings,
        [
            "content/page.md:5:1 warning link-moved `https://a.example/` has moved for good to `https://b.example/` | look \
          whether that is still the right page; then write the new address"
        ]
    );
    assert_eq!(count, LinkCount { fine: 1, moved: 1, ..LinkCount::default() });
    assert_eq!(
        after(&[(day(1), LinkAnswer::Blocked(403))]),
        (Vec::new(), LinkCount { blocked: 1, ..LinkCount::default() })
    );
}

#[test]
fn an_answer_counts_for_a_week_and_a_failure_for_a_day() {
    let links = with_link().workspace().outside_links(TODAY);
    let asked_again = |outcome: LinkAnswer, at: Date| {
        let mut memory = LinkMemory::default();
        memory.learn(&links, vec![(LINK.to_owned(), outcome)], day(10));
        !memory.to_ask(&links, at).is_empty()
    };
    assert_eq!(LinkMemory::default().to_ask(&links, day(1)), [LINK]);
    for (outcome, at, expected) in [
        (LinkAnswer::Fine, day(10), false),
        (LinkAnswer::Fine, day(16), false),
        (LinkAnswer::Fine, day(17), true),
        (LinkAnswer::Blocked(403), day(16), false),
        (lost(), day(10), false),
        (lost(), day(11), true),
        // A clock that went back proves nothing.
        (LinkAnswer::Fine, day(9), true),
    ] {
        assert_eq!(asked_again(outcome.clone(), at), expected, "{outcome:?} {at}");
    }
}

#[test]
fn links_that_are_no_longer_written_are_forgotten() {
    let mut memory = LinkMemory::default();
    memory.learn(&with_link().workspace().outside_links(TODAY), vec![(LINK.to_owned(), lost())], day(1));
    assert!(memory.write().contains(LINK));
    memory.learn(&Site::new("").workspace().outside_links(TODAY), Vec::new(), day(2));
    assert!(!memory.write().contains(LINK));
}

// The command

const CHECK: [&str; 4] = ["check", "--links", "--at", "2026-11-22"];

/// A site with one link of which this is remembered, as of the day of [`CHECK`]: so nothing is asked.
fn remembering(said: &[(Date, LinkAnswer)]) -> tempfile::TempDir {
    let folder = temporary();
    let site = with_link();
    site.write_to(folder.path());
    let links = site.workspace().outside_links(TODAY);
    let mut memory = LinkMemory::default();
    for (day, outcome) in said {
        memory.learn(&links, vec![(LINK.to_owned(), outcome.clone())], *day);
    }
    write_memory(folder.path(), &memory.write());
    folder
}

fn write_memory(root: &Path, text: &str) {
    std::fs::create_dir_all(root.join(".liberate")).unwrap();
    std::fs::write(root.join(".liberate/links.json"), text).unwrap();
}

#[test]
fn what_was_asked_this_week_is_not_asked_again() {
    let folder = remembering(&[(day(20), LinkAnswer::Fine)]);
    let run = liberate(folder.path(), &CHECK);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    assert_eq!(run.output, "1 link to other sites, 0 asked now: 1 fine\n");
    let none = temporary();
    Site::new("").write_to(none.path());
    assert_eq!(liberate(none.path(), &CHECK).output, "0 links to other sites, 0 asked now: 0 fine\n");
}

#[test]
fn broken_links_are_said_and_stop_no_build() {
    let folder = remembering(&[(day(20), lost()), (day(21), lost()), (day(22), lost())]);
    let run = liberate(folder.path(), &CHECK);
    assert_eq!(run.code, 1);
    assert!(
        run.errors.contains("warning[link-broken]") && run.errors.contains("content/page.md:5:1"),
        "{}",
        run.errors
    );
    assert_eq!(run.output, "1 link to other sites, 0 asked now: 0 fine, 1 broken\n");
    let json = liberate(folder.path(), &[&CHECK[..], &["--format", "json"]].concat());
    let findings: serde_json::Value = serde_json::from_str(&json.output).unwrap();
    assert_eq!((json.code, findings[0]["code"].as_str()), (1, Some("link-broken")));
    let message = findings[0]["message"].as_str().unwrap();
    assert!(run.errors.contains(message), "{message}");
    assert_eq!(liberate(folder.path(), &["build", "--at", "2026-11-22"]).code, 0);
    assert_eq!(liberate(folder.path(), &["check", "--at", "2026-11-22"]).code, 0);
}

#[test]
fn hints_and_single_failures_are_no_reason_to_stop() {
    for outcome in [lost(), LinkAnswer::Blocked(403), LinkAnswer::Moved("https://b.example/".to_owned())] {
        let folder = remembering(&[(day(22), outcome.clone())]);
        assert_eq!(liberate(folder.path(), &CHECK).code, 0, "{outcome:?}");
    }
}

#[test]
fn a_memory_that_cannot_be_read_is_begun_anew() {
    for text in ["{", "", "{\"version\": 2, \"links\": {}}", "[]"] {
        assert!(LinkMemory::read(text).is_none(), "{text}");
        let folder = temporary();
        Site::new("").write_to(folder.path());
        write_memory(folder.path(), text);
        let run = liberate(folder.path(), &CHECK);
        assert_eq!(run.code, 0);
        assert!(run.errors.contains("links.json cannot be understood; all links are asked again"), "{}", run.errors);
        assert_eq!(liberate(folder.path(), &CHECK).errors, "");
    }
}

#[test]
fn a_check_of_links_checks_nothing_else() {
    let folder = remembering(&[(day(22), LinkAnswer::Fine)]);
    std::fs::write(folder.path().join("content/other.md"), "+++\ntitle = \"Other\"\n+++\n\n[x](@/none.md)\n").unwrap();
    assert_eq!(liberate(folder.path(), &CHECK).code, 0);
    for more in ["--publish", "--drafts"] {
        assert_eq!(liberate(folder.path(), &[&CHECK[..], &[more]].concat()).code, 2);
    }
}
