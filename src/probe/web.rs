//! The one place that speaks to other servers.
//!
//! An address goes in, what its server says comes out, within limits of time and size.

use super::LinkClient;
use super::fence::{is_inside, is_public};
use crate::diagnostic::machine_reason;
use crate::upkeep::LinkAnswer;
use std::collections::BTreeSet;
use std::io;
use std::net::IpAddr;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

/// Who asks. It says what it does and no more: no address, no version, nothing that tells one site from another.
const NAME: &str = "liberate link check";
/// Redirects that are followed. Browsers follow more; a link that needs more wants mending.
const REDIRECTS: usize = 5;
/// What servers say to programs that they do not want; 999 and 406 are no standard for it, but usual.
const BLOCKED: [u16; 5] = [401, 403, 406, 429, 999];

/// How long a server may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until it takes the connection.
    pub connect: Duration,
    /// Until one question is answered, everything included.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(20) }
    }
}

/// Which computers may be asked.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Whether it is one at that address.
    pub allows: fn(IpAddr) -> bool,
    /// Whether the way leads through the proxy that the environment names, if it names one.
    pub by_proxy: bool,
}

impl Reach {
    /// Everything but this computer and the networks around it, which no reader's browser reaches.
    pub const INTERNET: Self = Self { allows: is_public, by_proxy: true };
    /// This computer and nothing else, for a server that somebody tries out here.
    pub const THIS_COMPUTER: Self = Self { allows: |ip| ip.is_loopback(), by_proxy: false };
}

/// What speaks to servers under the name `name`, as far as `reach` allows, and keeps that many connections open.
pub(super) fn agent(name: &str, limits: Limits, reach: Reach, kept: usize) -> Agent {
    let mut config = Agent::config_builder()
        .user_agent(name)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(kept)
        .timeout_connect(Some(limits.connect))
        .timeout_resolve(Some(limits.connect))
        .timeout_global(Some(limits.whole));
    if !reach.by_proxy {
        config = config.proxy(None);
    }
    let config = config.build();
    // A proxy is in the network around, and looks the names up itself.
    let allows = if config.proxy().is_some() { |_| true } else { reach.allows };
    Agent::with_parts(config, DefaultConnector::default(), Fence { allows, names: DefaultResolver::default() })
}

/// The web itself.
pub struct Web {
    agent: Agent,
    reach: Reach,
}

impl Web {
    /// The web as far as `reach` allows.
    pub fn new(limits: Limits, reach: Reach) -> Self {
        Self { agent: agent(NAME, limits, reach, 0), reach }
    }

    /// Asks for the head alone; servers that do not answer that well are asked for the page, of which nothing is read.
    fn response(&self, address: &Url) -> Result<Response<Body>, Error> {
        let address = address.as_str();
        match self.agent.head(address).call() {
            Ok(head) if head.status().as_u16() < 400 || head.status() == 429 => Ok(head),
            Ok(_) | Err(Error::Io(_) | Error::Protocol(_)) => self.agent.get(address).call(),
            Err(error) => Err(error),
        }
    }

    /// Why an address is not asked, if that can be seen from itself: a proxy would ask whatever it is told.
    fn refusal(&self, address: &Url) -> Option<&'static str> {
        let host = address.host().filter(|_| matches!(address.scheme(), "http" | "https"));
        let Some(host) = host else { return Some(NO_ADDRESS) };
        if !address.username().is_empty() || address.password().is_some() {
            return Some(SECRET);
        }
        is_inside(&host, self.reach.allows).then_some(INSIDE)
    }
}

