//! What a person types, and what they read in the terminal.
//!
//! The only module that knows arguments, the terminal, the clock and exit codes: 0 fine, 1 the site has errors, 2 the
//! command or the machine has.

mod build;
mod check;
mod deploy_config;
mod despite;
mod diff;
mod due;
mod file;
mod init;
mod last_site;
mod links;
mod manual;
mod new;
mod new_language;
mod program;
mod progress;
mod publish;
mod record;
mod rollback;
mod serve;
mod session;
mod show;
mod start;
mod store;
mod terminal;
mod theme;
mod translate;
mod upload;
mod verify;

use crate::diagnostic::machine_reason;
use crate::snapshot::parallel;
use crate::text::on_terminal;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use session::{Failure, Session};
use std::io;
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

/// Builds a website in many languages from Markdown, and shows it while you write.
#[derive(Parser)]
#[command(name = "liberate", version, max_term_width = 100)]
#[command(after_help = "Begin with:  liberate serve --open
It shows the site in your browser and follows every change you save. Errors are shown over the page, with the file, \
the line and what to do next.")]
struct Arguments {
    /// What to do; without any the site is shown in your browser
    #[command(subcommand)]
    command: Option<Command>,
    /// The site's folder: the one that holds liberate.toml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Say only what is wrong
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: ColourChoice,
}

#[derive(Clone, Copy, ValueEnum)]
enum ColourChoice {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Show the site in your browser and follow every change you save
    Serve(serve::ServeArguments),
    /// Write the whole site to a folder, ready to publish
    Build(build::BuildArguments),
    /// Say everything that is wrong with the site, and write nothing
    Check(check::CheckArguments),
    /// Say what readers would see change since the last publication
    Diff(diff::DiffArguments),
    /// Write the configuration of a web server for a release
    DeployConfig(deploy_config::DeployConfigArguments),
    /// Check, build, keep, swap in and record: one deed
    Publish(publish::PublishArguments),
    /// List the releases that are kept, or go back to one
    Rollback(rollback::RollbackArguments),
    /// Ask the live site whether readers get what was published
    Verify(verify::VerifyArguments),
    /// Make a new portal in a folder of its own
    Init(init::InitArguments),
    /// Write out the theme that is part of the program
    Theme(theme::ThemeArguments),
    /// Begin a new page, or a language
    New(new::NewArguments),
    /// Say what needs somebody's attention and by when, the soonest first
    Due(due::DueArguments),
    /// Begin, compare, confirm and exchange translations
    Translate(translate::TranslateArguments),
    /// Write manual pages and completions for shells, for those who make packages
    #[command(hide = true)]
    Manual(manual::ManualArguments),
}

/// Runs what the command line asks for. Whatever happens, somebody is told in plain words, and the exit code says so.
pub fn run() -> ExitCode {
    panic::set_hook(Box::new(|mistake| terminal::tell(&own_mistake(mistake))));
    terminal::finish(panic::catch_unwind(run_command).unwrap_or(ExitCode::from(2)))
}

/// A line about a mistake of the program itself: there must be none, and if there is one, its makers need to know where.
fn own_mistake(mistake: &panic::PanicHookInfo) -> String {
    let location = mistake
        .location()
        .map(|location| format!(" ({}, line {})", location.file(), location.line()))
        .unwrap_or_default();
    let words = mistake.payload_as_str().unwrap_or_default();
    format!(
        "error: the program has made a mistake of its own{location}: {}; please tell those who make it",
        on_terminal(words)
    )
}

fn run_command() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return no_command(&answer),
    };
    match arguments.color {
        ColourChoice::Auto => {}
        ColourChoice::Always => terminal::with_colours(),
        ColourChoice::Never => terminal::without_colours(),
    }
    let session = Session { root: arguments.root, quiet: arguments.quiet };
    let is_named = arguments.command.is_some();
    let done = parallel::start().map_err(|_| NO_THREADS.into()).and_then(|()| match arguments.command {
        Some(command) => run_named(&session, command),
        None => start::run(session),
    });
    let code = done.unwrap_or_else(|failure| {
        let why = failure.downcast_ref::<io::Error>().map_or_else(|| failure.to_string(), machine_reason);
        terminal::tell(&format!("error: {why}"));
        ExitCode::from(2)
    });
    if !is_named && code != ExitCode::SUCCESS {
        terminal::wait_for_reader();
    }
    code
}

fn run_named(session: &Session, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(arguments) => serve::run(session, arguments),
        Command::Build(arguments) => build::run(session, arguments),
        Command::Check(arguments) => check::run(session, arguments),
        Command::Diff(arguments) => diff::run(session, arguments),
        Command::DeployConfig(arguments) => deploy_config::run(session, &arguments),
        Command::Publish(arguments) => publish::run(session, arguments),
        Command::Rollback(arguments) => rollback::run(session, arguments),
        Command::Verify(arguments) => verify::run(session, &arguments),
        Command::Init(arguments) => init::run(session, &arguments),
        Command::Theme(arguments) => theme::run(session, &arguments),
        Command::New(arguments) => new::run(session, arguments),
        Command::Due(arguments) => due::run(session, arguments),
        Command::Translate(arguments) => translate::run(session, arguments),
        Command::Manual(arguments) => manual::run(Arguments::command(), &arguments),
    }
}

/// Why nothing can be done without a thread.
const NO_THREADS: &str =
    "this computer gives the program no threads, or no memory for them: close other programs and try again";

/// Says what the command line is told instead of a command: help, the version, or what is wrong with it.
fn no_command(answer: &clap::Error) -> ExitCode {
    let text = answer.render().ansi().to_string();
    if answer.use_stderr() {
        terminal::tell(text.trim_end())
    } else {
        terminal::say(text.trim_end())
    }
    u8::try_from(answer.exit_code()).map_or(ExitCode::from(2), ExitCode::from)
}
