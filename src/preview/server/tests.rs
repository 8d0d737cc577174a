use super::super::http::{Resource, ServedFile, etag};
use super::super::live::LiveEvent;
use super::*;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::LazyLock;

/// A test waits this long for something that must come; only a failing test gets there.
const PATIENCE: Duration = Duration::from_secs(20);

/// More than the buffers of a loopback connection take, so that sending it blocks (6 MiB each way by default).
const BIG: usize = 32 * 1024 * 1024;

static BIG_FILE: LazyLock<Arc<ServedFile>> =
    LazyLock::new(|| Arc::new(ServedFile::new("text/plain", vec![0; BIG].into(), Vec::new(), 200)));

/// As many requests as nobody has on the way at once by chance.
const MANY: usize = 2 * MOST_CONNECTIONS;

struct ServedSite;

impl Pages for ServedSite {
    fn answer(&self, path: &str, _: Option<&str>) -> Resource {
        let body: Arc<[u8]> = match path {
            "/events" => return Resource::Events,
            // A panic without the message on the terminal.
            "/panic" => std::panic::resume_unwind(Box::new(())),
            "/big" => return Resource::File(Arc::clone(&BIG_FILE)),
            _ => path.as_bytes().into(),
        };
        Resource::File(Arc::new(ServedFile::new("text/plain", body, Vec::new(), 200)))
    }

    fn takes_forms(&self, path: &str) -> bool {
        path == "/form"
    }

    fn act(&self, _: &str, form: &[u8]) -> Resource {
        Resource::Done { to: format!("/{}", form.len()) }
    }

    fn catch_up(&self, shown: &OpenPage) -> Option<LiveEvent> {
        match shown.page.as_str() {
            "/panic" => std::panic::resume_unwind(Box::new(())),
            "/behind" => Some(LiveEvent::Reload),
            _ => None,
        }
    }
}

fn start() -> (Running, Arc<Listeners>) {
    let listeners = Arc::new(Listeners::default());
    let running = serve(Arc::new(ServedSite), Arc::clone(&listeners), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    (running, listeners)
}

/// One connection of a browser.
struct Browser {
    stream: BufReader<TcpStream>,
    host: String,
}

#[derive(Debug)]
struct Received {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Browser {
    fn connect(address: SocketAddr) -> Browser {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Browser { stream: BufReader::new(stream), host: format!("localhost:{}", address.port()) }
    }

    /// Sends a request written as `GET /path`, with header lines (each ended) and a body after the empty line. The server may have closed.
    fn send(&mut self, request: &str, rest: &str) {
        let text = format!("{request} HTTP/1.1\r\nHost: {}\r\n{rest}", self.host);
        let _ = self.stream.get_mut().write_all(text.as_bytes());
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line.trim_end().to_string()
    }

    fn head(&mut self) -> Received {
        let status_line = self.line();
        let status = status_line.split(' ').nth(1).unwrap_or_else(|| panic!("no status in {status_line:?}"));
        let status = status.parse().unwrap();
        let lines = std::iter::from_fn(|| Some(self.line()).filter(|line| !line.is_empty()));
        let headers = lines.map(|line| line.split_once(": ").map(|(a, b)| (a.into(), b.into())).unwrap()).collect();
        Received { status, headers, body: String::new() }
    }

    fn receive(&mut self) -> Received {
        let mut received = self.head();
        let length: usize = received.headers["Content-Length"].parse().unwrap();
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        received.body = String::from_utf8(body).unwrap();
        received
    }

    fn get(&mut self, path: &str) -> Received {
        self.send(&format!("GET {path}"), "\r\n");
        self.receive()
    }

    /// Opens an event stream and reads its first chunk.
    fn listen(&mut self, page: &str) {
        self.send(&format!("GET /events?page={page}&etag=1"), "\r\n");
        assert_eq!(self.head().headers["Content-Type"], "text/event-stream; charset=utf-8");
        assert_eq!(self.line(), "d");
        self.wait_for("retry: 1000");
    }

    fn wait_for(&mut self, expected: &str) {
        while self.line() != expected {}
    }

    /// Reads until the connection ends, in whichever way.
    fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        match self.stream.read_to_end(&mut rest) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => panic!("the connection is still open"),
            _ => String::from_utf8_lossy(&rest).into_owned(),
        }
    }
}

/// Everybody else is served.
fn check_alive(running: &Running) {
    assert_eq!(Browser::connect(running.address()).get("/alive").body, "/alive");
}

