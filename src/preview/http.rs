//! HTTP as pure functions: a request goes in, a reply comes out.
//!
//! In: the request line and the headers as they arrived, and the pages through [`Pages`]. Out: a [`Reply`], or the wish
//! for the event stream. It knows no socket, no disk and no clock. Nothing reaches [`Pages`] unless it was asked for under a known host name, by no foreign
//! site, with GET or HEAD, under a path that names one thing however often it is decoded.
//!
//! Source of the rules: RFC 9110 (semantics) and RFC 9112 (request targets).

use std::ops::RangeInclusive;
use std::sync::Arc;

use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};

use super::live::{Event, Shown};

/// In bytes. RFC 9110, section 4.1 asks for at least 8000; no address of a site comes near.
const LONGEST_TARGET: usize = 8 * 1024;

/// How often a path is decoded again in search of something hidden. Honest addresses are done after one or two; without a limit
/// one target of 8 KiB could ask for four thousand rounds.
const DEEPEST_ENCODING: usize = 8;

/// A browser may keep what it got, but asks each time whether it still holds: nothing shown is stale, and the tag saves the bytes.
const CACHING: &str = "no-cache";

/// What cannot stand in an address but may be in a path; [`utf8_percent_encode`] adds everything that is not ASCII.
/// Line breaks are left out on purpose: they are a mistake, and must fail when the headers are checked.
const NOT_IN_ADDRESS: &AsciiSet = &AsciiSet::EMPTY.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\');

/// Headers that follow from the body and the request, or that belong to the connection: the pages' own ones are passed over.
const OWN_HEADERS: &[&str] = &[
    "accept-ranges",
    "cache-control",
    "connection",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Where the pages come from: the one door from HTTP to the site.
pub trait Pages: Send + Sync + 'static {
    /// Finds what stands at `path`, which begins with `/`, is decoded once, and has no empty, `.` or `..` segment, no backslash and no
    /// control character, on any level of encoding. `query` is as it arrived, without the question mark.
    fn answer(&self, path: &str, query: Option<&str>) -> Found;

    /// Decides what a page that begins to listen must be told at once, because a newer snapshot stood before it asked.
    /// The same decision as in [`Listeners::each`](super::live::Listeners::each).
    fn catch_up(&self, shown: &Shown) -> Option<Event>;
}

/// What stands at a path.
pub enum Found {
    File {
        /// Without `charset`: that is added to text.
        media_type: String,
        body: Arc<[u8]>,
        /// The site's production headers. Those that depend on body or connection are passed over.
        headers: Vec<(String, String)>,
        /// 200, or 404 for the page that says so. Only 200 gets a tag and ranges.
        status: u16,
    },
    /// The thing has another address. A path is enough; what cannot stand in an address is percent-encoded here.
    Redirect { to: String },
    /// The live reload stream. Its query says `page` (as in `location.pathname`) and `etag`, each percent-encoded.
    Events,
    /// Nothing, not even a page that says so.
    Missing,
}

/// A request, as it arrived.
pub struct Ask<'a> {
    pub method: &'a str,
    /// Path and query, not decoded.
    pub target: &'a str,
    /// In the order in which they came; a name may come more than once, in any case.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Ask<'a> {
    fn all(&self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Returns the value of a header that is there exactly once.
    fn only(&self, name: &'a str) -> Option<&'a str> {
        let mut values = self.all(name);
        values.next().filter(|_| values.next().is_none())
    }
}

/// What to send back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Safe to send: ASCII without line breaks. `Content-Length` is among them, and for HEAD and 304 it states the body left out.
    pub headers: Vec<(String, String)>,
    /// Empty for HEAD and 304.
    pub body: Arc<[u8]>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Reply(Reply),
    /// The client wants to hear what changes.
    Events(Shown),
}

