//! Interface strings with their values put in.
//!
//! A key and values go in, words in a language come out.

use super::reading::View;
use crate::content::Message;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::Locale;
use crate::site::LanguageId;
use std::sync::Arc;

/// A value for a placeholder of a string.
#[derive(Clone, Copy, Debug)]
pub enum StringValue<'a> {
    /// Words.
    Text(&'a str),
    /// A whole number: `count` also chooses the plural form.
    Number(i64),
}

/// Says an interface string in a language; a missing one is reported and shows its key.
pub fn string(
    view: View,
    language: LanguageId,
    key: &str,
    arguments: &[(&str, StringValue)],
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let language = view.site.language(language);
    let default = view.site.language(view.site.default_language);
    let own = view.site.catalogue.message(&language.tag, key);
    match own.or_else(|| view.site.catalogue.message(&default.tag, key)) {
        Some(message) => fill(message, &language.locale, arguments, &|text, said| said.push_str(text)),
        None => {
            let file = format!("themes/{}/strings/{}.toml", view.site.config.theme, default.tag);
            diagnostics.push(report::missing_string(Location::whole(&Arc::from(file)), key));
            key.to_owned()
        }
    }
}

/// Chooses the plural form of `message` and puts the values in; `write` adds a value's words.
pub fn fill(
    message: &Message,
    locale: &Locale,
    arguments: &[(&str, StringValue)],
    write: &dyn Fn(&str, &mut String),
) -> String {
    let count = arguments.iter().find_map(|(name, value)| match value {
        StringValue::Number(number) if *name == "count" => Some(number.unsigned_abs()),
        _ => None,
    });
    let mut rest = message.form(locale.plural(count.unwrap_or(0)));
    let mut said = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        said.push_str(before);
        match arguments.iter().find(|(known, _)| *known == name) {
            Some((_, StringValue::Text(text))) => write(text, &mut said),
            Some((_, StringValue::Number(number))) => said.push_str(&locale.number(*number)),
            None => {
                said.push('{');
                said.push_str(name);
                said.push('}');
            }
        }
        rest = behind;
    }
    said.push_str(rest);
    said
}
