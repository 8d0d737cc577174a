//! Messages about files that are not read or not published because of what they are.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt_long, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A link whose target does not exist.
pub fn dangling_link(location: Location) -> Diagnostic {
    let hint = "bring back what it leads to, or remove the link";
    error(location, "dangling-link", "this is a link to something that does not exist", hint)
}

/// A link that leads to itself or to a folder around it.
pub fn link_circle(location: Location) -> Diagnostic {
    error(location, "link-circle", "this link leads in a circle, or to a folder around it", "remove the link")
}

/// A link to a folder, inside a folder that is a link.
pub fn link_in_link(location: Location) -> Diagnostic {
    let hint = "copy its files here, or remove the link";
    error(location, "link-circle", "this folder is a link inside a folder that is a link", hint)
}

/// A link to what is not published under that name.
pub fn link_elsewhere(location: Location) -> Diagnostic {
    let message = "this link leads to another part of the site, or to a file of another kind, so it is not followed";
    error(location, "link-elsewhere", message, "copy the file here if readers should have it, and remove the link")
}

/// A pipe, a socket or a device.
pub fn no_real_file(location: Location) -> Diagnostic {
    error(location, "unreadable", "this is a pipe or a device, not a file", "remove it")
}

/// A file where a folder belongs, or the other way round.
pub fn file_for_folder(location: Location, is: &str, belongs: &str) -> Diagnostic {
    let message = format!("this is a {is}, and the site has a {belongs} of that name");
    error(location, "unreadable", message, "rename or remove it")
}

/// Two files with one name.
pub fn same_name(location: Location) -> Diagnostic {
    let message = "two files have this name; only the way in which their letters are composed differs";
    error(location, "same-name", message, "compare both, keep one, and remove the other")
}

/// A name with characters that cannot be seen.
pub fn bad_name(location: Location) -> Diagnostic {
    let message = "this name holds characters that nobody sees, or that no name can have";
    error(location, "bad-name", message, "rename it with letters, digits and hyphens")
}

/// A file that looks like a page and is none.
pub fn nearly_page(location: Location) -> Diagnostic {
    let name = location.file.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(name);
    let hint = format!("if it is a page, name it `{}.md` below content/; if not, remove it", excerpt_long(stem));
    error(location, "nearly-page", "this looks like a page and is none, so nobody reads or publishes it", hint)
}

/// A page whose name goes on behind that of another with something that is no language.
pub fn page_beside(location: Location, original: &str) -> Diagnostic {
    let message =
        format!("the name of this page goes on behind that of `{original}` with something that is no language");
    let hint = "name a translation by its language, such as pl; name another page with hyphens instead of dots";
    error(location, "nearly-page", message, hint)
}

/// A copy of a file that is beside it.
pub fn copied_file(location: Location, original: &str) -> Diagnostic {
    let message = format!("this looks like a copy of `{original}` that a person or a program made");
    let hint = "compare the two, keep what is right in the first, and remove the copy; if it is none, rename it";
    error(location, "copied-file", message, hint)
}

/// Records, settings or ledgers where none are read.
pub fn misplaced_records(location: Location) -> Diagnostic {
    let message = "this looks like records, settings or a copy of some, and nobody reads it here";
    let hint =
        "records are kept directly below content/ under their own names, such as content/contacts.toml; remove copies";
    error(location, "misplaced-records", message, hint)
}

/// A program.
pub fn program_not_published(location: Location) -> Diagnostic {
    let message = "files of this kind are programs, or can hold some, and are never published";
    error(location, "not-published", message, "remove it; publish a page, a picture or a PDF instead")
}

/// A script outside of the theme.
pub fn script_not_published(location: Location) -> Diagnostic {
    let message = "scripts are published from the theme alone, where they are checked";
    let hint = "move it to the theme's folder scripts as a file that ends in .js, or remove it";
    error(location, "not-published", message, hint)
}

/// Orders to a web server.
pub fn server_orders(location: Location) -> Diagnostic {
    let message = "web servers take a file of this name for orders, which could lead readers elsewhere";
    let hint = "remove it: the program makes what servers need; old addresses go into `aliases`";
    error(location, "not-published", message, hint)
}

/// A file of a kind that is not listed; `kinds` are those that are.
pub fn not_published(location: Location, kinds: &[&str]) -> Diagnostic {
    let hint = format!("save it as one of these, or remove it: {}", kinds.join(", "));
    error(location, "not-published", "files of this kind are not published", hint)
}

/// What editors and systems left behind, once for all of it.
pub fn left_out(location: Location, more: usize) -> Diagnostic {
    let name = location.file.rsplit('/').next().unwrap_or_default();
    let message = match more {
        0 => format!("`{name}` is hidden, or left behind by a program, and not published"),
        more => format!("`{name}` and {more} more are hidden, or left behind by programs, and not published"),
    };
    warning(location, "left-out", message, "remove what nobody needs; give another name to what readers should have")
}