/// Answers one request. `allowed_hosts` are the names, with port, under which the preview may be asked; see [`loopback_hosts`].
pub fn respond(pages: &dyn Pages, ask: &Ask<'_>, allowed_hosts: &[String]) -> Outcome {
    let reply = match ask_pages(pages, ask, allowed_hosts) {
        Ok(Outcome::Events(shown)) => return Outcome::Events(shown),
        Ok(Outcome::Reply(reply)) | Err(reply) => checked(reply),
    };
    Outcome::Reply(if ask.method == "HEAD" { reply.without_body() } else { reply })
}

/// Lists the names by which a browser on this machine reaches a server on `port`. Any other name is somebody's domain that was
/// pointed at this machine (DNS rebinding), and its scripts could read what it is given.
pub fn loopback_hosts(port: u16) -> Vec<String> {
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
    // Browsers leave out the port that `http` implies.
    if port == 80 {
        hosts.extend(names.map(String::from));
    }
    hosts
}

/// Computes the tag of these bytes: quoted, strong, 16 bytes of BLAKE3 in hexadecimal. Equal bytes, equal tag.
pub fn etag(body: &[u8]) -> String {
    format!("\"{}\"", &blake3::hash(body).to_hex()[..32])
}

/// Makes a short reply in plain words, for what has no page of its own.
pub fn plain(status: u16, text: &str) -> Reply {
    let body: Arc<[u8]> = format!("{text}\n").into_bytes().into();
    let headers = vec![
        header("Content-Type", "text/plain; charset=utf-8"),
        header("Cache-Control", CACHING),
        header("X-Content-Type-Options", "nosniff"),
    ];
    Reply::new(status, headers, body)
}

fn ask_pages(pages: &dyn Pages, ask: &Ask<'_>, allowed_hosts: &[String]) -> Result<Outcome, Reply> {
    check_method(ask)?;
    check_host(ask, allowed_hosts)?;
    check_origin(ask, allowed_hosts)?;
    let (path, query) = read_target(ask.target)?;
    Ok(Outcome::Reply(match pages.answer(&path, query) {
        Found::File { media_type, body, headers, status: 200 } => file(ask, &media_type, body, headers),
        Found::File { media_type, body, headers, status } => {
            Reply::new(status, page_headers(&media_type, headers), body)
        }
        Found::Redirect { to } => redirect(&to),
        Found::Events => return events(ask, query),
        Found::Missing => plain(404, "not found"),
    }))
}

fn check_method(ask: &Ask<'_>) -> Result<(), Reply> {
    match ask.method {
        "GET" | "HEAD" => Ok(()),
        _ => Err(plain(405, "only GET and HEAD").with("Allow", "GET, HEAD")),
    }
}

fn check_host(ask: &Ask<'_>, allowed_hosts: &[String]) -> Result<(), Reply> {
    match ask.only("Host") {
        None => Err(plain(400, "exactly one Host is needed")),
        Some(host) if is_known(host, allowed_hosts) => Ok(()),
        Some(_) => Err(plain(421, "this host name is not served here")),
    }
}

fn is_known(host: &str, allowed_hosts: &[String]) -> bool {
    allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
}

/// Refuses what the page of another site asks for, be it only another port of this machine. A browser says so in `Origin`, or in
/// `Sec-Fetch-Site`, which a page cannot forge (<https://www.w3.org/TR/fetch-metadata/>). Following a link into its own window
/// is allowed from anywhere: the other site cannot read what opens, and links to the preview in a chat or a pull request work.
fn check_origin(ask: &Ask<'_>, allowed_hosts: &[String]) -> Result<(), Reply> {
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_known(host, allowed_hosts));
    let is_followed_link =
        ask.only("Sec-Fetch-Mode") == Some("navigate") && ask.only("Sec-Fetch-Dest") == Some("document");
    let is_near = |site: &str| matches!(site, "same-origin" | "none") || is_followed_link;
    if ask.all("Origin").all(is_own) && ask.all("Sec-Fetch-Site").all(is_near) {
        return Ok(());
    }
    Err(plain(403, "not for other sites"))
}

