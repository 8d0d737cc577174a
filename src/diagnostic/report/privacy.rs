//! Messages about what would tell others who visits the site.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt};
use crate::diagnostic::{Diagnostic, Location};

/// Something that a page would load from another server.
pub fn foreign_resource(location: Location, address: &str) -> Diagnostic {
    let message = format!("`{}` would be loaded from somewhere else", excerpt(address));
    let hint = "put a copy into the site, if its owner allows it: a request tells the other server who reads this page";
    error(location, "foreign-resource", message, hint)
}

/// Code inside a page.
pub fn inline_script(location: Location) -> Diagnostic {
    let hint = "put the code into a file of the theme's folder `scripts`, and load it with defer";
    error(location, "inline-script", "the page holds code of its own", hint)
}

/// Something that is a script for some browsers and words for others.
pub fn hidden_script(location: Location) -> Diagnostic {
    let message = "`<script` is among the words of this page, and some browsers may run it";
    error(location, "hidden-script", message, "close the tags and quotes before it, or write &lt;script")
}

/// A tag with more attributes than are looked at.
pub fn tag_too_long(location: Location) -> Diagnostic {
    let message = "this tag has more than a thousand attributes, and nobody can see what the others say";
    error(location, "tag-too-long", message, "close the tag before it, or take the attributes away")
}

/// A handler inside a page.
pub fn inline_handler(location: Location, name: &str) -> Diagnostic {
    let hint = "listen for it in a file of the theme's folder `scripts`, or make it a link or a form";
    error(location, "inline-handler", format!("`{}` is code inside the page", excerpt(name)), hint)
}

/// Styles inside a page.
pub fn inline_style(location: Location, what: &str) -> Diagnostic {
    let hint = "give the element a class, and style that class in the theme's folder `styles`";
    error(location, "inline-style", format!("`{what}` holds styles of the page's own"), hint)
}

/// Something that the script of the search would load and run, and that is no index.
pub fn foreign_index(location: Location, address: &str) -> Diagnostic {
    let message = format!("`{}` is no index of this site's search, and would run as code", excerpt(address));
    error(location, "foreign-index", message, "write data-index=\"{{ site.search_index }}\"")
}

/// A hint to fetch ahead, or a relation that nobody knows.
pub fn preload_hint(location: Location, relation: &str) -> Diagnostic {
    let message = format!("the link relation `{}` makes browsers ask for something ahead", excerpt(relation));
    error(location, "preload-hint", message, "remove it: what was never opened must leave no trace on the phone")
}

/// What shows how a script or a style sheet was written.
pub fn source_map(location: Location) -> Diagnostic {
    let message = "a source map shows everybody how this was written, with names and comments";
    error(location, "source-map", message, "remove the map, and the comment that names it")
}

/// A file that lets a site be installed.
pub fn web_manifest(location: Location) -> Diagnostic {
    let hint = "remove it: an icon among the apps shows everybody what was read";
    error(location, "web-manifest", "a manifest lets phones install the site", hint)
}

/// A form that sends something to another server.
pub fn form_elsewhere(location: Location, address: &str) -> Diagnostic {
    let hint = "link to the service's own form: what is typed here must not leave this site";
    error(location, "form-elsewhere", format!("this form sends to `{}`", excerpt(address)), hint)
}

/// Another page inside this one.
pub fn embedded(location: Location, name: &str) -> Diagnostic {
    let hint = "link to it, and say what it is: a page inside a page learns who reads it";
    error(location, "embedded", format!("`{name}` embeds another page"), hint)
}

/// A page that leads somewhere else by itself.
pub fn page_refresh(location: Location) -> Diagnostic {
    let hint = "remove it, and use `aliases` for pages that have moved";
    error(location, "page-refresh", "this page redirects automatically", hint)
}

/// A cookie.
pub fn cookie(location: Location) -> Diagnostic {
    error(location, "cookie", "this page sets a cookie", "remove it: nothing is kept on the phone")
}

/// A changed base for all addresses.
pub fn base_address(location: Location) -> Diagnostic {
    let hint = "remove it: it changes where every link of the page leads";
    error(location, "base-address", "`base` is not allowed", hint)
}

/// A link that runs code.
pub fn code_address(location: Location, scheme: &str) -> Diagnostic {
    let hint = "use an https address or a page; code belongs into the theme's folder `scripts`";
    error(location, "code-address", format!("a link to `{scheme}:` runs code"), hint)
}

/// A link that tells a third party that it was pressed.
pub fn link_ping(location: Location) -> Diagnostic {
    error(location, "link-ping", "`ping` tells another server that this link was pressed", "remove the attribute")
}

/// A link that carries where its reader came from.
pub fn tracking_code(location: Location, mark: &str) -> Diagnostic {
    let hint = "cut the address off before it: the link works without";
    error(location, "tracking-code", format!("`{mark}` in this link follows the reader"), hint)
}

/// What a script must not be able to do.
pub fn script_power(location: Location, power: &str, what: &str) -> Diagnostic {
    let hint = "remove it: scripts of this site store nothing, ask nobody and run no other code";
    error(location, "script-power", format!("`{power}` {what}"), hint)
}

/// A policy that allows too much.
pub fn weak_policy(location: Location, why: &str) -> Diagnostic {
    let message = format!("the security policy is too weak: {why}");
    error(location, "weak-policy", message, "please report this as a fault of the program")
}
