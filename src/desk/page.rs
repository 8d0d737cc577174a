//! One page: its passages, its settings, and how it looks with what is typed and not saved.

use super::answer::{Answer, Response};
use super::deed::Deed;
use super::door::NotWritten;
use super::form::Form;
use super::look::{Look, ShownFinding};
use super::passages::{passages, settings_of, with_passages};
use super::settings::{ShownField, changes, shown_fields};
use super::standing::{DeskSite, Looked};
use super::values::with_values;
use crate::config::FieldSide;
use crate::content::{Contact, Fact, PAGE_FIELDS, Page, PageKind, Payload};
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::{PageId, Route};
use crate::snapshot::{Options, Snapshot, Workspace};
use crate::source::{Source, SourceChange};
use crate::text::{Fingerprint, encode_path};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// A translation may say everything that its source says, and leaves most of it out.
const SIDE: FieldSide = FieldSide::Source;

#[derive(Serialize)]
struct Shown {
    title: String,
    here: &'static str,
    file: String,
    path: String,
    /// The file as a query of an address has it.
    query: String,
    seen: String,
    tag: String,
    direction: &'static str,
    languages: Vec<OtherLanguage>,
    editions: Vec<String>,
    edition: String,
    is_part: bool,
    href: String,
    passages: Vec<ShownPassage>,
    settings: Vec<ShownField>,
    settings_findings: Vec<ShownFinding>,
    settings_open: bool,
    others: Vec<ShownFinding>,
    wrong: Vec<String>,
    insert: Vec<Group>,
    said: String,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct ShownPassage {
    text: String,
    rows: usize,
    findings: Vec<ShownFinding>,
    /// What the file says meanwhile, where somebody else changed the same passage.
    theirs: String,
}

/// What can be put into a text, by kind.
#[derive(Serialize)]
struct Group {
    name: &'static str,
    /// What it is called, and what is written.
    items: Vec<(String, String)>,
}

#[derive(Serialize)]
struct OtherLanguage {
    name: String,
    tag: String,
    /// Below the desk's address; empty where there is no file.
    path: String,
    state: &'static str,
    is_here: bool,
}

#[derive(Serialize)]
struct Whole {
    title: String,
    here: &'static str,
    file: String,
    path: String,
    /// The file as a query of an address has it.
    query: String,
    seen: String,
    tag: String,
    direction: &'static str,
    text: String,
    theirs: String,
    findings: Vec<ShownFinding>,
}

/// What a form shows beside what the file says.
#[derive(Default)]
struct Typed<'t> {
    form: Option<&'t Form>,
    /// By passage.
    texts: Vec<Option<String>>,
    theirs: Vec<Option<String>>,
    wrong: Vec<String>,
    said: &'t str,
    findings: Option<Vec<Diagnostic>>,
}

/// Shows a page to edit.
pub fn show(look: &Look, file: &str, query: &Form) -> Answer {
    match look.page(file) {
        Some(_) if query.get("whole").is_some() => whole(look, file, None, None),
        Some(_) => passage_form(look, 200, file, &Typed { said: query.trimmed("said"), ..Typed::default() }),
        None => whole(look, file, None, None),
    }
}

