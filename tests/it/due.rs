//! Upkeep: what is due, when the site changes by itself, and who let what through.

use crate::command::{Run, files_below, liberate, temporary};
use crate::expect::assert_text;
use crate::kit::{RECORDS, Site};
use tempfile::TempDir;

/// A folder with the files of a site whose text is `text`.
fn folder(text: &str) -> TempDir {
    let folder = temporary();
    Site::new(text).write_to(folder.path());
    folder
}

/// A page with these lines in its front matter.
fn page(name: &str, lines: &str) -> String {
    format!("=== content/{name}.md\n+++\ntitle = \"Page {name}\"\n{lines}\n+++\n\nWords.\n")
}

fn contact(lines: &str) -> String {
    format!(
        "=== content/contacts.toml\n# Numbers.\n[line]\nname = \"Helpline\"\ndisplay = \"0121 496 0000\"\n\
         digits = \"01214960000\"\nstate = \"publish\"\naudience = \"both\"\n{lines}\n"
    )
}

/// What `liberate due` says on 22 November 2026.
fn due(text: &str, arguments: &[&str]) -> Run {
    due_on("2026-11-22", text, arguments)
}

fn due_on(at: &str, text: &str, arguments: &[&str]) -> Run {
    let folder = folder(text);
    let run = liberate(folder.path(), &[&["due", "--at", at], arguments].concat());
    assert_eq!(run.errors, "", "{arguments:?}");
    run
}

#[track_caller]
fn check(text: &str, code: i32, lines: &[&str]) {
    let run = due(text, &["--quiet"]);
    assert_eq!((run.output.lines().collect::<Vec<_>>(), run.code), (lines.to_vec(), code));
}

// What is listed

#[test]
fn nothing_is_due() {
    let run = due("", &[]);
    assert_eq!((run.code, run.output.as_str()), (0, "0 overdue, 0 more within 60 days\n"));
}

#[test]
fn reviews_of_pages_are_due_at_their_line() {
    let review = page("a", "owner = \"Comms lead\"\nreview_by = 2026-12-01");
    check(
        &review,
        0,
        &["2026-12-01  in 9 days  Comms lead  content/a.md:4  review Page a: \
           look at it again, then set `review_by` to the next date"],
    );
}

#[test]
fn the_soonest_comes_first_and_the_overdue_before_all() {
    let text = ["2026-12-02", "2026-11-22", "2024-01-31", "2026-11-21", "2026-11-23"]
        .iter()
        .zip(["a", "b", "c", "d", "e"])
        .map(|(day, name)| page(name, &format!("review_by = {day}")))
        .collect::<String>();
    let run = due(&text, &[]);
    let days: Vec<&str> = run.output.lines().map(|line| line.split("  nobody").next().unwrap().trim_end()).collect();
    assert_eq!(
        days,
        [
            "2024-01-31  overdue by 1026 days",
            "2026-11-21  overdue by 1 day",
            "2026-11-22  today",
            "2026-11-23  tomorrow",
            "2026-12-02  in 10 days",
            "2 overdue, 3 more within 60 days",
        ]
    );
    assert_eq!(run.code, 1);
}

#[test]
fn the_day_itself_is_in_time_as_it_is_for_check() {
    let text = page("a", "review_by = 2026-11-22");
    for (at, code, warnings) in [("2026-11-22", 0, "0 warnings"), ("2026-11-23", 1, "1 warning")] {
        assert_eq!(due_on(at, &text, &[]).code, code, "{at}");
        let check = liberate(folder(&text).path(), &["check", "--at", at]);
        assert_eq!(check.output, format!("0 errors, {warnings}\n"), "{at}");
    }
}

#[test]
fn contacts_are_due_when_their_facts_grow_old() {
    let advice = "check Helpline: ring the number, then set `checked_on` to that day and `checked_how` to \"call\"";
    let line = |day: &str| format!("{day}  nobody named  content/contacts.toml:2  {advice}");
    check(&contact("checked_on = 2026-10-24\nexpires_days = 30"), 0, &[&line("2026-11-23  tomorrow")]);
    check(&contact("checked_on = 2026-08-23"), 1, &[&line("2026-11-21  overdue by 1 day")]);
    check(&contact(""), 1, &[&line("at once")]);
}

