use super::*;
use std::sync::Mutex;

/// The headers that the cases below show, if they are there.
const SHOWN_HEADERS: [&str; 3] = ["Allow", "Content-Range", "Location"];

/// A site of a few files that remembers what it was asked for.
#[derive(Default)]
struct AskedSite {
    asked: Mutex<Vec<String>>,
}

impl Pages for AskedSite {
    fn answer(&self, path: &str, _: Option<&str>) -> Resource {
        self.asked.lock().unwrap().push(path.to_string());
        let file = |media_type: &str, text: &str, headers: &[(&str, &str)], status| {
            let headers = headers.iter().map(|(name, value)| header(name, value)).collect();
            Resource::File(Arc::new(ServedFile::new(media_type, Arc::from(text.as_bytes()), headers, status)))
        };
        match path {
            "/" => file("text/html", "hello", &[("Referrer-Policy", "no-referrer")], 200),
            "/long" => file("text/html", &"help ".repeat(200), &[("Vary", "Cookie")], 200),
            "/picture" => file("image/png", &"help ".repeat(200), &[], 200),
            "/long-lost" => file("text/html", &"lost ".repeat(200), &[], 404),
            "/empty" => file("image/png", "", &[], 200),
            "/stroń/" => file("text/html", "bridge", &[], 200),
            "/100%" | "/a b" => file("text/html", "odd", &[], 200),
            "/lost" => file("text/html", "lost", &[("ETag", "\"x\"")], 404),
            "/split" => file("text/html", "x", &[("X-A", "b\r\nSet-Cookie: c")], 200),
            "/typed" => file("text/html\n", "x", &[], 200),
            "/named" => file("text/html", "x", &[("X A", "b")], 200),
            "/old" => Resource::Redirect { to: "/stroń/ a#b".into() },
            "/bad-redirect" => Resource::Redirect { to: "/a\r\nSet-Cookie: b".into() },
            "/events" => Resource::Events,
            _ => Resource::Missing,
        }
    }

    fn takes_forms(&self, path: &str) -> bool {
        path == "/form"
    }

    fn act(&self, _: &str, form: &[u8]) -> Resource {
        Resource::Done { to: format!("/{}", form.len()) }
    }

    fn catch_up(&self, _: &OpenPage) -> Option<LiveEvent> {
        None
    }
}

/// Runs a request written as in HTTP, without the version; a known host is added if none is named.
fn ask(site: &AskedSite, request: &str) -> HttpOutcome {
    let mut lines = request.split('\n');
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let mut headers: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").unwrap()).collect();
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        headers.push(("Host", "localhost:1111"));
    }
    respond(site, &HttpRequest { method, target, headers: &headers }, &loopback_hosts(1111))
}

fn reply(request: &str) -> Reply {
    match ask(&AskedSite::default(), request) {
        HttpOutcome::Reply(reply) => reply,
        HttpOutcome::Events(shown) => panic!("{request:?} gave {shown:?}"),
    }
}

fn value<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    reply.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// Compares the status, the body of 2xx replies, and the headers of interest.
fn check(request: &str, expected: &str) {
    let actual = match ask(&AskedSite::default(), request) {
        HttpOutcome::Events(shown) => format!("events {} {}", shown.page, shown.etag),
        HttpOutcome::Reply(reply) => {
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
    let none = HttpRequest { method: "GET", target: "/", headers: &[] };
    assert!(
        matches!(respond(&AskedSite::default(), &none, &loopback_hosts(1)), HttpOutcome::Reply(reply) if reply.status == 400)
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
fn bodies_are_refused_after_everything_else() {
    for body in [
        "Content-Length: 5",
        "Content-Length: 18446744073709551616",
        "Content-Length: -1",
        "Content-Length: many",
        "Content-Length: 00",
        "Content-Length: 0\nContent-Length: 0",
        "Content-Length: 0, 5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Expect: 100-continue",
    ] {
        check(&format!("GET /\n{body}"), "413");
        check(&format!("POST /\n{body}"), "405 GET, HEAD");
        check(&format!("GET /\nHost: evil.example\n{body}"), "421");
        check(&format!("GET /\nOrigin: http://evil.example\n{body}"), "403");
    }
    check("GET /\nContent-Length: 0", "200 hello");
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
    let site = AskedSite::default();
    let paths = "/.. /../ /a/.. /a/../b /. /./a /%2e%2e /%2E%2e/etc /.%2e /%2e /a%2f..%2fb /a%2Fb /%5c /..%5c /a\\b /..\\ \
        /%00 /a%00.html /%0d%0aX /%7f /%c2%80 /%ff /%c0%ae%c0%ae /%252e%252e /%252e /%25252e%25252e/ /a%252fb /a%255cb /%2500 \
        /%25ff /%25%32%65%25%32%65 // //host/share /a//b /a/%2f /\\\\host\\share /%5c%5chost %2e%2e/ /%2525252525252525252525252541";
    for path in paths.split_whitespace() {
        let HttpOutcome::Reply(reply) = ask(&site, &format!("GET {path}")) else { panic!("{path:?}") };
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
struct RandomNumbers(u64);

impl RandomNumbers {
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
    let mut numbers = RandomNumbers(0x9E37_79B9_7F4A_7C15);
    let site = AskedSite::default();
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

#[test]
fn bodies_are_compressed_for_whoever_takes_them() {
    let check = |request: &str, coding: Option<ContentCoding>, text: &str| {
        let reply = reply(request);
        assert_eq!(value(&reply, "Content-Encoding"), coding.map(ContentCoding::token), "{request:?}");
        assert_eq!(value(&reply, "Content-Length"), Some(reply.body.len().to_string().as_str()), "{request:?}");
        let body = coding.map_or(Some(reply.body.to_vec()), |coding| coding.decode(&reply.body, 10_000)).unwrap();
        assert_eq!(String::from_utf8(body).unwrap(), text, "{request:?}");
        reply
    };
    let long = "help ".repeat(200);
    let (brotli, gzip) = (Some(ContentCoding::Brotli), Some(ContentCoding::Gzip));
    let plain = check("GET /long", None, &long);
    let packed = check("GET /long\nAccept-Encoding: gzip, deflate, br", brotli, &long);
    check("GET /long\nAccept-Encoding: gzip\nAccept-Encoding: br;q=0", gzip, &long);
    check("GET /long-lost\nAccept-Encoding: gzip", gzip, &"lost ".repeat(200));
    check("GET /picture\nAccept-Encoding: br, gzip", None, &long);
    check("GET /\nAccept-Encoding: br, gzip", None, "hello");
    check("GET /long\nAccept-Encoding: br\nRange: bytes=0-3", None, "help");
    // Whatever a cache between has kept, it gives to nobody who cannot read it.
    for reply in [&plain, &packed] {
        let varies: Vec<&str> =
            reply.headers.iter().filter(|(name, _)| name == "Vary").map(|(_, of)| of.as_str()).collect();
        assert_eq!(varies, ["Accept-Encoding"]);
    }
    let (one, other) = (value(&plain, "ETag").unwrap(), value(&packed, "ETag").unwrap());
    assert_ne!(one, other);
    let known = |tag: &str| reply(&format!("GET /long\nAccept-Encoding: br\nIf-None-Match: {tag}")).status;
    assert_eq!((known(other), known(one)), (304, 200));
    let head = reply("HEAD /long\nAccept-Encoding: br");
    assert_eq!((head.headers, head.body.len()), (packed.headers, 0));
}
