//! The lock of an output folder: only its holder writes there.
//!
//! The system holds a lock for as long as any process has the file open, and a child process has it open for the moment between its
//! start and its program. So the lock is given back by name: closing the file would leave it held by a stranger.

use std::fs::File;

/// A held lock; it is given back when this is dropped.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Locks a file; `None` if somebody else holds it.
    pub fn of(file: File) -> Option<Self> {
        file.try_lock().is_ok().then_some(Self(file))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If the system cannot, closing the file gives it back a moment later.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use std::fs::File;

    #[test]
    fn a_lock_is_given_back_although_a_child_process_still_has_the_file() {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let path = folder.path().join("lock");
        let file = File::create(&path).expect("it can be written");
        // What a child process has until its program begins.
        let inherited = file.try_clone().expect("a file can be open twice");
        let held = Lock::of(file).expect("nobody else has it");
        assert!(Lock::of(File::open(&path).expect("it is there")).is_none());
        drop(held);
        assert!(Lock::of(File::open(&path).expect("it is there")).is_some());
        drop(inherited);
    }
}
