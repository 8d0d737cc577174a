//! HTTP as pure functions: a request goes in, a reply comes out.
//!
//! In: the request line and the headers as they arrived, and the pages through [`Pages`]. Out: a [`Reply`], or the wish
//! for the event stream. It knows no socket and no clock; of files too large to be held it knows how they are read while they are sent. Nothing reaches [`Pages`] unless it was asked for under a known host name, by no foreign
//! site, with GET or HEAD, under a path that names one thing however often it is decoded. What changes something is a POST of a form of ours,
//! to the one path that only its own pages know.
//!
//! Source of the rules: RFC 9110 (semantics) and RFC 9112 (request targets).

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::{Range, RangeInclusive};
use std::sync::{Arc, OnceLock};

use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};

use super::live::{LiveEvent, OpenPage};
use crate::render::compresses;
use crate::source::OnDisk;
use crate::text::ContentCoding;

/// In bytes. RFC 9110, section 4.1 asks for at least 8000; no address of a site comes near.
const LONGEST_TARGET: usize = 8 * 1024;

/// In bytes. A page has a megabyte at most, and each of its signs may be three in a form.
const LONGEST_FORM: usize = 4 * 1024 * 1024;

/// How often a path is decoded again in search of something hidden. Honest addresses are done after one or two; without a limit
/// one target of 8 KiB could ask for four thousand rounds.
const DEEPEST_ENCODING: usize = 8;

/// A browser may keep what it got, but asks each time whether it still holds: nothing shown is stale, and the tag saves the bytes.
const CACHING: &str = "no-cache";

/// What cannot be in an address but may be in a path; [`utf8_percent_encode`] adds everything that is not ASCII.
/// Line breaks are left out on purpose: they are a mistake, and must fail when the headers are checked.
const NOT_IN_ADDRESS: &AsciiSet = &AsciiSet::EMPTY.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\');

/// Headers that follow from the body and the request, or that belong to the connection: the pages' own ones are passed over.
const OWN_HEADERS: &[&str] = &[
    "accept-ranges",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
];

/// Where the pages come from: the one door from HTTP to the site.
pub trait Pages: Send + Sync + 'static {
    /// Finds what is at `path`, which begins with `/`, is decoded once, and has no empty, `.` or `..` segment, no backslash and no
    /// control character, on any level of encoding. `query` is as it arrived, without the question mark.
    fn answer(&self, path: &str, query: Option<&str>) -> Resource;

    /// Whether what is at `path` takes forms.
    fn takes_forms(&self, path: &str) -> bool;

    /// Does what a form at `path` asks for. `form` is as it was sent.
    fn act(&self, path: &str, form: &[u8]) -> Resource;

    /// Decides what a page that begins to listen must be told at once, because a newer snapshot stood before it asked.
    /// The same decision as in [`Listeners::each`](super::live::Listeners::each).
    fn catch_up(&self, shown: &OpenPage) -> Option<LiveEvent>;
}

/// What is at a path.
pub enum Resource {
    File(Arc<ServedFile>),
    /// The thing has another address. A path is enough; what cannot be in an address is percent-encoded here.
    Redirect {
        to: String,
    },
    /// What a form asked for is done, and what it shows now is there: the browser asks for that with GET.
    Done {
        to: String,
    },
    /// The live reload stream. Its query says `page` (as in `location.pathname`) and `etag`, each percent-encoded.
    Events,
    /// Nothing, not even a page that says so.
    Missing,
}

/// A body in one coding, once somebody has asked for it; `None` if it does not pay.
type CompressedBody = OnceLock<Option<Arc<[u8]>>>;

/// What is sent for a path, ready to be sent again.
#[derive(Debug)]
pub struct ServedFile {
    body: Arc<[u8]>,
    /// Instead of a body, a file that is too large to be held.
    large: Option<Arc<OnDisk>>,
    /// All but those that follow from the request.
    headers: Vec<(String, String)>,
    status: u16,
    /// Of the body; see [`etag`].
    tag: String,
    /// The body in the codings of [`ContentCoding::ALL`], each compressed when somebody first asks, if it pays; none for what is not worth it.
    forms: Option<[CompressedBody; ContentCoding::ALL.len()]>,
}

impl ServedFile {
    /// Takes the media type without `charset`, which is added to text, and the site's production headers. Those that depend on body
    /// or connection are passed over. The status is 200, or that of a page that says why there is none: only 200 gets a tag and ranges.
    pub fn new(media_type: &str, body: Arc<[u8]>, headers: Vec<(String, String)>, status: u16) -> Self {
        let mut headers = page_headers(media_type, headers);
        let forms = compresses(media_type).then(Default::default);
        if forms.is_some() {
            headers.push(header("Vary", "Accept-Encoding"));
        }
        Self { tag: etag(&body), headers, body, large: None, status, forms }
    }

