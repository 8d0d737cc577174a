//! Live reload: tells each open page what changed, as server-sent events.
//!
//! In: the writer of each event request, and from the preview one decision per client whenever a new snapshot stands.
//! Out: the event stream of each client. It never decides what a client should hear, and it never renders.
//! Each stream has a thread of its own, so that no number of open pages can hold up the answering of requests.
//!
//! Source of the format: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two signs of life. A closed page is noticed only by writing to it: the first ping after it closed draws the
/// refusal, the second one fails. "Every 15 seconds or so" is what the standard's notes for authors advise.
const PING: Duration = Duration::from_secs(15);

/// Each stream costs a thread and a connection. Nobody has 64 pages open at work; what fills the list are pages that
/// were closed since the last ping, and they are the oldest, so the oldest makes room.
const MOST_CLIENTS: usize = 64;

/// Events that a client may leave unread. A client further behind than this is let go, asks again and is told the state of that moment.
const MOST_UNREAD: usize = 16;

/// The first bytes of every stream. The length of a stream is unknown, so it is sent in chunks: then the client sees a clean
/// end even though the connection stays open. A browser asks again one second after a stream has ended.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream; charset=utf-8\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Transfer-Encoding: chunked\r\n\r\n";
const RETRY: &str = "retry: 1000\n\n";
const PING_COMMENT: &str = ": ping\n\n";
const LAST_CHUNK: &str = "0\r\n\r\n";

/// What an open page says about itself when it asks for events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The page's path as [`Pages::answer`](super::http::Pages::answer) gets it: decoded and validated.
    pub page: String,
    /// The tag of the bytes that the page was made from, as the page states it. Empty if it states none.
    pub etag: String,
}

/// What an open page can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `reload`: the bytes of this page have changed.
    Reload,
}

impl Event {
    /// Writes the event in the form of the stream.
    fn text(&self) -> String {
        match self {
            Event::Reload => "event: reload\ndata: \n\n".to_owned(),
        }
    }
}

/// The pages that are open now, in the order in which they came.
pub struct Listeners {
    state: Mutex<State>,
    ping: Duration,
}

#[derive(Default)]
struct State {
    clients: Vec<Client>,
    next_id: u64,
    /// The connections whose requests are being answered; one entry a request.
    in_hand: Vec<SocketAddr>,
    threads: Vec<JoinHandle<()>>,
    closed: bool,
}

#[derive(Clone)]
struct Client {
    id: u64,
    peer: Option<SocketAddr>,
    shown: Arc<Shown>,
    /// Dropping the last sender ends the stream.
    events: SyncSender<Event>,
}

impl Default for Listeners {
    fn default() -> Self {
        Listeners { state: Mutex::default(), ping: PING }
    }
}

impl Listeners {
    /// Asks `decide` about every client, and sends what it says. Never waits for a client.
    /// `decide` may be slow (it may render): meanwhile clients come and go freely.
    pub fn each(&self, mut decide: impl FnMut(&Shown) -> Option<Event>) {
        let clients = self.state().clients.clone();
        for client in clients {
            let Some(event) = decide(&client.shown) else { continue };
            if client.events.try_send(event).is_err() {
                self.remove(client.id);
            }
        }
    }

    /// Returns how many streams are open. Pages closed since the last ping are still among them.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.state().clients.len()
    }

    /// Marks that a request of this connection is being answered, for as long as the result lives, and ends the
    /// connection's event stream: answers go out in the order of the requests, so one behind an endless stream would wait for ever,
    /// and its worker with it. Browsers do not ask again behind a stream; other programs can.
    pub fn turn(&self, peer: Option<SocketAddr>) -> Turn<'_> {
        if let Some(peer) = peer {
            let mut state = self.state();
            state.clients.retain(|client| client.peer != Some(peer));
            state.in_hand.push(peer);
        }
        Turn { listeners: self, peer }
    }

    /// Opens a stream on its own thread and returns at once. `greet` is asked on that thread, after the client is on the list:
    /// a snapshot that came between the rendering of the page and this moment is told by it, and a later one by [`Listeners::each`].
    /// Fails if there are no more threads, or after [`Listeners::close`]; the writer is dropped then.
    pub fn open(
        self: &Arc<Self>,
        peer: Option<SocketAddr>,
        shown: Shown,
        mut writer: Box<dyn Write + Send>,
        greet: impl FnOnce(&Shown) -> Option<Event> + Send + 'static,
    ) -> io::Result<()> {
        let stream = self.join(peer, shown)?;
        let thread = thread::Builder::new().name("preview-events".into()).spawn(move || {
            // The only error is that the client is gone, which is how most streams end.
            let _ = stream.run(&mut *writer, greet);
            drop(stream);
        })?;
        let mut state = self.state();
        state.threads.retain(|thread| !thread.is_finished());
        state.threads.push(thread);
        Ok(())
    }

    /// Ends all streams, refuses new ones, and returns when their threads have ended.
    pub fn close(&self) {
        let threads = {
            let mut state = self.state();
            state.closed = true;
            state.clients.clear();
            std::mem::take(&mut state.threads)
        };
        for thread in threads {
            // A thread that panicked has ended too, and has said so itself.
            let _ = thread.join();
        }
    }

    fn join(self: &Arc<Self>, peer: Option<SocketAddr>, shown: Shown) -> io::Result<Stream> {
        let mut state = self.state();
        if state.closed {
            return Err(io::Error::other("the preview is stopping"));
        }
        let (sender, events) = mpsc::sync_channel(MOST_UNREAD);
        let (id, shown) = (state.next_id, Arc::new(shown));
        state.next_id += 1;
        // Another request of the connection is already in hand and may wait behind this stream: end it after the greeting.
        let is_crowded = state.in_hand.iter().filter(|other| Some(**other) == peer).count() > 1;
        if !is_crowded {
            if state.clients.len() >= MOST_CLIENTS {
                state.clients.remove(0);
            }
            state.clients.push(Client { id, peer, shown: Arc::clone(&shown), events: sender });
        }
        Ok(Stream { listeners: Arc::clone(self), id, shown, events })
    }

    fn remove(&self, id: u64) {
        self.state().clients.retain(|client| client.id != id);
    }

    /// No code panics while it holds the lock; if it did, the lists would still be whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being answered; see [`Listeners::turn`].
