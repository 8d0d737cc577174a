//! Which questions tell whether a live site is the release.
//!
//! Everything that the release's list holds, in every coding; what a folder alone cannot do; and what must not be there.

use super::expected::{Expected, ExpectedRelease, LiveQuestion};
use super::memory::LiveMemory;
use crate::text::ContentCoding;
use std::collections::BTreeSet;

/// A name that no page has.
const NOTHING: &str = "liberate-verify-nothing";

/// What people who set up servers leave where everybody can read it, and what hosts are given beside the pages.
const HIDDEN: [&str; 8] = [
    "_headers",
    "_redirects",
    ".git/config",
    ".git/HEAD",
    ".htaccess",
    ".liberate/links.json",
    "liberate.toml",
    "content/addresses.lock",
];

/// All questions, the home page first. What the memory knows is asked for only if it has changed.
pub fn questions(release: &ExpectedRelease, memory: &LiveMemory) -> Vec<LiveQuestion> {
    let mut all = Vec::new();
    files(release, memory, &mut all);
    // Whoever watches sees at once whether anything answers.
    all.sort_by_key(|question| question.address != release.address("index.html"));
    protocol(release, &mut all);
    missing(release, &mut all);
    rules(release, &mut all);
    hidden(release, &mut all);
    left_over(release, memory, &mut all);
    all
}

fn files(release: &ExpectedRelease, memory: &LiveMemory, all: &mut Vec<LiveQuestion>) {
    let gone: BTreeSet<&str> = release.rules.gone().iter().map(|(address, _)| address.as_str()).collect();
    let forms: BTreeSet<String> = release.files.iter().flat_map(|file| forms_of(release, &file.path)).collect();
    let is_page = |path: &str| !HIDDEN.contains(&path) && !forms.contains(path) && release.rules.has_own_address(path);
    for file in release.files.iter().filter(|file| is_page(&file.path)) {
        let address = release.address(&file.path);
        // Where a page says that another is gone, the server says so, too.
        if gone.contains(address.as_str()) {
            continue;
        }
        let has_form = |coding: &ContentCoding| release.file(&form(&file.path, *coding)).is_some();
        let codings = ContentCoding::ALL.into_iter().filter(has_form).map(Some);
        for coding in std::iter::once(None).chain(codings) {
            let tag = memory.tag(&LiveQuestion::key(&file.path, coding), &file.hash);
            let expected = Expected::File { path: file.path.clone(), coding, is_conditional: tag.is_some() };
            let asked = LiveQuestion::new(address.clone(), file.size, expected);
            let asked = asked.with("Accept-Encoding", coding.map_or("identity", ContentCoding::token));
            all.push(match tag {
                Some(tag) => asked.with("If-None-Match", tag),
                None => asked,
            });
        }
    }
}

/// The path of a file's form in a coding.
fn form(path: &str, coding: ContentCoding) -> String {
    format!("{path}{}", coding.ending())
}

fn forms_of(release: &ExpectedRelease, path: &str) -> Vec<String> {
    let forms = ContentCoding::ALL.into_iter().map(|coding| form(path, coding));
    forms.filter(|form| release.file(form).is_some()).collect()
}

/// What programs between a server and a browser rely on.
fn protocol(release: &ExpectedRelease, all: &mut Vec<LiveQuestion>) {
    if let Some(home) = release.file("index.html") {
        let path = home.path.clone();
        let asked = LiveQuestion::new(release.address(&path), home.size, Expected::Head { path });
        all.push(LiveQuestion { method: "HEAD", ..asked.with("Accept-Encoding", "identity") });
    }
    let kept =
        release.files.iter().find(|file| file.size > 64 && release.rules.is_hashed(&release.address(&file.path)));
    // A site without such a file has a home page.
    if let Some(file) = kept.or_else(|| release.file("index.html").filter(|home| home.size > 64)) {
        let expected = Expected::Part { path: file.path.clone(), first: 2, last: 9 };
        let asked = LiveQuestion::new(release.address(&file.path), file.size, expected);
        all.push(asked.with("Accept-Encoding", "identity").with("Range", "bytes=2-9"));
    }
    if release.by_tls {
        let asked = LiveQuestion::new(release.address("index.html"), 0, Expected::Upgrade);
        all.push(LiveQuestion { without_tls: true, ..asked });
    }
}

