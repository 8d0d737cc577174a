//! What a publication did, and how many pages it would have lost.
//!
//! Everything here is for people and for the record of the build.

use crate::diagnostic::Diagnostic;
use crate::upkeep::NextChange;
use std::path::PathBuf;

/// What a publication did.
#[derive(Debug)]
pub struct PublishOutcome {
    /// Whether the folder holds the new release; if not, there were errors or too few pages, and it is as it was.
    pub published: bool,
    /// The release would have lost so many pages that somebody has to say that it is meant.
    pub held_back: Option<FewerPages>,
    /// Where files are that somebody put into the old release while the new one was made.
    pub left_over: Option<PathBuf>,
    /// Whether nothing had to be made, because the folder already held exactly this.
    pub unchanged: bool,
    /// Files of the release.
    pub files: usize,
    /// Files whose bytes differ from the release before; the others were not written again.
    pub written: usize,
    /// Pages of the release, in all languages.
    pub pages: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// When the release next changes although nobody edits anything; `None` if it never does.
    pub next_change: Option<NextChange>,
    /// Everything there is to say, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// How many pages a release has, and the one before had, in all languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FewerPages {
    /// Pages of the release that is there; 0 if none does.
    pub before: usize,
    /// Pages of the one that was made.
    pub now: usize,
}

impl FewerPages {
    /// Why the release is held back, and the way out.
    pub fn refusal(self, target: &str) -> String {
        let Self { before, now } = self;
        let had = if before == 0 { String::new() } else { format!(", and the release in {target} has {before}") };
        let pages = format!("{now} page{}", if now == 1 { "" } else { "s" });
        format!(
            "this release has {pages}{had}: nothing was published, {target} is as it was; look what is missing, or add --fewer-pages \
if that is meant"
        )
    }

    /// The counts, if a tenth of the pages is gone, or all: more than an editor takes out at a time, and what a folder that could not
    /// be read, a lost language or a wrong setting does.
    pub(super) fn noticed(before: usize, now: usize) -> Option<Self> {
        let lost = before.saturating_sub(now);
        (now == 0 || (lost > 0 && lost * 10 >= before)).then_some(Self { before, now })
    }
}
