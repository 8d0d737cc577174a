//! Which site was shown last, so that a double-click finds it again.
//!
//! One line in a file of the person's own; nothing else is kept there, and it may be deleted at any time.

use super::file::write_file;
use crate::source::disk;
use crate::system;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "last-site.txt";

/// Remembers the folder of a site. That it cannot be kept is no reason to stop.
pub fn remember(root: &Path) {
    let (Some(folder), Ok(root)) = (system::user_data(), fs::canonicalize(root)) else { return };
    if let Some(root) = root.to_str() {
        let _ = write_file(&folder.join(FILE), &format!("{root}\n"));
    }
}

/// The site that was shown last, if it is there still.
pub fn recall() -> Option<PathBuf> {
    let text = fs::read_to_string(system::user_data()?.join(FILE)).ok()?;
    let root = PathBuf::from(text.trim_end_matches('\n'));
    disk::is_site(&root).then_some(root)
}
