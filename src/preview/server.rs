//! The preview's server: sockets and threads around [`respond`].
//!
//! In: the pages, the list of listeners, an address. Out: answers, until it is stopped. It is for the person at this machine and
//! not for production. It decides nothing about pages and nothing about headers: [`http`](super::http) and [`live`](super::live) do.
//!
//! tiny_http 0.12 reads and writes the requests. Much of this file is what its source makes necessary:
//! - Dropping a request whose body was not read allocates the whole declared length, and waits for it: see `Hub::refuse`.
//! - Its accepting thread ends for good at the first failure, without a word if it panicked: see `Keeper`.
//! - When several connections come at once, some can be left without a thread until another connection ends: see `Keeper::nudge`.
//! - It sets no timeout and no option on connections: they inherit those of the listener, see `bind`.
//!
//! Not handled, because tiny_http leaves no way to it, and tolerable on loopback: a client that is silent, sends its request byte by
//! byte or without end, or claims HTTP/2, holds a thread of its own and the memory for what it sent, but never a worker. The number
//! of connections has no limit but the open files; when those are used up, new clients wait until some are free again.

use std::fs;
use std::io::{self, Cursor, Write};
use std::mem::ManuallyDrop;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::MetadataExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::net::sockopt::{Timeout, set_socket_timeout, set_tcp_nodelay};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tiny_http::{HTTPVersion, Header, Request, Response, Server, StatusCode};

use super::http::{Ask, Outcome, Pages, Reply, loopback_hosts, plain, respond};
use super::live::{Listeners, Shown};

/// A browser opens at most six connections to one host, so one page load can keep six workers busy. Two more let a
/// second window or a script in. Event streams have threads of their own and take none of these.
const WORKERS: usize = 8;

/// A client that takes no byte for this long is suspended, or plays a video slowly and will ask again for the rest. Until
/// then it holds one worker.
const WRITE_LIMIT: Duration = Duration::from_secs(10);

/// How often the keeper looks whether connections are still accepted: the longest wait of a person whose server has died. One look
/// is one `stat`, a few microseconds.
const LOOK: Duration = Duration::from_secs(1);

/// As many connections as a browser opens at once may have been left without a thread.
const NUDGES: usize = 6;

/// From the first request of a page load until its other connections have come too, with some to spare on a busy machine.
const SETTLING: Duration = Duration::from_millis(20);

/// Connecting to ourselves takes microseconds; it waits only if the queue of the listener is full, and then a nudge is of no use.
const NUDGE_LIMIT: Duration = Duration::from_millis(100);

/// Descriptors that must be free before the server is rebuilt. A connection takes two, and with fewer than a browser's
/// six connections need the server would die again at once.
const HEADROOM: usize = 16;

/// tiny_http reads bodies up to this many bytes before it hands the request over; such a request is safe to answer and to drop.
const READ_AHEAD: usize = 1024;

/// A declared body that is not too big to be allocated by tiny_http when the request is dropped.
const SAFE_TO_DROP: usize = 64 * 1024;

/// What a client with a body gets, past tiny_http. It is the only answer that is not made by [`respond`].
const TOO_LARGE: &[u8] = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Starts to answer at `address`; port 0 takes any free one. Returns when the first request can come.
///
/// The host names served are those of loopback and, for another address, that address itself.
/// Fails if the address cannot be had, for example because the port is taken, or if there are no threads.
pub fn serve(pages: Arc<dyn Pages>, listeners: Arc<Listeners>, address: SocketAddr) -> io::Result<Running> {
    raise_open_files();
    let listener = bind(address)?;
    let address = listener.local_addr()?;
    let mut hosts = loopback_hosts(address.port());
    if !address.ip().is_unspecified() {
        hosts.push(address.to_string());
    }
    // One knock that is not heard yet stands for all that follow it.
    let (bell, knocks) = mpsc::sync_channel(1);
    let (stopping, restarts) = (AtomicBool::new(false), AtomicUsize::new(0));
    let hub = Arc::new(Hub { pages, listeners, hosts, address, bell, stopping, restarts });
    let keeper = Keeper::start(Arc::clone(&hub), listener)?;
    let keeper = thread::Builder::new().name("preview-keeper".into()).spawn(move || keeper.run(&knocks))?;
    Ok(Running { hub, keeper: Some(keeper) })
}

/// A server that is running. It stops when this is dropped.
pub struct Running {
    hub: Arc<Hub>,
    keeper: Option<JoinHandle<()>>,
}

impl Running {
    /// Returns the address with the port that was really taken.
    pub fn address(&self) -> SocketAddr {
        self.hub.address
    }

