//! Messages about links, pictures and addresses.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A link to a page that does not exist.
pub fn unknown_page(location: Location, to: &str, near: Option<&str>) -> Diagnostic {
    let near = near.map(|near| format!("@/{near}"));
    let hint = meant(near.as_deref(), "name the file below content/, such as @/signs/_index.md");
    error(location, "unknown-page", format!("there is no page `{}`", excerpt(to)), hint)
}

/// A link to a page that this edition does not have.
pub fn page_not_in_edition(location: Location, to: &str, why: &str) -> Diagnostic {
    let message = format!("`{}` is {why}, but this page is not", excerpt(to));
    error(location, "page-not-in-edition", message, "link to a page that the same readers can see")
}

/// A link to a place that a page does not have.
pub fn unknown_anchor(location: Location, page: &str, anchor: &str, near: Option<&str>) -> Diagnostic {
    let near = near.map(|near| format!("#{near}"));
    let hint = meant(near.as_deref(), "use the id of one of its headings");
    error(location, "unknown-anchor", format!("`{}` has no heading `#{}`", excerpt(page), excerpt(anchor)), hint)
}

/// A link to an address of the site instead of a file.
pub fn bare_address(location: Location, to: &str) -> Diagnostic {
    let hint = "name the file, such as @/help.md, so that it leads to the reader's language";
    error(location, "bare-address", format!("`{}` is an address of the site itself", excerpt(to)), hint)
}

/// A link without an address.
pub fn empty_link(location: Location) -> Diagnostic {
    error(location, "empty-link", "this link leads nowhere", "write where it leads, such as [words](@/help.md)")
}

/// A link without words.
pub fn link_without_words(location: Location) -> Diagnostic {
    error(location, "link-without-words", "this link has no words", "write [what the reader will find](address)")
}

/// A number among the words of a link.
pub fn number_in_link(location: Location) -> Diagnostic {
    let hint = "put the number behind the link, or leave the link out: the number is one itself";
    error(location, "number-in-link", "a telephone number cannot be part of another link", hint)
}

/// A link that is not `https`.
pub fn bad_scheme(location: Location, to: &str) -> Diagnostic {
    let hint = "use a full https address, or name a file such as @/help.md";
    error(location, "bad-scheme", format!("`{}` is not an address that a page may link to", excerpt(to)), hint)
}

/// An e-mail address where a link names a file.
pub fn mailbox_as_file(location: Location, to: &str) -> Diagnostic {
    let message = format!("`{}` is read as the name of a file, and there is none", excerpt(to));
    error(location, "mailbox-as-file", message, format!("for an e-mail address write mailto:{}", excerpt(to)))
}

/// A telephone link typed by hand.
pub fn typed_tel_link(location: Location, to: &str) -> Diagnostic {
    let hint = "write {{ number(id=\"…\") }}, so that every page shows the number of the record";
    error(location, "typed-tel-link", format!("`{}` is typed by hand", excerpt(to)), hint)
}

/// A file that is not there.
pub fn missing_file(location: Location, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the file beside the page, or correct its name");
    error(location, "missing-file", format!("there is no file `{}`", excerpt(path)), hint)
}

/// A picture that is not there.
pub fn missing_picture(location: Location, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the picture beside the page, or correct its name");
    error(location, "missing-picture", format!("there is no picture `{}`", excerpt(path)), hint)
}

/// A picture from somewhere else.
pub fn remote_picture(location: Location, to: &str) -> Diagnostic {
    let hint = "put a copy beside the page, if its owner allows it: pages load nothing from elsewhere";
    error(location, "remote-picture", format!("`{}` is a picture on another server", excerpt(to)), hint)
}

/// A picture without alternative text.
pub fn picture_without_text(location: Location) -> Diagnostic {
    let hint = "write ![what it shows](picture.jpg), or ![](picture.jpg){decorative} if it says nothing";
    error(location, "picture-without-text", "this picture has no alternative text", hint)
}

