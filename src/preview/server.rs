//! The preview's server: connections and their threads around [`respond`].
//!
//! In: the pages, the list of listeners, an address. Out: answers, until it is stopped. It is for the person at this machine and
//! not for production. It decides nothing about pages and nothing about headers: [`http`](super::http), [`connection`](super::connection)
//! and [`live`](super::live) do.
//!
//! Each connection has one thread and one descriptor. There are at most [`MOST_CONNECTIONS`]; when one more comes, the one that has
//! waited longest for its client makes room. So whoever is silent, slow or never reads holds up nobody but itself, and what the
//! program takes is bounded whatever is sent.

use super::connection::{Connection, Head, ReceivedHead};
use super::http::{
    HttpOutcome, HttpRequest, Pages, Reply, form_length, has_body, loopback_hosts, plain, respond, respond_to_form,
};
use super::live::{Listeners, OpenPage};
use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A browser opens six connections to one server. With these, 64 open pages that listen and twenty windows have room, and all
/// descriptors stay below 256, the lowest limit of a system that we know (macOS).
const MOST_CONNECTIONS: usize = 192;

/// Those that were asked to leave and have not left yet. New ones need not wait for them one by one.
const MOST_LEAVING: usize = 32;

/// Connections that have come and are not taken yet. With the 128 of the standard library some are lost when many come at once, and a
/// browser tries again only after a second.
const MOST_COMING: i32 = 4096;

/// When the system gives no connection or no thread, it may again after this.
const PAUSE: Duration = Duration::from_millis(50);

/// Connecting to ourselves takes microseconds.
const WAKING: Duration = Duration::from_secs(1);

/// Starts to answer at `address`; port 0 takes any free one. Returns when the first request can come.
///
/// The host names served are those of loopback and, for another address, that address itself.
/// Fails if the address cannot be had, for example because the port is taken, or if there are no threads.
pub fn serve(pages: Arc<dyn Pages>, listeners: Arc<Listeners>, address: SocketAddr) -> io::Result<Running> {
    let listener = TcpListener::bind(address)?;
    // Where the system refuses, its own number holds.
    let _ = socket2::SockRef::from(&listener).listen(MOST_COMING);
    let address = listener.local_addr()?;
    let mut hosts = loopback_hosts(address.port());
    if !address.ip().is_unspecified() {
        hosts.push(address.to_string());
    }
    let (guests, stopping) = (Arc::new(Guests::default()), AtomicBool::new(false));
    let hub = Arc::new(Hub { pages, listeners, hosts, guests, stopping });
    let accepting = Arc::clone(&hub);
    let accepting = thread::Builder::new().name("preview".into()).spawn(move || accepting.accept(&listener))?;
    Ok(Running { hub, address, accepting: Some(accepting) })
}

/// A server that is running. It stops when this is dropped.
pub struct Running {
    hub: Arc<Hub>,
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
}

impl Running {
    /// Returns the address with the port that was really taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    /// Closes the port, the list of listeners and all connections. Returns when all threads have ended; a page that is being
    /// rendered is waited for.
    fn drop(&mut self) {
        self.hub.stopping.store(true, Ordering::Relaxed);
        self.hub.listeners.close();
        self.hub.guests.close();
        // Waiting for a connection ends only when one comes.
        let _ = TcpStream::connect_timeout(&self.address, WAKING);
        if let Some(accepting) = self.accepting.take() {
            // A thread that panicked has ended too, and has said so itself.
            let _ = accepting.join();
        }
        self.hub.guests.wait_until_empty();
    }
}

/// What all connections share.
struct Hub {
    pages: Arc<dyn Pages>,
    listeners: Arc<Listeners>,
    hosts: Vec<String>,
    guests: Arc<Guests>,
    stopping: AtomicBool,
}

impl Hub {
    /// Takes connections until the server stops.
    fn accept(self: &Arc<Self>, listener: &TcpListener) {
        loop {
            let accepted = listener.accept();
            if self.stopping.load(Ordering::Relaxed) {
                return;
            }
            let started = accepted.and_then(|(stream, _)| {
                let guest = Guests::enter(&self.guests, stream);
                let hub = Arc::clone(self);
                thread::Builder::new().name("preview-connection".into()).spawn(move || hub.converse(&guest))
            });
            if started.is_err() {
                self.guests.make_room();
                thread::sleep(PAUSE);
            }
        }
    }

    /// Answers the requests of one connection, one after the other. An error means that the client has gone.
    fn converse(&self, guest: &Guest) {
        let Ok(mut connection) = Connection::new(&guest.seat.stream) else { return };
        while !self.stopping.load(Ordering::Relaxed) {
            guest.waits();
            let (reply, is_last) = match connection.hear() {
                ReceivedHead::Request(head) => {
                    guest.is_served();
                    let headers = head.headers();
                    let request = HttpRequest { method: &head.method, target: &head.target, headers: &headers };
                    if head.method == "POST" {
                        let Some((reply, is_read)) = self.form(&request, &mut connection) else { return };
                        guest.waits();
                        if connection.answer(&reply, !head.goes_on || !is_read).is_err() {
                            return;
                        }
                        if head.goes_on && is_read {
                            continue;
                        }
                        break;
                    }
                    let outcome = self.outcome(&request);
                    guest.waits();
                    match outcome {
                        HttpOutcome::Reply(reply) => (reply, !head.goes_on || has_body(&request)),
                        HttpOutcome::Events(_) if !head.is_modern => (plain(505, "events need HTTP/1.1"), true),
                        HttpOutcome::Events(shown) => return self.stream(guest, &mut connection, shown),
                    }
                }
                ReceivedHead::Refused(reply) => (reply, true),
                ReceivedHead::Nothing => return,
            };
            if connection.answer(&reply, is_last).is_err() {
                return;
            }
            if is_last {
                break;
            }
        }
        connection.close();
    }

