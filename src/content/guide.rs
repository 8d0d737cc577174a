//! Guides: questions whose answers lead to other questions, and in the end to what to do.
//!
//! One file holds one guide, `content/guide.toml` or `content/guide-NAME.toml`; its translations hold words only. What does not hold
//! together by itself is reported here: answers that lead nowhere, circles, ends without a next step.

use super::front_matter::{Audience, Status};
use super::record::{OWNER, RecordKind, Tables};

use crate::config::{Field, FieldKind, Values, words};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Span, nearest};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Questions that follow each other at most: people in a hurry give up after that.
///
/// Source: issue "The whole portal", 2026-11-24.
const MOST_QUESTIONS: usize = 6;

/// The table that says what the guide is.
const HEAD: &str = "guide";

/// A guide as it was first written.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The name of its file without the ending; its pages are below it.
    pub name: String,
    /// The step it begins with.
    pub start: String,
    /// Who may see it.
    pub audience: Option<Audience>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// When its facts were last checked.
    pub checked_on: Option<Date>,
    /// The day by which its owner looks at it again, and where that is.
    pub review_by: Option<(Date, Span)>,
    /// Its pictogram.
    pub icon: Option<String>,
    /// The languages that it has on purpose; none if it is to have all.
    pub languages: Vec<(String, Span)>,
    /// What readers see.
    pub words: GuideWords,
    /// By step: what to do there. Questions are not among them.
    pub ends: BTreeMap<String, End>,
}

/// Where a guide leads.
#[derive(Clone, Debug, Default)]
pub struct End {
    /// Ids of contacts, each with its place.
    pub contacts: Vec<(String, Span)>,
    /// A page that says more, as links name it.
    pub page: Option<(String, Span)>,
}

/// The words of a guide in one language; all optional in a translation.
#[derive(Clone, Debug, Default)]
pub struct GuideWords {
    /// The title of its first page.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// The title of the page that holds all of it, for paper.
    pub all: Option<String>,
    /// What the browser and its history show instead of the questions.
    pub neutral_title: Option<String>,
    /// Whether a translation has been reviewed.
    pub status: Option<Status>,
    /// Its steps, in the order of the file.
    pub steps: Vec<StepWords>,
}

/// The words of a question or an end.
#[derive(Clone, Debug)]
pub struct StepWords {
    /// The name of the step.
    pub id: String,
    /// Where it is.
    pub span: Span,
    /// The question, or what to do.
    pub title: Text,
    /// What helps to answer it, or says more.
    pub text: Option<Text>,
    /// The answers, in the order of the file.
    pub answers: Vec<Answer>,
}

/// A text with its place.
pub type Text = (String, Span);

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The step it leads to.
    pub to: String,
    /// Where that is.
    pub span: Span,
    /// Its words.
    pub text: Text,
}

impl StepWords {
    /// Whether there is a title to show it under; if not, that has been reported.
    pub fn is_shown(&self) -> bool {
        !self.title.0.is_empty()
    }

    /// The answer that leads to that step.
    pub fn answer(&self, to: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.to == to)
    }
}

/// The name of a guide, and of all its translations: `guide-partner` for `content/guide-partner.pl.toml`.
pub fn guide_name(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}

/// Guides as a kind of records: their questions and ends are the records.
pub const KIND: RecordKind = RecordKind::of_whole_files(
    "guide",
    (HEAD, HEAD_FIELDS),
    TRANSLATION_FIELDS,
    STEP_FIELDS,
    [
        |file, tables, diagnostics| Box::new(read_guide(file, tables, diagnostics)),
        |_, tables, _| Box::new(read_guide_words(tables)),
    ],
);

const AUDIENCES: [(&str, Option<Audience>); 2] = [("public", None), ("partner", Some(Audience::Partner))];
const STATUSES: [(&str, Status); 2] = [("draft", Status::Draft), ("reviewed", Status::Reviewed)];

const HEAD_FIELDS: &[Field] = &[
    Field::text("start", "the step it begins with").needed(),
    Field::word("audience", const { &words(&AUDIENCES) }, "who may see it"),
    OWNER,
    Field::day("checked_on", "when its facts were last checked"),
    Field::day("review_by", "by when its owner goes through it again"),
    Field::text("icon", "the name of a pictogram of the theme"),
    Field::texts("languages", "it is in these alone, on purpose: `[\"en\"]`"),
    Field::text("title", "the title of its first page").in_words().needed(),
    Field::text("all", "the title of the page that holds all of it, for paper").in_words().needed(),
    Field::text("neutral_title", "what the browser's history shows instead of the questions").in_words().needed(),
    Field::text("description", "one sentence about it").in_words(),
];

const TRANSLATION_FIELDS: &[Field] = &[
    Field::word("status", const { &words(&STATUSES) }, "whether a qualified reader has reviewed it"),
    Field::text("reviewed_by", "the role that reviewed it"),
    Field::day("reviewed_on", "when that was"),
];

const STEP_FIELDS: &[Field] = &[
    Field::text("question", "the question; a step has this or an outcome").in_words(),
    Field::text("outcome", "what to do").in_words(),
    Field::text("text", "what helps to answer it, or says more").in_words(),
    Field::new("answers", FieldKind::Named, "for a question: its answers, each under the name of the step it leads to")
        .in_words(),
    Field::texts("contacts", "ids of contacts to reach").not_beside("question"),
    Field::text("page", "a page that says more: `\"@/who-to-tell.md\"`").not_beside("question"),
];

