//! How a shortcode is described: the forms in which it is written, its typed arguments, and what every language must show of it.
//!
//! A call as it was written goes in; it comes out with its arguments checked, or with findings.

use crate::content::{self, ArgumentValue};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::text::Span;
use std::sync::Arc;

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

/// Compares a call's arguments with those that the shortcode of that name takes.
pub(super) fn check_arguments(
    name: &str,
    parameters: &[Parameter],
    call: &content::Call,
    file: &Arc<str>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for parameter in parameters.iter().filter(|parameter| parameter.required) {
        if call.arguments.iter().all(|argument| argument.name != parameter.name) {
            findings.push(report::missing_argument(Location::at(file, call.span), name, parameter.name));
        }
    }
    for argument in &call.arguments {
        let location = Location::at(file, argument.span);
        match parameters.iter().find(|parameter| parameter.name == argument.name) {
            Some(parameter) => findings.extend(check_value(parameter, &argument.value, location)),
            None => {
                let known: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
                findings.push(report::unknown_argument(location, name, &argument.name, &known));
            }
        }
    }
    findings
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

    /// An argument that the table says must be there, and [`check_arguments`] has seen.
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