    /// Asks the pages. A panic there is one failed page: the next request finds the server as it was.
    fn outcome(&self, request: &HttpRequest) -> HttpOutcome {
        catch_unwind(AssertUnwindSafe(|| respond(&*self.pages, request, &self.hosts)))
            .unwrap_or_else(|_| HttpOutcome::Reply(failed()))
    }

    /// The answer to a form, and whether all of it was read; nothing if its sender has gone. What is refused is not read.
    fn form(&self, request: &HttpRequest, connection: &mut Connection) -> Option<(Reply, bool)> {
        let length = match form_length(&*self.pages, request, &self.hosts) {
            Ok(length) => length,
            Err(refused) => return Some((refused, !has_body(request))),
        };
        if request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("expect")) {
            connection.go_on().ok()?;
        }
        let form = connection.body(length)?;
        let reply = catch_unwind(AssertUnwindSafe(|| respond_to_form(&*self.pages, request, &form)));
        Some((reply.unwrap_or_else(|_| failed()), true))
    }

    /// Tells a page what changes, until it is let go.
    fn stream(&self, guest: &Guest, connection: &mut Connection, shown: OpenPage) {
        guest.is_served();
        let greet =
            |shown: &OpenPage| catch_unwind(AssertUnwindSafe(|| self.pages.catch_up(shown))).unwrap_or_default();
        if let Some(stream) = self.listeners.join(shown) {
            // The only error is that the client is gone, which is how most streams end.
            let _ = stream.run(connection, greet);
        }
    }
}

fn failed() -> Reply {
    plain(500, "the program failed on this page")
}

impl Head {
    fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

/// The connections that are open.
#[derive(Default)]
struct Guests {
    room: Mutex<Room>,
    /// Told whenever one has gone.
    left: Condvar,
}

#[derive(Default)]
struct Room {
    seats: BTreeMap<u64, Arc<Seat>>,
    next: u64,
    /// Since then times are counted.
    start: Option<Instant>,
    is_closed: bool,
}

/// One connection.
struct Seat {
    stream: TcpStream,
    start: Instant,
    /// Since when the client is waited for, in microseconds from the start; [`SERVED`] while it waits for us.
    waiting: AtomicU64,
    is_leaving: AtomicBool,
}

/// What [`Seat::waiting`] holds while the answer is being made, and for a page that listens: those make room for nobody.
const SERVED: u64 = u64::MAX;

impl Guests {
    /// Lets a connection in, when there is room.
    fn enter(guests: &Arc<Self>, stream: TcpStream) -> Guest {
        let mut room = guests.room();
        while room.is_full() {
            room.make_room();
            if room.is_full() {
                room = guests.left.wait(room).unwrap_or_else(PoisonError::into_inner);
            }
        }
        let start = *room.start.get_or_insert_with(Instant::now);
        let (waiting, is_leaving) = (AtomicU64::new(0), AtomicBool::new(false));
        let seat = Arc::new(Seat { stream, start, waiting, is_leaving });
        if room.is_closed {
            seat.leave();
        }
        let number = room.next;
        room.next += 1;
        room.seats.insert(number, Arc::clone(&seat));
        let guest = Guest { guests: Arc::clone(guests), number, seat };
        guest.waits();
        guest
    }

    fn make_room(&self) {
        self.room().make_room();
    }

    /// Ends all connections, and those that come later.
    fn close(&self) {
        let mut room = self.room();
        room.is_closed = true;
        room.seats.values().for_each(|seat| seat.leave());
    }

    fn wait_until_empty(&self) {
        let mut room = self.room();
        while !room.seats.is_empty() {
            room = self.left.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No code panics while it holds the lock; if it did, the list would still be whole.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn is_full(&self) -> bool {
        let staying = self.staying().count();
        staying >= MOST_CONNECTIONS || self.seats.len() >= MOST_CONNECTIONS + MOST_LEAVING
    }

    /// Asks the connection to leave that has waited longest for its client.
    fn make_room(&self) {
        let waiting = |seat: &&Arc<Seat>| seat.waiting.load(Ordering::Relaxed);
        if let Some(seat) = self.staying().filter(|seat| waiting(seat) != SERVED).min_by_key(waiting) {
            seat.leave();
        }
    }

    fn staying(&self) -> impl Iterator<Item = &Arc<Seat>> {
        self.seats.values().filter(|seat| !seat.is_leaving.load(Ordering::Relaxed))
    }
}

impl Seat {
    /// Ends the reading and the writing; the connection's thread then ends by itself.
    fn leave(&self) {
        self.is_leaving.store(true, Ordering::Relaxed);
        // A connection that is closed already has left.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// A connection that was let in. It leaves when this is dropped.
struct Guest {
    guests: Arc<Guests>,
    number: u64,
    seat: Arc<Seat>,
}

impl Guest {
    /// From now on its client is waited for.
    fn waits(&self) {
        let since = u64::try_from(self.seat.start.elapsed().as_micros()).unwrap_or(SERVED - 1);
        self.seat.waiting.store(since, Ordering::Relaxed);
    }

    /// From now on it waits for us.
    fn is_served(&self) {
        self.seat.waiting.store(SERVED, Ordering::Relaxed);
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.guests.room().seats.remove(&self.number);
        self.guests.left.notify_all();
    }
}

#[cfg(test)]
mod tests;
