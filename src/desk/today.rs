//! Today: what needs somebody, each line with its deed.

use super::answer::{Answer, Response};
use super::deed::Deed;
use super::door::NotWritten;
use super::form::Form;
use super::look::{Look, ShownFinding};
use super::passages::settings_of;
use super::values::{Change, quoted, with_values};
use crate::content::RecordKind;
use crate::diagnostic::Diagnostic;
use crate::upkeep::{Task, TaskKind};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Days to look ahead.
const AHEAD: i32 = 60;
/// Lines of a list that are shown at once; the others are counted.
const MOST: usize = 200;
/// After so many months a page that is still true is looked at again.
const MONTHS: i32 = 6;

#[derive(Serialize)]
struct Today {
    title: &'static str,
    here: &'static str,
    overdue: Vec<Line>,
    soon: Vec<Line>,
    more: usize,
    errors: usize,
    warnings: usize,
    findings: Vec<ShownFinding>,
    more_findings: usize,
    is_done: bool,
    made: usize,
    all: usize,
    owners: Vec<String>,
    owner: String,
    said: String,
}

/// One thing to do.
#[derive(Serialize)]
struct Line {
    /// What it is, such as `Check Police, emergency`.
    what: String,
    /// What to do, in the desk's words.
    advice: String,
    day: String,
    /// Such as `3 days ago`.
    when: String,
    owner: String,
    href: String,
    /// What one press does, and what says so to the desk; empty where a person has to look first.
    deed: &'static str,
    item: String,
}

/// What one press can say of a task.
#[derive(Clone, Copy, PartialEq)]
enum Press {
    Rang,
    Compared,
    StillTrue,
}

impl Press {
    fn of(task: &Task) -> Option<Self> {
        match task.kind {
            TaskKind::Check if task.advice.starts_with("ring") => Some(Self::Rang),
            TaskKind::Check => Some(Self::Compared),
            TaskKind::Review => Some(Self::StillTrue),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Rang => "rang",
            Self::Compared => "compared",
            Self::StillTrue => "true",
        }
    }

    fn deed(self) -> &'static str {
        match self {
            Self::Rang => "I rang it today, and it is right",
            Self::Compared => "I compared it with its source today",
            Self::StillTrue => "Still true: look again in six months",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Rang => "Ring the number. If it is right, say so here.",
            Self::Compared => "Open its source and compare. If it is right, say so here.",
            Self::StillTrue => "Read it again. If all of it is still true, say so here.",
        }
    }
}

/// Shows the day.
pub fn show(look: &Look, query: &Form) -> Answer {
    let at = look.site.options.at;
    let tasks = look.site.workspace.tasks(at);
    let mut owners: Vec<String> = tasks.iter().filter_map(|task| task.owner.clone()).collect();
    owners.sort();
    owners.dedup();
    let owner = query.trimmed("owner").to_owned();
    let is_wanted = |task: &&Task| owner.is_empty() || task.owner.as_deref() == Some(owner.as_str());
    let (overdue, ahead): (Vec<&Task>, Vec<&Task>) =
        tasks.iter().filter(is_wanted).partition(|task| task.is_overdue(at));
    let soon: Vec<&Task> =
        ahead.into_iter().filter(|task| task.days_left(at).is_some_and(|days| days <= AHEAD)).collect();
    let lines = |tasks: &[&Task]| tasks.iter().take(MOST).map(|task| line(look, task, at)).collect::<Vec<_>>();
    let (errors, warnings) = look.counts();
    // What a record is overdue with is a line of its own above.
    let others: Vec<&Diagnostic> = look.site.looked.findings.iter().filter(|finding| !is_a_task(finding)).collect();
    let values = Today {
        title: "Today",
        here: "today",
        more: overdue.len().saturating_sub(MOST) + soon.len().saturating_sub(MOST),
        overdue: lines(&overdue),
        soon: lines(&soon),
        errors,
        warnings,
        findings: look.shown(&others[..others.len().min(MOST)]),
        more_findings: others.len().saturating_sub(MOST),
        is_done: look.site.looked.is_done,
        made: look.site.looked.made,
        all: look.site.looked.all,
        owners,
        owner,
        said: query.trimmed("said").to_owned(),
    };
    look.desk.page(200, "today.html", look.site, &values)
}

/// Whether a finding says what the list of tasks says.
fn is_a_task(finding: &Diagnostic) -> bool {
    matches!(finding.code, "contact-expired" | "fact-expired" | "review-overdue")
}

fn line(look: &Look, task: &Task, at: Date) -> Line {
    let press = Press::of(task);
    Line {
        what: capitalised(&task.headline()),
        advice: press.map_or_else(|| in_words(task), |press| press.advice().to_owned()),
        day: task.day.map(|day| day.to_string()).unwrap_or_default(),
        when: when(task.days_left(at)),
        owner: task.owner.clone().unwrap_or_default(),
        href: look.place(&task.location.file, task.location.span),
        deed: press.map_or("", Press::deed),
        item: press.map(|press| format!("{}|{}|{}", press.word(), task.location.file, task.id)).unwrap_or_default(),
    }
}