#[test]
fn records_have_owners_reviews_and_confirmations() {
    let text = contact(
        "checked_on = 2026-11-22\nowner = \"Duty desk\"\nreview_by = 2026-12-24\nconfirm_by = 2026-12-01",
    ) + "=== content/signs.toml\n[tired]\ntext = \"People look tired.\"\naudience = \"public\"\nstate = \"publish\"\n\
           review_by = 2026-12-02\n[unsure]\ntext = \"A sign.\"\naudience = \"public\"\nstate = \"verify\"\n\
           confirm_by = 2026-12-03\n[kept]\ntext = \"Another.\"\nstate = \"hold\"\nconfirm_by = 2026-12-03\n";
    check(
        &text,
        0,
        &[
            "2026-12-01  in 9 days   Duty desk     content/contacts.toml:11  confirm Helpline: \
             let a person confirm it, then remove `confirm_by` or set it to the next date",
            "2026-12-02  in 10 days  nobody named  content/signs.toml:5      review People look tired.: \
             look at it again, then set `review_by` to the next date",
            "2026-12-03  in 11 days  nobody named  content/signs.toml:10     confirm A sign.: \
             let a person confirm it, then remove `confirm_by` and set `state = \"publish\"`",
            "2026-12-24  in 32 days  Duty desk     content/contacts.toml:10  review Helpline: \
             look at it again, then set `review_by` to the next date",
        ],
    );
}

#[test]
fn records_that_nobody_confirmed_or_reviewed_in_time_stop_a_publication() {
    let text = contact("checked_on = 2026-11-22\nreview_by = 2026-11-21\nconfirm_by = 2026-11-21");
    let site = Site::new(&text);
    let hint = "or set it to the next date";
    assert_eq!(
        site.diagnostics(),
        format!(
            "content/contacts.toml:9:13 warning review-overdue record `line` was to be reviewed by 2026-11-21 | review it, then set `review_by` to the next date\n\
             content/contacts.toml:10:14 warning confirm-overdue record `line` was to be confirmed by 2026-11-21 | confirm it, then remove `confirm_by` {hint}"
        )
    );
    let run = liberate(folder(&text).path(), &["check", "--publish", "--at", "2026-11-22"]);
    assert_eq!((run.code, run.output.as_str()), (1, "2 errors, 0 warnings\n"));
    assert_eq!(Site::new(&text).at("2026-11-21").diagnostics(), "");
}

#[test]
fn pages_that_appear_and_go_are_announced_and_never_late() {
    let text = page("a", "publish_on = 2026-12-01\nexpires = 2026-12-24")
        + &page("b", "publish_on = 2026-11-22\nexpires = 2026-11-23")
        + &page("gone", "expires = 2026-11-22\nreview_by = 2026-11-01");
    let build = "build and publish the site on that day: nobody does it by itself";
    check(
        &text,
        0,
        &[
            &format!("2026-11-23  tomorrow    nobody named  content/b.md:4  Page b goes: {build}"),
            &format!("2026-12-01  in 9 days   nobody named  content/a.md:3  Page a appears: {build}"),
            &format!("2026-12-24  in 32 days  nobody named  content/a.md:4  Page a goes: {build}"),
        ],
    );
}

#[test]
fn a_draft_asks_for_nothing_unless_it_has_a_day() {
    check(&page("a", "draft = true\nreview_by = 2026-01-01"), 0, &[]);
    let finish = |day: &str| {
        format!(
            "{day}  nobody named  content/a.md:4  finish Page a: finish it and remove `draft`: it is to appear on the day after"
        )
    };
    check(&page("a", "draft = true\npublish_on = 2026-11-23"), 0, &[&finish("2026-11-22  today")]);
    check(&page("a", "draft = true\npublish_on = 2026-11-22"), 1, &[&finish("2026-11-21  overdue by 1 day")]);
}