pub struct Turn<'a> {
    listeners: &'a Listeners,
    peer: Option<SocketAddr>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.listeners.state();
        if let Some(place) = state.in_hand.iter().position(|other| Some(*other) == self.peer) {
            state.in_hand.swap_remove(place);
        }
    }
}

/// The receiving end of one client: what its thread works with. Dropping it takes the client off the list.
struct Stream {
    listeners: Arc<Listeners>,
    id: u64,
    shown: Arc<Shown>,
    events: Receiver<Event>,
}

impl Stream {
    /// Writes the stream until the client is let go (then with a clean end) or is found gone (then with the error).
    fn run(&self, out: &mut dyn Write, greet: impl FnOnce(&Shown) -> Option<Event>) -> io::Result<()> {
        out.write_all(HEAD.as_bytes())?;
        send(out, RETRY)?;
        if let Some(event) = greet(&self.shown) {
            send(out, &event.text())?;
        }
        loop {
            match self.events.recv_timeout(self.listeners.ping) {
                Ok(event) => send(out, &event.text())?,
                Err(RecvTimeoutError::Timeout) => send(out, PING_COMMENT)?,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        out.write_all(LAST_CHUNK.as_bytes())?;
        out.flush()
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.listeners.remove(self.id);
    }
}

/// Writes one chunk, and sees to it that it leaves now. The text is never empty: an empty chunk would end the stream.
fn send(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::Sender;

    /// A test waits this long for something that must come; only a failing test gets there.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// A connection whose other end is a channel. It breaks when the test drops the receiving end.
    struct Wire(Sender<String>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8(bytes.to_vec()).expect("the stream is text");
            self.0.send(text).map_err(|_| io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn shown(page: &str) -> Shown {
        Shown { page: page.into(), etag: "1".into() }
    }

    fn peer(port: u16) -> Option<SocketAddr> {
        Some(SocketAddr::from(([127, 0, 0, 1], port)))
    }

    fn quick_to_ping() -> Arc<Listeners> {
        Arc::new(Listeners { state: Mutex::default(), ping: Duration::from_millis(5) })
    }

    fn open(listeners: &Arc<Listeners>, port: u16, page: &str) -> Receiver<String> {
        let (sender, wire) = mpsc::channel();
        listeners.open(peer(port), shown(page), Box::new(Wire(sender)), |_| None).unwrap();
        assert_eq!(wire.recv_timeout(PATIENCE).unwrap(), HEAD);
        assert_eq!(wire.recv_timeout(PATIENCE).unwrap(), "d\r\nretry: 1000\n\n\r\n");
        wire
    }

    /// Reads until the stream has ended.
    fn rest(wire: &Receiver<String>) -> String {
        let mut text = String::new();
        loop {
            match wire.recv_timeout(PATIENCE) {
                Ok(part) => text.push_str(&part),
                Err(RecvTimeoutError::Disconnected) => return text,
                Err(RecvTimeoutError::Timeout) => panic!("the stream did not end after {text:?}"),
            }
        }
    }

    #[test]
    fn each_client_is_told_what_was_decided_for_it() {
        let listeners = Arc::new(Listeners::default());
        let (home, signs) = (open(&listeners, 1, "/"), open(&listeners, 2, "/signs/"));
        let mut asked = Vec::new();
        listeners.each(|shown| {
            asked.push(shown.page.clone());
            (shown.page == "/signs/").then_some(Event::Reload)
        });
        listeners.close();
        assert_eq!(asked, ["/", "/signs/"]);
        assert_eq!(rest(&home), LAST_CHUNK);
        assert_eq!(rest(&signs), format!("16\r\nevent: reload\ndata: \n\n\r\n{LAST_CHUNK}"));
    }

    #[test]
    fn a_client_that_is_behind_is_told_at_once() {
        let listeners = Arc::new(Listeners::default());
        let (sender, wire) = mpsc::channel();
        let greet = |shown: &Shown| (shown.etag == "1").then_some(Event::Reload);
        listeners.open(peer(1), shown("/"), Box::new(Wire(sender)), greet).unwrap();
        listeners.close();
        assert!(rest(&wire).contains("event: reload"));
    }

    #[test]
    fn a_silent_stream_is_pinged() {
        let listeners = quick_to_ping();
        let wire = open(&listeners, 1, "/");
        for _ in 0..3 {
            assert_eq!(wire.recv_timeout(PATIENCE).unwrap(), "8\r\n: ping\n\n\r\n");
        }
        listeners.close();
    }

    #[test]
    fn a_client_that_is_gone_is_forgotten() {
        /// Tells that it was dropped, which happens after its client has left the list.
        struct Broken(#[expect(dead_code)] Sender<()>);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let listeners = Arc::new(Listeners::default());
        let (sender, dropped) = mpsc::channel();
        listeners.open(peer(1), shown("/"), Box::new(Broken(sender)), |_| None).unwrap();
        assert_eq!(dropped.recv_timeout(PATIENCE), Err(RecvTimeoutError::Disconnected));
        assert_eq!(listeners.count(), 0);
    }

    #[test]
    fn a_client_that_does_not_read_is_let_go() {
        let listeners = Arc::new(Listeners::default());
        let stream = listeners.join(peer(1), shown("/")).unwrap();
        for _ in 0..MOST_UNREAD {
            listeners.each(|_| Some(Event::Reload));
        }
        assert_eq!(listeners.count(), 1);
        listeners.each(|_| Some(Event::Reload));
        assert_eq!(listeners.count(), 0);
        assert_eq!(stream.events.iter().count(), MOST_UNREAD);
    }

    #[test]
    fn the_oldest_client_makes_room() {
        let listeners = Arc::new(Listeners::default());
        let streams: Vec<Stream> =
            (0..MOST_CLIENTS + 1).map(|index| listeners.join(peer(index as u16 + 1), shown("/")).unwrap()).collect();
        assert_eq!(listeners.count(), MOST_CLIENTS);
        assert_eq!(streams[0].events.try_recv(), Err(mpsc::TryRecvError::Disconnected));
        assert_eq!(streams[1].events.try_recv(), Err(mpsc::TryRecvError::Empty));
    }

    #[test]
    fn a_request_behind_a_stream_ends_the_stream() {
        let listeners = Arc::new(Listeners::default());
        let (first, second) = (open(&listeners, 1, "/"), open(&listeners, 2, "/"));
        drop(listeners.turn(peer(1)));
        assert_eq!(rest(&first), LAST_CHUNK);
        assert_eq!(listeners.count(), 1);
        listeners.close();
        assert_eq!(rest(&second), LAST_CHUNK);
    }

    #[test]
    fn a_stream_before_a_request_in_hand_ends_itself() {
        let listeners = Arc::new(Listeners::default());
        let (own, behind) = (listeners.turn(peer(1)), listeners.turn(peer(1)));
        assert_eq!(rest(&open(&listeners, 1, "/")), LAST_CHUNK);
        drop(behind);
        let stream = open(&listeners, 1, "/");
        drop(own);
        assert_eq!(listeners.count(), 1);
        listeners.close();
        assert_eq!(rest(&stream), LAST_CHUNK);
    }

    #[test]
    fn a_panic_while_greeting_ends_only_that_stream() {
        let listeners = Arc::new(Listeners::default());
        let (sender, wire) = mpsc::channel();
        // `resume_unwind` is a panic without the message on the terminal.
        let greet = |_: &Shown| -> Option<Event> { std::panic::resume_unwind(Box::new(())) };
        listeners.open(peer(1), shown("/"), Box::new(Wire(sender)), greet).unwrap();
        rest(&wire);
        let other = open(&listeners, 2, "/");
        listeners.close();
        assert_eq!(rest(&other), LAST_CHUNK);
    }

    #[test]
    fn nothing_opens_after_closing() {
        let listeners = Arc::new(Listeners::default());
        listeners.close();
        let (sender, wire) = mpsc::channel();
        assert!(listeners.open(peer(1), shown("/"), Box::new(Wire(sender)), |_| None).is_err());
        assert_eq!(rest(&wire), "");
    }
}
