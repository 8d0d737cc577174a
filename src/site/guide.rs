//! The pages of a guide: one for each step, one that begins it, one that holds all of it for paper.
//!
//! They are pages like any other from here on: linked, checked, translated, listed. A language that lacks a word of a step, or has
//! it out of date, has no page for that step; its readers get the page in their next language, with its label.

use super::settle::Stale;
use crate::content::{
    Answer, Argument, ArgumentValue, BodyWriter, Call, Content, FrontMatter, Guide, GuideWords, NodeKind, Page,
    Payload, Role, StepWords, guide_name,
};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::locale::LanguageTag;
use crate::text::{Span, kept_names, nearest};
use std::sync::Arc;

/// The template that shows a step.
const TEMPLATE: &str = "guide.html";

/// Makes the pages of all guides, in every language that has their words.
///
/// Reports words of steps and answers that the guide does not have.
pub fn guide_pages(
    contents: &[Arc<Content>],
    source: &LanguageTag,
    stale: &Stale,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Content>> {
    let mut pages = Vec::new();
    for content in contents {
        let Some(guide) = content.guide() else { continue };
        pages.extend(Edition { guide, words: &guide.words, source, tag: None, file: &content.file }.pages(|_| true));
        for translated in contents.iter().filter(|other| guide_name(&other.file) == guide.name) {
            let Some((tag, words)) = translated.guide_words() else { continue };
            report_strangers(guide, words, &translated.file, diagnostics);
            let edition = Edition { guide, words, source, tag: Some(tag), file: &translated.file };
            let is_fresh = |id: &str| !stale.contains(&(tag.clone(), format!("{}/{id}", guide.name)));
            pages.extend(edition.pages(|id| is_fresh(id) && edition.has(id)));
        }
    }
    pages
}

fn report_strangers(guide: &Guide, words: &GuideWords, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
    let known = || guide.words.steps.iter().map(|step| step.id.as_str());
    for step in &words.steps {
        let location = |span: Span| Location::at(file, span);
        let Some(original) = find(&guide.words, &step.id) else {
            diagnostics.push(report::unknown_record(location(step.span), &step.id, nearest(&step.id, known())));
            continue;
        };
        let leads_nowhere = |answer: &Answer| find(&guide.words, &answer.to).is_none();
        // Where the source leads nowhere, which is reported there, a translation may still name the step that was meant.
        let is_meant = |answer: &Answer| !leads_nowhere(answer) && original.answers.iter().any(leads_nowhere);
        let unknown = |answer: &&Answer| original.answer(&answer.to).is_none() && !is_meant(answer);
        for answer in step.answers.iter().filter(unknown) {
            let near = nearest(&answer.to, original.answers.iter().map(|answer| answer.to.as_str()));
            diagnostics.push(report::unknown_record(location(answer.span), &answer.to, near));
        }
    }
}

/// A guide in one language.
struct Edition<'a> {
    guide: &'a Guide,
    words: &'a GuideWords,
    /// The language that the guide was written in.
    source: &'a LanguageTag,
    /// The language; none for the one that it was written in.
    tag: Option<&'a LanguageTag>,
    file: &'a Arc<str>,
}