    /// A file that is read while it is sent.
    pub fn on_disk(media_type: &str, file: &Arc<OnDisk>, headers: Vec<(String, String)>) -> Self {
        let tag = format!("\"{}\"", file.fingerprint);
        let headers = page_headers(media_type, headers);
        Self { tag, headers, body: Arc::from([]), large: Some(Arc::clone(file)), status: 200, forms: None }
    }

    /// Its tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The body in a coding, as a release holds it beside the file.
    fn form(&self, coding: ContentCoding) -> Option<&Arc<[u8]>> {
        let forms = ContentCoding::ALL.iter().zip(self.forms.as_ref()?);
        let (_, form) = forms.into_iter().find(|(known, _)| **known == coding)?;
        form.get_or_init(|| coding.encode(&self.body).map(Arc::from)).as_ref()
    }

    /// Bytes of the whole.
    fn length(&self) -> usize {
        self.large.as_ref().map_or(self.body.len(), |file| usize::try_from(file.size).unwrap_or(usize::MAX))
    }

    /// A part of it as a reply.
    fn reply(&self, status: u16, headers: Vec<(String, String)>, part: Range<usize>) -> Reply {
        match &self.large {
            Some(file) => {
                let part = part.start as u64..part.end as u64;
                let length = (part.end - part.start).to_string();
                let large = Some(Large { file: Arc::clone(file), part });
                Reply { status, headers, body: Arc::from([]), large }.with("Content-Length", &length)
            }
            None if part == (0..self.body.len()) => Reply::new(status, headers, Arc::clone(&self.body)),
            None => Reply::new(status, headers, Arc::from(&self.body[part])),
        }
    }
}

/// A part of a file that is read while it is sent.
#[derive(Clone, Debug)]
pub struct Large {
    file: Arc<OnDisk>,
    part: Range<u64>,
}

impl PartialEq for Large {
    fn eq(&self, other: &Self) -> bool {
        (self.file.fingerprint, &self.part) == (other.file.fingerprint, &other.part)
    }
}

impl Eq for Large {}

