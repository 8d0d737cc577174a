//! The skeleton of a page: title, headings, landmarks, ids and what refers to them, zoom, order of the keyboard.
//!
//! Source: WCAG 2.2 and the rules of axe-core 4.11 of the same names; USERS.md U12.

use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::subject::Subject;
use super::tag::{Inherited, OpenTag};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::html::plain;
use rustc_hash::{FxHashMap, FxHashSet};

/// What kinds of landmark there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Landmark {
    Banner,
    Complementary,
    ContentInfo,
    Form,
    Main,
    Navigation,
    Region,
    Search,
}

impl Landmark {
    fn as_str(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Complementary => "complementary",
            Self::ContentInfo => "contentinfo",
            Self::Form => "form",
            Self::Main => "main",
            Self::Navigation => "navigation",
            Self::Region => "region",
            Self::Search => "search",
        }
    }

    fn parse(role: &str) -> Option<Self> {
        let all = [
            Self::Banner,
            Self::Complementary,
            Self::ContentInfo,
            Self::Form,
            Self::Main,
            Self::Navigation,
            Self::Region,
            Self::Search,
        ];
        all.into_iter().find(|landmark| landmark.as_str() == role)
    }
}

/// The landmark that a tag begins. A `header` or `footer` inside a section is none; a `section` is one if it has a name.
pub(super) fn landmark(start: &OpenTag, in_section: bool) -> Option<Landmark> {
    if let Some(role) = start.get(AttributeName::Role) {
        return Landmark::parse(role.split(' ').next().unwrap_or_default());
    }
    let named = || start.has(AttributeName::AriaLabel) || start.has(AttributeName::AriaLabelledby);
    match start.element {
        Element::Main => Some(Landmark::Main),
        Element::Nav => Some(Landmark::Navigation),
        Element::Aside => Some(Landmark::Complementary),
        Element::Header if !in_section => Some(Landmark::Banner),
        Element::Footer if !in_section => Some(Landmark::ContentInfo),
        Element::Section if named() => Some(Landmark::Region),
        Element::Form if named() => Some(Landmark::Form),
        _ => None,
    }
}

/// What was seen of it on one page.
#[derive(Default)]
pub(super) struct PageStructure<'h> {
    /// All ids, in order.
    pub ids: Vec<&'h str>,
    /// What refers to an id of the page: the attribute as written and the id.
    references: Vec<(&'h str, &'h str)>,
    titles: usize,
    title: &'h str,
    headings_one: usize,
    last_level: u8,
    landmarks: Vec<(Landmark, Option<&'h str>, &'h str)>,
    viewport: Option<&'h str>,
    language: bool,
    /// Whether words outside every landmark were seen and reported.
    outside: bool,
}

impl<'h> PageStructure<'h> {
    pub(super) fn start(
        &mut self,
        locator: &Locator,
        subject: Subject,
        start: &OpenTag<'_, 'h>,
        outer: &Inherited,
        findings: &mut Vec<Diagnostic>,
    ) {
        match start.element {
            Element::Heading(level) => self.heading(locator, subject, start, level, findings),
            Element::Html => self.language = true,
            Element::Meta if start.get(AttributeName::Name) == Some("viewport") => {
                self.viewport = start.get(AttributeName::Content);
            }
            Element::Media if start.has(AttributeName::Autoplay) => {
                findings.push(report::autoplay(locator.tag(&start.tag, start.attributes)));
            }
            _ => {}
        }
        if let Some(landmark) = landmark(start, outer.in_section) {
            let label = start.get(AttributeName::AriaLabelledby).or(start.get(AttributeName::AriaLabel));
            self.landmarks.push((landmark, label.filter(|label| !label.trim().is_empty()), start.tag.source));
        }
        for (key, attribute) in start.all() {
            match key {
                AttributeName::Id => self.ids.push(attribute.value),
                AttributeName::AriaIds
                | AttributeName::AriaLabelledby
                | AttributeName::Headers
                | AttributeName::For => {
                    let ids = attribute.value.split_ascii_whitespace();
                    self.references.extend(ids.map(|id| (attribute.name, id)));
                }
                AttributeName::Href if attribute.value.len() > 1 && start.element == Element::A => {
                    if let Some(id) = attribute.value.strip_prefix('#') {
                        self.references.push(("href", id));
                    }
                }
                AttributeName::Tabindex if attribute.value.parse().is_ok_and(|index: i32| index > 0) => {
                    findings.push(report::tab_order(locator.tag(&start.tag, start.attributes)));
                }
                _ => {}
            }
        }
    }

    fn heading(
        &mut self,
        locator: &Locator,
        subject: Subject,
        start: &OpenTag<'_, 'h>,
        level: u8,
        findings: &mut Vec<Diagnostic>,
    ) {
        self.headings_one += usize::from(level == 1);
        if self.last_level > 0 && level > self.last_level + 1 {
            let location = start.get(AttributeName::Id).and_then(|id| heading_of(subject, id));
            let location = location.unwrap_or_else(|| locator.tag(&start.tag, start.attributes));
            findings.push(report::heading_order(location, self.last_level, level));
        }
        self.last_level = level;
    }

    /// The title in the head.
    pub(super) fn title(&mut self, text: &'h str) {
        self.titles += 1;
        self.title = text.trim();
    }