#[test]
fn what_may_stand_for_a_while_is_due_on_its_last_day() {
    let text = page("a", "[[allow]]\nrule = \"long-sentence\"\nreason = \"quoted\"\nuntil = 2026-11-23");
    let line = "2026-11-22  today  nobody named  content/a.md:4  mend Page a: long-sentence: mend what this rule finds on the page, then remove its `[[allow]]`";
    check(&text, 0, &[line]);
    assert_eq!(due_on("2026-11-23", &text, &[]).code, 1);
}

#[test]
fn guides_and_translations_and_partner_pages_are_listed_too() {
    let text = RECORDS.to_owned()
        + &page("a", "owner = \"Comms lead\"\naudience = \"partner\"\nreview_by = 2026-12-01")
        + "=== content/a.pl.md\n+++\ntitle = \"Strona\"\nreview_by = 2026-12-02\n+++\n\nWords.\n"
        + "=== content/guide.toml\n[guide]\ntitle = \"What now?\"\nall = \"All\"\nneutral_title = \"Questions\"\nstart = \"call\"\n\
           owner = \"Safeguarding lead\"\nreview_by = 2026-12-03\n[call]\noutcome = \"Call\"\ncontacts = [\"police\"]\n";
    let run = due(&text, &["--within", "14"]);
    let lines: Vec<&str> = run.output.lines().collect();
    assert_eq!(
        lines,
        [
            "2026-12-01  in 9 days   Comms lead         content/a.md:5        review Page a: look at it again, then set `review_by` to the next date",
            "2026-12-02  in 10 days  Comms lead         content/a.pl.md:3     review Strona: look at it again, then set `review_by` to the next date",
            "2026-12-03  in 11 days  Safeguarding lead  content/guide.toml:7  review What now?: go through all questions again, then set `review_by` to the next date",
            "0 overdue, 3 more within 14 days",
        ]
    );
}

// What is asked for

#[test]
fn days_ahead_are_asked_for() {
    let text = page("a", "review_by = 2026-12-22")
        + &page("b", "review_by = 2026-12-23")
        + &page("c", "review_by = 2020-01-01");
    let listed = |within: &str| {
        let run = due(&text, &["--within", within]);
        ["a.md", "b.md", "c.md"].map(|name| run.output.contains(name))
    };
    assert_eq!(listed("30"), [true, false, true]);
    assert_eq!(listed("31"), [true, true, true]);
    assert_eq!(listed("0"), [false, false, true]);
}

#[test]
fn an_owner_sees_their_own() {
    let text = page("a", "owner = \"Comms lead\"\nreview_by = 2026-12-01")
        + &page("b", "owner = \"Legal lead\"\nreview_by = 2026-01-01");
    let own = due(&text, &["--owner", "comms lead"]);
    assert_eq!((own.code, own.output.contains("a.md"), own.output.contains("b.md")), (0, true, false));
    assert_eq!(due(&text, &["--owner", "Legal lead"]).code, 1);
    let orphan = due(&(text.clone() + &contact("")), &["--owner", "Comms lead"]);
    assert!(orphan.output.ends_with("1 more overdue of which no file names an owner: see the list without --owner\n"));
    let folder = folder(&text);
    let unknown = liberate(folder.path(), &["due", "--owner", "Comms"]);
    assert_eq!((unknown.code, unknown.output.as_str()), (2, ""));
    assert_eq!(unknown.errors, "error: `Comms` answers for nothing that has a day; these do: Comms lead, Legal lead\n");
}

#[test]
fn other_programs_get_json() {
    let text = page("a", "owner = \"Comms lead\"\nreview_by = 2026-11-21") + &contact("");
    let run = due(&text, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.output).expect("it is JSON");
    assert_eq!(run.code, 1);
    assert_eq!(json[0]["day"], serde_json::Value::Null);
    assert_eq!(
        json[1],
        serde_json::json!({
            "day": "2026-11-21",
            "days_left": -1,
            "overdue": true,
            "kind": "review",
            "owner": "Comms lead",
            "title": "Page a",
            "advice": "look at it again, then set `review_by` to the next date",
            "path": "content/a.md",
            "line": 4,
        })
    );
}

