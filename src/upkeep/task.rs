//! What needs attention and by when.
//!
//! Pages and records go in; tasks with their day, role and place come out.

use crate::content::{
    Contact, Content, EditionScope, Fact, FrontMatter, Guide, Page, Payload, RecordState, Sign, Upkeep, Withheld,
    narrow, reason, shows,
};
use crate::diagnostic::Location;
use crate::text::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Characters of a sentence that name a sign or a fact in a list.
const LONGEST_TITLE: usize = 60;

/// Something that a person must do by a day, or should know of before it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The last day on which it is done in time, or the day on which it happens; `None` if it should have been done already.
    pub day: Option<Date>,
    /// What kind of task.
    pub kind: TaskKind,
    /// The role that answers for it, if the file names one.
    pub owner: Option<String>,
    /// What it is about: a page's title, a contact's name, the words of a sign or a fact, a rule.
    pub title: String,
    /// What to do.
    pub advice: &'static str,
    /// Where the day is written, or else the record.
    pub location: Location,
    /// Tells tasks of one kind in one file apart, whatever their day; empty if there can be one only.
    pub id: String,
}

/// What kind of task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// Compare the facts of a contact, or a fact alone, with the world.
    Check,
    /// Confirm a record.
    Confirm,
    /// Look at a page or a record again.
    Review,
    /// Finish a draft that has a day.
    Finish,
    /// Mend what was let stand for a while.
    Mend,
    /// A page appears by itself.
    Appears,
    /// A page goes by itself.
    Goes,
    /// Record a page again, or say that the recording is what the page says.
    Record,
}

impl TaskKind {
    /// Its word for people and for other programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Confirm => "confirm",
            Self::Review => "review",
            Self::Finish => "finish",
            Self::Mend => "mend",
            Self::Appears => "appears",
            Self::Goes => "goes",
            Self::Record => "record",
        }
    }

    /// Whether it happens by itself, so that nobody can be late.
    pub fn is_event(self) -> bool {
        matches!(self, Self::Appears | Self::Goes)
    }
}

impl Task {
    /// Days from `at` until its day: negative if that is past, `None` if it should have been done already.
    pub fn days_left(&self, at: Date) -> Option<i32> {
        self.day.map(|day| (day - at).get_days())
    }

    /// Whether it should have been done before `at`. The day itself is in time.
    pub fn is_overdue(&self, at: Date) -> bool {
        !self.kind.is_event() && self.day.is_none_or(|day| day < at)
    }

    /// Its kind and what it is about, such as `review I need help`.
    pub fn headline(&self) -> String {
        if self.kind.is_event() {
            format!("{} {}", self.title, self.kind.as_str())
        } else {
            format!("{} {}", self.kind.as_str(), self.title)
        }
    }
}

/// Everything that is to be done and everything that will happen, the soonest first: what is overdue, then what is not.
///
/// Drafts ask for nothing unless they have a day, and pages that are gone ask for nothing at all. `scope` should be that of
/// the edition that sees most.
/// `recordings` says which pages have a recording that readers do not get, and where that is written.
pub fn tasks(
    contents: &[Arc<Content>],
    default_language: &str,
    scope: EditionScope,
    recordings: &BTreeMap<Arc<str>, Location>,
) -> Vec<Task> {
    let narrowed = narrow(contents, default_language, scope);
    let seen: BTreeSet<&str> = narrowed.files.iter().map(|content| content.file.as_ref()).collect();
    let sources = sources(contents, default_language);
    let mut tasks = Vec::new();
    for content in contents {
        let file = &content.file;
        let is_seen = seen.contains(file.as_ref());
        match &content.payload {
            Payload::Page(page) => {
                let context = TaskContext { file, owner: owner_of(page, &sources), at: scope.at };
                tasks.extend(recordings.get(file).map(|location| context.recording(&page.front, location)));
                let whole = narrowed.withheld.get(&page.key).copied();
                match whole.or(reason(page, scope)) {
                    None if is_seen => context.page(&page.front, &mut tasks),
                    Some(Withheld::NotYet) => context.page(&page.front, &mut tasks),
                    Some(Withheld::Draft) => context.draft(&page.front, &mut tasks),
                    _ => {}
                }
            }
            Payload::Records(_) if is_seen => {
                tasks.extend(content.guide().and_then(|guide| guide_review(guide, file)));
                content.records().iter().for_each(|contact| contact_tasks(contact, file, scope, &mut tasks));
                content.records().iter().for_each(|fact| fact_tasks(fact, file, scope, &mut tasks));
                content.records().iter().for_each(|sign| sign_tasks(sign, file, scope, &mut tasks));
            }
            _ => {}
        }
    }
    tasks.sort_by(|a, b| (a.day, &a.location, a.kind, &a.id).cmp(&(b.day, &b.location, b.kind, &b.id)));
    tasks
}

