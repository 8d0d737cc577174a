//! What a page must not do: load from elsewhere, run code or styles of its own, fetch ahead, store, send, embed.
//!
//! The policy that goes out with every page forbids most of it in browsers too; here it is found before. Source:
//! USERS.md U07; content brief of 2026-11-22, section 7.3.

use super::address;
use super::element::{AttributeName, Element};
use super::locator::Locator;
use super::rules::CheckContext;
use super::subject::Subject;
use super::tag::OpenTag;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::site::{PublicFile, Route};
use crate::text::html::{HtmlTokenizer, Token, plain_value};
use crate::text::script::comments;
use crate::text::{Leads, Span, css, leads};

/// Relations of a link that only say something about the page.
const HARMLESS: [&str; 13] = [
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "first",
    "help",
    "last",
    "license",
    "me",
    "next",
    "prev",
    "search",
    "up",
];
/// Relations that make the browser load from our own site.
const LOADING: [&str; 5] = ["apple-touch-icon", "icon", "mask-icon", "shortcut", "stylesheet"];

/// What scripts would need to store, send or run other code, with what each is for.
///
/// Source: the web platform's interfaces for storage, workers and requests, as of November 2026.
const POWERS: &[(&str, &str)] = &[
    ("localStorage", "keeps things on the phone"),
    ("sessionStorage", "keeps things on the phone"),
    ("indexedDB", "keeps things on the phone"),
    ("openDatabase", "keeps things on the phone"),
    (".cookie", "keeps things on the phone"),
    ("cookieStore", "keeps things on the phone"),
    ("caches.", "keeps things on the phone"),
    ("navigator.storage", "keeps things on the phone"),
    ("showSaveFilePicker", "keeps things on the phone"),
    ("serviceWorker", "goes on working after the page is closed"),
    ("SharedWorker", "goes on working beside the page"),
    ("new Worker", "goes on working beside the page"),
    ("importScripts", "runs other code"),
    ("import(", "runs other code"),
    ("eval(", "runs other code"),
    ("new Function", "runs other code"),
    ("document.write", "runs other code"),
    ("fetch(", "asks a server"),
    ("XMLHttpRequest", "asks a server"),
    ("sendBeacon", "tells a server"),
    ("WebSocket", "talks to a server"),
    ("WebTransport", "talks to a server"),
    ("EventSource", "talks to a server"),
    ("RTCPeerConnection", "talks to others"),
    ("geolocation", "asks where the reader is"),
    ("Notification", "shows up outside the page"),
    ("PushManager", "shows up outside the page"),
    ("http://", "names another server"),
    ("https://", "names another server"),
];

/// How a script loads the index of the search. The page's own element says where it is.
const INDEX_IMPORT: &str = "import(box.dataset.index)";
/// Where that element says it.
const INDEX: &str = "data-index";