/// Puts folded lines together, as a calendar does.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

#[test]
fn the_calendar_is_this_text() {
    let text =
        page("a", "owner = \"Comms, press; web\"\nreview_by = 2026-12-31") + &page("b", "review_by = 2026-10-01");
    let run = due(&text, &["--format", "ics"]);
    assert_eq!(run.code, 1);
    assert_text!(
        run.output,
        r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//liberate//due//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:What is due
        BEGIN:VEVENT
        UID:51b3a2a565ce1b4c79b245ba1d73a9a6@liberate
        DTSTAMP:20261122T000000Z
        DTSTART;VALUE=DATE:20261122
        DTEND;VALUE=DATE:20261123
        SUMMARY:Overdue: review Page b
        DESCRIPTION:This was due on 2026-10-01.\nLook at it again\, then set `revie
         w_by` to the next date\ncontent/b.md:3
        TRANSP:TRANSPARENT
        END:VEVENT
        BEGIN:VEVENT
        UID:dfeebea5184c416047313085c2a3e95c@liberate
        DTSTAMP:20261122T000000Z
        DTSTART;VALUE=DATE:20261231
        DTEND;VALUE=DATE:20270101
        SUMMARY:Review Page a
        DESCRIPTION:Look at it again\, then set `review_by` to the next date\nOwner
         : Comms\, press\; web\ncontent/a.md:4
        CATEGORIES:Comms\, press\; web
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
    "#
    );
}

#[test]
fn lines_of_a_calendar_are_short_and_end_as_they_should() {
    let title = "ਜੇ ਤੁਹਾਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ ".repeat(6);
    let text = format!("=== content/a.md\n+++\ntitle = \"{title}\"\nreview_by = 2026-12-01\n+++\n");
    let run = due(&text, &["--format", "ics"]);
    assert!(run.output.ends_with("END:VCALENDAR\r\n"));
    for line in run.output.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} bytes: {line}", line.len());
    }
    assert!(unfolded(&run.output).contains(&format!("SUMMARY:Review {title}")), "{}", run.output);
}

#[test]
fn an_event_keeps_its_name_when_its_day_moves() {
    let uid = |lines: &str| {
        let calendar = due(&page("a", lines), &["--format", "ics"]).output;
        calendar.lines().find(|line| line.starts_with("UID:")).map(str::to_owned).expect("an event has a name")
    };
    assert_eq!(uid("review_by = 2026-12-01"), uid("owner = \"Comms lead\"\nreview_by = 2027-01-10"));
    assert_ne!(uid("review_by = 2026-12-01"), uid("expires = 2026-12-01"));
}

#[test]
fn a_file_is_written_on_request_with_the_same_bytes_each_time() {
    let folder = folder(&(page("a", "review_by = 2026-12-01") + &contact("checked_on = 2026-11-01")));
    let before = files_below(folder.path());
    let elsewhere = temporary();
    let mut written = Vec::new();
    for name in ["one/due.ics", "two.ics"] {
        let file = elsewhere.path().join(name);
        let path = file.to_string_lossy().into_owned();
        let run = liberate(folder.path(), &["due", "--format", "ics", "--output", &path, "--at", "2026-11-22"]);
        assert_eq!((run.code, run.output), (0, format!("wrote {path}: 0 overdue, 1 more within 60 days\n")));
        written.push(std::fs::read(file).unwrap());
    }
    assert_eq!(written[0], written[1]);
    let mut after = files_below(folder.path());
    after.retain(|path, _| !path.starts_with(".liberate/"));
    assert_eq!(after, before, "the site is as it was");
}

// When the site changes by itself