/// Takes the request target apart. A target that is no path is malformed (400); a path that could mean two things is not found (404).
fn read_target(target: &str) -> Result<(String, Option<&str>), Reply> {
    if target.len() > LONGEST_TARGET {
        return Err(plain(414, "the address is too long"));
    }
    if target.contains("://") && !target.starts_with('/') {
        return Err(plain(404, "not a proxy"));
    }
    if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        return Err(plain(400, "the request line is malformed"));
    }
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let path = decode_path(path).ok_or_else(|| plain(404, "not found"))?;
    Ok((path, query))
}

/// Decodes a path once, and returns it only if it is harmless at this and at every deeper level of encoding.
fn decode_path(raw: &str) -> Option<String> {
    let path = decode(raw)?;
    let mut deeper = path.clone();
    for _ in 0..DEEPEST_ENCODING {
        if !is_harmless(&deeper) {
            return None;
        }
        let next = decode(&deeper)?;
        if next == deeper {
            return Some(path);
        }
        deeper = next;
    }
    None
}

/// Decodes one level. Nothing is returned for bytes that are not UTF-8, and for an encoded slash or backslash: a separator must be seen
/// as one before and after decoding. A `%` that begins no escape stands for itself, as in browsers.
fn decode(raw: &str) -> Option<String> {
    let lowercase = raw.to_ascii_lowercase();
    if lowercase.contains("%2f") || lowercase.contains("%5c") {
        return None;
    }
    Some(percent_decode_str(raw).decode_utf8().ok()?.into_owned())
}

/// Tells whether a path begins with a slash, stays below it, and cannot be read as a path of another system.
fn is_harmless(path: &str) -> bool {
    let Some(inner) = path.strip_prefix('/') else { return false };
    // Only the last segment may be empty: then the path ends in a slash.
    let segments = inner.strip_suffix('/').unwrap_or(inner);
    let is_whole = |segment: &str| !matches!(segment, "" | "." | "..");
    !path.contains(|character: char| character.is_control() || character == '\\')
        && (inner.is_empty() || segments.split('/').all(is_whole))
}

/// Answers with a file, or with the part of it that is wanted, or with the news that the client has it already.
fn file(ask: &Ask<'_>, media_type: &str, body: Arc<[u8]>, headers: Vec<(String, String)>) -> Reply {
    let tag = etag(&body);
    let length = body.len();
    let mut headers = page_headers(media_type, headers);
    headers.push(header("ETag", &tag));
    headers.push(header("Accept-Ranges", "bytes"));
    if client_has(ask, &tag) {
        return Reply::new(304, headers, body).without_body();
    }
    match wanted_part(ask, &tag, length) {
        Part::Whole => Reply::new(200, headers, body),
        Part::Bytes(part) => {
            let range = format!("bytes {}-{}/{length}", part.start(), part.end());
            Reply::new(206, headers, Arc::from(&body[part])).with("Content-Range", &range)
        }
        Part::Beyond => plain(416, "no such range").with("Content-Range", &format!("bytes */{length}")),
    }
}

/// A moved page of today may be a page again tomorrow, so the redirect is a temporary one: browsers keep permanent ones for good.
fn redirect(to: &str) -> Reply {
    plain(302, "moved").with("Location", &utf8_percent_encode(to, NOT_IN_ADDRESS).to_string())
}

fn events(ask: &Ask<'_>, query: Option<&str>) -> Result<Outcome, Reply> {
    if ask.method != "GET" {
        return Err(plain(405, "only GET").with("Allow", "GET"));
    }
    let page = parameter(query, "page").and_then(|page| decode_path(&page));
    let page = page.ok_or_else(|| plain(400, "`page` must be the path of a page"))?;
    let etag = parameter(query, "etag").unwrap_or_default();
    Ok(Outcome::Events(Shown { page, etag }))
}