/// Looks at one tag.
pub(super) fn tag(locator: &Locator, subject: Subject, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let at = || locator.tag(&start.tag, start.attributes);
    if start.attributes.len() == HtmlTokenizer::MOST_ATTRIBUTES {
        findings.push(report::tag_too_long(at()));
    }
    let own = |address: &str| is_own(locator, address);
    let charset = start.all().find(|(_, attribute)| attribute.name.eq_ignore_ascii_case("charset"));
    if charset.is_some_and(|(_, charset)| start.element == Element::Meta && !is_utf8(charset.value)) {
        findings.push(report::file_not_utf8(at()));
    }
    match start.element {
        Element::Script if !start.has(AttributeName::Src) => findings.push(report::inline_script(at())),
        Element::Script if !start.has(AttributeName::Defer) && start.get(AttributeName::Type) != Some("module") => {
            findings.push(report::script_not_deferred(at()));
        }
        Element::Frame => findings.push(report::embedded(at(), start.tag.name)),
        Element::Base => findings.push(report::base_address(at())),
        Element::Link => link(locator, start, findings),
        Element::Meta => meta(locator, subject, start, findings),
        _ => {}
    }
    for (key, attribute) in start.all() {
        let value = &*plain_value(attribute.value);
        let finding = match key {
            AttributeName::Handler => Some(report::inline_handler(at(), attribute.name)),
            AttributeName::Style => Some(report::inline_style(at(), "style=")),
            AttributeName::Srcdoc => Some(report::embedded(at(), "srcdoc")),
            AttributeName::Manifest if start.element == Element::Html => Some(report::web_manifest(at())),
            AttributeName::Ping => Some(report::link_ping(at())),
            AttributeName::Src | AttributeName::Poster if !own(value) => Some(report::foreign_resource(at(), value)),
            AttributeName::Srcset => foreign_candidate(value, &own).map(|value| report::foreign_resource(at(), value)),
            AttributeName::Href if matches!(start.element, Element::A | Element::Area) => {
                address(locator, start, value)
            }
            // Relations of `link` say what it is for.
            AttributeName::Href if start.element != Element::Link && !own(value) => {
                Some(report::foreign_resource(at(), value))
            }
            AttributeName::Data if attribute.name == INDEX && !is_index(locator, value) => {
                Some(report::foreign_index(at(), value))
            }
            AttributeName::Action if start.element == Element::Form && !own(value) => {
                Some(report::form_elsewhere(at(), value))
            }
            AttributeName::Formaction if !own(value) => Some(report::form_elsewhere(at(), value)),
            AttributeName::Other => loaded_by_value(value).map(|address| report::foreign_resource(at(), &address)),
            _ => None,
        };
        findings.extend(finding);
    }
}

/// Whether that is the name of the one encoding that is checked here: in another the same bytes may be another page.
fn is_utf8(name: &str) -> bool {
    matches!(plain_value(name).trim().to_ascii_lowercase().as_str(), "utf-8" | "utf8")
}

/// What an attribute loads that looks like a value of a style: `fill="url(…)"`.
fn loaded_by_value(value: &str) -> Option<String> {
    // An escape may write any of its letters.
    if !value.contains(['(', '\\']) {
        return None;
    }
    let mut addresses = css::addresses(value).into_iter().map(|address| address.value);
    addresses.find(|address| leads(address) != Leads::Here)
}

/// Whether the index of a search is at an address. Anything else there would run as code.
fn is_index(locator: &Locator, address: &str) -> bool {
    let site = locator.context.view.site;
    let route = site.own_address(address).and_then(|address| site.route(&address));
    matches!(route, Some(Route::SearchIndex(_)))
}

/// Code inside `script` and `style`: the tag itself has been reported.
pub(super) fn code(locator: &Locator, element: Element, text: &str, findings: &mut Vec<Diagnostic>) {
    if element == Element::Script && !text.trim().is_empty() {
        findings.push(report::inline_script(locator.words(&[text.trim(), "<script"])));
    }
    if element == Element::Style && !locator.context.view.site.inline_styles().any(|known| **known == *text.as_bytes())
    {
        findings.push(report::inline_style(locator.words(&[text.trim(), "<style"]), "style"));
    }
}

fn link(locator: &Locator, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let at = || locator.tag(&start.tag, start.attributes);
    let href = &*plain_value(start.get(AttributeName::Href).unwrap_or_default());
    for relation in plain_value(start.get(AttributeName::Rel).unwrap_or_default()).split_ascii_whitespace() {
        let relation = relation.to_ascii_lowercase();
        if relation == "manifest" {
            findings.push(report::web_manifest(at()));
        } else if LOADING.contains(&relation.as_str()) {
            if !is_own(locator, href) {
                findings.push(report::foreign_resource(at(), href));
            }
        } else if !HARMLESS.contains(&relation.as_str()) {
            findings.push(report::preload_hint(at(), &relation));
        }
    }
}

