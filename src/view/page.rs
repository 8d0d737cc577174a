//! The shortcodes that show other pages: their text, their cards, and every language of this one.
//!
//! Parts are shown in place, others as links.

use super::expander::{Expander, Inside};
use super::reading::Reading;
use super::shortcode::CheckedCall;
use super::write::in_language;
use crate::content::{NodeKind, Role};
use crate::diagnostic::report;
use crate::site::{PageId, PageNode, PageTexts};
use crate::text::{Span, encode_path, nearest};
use std::sync::Arc;

pub(super) fn part(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let site = expander.view.site;
    let written = call.required("from");
    let key = written.trim_start_matches("@/");
    let Some(node) = site.part_by_key(key) else {
        let location = call.place_of("from");
        expander.diagnostics.push(match (site.page_by_key(key), site.withheld(key)) {
            (Some(_), _) => report::not_a_part(location, key),
            (None, Some(why)) => report::page_not_in_edition(location, written, why.as_str()),
            (None, None) => report::unknown_page(location, written, nearest(key, site.parts.keys().map(AsRef::as_ref))),
        });
        return;
    };
    show_part(expander, node, call, Some("from"));
}

/// Shows a part in the reader's language; one inside itself is reported at the argument that named it.
pub(super) fn show_part(expander: &mut Expander, node: &PageTexts, call: &CheckedCall, argument: Option<&str>) {
    if expander.parts.contains(&node.key) {
        expander.diagnostics.push(report::part_cycle(call.place_of(argument.unwrap_or_default()), &node.key));
        return;
    }
    let language = expander.view.site.reading(node, expander.context.language);
    let (Some(content), Some(text)) = (node.content(language), node.text(language)) else { return };
    in_language(expander, language, true, call.span(), |expander| {
        let outer_file = std::mem::replace(&mut expander.context.file, Arc::clone(&content.file));
        let outer_span = expander.writer.fix_span(None);
        expander.parts.push(Arc::clone(&node.key));
        let moved = expander.writer.adopt(&text.body);
        let file = expander.writer.keep(&content.file);
        expander.writer.open(NodeKind::Part { file }, call.span());
        expander.copy_all(&text.body, moved);
        expander.writer.close();
        expander.parts.pop();
        expander.writer.fix_span(outer_span);
        expander.context.file = outer_file;
    });
}

/// The card of one page; a link to a place in it leads there.
pub(super) fn page(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let written = call.required("of");
    let key = written.split('#').next().unwrap_or(written);
    let Some(found) = find_page(expander, call, "of", key) else { return };
    expander.writer.open(NodeKind::Block(Role::PageList), call.span());
    page_card(expander, expander.view.read(found, expander.context.language), written, call.span());
    expander.writer.close();
}

pub(super) fn pages(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let Some(section) = find_page(expander, call, "of", call.required("of")) else { return };
    // Documents stand on the shelf of their section.
    let mut children = expander.view.read(section, expander.context.language).children();
    children.retain(|child| !child.node().source_front().kind.is_document());
    if children.is_empty() {
        return;
    }
    expander.writer.open(NodeKind::Block(Role::PageList), call.span());
    for child in children {
        page_card(expander, child, &link_to(child.node()), call.span());
    }
    expander.writer.close();
}

/// The page that an argument names; one that is not there is reported.
pub(super) fn find_page(expander: &mut Expander, call: &CheckedCall, argument: &str, written: &str) -> Option<PageId> {
    let site = expander.view.site;
    let key = written.trim_start_matches("@/");
    let found = site.page_by_key(key);
    if found.is_none() {
        let location = call.place_of(argument);
        expander.diagnostics.push(match site.withheld(key) {
            Some(why) => report::page_not_in_edition(location, written, why.as_str()),
            None => report::unknown_page(location, written, nearest(key, site.keys())),
        });
    }
    found
}

/// What a link to a page is written as.
pub(super) fn link_to(page: &PageNode) -> String {
    format!("@/{}", encode_path(&page.key))
}

fn page_card(expander: &mut Expander, page: Reading, to: &str, span: Span) {
    expander.writer.open(NodeKind::Item, span);
    if let Some(name) = page.inherited(|front| front.icon.as_deref()) {
        let kind = NodeKind::Icon(expander.writer.keep(name));
        expander.writer.leaf(kind, span);
    }
    expander.writer.open(NodeKind::Paragraph, span);
    page_link(expander, page, to, span);
    expander.writer.close();
    if let Some(description) = &page.front().description {
        expander.writer.open(NodeKind::Paragraph, span);
        in_language(expander, page.text_language, false, span, |expander| expander.writer.text(description, span));
        expander.writer.close();
    }
    expander.writer.close();
}

/// The title of a page as a link to it.
pub(super) fn page_link(expander: &mut Expander, page: Reading, to: &str, span: Span) {
    // The mark is inside the link: what the link's label says of the language is in the reader's.
    let kind = NodeKind::Link { to: expander.writer.keep(to), title: expander.writer.keep("") };
    expander.writer.open(kind, span);
    in_language(expander, page.text_language, false, span, |expander| expander.writer.text(page.title(), span));
    expander.writer.close();
}

/// Every language of the site by its own name, leading to this page in that language, or to its home page.
pub(super) fn languages(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let site = expander.view.site;
    expander.writer.open(NodeKind::Block(Role::LanguageList), call.span());
    for id in site.language_ids() {
        let language = site.language(id);
        let home = site.home().map_or(PageId(0), |home| home);
        let Some(page) = site.pages.get(home.0 as usize) else { continue };
        let to = expander.writer.keep(page.address(id));
        let tag = expander.writer.keep(language.tag.as_str());
        let current = id == expander.context.language;
        expander.writer.open(NodeKind::Item, call.span());
        expander.writer.words(NodeKind::LanguageLink { to, tag, current }, &language.name, call.span());
        expander.writer.close();
    }
    expander.writer.close();
}
