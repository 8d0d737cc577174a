//! A folder that a build may replace, because it overlaps nothing and all in it was made by builds.
//!
//! A path goes in; a target comes out, or why it must not be touched. Looking writes nothing.

use super::halt::Halt;
use super::inventory::{self, Inventory};
use super::known::{KnownReleases, Maker};
use super::lock::{Lock, Work, holder};
use super::refusal;
use crate::config::CONFIG_FILE;
use crate::source::THEME_FOLDERS;
use crate::system::{Identity, Make, is_mount, open_to_lock};
use crate::text::{Fingerprint, on_terminal};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Folders of a site that a build reads, or that keep what cannot be made again; the theme's come to them.
const PARTS: [&str; 5] = ["content", "static", "themes", ".liberate", ".git"];

/// A folder that a build may replace: it overlaps nothing, and all that is in it was made by builds.
///
/// Whoever holds one knows that; there is no other way to get one. Looking writes nothing.
#[derive(Debug)]
pub struct Target {
    /// Where it really is, without links.
    pub folder: PathBuf,
    /// What whoever asked for it called it.
    pub name: String,
    /// What builds have made there.
    pub known: KnownReleases,
    /// Whether a record said so.
    pub has_record: bool,
    /// Who is going to make a release there.
    pub maker: Maker,
    /// How many of its files are as a build made them.
    pub sound: usize,
    /// Keeps other builds of the same target away; `None` if no build ever ran there.
    pub lock: Option<Lock>,
    /// What is done with it.
    pub work: Work,
}

/// What a build must not take.
#[derive(Clone, Copy, Debug)]
pub struct ProtectedFolders<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// The home folder of whoever runs the program.
    pub home: Option<&'a Path>,
}

impl Target {
    /// Looks at `folder`, and at what is beside it.
    ///
    /// # Errors
    /// When it must not be replaced, with the reason and the way out, or when it cannot be looked at.
    pub fn examine(folder: &Path, edition: &str, protected: ProtectedFolders) -> Result<Self, Halt> {
        let (folder, target, root) = clear_folder(folder, protected)?;
        let lock = held(&beside(&folder, "lock"))?;
        let maker = Maker { edition: edition.to_owned(), site: site(&folder, &root) };
        let known = known(&folder, &target, &maker)?;
        let has_record = known.is_some();
        let known = known.unwrap_or_else(|| KnownReleases::release(maker.clone(), 0, Vec::new()));
        let standing = inventory::take(&folder, &known.at_target())?;
        refuse_foreign(&standing, |names| refusal::foreign(&target, has_record, names))?;
        if !standing.changed.is_empty() {
            return Err(refusal::changed(&target, &standing.changed));
        }
        for stage in [beside(&folder, "stage"), beside(&folder, "old")] {
            refuse_strange_stage(&stage, &known)?;
        }
        Ok(Self { folder, name: target, known, has_record, maker, sound: standing.sound, lock, work: Work::Build })
    }

    /// Says what is going to be done, to whoever comes meanwhile.
    pub fn doing(mut self, work: Work) -> Self {
        self.work = work;
        self.lock.iter_mut().for_each(|lock| lock.say(work));
        self
    }

    /// The path of what belongs to the target and is beside it: its lock, stage or record.
    pub fn beside(&self, what: &str) -> PathBuf {
        beside(&self.folder, what)
    }

    /// Whether the folder holds all of the release that is known, and nothing else.
    pub fn is_whole(&self) -> bool {
        self.sound == self.known.made.len()
    }
}

/// Where a folder to write to really is, what it is called, and where the site is.
///
/// # Errors
/// When it is, lies in, or holds what the program must not write to.
pub fn clear_folder(folder: &Path, protected: ProtectedFolders) -> Result<(PathBuf, String, PathBuf), Halt> {
    let target = on_terminal(&folder.to_string_lossy()).into_owned();
    let folder = real(folder, &target)?;
    let root = fs::canonicalize(protected.root)?;
    keeps_clear(&folder, &target, &root, protected.home)?;
    Ok((folder, target, root))
}

fn refuse_foreign(found: &Inventory, refusal: impl Fn(&[String]) -> Halt) -> Result<(), Halt> {
    if found.foreign.is_empty() { Ok(()) } else { Err(refusal(&found.foreign)) }
}

/// The path of a target without links. Only its last folders may be missing, and none of them is named `..`.
fn real(folder: &Path, target: &str) -> Result<PathBuf, Halt> {
    // Taken apart and put together, because a slash at the end would follow a link.
    let whole: PathBuf = std::path::absolute(folder)?.components().collect();
    for there in whole.ancestors() {
        let metadata = match fs::symlink_metadata(there) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error.into()),
            // It is not there, or something above is no folder: that is found further up.
            Err(_) => continue,
        };
        let is_target = there == whole;
        if is_target && metadata.is_symlink() {
            return Err(refusal::is_link(target));
        }
        let real = fs::canonicalize(there).map_err(|_| refusal::no_way(target))?;
        if !fs::metadata(&real)?.is_dir() {
            return Err(if is_target { refusal::no_folder(target) } else { refusal::no_way(target) });
        }
        let rest = whole.strip_prefix(there).unwrap_or(Path::new(""));
        if !rest.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(refusal::no_way(target));
        }
        let real: PathBuf = real.components().chain(rest.components()).collect();
        return if real.file_name().is_some() { Ok(real) } else { Err(refusal::no_folder_above(target)) };
    }
    Err(refusal::no_folder_above(target))
}

