//! Contacts as JSON, with their words in every language.
//!
//! What nobody knows is null; what each key means is said in `schema`.

use super::contact_page::{ContactPage, tag};
use crate::site::{DataFile, LanguageId, ShownContact};
use crate::view::View;
use serde_json::{Map, Value, json};

/// The version of the form. It changes, and the folder with it, when programs that read the file would have to change.
pub const VERSION: u64 = 1;

/// All contacts of the edition, in the order of their file, with their words in every language.
///
/// What each key means is said in [`super::schema`], which is published beside it.
pub fn contacts(view: View) -> Value {
    let site = view.site;
    let pages = ContactPage::of_all_languages(view);
    json!({
        "$schema": view.full(DataFile::Schema.address()),
        "version": VERSION,
        "generated_for": { "edition": site.edition.name, "day": site.at.to_string() },
        "default_language": tag(view, site.default_language),
        "languages": site.language_ids().map(|id| language(view, id, &pages)).collect::<Vec<_>>(),
        "contacts": site.records.contacts.iter().map(|one| contact(view, one, &pages)).collect::<Vec<_>>(),
    })
}

fn language(view: View, id: LanguageId, pages: &[ContactPage]) -> Value {
    let language = view.site.language(id);
    let page = pages.get(usize::from(id.0));
    json!({
        "tag": language.tag.as_str(),
        "name": language.name,
        "direction": language.direction.as_str(),
        "draft": page.is_some_and(|page| page.reading.is_draft_translation()),
    })
}

fn contact(view: View, contact: &ShownContact, pages: &[ContactPage]) -> Value {
    let words: Map<String, Value> = view
        .site
        .language_ids()
        .map(|id| (tag(view, id).to_owned(), words(view, contact, id, pages.get(usize::from(id.0)))))
        .collect();
    let number = contact.number.as_ref().map(
        |number| json!({ "display": number.display, "digits": number.digits, "tel": format!("tel:{}", number.digits) }),
    );
    let readers: Vec<&str> = ["public", "staff"].into_iter().filter(|readers| contact.is_for(readers)).collect();
    json!({
        "id": contact.id,
        "group": contact.group,
        "for": readers,
        "number": number,
        "website": contact.website,
        "source": { "name": contact.provenance.source_name, "date": contact.provenance.source_date },
        "checked_on": contact.provenance.checked_on.map(|day| day.to_string()),
        "words": words,
    })
}

/// The words as a page in that language shows them, and in which language they really are.
fn words(view: View, contact: &ShownContact, language: LanguageId, page: Option<&ContactPage>) -> Value {
    let default = view.site.default_language;
    let (words, own) = contact.words(language);
    let (name, name_is_own) = contact.name(language);
    let really = |own: bool| tag(view, if own { language } else { default });
    json!({
        "lang": really(own),
        "name_lang": really(name_is_own),
        "is_fallback": !own,
        "name": name,
        "purpose": words.purpose,
        "hours": words.hours,
        "cost": words.cost,
        "languages": words.languages,
        "routes": words.routes,
        "page": page.and_then(|page| page.address_of(contact)),
    })
}
