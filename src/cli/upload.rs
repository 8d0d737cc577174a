//! What `publish --to` and `rollback --to` do when the release is out: put it to a folder, file by file.
//!
//! The folder is looked at before anything is made, so that a wrong one stops all.

use super::session::{Failure, Session};
use super::show;
use super::terminal::{say, tell};
use crate::diagnostic::machine_reason;
use crate::publish::{Halt, KnownReleases, ProtectedFolders, Steps, Target, UploadFolder, Uploaded};
use crate::text::on_terminal;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// A folder to put a release to.
pub struct Upload {
    named: PathBuf,
    folder: UploadFolder,
}

/// Looks at the folder that is named, if one is.
pub fn examine(to: Option<&Path>, target: &Target, protected: ProtectedFolders) -> Result<Option<Upload>, Failure> {
    let Some(named) = to else { return Ok(None) };
    let folder = UploadFolder::examine(named, &target.maker.edition, protected)?;
    Ok(Some(Upload { named: named.to_owned(), folder }))
}

/// Puts the release in the folder `from` there, and says what was done.
pub fn run(session: &Session, upload: Upload, from: &Path, release: &KnownReleases, at: Date) -> Result<(), Failure> {
    let to = on_terminal(&upload.named.to_string_lossy()).into_owned();
    let done = upload.folder.put(release, from, at, Steps::NOBODY);
    let done = done.map_err(|halt| {
        let why = match halt {
            Halt::Machine(error) => machine_reason(&error),
            other => other.to_string(),
        };
        format!("the release is out, but not all of it is in {to}: {why}; run the same again")
    })?;
    if !session.quiet {
        say(&summary(&done, &to));
    }
    for path in &done.changed {
        tell(&format!("{} in {to} is no longer needed and stays: somebody has changed it", on_terminal(path)));
    }
    Ok(())
}

fn summary(done: &Uploaded, to: &str) -> String {
    let Uploaded { written, same, removed, leaving, .. } = done;
    let later = if *leaving == 0 {
        String::new()
    } else {
        format!(", {} no longer needed: run the same tomorrow or later, and they go", show::count(*leaving, "file"))
    };
    format!("put to {to}: {}, {same} there already, {removed} removed{later}", show::count(*written, "file"))
}
