//! What one edition may see on one day.
//!
//! All contents go in, those of the edition come out, each with its records narrowed; whatever it may not see is not in them.

use super::front_matter::{Audience, Status};
use super::guide::guide_name;
use super::parsed::{Content, Page, Payload};
use super::record::{RecordAudience, RecordState};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one edition may see, and when.
#[derive(Clone, Copy, Debug)]
pub struct EditionScope<'a> {
    /// The name of the edition.
    pub edition: &'a str,
    /// Whether pages and records for partners are part of it.
    pub partner: bool,
    /// Whether drafts are part of it.
    pub drafts: bool,
    /// Whether translations that nobody has reviewed are left out.
    pub reviewed_only: bool,
    /// The day for which the site is made.
    pub at: Date,
}

/// The contents of one edition. What the edition may not see is not in it.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// All files that may be seen, in the order of their paths.
    pub files: Vec<Arc<Content>>,
    /// The keys of pages that were left out, and why; only diagnostics may use it.
    pub withheld: BTreeMap<Arc<str>, Withheld>,
}

/// Why something is not part of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    NotYet,
    /// Its day is over.
    Expired,
    /// It is for partners.
    Partner,
}

impl Withheld {
    /// The reason as the end of a sentence: `the page is …`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::NotYet => "not published yet",
            Self::Expired => "no longer published",
            Self::Partner => "for partners only",
        }
    }
}

/// Leaves out what an edition may not see: pages with all their translations, and everything below a section.
///
/// A translation may be left out alone; the page then is in another language there. Records are narrowed by
/// [`shows`] where they are read.
pub fn narrow(contents: &[Arc<Content>], default_language: &str, scope: EditionScope) -> Contents {
    let mut withheld = BTreeMap::new();
    let mut folders = BTreeMap::new();
    for page in contents.iter().filter_map(|content| page_of(content)) {
        if is_source(page, default_language)
            && let Some(reason) = reason(page, scope)
        {
            if let Some(folder) = folder_of(&page.key) {
                folders.insert(folder.to_owned(), reason);
            }
            withheld.insert(Arc::clone(&page.key), reason);
        }
    }
    if !folders.is_empty() {
        for page in contents.iter().filter_map(|content| page_of(content)) {
            let above = folders.iter().find(|(folder, _)| page.key.starts_with(folder.as_str()));
            if let Some((_, reason)) = above {
                withheld.entry(Arc::clone(&page.key)).or_insert(*reason);
            }
        }
    }
    let guides = withheld_guides(contents, scope);
    withheld.extend(guides.iter().map(|name| (Arc::from(format!("{name}/_index.md")), Withheld::Partner)));
    let alone = withheld_alone(contents, default_language, scope);
    let is_seen = |content: &Content, page: &Page| !withheld.contains_key(&page.key) && !alone.contains(&content.file);
    let unheard = unheard(contents, is_seen);
    let stays = |content: &&Arc<Content>| match &content.payload {
        Payload::Page(page) => is_seen(content, page),
        Payload::Records(_) if let Some(guide) = content.guide() => !guides.contains(guide.name.as_str()),
        Payload::Records(_) if let Some((_, words)) = content.guide_words() => {
            !guides.contains(guide_name(&content.file))
                && (words.status == Some(Status::Reviewed) || !scope.reviewed_only)
        }
        // Partners may see what everybody may see.
        Payload::Ledger(ledger) => scope.partner || ledger.edition == scope.edition,
        // It names contacts for staff, too.
        Payload::ContactLog(_) => scope.partner,
        Payload::Gone(_) | Payload::Refused => true,
        _ => !is_file_of(&content.file, &folders) && !unheard.contains(content.file.as_ref()),
    };
    Contents { files: contents.iter().filter(stays).cloned().collect(), withheld }
}

/// Whether a record of that audience and state is shown.
pub fn shows(audience: RecordAudience, state: RecordState, partner: bool) -> bool {
    state == RecordState::Publish && (partner || audience != RecordAudience::Staff)
}

/// The names of guides that the edition may not see.
fn withheld_guides<'c>(contents: &'c [Arc<Content>], scope: EditionScope) -> BTreeSet<&'c str> {
    let guides = contents.iter().filter_map(|content| content.guide());
    let hidden = guides.filter(|guide| guide.audience == Some(Audience::Partner) && !scope.partner);
    hidden.map(|guide| guide.name.as_str()).collect()
}

/// The files of translations that are left out although their page is there.
fn withheld_alone(contents: &[Arc<Content>], default_language: &str, scope: EditionScope) -> BTreeSet<Arc<str>> {
    contents
        .iter()
        .filter(|content| {
            page_of(content).is_some_and(|page| {
                !is_source(page, default_language)
                    && (reason(page, scope).is_some()
                        || (scope.reviewed_only && page.front.status != Some(Status::Reviewed)))
            })
        })
        .map(|content| Arc::clone(&content.file))
        .collect()
}

/// The files of recordings that only pages name which are left out.
fn unheard(contents: &[Arc<Content>], is_seen: impl Fn(&Content, &Page) -> bool) -> BTreeSet<String> {
    let (mut seen, mut unseen) = (BTreeSet::new(), BTreeSet::new());
    for content in contents {
        let Some(page) = page_of(content) else { continue };
        let Some(recorded) = &page.front.recording else { continue };
        let files = if is_seen(content, page) { &mut seen } else { &mut unseen };
        files.insert(recorded.path(&content.file));
    }
    unseen.difference(&seen).cloned().collect()
}

fn page_of(content: &Content) -> Option<&Page> {
    match &content.payload {
        Payload::Page(page) => Some(page),
        _ => None,
    }
}

fn is_source(page: &Page, default_language: &str) -> bool {
    page.language.as_ref().is_none_or(|tag| tag.as_str() == default_language)
}

/// Why a page is left out because of what it says of itself; sections above it may have reasons of their own.
pub fn reason(page: &Page, scope: EditionScope) -> Option<Withheld> {
    let front = &page.front;
    if front.draft == Some(true) && !scope.drafts {
        Some(Withheld::Draft)
    } else if front.audience == Some(Audience::Partner) && !scope.partner {
        Some(Withheld::Partner)
    } else if front.publish_on.is_some_and(|(day, _)| scope.at < day) && !scope.drafts {
        Some(Withheld::NotYet)
    } else if front.expires.is_some_and(|(day, _)| scope.at >= day) {
        Some(Withheld::Expired)
    } else {
        None
    }
}

/// The folder that belongs to a section, or to a page with files of its own, with a slash at the end.
fn folder_of(key: &str) -> Option<&str> {
    let (folder, name) = key.rsplit_once('/').map_or(("", key), |(folder, name)| (&key[..=folder.len()], name));
    matches!(name, "_index.md" | "index.md").then_some(folder)
}

fn is_file_of(file: &str, folders: &BTreeMap<String, Withheld>) -> bool {
    file.strip_prefix("content/").is_some_and(|path| folders.keys().any(|folder| path.starts_with(folder.as_str())))
}