/// The front matter of every page's source, by key.
fn sources<'c>(contents: &'c [Arc<Content>], default_language: &str) -> BTreeMap<&'c str, &'c FrontMatter> {
    let pages = contents.iter().filter_map(|content| match &content.payload {
        Payload::Page(page) => Some(page),
        _ => None,
    });
    let sources = pages.filter(|page| page.language.as_ref().is_none_or(|tag| tag.as_str() == default_language));
    sources.map(|page| (page.key.as_ref(), &page.front)).collect()
}

/// A translation has the owner of its source unless it names its own.
fn owner_of(page: &Page, sources: &BTreeMap<&str, &FrontMatter>) -> Option<String> {
    let source = sources.get(page.key.as_ref()).and_then(|front| front.owner.as_ref());
    page.front.owner.as_ref().or(source).cloned()
}

/// What the tasks of one page are made with.
struct TaskContext<'a> {
    file: &'a Arc<str>,
    owner: Option<String>,
    at: Date,
}

impl TaskContext<'_> {
    fn page(&self, front: &FrontMatter, tasks: &mut Vec<Task>) {
        let build = "build and publish the site on that day: nobody does it by itself";
        if let Some((day, span)) = front.review_by {
            let advice = "look at it again, then set `review_by` to the next date";
            tasks.push(self.task(front, TaskKind::Review, day, span, advice));
        }
        if let Some((day, span)) = front.publish_on.filter(|(day, _)| *day > self.at) {
            tasks.push(self.task(front, TaskKind::Appears, day, span, build));
        }
        if let Some((day, span)) = front.expires.filter(|(day, _)| *day > self.at) {
            tasks.push(self.task(front, TaskKind::Goes, day, span, build));
        }
        for (index, allow) in front.allows.iter().enumerate() {
            // The date is the first day on which the finding may no longer stand.
            let Some(last) = allow.until.and_then(|until| until.yesterday().ok()) else { continue };
            let advice = "mend what this rule finds on the page, then remove its `[[allow]]`";
            let task = self.task(front, TaskKind::Mend, last, allow.span, advice);
            let title = format!("{}: {}", front.title, allow.rule);
            tasks.push(Task { title, id: format!("{} {index}", allow.rule), ..task });
        }
    }

    /// A draft is late once the day has come on which it should have appeared.
    fn draft(&self, front: &FrontMatter, tasks: &mut Vec<Task>) {
        if let (Some((day, span)), Some(true)) = (front.publish_on, front.draft)
            && let Ok(last) = day.yesterday()
        {
            let advice = "finish it and remove `draft`: it is to appear on the day after";
            tasks.push(self.task(front, TaskKind::Finish, last, span, advice));
        }
    }

    fn recording(&self, front: &FrontMatter, location: &Location) -> Task {
        Task {
            day: None,
            kind: TaskKind::Record,
            owner: self.owner.clone(),
            title: front.title.clone(),
            advice: "listen to it with the page open, and do what `check` says: until then readers do not get it",
            location: location.clone(),
            id: "recording".to_owned(),
        }
    }

    fn task(&self, front: &FrontMatter, kind: TaskKind, day: Date, span: Span, advice: &'static str) -> Task {
        let location = Location::at(self.file, span);
        let title = front.title.clone();
        Task { day: Some(day), kind, owner: self.owner.clone(), title, advice, location, id: String::new() }
    }
}

