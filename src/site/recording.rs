//! Recordings: pages that somebody reads out, each in a file beside the page.
//!
//! In: what pages say of theirs, and the files. Out: those that readers get. Whether one still says what its page says is not known
//! here, because that takes the finished words: [`super::Inputs::outdated`] names the pages of which it does not.

use super::structure::Structure;
use crate::content::{Content, PageKind, Payload, Recorded, Sound, sound};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{FileKind, Source, Sources, ending, is_sound};
use crate::text::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A recording that readers get.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The path of its file.
    pub source: Arc<str>,
    /// How long it lasts, in seconds, rounded up.
    pub seconds: u32,
}

/// The recordings of a site.
#[derive(Default)]
pub(super) struct Recordings {
    /// By the file of the page.
    pub by_page: BTreeMap<Arc<str>, Recording>,
    /// Sound beside pages that no reader gets.
    pub hidden: BTreeSet<String>,
}

impl Recordings {
    /// Hides sound beside pages that no page of the edition names, and reports it: what a page no longer names may be wrong, and
    /// nobody knows for whom the rest is.
    pub fn hide_unnamed(&mut self, sources: &Sources, contents: &[Arc<Content>], diagnostics: &mut Vec<Diagnostic>) {
        let named: BTreeSet<&str> = self.by_page.values().map(|recording| recording.source.as_ref()).collect();
        let is_beside_page = |path: &str| sources.get(path).is_some_and(|source| source.kind == FileKind::PageFile);
        let unnamed = contents.iter().map(|content| &content.file).filter(|path| {
            is_sound(path)
                && !named.contains(path.as_ref())
                && !self.hidden.contains(path.as_ref())
                && is_beside_page(path)
        });
        let unnamed: Vec<&Arc<str>> = unnamed.collect();
        for path in unnamed {
            diagnostics.push(report::recording_unnamed(Location::whole(path)));
            self.hidden.insert(path.to_string());
        }
    }
}

/// Finds the files of all recordings, but those of pages in `outdated`.
///
/// Reports recordings of what is no page, files that are missing, are no sound that phones can play, or weigh too much.
pub(super) fn gather(
    site: &Structure,
    sources: &Sources,
    outdated: &BTreeSet<Arc<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Recordings {
    let mut found = Recordings::default();
    for (content, recorded, kind) in recorded_pages(site) {
        let path = recorded.path(&content.file);
        match recording(site, sources, content, (recorded, kind), &path) {
            Ok(recording) if !outdated.contains(&content.file) => {
                found.by_page.insert(Arc::clone(&content.file), recording);
            }
            Ok(_) => {}
            Err(finding) => diagnostics.push(*finding),
        }
        found.hidden.insert(path);
    }
    for recording in found.by_page.values() {
        found.hidden.remove(recording.source.as_ref());
    }
    found
}

/// Every text that names a recording, with its file and what kind of page it is.
fn recorded_pages(site: &Structure) -> impl Iterator<Item = (&Content, &Recorded, PageKind)> {
    site.texts().flat_map(|page| {
        let own = page.files.iter().flatten().filter_map(|content| match &content.payload {
            Payload::Page(text) => Some((content.as_ref(), text.front.recording.as_ref()?)),
            _ => None,
        });
        own.map(|(content, recorded)| (content, recorded, page.source_front().kind))
    })
}

/// One recording, or what is wrong with it.
fn recording(
    site: &Structure,
    sources: &Sources,
    content: &Content,
    (recorded, kind): (&Recorded, PageKind),
    path: &str,
) -> Result<Recording, Box<Diagnostic>> {
    let (name, span) = &recorded.file;
    let location = || Location::at(&content.file, *span);
    if kind != PageKind::Page {
        return Err(Box::new(report::recording_of_no_page(location(), kind.as_str())));
    }
    let source = match sources.get(path) {
        Some(source) if source.kind == FileKind::PageFile => source,
        Some(source) if matches!(source.kind, FileKind::Refused(_)) => {
            return Err(Box::new(report::recording_no_sound(location(), name)));
        }
        _ => return Err(Box::new(report::recording_missing(location(), name, beside(sources, path)))),
    };
    let limit = site.config.recording_limit;
    let size = source.on_disk().map_or(source.bytes().len() as u64, |file| file.size);
    if size > limit {
        return Err(Box::new(report::recording_heavy(location(), size, limit)));
    }
    match sound(source.bytes()) {
        None => Err(Box::new(report::recording_no_sound(location(), name))),
        Some(Sound { ending: own, .. }) if ending(name) != own => {
            Err(Box::new(report::recording_misnamed(location(), name, own)))
        }
        Some(Sound { seconds, .. }) => Ok(Recording { source: Arc::clone(&source.path), seconds }),
    }
}

/// A file in the same folder whose name is near.
fn beside<'s>(sources: &'s Sources, path: &'s str) -> Option<&'s str> {
    let (folder, name) = path.rsplit_once('/')?;
    let names = sources.below(folder).filter(|source| source.kind == FileKind::PageFile);
    nearest(name, names.filter_map(|source: &Arc<Source>| source.path.strip_prefix(folder)?.strip_prefix('/')))
}
