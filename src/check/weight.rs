//! What a page weighs on the way to a phone: the first answer, the whole page, the help page, the scripts.
//!
//! Sources: USERS.md U14; content brief of 2026-11-22, section 7.5.

use super::compressed::compressed;
use super::element::{AttributeName, Element};
use super::rules::CheckContext;
use super::subject::Subject;
use super::tag::OpenTag;
use crate::diagnostic::{Diagnostic, report};
use crate::site::{PublicFile, Route, Site};
use crate::text::html::{HtmlTokenizer, Token};
use flate2::Compression;

/// Bytes that a server sends before it waits for the first answer: ten packets of 1,460, less the headers' share.
///
/// Source: RFC 6928, initial window of ten segments; the usual figure of 14 KiB.
const START: usize = 14_336;
/// Bytes of a page with its pictures, styles and scripts: four seconds at 200 kbit/s, a slow phone's usual speed.
const PAGE: usize = 102_400;
/// Bytes of the HTML of a sensitive page without the styles in it, before compression: it must be readable with nothing else loaded.
const HELP: usize = 30_000;
/// Bytes of all scripts of a page.
const SCRIPTS: usize = 2_048;

/// Bytes of the scripts of a talk's web deck: those of any page, and 3,072 more for what turns slides.
const DECK_SCRIPTS: usize = SCRIPTS + 3_072;

/// Bytes of the script of the search after compression, on the page with the search beside those of any page: a quarter of a
/// kilobyte of them finds words that one writes together and another one apart.
const SEARCH_SCRIPT: usize = 2_304;

/// Pages compress to less than this share: those of the site, in four languages, to 28 to 38 % (deflate, November
/// 2026). A page that would fit at one half is not compressed to make sure.
const SHARE: usize = 2;

/// What a page loads, in order, each once.
#[derive(Clone, Default)]
pub struct Loads<'h> {
    sheets: Vec<&'h str>,
    /// Style sheets for paper alone: a browser shows the page without waiting for them.
    printed: Vec<&'h str>,
    scripts: Vec<&'h str>,
    pictures: Vec<&'h str>,
}

impl<'h> Loads<'h> {
    pub(super) fn start(&mut self, start: &OpenTag<'_, 'h>) {
        let (list, key) = match start.element {
            Element::Link if start.get(AttributeName::Rel) == Some("stylesheet") => {
                let printed = start.get(AttributeName::Media) == Some("print");
                (if printed { &mut self.printed } else { &mut self.sheets }, AttributeName::Href)
            }
            Element::Script => (&mut self.scripts, AttributeName::Src),
            Element::Image | Element::Track => (&mut self.pictures, AttributeName::Src),
            // What is only loaded once somebody presses a button costs nobody else anything.
            Element::Media if start.get(AttributeName::Preload) != Some("none") => {
                (&mut self.pictures, AttributeName::Src)
            }
            _ => return,
        };
        if let Some(address) = start.get(key).filter(|address| !list.contains(address)) {
            list.push(address);
        }
    }
}

/// Compares a page, as it is published, with its budgets.
pub fn weight(context: CheckContext, subject: Subject, loads: &Loads, html: &str) -> Vec<Diagnostic> {
    if !subject.is_read() || subject.page().is_some_and(|reading| reading.is_for_partners()) {
        return Vec::new();
    }
    let location = || subject.locator(context).page();
    let site = context.view.site;
    let raw = |address: &&str| bytes_of(site, address);
    let weight = |all: &[&str]| {
        all.iter().filter_map(|href| context.rules.sheets.weight(&site.own_address(href)?)).sum::<usize>()
    };
    let (sheets, printed) = (weight(&loads.sheets), weight(&loads.printed));
    let scripts: usize = loads.scripts.iter().map(raw).sum();
    let pictures: usize = loads.pictures.iter().map(raw).sum();
    let mut findings = Vec::new();
    if let Some(first) = over(html, START.saturating_sub(sheets)) {
        let shown = Loads { printed: Vec::new(), ..loads.clone() };
        let parts = Parts::of(context, &shown, html, Compression::default());
        findings.push(report::heavy_start(location(), first + sheets, START, &parts.biggest()));
    }
    if let Some(first) = over(html, PAGE.saturating_sub(sheets + printed + scripts + pictures)) {
        let parts = Parts::of(context, loads, html, Compression::default());
        findings.push(report::heavy_page(
            location(),
            first + sheets + printed + scripts + pictures,
            PAGE,
            &parts.biggest(),
        ));
    }
    let styles = || site.inline_styles().filter_map(|style| std::str::from_utf8(style).ok());
    let bare = |html: &str| html.len() - styles().filter(|style| html.contains(style)).map(str::len).sum::<usize>();
    if html.len() > HELP && subject.page().is_some_and(|reading| reading.is_sensitive()) && bare(html) > HELP {
        let parts = Parts::of(context, &Loads::default(), html, Compression::none());
        findings.push(report::heavy_help(location(), bare(html), HELP, &parts.biggest()));
    }
    findings.extend(heavy_scripts(context, subject, loads));
    findings
}

