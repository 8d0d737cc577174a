//! The built-in shortcodes: a table of names, forms and typed arguments, and what each one shows as a tree.

use super::Reading;
use super::chart::chart;
use super::event::events;
use super::expand::{Expander, Inside};
use super::fact::{big, fact, fact_line, fact_source, fact_table};
use super::index::{index, subjects};
use super::string::{Argument, string};
use crate::content::{self, ArgumentValue, NodeKind, NoticeKind, Role};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::locale::LanguageTag;
use crate::site::{LanguageId, PageId, PageNode, ShownContact, ShownSign};
use crate::text::{Span, nearest};
use std::sync::Arc;

/// A built-in shortcode.
pub struct Shortcode {
    /// Its name.
    pub name: &'static str,
    /// How it may be written.
    pub forms: Forms,
    /// Its arguments.
    pub arguments: &'static [Parameter],
    /// Writes what it shows.
    pub(super) show: fn(&mut Expander, &Call, &Inside),
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
    pub kind: Kind,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A language tag.
    Language,
    /// A whole number from 1 on.
    Count,
}

const fn required(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, required: true, kind }
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, required: false, kind }
}

const GROUPS: Kind = Kind::Word(&["danger", "report", "support", "children", "other"]);
const NOTICES: Kind = Kind::Word(&["danger", "warning", "info", "success", "note", "tip", "important", "caution"]);
const ID: &[Parameter] = &[required("id", Kind::Text)];

/// All built-in shortcodes. A new one is a line here and a function below.
pub const SHORTCODES: &[Shortcode] = &[
    Shortcode { name: "contact", forms: Forms::Alone, arguments: ID, show: contact },
    Shortcode { name: "number", forms: Forms::InLine, arguments: ID, show: number },
    Shortcode { name: "contact_name", forms: Forms::InLine, arguments: ID, show: contact_name },
    Shortcode { name: "contact_line", forms: Forms::InLine, arguments: ID, show: contact_line },
    Shortcode {
        name: "contacts",
        forms: Forms::Alone,
        arguments: &[optional("for", Kind::Word(&["public", "staff"])), optional("group", GROUPS)],
        show: contacts,
    },
    Shortcode {
        name: "signs",
        forms: Forms::Alone,
        arguments: &[
            optional("type", Kind::Text),
            optional("place", Kind::Text),
            optional("ids", Kind::Text),
            optional("limit", Kind::Count),
        ],
        show: signs,
    },
    Shortcode { name: "fact", forms: Forms::InLine, arguments: ID, show: fact },
    Shortcode { name: "fact_source", forms: Forms::InLine, arguments: ID, show: fact_source },
    Shortcode { name: "fact_line", forms: Forms::InLine, arguments: ID, show: fact_line },
    Shortcode {
        name: "fact_table",
        forms: Forms::Alone,
        arguments: &[optional("for", Kind::Word(&["public", "staff"])), optional("ids", Kind::Text)],
        show: fact_table,
    },
    Shortcode {
        name: "chart",
        forms: Forms::Alone,
        arguments: &[
            required("csv", Kind::Text),
            required("kind", Kind::Word(&["bar", "line"])),
            required("title", Kind::Text),
            required("says", Kind::Text),
            optional("columns", Kind::Text),
            optional("rows", Kind::Text),
            optional("source", Kind::Text),
        ],
        show: chart,
    },
    Shortcode { name: "critical", forms: Forms::Around, arguments: &[], show: critical },
    Shortcode { name: "part", forms: Forms::Alone, arguments: &[required("from", Kind::Text)], show: part },
    Shortcode { name: "page", forms: Forms::Alone, arguments: &[required("of", Kind::Text)], show: page },
    Shortcode { name: "pages", forms: Forms::Alone, arguments: &[required("of", Kind::Text)], show: pages },
    Shortcode { name: "events", forms: Forms::Alone, arguments: &[], show: events },
    Shortcode { name: "index", forms: Forms::Alone, arguments: &[], show: index },
    Shortcode {
        name: "subjects",
        forms: Forms::Alone,
        arguments: &[optional("of", Kind::Text), optional("pages", Kind::Text)],
        show: subjects,
    },
    Shortcode { name: "languages", forms: Forms::Alone, arguments: &[], show: languages },
    Shortcode { name: "sources", forms: Forms::Alone, arguments: &[], show: sources },
    Shortcode { name: "icon", forms: Forms::InLine, arguments: &[required("name", Kind::Text)], show: icon },
    Shortcode {
        name: "lang",
        forms: Forms::InLineOrAround,
        arguments: &[required("tag", Kind::Language), optional("text", Kind::Text)],
        show: lang,
    },
    Shortcode {
        name: "notice",
        forms: Forms::Around,
        arguments: &[required("kind", NOTICES), optional("title", Kind::Text)],
        show: notice,
    },
    Shortcode { name: "steps", forms: Forms::Around, arguments: &[], show: steps },
    Shortcode { name: "facts", forms: Forms::Around, arguments: &[], show: facts },
    Shortcode { name: "doors", forms: Forms::Around, arguments: &[], show: doors },
    Shortcode {
        name: "door",
        forms: Forms::Around,
        arguments: &[required("to", Kind::Text), required("title", Kind::Text), optional("icon", Kind::Text)],
        show: door,
    },
    Shortcode { name: "notes", forms: Forms::Around, arguments: &[], show: notes },
    Shortcode { name: "columns", forms: Forms::Around, arguments: &[], show: columns },
    Shortcode { name: "column", forms: Forms::Around, arguments: &[], show: column },
    Shortcode {
        name: "big",
        forms: Forms::Around,
        arguments: &[optional("value", Kind::Text), optional("fact", Kind::Text)],
        show: big,
    },
    Shortcode {
        name: "qr",
        forms: Forms::Alone,
        arguments: &[required("code", Kind::Text), required("alt", Kind::Text)],
        show: qr,
    },
    Shortcode { name: "details", forms: Forms::Around, arguments: &[required("summary", Kind::Text)], show: details },
];

