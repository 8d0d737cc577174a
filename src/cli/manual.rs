//! `liberate manual`: the manual pages and the completions of shells, for those who make packages.
//!
//! Both are made from the same description of the command line that answers `--help`.

use super::session::Failure;
use clap::{Command, ValueEnum};
use clap_complete::Shell;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes the manual pages and the completions of shells to a folder.
#[derive(clap::Args)]
pub struct ManualArguments {
    /// The folder; files of the same names in it are replaced
    folder: PathBuf,
}

/// Writes one page for the program and one for each command to `man1/`, and a file for each shell to `completions/`.
pub fn run(mut command: Command, arguments: &ManualArguments) -> Result<ExitCode, Failure> {
    let (pages, completions) = (arguments.folder.join("man1"), arguments.folder.join("completions"));
    fs::create_dir_all(&pages)?;
    fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(command.clone(), &pages)?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command, "liberate", &completions)?;
    }
    Ok(ExitCode::SUCCESS)
}
