//! A release put to a folder file by file, for hosts that are uploaded to: in an order in which no page is ever broken.
//!
//! What a page needs is there before the page; what is no longer needed goes a day later. Every file is replaced by one rename. Only what
//! was put there is ever replaced or removed.

use super::halt::Halt;
use super::known::{KnownReleases, Maker, ReleaseFile, is_twin};
use super::lock::{Lock, Work, holder};
use super::plain_file::{read_plain, write_by};
use super::refusal;
use super::steps::Steps;
use super::target::{ProtectedFolders, beside, clear_folder, site};
use crate::system::{self, Make, open_plain, open_to_lock};
use crate::text::{Fingerprint, HASHED_FOLDER};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The form of the record; another one is not read.
const VERSION: u32 = 1;

/// A folder that a release may be put to.
#[derive(Debug)]
pub struct UploadFolder {
    folder: PathBuf,
    /// As the person called it.
    name: String,
    record: UploadRecord,
    _lock: Lock,
}

/// What was put to a folder, beside it as `.NAME.uploaded`. Written before anything is put there and again when all is: so at every
/// moment it knows all that may be there of ours.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct UploadRecord {
    liberate_upload: u32,
    maker: Maker,
    /// Files that may be there. Sorted; a path may be there twice while one replaces the other.
    made: Vec<ReleaseFile>,
    /// Files that no release needs any more, with the day since when.
    leaving: BTreeMap<String, Date>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// Files that were put there.
    pub written: usize,
    /// Files that were there already.
    pub same: usize,
    /// Files that were removed, because no release has needed them for a day.
    pub removed: usize,
    /// Files that go at the earliest tomorrow.
    pub leaving: usize,
    /// Files that are no longer needed, and stay because somebody has changed them. Sorted.
    pub changed: Vec<String>,
}

