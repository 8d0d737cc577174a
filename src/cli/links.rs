//! `liberate check --links`: asks links to other sites whether they still lead somewhere.
//!
//! What was said is remembered, so that a rerun asks only for what is not known.

use super::file::write_file;
use super::progress::Progress;
use super::session::{Failure, Session};
use super::show;
use super::terminal::tell;
use crate::diagnostic::{Diagnostic, tidy};
use crate::probe::{Limits, LinkClient, PAUSE, Reach, Web, host, probe};
use crate::publish::read_plain;
use crate::snapshot::Workspace;
use crate::upkeep::{LinkAnswer, LinkCount, LinkMemory};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The file that remembers what links said, in the folder for what is remembered between runs.
const MEMORY: &str = "links.json";

/// What a check of all links found.
pub struct Checked {
    /// What there is to say, sorted.
    pub findings: Vec<Diagnostic>,
    /// How many links stand how.
    pub count: LinkCount,
    /// How many links there are.
    pub all: usize,
    /// How many of them were asked now.
    pub asked: usize,
}

/// Asks the links that are due, remembers what they say, and gathers what there is to report.
///
/// # Errors
/// When no link can be reached at all, as the reason lies with this computer then; nothing is remembered.
pub fn check_links(session: &Session, workspace: &Workspace, at: Date) -> Result<Checked, Failure> {
    let links = workspace.outside_links(at);
    let mut memory = remembered(session);
    let due = memory.to_ask(&links, at);
    let answers = asked(session, &due);
    if let Some(failure) = cut_off(&answers, &memory) {
        return Err(failure);
    }
    memory.learn(&links, answers, at);
    write_file(&session.cache().join(MEMORY), &memory.write())?;
    let (mut findings, count) = memory.findings(&links);
    tidy(&mut findings);
    Ok(Checked { findings, count, all: links.len(), asked: due.len() })
}

/// What was remembered; what cannot be read is begun anew, and said.
fn remembered(session: &Session) -> LinkMemory {
    let file = session.cache().join(MEMORY);
    let Ok(bytes) = read_plain(&file) else { return LinkMemory::default() };
    std::str::from_utf8(&bytes).ok().and_then(LinkMemory::read).unwrap_or_else(|| {
        tell(&format!("{} cannot be understood; all links are asked again", file.display()));
        LinkMemory::default()
    })
}

fn asked(session: &Session, due: &[String]) -> Vec<(String, LinkAnswer)> {
    if due.is_empty() {
        return Vec::new();
    }
    let progress = Progress::new(session.quiet, "asked", "links");
    let answers = probe(due, &web(), PAUSE, &|done, all| progress.at(done, all));
    progress.finish();
    answers
}

fn web() -> Web {
    Web::new(Limits::default(), Reach::INTERNET)
}

/// Why nothing is to be learnt from these answers: no server was reached, not even one that answered before.
fn cut_off(answers: &[(String, LinkAnswer)], memory: &LinkMemory) -> Option<Failure> {
    let hosts: BTreeSet<String> = answers.iter().map(|(address, _)| host(address)).collect();
    let is_lost = |outcome: &LinkAnswer| matches!(outcome, LinkAnswer::Unreachable(_));
    if answers.is_empty() || !answers.iter().all(|(_, outcome)| is_lost(outcome)) {
        return None;
    }
    let is_cut_off = match memory.reachable() {
        Some(known) => is_lost(&web().ask(known)),
        // Whoever has one link alone could never hear that it is broken.
        None => hosts.len() > 1,
    };
    let why = answers[0].1.failure().unwrap_or_default();
    is_cut_off.then(|| {
        format!(
            "no link could be reached, so nothing was remembered; is this computer online? `{}`: {why}",
            answers[0].0
        )
        .into()
    })
}

/// One line for people.
pub fn summary(checked: &Checked) -> String {
    let Checked { count, all, asked, .. } = checked;
    let mut parts = vec![format!("{} fine", count.fine)];
    let more = [
        (count.moved, "of them moved for good"),
        (count.blocked, "refuse programs: open them yourself now and then"),
        (count.waiting, "failed, on fewer than 3 days so far"),
        (count.broken, "broken"),
        (count.secret, "not asked, as they hold a name or password"),
    ];
    parts.extend(more.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
    format!("{} to other sites, {asked} asked now: {}", show::count(*all, "link"), parts.join(", "))
}