/// A decorative picture that has a text.
pub fn decorative_with_text(location: Location) -> Diagnostic {
    let hint = "remove the text or the word {decorative}";
    error(location, "decorative-with-text", "this picture is called decorative but has an alternative text", hint)
}

/// Two outputs at one address.
pub fn address_collision(location: Location, address: &str, other: &str) -> Diagnostic {
    let message = format!("the address `{address}` is taken by `{other}`");
    error(location, "address-collision", message, "give one of them another `slug` or file name")
}

/// Something else in the folder of addresses that change with their bytes.
pub fn address_kept(location: Location, address: &str) -> Diagnostic {
    let message = format!("browsers keep what is below /assets/ for a year, so nobody would see `{address}` change");
    error(location, "address-kept", message, "put it into a folder of another name")
}

/// Two outputs at addresses that some servers cannot tell apart.
pub fn address_case(location: Location, address: &str, other_address: &str, other: &str) -> Diagnostic {
    let message = format!("`{address}` and `{other_address}` of `{other}` differ only by case or accents' form");
    error(location, "address-case", message, "give one of them another `slug` or file name")
}

/// A file whose name no server can be asked for.
pub fn address_unservable(location: Location, address: &str) -> Diagnostic {
    let message =
        format!("no server can answer at `{}`: signs in the name mean something else in addresses", excerpt(address));
    error(location, "address-unservable", message, "rename it: leave out backslashes, controls and codes such as %2F")
}

/// An address of the site's host that is not below the path of the site.
pub fn outside_base(location: Location, href: &str, base: &str) -> Diagnostic {
    let message = format!("`{}` leads out of the site, which is below `{base}`", excerpt(href));
    let hint =
        "use the address that the program gives, such as `page.url`, begin with `site.base_path`, or write it relative";
    error(location, "outside-base", message, hint)
}

/// An alias that is no address.
pub fn bad_alias(location: Location, alias: &str) -> Diagnostic {
    let message = format!("`{}` is no address of this site", excerpt(alias));
    error(location, "bad-alias", message, "write it as it was, such as /old/page/")
}

/// An alias that leads to itself.
pub fn redirect_loop(location: Location, alias: &str) -> Diagnostic {
    let message = format!("the old address `{alias}` leads back to itself");
    error(location, "redirect-loop", message, "remove this alias")
}

/// A translation of nothing.
pub fn orphan_translation(location: Location, key: &str, language: &str) -> Diagnostic {
    let message = format!("this translates `content/{key}`, which does not exist");
    let hint = format!("restore that file, or rename this one; it is published in `{language}` alone");
    warning(location, "orphan-translation", message, hint)
}

/// Two files for one page and language.
pub fn duplicate_translation(location: Location, other: &str) -> Diagnostic {
    let message = format!("`{other}` is the same page in the same language");
    error(location, "duplicate-translation", message, "remove one of the two files")
}

/// A translation whose headings do not match.
pub fn headings_differ(location: Location, own: usize, source: usize) -> Diagnostic {
    let message = if own == source {
        "this translation has headings of other levels than its source".to_owned()
    } else {
        format!("this translation has {own} headings, its source has {source}")
    };
    error(location, "headings-differ", message, "give it the same headings in the same order, or links go astray")
}

/// A term that has no letters for an address.
pub fn bad_term(location: Location, term: &str) -> Diagnostic {
    let message = format!("the term `{}` has no letters or digits", excerpt(term));
    error(location, "bad-term", message, "call it by a word, which also becomes its address")
}

/// A term that differs from another one only in signs that an address does not show.
pub fn term_like_other(location: Location, term: &str, other: &str) -> Diagnostic {
    let message = format!("the term `{}` has the same address as `{}`", excerpt(term), excerpt(other));
    error(location, "term-like-other", message, "write the sign as a word, such as `C sharp`, or use one name for both")
}

/// A taxonomy that the settings do not name.
pub fn unknown_taxonomy(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "add it to `taxonomies` in liberate.toml");
    error(location, "unknown-taxonomy", format!("the site has no taxonomy `{name}`"), hint)
}
