//! What is heard of a page, and whether a recording still says it.
//!
//! A reading goes in; the fingerprint of its words decides.

use super::expand::expand;
use super::reading::{Reading, View};
use crate::content::{Body, NodeKind, Role};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::site::{LanguageId, PageId, PublicFile};
use crate::text::{Fingerprint, plain_words};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page as somebody reads it out.
pub struct RecordingText<'a> {
    /// The sound.
    pub file: &'a PublicFile,
    /// How long it lasts, in seconds, rounded up.
    pub seconds: u32,
}

impl<'a> Reading<'a> {
    /// What the reader can listen to: a recording of the very text that they get.
    pub fn recording(&self) -> Option<RecordingText<'a>> {
        let found = self.view.site.recordings.get(&self.content().file)?;
        Some(RecordingText { file: self.view.site.file_of(&found.source)?, seconds: found.seconds })
    }
}

/// The files of pages whose recording does not say what they say now, with the numbers and words of all records in them. Reported,
/// each with the line that says that it does.
pub fn outdated_recordings(view: View) -> Reported<BTreeSet<Arc<str>>> {
    let mut outdated = Reported::fine(BTreeSet::new());
    if view.site.recordings.is_empty() {
        return outdated;
    }
    for (index, page) in view.site.pages.iter().enumerate() {
        for language in view.site.language_ids().filter(|language| page.has(*language)) {
            if let Some(finding) = outdated_recording(view, PageId(index as u32), language) {
                outdated.value.insert(Arc::clone(&finding.location.file));
                outdated.diagnostics.push(finding);
            }
        }
    }
    outdated
}

fn outdated_recording(view: View, page: PageId, language: LanguageId) -> Option<Diagnostic> {
    let reading = view.read(page, language);
    reading.recording()?;
    let recorded = reading.front().recording.as_ref()?;
    let heard = heard(reading).to_string();
    let location = |span| Location::at(&reading.content().file, span);
    match &recorded.text {
        Some((text, _)) if *text == heard => None,
        Some((text, span)) if Fingerprint::parse(text).is_some() => {
            Some(report::recording_outdated(location(*span), &heard))
        }
        Some((_, span)) => Some(report::recording_unconfirmed(location(*span), &heard)),
        None => Some(report::recording_unconfirmed(location(recorded.file.1), &heard)),
    }
}

/// The fingerprint of what somebody says who reads the page out: its title and its text, without what changes by itself, such as
/// lists of other pages and the days on which contacts were checked.
fn heard(reading: Reading) -> Fingerprint {
    let body = expand(reading.view, &reading.context(), &reading.text().body).value;
    let mut words = format!("{}\n", reading.title());
    let mut at = 0;
    while let Some(node) = body.nodes().get(at) {
        if let NodeKind::Block(Role::ContactChecked | Role::PageList | Role::LanguageList) = node.kind {
            at = body.end_of(at);
        } else {
            say(&body, at, &mut words);
            at += 1;
        }
    }
    Fingerprint::of(plain_words(&words).as_bytes())
}

fn say(body: &Body, at: usize, words: &mut String) {
    match body.nodes()[at].kind {
        NodeKind::Text(piece) | NodeKind::Code(piece) => words.push_str(body.str(piece)),
        NodeKind::SoftBreak => words.push_str(body.line_end(at)),
        // However its digits are grouped, it is the same number.
        NodeKind::Number { digits: piece, .. }
        | NodeKind::Notice { title: Some(piece), .. }
        | NodeKind::Details { summary: piece }
        | NodeKind::Block(Role::Big(piece)) => {
            words.push('\n');
            words.push_str(body.str(piece));
            words.push('\n');
        }
        // Whoever reads it out says that it no longer holds.
        NodeKind::Strikethrough => words.push('~'),
        NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link { .. } | NodeKind::Language { block: false, .. } => {}
        _ => words.push('\n'),
    }
}
