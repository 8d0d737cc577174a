//! The only place that reads the files of a site.
//!
//! Nothing vanishes here without a word: what cannot be read, or must not be, is a source that says so. A link is followed within its
//! own part of the site only, and never publishes under one name what is under another for a reason.

use super::file::{Data, Source, SourceFault};
use super::kind::{FileKind, THEME_FOLDERS};
use super::leftover::{is_expected, is_left_out, is_leftover};
use super::on_disk::{OnDisk, open};
use crate::config::CONFIG_FILE;
use crate::system;
use crate::text::composed;
use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes above which what people write by hand is refused: pages of 80,000 words, tables of charts, templates, style sheets. A page of
/// 1,000,000 bytes, made of the shortest paragraphs, took 480 MB, a style sheet of 10,000,000 bytes 3 GB.
const LARGEST_BY_HAND: u64 = 512 << 10;

/// Bytes above which records, settings and other files in TOML are refused. How much memory one takes is decided by how many entries it
/// has, which are counted before it is read; see [`crate::config::parse_toml`].
const LARGEST_TABLES: u64 = 4 << 20;

/// Bytes above which any other file that is looked at as text is refused: a book of a thousand pages has three million.
const LARGEST_TEXT: u64 = 16 << 20;

/// Bytes above which a file of the theme is refused: the largest fonts of Chinese have twenty million.
const LARGEST_OF_THEME: u64 = 64 << 20;

/// Bytes above which a file that is published as it is stays on disk. Nearly all pictures and documents of a site are smaller, and all
/// of a site together still fit into the memory of any machine; a single film does not.
const LARGEST_HELD: u64 = 8 << 20;

/// Ends of names that browsers or the checks read as text, whatever folder they stand in.
const TEXTS: [&str; 18] = [
    "atom", "css", "csv", "htm", "html", "ics", "js", "json", "md", "mjs", "rss", "svg", "txt", "vcf", "vtt", "xhtml",
    "xml", "xsl",
];

/// The folders in the site's root that mean something, besides those that override the theme's.
const FOLDERS: [&str; 3] = ["content", "themes", "static"];

/// A file that was found but not read yet.
#[derive(Clone, Debug)]
pub struct FoundFile {
    /// Path relative to the root, as in [`Source::path`].
    pub path: String,
    /// Where it is.
    absolute: PathBuf,
    /// Why it is not read.
    fault: Option<Data>,
}

/// Lists every file of the site below `root`, in no particular order. What editors leave behind and folders that mean nothing to
/// the program are left out; see [`left_out`].
///
/// # Errors
/// When `root` itself cannot be listed. A folder below it that cannot is among the files, and says so when it is read.
pub fn list(root: &Path) -> io::Result<Vec<FoundFile>> {
    Ok(walk(root)?.found)
}

/// The paths of files and folders of the site that nobody reads, sorted: what editors and systems left behind, hidden files.
pub fn left_out(root: &Path) -> Vec<String> {
    let mut paths = walk(root).map(|walk| walk.left_out).unwrap_or_default();
    paths.retain(|path| !is_expected(path));
    paths.sort();
    paths
}

/// Lists the files at or below `absolute`, a path below `root`; empty if nothing of the site is there.
pub fn list_below(root: &Path, absolute: &Path) -> Vec<FoundFile> {
    let (Ok(mut walk), Some(path)) = (FolderWalk::new(root), site_path(root, absolute)) else { return Vec::new() };
    walk.descend(root, &path);
    walk.found
}

/// The path of `absolute` inside the site, as in [`Source::path`]; `None` for what is none of the site's.
pub fn site_path(root: &Path, absolute: &Path) -> Option<String> {
    let relative = absolute.strip_prefix(root).ok()?;
    let names: Vec<String> = relative.components().map(|part| site_name(&part.as_os_str().to_string_lossy())).collect();
    let first = names.first()?.as_str();
    let ours = first == CONFIG_FILE || FOLDERS.contains(&first) || THEME_FOLDERS.contains(&first);
    let path = names.join("/");
    (ours && !is_left_out(&path)).then_some(path)
}