fn meta(locator: &Locator, subject: Subject, start: &OpenTag, findings: &mut Vec<Diagnostic>) {
    let Some(header) = start.get(AttributeName::HttpEquiv) else { return };
    let content = plain_value(start.get(AttributeName::Content).unwrap_or_default());
    match plain_value(header).trim().to_ascii_lowercase().as_str() {
        "refresh" => {
            let target = content.split_once("url=").or(content.split_once("URL=")).map_or("", |(_, to)| to.trim());
            let leads_home = is_own(locator, target);
            if subject.is_read() || !leads_home {
                findings.push(report::page_refresh(locator.tag(&start.tag, start.attributes)));
            }
        }
        "content-type"
            if content.to_ascii_lowercase().split_once("charset=").is_some_and(|(_, name)| !is_utf8(name)) =>
        {
            findings.push(report::file_not_utf8(locator.tag(&start.tag, start.attributes)));
        }
        "set-cookie" => findings.push(report::cookie(locator.tag(&start.tag, start.attributes))),
        _ => {}
    }
}

/// A link that people press: it may lead anywhere, but carry no code and no mark of where they came from.
fn address(locator: &Locator, start: &OpenTag, href: &str) -> Option<Diagnostic> {
    let at = || locator.tag(&start.tag, start.attributes);
    if let Leads::Scheme(scheme) = leads(href)
        && matches!(scheme.as_str(), "javascript" | "data" | "blob" | "vbscript")
    {
        return Some(report::code_address(at(), &scheme));
    }
    tracking_key(href).map(|key| report::tracking_code(at(), &key))
}

/// What advertisers and newsletters put into addresses to know who came from where.
///
/// Source: the parameters that Firefox and Brave strip, as of November 2026.
const TRACKING: [&str; 18] = [
    "_hsenc",
    "_openstat",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "oly_enc_id",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
];

/// The first key of an address's query or fragment that tracks.
fn tracking_key(href: &str) -> Option<String> {
    let href = crate::text::html::plain(href);
    let (_, query) = href.split_once(['?', '#'])?;
    let keys =
        query.split(['&', ';', '?', '#']).map(|pair| pair.split('=').next().unwrap_or(pair).to_ascii_lowercase());
    keys.into_iter().find(|key| key.starts_with("utm_") || TRACKING.contains(&key.as_str()))
}

/// The first picture of a list of sizes that is on another server.
fn foreign_candidate<'v>(srcset: &'v str, own: &dyn Fn(&str) -> bool) -> Option<&'v str> {
    srcset.split(',').filter_map(|candidate| candidate.split_ascii_whitespace().next()).find(|address| !own(address))
}

/// Whether an address is on the site itself: without a scheme, or with the site's own.
fn is_own(locator: &Locator, address: &str) -> bool {
    leads(address) == Leads::Here || locator.context.view.site.edition.own_part(address.trim()).is_some()
}

