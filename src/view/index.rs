//! The shortcodes that list pages: by their first letter, and by what they are about.
//!
//! Both follow the alphabet of the reader.

use super::expander::{Expander, Inside};
use super::page::{find_page, link_to, page_link};
use super::reading::Reading;
use super::shortcode::CheckedCall;
use super::write::in_language;
use crate::content::NodeKind;
use crate::site::{self, PageId};
use crate::text::Span;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Every page by its title, in the order of the reader's alphabet, below its first letter.
pub(super) fn index(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let view = expander.view;
    let (language, here) = (expander.context.language, expander.context.page);
    let ids = (0..view.site.pages.len() as u32).map(PageId);
    let is_listed = |page: &Reading| {
        let is_here = here.is_some_and(|here| here.key == page.node().key);
        page.is_listed() && !is_here && Some(page.page) != view.site.home()
    };
    let mut pages: Vec<Reading> = ids.map(|page| view.read(page, language)).filter(is_listed).collect();
    sort(&mut pages);
    for group in pages.chunk_by(|a, b| initial(a.title()) == initial(b.title())) {
        let Some(first) = group.first() else { continue };
        if let Some(letter) = initial(first.title()) {
            expander.writer.open(NodeKind::Heading { level: 2, ordinal: None }, call.span());
            in_language(expander, first.text_language, false, call.span(), |expander| {
                expander.writer.text(&letter, call.span());
            });
            expander.writer.close();
        }
        links(expander, group, call.span());
    }
}

/// The letter below which a title is, without its marks. Chinese signs are too many for that: they have none.
fn initial(title: &str) -> Option<String> {
    let first = title.chars().find(|character| character.is_alphanumeric())?;
    let plain = first.nfd().next().unwrap_or(first);
    Some(plain.to_uppercase().collect()).filter(|_| !('\u{3400}'..='\u{9fff}').contains(&plain))
}

/// Pages with those that say that they are about the same; all in the order of the reader's alphabet. `of` names a section, whose
/// pages are the subjects, `pages` the subjects themselves. Subjects that this edition lacks are left out.
pub(super) fn subjects(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let mut subjects = chosen(expander, call);
    sort(&mut subjects);
    let about = about(expander);
    if subjects.is_empty() {
        return;
    }
    expander.writer.open(NodeKind::List { start: None }, call.span());
    for subject in subjects {
        expander.writer.open(NodeKind::Item, call.span());
        link(expander, subject, call.span());
        if let Some(pages) = about.get(&subject.page) {
            links(expander, pages, call.span());
        }
        expander.writer.close();
    }
    expander.writer.close();
}

fn chosen<'a>(expander: &mut Expander<'a>, call: &CheckedCall) -> Vec<Reading<'a>> {
    let (view, language) = (expander.view, expander.context.language);
    let mut chosen = Vec::new();
    if let Some(section) = call.text("of").and_then(|of| find_page(expander, call, "of", of)) {
        let pages = view.read(section, language).children();
        chosen.extend(pages.into_iter().filter(|page| page.node().kind == site::PageNodeKind::Page));
    }
    for written in call.text("pages").unwrap_or_default().split_whitespace() {
        if view.site.withheld(written.trim_start_matches("@/")).is_none()
            && let Some(page) = find_page(expander, call, "pages", written)
        {
            chosen.push(view.read(page, language));
        }
    }
    chosen
}

/// The pages about each subject, in order.
fn about<'a>(expander: &Expander<'a>) -> BTreeMap<PageId, Vec<Reading<'a>>> {
    let (view, language) = (expander.view, expander.context.language);
    let mut about: BTreeMap<PageId, Vec<Reading>> = BTreeMap::new();
    for (index, page) in view.site.pages.iter().enumerate() {
        let front = page.source_front();
        for (to, _) in front.about.iter().filter(|_| front.replaced_by.is_none()) {
            if let Some(subject) = view.site.page_by_key(to.trim_start_matches("@/")) {
                about.entry(subject).or_default().push(view.read(PageId(index as u32), language));
            }
        }
    }
    about.values_mut().for_each(|pages| sort(pages));
    about
}

/// By title, in the order of the reader's alphabet.
fn sort(pages: &mut [Reading]) {
    let Some(first) = pages.first() else { return };
    let locale = &first.view.site.language(first.language).locale;
    pages.sort_by(|a, b| locale.compare(a.title(), b.title()).then_with(|| a.node().key.cmp(&b.node().key)));
}

fn links(expander: &mut Expander, pages: &[Reading], span: Span) {
    expander.writer.open(NodeKind::List { start: None }, span);
    for page in pages {
        expander.writer.open(NodeKind::Item, span);
        link(expander, *page, span);
        expander.writer.close();
    }
    expander.writer.close();
}

fn link(expander: &mut Expander, page: Reading, span: Span) {
    page_link(expander, page, &link_to(page.node()), span);
}