#[test]
fn a_connection_is_used_again() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    for index in 0..50 {
        assert_eq!(browser.get(&format!("/{index}")).body, format!("/{index}"));
    }
    let tag = etag(b"/a");
    browser.send("HEAD /a", "\r\n");
    let head = browser.head();
    assert_eq!((head.status, head.headers["Content-Length"].as_str()), (200, "2"));
    browser.send("GET /a", &format!("If-None-Match: {tag}\r\n\r\n"));
    let same = browser.head();
    assert_eq!((same.status, same.headers["ETag"].as_str()), (304, tag.as_str()));
    browser.send("GET /abc", "Range: bytes=1-2\r\n\r\n");
    let part = browser.receive();
    assert_eq!((part.status, part.body.as_str()), (206, "ab"));
    browser.send("GET /abc", "Range: bytes=9-\r\n\r\n");
    assert_eq!(browser.receive().status, 416);
    browser.send("POST /a", "Content-Length: 0\r\n\r\n");
    assert_eq!(browser.receive().headers["Allow"], "GET, HEAD");
    let page = browser.get("/a");
    assert_eq!(page.headers["Content-Type"], "text/plain; charset=utf-8");
    assert!(page.headers["Date"].ends_with(" GMT"), "{page:?}");
    browser.send("GET /a", "Connection: close\r\n\r\n");
    assert_eq!(browser.receive().headers["Connection"], "close");
    assert_eq!(browser.rest(), "");
}

#[test]
fn a_head_that_comes_in_pieces_is_read() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    let request = format!("\r\nGET /a HTTP/1.1\r\nHost: {}\r\n\r\nGET /b HTTP/1.0\r\nHost: {0}\n\n", browser.host);
    for byte in request.as_bytes() {
        browser.stream.get_mut().write_all(&[*byte]).unwrap();
    }
    assert_eq!(browser.receive().body, "/a");
    assert_eq!(browser.receive().body, "/b");
    assert_eq!(browser.rest(), "");
}

#[test]
fn answers_come_in_the_order_of_the_requests() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    for index in 0..600 {
        browser.send(&format!("GET /{index}"), "\r\n");
    }
    for index in 0..600 {
        assert_eq!(browser.receive().body, format!("/{index}"));
    }
}

#[test]
fn connections_that_come_at_once_are_all_served() {
    let (running, _) = start();
    for _ in 0..20 {
        let mut burst: Vec<Browser> = (0..8).map(|_| Browser::connect(running.address())).collect();
        for browser in &mut burst {
            browser.send("GET /a", "\r\n");
        }
        for browser in &mut burst {
            assert_eq!(browser.receive().body, "/a");
        }
    }
}

/// What is behind the head of requests that have a body, and are over before it is read.
const BODIES: [&str; 9] = [
    "Content-Length: 18446744073709551615\r\n\r\n",
    "Content-Length: 9223372036854775807\r\n\r\nabc",
    "Content-Length: 70368744177664\r\n\r\n",
    "Content-Length: 65537\r\n\r\n",
    "Content-Length: many\r\n\r\n",
    "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
    "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
];

#[test]
fn a_request_with_a_body_is_refused_and_the_connection_closed() {
    let (running, _) = start();
    for rest in BODIES {
        for (request, status) in [("GET /", 413), ("POST /", 405)] {
            let mut rude = Browser::connect(running.address());
            rude.send(request, rest);
            let refused = rude.receive();
            assert_eq!((refused.status, refused.headers["Connection"].as_str()), (status, "close"), "{rest:?}");
            assert_eq!(rude.rest(), "", "{rest:?}");
        }
    }
    check_alive(&running);
}

#[test]
fn an_answer_is_read_by_a_client_that_sends_its_whole_body_first() {
    let (running, _) = start();
    let mut rude = Browser::connect(running.address());
    rude.send("POST /", &format!("Content-Length: 100000\r\n\r\n{}", "x".repeat(100_000)));
    assert_eq!(rude.receive().status, 405);
}

#[test]
fn refused_bodies_leave_nothing_behind() {
    let (running, _) = start();
    for index in 0..2000 {
        let mut rude = Browser::connect(running.address());
        rude.send("GET /", BODIES[index % BODIES.len()]);
    }
    check_alive(&running);
    let seats = running.hub.guests.room().seats.len();
    assert!(seats <= MOST_CONNECTIONS + MOST_LEAVING, "{seats} connections are open");
}

