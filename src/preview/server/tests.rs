use super::super::http::{Found, etag};
use super::super::live::Event;
use super::*;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

/// A test waits this long for something that must come; only a failing test gets there.
const PATIENCE: Duration = Duration::from_secs(5);

/// More than the buffers of a loopback connection take, so that sending it blocks (6 MiB each way by default).
const BIG: usize = 32 * 1024 * 1024;

struct Site;

impl Pages for Site {
    fn answer(&self, path: &str, _: Option<&str>) -> Found {
        let body: Arc<[u8]> = match path {
            "/events" => return Found::Events,
            // A panic without the message on the terminal.
            "/panic" => std::panic::resume_unwind(Box::new(())),
            "/big" => vec![0; BIG].into(),
            _ => path.as_bytes().into(),
        };
        Found::File { media_type: "text/plain".into(), body, headers: Vec::new(), status: 200 }
    }

    fn catch_up(&self, shown: &Shown) -> Option<Event> {
        match shown.page.as_str() {
            "/panic" => std::panic::resume_unwind(Box::new(())),
            "/behind" => Some(Event::Reload),
            _ => None,
        }
    }
}

fn start() -> (Running, Arc<Listeners>) {
    let listeners = Arc::new(Listeners::default());
    let running = serve(Arc::new(Site), Arc::clone(&listeners), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
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

    /// Sends a request written as `GET /path`, with header lines (each ended) and a body after the empty line.
    fn send(&mut self, request: &str, rest: &str) {
        let text = format!("{request} HTTP/1.1\r\nHost: {}\r\n{rest}", self.host);
        self.stream.get_mut().write_all(text.as_bytes()).unwrap();
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

    /// Asks for one short page on a connection that may break, and closes it.
    fn try_get(mut self, path: &str) -> io::Result<String> {
        self.send(&format!("GET {path}"), "Connection: close\r\n\r\n");
        let mut reply = String::new();
        self.stream.read_to_string(&mut reply)?;
        let (_, body) = reply.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(body.to_string())
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

#[test]
fn connections_inherit_what_the_listener_is_set_to() {
    let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    assert!(stream.nodelay().unwrap());
    assert_eq!(stream.write_timeout().unwrap(), Some(WRITE_LIMIT));
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
    browser.send("POST /a", "Content-Length: 5\r\n\r\nhello");
    assert_eq!(browser.receive().headers["Allow"], "GET, HEAD");
    assert_eq!(browser.get("/a").headers["Content-Type"], "text/plain; charset=utf-8");
}

#[test]
fn answers_come_in_the_order_of_the_requests() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    for index in 0..3 * WORKERS {
        browser.send(&format!("GET /{index}"), "\r\n");
    }
    for index in 0..3 * WORKERS {
        assert_eq!(browser.receive().body, format!("/{index}"));
    }
}

#[test]
fn connections_that_come_at_once_are_all_served() {
    let (running, _) = start();
    for _ in 0..20 {
        let mut burst: Vec<Browser> = (0..WORKERS).map(|_| Browser::connect(running.address())).collect();
        for browser in &mut burst {
            browser.send("GET /a", "\r\n");
        }
        for browser in &mut burst {
            assert_eq!(browser.receive().body, "/a");
        }
    }
}

#[test]
fn bodies_are_refused_and_the_server_lives() {
    let (running, _) = start();
    let can_close = own_sockets().next().is_some();
    for rest in [
        "Content-Length: 18446744073709551615\r\n\r\n",
        "Content-Length: 9223372036854775807\r\n\r\nabc",
        "Content-Length: 70368744177664\r\n\r\n",
        "Content-Length: 1025\r\n\r\n",
        "Content-Length: many\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    ] {
        let mut rude = Browser::connect(running.address());
        rude.send("GET /", rest);
        if can_close {
            assert_eq!(rude.rest(), String::from_utf8_lossy(TOO_LARGE), "{rest:?}");
        }
        assert_eq!(Browser::connect(running.address()).get("/after").body, "/after", "{rest:?}");
    }
}

#[test]
fn a_panic_is_one_failed_page() {
    let (running, _) = start();
    let mut browser = Browser::connect(running.address());
    for _ in 0..2 * WORKERS {
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
        (shown.page != "/behind").then_some(Event::Reload)
    });
    home.wait_for("event: reload");
    broken.wait_for("event: reload");
}

#[test]
fn streams_do_not_keep_the_workers() {
    let (running, listeners) = start();
    let mut streams: Vec<Browser> = (0..2 * WORKERS).map(|_| Browser::connect(running.address())).collect();
    for stream in &mut streams {
        stream.listen("/");
    }
    assert_eq!(listeners.count(), 2 * WORKERS);
    assert_eq!(Browser::connect(running.address()).get("/a").body, "/a");
}

#[test]
fn requests_behind_a_stream_end_it() {
    let (running, _) = start();
    for _ in 0..2 * WORKERS {
        let mut impatient = Browser::connect(running.address());
        let behind = format!("\r\nGET /b HTTP/1.1\r\nHost: {}\r\n\r\n", impatient.host);
        impatient.send("GET /events?page=/", &behind);
        impatient.head();
        impatient.wait_for("0");
        assert_eq!(impatient.line(), "");
        assert_eq!(impatient.receive().body, "/b");
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
    running.stop();
    assert_eq!(idle.rest(), "");
    stream.rest();
    assert_eq!(listeners.count(), 0);
    assert!(stuck.rest().len() < BIG);
    drop(TcpListener::bind(address).unwrap());
}

#[test]
fn a_taken_port_is_an_error() {
    let (running, _) = start();
    let second = serve(Arc::new(Site), Arc::default(), running.address());
    assert_eq!(second.err().unwrap().kind(), io::ErrorKind::AddrInUse);
}

/// Set for a child process that serves; the value says how many descriptors it leaves itself.
const SPARE: &str = "LIBERATE_TEST_SPARE_DESCRIPTORS";

/// Shows two numbers: the restarts, and how many of the first sockets are open. Those are the keeper's and the accepting thread's.
struct Patient {
    hub: OnceLock<Arc<Hub>>,
    first_sockets: OnceLock<Vec<Descriptor>>,
}

impl Pages for Patient {
    fn answer(&self, path: &str, _: Option<&str>) -> Found {
        let number = match path {
            "/restarts" => self.hub.get().unwrap().restarts.load(Ordering::Relaxed),
            _ => self.first_sockets.get().unwrap().iter().filter(|socket| socket.is_open()).count(),
        };
        let body = number.to_string().into_bytes().into();
        Found::File { media_type: "text/plain".into(), body, headers: Vec::new(), status: 200 }
    }

    fn catch_up(&self, _: &Shown) -> Option<Event> {
        None
    }
}

/// Not a test by itself: the process that the tests below starve. The limit holds for a process, so it must be another one.
#[test]
fn starving_process() {
    let Ok(spare) = std::env::var(SPARE) else { return };
    let patient = Arc::new(Patient { hub: OnceLock::new(), first_sockets: OnceLock::new() });
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = serve(Arc::clone(&patient) as Arc<dyn Pages>, Arc::default(), address).unwrap();
    let open: Vec<Descriptor> = open_descriptors();
    let current = Some(open.len() as u64 + spare.parse::<u64>().unwrap());
    setrlimit(Resource::Nofile, Rlimit { current, ..getrlimit(Resource::Nofile) }).unwrap();
    let is_socket = |descriptor: &Descriptor| {
        let target = fs::read_link(format!("/proc/self/fd/{}", descriptor.number));
        target.is_ok_and(|target| target.to_string_lossy().starts_with("socket:"))
    };
    patient.first_sockets.set(open.into_iter().filter(is_socket).collect()).ok().unwrap();
    patient.hub.set(Arc::clone(&running.hub)).ok().unwrap();
    println!("\nserving {}", running.address());
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

fn open_descriptors() -> Vec<Descriptor> {
    let numbers = fs::read_dir("/proc/self/fd").unwrap().map(|entry| entry.unwrap().file_name());
    let numbers: Vec<RawFd> = numbers.map(|name| name.to_str().unwrap().parse().unwrap()).collect();
    let describe =
        |number| Some(Descriptor { number, inode: fs::metadata(format!("/proc/self/fd/{number}")).ok()?.ino() });
    // The descriptor that was open for reading the list is among the numbers, but gone by now.
    numbers.into_iter().filter_map(describe).collect()
}

/// Starts this very program as the process above.
fn start_starving(spare: usize) -> (Child, SocketAddr) {
    let (_, module) = module_path!().split_once("::").unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::starving_process"), "--nocapture"])
        .env(SPARE, spare.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // It would show the panic of tiny_http that one of the tests is about.
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let address = lines.map(Result::unwrap).find_map(|line| line.strip_prefix("serving ")?.parse().ok());
    (child, address.unwrap())
}

/// Asks again until the answer is yes. Each question goes through a server, so this is no idle loop.
fn eventually(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "still not so");
    }
}

/// Takes all descriptors of the process with connections, sees it go deaf, and lets go of all connections but one.
fn starve(spare: usize) {
    let (mut child, address) = start_starving(spare);
    let mut faithful = Browser::connect(address);
    let sockets: usize = faithful.get("/sockets").body.parse().unwrap();
    let crowd: Vec<TcpStream> = (0..spare).map(|_| TcpStream::connect(address).unwrap()).collect();
    eventually(|| faithful.get("/sockets").body == (sockets - 1).to_string());
    assert_eq!(faithful.get("/restarts").body, "0");
    drop(crowd);
    // It may die once more of what the crowd has left in the queue, and take a new connection with it.
    eventually(|| Browser::connect(address).try_get("/restarts").is_ok_and(|restarts| restarts != "0"));
    assert_ne!(faithful.get("/restarts").body, "0");
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

/// With an even number it is `accept` that fails, and tiny_http says so.
#[test]
fn a_server_without_descriptors_recovers_from_a_failure() {
    starve(40);
}

/// With an odd number it is the duplication of the accepted socket, and tiny_http panics.
#[test]
fn a_server_without_descriptors_recovers_from_a_panic() {
    starve(41);
}
