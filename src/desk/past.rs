//! What was done at the desk, and the way back.

use super::answer::{Answer, Response};
use super::deed::Deed;
use super::door::NotWritten;
use super::form::Form;
use super::history::Entry;
use super::look::Look;
use crate::source::Source;
use crate::text::Fingerprint;
use crate::translation::{ComparedSide, compare_lists, compare_words};
use serde::Serialize;

/// Deeds that are shown at once.
const MOST: usize = 100;

#[derive(Serialize)]
struct Past {
    title: &'static str,
    here: &'static str,
    file: String,
    deeds: Vec<ShownDeed>,
    said: String,
}

#[derive(Serialize)]
struct ShownDeed {
    number: u64,
    when: String,
    what: String,
    by: String,
    file: String,
    title: String,
    changes: Vec<Vec<(&'static str, String)>>,
    /// Whether the file is still as the deed left it.
    can_go_back: bool,
}

/// Shows what was done, of one file or of all.
pub fn show(look: &Look, query: &Form) -> Answer {
    let file = query.trimmed("file").to_owned();
    let entries = look.desk.door.history().entries();
    let wanted = entries.iter().filter(|entry| file.is_empty() || entry.path == file).take(MOST);
    let values = Past {
        title: "What was done",
        here: "past",
        deeds: wanted.map(|entry| shown(look, entry)).collect(),
        said: query.trimmed("said").to_owned(),
        file,
    };
    look.desk.page(200, "past.html", look.site, &values)
}

fn shown(look: &Look, entry: &Entry) -> ShownDeed {
    let now = look.site.workspace.sources().get(&entry.path);
    let is_now = now.map(|source| source.fingerprint.to_string()) == entry.after;
    let old = look.desk.door.history().old_bytes(entry.number);
    let zone = jiff::tz::TimeZone::system();
    ShownDeed {
        number: entry.number,
        when: entry.at.to_zoned(zone).strftime("%-d %B %Y, %H:%M").to_string(),
        what: entry.what.clone(),
        by: entry.role.clone(),
        file: entry.path.clone(),
        title: look.title_of(&entry.path),
        changes: match (&old, now) {
            (Some(old), Some(now)) if is_now => differences(&entry.path, old, now),
            _ => Vec::new(),
        },
        can_go_back: is_now,
    }
}

/// What differs, line by line, in words: `was`, `is` and `same`.
fn differences(path: &str, old: &[u8], now: &Source) -> Vec<Vec<(&'static str, String)>> {
    let old = Source::from_bytes(path, old.to_vec());
    let (Some(old), Some(now)) = (old.text(), now.text()) else { return Vec::new() };
    let (then, now): (Vec<&str>, Vec<&str>) = (old.lines().collect(), now.lines().collect());
    let pairs = compare_lists(&then, &now).into_iter();
    let line = |(was, is): (Option<usize>, Option<usize>)| {
        let pieces = compare_words(was.map_or("", |at| then[at]), is.map_or("", |at| now[at]));
        let named = pieces.into_iter().map(|(side, text)| match side {
            ComparedSide::Then => ("was", text),
            ComparedSide::Now => ("is", text),
            ComparedSide::Both => ("same", text),
        });
        named.collect::<Vec<_>>()
    };
    pairs.map(line).filter(|line: &Vec<_>| line.iter().any(|(_, text)| !text.trim().is_empty())).take(MOST).collect()
}

/// Takes a deed back: a deed of its own, which can be taken back, too.
pub fn act(look: &Look, form: &Form) -> Response {
    let entry = form.trimmed("number").parse().ok().and_then(|number| look.desk.door.history().entry(number));
    let Some(entry) = entry else {
        return look
            .desk
            .stopped(404, look.site, "Nobody knows this change any more: changes are kept for 90 days.")
            .into();
    };
    let old = look.desk.door.history().old_bytes(entry.number);
    if old.is_none() && entry.before.is_some() {
        return look.desk.stopped(404, look.site, "The text from before this change is not there any more.").into();
    }
    let old = old.map(|bytes| Source::from_bytes(&entry.path, bytes));
    let text = old.as_ref().map(|source| source.text().map(ToString::to_string).unwrap_or_default());
    let what = format!("Taken back: {}", entry.what);
    let deed = Deed {
        path: &entry.path,
        seen: entry.after.as_deref().and_then(Fingerprint::parse),
        text: text.as_deref(),
        what: &what,
        role: form.trimmed("role"),
    };
    match look.desk.write(&deed) {
        Ok(changes) => Response { answer: Answer::Done("past?said=back".to_owned()), changes },
        Err(NotWritten::Changed) => {
            let why = "The file was changed again since, so taking this back would lose that. Open the page and change it by hand; the words from before are in the list.";
            look.desk.stopped(409, look.site, why).into()
        }
        Err(NotWritten::Machine(why)) => look.desk.stopped(422, look.site, &why).into(),
    }
}
