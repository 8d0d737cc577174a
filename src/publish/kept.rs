//! Releases that were published, kept whole beside the target, so that one rename leads back.
//!
//! Each is a folder of links to the same files, with a record of what it holds. Nothing of it is inside the target, and what others
//! have changed in it is neither put out nor removed.

use super::difference::ChangeCounts;
use super::halt::Halt;
use super::inventory::{self, Inventory};
use super::known::{KnownReleases, SCRATCH};
use super::plain_file::{read_plain, write_by};
use super::refusal;
use super::steps::Steps;
use super::target::Target;
use crate::system::open_plain;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Releases that are kept: a week of daily publications, and as many mistakes that are noticed late.
pub const MOST_KEPT: usize = 5;
/// The form of the records; another one is not read.
const VERSION: u32 = 1;

/// The releases that are kept beside a target, the one that was put out last at the end.
#[derive(Debug)]
pub struct KeptReleases<'a> {
    target: &'a Target,
    folder: PathBuf,
    list: Vec<KeptRelease>,
    /// The highest number that any record has, of whatever edition.
    last_number: u32,
}

/// One release that is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptRelease {
    liberate_kept: u32,
    /// Its number, counted from 1; it is never given again.
    pub number: u32,
    /// When it was put out, the first time first; one at least.
    pub out: Vec<Appearance>,
    /// Its files.
    pub release: KnownReleases,
}

/// One time that a release was put out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// Counts all of them at one target, from 1.
    order: u32,
    /// The day; nothing for a build that was found in the target and kept.
    pub on: Option<Date>,
    /// The role that put it out.
    pub by: Option<String>,
    /// What changed for readers then; nothing for the first publication and for a build that was found.
    pub changed: Option<ChangeCounts>,
    /// Whether it was there before, and was gone back to.
    pub back: bool,
}

/// Who puts a release out, and what changes with it.
#[derive(Clone, Debug)]
pub struct PutOut {
    /// The day.
    pub on: Date,
    /// The role.
    pub by: String,
    /// What changes for readers; nothing if there was no release.
    pub changed: Option<ChangeCounts>,
}

impl KeptRelease {
    fn last_order(&self) -> u32 {
        self.out.last().map_or(0, |out| out.order)
    }

    /// Its name in texts: `release 12 of 2026-11-28`.
    pub fn name(&self) -> String {
        let on = self.out.first().and_then(|out| out.on);
        on.map_or_else(|| format!("release {}", self.number), |on| format!("release {} of {on}", self.number))
    }
}

impl<'a> KeptReleases<'a> {
    /// Reads what is kept beside a target of the same edition.
    ///
    /// # Errors
    /// When something is there that no publication has written, or that cannot be read.
    pub fn read(target: &'a Target) -> Result<Self, Halt> {
        let folder = target.beside("kept");
        let mut kept = Self { target, folder, list: Vec::new(), last_number: 0 };
        let entries = match fs::symlink_metadata(&kept.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(kept),
            Ok(metadata) if metadata.is_dir() => fs::read_dir(&kept.folder)?,
            Ok(_) => return Err(refusal::strange_record(&kept.folder)),
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let plain = name.strip_suffix(".json").unwrap_or(&name);
            let Some(number) = plain.parse::<u32>().ok().filter(|number| number.to_string() == plain) else { continue };
            // A folder whose record is gone is nobody's, and keeps its number.
            kept.last_number = kept.last_number.max(number);
            if plain == name {
                continue;
            }
            let release = kept.record(number)?;
            if release.release.maker == target.maker {
                kept.list.push(release);
            }
        }
        kept.sort();
        Ok(kept)
    }

    /// All that are whole, the one that was put out last at the end.
    pub fn whole(&self) -> impl DoubleEndedIterator<Item = &KeptRelease> {
        self.list.iter().filter(|kept| !kept.release.is_planned())
    }

    /// The one of that number.
    pub fn get(&self, number: u32) -> Option<&KeptRelease> {
        self.whole().find(|kept| kept.number == number)
    }

    /// The one that readers would get exactly the same from.
    pub fn same_as(&self, release: &KnownReleases) -> Option<&KeptRelease> {
        self.whole().find(|kept| kept.release.identity() == release.identity())
    }

    /// The folder of a release.
    pub fn folder(&self, number: u32) -> PathBuf {
        self.folder.join(number.to_string())
    }

