//! One publication as one deed: check, make, compare, keep, swap, record, each step said.
//!
//! All editions are made and looked at before the first goes out, so that one that must not stops all of them.

use super::difference::{Comparison, ReleaseSide, counted};
use super::halt::Halt;
use super::inspect::inspect;
use super::kept::{KeptReleases, PutOut};
use super::known::KnownReleases;
use super::lock::Lock;
use super::outcome::PublishOutcome;
use super::plain_file::read_plain;
use super::publication::{MadeRelease, Publication};
use super::published::PublishedRelease;
use super::refusal;
use super::shown::ShownChange;
use super::site_record;
use super::stage::new_lock;
use super::target::Target;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::snapshot::{Options, Workspace};
use crate::upkeep::{Override, publication_entry};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What is published by whom.
pub struct PublishRequest<'a> {
    /// The site.
    pub workspace: &'a Workspace,
    /// Its folder.
    pub root: &'a Path,
    /// The day for which it is made.
    pub at: Date,
    /// The role that publishes.
    pub by: &'a str,
    /// What is let through although it would stop the publication.
    pub allowed: Option<&'a Override>,
    /// What is made where; every edition once.
    pub publications: &'a [Publication<'a>],
    /// Is told what was done, a line for each step.
    pub say: &'a dyn Fn(&str),
    /// Is told what was found in the site, when that is known; it may be nothing.
    pub found: &'a dyn Fn(&[Diagnostic]),
}

/// What became of it.
#[derive(Debug)]
pub enum Published {
    /// Nothing went out: the site has errors, which were told.
    Stopped,
    /// All editions are out.
    Out(Vec<PublishedEdition>),
}

/// One edition that is out.
#[derive(Debug)]
pub struct PublishedEdition {
    /// What was made.
    pub outcome: PublishOutcome,
    /// The number of the release that is kept of it.
    pub number: u32,
    /// What the folder is called.
    pub name: String,
    /// The folder, for whoever hands it on.
    pub folder: PathBuf,
    /// Its files.
    pub release: KnownReleases,
}

/// Publishes editions of a site.
///
/// # Errors
/// When a target must not be replaced, when a change that matters was not shown, and when the machine fails. Targets are then as they
/// were, save those of editions that were said to be out.
pub fn publish(request: &PublishRequest) -> Result<Published, Halt> {
    let found = inspect(request.workspace, request.root, request.at, request.allowed);
    (request.found)(&found.findings);
    let text_of = |path: &str| request.workspace.sources().get(path).and_then(|source| source.text().cloned());
    if has_errors(&found.findings) {
        return Ok(Published::Stopped);
    }
    (request.say)("checked: nothing stops the publication");
    let mut prepared = Vec::new();
    for publication in request.publications {
        match Prepared::of(request, publication)? {
            Some(edition) => prepared.push(edition),
            None => return Ok(Published::Stopped),
        }
    }
    if let Some(allowed) = request.allowed {
        let said = site_record::let_through(allowed, request.root, request.at, &found.findings, &text_of)?;
        (request.say)(&said);
    }
    let mut out = Vec::new();
    for edition in prepared {
        out.push(edition.put_out(request)?);
    }
    let editions: Vec<String> =
        request.publications.iter().map(|publication| publication.target.maker.edition.clone()).collect();
    site_record::record(request.root, &editions, &found)?.iter().for_each(|line| (request.say)(line));
    Ok(Published::Out(out))
}

/// An edition that is made and may go out.
struct Prepared<'p> {
    publication: &'p Publication<'p>,
    kept: KeptReleases<'p>,
    then: PublishedRelease,
    comparison: Comparison,
    state: State<'p>,
    /// That of a target that no build has locked before.
    _lock: Option<Lock>,
}

enum State<'p> {
    /// The target holds it already.
    There(Box<PublishOutcome>),
    /// It is beside the target.
    Made(Box<MadeRelease<'p>>),
}

impl State<'_> {
    fn outcome(&self) -> &PublishOutcome {
        match self {
            Self::There(outcome) => outcome,
            Self::Made(made) => &made.outcome,
        }
    }

    fn folder<'s>(&'s self, target: &'s Target) -> &'s Path {
        match self {
            Self::There(_) => &target.folder,
            Self::Made(made) => made.folder(),
        }
    }

    fn release<'s>(&'s self, target: &'s Target) -> &'s KnownReleases {
        match self {
            Self::There(_) => &target.known,
            Self::Made(made) => &made.release,
        }
    }
}

