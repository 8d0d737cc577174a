//! The lock of an output folder: only its holder writes there.
//!
//! The system holds a lock for as long as any process has the file open, and a child process has it open for the moment between its
//! start and its program. So the lock is given back by name: closing the file would leave it held by a stranger.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Bytes that are read of a lock: more than any word in it has.
const LONGEST: u64 = 32;

/// A held lock; it is given back when this is dropped.
#[derive(Debug)]
pub struct Lock(File);

/// What is done while a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A release is built.
    Build,
    /// What readers would see change is looked at.
    Compare,
    /// A release is published.
    Publish,
    /// An older release is put back.
    RollBack,
    /// A release is put to a folder file by file.
    Upload,
}

impl Work {
    const ALL: [Self; 5] = [Self::Build, Self::Compare, Self::Publish, Self::RollBack, Self::Upload];

    /// What it is called in a file and in texts.
    fn as_str(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Compare => "comparison",
            Self::Publish => "publication",
            Self::RollBack => "rollback",
            Self::Upload => "upload",
        }
    }
}

impl Lock {
    /// Locks a file, and writes into it what for; `None` if somebody else holds it.
    pub fn of(file: File, work: Work) -> Option<Self> {
        let mut lock = file.try_lock().is_ok().then_some(Self(file))?;
        lock.say(work);
        Some(lock)
    }

    /// Writes into it what is done. Its time says since when. A file that holds anything else is somebody's own, and stays as it is.
    pub fn say(&mut self, work: Work) {
        let mut write = || -> io::Result<()> {
            let mut text = String::new();
            self.0.rewind()?;
            (&self.0).take(LONGEST).read_to_string(&mut text)?;
            if text.is_empty() || Work::ALL.iter().any(|known| known.as_str() == text) {
                self.0.set_len(0)?;
                self.0.rewind()?;
                self.0.write_all(work.as_str().as_bytes())?;
            }
            Ok(())
        };
        // Others are told less then.
        let _ = write();
    }
}

/// What is done by whoever holds the lock at `path`, and since when, for a message: `publication` and `14:05 on 2026-11-30`.
pub fn holder(path: &Path) -> (&'static str, Option<String>) {
    let mut text = String::new();
    // What cannot be read is told as a build.
    let _ = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    let work = Work::ALL.into_iter().find(|work| work.as_str() == text).unwrap_or(Work::Build);
    let written = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let since = written.and_then(|time| Timestamp::try_from(time).ok());
    let since = since.map(|time| time.to_zoned(TimeZone::system()).strftime("%H:%M on %Y-%m-%d").to_string());
    (work.as_str(), since)
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If the system cannot, closing the file gives it back a moment later.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, Work};
    use std::fs::File;

    #[test]
    fn a_lock_is_given_back_although_a_child_process_still_has_the_file() {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let path = folder.path().join("lock");
        let file = File::create(&path).expect("it can be written");
        // What a child process has until its program begins.
        let inherited = file.try_clone().expect("a file can be open twice");
        let held = Lock::of(file, Work::Build).expect("nobody else has it");
        assert!(Lock::of(File::open(&path).expect("it is there"), Work::Build).is_none());
        drop(held);
        assert!(Lock::of(File::open(&path).expect("it is there"), Work::Build).is_some());
        drop(inherited);
    }

    #[test]
    fn a_file_of_somebody_else_keeps_its_bytes() {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let path = folder.path().join("lock");
        let locked = |text: &str| {
            std::fs::write(&path, text).expect("it can be written");
            let file = File::options().read(true).write(true).open(&path).expect("it is there");
            drop(Lock::of(file, Work::Publish));
            std::fs::read_to_string(&path).expect("it can be read")
        };
        for (text, then) in
            [("", "publication"), ("build", "publication"), ("builder", "builder"), ("pid 12\n", "pid 12\n")]
        {
            assert_eq!(locked(text), then, "{text}");
        }
        let long = "build".repeat(40);
        assert_eq!(locked(&long), long);
    }
}