impl Shortcode {
    /// Compares a call's arguments with those that the shortcode takes.
    pub fn check(&self, call: &content::Call, file: &Arc<str>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for parameter in self.arguments.iter().filter(|parameter| parameter.required) {
            if call.arguments.iter().all(|argument| argument.name != parameter.name) {
                findings.push(report::missing_argument(Place::at(file, call.span), self.name, parameter.name));
            }
        }
        for argument in &call.arguments {
            let place = Place::at(file, argument.span);
            match self.arguments.iter().find(|parameter| parameter.name == argument.name) {
                Some(parameter) => findings.extend(check_value(parameter, &argument.value, place)),
                None => {
                    let known: Vec<&str> = self.arguments.iter().map(|parameter| parameter.name).collect();
                    findings.push(report::unknown_argument(place, self.name, &argument.name, &known));
                }
            }
        }
        findings
    }
}

fn check_value(parameter: &Parameter, value: &ArgumentValue, place: Place) -> Option<Diagnostic> {
    match (parameter.kind, value) {
        (Kind::Text, ArgumentValue::Text(_)) => None,
        (Kind::Word(words), ArgumentValue::Text(text)) => {
            (!words.contains(&text.as_str())).then(|| report::bad_argument(place, parameter.name, text, words))
        }
        (Kind::Language, ArgumentValue::Text(text)) => {
            LanguageTag::parse(text).is_none().then(|| report::bad_language_tag(place, text))
        }
        (Kind::Count, ArgumentValue::Integer(number)) if *number > 0 => None,
        (Kind::Count, _) => Some(report::wrong_argument(place, parameter.name, "a whole number from 1 on")),
        _ => Some(report::wrong_argument(place, parameter.name, "a text in straight quotes")),
    }
}