impl UploadFolder {
    /// Looks at a folder, and locks it. Nothing else is written.
    ///
    /// # Errors
    /// When it must not be written to, with the reason, and when somebody else writes to it right now.
    pub fn examine(folder: &Path, edition: &str, protected: ProtectedFolders) -> Result<Self, Halt> {
        let (folder, name, root) = clear_folder(folder, protected)?;
        if KnownReleases::read(&beside(&folder, "release"))?.is_some() {
            return Err(refusal::upload_to_release(&name));
        }
        let maker = Maker { edition: edition.to_owned(), site: site(&folder, &root) };
        let path = beside(&folder, "uploaded");
        let record = match read_plain(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => UploadRecord::of(&maker),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error.into()),
            Err(_) => return Err(refusal::strange_record(&path)),
            Ok(bytes) => serde_json::from_slice(&bytes)
                .ok()
                .filter(|record: &UploadRecord| record.liberate_upload == VERSION)
                .ok_or_else(|| refusal::strange_record(&path))?,
        };
        if record.maker != maker {
            return Err(refusal::other_upload(&name, &record.maker.edition));
        }
        let scratch = beside(&folder, "uploading");
        if record.made.is_empty() && fs::symlink_metadata(&scratch).is_ok_and(|metadata| metadata.len() > 0) {
            return Err(refusal::strange_record(&scratch));
        }
        fs::create_dir_all(folder.parent().unwrap_or(Path::new("/")))?;
        let lock = beside(&folder, "lock");
        let file = open_to_lock(&lock, Make::IfMissing).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Halt::Machine(error),
            _ => refusal::strange_record(&lock),
        })?;
        let held = Lock::of(file, Work::Upload).ok_or_else(|| refusal::running(holder(&lock)))?;
        Ok(Self { folder, name, record, _lock: held })
    }

    /// Looks whether a release could be put there: whether nothing of others is in its way.
    ///
    /// # Errors
    /// When something is, or cannot be read.
    pub fn allows(&self, release: &KnownReleases) -> Result<(), Halt> {
        self.plan(release).map(drop)
    }

    /// Puts the release in `from` there, and removes what none has needed since before the day `at`.
    ///
    /// # Errors
    /// When something of others is in the way; nothing was touched then. When the machine fails: what is there then are whole files of this
    /// release and of the one before, with all that they need.
    pub fn put(mut self, release: &KnownReleases, from: &Path, at: Date, steps: Steps) -> Result<Uploaded, Halt> {
        let plan = self.plan(release)?;
        let mut done = Uploaded { same: release.made.len() - plan.len(), ..Uploaded::default() };
        let own: BTreeSet<&str> = release.made.iter().map(|file| file.path.as_str()).collect();
        self.record.leaving.retain(|path, _| !own.contains(path.as_str()));
        for file in self.record.made.iter().filter(|file| !own.contains(file.path.as_str())) {
            self.record.leaving.entry(file.path.clone()).or_insert(at);
        }
        self.record.made.extend(release.made.iter().cloned());
        self.record.made.sort_unstable();
        self.record.made.dedup();
        steps.at("write down what will be put there");
        self.write_down()?;
        for file in plan {
            steps.at("put a file there");
            self.put_file(from, file)?;
            done.written += 1;
        }
        self.remove(&own, at, steps, &mut done)?;
        let leaving = &self.record.leaving;
        self.record.made.retain(|file| leaving.contains_key(&file.path));
        self.record.made.extend(release.made.iter().cloned());
        self.record.made.sort_unstable();
        done.leaving = self.record.leaving.len();
        steps.at("write down what is there");
        self.write_down()?;
        Ok(done)
    }

    /// The files to put there, in the order in which no page is ever broken.
    fn plan<'r>(&self, release: &'r KnownReleases) -> Result<Vec<&'r ReleaseFile>, Halt> {
        let mut in_the_way = self.folders_in_the_way(release);
        let mut plan = Vec::new();
        for file in &release.made {
            match self.state(file)? {
                State::Same => {}
                State::Missing => plan.push((rank(&file.path, true, release), file)),
                State::Ours => plan.push((rank(&file.path, false, release), file)),
                State::Foreign => in_the_way.push(file.path.clone()),
            }
        }
        if !in_the_way.is_empty() {
            return Err(refusal::in_the_way(&self.name, &in_the_way));
        }
        plan.sort_by(|(one, a), (other, b)| (one, &a.path).cmp(&(other, &b.path)));
        Ok(plan.into_iter().map(|(_, file)| file).collect())
    }

    /// Folders of the release in whose place something else is: a link may lead anywhere.
    fn folders_in_the_way(&self, release: &KnownReleases) -> Vec<String> {
        let paths = release.made.iter().map(|file| file.path.as_str());
        let folders: BTreeSet<&str> =
            paths.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        let is_other =
            |folder: &&str| fs::symlink_metadata(self.folder.join(folder)).is_ok_and(|metadata| !metadata.is_dir());
        folders.into_iter().filter(is_other).map(str::to_owned).collect()
    }

    fn state(&self, file: &ReleaseFile) -> io::Result<State> {
        let path = self.folder.join(&file.path);
        match fs::symlink_metadata(&path) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(State::Missing);
            }
            Err(error) => return Err(error),
            Ok(metadata) if !metadata.is_file() => return Ok(State::Foreign),
            Ok(_) => {}
        }
        let (hash, size) = Fingerprint::of_reader(open_plain(&path)?, |_| Ok(()))?;
        let hash = hash.to_string();
        Ok(match () {
            () if file.size == size && file.hash == hash => State::Same,
            () if self.is_ours(&file.path, size, &hash) => State::Ours,
            () => State::Foreign,
        })
    }

    fn is_ours(&self, path: &str, size: u64, hash: &str) -> bool {
        self.record.made.iter().any(|known| known.path == path && known.size == size && known.hash == hash)
    }

    /// Copies a file to a name beside the folder, and moves it in from there.
    fn put_file(&self, from: &Path, file: &ReleaseFile) -> io::Result<()> {
        let (scratch, to) = (beside(&self.folder, "uploading"), self.folder.join(&file.path));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        match fs::remove_file(&scratch) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut copy = fs::File::create_new(&scratch)?;
        io::copy(&mut open_plain(&from.join(&file.path))?, &mut copy)?;
        drop(copy);
        system::rename(&scratch, &to)
    }

    /// Removes what has not been needed since before the day `at`, and compressed forms whose file says something else now.
    fn remove(&mut self, own: &BTreeSet<&str>, at: Date, steps: Steps, done: &mut Uploaded) -> io::Result<()> {
        let is_due = |(path, since): (&String, &Date)| *since < at || is_twin(path, |file| own.contains(file));
        let due: Vec<String> =
            self.record.leaving.iter().filter(|entry| is_due(*entry)).map(|(path, _)| path.clone()).collect();
        for path in due {
            let whole = self.folder.join(&path);
            let found = open_plain(&whole).and_then(|file| Fingerprint::of_reader(file, |_| Ok(())));
            match found {
                Ok((hash, size)) if self.is_ours(&path, size, &hash.to_string()) => {
                    steps.at("remove a file");
                    fs::remove_file(&whole)?;
                    self.remove_empty_folders(&path);
                    done.removed += 1;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                _ => done.changed.push(path.clone()),
            }
            self.record.leaving.remove(&path);
        }
        Ok(())
    }

    fn remove_empty_folders(&self, path: &str) {
        for (at, _) in path.rmatch_indices('/') {
            if fs::remove_dir(self.folder.join(&path[..at])).is_err() {
                break;
            }
        }
    }

    fn write_down(&self) -> io::Result<()> {
        let bytes = serde_json::to_vec(&self.record).map_err(io::Error::other)?;
        write_by(&beside(&self.folder, "uploading"), &beside(&self.folder, "uploaded"), &bytes)
    }
}

impl UploadRecord {
    fn of(maker: &Maker) -> Self {
        Self { liberate_upload: VERSION, maker: maker.clone(), ..Self::default() }
    }
}

/// What is at the path of a file of the release.
enum State {
    /// Nothing.
    Missing,
    /// The same bytes.
    Same,
    /// Other bytes that were put there.
    Ours,
    /// Whatever somebody else has put there.
    Foreign,
}

/// When a file is put there. Pages that are new come before those that lead to them, and lists of all pages come last. A compressed form
/// follows its file at once.
fn rank(path: &str, is_new: bool, release: &KnownReleases) -> (u8, String, bool) {
    let plain = path.rsplit_once('.').map_or(path, |(plain, _)| plain);
    let is_form = is_twin(path, |file| release.made.binary_search_by(|known| known.path.as_str().cmp(file)).is_ok());
    let file = if is_form { plain } else { path };
    let kind = match file {
        file if file.starts_with(HASHED_FOLDER.trim_start_matches('/')) => 0,
        file if file.ends_with(".html") => 2 + u8::from(!is_new),
        file if file.ends_with(".xml") || file.starts_with('_') || file == "robots.txt" => 4,
        _ => 1,
    };
    (kind, file.to_owned(), is_form)
}
