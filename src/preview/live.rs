//! Live reload: tells each open page what changed, as server-sent events.
//!
//! In: each page that asks for events, and from the preview one decision per client whenever a new snapshot stands.
//! Out: the event stream of each client. It never decides what a client should hear, and it never renders.
//! Each stream runs on the thread of its connection, so that no number of open pages can hold up the answering of requests.
//!
//! Source of the format: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
/// end. A browser asks again one second after a stream has ended.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream; charset=utf-8\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Connection: close\r\n\
    Transfer-Encoding: chunked\r\n\r\n";
const RETRY: &str = "retry: 1000\n\n";
const PING_COMMENT: &str = ": ping\n\n";
const LAST_CHUNK: &str = "0\r\n\r\n";

/// What an open page says about itself when it asks for events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPage {
    /// The page's path as [`Pages::answer`](super::http::Pages::answer) gets it: decoded and validated.
    pub page: String,
    /// The tag of the bytes that the page was made from, as the page states it. Empty if it states none.
    pub etag: String,
}

/// What an open page can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveEvent {
    /// `reload`: the bytes of this page have changed.
    Reload,
}

impl LiveEvent {
    /// Writes the event in the form of the stream.
    fn text(&self) -> String {
        match self {
            LiveEvent::Reload => "event: reload\ndata: \n\n".to_owned(),
        }
    }
}

/// The pages that are open now, in the order in which they came.
pub struct Listeners {
    state: Mutex<LiveState>,
    ping: Duration,
}

#[derive(Default)]
struct LiveState {
    clients: Vec<Client>,
    next_id: u64,
    closed: bool,
}

#[derive(Clone)]
struct Client {
    id: u64,
    shown: Arc<OpenPage>,
    /// Dropping the last sender ends the stream.
    events: SyncSender<LiveEvent>,
}

impl Default for Listeners {
    fn default() -> Self {
        Listeners { state: Mutex::default(), ping: PING }
    }
}

impl Listeners {
    /// Asks `decide` about every client, and sends what it says. Never waits for a client.
    /// `decide` may be slow (it may render): meanwhile clients come and go freely.
    pub fn each(&self, mut decide: impl FnMut(&OpenPage) -> Option<LiveEvent>) {
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

    /// Ends all streams and refuses new ones.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.clients.clear();
    }

    /// Puts a page on the list; see [`Stream::run`]. Nothing is returned after [`Listeners::close`].
    pub fn join(self: &Arc<Self>, shown: OpenPage) -> Option<Stream> {
        let mut state = self.state();
        if state.closed {
            return None;
        }
        let (sender, events) = mpsc::sync_channel(MOST_UNREAD);
        let (id, shown) = (state.next_id, Arc::new(shown));
        state.next_id += 1;
        if state.clients.len() >= MOST_CLIENTS {
            state.clients.remove(0);
        }
        state.clients.push(Client { id, shown: Arc::clone(&shown), events: sender });
        Some(Stream { listeners: Arc::clone(self), id, shown, events })
    }

    fn remove(&self, id: u64) {
        self.state().clients.retain(|client| client.id != id);
    }

    /// No code panics while it holds the lock; if it did, the lists would still be whole.
    fn state(&self) -> MutexGuard<'_, LiveState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The receiving end of one client: what its thread works with. Dropping it takes the client off the list.
pub struct Stream {
    listeners: Arc<Listeners>,
    id: u64,
    shown: Arc<OpenPage>,
    events: Receiver<LiveEvent>,
}

impl Stream {
    /// Writes the stream until the client is let go (then with a clean end) or is found gone (then with the error). `greet` is
    /// asked first, when the client is on the list: a snapshot that came between the rendering of the page and this moment is told by
    /// it, and a later one by [`Listeners::each`].
    pub fn run(&self, out: &mut dyn Write, greet: impl FnOnce(&OpenPage) -> Option<LiveEvent>) -> io::Result<()> {
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

    fn shown(page: &str) -> OpenPage {
        OpenPage { page: page.into(), etag: "1".into() }
    }

    /// Runs a stream to its end, with what was sent to it by then, and returns its text behind the greeting.
    fn text(stream: &Stream, greet: impl FnOnce(&OpenPage) -> Option<LiveEvent>) -> String {
        let mut wire = Vec::new();
        stream.run(&mut wire, greet).unwrap();
        let text = String::from_utf8(wire).unwrap();
        let begin = format!("{HEAD}d\r\nretry: 1000\n\n\r\n");
        text.strip_prefix(&begin).unwrap_or_else(|| panic!("{text}")).to_owned()
    }

    #[test]
    fn each_client_is_told_what_was_decided_for_it() {
        let listeners = Arc::new(Listeners::default());
        let (home, signs) = (listeners.join(shown("/")).unwrap(), listeners.join(shown("/signs/")).unwrap());
        let mut asked = Vec::new();
        listeners.each(|shown| {
            asked.push(shown.page.clone());
            (shown.page == "/signs/").then_some(LiveEvent::Reload)
        });
        listeners.close();
        assert_eq!(asked, ["/", "/signs/"]);
        assert_eq!(text(&home, |_| None), LAST_CHUNK);
        assert_eq!(text(&signs, |_| None), format!("16\r\nevent: reload\ndata: \n\n\r\n{LAST_CHUNK}"));
    }

    #[test]
    fn a_client_that_is_behind_is_told_at_once() {
        let listeners = Arc::new(Listeners::default());
        let stream = listeners.join(shown("/")).unwrap();
        listeners.close();
        let greet = |shown: &OpenPage| (shown.etag == "1").then_some(LiveEvent::Reload);
        assert!(text(&stream, greet).starts_with("16\r\nevent: reload"));
    }

    #[test]
    fn a_silent_stream_is_pinged_and_a_client_that_is_gone_is_forgotten() {
        /// Breaks at the third ping.
        struct Wire(usize);
        impl Write for Wire {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 += usize::from(bytes == b"8\r\n: ping\n\n\r\n");
                if self.0 < 3 { Ok(bytes.len()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let listeners = Arc::new(Listeners { state: Mutex::default(), ping: Duration::from_millis(5) });
        let stream = listeners.join(shown("/")).unwrap();
        assert_eq!(stream.run(&mut Wire(0), |_| None).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        drop(stream);
        assert_eq!(listeners.count(), 0);
    }

    #[test]
    fn a_client_that_does_not_read_is_let_go() {
        let listeners = Arc::new(Listeners::default());
        let stream = listeners.join(shown("/")).unwrap();
        for _ in 0..MOST_UNREAD {
            listeners.each(|_| Some(LiveEvent::Reload));
        }
        assert_eq!(listeners.count(), 1);
        listeners.each(|_| Some(LiveEvent::Reload));
        assert_eq!(listeners.count(), 0);
        assert_eq!(stream.events.iter().count(), MOST_UNREAD);
    }

    #[test]
    fn the_oldest_client_makes_room() {
        let listeners = Arc::new(Listeners::default());
        let streams: Vec<Stream> = (0..=MOST_CLIENTS).map(|_| listeners.join(shown("/")).unwrap()).collect();
        assert_eq!(listeners.count(), MOST_CLIENTS);
        assert_eq!(streams[0].events.try_recv(), Err(mpsc::TryRecvError::Disconnected));
        assert_eq!(streams[1].events.try_recv(), Err(mpsc::TryRecvError::Empty));
    }

    #[test]
    fn nothing_opens_after_closing() {
        let listeners = Arc::new(Listeners::default());
        listeners.close();
        assert!(listeners.join(shown("/")).is_none());
    }
}
