//! A release that is made and not written: what `diff` compares, and what a publication would put out.
//!
//! A snapshot goes in; the list of its files comes out, with their bytes where they differ from another release.

use super::known::{KnownReleases, Maker, ReleaseFile};
use super::stage::path_of;
use super::summary::ReleaseSummary;
use crate::diagnostic::{Diagnostic, tidy};
use crate::render::Artifact;
use crate::site::Route;
use crate::snapshot::{Snapshot, parallel};
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A release that is made and not written.
pub struct FreshRelease {
    /// Its files.
    pub release: KnownReleases,
    /// Everything there is to say, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What differs from the other release, by path.
    differing: HashMap<String, Artifact>,
}

impl FreshRelease {
    /// Makes every output of a snapshot. The bytes of those are kept that `other` does not have; `progress` is told how many of how many
    /// are made.
    pub fn make(
        snapshot: &Snapshot,
        maker: Maker,
        other: &KnownReleases,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Self {
        let mut diagnostics = snapshot.findings_before_rendering();
        let routes = snapshot.routes();
        let known: HashSet<&ReleaseFile> = other.made.iter().collect();
        snapshot.make_documents();
        let done = AtomicUsize::new(0);
        let made = parallel::map(&routes, |(address, route)| {
            let made = snapshot.make(address, *route);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, routes.len());
            let file = made.value.map(|artifact| {
                let file = described(path_of(address), &artifact);
                let differs = !known.contains(&file);
                (file, differs.then_some(artifact))
            });
            (file, made.diagnostics)
        });
        let (mut files, mut differing) = (Vec::with_capacity(made.len()), HashMap::new());
        for (file, findings) in made {
            diagnostics.extend(findings);
            let Some((file, artifact)) = file else { continue };
            differing.extend(artifact.map(|artifact| (file.path.clone(), artifact)));
            files.push(file);
        }
        tidy(&mut diagnostics);
        let pages = routes.iter().filter(|(_, route)| matches!(route, Route::Page(..))).count();
        let release = KnownReleases::release(maker, pages, files).with_summary(ReleaseSummary::of(snapshot));
        Self { release, diagnostics, differing }
    }

    /// The bytes of a file that the other release does not have.
    ///
    /// # Errors
    /// When it is a large file that can no longer be read, or is no longer what it was.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let artifact = self.differing.get(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let Some(file) = &artifact.on_disk else { return Ok(artifact.bytes.to_vec()) };
        file.whole(u64::MAX).ok_or_else(|| io::Error::other(format!("`{path}` changed while it was read")))
    }
}

fn described(path: String, artifact: &Artifact) -> ReleaseFile {
    match &artifact.on_disk {
        Some(file) => ReleaseFile { path, size: file.size, hash: file.fingerprint.to_string() },
        None => ReleaseFile::new(path, &artifact.bytes),
    }
}