    /// Closes the port, all connections and the list of listeners. Returns when all workers and streams have ended; a page that
    /// is being rendered is waited for. Must not be called from within [`Pages`].
    #[cfg(test)]
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.hub.stopping.store(true, Ordering::Relaxed);
        self.hub.knock();
        if let Some(keeper) = self.keeper.take() {
            // A keeper that panicked has ended too, and has said so itself.
            let _ = keeper.join();
        }
    }
}

/// Takes the address. What is set here on the listener, Linux copies to each accepted connection (`sk_clone`):
/// no delay, without which each further request on a connection takes 40 ms, and the limit for writing.
fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    set_tcp_nodelay(&listener, true)?;
    set_socket_timeout(&listener, Timeout::Send, Some(WRITE_LIMIT))?;
    Ok(listener)
}

/// Allows as many open files as the system lets us have. If it refuses, fewer connections fit, and nothing else changes.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// What all workers share.
struct Hub {
    pages: Arc<dyn Pages>,
    listeners: Arc<Listeners>,
    hosts: Vec<String>,
    address: SocketAddr,
    /// Wakes the keeper.
    bell: SyncSender<()>,
    stopping: AtomicBool,
    restarts: AtomicUsize,
}

impl Hub {
    /// Answers the requests of one server until it is unblocked.
    fn work(&self, server: &Server, is_deaf: &AtomicBool) {
        loop {
            match server.recv() {
                // tiny_http has a few panics of its own on odd requests. The request's drop closes the matter.
                Ok(request) => drop(catch_unwind(AssertUnwindSafe(|| self.handle(request)))),
                // Only the system's errors have a number. The accepting thread sends one as its last word.
                Err(error) if error.raw_os_error().is_some() => is_deaf.store(true, Ordering::Relaxed),
                Err(_) => return,
            }
        }
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Tells the keeper that there is something to do. It is told already if this fails.
    fn knock(&self) {
        let _ = self.bell.try_send(());
    }

    fn handle(&self, request: Request) {
        // It may have come with other connections that are waiting for a thread.
        self.knock();
        if has_unread_body(&request) || self.is_stopping() {
            return self.refuse(request);
        }
        let peer = request.remote_addr().copied();
        let turn = self.listeners.turn(peer);
        match self.outcome(&request) {
            Outcome::Reply(reply) => self.answer(request, reply),
            Outcome::Events(shown) => self.stream(request, shown),
        }
        drop(turn);
    }

    /// Asks the pages. A panic there is one failed page: the next request finds the server as it was.
    fn outcome(&self, request: &Request) -> Outcome {
        let headers: Vec<(&str, &str)> =
            request.headers().iter().map(|header| (header.field.as_str().as_str(), header.value.as_str())).collect();
        let ask = Ask { method: request.method().as_str(), target: request.url(), headers: &headers };
        catch_unwind(AssertUnwindSafe(|| respond(&*self.pages, &ask, &self.hosts)))
            .unwrap_or_else(|_| Outcome::Reply(plain(500, "the program failed on this page")))
    }

    fn answer(&self, request: Request, reply: Reply) {
        let peer = request.remote_addr().copied();
        let headers =
            reply.headers.iter().filter_map(|(name, value)| Header::from_bytes(name.as_str(), value.as_str()).ok());
        // For HEAD and 304 the `Content-Length` among the headers takes the place of this length.
        let length = reply.body.len();
        let response =
            Response::new(StatusCode(reply.status), headers.collect(), Cursor::new(reply.body), Some(length), None)
                .with_chunked_threshold(usize::MAX);
        if request.respond(response).is_err() {
            // Half an answer is out; nothing that follows it on this connection would be understood.
            hang_up(self.address.port(), b"", |other| Some(other) == peer);
        }
    }

    fn stream(&self, request: Request, shown: Shown) {
        if *request.http_version() < HTTPVersion(1, 1) {
            return self.answer(request, plain(505, "events need HTTP/1.1"));
        }
        let peer = request.remote_addr().copied();
        let pages = Arc::clone(&self.pages);
        let greet = move |shown: &Shown| catch_unwind(AssertUnwindSafe(|| pages.catch_up(shown))).unwrap_or_default();
        let line = Line { port: self.address.port(), peer, writer: request.into_writer() };
        if self.listeners.open(peer, shown, Box::new(line), greet).is_err() {
            hang_up(self.address.port(), b"", |other| Some(other) == peer);
        }
    }

    /// Gets rid of a request that must not be answered through tiny_http: it would first read the body to its declared end, however
    /// far that is, into memory it allocates at once, and a length beyond the machine's memory aborts the process.
    /// The connection is closed if that is possible; otherwise it leaks, with the thread that tiny_http has given it.
    fn refuse(&self, request: Request) {
        let peer = request.remote_addr().copied();
        let is_closed = hang_up(self.address.port(), TOO_LARGE, |other| Some(other) == peer);
        if is_closed && request.body_length().unwrap_or(0) <= SAFE_TO_DROP {
            return drop(request);
        }
        let _ = ManuallyDrop::new(request);
    }
}

/// Tells whether the client has sent, or may yet send, a body that tiny_http has not read.
fn has_unread_body(request: &Request) -> bool {
    let is_in_parts = |header: &Header| header.field.equiv("Transfer-Encoding") || header.field.equiv("Expect");
    let mut lengths = request.headers().iter().filter(|header| header.field.equiv("Content-Length"));
    let is_read = match (lengths.next(), lengths.next(), request.body_length()) {
        (None, _, _) => true,
        (Some(_), None, Some(length)) => length <= READ_AHEAD,
        _ => false,
    };
    !is_read || request.headers().iter().any(is_in_parts)
}

/// The writing end of an event stream. A stream that broke in the middle of an event takes its connection with it.
struct Line {
    port: u16,
    peer: Option<SocketAddr>,
    writer: Box<dyn Write + Send>,
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes).inspect_err(|_| self.cut())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush().inspect_err(|_| self.cut())
    }
}