fn heavy_scripts(context: CheckContext, subject: Subject, loads: &Loads) -> Vec<Diagnostic> {
    let site = context.view.site;
    let mut sizes: Vec<(usize, &str)> =
        loads.scripts.iter().map(|address| (bytes_of(site, address), *address)).collect();
    let mut findings = Vec::new();
    let mut too_heavy = |found: usize, budget: usize| {
        if found > budget {
            let location = subject.locator(context).words(&script_names(context, loads));
            findings.push(report::heavy_script(location, found, budget));
        }
    };
    let has_search = subject.page().is_some_and(|reading| Some(reading.page) == site.search_page());
    sizes.sort_unstable();
    if has_search && let Some((_, search)) = sizes.pop() {
        too_heavy(
            compressed(file_at(site, search).map_or(&[][..], |file| &file.bytes), Compression::default()),
            SEARCH_SCRIPT,
        );
    }
    let limit = if matches!(subject, Subject::Deck(_)) { DECK_SCRIPTS } else { SCRIPTS };
    too_heavy(sizes.iter().map(|(size, _)| size).sum(), limit);
    findings
}

/// How templates name the scripts of a page.
fn script_names<'g>(context: CheckContext<'g>, loads: &Loads) -> Vec<&'g str> {
    let site = context.view.site;
    let files = loads.scripts.iter().filter_map(|href| file_at(site, href));
    files.map(|file| file.theme_name.as_str()).filter(|name| !name.is_empty()).chain(["<script"]).collect()
}

/// What a page weighs if that is more than `limit`; cheap ways first.
fn over(html: &str, limit: usize) -> Option<usize> {
    if html.len() / SHARE <= limit {
        return None;
    }
    // The fastest level of zlib-rs takes a third of the time of the default and comes out a third larger.
    if compressed(html.as_bytes(), Compression::fast()) <= limit {
        return None;
    }
    Some(compressed(html.as_bytes(), Compression::default())).filter(|weight| *weight > limit)
}

fn bytes_of(site: &Site, address: &str) -> usize {
    file_at(site, address).map_or(0, |file| file.size() as usize)
}

/// The file of the site that a page names.
fn file_at<'s>(site: &'s Site, href: &str) -> Option<&'s PublicFile> {
    match site.route(&site.own_address(href)?) {
        Some(Route::File(index)) => site.files.get(index as usize),
        _ => None,
    }
}

/// The parts of a page, for the author who has to make it lighter.
struct Parts {
    parts: Vec<(String, usize)>,
}

impl Parts {
    fn of(context: CheckContext, loads: &Loads, html: &str, level: Compression) -> Self {
        let mut parts: Vec<(String, usize)> = Vec::new();
        let (main, drawings) = inside(html);
        let share = |bytes: usize| {
            let all = compressed(html.as_bytes(), level);
            if level == Compression::none() { bytes } else { all * bytes / html.len().max(1) }
        };
        parts.push(("the words between <main> and </main>".to_owned(), share(main)));
        parts
            .push(("what the templates put around them".to_owned(), share(html.len().saturating_sub(main + drawings))));
        parts.push(("drawings inside the page".to_owned(), share(drawings)));
        for sheet in loads.sheets.iter().chain(&loads.printed) {
            parts.push(((*sheet).to_owned(), context.rules.sheets.weight(sheet).unwrap_or(0)));
        }
        for file in loads.scripts.iter().chain(&loads.pictures) {
            parts.push(((*file).to_owned(), bytes_of(context.view.site, file)));
        }
        parts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self { parts }
    }

    /// The three biggest, in words.
    fn biggest(&self) -> String {
        let named = self.parts.iter().take(3).filter(|(_, bytes)| *bytes > 0);
        named.map(|(name, bytes)| format!("{name}: {}", report::kilobytes(*bytes))).collect::<Vec<_>>().join("; ")
    }
}

/// Bytes of the main part without its drawings, and of all drawings.
fn inside(html: &str) -> (usize, usize) {
    let mut tokens = HtmlTokenizer::new(html);
    let (mut main, mut drawings) = (0, 0);
    let (mut in_main, mut in_svg) = (false, false);
    let mut last = 0;
    while let Some(token) = tokens.next_token() {
        let bytes = tokens.start() - last;
        last = tokens.start();
        if in_svg {
            drawings += bytes;
        } else if in_main {
            main += bytes;
        }
        match token {
            Token::Start(tag) if tag.name == "main" => in_main = true,
            Token::End(tag) if tag.name == "main" => in_main = false,
            Token::Start(tag) if tag.name == "svg" => in_svg = true,
            Token::End(tag) if tag.name == "svg" => in_svg = false,
            _ => {}
        }
    }
    (main, drawings)
}
