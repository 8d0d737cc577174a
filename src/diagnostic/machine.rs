//! Why the machine fails, in plain words.
//!
//! An error of the system goes in; no word of it comes out that only programmers know.

use std::io::{Error, ErrorKind};

/// Why the machine did not do what it was asked, in plain words; lower case, for the end of a sentence.
pub fn machine_reason(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "no more may be stored there",
        ErrorKind::PermissionDenied => "that is not permitted there",
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
        ErrorKind::NotFound => "something that is needed is not there",
        ErrorKind::NotADirectory => "something on the way there is no folder",
        ErrorKind::AlreadyExists => "something of that name is there already",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::DirectoryNotEmpty => "a folder there is not empty",
        ErrorKind::InvalidFilename => "a name is too long, or cannot be written there",
        ErrorKind::FileTooLarge => "a file is larger than can be stored there",
        ErrorKind::ResourceBusy => "something there is in use by another program",
        ErrorKind::CrossesDevices => "it leads to another disk",
        ErrorKind::BrokenPipe => "the program that was to read it has ended",
        ErrorKind::OutOfMemory => "there is not enough memory",
        ErrorKind::WouldBlock => "this computer has no more to give at the moment",
        _ => return plain(&error.to_string()),
    };
    known.to_owned()
}

/// What the system says, without its number: `Input/output error (os error 5)`.
fn plain(text: &str) -> String {
    text.split(" (os error").next().unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_words() {
        let check = |number, expected| assert_eq!(machine_reason(&Error::from_raw_os_error(number)), expected);
        check(28, "the disk is full");
        check(13, "that is not permitted there");
        check(32, "the program that was to read it has ended");
        check(5, "Input/output error");
        assert_eq!(machine_reason(&Error::other("it is no plain file")), "it is no plain file");
    }
}
