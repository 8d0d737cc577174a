//! The text of a document as slides, panels or faces.
//!
//! A page goes in; its tree comes out with a block for each, those of a base around those of a variant.

use super::expand::expand;
use super::reading::{Reading, anchor};
use crate::content::{Body, BodyWriter, DocumentKind, MovedWords, NodeKind, PageKind, Role};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::text::{Span, UniqueNames, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One slide of a text, as nodes of its tree.
struct SlideNodes {
    /// The id of its heading, or `slide-3` by its place in the text.
    id: String,
    /// Its outermost nodes.
    nodes: Vec<usize>,
    /// Its first heading among them.
    title: Option<usize>,
    /// The heading, or where the slide begins.
    span: Span,
}

/// The text of a document as slides, panels or faces: each a block of its own, with the slides of the base around those
/// of a variant. Shortcodes are expanded.
///
/// Reports what the shortcodes report, and a variant whose base is none.
pub fn slides(reading: Reading) -> Reported<Body> {
    let mut diagnostics = Vec::new();
    let own = expand(reading.view, &reading.context(), &reading.text().body).into_value(&mut diagnostics);
    let mut writer = BodyWriter::continuing(&own);
    let own_slides = split(reading, &own);
    match base(reading, &mut diagnostics) {
        None => own_slides.iter().for_each(|slide| write(&mut writer, &own, slide, MovedWords::Nowhere)),
        Some(base) => {
            // What is wrong with the base is said where the base is shown.
            let body = expand(base.view, &base.context(), &base.text().body).value;
            let moved = writer.adopt(&body);
            let base_slides = split(base, &body);
            let file = writer.keep(&base.content().file);
            for step in merge(&own_slides, &base_slides) {
                match step {
                    Step::Own(index) => write(&mut writer, &own, &own_slides[index], MovedWords::Nowhere),
                    Step::Base(index) => {
                        let slide = &base_slides[index];
                        writer.open(NodeKind::Part { file }, slide.span);
                        write(&mut writer, &body, slide, moved);
                        writer.close();
                    }
                }
            }
        }
    }
    Reported { value: writer.finish(), diagnostics }
}

/// The talk that a variant varies, in the variant's language.
fn base<'a>(reading: Reading<'a>, diagnostics: &mut Vec<Diagnostic>) -> Option<Reading<'a>> {
    let view = reading.view;
    let (to, span) = reading.node().source_front().variant_of.as_ref()?;
    let file = &reading.node().content(reading.node().source)?.file;
    let location = Location::at(file, *span);
    let key = to.trim_start_matches("@/");
    let base = reading.base();
    if base.is_none() {
        diagnostics.push(match (view.site.page_by_key(key), view.site.withheld(key)) {
            (Some(_), _) => report::bad_base(location, to),
            (None, Some(why)) => report::page_not_in_edition(location, to, why.as_str()),
            (None, None) => report::unknown_page(location, to, nearest(key, view.site.keys())),
        });
    }
    base
}

/// Where the next slide of a variant comes from.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Own(usize),
    Base(usize),
}

/// Puts a variant's slides among those of its base: one with an id of the base takes its place, a new one is behind
/// the slide before it in the variant's own text, or before the first.
fn merge(own: &[SlideNodes], base: &[SlideNodes]) -> Vec<Step> {
    let of_base: BTreeMap<&str, usize> =
        base.iter().enumerate().map(|(index, slide)| (slide.id.as_str(), index)).collect();
    let mut before = Vec::new();
    let mut swapped: BTreeMap<usize, usize> = BTreeMap::new();
    let mut behind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for (index, slide) in own.iter().enumerate() {
        match of_base.get(slide.id.as_str()) {
            Some(target) => {
                swapped.insert(*target, index);
                last = Some(*target);
            }
            None => last.map_or(&mut before, |last| behind.entry(last).or_default()).push(index),
        }
    }
    let mut steps: Vec<Step> = before.into_iter().map(Step::Own).collect();
    for index in 0..base.len() {
        steps.push(swapped.get(&index).map_or(Step::Base(index), |own| Step::Own(*own)));
        steps.extend(behind.remove(&index).into_iter().flatten().map(Step::Own));
    }
    steps
}

