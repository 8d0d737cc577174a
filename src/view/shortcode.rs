//! The built-in shortcodes: a table of names, forms and typed arguments. What each one shows is written beside it, by subject.

use super::block::{column, columns, critical, details, door, doors, facts, icon, lang, notes, notice, qr, steps};
use super::chart::chart;
use super::contact::{contact, contact_line, contact_name, contacts, number, sources};
use super::contact_change::contact_changes;
use super::event::events;
use super::expand::{Expander, Inside};
use super::fact::{big, fact, fact_line, fact_source, fact_table};
use super::index::{index, subjects};
use super::page::{languages, page, pages, part};
use super::sign::signs;
use crate::content::{self, ArgumentValue};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::text::Span;
use std::sync::Arc;

/// A built-in shortcode.
pub struct Shortcode {
    /// Its name.
    pub name: &'static str,
    /// How it may be written.
    pub forms: Forms,
    /// Its arguments.
    pub arguments: &'static [Parameter],
    /// What it shows that every language must show.
    pub shows: Shows,
    /// Writes what it shows.
    pub(super) show: fn(&mut Expander, &CheckedCall, &Inside),
}

/// What a shortcode shows that stands once in records, files or parts: a translation without it hides a way out, or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing of that kind: words, addresses and frames, which differ or are compared otherwise.
    Nothing,
    /// The number of the contact that this argument names.
    Contact(&'static str),
    /// All contacts that these arguments choose.
    Contacts(&'static [&'static str]),
    /// The facts that this argument names, with white space between.
    Facts(&'static str),
    /// All facts that this argument chooses, or those that the other one names.
    FactTable(&'static str, &'static str),
    /// The numbers in the file that this argument names.
    Figures(&'static str),
    /// The code on paper that this argument names.
    Code(&'static str),
    /// Everything that the part shows which this argument names.
    Part(&'static str),
}

/// How a shortcode may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// `{{ … }}` inside a line, or alone.
    InLine,
    /// `{{ … }}` alone in a paragraph.
    Alone,
    /// `{% … %}` around blocks.
    Around,
    /// `{{ … }}` inside a line, or `{% … %}` around blocks.
    InLineOrAround,
}

impl Forms {
    /// Whether `call` is written so.
    pub fn allows(self, call: &content::Call) -> bool {
        match self {
            Self::InLine => !call.encloses,
            Self::Alone => !call.encloses && !call.inline,
            Self::Around => call.encloses,
            Self::InLineOrAround => true,
        }
    }

    /// Whether it makes whole blocks.
    pub fn is_block(self) -> bool {
        matches!(self, Self::Alone | Self::Around)
    }
}

/// An argument that a shortcode takes.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub kind: ArgumentKind,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// Any text.
    Text,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A language tag.
    Language,
    /// A whole number from 1 on.
    Count,
}

const fn required(name: &'static str, kind: ArgumentKind) -> Parameter {
    Parameter { name, required: true, kind }
}

const fn optional(name: &'static str, kind: ArgumentKind) -> Parameter {
    Parameter { name, required: false, kind }
}

const GROUPS: ArgumentKind = ArgumentKind::Word(&["danger", "report", "support", "children", "other"]);
const NOTICES: ArgumentKind =
    ArgumentKind::Word(&["danger", "warning", "info", "success", "note", "tip", "important", "caution"]);
const ID: &[Parameter] = &[required("id", ArgumentKind::Text)];

/// All built-in shortcodes. A new one is a line here and a function below.
pub const SHORTCODES: &[Shortcode] = &[
    Shortcode { name: "contact", forms: Forms::Alone, arguments: ID, shows: Shows::Contact("id"), show: contact },
    Shortcode { name: "number", forms: Forms::InLine, arguments: ID, shows: Shows::Contact("id"), show: number },
    Shortcode { name: "contact_name", forms: Forms::InLine, arguments: ID, shows: Shows::Nothing, show: contact_name },
    Shortcode {
        name: "contact_line",
        forms: Forms::InLine,
        arguments: ID,
        shows: Shows::Contact("id"),
        show: contact_line,
    },
    Shortcode {
        name: "contacts",
        forms: Forms::Alone,
        arguments: &[optional("for", ArgumentKind::Word(&["public", "staff"])), optional("group", GROUPS)],
        shows: Shows::Contacts(&["group", "for"]),
        show: contacts,
    },
    Shortcode {
        name: "signs",
        forms: Forms::Alone,
        arguments: &[
            optional("type", ArgumentKind::Text),
            optional("place", ArgumentKind::Text),
            optional("ids", ArgumentKind::Text),
            optional("limit", ArgumentKind::Count),
        ],
        shows: Shows::Nothing,
        show: signs,
    },
    Shortcode { name: "fact", forms: Forms::InLine, arguments: ID, shows: Shows::Facts("id"), show: fact },
    Shortcode { name: "fact_source", forms: Forms::InLine, arguments: ID, shows: Shows::Nothing, show: fact_source },
    Shortcode { name: "fact_line", forms: Forms::InLine, arguments: ID, shows: Shows::Facts("id"), show: fact_line },
    Shortcode {
        name: "fact_table",
        forms: Forms::Alone,
        arguments: &[optional("for", ArgumentKind::Word(&["public", "staff"])), optional("ids", ArgumentKind::Text)],
        shows: Shows::FactTable("for", "ids"),
        show: fact_table,
    },
    Shortcode {
        name: "chart",
        forms: Forms::Alone,
        arguments: &[
            required("csv", ArgumentKind::Text),
            required("kind", ArgumentKind::Word(&["bar", "line"])),
            required("title", ArgumentKind::Text),
            required("says", ArgumentKind::Text),
            optional("columns", ArgumentKind::Text),
            optional("rows", ArgumentKind::Text),
            optional("source", ArgumentKind::Text),
        ],
        shows: Shows::Figures("csv"),
        show: chart,
    },
    Shortcode { name: "critical", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: critical },
    Shortcode {
        name: "part",
        forms: Forms::Alone,
        arguments: &[required("from", ArgumentKind::Text)],
        shows: Shows::Part("from"),
        show: part,
    },
    Shortcode {
        name: "page",
        forms: Forms::Alone,
        arguments: &[required("of", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: page,
    },
    Shortcode {
        name: "pages",
        forms: Forms::Alone,
        arguments: &[required("of", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: pages,
    },
    Shortcode { name: "events", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: events },
    Shortcode { name: "index", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: index },
    Shortcode {
        name: "subjects",
        forms: Forms::Alone,
        arguments: &[optional("of", ArgumentKind::Text), optional("pages", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: subjects,
    },
    Shortcode { name: "languages", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: languages },
    Shortcode { name: "sources", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: sources },
    Shortcode {
        name: "contact_changes",
        forms: Forms::Alone,
        arguments: &[],
        shows: Shows::Nothing,
        show: contact_changes,
    },
    Shortcode {
        name: "icon",
        forms: Forms::InLine,
        arguments: &[required("name", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: icon,
    },
    Shortcode {
        name: "lang",
        forms: Forms::InLineOrAround,
        arguments: &[required("tag", ArgumentKind::Language), optional("text", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: lang,
    },
    Shortcode {
        name: "notice",
        forms: Forms::Around,
        arguments: &[required("kind", NOTICES), optional("title", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: notice,
    },
    Shortcode { name: "steps", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: steps },
    Shortcode { name: "facts", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: facts },
    Shortcode { name: "doors", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: doors },
    Shortcode {
        name: "door",
        forms: Forms::Around,
        arguments: &[
            required("to", ArgumentKind::Text),
            required("title", ArgumentKind::Text),
            optional("icon", ArgumentKind::Text),
        ],
        shows: Shows::Nothing,
        show: door,
    },
    Shortcode { name: "notes", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: notes },
    Shortcode { name: "columns", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: columns },
    Shortcode { name: "column", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: column },
    Shortcode {
        name: "big",
        forms: Forms::Around,
        arguments: &[optional("value", ArgumentKind::Text), optional("fact", ArgumentKind::Text)],
        shows: Shows::Facts("fact"),
        show: big,
    },
    Shortcode {
        name: "qr",
        forms: Forms::Alone,
        arguments: &[required("code", ArgumentKind::Text), required("alt", ArgumentKind::Text)],
        shows: Shows::Code("code"),
        show: qr,
    },
    Shortcode {
        name: "details",
        forms: Forms::Around,
        arguments: &[required("summary", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: details,
    },
];

impl Shortcode {
    /// Compares a call's arguments with those that the shortcode takes.
    pub fn check(&self, call: &content::Call, file: &Arc<str>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for parameter in self.arguments.iter().filter(|parameter| parameter.required) {
            if call.arguments.iter().all(|argument| argument.name != parameter.name) {
                findings.push(report::missing_argument(Location::at(file, call.span), self.name, parameter.name));
            }
        }
        for argument in &call.arguments {
            let location = Location::at(file, argument.span);
            match self.arguments.iter().find(|parameter| parameter.name == argument.name) {
                Some(parameter) => findings.extend(check_value(parameter, &argument.value, location)),
                None => {
                    let known: Vec<&str> = self.arguments.iter().map(|parameter| parameter.name).collect();
                    findings.push(report::unknown_argument(location, self.name, &argument.name, &known));
                }
            }
        }
        findings
    }
}

fn check_value(parameter: &Parameter, value: &ArgumentValue, location: Location) -> Option<Diagnostic> {
    match (parameter.kind, value) {
        (ArgumentKind::Text, ArgumentValue::Text(_)) => None,
        (ArgumentKind::Word(words), ArgumentValue::Text(text)) => {
            (!words.contains(&text.as_str())).then(|| report::bad_argument(location, parameter.name, text, words))
        }
        (ArgumentKind::Language, ArgumentValue::Text(text)) => {
            LanguageTag::parse(text).is_none().then(|| report::bad_language_tag(location, text))
        }
        (ArgumentKind::Count, ArgumentValue::Integer(number)) if *number > 0 => None,
        (ArgumentKind::Count, _) => Some(report::wrong_argument(location, parameter.name, "a whole number from 1 on")),
        _ => Some(report::wrong_argument(location, parameter.name, "a text in straight quotes")),
    }
}

/// A call whose arguments have been checked.
pub(super) struct CheckedCall<'b> {
    pub written: &'b content::Call,
    pub location: Location,
}

impl CheckedCall<'_> {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.written.arguments.iter().find(|argument| argument.name == name).and_then(|argument| {
            match &argument.value {
                ArgumentValue::Text(text) => Some(text.as_str()),
                _ => None,
            }
        })
    }

    /// An argument that the table says must be there, and [`Shortcode::check`] has seen.
    pub(super) fn required(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    pub(super) fn count(&self, name: &str) -> Option<usize> {
        self.written.arguments.iter().find(|argument| argument.name == name).and_then(|argument| match argument.value {
            ArgumentValue::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        })
    }

    pub(super) fn span(&self) -> Span {
        self.written.span
    }

    pub(super) fn place_of(&self, name: &str) -> Location {
        let span = self.written.arguments.iter().find(|argument| argument.name == name).map(|found| found.span);
        Location { span: span.unwrap_or(self.location.span), ..self.location.clone() }
    }
}