impl Line {
    fn cut(&self) {
        hang_up(self.port, b"", |other| Some(other) == self.peer);
    }
}

/// Closes the connections of our `port` with the chosen peers, after a last word. Tells whether there was one that could be closed.
///
/// tiny_http does not give its sockets away, so they are found among the descriptors of this process.
fn hang_up(port: u16, last_word: &[u8], chosen: impl Fn(SocketAddr) -> bool) -> bool {
    let mut is_closed = false;
    for mut stream in own_sockets() {
        let is_ours = stream.local_addr().is_ok_and(|local| local.port() == port);
        if is_ours && stream.peer_addr().is_ok_and(&chosen) {
            // Whether the client still hears it does not matter: the next line ends the connection.
            let _ = stream.write_all(last_word);
            is_closed |= stream.shutdown(Shutdown::Both).is_ok();
        }
    }
    is_closed
}

/// Duplicates one socket of this process after the other. There are none if the system does not let us (other than Linux, a strict
/// sandbox, no free descriptors). Only sockets: closing a duplicate of a locked file would give up the lock.
#[cfg(target_os = "linux")]
fn own_sockets() -> impl Iterator<Item = TcpStream> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
    let is_socket = |entry: &fs::DirEntry| {
        fs::read_link(entry.path()).is_ok_and(|target| target.to_string_lossy().starts_with("socket:"))
    };
    let process = pidfd_open(getpid(), PidfdFlags::empty()).ok();
    let entries = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    entries.filter(is_socket).filter_map(move |entry| {
        let number: RawFd = entry.file_name().to_str()?.parse().ok()?;
        Some(pidfd_getfd(process.as_ref()?, number, PidfdGetfdFlags::empty()).ok()?.into())
    })
}

#[cfg(not(target_os = "linux"))]
fn own_sockets() -> impl Iterator<Item = TcpStream> {
    std::iter::empty()
}

/// Keeps the port served: it notices when tiny_http accepts no more connections and starts it again.
struct Keeper {
    hub: Arc<Hub>,
    /// Holds the port while nobody accepts: clients wait in its queue instead of being refused.
    listener: TcpListener,
    /// The last one accepts. The others are deaf, but browsers still hold connections to them, so they keep their workers.
    generations: Vec<Generation>,
}

impl Keeper {
    fn start(hub: Arc<Hub>, listener: TcpListener) -> io::Result<Keeper> {
        let first = Generation::start(&hub, listener.try_clone()?)?;
        Ok(Keeper { hub, listener, generations: vec![first] })
    }

    /// Looks after the server until it is to stop.
    fn run(mut self, knocks: &Receiver<()>) {
        loop {
            let is_asked = knocks.recv_timeout(LOOK).is_ok();
            if self.hub.is_stopping() {
                break;
            }
            if self.generations.last().is_none_or(Generation::is_deaf) {
                self.renew();
            }
            if is_asked { self.nudge_after_requests() } else { self.nudge() }
        }
        self.stop();
    }

    /// Waits first: the requests that woke us came on the connections that were lucky, and others may still be arriving.
    fn nudge_after_requests(&self) {
        thread::sleep(SETTLING);
        (0..NUDGES).for_each(|_| self.nudge());
    }

