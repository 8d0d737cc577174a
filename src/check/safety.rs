//! Leaving fast, help in danger, and names that do not shout.
//!
//! What is asked for depends on the settings: with `exit` among the `[links]` every page must have the exit, with
//! `safety` a link to the page about safety, and with either one a number of the contacts' group `danger`. A site that
//! names neither is not forced. Source: USERS.md U03; content brief of 2026-11-22, section 7.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::number::DialledNumbers;
use super::rules::{CheckContext, LanguageRules};
use super::subject::Subject;
use super::tag::{Inherited, OpenTag};
use super::telling::told;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::html::{plain, plain_value};
use crate::text::is_https;
use crate::view::Reading;

/// The exit is the first or second thing that the keyboard reaches: only a link to the main text may come before it.
const LAST_PLACE: usize = 2;

/// What was seen of it on one page.
#[derive(Default)]
pub(super) struct Safety<'h> {
    /// Things that the keyboard reaches, so far.
    reached: usize,
    /// Links to where the exit leads.
    exits: usize,
    /// The exit's place among the things that the keyboard reaches, from 1.
    location: usize,
    /// The exit's words, once it has ended.
    label: Option<String>,
    /// Whether the exit's language is that of the frame.
    in_exit: bool,
    seen_safety: bool,
    description: Option<&'h str>,
}

impl<'h> Safety<'h> {
    pub(super) fn start(&mut self, locator: &Locator, start: &OpenTag<'_, 'h>, inherited: &Inherited) {
        if start.element == Element::Meta {
            let preview = start.get(AttributeName::Name) == Some("description")
                || start.get(AttributeName::Property).is_some_and(|property| property.starts_with("og:"));
            let content = plain_value(start.get(AttributeName::Content).unwrap_or_default());
            if preview && own_rules(locator).and_then(|own| own.neutral.as_deref()) != Some(&*content) {
                self.description = self.description.or(Some(start.tag.source));
            }
            return;
        }
        if !inherited.hidden && is_reached(start) {
            self.reached += 1;
        }
        if start.element != Element::A {
            return;
        }
        let Some(href) = start.get(AttributeName::Href) else { return };
        let rules = locator.context.rules;
        if let Some(exit) = &rules.exit
            && plain(href) == exit.as_str()
        {
            self.exits += 1;
            self.in_exit = true;
            if self.exits == 1 {
                self.location = self.reached;
            }
        }
        if let Some(safety) = own_rules(locator).and_then(|own| own.safety.as_deref()) {
            self.seen_safety |= locator.context.view.site.own_address(href).as_deref() == Some(safety);
        }
    }

    pub(super) fn end_link(&mut self, words: &str) {
        if std::mem::take(&mut self.in_exit) && self.label.is_none() {
            self.label = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    pub(super) fn finish(
        self,
        locator: &Locator,
        subject: Subject,
        numbers: &DialledNumbers,
        findings: &mut Vec<Diagnostic>,
    ) {
        let rules = locator.context.rules;
        let language = &rules.languages[usize::from(subject.language().0)];
        if rules.exit.is_some() {
            self.finish_exit(locator, language.exit_label.as_deref(), findings);
        }
        if language.safety.is_some() && !self.seen_safety {
            findings.push(report::safety_link_missing(locator.frame()));
        }
        if !rules.emergency.is_empty() && !rules.emergency.iter().any(|digits| numbers.dials(digits)) {
            findings.push(report::emergency_missing(locator.frame()));
        }
        if let Some(source) = self.description
            && subject.page().is_some_and(|reading| reading.is_sensitive())
        {
            findings.push(report::sensitive_preview(locator.markup(&[source, "name=\"description\"", "og:"])));
        }
    }

    fn finish_exit(&self, locator: &Locator, label: Option<&str>, findings: &mut Vec<Diagnostic>) {
        let exit = locator.context.rules.exit.as_deref().unwrap_or_default();
        let at = || locator.markup(&["site.links.exit.url", "links.exit", exit]);
        match self.exits {
            0 => return findings.push(report::exit_missing(locator.frame())),
            1 => {}
            _ => findings.push(report::exit_repeated(locator.words(&[exit, "site.links.exit.url"]))),
        }
        if self.location == 0 || self.location > LAST_PLACE {
            findings.push(report::exit_late(at()));
        }
        if let Some(label) = label
            && self.label.as_deref() != Some(label)
        {
            findings.push(report::exit_label(at(), label, self.label.as_deref().unwrap_or_default()));
        }
    }
}

/// What is expected of pages in the language of the frame.
fn own_rules<'a>(locator: &Locator<'a>) -> Option<&'a LanguageRules> {
    locator.context.rules.languages.iter().find(|language| language.tag == locator.language)
}

/// Whether the keyboard stops here.
fn is_reached(start: &OpenTag) -> bool {
    let stops = match start.element {
        Element::A | Element::Area => start.has(AttributeName::Href),
        Element::Button | Element::Field => !start.has(AttributeName::Disabled),
        Element::Input => !start.has(AttributeName::Disabled) && start.get(AttributeName::Type) != Some("hidden"),
        Element::Summary | Element::Frame => true,
        _ => start.has(AttributeName::Tabindex),
    };
    stops && !start.get(AttributeName::Tabindex).is_some_and(|index| index.starts_with('-'))
}

/// Looks at what the settings say about the exit.
pub fn settings(context: CheckContext) -> Vec<Diagnostic> {
    let site = context.view.site;
    let links = site.config.links.iter().filter(|(name, _)| name == "exit").map(|(_, link)| link);
    let wrong = links.filter(|link| !leads_away(&link.to, &site.edition.base_url));
    wrong.map(|link| report::exit_address(Location::at(&Config::file(), link.span), &link.to)).collect()
}

/// Whether an address is a full one on another site.
fn leads_away(to: &str, base_url: &str) -> bool {
    let host = |url: &str| {
        let authority = url.split("://").nth(1)?.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?;
        Some(host.trim_end_matches('.').to_lowercase())
    };
    is_https(to) && host(to).is_some_and(|host| host.contains('.')) && host(to) != host(base_url)
}

/// A sensitive page needs a neutral title in each of its languages.
pub fn neutral_title(context: CheckContext, reading: Reading) -> Option<Diagnostic> {
    if !reading.is_sensitive() {
        return None;
    }
    let front = reading.front();
    let locator = Locator { context, file: Some(&reading.content().file), language: "" };
    let Some(title) = &front.neutral_title else {
        return Some(report::title_not_neutral(locator.front_matter("title"), &front.title, None));
    };
    told(title).map(|_| report::title_not_neutral(locator.front_matter("neutral_title"), title, Some(title)))
}
