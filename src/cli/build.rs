//! `liberate build`: writes a whole edition to a folder.
//!
//! Arguments go in; what was published, or why nothing was, is said.

use super::program::program;
use super::progress::Progress;
use super::session::{Failure, Session, day, no_edition, output_folder, today};
use super::show;
use super::terminal::{say, tell};
use crate::config::PUBLIC;
use crate::diagnostic::Severity;
use crate::publish::{ProtectedFolders, Publication, PublishOutcome, Steps, Target};
use crate::snapshot::{Options, Workspace};
use crate::text::{Fingerprint, on_terminal};
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Writes the whole site to a folder, ready to publish.
///
/// All or nothing: if anything is wrong, the folder stays as it was.
#[derive(clap::Args)]
#[command(
    after_help = "All or nothing: if anything is wrong, the folder stays as it was. It is replaced as a whole, so it must be one that only builds have \
written to: what else stands in it, or overlaps the site, stops the build. What builds have made is written down beside it, in \
.NAME.release.
Says in the end on which day another build would differ although nobody edits anything: on that day a page appears or goes. \
Nothing does that by itself, so build and publish again then."
)]
pub struct BuildArguments {
    /// Which edition to build, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// Where to write it [default: dist/EDITION in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
    /// Include pages that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// Publish although a tenth of the pages is gone, or more: say so when it is meant
    #[arg(long)]
    fewer_pages: bool,
}

/// Builds and publishes one edition.
pub fn run(session: &Session, arguments: BuildArguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let target = arguments.output.unwrap_or_else(|| output_folder(session, &arguments.edition));
    let options =
        Options { edition: arguments.edition, at: arguments.at.unwrap_or_else(today), drafts: arguments.drafts };
    let sources = session.read()?;
    let home = std::env::home_dir();
    let protected = ProtectedFolders { root: &session.root, home: home.as_deref() };
    let progress = Progress::new(session.quiet, "made", "files");
    let publication = Publication {
        target: Target::examine(&target, &options.edition, protected)?,
        cache: session.cache(),
        inputs: inputs(&sources.fingerprint(), &options),
        fewer_pages: arguments.fewer_pages,
        progress: &|done, all| progress.at(done, all),
        steps: Steps::NOBODY,
    };
    let sources_for_excerpts = sources.clone();
    let text_of = move |path: &str| sources_for_excerpts.get(path).and_then(|source| source.text().cloned());
    let (outcome, languages) = match publication.still_stands() {
        Some(outcome) => (outcome, None),
        None => {
            let workspace = Workspace::new(sources).with_store(session.store());
            let snapshot = workspace.snapshot(&options).ok_or_else(|| no_edition(&workspace, &options.edition))?;
            (publication.publish(&snapshot)?, Some(snapshot.site.languages.len()))
        }
    };
    progress.finish();
    show::findings(&outcome.diagnostics, &text_of);
    let target = on_terminal(&target.to_string_lossy()).into_owned();
    if let Some(pages) = outcome.held_back {
        tell(&format!("error: {}", pages.refusal(&target)));
        return Ok(ExitCode::from(2));
    }
    if let Some(folder) = &outcome.left_over {
        tell(&format!("files were put into {target} while it was built; they are kept in {}", folder.display()));
    }
    if !outcome.published {
        show::stopped(&outcome.diagnostics, &format!("nothing was published; {target} is as it was"));
        return Ok(ExitCode::from(1));
    }
    if !session.quiet {
        summary(&outcome, languages, &target, started);
    }
    Ok(ExitCode::SUCCESS)
}

/// Hash of everything that a release depends on.
pub(super) fn inputs(sources: &Fingerprint, options: &Options) -> Fingerprint {
    let wanted = format!("{} {} {}", options.edition, options.at, options.drafts);
    Fingerprint::of_parts([sources.bytes().as_slice(), program().bytes(), wanted.as_bytes()])
}

fn summary(outcome: &PublishOutcome, languages: Option<usize>, target: &str, started: Instant) {
    let warnings = outcome.diagnostics.iter().filter(|finding| finding.severity == Severity::Warning).count();
    let languages = languages.map(|count| format!(" in {}", show::count(count, "language"))).unwrap_or_default();
    let done = if outcome.unchanged { "nothing has changed since the last build of" } else { "published" };
    say(&format!(
        "{done} {target}: {}{languages}, {}, {}, {} new or changed, {}, {:.2} s{}",
        show::count(outcome.pages, "page"),
        show::count(outcome.files, "file"),
        show::bytes(outcome.bytes),
        outcome.written,
        show::count(warnings, "warning"),
        started.elapsed().as_secs_f64(),
        if outcome.next_change.is_none() { "; without edits it stays as it is" } else { "" }
    ));
    if let Some(change) = &outcome.next_change {
        show::next_change(change);
    }
}
