//! Asks other sites whether links to them still lead somewhere, and the live site what it sends: politely, few at a time.
//!
//! Addresses or questions go in, what each server said comes out. The only module that speaks to servers on the network; it keeps nothing, and
//! judges no answer of the site.

mod fence;
mod site;
mod web;

use crate::upkeep::LinkAnswer;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

pub use site::{AskedSite, LiveSite, ask_site};
pub use web::{Limits, Reach, Web};

/// Connections at the same time, each to another host.
const CONNECTIONS: usize = 2;
/// Time between two questions to one host, in production: a person who opens links one after the other is no faster.
pub const PAUSE: Duration = Duration::from_secs(1);

/// Something that knows what is at an address.
pub trait LinkClient: Sync {
    /// What the server of `address` says to it.
    fn ask(&self, address: &str) -> LinkAnswer;
}

/// Asks all addresses and returns what was said, in their order.
///
/// Addresses of one host are asked one after the other with `pause` between them, those of two hosts at the same time.
/// `progress` is told how many of how many are done.
pub fn probe(
    addresses: &[String],
    ask: &dyn LinkClient,
    pause: Duration,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<(String, LinkAnswer)> {
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, address) in addresses.iter().enumerate() {
        hosts.entry(host(address)).or_default().push(index);
    }
    let waiting = Mutex::new(hosts.into_values());
    let answers = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    let work = || {
        while let Some(of_host) = next(&waiting) {
            for (nth, index) in of_host.into_iter().enumerate() {
                if nth > 0 {
                    thread::sleep(pause);
                }
                let outcome = ask.ask(&addresses[index]);
                answers.lock().expect(WHOLE).insert(index, outcome);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, addresses.len());
            }
        }
    };
    thread::scope(|scope| {
        // This thread waits for the others, so it works as well; if no other can be started, alone.
        for _ in 1..CONNECTIONS {
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let answers = answers.into_inner().expect(WHOLE);
    answers.into_iter().map(|(index, outcome)| (addresses[index].clone(), outcome)).collect()
}

/// Why these locks are never poisoned.
const WHOLE: &str = "no thread panics while it holds this lock";

fn next<T>(waiting: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    waiting.lock().expect(WHOLE).next()
}

/// The host of a full address, with its port, in lower case.
pub fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}