impl<'p> Prepared<'p> {
    /// Makes an edition, compares it with what readers have, and asks whether somebody had to see that. `None` if it has errors.
    fn of(request: &PublishRequest, publication: &'p Publication<'p>) -> Result<Option<Self>, Halt> {
        let target = &publication.target;
        let edition = &target.maker.edition;
        let kept = KeptReleases::read(target)?;
        let then = PublishedRelease::of(target, &kept);
        let mut lock = None;
        let state = match publication.still_stands() {
            Some(outcome) => {
                lock = if target.lock.is_some() { None } else { Some(new_lock(target)?) };
                State::There(Box::new(outcome))
            }
            None => {
                let options = Options { edition: edition.clone(), at: request.at, drafts: false };
                let snapshot = request.workspace.snapshot(&options).ok_or_else(|| refusal::no_edition(edition))?;
                State::Made(Box::new(publication.make(&snapshot)?))
            }
        };
        let outcome = state.outcome();
        if let Some(pages) = outcome.held_back {
            return Err(Halt::Refused(pages.refusal(&target.name)));
        }
        if !outcome.published {
            (request.found)(&outcome.diagnostics);
            return Ok(None);
        }
        let (files, new) = (outcome.files, outcome.written);
        (request.say)(&format!("made `{edition}`: {files} files, {new} new or changed"));
        let read = |path: &str| read_plain(&state.folder(target).join(path));
        let comparison = then.compare(&ReleaseSide { release: state.release(target), read: &read })?;
        let since = then.name.as_deref().map_or("the first publication".to_owned(), |name| format!("since {name}"));
        (request.say)(&format!("{since}: {}", counted(&comparison.counts())));
        let prepared = Self { publication, kept, then, comparison, state, _lock: lock };
        prepared.ask_who_saw()?;
        Ok(Some(prepared))
    }

    /// Refuses a change that matters and was not shown, and any change to a release that is no longer the one that was shown.
    fn ask_who_saw(&self) -> Result<(), Halt> {
        let (cache, folder) = (&self.publication.cache, &self.publication.target.folder);
        let shown = ShownChange::read(cache, folder);
        let matters = self.then.name.is_some() && self.comparison.needs_eyes();
        let change = ShownChange::of(&self.then.release, &self.comparison);
        let edition = &self.publication.target.maker.edition;
        change.permits(shown.as_ref(), matters).map_err(|why| refusal::unseen(why, edition, &self.comparison))
    }

    fn put_out(mut self, request: &PublishRequest) -> Result<PublishedEdition, Halt> {
        let (steps, target) = (self.publication.steps, &self.publication.target);
        let release = self.state.release(target).own();
        let identity = release.identity();
        let was_last = self.kept.whole().next_back().is_some_and(|kept| kept.release.identity() == identity);
        let is_out = was_last && target.is_whole() && target.known.identity() == identity;
        if matches!(self.state, State::Made(_)) && !is_out {
            self.kept.keep_what_is_there(steps)?;
        }
        let from = self.state.folder(target).to_owned();
        let number = self.kept.keep(&release, &from, steps)?;
        let edition = &target.maker.edition;
        let changed = self.then.name.is_some().then(|| self.comparison.counts());
        let put_out = PutOut { on: request.at, by: request.by.to_owned(), changed };
        if let State::Made(made) = &mut self.state
            && !is_out
        {
            (request.say)(&format!("kept as release {number}"));
            made.carry_over(&self.then.release, &self.then.folder)?;
            made.swap_in()?;
        }
        if !is_out {
            self.kept.put_out(number, &put_out, false).map_err(Halt::after_swap)?;
            let what = changed.as_ref().map_or("the first publication".to_owned(), counted);
            let entry = publication_entry("published", request.at, request.by, edition, number, &what);
            site_record::log(request.root, &entry).map_err(Halt::AfterSwap)?;
        }
        for number in self.kept.prune(steps).map_err(Halt::after_swap)? {
            (request.say)(&refusal::kept_release_stays(number));
        }
        ShownChange::forget(&self.publication.cache, &target.folder);
        let outcome = match self.state {
            State::There(outcome) => *outcome,
            State::Made(made) if is_out => {
                let made = MadeRelease { release: target.known.clone(), ..*made };
                PublishOutcome { unchanged: true, ..self.publication.finish(made) }
            }
            State::Made(made) => self.publication.finish(*made),
        };
        Ok(PublishedEdition { outcome, number, name: target.name.clone(), folder: target.folder.clone(), release })
    }
}
