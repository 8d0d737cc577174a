//! Tasks as a calendar.
//!
//! Tasks go in, iCalendar comes out, with a day for each. Source: RFC 5545.

use super::Task;
use crate::text::{Fingerprint, ical_line as line, ical_text as escaped};
use jiff::civil::Date;

/// A task, and the line of its file on which it is.
pub type PlacedTask<'a> = (&'a Task, usize);

/// Writes tasks as a calendar with an event of a whole day for each.
///
/// What is overdue stands on the day `at`, because calendars show nobody what is past; its text says when it was due. A task keeps
/// its name in calendars (UID) when its day moves, so that they can tell it is the same. Same tasks and day, same bytes: the time
/// stamp is the start of `at`.
///
/// Source: RFC 5545. `METHOD` and `X-WR-CALNAME` are for Outlook: Microsoft's MS-OXCICAL describes both.
pub fn calendar(tasks: &[PlacedTask], at: Date) -> String {
    let mut out = String::new();
    for property in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//liberate//due//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, property);
    }
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, "X-WR-CALNAME:What is due");
    tasks.iter().for_each(|task| event(&mut out, *task, at));
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, (task, number): PlacedTask, at: Date) {
    let is_overdue = task.is_overdue(at);
    let day = if is_overdue { at } else { task.day.unwrap_or(at) };
    let owner = task.owner.as_deref();
    let late = match task.day.filter(|_| is_overdue) {
        Some(day) => format!("This was due on {day}.\n"),
        None if is_overdue => "This should have been done already.\n".to_owned(),
        None => String::new(),
    };
    let owned = owner.map(|owner| format!("Owner: {owner}\n")).unwrap_or_default();
    let about = format!("{late}{}\n{owned}{}:{number}", capitalised(task.advice), task.location.file);
    let headline = task.headline();
    let summary = if is_overdue { format!("Overdue: {headline}") } else { capitalised(&headline) };
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}@liberate", uid(task)));
    line(out, &format!("DTSTAMP:{}T000000Z", at.strftime("%Y%m%d")));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
    if let Ok(next) = day.tomorrow() {
        line(out, &format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
    }
    line(out, &format!("SUMMARY:{}", escaped(&summary)));
    line(out, &format!("DESCRIPTION:{}", escaped(&about)));
    if let Some(owner) = owner {
        line(out, &format!("CATEGORIES:{}", escaped(owner)));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

fn uid(task: &Task) -> Fingerprint {
    Fingerprint::of_parts([task.location.file.as_bytes(), task.kind.as_str().as_bytes(), task.id.as_bytes()])
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