/// A call whose arguments have been checked.
pub(super) struct Call<'b> {
    pub written: &'b content::Call,
    pub place: Place,
}

impl Call<'_> {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.written.arguments.iter().find(|argument| argument.name == name).and_then(|argument| {
            match &argument.value {
                ArgumentValue::Text(text) => Some(text.as_str()),
                _ => None,
            }
        })
    }

    /// An argument that the table says must be there, and [`Shortcode::check`] has seen.
    pub(super) fn required(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    fn count(&self, name: &str) -> Option<usize> {
        self.written.arguments.iter().find(|argument| argument.name == name).and_then(|argument| match argument.value {
            ArgumentValue::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        })
    }

    pub(super) fn span(&self) -> Span {
        self.written.span
    }

    pub(super) fn place_of(&self, name: &str) -> Place {
        let span = self.written.arguments.iter().find(|argument| argument.name == name).map(|found| found.span);
        Place { span: span.unwrap_or(self.place.span), ..self.place.clone() }
    }
}

// Contacts

fn contact(expander: &mut Expander, call: &Call, _: &Inside) {
    if let Some(found) = find_contact(expander, call) {
        contact_card(expander, found, call.span());
    }
}

fn number(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    match &found.number {
        Some(number) => write_number(expander, &number.display, &number.digits, call.span()),
        None => expander.diagnostics.push(report::contact_without_number(call.place.clone(), &found.id)),
    }
}

fn contact_name(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
}

/// The name and, where there is one, the number.
fn contact_line(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(found) = find_contact(expander, call) else { return };
    contact_name_words(expander, found, call.span());
    if let Some(number) = &found.number {
        expander.writer.text(": ", call.span());
        write_number(expander, &number.display, &number.digits, call.span());
    }
}

fn contacts(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::Contacts), call.span());
    for found in &site.records.contacts {
        let fits = call.text("for").is_none_or(|readers| found.is_for(readers));
        if fits && call.text("group").is_none_or(|group| found.group == group) {
            contact_card(expander, found, call.span());
        }
    }
    expander.writer.close();
}

/// The cards of all public contacts of these groups, for pages that no author writes.
pub(super) fn cards_of_groups(expander: &mut Expander, groups: &[&str]) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::Contacts), Span::default());
    for group in groups {
        let mut of_group = site.records.contacts.iter().filter(|found| found.group == *group);
        of_group
            .by_ref()
            .filter(|found| found.is_for("public"))
            .for_each(|found| contact_card(expander, found, Span::default()));
    }
    expander.writer.close();
}

fn find_contact<'a>(expander: &mut Expander<'a>, call: &Call) -> Option<&'a ShownContact> {
    let id = call.required("id");
    let records = &expander.view.site.records;
    let found = records.contact(id);
    if found.is_none() {
        let place = call.place_of("id");
        expander.diagnostics.push(match records.withheld(id) {
            Some(why) => report::hidden_contact(place, id, why),
            None => {
                let near = nearest(id, records.contacts.iter().map(|contact| contact.id.as_str()));
                report::unknown_contact(place, id, near)
            }
        });
    }
    found
}

/// A contact's name; names of organisations often stay as they are, and are then marked with their language.
fn contact_name_words(expander: &mut Expander, contact: &ShownContact, span: Span) {
    let (name, own) = contact.name(expander.spot.language);
    in_record_language(expander, own, false, span, |expander| expander.writer.text(name, span));
}

