//! Contacts, facts and signs as tables.

use super::answer::Answer;
use super::form::Form;
use super::look::Look;
use crate::content::{CheckedHow, Contact, Content, Fact, Sign};
use crate::text::encode_path;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Records {
    title: &'static str,
    here: String,
    kind: String,
    rows: Vec<Row>,
    said: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    /// The number as it is read and as it is dialled; empty if there is none.
    number: String,
    dialled: String,
    state: String,
    checked: String,
    owner: String,
    href: String,
    /// What one press says of it; empty if nothing can be said.
    item: String,
}

/// What a kind is called.
pub fn title_of(kind: &str) -> &'static str {
    match kind {
        "contacts" => "Contacts",
        "facts" => "Facts and figures",
        "signs" => "Signs",
        _ => "Records",
    }
}

/// Shows all records of a kind.
pub fn show(look: &Look, kind: &str, query: &Form) -> Answer {
    let Some((kind, source, _)) = look.records(kind) else { return Answer::Missing };
    let Some(content) = look.content(&source.path) else { return Answer::Missing };
    let values = Records {
        title: title_of(kind.name),
        here: kind.name.to_owned(),
        kind: kind.name.to_owned(),
        rows: rows(content, kind.name),
        said: query.trimmed("said").to_owned(),
    };
    look.desk.page(200, "records.html", look.site, &values)
}

fn rows(content: &Arc<Content>, kind: &str) -> Vec<Row> {
    let href = |id: &str| format!("record/{kind}/{}", encode_path(id));
    let contact = |contact: &Contact| Row {
        name: contact.words.name.clone().unwrap_or_else(|| contact.id.clone()),
        number: contact.number.as_ref().map(|number| number.display.clone()).unwrap_or_default(),
        dialled: contact.number.as_ref().map(|number| number.digits.clone()).unwrap_or_default(),
        state: format!("{:?}", contact.state).to_lowercase(),
        checked: match (contact.provenance.checked_on, contact.provenance.checked_how) {
            (None, _) => "never".to_owned(),
            (Some(day), CheckedHow::Call) => format!("{day}, rung"),
            (Some(day), _) => format!("{day}, compared"),
        },
        owner: contact.upkeep.owner.clone().unwrap_or_default(),
        href: href(&contact.id),
        item: contact.number.as_ref().map(|_| format!("rang|{}|{}", content.file, contact.id)).unwrap_or_default(),
    };
    let plain = |id: &str, name: String, state: String, checked: String, owner: Option<&String>| Row {
        name,
        number: String::new(),
        dialled: String::new(),
        state: state.to_lowercase(),
        checked,
        owner: owner.cloned().unwrap_or_default(),
        href: href(id),
        item: String::new(),
    };
    let fact = |fact: &Fact| {
        let checked = fact.checked_on.map(|day| day.to_string()).unwrap_or_else(|| "never".to_owned());
        let name = fact.words.statement.clone().unwrap_or_else(|| fact.id.clone());
        plain(&fact.id, name, format!("{:?}", fact.state), checked, fact.upkeep.owner.as_ref())
    };
    let sign = |sign: &Sign| {
        plain(&sign.id, sign.text.clone(), format!("{:?}", sign.state), String::new(), sign.upkeep.owner.as_ref())
    };
    let contacts = content.records::<Contact>().iter().map(contact);
    let facts = content.records::<Fact>().iter().map(fact);
    contacts.chain(facts).chain(content.records::<Sign>().iter().map(sign)).collect()
}