impl LinkClient for Web {
    fn ask(&self, address: &str) -> LinkAnswer {
        let Ok(mut here) = Url::parse(address) else { return LinkAnswer::Failed(NO_ADDRESS.to_owned()) };
        let mut seen = BTreeSet::new();
        // Where it has moved for good, as long as no other redirect came before.
        let mut moved = None;
        let mut for_good = true;
        loop {
            here.set_fragment(None);
            if let Some(why) = self.refusal(&here) {
                return LinkAnswer::Failed(why.to_owned());
            }
            if !seen.insert(here.clone()) {
                return LinkAnswer::Failed("it leads in a circle".to_owned());
            }
            if seen.len() > REDIRECTS + 1 {
                return LinkAnswer::Failed(format!("it leads on more than {REDIRECTS} times"));
            }
            let response = match self.response(&here) {
                Ok(response) => response,
                Err(error) => return failure(&error),
            };
            let status = response.status().as_u16();
            let next = response.headers().get("location").map(|to| String::from_utf8_lossy(to.as_bytes()));
            match (status, next) {
                (301 | 302 | 303 | 307 | 308, Some(to)) => {
                    // As browsers do, and as RFC 3986, section 5.2, says: `/consent?back=https://…` is a path.
                    let Ok(to) = here.join(&to) else { return LinkAnswer::Failed(NO_ADDRESS.to_owned()) };
                    here = to;
                    for_good &= matches!(status, 301 | 308);
                    if for_good {
                        moved = Some(here.to_string());
                    }
                }
                (200..400, _) => return arrived(address, moved),
                (status, _) if BLOCKED.contains(&status) => return LinkAnswer::Blocked(status),
                (status, _) => return LinkAnswer::Failed(format!("the server answers {}", meaning(status))),
            }
        }
    }
}

const INSIDE: &str = "it leads into a private network, which readers cannot reach";
const SECRET: &str = "it leads to an address with a name or password in it, which is never asked";
const NO_ADDRESS: &str = "it is no address that a server can be asked for";

/// A slash more at the end is no other address to anybody.
fn arrived(address: &str, moved: Option<String>) -> LinkAnswer {
    let moved = moved.filter(|to| to.trim_end_matches('/') != address.trim_end_matches('/'));
    moved.map_or(LinkAnswer::Fine, LinkAnswer::Moved)
}

fn meaning(status: u16) -> String {
    match status {
        404 => "404, not found".to_owned(),
        410 => "410, gone".to_owned(),
        500..600 => format!("{status}, an error of its own"),
        _ => format!("{status}"),
    }
}

/// What it means that a server did not answer.
pub(super) fn failure(error: &Error) -> LinkAnswer {
    let text = error.to_string();
    match error {
        Error::HostNotFound => LinkAnswer::Unreachable("there is no server of that name".to_owned()),
        Error::Timeout(_) => LinkAnswer::Unreachable("the server does not answer in time".to_owned()),
        Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied && text.contains(INSIDE) => {
            LinkAnswer::Failed(INSIDE.to_owned())
        }
        _ if text.contains("certificate") => {
            LinkAnswer::Unreachable(format!("its certificate is refused: {}", flaw(&text)))
        }
        Error::BadUri(_) | Error::Http(_) => LinkAnswer::Failed(NO_ADDRESS.to_owned()),
        Error::Io(error) => LinkAnswer::Unreachable(format!("the server cannot be reached: {}", machine_reason(error))),
        _ => LinkAnswer::Unreachable(format!("the server cannot be reached: {text}")),
    }
}

/// What is wrong with a certificate. A network that looks into what passes shows certificates of its own: then the same is
/// said of every link.
fn flaw(text: &str) -> String {
    let flaws = [
        ("Expired", "it has expired"),
        ("NotValidYet", "it is not valid yet"),
        ("NotValidForName", "it is for another name"),
        ("UnknownIssuer", "nobody whom browsers trust has issued it"),
        ("Revoked", "it was withdrawn"),
    ];
    let known = flaws.iter().find(|(name, _)| text.contains(name));
    known.map_or_else(|| text.to_owned(), |(_, words)| (*words).to_owned())
}

/// Finds the servers of names, and refuses those behind the fence: also when a public name leads there.
#[derive(Debug)]
struct Fence {
    allows: fn(IpAddr) -> bool,
    names: DefaultResolver,
}

impl Resolver for Fence {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(|error| match error {
            // What the system says of a name that nobody has differs from one to the next.
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        if found.iter().all(|server| (self.allows)(server.ip())) {
            return Ok(found);
        }
        Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, INSIDE)))
    }
}
