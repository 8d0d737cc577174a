//! What differs between systems: folders that change places, files that are opened without following links, the person's browser.
//!
//! Nothing else in the program asks which system it runs on. Each function says what it promises on all of them; `unix.rs` and
//! `windows.rs` keep the promise.

mod access;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use access::Access;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
use windows as os;

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

pub use access::Make;
pub use os::{Identity, MAY_OWN_WINDOW, is_mount, last_words, make_readable, volume};

/// How long a program that holds a file open is waited for: virus scanners, previews and synchronisation do so for a moment.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long it waits before it tries again.
const PAUSE: Duration = Duration::from_millis(50);

/// Lets two folders change places at once: nobody ever sees one of them missing.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] where the system or the disk cannot; then nothing has changed.
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    os::exchange(one, other)
}

/// Renames a file or a folder. Where the system refuses because another program has it open, this tries again for two seconds.
///
/// # Errors
/// When it cannot be renamed; [`is_held_open`] knows whether another program is the reason.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(os::is_in_use, || fs::rename(from, to)).map_err(|error| named(error, &[to, from]))
}

/// Removes a file. Where the system refuses because another program has it open, this tries again for two seconds.
///
/// # Errors
/// When it cannot be removed; [`is_held_open`] knows whether another program is the reason.
pub fn remove_file(path: &Path) -> io::Result<()> {
    patiently(os::is_in_use, || fs::remove_file(path)).map_err(|error| named(error, &[path]))
}

/// The error with the name of the file that another program has open, if that is its reason.
fn named(error: io::Error, paths: &[&Path]) -> io::Error {
    let held = paths.iter().filter(|_| os::is_in_use(&error)).find_map(|path| held_open(path));
    held.map_or(error, |held| io::Error::other(HeldOpen(held)))
}

/// Tries again for two seconds what another program keeps from being done, as far as `is_held` says so.
fn patiently<T>(is_held: impl Fn(&io::Error) -> bool, attempt: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let started = Instant::now();
    loop {
        match attempt() {
            Err(error) if is_held(&error) && started.elapsed() < PATIENCE => thread::sleep(PAUSE),
            done => return done,
        }
    }
}

/// A file that another program kept open until nobody waited any more.
#[derive(Debug)]
struct HeldOpen(PathBuf);

impl std::error::Error for HeldOpen {}

impl fmt::Display for HeldOpen {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let shown = self.0.to_string_lossy();
        write!(formatter, "`{}` is open in another program; close it there", shown.trim_start_matches(r"\\?\"))
    }
}

/// Whether an error of this module says that another program holds a file open.
pub fn is_held_open(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<HeldOpen>())
}

/// Opens what `attempt` opens at `path`, however long another program keeps it for itself, up to two seconds.
fn opened(path: &Path, attempt: impl Fn() -> io::Result<File>) -> io::Result<File> {
    patiently(os::is_kept, attempt)
        .map_err(|error| if os::is_kept(&error) { io::Error::other(HeldOpen(path.to_owned())) } else { error })
}

/// Opens a file for reading, wherever a link leads.
///
/// # Errors
/// When it cannot be read; [`is_held_open`] knows whether another program is the reason.
pub fn open(path: &Path) -> io::Result<File> {
    opened(path, || File::open(path))
}

/// A file at or below `path` that another program holds open in a way that keeps it from being moved; always `None` on systems
/// where an open file can be moved.
pub fn held_open(path: &Path) -> Option<PathBuf> {
    os::held_open(path)
}

/// Opens a plain file for reading; a link, a folder or anything else in its place is an error.
///
/// # Errors
/// When nothing is there, when it is no plain file, and when it may not be read.
pub fn open_plain(path: &Path) -> io::Result<File> {
    plain(opened(path, || os::open_without_links(path, Access::Read))?)
}

/// Opens a plain file to lock it, and makes it if nothing is there and `make` says so; what is in it stays.
///
/// # Errors
/// As [`open_plain`], and when it may not be written.
pub fn open_to_lock(path: &Path, make: Make) -> io::Result<File> {
    plain(os::open_without_links(path, Access::Lock(make))?)
}

fn plain(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}

/// Opens an address or a file in the program that the person uses for it, without a shell, and does not wait for it.
///
/// # Errors
/// When there is no such program.
pub fn open_for_person(what: impl AsRef<OsStr>) -> io::Result<()> {
    open::that_detached(what)
}

/// The folder in which the program keeps what belongs to the person and to no site; `None` if the system names none.
///
/// `%LOCALAPPDATA%\Liberate` on Windows; `$XDG_STATE_HOME/liberate` or `~/.local/state/liberate` elsewhere, as the
/// [XDG base directory specification](https://specifications.freedesktop.org/basedir/latest/) has it.
pub fn user_data() -> Option<PathBuf> {
    os::user_data()
}

/// 128 random bits from the system in hexadecimal digits, which nobody can guess.
///
/// # Errors
/// When the system has none.
pub fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