fn contact_card(expander: &mut Expander, contact: &ShownContact, span: Span) {
    let (words, own) = contact.words(expander.spot.language);
    in_record_language(expander, own, true, span, |expander| {
        let language = if own { expander.spot.language } else { expander.view.site.default_language };
        let id = expander.writer.keep(&contact.id);
        expander.writer.open(NodeKind::Block(Role::Contact(id)), span);
        expander.writer.open(NodeKind::Block(Role::ContactName), span);
        contact_name_words(expander, contact, span);
        expander.writer.close();
        if let Some(number) = &contact.number {
            expander.writer.open(NodeKind::Block(Role::ContactNumber), span);
            write_number(expander, &number.display, &number.digits, span);
            expander.writer.close();
        }
        line(expander, Role::ContactPurpose, words.purpose.as_deref(), span);
        labelled(expander, Role::ContactHours, "contact.hours", words.hours.as_deref(), language, span);
        labelled(expander, Role::ContactCost, "contact.cost", words.cost.as_deref(), language, span);
        labelled(expander, Role::ContactLanguages, "contact.languages", words.languages.as_deref(), language, span);
        contact_routes(expander, contact, &words.routes, language, span);
        if let Some(date) = contact.provenance.checked_on {
            let date = expander.view.date(language, date);
            let arguments = [("date", Argument::Text(&date))];
            let checked = string(expander.view, language, "contact.checked", &arguments, &mut expander.diagnostics);
            line(expander, Role::ContactChecked, Some(&checked), span);
        }
        expander.writer.close();
    });
}

fn contact_routes(
    expander: &mut Expander,
    contact: &ShownContact,
    routes: &[String],
    language: LanguageId,
    span: Span,
) {
    if routes.is_empty() && contact.website.is_none() {
        return;
    }
    expander.writer.open(NodeKind::Block(Role::ContactRoutes), span);
    for route in routes {
        expander.writer.words(NodeKind::Item, route, span);
    }
    if let Some(website) = &contact.website {
        let label = string(expander.view, language, "contact.website", &[], &mut expander.diagnostics);
        expander.writer.open(NodeKind::Item, span);
        expander.writer.text(&format!("{label}: "), span);
        link(expander, website, website.trim_start_matches("https://").trim_end_matches('/'), span);
        expander.writer.close();
    }
    expander.writer.close();
}

fn labelled(expander: &mut Expander, role: Role, key: &str, text: Option<&str>, language: LanguageId, span: Span) {
    let Some(text) = text else { return };
    let label = string(expander.view, language, key, &[], &mut expander.diagnostics);
    line(expander, role, Some(&format!("{label}: {text}")), span);
}

fn line(expander: &mut Expander, role: Role, text: Option<&str>, span: Span) {
    if let Some(text) = text {
        expander.writer.words(NodeKind::Block(role), text, span);
    }
}

fn write_number(expander: &mut Expander, display: &str, digits: &str, span: Span) {
    let kind = NodeKind::Number { display: expander.writer.keep(display), digits: expander.writer.keep(digits) };
    expander.writer.leaf(kind, span);
}

/// Marks a record's words with their language where it is not that of the text around them.
fn in_record_language(expander: &mut Expander, own: bool, block: bool, span: Span, write: impl FnOnce(&mut Expander)) {
    let language = if own { expander.spot.language } else { expander.view.site.default_language };
    in_language(expander, language, block, span, write);
}

pub(super) fn in_language(
    expander: &mut Expander,
    language: LanguageId,
    block: bool,
    span: Span,
    write: impl FnOnce(&mut Expander),
) {
    let around = expander.spot.text_language;
    let differs = language != around;
    if differs {
        let tag = expander.writer.keep(expander.view.site.language(language).tag.as_str());
        expander.writer.open(NodeKind::Language { tag, block }, span);
        expander.spot.text_language = language;
    }
    write(expander);
    if differs {
        expander.spot.text_language = around;
        expander.writer.close();
    }
}

// Signs

