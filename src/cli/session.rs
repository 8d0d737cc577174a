//! What every command needs: the site's folder and its files, what is kept between runs, and today.
//!
//! The only place in which commands read the clock for a day.

use super::store;
use crate::config::day_of;
use crate::diagnostic::machine_reason;
use crate::snapshot::{Workspace, parallel};
use crate::source::{Sources, disk};
use jiff::civil::Date;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What every command needs to know.
pub(super) struct Session {
    pub(super) root: PathBuf,
    pub(super) quiet: bool,
}

/// Why a command could not do its work.
pub(super) type Failure = Box<dyn std::error::Error>;

impl Session {
    /// Reads all files of the site.
    pub(super) fn read(&self) -> Result<Sources, Failure> {
        self.require_site()?;
        let cannot = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => format!("there is no folder {}", self.root.display()),
            io::ErrorKind::PermissionDenied => format!("you may not read the folder {}", self.root.display()),
            _ => format!("the folder {} cannot be read: {}", self.root.display(), machine_reason(&error)),
        };
        let found = disk::list(&self.root).map_err(cannot)?;
        Ok(Sources::new(parallel::map(&found, disk::read)).on_built_in_theme())
    }

    /// Stops where there is no site, before anything is written.
    pub(super) fn require_site(&self) -> Result<(), Failure> {
        let root = self.root.display();
        if !self.root.is_dir() {
            return Err(format!("there is no folder {root}").into());
        }
        if !disk::is_site(&self.root) {
            let ways = "go to the folder that holds liberate.toml or name it with --root DIR, or make a new site with `liberate init FOLDER`";
            return Err(format!("{root} is not the folder of a site: it has no liberate.toml; {ways}").into());
        }
        Ok(())
    }

    /// The folder for what is remembered between runs; it may be deleted at any time.
    pub(super) fn cache(&self) -> PathBuf {
        self.root.join(".liberate")
    }

    /// Where finished documents are kept.
    pub(super) fn store(&self) -> Arc<store::Folder> {
        Arc::new(store::Folder::new(self.cache().join("cache")))
    }
}

/// Reads a day of the command line, as all days are written: without a time.
pub(super) fn day(written: &str) -> Result<Date, String> {
    day_of(written).ok_or_else(|| "write a day that exists, without a time, such as 2026-11-22".to_owned())
}

/// The folder that an edition is built and published to, unless the command says otherwise.
pub(super) fn output_folder(session: &Session, edition: &str) -> PathBuf {
    session.root.join("dist").join(edition)
}

/// Today, where the person is.
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The message for an edition that the settings do not have.
pub(super) fn no_edition(workspace: &Workspace, name: &str) -> String {
    let names: Vec<&str> = workspace.config().editions.iter().map(|edition| edition.name.as_str()).collect();
    format!("there is no edition `{name}`; this site has: {}", names.join(", "))
}
