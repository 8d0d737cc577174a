//! `liberate rollback`: lists the releases that are kept, and puts one of them back.
//!
//! Arguments go in; what is there again, and what it does not answer, is said.

use super::session::{Failure, Session, day, no_edition, output_folder, today};
use super::terminal::{say, say_all, tell};
use super::{show, upload};
use crate::config::PUBLIC;
use crate::publish::{
    KeptRelease, KeptReleases, ProtectedFolders, RollbackRequest, Steps, Target, Work, counted, kept_release_stays,
    number_lines, roll_back,
};
use crate::snapshot::Workspace;
use crate::text::on_terminal;
use crate::upkeep::promised_addresses;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// Lists the releases that are kept, or puts one of them back in the place of what readers have.
#[derive(clap::Args)]
#[command(
    after_help = "Without a number it lists what `liberate publish` has kept beside the output folder: the last five releases, with day, \
role, and what changed for readers. With a number that release is put back whole, by one rename; the one before is kept, so the same way leads \
forward again.
The site's files stay as they are, and so do promises in the ledgers: addresses that the older release does not answer are listed. Numbers that \
change are said first: look whether the older ones still hold.
Exit codes: 0 when it is done, 2 when the command or the machine failed; nothing has changed then."
)]
pub struct RollbackArguments {
    /// The number of the release [default: list them]
    #[arg(value_name = "RELEASE")]
    release: Option<u32>,
    /// Which edition, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// The role that goes back, never a person's name
    #[arg(long, value_name = "ROLE")]
    who: Option<String>,
    /// Put it also to this folder, file by file, as `publish --to` does
    #[arg(long, value_name = "FOLDER", requires = "release")]
    to: Option<PathBuf>,
    /// The folder that is published to [default: dist/EDITION in the site's folder]
    #[arg(long, value_name = "DIR")]
    target: Option<PathBuf>,
    /// The day that is written down, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
}

/// Lists releases or goes back to one.
pub fn run(session: &Session, arguments: RollbackArguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let workspace = Workspace::new(session.read()?);
    if workspace.config().edition(&arguments.edition).is_none() {
        return Err(no_edition(&workspace, &arguments.edition).into());
    }
    let folder = arguments.target.unwrap_or_else(|| output_folder(session, &arguments.edition));
    let home = std::env::home_dir();
    let protected = ProtectedFolders { root: &session.root, home: home.as_deref() };
    let target = Target::examine(&folder, &arguments.edition, protected)?.doing(Work::RollBack);
    let Some(number) = arguments.release else { return list(&target) };
    let by = show::role(arguments.who.as_deref())?;
    let upload = upload::examine(arguments.to.as_deref(), &target, protected)?;
    let promised = promised_addresses(workspace.contents(), &arguments.edition);
    let request = RollbackRequest {
        target: &target,
        number,
        root: &session.root,
        cache: &session.cache(),
        at,
        by: &by,
        promised,
        steps: Steps::NOBODY,
    };
    let done = roll_back(&request)?;
    if !session.quiet {
        say(&format!("release {number} is there again: {}", counted(&done.comparison.counts())));
        say_all(&number_lines(&done.comparison));
    }
    done.staying.iter().for_each(|number| tell(&kept_release_stays(*number)));
    if !done.unanswered.is_empty() {
        let (count, plural) = (done.unanswered.len(), if done.unanswered.len() == 1 { "" } else { "es" });
        tell(&format!(
            "release {number} does not answer {count} published address{plural}, which the ledger promises:"
        ));
        done.unanswered.iter().for_each(|address| tell(&format!("  {}", on_terminal(address))));
    }
    if let Some(upload) = upload {
        upload::run(session, upload, &done.folder, &done.release, at)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list(target: &Target) -> Result<ExitCode, Failure> {
    let kept = KeptReleases::read(target)?;
    if kept.whole().next().is_none() {
        say("no release is kept yet: `liberate publish` keeps each that it puts out");
        return Ok(ExitCode::SUCCESS);
    }
    for release in kept.whole().rev() {
        let here = target.is_whole() && target.known.identity() == release.release.identity();
        say(&lines(release, here));
    }
    Ok(ExitCode::SUCCESS)
}

/// A release with every time that it was put out, the last first.
fn lines(kept: &KeptRelease, is_there: bool) -> String {
    let there = if is_there { "  (in the output folder)" } else { "" };
    let pages = show::count(kept.release.pages, "page");
    let mut out = format!("release {}: {pages}{there}", kept.number);
    for appearance in kept.out.iter().rev() {
        let (Some(on), Some(by)) = (appearance.on, appearance.by.as_deref()) else {
            out.push_str("\n  found in the output folder, made by a build");
            continue;
        };
        let changed = match &appearance.changed {
            Some(counts) => counted(counts),
            None => "the first publication".to_owned(),
        };
        let back = if appearance.back { "gone back to: " } else { "" };
        out.push_str(&format!("\n  {on}  {}  {back}{changed}", on_terminal(by)));
    }
    out
}
