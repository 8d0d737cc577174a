//! Why nothing is published, and the way out. One function for each reason.
//!
//! Nothing was written or removed when one of these is said.

use super::halt::Halt;
use crate::text::on_terminal;
use std::path::Path;

/// Names that are said before the rest is counted.
const NAMES: usize = 5;
const ELSEWHERE: &str = "write to a folder of its own, such as --output dist/public";

/// The target is the folder of a site.
pub fn is_site(target: &str) -> Halt {
    refused(format!("`{target}` is the folder of a site, which a build would replace: {ELSEWHERE}"))
}

/// The target is one of the folders of a site, or lies inside one.
pub fn in_site(target: &str, part: &str) -> Halt {
    refused(format!("`{target}` is part of the site (`{part}`), which a build would replace: {ELSEWHERE}"))
}

/// The target holds the site or a folder that it reads.
pub fn holds_site(target: &str, part: &str) -> Halt {
    refused(format!("`{target}` holds the site (`{part}`), which a build would replace: {ELSEWHERE}"))
}

/// The target is somebody's home folder, or holds it.
pub fn holds_home(target: &str) -> Halt {
    refused(format!("`{target}` holds your home folder, which a build would replace: {ELSEWHERE}"))
}

/// The target has no folder above it.
pub fn no_folder_above(target: &str) -> Halt {
    refused(format!("`{target}` has no folder above it in which a release could grow: {ELSEWHERE}"))
}

/// The target is a link.
pub fn is_link(target: &str) -> Halt {
    refused(format!("`{target}` is a link, and a build replaces what it writes to: name the folder that it leads to"))
}

/// Something on the way to the target leads nowhere, or is no folder.
pub fn no_way(target: &str) -> Halt {
    refused(format!("a folder on the way to `{target}` is a file, or a link that leads nowhere: {ELSEWHERE}"))
}

/// The target is there and is no folder.
pub fn no_folder(target: &str) -> Halt {
    refused(format!("`{target}` is there already and is no folder: {ELSEWHERE}"))
}

/// Another disk is hung in at the target.
pub fn is_mount(target: &str) -> Halt {
    refused(format!(
        "`{target}` is where another disk or folder is mounted, so it cannot be swapped: write to a folder inside it, such as \
--output {target}/public"
    ))
}

/// The target lies inside a release.
pub fn inside_release(target: &str, release: &Path) -> Halt {
    let release = name(release);
    refused(format!("`{target}` lies inside the release `{release}`, whose next build would remove it: {ELSEWHERE}"))
}

/// The target holds what no build is known to have made.
pub fn foreign(target: &str, has_record: bool, names: &[String]) -> Halt {
    let why = if has_record {
        "move it elsewhere, or put it into `static/` if it is to be published"
    } else {
        "no build is known to have made any of it; if it is an old release, delete it yourself, otherwise choose another folder \
with --output"
    };
    refused(format!("`{target}` holds what no build has made: {}; nothing was touched: {why}", list(names)))
}

/// Files of a release were changed by hand.
pub fn changed(target: &str, names: &[String]) -> Halt {
    refused(format!(
        "`{target}` holds files that were changed since they were built: {}; nothing was touched: keep what you need of them, then \
delete them, and the build makes them again",
        list(names)
    ))
}

/// What is beside the target has the name of a stage, and is none.
pub fn foreign_stage(stage: &Path, names: &[String]) -> Halt {
    refused(format!(
        "`{}` beside the output folder is where a release grows, and holds what no build has made: {}; nothing was touched: \
move it elsewhere",
        name(stage),
        list(names)
    ))
}

/// What is beside the target has the name of its record, lock or stage, and is none.
pub fn strange_record(path: &Path) -> Halt {
    refused(format!("`{}` beside the output folder was written by no build: move it elsewhere", name(path)))
}

/// The target holds another edition.
pub fn other_edition(target: &str, there: &str, wanted: &str) -> Halt {
    refused(format!(
        "`{target}` holds the edition `{there}`, and this is `{wanted}`: choose another folder with --output, or delete that one \
yourself"
    ))
}

/// The target holds a release of another site.
pub fn other_site(target: &str) -> Halt {
    refused(format!(
        "`{target}` holds the release of another site, or of this one from another place: choose another folder with --output, or \
delete that one yourself"
    ))
}

/// Another build of the same target is at work, or has been until now.
pub fn running() -> Halt {
    refused("another build of this folder is running: wait until it is done, then build again".to_owned())
}

fn refused(text: String) -> Halt {
    Halt::Refused(text)
}

fn name(path: &Path) -> String {
    on_terminal(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()).into_owned()
}

fn list(names: &[String]) -> String {
    let mut said: Vec<String> = names.iter().take(NAMES).map(|name| format!("`{}`", on_terminal(name))).collect();
    if names.len() > NAMES {
        said.push(format!("{} more", names.len() - NAMES));
    }
    said.join(", ")
}
