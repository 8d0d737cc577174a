//! `liberate theme eject`: writes the program's own theme into a site, to be changed there.
//!
//! Files that are there already stay as they are, and are named.

use super::session::{Failure, Session};
use super::show::count;
use super::terminal::say;
use crate::config::BUILT_IN_THEME;
use crate::diagnostic::machine_reason;
use crate::source::BUILT_IN_FILES;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

/// Looks after the theme of a site.
#[derive(clap::Args)]
pub struct ThemeArguments {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(clap::Subcommand)]
enum ThemeCommand {
    /// Write the program's own theme to themes/liberate, to be changed there
    Eject,
}

/// Writes the theme out, and says what stayed.
pub fn run(session: &Session, arguments: &ThemeArguments) -> Result<ExitCode, Failure> {
    let ThemeCommand::Eject = arguments.command;
    session.require_site()?;
    let folder = session.root.join("themes").join(BUILT_IN_THEME);
    let (mut wrote, mut own) = (0, Vec::new());
    for (name, bytes) in BUILT_IN_FILES {
        let path = folder.join(name);
        let cannot = |error: io::Error| format!("{} cannot be written: {}", path.display(), machine_reason(&error));
        match fs::read(&path) {
            Ok(there) if there == *bytes => {}
            Ok(_) => own.push(*name),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(path.parent().unwrap_or(&folder))
                    .and_then(|()| fs::File::create_new(&path)?.write_all(bytes))
                    .map_err(cannot)?;
                wrote += 1;
            }
            Err(error) => return Err(cannot(error).into()),
        }
    }
    let kept = if own.is_empty() { String::new() } else { format!("; yours stay as they are: {}", own.join(", ")) };
    if !session.quiet {
        say(&format!("wrote {} to {}{kept}", count(wrote, "file"), folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}