    /// Words that are in no landmark. Only the link to the main text may: it is what comes first.
    pub(super) fn outside(&mut self, locator: &Locator, subject: Subject, text: &str, findings: &mut Vec<Diagnostic>) {
        let skips = self.landmarks.is_empty() && self.references.iter().any(|(name, _)| *name == "href");
        if !self.outside && !skips && subject.is_read() {
            self.outside = true;
            findings.push(report::outside_landmarks(locator.words(&[text.trim()])));
        }
    }

    pub(super) fn finish(&mut self, locator: &Locator, subject: Subject, findings: &mut Vec<Diagnostic>) {
        if !self.language {
            findings.push(report::page_language(locator.frame()));
        }
        self.finish_title(locator, subject, findings);
        self.finish_ids(locator, subject, findings);
        if !subject.is_read() {
            return;
        }
        if self.headings_one != 1 {
            findings.push(report::main_heading(locator.frame(), self.headings_one));
        }
        self.finish_landmarks(locator, findings);
        match self.viewport {
            None => findings.push(report::viewport_missing(locator.frame())),
            Some(viewport) if blocks_zoom(viewport) => {
                findings.push(report::zoom_blocked(locator.markup(&[viewport, "viewport"])));
            }
            Some(_) => {}
        }
    }

    fn finish_title(&self, locator: &Locator, subject: Subject, findings: &mut Vec<Diagnostic>) {
        if self.titles != 1 || self.title.is_empty() {
            let location = if self.titles == 0 { locator.frame() } else { locator.markup(&["<title"]) };
            return findings.push(report::page_title(location, self.titles));
        }
        if let Some(reading) = subject.page() {
            let (shown, wanted) = (plain(self.title), reading.head_title().trim());
            let fine = if reading.is_sensitive() { shown == wanted } else { shown.starts_with(wanted) };
            if !fine {
                findings.push(report::title_differs(locator.markup(&["<title"]), reading.is_sensitive()));
            }
        }
    }

    fn finish_ids(&mut self, locator: &Locator, subject: Subject, findings: &mut Vec<Diagnostic>) {
        self.ids.sort_unstable();
        for pair in self.ids.windows(2).filter(|pair| pair[0] == pair[1]) {
            let location = heading_of(subject, pair[0]);
            let location = location.unwrap_or_else(|| locator.words(&[&format!("id=\"{}\"", pair[0])]));
            findings.push(report::duplicate_id(location, pair[0]));
        }
        for (name, id) in &self.references {
            if self.ids.binary_search(id).is_err()
                && self.ids.binary_search(&plain(id).as_ref()).is_err()
                && *id != "top"
            {
                let written = if *name == "href" { format!("href=\"#{id}\"") } else { format!("{name}=\"{id}\"") };
                findings.push(report::missing_id(locator.words(&[&written, id]), name, id));
            }
        }
    }

    fn finish_landmarks(&mut self, locator: &Locator, findings: &mut Vec<Diagnostic>) {
        let mains = self.landmarks.iter().filter(|(landmark, ..)| *landmark == Landmark::Main).count();
        if mains != 1 {
            findings.push(report::main_landmark(locator.frame(), mains));
        }
        let mut counts: FxHashMap<Landmark, usize> = FxHashMap::default();
        self.landmarks.iter().for_each(|(landmark, ..)| *counts.entry(*landmark).or_default() += 1);
        let mut labels: FxHashSet<(Landmark, &str)> = FxHashSet::default();
        for (landmark, label, source) in &self.landmarks {
            let is_only = counts[landmark] == 1;
            let location = || {
                let (whole, first) = (format!("<{source}>"), format!("<{}", super::name::first_attribute(source)));
                locator.markup(&[&whole, &first])
            };
            let finding = match (landmark, label) {
                (Landmark::Main, _) => None,
                (Landmark::Banner | Landmark::ContentInfo, _) => {
                    (!is_only).then(|| report::repeated_landmark(location(), landmark.as_str()))
                }
                (Landmark::Region, None) => Some(report::landmark_without_label(location(), landmark.as_str())),
                (_, None) => (!is_only).then(|| report::landmark_without_label(location(), landmark.as_str())),
                (_, Some(label)) => (!labels.insert((*landmark, label)))
                    .then(|| report::landmark_label_repeated(location(), landmark.as_str(), &plain(label))),
            };
            findings.extend(finding);
        }
    }
}

/// Where the author wrote the heading with that id.
fn heading_of(subject: Subject, id: &str) -> Option<Location> {
    let reading = subject.page()?;
    let index = (0..reading.headings().len()).find(|index| reading.anchor(*index as u16) == Some(id))?;
    Some(Location::at(&reading.content().file, reading.headings()[index].span))
}

/// Source: WCAG 2.2, 1.4.4; axe-core's rule `meta-viewport` allows no limit below 2.
fn blocks_zoom(viewport: &str) -> bool {
    viewport.split([',', ';']).any(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match name.trim() {
            "user-scalable" => matches!(value.trim(), "no" | "0"),
            "maximum-scale" => value.trim().parse().is_ok_and(|limit: f32| limit < 2.0),
            _ => false,
        }
    })
}