/// The second line of a build, if there is one.
fn change_of(text: &str, arguments: &[&str]) -> String {
    let folder = folder(text);
    let build = || {
        let run = liberate(folder.path(), &[&["build", "--at", "2026-11-22"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.errors);
        run.output.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let said = build();
    assert_eq!(build(), said, "a build that changes nothing says the same");
    said
}

#[test]
fn a_build_says_when_it_would_next_differ() {
    let news = page("open-day", "publish_on = 2026-12-01\nexpires = 2026-12-24");
    let on = "without edits this site next changes on";
    assert_eq!(change_of(&news, &[]), format!("{on} 1 December 2026: content/open-day.md appears"));
    assert_eq!(
        change_of(&page("a", "publish_on = 2026-11-22\nexpires = 2026-11-23"), &[]),
        format!("{on} 23 November 2026: content/a.md goes")
    );
    let many: String = ["a", "b", "c", "d", "e"].map(|name| page(name, "publish_on = 2026-12-01")).concat();
    assert_eq!(
        change_of(&(many + &page("f", "expires = 2026-12-01")), &[]),
        format!("{on} 1 December 2026: content/a.md, content/b.md, content/c.md and 2 more appear; content/f.md goes")
    );
}

#[test]
fn a_build_that_stays_as_it_is_says_so() {
    let folder = folder(&page("a", "review_by = 2026-11-30"));
    let run = liberate(folder.path(), &["build", "--at", "2026-11-22"]);
    assert!(run.output.ends_with(" s; without edits it stays as it is\n"), "{}", run.output);
}

#[test]
fn only_what_an_edition_sees_changes_it() {
    let text = page("a", "publish_on = 2026-12-01\naudience = \"partner\"")
        + &page("b", "publish_on = 2026-12-02\ndraft = true")
        + "=== content/c/_index.md\n+++\ntitle = \"Section\"\npublish_on = 2026-12-04\n+++\n"
        + &page("c/d", "publish_on = 2026-12-03");
    let on = "without edits this site next changes on";
    let section = format!("{on} 4 December 2026: content/c/_index.md, content/c/d.md appear");
    assert_eq!(change_of(&text, &[]), section);
    assert_eq!(change_of(&text, &["--edition", "partner"]), format!("{on} 1 December 2026: content/a.md appears"));
    assert_eq!(change_of(&text, &["--drafts"]), "", "with drafts, pages are there before their day");
}

#[test]
fn a_document_without_a_date_changes_every_day() {
    let poster = |lines: &str| page("p", &format!("kind = \"poster\"\n{lines}"));
    assert_eq!(
        change_of(&poster(""), &[]),
        "without edits this site next changes on 23 November 2026: content/p.md has no date and shows that day"
    );
    assert_eq!(change_of(&poster("date = 2026-11-01"), &[]), "");
}

#[test]
fn what_a_build_says_of_its_next_change_is_true() {
    let text =
        page("a", "date = 2026-10-01\npublish_on = 2026-12-01") + &page("b", "date = 2026-09-01\nexpires = 2026-12-10");
    let on = |day: &str| Site::new(&text).at(day).build().clone();
    assert!(on("2026-11-22") == on("2026-11-30"), "nothing changes before the day, not even a feed without news");
    assert!(on("2026-11-30") != on("2026-12-01"));
}

#[test]
fn a_check_says_the_soonest_change_of_all_editions() {
    let text = page("a", "publish_on = 2026-12-01\naudience = \"partner\"") + &page("b", "publish_on = 2026-12-02");
    let folder = folder(&text);
    let run = liberate(folder.path(), &["check", "--at", "2026-11-22"]);
    assert_eq!(
        run.output,
        "0 errors, 0 warnings\nwithout edits this site next changes on 1 December 2026: content/a.md appears\n"
    );
    assert_eq!(liberate(folder.path(), &["check", "--quiet", "--at", "2026-11-22"]).output, "");
}

// What is let through

/// A site with an overdue contact, and `check --publish` with more arguments.
fn gate(folder: &TempDir, arguments: &[&str]) -> Run {
    liberate(folder.path(), &[&["check", "--publish", "--at", "2026-11-22"], arguments].concat())
}

const OLD: &str = "checked_on = 2026-01-01";
const DESPITE: [&str; 6] =
    ["--despite", "contact-expired", "--named", "Duty inspector", "--because", "the line is \"down\""];

#[test]
fn a_role_can_let_an_overdue_contact_through_and_it_is_written_down() {
    let folder = folder(&contact(OLD));
    assert_eq!(gate(&folder, &[]).code, 1);
    let log = folder.path().join("publication-log.toml");
    assert!(!log.exists());
    let run = gate(&folder, &DESPITE);
    assert_eq!((run.code, run.output.lines().next()), (0, Some("0 errors, 1 warning")));
    assert!(
        run.errors.contains("1 finding let through by Duty inspector; publication-log.toml says so"),
        "{}",
        run.errors
    );
    assert_eq!(
        std::fs::read_to_string(&log).unwrap(),
        r#"# What was published, what was gone back to, and what was let through although it stops a publication.
# Written by `liberate publish`, `liberate rollback` and `liberate check --publish --despite`: keep this file with the site, and add no line by hand.

[[let_through]]
on = 2026-11-22
named = "Duty inspector"
because = "the line is \"down\""
despite = ["contact-expired"]
findings = [
    "content/contacts.toml:2: contact `line` was last checked on 2026-01-01, more than 90 days ago",
]
"#
    );
    let once = std::fs::read_to_string(&log).unwrap();
    gate(&folder, &DESPITE);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), once, "the same is written once");
    gate(&folder, &["--despite", "contact-expired", "--named", "Comms lead", "--because", "agreed"]);
    let twice = std::fs::read_to_string(&log).unwrap();
    assert!(twice.starts_with(&once) && twice.matches("[[let_through]]").count() == 2, "{twice}");
    let table: toml::Table = twice.parse().expect("the log is TOML");
    assert_eq!(table["let_through"].as_array().map(Vec::len), Some(2));
    assert_eq!(gate(&folder, &[]).code, 1, "it holds for one run only");
}

#[test]
fn a_log_is_no_part_of_the_site() {
    let folder = folder(&contact(OLD));
    let build = || liberate(folder.path(), &["build", "--at", "2026-11-22"]).output;
    build();
    gate(&folder, &DESPITE);
    assert!(build().starts_with("nothing has changed since the last build of "));
}

#[test]
fn nobody_lets_something_through_without_a_role_and_a_reason() {
    let folder = folder(&contact(OLD));
    let before = files_below(folder.path());
    for arguments in [
        &["--despite", "contact-expired"][..],
        &["--despite", "contact-expired", "--named", "Duty inspector"],
        &["--despite", "contact-expired", "--because", "x"],
        &["--despite", "contact-expired", "--named", " ", "--because", "x"],
        &["--despite", "contact-expired", "--named", "Duty inspector", "--because", "\t"],
        &["--named", "Duty inspector", "--because", "x"],
        &["--despite", "unknown-page", "--named", "Duty inspector", "--because", "x"],
    ] {
        let run = gate(&folder, arguments);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.errors.is_empty(), "{arguments:?} says why");
    }
    let without = liberate(folder.path(), &[&["check"][..], &DESPITE].concat());
    assert_eq!(without.code, 2, "only a publication is stopped");
    assert_eq!(files_below(folder.path()), before);
}

#[test]
fn only_what_is_named_is_let_through_and_only_if_nothing_else_is_wrong() {
    let overdue = folder(&(contact(OLD) + &page("a", "review_by = 2026-01-01")));
    let run = gate(&overdue, &DESPITE);
    assert_eq!((run.code, run.output.as_str()), (1, "1 error, 1 warning\n"));
    assert!(run.errors.contains("nothing was let through: other errors stop the publication"), "{}", run.errors);
    assert!(!overdue.path().join("publication-log.toml").exists());
    let both = [&DESPITE[..], &["--despite", "review-overdue"]].concat();
    assert_eq!(gate(&overdue, &both).code, 0);
    let fine = folder(&contact("checked_on = 2026-11-22"));
    let run = gate(&fine, &DESPITE);
    assert_eq!(run.code, 2);
    assert_eq!(run.errors, "error: `contact-expired` stops nothing: leave out --despite contact-expired\n");
}
