//! The language and direction of a page and of its parts, and letters that their language does not use.
//!
//! Source: WCAG 2.2, 3.1.1 and 3.1.2; USERS.md U12 and U22.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::subject::Subject;
use super::tag::{Inherited, OpenTag};
use crate::diagnostic::{Diagnostic, report};
use crate::locale::{Direction, LanguageTag};
use crate::text::letter::{foreign_run, may_be_foreign, scripts_of};

/// Takes over the language and direction that a tag gives to everything inside; says whether they change.
pub(super) fn enter(
    locator: &Locator,
    subject: Subject,
    start: &OpenTag,
    inherited: &mut Inherited,
    findings: &mut Vec<Diagnostic>,
) -> bool {
    let before = *inherited;
    let dir = start.get(AttributeName::Dir);
    match dir {
        Some("ltr") => inherited.rtl = false,
        Some("rtl") => inherited.rtl = true,
        _ => {}
    }
    inherited.isolated = match (start.element, dir) {
        (Element::Bdi, Some("ltr")) => true,
        (_, Some(_)) => false,
        _ => inherited.isolated,
    };
    if let Some(tag) = start.get(AttributeName::Lang) {
        speak(locator, start, tag, inherited, findings);
        let isolates = start.element == Element::Bdi || dir == Some("auto");
        if inherited.rtl != inherited.language_rtl && !isolates && !tag.is_empty() {
            let wanted = if inherited.language_rtl { "rtl" } else { "ltr" };
            findings.push(report::wrong_direction(locator.tag(&start.tag, start.attributes), tag, wanted));
        }
    }
    if start.element == Element::Html {
        page(locator, subject, start, findings);
    }
    before.english != inherited.english || before.scripts != inherited.scripts
}

/// Knows a language of the site by its tag; any other is looked up.
fn speak(locator: &Locator, start: &OpenTag, tag: &str, inherited: &mut Inherited, findings: &mut Vec<Diagnostic>) {
    if let Some(known) = locator.context.rules.languages.iter().find(|language| language.tag == tag) {
        (inherited.scripts, inherited.english, inherited.language_rtl) = (known.scripts, known.english, known.rtl);
        return;
    }
    match LanguageTag::parse(tag) {
        Some(parsed) => {
            inherited.scripts = scripts_of(parsed.as_str());
            inherited.english = parsed.is_english();
            inherited.language_rtl = parsed.direction() == Direction::RightToLeft;
        }
        // An empty tag says that the language is not known, which HTML allows.
        None if tag.is_empty() => (inherited.scripts, inherited.english) = (u32::MAX, false),
        None => findings.push(report::part_language(locator.tag(&start.tag, start.attributes), tag)),
    }
}

/// The page itself must name the language and direction of its frame.
fn page(locator: &Locator, subject: Subject, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let language = &locator.context.rules.languages[usize::from(subject.language().0)];
    if start.get(AttributeName::Lang) != Some(language.tag.as_str()) {
        findings.push(report::page_language(locator.tag(&start.tag, start.attributes)));
    }
    if language.rtl && start.get(AttributeName::Dir) != Some("rtl") {
        findings.push(report::page_direction(locator.tag(&start.tag, start.attributes)));
    }
}

/// Looks for letters that the language of a text never uses. Latin ones are let be: names stand in every text.
pub(super) fn letters(locator: &Locator, text: &str, inherited: &Inherited, findings: &mut Vec<Diagnostic>) {
    if may_be_foreign(text, inherited.scripts)
        && let Some(run) = foreign_run(text, inherited.scripts)
    {
        findings.push(report::foreign_script(locator.words(&[text.trim(), run]), run));
    }
}