/// Whether `root` is the folder of a site: it has settings, readable or not. A file is no folder.
pub fn is_site(root: &Path) -> bool {
    let settings = fs::symlink_metadata(root.join(CONFIG_FILE));
    !settings.is_err_and(|error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
}

/// Reads one file. What cannot be read is a source that says so.
pub fn read(found: &FoundFile) -> Source {
    if let Some(fault) = &found.fault {
        return Source::unreadable(&found.path, fault.clone());
    }
    match fs::metadata(&found.absolute) {
        // Opening a pipe would wait for ever.
        Ok(metadata) if !metadata.is_file() => Source::unreadable(&found.path, Data::Fault(SourceFault::Special)),
        Ok(metadata) => read_sized(found, metadata.len()),
        Err(error) => Source::unreadable(&found.path, unreadable(&error)),
    }
}

/// Reads a file, or only finds out what it is if it is too large to be held.
fn read_sized(found: &FoundFile, size: u64) -> Source {
    let kind = FileKind::of(&found.path);
    let extension = found.path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let is_published = !kind.is_text() && !matches!(kind, FileKind::ThemeFile | FileKind::ForDocuments);
    let is_text = kind.is_text() || (is_published && TEXTS.contains(&extension.as_str()));
    let largest = match (is_text, is_published) {
        (true, _) if extension == "toml" => LARGEST_TABLES,
        (true, _) if is_by_hand(kind) => LARGEST_BY_HAND,
        (true, _) => LARGEST_TEXT,
        (false, true) => LARGEST_HELD,
        (false, false) => LARGEST_OF_THEME,
    };
    if size > largest && is_published && !is_text {
        return match OnDisk::read(&found.absolute) {
            Ok(file) => Source::left_on_disk(&found.path, file),
            Err(error) => Source::unreadable(&found.path, unreadable(&error)),
        };
    }
    match held(&found.absolute, size, largest) {
        Ok(Some(bytes)) => Source::from_bytes(&found.path, bytes),
        Ok(None) => Source::unreadable(&found.path, Data::TooLarge(largest)),
        Err(error) => Source::unreadable(&found.path, unreadable(&error)),
    }
}

/// Whether files of that kind are written by hand, line by line.
fn is_by_hand(kind: FileKind) -> bool {
    matches!(kind, FileKind::Page | FileKind::KeptSource | FileKind::ChartData | FileKind::Template | FileKind::Style)
}

/// The bytes of a file, unless they are more than `largest`: it may have grown since its size was asked for.
fn held(absolute: &Path, size: u64, largest: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(size.min(largest) as usize);
    open(absolute)?.take(largest + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= largest).then_some(bytes))
}

fn unreadable(error: &io::Error) -> Data {
    Data::Unreadable(match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::NotFound => "it has just gone".to_owned(),
        io::ErrorKind::InvalidFilename => "the names of it and its folders are too long".to_owned(),
        io::ErrorKind::OutOfMemory => "there is not enough memory for it".to_owned(),
        _ if error.raw_os_error().is_some_and(|code| TOO_MANY_OPEN.contains(&code)) => {
            "too many files are open at once".to_owned()
        }
        _ if system::is_held_open(error) => "another program has it open".to_owned(),
        _ => "the disk or the network reports a fault".to_owned(),
    })
}

/// What Unix systems answer when a program, or all together, have too many files open (ENFILE, EMFILE).
const TOO_MANY_OPEN: [i32; 2] = [23, 24];

fn walk(root: &Path) -> io::Result<FolderWalk> {
    let mut walk = FolderWalk::new(root)?;
    fs::read_dir(root)?;
    for name in [CONFIG_FILE].iter().chain(&FOLDERS).chain(&THEME_FOLDERS) {
        walk.visit(&root.join(name), name);
    }
    Ok(walk)
}

/// What was found so far.
struct FolderWalk {
    real_root: PathBuf,
    found: Vec<FoundFile>,
    left_out: Vec<String>,
    /// Whether a folder around the present place is a link.
    in_link: bool,
}

impl FolderWalk {
    fn new(root: &Path) -> io::Result<Self> {
        Ok(Self { real_root: fs::canonicalize(root)?, found: Vec::new(), left_out: Vec::new(), in_link: false })
    }

    /// Visits what is at a path of the site. Names on disk may have their accents taken apart.
    fn descend(&mut self, above: &Path, path: &str) {
        let mut absolute = above.to_owned();
        let names: Vec<&str> = path.split('/').collect();
        for (index, name) in names.iter().enumerate() {
            let mut real: Vec<PathBuf> = vec![absolute.join(name)];
            if !name.is_ascii() {
                let entries = fs::read_dir(&absolute).into_iter().flatten().flatten();
                let named = entries.filter(|entry| site_name(&entry.file_name().to_string_lossy()) == *name);
                real = named.map(|entry| entry.path()).collect();
            }
            let Some(first) = real.pop() else { return };
            if !real.is_empty() {
                self.push(&first, &names[..=index].join("/"), Some(SourceFault::Twins));
                return;
            }
            absolute = first;
            self.in_link |=
                index + 1 < names.len() && fs::symlink_metadata(&absolute).is_ok_and(|data| data.is_symlink());
        }
        self.visit(&absolute, path);
    }