fn guide_review(guide: &Guide, file: &Arc<str>) -> Option<Task> {
    let (day, span) = guide.review_by?;
    Some(Task {
        day: Some(day),
        kind: TaskKind::Review,
        owner: guide.owner.clone(),
        title: guide.words.title.clone().unwrap_or_else(|| guide.name.clone()),
        advice: "go through all questions again, then set `review_by` to the next date",
        location: Location::at(file, span),
        id: String::new(),
    })
}

fn contact_tasks(contact: &Contact, file: &Arc<str>, scope: EditionScope, tasks: &mut Vec<Task>) {
    let title = contact.words.name.clone().unwrap_or_else(|| contact.id.clone());
    let is_shown = shows(contact.audience, contact.state, scope.partner);
    let is_checked = contact.provenance.checked_on.is_some();
    if is_shown && (is_checked || contact.number.is_some()) {
        tasks.push(Task {
            day: contact.check_by(),
            kind: TaskKind::Check,
            owner: contact.upkeep.owner.clone(),
            title: title.clone(),
            advice: match contact.number {
                Some(_) => "ring the number, then set `checked_on` to that day and `checked_how` to \"call\"",
                None => "compare it with its source, then set `checked_on` to that day",
            },
            location: Location::at(file, contact.span),
            id: contact.id.clone(),
        });
    }
    record_tasks(
        RecordSummary { id: &contact.id, title, state: contact.state, is_shown },
        &contact.upkeep,
        file,
        tasks,
    );
}

fn fact_tasks(fact: &Fact, file: &Arc<str>, scope: EditionScope, tasks: &mut Vec<Task>) {
    let title = shortened(fact.words.statement.as_deref().unwrap_or(&fact.id));
    let is_shown = shows(fact.audience, fact.state, scope.partner);
    if is_shown {
        tasks.push(Task {
            day: fact.check_by(),
            kind: TaskKind::Check,
            owner: fact.upkeep.owner.clone(),
            title: title.clone(),
            advice: "look for a newer figure at its source, then set `checked_on` to that day",
            location: Location::at(file, fact.span),
            id: fact.id.clone(),
        });
    }
    record_tasks(RecordSummary { id: &fact.id, title, state: fact.state, is_shown }, &fact.upkeep, file, tasks);
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn sign_tasks(sign: &Sign, file: &Arc<str>, scope: EditionScope, tasks: &mut Vec<Task>) {
    let title = shortened(&sign.text);
    let is_shown = shows(sign.audience, sign.state, scope.partner);
    record_tasks(RecordSummary { id: &sign.id, title, state: sign.state, is_shown }, &sign.upkeep, file, tasks);
}

/// What is said of a record in a list.
struct RecordSummary<'a> {
    id: &'a str,
    title: String,
    state: RecordState,
    is_shown: bool,
}

/// What a record asks for whatever it holds. One that is kept back asks for nothing.
fn record_tasks(record: RecordSummary, upkeep: &Upkeep, file: &Arc<str>, tasks: &mut Vec<Task>) {
    let task = |kind, (day, span), advice| Task {
        day: Some(day),
        kind,
        owner: upkeep.owner.clone(),
        title: record.title.clone(),
        advice,
        location: Location::at(file, span),
        id: record.id.to_owned(),
    };
    if let Some(by) = upkeep.review_by.filter(|_| record.is_shown) {
        tasks.push(task(TaskKind::Review, by, "look at it again, then set `review_by` to the next date"));
    }
    if let Some(by) = upkeep.confirm_by {
        match record.state {
            RecordState::Publish => tasks.push(task(
                TaskKind::Confirm,
                by,
                "let a person confirm it, then remove `confirm_by` or set it to the next date",
            )),
            RecordState::Verify => tasks.push(task(
                TaskKind::Confirm,
                by,
                "let a person confirm it, then remove `confirm_by` and set `state = \"publish\"`",
            )),
            RecordState::Hold => {}
        }
    }
}
