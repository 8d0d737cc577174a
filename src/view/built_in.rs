//! The built-in shortcodes: a table of names, forms and typed arguments. What each one shows is written beside it, by subject.
//!
//! A new shortcode is a line here and a function in the file of its subject.

use super::block::{column, columns, critical, details, door, doors, facts, icon, lang, notes, notice, qr, steps};
use super::chart::chart;
use super::contact::{contact, contact_line, contact_name, contacts, number, sources};
use super::contact_change::contact_changes;
use super::event::events;
use super::expander::Shortcode;
use super::fact::{big, fact, fact_line, fact_source, fact_table};
use super::index::{index, subjects};
use super::page::{languages, page, pages, part};
use super::shortcode::{ArgumentKind, Forms, Parameter, Shows};
use super::sign::signs;

const fn required(name: &'static str, kind: ArgumentKind) -> Parameter {
    Parameter { name, required: true, kind }
}

const fn optional(name: &'static str, kind: ArgumentKind) -> Parameter {
    Parameter { name, required: false, kind }
}

const GROUPS: ArgumentKind = ArgumentKind::Word(&["danger", "report", "support", "children", "other"]);
const NOTICES: ArgumentKind =
    ArgumentKind::Word(&["danger", "warning", "info", "success", "note", "tip", "important", "caution"]);
const ID: &[Parameter] = &[required("id", ArgumentKind::Text)];

/// All built-in shortcodes.
pub const SHORTCODES: &[Shortcode] = &[
    Shortcode { name: "contact", forms: Forms::Alone, arguments: ID, shows: Shows::Contact("id"), show: contact },
    Shortcode { name: "number", forms: Forms::InLine, arguments: ID, shows: Shows::Contact("id"), show: number },
    Shortcode { name: "contact_name", forms: Forms::InLine, arguments: ID, shows: Shows::Nothing, show: contact_name },
    Shortcode {
        name: "contact_line",
        forms: Forms::InLine,
        arguments: ID,
        shows: Shows::Contact("id"),
        show: contact_line,
    },
    Shortcode {
        name: "contacts",
        forms: Forms::Alone,
        arguments: &[optional("for", ArgumentKind::Word(&["public", "staff"])), optional("group", GROUPS)],
        shows: Shows::Contacts(&["group", "for"]),
        show: contacts,
    },
    Shortcode {
        name: "signs",
        forms: Forms::Alone,
        arguments: &[
            optional("type", ArgumentKind::Text),
            optional("place", ArgumentKind::Text),
            optional("ids", ArgumentKind::Text),
            optional("limit", ArgumentKind::Count),
        ],
        shows: Shows::Nothing,
        show: signs,
    },
    Shortcode { name: "fact", forms: Forms::InLine, arguments: ID, shows: Shows::Facts("id"), show: fact },
    Shortcode { name: "fact_source", forms: Forms::InLine, arguments: ID, shows: Shows::Nothing, show: fact_source },
    Shortcode { name: "fact_line", forms: Forms::InLine, arguments: ID, shows: Shows::Facts("id"), show: fact_line },
    Shortcode {
        name: "fact_table",
        forms: Forms::Alone,
        arguments: &[optional("for", ArgumentKind::Word(&["public", "staff"])), optional("ids", ArgumentKind::Text)],
        shows: Shows::FactTable("for", "ids"),
        show: fact_table,
    },
    Shortcode {
        name: "chart",
        forms: Forms::Alone,
        arguments: &[
            required("csv", ArgumentKind::Text),
            required("kind", ArgumentKind::Word(&["bar", "line"])),
            required("title", ArgumentKind::Text),
            required("says", ArgumentKind::Text),
            optional("columns", ArgumentKind::Text),
            optional("rows", ArgumentKind::Text),
            optional("source", ArgumentKind::Text),
        ],
        shows: Shows::Figures("csv"),
        show: chart,
    },
    Shortcode { name: "critical", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: critical },
    Shortcode {
        name: "part",
        forms: Forms::Alone,
        arguments: &[required("from", ArgumentKind::Text)],
        shows: Shows::Part("from"),
        show: part,
    },
    Shortcode {
        name: "page",
        forms: Forms::Alone,
        arguments: &[required("of", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: page,
    },
    Shortcode {
        name: "pages",
        forms: Forms::Alone,
        arguments: &[required("of", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: pages,
    },
    Shortcode { name: "events", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: events },
    Shortcode { name: "index", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: index },
    Shortcode {
        name: "subjects",
        forms: Forms::Alone,
        arguments: &[optional("of", ArgumentKind::Text), optional("pages", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: subjects,
    },
    Shortcode { name: "languages", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: languages },
    Shortcode { name: "sources", forms: Forms::Alone, arguments: &[], shows: Shows::Nothing, show: sources },
    Shortcode {
        name: "contact_changes",
        forms: Forms::Alone,
        arguments: &[],
        shows: Shows::Nothing,
        show: contact_changes,
    },
    Shortcode {
        name: "icon",
        forms: Forms::InLine,
        arguments: &[required("name", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: icon,
    },
    Shortcode {
        name: "lang",
        forms: Forms::InLineOrAround,
        arguments: &[required("tag", ArgumentKind::Language), optional("text", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: lang,
    },
    Shortcode {
        name: "notice",
        forms: Forms::Around,
        arguments: &[required("kind", NOTICES), optional("title", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: notice,
    },
    Shortcode { name: "steps", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: steps },
    Shortcode { name: "facts", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: facts },
    Shortcode { name: "doors", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: doors },
    Shortcode {
        name: "door",
        forms: Forms::Around,
        arguments: &[
            required("to", ArgumentKind::Text),
            required("title", ArgumentKind::Text),
            optional("icon", ArgumentKind::Text),
        ],
        shows: Shows::Nothing,
        show: door,
    },
    Shortcode { name: "notes", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: notes },
    Shortcode { name: "columns", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: columns },
    Shortcode { name: "column", forms: Forms::Around, arguments: &[], shows: Shows::Nothing, show: column },
    Shortcode {
        name: "big",
        forms: Forms::Around,
        arguments: &[optional("value", ArgumentKind::Text), optional("fact", ArgumentKind::Text)],
        shows: Shows::Facts("fact"),
        show: big,
    },
    Shortcode {
        name: "qr",
        forms: Forms::Alone,
        arguments: &[required("code", ArgumentKind::Text), required("alt", ArgumentKind::Text)],
        shows: Shows::Code("code"),
        show: qr,
    },
    Shortcode {
        name: "details",
        forms: Forms::Around,
        arguments: &[required("summary", ArgumentKind::Text)],
        shows: Shows::Nothing,
        show: details,
    },
];
