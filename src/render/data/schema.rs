//! The schema of the contacts, for people who write programs.
//!
//! It is published beside them and has their version.

use super::contacts::VERSION;
use crate::content::contact_groups;
use crate::site::DataFile;
use crate::view::View;
use serde_json::{Value, json};

/// What holds of the file of contacts, for people who write programs and for programs that check what they read.
///
/// Source: JSON Schema, draft 2020-12.
pub fn schema(view: View) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": view.full(DataFile::Schema.address()),
        "title": "Contacts",
        "description": "All contacts that this edition of the site shows, as its pages show them. \
            What is not known is null: it is not for programs to guess. Ask again at least once a day.",
        "type": "object",
        "required": ["$schema", "version", "generated_for", "default_language", "languages", "contacts"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string", "format": "uri", "description": "The address of this schema." },
            "version": {
                "const": VERSION,
                "description": "Changes, and the address with it, when programs would have to change."
            },
            "generated_for": { "$ref": "#/$defs/generated_for" },
            "default_language": { "$ref": "#/$defs/tag", "description": "The language that is written first." },
            "languages": {
                "description": "All languages of the site, in the order in which readers see them.",
                "type": "array",
                "items": { "$ref": "#/$defs/language" },
                "minItems": 1
            },
            "contacts": {
                "description": "In the order in which readers see them.",
                "type": "array",
                "items": { "$ref": "#/$defs/contact" }
            }
        },
        "$defs": {
            "tag": { "type": "string", "minLength": 2, "description": "A language tag (BCP 47)." },
            "day": { "type": "string", "format": "date" },
            "text": { "type": ["string", "null"], "minLength": 1 },
            "generated_for": generated_for(),
            "language": language(),
            "contact": contact(),
            "number": number(),
            "words": words()
        }
    })
}

fn generated_for() -> Value {
    json!({
        "type": "object",
        "required": ["edition", "day"],
        "additionalProperties": false,
        "properties": {
            "edition": { "type": "string", "description": "The edition of the site whose pages say the same." },
            "day": { "$ref": "#/$defs/day", "description": "The day for which the site was made." }
        }
    })
}

fn language() -> Value {
    json!({
        "type": "object",
        "required": ["tag", "name", "direction", "draft"],
        "additionalProperties": false,
        "properties": {
            "tag": { "$ref": "#/$defs/tag" },
            "name": { "type": "string", "description": "Its name in itself." },
            "direction": { "enum": ["ltr", "rtl"] },
            "draft": {
                "type": "boolean",
                "description": "Whether the page of contacts says that nobody has checked its translation yet."
            }
        }
    })
}

fn contact() -> Value {
    json!({
        "type": "object",
        "required": ["id", "group", "for", "number", "website", "source", "checked_on", "words"],
        "additionalProperties": false,
        "properties": {
            "id": { "type": "string", "minLength": 1, "description": "Stays the same." },
            "group": { "enum": contact_groups().collect::<Vec<_>>() },
            "for": {
                "description": "Who it is meant for. Do not show the public what is for staff alone.",
                "type": "array",
                "items": { "enum": ["public", "staff"] },
                "minItems": 1
            },
            "number": {
                "description": "Null if there is none, or none that is confirmed.",
                "anyOf": [{ "$ref": "#/$defs/number" }, { "type": "null" }]
            },
            "website": { "type": ["string", "null"], "format": "uri" },
            "source": {
                "description": "Where the facts come from.",
                "type": "object",
                "required": ["name", "date"],
                "additionalProperties": false,
                "properties": {
                    "name": { "$ref": "#/$defs/text" },
                    "date": { "$ref": "#/$defs/text", "description": "As exactly as it is known, in words." }
                }
            },
            "checked_on": {
                "description": "When the facts were last compared with the source; null if never.",
                "anyOf": [{ "$ref": "#/$defs/day" }, { "type": "null" }]
            },
            "words": {
                "description": "The words as a page in each language shows them, by the language's tag.",
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/words" },
                "minProperties": 1
            }
        }
    })
}

fn number() -> Value {
    json!({
        "type": "object",
        "required": ["display", "digits", "tel"],
        "additionalProperties": false,
        "properties": {
            "display": { "type": "string", "description": "As people see it. Keep the groups as they are." },
            "digits": { "type": "string", "pattern": "^[0-9]+$", "description": "As it is dialled in the UK." },
            "tel": { "type": "string", "pattern": "^tel:[0-9]+$", "description": "As pages link it." }
        }
    })
}

fn words() -> Value {
    let text = |description: &str| json!({ "$ref": "#/$defs/text", "description": description });
    json!({
        "type": "object",
        "required": [
            "lang", "name_lang", "is_fallback", "name", "purpose", "hours", "cost", "languages", "routes", "page"
        ],
        "additionalProperties": false,
        "properties": {
            "lang": {
                "$ref": "#/$defs/tag",
                "description": "The language that pages mark the words with: another one if some are not translated."
            },
            "name_lang": { "$ref": "#/$defs/tag", "description": "The same for the name alone." },
            "is_fallback": { "type": "boolean", "description": "Whether the words are in another language." },
            "name": { "type": "string", "minLength": 1 },
            "purpose": text("For whom, and when."),
            "hours": text("When it answers; null if that is not known, which does not mean always."),
            "cost": text("What a call costs; null if that is not known, which does not mean nothing."),
            "languages": text("Languages and interpreters."),
            "routes": {
                "description": "Other ways to reach it.",
                "type": "array",
                "items": { "type": "string", "minLength": 1 }
            },
            "page": {
                "description": "Where the contact is on the page of contacts; null if it is not there.",
                "type": ["string", "null"],
                "format": "uri"
            }
        }
    })
}
