//! When a site next changes although nobody edits anything.
//!
//! Contents go in; the next day on which an edition would differ comes out, with the file that causes it.

use crate::content::{Content, Contents, EditionScope, FrontMatter, Page, Payload, narrow};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Files of one sort that a line names; the others are counted.
const NAMED: usize = 3;

/// The next day on which an edition's output changes although nobody edits anything, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextChange {
    /// The day.
    pub day: Date,
    /// The files of pages that are part of it from then on, sorted.
    pub appears: BTreeSet<String>,
    /// The files of pages that no longer are, sorted.
    pub goes: BTreeSet<String>,
    /// The files of events that are past from then on, or whose next day is another year's, sorted.
    #[serde(default)]
    pub passes: BTreeSet<String>,
    /// The files of documents without a date of their own, sorted: they carry the day on which they are made.
    pub dated: BTreeSet<String>,
}

/// Finds the next change of the edition that sees `scope`; `None` if its output stays as it is for ever.
///
/// Exact for pages: it narrows the contents as a build of that day would, so that sections, drafts and other editions
/// count as they do there. Findings that come with a day are none of it: they change no byte, but may stop the build.
pub fn next_change(contents: &[Arc<Content>], default_language: &str, scope: EditionScope) -> Option<NextChange> {
    let mut days: BTreeSet<Date> = pages(contents).flat_map(|(_, page)| days(&page.front, scope.at)).collect();
    days.retain(|day| *day > scope.at);
    // Nearly every site has neither; narrowing is what costs.
    let may_show_the_day = pages(contents).any(|(_, page)| shows_the_day(page));
    if days.is_empty() && !may_show_the_day {
        return None;
    }
    let now = narrow(contents, default_language, scope);
    if !undated(&now).is_empty() {
        days.extend(scope.at.tomorrow());
    }
    days.into_iter().find_map(|day| {
        let then = narrow(contents, default_language, EditionScope { at: day, ..scope });
        let change = difference(&now, &then, scope.at, day);
        let sorts = [&change.appears, &change.goes, &change.passes, &change.dated];
        sorts.iter().any(|files| !files.is_empty()).then_some(change)
    })
}

impl NextChange {
    /// The sooner of two; both together if they are on one day.
    pub fn or_sooner(self, other: Self) -> Self {
        if self.day != other.day {
            return if self.day < other.day { self } else { other };
        }
        let both = |one: BTreeSet<String>, two: BTreeSet<String>| one.into_iter().chain(two).collect();
        Self {
            day: self.day,
            appears: both(self.appears, other.appears),
            goes: both(self.goes, other.goes),
            passes: both(self.passes, other.passes),
            dated: both(self.dated, other.dated),
        }
    }
}

impl fmt::Display for NextChange {
    /// `1 December 2026: content/news/open-day.md appears`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.day.strftime("%-d %B %Y"))?;
        let sorts = [
            (&self.appears, "appears", "appear"),
            (&self.goes, "goes", "go"),
            (&self.passes, "is past", "are past"),
            (&self.dated, "has no date and shows that day", "have no date and show that day"),
        ];
        let parts = sorts.iter().filter(|(files, ..)| !files.is_empty()).map(|(files, one, many)| {
            let named: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
            match (files.len(), files.len().saturating_sub(NAMED)) {
                (1, _) => format!("{} {one}", named[0]),
                (_, 0) => format!("{} {many}", named.join(", ")),
                (_, rest) => format!("{} and {rest} more {many}", named.join(", ")),
            }
        });
        formatter.write_str(&parts.collect::<Vec<_>>().join("; "))
    }
}

fn pages(contents: &[Arc<Content>]) -> impl Iterator<Item = (&Arc<str>, &Page)> {
    contents.iter().filter_map(|content| match &content.payload {
        Payload::Page(page) => Some((&content.file, page.as_ref())),
        _ => None,
    })
}

fn days(front: &FrontMatter, at: Date) -> impl Iterator<Item = Date> + use<> {
    let past = front.next_event(at).and_then(|day| day.tomorrow().ok());
    [front.publish_on, front.expires].into_iter().flatten().map(|(day, _)| day).chain(past)
}

fn difference(now: &Contents, then: &Contents, at: Date, day: Date) -> NextChange {
    let files = |contents: &Contents| -> BTreeSet<String> {
        pages(&contents.files).map(|(file, _)| file.to_string()).collect()
    };
    let (before, after) = (files(now), files(then));
    let stays = |file: &String| before.contains(file);
    NextChange {
        day,
        appears: after.difference(&before).cloned().collect(),
        goes: before.difference(&after).cloned().collect(),
        passes: pages(&then.files)
            .filter(|(file, page)| {
                let front = &page.front;
                before.contains(file.as_ref()) && front.next_event(at) != front.next_event(day)
            })
            .map(|(file, _)| file.to_string())
            .collect(),
        dated: undated(then).into_iter().filter(stays).collect(),
    }
}

/// The files of documents that show the day on which they are made.
fn undated(contents: &Contents) -> BTreeSet<String> {
    let documents = pages(&contents.files).filter(|(_, page)| shows_the_day(page));
    documents.map(|(file, _)| file.to_string()).collect()
}

/// Whether a document says of no day that it is its own: `document::build` takes the first of these. A translation takes
/// the days of its source.
fn shows_the_day(page: &Page) -> bool {
    let front = &page.front;
    let is_dated = front.date.or(front.updated).or(front.checked_on).is_some();
    front.kind.is_document() && page.language.is_none() && !is_dated
}
