//! `liberate diff`: says what readers would see change since the last publication.
//!
//! Arguments go in; the change comes out as text, as JSON or as one HTML file, and is noted as shown.

use super::file::write_output;
use super::progress::Progress;
use super::session::{Failure, Session, day, no_edition, output_folder, today};
use super::show;
use super::terminal::{hand_over, say_all, say_json, tell};
use crate::config::PUBLIC;
use crate::publish::{
    Comparison, ComparisonTitle, ProtectedFolders, ShownChange, Target, Work, difference, html, json, text,
};
use crate::snapshot::{Options, Workspace};
use crate::text::on_terminal;
use clap::ValueEnum;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// Says what readers would see change since the last publication: numbers, pages with their words, addresses, files, languages.
#[derive(clap::Args)]
#[command(
    after_help = "Compares what the site makes today, byte by byte, with the release that was published last: the one that `liberate publish` \
keeps beside the output folder, or the one in that folder. Numbers come first, then pages, and those marked `critical` before all others. \
What changes alike on many pages is said once, and pages whose words are the same are counted.
With --format html it is one file for sign-off, which loads nothing and can be printed.
Notes in .liberate what it has shown: `liberate publish` puts out a change of a critical page or of a number only after that.
Exit codes: 0 when it could compare, 1 when the site has errors, 2 when the command or the machine failed."
)]
pub struct DiffArguments {
    /// Which edition to compare, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// How to say it: for people, for other programs, or as a file for sign-off
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
    /// The file to write [default: the terminal]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder that is published to [default: dist/EDITION in the site's folder]
    #[arg(long, value_name = "DIR")]
    target: Option<PathBuf>,
    /// Compare as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
}

#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    Text,
    Json,
    Html,
}

/// Compares one edition.
pub fn run(session: &Session, arguments: DiffArguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let folder = arguments.target.unwrap_or_else(|| output_folder(session, &arguments.edition));
    let workspace = Workspace::new(session.read()?).with_store(session.store());
    let options = Options { edition: arguments.edition, at, drafts: false };
    let snapshot = workspace.snapshot(&options).ok_or_else(|| no_edition(&workspace, &options.edition))?;
    let home = std::env::home_dir();
    let protected = ProtectedFolders { root: &session.root, home: home.as_deref() };
    let target = Target::examine(&folder, &options.edition, protected)?.doing(Work::Compare);
    let progress = Progress::new(session.quiet, "made", "files");
    let found = difference(&target, &snapshot, at, &|done, all| progress.at(done, all))?;
    progress.finish();
    let Some(comparison) = &found.comparison else {
        let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
        show::findings(&found.diagnostics, &text_of);
        show::stopped(&found.diagnostics, "nothing was compared");
        return Ok(ExitCode::from(1));
    };
    write(session, arguments.format, arguments.output.as_ref(), &found.title, comparison)?;
    ShownChange::of(&found.then.release, comparison).write(&session.cache(), &target.folder)?;
    Ok(ExitCode::SUCCESS)
}

fn write(
    session: &Session,
    format: DiffFormat,
    output: Option<&PathBuf>,
    title: &ComparisonTitle,
    comparison: &Comparison,
) -> Result<(), Failure> {
    let written = match format {
        DiffFormat::Text => text(title, comparison),
        DiffFormat::Json => serde_json::to_string_pretty(&json(title, comparison))? + "\n",
        DiffFormat::Html => html(title, comparison),
    };
    match (output, format) {
        (Some(file), _) => {
            write_output(session, file, &written)?;
            if !session.quiet {
                tell(&format!("wrote {}", on_terminal(&file.to_string_lossy())));
            }
        }
        (None, DiffFormat::Text) => say_all(&written),
        (None, DiffFormat::Json) => say_json(written.trim_end()),
        (None, DiffFormat::Html) => hand_over(&written),
    }
    Ok(())
}
