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
mod tests;
