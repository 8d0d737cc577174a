//! Messages about files that are not read or not published because of what they are.

use super::{error, warning};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Fault, PUBLISHED, Refusal};

/// Something that is not read, whatever it holds.
pub fn faulty(place: Place, fault: Fault) -> Diagnostic {
    let (code, message, hint) = match fault {
        Fault::Dangling => (
            "dangling-link",
            "this is a link to something that does not exist",
            "bring back what it leads to, or remove the link",
        ),
        Fault::Circle => ("link-circle", "this link leads in a circle, or to a folder around it", "remove the link"),
        Fault::LinkInLink => (
            "link-circle",
            "this folder is a link inside a folder that is a link",
            "copy its files here, or remove the link",
        ),
        Fault::OtherPart => (
            "link-elsewhere",
            "this link leads to another part of the site, or to a file of another kind, so it is not followed",
            "copy the file here if readers should have it, then remove the link",
        ),
        Fault::Special => ("unreadable", "this is a pipe or a device, not a file", "remove it"),
        Fault::NoFolder => {
            ("unreadable", "this is a file, and the site has a folder of that name", "rename or remove it")
        }
        Fault::NoFile => {
            ("unreadable", "this is a folder, and the site has a file of that name", "rename or remove it")
        }
        Fault::Twins => (
            "same-name",
            "two files have this name; only the way in which their letters are composed differs",
            "compare both, keep one, and remove the other",
        ),
        Fault::Name => (
            "bad-name",
            "this name holds characters that nobody sees, or that cannot stand in a name",
            "rename it with letters, digits and hyphens",
        ),
    };
    error(place, code, message, hint)
}

/// A file that is not published. `original` is the file beside it, where there is one.
pub fn not_published(place: Place, refusal: Refusal, original: &str) -> Diagnostic {
    let beside = original.rsplit('/').next().unwrap_or_default();
    let (code, message, hint) = match refusal {
        Refusal::Page => (
            "nearly-page",
            "this looks like a page and is none, so nobody reads or publishes it".to_owned(),
            page_name(&place),
        ),
        Refusal::Copy => (
            "copied-file",
            format!("this looks like a copy of `{original}` that a person or a program made"),
            format!("compare the two, keep in `{beside}` what is right, and remove the copy; rename it if it is none"),
        ),
        Refusal::Beside => (
            "nearly-page",
            format!("the name of this page goes on behind that of `{original}` with something that is no language"),
            "name a translation by its language, such as pl; name another page with hyphens instead of dots".to_owned(),
        ),
        Refusal::Record => (
            "misplaced-records",
            "this looks like records, settings or a copy of some, and nobody reads it here".to_owned(),
            "records stand directly below content/ under their own names, such as content/contacts.toml; remove copies"
                .to_owned(),
        ),
        Refusal::Program => (
            "not-published",
            "files of this kind are programs, or can hold some, and are never published".to_owned(),
            "remove it; publish a page, a picture or a PDF instead".to_owned(),
        ),
        Refusal::Script => (
            "not-published",
            "scripts are published from the theme alone, where they are checked".to_owned(),
            "move it to the theme's folder scripts as a file that ends in .js, or remove it".to_owned(),
        ),
        Refusal::Server => (
            "not-published",
            "web servers take a file of this name for orders, which could lead readers elsewhere".to_owned(),
            "remove it: the program makes what servers need; old addresses go into `aliases`".to_owned(),
        ),
        Refusal::Unlisted => ("not-published", "files of this kind are not published".to_owned(), listed()),
    };
    error(place, code, message, hint)
}

/// What to do with a file that looks like a page.
fn page_name(place: &Place) -> String {
    let name = place.file.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(name);
    format!("if it is a page, name it `{stem}.md` below content/; if not, remove it")
}

/// The kinds that are published, for a hint.
fn listed() -> String {
    let kinds: Vec<&str> = PUBLISHED.iter().map(|kind| kind.what).collect();
    format!("save it as one of: {}; or remove it", kinds.join(", "))
}

/// What editors and systems left behind, once for all of it.
pub fn left_out(place: Place, more: usize) -> Diagnostic {
    let name = place.file.rsplit('/').next().unwrap_or_default();
    let message = match more {
        0 => format!("`{name}` is hidden, or left behind by a program, and not published"),
        more => format!("`{name}` and {more} more are hidden, or left behind by programs, and not published"),
    };
    warning(place, "left-out", message, "remove what nobody needs; give another name to what readers should have")
}
