//! Days of the year: a list on a page, and a calendar for partners.

use crate::kit::Site;

const EVENTS: &str = r#"
=== content/_index.md
+++
title = "Home"
+++
=== content/dates.md
+++
title = "Dates"
+++

{{ events() }}
=== content/dates.pl.md
+++
title = "Daty"
+++

{{ events() }}
=== content/events/talk.md
+++
title = "An evening; with tea, and a talk"
kind = "part"
event_on = 2026-12-05
+++

Come and listen.
=== content/events/day.md
+++
title = "A day each year"
kind = "part"
event_on = 2020-10-18
yearly = true
+++

It is in the law.
=== content/events/day.pl.md
+++
title = "Dzień w roku"
+++

Tak stanowi prawo.
"#;

fn on(day: &str) -> Site {
    Site::new(EVENTS).at(day)
}

fn order(page: &str, words: &[&str]) -> bool {
    let places: Option<Vec<usize>> = words.iter().map(|word| page.find(word)).collect();
    places.is_some_and(|places| places.is_sorted())
}

#[test]
fn the_next_event_comes_first_and_what_is_past_is_gone() {
    let site = on("2026-11-28");
    let page = site.article("/dates/");
    assert!(
        order(page, &["An evening", "5 December 2026", "Come and listen.", "A day each year", "18 October 2027"]),
        "{page}"
    );
    let site = on("2026-12-06");
    site.lacks("/dates/", &["An evening"]);
    let site = on("2026-10-18");
    assert!(order(
        site.article("/dates/"),
        &["A day each year", "18 October 2026", "Every year on 18 October", "An evening"]
    ));
}

#[test]
fn a_leap_day_comes_back_each_year_in_pages_and_calendars() {
    let leap = "=== content/events/leap.md\n+++\ntitle = \"Leap day\"\nkind = \"part\"\nevent_on = 2024-02-29\nyearly = true\n+++\n";
    for (day, next) in
        [("2026-12-10", "28 February 2027"), ("2027-03-01", "29 February 2028"), ("2028-03-01", "28 February 2029")]
    {
        let site = Site::new(EVENTS).with(leap).at(day);
        let words = "Every year on 28 February / 29 February";
        assert!(order(site.article("/dates/"), &["Leap day", next, words]), "{}", site.article("/dates/"));
        let partner = Site::new(EVENTS).with(leap).at(day).edition("partner");
        partner.shows("/events.ics", &["DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n"]);
        partner.shows("/events.ics", &["DTSTART;VALUE=DATE:20201018\r\nRRULE:FREQ=YEARLY\r\n"]);
    }
}

#[test]
fn readers_get_their_own_words_and_days() {
    let site = on("2026-11-28");
    site.shows("/pl/dates/", &["<span lang=\"en\" dir=\"ltr\">An evening", "Dzień w roku", "18 października 2027"]);
}

#[test]
fn only_partners_get_a_calendar() {
    assert!(!on("2026-11-28").build().contains_key("/events.ics"));
    let site = on("2026-11-28").edition("partner");
    site.shows("/dates/", &["<a href=\"/events.ics\">"]);
    let calendar = site.page("/events.ics");
    assert!(
        calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"),
        "{calendar}"
    );
    for line in [
        "DTSTART;VALUE=DATE:20261205\r\nSUMMARY;LANGUAGE=en:An evening\\; with tea\\, and a talk\r\n",
        "DTSTART;VALUE=DATE:20201018\r\nRRULE:FREQ=YEARLY\r\nSUMMARY;LANGUAGE=en:A day each year\r\n",
    ] {
        assert!(calendar.contains(line), "{line}\n{calendar}");
    }
    assert!(site.page("/pl/events.ics").contains("SUMMARY;LANGUAGE=pl:Dzień w roku\r\n"));
    assert_eq!(on("2027-06-01").edition("partner").page("/events.ics").matches("BEGIN:VEVENT").count(), 1);
}

#[test]
fn a_site_without_events_has_no_calendar() {
    let site = Site::new("=== content/_index.md\n+++\ntitle = \"Home\"\n+++\n").edition("partner");
    assert!(!site.build().contains_key("/events.ics"));
}

#[test]
fn a_page_cannot_be_an_event() {
    let site = Site::new(&EVENTS.replacen("kind = \"part\"\n", "", 1));
    let found = site.diagnostics();
    assert!(found.contains("content/events/talk.md:3:12 error event-on-page only a part can be an event"), "{found}");
    let found = Site::new(&EVENTS.replace("event_on = 2020-10-18\n", "")).diagnostics();
    assert!(found.contains("content/events/day.md:1:1 error yearly-without-day"), "{found}");
    let found = Site::new(&EVENTS.replace("2020-10-18", "2020-13-18")).diagnostics();
    assert!(
        found.contains("bad-date `event_on` is no date: `2020-13-18`") && !found.contains("yearly-without-day"),
        "said once: {found}"
    );
}