fn signs(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    let fits = |wanted: Option<&str>, has: &[String]| wanted.is_none_or(|wanted| has.iter().any(|one| one == wanted));
    let (kind, place) = (call.text("type"), call.text("place"));
    let mut chosen: Vec<_> =
        site.records.signs.iter().filter(|sign| fits(kind, &sign.types) && fits(place, &sign.places)).collect();
    if let Some(ids) = call.text("ids") {
        chosen = signs_by_id(expander, call, &chosen, ids);
    }
    chosen.truncate(call.count("limit").unwrap_or(usize::MAX));
    if chosen.is_empty() {
        let wanted: Vec<&str> = [kind, place].into_iter().flatten().collect();
        expander.diagnostics.push(report::no_signs(call.place.clone(), &wanted.join("` and `")));
        return;
    }
    expander.writer.open(NodeKind::Block(Role::Signs), call.span());
    for sign in chosen {
        let (text, own) = sign.text(expander.spot.language);
        expander.writer.open(NodeKind::Item, call.span());
        in_record_language(expander, own, false, call.span(), |expander| expander.writer.text(text, call.span()));
        expander.writer.close();
    }
    expander.writer.close();
}

/// The signs that `ids` names, in that order.
fn signs_by_id<'a>(expander: &mut Expander, call: &Call, among: &[&'a ShownSign], ids: &str) -> Vec<&'a ShownSign> {
    let mut chosen = Vec::new();
    for id in ids.split_whitespace() {
        match among.iter().find(|sign| sign.id == id) {
            Some(sign) => chosen.push(*sign),
            None => {
                let near = nearest(id, among.iter().map(|sign| sign.id.as_str()));
                expander.diagnostics.push(report::unknown_sign(call.place_of("ids"), id, near));
            }
        }
    }
    chosen
}

// What must never be read out of date

/// Shows nothing of its own: the mark is for comparing translations.
fn critical(expander: &mut Expander, _: &Call, inside: &Inside) {
    inside.write(expander);
}

// Other pages

fn part(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    let written = call.required("from");
    let key = written.trim_start_matches("@/");
    let Some(node) = site.parts.get(key) else {
        let place = call.place_of("from");
        expander.diagnostics.push(match (site.page_by_key(key), site.withheld(key)) {
            (Some(_), _) => report::not_a_part(place, key),
            (None, Some(why)) => report::page_not_in_edition(place, written, why.as_str()),
            (None, None) => report::unknown_page(place, written, nearest(key, site.parts.keys().map(AsRef::as_ref))),
        });
        return;
    };
    show_part(expander, node, call, Some("from"));
}

/// Shows a part in the reader's language; one inside itself is reported at the argument that named it.
pub(super) fn show_part(expander: &mut Expander, node: &PageNode, call: &Call, argument: Option<&str>) {
    if expander.parts.contains(&node.key) {
        expander.diagnostics.push(report::part_cycle(call.place_of(argument.unwrap_or_default()), &node.key));
        return;
    }
    let language = expander.view.site.reading(node, expander.spot.language);
    let (Some(content), Some(text)) = (node.content(language), node.text(language)) else { return };
    in_language(expander, language, true, call.span(), |expander| {
        let outer_file = std::mem::replace(&mut expander.spot.file, Arc::clone(&content.file));
        let outer_span = expander.writer.fix_span(None);
        expander.parts.push(Arc::clone(&node.key));
        let moved = expander.writer.adopt(&text.body);
        let file = expander.writer.keep(&content.file);
        expander.writer.open(NodeKind::Part { file }, call.span());
        expander.copy_all(&text.body, moved);
        expander.writer.close();
        expander.parts.pop();
        expander.writer.fix_span(outer_span);
        expander.spot.file = outer_file;
    });
}

/// The card of one page; a link to a place in it leads there.
fn page(expander: &mut Expander, call: &Call, _: &Inside) {
    let written = call.required("of");
    let key = written.split('#').next().unwrap_or(written);
    let Some(found) = find_page(expander, call, "of", key) else { return };
    expander.writer.open(NodeKind::Block(Role::PageList), call.span());
    page_card(expander, expander.view.read(found, expander.spot.language), written, call.span());
    expander.writer.close();
}

