//! Asks a live site everything that tells whether it is the release: over few connections, which stay open, and no faster than is said.
//!
//! Questions go in, answers are handed out one by one. No redirect is followed, so no other host is ever asked.

use super::web::{Limits, Reach, agent, failure};
use crate::verify::{LiveAnswer, LiveQuestion};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;

/// Who asks.
const NAME: &str = "liberate verify";
/// Connections at the same time: a browser opens six.
const CONNECTIONS: usize = 2;
/// Questions one after the other without an answer, after which nobody asks on.
const PATIENCE: usize = 10;

/// A site that is asked.
pub struct LiveSite {
    agent: Agent,
    origin: String,
    host: Option<String>,
    authorization: Option<String>,
}

/// How the asking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedSite {
    /// Questions that were asked, those that came up on the way among them.
    pub asked: usize,
    /// Whether the site fell silent, so that not everything was asked.
    pub is_lost: bool,
}

impl LiveSite {
    /// The site at `origin`, such as `https://liberate.example`, as far as `reach` allows.
    pub fn new(origin: &str, limits: Limits, reach: Reach) -> Self {
        let agent = agent(NAME, limits, reach, CONNECTIONS);
        Self { agent, origin: origin.to_owned(), host: None, authorization: None }
    }

    /// The same on a server of this computer, which has to be told for which host it answers.
    pub fn for_host(self, host: Option<String>) -> Self {
        Self { host, ..self }
    }

    /// The same for a host that lets in who says a name and a password; only the site itself is told, and never without TLS.
    pub fn with_authorization(self, authorization: Option<String>) -> Self {
        Self { authorization, ..self }
    }

    /// What the site says to one question.
    ///
    /// # Errors
    /// Why there is no answer, in plain words.
    pub fn ask(&self, question: &LiveQuestion) -> Result<LiveAnswer, String> {
        let origin =
            if question.without_tls { self.origin.replacen("https:", "http:", 1) } else { self.origin.clone() };
        let address = format!("{origin}{}", question.address);
        let mut request = if question.method == "HEAD" { self.agent.head(&address) } else { self.agent.get(&address) };
        for (name, value) in &question.headers {
            request = request.header(*name, value);
        }
        if let Some(host) = &self.host {
            request = request.header("Host", host);
        }
        if let Some(authorization) = self.authorization.as_ref().filter(|_| !question.without_tls) {
            request = request.header("Authorization", authorization);
        }
        let said = |error: &ureq::Error| failure(error).failure().unwrap_or_default().to_owned();
        let mut response = request.call().map_err(|error| said(&error))?;
        let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
        let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())));
        let (status, headers) = (response.status().as_u16(), headers.collect());
        let mut body = Vec::new();
        // What is longer than it may be is wrong whatever comes after.
        let reader = std::io::Read::take(response.body_mut().as_reader(), question.most as u64 + 1);
        std::io::Read::read_to_end(&mut { reader }, &mut body).map_err(|error| said(&error.into()))?;
        Ok(LiveAnswer { status, headers, body })
    }
}

/// Takes in what was answered, and says what has to be asked as well.
pub type TakeAnswer<'t> = dyn Fn(&LiveQuestion, Result<LiveAnswer, String>) -> Option<LiveQuestion> + Sync + 't;

/// Asks all questions, at most `per_second` of them in a second, and hands out each answer; what `take` gives back is asked as well.
/// `progress` is told how many of how many are done.
pub fn ask_site(
    site: &LiveSite,
    questions: Vec<LiveQuestion>,
    per_second: u32,
    take: &TakeAnswer<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> AskedSite {
    let all = AtomicUsize::new(questions.len());
    let (done, silent) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let waiting = Mutex::new(VecDeque::from(questions));
    let pace = Pace::new(per_second);
    let is_lost = || silent.load(Ordering::Relaxed) >= PATIENCE;
    let work = || {
        while let Some(question) = next(&waiting).filter(|_| !is_lost()) {
            pace.wait();
            let answer = site.ask(&question).or_else(|_| {
                // A connection that the server has closed meanwhile is no sign of anything.
                pace.wait();
                site.ask(&question)
            });
            match &answer {
                Ok(_) => silent.store(0, Ordering::Relaxed),
                Err(_) => {
                    silent.fetch_add(1, Ordering::Relaxed);
                }
            }
            if let Some(again) = take(&question, answer) {
                all.fetch_add(1, Ordering::Relaxed);
                waiting.lock().expect(WHOLE).push_front(again);
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, all.load(Ordering::Relaxed));
        }
    };
    thread::scope(|scope| {
        for _ in 1..CONNECTIONS {
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    AskedSite { asked: done.load(Ordering::Relaxed), is_lost: is_lost() }
}

/// Why these locks are never poisoned.
const WHOLE: &str = "no thread panics while it holds this lock";

fn next(waiting: &Mutex<VecDeque<LiveQuestion>>) -> Option<LiveQuestion> {
    waiting.lock().expect(WHOLE).pop_front()
}

/// Keeps questions apart in time.
struct Pace {
    between: Duration,
    next: Mutex<Instant>,
}

impl Pace {
    fn new(per_second: u32) -> Self {
        Self { between: Duration::from_secs(1) / per_second.max(1), next: Mutex::new(Instant::now()) }
    }

    fn wait(&self) {
        let mut next = self.next.lock().expect(WHOLE);
        let now = Instant::now();
        let own = (*next).max(now);
        *next = own + self.between;
        drop(next);
        thread::sleep(own.saturating_duration_since(now));
    }
}
