//! `liberate due`: what needs attention and by when.
//!
//! The tasks of all editions come out as text, as JSON or as a calendar.

use super::file::write_output;
use super::session::{Failure, Session, day, today};
use super::show;
use super::terminal::{hand_over, say, say_all, say_json, uncoloured};
use crate::snapshot::Workspace;
use crate::text::{on_terminal, position};
use crate::upkeep::{Task, calendar};
use clap::ValueEnum;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is in the column of the owner where no file names one.
const NOBODY: &str = "nobody named";

/// Says what needs somebody's attention and by when, the soonest first.
#[derive(clap::Args)]
#[command(
    after_help = "Lists, of all editions: reviews (`review_by`), facts of contacts (`checked_on` and `expires_days`), \
confirmations (`confirm_by`), pages that appear or go by themselves, drafts with a day, and findings that may stand \
only for a while. The day itself is in time. What is overdue comes first, however old it is.
In a calendar, what is overdue stands on the day of the list. The file is one that Outlook opens; an event keeps its \
name when its day moves.
Exit codes: 0 when nothing is overdue, 1 when something is, 2 when the command or the machine failed. With --owner only \
that role's tasks count."
)]
pub struct DueArguments {
    /// How many days to look ahead; what is overdue is always listed
    #[arg(long, value_name = "DAYS", default_value = "60")]
    within: u16,
    /// Only what this role answers for, as `owner` names it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// How to say it: for people, for other programs, or as a calendar
    #[arg(long, value_enum, default_value = "text")]
    format: DueFormat,
    /// The file to write [default: the terminal]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// List as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum DueFormat {
    Text,
    Json,
    Ics,
}

/// Lists what is due.
pub fn run(session: &Session, arguments: DueArguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let workspace = Workspace::new(session.read()?);
    let mut tasks = workspace.tasks(at);
    let orphans = tasks.iter().filter(|task| task.is_overdue(at) && task.owner.is_none()).count();
    if let Some(owner) = &arguments.owner {
        tasks = of_owner(tasks, owner)?;
    }
    let overdue = tasks.iter().filter(|task| task.is_overdue(at)).count();
    tasks.retain(|task| task.days_left(at).is_none_or(|days| days <= i32::from(arguments.within)));
    let placed: Vec<(&Task, usize)> = tasks.iter().map(|task| (task, line_of(&workspace, task))).collect();
    let text = match arguments.format {
        DueFormat::Text => table(&placed, at),
        DueFormat::Json => json(&placed, at)?,
        DueFormat::Ics => calendar(&placed, at),
    };
    match &arguments.output {
        Some(file) => write_output(session, file, &uncoloured(&text))?,
        None => match arguments.format {
            DueFormat::Text => say_all(&text),
            DueFormat::Json => say_json(text.trim_end()),
            DueFormat::Ics => hand_over(&text),
        },
    }
    if !session.quiet && (arguments.format == DueFormat::Text || arguments.output.is_some()) {
        let written = arguments.output.map(|file| format!("wrote {}: ", file.display())).unwrap_or_default();
        let (ahead, days) = (tasks.len() - overdue, show::count(arguments.within.into(), "day"));
        say(&format!("{written}{overdue} overdue, {ahead} more within {days}"));
        if arguments.owner.is_some() && orphans > 0 {
            say(&format!("{orphans} more overdue of which no file names an owner: see the list without --owner"));
        }
    }
    Ok(if overdue > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The tasks of one role. A role that answers for nothing is a mistake of the command, not a good day.
fn of_owner(tasks: Vec<Task>, owner: &str) -> Result<Vec<Task>, Failure> {
    let is_theirs = |task: &Task| task.owner.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(owner.trim()));
    let known: BTreeSet<&str> = tasks.iter().filter_map(|task| task.owner.as_deref()).collect();
    if !tasks.iter().any(is_theirs) {
        let known: Vec<&str> = known.into_iter().collect();
        let known = if known.is_empty() { "nobody".to_owned() } else { known.join(", ") };
        let (owner, known) = (on_terminal(owner), on_terminal(&known));
        return Err(format!("`{owner}` answers for nothing that has a day; these do: {known}").into());
    }
    Ok(tasks.into_iter().filter(is_theirs).collect())
}

fn line_of(workspace: &Workspace, task: &Task) -> usize {
    let text = workspace.sources().get(&task.location.file).and_then(|source| source.text());
    text.map_or(1, |text| position(text, task.location.span.start as usize).line)
}

/// One line for each task. Columns are as wide as what is in them.
fn table(tasks: &[(&Task, usize)], at: Date) -> String {
    let rows: Vec<[String; 4]> = tasks.iter().map(|(task, line)| row(task, *line, at)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let lines = rows.iter().zip(tasks).map(|([day, owner, location, what], (task, _))| {
        let [first, second, third] = widths;
        // Colours are around whole columns, or they would count as characters of it.
        let day = format!("{day:<first$}");
        let day = if task.is_overdue(at) { format!("\u{1b}[31m{day}\u{1b}[0m") } else { day };
        format!("{day}  {owner:<second$}  {location:<third$}  {what}\n")
    });
    lines.collect()
}

fn row(task: &Task, line: usize, at: Date) -> [String; 4] {
    let day = match (task.day, task.days_left(at)) {
        (Some(day), Some(left)) => format!("{day}  {}", when(left)),
        _ => "at once".to_owned(),
    };
    let owner = task.owner.as_deref().unwrap_or(NOBODY);
    let what = format!("{}: {}", task.headline(), task.advice);
    let location = format!("{}:{line}", task.location.file);
    [day, on_terminal(owner).into_owned(), on_terminal(&location).into_owned(), on_terminal(&what).into_owned()]
}

fn when(left: i32) -> String {
    let days = |count: i32| show::count(count.unsigned_abs() as usize, "day");
    match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        ..0 => format!("overdue by {}", days(left)),
        _ => format!("in {}", days(left)),
    }
}

/// The names of these fields are a promise.
fn json(tasks: &[(&Task, usize)], at: Date) -> Result<String, Failure> {
    let rows = tasks.iter().map(|(task, line)| {
        serde_json::json!({
            "day": task.day.map(|day| day.to_string()),
            "days_left": task.days_left(at),
            "overdue": task.is_overdue(at),
            "kind": task.kind.as_str(),
            "owner": task.owner,
            "title": task.title,
            "advice": task.advice,
            "path": task.location.file.as_ref(),
            "line": line,
        })
    });
    Ok(serde_json::to_string_pretty(&rows.collect::<Vec<_>>())? + "\n")
}