/// Looks at the headers that go out with every page. Only a fault of the program can make this fail.
pub fn policy(headers: &[(&'static str, String)]) -> Vec<Diagnostic> {
    let policy = headers.iter().find(|(name, _)| *name == "Content-Security-Policy").map(|(_, policy)| policy.as_str());
    let why = match policy {
        None => "there is none",
        Some(policy) if !policy.starts_with("default-src 'none'") => "it does not begin with default-src 'none'",
        Some(policy) if policy.contains("'unsafe-") => "it allows something unsafe",
        Some(policy) if policy.contains("://") || policy.contains('*') || policy.contains("data:") => {
            "it allows another server"
        }
        Some(_) => return Vec::new(),
    };
    vec![report::weak_policy(Location::whole(&Config::file()), why)]
}

/// Looks at a published file: what its scripts can do, what its styles load, what its page embeds.
pub fn published_file(context: CheckContext, file: &PublicFile) -> Vec<Diagnostic> {
    let at = |start: usize, end: usize| Location::at(&file.source, Span::new(start, end));
    let extension = file.address.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "webmanifest" => return vec![report::web_manifest(at(0, 0))],
        "map" => return vec![report::source_map(at(0, 0))],
        "js" | "mjs" | "css" | "html" | "htm" => {}
        // Files in XML, drawings among them, are judged where files are read.
        _ => return Vec::new(),
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return vec![report::file_not_utf8(at(0, 0))] };
    let maps =
        text.match_indices("sourceMappingURL=").map(|(start, name)| report::source_map(at(start, start + name.len())));
    let findings = match extension.as_str() {
        // A theme's script is published without its comments; places are those of the file that its maker has.
        "js" | "mjs" => {
            script(context.sources.get(&file.source).and_then(|source| source.text()).map_or(text, |own| own), &at)
        }
        "css" if file.theme_name.is_empty() => style(context, text, &at),
        "css" => Vec::new(),
        _ => markup(context, file, text, &at),
    };
    maps.chain(findings).collect()
}

fn script(text: &str, at: &dyn Fn(usize, usize) -> Location) -> Vec<Diagnostic> {
    let code = without_comments(text);
    let mut findings = Vec::new();
    for (power, what) in POWERS {
        for (start, _) in code.match_indices(power) {
            let joined = power.starts_with(|first: char| first.is_alphabetic())
                && code[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            // The one thing that may be loaded: what the page names as the index of its search, which `tag` looks at.
            let is_index = *power == "import(" && code[start..].starts_with(INDEX_IMPORT);
            if !joined && !is_index {
                findings.push(report::script_power(at(start, start + power.len()), power.trim_end_matches('('), what));
            }
        }
    }
    findings
}

/// The code with as many spaces in place of its comments.
fn without_comments(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut kept = 0;
    for comment in comments(code) {
        out.push_str(&code[kept..comment.start]);
        out.extend(std::iter::repeat_n(' ', comment.len()));
        kept = comment.end;
    }
    out.push_str(&code[kept..]);
    out
}

/// Looks at a style sheet as it was written.
pub(super) fn style(context: CheckContext, text: &str, at: &dyn Fn(usize, usize) -> Location) -> Vec<Diagnostic> {
    let deep = css::too_deep(text).map(|deep| report::style_too_deep(at(deep, deep + 1)));
    let finding = |one: css::Address| match leads(&one.value) {
        Leads::Here => address::outside(context.view.site, &one.value, || at(one.start, one.end)),
        _ => Some(report::foreign_resource(at(one.start, one.end), &one.value)),
    };
    css::addresses(text).into_iter().filter_map(finding).chain(deep).collect()
}

/// A page that is published as it is: nothing of the site's frame is expected of it, but no harm either.
fn markup(
    context: CheckContext,
    file: &PublicFile,
    text: &str,
    at: &dyn Fn(usize, usize) -> Location,
) -> Vec<Diagnostic> {
    let language = context.view.site.default_language;
    let locator = Locator { context, file: Some(&file.source), language: "" };
    let mut tokens = HtmlTokenizer::new(text);
    let mut findings = Vec::new();
    let mut keys = Vec::new();
    while let Some(token) = tokens.next_token() {
        let Token::Start(found) = token else { continue };
        keys.clear();
        keys.extend(tokens.attributes().iter().map(|attribute| AttributeName::of(attribute.name)));
        let start =
            OpenTag { tag: found, element: Element::of(found.name), attributes: tokens.attributes(), keys: &keys };
        let before = findings.len();
        tag(&locator, Subject::Furniture(language), &start, &mut findings);
        address::tag(&locator, &start, &mut findings);
        // What is brought whole runs nothing, not even a script of the site: nobody has looked at what it does there.
        if start.element == Element::Script && start.has(AttributeName::Src) {
            findings.push(report::inline_script(Location::whole(&file.source)));
        }
        for finding in &mut findings[before..] {
            finding.location = at(tokens.start(), tokens.start() + found.source.len() + 2);
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sent: Option<&str>, codes: &[&str]) {
        let headers: Vec<(&'static str, String)> =
            sent.map(|policy| ("Content-Security-Policy", policy.to_owned())).into_iter().collect();
        let found: Vec<&str> = policy(&headers).iter().map(|finding| finding.code).collect();
        assert_eq!(found, codes, "{sent:?}");
    }

    #[test]
    fn a_policy_allows_nothing_but_the_site_itself() {
        check(Some("default-src 'none'; script-src 'self'"), &[]);
        for weak in [
            None,
            Some("script-src 'self'"),
            Some("default-src 'none'; script-src 'unsafe-inline'"),
            Some("default-src 'none'; img-src *"),
            Some("default-src 'none'; img-src data:"),
            Some("default-src 'none'; connect-src https://a.example"),
        ] {
            check(weak, &["weak-policy"]);
        }
    }
}
