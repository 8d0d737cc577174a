//! What a person types, and what they read in the terminal.
//!
//! The only module that knows arguments, the terminal, the clock and exit codes: 0 fine, 1 the site has errors, 2 the
//! command or the machine has.

mod build;
mod check;
mod despite;
mod due;
mod file;
mod links;
mod new;
mod progress;
mod record;
mod serve;
mod show;
mod store;
mod translate;

use crate::config::day_of;
use crate::source::{Sources, disk};
use crate::text::Fingerprint;
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Builds a website in many languages from Markdown, and shows it while you write.
#[derive(Parser)]
#[command(name = "liberate", version, max_term_width = 100)]
#[command(after_help = "Begin with:  liberate serve --open
It shows the site in your browser and follows every change you save. Errors are shown over the page, with the file, \
the line and what to do next.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The site's folder: the one that holds liberate.toml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Say only what is wrong
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Colour,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Show the site in your browser and follow every change you save
    Serve(serve::Arguments),
    /// Write the whole site to a folder, ready to publish
    Build(build::Arguments),
    /// Say everything that is wrong with the site, and write nothing
    Check(check::Arguments),
    /// Begin a new page
    New(new::Arguments),
    /// Say what needs somebody's attention and by when, the soonest first
    Due(due::Arguments),
    /// Begin, compare, confirm and exchange translations
    Translate(translate::Arguments),
}

/// What every command needs to know.
struct Session {
    root: PathBuf,
    quiet: bool,
}

/// Why a command could not do its work.
type Failure = Box<dyn std::error::Error>;

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.color {
        Colour::Auto => {}
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
    }
    let session = Session { root: arguments.root, quiet: arguments.quiet };
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(&session, arguments),
        Command::Build(arguments) => build::run(&session, arguments),
        Command::Check(arguments) => check::run(&session, arguments),
        Command::New(arguments) => new::run(&session, arguments),
        Command::Due(arguments) => due::run(&session, arguments),
        Command::Translate(arguments) => translate::run(&session, arguments),
    };
    done.unwrap_or_else(|failure| {
        anstream::eprintln!("error: {failure}");
        ExitCode::from(2)
    })
}

impl Session {
    /// Reads all files of the site.
    fn read(&self) -> Result<Sources, Failure> {
        self.require_site()?;
        let cannot = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => format!("there is no folder {}", self.root.display()),
            io::ErrorKind::PermissionDenied => format!("you may not read the folder {}", self.root.display()),
            _ => format!("the folder {} cannot be read: {error}", self.root.display()),
        };
        let found = disk::list(&self.root).map_err(cannot)?;
        Ok(Sources::new(crate::build::parallel::map(&found, disk::read)))
    }

    /// Stops where there is no site, before anything is written.
    fn require_site(&self) -> Result<(), Failure> {
        let root = self.root.display();
        if !self.root.is_dir() {
            return Err(format!("there is no folder {root}").into());
        }
        if !disk::is_site(&self.root) {
            let ways = "go to the folder that holds liberate.toml, or name it with --root DIR";
            return Err(format!("{root} is not the folder of a site: it has no liberate.toml; {ways}").into());
        }
        Ok(())
    }

    /// The folder for what is remembered between runs; it may be deleted at any time.
    fn cache(&self) -> PathBuf {
        self.root.join(".liberate")
    }

    /// Where finished documents are kept.
    fn store(&self) -> Arc<store::Folder> {
        Arc::new(store::Folder::new(self.cache().join("cache")))
    }
}

/// Reads a day of the command line, as all days are written: without a time.
fn day(written: &str) -> Result<Date, String> {
    day_of(written).ok_or_else(|| "write a day that exists, without a time, such as 2026-11-22".to_owned())
}

/// Today, where the person is.
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Tells builds of different programs apart: version, and length and time of the program's file.
fn program() -> Fingerprint {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let written = file.as_ref().ok().and_then(|file| file.modified().ok());
    let described =
        format!("{} {:?} {written:?}", env!("CARGO_PKG_VERSION"), file.as_ref().map(|file| file.len()).ok());
    Fingerprint::of(described.as_bytes())
}
