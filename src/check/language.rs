//! The language and direction of a page and of its parts, and letters that their language does not use.
//!
//! Source: WCAG 2.2, 3.1.1 and 3.1.2; USERS.md U12 and U22.

use super::blame::Blame;
use super::element::{Element, Key};
use super::output::{Around, Start, Subject};
use crate::diagnostic::{Diagnostic, report};
use crate::locale::{Direction, LanguageTag, direction};
use crate::text::letter::{foreign_run, may_be_foreign, scripts_of};

/// Takes over the language and direction that a tag gives to everything inside; says whether they change.
pub(super) fn enter(
    blame: &Blame,
    subject: Subject,
    start: &Start,
    around: &mut Around,
    findings: &mut Vec<Diagnostic>,
) -> bool {
    let before = *around;
    let dir = start.get(Key::Dir);
    match dir {
        Some("ltr") => around.rtl = false,
        Some("rtl") => around.rtl = true,
        _ => {}
    }
    around.isolated = match (start.element, dir) {
        (Element::Bdi, Some("ltr")) => true,
        (_, Some(_)) => false,
        _ => around.isolated,
    };
    if let Some(tag) = start.get(Key::Lang) {
        speak(blame, start, tag, around, findings);
        let isolates = start.element == Element::Bdi || dir == Some("auto");
        if around.rtl != around.language_rtl && !isolates && !tag.is_empty() {
            let wanted = if around.language_rtl { "rtl" } else { "ltr" };
            findings.push(report::wrong_direction(blame.tag(&start.tag, start.attributes), tag, wanted));
        }
    }
    if start.element == Element::Html {
        page(blame, subject, start, findings);
    }
    before.english != around.english || before.scripts != around.scripts
}

/// Knows a language of the site by its tag; any other is looked up.
fn speak(blame: &Blame, start: &Start, tag: &str, around: &mut Around, findings: &mut Vec<Diagnostic>) {
    if let Some(known) = blame.ground.rules.languages.iter().find(|language| language.tag == tag) {
        (around.scripts, around.english, around.language_rtl) = (known.scripts, known.english, known.rtl);
        return;
    }
    match LanguageTag::parse(tag) {
        Some(parsed) => {
            around.scripts = scripts_of(parsed.as_str());
            around.english = is_english(parsed.as_str());
            around.language_rtl = direction(&parsed) == Direction::RightToLeft;
        }
        // An empty tag says that the language is not known, which HTML allows.
        None if tag.is_empty() => (around.scripts, around.english) = (u32::MAX, false),
        None => findings.push(report::part_language(blame.tag(&start.tag, start.attributes), tag)),
    }
}

/// The page itself must name the language and direction of its frame.
fn page(blame: &Blame, subject: Subject, start: &Start, findings: &mut Vec<Diagnostic>) {
    let language = &blame.ground.rules.languages[usize::from(subject.language().0)];
    if start.get(Key::Lang) != Some(language.tag.as_str()) {
        findings.push(report::page_language(blame.tag(&start.tag, start.attributes)));
    }
    if language.rtl && start.get(Key::Dir) != Some("rtl") {
        findings.push(report::page_direction(blame.tag(&start.tag, start.attributes)));
    }
}

/// Looks for letters that the language of a text never uses. Latin ones are let be: names stand in every text.
pub(super) fn letters(blame: &Blame, text: &str, around: &Around, findings: &mut Vec<Diagnostic>) {
    if may_be_foreign(text, around.scripts)
        && let Some(run) = foreign_run(text, around.scripts)
    {
        findings.push(report::foreign_script(blame.words(&[text.trim(), run]), run));
    }
}

/// Whether a tag names English of any kind.
pub(super) fn is_english(tag: &str) -> bool {
    tag == "en" || tag.starts_with("en-")
}