/// Finds a parameter of a query and decodes it. Nothing is returned if it is absent or not UTF-8.
fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(other, _)| *other == name)?;
    // `URLSearchParams` writes a space as `+`; both ways of encoding write a plus as `%2B`.
    Some(percent_decode_str(&value.replace('+', " ")).decode_utf8().ok()?.into_owned())
}

/// Tells whether the client already has these bytes: `If-None-Match`, a list of tags or `*`, compared weakly (RFC 9110, section 13.1.2).
fn client_has(ask: &Ask<'_>, tag: &str) -> bool {
    ask.all("If-None-Match").any(|list| list.trim() == "*" || has_tag(list, tag))
}

/// Looks for a tag in a list. Tags are quoted and may contain commas, so what stands between quotes is taken as a whole: every second part.
fn has_tag(list: &str, tag: &str) -> bool {
    list.split('"').skip(1).step_by(2).any(|opaque| opaque == tag.trim_matches('"'))
}

/// The part of a body that a client wants.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// Never empty, and inside the body.
    Bytes(RangeInclusive<usize>),
    /// The range begins behind the end.
    Beyond,
}

/// Reads `Range` and `If-Range` (RFC 9110, section 14). What is malformed, in another unit or has several ranges may be ignored, and is.
fn wanted_part(ask: &Ask<'_>, tag: &str, length: usize) -> Part {
    let is_current = ask.all("If-Range").all(|condition| condition == tag);
    match ask.only("Range") {
        Some(range) if ask.method == "GET" && is_current => read_range(range, length).unwrap_or(Part::Whole),
        _ => Part::Whole,
    }
}

fn read_range(range: &str, length: usize) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = match (first, last) {
        ("", count) => (length.saturating_sub(number(count)?), usize::MAX),
        (first, "") => (number(first)?, usize::MAX),
        (first, last) => (number(first)?, number(last)?),
    };
    match (first <= last, first < length) {
        (false, _) => None,
        (true, false) => Some(Part::Beyond),
        (true, true) => Some(Part::Bytes(first..=last.min(length - 1))),
    }
}

/// Reads digits and nothing else. A number too big for this machine is the biggest one: no body is longer.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

/// Puts the pages' headers behind those that follow from the file.
fn page_headers(media_type: &str, headers: Vec<(String, String)>) -> Vec<(String, String)> {
    let is_own = |name: &str| OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name));
    let mut all = vec![header("Content-Type", &with_charset(media_type)), header("Cache-Control", CACHING)];
    all.extend(headers.into_iter().filter(|(name, _)| !is_own(name)));
    all
}

/// Says of text that it is UTF-8, which everything the program writes is.
fn with_charset(media_type: &str) -> String {
    let lowercase = media_type.to_ascii_lowercase();
    let is_text = lowercase.starts_with("text/") || lowercase.ends_with("xml") || lowercase.ends_with("/javascript");
    if is_text && !lowercase.contains("charset=") {
        return format!("{media_type}; charset=utf-8");
    }
    media_type.to_string()
}

/// Lets a reply pass if its headers can be sent, and replaces it otherwise: a line break in a value would begin a header of its own,
/// or the body, of somebody's choice.
fn checked(reply: Reply) -> Reply {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_value = |value: &str| value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if reply.headers.iter().all(|(name, value)| is_name(name) && is_value(value)) {
        return reply;
    }
    plain(500, "a header of this reply cannot be sent")
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_string(), value.to_string())
}

impl Reply {
    fn new(status: u16, headers: Vec<(String, String)>, body: Arc<[u8]>) -> Reply {
        let length = body.len().to_string();
        Reply { status, headers, body }.with("Content-Length", &length)
    }

    fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push(header(name, value));
        self
    }

    fn without_body(mut self) -> Reply {
        self.body = Arc::from([]);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// The headers that the cases below show, if they are there.
    const SHOWN_HEADERS: [&str; 3] = ["Allow", "Content-Range", "Location"];

    /// A site of a few files that remembers what it was asked for.
    #[derive(Default)]
    struct Site {
        asked: Mutex<Vec<String>>,
    }

    impl Pages for Site {
        fn answer(&self, path: &str, _: Option<&str>) -> Found {
            self.asked.lock().unwrap().push(path.to_string());
            let file = |media_type: &str, text: &str, headers: &[(&str, &str)], status| Found::File {
                media_type: media_type.into(),
                body: Arc::from(text.as_bytes()),
                headers: headers.iter().map(|(name, value)| header(name, value)).collect(),
                status,
            };
            match path {
                "/" => file("text/html", "hello", &[("Referrer-Policy", "no-referrer")], 200),
                "/empty" => file("image/png", "", &[], 200),
                "/stroń/" => file("text/html", "bridge", &[], 200),
                "/100%" | "/a b" => file("text/html", "odd", &[], 200),
                "/lost" => file("text/html", "lost", &[("ETag", "\"x\"")], 404),
                "/split" => file("text/html", "x", &[("X-A", "b\r\nSet-Cookie: c")], 200),
                "/typed" => file("text/html\n", "x", &[], 200),
                "/named" => file("text/html", "x", &[("X A", "b")], 200),
                "/old" => Found::Redirect { to: "/stroń/ a#b".into() },
                "/bad-redirect" => Found::Redirect { to: "/a\r\nSet-Cookie: b".into() },
                "/events" => Found::Events,
                _ => Found::Missing,
            }
        }

        fn catch_up(&self, _: &Shown) -> Option<Event> {
            None
        }
    }

    /// Runs a request written as in HTTP, without the version; a known host is added if none is named.
    fn ask(site: &Site, request: &str) -> Outcome {
        let mut lines = request.split('\n');
        let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
        let mut headers: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").unwrap()).collect();
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            headers.push(("Host", "localhost:1111"));
        }
        respond(site, &Ask { method, target, headers: &headers }, &loopback_hosts(1111))
    }

    fn reply(request: &str) -> Reply {
        match ask(&Site::default(), request) {
            Outcome::Reply(reply) => reply,
            Outcome::Events(shown) => panic!("{request:?} gave {shown:?}"),
        }
    }

    fn value<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        reply.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Compares the status, the body of 2xx replies, and the headers of interest.
    fn check(request: &str, expected: &str) {
        let actual = match ask(&Site::default(), request) {
            Outcome::Events(shown) => format!("events {} {}", shown.page, shown.etag),
            Outcome::Reply(reply) => {
                let body = if reply.status < 300 { std::str::from_utf8(&reply.body).unwrap() } else { "" };
                let parts = SHOWN_HEADERS.iter().filter_map(|name| value(&reply, name));
                let parts: Vec<&str> = [body].into_iter().chain(parts).filter(|part| !part.is_empty()).collect();
                format!("{} {}", reply.status, parts.join(" | ")).trim_end().to_string()
            }
        };
        assert_eq!(actual, expected, "{request:?}");
    }

    #[test]
    fn methods() {
        check("GET /", "200 hello");
        check("HEAD /", "200");
        check("POST /", "405 GET, HEAD");
        check("get /", "405 GET, HEAD");
        check("OPTIONS *", "405 GET, HEAD");
        check("CONNECT localhost:1111", "405 GET, HEAD");
        check("HEAD /events?page=/", "405 GET");
    }

    #[test]
    fn hosts() {
        check("GET /\nHost: 127.0.0.1:1111", "200 hello");
        check("GET /\nHost: [::1]:1111", "200 hello");
        check("GET /\nHOST: LocalHost:1111", "200 hello");
        check("GET /\nHost: localhost", "421");
        check("GET /\nHost: localhost:1112", "421");
        check("GET /\nHost: localhost.:1111", "421");
        check("GET /\nHost: evil.example:1111", "421");
        check("GET /\nHost: localhost:1111.evil.example", "421");
        check("GET /\nHost: a@localhost:1111", "421");
        check("GET /\nHost: ", "421");
        check("GET /\nHost: localhost:1111\nHost: localhost:1111", "400");
        check("GET /\nHost: evil.example\nhost: localhost:1111", "400");
        let none = Ask { method: "GET", target: "/", headers: &[] };
        assert!(
            matches!(respond(&Site::default(), &none, &loopback_hosts(1)), Outcome::Reply(reply) if reply.status == 400)
        );
        assert!(loopback_hosts(80).contains(&"localhost".to_string()));
    }

    #[test]
    fn origins() {
        check("GET /\nOrigin: http://localhost:1111", "200 hello");
        check("GET /\nOrigin: http://LOCALHOST:1111", "200 hello");
        check("GET /\nOrigin: https://localhost:1111", "403");
        check("GET /\nOrigin: http://localhost:3000", "403");
        check("GET /\nOrigin: http://evil.example", "403");
        check("GET /\nOrigin: null", "403");
        check("GET /\nOrigin: http://localhost:1111\nOrigin: http://evil.example", "403");
        check("GET /\nSec-Fetch-Site: same-origin", "200 hello");
        check("GET /\nSec-Fetch-Site: none", "200 hello");
        check("GET /\nSec-Fetch-Site: same-site", "403");
        check("GET /\nSec-Fetch-Site: cross-site", "403");
        check("GET /\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document", "200 hello");
        check("GET /\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe", "403");
        check("GET /\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script", "403");
        check("GET /events?page=/\nOrigin: http://evil.example", "403");
    }

    #[test]
    fn targets() {
        check("GET /?q=/../%00", "200 hello");
        check("GET /stro%C5%84/", "200 bridge");
        check("GET /%73tro%c5%84/", "200 bridge");
        check("GET /100%25", "200 odd");
        check("GET /100%", "200 odd");
        check("GET /a%20b", "200 odd");
        check("GET /nothing", "404");
        check("GET ", "400");
        check("GET *", "400");
        check("GET index.html", "400");
        check("GET ?q", "400");
        check("GET /#a", "400");
        check("GET /\ta", "400");
        check("GET /\u{7f}", "400");
        check("GET /stroń/", "400");
        check("GET http://localhost:1111/", "404");
        check("GET file:///etc/passwd", "404");
        check(&format!("GET /{}", "a".repeat(LONGEST_TARGET - 1)), "404");
        check(&format!("GET /{}", "a".repeat(LONGEST_TARGET)), "414");
    }

    #[test]
    fn paths_that_escape_are_not_asked_for() {
        let site = Site::default();
        let paths = "/.. /../ /a/.. /a/../b /. /./a /%2e%2e /%2E%2e/etc /.%2e /%2e /a%2f..%2fb /a%2Fb /%5c /..%5c /a\\b /..\\ \
            /%00 /a%00.html /%0d%0aX /%7f /%c2%80 /%ff /%c0%ae%c0%ae /%252e%252e /%252e /%25252e%25252e/ /a%252fb /a%255cb /%2500 \
            /%25ff /%25%32%65%25%32%65 // //host/share /a//b /a/%2f /\\\\host\\share /%5c%5chost %2e%2e/ /%2525252525252525252525252541";
        for path in paths.split_whitespace() {
            let Outcome::Reply(reply) = ask(&site, &format!("GET {path}")) else { panic!("{path:?}") };
            assert!(matches!(reply.status, 400 | 404), "{path:?} gave {}", reply.status);
            assert_eq!(*site.asked.lock().unwrap(), [""; 0], "{path:?}");
        }
    }

    #[test]
    fn validators() {
        let tag = etag(b"hello");
        assert_eq!(tag.len(), 34);
        assert_eq!(value(&reply("GET /"), "ETag"), Some(tag.as_str()));
        let check_tag = |list: &str, expected: &str| check(&format!("GET /\nIf-None-Match: {list}"), expected);
        check_tag(&tag, "304");
        check_tag(&format!("W/{tag}"), "304");
        check_tag(&format!("\"a,b\", W/\"c\" , {tag}"), "304");
        check_tag("*", "304");
        check_tag("\"other\"", "200 hello");
        check_tag("\"*\"", "200 hello");
        check_tag("", "200 hello");
        check_tag("\"", "200 hello");
        check_tag(tag.trim_matches('"'), "200 hello");
        check(&format!("GET /\nIf-None-Match: \"a\"\nIf-None-Match: {tag}"), "304");
        check(&format!("HEAD /\nIf-None-Match: {tag}"), "304");
        check(&format!("GET /\nIf-None-Match: {tag}\nRange: bytes=0-1"), "304");
        check("GET /lost\nIf-None-Match: *", "404");
        assert_eq!(value(&reply("GET /lost"), "ETag"), None);
    }

    #[test]
    fn a_not_modified_reply_renews_the_headers() {
        let reply = reply("GET /\nIf-None-Match: *");
        assert_eq!(value(&reply, "Referrer-Policy"), Some("no-referrer"));
        assert_eq!(value(&reply, "Content-Length"), Some("5"));
        assert!(reply.body.is_empty());
    }

    #[test]
    fn ranges() {
        let check_range = |range: &str, expected: &str| check(&format!("GET /\nRange: {range}"), expected);
        check_range("bytes=0-1", "206 he | bytes 0-1/5");
        check_range("bytes=1-", "206 ello | bytes 1-4/5");
        check_range("bytes=-2", "206 lo | bytes 3-4/5");
        check_range("bytes=-9", "206 hello | bytes 0-4/5");
        check_range("bytes=4-4", "206 o | bytes 4-4/5");
        check_range("bytes=0-99999999999999999999999", "206 hello | bytes 0-4/5");
        check_range("BYTES = 0-0", "206 h | bytes 0-0/5");
        check_range("bytes=5-", "416 bytes */5");
        check_range("bytes=99999999999999999999999-", "416 bytes */5");
        check_range("bytes=-0", "416 bytes */5");
        check_range("bytes=0-0,2-2", "200 hello");
        check_range("bytes=3-1", "200 hello");
        check_range("bytes=-", "200 hello");
        check_range("bytes=+1-2", "200 hello");
        check_range("bytes=a-b", "200 hello");
        check_range("bytes", "200 hello");
        check_range("lines=0-1", "200 hello");
        check("HEAD /\nRange: bytes=0-1", "200");
        check("GET /\nRange: bytes=0-1\nRange: bytes=2-3", "200 hello");
        check("GET /empty\nRange: bytes=0-", "416 bytes */0");
        check("GET /empty\nRange: bytes=-1", "416 bytes */0");
        check("GET /lost\nRange: bytes=0-1", "404");
        check(&format!("GET /\nRange: bytes=0-1\nIf-Range: {}", etag(b"hello")), "206 he | bytes 0-1/5");
        check(&format!("GET /\nRange: bytes=0-1\nIf-Range: W/{}", etag(b"hello")), "200 hello");
        check("GET /\nRange: bytes=0-1\nIf-Range: \"other\"", "200 hello");
        check("GET /\nRange: bytes=0-1\nIf-Range: Sat, 22 Nov 2025 12:00:00 GMT", "200 hello");
    }

    #[test]
    fn redirects() {
        check("GET /old", "302 /stro%C5%84/%20a#b");
        check("HEAD /old", "302 /stro%C5%84/%20a#b");
    }

    #[test]
    fn headers_that_cannot_be_sent_are_not() {
        for path in ["/split", "/typed", "/named", "/bad-redirect"] {
            let reply = reply(&format!("GET {path}"));
            assert_eq!(reply.status, 500, "{path}");
            assert!(!format!("{reply:?}").contains("Set-Cookie"));
        }
    }

    #[test]
    fn head_states_what_get_sends() {
        for path in ["/", "/old", "/lost", "/nothing", "/empty", "/../"] {
            let (get, head) = (reply(&format!("GET {path}")), reply(&format!("HEAD {path}")));
            assert_eq!((get.status, &get.headers), (head.status, &head.headers), "{path}");
            assert_eq!(value(&get, "Content-Length"), Some(get.body.len().to_string().as_str()));
            assert!(head.body.is_empty());
        }
    }

    #[test]
    fn text_says_that_it_is_utf_8() {
        let check = |media_type: &str, expected: &str| assert_eq!(with_charset(media_type), expected);
        check("text/html", "text/html; charset=utf-8");
        check("Text/CSS", "Text/CSS; charset=utf-8");
        check("text/plain; charset=us-ascii", "text/plain; charset=us-ascii");
        check("application/atom+xml", "application/atom+xml; charset=utf-8");
        check("image/svg+xml", "image/svg+xml; charset=utf-8");
        check("application/javascript", "application/javascript; charset=utf-8");
        check("application/json", "application/json");
        check("image/png", "image/png");
    }

    #[test]
    fn nothing_is_kept_by_the_browser() {
        for path in ["/", "/lost", "/old", "/nothing"] {
            let reply = reply(&format!("GET {path}"));
            let caching: Vec<&str> =
                reply.headers.iter().filter(|(name, _)| name == "Cache-Control").map(|(_, value)| &**value).collect();
            assert_eq!(caching, ["no-cache"], "{path}");
        }
    }

    #[test]
    fn event_streams_name_their_page() {
        check("GET /events?page=/&etag=%22a%22", "events / \"a\"");
        check("GET /events?etag=a&page=%2Fstro%25C5%2584%2F", "events /stroń/ a");
        check("GET /events?page=/a+b", "events /a b ");
        check("GET /events?page=/100%2525", "events /100% ");
        check("GET /events", "400");
        check("GET /events?page=", "400");
        check("GET /events?page=a", "400");
        check("GET /events?page=/../a", "400");
        check("GET /events?page=%2F%252e%252e%2Fa", "400");
        check("GET /events?page=%2F%25252e%25252e%2Fa", "400");
        check("GET /events?page=%ff", "400");
    }

    /// A small generator of numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % limit as u64) as usize
        }
    }

    #[test]
    fn no_path_however_written_leads_out() {
        const PIECES: [&str; 28] = [
            "/", ".", "..", "a", "b.html", "%", "%2", "%2e", "%2E", "%2f", "%5c", "%25", "%25", "%252e", "%32", "%65",
            "\\", "%00", "%0a", "%c0%ae", "%c5%84", "%ff", "?", "/../", "/%2e%2e/", "//", "%u002e", ";",
        ];
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        let site = Site::default();
        for _ in 0..40_000 {
            let length = numbers.below(9);
            let target: String = (0..length).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
            ask(&site, &format!("GET /{target}"));
        }
        let asked = site.asked.lock().unwrap();
        assert!(asked.len() > 1_000, "most paths were refused, only {} were tried", asked.len());
        for path in asked.iter() {
            assert_stays_inside(path);
        }
    }

    /// Checks in another way than the code does: by bytes, decoding until nothing changes.
    fn assert_stays_inside(path: &str) {
        let mut level = path.as_bytes().to_vec();
        let slashes = level.iter().filter(|byte| **byte == b'/').count();
        loop {
            assert_eq!(level.first(), Some(&b'/'), "{path:?}");
            assert!(!level.iter().any(|byte| *byte < b' ' || *byte == b'\\'), "{path:?}");
            assert_eq!(level.iter().filter(|byte| **byte == b'/').count(), slashes, "{path:?}");
            assert!(!level.split(|byte| *byte == b'/').any(|segment| matches!(segment, b"." | b"..")), "{path:?}");
            let next: Vec<u8> = percent_encoding::percent_decode(&level).collect();
            if next == level {
                return;
            }
            level = next;
        }
    }
}