    /// Frees a connection that waits for a thread, by opening and closing one more.
    ///
    /// tiny_http queues a new connection if it counts an idle thread, but the count falls only when that thread wakes. Of five
    /// connections that came at once on a busy machine, one was left in the queue in 25 of 100 tries, for as long as the others
    /// stayed open (measured with 8 workers on 2 cores). A connection that finds no idle thread gets a new one, which goes on to the queue.
    fn nudge(&self) {
        let _ = TcpStream::connect_timeout(&self.hub.address, NUDGE_LIMIT);
    }

    /// Starts a server in place of the deaf one. If there are not enough descriptors or threads yet, the next look tries again.
    fn renew(&mut self) {
        let spare: io::Result<Vec<TcpListener>> = (0..HEADROOM).map(|_| self.listener.try_clone()).collect();
        let Some(listener) = spare.ok().and_then(|mut spare| spare.pop()) else { return };
        let Ok(next) = Generation::start(&self.hub, listener) else { return };
        self.generations.push(next);
        self.hub.restarts.fetch_add(1, Ordering::Relaxed);
    }

    /// Closes everything, in this order: no new connections, then none at all, so that no worker is left waiting for a client.
    fn stop(self) {
        // On Linux this ends the accepting, also through duplicates, and frees the port at once. Elsewhere dropping the servers does.
        let _ = rustix::net::shutdown(&self.listener, rustix::net::Shutdown::Both);
        hang_up(self.hub.address.port(), b"", |_| true);
        self.hub.listeners.close();
        for generation in self.generations {
            generation.stop(&self.hub);
        }
    }
}

/// One tiny_http server with its workers.
struct Generation {
    server: Arc<Server>,
    workers: Vec<JoinHandle<()>>,
    /// Set by the worker that hears the accepting thread's last word.
    is_deaf: Arc<AtomicBool>,
    accepting: Option<Descriptor>,
}

impl Generation {
    /// Fails if there is not even one more thread.
    fn start(hub: &Arc<Hub>, listener: TcpListener) -> io::Result<Generation> {
        let accepting = Descriptor::of(&listener);
        // tiny_http panics if it cannot start its threads.
        let server = catch_unwind(|| Server::from_listener(listener, None));
        let server = Arc::new(server.map_err(|_| no_threads())?.map_err(io::Error::other)?);
        let is_deaf = Arc::new(AtomicBool::new(false));
        let start_worker = |_| {
            let (hub, server, is_deaf) = (Arc::clone(hub), Arc::clone(&server), Arc::clone(&is_deaf));
            thread::Builder::new().name("preview-worker".into()).spawn(move || hub.work(&server, &is_deaf)).ok()
        };
        let workers: Vec<JoinHandle<()>> = (0..WORKERS).map_while(start_worker).collect();
        if workers.is_empty() {
            return Err(no_threads());
        }
        Ok(Generation { server, workers, is_deaf, accepting })
    }

    /// Tells whether the accepting thread has ended. With an error it said so; after a panic only its descriptor is gone.
    fn is_deaf(&self) -> bool {
        self.is_deaf.load(Ordering::Relaxed) || self.accepting.as_ref().is_some_and(|descriptor| !descriptor.is_open())
    }

    fn stop(self, hub: &Hub) {
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers {
            // Workers catch the panics of requests; one that ended otherwise has ended too.
            let _ = worker.join();
        }
        // What is left in the queue must not be dropped by tiny_http. Errors are the accepting thread's last word.
        loop {
            match self.server.try_recv() {
                Ok(Some(request)) => hub.refuse(request),
                Ok(None) => break,
                Err(_) => {}
            }
        }
    }
}

fn no_threads() -> io::Error {
    io::Error::other("the system gives the preview no more threads")
}

/// A descriptor that belongs to another thread, which can be looked at but not used.
struct Descriptor {
    number: RawFd,
    inode: u64,
}

impl Descriptor {
    /// Nothing is returned where the system does not show descriptors as files.
    fn of(listener: &TcpListener) -> Option<Descriptor> {
        let inode = rustix::fs::fstat(listener).ok()?.st_ino;
        let descriptor = Descriptor { number: listener.as_raw_fd(), inode };
        descriptor.is_open().then_some(descriptor)
    }

    /// Tells whether the number still means the same socket. Needs no free descriptor.
    fn is_open(&self) -> bool {
        fs::metadata(format!("/proc/self/fd/{}", self.number)).is_ok_and(|file| file.ino() == self.inode)
    }
}

#[cfg(test)]
mod tests {
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
        let (mut home, mut behind, mut broken) = (
            Browser::connect(running.address()),
            Browser::connect(running.address()),
            Browser::connect(running.address()),
        );
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
}