    fn visit(&mut self, absolute: &Path, path: &str) {
        match fs::symlink_metadata(absolute) {
            Ok(metadata) if metadata.is_symlink() => {}
            Ok(metadata) => return self.visit_real(absolute, path, metadata.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.push_data(absolute, path, Some(unreadable(&error))),
        }
        match self.target(absolute, path) {
            Ok(kind) => {
                let outer = std::mem::replace(&mut self.in_link, true);
                self.visit_real(absolute, path, kind);
                self.in_link = outer;
            }
            Err(fault) => self.push_data(absolute, path, Some(fault)),
        }
    }

    /// Visits what is no link, or a link that may be followed.
    fn visit_real(&mut self, absolute: &Path, path: &str, kind: FileType) {
        let is_top = !path.contains('/');
        match kind {
            kind if kind.is_dir() && path == CONFIG_FILE => self.push(absolute, path, Some(SourceFault::NoFile)),
            kind if kind.is_dir() => match fs::read_dir(absolute) {
                Ok(entries) => self.visit_folder(absolute, path, entries),
                Err(error) => self.push_data(absolute, path, Some(unreadable(&error))),
            },
            kind if kind.is_file() && is_top && path != CONFIG_FILE => {
                self.push(absolute, path, Some(SourceFault::NoFolder))
            }
            kind if kind.is_file() => self.push(absolute, path, None),
            _ => self.push(absolute, path, Some(SourceFault::Special)),
        }
    }

    fn visit_folder(&mut self, absolute: &Path, path: &str, entries: fs::ReadDir) {
        // By the name in the site; more than one only where names differ in how their letters are composed.
        let mut named: BTreeMap<String, Vec<(PathBuf, io::Result<FileType>, bool)>> = BTreeMap::new();
        for entry in entries {
            let Ok(entry) = entry else {
                let broken = Data::Unreadable("the disk or the network reports a fault".to_owned());
                return self.push_data(absolute, path, Some(broken));
            };
            let name = entry.file_name();
            let is_plain = name.to_str().is_some_and(is_plain_name);
            let here = format!("{path}/{}", site_name(&name.to_string_lossy()));
            if is_leftover(&here) {
                self.left_out.push(here);
            } else {
                named.entry(here).or_default().push((entry.path(), entry.file_type(), is_plain));
            }
        }
        for (here, mut entries) in named {
            match (entries.pop(), entries.is_empty()) {
                (Some((absolute, _, _)), false) => self.push(&absolute, &here, Some(SourceFault::Twins)),
                (Some((absolute, _, false)), true) => self.push(&absolute, &here, Some(SourceFault::Name)),
                // Plain files, which are nearly all, cost no call of their own.
                (Some((absolute, Ok(kind), true)), true) if kind.is_file() => self.push(&absolute, &here, None),
                (Some((absolute, _, true)), true) => self.visit(&absolute, &here),
                (None, _) => {}
            }
        }
    }

    /// What a link leads to, or why it is not followed.
    fn target(&self, link: &Path, path: &str) -> Result<FileType, Data> {
        let target = fs::canonicalize(link).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Data::Fault(SourceFault::Dangling),
            io::ErrorKind::PermissionDenied => unreadable(&error),
            _ => Data::Fault(SourceFault::Circle),
        })?;
        let inside = target.strip_prefix(&self.real_root).map_err(|_| Data::Outside)?;
        let kind = fs::metadata(link).map_err(|error| unreadable(&error))?.file_type();
        let folder = link.parent().and_then(|folder| fs::canonicalize(folder).ok());
        if folder.as_ref().is_some_and(|folder| folder.starts_with(&target)) {
            return Err(Data::Fault(SourceFault::Circle));
        }
        if kind.is_dir() && self.in_link {
            return Err(Data::Fault(SourceFault::LinkInLink));
        }
        let names: Vec<String> =
            inside.components().map(|name| site_name(&name.as_os_str().to_string_lossy())).collect();
        let inside = names.join("/");
        let is_beside = folder.as_deref() == target.parent();
        match may_show(path, &inside, kind.is_dir(), is_beside) {
            true => Ok(kind),
            false => Err(Data::Fault(SourceFault::OtherPart)),
        }
    }

    fn push(&mut self, absolute: &Path, path: &str, fault: Option<SourceFault>) {
        self.push_data(absolute, path, fault.map(Data::Fault));
    }

    fn push_data(&mut self, absolute: &Path, path: &str, fault: Option<Data>) {
        if fault.is_some() || FileKind::of(path) != FileKind::Other {
            self.found.push(FoundFile { path: path.to_owned(), absolute: absolute.to_owned(), fault });
        }
    }
}

/// Whether a link at `path` may show what stands at `target`. In `content/` it must stand beside it, because the audience of a folder
/// holds for what is in it; and a file must be of the same kind there, because records are no texts.
fn may_show(path: &str, target: &str, is_folder: bool, is_beside: bool) -> bool {
    let part = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let is_same_part = part(path) == part(target) && target.contains('/');
    let may_stand_there = !path.starts_with("content/") || is_beside;
    is_same_part && may_stand_there && !is_left_out(target) && (is_folder || FileKind::of(path) == FileKind::of(target))
}

/// A name as the site sees it: macOS may hand out names with their accents taken apart, and what nobody sees is replaced.
fn site_name(name: &str) -> String {
    let composed = composed(name);
    if composed.chars().any(is_unseen) {
        composed.chars().map(|c| if is_unseen(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
    } else {
        composed
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.chars().any(is_unseen)
}

/// Whether a character in a name is seen by nobody, turns others around, or divides paths elsewhere. Joiners are letters of Persian
/// and Bengali words.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