fn passage_form(look: &Look, status: u16, file: &str, typed: &Typed) -> Answer {
    let Some((page, source, text)) = look.page(file) else { return Answer::Missing };
    look.desk.remembered.saw(source.fingerprint, text);
    let ranges = passages(text, page);
    let own_findings = || findings_of(look.site.snapshot, file, Some(page));
    let findings = typed.findings.clone().unwrap_or_else(own_findings);
    let found = Found::sorted(&findings, file, &ranges, text);
    let passages = ranges.iter().enumerate().map(|(index, range)| {
        let typed_text = typed.texts.get(index).cloned().flatten();
        let text = typed_text.unwrap_or_else(|| shown(&text[range.clone()]));
        ShownPassage {
            rows: rows(&text),
            text,
            findings: look.shown(&found.passages[index]),
            theirs: typed.theirs.get(index).cloned().flatten().unwrap_or_default(),
        }
    });
    let table = settings_table(text);
    let language = language_of(look, page);
    let values = Shown {
        title: page.front.title.clone(),
        here: "pages",
        path: encode_path(file).into_owned(),
        query: utf8_percent_encode(file, NON_ALPHANUMERIC).to_string(),
        file: file.to_owned(),
        seen: source.fingerprint.to_string(),
        tag: language.0,
        direction: language.1,
        languages: other_languages(look, page),
        editions: look.site.workspace.config().editions.iter().map(|edition| edition.name.clone()).collect(),
        edition: typed
            .form
            .map_or_else(|| look.site.options.edition.clone(), |form| form.trimmed("edition").to_owned()),
        is_part: page.front.kind == PageKind::Part,
        href: address(look.site.snapshot, page).map(|(_, _, href)| href).unwrap_or_default(),
        passages: passages.collect(),
        settings: shown_fields(PAGE_FIELDS, SIDE, &table, typed.form),
        settings_open: !found.settings.is_empty() || !typed.wrong.is_empty(),
        settings_findings: look.shown(&found.settings),
        others: look.shown(&found.elsewhere),
        wrong: typed.wrong.clone(),
        insert: groups(look),
        said: typed.said.to_owned(),
        errors: count(&findings, Severity::Error),
        warnings: count(&findings, Severity::Warning),
    };
    look.desk.page(status, "page.html", look.site, &values)
}

/// What an author can put in: everything under the name that people know it by.
fn groups(look: &Look) -> Vec<Group> {
    let contacts =
        look.content("content/contacts.toml").map(|content| content.records::<Contact>()).unwrap_or_default();
    let facts = look.content("content/facts.toml").map(|content| content.records::<Fact>()).unwrap_or_default();
    let name = |contact: &Contact| contact.words.name.clone().unwrap_or_else(|| contact.id.clone());
    let numbers = contacts.iter().filter_map(|contact| {
        let number = contact.number.as_ref()?;
        Some((format!("{}: {}", name(contact), number.display), format!("{{{{ number(id=\"{}\") }}}}", contact.id)))
    });
    let cards = contacts.iter().map(|contact| (name(contact), format!("{{{{ contact(id=\"{}\") }}}}", contact.id)));
    let facts = facts.iter().map(|fact| {
        let statement = fact.words.statement.clone().unwrap_or_else(|| fact.id.clone());
        (statement, format!("{{{{ fact(id=\"{}\") }}}}", fact.id))
    });
    let sources = look.site.workspace.sources().below("content/").filter_map(|source| look.page(&source.path));
    let (mut links, mut parts) = (Vec::new(), Vec::new());
    for (page, ..) in sources.filter(|(page, ..)| page.language.is_none()) {
        match page.front.kind {
            PageKind::Part => {
                parts.push((page.front.title.clone(), format!("{{{{ part(from=\"@/{}\") }}}}", page.key)));
            }
            _ => links.push((page.front.title.clone(), format!("[{}](@/{})", page.front.title, page.key))),
        }
    }
    links.sort();
    vec![
        Group { name: "The number of", items: numbers.collect() },
        Group { name: "The card of", items: cards.collect() },
        Group { name: "The figure", items: facts.collect() },
        Group { name: "The part", items: parts },
        Group { name: "A link to", items: links },
    ]
}

