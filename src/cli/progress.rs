//! How far a long command is, on one line of the terminal.
//!
//! Nothing is shown where nobody watches.

use super::terminal::{is_watched, rewrite_line, wipe_line};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Builds that end sooner show no progress: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(500);
/// Time between two writings of the line, so that the terminal costs nothing.
const PAUSE: Duration = Duration::from_millis(100);

/// One line that says how far a long piece of work is; nothing when the output is not a terminal.
pub struct Progress {
    started: Instant,
    shown: bool,
    /// What is done: `made`, with `files`.
    verb: &'static str,
    noun: &'static str,
    /// Milliseconds since the start when the line was last written; 0 means never.
    last: AtomicU64,
}

impl Progress {
    /// Begins. Says `VERB 3 of 7 NOUN`.
    pub fn new(quiet: bool, verb: &'static str, noun: &'static str) -> Self {
        let shown = !quiet && is_watched();
        Self { started: Instant::now(), shown, verb, noun, last: AtomicU64::new(0) }
    }

    /// Says that `done` of `all` are done.
    pub fn at(&self, done: usize, all: usize) {
        if !self.shown {
            return;
        }
        let now = self.started.elapsed();
        let millis = now.as_millis() as u64;
        let last = self.last.load(Ordering::Relaxed);
        let due = now > PATIENCE && millis.saturating_sub(last) >= PAUSE.as_millis() as u64;
        if due && self.last.compare_exchange(last, millis, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            rewrite_line(&format!("{} {done} of {all} {}", self.verb, self.noun));
        }
    }

    /// Wipes the line.
    pub fn finish(&self) {
        if self.last.load(Ordering::Relaxed) > 0 {
            wipe_line();
        }
    }
}
