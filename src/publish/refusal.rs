//! Why nothing is published, and the way out. One function for each reason.
//!
//! Nothing was written or removed when one of these is said.

use super::difference::{Comparison, counted};
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

/// Somebody else works on the same target, or has until now.
pub fn running((work, since): (&str, Option<String>)) -> Halt {
    let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
    refused(format!(
        "another {work} of this folder is running{since}: wait until it is done, then look again what changed"
    ))
}

/// What is beside the target was made while somebody looked.
pub fn just_made() -> Halt {
    refused("another build of this folder has just ended: look again what changed".to_owned())
}

/// A folder among kept releases is no target.
pub fn inside_kept(target: &str) -> Halt {
    refused(format!("`{target}` is among the releases that are kept to go back to: {ELSEWHERE}"))
}

/// The settings have no such edition.
pub fn no_edition(name: &str) -> Halt {
    refused(format!("there is no edition `{name}` in liberate.toml"))
}

/// Why a change must not go out yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// It matters and nobody was shown it.
    Never,
    /// It matters, and what was shown was another change: the site has been edited since.
    SiteChanged,
    /// Readers have another release than the one that was shown: somebody has published since.
    ReleaseChanged,
}

/// A change that matters was not shown to anybody, or another one was.
pub fn unseen(why: Unseen, edition: &str, comparison: &Comparison) -> Halt {
    let what = counted(&comparison.counts());
    let run = format!("run `liberate diff --edition {edition}`, look at it, then publish again");
    refused(match why {
        Unseen::Never => format!(
            "critical pages or numbers change for readers ({what}), and nobody was shown what: nothing was published; {run}"
        ),
        Unseen::SiteChanged => format!(
            "critical pages or numbers change for readers ({what}), and the site is not as it was when that was shown: nothing was \
published; {run}"
        ),
        Unseen::ReleaseChanged => format!(
            "readers have another release than when the change was shown, so somebody has published since: nothing was published; {run}"
        ),
    })
}

/// No release of that number is kept.
pub fn no_release(number: u32, kept: impl Iterator<Item = u32>) -> Halt {
    let kept: Vec<String> = kept.map(|number| number.to_string()).collect();
    let kept = if kept.is_empty() { "none is".to_owned() } else { format!("these are: {}", kept.join(", ")) };
    refused(format!("release {number} is not kept; {kept}"))
}

/// Readers have that release already.
pub fn there_already(number: u32) -> Halt {
    refused(format!("release {number} is in the output folder already: there is nothing to go back from"))
}

/// Somebody has changed something in a kept release.
pub fn kept_changed(number: u32, names: &[String]) -> Halt {
    let what = if names.is_empty() {
        "files of it are missing".to_owned()
    } else {
        format!("not as it was published: {}", list(names))
    };
    refused(format!(
        "release {number} cannot be put back, because somebody has changed it ({what}): choose another one"
    ))
}

/// A release that is no longer kept is not removed, because somebody has changed something in it.
pub fn kept_release_stays(number: u32) -> String {
    format!(
        "release {number} would no longer be kept, but somebody has put or changed files in it: it stays until you remove it"
    )
}

/// The folder to upload to is one that builds swap in whole.
pub fn upload_to_release(target: &str) -> Halt {
    refused(format!(
        "`{target}` is a folder that builds replace as a whole: name it with --target, or choose another for --to"
    ))
}

/// The record of uploads to a folder is of another site or edition.
pub fn other_upload(target: &str, edition: &str) -> Halt {
    refused(format!(
        "`{target}` holds what was put there of another site, or of its edition `{edition}`: choose another folder for --to"
    ))
}

/// Files that somebody else has put, or changed, are where files of the release belong.
pub fn in_the_way(target: &str, names: &[String]) -> Halt {
    refused(format!(
        "`{target}` holds files that were not put there by an upload, or were changed since, where the release has its own: {}; nothing \
was touched: move them away",
        list(names)
    ))
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