/// Makes a guide of what was read, and looks whether it holds together.
fn read_guide(file: &Arc<str>, tables: Tables, diagnostics: &mut Vec<Diagnostic>) -> Guide {
    let mut start = Span::default();
    let mut guide = Guide {
        name: guide_name(file).to_owned(),
        start: String::new(),
        audience: None,
        owner: None,
        checked_on: None,
        review_by: None,
        icon: None,
        languages: Vec::new(),
        words: GuideWords::default(),
        ends: BTreeMap::new(),
    };
    if let Some(mut head) = tables.head {
        start = head.place_of("start").unwrap_or_default();
        guide.start = head.needed_text("start");
        guide.audience = head.choice("audience", &AUDIENCES);
        guide.owner = head.text("owner");
        guide.checked_on = head.day("checked_on");
        guide.review_by = head.spanned_day("review_by");
        guide.icon = head.text("icon");
        guide.languages = head.spanned_texts("languages");
        read_head(&mut head, &mut guide.words);
    }
    for (id, span, mut values) in tables.named {
        let is_question = values.place_of("question").is_some();
        if is_question == values.place_of("outcome").is_some() {
            diagnostics.push(report::guide_step_unclear(Location::at(file, span), &id));
        }
        if !is_question {
            let end = End { contacts: values.spanned_texts("contacts"), page: values.spanned_text("page") };
            guide.ends.insert(id.clone(), end);
        }
        guide.words.steps.push(read_step(id, span, values));
    }
    check(file, &guide, start, diagnostics);
    guide
}

/// Makes the words of a guide in another language of what was read.
fn read_guide_words(mut tables: Tables) -> GuideWords {
    let mut words = GuideWords { status: Some(tables.top.choice("status", &STATUSES)), ..GuideWords::default() };
    if let Some(mut head) = tables.head {
        read_head(&mut head, &mut words);
    }
    words.steps = tables.named.into_iter().map(|(id, span, values)| read_step(id, span, values)).collect();
    words
}

fn read_head(head: &mut Values, words: &mut GuideWords) {
    words.title = head.text("title");
    words.description = head.text("description");
    words.all = head.text("all");
    words.neutral_title = head.text("neutral_title");
}

fn read_step(id: String, span: Span, mut values: Values) -> StepWords {
    let title = values.spanned_text("question");
    let title = values.spanned_text("outcome").or(title).unwrap_or((String::new(), span));
    let text = values.spanned_text("text");
    let answers = values.named("answers").into_iter();
    let answers = answers.filter_map(|(to, span, mut texts)| Some(Answer { to, span, text: texts.pop()? })).collect();
    StepWords { id, span, title, text, answers }
}

// What must hold

/// Whether every answer leads somewhere, every end says what to do, and nobody goes round in circles.
fn check(file: &Arc<str>, guide: &Guide, start: Span, diagnostics: &mut Vec<Diagnostic>) {
    let steps = &guide.words.steps;
    let known = || steps.iter().map(|step| step.id.as_str());
    for step in steps {
        match guide.ends.get(&step.id) {
            None if step.answers.len() < 2 => {
                diagnostics.push(report::guide_few_answers(Location::at(file, step.span), &step.id));
            }
            Some(end) if end.contacts.is_empty() && end.page.is_none() && step.is_shown() => {
                diagnostics.push(report::guide_open_end(Location::at(file, step.span), &step.id));
            }
            _ => {}
        }
        for answer in step.answers.iter().filter(|answer| !known().any(|id| id == answer.to)) {
            let near = nearest(&answer.to, known());
            diagnostics.push(report::guide_leads_nowhere(Location::at(file, answer.span), &answer.to, near));
        }
    }
    if !known().any(|id| id == guide.start) {
        let near = nearest(&guide.start, known());
        diagnostics.push(report::guide_leads_nowhere(Location::at(file, start), &guide.start, near));
        return;
    }
    let mut walk = GuideWalk { file, guide, path: Vec::new(), longest: BTreeMap::new(), diagnostics };
    let depth = walk.questions_from(&guide.start);
    let reached: BTreeSet<String> = walk.longest.keys().cloned().collect();
    if depth > MOST_QUESTIONS {
        diagnostics.push(report::guide_too_long(Location::at(file, start), depth, MOST_QUESTIONS));
    }
    for step in steps.iter().filter(|step| !reached.contains(&step.id)) {
        diagnostics.push(report::guide_unreached(Location::at(file, step.span), &step.id));
    }
}

/// A walk through all answers.
struct GuideWalk<'a> {
    file: &'a Arc<str>,
    guide: &'a Guide,
    /// The steps that led here.
    path: Vec<&'a str>,
    /// Questions from a step on, at most; steps that were seen have an entry.
    longest: BTreeMap<String, usize>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> GuideWalk<'a> {
    fn questions_from(&mut self, id: &'a str) -> usize {
        if let Some(known) = self.longest.get(id) {
            return *known;
        }
        let Some(step) = self.guide.words.steps.iter().find(|step| step.id == id) else { return 0 };
        self.path.push(id);
        let mut most = 0;
        for answer in &step.answers {
            if self.path.contains(&answer.to.as_str()) {
                self.diagnostics.push(report::guide_circle(Location::at(self.file, answer.span), &answer.to));
            } else {
                most = most.max(self.questions_from(&answer.to));
            }
        }
        self.path.pop();
        let questions = most + usize::from(!self.guide.ends.contains_key(id));
        self.longest.insert(id.to_owned(), questions);
        questions
    }
}