/// Where there is nothing, in every language.
fn missing(release: &ExpectedRelease, all: &mut Vec<LiveQuestion>) {
    let rules = release.rules;
    let mut ask = |address: String, page: String| {
        let path = release.path(&page).to_owned();
        let size = release.file(&path).map_or(0, |file| file.size);
        let asked = LiveQuestion::new(address, size, Expected::Missing { page: path });
        all.push(asked.with("Accept-Encoding", "identity"));
    };
    for prefix in std::iter::once(rules.base()).chain(rules.languages().iter().map(String::as_str)) {
        let page = rules.not_found_at(prefix);
        ask(format!("{prefix}/{NOTHING}/"), page.clone());
        ask(format!("{prefix}/{NOTHING}.pdf"), page);
    }
    ask(format!("{}{NOTHING}.css", rules.hashed()), rules.not_found_at(rules.base()));
}

/// What the rules of the server say beside files.
fn rules(release: &ExpectedRelease, all: &mut Vec<LiveQuestion>) {
    for (from, to) in release.rules.moved() {
        all.push(LiveQuestion::new(from.clone(), 0, Expected::Moved { to: to.clone() }));
    }
    for (address, page) in release.rules.gone() {
        let page = release.path(page).to_owned();
        let size = release.file(&page).map_or(0, |file| file.size);
        let asked = LiveQuestion::new(address.clone(), size, Expected::Gone { page });
        all.push(asked.with("Accept-Encoding", "identity"));
    }
    let homes = release
        .rules
        .languages()
        .iter()
        .filter(|prefix| release.file(&format!("{}/index.html", release.path(prefix))).is_some());
    let first = release.files.iter().find_map(|file| {
        let folder = file.path.strip_suffix("/index.html").filter(|folder| !folder.contains('/'))?;
        let address = release.address(folder);
        let is_plain = release.rules.gone().iter().all(|(gone, _)| gone.trim_end_matches('/') != address);
        is_plain.then_some(address)
    });
    let folders: BTreeSet<String> = homes.cloned().chain(first).collect();
    for folder in folders {
        let to = format!("{folder}/");
        all.push(LiveQuestion::new(folder, 0, Expected::Folder { to }));
    }
}

fn hidden(release: &ExpectedRelease, all: &mut Vec<LiveQuestion>) {
    let base = release.rules.base();
    let first = release.files.iter().find(|file| !forms_of(release, &file.path).is_empty());
    let forms = first.into_iter().flat_map(|file| forms_of(release, &file.path));
    let names = HIDDEN.iter().map(|name| (*name).to_owned()).chain(release.hidden.iter().cloned()).chain(forms);
    all.extend(names.map(|name| LiveQuestion::new(format!("{base}/{name}"), 0, Expected::Hidden)));
}

/// What was there when the site was last asked, and is no longer in the release. Names with a hash stay for a while on purpose: pages of the
/// release before, which readers may have open, need them.
fn left_over(release: &ExpectedRelease, memory: &LiveMemory, all: &mut Vec<LiveQuestion>) {
    let known: BTreeSet<&str> =
        release.rules.gone().iter().chain(release.rules.moved()).map(|(address, _)| address.as_str()).collect();
    for path in memory.paths().filter(|path| release.file(path).is_none()) {
        let address = release.address(path);
        if !known.contains(address.as_str()) && !release.rules.is_hashed(&address) {
            let asked = LiveQuestion::new(address, 0, Expected::LeftOver { path: path.to_owned() });
            all.push(asked.with("Accept-Encoding", "identity"));
        }
    }
}