fn pages(expander: &mut Expander, call: &Call, _: &Inside) {
    let Some(section) = find_page(expander, call, "of", call.required("of")) else { return };
    // Documents stand on the shelf of their section.
    let mut children = expander.view.read(section, expander.spot.language).children();
    children.retain(|child| !child.node().source_front().kind.is_document());
    if children.is_empty() {
        return;
    }
    expander.writer.open(NodeKind::Block(Role::PageList), call.span());
    for child in children {
        page_card(expander, child, &format!("@/{}", child.node().key), call.span());
    }
    expander.writer.close();
}

/// The page that an argument names; one that is not there is reported.
pub(super) fn find_page(expander: &mut Expander, call: &Call, argument: &str, written: &str) -> Option<PageId> {
    let site = expander.view.site;
    let key = written.trim_start_matches("@/");
    let found = site.page_by_key(key);
    if found.is_none() {
        let place = call.place_of(argument);
        expander.diagnostics.push(match site.withheld(key) {
            Some(why) => report::page_not_in_edition(place, written, why.as_str()),
            None => report::unknown_page(place, written, nearest(key, site.keys())),
        });
    }
    found
}

fn page_card(expander: &mut Expander, page: Reading, to: &str, span: Span) {
    expander.writer.open(NodeKind::Item, span);
    if let Some(name) = page.inherited(|front| front.icon.as_deref()) {
        let kind = NodeKind::Icon(expander.writer.keep(name));
        expander.writer.leaf(kind, span);
    }
    expander.writer.open(NodeKind::Paragraph, span);
    page_link(expander, page, to, span);
    expander.writer.close();
    if let Some(description) = &page.front().description {
        expander.writer.open(NodeKind::Paragraph, span);
        in_language(expander, page.text_language, false, span, |expander| expander.writer.text(description, span));
        expander.writer.close();
    }
    expander.writer.close();
}

/// The title of a page as a link to it.
pub(super) fn page_link(expander: &mut Expander, page: Reading, to: &str, span: Span) {
    // The mark stands inside the link: what the link's label says of the language is in the reader's.
    let kind = NodeKind::Link { to: expander.writer.keep(to), title: expander.writer.keep("") };
    expander.writer.open(kind, span);
    in_language(expander, page.text_language, false, span, |expander| expander.writer.text(page.title(), span));
    expander.writer.close();
}

/// Every language of the site by its own name, leading to this page in that language, or to its home page.
fn languages(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::LanguageList), call.span());
    for id in site.language_ids() {
        let language = site.language(id);
        let home = site.home().map_or(PageId(0), |home| home);
        let Some(page) = site.pages.get(home.0 as usize) else { continue };
        let to = expander.writer.keep(page.address(id));
        let tag = expander.writer.keep(language.tag.as_str());
        let current = id == expander.spot.language;
        expander.writer.open(NodeKind::Item, call.span());
        expander.writer.words(NodeKind::LanguageLink { to, tag, current }, &language.name, call.span());
        expander.writer.close();
    }
    expander.writer.close();
}

fn sources(expander: &mut Expander, call: &Call, _: &Inside) {
    let view = expander.view;
    let language = expander.spot.text_language;
    expander.writer.open(NodeKind::Table, call.span());
    expander.writer.open(NodeKind::TableHead, call.span());
    for key in ["sources.name", "sources.source", "sources.date", "sources.confidence", "sources.checked"] {
        let label = string(view, language, key, &[], &mut expander.diagnostics);
        cell(expander, &label, call.span());
    }
    expander.writer.close();
    for contact in &view.site.records.contacts {
        expander.writer.open(NodeKind::TableRow, call.span());
        expander.writer.open(NodeKind::TableCell { align: content::Align::Start }, call.span());
        contact_name_words(expander, contact, call.span());
        expander.writer.close();
        let provenance = &contact.provenance;
        let checked = provenance.checked_on.map(|date| view.date(language, date));
        for text in [&provenance.source_name, &provenance.source_date, &provenance.confidence, &checked] {
            cell(expander, text.as_deref().unwrap_or("–"), call.span());
        }
        expander.writer.close();
    }
    expander.writer.close();
}

