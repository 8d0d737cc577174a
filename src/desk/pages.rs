//! All pages with their languages, to find the one that is meant.

use super::answer::Answer;
use super::form::Form;
use super::look::Look;
use crate::site::PageId;
use crate::text::encode_path;
use serde::Serialize;

/// Rows that are shown at once.
const MOST: usize = 300;

#[derive(Serialize)]
struct Pages {
    title: &'static str,
    here: &'static str,
    words: String,
    languages: Vec<String>,
    rows: Vec<Row>,
    all: usize,
    found: usize,
}

#[derive(Serialize)]
struct Row {
    title: String,
    file: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    tag: String,
    state: &'static str,
    /// Below the desk's address; empty if the language has no text of its own.
    path: String,
}

/// Shows the pages whose title, in any language, or whose file holds the words.
pub fn show(look: &Look, query: &Form) -> Answer {
    let snapshot = look.site.snapshot;
    let site = &snapshot.site;
    let words = query.trimmed("words").to_lowercase();
    let mut order: Vec<PageId> = (0..site.pages.len() as u32).map(PageId).collect();
    order.sort_by_key(|page| &site.page(*page).key);
    let is_written = |page: &PageId| snapshot.view().read(*page, site.default_language).content().file.ends_with(".md");
    let holds = |page: &PageId| {
        let title = |language| snapshot.view().read(*page, language).title().to_lowercase();
        words.is_empty()
            || site.page(*page).key.contains(&words)
            || site.language_ids().any(|language| title(language).contains(&words))
    };
    let found: Vec<PageId> = order.into_iter().filter(is_written).filter(holds).collect();
    let values = Pages {
        title: "Pages",
        here: "pages",
        words: query.trimmed("words").to_owned(),
        languages: site.language_ids().map(|language| site.language(language).tag.as_str().to_owned()).collect(),
        rows: found.iter().take(MOST).map(|page| row(look, *page)).collect(),
        all: site.pages.len(),
        found: found.len(),
    };
    look.desk.page(200, "pages.html", look.site, &values)
}

fn row(look: &Look, page: PageId) -> Row {
    let snapshot = look.site.snapshot;
    let site = &snapshot.site;
    let own = snapshot.view().read(page, site.default_language);
    let cell = |language| {
        let reading = snapshot.view().read(page, language);
        let (state, is_own) = match () {
            () if reading.is_fallback() => ("missing", false),
            () if reading.is_outdated() => ("out of date", true),
            () if reading.is_draft_translation() => ("draft", true),
            () => ("there", true),
        };
        let path = if is_own { encode_path(&reading.content().file).into_owned() } else { String::new() };
        Cell { tag: site.language(language).tag.as_str().to_owned(), state, path }
    };
    Row {
        title: own.title().to_owned(),
        file: site.page(page).key.to_string(),
        cells: site.language_ids().map(cell).collect(),
    }
}
