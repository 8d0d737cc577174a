//! Something new: a page, a section or a contact, begun with the few questions that matter.

use super::answer::{Answer, Response};
use super::deed::Deed;
use super::door::NotWritten;
use super::form::Form;
use super::look::Look;
use super::passages::line_end;
use super::values::quoted;
use crate::text::encode_path;
use serde::Serialize;
use std::collections::BTreeSet;

/// Signs of a name in an address at most.
const LONGEST_NAME: usize = 64;

#[derive(Serialize)]
struct New<'n> {
    title: &'static str,
    here: &'static str,
    folders: Vec<(String, String)>,
    folder: &'n str,
    page_title: &'n str,
    name: &'n str,
    description: &'n str,
    contact: &'n str,
    wrong: &'n str,
}

/// Shows the questions, with what was answered before and what is wrong with it.
pub fn show(look: &Look, form: &Form, wrong: &str) -> Answer {
    let values = New {
        title: "New",
        here: "new",
        folders: folders(look),
        folder: form.trimmed("folder"),
        page_title: form.trimmed("title"),
        name: form.trimmed("name"),
        description: form.trimmed("description"),
        contact: form.trimmed("contact"),
        wrong,
    };
    look.desk.page(if wrong.is_empty() { 200 } else { 422 }, "new.html", look.site, &values)
}

/// The folders in which a page can be made: those that have pages, each with the title of its own page.
fn folders(look: &Look) -> Vec<(String, String)> {
    let pages = look.site.workspace.sources().below("content/").filter(|source| source.path.ends_with(".md"));
    let folders: BTreeSet<&str> = pages
        .filter(|source| !source.path.contains("/."))
        .filter_map(|source| source.path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    let titled = |folder: &str| {
        let own = ["_index.md", "index.md"].map(|name| format!("{folder}/{name}"));
        let title = own.iter().find_map(|file| look.page(file)).map(|(page, ..)| page.front.title.clone());
        match title {
            Some(title) if folder != "content" => format!("{title} ({})", folder.trim_start_matches("content/")),
            Some(title) => title,
            None => folder.to_owned(),
        }
    };
    folders.into_iter().map(|folder| (folder.to_owned(), titled(folder))).collect()
}

/// Makes what was asked for.
pub fn act(look: &Look, form: &Form) -> Response {
    let made = match form.trimmed("what") {
        "contact" => contact(look, form),
        "section" => page(look, form, true),
        _ => page(look, form, false),
    };
    made.unwrap_or_else(|wrong| show(look, form, &wrong).into())
}

/// A name for an address: small letters, digits and hyphens.
///
/// # Errors
/// Why it is none, in plain words.
fn name_of(form: &Form, title: &str) -> Result<String, String> {
    let typed = form.trimmed("name");
    let name = if typed.is_empty() { crate::text::slug(title) } else { typed.to_owned() };
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let name: String =
        if typed.is_empty() { name.chars().filter(|sign| is_sign(*sign)).take(LONGEST_NAME).collect() } else { name };
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_sign) {
        return Err(
            "The last part of the address is made of small letters a to z, digits and hyphens: for example who-we-are."
                .to_owned(),
        );
    }
    // Windows cannot have files of these names, whatever comes behind a dot.
    let device = ["con", "prn", "aux", "nul"].contains(&name.as_str())
        || ["com", "lpt"].iter().any(|port| {
            name.strip_prefix(port)
                .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|sign| sign.is_ascii_digit()))
        });
    if device {
        Err(format!("“{name}” is a name that Windows keeps for itself. Choose another one."))
    } else {
        Ok(name)
    }
}

fn page(look: &Look, form: &Form, is_section: bool) -> Result<Response, String> {
    let title = form.trimmed("title");
    if title.is_empty() {
        return Err("Give it a title.".to_owned());
    }
    let folder = form.trimmed("folder");
    if !folders(look).iter().any(|(known, _)| known == folder) {
        return Err("Choose where it belongs.".to_owned());
    }
    let name = name_of(form, title)?;
    let path = if is_section { format!("{folder}/{name}/_index.md") } else { format!("{folder}/{name}.md") };
    let is_taken = |taken: &str| {
        look.site.workspace.sources().iter().any(|source| source.path.to_lowercase().starts_with(&taken.to_lowercase()))
    };
    if is_taken(&format!("{folder}/{name}.md")) || is_taken(&format!("{folder}/{name}/")) {
        return Err(format!("There is a page “{name}” already. Choose another last part of the address."));
    }
    let description = form.trimmed("description");
    let described =
        if description.is_empty() { String::new() } else { format!("description = {}\n", quoted(description)) };
    let text = format!("+++\ntitle = {}\n{described}draft = true\n+++\n\nWrite here.\n", quoted(title));
    let what = format!("Made: {title}");
    let deed = Deed { path: &path, seen: None, text: Some(&text), what: &what, role: form.trimmed("role") };
    written(look, &deed, format!("page/{}?said=new", encode_path(&path)))
}

fn contact(look: &Look, form: &Form) -> Result<Response, String> {
    let name = form.trimmed("contact");
    if name.is_empty() {
        return Err("Give the contact a name.".to_owned());
    }
    let id = name_of(&Form::default(), name)?;
    let (_, source, text) = look.records("contacts").ok_or("The file of contacts cannot be read.")?;
    let there: toml::Table =
        text.parse().map_err(|_| "The file of contacts cannot be read. Mend what Today says of it first.")?;
    if there.contains_key(&id) {
        return Err(format!("There is a contact “{id}” already."));
    }
    let end = line_end(text);
    let lines = [
        format!("[{id}]"),
        format!("name = {}", quoted(name)),
        "group = \"other\"".to_owned(),
        "audience = \"both\"".to_owned(),
        "state = \"hold\"".to_owned(),
    ];
    let text = format!("{}{end}{end}{}{end}", text.trim_end(), lines.join(end));
    let what = format!("Made: {name}");
    let deed = Deed {
        path: &source.path,
        seen: Some(source.fingerprint),
        text: Some(&text),
        what: &what,
        role: form.trimmed("role"),
    };
    written(look, &deed, format!("record/contacts/{id}?said=new"))
}

fn written(look: &Look, deed: &Deed, to: String) -> Result<Response, String> {
    match look.desk.write(deed) {
        Ok(changes) => Ok(Response { answer: Answer::Done(to), changes }),
        Err(NotWritten::Changed) => {
            Err("Somebody made or changed the same file this moment. Try once more.".to_owned())
        }
        Err(NotWritten::Machine(why)) => Err(why),
    }
}