/// What is to be done about what no press settles, without the words of the file.
fn in_words(task: &Task) -> String {
    let words = match task.kind {
        TaskKind::Confirm => "Somebody has to confirm it. Then open it here and publish it, or give it a later day.",
        TaskKind::Finish => "Finish the draft: it is to appear on the day after.",
        TaskKind::Mend => "Mend what was let through until that day.",
        TaskKind::Appears => "It appears on that day if the site is published then: nobody does it by itself.",
        TaskKind::Goes => "It goes on that day if the site is published then: nobody does it by itself.",
        TaskKind::Record => "Listen to the recording with the page open: until it is confirmed readers do not get it.",
        TaskKind::Check | TaskKind::Review => "",
    };
    words.to_owned()
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

fn when(left: Option<i32>) -> String {
    match left {
        None => "at once".to_owned(),
        Some(0) => "today".to_owned(),
        Some(1) => "tomorrow".to_owned(),
        Some(-1) => "yesterday".to_owned(),
        Some(days) if days < 0 => format!("{} days ago", -days),
        Some(days) => format!("in {days} days"),
    }
}

/// Says of one or several things that they were looked at. Each file is written once.
pub fn act(look: &Look, form: &Form) -> Response {
    let mut files: BTreeMap<&str, Vec<(Press, &str)>> = BTreeMap::new();
    // The press beside one thing is about that alone, whatever is ticked.
    let one = form.get("one").map(|one| vec![one]);
    for item in one.unwrap_or_else(|| form.all("item").collect()) {
        let mut parts = item.splitn(3, '|');
        let press = [Press::Rang, Press::Compared, Press::StillTrue]
            .into_iter()
            .find(|press| parts.clone().next() == Some(press.word()));
        let (Some(press), Some(file), Some(id)) = (press, parts.nth(1), parts.next()) else { continue };
        files.entry(file).or_default().push((press, id));
    }
    let role = form.trimmed("role");
    if files.is_empty() {
        return look
            .desk
            .stopped(422, look.site, "Nothing was chosen. Tick what you have looked at, and press again.")
            .into();
    }
    if role.is_empty() {
        return look
            .desk
            .stopped(
                422,
                look.site,
                "Say in which role you did it, such as “Comms lead”: no name. Go back and fill it in.",
            )
            .into();
    }
    let (mut changes, mut done, mut failed) = (Vec::new(), 0, Vec::new());
    for (file, items) in files {
        match written(look, file, &items, role) {
            Ok(change) => {
                changes.extend(change);
                done += items.len();
            }
            Err(why) => failed.push(why),
        }
    }
    let answer = match failed.as_slice() {
        [] => Answer::Done(format!("?said={done}")),
        failed => look.desk.stopped(409, look.site, &failed.join(" ")),
    };
    Response { answer, changes }
}

fn written(
    look: &Look,
    file: &str,
    items: &[(Press, &str)],
    role: &str,
) -> Result<Vec<crate::source::SourceChange>, String> {
    let gone = || format!("`{file}` is not there any more, or cannot be read.");
    let source = look.file(file).ok_or_else(gone)?;
    let text = source.text().ok_or_else(gone)?;
    let at = look.site.options.at;
    let mut new = text.to_string();
    for (press, id) in items {
        new = said(look, file, &new, *press, id, at, role)?;
    }
    let what = match items {
        [(press, id)] if !id.is_empty() => format!("{}: {id}", press.deed()),
        [(press, _)] => press.deed().to_owned(),
        many => format!("{} things were looked at", many.len()),
    };
    let deed = Deed { path: file, seen: Some(source.fingerprint), text: Some(&new), what: &what, role };
    look.desk.write(&deed).map_err(|error| match error {
        NotWritten::Changed => format!("`{file}` has changed this moment; open Today again and say it once more."),
        NotWritten::Machine(why) => why,
    })
}

/// The text of a file that says so.
fn said(look: &Look, file: &str, text: &str, press: Press, id: &str, at: Date, role: &str) -> Result<String, String> {
    let again = at.saturating_add(MONTHS.months());
    let changes: Vec<Change> = match press {
        Press::Rang => vec![
            ("checked_on", Some(at.to_string())),
            ("checked_how", Some(quoted("call"))),
            ("checked_by_role", Some(quoted(role))),
        ],
        Press::Compared if file == "content/contacts.toml" => vec![
            ("checked_on", Some(at.to_string())),
            ("checked_how", Some(quoted("page"))),
            ("checked_by_role", Some(quoted(role))),
        ],
        Press::Compared => vec![("checked_on", Some(at.to_string()))],
        Press::StillTrue => vec![("review_by", Some(again.to_string()))],
    };
    if !file.ends_with(".md") {
        let head = look
            .content(file)
            .and_then(|content| content.guide())
            .and_then(|_| Some(RecordKind::named("guide")?.head?.0));
        return with_values(text, head.unwrap_or(id), &changes);
    }
    let (settings, _) = settings_of(text).ok_or_else(|| format!("`{file}` has no settings"))?;
    let new = with_values(&text[settings.clone()], "", &changes)?;
    Ok(format!("{}{new}{}", &text[..settings.start], &text[settings.end..]))
}