pub(super) fn cell(expander: &mut Expander, text: &str, span: Span) {
    expander.writer.words(NodeKind::TableCell { align: content::Align::Start }, text, span);
}

fn link(expander: &mut Expander, to: &str, words: &str, span: Span) {
    let kind = NodeKind::Link { to: expander.writer.keep(to), title: expander.writer.keep("") };
    expander.writer.words(kind, words, span);
}

// Words and blocks

fn icon(expander: &mut Expander, call: &Call, _: &Inside) {
    let kind = NodeKind::Icon(expander.writer.keep(call.required("name")));
    expander.writer.leaf(kind, call.span());
}

fn lang(expander: &mut Expander, call: &Call, inside: &Inside) {
    let tag = LanguageTag::parse(call.required("tag")).map(|tag| tag.to_string()).unwrap_or_default();
    let tag = expander.writer.keep(&tag);
    let block = call.written.encloses;
    if !block && call.text("text").is_none() {
        expander.diagnostics.push(report::missing_argument(call.place.clone(), "lang", "text"));
        return;
    }
    expander.writer.open(NodeKind::Language { tag, block }, call.span());
    if let Some(text) = call.text("text") {
        expander.writer.text(text, call.span());
    }
    inside.write(expander);
    expander.writer.close();
}

fn notice(expander: &mut Expander, call: &Call, inside: &Inside) {
    let kind = NoticeKind::parse(call.required("kind")).unwrap_or(NoticeKind::Info);
    let title = call.text("title").map(|title| expander.writer.keep(title));
    around(expander, NodeKind::Notice { kind, title }, call, inside);
}

fn steps(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Steps), call, inside);
}

fn facts(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Facts), call, inside);
}

fn doors(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Doors), call, inside);
}

fn door(expander: &mut Expander, call: &Call, inside: &Inside) {
    expander.writer.open(NodeKind::Block(Role::Door), call.span());
    expander.writer.open(NodeKind::Block(Role::DoorTitle), call.span());
    if let Some(name) = call.text("icon") {
        let kind = NodeKind::Icon(expander.writer.keep(name));
        expander.writer.leaf(kind, call.span());
    }
    link(expander, call.required("to"), call.required("title"), call.span());
    expander.writer.close();
    inside.write(expander);
    expander.writer.close();
}

fn details(expander: &mut Expander, call: &Call, inside: &Inside) {
    let summary = expander.writer.keep(call.required("summary"));
    around(expander, NodeKind::Details { summary }, call, inside);
}

// Documents

fn notes(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Notes), call, inside);
}

fn columns(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Columns), call, inside);
}

fn column(expander: &mut Expander, call: &Call, inside: &Inside) {
    around(expander, NodeKind::Block(Role::Column), call, inside);
}

/// The short address is that of every language: it leads to a page on which readers choose theirs.
fn qr(expander: &mut Expander, call: &Call, _: &Inside) {
    let site = expander.view.site;
    let code = call.required("code");
    if !site.short_codes.contains_key(code) {
        let near = nearest(code, site.short_codes.keys().map(String::as_str));
        expander.diagnostics.push(report::unknown_short_code(call.place_of("code"), code, near));
        return;
    }
    if call.required("alt").trim().is_empty() {
        expander.diagnostics.push(report::code_without_text(call.place_of("alt")));
    }
    let to = expander.writer.keep(&format!("{}/q/{code}/", site.edition.base_url));
    let alt = expander.writer.keep(call.required("alt"));
    expander.writer.leaf(NodeKind::Qr { to, alt }, call.span());
}

pub(super) fn around(expander: &mut Expander, kind: NodeKind, call: &Call, inside: &Inside) {
    expander.writer.open(kind, call.span());
    inside.write(expander);
    expander.writer.close();
}