    fn record(&self, number: u32) -> Result<KeptRelease, Halt> {
        let path = self.record_path(number);
        let bytes = match read_plain(&path) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error.into()),
            Err(_) => return Err(refusal::strange_record(&path)),
            Ok(bytes) => bytes,
        };
        let is_it = |kept: &KeptRelease| kept.liberate_kept == VERSION && kept.number == number;
        serde_json::from_slice(&bytes).ok().filter(is_it).ok_or_else(|| refusal::strange_record(&path))
    }

    fn record_path(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number}.json"))
    }

    fn write(&self, kept: &KeptRelease) -> io::Result<()> {
        let bytes = serde_json::to_vec(kept).map_err(io::Error::other)?;
        write_by(&self.folder.join(SCRATCH), &self.record_path(kept.number), &bytes)
    }

    fn sort(&mut self) {
        self.list.sort_by_key(|kept| (kept.last_order(), kept.number));
    }

    fn next_order(&self) -> u32 {
        self.list.iter().map(KeptRelease::last_order).max().unwrap_or_default() + 1
    }

    /// Keeps a release whose files are in the folder `from`, by links to them; returns its number. One that is kept already is not kept
    /// again. Whoever calls it holds the lock of the target.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn keep(&mut self, release: &KnownReleases, from: &Path, steps: Steps) -> io::Result<u32> {
        if let Some(kept) = self.same_as(release) {
            return Ok(kept.number);
        }
        steps.at("begin to keep the release");
        fs::create_dir_all(&self.folder)?;
        let number = self.last_number + 1;
        self.last_number = number;
        let mut kept = KeptRelease { liberate_kept: VERSION, number, out: Vec::new(), release: release.clone() };
        // What is not whole is known as such by its record, however this ends.
        kept.release = release.planning(release.made.iter().map(|file| file.path.clone()).collect());
        self.write(&kept)?;
        let folder = self.folder(number);
        fs::create_dir_all(&folder)?;
        for file in &release.made {
            steps.at("keep a file of the release");
            link_into(from, &folder, &file.path)?;
        }
        steps.at("the release is kept");
        kept.release = release.planning(Vec::new());
        self.write(&kept)?;
        self.list.push(kept);
        self.sort();
        Ok(number)
    }

    /// Keeps the release that is in the target, if it is whole and not kept: one that a build has made.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn keep_what_is_there(&mut self, steps: Steps) -> io::Result<()> {
        let target = self.target;
        if target.sound == 0 || !target.is_whole() || self.same_as(&target.known).is_some() {
            return Ok(());
        }
        let number = self.keep(&target.known.own(), &target.folder, steps)?;
        self.note(number, |order| Appearance { order, on: None, by: None, changed: None, back: false })
    }

    /// Writes down that a release was put out.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn put_out(&mut self, number: u32, put_out: &PutOut, back: bool) -> io::Result<()> {
        let PutOut { on, by, changed } = put_out.clone();
        self.note(number, |order| Appearance { order, on: Some(on), by: Some(by), changed, back })
    }

    fn note(&mut self, number: u32, appearance: impl FnOnce(u32) -> Appearance) -> io::Result<()> {
        let order = self.next_order();
        if let Some(index) = self.list.iter().position(|kept| kept.number == number) {
            self.list[index].out.push(appearance(order));
            self.write(&self.list[index])?;
            self.sort();
        }
        Ok(())
    }

    /// What is in the folder of a release, compared with its record.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn inventory(&self, kept: &KeptRelease) -> io::Result<Inventory> {
        inventory::take(&self.folder(kept.number), &kept.release.at_stage())
    }

    /// Whether all files of a release are there as they were published, and nothing else.
    pub fn is_sound(&self, kept: &KeptRelease) -> bool {
        let is_whole = |found: &Inventory| found.sound == kept.release.made.len();
        self.inventory(kept).is_ok_and(|found| is_whole(&found) && found.foreign.is_empty() && found.changed.is_empty())
    }

    /// Removes what is left of releases that were not kept to the end, and those beyond [`MOST_KEPT`] that were put out longest ago.
    /// Returns the numbers of those that stay because somebody has changed something in them.
    ///
    /// # Errors
    /// When the machine cannot.
    pub fn prune(&mut self, steps: Steps) -> io::Result<Vec<u32>> {
        let beyond = self.whole().count().saturating_sub(MOST_KEPT);
        let mut old: Vec<u32> = self.whole().map(|kept| kept.number).take(beyond).collect();
        old.extend(self.list.iter().filter(|kept| kept.release.is_planned()).map(|kept| kept.number));
        let mut staying = Vec::new();
        for number in old {
            let Some(index) = self.list.iter().position(|kept| kept.number == number) else { continue };
            let found = self.inventory(&self.list[index])?;
            if !found.foreign.is_empty() || !found.changed.is_empty() {
                staying.push(number);
                continue;
            }
            let folder = self.folder(number);
            steps.at("remove a release that is no longer kept");
            // Its record goes last, so that what is left after a crash is known.
            let going = KeptRelease {
                release: self.list[index].release.planning(vec![SCRATCH.to_owned()]),
                ..self.list[index].clone()
            };
            self.write(&going)?;
            if folder.exists() {
                inventory::clear(&folder, &going.release.at_stage())?;
                fs::remove_dir(&folder)?;
            }
            steps.at("forget a release that is no longer kept");
            fs::remove_file(self.record_path(number))?;
            self.list.remove(index);
        }
        Ok(staying)
    }
}

/// Links the file at a path of one folder to the same path of another, or copies it where files cannot be linked.
pub fn link_into(from: &Path, to: &Path, path: &str) -> io::Result<()> {
    let (from, to) = (from.join(path), to.join(path));
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::hard_link(&from, &to) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            let mut copy = fs::File::create_new(&to)?;
            io::copy(&mut open_plain(&from)?, &mut copy).map(drop)
        }
        linked => linked,
    }
}