/// Refuses a target that is, lies in, or holds what is not a build's own.
fn keeps_clear(folder: &Path, target: &str, root: &Path, home: Option<&Path>) -> Result<(), Halt> {
    overlaps_site(folder, target, root)?;
    // Another site may lie around the target.
    for above in folder.ancestors().filter(|above| above.join(CONFIG_FILE).is_file()) {
        overlaps_site(folder, target, above)?;
    }
    let home = home.filter(|home| !home.as_os_str().is_empty()).and_then(|home| fs::canonicalize(home).ok());
    if home.is_some_and(|home| holds(folder, &home)) {
        return Err(refusal::holds_home(target));
    }
    if is_mount(folder) {
        return Err(refusal::is_mount(target));
    }
    if folder.ancestors().any(is_kept) {
        return Err(refusal::inside_kept(target));
    }
    match folder.ancestors().skip(1).find(|above| is_release(above)) {
        Some(release) => Err(refusal::inside_release(target, release)),
        None => Ok(()),
    }
}

/// Whether a folder holds any of what its record says.
fn is_release(folder: &Path) -> bool {
    let known = folder.file_name().and_then(|_| KnownReleases::read(&beside(folder, "release")).ok().flatten());
    known.is_some_and(|known| known.made.iter().any(|file| folder.join(&file.path).exists()))
}

/// Whether a folder is where releases are kept beside a target: `.NAME.kept`.
fn is_kept(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.strip_prefix('.').and_then(|name| name.strip_suffix(".kept")).is_some_and(|name| !name.is_empty())
}

fn overlaps_site(folder: &Path, target: &str, root: &Path) -> Result<(), Halt> {
    if same(folder, root) {
        return Err(refusal::is_site(target));
    }
    // A part that is not there yet would be read as soon as a release was in its place.
    let first = folder.strip_prefix(root).ok().and_then(|inside| inside.components().next());
    let first = first.map(|first| first.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    for part in PARTS.iter().chain(&THEME_FOLDERS) {
        let path = root.join(part);
        if first.eq_ignore_ascii_case(part) || holds(&path, folder) {
            return Err(refusal::in_site(target, part));
        }
        if fs::canonicalize(&path).is_ok_and(|real| holds(folder, &real)) {
            return Err(refusal::holds_site(target, part));
        }
    }
    if holds(folder, root) { Err(refusal::holds_site(target, CONFIG_FILE)) } else { Ok(()) }
}

/// Whether `outer` is a folder around `inner`, or the same. Compares what the names lead to, as one folder may have many.
fn holds(outer: &Path, inner: &Path) -> bool {
    let outer = Identity::of(outer);
    outer.is_some() && inner.ancestors().any(|folder| Identity::of(folder) == outer)
}

fn same(one: &Path, other: &Path) -> bool {
    let one = Identity::of(one);
    one.is_some() && one == Identity::of(other)
}

/// What tells the site from others: nothing for a release inside its folder, which may be moved as a whole.
pub fn site(folder: &Path, root: &Path) -> String {
    if folder.starts_with(root) {
        return String::new();
    }
    Fingerprint::of(root.as_os_str().as_encoded_bytes()).short()
}

/// The path of `.NAME.WHAT` beside a folder.
pub fn beside(folder: &Path, what: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(".");
    name.push(what);
    folder.with_file_name(name)
}

/// The lock, held, if one is there already: so that nothing moves while somebody looks.
fn held(lock: &Path) -> Result<Option<Lock>, Halt> {
    match open_to_lock(lock, Make::Never) {
        Ok(file) => Lock::of(file, Work::Build).ok_or_else(|| refusal::running(holder(lock))).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error.into()),
        Err(_) => Err(refusal::strange_record(lock)),
    }
}

/// What builds have made at the target, if it is one of this edition of this site.
fn known(folder: &Path, target: &str, maker: &Maker) -> Result<Option<KnownReleases>, Halt> {
    let known = KnownReleases::read(&beside(folder, "release"))?;
    // A record without a folder binds nobody.
    let Some(there) = known.as_ref().filter(|_| folder.exists()) else { return Ok(known) };
    if there.maker.site != maker.site {
        return Err(refusal::other_site(target));
    }
    if there.maker.edition != maker.edition {
        return Err(refusal::other_edition(target, &there.maker.edition, &maker.edition));
    }
    Ok(known)
}

/// Refuses what has the name of a stage and was left behind by no build.
fn refuse_strange_stage(stage: &Path, known: &KnownReleases) -> Result<(), Halt> {
    match fs::symlink_metadata(stage) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(metadata) if !metadata.is_dir() || is_mount(stage) => Err(refusal::strange_record(stage)),
        Ok(_) => {
            let found = inventory::take(stage, &known.at_stage())?;
            let names = [found.foreign.as_slice(), &found.changed].concat();
            if names.is_empty() { Ok(()) } else { Err(refusal::foreign_stage(stage, &names)) }
        }
        Err(error) => Err(error.into()),
    }
}