#[test]
fn whoever_is_silent_slow_or_never_reads_holds_up_nobody() {
    let (running, _) = start();
    let rude = |request: String| {
        let mut stream = TcpStream::connect(running.address()).unwrap();
        // The system's queue may be full of them, and the server may have closed.
        let _ = stream.write_all(request.as_bytes());
        stream
    };
    let host = format!("localhost:{}", running.address().port());
    let mut crowd = Vec::new();
    for index in 0..MANY {
        let request = match index % 5 {
            0 => String::new(),
            1 => "GET /slow HT".to_owned(),
            2 => format!("GET /big HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            3 => format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "a".repeat(100)).repeat(10),
            _ => {
                let half = rude(format!("GET /half HTTP/1.1\r\nHost: {host}\r\n\r\n"));
                let _ = half.shutdown(Shutdown::Write);
                crowd.push(half);
                continue;
            }
        };
        crowd.push(rude(request));
        if index % 40 == 0 {
            check_alive(&running);
        }
    }
    check_alive(&running);
    let seats = running.hub.guests.room().seats.len();
    assert!(seats <= MOST_CONNECTIONS + MOST_LEAVING, "{seats} connections are open");
}

#[test]
fn a_connection_that_works_stays_when_idle_ones_crowd_in() {
    let (running, _) = start();
    let mut faithful = Browser::connect(running.address());
    let mut crowd = Vec::new();
    for _ in 0..MANY {
        crowd.push(TcpStream::connect(running.address()).unwrap());
        assert_eq!(faithful.get("/a").body, "/a");
    }
}

#[test]
fn heads_without_end_are_refused() {
    let (running, _) = start();
    let host = format!("Host: localhost:{}\r\n", running.address().port());
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\n{host}X: {}", "a".repeat(1 << 20)), 431),
        (format!("GET /{}", "a".repeat(1 << 20)), 431),
        ("A".repeat(1 << 20), 431),
        ("\r\n".repeat(1 << 19), 431),
        (format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(1000)), 431),
        (format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(20_000)), 431),
        (format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(10_000)), 414),
        (format!("GET / HTTP/2.0\r\n{host}\r\n"), 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 505),
        (format!("GET / HTTP/1.1\r\n{host}no colon\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\n{host}a b: c\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\n{host} folded: c\r\n\r\n"), 400),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}".to_owned(), 400),
        ("hello\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
    ] {
        let mut rude = Browser::connect(running.address());
        let _ = rude.stream.get_mut().write_all(request.as_bytes());
        assert_eq!(rude.receive().status, status, "{:?}", &request[..request.len().min(60)]);
    }
    check_alive(&running);
}

#[test]
fn a_panic_is_one_failed_page() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    for _ in 0..20 {
        assert_eq!(browser.get("/panic").status, 500);
    }
    assert_eq!(browser.get("/a").body, "/a");
}

#[test]
fn events_reach_the_page_they_are_for() {
    let (running, listeners) = start();
    let (mut home, mut behind, mut broken) =
        (Browser::connect(running.address()), Browser::connect(running.address()), Browser::connect(running.address()));
    home.listen("/");
    behind.listen("/behind");
    behind.wait_for("event: reload");
    broken.listen("/panic");
    listeners.each(|shown| {
        assert_eq!(shown.etag, "1");
        (shown.page != "/behind").then_some(LiveEvent::Reload)
    });
    home.wait_for("event: reload");
    broken.wait_for("event: reload");
}

#[test]
fn pages_that_listen_hold_up_nobody_and_make_no_room() {
    let (running, listeners) = start();
    let mut streams: Vec<Browser> = (0..40).map(|_| Browser::connect(running.address())).collect();
    for stream in &mut streams {
        stream.listen("/");
    }
    let _crowd: Vec<TcpStream> = (0..MANY).map(|_| TcpStream::connect(running.address()).unwrap()).collect();
    check_alive(&running);
    assert_eq!(listeners.count(), 40);
    listeners.each(|_| Some(LiveEvent::Reload));
    for stream in &mut streams {
        stream.wait_for("event: reload");
    }
}

#[test]
fn old_clients_get_no_stream() {
    let (running, _) = start();
    let mut old = Browser::connect(running.address());
    let request = format!("GET /events?page=/ HTTP/1.0\r\nHost: {}\r\n\r\n", old.host);
    old.stream.get_mut().write_all(request.as_bytes()).unwrap();
    assert_eq!(old.receive().status, 505);
    assert_eq!(old.rest(), "");
}

#[test]
fn stopping_ends_everything() {
    let (running, listeners) = start();
    let address = running.address();
    let (mut idle, mut stream, mut stuck) =
        (Browser::connect(address), Browser::connect(address), Browser::connect(address));
    idle.get("/");
    stream.listen("/");
    stuck.send("GET /big", "\r\n");
    assert_eq!(stuck.head().status, 200);
    drop(running);
    assert_eq!(idle.rest(), "");
    stream.rest();
    assert_eq!(listeners.count(), 0);
    assert!(stuck.rest().len() < BIG);
    drop(TcpListener::bind(address).unwrap());
}

#[test]
fn a_taken_port_is_an_error() {
    let (running, _) = start();
    let second = serve(Arc::new(ServedSite), Arc::default(), running.address());
    assert_eq!(second.err().unwrap().kind(), io::ErrorKind::AddrInUse);
}