impl Large {
    /// Sends it in pieces.
    ///
    /// # Errors
    /// When the client has gone, and when the file cannot be read or has become shorter: the client sees that something is missing.
    pub fn send(&self, out: &mut impl Write) -> io::Result<()> {
        let mut file = self.file.open()?;
        file.seek(SeekFrom::Start(self.part.start))?;
        let length = self.part.end - self.part.start;
        let sent = io::copy(&mut file.take(length), out)?;
        if sent < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

/// A request, as it arrived.
pub struct HttpRequest<'a> {
    pub method: &'a str,
    /// Path and query, not decoded.
    pub target: &'a str,
    /// In the order in which they came; a name may come more than once, in any case.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> HttpRequest<'a> {
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
    /// Instead of a body, a part of a file that is too large to be held.
    pub large: Option<Large>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpOutcome {
    Reply(Reply),
    /// The client wants to hear what changes.
    Events(OpenPage),
}

/// How many bytes of a form are to be read before [`respond`] is asked with them.
///
/// # Errors
/// The answer to a POST that is refused: not a byte of it needs to be read.
pub fn form_length(pages: &dyn Pages, request: &HttpRequest<'_>, allowed_hosts: &[String]) -> Result<usize, Reply> {
    check_host(request, allowed_hosts)?;
    let (path, _) = read_target(request.target)?;
    if !pages.takes_forms(&path) {
        return Err(plain(405, "only GET and HEAD").with("Allow", "GET, HEAD"));
    }
    // A browser says with every POST which page it comes from; whoever does not is none, or has something to hide.
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_known(host, allowed_hosts));
    let is_same = request.all("Sec-Fetch-Site").all(|site| site == "same-origin");
    if !request.only("Origin").is_some_and(is_own) || !is_same {
        return Err(plain(403, "only the desk's own pages may send forms"));
    }
    let media_type = request.only("Content-Type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(plain(415, "only forms are read"));
    }
    let is_plain = request.all("Transfer-Encoding").chain(request.all("Content-Encoding")).next().is_none();
    let length = request.only("Content-Length").and_then(|length| length.parse::<usize>().ok());
    match length.filter(|_| is_plain) {
        None => Err(plain(411, "a form must say how long it is")),
        Some(length) if length > LONGEST_FORM => Err(plain(413, "the form is too long: write less in one page")),
        Some(length) => Ok(length),
    }
}

/// Answers a form that [`form_length`] let through.
pub fn respond_to_form(pages: &dyn Pages, request: &HttpRequest<'_>, form: &[u8]) -> Reply {
    let reply = read_target(request.target).map(|(path, _)| match pages.act(&path, form) {
        Resource::File(found) => Reply::new(found.status, found.headers.clone(), Arc::clone(&found.body)),
        Resource::Done { to } => plain(303, "done").with("Location", &located(&to)),
        Resource::Redirect { to } => redirect(&to),
        Resource::Events | Resource::Missing => plain(404, "not found"),
    });
    checked(reply.unwrap_or_else(|refused| refused))
}

/// Answers one request. `allowed_hosts` are the names, with port, under which the preview may be asked; see [`loopback_hosts`].
pub fn respond(pages: &dyn Pages, request: &HttpRequest<'_>, allowed_hosts: &[String]) -> HttpOutcome {
    let reply = match ask_pages(pages, request, allowed_hosts) {
        Ok(HttpOutcome::Events(shown)) => return HttpOutcome::Events(shown),
        Ok(HttpOutcome::Reply(reply)) | Err(reply) => checked(reply),
    };
    HttpOutcome::Reply(if request.method == "HEAD" { reply.without_body() } else { reply })
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

fn ask_pages(pages: &dyn Pages, request: &HttpRequest<'_>, allowed_hosts: &[String]) -> Result<HttpOutcome, Reply> {
    check_method(request)?;
    check_host(request, allowed_hosts)?;
    check_origin(request, allowed_hosts)?;
    check_body(request)?;
    let (path, query) = read_target(request.target)?;
    Ok(HttpOutcome::Reply(match pages.answer(&path, query) {
        Resource::File(found) if found.status == 200 => file(request, &found),
        Resource::File(found) => match coded(request, &found) {
            Some((coding, body)) => Reply::new(found.status, found.headers.clone(), body).coded(coding),
            None => Reply::new(found.status, found.headers.clone(), Arc::clone(&found.body)),
        },
        Resource::Redirect { to } | Resource::Done { to } => redirect(&to),
        Resource::Events => return events(request, query),
        Resource::Missing => plain(404, "not found"),
    }))
}

fn check_method(request: &HttpRequest<'_>) -> Result<(), Reply> {
    match request.method {
        "GET" | "HEAD" => Ok(()),
        _ => Err(plain(405, "only GET and HEAD").with("Allow", "GET, HEAD")),
    }
}

fn check_host(request: &HttpRequest<'_>, allowed_hosts: &[String]) -> Result<(), Reply> {
    match request.only("Host") {
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
fn check_origin(request: &HttpRequest<'_>, allowed_hosts: &[String]) -> Result<(), Reply> {
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_known(host, allowed_hosts));
    let is_followed_link =
        request.only("Sec-Fetch-Mode") == Some("navigate") && request.only("Sec-Fetch-Dest") == Some("document");
    let is_near = |site: &str| matches!(site, "same-origin" | "none") || is_followed_link;
    if request.all("Origin").all(is_own) && request.all("Sec-Fetch-Site").all(is_near) {
        return Ok(());
    }
    Err(plain(403, "not for other sites"))
}

/// Nothing here takes a body, and none is read.
fn check_body(request: &HttpRequest<'_>) -> Result<(), Reply> {
    if has_body(request) { Err(plain(413, "no request may have a body here")) } else { Ok(()) }
}

/// Tells whether the client sends, or may yet send, something behind the head: then where the next request begins is not known.
pub fn has_body(request: &HttpRequest<'_>) -> bool {
    let mut lengths = request.all("Content-Length");
    let is_empty = lengths.next().is_none_or(|length| length == "0") && lengths.next().is_none();
    !is_empty || request.all("Transfer-Encoding").chain(request.all("Expect")).next().is_some()
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
fn file(request: &HttpRequest<'_>, file: &ServedFile) -> Reply {
    let length = file.length();
    let mut headers = file.headers.clone();
    if let Some((coding, body)) = coded(request, file) {
        // Other bytes, another tag.
        let tag = format!("\"{}-{}\"", file.tag.trim_matches('"'), coding.token());
        headers.push(header("ETag", &tag));
        let is_known = client_has(request, &tag);
        let reply = Reply::new(if is_known { 304 } else { 200 }, headers, body).coded(coding);
        return if is_known { reply.without_body() } else { reply };
    }
    headers.push(header("ETag", &file.tag));
    headers.push(header("Accept-Ranges", "bytes"));
    if client_has(request, &file.tag) {
        return file.reply(304, headers, 0..length).without_body();
    }
    match wanted_part(request, &file.tag, length) {
        BodyPart::Whole => file.reply(200, headers, 0..length),
        BodyPart::Bytes(part) => {
            let range = format!("bytes {}-{}/{length}", part.start(), part.end());
            file.reply(206, headers, *part.start()..part.end() + 1).with("Content-Range", &range)
        }
        BodyPart::Beyond => plain(416, "no such range").with("Content-Range", &format!("bytes */{length}")),
    }
}

/// The coding in which a client gets a file, and its bytes. Parts are always parts of the bytes as they are.
fn coded(request: &HttpRequest<'_>, file: &ServedFile) -> Option<(ContentCoding, Arc<[u8]>)> {
    if request.all("Range").next().is_some() {
        return None;
    }
    let accepted = request.all("Accept-Encoding").collect::<Vec<_>>().join(",");
    let coding = ContentCoding::chosen(&accepted, |coding| file.form(coding).is_some())?;
    Some((coding, Arc::clone(file.form(coding)?)))
}

/// A moved page of today may be a page again tomorrow, so the redirect is a temporary one: browsers keep permanent ones for good.
fn redirect(to: &str) -> Reply {
    plain(302, "moved").with("Location", &located(to))
}

fn located(to: &str) -> String {
    utf8_percent_encode(to, NOT_IN_ADDRESS).to_string()
}

fn events(request: &HttpRequest<'_>, query: Option<&str>) -> Result<HttpOutcome, Reply> {
    if request.method != "GET" {
        return Err(plain(405, "only GET").with("Allow", "GET"));
    }
    let page = parameter(query, "page").and_then(|page| decode_path(&page));
    let page = page.ok_or_else(|| plain(400, "`page` must be the path of a page"))?;
    let etag = parameter(query, "etag").unwrap_or_default();
    Ok(HttpOutcome::Events(OpenPage { page, etag }))
}

/// Finds a parameter of a query and decodes it. Nothing is returned if it is absent or not UTF-8.
fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(other, _)| *other == name)?;
    // `URLSearchParams` writes a space as `+`; both ways of encoding write a plus as `%2B`.
    Some(percent_decode_str(&value.replace('+', " ")).decode_utf8().ok()?.into_owned())
}

/// Tells whether the client already has these bytes: `If-None-Match`, a list of tags or `*`, compared weakly (RFC 9110, section 13.1.2).
fn client_has(request: &HttpRequest<'_>, tag: &str) -> bool {
    request.all("If-None-Match").any(|list| list.trim() == "*" || has_tag(list, tag))
}

/// Looks for a tag in a list. Tags are quoted and may contain commas, so what is between quotes is taken as a whole: every second part.
fn has_tag(list: &str, tag: &str) -> bool {
    list.split('"').skip(1).step_by(2).any(|opaque| opaque == tag.trim_matches('"'))
}

/// The part of a body that a client wants.
#[derive(Debug, PartialEq, Eq)]
enum BodyPart {
    Whole,
    /// Never empty, and inside the body.
    Bytes(RangeInclusive<usize>),
    /// The range begins behind the end.
    Beyond,
}

/// Reads `Range` and `If-Range` (RFC 9110, section 14). What is malformed, in another unit or has several ranges may be ignored, and is.
fn wanted_part(request: &HttpRequest<'_>, tag: &str, length: usize) -> BodyPart {
    let is_current = request.all("If-Range").all(|condition| condition == tag);
    match request.only("Range") {
        Some(range) if request.method == "GET" && is_current => read_range(range, length).unwrap_or(BodyPart::Whole),
        _ => BodyPart::Whole,
    }
}

fn read_range(range: &str, length: usize) -> Option<BodyPart> {
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
        (true, false) => Some(BodyPart::Beyond),
        (true, true) => Some(BodyPart::Bytes(first..=last.min(length - 1))),
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
        Reply { status, headers, body, large: None }.with("Content-Length", &length)
    }

    fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push(header(name, value));
        self
    }

    fn coded(self, coding: ContentCoding) -> Reply {
        self.with("Content-Encoding", coding.token())
    }

    fn without_body(mut self) -> Reply {
        self.body = Arc::from([]);
        self.large = None;
        self
    }
}

#[cfg(test)]
mod tests;