/// Splits a text at its thematic breaks; a poster is one.
fn split(reading: Reading, body: &Body) -> Vec<SlideNodes> {
    let whole = reading.node().source_front().kind == PageKind::Document(DocumentKind::Poster);
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut breaks = Vec::new();
    for root in body.roots() {
        let node = body.nodes()[root];
        if node.kind == NodeKind::Rule && !whole {
            groups.push(Vec::new());
            breaks.push(node.span);
        } else if let Some(group) = groups.last_mut() {
            group.push(root);
        }
    }
    let mut ids = UniqueNames::default();
    let slides = groups.into_iter().enumerate().map(|(number, nodes)| {
        let is_heading = |index: &&usize| matches!(body.nodes()[**index].kind, NodeKind::Heading { .. });
        let title = nodes.iter().find(is_heading).copied();
        let id = title.and_then(|index| match body.nodes()[index].kind {
            NodeKind::Heading { ordinal: Some(ordinal), .. } => anchor(reading.node(), reading.text(), ordinal),
            _ => None,
        });
        let id = ids.take(&id.map_or_else(|| format!("slide-{}", number + 1), str::to_owned), '-');
        let first = title.or(nodes.first().copied());
        let around = number.checked_sub(1).and_then(|before| breaks.get(before)).or(breaks.first());
        let span = first.map_or_else(|| around.copied().unwrap_or_default(), |index| body.nodes()[index].span);
        SlideNodes { id, nodes, title, span }
    });
    slides.collect()
}

fn write(writer: &mut BodyWriter, body: &Body, slide: &SlideNodes, moved: MovedWords) {
    let id = writer.keep(&slide.id);
    writer.open(NodeKind::Block(Role::Slide(id)), slide.span);
    for node in &slide.nodes {
        copy(writer, body, *node, moved, Some(*node) == slide.title);
    }
    writer.close();
}

/// Copies a node; the title gives its id to the slide, and headings of a base have numbers of another file.
fn copy(writer: &mut BodyWriter, body: &Body, index: usize, moved: MovedWords, is_title: bool) {
    let node = body.nodes()[index];
    let kind = match node.kind {
        NodeKind::Heading { level, .. } if is_title || matches!(moved, MovedWords::To { .. }) => {
            NodeKind::Heading { level, ordinal: None }
        }
        kind => kind.moved(moved),
    };
    writer.open(kind, node.span);
    for child in body.children(index) {
        copy(writer, body, child, moved, false);
    }
    writer.close();
}

/// The address of a short code as people type it.
pub fn shown_address(address: &str) -> &str {
    address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
}

/// The slides of a body that [`slides`] made: the index of each, its id, and the file that it is in if that is another
/// one.
pub fn slide_nodes(body: &Body) -> Vec<(usize, String, Option<Arc<str>>)> {
    let mut found = Vec::new();
    for root in body.roots() {
        let (index, file) = match body.nodes()[root].kind {
            NodeKind::Part { file } => (root + 1, Some(Arc::from(body.str(file)))),
            _ => (root, None),
        };
        if let Some(node) = body.nodes().get(index)
            && let NodeKind::Block(Role::Slide(id)) = node.kind
        {
            found.push((index, body.str(id).to_owned(), file));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, base: &str, expected: &str) {
        let slide = |id: &str| SlideNodes { id: id.to_owned(), nodes: Vec::new(), title: None, span: Span::default() };
        let (own, base): (Vec<SlideNodes>, Vec<SlideNodes>) =
            (own.split_whitespace().map(slide).collect(), base.split_whitespace().map(slide).collect());
        let said: Vec<String> = merge(&own, &base)
            .into_iter()
            .map(|step| match step {
                Step::Own(index) => own[index].id.to_uppercase(),
                Step::Base(index) => base[index].id.clone(),
            })
            .collect();
        assert_eq!(said.join(" "), expected);
    }

    #[test]
    fn variants_take_places_or_stand_behind() {
        check("b", "a b c", "a B c");
        check("b x y", "a b c", "a B X Y c");
        check("x b", "a b c", "X a B c");
        check("c x", "a b c", "a b C X");
        check("", "a b", "a b");
    }
}
