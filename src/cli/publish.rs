//! `liberate publish`: checks, builds, keeps, swaps in and records, as one deed.
//!
//! Arguments go in; each step is said.

use super::build::inputs;
use super::progress::Progress;
use super::session::{Failure, Session, day, output_folder, today};
use super::terminal::{say, tell};
use super::{despite, show, upload};
use crate::config::PUBLIC;
use crate::diagnostic::Diagnostic;
use crate::publish::{
    ProtectedFolders, Publication, PublishRequest, Published, PublishedEdition, Steps, Target, Work, publish,
};
use crate::snapshot::{Options, Workspace};
use crate::upkeep::GATES;
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Publishes: checks with all gates, builds, keeps the release, swaps it in and records it, as one deed.
#[derive(clap::Args)]
#[command(
    after_help = "Nothing goes out while `liberate check --publish` would stop it. A change of a page marked `critical`, or of a telephone \
number, goes out only if `liberate diff` has shown exactly that change. The release is kept beside the output folder as .NAME.kept (the last \
five are), swapped in by one rename, and recorded: addresses and contacts in their ledgers, the rest in publication-log.toml.
For a host that is uploaded to file by file, --to puts the release also to that folder: what pages need first, then pages, and what is no longer \
needed at the earliest a day later, by the same command. Interrupted, it goes on when it is run again.
Exit codes: 0 when it is out, 1 when the site has errors, 2 when the command or the machine failed."
)]
pub struct PublishArguments {
    /// Which edition to publish, as named in liberate.toml; may be repeated
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: Vec<String>,
    /// The role that publishes, never a person's name
    #[arg(long, value_name = "ROLE")]
    who: String,
    /// Put it also to this folder, file by file
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// The folder to publish to [default: dist/EDITION in the site's folder]
    #[arg(long, value_name = "DIR")]
    target: Option<PathBuf>,
    /// Let findings of this kind through, and write down who did; may be repeated
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(GATES), requires = "because")]
    despite: Vec<String>,
    /// Why they are let through
    #[arg(long, value_name = "REASON", requires = "despite")]
    because: Option<String>,
    /// Publish although a tenth of the pages is gone, or more: say so when it is meant
    #[arg(long)]
    fewer_pages: bool,
    /// Publish as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
}

/// Publishes editions.
pub fn run(session: &Session, arguments: PublishArguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let by = show::role(Some(&arguments.who))?;
    let editions: Vec<String> = arguments.edition.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if editions.len() > 1 && (arguments.to.is_some() || arguments.target.is_some()) {
        return Err("one folder holds one edition: publish them one by one with --to or --target".into());
    }
    let allowed = match &arguments.because {
        Some(reason) => Some(despite::from_options(arguments.despite, &by, reason)?),
        None => None,
    };
    let sources = session.read()?;
    let fingerprint = sources.fingerprint();
    let workspace = Workspace::new(sources).with_store(session.store());
    let home = std::env::home_dir();
    let protected = ProtectedFolders { root: &session.root, home: home.as_deref() };
    let progress = Progress::new(session.quiet, "made", "files");
    let on_progress = |done, all| progress.at(done, all);
    let mut publications = Vec::new();
    for edition in &editions {
        if workspace.config().edition(edition).is_none() {
            return Err(super::session::no_edition(&workspace, edition).into());
        }
        let folder = arguments.target.clone().unwrap_or_else(|| output_folder(session, edition));
        let options = Options { edition: edition.clone(), at, drafts: false };
        publications.push(Publication {
            target: Target::examine(&folder, edition, protected)?.doing(Work::Publish),
            cache: session.cache(),
            inputs: inputs(&fingerprint, &options),
            fewer_pages: arguments.fewer_pages,
            progress: &on_progress,
            steps: Steps::NOBODY,
        });
    }
    let upload = upload::examine(arguments.to.as_deref(), &publications[0].target, protected)?;
    let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
    let request = PublishRequest {
        workspace: &workspace,
        root: &session.root,
        at,
        by: &by,
        allowed: allowed.as_ref(),
        publications: &publications,
        say: &|line| {
            progress.finish();
            if !session.quiet {
                say(line);
            }
        },
        found: &|found: &[Diagnostic]| {
            progress.finish();
            show::findings(found, &text_of);
        },
    };
    match publish(&request)? {
        Published::Stopped => {
            tell("nothing was published: the site has errors");
            Ok(ExitCode::from(1))
        }
        Published::Out(editions) => {
            editions.iter().for_each(|edition| summary(session, edition));
            if let (Some(upload), Some(edition)) = (upload, editions.first()) {
                upload::run(session, upload, &edition.folder, &edition.release, at)?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn summary(session: &Session, edition: &PublishedEdition) {
    let name = &edition.release.maker.edition;
    if let Some(folder) = &edition.outcome.left_over {
        tell(&format!("files were put into the output folder meanwhile; they are kept in {}", folder.display()));
    }
    if session.quiet {
        return;
    }
    let number = edition.number;
    let folder = Path::new(&edition.name).strip_prefix(&session.root).unwrap_or(Path::new(&edition.name)).display();
    if edition.outcome.unchanged {
        say(&format!("`{name}` in {folder} was made before: it is release {number}"));
    } else {
        say(&format!("`{name}` is out: release {number} in {folder}, {}", show::count(edition.outcome.pages, "page")));
    }
    edition.outcome.next_change.iter().for_each(show::next_change);
}