impl Edition<'_> {
    /// Every page whose words `may_show` allows; the first page and the one for paper need all of theirs.
    fn pages(&self, may_show: impl Fn(&str) -> bool) -> Vec<Arc<Content>> {
        let steps = &self.guide.words.steps;
        let mut pages = Vec::new();
        if may_show("guide") && may_show(&self.guide.start) {
            pages.extend(self.first_page());
        }
        if may_show("guide") && steps.iter().all(|step| may_show(&step.id)) {
            pages.push(self.page_of_all());
        }
        let others = steps.iter().enumerate().filter(|(_, step)| step.is_shown() && step.id != self.guide.start);
        for (index, step) in others {
            if may_show(&step.id) {
                pages.extend(self.step_page(index, &step.id));
            }
        }
        pages
    }

    /// Whether a translation has all words of a step, or of what says what the guide is.
    fn has(&self, id: &str) -> bool {
        let original = &self.guide.words;
        if id == "guide" {
            let (own, other) = (self.words, original);
            return own.title.is_some()
                && own.all.is_some()
                && own.neutral_title.is_some()
                && own.description.is_some() == other.description.is_some();
        }
        let (Some(own), Some(step)) = (find(self.words, id), find(original, id)) else { return false };
        !own.title.0.is_empty()
            && own.text.is_some() == step.text.is_some()
            && step.answers.iter().all(|answer| own.answer(&answer.to).is_some())
    }

    fn first_page(&self) -> Option<Arc<Content>> {
        let step = find(self.words, &self.guide.start)?;
        let mut writer = BodyWriter::new(&Arc::from(""));
        let heading = NodeKind::Heading { level: 2, ordinal: None };
        writer.words(heading, &step.title.0, step.title.1);
        self.write_step(&mut writer, step);
        card(&mut writer, &self.key("all"), step.span);
        let title = self.words.title.clone().unwrap_or_default();
        let mut front = self.front(title, 0);
        front.description.clone_from(&self.words.description);
        front.template = None;
        Some(self.content("_index", front, writer))
    }

    fn step_page(&self, index: usize, id: &str) -> Option<Arc<Content>> {
        let step = find(self.words, id)?;
        let mut writer = BodyWriter::new(&Arc::from(""));
        self.write_step(&mut writer, step);
        let mut front = self.front(step.title.0.clone(), index + 1);
        if self.guide.ends.contains_key(id) {
            // Whoever has come here is about to call.
            front.extra = Some(serde_json::json!({ "calls": true }));
            front.checked_on = self.guide.checked_on;
        }
        Some(self.content(id, front, writer))
    }

    /// What helps to answer, the answers; what to do, whom to call, what to read.
    fn write_step(&self, writer: &mut BodyWriter, step: &StepWords) {
        if let Some((text, span)) = &step.text {
            self.paragraph(writer, step, text, *span);
        }
        let answers = self.answers(&step.id);
        if !answers.is_empty() {
            writer.open(NodeKind::Block(Role::PageList), step.span);
            for answer in answers {
                let (words, span) = step.answer(&answer.to).map_or(&answer.text, |own| &own.text);
                writer.open(NodeKind::Item, *span);
                writer.open(NodeKind::Paragraph, *span);
                link(writer, &self.key_of(&answer.to), words, *span);
                writer.close();
                writer.close();
            }
            writer.close();
        }
        let Some(end) = self.guide.ends.get(&step.id) else { return };
        for (id, span) in &end.contacts {
            call(writer, "contact", ("id", id), self.span(*span));
        }
        if let Some((page, span)) = &end.page {
            card(writer, page, self.span(*span));
        }
    }

    /// What a step says. Names of organisations often stay as they are, and carry their language then.
    fn paragraph(&self, writer: &mut BodyWriter, step: &StepWords, text: &str, span: Span) {
        let source = self.source.as_str();
        let original =
            find(&self.guide.words, &step.id).and_then(|step| step.text.as_ref()).map_or("", |(text, _)| text);
        let names = kept_names(text, original, source, self.tag.map_or(source, LanguageTag::as_str));
        writer.open(NodeKind::Paragraph, span);
        writer.text_with_names(text, &names, source, span);
        writer.close();
    }

    /// Every step with its number; answers say at which number to go on.
    fn page_of_all(&self) -> Arc<Content> {
        let mut writer = BodyWriter::new(&Arc::from(""));
        let steps = &self.guide.words.steps;
        let number = |id: &str| steps.iter().position(|step| step.id == id).map_or(0, |index| index + 1);
        writer.open(NodeKind::List { start: Some(1) }, Span::default());
        for original in steps.iter().filter(|step| step.is_shown()) {
            let Some(step) = find(self.words, &original.id) else { continue };
            writer.open(NodeKind::Item, step.span);
            writer.open(NodeKind::Paragraph, step.span);
            writer.open(NodeKind::Strong, step.title.1);
            if self.guide.ends.contains_key(&step.id) {
                link(&mut writer, &self.key_of(&step.id), &step.title.0, step.title.1);
            } else {
                writer.text(&step.title.0, step.title.1);
            }
            writer.close();
            writer.close();
            if let Some((text, span)) = &step.text {
                self.paragraph(&mut writer, step, text, *span);
            }
            self.write_ways(&mut writer, step, number);
            writer.close();
        }
        writer.close();
        let mut front = self.front(self.words.all.clone().unwrap_or_default(), steps.len() + 1);
        front.extra = Some(serde_json::json!({ "all": true }));
        front.checked_on = self.guide.checked_on;
        self.content("all", front, writer)
    }

    fn write_ways(&self, writer: &mut BodyWriter, step: &StepWords, number: impl Fn(&str) -> usize) {
        let answers = self.answers(&step.id);
        let end = self.guide.ends.get(&step.id);
        let contacts = end.map(|end| end.contacts.as_slice()).unwrap_or_default();
        if answers.is_empty() && contacts.is_empty() {
            return;
        }
        writer.open(NodeKind::List { start: None }, step.span);
        for answer in answers {
            let (words, span) = step.answer(&answer.to).map_or(&answer.text, |own| &own.text);
            let next = find(self.words, &answer.to).map_or("", |step| step.title.0.as_str());
            writer.open(NodeKind::Item, *span);
            writer.text(&format!("{words}: "), *span);
            link(writer, &self.key_of(&answer.to), &format!("{}. {next}", number(&answer.to)), *span);
            writer.close();
        }
        for (id, span) in contacts {
            writer.open(NodeKind::Item, self.span(*span));
            call(writer, "contact_line", ("id", id), self.span(*span));
            writer.close();
        }
        writer.close();
    }

    /// The answers of a step that lead somewhere; the others have been reported.
    fn answers(&self, id: &str) -> Vec<&Answer> {
        let all = find(&self.guide.words, id).into_iter().flat_map(|step| &step.answers);
        all.filter(|answer| find(&self.guide.words, &answer.to).is_some_and(StepWords::is_shown)).collect()
    }

    fn front(&self, title: String, number: usize) -> FrontMatter {
        // Nobody who looks at the history of a browser should read somebody's answers there.
        let neutral = self.words.neutral_title.as_ref();
        FrontMatter {
            title,
            neutral_title: neutral.map(|title| if number == 0 { title.clone() } else { format!("{title} {number}") }),
            sensitive: Some(true),
            toc: Some(false),
            weight: Some(number as i64),
            template: Some((TEMPLATE.to_owned(), Span::default())),
            icon: self.guide.icon.clone(),
            audience: self.guide.audience,
            owner: self.guide.owner.clone(),
            // Questions state no facts.
            checked_on: None,
            review_by: self.guide.review_by.filter(|_| number == 0 && self.tag.is_none()),
            languages: if number == 0 && self.tag.is_none() { self.guide.languages.clone() } else { Vec::new() },
            status: self.words.status,
            ..FrontMatter::default()
        }
    }

    fn content(&self, name: &str, front: FrontMatter, writer: BodyWriter) -> Arc<Content> {
        let key = Arc::from(format!("{}/{name}.md", self.guide.name));
        let page = Page::new(key, self.tag.cloned(), front, Vec::new(), writer.finish());
        let payload = Payload::Page(Box::new(page));
        Arc::new(Content { file: Arc::clone(self.file), payload, words: None, diagnostics: Vec::new() })
    }

    fn key(&self, name: &str) -> String {
        format!("@/{}/{name}.md", self.guide.name)
    }

    /// The page of a step, as links name it: the guide's first page holds its first step.
    fn key_of(&self, id: &str) -> String {
        self.key(if id == self.guide.start { "_index" } else { id })
    }

    /// A place in the file of the source says nothing about that of a translation.
    fn span(&self, span: Span) -> Span {
        if self.tag.is_none() { span } else { Span::default() }
    }
}

fn find<'a>(words: &'a GuideWords, id: &str) -> Option<&'a StepWords> {
    words.steps.iter().find(|step| step.id == id)
}

fn link(writer: &mut BodyWriter, to: &str, words: &str, span: Span) {
    let kind = NodeKind::Link { to: writer.keep(to), title: writer.keep("") };
    writer.words(kind, words, span);
}

/// The card of a page, in the reader's language.
fn card(writer: &mut BodyWriter, to: &str, span: Span) {
    call(writer, "page", ("of", to), span);
}

fn call(writer: &mut BodyWriter, name: &str, (argument, text): (&str, &str), span: Span) {
    let argument = Argument { name: argument.to_owned(), value: ArgumentValue::Text(text.to_owned()), span };
    let inline = name == "contact_line";
    let call =
        Call { name: name.to_owned(), arguments: vec![argument], span, encloses: false, inline, in_paragraph: false };
    let kind = writer.call(call);
    writer.leaf(kind, span);
}
