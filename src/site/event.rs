//! Events: parts with a day that is not past.
//!
//! Parts go in, events come out, the next first.

use super::language::LanguageId;
use super::structure::Structure;
use super::texts::PageTexts;
use crate::diagnostic::{Diagnostic, Location, report};
use jiff::civil::Date;

/// Something that takes place on a day; its words are those of a part.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The first day from today on.
    pub next: Date,
    /// The day that its part names.
    pub day: Date,
    /// Whether it comes back each year.
    pub yearly: bool,
    /// Its part.
    pub part: &'a PageTexts,
}

impl Event<'_> {
    /// The days of the year on which it comes back; of each only month and day count. One of 29 February is on the last day of
    /// February: on the 28th in years without a 29th, as [`FrontMatter::next_event`](crate::content::FrontMatter::next_event) says.
    pub fn days_of_year(&self) -> Vec<Date> {
        let other = self.day.yesterday().ok().filter(|_| self.is_leap_day());
        other.into_iter().chain([self.day]).collect()
    }

    /// When it comes back, as calendars read it: for them a day that a year lacks is no day of that year.
    ///
    /// Source: RFC 5545, section 3.3.10.
    pub fn rule(&self) -> Option<&'static str> {
        let rule = if self.is_leap_day() { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" } else { "FREQ=YEARLY" };
        self.yearly.then_some(rule)
    }

    fn is_leap_day(&self) -> bool {
        (self.day.month(), self.day.day()) == (2, 29)
    }
}

/// All events that are not past, the next first.
pub fn events(site: &Structure) -> Vec<Event<'_>> {
    let event = |part| {
        let front = PageTexts::source_front(part);
        let (day, _) = front.event_on?;
        Some(Event { next: front.next_event(site.at)?, day, yearly: front.yearly == Some(true), part })
    };
    let mut events: Vec<Event> = site.parts.values().filter_map(event).collect();
    events.sort_by(|a, b| (a.next, &a.part.key).cmp(&(b.next, &b.part.key)));
    events
}

/// The address of the calendar in a language; `None` if the site has none.
///
/// Only partners get one, as with cards of contacts: an entry that was saved stays in the calendar of a phone, and gives away a
/// person who is controlled by somebody. What the page says is enough for everybody else.
pub fn calendar_address(site: &Structure, language: LanguageId) -> Option<String> {
    let has_events = site.parts.values().any(|part| part.source_front().event_on.is_some());
    (site.edition.partner && has_events).then(|| format!("{}/events.ics", site.language(language).prefix))
}

/// Reports days of events on pages of their own, where nothing shows them, and events without a day.
pub(super) fn check_events(site: &Structure, diagnostics: &mut Vec<Diagnostic>) {
    for node in site.texts() {
        let (front, Some(content)) = (node.source_front(), node.content(node.source)) else { continue };
        let is_part = site.parts.contains_key(&node.key);
        if let Some((_, span)) = front.event_on.filter(|_| !is_part) {
            diagnostics.push(report::event_on_page(Location::at(&content.file, span)));
        }
        // A day that cannot be read has been reported where it is.
        let is_readable = content.diagnostics.iter().all(|finding| !matches!(finding.code, "bad-toml" | "bad-date"));
        if front.yearly.is_some() && front.event_on.is_none() && is_readable {
            diagnostics.push(report::yearly_without_day(Location::whole(&content.file)));
        }
    }
}