fn count(findings: &[Diagnostic], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

/// The text of a passage as a form shows it.
fn shown(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Rows of a field: as many as its text has, reckoned with lines of 70 signs.
fn rows(text: &str) -> usize {
    text.lines().map(|line| 1 + line.chars().count() / 70).sum::<usize>().clamp(1, 30)
}

fn settings_table(text: &str) -> toml::Table {
    settings_of(text).and_then(|(range, _)| text[range].parse().ok()).unwrap_or_default()
}

fn language_of(look: &Look, page: &Page) -> (String, &'static str) {
    let site = &look.site.snapshot.site;
    let own =
        page.language.as_ref().and_then(|tag| site.language_by_tag(tag.as_str())).unwrap_or(site.default_language);
    let language = site.language(own);
    (language.tag.as_str().to_owned(), language.direction.as_str())
}

fn other_languages(look: &Look, page: &Page) -> Vec<OtherLanguage> {
    let site = &look.site.snapshot.site;
    let Some(id) = site.page_by_key(&page.key) else { return Vec::new() };
    let (here, _) = language_of(look, page);
    let other = |language| {
        let reading = look.site.snapshot.view().read(id, language);
        let own = site.language(language);
        let state = match () {
            () if reading.is_fallback() => "missing",
            () if reading.is_outdated() => "out of date",
            () if reading.is_draft_translation() => "draft",
            () => "there",
        };
        OtherLanguage {
            name: own.name.clone(),
            tag: own.tag.as_str().to_owned(),
            path: if reading.is_fallback() { String::new() } else { encode_path(&reading.content().file).into_owned() },
            state,
            is_here: own.tag.as_str() == here,
        }
    };
    site.language_ids().map(other).collect()
}

/// Where a page is in an edition: its address, route, and address with the path below which the edition is.
fn address(snapshot: &Snapshot, page: &Page) -> Option<(Arc<str>, Route, String)> {
    let site = &snapshot.site;
    let id: PageId = site.page_by_key(&page.key)?;
    let language =
        page.language.as_ref().map_or(Some(site.default_language), |tag| site.language_by_tag(tag.as_str()))?;
    let address = Arc::clone(site.page(id).address(language));
    let route = site.route(&address)?;
    let href = snapshot.view().href(&address);
    Some((address, route, href))
}

/// What is wrong with a page: with its file, and with what is made of it.
fn findings_of(snapshot: &Snapshot, file: &str, page: Option<&Page>) -> Vec<Diagnostic> {
    let mut findings = snapshot.findings_in(&[Arc::from(file)]);
    if let Some((address, route, _)) = page.and_then(|page| address(snapshot, page)) {
        findings.extend(snapshot.findings_of(route, &snapshot.make(&address, route)));
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Findings by where they are shown.
struct Found<'f> {
    passages: Vec<Vec<&'f Diagnostic>>,
    settings: Vec<&'f Diagnostic>,
    elsewhere: Vec<&'f Diagnostic>,
}

impl<'f> Found<'f> {
    fn sorted(findings: &'f [Diagnostic], file: &str, ranges: &[Range<usize>], text: &str) -> Self {
        let mut found = Self { passages: vec![Vec::new(); ranges.len()], settings: Vec::new(), elsewhere: Vec::new() };
        let behind = settings_of(text).map_or(0, |(_, behind)| behind);
        for finding in findings {
            let at = finding.location.span.start as usize;
            let passage = ranges.iter().position(|range| range.start <= at && at < range.end);
            match passage {
                _ if finding.location.file.as_ref() != file => found.elsewhere.push(finding),
                Some(index) => found.passages[index].push(finding),
                None if at < behind && finding.location.span.range() != (0..0) => found.settings.push(finding),
                None => found.elsewhere.push(finding),
            }
        }
        found
    }
}

/// The whole text as one field, for everything that passages and settings do not show.
fn whole(look: &Look, file: &str, typed: Option<&str>, theirs: Option<&str>) -> Answer {
    let Some(source) = look.file(file) else { return Answer::Missing };
    let Some(text) = source.text() else { return Answer::Missing };
    look.desk.remembered.saw(source.fingerprint, text);
    let language = look.page(file).map(|(page, ..)| language_of(look, page));
    let (tag, direction) = language.unwrap_or_else(|| ("en".to_owned(), "ltr"));
    let findings = findings_of(look.site.snapshot, file, look.page(file).map(|(page, ..)| page));
    let values = Whole {
        title: look.title_of(file),
        here: "pages",
        path: encode_path(file).into_owned(),
        query: utf8_percent_encode(file, NON_ALPHANUMERIC).to_string(),
        file: file.to_owned(),
        seen: source.fingerprint.to_string(),
        tag,
        direction,
        text: typed.map_or_else(|| shown(text), str::to_owned),
        theirs: theirs.unwrap_or_default().to_owned(),
        findings: look.shown(&findings.iter().collect::<Vec<_>>()),
    };
    look.desk.page(if theirs.is_some() { 409 } else { 200 }, "whole.html", look.site, &values)
}

/// What somebody typed into the form of a page, over the text that the form showed.
struct Composed {
    /// The text that the form showed.
    base: String,
    /// Its passages there.
    ranges: Vec<Range<usize>>,
    /// What was typed, by passage; `None` where nothing was.
    typed: Vec<Option<String>>,
    /// The new text.
    text: String,
}

/// Puts together what a form says.
///
/// # Errors
/// What is wrong with its settings, in plain words.
fn composed(file: &str, base: String, form: &Form) -> Result<Composed, Vec<String>> {
    let content = crate::content::parse(&Source::from_bytes(file, base.clone().into_bytes()));
    let Payload::Page(page) = &content.payload else { return Err(vec!["It is no page any more.".to_owned()]) };
    let ranges = passages(&base, page);
    let typed: Vec<Option<String>> = ranges
        .iter()
        .enumerate()
        .map(|(index, range)| {
            let typed = form.get(&format!("p{index}"))?;
            (typed != shown(&base[range.clone()])).then(|| typed.to_owned())
        })
        .collect();
    let refs: Vec<Option<&str>> = typed.iter().map(Option::as_deref).collect();
    let mut text = with_passages(&base, &ranges, &refs);
    let added = form.get("added").unwrap_or_default().trim();
    if !added.is_empty() {
        let end = super::passages::line_end(&base);
        let begin = text.trim_end().len();
        text = format!("{}{end}{end}{}{end}", &text[..begin], added.replace('\n', end));
    }
    let table = settings_table(&base);
    let changes = changes(PAGE_FIELDS, SIDE, &table, form)?;
    if !changes.is_empty() {
        let (range, _) = settings_of(&text).ok_or_else(|| vec!["The page has no settings.".to_owned()])?;
        let new = with_values(&text[range.clone()], "", &changes).map_err(|why| vec![why])?;
        text = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
    }
    Ok(Composed { base, ranges, typed, text })
}

/// The text that a form showed: that of the file if it is still the same, or the one that is remembered.
fn base_of(look: &Look, file: &str, form: &Form) -> Option<(String, Fingerprint)> {
    let seen = Fingerprint::parse(form.trimmed("seen"))?;
    let source = look.file(file)?;
    if source.fingerprint == seen {
        return Some((source.text()?.to_string(), seen));
    }
    Some((look.desk.remembered.text(seen)?, seen))
}

/// Saves a page.
pub fn act(look: &Look, file: &str, form: &Form) -> Response {
    if look.file(file).is_none() {
        return look.desk.stopped(404, look.site, "This file is not there any more. What you typed is still in the page before this one: go back and copy it.").into();
    }
    if let Some(text) = form.get("whole") {
        return save_whole(look, file, text, form);
    }
    let Some((base, seen)) = base_of(look, file, form) else {
        return look.desk.stopped(409, look.site, "The page was changed elsewhere, and nobody knows any more what you began with. Go back, copy what you typed, and open the page again.").into();
    };
    let composed = match composed(file, base, form) {
        Ok(composed) => composed,
        Err(wrong) => return again(look, file, form, wrong).into(),
    };
    if form.get("check").is_some() {
        let findings = with_text(look, file, &composed.text, form, |snapshot| {
            findings_of(snapshot, file, look.page(file).map(|(page, ..)| page))
        })
        .unwrap_or_default();
        let typed = Typed { form: Some(form), texts: composed.typed, findings: Some(findings), ..Typed::default() };
        return passage_form(look, 200, file, &typed).into();
    }
    let role = form.trimmed("role");
    let deed = Deed { path: file, seen: Some(seen), text: Some(&composed.text), what: "Edited", role };
    match look.desk.write(&deed) {
        Ok(changes) => Response { answer: Answer::Done(format!("page/{}?said=saved", encode_path(file))), changes },
        Err(NotWritten::Changed) => merged(look, file, &composed, form),
        Err(NotWritten::Machine(why)) => again(look, file, form, vec![why]).into(),
    }
}

/// The form once more, with everything that was typed.
fn again(look: &Look, file: &str, form: &Form, wrong: Vec<String>) -> Answer {
    let Some((page, _, text)) = look.page(file) else { return Answer::Missing };
    let count = passages(text, page).len();
    let texts = (0..count).map(|index| form.get(&format!("p{index}")).map(str::to_owned)).collect();
    passage_form(look, 422, file, &Typed { form: Some(form), texts, wrong, ..Typed::default() })
}

/// Somebody changed the page meanwhile. What was changed in different passages is put together and saved; what was changed in the
/// same is shown side by side.
fn merged(look: &Look, file: &str, mine: &Composed, form: &Form) -> Response {
    let disk = match look.desk.door.read(file) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            return look
                .desk
                .stopped(409, look.site, "Somebody has removed this page meanwhile. Go back and copy what you typed.")
                .into();
        }
        Err(why) => return look.desk.stopped(409, look.site, &why).into(),
    };
    let source = Source::from_bytes(file, disk);
    let Some(theirs) = source.text().map(ToString::to_string) else {
        return look
            .desk
            .stopped(409, look.site, "The file cannot be read as text any more. Go back and copy what you typed.")
            .into();
    };
    let content = crate::content::parse(&source);
    let change = || vec![SourceChange::Present(source.clone())];
    let ranges = match &content.payload {
        Payload::Page(page) => passages(&theirs, page),
        _ => Vec::new(),
    };
    let settings_changed = |text: &str| {
        settings_of(text).map(|(range, _)| text[range].to_owned())
            != settings_of(&mine.base).map(|(range, _)| mine.base[range].to_owned())
    };
    let mut conflicts = vec![None; mine.ranges.len()];
    let mut typed: Vec<Option<String>> = Vec::new();
    if ranges.len() == mine.ranges.len() && !(settings_changed(&mine.text) && settings_changed(&theirs)) {
        for (index, range) in ranges.iter().enumerate() {
            let (now, then) = (shown(&theirs[range.clone()]), shown(&mine.base[mine.ranges[index].clone()]));
            match &mine.typed[index] {
                Some(words) if now != then && *words != now => conflicts[index] = Some(now),
                _ => {}
            }
            typed.push(mine.typed[index].clone());
        }
        if conflicts.iter().all(Option::is_none) {
            let refs: Vec<Option<&str>> = typed.iter().map(Option::as_deref).collect();
            let mut text = with_passages(&theirs, &ranges, &refs);
            if settings_changed(&mine.text)
                && let (Some((own, _)), Some((there, _))) = (settings_of(&mine.text), settings_of(&text))
            {
                text = format!("{}{}{}", &text[..there.start], &mine.text[own], &text[there.end..]);
            }
            let deed = Deed {
                path: file,
                seen: Some(source.fingerprint),
                text: Some(&text),
                what: "Edited, beside a change of somebody else",
                role: form.trimmed("role"),
            };
            return match look.desk.write(&deed) {
                Ok(changes) => {
                    Response { answer: Answer::Done(format!("page/{}?said=merged", encode_path(file))), changes }
                }
                Err(NotWritten::Changed) => look
                    .desk
                    .stopped(
                        409,
                        look.site,
                        "The page changes again and again. Go back, and save once more in a moment.",
                    )
                    .into(),
                Err(NotWritten::Machine(why)) => look.desk.stopped(409, look.site, &why).into(),
            };
        }
        let wrong = vec![
            "Somebody changed the same passage meanwhile. Both are shown below: make one text of them, and save again."
                .to_owned(),
        ];
        let typed = Typed { form: Some(form), texts: typed, theirs: conflicts, wrong, ..Typed::default() };
        return on_disk(look, change(), |look| passage_form(look, 409, file, &typed));
    }
    on_disk(look, change(), |look| whole(look, file, Some(&shown(&mine.text)), Some(&shown(&theirs))))
}

/// Shows a page over the file as it is on the disk, whatever the preview has read by now.
fn on_disk(look: &Look, changes: Vec<SourceChange>, show: impl Fn(&Look) -> Answer) -> Response {
    let mut workspace = look.site.workspace.clone();
    workspace.apply(changes.clone());
    let snapshot = workspace.snapshot(look.site.options);
    let answer = match &snapshot {
        Some(snapshot) => {
            let looked = Looked { findings: look.site.looked.findings, ..look.site.looked };
            let site = DeskSite {
                workspace: &workspace,
                snapshot,
                number: look.site.number,
                options: look.site.options,
                looked,
            };
            show(&Look { desk: look.desk, site: &site })
        }
        None => show(look),
    };
    Response { answer, changes }
}

fn save_whole(look: &Look, file: &str, text: &str, form: &Form) -> Response {
    let Some(seen) = Fingerprint::parse(form.trimmed("seen")) else {
        return look
            .desk
            .stopped(409, look.site, "The form is not whole. Go back, copy what you typed, and open the page again.")
            .into();
    };
    let there = look.file(file).and_then(|source| source.text()).map(ToString::to_string).unwrap_or_default();
    // What was not touched keeps its bytes, also where lines end in two ways.
    let typed =
        if text == shown(&there) { there.clone() } else { text.replace('\n', super::passages::line_end(&there)) };
    let deed = Deed {
        path: file,
        seen: Some(seen),
        text: Some(&typed),
        what: "Edited as a whole",
        role: form.trimmed("role"),
    };
    match look.desk.write(&deed) {
        Ok(changes) => {
            let back = if look.page(file).is_some() {
                format!("page/{}?whole&said=saved", encode_path(file))
            } else {
                format!("page/{}?said=saved", encode_path(file))
            };
            Response { answer: Answer::Done(back), changes }
        }
        Err(NotWritten::Changed) => {
            let disk = look.desk.door.read(file).ok().flatten().unwrap_or_default();
            let source = Source::from_bytes(file, disk);
            let theirs = source.text().map(|text| shown(text)).unwrap_or_default();
            on_disk(look, vec![SourceChange::Present(source)], |look| whole(look, file, Some(text), Some(&theirs)))
        }
        Err(NotWritten::Machine(why)) => look.desk.stopped(422, look.site, &why).into(),
    }
}

/// The site with this text instead of the file's; nothing is kept, so nothing is stale.
fn with_text<T>(look: &Look, file: &str, text: &str, form: &Form, ask: impl FnOnce(&Snapshot) -> T) -> Option<T> {
    let mut workspace: Workspace = look.site.workspace.clone();
    workspace.apply(vec![SourceChange::Present(Source::from_bytes(file, text.as_bytes().to_vec()))]);
    let named = form.trimmed("edition");
    let edition = if named.is_empty() { look.site.options.edition.clone() } else { named.to_owned() };
    let snapshot = workspace.snapshot(&Options { edition, drafts: true, ..look.site.options.clone() })?;
    Some(ask(&snapshot))
}

/// The text that a form says, saved or not.
fn text_of(look: &Look, file: &str, form: &Form) -> Option<String> {
    if let Some(whole) = form.get("whole") {
        return Some(whole.to_owned());
    }
    let (base, _) = base_of(look, file, form)?;
    composed(file, base, form).ok().map(|composed| composed.text)
}

/// The page as readers get it of what is saved.
pub fn shown_now(look: &Look, file: &str) -> Answer {
    let found = look.page(file).and_then(|(page, ..)| address(look.site.snapshot, page));
    let made = found.and_then(|(address, route, _)| look.site.snapshot.make(&address, route).value);
    Answer::Unsaved(made.map_or_else(|| note(NO_PAGE), |artifact| artifact.bytes))
}

const NO_PAGE: &str =
    "This text has no page of its own in this edition: it is shown inside others, or it is kept back.";

/// A page that says why there is none.
fn note(words: &str) -> Arc<[u8]> {
    let head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview</title></head>";
    format!("{head}<body><p>{words}</p></body></html>").into_bytes().into()
}

/// The page as readers would get it, of what is typed and not saved.
pub fn unsaved(look: &Look, file: &str, form: &Form) -> Answer {
    let Some(text) = text_of(look, file, form) else {
        return Answer::Unsaved(note("What is typed cannot be put together. Save it to see why."));
    };
    let made = with_text(look, file, &text, form, |snapshot| {
        let (page, ..) = look.page(file)?;
        let (address, route, _) = address(snapshot, page)?;
        snapshot.make(&address, route).value
    });
    Answer::Unsaved(made.flatten().map_or_else(|| note(NO_PAGE), |artifact| artifact.bytes))
}

#[derive(Serialize)]
struct LookedAt {
    /// Where the page is that was made of it, below the desk's address.
    shown: String,
    passages: Vec<Vec<ShownFinding>>,
    settings: Vec<ShownFinding>,
    elsewhere: Vec<ShownFinding>,
    errors: usize,
    warnings: usize,
}

/// What is wrong with what is typed and not saved, by passage, for the script.
pub fn look_at(look: &Look, file: &str, form: &Form) -> Answer {
    let Some((base, _)) = base_of(look, file, form) else { return Answer::Missing };
    let Ok(composed) = composed(file, base, form) else { return Answer::Missing };
    let made = with_text(look, file, &composed.text, form, |snapshot| {
        let (page, ..) = look.page(file)?;
        let made = address(snapshot, page).and_then(|(address, route, _)| snapshot.make(&address, route).value);
        Some((findings_of(snapshot, file, Some(page)), made.map(|artifact| artifact.bytes)))
    });
    let (findings, bytes) = made.flatten().unwrap_or_default();
    // Places are those of the new text; passages there are counted as in the form if none came or went.
    let source = Source::from_bytes(file, composed.text.clone().into_bytes());
    let content = crate::content::parse(&source);
    let Payload::Page(page) = &content.payload else { return Answer::Missing };
    let ranges = passages(&composed.text, page);
    let found = Found::sorted(&findings, file, &ranges, &composed.text);
    let mut by_passage: Vec<Vec<ShownFinding>> = found.passages.iter().map(|findings| look.shown(findings)).collect();
    let mut elsewhere = look.shown(&found.elsewhere);
    if ranges.len() != composed.ranges.len() {
        elsewhere.extend(by_passage.drain(..).flatten());
    }
    let values = LookedAt {
        passages: by_passage,
        shown: format!("unsaved/{}", look.desk.remembered.made(bytes.unwrap_or_else(|| note(NO_PAGE)))),
        settings: look.shown(&found.settings),
        elsewhere,
        errors: count(&findings, Severity::Error),
        warnings: count(&findings, Severity::Warning),
    };
    Answer::Json(serde_json::to_string(&values).unwrap_or_default())
}
