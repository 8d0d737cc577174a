//! The interface strings of a language.
//!
//! A table goes in, messages by their dotted keys come out, with their plural forms.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::PluralCategory;
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// The interface strings of one language, by dotted key.
pub type Strings = BTreeMap<String, Message>;

/// One interface string.
#[derive(Clone, Debug)]
pub struct Message {
    /// Where it is.
    pub span: Span,
    /// What it says.
    pub text: MessageText,
}

/// What an interface string says.
#[derive(Clone, Debug)]
pub enum MessageText {
    /// The same for every count.
    Plain(String),
    /// A form for each plural category that the file gives.
    Plural(BTreeMap<PluralCategory, String>),
}

impl Message {
    /// The form for `category`; a missing one is `other`.
    pub fn form(&self, category: PluralCategory) -> &str {
        match &self.text {
            MessageText::Plain(text) => text,
            MessageText::Plural(forms) => {
                forms.get(&category).or_else(|| forms.get(&PluralCategory::Other)).map_or("", String::as_str)
            }
        }
    }

    /// All its forms.
    pub fn forms(&self) -> Vec<&str> {
        match &self.text {
            MessageText::Plain(text) => vec![text],
            MessageText::Plural(forms) => forms.values().map(String::as_str).collect(),
        }
    }

    /// All its forms by the names of their categories; what has one form only is `other`.
    pub fn named_forms(&self) -> Vec<(&'static str, &str)> {
        match &self.text {
            MessageText::Plain(text) => vec![(PluralCategory::Other.as_str(), text)],
            MessageText::Plural(forms) => forms.iter().map(|(form, text)| (form.as_str(), text.as_str())).collect(),
        }
    }

    /// The names of the placeholders of all its forms, each once, sorted.
    pub fn placeholders(&self) -> Vec<String> {
        let mut names: Vec<String> = self.forms().into_iter().flat_map(placeholders).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The names in braces of `text`, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// Reads a catalogue that has been parsed: nested tables become dotted keys, a table of plural categories becomes one string.
pub fn read_strings((file, table): (&Arc<str>, &DeTable), diagnostics: &mut Vec<Diagnostic>) -> Strings {
    let mut strings = Strings::new();
    // What the catalogue was made from is no string: it is read with the words.
    collect(table, "", file, &mut strings, diagnostics);
    strings
}

fn collect(table: &DeTable, prefix: &str, file: &Arc<str>, strings: &mut Strings, diagnostics: &mut Vec<Diagnostic>) {
    for (name, value) in table {
        if prefix.is_empty() && name.get_ref() == "source" {
            continue;
        }
        let key = if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
        let span = Span::from(name.span());
        match value.get_ref() {
            DeValue::String(text) => {
                strings.insert(key, Message { span, text: MessageText::Plain(text.to_string()) });
            }
            DeValue::Table(inner) => match plural_forms(inner) {
                Some(forms) => {
                    strings.insert(key, Message { span, text: MessageText::Plural(forms) });
                }
                None => collect(inner, &key, file, strings, diagnostics),
            },
            other => {
                diagnostics.push(report::wrong_type(
                    Location::at(file, span),
                    &key,
                    "a text in quotes",
                    other.type_str(),
                ));
            }
        }
    }
}

fn plural_forms(table: &DeTable) -> Option<BTreeMap<PluralCategory, String>> {
    let category = |name: &str| PluralCategory::all().into_iter().find(|category| category.as_str() == name);
    let forms: Option<BTreeMap<_, _>> = table
        .iter()
        .map(|(name, value)| Some((category(name.get_ref())?, value.get_ref().as_str()?.to_owned())))
        .collect();
    forms.filter(|forms| !forms.is_empty())
}
