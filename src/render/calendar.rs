//! All events as a calendar.
//!
//! The events of an edition go in, iCalendar comes out. Source: RFC 5545.

use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, events};
use crate::text::{Fingerprint, ical_line, ical_text};
use crate::view::{View, string};

/// Writes all events that are not past as a calendar in a language: each takes a whole day and blocks no time.
///
/// An event keeps its name in calendars (UID) when its words or its day change. The same events make the same bytes: the time stamp
/// is the day on which somebody checked the event, or else the event's own.
///
/// Source: RFC 5545.
pub fn calendar(view: View, language: LanguageId, diagnostics: &mut Vec<Diagnostic>) -> String {
    let site = view.site;
    let name = string(view, language, "site.title", &[], diagnostics);
    let mut out = String::new();
    for property in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//liberate//events//EN", "CALSCALE:GREGORIAN"] {
        ical_line(&mut out, property);
    }
    ical_line(&mut out, &format!("X-WR-CALNAME:{}", ical_text(&name)));
    for event in events(site) {
        let id = site.reading(event.part, language);
        let Some(text) = event.part.text(id) else { continue };
        let uid = Fingerprint::of_parts([event.part.key.as_bytes()]);
        let stamp = event.part.source_front().checked_on.unwrap_or(event.day);
        ical_line(&mut out, "BEGIN:VEVENT");
        ical_line(&mut out, &format!("UID:{uid}@liberate"));
        ical_line(&mut out, &format!("DTSTAMP:{}T000000Z", stamp.strftime("%Y%m%d")));
        ical_line(&mut out, &format!("DTSTART;VALUE=DATE:{}", event.day.strftime("%Y%m%d")));
        if let Some(rule) = event.rule() {
            ical_line(&mut out, &format!("RRULE:{rule}"));
        }
        ical_line(&mut out, &format!("SUMMARY;LANGUAGE={}:{}", site.language(id).tag, ical_text(&text.front.title)));
        ical_line(&mut out, "TRANSP:TRANSPARENT");
        ical_line(&mut out, "END:VEVENT");
    }
    ical_line(&mut out, "END:VCALENDAR");
    out
}
