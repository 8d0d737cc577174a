//! `liberate new language`: adds a language to the settings.
//!
//! The settings as a person wrote them go in, the same with one more table come out; nothing else in them changes.

use super::file::write_file;
use super::init::LANGUAGES;
use super::session::{Failure, Session};
use super::terminal::say;
use crate::config::{CONFIG_FILE, resolve};
use crate::locale::LanguageTag;
use std::process::ExitCode;

/// Adds the language `tag`, called `name` in itself, and says what comes next.
pub fn run(session: &Session, tag: &str, name: Option<&str>) -> Result<ExitCode, Failure> {
    let sources = session.read()?;
    let Some(tag) = LanguageTag::parse(tag) else {
        return Err(format!("`{tag}` is no tag of a language; write one such as de or zh-Hant").into());
    };
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag.as_str()).map(|(_, name)| *name);
    let Some(name) = name.or(known) else {
        return Err(
            format!("say what the language is called in itself: liberate new language {tag} --name \"…\"").into()
        );
    };
    let Some(text) = sources.get(CONFIG_FILE).and_then(|source| source.text()) else {
        return Err(format!("{CONFIG_FILE} cannot be read").into());
    };
    let then = resolve(Some(text));
    if then.value.languages.iter().any(|language| language.tag == tag) {
        return Err(format!("{CONFIG_FILE} has the language {tag} already").into());
    }
    let new = with_language(text, &tag, name);
    let now = resolve(Some(&new));
    if now.diagnostics.len() > then.diagnostics.len() || now.value.languages.iter().all(|language| language.tag != tag)
    {
        let table = format!("[languages.{tag}] with name = \"{name}\"");
        return Err(format!(
            "{CONFIG_FILE} is written in a way that cannot be added to; write {table} into it yourself"
        )
        .into());
    }
    write_file(&session.root.join(CONFIG_FILE), &new)?;
    let source = format!("themes/{}/strings/{}.toml", now.value.theme, now.value.default_language);
    let own = format!("strings/{tag}.toml");
    let has_words = [format!("themes/{}/{own}", now.value.theme), own].iter().any(|path| sources.get(path).is_some());
    let mut said = format!(
        "{CONFIG_FILE} has the language {tag}, {name}. Say there what the site is called in it: title, description."
    );
    if !has_words {
        said += &format!(
            "\nWords of the frame:  liberate translate export {tag} {source}, have the file translated, then import it"
        );
    }
    said += &format!("\nBegin a page:        liberate translate new help.md {tag}");
    if !session.quiet {
        say(&said);
    }
    Ok(ExitCode::SUCCESS)
}

/// The settings with one more language behind those that they have.
fn with_language(text: &str, tag: &LanguageTag, name: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let name = serde_json::Value::from(name);
    let table = format!("[languages.{tag}]{end}name = {name}{end}");
    let (mut at, mut inside, mut begin) = (None, false, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('[') {
            inside = words.starts_with("[languages.");
        }
        begin += line.len();
        if inside && !words.is_empty() && !words.starts_with('#') {
            at = Some(begin);
        }
    }
    let at = at.unwrap_or(text.len());
    let ended = if at == 0 || text[..at].ends_with('\n') { "" } else { end };
    let before = if at == text.len() && !text.contains("[languages.") { end } else { "" };
    format!("{}{ended}{before}{table}{}", &text[..at], &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_comes_behind_the_others_and_nothing_else_changes() {
        let check = |text: &str, expected: &str| {
            let tag = LanguageTag::parse("de").expect("it is a tag");
            assert_eq!(with_language(text, &tag, "Deutsch"), expected);
        };
        let table = "[languages.de]\nname = \"Deutsch\"\n";
        check(
            "[languages.en]\nname = \"English\"\n\n# Next\n[links]\n",
            &format!("[languages.en]\nname = \"English\"\n{table}\n# Next\n[links]\n"),
        );
        check("[languages.en]\nname = \"English\"", &format!("[languages.en]\nname = \"English\"\n{table}"));
        check("theme = \"a\"\n", &format!("theme = \"a\"\n\n{table}"));
        check(
            "[languages.en]\r\nname = \"E\"\r\n",
            "[languages.en]\r\nname = \"E\"\r\n[languages.de]\r\nname = \"Deutsch\"\r\n",
        );
    }
}
