//! One connection: heads of requests are read, answers are written.
//!
//! In: a socket. Out: complete, well-formed, small requests, or the answer to what is none. A head has a longest length
//! and a latest end, and so has every wait for a client; a body is read only when somebody says how long it is, else dropped. It knows no page and no rule about who may ask.
//!
//! Source: RFC 9112, sections 2 to 9; httparse takes heads apart.

use super::http::{Reply, plain};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// In bytes. A target has 8 KiB at most; the headers of a browser that keeps cookies for other programs on this computer have a few more.
const LONGEST_HEAD: usize = 16 * 1024;

/// A browser sends about fifteen.
const MOST_HEADERS: usize = 64;

/// From the first byte of a head to its last. It comes in one packet unless somebody plays.
const HEAD_LIMIT: Duration = Duration::from_secs(5);

/// From the end of a head to the end of its form. It comes from this computer.
const FORM_LIMIT: Duration = Duration::from_secs(20);

/// How long a connection may be kept without a request. A browser that finds it closed opens another one.
const IDLE_LIMIT: Duration = Duration::from_secs(30);

/// A client that takes no byte for this long is suspended, or plays a film slowly and will ask again for the rest.
const WRITE_LIMIT: Duration = Duration::from_secs(10);

/// What a client may still send after the last answer, in bytes, and how long. Closing a socket with unread bytes resets it, and the client
/// may lose the answer that says what was wrong.
const DROPPED: usize = 256 * 1024;
const DROP_LIMIT: Duration = Duration::from_secs(1);

/// A body up to this length goes out in one piece with its head.
const ONE_PIECE: usize = 64 * 1024;

/// A request, as it arrived.
pub struct Head {
    pub method: String,
    /// Path and query, not decoded.
    pub target: String,
    /// In the order in which they came; a value that is no text is empty.
    pub headers: Vec<(String, String)>,
    /// Whether it speaks HTTP/1.1; otherwise it is 1.0.
    pub is_modern: bool,
    /// Whether the client wants to ask more on this connection.
    pub goes_on: bool,
}

/// What a client sent.
pub enum ReceivedHead {
    Request(Head),
    /// Not a request: this is the answer, and the connection is over.
    Refused(Reply),
    /// It has closed, or waited too long.
    Nothing,
}

/// The two ends of a socket, and what has been read but not looked at.
pub struct Connection<'a> {
    stream: &'a TcpStream,
    read: Vec<u8>,
}

impl<'a> Connection<'a> {
    /// Fails if the client has gone.
    pub fn new(stream: &'a TcpStream) -> io::Result<Self> {
        // Without it each further request on a connection takes 40 ms: the last packet of an answer waits for the client's word.
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(WRITE_LIMIT))?;
        Ok(Self { stream, read: Vec::new() })
    }

    /// Waits for the next request.
    pub fn hear(&mut self) -> ReceivedHead {
        let mut end = None;
        loop {
            match parse(&self.read) {
                ParsedHead::Head(head, length) => {
                    self.read.drain(..length);
                    return ReceivedHead::Request(head);
                }
                ParsedHead::Wrong(reply) => return ReceivedHead::Refused(reply),
                ParsedHead::Partial if self.read.len() > LONGEST_HEAD => {
                    return ReceivedHead::Refused(plain(431, "the head of this request is too long"));
                }
                ParsedHead::Partial => {}
            }
            if !self.read.is_empty() && end.is_none() {
                end = Some(Instant::now() + HEAD_LIMIT);
            }
            match self.fill(end) {
                Ok(0) => return ReceivedHead::Nothing,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) if !self.read.is_empty() => return ReceivedHead::Refused(plain(408, "the request did not end")),
                Err(_) => return ReceivedHead::Nothing,
            }
        }
    }

    /// Reads the body of a request: so many bytes, or nothing when the client stops sending.
    pub fn body(&mut self, length: usize) -> Option<Vec<u8>> {
        let end = Instant::now() + FORM_LIMIT;
        while self.read.len() < length {
            match self.fill(Some(end)) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        Some(self.read.drain(..length).collect())
    }

    /// Tells a client that waits to be asked for its body that it may send it (RFC 9110, section 10.1.1).
    pub fn go_on(&mut self) -> io::Result<()> {
        self.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
    }

    /// Reads what is there, until `end` at the latest.
    fn fill(&mut self, end: Option<Instant>) -> io::Result<usize> {
        let left = end.map_or(IDLE_LIMIT, |end| end.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut piece = [0; 4096];
        let length = self.stream.read(&mut piece)?;
        self.read.extend_from_slice(&piece[..length]);
        Ok(length)
    }

    /// Sends an answer. `is_last` says that the connection is closed after it.
    pub fn answer(&mut self, reply: &Reply, is_last: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status, reason(reply.status), date());
        for (name, value) in &reply.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str(if is_last { "Connection: close\r\n\r\n" } else { "\r\n" });
        let mut head = head.into_bytes();
        if let Some(large) = &reply.large {
            self.write_all(&head)?;
            return large.send(self);
        }
        if reply.body.len() <= ONE_PIECE {
            head.extend_from_slice(&reply.body);
            return self.write_all(&head);
        }
        self.write_all(&head)?;
        self.write_all(&reply.body)
    }

    /// Ends the connection so that the client gets to read the last answer.
    pub fn close(self) {
        let end = Instant::now() + DROP_LIMIT;
        let mut left = DROPPED;
        let mut piece = [0; 4096];
        let mut stream = self.stream;
        if stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        loop {
            let time = end.saturating_duration_since(Instant::now());
            if time.is_zero() || stream.set_read_timeout(Some(time)).is_err() {
                return;
            }
            match stream.read(&mut piece) {
                Ok(length) if length > 0 && length < left => left -= length,
                _ => return,
            }
        }
    }
}

impl Write for Connection<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

enum ParsedHead {
    /// A whole head, and its length in bytes.
    Head(Head, usize),
    Partial,
    Wrong(Reply),
}

fn parse(bytes: &[u8]) -> ParsedHead {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => ParsedHead::Head(head(&request), length),
        Ok(httparse::Status::Complete(_)) => ParsedHead::Wrong(plain(431, "the head of this request is too long")),
        Ok(httparse::Status::Partial) => ParsedHead::Partial,
        Err(httparse::Error::TooManyHeaders) => ParsedHead::Wrong(plain(431, "this request has too many headers")),
        Err(httparse::Error::Version) => ParsedHead::Wrong(plain(505, "only HTTP/1.1 and HTTP/1.0")),
        Err(_) => ParsedHead::Wrong(plain(400, "the request is malformed")),
    }
}

fn head(request: &httparse::Request<'_, '_>) -> Head {
    let text = |value: &[u8]| std::str::from_utf8(value).unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> =
        request.headers.iter().map(|header| (header.name.to_owned(), text(header.value))).collect();
    let is_modern = request.version == Some(1);
    let wants_close = |(name, value): &(String, String)| {
        name.eq_ignore_ascii_case("connection") && value.to_ascii_lowercase().contains("close")
    };
    Head {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        goes_on: is_modern && !headers.iter().any(wants_close),
        is_modern,
        headers,
    }
}

/// The time as RFC 9110, section 6.6.1 wants it.
fn date() -> String {
    let now = jiff::Timestamp::now();
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default()
}

/// The words for people who look at the answer; programs read the number.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}
